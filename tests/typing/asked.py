"""One run of the four type checkers over all that is marked: the cases, those of the kit, the examples and the pages.

Each checker reads the package and the standard library once, whichever tests want to know what it says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from tests.house.pages import write_modules
from typedsignals._tools.checkers import CHECKERS, Finding, Mark, Report, Verdict, run

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CASES = [HERE / "accept", HERE / "reject", HERE / "known_gaps"]
KIT = HERE / "kit"
EXAMPLES = ROOT / "examples"  # each mistakes.py among them holds marks too
SEARCHED = [EXAMPLES / "library" / "src", EXAMPLES / "plugin" / "src", ROOT, EXAMPLES]  # scripts find each other
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]

PlacedT = TypeVar("PlacedT", Mark, Finding)


def said(checker: str, places: Iterable[Path]) -> Verdict:
    """Return the verdict of one checker on the files in these places; what it says of a page stands at the page's lines."""
    verdict = _report().of(checker)
    return Verdict(
        checker,
        _inside(verdict.missed, places),
        _inside(verdict.false, places),
        _inside(verdict.found, places),
    )


@cache
def _report() -> Report:
    """Run every checker once; one that is missing is an error here."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch).resolve()
        page_of = {module: page for page in PAGES for module in write_modules(page, folder)}
        report = run(CHECKERS, [*CASES, KIT, EXAMPLES, *page_of], search_paths=[folder, *SEARCHED])
    verdicts = [
        Verdict(each.checker, _on(page_of, each.missed), _on(page_of, each.false), _on(page_of, each.found))
        for each in report.verdicts
    ]
    return Report(_on(page_of, report.marks), tuple(verdicts))


def _on(page_of: Mapping[Path, Path], placed: Iterable[PlacedT]) -> tuple[PlacedT, ...]:
    return tuple(replace(each, path=page_of.get(each.path, each.path)) for each in placed)


def _inside(placed: Iterable[PlacedT], places: Iterable[Path]) -> tuple[PlacedT, ...]:
    return tuple(each for each in placed if any(each.path.is_relative_to(place) for place in places))
