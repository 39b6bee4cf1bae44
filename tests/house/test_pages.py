"""Every Python block of the README and the docs runs, and the checkers say of it what its marks say."""

from pathlib import Path

import pytest

from tests.house.messages import PAGE, with_messages
from tests.house.pages import execute, python_blocks, title
from tests.typing.asked import PAGES, said
from typedsignals._tools.checkers import CHECKERS


@pytest.mark.parametrize("checker", [checker.name for checker in CHECKERS])
def test_checkers_report_the_marked_lines_of_the_pages_and_no_other(checker: str) -> None:
    """The line numbers are those of the page."""
    verdict = said(checker, PAGES)
    assert verdict.ok, f"\n{verdict}"
    assert {finding.path.name for finding in verdict.found} > {"README.md", "checkers.md", "testing.md"}


def test_the_messages_of_the_page_are_what_the_checkers_print() -> None:
    """Of every marked line, and of all four."""
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_messages(PAGE), "python -m tests.house.messages writes them anew"
    marked = ["\n".join(block.lines) for block in python_blocks(page) if any("# E" in line for line in block.lines)]
    assert [code for code in marked if f"{code}\n```\n\n```text messages\n" not in page] == []
    assert sum(line.startswith("ty  ") for line in page.splitlines()) >= len(marked) > 5


@pytest.mark.parametrize("page", PAGES, ids=title)
def test_the_blocks_of_a_page_run(page: Path, tmp_path: Path) -> None:
    """In order, in an empty directory, with nothing but the package at hand."""
    failures = execute(page, tmp_path)
    assert failures == [], "\n".join(failures)
