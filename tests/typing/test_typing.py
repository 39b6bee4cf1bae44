"""What the four type checkers say of right and wrong uses, line by line. Each of them runs once over all files."""

from pathlib import Path

import pytest

from typedsignals._tools.checkers import CHECKERS, Mark, Report, marked_lines, run

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CASES = [HERE / "accept", HERE / "reject", HERE / "known_gaps"]
EXAMPLES = ROOT / "examples"  # mistakes.py among them holds marks too


@pytest.fixture(scope="session")
def report() -> Report:
    """Run every checker once over every case; one that is missing is an error here."""
    # Examples are scripts: they find each other beside themselves.
    return run(CHECKERS, [*CASES, EXAMPLES], search_paths=[ROOT, EXAMPLES])


@pytest.mark.parametrize("checker", [checker.name for checker in CHECKERS])
def test_checker_reports_the_marked_lines_and_no_other(checker: str, report: Report) -> None:
    """Right code passes, wrong code does not, and the known gaps are where they were."""
    verdict = report.of(checker)
    assert verdict.ok, f"\n{verdict}"


def test_accepted_cases_hold_no_mark() -> None:
    """A mark among them would turn a right use into a wrong one unseen."""
    assert [str(mark) for mark in _marks("accept")] == []


def test_each_rejected_case_gives_its_reason() -> None:
    """Whoever reads a case learns why it is wrong."""
    assert [str(mark) for mark in _marks("reject") if not mark.reason] == []


def test_rejected_cases_speak_to_every_checker() -> None:
    """What only some of them catch belongs among the known gaps."""
    assert [str(mark) for mark in _marks("reject") if mark.only] == []


def test_every_rejected_file_rejects_something() -> None:
    """A file without a mark would prove nothing."""
    files = [file for file in (HERE / "reject").rglob("*.py") if file.name != "__init__.py"]
    assert [file.name for file in files if not marked_lines(file)] == []


def _marks(folder: str) -> list[Mark]:
    return [mark for file in (HERE / folder).rglob("*.py") for mark in marked_lines(file)]
