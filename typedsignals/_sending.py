"""The one way to stand between a signal and its receivers, for observing, muting and checking sends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from typedsignals._base import SignalBase
from typedsignals._connection import Connection


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


Sending.__module__ = "typedsignals"


class Interceptor(Protocol):
    """Stands between a signal and its receivers: called once for each send, instead of the receivers.

    ``proceed(sending)`` goes on with the same or another sending and returns what the send returns; not to call it
    means that nobody hears. Both return an awaitable of the results where ``sending.asynchronous``.
    """

    def __call__(self, sending: Sending, proceed: Callable[[Sending], Any], /) -> Any:
        """Return the results of the send."""


Interceptor.__module__ = "typedsignals"
