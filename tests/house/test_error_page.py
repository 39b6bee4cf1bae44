"""docs/guide/errors.md explains the messages that users get: each row has a mistake that makes its message."""

import asyncio
import gc
import pickle
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from typedsignals import AsyncSignal, Signal, keyword_signal, receiver

PAGE = (Path(__file__).parents[2] / "docs/guide/errors.md").read_text(encoding="utf-8")
EXPLAINED = re.findall(r"^\| `([^`]+)` \|", PAGE.partition("## Messages\n")[2].partition("\n## ")[0], re.MULTILINE)


def write_mail(sender: Any, payload: Any) -> None: ...


async def print_label(sender: Any, payload: Any) -> None: ...


class Stock:
    def take(self, sender: Any, payload: Any) -> None: ...


class Slotted:
    __slots__ = ()

    def take(self, sender: Any, payload: Any) -> None: ...


class Shop:
    """Its signals, new for each mistake, as code that no type checker reads has them."""

    def __init__(self) -> None:
        self.completed: Any = Signal[object, int]("order_completed")
        self.shipped: Any = AsyncSignal[object, int]("order_shipped")

        @keyword_signal
        def order_cancelled(sender: object, *, order_id: int) -> None: ...

        @order_cancelled.connect
        def apologise(sender: object, order_id: int) -> None: ...

        self.cancelled: Any = order_cancelled

    async def ship(self) -> None:
        self.shipped.connect(print_label)
        self.shipped.send(None, 7)

    def lose(self) -> None:
        self.completed.connect(Stock().take)
        gc.collect()
        self.completed.send(None, 7)

    def repeat(self) -> None:
        self.completed.connect(write_mail)
        self.completed.connect(write_mail, priority=1)

    def share(self) -> None:
        for _ in range(2):
            self.completed.connect(lambda sender, payload: None, dispatch_uid="mail")

    def forget(self) -> None:
        self.shipped.asend(None, 7)
        gc.collect()


as_untyped: Any = receiver
untyped_declaration: Any = keyword_signal
untyped_signal: Any = Signal
MISTAKES: dict[str, Callable[[Shop], object]] = {
    "cannot connect … to signal …: it is not callable": lambda shop: shop.completed.connect(None),
    "it needs …, which would not always be given": lambda shop: shop.completed.connect(
        lambda sender, payload, more: None
    ),
    "it takes … positional arguments and would be called with 2": lambda shop: shop.completed.connect(lambda: None),
    "it does not take …": lambda shop: shop.cancelled.connect(lambda sender, order: None),
    "it is async, and this signal awaits nothing": lambda shop: shop.completed.connect(print_label),
    "its object cannot be held weakly": lambda shop: shop.completed.connect(Slotted().take),
    "missing 1 required positional argument: 'receiver'; to decorate with options, …": lambda shop: (
        shop.completed.connect(priority=1)
    ),
    "receiver() takes signals, not …": lambda _: as_untyped(write_mail),
    "it has no sender: make that its first parameter": lambda _: untyped_declaration(lambda: None),
    "Signal() does not take 'providing_args'": lambda _: untyped_signal(providing_args=["order_id"]),
    "cannot send signal … from inside a running event loop": lambda shop: asyncio.run(shop.ship()),
    "cannot be copied or pickled": lambda shop: pickle.dumps(shop.completed),
    "lost …, connected weakly at …, before any send could call it": Shop.lose,
    "has the same dispatch_uid and stays": Shop.share,
    "is connected to signal … already and keeps its priority": Shop.repeat,
    "send() got some positional-only arguments passed as keyword arguments": lambda shop: shop.completed.send(
        sender=None, payload=7
    ),
    "Signal.send() got an unexpected keyword argument": lambda shop: shop.completed.send(None, order_id=7),
    "KeywordSignal.send() takes 2 positional arguments but … were given": lambda shop: shop.cancelled.send(None, 7),
    "… got an unexpected keyword argument …": lambda shop: shop.cancelled.send(None, order_id=7, reason="out of stock"),
    "… missing 1 required positional argument: …": lambda shop: shop.cancelled.send(None),
    "'Signal' object has no attribute 'emit'": lambda shop: shop.completed.emit(None, 7),
    "'Signal' object is not callable": lambda shop: shop.completed(None, 7),
    "coroutine 'AsyncSignal.asend' was never awaited": Shop.forget,
}


def test_each_message_has_a_mistake() -> None:
    """And each mistake is on the page."""
    assert list(MISTAKES) == EXPLAINED


@pytest.mark.parametrize("message", MISTAKES)
def test_a_message_that_the_page_explains_is_what_users_get(message: str) -> None:
    """With something in the place of each `…`."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            MISTAKES[message](Shop())
        except (TypeError, AttributeError, RuntimeError) as error:
            got, notes = str(error), getattr(error, "__notes__", [])
        else:
            [warning] = warned
            got, notes = str(warning.message), []
    assert bool(notes) == message.startswith("… ")  # of a receiver
    assert re.search(".+".join(map(re.escape, message.split("…"))), got), got
