"""The docs site in a real browser: every page, wide and narrow, light and dark; and what the search finds."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import quote_plus, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsers import PATIENCE
from tests.docs.test_site import DOCS, PAGES, address

# What people look for → the pages that answer; one of them is among the first results.
WORDS = {
    "thread": "guide/threads/",
    "performance": "cost/",
    "once": "recipes/ glossary/",
    "wildcard": "glossary/",
    "namespace": "glossary/",
    "registry": "glossary/",
    "inherit": "glossary/ guide/senders/",
    "subclass": "guide/senders/ guide/classes/",
    "pickle": "glossary/ guide/threads/",
    "logging": "guide/sending/ observing/",
    "timeout": "guide/async/ guide/sending/",
    "retry": "guide/sending/",
    "deprecate": "versions/ libraries/ guide/classes/",
    "semantic version": "versions/",
    "stability": "versions/ glossary/",
    "instance": "guide/senders/",
    "install": " tutorial/",
    "circular": "guide/where/",
    "cycle": "guide/where/ glossary/",
    "where do I put": "guide/where/",
    "FAQ": "not-called/ glossary/",
    "troubleshooting": "not-called/ glossary/",
    "untyped signals": "moving/adopt/ glossary/",
    "migrate": "moving/django/ glossary/",
    "unit test": "testing/ glossary/",
    "return value": "guide/sending/ glossary/",
    "license": "glossary/",
    "positional-only arguments passed as keyword arguments": "guide/errors/",
    "it is async, and this signal awaits nothing": "guide/errors/",
    "got an unexpected keyword argument": "guide/errors/",
    "arg-type": "checkers/",
    "reportArgumentType": "checkers/",
    "bad-argument-type": "checkers/",
    "invalid-argument-type": "checkers/",
    "object has no attribute 'emit'": "guide/errors/",
    "blinker": "moving/blinker/",
    "psygnal": "moving/psygnal/",
    "cookbook": "recipes/ glossary/",
    "recipe": "recipes/",
    "API reference": "reference/",
    "FastAPI": "frameworks/fastapi/",
    "Flask": "frameworks/flask/",
    "Celery": "frameworks/celery/ handover/",
    "debounce": "recipes/ glossary/",
    "background": "recipes/ handover/ glossary/",
    "outbox": "handover/ recipes/ glossary/",
    "OpenTelemetry": "observing/",
    "tracing": "observing/ glossary/",
    "metrics": "observing/",
    "dependency injection": "guide/where/",
    "generic": "guide/classes/",
    "PEP 695": "guide/classes/",
    "type alias": "guide/classes/",
    "free-threaded": "guide/threads/ inside/",
    "3.14": "versions/ guide/threads/",
    "PyPy": "versions/ guide/threads/",
    "contributing": "versions/ glossary/",
    "issues": "versions/ glossary/",
    "support": "versions/",
    "security": "versions/",
    "diagram": "map/ glossary/",
    "emit": "glossary/",
    "subscribe": "glossary/",
    "handler": "glossary/",
    "listener": "glossary/",
    "callback": "glossary/",
    "observer": "glossary/",
    "hook": "glossary/ interceptors/",
    "event": "glossary/",
}
FIRST = 3

# What sticks out of the window and cannot be scrolled into it.
TOO_WIDE = """() => [...document.querySelectorAll("body *")].filter(one => {
    const { right, width } = one.getBoundingClientRect();
    if (!width || right <= innerWidth + 1) return false;
    for (let box = one; box; box = box.parentElement)
        if (getComputedStyle(box).overflowX !== "visible" || getComputedStyle(box).position === "fixed") return false;
    return true;
}).map(one => one.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Give who opens one page after another: scripts and styles are loaded once."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield context
    context.close()


@pytest.fixture
def tab(reader: BrowserContext, home: str) -> Iterator[Page]:
    """Give a tab. In the end nothing was complained of, and nothing was asked of another host."""
    complaints: list[str] = []
    page = reader.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(home) else complaints.append(asked.url))
    page.on("requestfailed", lambda asked: complaints.append(f"{asked.url}: {asked.failure}"))
    page.on("response", lambda got: complaints.append(f"{got.url}: {got.status}") if got.status >= 400 else None)
    yield page
    page.evaluate("localStorage.clear()")  # what a reader chose
    page.close()
    assert complaints == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_a_page_fits_the_window_in_the_light_and_in_the_dark(tab: Page, home: str, page: Path) -> None:
    """On a phone, too. What is too wide scrolls by itself."""
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.goto(home + address(page))
    expect(tab.get_by_role("heading", level=1)).to_be_visible()
    light = ground(tab, "light", "default")
    tab.set_viewport_size({"width": 360, "height": 800})
    assert ground(tab, "dark", "slate") != light


def ground(tab: Page, scheme: Literal["light", "dark"], name: str) -> object:
    """Check that a page fits its window, and return the colour that it has in a scheme of the system."""
    tab.emulate_media(color_scheme=scheme)
    expect(tab.locator("body")).to_have_attribute("data-md-color-scheme", name)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert tab.evaluate(TOO_WIDE) == []
    return tab.evaluate("getComputedStyle(document.body).backgroundColor")


def test_the_reader_chooses_light_or_dark(tab: Page, home: str) -> None:
    """Until then the system does. Pictures follow."""
    tab.emulate_media(color_scheme="dark")
    tab.goto(f"{home}cost/")
    body = tab.locator("body")
    dark, light = (tab.locator(f"img[src$='#only-{ground}']").first for ground in ("dark", "light"))
    expect(dark).to_be_visible()
    for switch, name in (("Switch to light mode", "default"), ("Switch to dark mode", "slate")):
        tab.get_by_title(switch).click()
        expect(body).to_have_attribute("data-md-color-scheme", name)
        expect(light).to_be_visible(visible=name == "default")
        expect(dark).to_be_visible(visible=name == "slate")
    tab.reload()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_code_is_copied_as_it_is_written_and_of_a_terminal_the_commands(tab: Page, home: str) -> None:
    for language, wanted in (
        ("python", "import "),
        ("console", "pip install 'typedsignals[cli]'\npython -m typedsignals list"),
    ):
        tab.goto(f"{home}map/")
        block = tab.locator(f".language-{language}").first
        block.hover()
        block.get_by_title("Copy to clipboard").click()
        tab.wait_for_function(
            "wanted => navigator.clipboard.readText().then(text => text.includes(wanted))", arg=wanted
        )
        copied = tab.evaluate("navigator.clipboard.readText()")
        assert "$" not in copied
        assert "made in" not in copied


@pytest.fixture(scope="module")
def search(browser: Browser, home: str) -> Iterator[Page]:
    """Open the search of the site."""
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{home}testing/")
    page.get_by_role("button", name="Search").click()
    yield page
    page.close()


@pytest.mark.parametrize("word", WORDS)
def test_the_search_answers(search: Page, home: str, word: str) -> None:
    """With a page that says something of the word, not only with one that has it."""
    search.get_by_role("combobox").fill(word)
    results = search.get_by_role("option")
    expect(results.first).to_have_attribute("href", re.compile(rf"\?h={re.escape(quote_plus(word))}(#|$)"))
    found = [urlsplit(each.get_attribute("href") or "").path[1:] for each in results.all()]
    first = list(dict.fromkeys(found))[:FIRST]
    assert not set(first).isdisjoint(WORDS[word].split(" ")), first
