"""What the core takes, in lines: ``python -m tests.house.size``."""

import ast
import io
import tokenize
from dataclasses import astuple, dataclass
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from tests.house.layout import CORE, source_of

_NO_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
_WITH_DOCSTRING = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Size:
    """Lines of code, of these typing overloads; lines of docstrings, comments that have a line, and all lines."""

    code: int
    overloads: int
    docstrings: int
    comments: int
    physical: int

    def __add__(self, other: "Size") -> "Size":
        return Size(*(one + another for one, another in zip(astuple(self), astuple(other), strict=True)))


def size_of(path: Path) -> Size:
    """Count a file."""
    source = path.read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(source)))
    docstrings = {
        line
        for node in nodes
        if isinstance(node, _WITH_DOCSTRING) and ast.get_docstring(node) is not None
        for line in range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)
    }
    overloads = {
        line
        for node in nodes
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and any(ast.unparse(decorator) == "overload" for decorator in node.decorator_list)
        for line in range(node.decorator_list[0].lineno, (node.end_lineno or 0) + 1)
    }
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    code = {line for each in tokens if each.type not in _NO_CODE for line in range(each.start[0], each.end[0] + 1)}
    code -= docstrings
    comments = {each.start[0] for each in tokens if each.type == tokenize.COMMENT} - code
    return Size(len(code), len(overloads & code), len(docstrings), len(comments), len(source.splitlines()))


def sizes() -> dict[str, Size]:
    """Return the size of each module of the core."""
    return {module: size_of(source_of(module)) for module in CORE}


def main() -> None:
    """Print a table."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("")
    for column in ("code", "of these overloads", "docstrings", "comments", "all lines"):
        table.add_column(column, justify="right")
    found = sizes()
    for module, size in found.items():
        table.add_row(module, *map(str, astuple(size)))
    table.add_section()
    table.add_row("core", *map(str, astuple(sum(found.values(), Size(0, 0, 0, 0, 0)))), style="bold")
    Console(width=100, highlight=False).print(table)


if __name__ == "__main__":
    main()
