"""``Counters``: how often, how long, and how often in vain, of each signal and of each receiver."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from typedsignals import Sending
from typedsignals.observing._names import receiver_name, signal_name


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted of one signal, or of one receiver of it.

    Attributes:
        signal: The name of the signal.
        receiver: The name of the receiver with file:line; None for the sends of the signal.
        calls: How many sends or calls there were.
        failures: How many of them ended with an exception.
        seconds: How long they took together, in seconds; of async receivers until they were awaited.
    """

    signal: str
    receiver: str | None
    calls: int
    failures: int
    seconds: float


class Counters:
    """An observer that counts sends and calls: ``observed(counters := Counters())``.

    Iterating over it gives a ``Count`` for every signal that was sent and every receiver that was called, as of that
    moment, in the order in which they came first. Pass these on to your metrics. Signals and receivers are told apart
    by their names. Any thread may send and iterate.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[tuple[str, str | None], Count] = {}

    def __iter__(self) -> Iterator[Count]:
        with self._lock:
            counts = list(self._counts.values())
        return iter(counts)

    def sending(self, sending: Sending, /) -> Any:
        """Count one send.

        Args:
            sending: The send.

        Returns:
            The context manager around it.
        """
        return self._counted(signal_name(sending.signal), None)

    def calling(self, sending: Sending, receiver: Callable[..., object], /) -> Any:
        """Count one call of a receiver.

        Args:
            sending: The send.
            receiver: The receiver.

        Returns:
            The context manager around it.
        """
        return self._counted(signal_name(sending.signal), receiver_name(receiver))

    @contextmanager
    def _counted(self, signal: str, receiver: str | None) -> Generator[None, None, None]:
        began, failed = perf_counter(), True
        try:
            yield
            failed = False
        finally:
            took, key = perf_counter() - began, (signal, receiver)
            with self._lock:
                before = self._counts.get(key) or Count(signal, receiver, 0, 0, 0.0)
                calls, failures, seconds = before.calls + 1, before.failures + failed, before.seconds + took
                self._counts[key] = Count(signal, receiver, calls, failures, seconds)
