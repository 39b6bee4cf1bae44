"""`map --format html`: one page that needs nothing else, opened in a real browser."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Literal

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from tests.browsers import PATIENCE, chromium
from tests.integration.programs import Program, program
from typedsignals._tools import pages
from typedsignals._tools.cli import main
from typedsignals._tools.pages import as_html
from typedsignals.wiring import ImportFailure, Place, ReceiverInfo, SendSite, SignalInfo, Wiring

__all__ = ["program"]

FOLDER = Path(pages.__file__).parent / "page"


def receiver(name: str, sender: str | None = None, order: int = 1, **options: Any) -> ReceiverInfo:
    place = Place(f"{name.split('.', maxsplit=1)[0]}/receivers.py", order)
    made = ReceiverInfo(name, "shop", place, sender, False, order, 0, False, False, "immediate", None, None, ())
    return replace(made, **options)


def signal(
    name: str, *receivers: ReceiverInfo, senders: tuple[str, ...] = (), doc: str = "", payload: str | None = "Order"
) -> SignalInfo:
    sends = tuple(SendSite(each, Place("shop/service.py", 7), "send", "type(self)") for each in senders)
    module = name.rpartition(".")[0]
    place = Place(f"{module.replace('.', '/')}.py", 3)
    return SignalInfo(name, "Signal", module, place, "Shop", payload, None, "int", doc, receivers, sends)


def wiring(*signals: SignalInfo, **more: Any) -> Wiring:
    return replace(Wiring(("shop",), signals, (), ()), **more)


SHOP = wiring(
    signal("library.done", receiver("shop.audit"), payload=None),
    signal(
        "shop.orders.paid",
        receiver("shop.stock.pack", priority=5),
        receiver("shop.mail.write", "shop.Wholesale", 2, weak=True, is_async=True),
        senders=("shop.orders.pay",),
        doc="An order is paid.\n\nIt can be packed.",
    ),
    signal(
        "shop.stock.packed",
        receiver("shop.courier.call", problems=("it takes no **kwargs",)),
        senders=("shop.stock.pack",),
    ),
    signal("shop.orders.lost"),
)


class Reader(HTMLParser):
    """Lists what is in a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags:
            self.texts.append((self.tags[-1][0], data))


HOSTILE = (
    "</script><script>document.title='run'</script>",
    "<img src=x onerror=\"document.title='run'\">",
    "<!--<script>",
    "{{script}} {{data}}",
    "'\"`&lt;\\u003c\u2028größe\ud800",
)


def hostile() -> Wiring:
    """Return a wiring of names and texts that try to get out of the page."""
    bad = " ".join(HOSTILE)
    by = replace(receiver(f"r {bad}", bad), dispatch_uid=bad, handed_to=bad, problems=(bad,), place=Place(bad, 1))
    made = replace(signal(f"s {bad}", by, senders=(f"f {bad}",), doc=bad, payload=bad), place=None, result=bad)
    untold = SendSite(bad, Place(bad, 2), "send", bad)
    return Wiring((bad,), (made,), (untold,), (ImportFailure(bad, bad),))


def test_a_page_has_all_in_it() -> None:
    """Nothing is loaded, nothing else may run, and it is ASCII."""
    html = as_html(SHOP)
    assert html.isascii()
    read = Reader(html)
    assert [(tag, name) for tag, names in read.tags for name in names if name in {"src", "href"}] == [("link", "href")]
    assert ("link", {"rel": "icon", "href": "data:,"}) in read.tags
    assert [names for tag, names in read.tags if tag == "script"] == [
        {"type": "application/json", "id": "wiring"},
        {},
        {},
    ]
    (policy,) = [names["content"] for tag, names in read.tags if names.get("http-equiv") == "Content-Security-Policy"]
    assert re.fullmatch(
        r"default-src 'none'; script-src 'sha256-\S+' 'sha256-\S+'; style-src 'sha256-\S+'; img-src data:;"
        r" base-uri 'none'; form-action 'none'",
        policy or "",
    )
    assert "sourceMappingURL" not in html
    assert (FOLDER / "dagre.LICENSE").read_text(encoding="utf-8").strip() in html


def test_no_name_leaves_its_place() -> None:
    """Whatever is in it, the elements of the page are those of any other, and JSON gives it back."""
    read = Reader(as_html(hostile()))
    assert read.tags[:-3] == [*Reader(as_html(wiring())).tags[:-3]]
    assert [tag for tag, _ in read.tags] == [tag for tag, _ in Reader(as_html(SHOP)).tags]
    data = json.loads("".join(text for tag, text in read.texts if tag == "script").partition('"use strict"')[0])
    assert data["packages"] == [" ".join(HOSTILE)]
    assert data["signals"][0]["doc"] == " ".join(HOSTILE)


