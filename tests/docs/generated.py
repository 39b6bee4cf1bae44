"""What the reference has from the package itself: ``python -m tests.docs.generated`` writes it anew.

A page holds it between ``<!-- generated: name -->`` and ``<!-- end -->``.
"""

import argparse
import ast
import inspect
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import click
from django.core.management.base import BaseCommand, CommandParser

from tests.docs.public import DJANGO_SIGNALS, DJANGO_TYPES, REFERENCE, ROOT, SINCE
from typedsignals import mypy_plugin, pytest_plugin
from typedsignals._tools.cli import main
from typedsignals.django.management.commands.signals import Command

_REGION = re.compile(r"(<!-- generated: (?P<name>[\w ]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_WIDE = 90
_SHOWN = re.compile(r"^ *::: (\S+)$", re.MULTILINE)


def with_generated(text: str) -> str:
    """Return a page with what is generated in it."""

    def written(region: re.Match[str]) -> str:
        return f"{region[1]}\n{REGIONS[region['name']]().strip()}\n\n{region[3]}"

    return _REGION.sub(written, text)


# The names of each module.


def names() -> str:
    """Return a table for each module: its names, with what each is and since when."""
    pages = {name: page for page in REFERENCE.glob("*.md") for name in _SHOWN.findall(page.read_text(encoding="utf-8"))}
    parts: list[str] = []
    for module, versions in SINCE.items():
        rows = {name: version for version, each in versions.items() for name in each}
        parts.append(f"## `{module}`\n\n| name | what it is | since |\n|---|---|---|")
        parts.extend(_row(module, name, rows[name], pages) for name in sorted(rows, key=str.lower))
        parts.append("")
    return "\n".join(parts)


def _row(module: str, name: str, version: str, pages: dict[str, Path]) -> str:
    if module in {DJANGO_SIGNALS, DJANGO_TYPES}:
        signal, what = _of_django(name)
        return f"| [`{name}`](django-signals.md#{signal}) | {what} | {version} |"
    path = f"{module}.{name}"
    return f"| [`{name}`]({pages[path].name}#{path}) | {_first_line(module, name)} | {version} |"


def _of_django(name: str) -> tuple[str, str]:
    """Return the signal below which a signal or a type of one is described, and what it is."""
    for signal, kind, docs, _ in django_signals_found():
        if name == signal:
            return signal, docs
        if name == kind:
            return signal, f"The type of `{signal}`."
    return "declaredsignal", "The type of what `django_signal` declares."


def _first_line(module: str, name: str) -> str:
    meant = getattr(import_module(module), name)
    meant = getattr(meant, "__wrapped__", meant)  # of a fixture
    docs = inspect.getdoc(meant) if inspect.isclass(meant) or inspect.isroutine(meant) else _below(module, name)
    return (docs or "").partition("\n")[0].replace("``", "`").replace("|", "\\|")


def _below(module: str, name: str) -> str:
    """Return the docstring below the assignment of a name, in the file of the module or of one beside it."""
    folder = ROOT.joinpath(*module.split("."))
    for path in sorted(folder.glob("_*.py")):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        for node, then in pairwise(body):
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            if name in [ast.unparse(each) for each in targets if each is not None] and isinstance(then, ast.Expr):
                return inspect.cleandoc(ast.literal_eval(then.value))
    return ""


# The commands.


def commands() -> str:
    """Return the commands of ``python -m typedsignals``, from click."""
    return "\n".join(line for command in main.commands.values() for line in _command(command))


def _command(command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=f"python -m typedsignals {command.name}", max_content_width=100)
    yield f"## {context.info_name}\n\n```text\n{context.command_path} {' '.join(command.collect_usage_pieces(context))}\n```\n"
    yield f"{_escaped(inspect.cleandoc(command.help or ''))}\n"
    for option in command.params:
        written, what = option.get_help_record(context) or ("", "")
        if what:  # of an argument, the text above says it
            yield f"- `{written}`: {_escaped(what)}"
    if command.epilog:
        examples = re.sub(r"\n{2,}", "\n\n", command.epilog.replace("\b", "").strip())  # \b keeps click from wrapping
        yield f"\n```text\n{examples}\n```"
    yield ""


def _escaped(text: str) -> str:
    return re.sub(r"(`[^`]*`)|\*", lambda found: found[1] or "\\*", text)


def manage_py() -> str:
    """Return the options of ``manage.py signals``, from argparse."""
    usual = {option for action in _parser(BaseCommand())._actions for option in action.option_strings}
    own = [each for each in _parser(Command())._actions if not usual.issuperset(each.option_strings)]
    return "\n".join([f"{_escaped(Command.help)}\n", *map(_option, own)])


def _parser(command: BaseCommand) -> CommandParser:
    return command.create_parser("manage.py", "signals")


def _option(action: argparse.Action) -> str:
    value = "" if action.nargs == 0 else f" {action.metavar or action.dest.upper()}"
    value += "..." if action.nargs == "*" else ""
    return f"- `{', '.join(action.option_strings)}{value}`: {_escaped(_sentence(action.help or ''))}"


def pytest_options() -> str:
    """Return the options of the pytest plugin."""
    rows = (
        f"| `--signals-{name}` | `signals_{name} = true` | {_sentence(what)} |"
        for name, what in pytest_plugin.OPTIONS.items()
    )
    return "\n".join(["| command line | configuration | what it does |", "|---|---|---|", *rows])


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


# Django's own signals.


def django_signals() -> str:
    """Return what each signal that Django defines sends, from its type."""
    parts = [
        f"## {name}\n\n{docs}\nType: `{kind}`. Since 0.1.0.\n\n```text\n{send}\n```\n"
        for name, kind, docs, send in django_signals_found()
    ]
    return "\n".join(parts)


@cache
def django_signals_found() -> list[tuple[str, str, str, str]]:
    """Return name, class, docs and signature of ``send`` of each signal."""
    kinds = _classes()
    declared = ast.parse((ROOT / "typedsignals/django/signals.py").read_text(encoding="utf-8"))
    types = {
        ast.unparse(node.target): ast.unparse(node.annotation).removeprefix("types.")
        for node in ast.walk(declared)
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation).startswith("types.")
    }
    found: list[tuple[str, str, str, str]] = []
    for name, kind in sorted(types.items()):
        methods = [each for each in kinds[kind].body if isinstance(each, ast.FunctionDef)]
        connect = next(each for each in methods if each.name == "connect")
        send = next(each for each in methods if each.name == "send")
        receiver = re.search(r"\w+Receiver", ast.unparse(connect))
        assert receiver, kind
        docs = ast.get_docstring(kinds[receiver[0]]) or ""
        found.append((name, kind, docs.partition("\n")[0], _sent(send)))
    return found


