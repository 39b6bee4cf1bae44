"""Every promise is held by a test: the docstrings say which."""

import ast
import re
from collections import Counter
from pathlib import Path

ROWS = range(1, 19)


def test_every_row_of_promises_has_its_tests() -> None:
    """Each test here begins its docstring with the row that it holds: ``Row 3: ...``."""
    rows: Counter[int] = Counter()
    without = []
    for path in Path(__file__).parent.glob("test_*.py"):
        if path.name == Path(__file__).name:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found = re.match(r"Row \d+(, row \d+)*:", ast.get_docstring(node) or "")
                rows.update(map(int, re.findall(r"\d+", found[0])) if found else ())
                without += [] if found else [f"{path.name}::{node.name}"]
    assert without == []
    assert sorted(rows) == list(ROWS)
