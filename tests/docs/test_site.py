"""The docs site: every page is there, every link leads somewhere, nothing comes from elsewhere, and all of it can be read."""

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.docs import diagrams, markup
from tests.docs.markup import ROOT, at_repository, shown
from tests.house.pages import fenced

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
HOME = "https://typedsignals.github.io/typedsignals/"
# Whose pages ours link to.
HOSTS = {
    *(
        "devguide.python.org",
        "github.com",
        "mkdocstrings.github.io",
        "semver.org",
        "typedsignals.github.io",
    ),
    "www.djangoproject.com",
}


def address(page: Path) -> str:
    """Return where a page of the docs is on the site, as a link from its home says it."""
    path = page.relative_to(DOCS).with_suffix("")
    name = (path.parent if path.name == "index" else path).as_posix()
    return "" if name == "." else f"{name}/"


@dataclass
class Html(HTMLParser):
    """What matters here of a built page."""

    path: Path
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    navigation: list[str] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self.html = self.path.read_text(encoding="utf-8")
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids |= {found["id"]} if "id" in found else set()
        if tag in {"a", "area"} and "href" in found:
            self.links.append(found["href"])
            self.navigation += [found["href"]] if "md-nav__link" in found.get("class", "") else []
        elif tag == "link" and found["rel"] not in {"canonical", "prev", "next"}:
            self.loaded.append(found["href"])
        self.loaded += [found[name] for name in ("src", "srcset", "data", "poster") if name in found]

    def handle_data(self, data: str) -> None:
        self.text += data


@cache
def read(path: Path) -> Html:
    return Html(path)


def html_of(site: Path, page: Path) -> Html:
    return read(site / address(page) / "index.html")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_every_page_is_built_and_in_the_navigation(site: Path, page: Path) -> None:
    """That of the glossary has them all."""
    assert html_of(site, page).text
    start = html_of(site, DOCS / "glossary.md")
    there = {urljoin(f"{HOME}glossary/", link) for link in start.navigation}
    assert f"{HOME}{address(page)}" in there


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_every_link_leads_somewhere(site: Path, page: Path) -> None:
    """To a page and a heading of it, to a file, to a file of this repository, or to one of few hosts."""
    wrong = []
    for link in html_of(site, page).links:
        target = urlsplit(urljoin(f"{HOME}{address(page)}", link))
        if not target.geturl().startswith(HOME):
            if (target.scheme, target.hostname) not in {("https", host) for host in HOSTS}:
                wrong.append(link)
            continue
        path = site / unquote(target.geturl().removeprefix(HOME).partition("#")[0])
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file() or (target.fragment and unquote(target.fragment) not in read(path).ids):
            wrong.append(link)
    assert wrong == []


def test_links_to_the_repository_name_what_is_in_it() -> None:
    """From wherever a page is; others stay as they are, and a file that is not there ends the build."""
    assert at_repository("map.md", "../examples#a") == f"{markup.REPOSITORY}/tree/main/examples#a"
    assert at_repository("guide/index.md", "../../README.md") == f"{markup.REPOSITORY}/blob/main/README.md"
    for link in ("../django.md#types", "https://example.org/../x", "#here", "../images/map.png"):
        assert at_repository("guide/index.md", link) == link
    with pytest.raises(FileNotFoundError, match=r"map.md links to ../nowhere.py: there is no nowhere.py"):
        at_repository("map.md", "../nowhere.py")


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    """Scripts, styles, pictures and fonts are the site's own."""
    files = [path for path in site.rglob("*.html") if path.name != "404.html"]
    assert len(files) >= len(PAGES)
    asked = {address for path in files for address in read(path).loaded}
    assert {address for address in asked if urlsplit(address).netloc or address.startswith("/")} == set()
    styles = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert set(re.findall(r"(?:@import|url\()\s*[\"']?(?:https?:)?//[^)]+", styles)) == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_fences_and_marks_are_shown_as_what_they_are(site: Path, page: Path) -> None:
    """Python in colours, marked lines marked, diagrams drawn, lists as lists."""
    blocks = list(fenced(page.read_text(encoding="utf-8")))
    html = html_of(site, page).html
    for language in ("python", "text", "console", "mermaid"):
        wanted = sum(info[:1] == [language] for _, info, _ in blocks)
        pattern = '<div class="diagram"><svg' if language == "mermaid" else f'<div class="language-{language}'
        assert html.count(pattern) >= wanted, language
    python = [line for _, info, lines in blocks if info[:1] == ["python"] for line in lines]
    assert html.count('class="c1 reported"') >= sum(" # E: " in line or " # E[" in line for line in python)
    assert "```" not in html_of(site, page).text
    assert re.findall(r"<p>(?:(?!</p>).)*\n(?:[-*]|\d\.) .*", html) == []


def test_what_stands_in_a_fence_for_the_tests_is_not_shown() -> None:
    assert shown("```python new no-run") == "```python"
    assert shown('  ```python no-run title="shop/new.py"') == '  ```python title="shop/new.py"'
    assert shown("```text messages") == "```{ .text .messages }"


def test_every_diagram_is_drawn() -> None:
    """And nothing else: python -m tests.docs.diagrams draws them."""
    assert diagrams.diagrams().keys() == set(markup.DRAWINGS.glob("*.svg"))