def test_the_layout_library_is_what_was_published() -> None:
    """Byte for byte; its version and licence stand beside it."""
    told = tomllib.loads((FOLDER / "dagre.toml").read_text(encoding="utf-8"))
    assert sha256((FOLDER / "dagre.min.js").read_bytes()).hexdigest() == told["sha256"]
    assert f'"{told["version"]}"' in (FOLDER / "dagre.min.js").read_text(encoding="utf-8")
    assert (told["licence"], (FOLDER / "dagre.LICENSE").read_text(encoding="utf-8")[:9]) == ("MIT", "Copyright")


@pytest.mark.parametrize("name", ["map.js", "map.css", "dagre.min.js"])
def test_what_is_put_in_ends_no_element(name: str) -> None:
    """Nor is the page written by anything but text."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert not re.search(r"</(script|style)|<!--", text)
    assert name == "dagre.min.js" or not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval", text)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the Chromium of this machine."""
    with chromium() as started:
        yield started


Show = Callable[..., Page]


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Give what opens a wiring's page from its file. In the end nothing was complained of, and nothing else was asked for."""
    path = tmp_path / "map.html"
    said: list[str] = []
    asked: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800})

    expect.set_options(timeout=PATIENCE)
    context.set_default_timeout(PATIENCE)

    def opened(shown: Wiring | str, scheme: Literal["light", "dark"] = "light", width: int = 1280) -> Page:
        path.write_text(shown if isinstance(shown, str) else as_html(shown), encoding="ascii")
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        return page

    yield opened
    context.close()
    assert said == []
    assert {url for url in asked if url != "data:,"} <= {path.as_uri()}


def boxes(page: Page) -> list[str]:
    return sorted(page.locator(".node").evaluate_all("found => found.map(one => one.title)"))


def test_the_page_shows_who_sends_what_to_whom(show: Show) -> None:
    """In boxes and arrows, by package and module; what is not as always stands at the arrow."""
    page = show(SHOP)
    expect(page).to_have_title("shop: the map")
    expect(page.locator("summary")).to_have_text(
        ["shop2 modules, 3 signals", "shop.orders2 signals", "shop.stock1 signal", "library1 signal"]
    )
    expect(page.locator(".node")).to_have_count(10)
    assert boxes(page) == sorted(
        [
            *("shop.orders.pay", "shop.orders.paid", "shop.stock.pack", "shop.mail.write", "shop.orders.lost"),
            *("shop.stock.pack", "shop.stock.packed", "shop.courier.call", "library.done", "shop.audit"),
        ]
    )
    expect(page.locator(".edge")).to_have_count(6)
    expect(page.locator(".edge.weak")).to_have_count(1)
    assert sorted(page.locator(".label").all_inner_texts()) == ["priority 5", "shop.Wholesale, async"]
    expect(page.locator(".node.wrong")).to_have_attribute("title", "shop.courier.call")
    expect(page.locator("#count")).to_have_text("4 signals")


def test_one_chain_is_one_drawing(show: Show) -> None:
    """In a module, a function that hears one signal and sends another stands there once, between them."""
    page = show(
        wiring(
            signal("shop.paid", receiver("shop.pack")),
            signal("shop.packed", senders=("shop.pack",)),
            signal("shop.other", receiver("shop.audit")),
        )
    )
    expect(page.locator(".drawing")).to_have_count(2)
    expect(page.locator(".drawing").first.locator(".node")).to_have_count(3)
    left = {
        name: page.get_by_title(name, exact=True).evaluate("box => box.offsetLeft")
        for name in ("shop.paid", "shop.pack", "shop.packed")
    }
    assert sorted(left, key=left.__getitem__) == ["shop.paid", "shop.pack", "shop.packed"]


def test_a_loop_is_drawn(show: Show) -> None:
    """An arrow leads back."""
    page = show(wiring(signal("shop.paid", receiver("shop.pay"), senders=("shop.pay",))))
    expect(page.locator(".edge")).to_have_count(2)
    expect(page.locator(".node")).to_have_count(2)