def _sent(send: ast.FunctionDef) -> str:
    """Write the parameters of a ``send``, one on each line; ``...`` stands for what is not always there."""
    given = send.args
    lines = [f"    sender: {ast.unparse(given.args[1].annotation or ast.Constant(None))},"]
    lines += ["    *,"] * bool(given.kwonlyargs)
    for each, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
        lines.append(f"    {ast.unparse(each)}{'' if default is None else ' = ...'},")
    short = f"send({' '.join(line.strip() for line in lines)[:-1]})"
    return short if len(short) < _WIDE else "\n".join(["send(", *lines, ")"])


def _classes() -> dict[str, ast.ClassDef]:
    tree = ast.parse((ROOT / "typedsignals/django/types.pyi").read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


# mypy.


def mypy_codes() -> str:
    """Return the error codes of the plugin, and the versions of mypy that it knows."""
    codes = (f"| `{each.code}` | {_sentence(each.description)} |" for each in (mypy_plugin.SENDER, mypy_plugin.KEYWORD))
    known = f"{'.'.join(map(str, mypy_plugin.OLDEST))} to {mypy_plugin.NEWEST[0]}.*"
    return "\n".join(
        [
            "| error code | what it does |",
            "|---|---|",
            *codes,
            "",
            f"The plugin works with mypy {known}; with another mypy it does nothing, and a note says so.",
        ]
    )


REGIONS: dict[str, Callable[[], str]] = {
    "names": names,
    "commands": commands,
    "manage py": manage_py,
    "pytest options": pytest_options,
    "django signals": django_signals,
    "mypy codes": mypy_codes,
}

if __name__ == "__main__":
    for page in REFERENCE.glob("*.md"):
        page.write_text(with_generated(page.read_text(encoding="utf-8")), encoding="utf-8")
