"""The docs site: every page is there, every link leads somewhere, and what our pages mean is shown."""

from pathlib import Path

from tests.docs.conftest import ROOT

DOCS = ROOT / "docs"


def address(page: Path) -> str:
    """Return where a page of the docs is on the site."""
    path = page.relative_to(DOCS).with_suffix("")
    return (path.parent if path.name == "index" else path).as_posix()


def test_every_page_is_built(site: Path) -> None:
    assert [page for page in DOCS.rglob("*.md") if not (site / address(page) / "index.html").exists()] == []
