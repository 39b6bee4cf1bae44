"""How the reference shows the package: an extension of Griffe, named in ``mkdocs.yml``.

- Each public name has a label that says since which version it is there.
- An object that is called, such as ``record``, is shown as the function that it is to its users.
- A function of many overloads is shown by the one signature that it has at run time; what checkers see is folded away.
"""

import re
import textwrap
from pathlib import Path
from typing import Any

import griffe

from tests.docs.public import SINCE, UNRELEASED

_READ_AT_A_GLANCE = 2  # overloads
# Short for these, in the source.
_ALIASES = {"AnyReceiver": "Callable[..., Any]", "Around": "AbstractContextManager[object, bool | None]"}


class Shown(griffe.Extension):
    """Changes what is shown, once all is read."""

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Label the public names of the package, and fold overloads away."""
        if pkg.path != "typedsignals":
            return
        _show_called(pkg["testing._record"], "record", "Recorder")
        for module, versions in SINCE.items():
            holder = pkg[module.partition(".")[2]] if "." in module else pkg
            for version, names in versions.items():
                for name in names:
                    public = _meant(holder[name])
                    public.labels.add(version if version == UNRELEASED else f"since {version}")
                    for each in _described(public):
                        if isinstance(each, griffe.Function):
                            _spell_out(each)
                            _close(each)
                            _fold(each)
                        _link_warnings(each)


def _show_called(module: griffe.Module, name: str, kind: str) -> None:
    """Put the function in the place of an attribute whose value is an object of this class."""
    called = module[kind]["__call__"]
    function = _without_self(called, name)
    function.overloads = [_without_self(each, name) for each in called.overloads]
    said = called.docstring
    function.docstring = griffe.Docstring(
        said.value, parent=function, parser=said.parser, parser_options=said.parser_options
    )
    module.set_member(name, function)


def _without_self(method: griffe.Function, name: str) -> griffe.Function:
    _, *parameters = method.parameters
    function = griffe.Function(
        name,
        parameters=griffe.Parameters(*parameters),
        returns=method.returns,
        lineno=method.lineno,
        endlineno=method.endlineno,
    )
    function.parent = method.module
    return function


def _meant(found: griffe.Object | griffe.Alias) -> griffe.Object:
    return found.final_target if isinstance(found, griffe.Alias) else found


def _described(public: griffe.Object) -> list[griffe.Object]:
    """Return a function, or the members of a class that are shown."""
    if not isinstance(public, griffe.Class):
        return [public]
    shown = {name: each for name, each in public.all_members.items() if not name.startswith("_")}
    called = {name: each for name, each in public.all_members.items() if name in {"__call__", "__init__"}}
    return [_meant(each) for each in (shown | called).values()]


def _spell_out(function: griffe.Function) -> None:
    """Write out the aliases that are used in the signature; no page explains them."""
    for each in [function, *(function.overloads or [])]:
        for annotation in [each.returns, *(parameter.annotation for parameter in each.parameters)]:
            for part in annotation.iterate(flat=True) if isinstance(annotation, griffe.Expr) else ():
                if isinstance(part, griffe.ExprName):
                    part.name = _ALIASES.get(part.name, part.name)


def _close(function: griffe.Function) -> None:
    """Write the ``/`` behind parameters that are all given by position; mkdocstrings leaves out one at the end."""
    for each in [function, *(function.overloads or [])]:
        last = list(each.parameters)[-1:]
        if last and last[0].kind is griffe.ParameterKind.positional_only and last[0].name != "/":
            each.parameters.add(griffe.Parameter("/", kind=griffe.ParameterKind.positional_only))


def _link_warnings(described: griffe.Object) -> None:
    """Have the classes of warnings lead to where they are described, as those of exceptions do."""
    for section in described.docstring.parsed if described.docstring else ():
        if isinstance(section, griffe.DocstringSectionWarns) and described.docstring:
            for each in section.value:
                each.annotation = griffe.parse_docstring_annotation(str(each.annotation), described.docstring)


def _fold(function: griffe.Function) -> None:
    overloads = function.overloads or []
    if overloads:  # which say what is behind an Any
        for parameter in function.parameters:
            parameter.annotation = None if str(parameter.annotation) == "Any" else parameter.annotation
        function.returns = None if str(function.returns) == "Any" else function.returns
    if len(overloads) <= _READ_AT_A_GLANCE or function.docstring is None:
        return
    function.overloads = None
    source = Path(str(function.filepath)).read_text(encoding="utf-8").splitlines()
    lines = [line for each in overloads for line in source[(each.lineno or 1) - 1 : each.endlineno]]
    code = textwrap.dedent("\n".join("" if line.strip() == "@overload" else line for line in lines)).strip()
    if function.name not in code:  # a method, shown as a function
        code = re.sub(r"def __call__\((\s*)self, ", rf"def {function.name}(\1", code)
    block = textwrap.indent(f"```python\n{code}\n```", "    ")
    function.docstring.value += f'\n\n??? abstract "What type checkers see: {len(overloads)} overloads"\n\n{block}\n'
