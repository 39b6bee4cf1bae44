"""Every Python block of the README and the docs runs, and the checkers say of it what its marks say."""

from pathlib import Path

import pytest

from tests.house.pages import execute
from tests.typing.asked import PAGES, said
from typedsignals._tools.checkers import CHECKERS


@pytest.mark.parametrize("checker", [checker.name for checker in CHECKERS])
def test_checkers_report_the_marked_lines_of_the_pages_and_no_other(checker: str) -> None:
    """The line numbers are those of the page."""
    verdict = said(checker, PAGES)
    assert verdict.ok, f"\n{verdict}"
    assert {finding.path.name for finding in verdict.found} > {"README.md", "checkers.md", "testing.md"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_blocks_of_a_page_run(page: Path, tmp_path: Path) -> None:
    """In order, in an empty directory, with nothing but the package at hand."""
    failures = execute(page, tmp_path)
    assert failures == [], "\n".join(failures)
