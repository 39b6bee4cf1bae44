"""Both kinds of signals, and all four sends, behind one face: what holds for each of them is said once.

Every receiver here takes ``(sender, order)``: a ``Signal`` gives it the order by position, a ``KeywordSignal`` by name.
"""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from typedsignals import Signal, keyword_signal

WAYS = ("send", "send_robust", "asend", "asend_robust")
SYNC_WAYS, ASYNC_WAYS = WAYS[:2], WAYS[2:]
PLAIN_WAYS, ROBUST_WAYS = WAYS[::2], WAYS[1::2]


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


def awaitable_payload_signal() -> Any:
    """Return a new signal whose results may be awaitable."""
    return Signal[object, object, Awaitable[object] | object]("order_completed")


def awaitable_keywords_signal() -> Any:
    """Return a new keyword signal whose results may be awaitable."""

    @keyword_signal
    def order_completed(sender: object, *, order: object) -> Awaitable[object] | object:
        """Sent once an order is complete."""

    return order_completed


SIGNALS: dict[str, Callable[[], Any]] = {"payload": payload_signal, "keyword": keywords_signal}
AWAITABLE_SIGNALS: dict[str, Callable[[], Any]] = {
    "payload": awaitable_payload_signal,
    "keyword": awaitable_keywords_signal,
}


def sending(signal: Any, sender: object, order: object = None, way: str = "send") -> Any:
    """Begin to send in one of the four ways; asynchronous ones return what is to be awaited."""
    method = getattr(signal, way)
    return method(sender, order) if isinstance(signal, Signal) else method(sender, order=order)


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


@contextmanager
def without_collector() -> Generator[None, None, None]:
    """Free by reference counts alone what is freed inside; what was there before is no garbage of ours."""
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.enable()
