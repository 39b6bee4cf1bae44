"""Asks the installed mypy or pyright for the types of expressions in the source of a program.

Rules of this file:
- The checker reads a copy of the sources, in which `reveal_type` stands around each expression, on lines of its own: so a
  line tells which one is meant. The sources themselves are never touched.
- What a send takes is Any, and in an argument of that type `[order]` would be a list of Any: so each stands as the item of a
  tuple, of which no type is wanted.
- What a checker does not tell is not known. That it could not look is an error, which never counts as "not known".
"""

from __future__ import annotations

import ast
import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from sysconfig import get_paths
from types import ModuleType

from typedsignals._tools.checkers import Checker, CheckerError, Finding, Task, installed
from typedsignals._tools.walls import mypy_with
from typedsignals.wiring._sources import Sources

ASKED = ("mypy", "pyright")
_OPEN, _CLOSE = "(reveal_type(\n(", ")\n),)[0]"


def chosen(name: str | None, settings: str | None) -> Checker | None:
    """Return the checker that is asked: the one of this name, else mypy, else pyright; None where neither is installed.

    With the name of a settings module, mypy runs with the plugin of django-stubs, where that is installed. Raises
    CheckerError for a checker that is named and not installed.
    """
    try:
        there = {each.name: each for each in installed()}
    except CheckerError:  # not a single one
        there = {}
    if find_spec("mypy") is None:  # a program of another environment knows nothing of what is imported here
        there.pop("mypy", None)
    found = there.get(name) if name else there.get("mypy") or there.get("pyright")
    if found is None:
        if name:
            raise CheckerError(f"{name} is not installed; install it beside {sys.executable}: pip install {name}")
        return None
    if found.name == "pyright":
        return replace(found, read=_read_pyright)
    plugins = ["mypy_django_plugin.main"] if settings and find_spec("mypy_django_plugin") else []
    return replace(mypy_with("mypy", plugins, settings), read=_read_mypy)


def version(checker: Checker) -> str:
    """Return what the checker is called, with its version where that is known here."""
    name = "mypy" if checker.name == "mypy" else checker.program
    try:
        return f"{name} {metadata.version(name)}"
    except metadata.PackageNotFoundError:
        return name


def reveal(
    checker: Checker, expressions: Iterable[tuple[ModuleType, ast.expr]], sources: Sources, packages: Sequence[str]
) -> dict[int, str]:
    """Return what the checker prints of the type of each expression, by the id of its node.

    Raises CheckerError if it could not look.
    """
    by_module: dict[str, tuple[ModuleType, list[ast.expr]]] = {}
    for module, node in expressions:
        by_module.setdefault(module.__name__, (module, []))[1].append(node)
    with tempfile.TemporaryDirectory(prefix="adopt-") as place:
        root = Path(place).resolve()
        (root / "run").mkdir()
        _copy(packages, root / "copy")
        asked: dict[tuple[Path, int], int] = {}
        for module, nodes in by_module.values():
            path = _copied(module, root / "copy")
            path.parent.mkdir(parents=True, exist_ok=True)
            text, lines = _wrapped(sources.text(module), nodes)
            path.write_text(text, encoding="utf-8")
            asked |= {(path, line): number for number, line in lines.items()}
        files = tuple(dict.fromkeys(path for path, _ in asked))
        found = checker.findings(Task(files, (root / "copy", *_roots()), root / "run")) if files else []
    return {asked[each.path, each.line]: each.message for each in found if (each.path, each.line) in asked}


def _wrapped(source: str, nodes: list[ast.expr]) -> tuple[str, dict[int, int]]:
    """Return the source with `reveal_type` around these expressions, and the line of each there, by the id of its node."""
    lines = [line.encode() for line in source.split("\n")]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    places: list[tuple[int, int, int, str]] = []
    for node in nodes:
        begin = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        places += [(begin, 1, id(node), _OPEN), (end, 0, id(node), _CLOSE)]  # what ends here comes first
    whole, done, written = source.encode(), 0, ""
    found: dict[int, int] = {}
    for offset, opens, number, text in sorted(places, key=lambda each: each[:2]):
        written += whole[done:offset].decode() + text
        done = offset
        if opens:
            found[number] = written.count("\n") + 1
    return written + whole[done:].decode(), found


def _copy(packages: Sequence[str], target: Path) -> None:
    """Copy what checkers read of the packages, but for files that are not Python: they would end all that a checker does."""
    target.mkdir()
    for top in dict.fromkeys(package.partition(".")[0] for package in packages):
        module = sys.modules[top]
        for folder in map(Path, getattr(module, "__path__", ())):
            for file in folder.rglob("*.py*"):
                copy = target / top / file.relative_to(folder)
                text = _readable(file) if file.suffix in {".py", ".pyi"} else b"" if file.name == "py.typed" else None
                if text is not None:
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    copy.write_bytes(text)


def _readable(file: Path) -> bytes | None:
    try:
        text = file.read_bytes()
        ast.parse(text)
    except (OSError, SyntaxError, ValueError):
        return None
    return text


def _copied(module: ModuleType, target: Path) -> Path:
    names = module.__name__.split(".")
    return (
        target.joinpath(*names, "__init__.py")
        if hasattr(module, "__path__")
        else target.joinpath(*names).with_suffix(".py")
    )


def _roots() -> Iterator[Path]:
    """Yield where the program's modules are looked up, but for what Python and its environment have installed."""
    installed_in = [Path(get_paths()[name]).resolve() for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    for entry in dict.fromkeys(Path(each).resolve() for each in sys.path):
        if entry.is_dir() and not any(entry.is_relative_to(each) for each in installed_in):
            yield entry


# What they answer.


def _read_mypy(output: str) -> Iterator[Finding]:
    for text in filter(None, output.splitlines()):
        note = json.loads(text)
        found = re.fullmatch(r'Revealed type is "(.*)"', note["message"])
        if found:
            yield Finding(Path(note["file"]), note["line"], found[1])


def _read_pyright(output: str) -> Iterator[Finding]:
    for note in json.loads(output)["generalDiagnostics"]:
        found = re.fullmatch(r'Type of ".*" is "(.*)"', note["message"], re.DOTALL)
        if note["severity"] == "information" and found:
            yield Finding(Path(note["file"]), note["range"]["start"]["line"] + 1, found[1])
