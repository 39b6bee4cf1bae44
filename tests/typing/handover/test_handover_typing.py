"""What the four type checkers say of hand-overs, line by line, on the engines' own types; and what they accept runs.

The engines are much to read for a checker: each reads them once, for all cases. mypy does it with and without the plugin of
django-stubs.
"""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.typing.asked import ROOT
from tests.typing.django.test_django_typing import SHOP, with_django
from typedsignals import handover
from typedsignals._tools.checkers import CHECKERS, Mark, Report, Verdict, marked_lines, run

HERE = Path(__file__).parent
CASES = [HERE / "accept", HERE / "reject", HERE / "known_gaps"]
ACCEPTED = sorted(path.stem for path in (HERE / "accept").glob("*.py") if path.stem != "__init__")
SUBJECT = re.compile(r"(?P<callable>[A-Za-z_.]+)\((?P<parameter>\w*)\): ")
PLUGIN = "mypy with django-stubs' plugin"


@pytest.fixture(scope="module")
def verdicts() -> dict[str, Verdict]:
    """Check the cases, all at once."""
    asked = {checker.name: checker for checker in CHECKERS}
    asked[PLUGIN] = with_django(asked["mypy"])
    report: Report = run(list(asked.values()), CASES, search_paths=[ROOT, SHOP])
    return dict(zip(asked, report.verdicts, strict=True))


@pytest.mark.parametrize("name", [*[checker.name for checker in CHECKERS], PLUGIN])
def test_checker_reports_the_marked_lines_and_no_other(name: str, verdicts: dict[str, Verdict]) -> None:
    """Right hand-overs pass, wrong ones do not, and the known gaps are where they were."""
    assert verdicts[name].ok, f"\n{verdicts[name]}"


def test_marks_are_where_they_belong() -> None:
    """None among what is accepted, and those for some checkers alone among the known gaps."""
    assert _marks("accept") == []
    rejected = _marks("reject")
    assert len(rejected) > 200
    assert [str(mark) for mark in rejected if mark.only or not mark.reason] == []


@pytest.mark.parametrize(
    "file", sorted(path.name for path in (HERE / "accept").glob("*_*.py") if path.stem != "__init__")
)
def test_every_engine_has_rejects(file: str) -> None:
    """An engine whose types say nothing would have accepted cases alone."""
    assert marked_lines(HERE / "reject" / file)


def test_every_parameter_has_a_reject() -> None:
    """With a parameter degraded to `Any` everything accepted stays accepted; only a reject notices."""
    subjects = {subject for _, subject in _subjects()}
    assert sorted(_parameters() - subjects) == []


def test_every_reject_is_about_something_that_exists() -> None:
    """A misspelt subject would count for nothing; `pack()` stands for the call as a whole."""
    known = _parameters() | {f"{name}()" for name in handover.__all__}
    assert [str(mark) for mark, subject in _subjects() if subject not in known] == []


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted_uses_run(name: str) -> None:
    """Each file by itself: what checkers let pass is refused by nobody else."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", f"import tests.typing.handover.accept.{name}"],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.typing.handover.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _marks(case: str) -> list[Mark]:
    return [mark for file in sorted((HERE / case).glob("*.py")) for mark in marked_lines(file)]


def _subjects() -> Iterator[tuple[Mark, str]]:
    """Yield the marks that name what they are about, and what that is."""
    for mark in _marks("reject"):
        if found := SUBJECT.match(mark.reason):
            yield mark, found[0].removesuffix(": ")


def _parameters() -> set[str]:
    """Name every parameter of every public function. Exceptions take what all exceptions take, and nobody makes a Packed."""
    functions = [name for name in handover.__all__ if not inspect.isclass(getattr(handover, name))]
    return {
        f"{name}({parameter})"
        for name in functions
        for parameter in inspect.signature(getattr(handover, name)).parameters
    }