def test_a_click_shows_what_is_known(show: Show) -> None:
    """Declaration, docs, senders, receivers in the order of their calls; and from there on to each of them."""
    page = show(SHOP)
    details = page.locator("#details")
    expect(details).to_be_hidden()
    page.get_by_role("button", name="signal shop.orders.paid").click()
    assert [line for line in details.inner_text().split("\n") if line] == [
        *("shop.orders.paid", "Close", "Signal (Shop, Order)", "returns int", "shop/orders.py:3"),
        *("An order is paid.", "It can be packed."),
        *("Sent by", "shop.orders.pay", "send(type(self))", "shop/service.py:7"),
        *("Received by", "shop.stock.pack", "any sender, priority 5", "shop/receivers.py:1"),
        *("shop.mail.write", "shop.Wholesale, weak, async", "shop/receivers.py:2"),
    ]
    details.get_by_role("button", name="shop.stock.pack").click()
    expect(details.locator("h2")).to_have_text("shop.stock.pack")
    expect(details).to_contain_text("Hearsshop.orders.paidany sender, priority 5")
    expect(details).to_contain_text("Sendsshop.stock.packedsend(type(self))shop/service.py:7")
    expect(page.locator(".node[aria-pressed=true]").first).to_be_in_viewport()
    page.get_by_role("button", name="function shop.courier.call").click()
    expect(details.locator(".problem")).to_have_text("! it takes no **kwargs")
    expect(details).to_contain_text("Sendsnothing")
    page.get_by_role("button", name="signal shop.orders.lost").click()
    expect(details).to_contain_text("Sent bynobodyReceived bynobody")
    page.get_by_role("button", name="signal library.done").click()
    expect(details).to_contain_text("Sent byothers")
    details.get_by_role("button", name="Close").click()
    expect(details).to_be_hidden()


def test_the_keyboard_does_it_all(show: Show) -> None:
    """Tab, arrows, Enter, Escape and slash; where one is can be seen."""
    page = show(SHOP)
    expect(page.locator(".node")).to_have_count(10)
    focus = page.locator(":focus")

    def press(*keys: str) -> None:
        for key in keys:
            page.keyboard.press(key)

    press("/")
    expect(focus).to_have_id("search")
    press("Tab", "Tab", "Tab")
    expect(focus).to_have_text("shop2 modules, 3 signals")
    press("Tab", "Tab")
    assert focus.get_attribute("class") == "node function" or focus.get_attribute("class") == "node signal"
    page.get_by_title("shop.orders.pay", exact=True).focus()
    press("ArrowRight")
    expect(focus).to_have_attribute("title", "shop.orders.paid")
    expect(page.locator(".edge.lit")).to_have_count(3)
    assert focus.evaluate("box => getComputedStyle(box).outlineStyle") == "solid"
    press("ArrowRight", "ArrowLeft", "Enter")
    expect(page.locator("#details h2")).to_have_text("shop.orders.paid")
    press("Tab")
    expect(focus).to_have_text("Close")
    press("Escape")
    expect(page.locator("#details")).to_be_hidden()
    expect(focus).to_have_attribute("title", "shop.orders.paid")
    press("ArrowLeft", "ArrowLeft")
    expect(focus).to_have_attribute("title", "shop.orders.pay")
    press("ArrowDown")
    expect(focus).not_to_have_attribute("title", "shop.orders.pay")
    press("ArrowUp")
    expect(page.locator(".drawings").first.locator('[tabindex="0"]')).to_have_count(1)
    page.locator("summary").first.focus()
    press("Enter")
    expect(page.get_by_text("shop.orders", exact=True)).to_be_hidden()


def test_search_leaves_what_fits(show: Show) -> None:
    """Every word has to be found: in names of signals, senders and receivers, in types and docs. Escape ends it."""
    page = show(SHOP)
    field = page.get_by_role("searchbox")
    count = page.locator("#count")
    field.fill("PACKED order")
    expect(count).to_have_text("2 of 4 signals")
    expect(page.get_by_title("shop.orders.lost")).to_be_hidden()
    field.fill("courier")
    expect(count).to_have_text("1 of 4 signals")
    expect(page.locator("summary:visible")).to_have_text(["shop2 modules, 3 signals", "shop.stock1 signal"])
    field.fill("no such thing")
    expect(page.get_by_text("Nothing is found.")).to_be_visible()
    field.press("Escape")
    expect(count).to_have_text("4 signals")
    expect(page.locator("summary:visible")).to_have_count(4)


def test_what_is_open_can_be_closed(show: Show) -> None:
    """One by one and all at once; a search opens what it finds, and its end closes that."""
    page = show(SHOP)
    box = page.get_by_title("library.done")
    expect(box).to_be_visible()
    page.locator("summary", has_text="library").click()
    expect(box).to_be_hidden()
    page.get_by_role("button", name="Expand all").click()
    expect(box).to_be_visible()
    page.get_by_role("button", name="Collapse all").click()
    expect(page.locator(".node:visible")).to_have_count(0)
    page.get_by_role("searchbox").fill("library")
    expect(box).to_be_visible()
    page.get_by_role("searchbox").fill("")
    expect(box).to_be_hidden()


