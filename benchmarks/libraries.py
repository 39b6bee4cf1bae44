"""The libraries, each reduced to what the cases need: make a signal, connect, disconnect, and the statement that sends.

Rules of this file:
- Statements are what a user of the library writes, with ``signal``, ``sender`` and ``payload`` as the names at hand.
- A library that cannot do something says None; nothing is built around it to make it look as if it could.
- Peers are imported by name when asked for: some are typed, some are not, and none is a dependency.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from typing import Any

from typedsignals import AsyncSignal, Signal, __version__, keyword_signal


@dataclass(frozen=True, slots=True)
class Library:
    """One way to tell receivers of something."""

    name: str
    distribution: str
    signal: Callable[[], Any]
    connect: str  # statements: `receiver`, and in the second `sender`, are at hand too
    connect_sender: str | None
    disconnect: str
    send: str
    send_robust: str | None = None
    takes_kwargs: bool = False  # whether receivers must take **kwargs
    keyword_signal: Callable[[], Any] | None = None
    send_keywords: str | None = None
    async_signal: Callable[[], Any] | None = None
    asend: str | None = None

    @property
    def version(self) -> str:
        """The version that is installed."""
        return __version__ if self.distribution == "typedsignals" else version(self.distribution)


def libraries() -> Iterator[Library]:
    """Yield us, then the peers."""
    yield Library(
        name="typedsignals",
        distribution="typedsignals",
        signal=lambda: Signal[object, object]("order_completed"),
        connect="signal.connect(receiver)",
        connect_sender="signal.connect(receiver, sender=sender)",
        disconnect="signal.disconnect(receiver)",
        send="signal.send(sender, payload)",
        send_robust="signal.send_robust(sender, payload)",
        keyword_signal=_our_keyword_signal,
        send_keywords="signal.send(sender, order_id=7, status='paid')",
        async_signal=lambda: AsyncSignal[object, object]("order_completed"),
        asend="await signal.asend(sender, payload)",
    )
    for name, options in (("Django", {}), ("Django, cached", {"use_caching": True})):
        yield _django(name, options)
    yield Library(
        name="blinker",
        distribution="blinker",
        signal=import_module("blinker").Signal,
        connect="signal.connect(receiver)",
        connect_sender="signal.connect(receiver, sender=sender)",
        disconnect="signal.disconnect(receiver)",
        send="signal.send(sender, payload=payload)",
        keyword_signal=import_module("blinker").Signal,
        send_keywords="signal.send(sender, order_id=7, status='paid')",
    )
    yield Library(
        name="psygnal",
        distribution="psygnal",
        signal=_psygnal_signal,
        connect="signal.connect(receiver)",
        connect_sender=None,
        disconnect="signal.disconnect(receiver)",
        send="signal.emit(sender, payload)",
    )
    yield Library(
        name="pyee",
        distribution="pyee",
        signal=import_module("pyee").EventEmitter,
        connect="signal.on('order_completed', receiver)",
        connect_sender=None,
        disconnect="signal.remove_listener('order_completed', receiver)",
        send="signal.emit('order_completed', sender, payload)",
    )


def _django(name: str, options: dict[str, bool]) -> Library:
    signal: Any = import_module("django.dispatch").Signal
    return Library(
        name=name,
        distribution="django",
        signal=lambda: signal(**options),
        connect="signal.connect(receiver)",
        connect_sender="signal.connect(receiver, sender=sender)",
        disconnect="signal.disconnect(receiver)",
        send="signal.send(sender, payload=payload)",
        send_robust="signal.send_robust(sender, payload=payload)",
        takes_kwargs=True,
        keyword_signal=lambda: signal(**options),
        send_keywords="signal.send(sender, order_id=7, status='paid')",
        async_signal=lambda: signal(**options),
        asend="await signal.asend(sender, payload=payload)",
    )


def _our_keyword_signal() -> Any:
    @keyword_signal
    def order_completed(sender: object, *, order_id: int, status: str) -> None:
        """Sent once an order is finalised."""

    return order_completed


def _psygnal_signal() -> Any:
    signal: Any = import_module("psygnal").SignalInstance
    return signal((object, object))
