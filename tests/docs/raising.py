"""What a function of the package raises and warns of by itself: read from its source, and from that of what it uses.

Followed are functions of the package, by name and by ``self.name``; not what is called by a value, as receivers are.
Counted are exceptions and warnings of the package, wherever they are raised, and others that the function itself raises.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TypeAlias

from tests.docs.public import ROOT, SINCE, names_of

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
_SAID = {"NotImplementedError"}  # the body of what checkers see


@dataclass
class Module:
    """The source of a module: its functions and classes by name, and what it imports."""

    name: str
    defined: dict[str, ast.stmt] = field(default_factory=dict)
    imported: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """A function, and the class that it is looked at in: a method that it calls may be another one in a subclass."""

    module: str
    function: Function
    owner: type | None

    def __hash__(self) -> int:
        return hash((self.module, id(self.function), self.owner))


@cache
def source(name: str) -> Module:
    """Read a module of the package."""
    path = ROOT.joinpath(*name.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    module = Module(name)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            module.imported |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
    for node in _statements(ast.parse(path.read_text(encoding="utf-8")).body):
        if isinstance(node, Function | ast.ClassDef):
            module.defined[node.name] = node
    return module


def raised_by(module: str, name: str, owner: type | None = None) -> set[str]:
    """Return the names of what a function raises, or of what a method of the class does; ``__init__`` of a class."""
    first = _method(owner, name) if owner else _named(module, name)
    found: set[str] = set()
    seen: set[Place] = set()
    waiting = [first] if first else []
    while waiting:
        place = waiting.pop()
        if place not in seen:
            seen.add(place)
            own = set(_raised(place))
            found |= own if place is first else {each for each in own if _is_ours(each)}
            waiting += _used(place)
    return found


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield what is there at run time; of overloads, the last."""
    for node in body:
        if isinstance(node, ast.If):
            is_typing = "TYPE_CHECKING" in ast.unparse(node.test)
            yield from _statements([] if is_typing else node.body)
            yield from _statements(node.orelse)
        else:
            yield node


def _named(module: str, name: str) -> Place | None:
    """Return the function of this name in a module, also where it is imported; of a class, what makes its objects."""
    if not module.startswith("typedsignals") or not _is_module(module):
        return None
    known = source(module)
    node = known.defined.get(name)
    if isinstance(node, Function):
        return _body(module, node)
    if isinstance(node, ast.ClassDef):
        return _method(getattr(import_module(module), name), "__init__")
    if name in known.imported:
        home, _, original = known.imported[name].rpartition(".")
        return _named(home, original)
    return None


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def _method(owner: type, name: str) -> Place | None:
    """Return a method as a class has it."""
    for base in owner.__mro__:
        module, node = _class(base)
        named = [each for each in _statements(node.body if node else []) if getattr(each, "name", None) == name]
        if named and isinstance(named[-1], Function):  # of overloads, what runs
            return _body(module, named[-1], owner)
    return None


@cache
def _class(kind: type) -> tuple[str, ast.ClassDef | None]:
    """Find the source of a class: many say that they are where they are imported from."""
    if not kind.__module__.startswith("typedsignals"):
        return "", None
    folder = ROOT.joinpath(*kind.__module__.split("."))
    paths = [
        folder.with_suffix(".py"),
        *sorted(folder.glob("_*.py")),
        *sorted(folder.glob("_core/*.py")),
        folder / "errors.py",
    ]
    for path in paths:
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if path.exists() and path.stem != "__init__":
            node = source(name).defined.get(kind.__name__)
            if isinstance(node, ast.ClassDef):
                return name, node
    return "", None


def _body(module: str, node: Function, owner: type | None = None) -> Place | None:
    """Return where a function is written; that under ``done_by`` is written elsewhere."""
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "done_by":
            target = decorator.args[0]
            path = ast.unparse(target.func if isinstance(target, ast.Call) else target)
            holder, _, name = path.rpartition(".")
            meant = _named(source(module).imported[holder], name)
            return Place(meant.module, meant.function, owner) if meant else None
    return Place(module, node, owner)


def _used(place: Place) -> Iterator[Place]:
    """Yield what a function names: what it calls, and functions that it hands on."""
    given = place.function.args
    own = {each.arg for each in [*given.posonlyargs, *given.args, *given.kwonlyargs]}
    called = {id(node.func) for node in ast.walk(place.function) if isinstance(node, ast.Call)}
    for node in ast.walk(place.function):
        match node:
            case ast.Name(id=name, ctx=ast.Load()) if name not in own and (id(node) in called or not name[0].isupper()):
                found = _named(place.module, name)
            case ast.Attribute(value=ast.Name(id="self" | "signal"), attr=name) if place.owner:
                found = _method(place.owner, name)
            case ast.Attribute(value=ast.Attribute(value=ast.Name(id="sent"), attr="signal"), attr=name) if place.owner:
                found = _method(place.owner, name)
            case ast.Attribute(value=ast.Name(id=holder), attr=name):
                found = _named(source(place.module).imported.get(holder, ""), name)
            case _:
                found = None
        if found and found.function is not place.function:
            yield Place(found.module, found.function, found.owner or place.owner)


def _raised(place: Place) -> Iterator[str]:
    for node in ast.walk(place.function):
        if isinstance(node, ast.Raise) and node.exc is not None:
            yield from _exceptions(place, node.exc)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {"warn", "warn_explicit"}:
            yield from (each.id for each in node.args if isinstance(each, ast.Name) and each.id.endswith("Warning"))


def _exceptions(place: Place, raised: ast.expr) -> Iterator[str]:
    """Yield the class that is raised, or that of what a function returns for it."""
    target = raised.func if isinstance(raised, ast.Call) else raised
    name = ast.unparse(target).rpartition(".")[2]
    if name[0].isupper():
        yield from {name} - _SAID
    elif isinstance(raised, ast.Call):
        is_own = isinstance(target, ast.Attribute) and place.owner
        made = _method(place.owner, name) if is_own and place.owner else _named(place.module, name)
        if made and made.function.returns is not None:
            yield ast.unparse(made.function.returns)


def _is_ours(name: str) -> bool:
    return name in {each for module in SINCE for each in names_of(module)} or name == "DeprecationWarning"
