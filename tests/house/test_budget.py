"""The core stays as small as its promises allow."""

import ast
from pathlib import Path

import pytest

from tests.house.layout import CORE, source_of
from tests.house.size import Size, size_of, sizes

# The wish is 1,600 lines of code, of these at most 250 typing overloads. These may go down, and up only with a reason that
# a reader would accept. (Interceptors of all signals took 33.)
CODE = 2315
OVERLOADS = 190
LONGEST_FILE = 318
LONGEST_BODY = 40


@pytest.mark.parametrize("module", CORE)
def test_no_file_of_the_core_is_long(module: str) -> None:
    """In lines of code."""
    assert size_of(source_of(module)).code <= LONGEST_FILE


def test_the_core_as_a_whole_is_short() -> None:
    """A newcomer reads it at once."""
    found = sizes()
    total = sum(found.values(), Size(0, 0, 0, 0, 0))
    assert total.code <= CODE, found
    assert total.overloads <= OVERLOADS, found


@pytest.mark.parametrize("module", CORE)
def test_no_function_of_the_core_is_long(module: str) -> None:
    """Counted without its signature and its docstring."""
    tree = ast.parse(source_of(module).read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    assert {node.name: size for node in functions if (size := _body_lines(node)) > LONGEST_BODY} == {}


def test_what_counts_as_code(tmp_path: Path) -> None:
    """No blank line, no comment that has a line to itself, no docstring; every line of an overload."""
    source = '"""Text."""\n\n# why\nx = 1  # and so\n\n@overload\ndef f(\n    a: int,\n) -> int: ...\ndef f(a):\n    """Do."""\n    return a\n'
    (tmp_path / "module.py").write_text(source, encoding="utf-8")
    assert size_of(tmp_path / "module.py") == Size(code=7, overloads=4, docstrings=2, comments=1, physical=12)


def _body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
