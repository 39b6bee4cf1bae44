"""Sphinx, run for real: `automodule` shows every signal, with its docstring and with what is sent."""

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
    """Return what Sphinx makes of a module of signals, as text; any warning of Sphinx is an error."""
    folder = tmp_path_factory.mktemp("docs")
    (folder / "shop_signals.py").write_text(SHOP, encoding="utf-8")
    (folder / "conf.py").write_text("extensions = ['sphinx.ext.autodoc']\n", encoding="utf-8")
    (folder / "index.rst").write_text(PAGE, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "text", ".", "out"]
    made = subprocess.run(command, cwd=folder, env=_with_path(folder), capture_output=True, text=True, check=False)
    assert (made.returncode, made.stderr) == (0, "")
    return re.sub(r"\s+", " ", (folder / "out" / "index.txt").read_text(encoding="utf-8"))


def _with_path(folder: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), *sys.path])}


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
