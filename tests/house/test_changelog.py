"""The changelog has the form of Keep a Changelog, so that tools and people find a version in it."""

import re
from pathlib import Path

from typedsignals import __version__

ROOT = Path(__file__).parents[2]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_versions_stand_in_order_below_what_is_not_released() -> None:
    """Each with its date, the newest first; the package has the version of one of them, or of the next."""
    first, *released = re.findall(r"^## (.+)$", CHANGELOG, re.MULTILINE)
    assert first == "[Unreleased]"
    found = [re.fullmatch(r"\[(\d+)\.(\d+)\.(\d+)\] - \d{4}-\d{2}-\d{2}", heading) for heading in released]
    assert None not in found
    versions = [tuple(int(part) for part in one.groups()) for one in found if one]
    assert versions == sorted(set(versions), reverse=True)
    ours = tuple(int(part) for part in __version__.split("."))
    assert ours in versions or f"This will be version {__version__}" in CHANGELOG


def test_changes_are_of_the_kinds_that_readers_know() -> None:
    """Added, Changed, Deprecated, Removed, Fixed, Security."""
    kinds = re.findall(r"^### (.+)$", CHANGELOG, re.MULTILINE)
    assert kinds
    assert set(kinds) <= KINDS


def test_what_the_changelog_links_to_is_there() -> None:
    """Pages move; what is released goes on naming them."""
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", CHANGELOG) if "://" not in link]
    assert len(links) > 10
    assert [link for link in links if not (ROOT / link).exists()] == []
