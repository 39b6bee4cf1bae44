"""How often, how long, and how often in vain."""

import gc
import threading
import weakref

import pytest

from typedsignals import Signal
from typedsignals.observing import Counters, _names, observed


def fails_for_two(sender: object, payload: int) -> None:
    if payload == 2:
        raise LookupError


def test_sends_and_calls_are_counted() -> None:
    """By names, in the order in which they came first; a failure counts as a call, too."""
    signal: Signal[object, int] = Signal("counted")
    signal.connect(fails_for_two)
    counters = Counters()
    assert list(counters) == []
    with observed(counters):
        signal.send(None, 1)
        with pytest.raises(LookupError):
            signal.send(None, 2)
        signal.send_robust(None, 2)
    called, sent = counters
    assert (called.signal, called.calls, called.failures) == ("counted", 3, 2)
    assert called.receiver is not None
    assert called.receiver.startswith("tests.unit.observing.test_counters.fails_for_two (test_counters.py:")
    assert (sent.signal, sent.receiver, sent.calls, sent.failures) == ("counted", None, 3, 1)
    assert sent.seconds >= called.seconds > 0


def test_a_name_is_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a function and for the method of each object; and the name keeps neither."""

    class Shelf:
        def take(self, sender: object, payload: int) -> None: ...

        def __call__(self, sender: object, payload: int) -> None: ...

    def index(sender: object, payload: int) -> None: ...

    described: list[object] = []

    def describe(receiver: object) -> str:
        described.append(receiver)
        return f"receiver {len(described)}"

    monkeypatch.setattr(_names, "describe", describe)
    signal: Signal[object, int] = Signal("counted")
    first, second = Shelf(), Shelf()
    for each in (first.take, second.take, index, first):
        signal.connect(each)
    counters = Counters()
    with observed(counters):
        for _ in range(2):
            signal.send(None, 1)
    found = {count.receiver: count.calls for count in counters}
    assert found == {None: 2, "receiver 1": 4, "receiver 2": 2, "receiver 3": 1, "receiver 4": 1}
    gone = weakref.ref(index)
    signal.disconnect(index)
    del index, each
    described.clear()
    gc.collect()
    assert gone() is None


def test_threads_lose_no_count() -> None:
    signal: Signal[object, int] = Signal("counted")
    counters = Counters()
    with observed(counters):
        threads = [threading.Thread(target=lambda: [signal.send(None, 1) for _ in range(200)]) for _ in range(4)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    assert [count.calls for count in counters] == [800]
