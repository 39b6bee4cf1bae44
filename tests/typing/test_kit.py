"""What the four type checkers say of the test kit, line by line; and what they accept runs."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.typing.asked import KIT, ROOT, said
from typedsignals._tools.checkers import CHECKERS, Mark, marked_lines

ACCEPTED = sorted(path.stem for path in (KIT / "accept").glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("checker", [checker.name for checker in CHECKERS])
def test_checker_reports_the_marked_lines_and_no_other(checker: str) -> None:
    """Entries have the types of their signal, and wrong fakes are rejected."""
    verdict = said(checker, [KIT])
    assert verdict.ok, f"\n{verdict}"


def test_marks_are_where_they_belong() -> None:
    """None among what is accepted, and those for some checkers alone among the known gaps."""
    marks = {folder: _marks(KIT / folder) for folder in ("accept", "reject", "known_gaps")}
    assert marks["accept"] == []
    assert len(marks["reject"]) > 50
    assert [str(mark) for mark in marks["reject"] if mark.only or not mark.reason] == []
    assert marks["known_gaps"]


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted_uses_run(name: str) -> None:
    """Each file by itself."""
    command = [sys.executable, "-W", "error", "-m", f"tests.typing.kit.accept.{name}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _marks(folder: Path) -> list[Mark]:
    return [mark for file in sorted(folder.glob("*.py")) for mark in marked_lines(file)]
