"""Sphinx and mkdocs, run for real: they show every signal, with its docstring and with what is sent. Their warnings are errors."""

import html
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SHOP = '''
"""The signals of the shop."""

from dataclasses import dataclass

from typing_extensions import deprecated

from typedsignals import AsyncSignal, Signal, keyword_signal


class OrderService:
    """Sells."""


@keyword_signal
def order_cancelled(sender: type[OrderService], *, order_id: int, reason: str = "") -> None:
    """Sent once an order is given up."""


@keyword_signal
async def parcel_lost(sender: OrderService, *, order_id: int) -> str:
    """Sent once a courier gives up."""


@keyword_signal
@deprecated("use order_cancelled")
def order_dropped(sender: object, *, order_id: int) -> None:
    """Sent once an order is dropped."""


order_completed = Signal[type[OrderService], int]("order_completed")
"""Sent once an order is finalised."""

#: Sent once a parcel is on its way.
parcel_sent = AsyncSignal[type[OrderService], int, str]("parcel_sent")

order_returned = Signal[type[OrderService], int]("order_returned", doc="Sent once an order is back.")


class Shelf:
    """Has signals of its own."""

    emptied = Signal["Shelf", int]()
    """Sent once nothing is left."""

    @keyword_signal
    def filled(sender: "Shelf", *, pieces: int) -> None:  # noqa: N805
        """Sent once something is there again."""
'''
PAGE = "Signals\n=======\n\n.. automodule:: shop_signals\n   :members:\n\n.. autodata:: shop_signals.order_returned\n"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return what Sphinx makes of a module of signals, as text."""
    folder = tmp_path_factory.mktemp("docs")
    (folder / "shop_signals.py").write_text(SHOP, encoding="utf-8")
    (folder / "conf.py").write_text("extensions = ['sphinx.ext.autodoc']\n", encoding="utf-8")
    (folder / "index.rst").write_text(PAGE, encoding="utf-8")
    _run(folder, "sphinx", "-q", "-W", "-b", "text", ".", "out")
    return _text(folder / "out" / "index.txt")


def _run(folder: Path, *module: str) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), *sys.path])}
    command = [sys.executable, "-m", *module]
    made = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert (made.returncode, made.stderr) == (0, "")


def _text(page: Path) -> str:
    return re.sub(r"\s+", " ", page.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "expected",
    [
        (
            "shop_signals.order_cancelled(sender: type[OrderService], *, order_id: int, reason: str = '') -> None "
            "Sent once an order is given up."
        ),
        "shop_signals.parcel_lost(sender: OrderService, *, order_id: int) -> str Sent once a courier gives up.",
        "shop_signals.order_dropped(sender: object, *, order_id: int) -> None Sent once an order is dropped.",
    ],
)
def test_keyword_signals_are_shown_with_their_parameters(shown: str, expected: str) -> None:
    """As the functions that they were declared by."""
    assert expected in shown


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("order_completed", "Sent once an order is finalised."),
        ("parcel_sent", "Sent once a parcel is on its way."),
        ("order_returned", "Sent once an order is back."),
        ("emptied", "Sent once nothing is left."),
    ],
)
def test_payload_signals_are_shown_with_their_docstring(shown: str, name: str, text: str) -> None:
    """What stands below or above the assignment; or, where a page names the signal, its ``doc``."""
    assert re.search(rf"{name} = <\w+ '(Shelf\.)?{name}', 0 receivers> {re.escape(text)}", shown)


def test_signals_of_a_class_are_shown_too(shown: str) -> None:
    """Among its members."""
    assert re.search(r"filled\(.*pieces: int\) -> None Sent once something is there again\.", shown)


# --- The library among the examples: its views, in a module that others import.

LIBRARY = Path(__file__).parents[2] / "examples" / "library"
# What stands in a signature between brackets, and how its docstring begins.
VIEWS = {
    "parcel_delayed": "sender: Courier, *, parcel_id: str, days: int | None, _later: object = None",
    "parcel_lost": "sender: Courier, *, parcel_id: str, _later: object = None",
}
DOCSTRINGS = {
    "parcel_moved": "Sent once a parcel has reached a place.",
    "parcel_scanned": "Sent once a parcel has gone through a scanner. Deprecated: use parcel_moved.",
    "parcel_delivered": "Sent once a parcel is handed over: to its recipient, or to a neighbour.",
    "parcel_delayed": "Sent once a parcel will be late: by so many days, or by nobody knows how many.",
    "parcel_lost": "Sent once nobody knows where a parcel is. Deprecated: use parcel_delayed.",
}


@pytest.fixture(scope="module", params=["sphinx", "mkdocs"])
def of_library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return what either tool makes of the signals of the library, as text without spaces."""
    out = tmp_path_factory.mktemp(request.param).resolve()
    if request.param == "sphinx":
        _run(LIBRARY, "sphinx", "-q", "-W", "-d", str(out / "cache"), "-b", "text", "sphinx", str(out))
        return _packed(_text(out / "index.txt").replace('"', ""))
    _run(LIBRARY, "mkdocs", "build", "-q", "--strict", "-d", str(out))
    return _packed(html.unescape(re.sub("<[^>]*>", "", _text(out / "index.html"))))


def _packed(text: str) -> str:
    """Without spaces, nor the comma before a bracket that a formatter puts there."""
    return re.sub(r"\s", "", text).replace(",)", ")")


@pytest.mark.parametrize("name", VIEWS)
def test_views_of_keywords_are_shown_with_their_parameters(of_library: str, name: str) -> None:
    """Because they are declared where they are exported."""
    assert _packed(f"{name}({VIEWS[name]}) -> None {DOCSTRINGS[name]}") in of_library


def test_a_deprecated_keyword_is_shown_as_such(of_library: str) -> None:
    """As it is declared; each tool has its own way to write that."""
    found = re.search(
        r"parcel_delivered\((.*?)\)->None" + re.escape(_packed(DOCSTRINGS["parcel_delivered"])), of_library
    )
    assert found
    assert re.search(r"recipient:.*Annotated\[str,.*Deprecated\(.*usehanded_to.*\)\],handed_to:str", found[1])


@pytest.mark.parametrize(("name", "payload"), [("parcel_moved", "ParcelMoved"), ("parcel_scanned", "ParcelScanned")])
def test_views_of_payloads_are_shown_with_their_types(of_library: str, name: str, payload: str) -> None:
    """Those of the annotation."""
    types = rf"{name}:Connectable\[Courier,{payload}(,None)?\]="
    assert re.search(types + r"[^:]*" + re.escape(_packed(DOCSTRINGS[name])), of_library)
