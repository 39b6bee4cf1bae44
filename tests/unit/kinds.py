"""All four kinds of signals, and all four sends, behind one face: what holds for each of them is said once.

Every receiver here takes ``(sender, order)``: a signal of payloads gives it the order by position, one of keywords by name.
"""

import asyncio
import gc
import sys
import sysconfig
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from typedsignals import AsyncKeywordSignal, AsyncSignal, Signal, keyword_signal

WAYS = ("send", "send_robust", "asend", "asend_robust")
SYNC_WAYS, ASYNC_WAYS = WAYS[:2], WAYS[2:]
PLAIN_WAYS, ROBUST_WAYS = WAYS[::2], WAYS[1::2]
LOOPS = ("own loop", "asgiref")
frees_definitions = pytest.mark.skipif(
    bool(sysconfig.get_config_var("Py_GIL_DISABLED")) and sys.version_info < (3, 14),
    reason="3.13 without a GIL keeps classes and functions of modules for ever, once there was a second thread",
)


class Sender:
    """Somebody who sends: weakly referable, equal only to itself."""


class Shelf:
    """An object with a receiver as its method."""

    def __init__(self) -> None:
        self.orders: list[object] = []

    def take(self, sender: object, order: object) -> object:
        """Hear one send."""
        self.orders.append(order)
        return order


def payload_signal() -> Any:
    """Return a new signal whose receivers take one payload."""
    return Signal[object, object, object]("order_completed")


def keywords_signal() -> Any:
    """Return a new signal whose receivers take one keyword."""

    @keyword_signal
    def order_completed(sender: object, *, order: object) -> object:
        """Sent once an order is complete."""

    return order_completed


def async_payload_signal() -> Any:
    """Return a new signal whose receivers take one payload, and may be async."""
    return AsyncSignal[object, object, object]("order_completed")


def async_keywords_signal() -> Any:
    """Return a new signal whose receivers take one keyword, and may be async."""

    @keyword_signal
    async def order_completed(sender: object, *, order: object) -> object:
        """Sent once an order is complete."""

    return order_completed


SYNC_SIGNALS: dict[str, Callable[[], Any]] = {"payload": payload_signal, "keyword": keywords_signal}
ASYNC_SIGNALS: dict[str, Callable[[], Any]] = {
    "async payload": async_payload_signal,
    "async keyword": async_keywords_signal,
}
SIGNALS = SYNC_SIGNALS | ASYNC_SIGNALS


def in_ways(ways: Iterable[str]) -> pytest.MarkDecorator:
    """Run a test with each kind of ``signal`` and each ``way``, of these, that the kind has."""
    pairs = [(kind, way) for kind in SIGNALS for way in ways if way in SYNC_WAYS or kind in ASYNC_SIGNALS]
    return pytest.mark.parametrize(
        ("signal", "way"), pairs, indirect=["signal"], ids=[f"{kind}-{way}" for kind, way in pairs]
    )


def on_every_loop(ways: Iterable[str]) -> Callable[[Any], Any]:
    """Run a test in each ``way`` of these; where a send makes the event loop, on its own and on that of asgiref."""
    pairs = [(way, loop) for way in ways for loop in (LOOPS if way in SYNC_WAYS else LOOPS[:1])]
    each = pytest.mark.parametrize(
        ("way", "loops"),
        pairs,
        indirect=["loops"],
        ids=[f"{way}-{loop}" if way in SYNC_WAYS else way for way, loop in pairs],
    )
    return lambda test: pytest.mark.usefixtures("loops")(each(test))


def takes_payload(signal: Any) -> bool:
    """Whether the signal is sent with a payload rather than with keywords."""
    return isinstance(signal, (Signal, AsyncSignal))


def may_await(signal: Any) -> bool:
    """Whether the signal takes async receivers."""
    return isinstance(signal, (AsyncSignal, AsyncKeywordSignal))


def sending(signal: Any, sender: object, order: object = None, way: str = "send") -> Any:
    """Begin to send in one of the four ways; asynchronous ones return what is to be awaited."""
    method = getattr(signal, way)
    return method(sender, order) if takes_payload(signal) else method(sender, order=order)


def send(signal: Any, sender: object, order: object = None, way: str = "send") -> Any:
    """Send in one of the four ways, to the end."""
    if way in SYNC_WAYS:
        return sending(signal, sender, order, way)
    return run(lambda: sending(signal, sender, order, way))


def run(begin: Callable[[], Any]) -> Any:
    """Await what ``begin()`` returns, on a loop of its own, which asks neither a result nor an exception for its repr()."""
    returned: list[object] = []
    raised: list[BaseException] = []

    async def main() -> None:
        try:
            returned.append(await begin())
        except BaseException as error:  # noqa: BLE001 - any, to raise it outside
            raised.append(error)

    asyncio.run(main())
    if raised:
        raise raised.pop()
    return returned.pop()


def connect_all(signal: Any, shelves: Iterable[Shelf]) -> None:
    """Connect the receivers of shelves, and keep none of them."""
    for shelf in shelves:
        signal.connect(shelf.take)


def results(pairs: list[tuple[Any, Any]]) -> list[Any]:
    """Return the second half of each pair."""
    return [result for _, result in pairs]


def where(function: Any) -> str:
    """Name a function as every message shall: with its file and line."""
    code = function.__code__
    return f"{function.__module__}.{function.__qualname__} ({Path(code.co_filename).name}:{code.co_firstlineno})"


def born_at(address: int, make: Callable[[], Any]) -> Any:
    """Make an object in a place in memory that another one of its kind has left, unless something else was faster."""
    made: list[Any] = []
    while len(made) < 1000:
        made.append(make())
        if id(made[-1]) == address:
            break
    return made[-1]


def collect_what_is_counted_late() -> None:
    """Without a GIL, functions of modules are not freed by their reference counts: collect them there, and only there."""
    if sysconfig.get_config_var("Py_GIL_DISABLED"):
        gc.unfreeze()
        gc.collect()


@contextmanager
def without_collector() -> Generator[None, None, None]:
    """Free by reference counts alone what is freed inside; what was there before is no garbage of ours."""
    gc.disable()
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.enable()
