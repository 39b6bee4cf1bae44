"""Every Python block of the README and the docs runs, and the checkers say of it what its marks say."""

from pathlib import Path

import pytest

from tests.house.pages import execute, write_modules
from typedsignals._tools.checkers import CHECKERS, Report, run

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Run each checker once over all pages."""
    folder = tmp_path_factory.mktemp("pages")
    modules = [module for page in PAGES for module in write_modules(page, folder)]
    assert modules, "no page holds any Python"
    return run(CHECKERS, modules, search_paths=[ROOT])


@pytest.mark.parametrize("checker", [checker.name for checker in CHECKERS])
def test_checkers_report_the_marked_lines_of_the_pages_and_no_other(checker: str, report: Report) -> None:
    """The line numbers are those of the page."""
    verdict = report.of(checker)
    assert verdict.ok, f"\n{verdict}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_blocks_of_a_page_run(page: Path, tmp_path: Path) -> None:
    """In order, in an empty directory, with nothing but the package at hand."""
    failures = execute(page, tmp_path)
    assert failures == [], "\n".join(failures)
