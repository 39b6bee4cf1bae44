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
    """One send before it reaches the receivers, as an interceptor gets it.

    ``dataclasses.replace(sending, connections=...)`` makes a sending to other receivers.

    Attributes:
        signal: The signal that is sent.
        sender: Who sends.
        payload: What a ``Signal`` or an ``AsyncSignal`` sends; None for a keyword signal.
        keywords: What a keyword signal sends, by name; empty for a signal with a payload.
        connections: The connections whose receivers will be called, in order.
        robust: Whether it is a ``send_robust`` or an ``asend_robust``.
        asynchronous: Whether the results have to be awaited.
    """

    signal: SignalBase[Any]
    sender: object
    payload: object
    keywords: Mapping[str, object]
    connections: tuple[Connection[Any], ...]
    robust: bool
    asynchronous: bool


class Interceptor(Protocol):
    """The type of an interceptor: a callable that is called once for each send, instead of the receivers."""

    def __call__(self, sending: Sending, proceed: Callable[[Sending], Any], /) -> Any:
        """Call the receivers by ``proceed(sending)``, or do not, and return the results of the send.

        Args:
            sending: The send.
            proceed: Calls the receivers of the sending that it gets, this one or another, and returns what the send
                returns. If it is not called, no receiver is. Where ``sending.asynchronous``, it returns an awaitable.

        Returns:
            The results of the send; where ``sending.asynchronous``, an awaitable of them.
        """


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
    """Call ``interceptor`` for each send of every signal that there is and will be, in every thread.

    It is installed by the call, until the ``with`` is left or until ``close()`` of what is returned. It is called after
    the interceptors of the signal itself, so it gets what these let through; if several are installed, the last one is
    outermost. Without one, sends are as fast as ever.

    Args:
        interceptor: A callable as ``Interceptor`` describes it.

    Returns:
        The installation. ``close()`` ends it, and so does leaving a ``with`` on it.

    Raises:
        UsageError: If ``interceptor`` is not callable. (A ``TypeError``.)
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
