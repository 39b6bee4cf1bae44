"""The one way to stand between a signal and its receivers, for observing, muting and checking sends."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from typedsignals._core.callables import describe
from typedsignals._core.connecting import SignalBase
from typedsignals._core.entries import Connection
from typedsignals._core.registry import Registry
from typedsignals.errors import UsageError


@dataclass(frozen=True, slots=True)
class Sending:
    """One send on its way to its receivers, as an interceptor sees it.

    ``payload`` is what a ``Signal`` sends (None otherwise), ``keywords`` what a ``KeywordSignal`` sends.
    ``connections`` are those that will be called, in order; ``dataclasses.replace`` makes a sending to others.
    """

    signal: SignalBase[Any]
    sender: object
    payload: object
    keywords: Mapping[str, object]
    connections: tuple[Connection[Any], ...]
    robust: bool
    asynchronous: bool


class Interceptor(Protocol):
    """Stands between a signal and its receivers: called once for each send, instead of the receivers.

    ``proceed(sending)`` goes on with the same or another sending and returns what the send returns; not to call it
    means that nobody hears. Both return an awaitable of the results where ``sending.asynchronous``.
    """

    def __call__(self, sending: Sending, proceed: Callable[[Sending], Any], /) -> Any:
        """Return the results of the send."""


@contextmanager
def intercepted(signal: SignalBase[Any], interceptor: Interceptor) -> Generator[None, None, None]:
    """Have every send of the signal go through ``interceptor`` inside the ``with``."""
    if not callable(interceptor):
        raise UsageError(f"{signal._title()} cannot be intercepted by {describe(interceptor)}: it is not callable")
    signal._registry.intercept(lambda installed: (*installed, interceptor))
    try:
        yield
    finally:
        signal._registry.intercept(lambda installed: _without(installed, interceptor))


def intercept_all(interceptor: Interceptor, /) -> ExitStack:
    """Let ``interceptor`` see, change or swallow every send of every signal that there is and will be, from any thread.

    From now on and for good; inside a ``with`` until it is left, else until ``close()`` of what is returned. It stands between
    the interceptors of each signal and the receivers, so it sees what these let through; of several, the last one is
    outermost. While there is none, a send pays nothing for it.
    """
    if not callable(interceptor):
        raise UsageError(f"signals cannot be intercepted by {describe(interceptor)}: it is not callable")
    return installed_everywhere(interceptor, lambda installed: (*installed, interceptor))


def installed_everywhere(interceptor: Interceptor, change: Callable[[Any], tuple[Interceptor, ...]]) -> ExitStack:
    """Have ``change`` put the interceptor among those of all signals, the innermost first, until ``close()``."""
    Registry.intercept_everywhere(change)
    installation = ExitStack()
    installation.callback(Registry.intercept_everywhere, lambda installed: _without(installed, interceptor))
    return installation


def _without(installed: tuple[Interceptor, ...], interceptor: Interceptor) -> tuple[Interceptor, ...]:
    """Return the interceptors without the last mention of this one."""
    at = max(position for position, other in enumerate(installed) if other is interceptor)
    return installed[:at] + installed[at + 1 :]
