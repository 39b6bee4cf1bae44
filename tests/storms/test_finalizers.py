"""Finalizers, weak references and uids that call back: never a deadlock, and what they do is done exactly once."""

import gc
import itertools
import sys
import weakref
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest

from tests.effort import times
from tests.storms.support import Owner, Sender, at_once, receiver, switching_often
from typedsignals import KeywordSignal, Signal, keyword_signal

Numbered = Signal[object, int]


@pytest.fixture(autouse=True)
def failures(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Collect what finalizers raise: it is told to nobody else."""
    seen: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: seen.append(unraisable.exc_value))
    yield seen
    assert seen == []


@contextmanager
def collecting_all_the_time() -> Generator[None, None, None]:
    before = gc.get_threshold()
    gc.set_threshold(1)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.collect()


class Ledger:
    """Calls every method of a signal, and keeps account of what took effect."""

    def __init__(self, signal: Numbered) -> None:
        self.signal = signal
        self.numbers = itertools.count()
        self.connected: list[Callable[[object, int], None]] = []
        self.victims: list[Callable[[object, int], None]] = []
        self.truths: list[bool] = []  # what disconnect said; appending is one step, adding is not
        self.sender = Sender()

    def do_all(self) -> None:
        hear, number = receiver(), next(self.numbers)
        sender = self.sender if number % 2 else None
        self.signal.connect(hear, sender=sender, dispatch_uid=number if number % 3 else None)
        self.connected.append(hear)
        victim = self.connected[number // 2]
        self.victims.append(victim)
        for victim_sender in (self.sender, None):
            self.truths.append(self.signal.disconnect(victim, sender=victim_sender))
        assert not self.signal.disconnect(victim, sender=self.sender)
        assert not self.signal.disconnect(dispatch_uid="nobody has it")
        # A finalizer in the midst of this one may have chosen it.
        assert hear in [called for called, _ in self.signal.send(self.sender, number)] or hear in self.victims
        self.signal.send_robust(None, number)
        self.signal.has_listeners(self.sender)
        found = self.signal.connections
        assert len(found) == len({*found})
        with self.signal.connected(receiver(), sender=self.sender), self.signal.intercepted(lambda s, go: go(s)):
            self.signal.send(self.sender, number)
        repr(self.signal)

    @property
    def ended(self) -> int:
        return sum(self.truths)

    def check(self) -> None:
        assert len(self.signal.connections) == len(self.connected) - self.ended
        assert self.ended > len(self.connected) // 4


class Garbage:
    """A cycle whose finalizer does something."""

    def __init__(self, last_will: Callable[[], object]) -> None:
        self.last_will, self.me = last_will, self

    def __del__(self) -> None:
        self.last_will()


def test_finalizers_call_every_method_of_every_signal() -> None:
    """The collector runs them wherever it likes, in the middle of whatever this thread is doing with a signal."""
    ledgers = [Ledger(Signal("one")), Ledger(Signal("two"))]
    doing = 0

    def last_will(ledger: Ledger) -> None:
        nonlocal doing
        if doing < 2:  # a finalizer may be interrupted by another, but there is an end
            doing += 1
            try:
                ledger.do_all()
            finally:
                doing -= 1

    with collecting_all_the_time():
        for number in range(times(150)):
            for ledger in ledgers:
                Garbage(partial(last_will, ledger))
                Garbage(partial(last_will, ledgers[number % 2]))
                ledger.do_all()
                ledger.signal.connect(Owner().hear, weak=False, sender=Sender())
                with ledger.signal.connected(receiver()):
                    Garbage(partial(last_will, ledger))
    for ledger in ledgers:
        ledger.check()


def test_two_threads_with_finalizers_for_the_signal_of_the_other() -> None:
    """With a lock for each signal, this would end in an embrace."""
    ledgers = [Ledger(Signal("one")), Ledger(Signal("two"))]
    truths: list[bool] = []

    def touch(signal: Numbered) -> None:
        hear = receiver()
        signal.connect(hear)
        truths.append(signal.disconnect(hear))

    def work(mine: Ledger, other: Ledger) -> None:
        for _ in range(times(200)):
            Garbage(partial(touch, other.signal))
            mine.do_all()

    with collecting_all_the_time(), switching_often():
        at_once(partial(work, *ledgers), partial(work, *ledgers[::-1]))
    for ledger in ledgers:
        ledger.check()
    assert truths == [True] * 2 * times(200)


def test_signals_that_send_each_other_in_two_threads() -> None:
    one, two = Signal[object, int]("one"), Signal[object, int]("two")
    heard = Counter[str]()

    def pass_on(other: Numbered, sender: object, number: int) -> None:
        heard[str(other.name)] += 1
        other.connect(late := receiver())
        if number:
            other.send(sender, number - 1)
        assert other.disconnect(late)

    one.connect(partial(pass_on, two))
    two.connect(partial(pass_on, one))
    with switching_often():
        at_once(*[lambda: [one.send(None, 3) for _ in range(times(100))]] * 2, lambda: two.send(None, 3))
    assert len(one.connections) == len(two.connections) == 1


class Uid:
    """A uid that uses the signal whenever it is hashed or compared."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.busy = ledger, False

    def use(self) -> None:
        if not self.busy:
            self.busy = True
            self.ledger.do_all()
            self.busy = False

    def __hash__(self) -> int:
        self.use()
        return 7

    def __eq__(self, other: object) -> bool:
        self.use()
        return type(other) is Uid


def test_uids_that_use_the_signal() -> None:
    ledger = Ledger(Signal())
    for _ in range(times(20)):
        first, second = receiver(), receiver()
        ledger.signal.connect(first, dispatch_uid=Uid(ledger))
        with pytest.warns(match="has the same dispatch_uid"):
            ledger.signal.connect(second, dispatch_uid=Uid(ledger))
        assert ledger.signal.disconnect(second) is False
        assert ledger.signal.disconnect(second, dispatch_uid=Uid(ledger)) is False
        assert ledger.signal.disconnect(dispatch_uid=Uid(ledger)) is True
        assert ledger.signal.disconnect(dispatch_uid=Uid(ledger)) is False
    assert len(ledger.signal.connections) == len(ledger.connected) - ledger.ended


class LastWill:
    """A receiver, held strongly by its connection alone, that uses the signal when it is freed."""

    def __init__(self, last_will: Callable[[], object]) -> None:
        self.last_will = last_will

    def __call__(self, sender: object, number: int) -> None: ...

    def __del__(self) -> None:
        self.last_will()


@pytest.mark.parametrize("crowd", [0, 20])
@pytest.mark.parametrize("sender", [None, Sender()], ids=["all", "one"])
def test_a_freed_strong_receiver_uses_the_signal(crowd: int, sender: object) -> None:
    ledger = Ledger(Signal())
    for _ in range(crowd):
        ledger.signal.connect(receiver(), sender=sender)
    seen: list[int] = []

    def last_will() -> None:
        seen.append(len(ledger.signal.connections))
        ledger.do_all()

    for number in range(times(30)):
        before = len(ledger.signal.connections)
        ledger.signal.connect(LastWill(last_will), sender=sender, dispatch_uid="x")
        if number % 2:
            ledger.signal.send(sender, number)
        assert ledger.signal.disconnect(sender=sender, dispatch_uid="x") is True
        assert seen.pop() == before  # by then it was gone, and nothing else was
    assert len(ledger.signal.connections) == crowd + len(ledger.connected) - ledger.ended


def test_the_receivers_of_a_dead_sender_use_the_signal() -> None:
    ledger = Ledger(Signal())
    for count in (1, 3, 30):
        sender = Sender()
        for _ in range(count):
            ledger.signal.connect(LastWill(ledger.do_all), sender=sender)
        before = len(ledger.connected)
        del sender
        ledger.signal.has_listeners()
        assert len(ledger.connected) == before + count
    ledger.check()


def test_a_freed_interceptor_uses_the_signal() -> None:
    ledger = Ledger(Signal())

    class Interceptor:
        def __call__(self, sending: Any, proceed: Callable[[Any], Any], /) -> Any:
            return proceed(sending)

        def __del__(self) -> None:
            ledger.do_all()

    for _ in range(times(10)):
        with ledger.signal.intercepted(Interceptor()):
            ledger.signal.send(None, 1)
    assert len(ledger.connected) == times(10)


def test_other_weak_references_to_the_same_objects_use_the_signal() -> None:
    """The interpreter calls the newest first, when the object is gone and the signal has not heard of it yet."""
    ledger = Ledger(Signal())
    states: list[object] = []

    def look(_: object) -> None:
        ledger.do_all()
        strangers = [each for each in ledger.signal.connections if each.receiver not in ledger.connected]
        states.append([(each.receiver, each.sender) for each in strangers])

    for number in range(times(20)):
        owner, sender, alive = Owner(), Sender(), receiver()
        ledger.signal.connect(owner.hear)
        ledger.signal.connect(alive, sender=sender)
        ledger.signal.send(sender, number)
        references: list[Any] = [weakref.ref(owner, look), weakref.ref(sender, look)]
        del owner
        assert states.pop() == [(alive, sender)]
        del sender
        assert states.pop() == []
        assert [reference() for reference in references] == [None, None]
    ledger.check()


def test_finalizers_of_senders_may_send() -> None:
    """Until it is gone it is a sender like any other."""
    signal: Signal[object, int, int] = Signal()

    class Farewell:
        def __del__(self) -> None:
            results.append([result for _, result in signal.send(self, 1)])
            signal.connect(late, sender=self)
            results.append([result for _, result in signal.send(self, 1)])

    def late(sender: object, number: int) -> int:
        return number + 1

    def own(sender: object, number: int) -> int:
        return number

    results: list[list[int]] = []
    for _ in range(3):
        sender = Farewell()
        signal.connect(own, sender=sender)
        del sender
        assert results[-2:] == [[1], [1, 2]]
        assert signal.connections == ()
        assert repr(signal) == "<Signal (unnamed), 0 receivers>"


def test_keyword_signals_too() -> None:
    @keyword_signal
    def numbered(sender: object, *, number: int) -> None: ...

    made: KeywordSignal[object, ..., None] = numbered
    seen: list[tuple[int, bool]] = []

    def last_will() -> None:
        sent = len(made.send(None, number=1))
        made.send_robust(None, number=1)
        made.connect(hear := receiver())
        seen.append((sent, made.disconnect(hear)))

    with collecting_all_the_time():
        made.connect(receiver())
        for number in range(times(100)):
            Garbage(last_will)
            with made.connected(receiver()):
                assert len(made.send(None, number=number)) == 2
    assert [ended for _, ended in seen] == [True] * times(100)
    assert {sent for sent, _ in seen} <= {1, 2}
    assert len(made.connections) == 1