def brightness(page: Page, element: str, what: str) -> int:
    colour = page.locator(element).first.evaluate(f"one => getComputedStyle(one).{what}")
    return sum(map(int, re.findall(r"\d+", colour)[:3])) // 3


def test_dark_and_light_are_those_of_the_system(show: Show) -> None:
    """Text and paper change places."""
    schemes: list[tuple[Literal["light", "dark"], bool]] = [("light", False), ("dark", True)]
    for scheme, is_dark in schemes:
        page = show(SHOP, scheme=scheme)
        for element in ("body", ".node.function", "header"):
            paper = brightness(page, "body" if element == "header" else element, "backgroundColor")
            text = brightness(page, element, "color")
            assert (text > 200 and paper < 60) if is_dark else (text < 60 and paper > 200)


def test_a_narrow_window_is_enough(show: Show) -> None:
    """Drawings scroll by themselves, the page does not; the details stand below."""
    page = show(SHOP, width=400)
    page.get_by_title("shop.orders.paid").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 400
    box = page.locator("#details").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 400)


def test_hostile_text_is_text(show: Show) -> None:
    """Nothing of it runs, and it is shown as it is."""
    page = show(hostile())
    shown = " ".join(HOSTILE).replace("\ud800", "\ufffd")
    page.locator(".node.signal").click()
    details = page.locator("#details")
    assert details.locator(".doc").text_content() in {shown, " ".join(HOSTILE)}
    expect(page.locator("img, script:not(body > script)")).to_have_count(0)
    page.locator(".node.function").first.click()
    assert str(details.locator("h2").text_content()).startswith(("f </script><script>", "r </script><script>"))
    assert page.title() != "run"
    assert "</script>" in page.title()
    expect(page.locator(".missing")).to_have_count(3)


def test_what_is_not_known_is_told(show: Show) -> None:
    """Modules that are left out, and calls that may be sends; also where there is no signal."""
    place = Place("shop/bus.py", 9)
    page = show(
        wiring(
            unresolved=(SendSite("shop.bus.publish", place, "send", None),),
            failures=(ImportFailure("shop.old", "ImportError: gone"),),
        )
    )
    expect(page.get_by_text("No signals.")).to_be_visible()
    expect(page.locator(".missing")).to_have_text(
        [
            "shop.old is left out: it cannot be imported: ImportError: gone",
            "1 call may be sends, of signals that the source does not tell:",
            "shop/bus.py:9: shop.bus.publish calls send",
        ]
    )


def large(modules: int) -> Wiring:
    """Return 500 signals with 2,000 receivers, in so many modules; one function hears them all."""
    signals = []
    for number in range(500):
        name = f"shop.m{number % modules:02}.s{number}"
        heard = [receiver(f"{name}_r{each}", order=each) for each in range(1, 4)]
        signals.append(signal(name, *heard, receiver("shop.audit", order=4), senders=(f"{name}_f", f"{name}_g")))
    return wiring(*signals)


@pytest.mark.parametrize("modules", [1, 50])
def test_a_large_program_stays_usable(show: Show, modules: int) -> None:
    """The page opens at once because it draws what is looked at; search answers; all of it can be opened and scrolled."""
    page = show(large(modules))
    expect(page.locator("#count")).to_have_text("500 signals")
    expect(page.locator(".node")).to_have_count(0)
    page.get_by_role("searchbox").fill("s499_r2")
    expect(page.locator("#count")).to_have_text("1 of 500 signals")
    expect(page.locator(".node")).to_have_count(7)
    page.get_by_role("searchbox").fill("")
    page.get_by_role("button", name="Expand all").click()
    expect(page.locator(".node").first).to_be_visible()
    assert page.locator(".drawing").count() < 100
    page.locator(".frame").last.scroll_into_view_if_needed()
    expect(page.locator(".frame").last.locator(".node").first).to_be_visible()


def test_the_command_prints_the_page(program: Program, show: Show) -> None:
    """And nothing else."""
    program.write(store="from typedsignals import Signal\npaid = Signal[object, int](doc='An order is paid.')")
    done = CliRunner().invoke(main, ["map", "store", "--format", "html"], catch_exceptions=False)
    assert (done.exit_code, done.stderr) == (0, "")
    page = show(done.stdout)
    page.get_by_title("store.paid").click()
    expect(page.locator("#details .doc")).to_have_text("An order is paid.")
