"""Nothing is kept: no memory of what died, nothing that was sent, no cycles; and ids of the dead find nobody."""

import asyncio
import gc
import logging
import tracemalloc
import weakref
from collections.abc import Callable, Iterator
from inspect import iscoroutinefunction
from typing import Any

import pytest

from tests.effort import times
from tests.storms.support import HAS_GIL, Owner, Sender, receiver
from typedsignals import AsyncSignal, Signal, keyword_signal

Numbered = Signal[object, Any, Any]


class Payload:
    """What is sent, or comes back."""


@pytest.fixture
def signal() -> Numbered:
    return Signal("numbered")


@pytest.fixture
def _by_refcount() -> Iterator[None]:
    """Let the collector help nobody."""
    gc.collect()
    gc.disable()
    yield
    assert gc.collect() == 0
    gc.enable()


def receivers_die(signal: Numbered) -> None:
    owner = Owner()
    signal.connect(owner.hear)
    signal.connect(owner.hear, dispatch_uid="uid")
    signal.send(None, 1)
    del owner
    signal.send(None, 1)


def senders_die(signal: Numbered) -> None:
    sender = Sender()
    signal.connect(receiver(), sender=sender)
    signal.connect(receiver(), sender=sender, dispatch_uid=("uid", id(sender)))
    signal.send(sender, 1)
    del sender
    signal.send(None, 1)


def both_die(signal: Numbered) -> None:
    owner, sender = Owner(), Sender()
    signal.connect(owner.hear, sender=sender)
    signal.send(sender, 1)
    del owner, sender
    signal.has_listeners()


def tuples_send(signal: Numbered) -> None:
    """Send by what cannot be held weakly, so that a connection holds it; its id is used again soon after."""
    sender = (Sender(),)
    hear: Any = receiver()
    signal.connect(hear, sender=sender)
    assert hear in [called for called, _ in signal.send(sender, 1)]
    assert hear not in [called for called, _ in signal.send((sender[0],), 1)]
    assert signal.disconnect(hear, sender=sender)
    assert hear not in [called for called, _ in signal.send(sender, 1)]


def strangers_send(signal: Numbered) -> None:
    signal.send(Sender(), 1)
    signal.send_robust((1, 2, Sender()), [1])
    signal.has_listeners(Sender())
    signal.disconnect(Owner().hear, sender=Sender())


def with_statements(signal: Numbered) -> None:
    with signal.connected(Owner().hear, sender=Sender()), signal.connected(receiver()):
        signal.send(None, 1)
    with signal.intercepted(lambda sending, proceed: proceed(sending)), signal.preserved():
        signal.connect(receiver(), sender=Sender())
        signal.send(Sender(), 1)


def refused(signal: Numbered) -> None:
    unchecked: Any = signal
    with pytest.raises(TypeError):
        unchecked.connect(receiver(), sender=Sender(), dispatch_uid=[])
    with pytest.raises(TypeError):
        unchecked.connect(lambda: None, sender=Sender())


def a_crowd_comes_and_goes(signal: Numbered) -> None:
    owners, sender = [Owner() for _ in range(30)], Sender()
    for owner in owners:
        signal.connect(owner.hear)
        signal.connect(owner.hear, sender=sender)
    signal.send(sender, 1)
    signal.disconnect(owners[0].hear)


CYCLES = [
    receivers_die,
    senders_die,
    both_die,
    tuples_send,
    strangers_send,
    with_statements,
    refused,
    a_crowd_comes_and_goes,
]


@pytest.mark.parametrize("cycle", CYCLES, ids=lambda cycle: cycle.__name__)
@pytest.mark.parametrize("crowd", [0, 20])
def test_memory_is_flat(signal: Numbered, cycle: Callable[[Numbered], None], crowd: int) -> None:
    """However often it happens; also beside others that stay."""
    stay, sender = [receiver() for _ in range(crowd)], Sender()
    for hear in stay:
        signal.connect(hear)
        signal.connect(hear, sender=sender)
    rounds = max(50, times(4000 // (10 if cycle is a_crowd_comes_and_goes or crowd else 1)))
    for _ in range(50):
        cycle(signal)
    gc.collect()
    tracemalloc.start()
    try:
        before, objects = tracemalloc.get_traced_memory()[0], len(gc.get_objects())
        for _ in range(rounds):
            cycle(signal)
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
        assert len(gc.get_objects()) - objects < 50
        assert grown < 64_000
    finally:
        tracemalloc.stop()
    assert len(signal.connections) == 2 * crowd


def test_dead_receivers_give_their_memory_back(signal: Numbered) -> None:
    """At the next thing that anybody does with the signal."""
    gc.collect()
    tracemalloc.start()
    try:
        begin = tracemalloc.get_traced_memory()[0]
        owners = [Owner() for _ in range(5000)]
        for at in range(5000):
            signal.connect(owners[at].hear, sender=owners[at])
        signal.send(owners[0], 1)
        full = tracemalloc.get_traced_memory()[0] - begin
        del owners
        signal.send(None, 1)
        left = tracemalloc.get_traced_memory()[0] - begin
    finally:
        tracemalloc.stop()
    assert left < full / 5  # dictionaries that were large keep their size


def ids_reused(make: Callable[[], object], signal: Numbered, hear: Callable[[object, Any], Any]) -> int:
    """Connect ``hear`` for one sender after the other, each dead before the next is made; count ids used again."""
    seen: set[int] = set()
    reused = 0
    for _ in range(500):
        sender = make()
        reused += id(sender) in seen
        seen.add(id(sender))
        assert signal.send(sender, 1) == []
        assert not signal.has_listeners(sender)
        assert signal.disconnect(hear, sender=sender) is False
        signal.connect(hear, sender=sender)
        assert len(signal.send(sender, 1)) == 1
        if type(sender) is not Sender:
            assert signal.disconnect(hear, sender=sender) is True
        del sender
    return reused


@pytest.mark.parametrize(
    "make", [Sender, lambda: (Sender(),), lambda: [1], object], ids=["weak", "tuple", "list", "object"]
)
def test_ids_of_dead_senders_find_nobody(signal: Numbered, make: Callable[[], object]) -> None:
    reused = ids_reused(make, signal, receiver())
    assert reused > 100 or not HAS_GIL  # else the test says nothing
    assert signal.connections == ()


def test_a_sender_that_cannot_be_held_weakly_lives_as_long_as_its_connections(signal: Numbered) -> None:
    inside = Sender()
    alive = weakref.ref(inside)
    sender = (inside,)
    signal.connect(hear := receiver(), sender=sender)
    del sender, inside
    assert alive() is not None
    (connection,) = signal.connections
    assert signal.disconnect(hear, sender=connection.sender)
    del connection
    assert alive() is None


def test_ids_of_dead_receivers_find_nobody(signal: Numbered) -> None:
    seen: set[int] = set()
    reused = 0
    for _ in range(500):
        owner = Owner()
        reused += id(owner) in seen
        seen.add(id(owner))
        assert signal.disconnect(owner.hear) is False
        signal.connect(owner.hear)
        called: list[Any] = [called for called, _ in signal.send(None, 1)]
        assert called == [owner.hear]
        del called
        del owner
    assert reused > 100 or not HAS_GIL


@pytest.mark.usefixtures("_by_refcount")
class TestFreedByRefcount:
    def test_a_signal(self) -> None:
        signal: Numbered = Signal("gone")
        owner, sender = Owner(), Sender()
        signal.connect(owner.hear, sender=sender)
        signal.connect(receiver())
        signal.connect(lambda sender, number: None, sender=(1, 2))
        signal.send(sender, 1)
        signal.send_robust(None, 1)
        with signal.connected(receiver()), signal.intercepted(lambda sending, proceed: proceed(sending)):
            signal.send(None, 1)
        freed = weakref.ref(signal)
        del signal
        assert freed() is None

    def test_a_keyword_signal(self) -> None:
        @keyword_signal
        def numbered(sender: object, *, number: int) -> None: ...

        hear: Any = receiver()
        numbered.connect(hear)
        numbered.send(None, number=1)
        freed = weakref.ref(numbered)
        del numbered
        assert freed() is None

    def test_a_signal_with_async_receivers(self) -> None:
        signal: AsyncSignal[object, int, int] = AsyncSignal("gone")

        async def hear(sender: object, number: int) -> int:
            await asyncio.sleep(0)
            return number

        signal.connect(hear)
        assert [result for _, result in signal.send(None, 1)] == [1]
        freed = weakref.ref(signal)
        del signal
        assert freed() is None

    def test_receivers_and_their_results(self, signal: Numbered) -> None:
        def hear(sender: object, number: int) -> Payload:
            return Payload()

        signal.connect(hear)
        results = signal.send(None, 1)
        freed = [weakref.ref(hear), weakref.ref(results[0][1])]
        del results
        assert freed[1]() is None
        signal.disconnect(hear)
        del hear
        assert freed[0]() is None

    def test_what_connected_held(self, signal: Numbered) -> None:
        sender, hear = Sender(), receiver()
        freed: list[Any] = [weakref.ref(sender), weakref.ref(hear)]
        context = signal.connected(hear, sender=sender)
        with context:
            del sender, hear
            assert None not in [reference() for reference in freed]
            assert len(signal.connections) == 1
        assert list(signal.connections) == []
        del context
        assert [reference() for reference in freed] == [None, None]

    def test_what_connected_held_when_its_block_raises(self, signal: Numbered) -> None:
        hear = receiver()
        freed = weakref.ref(hear)
        with pytest.raises(KeyError), signal.connected(hear):
            raise KeyError
        del hear
        assert freed() is None


class BoomError(Exception):
    """What receivers raise."""


SENDS = ["send", "send_robust", "asend", "asend_robust"]


def sender_of(kind: str, way: str, *receivers: Callable[..., Any]) -> Callable[[object, object], Any]:
    """Return a function that sends a payload in one of the ways, to these receivers."""
    is_async = way.startswith("a") or any(map(iscoroutinefunction, receivers))
    signal = made(kind, is_async=is_async)
    for hear in receivers:
        signal.connect(hear)
    method = getattr(signal, way)

    def begin(sender: object, payload: object) -> Any:
        return method(sender, number=payload) if kind == "keyword" else method(sender, payload)

    return (lambda sender, payload: asyncio.run(begin(sender, payload))) if way.startswith("a") else begin


def made(kind: str, *, is_async: bool) -> Any:
    """Make one of the four kinds of signals."""
    if kind == "payload":
        return AsyncSignal[object, object, Any]("plain") if is_async else Signal[object, object, Any]("plain")

    def keyworded(sender: object, *, number: object) -> Any: ...
    async def akeyworded(sender: object, *, number: object) -> Any: ...

    return keyword_signal(akeyworded if is_async else keyworded)


def plain(sender: object, number: object) -> None: ...


async def awaited(sender: object, number: object) -> None:
    await asyncio.sleep(0)


def failing(sender: object, number: object) -> None:
    raise BoomError


async def failing_later(sender: object, number: object) -> None:
    await asyncio.sleep(0)
    raise BoomError


@pytest.mark.parametrize("receivers", [(plain,), (awaited,), (plain, awaited, plain)], ids=["sync", "async", "mixed"])
@pytest.mark.parametrize("way", SENDS)
@pytest.mark.parametrize("kind", ["payload", "keyword"])
@pytest.mark.usefixtures("_by_refcount")
def test_nothing_sent_is_kept_alive(kind: str, way: str, receivers: tuple[Callable[..., Any], ...]) -> None:
    send = sender_of(kind, way, *receivers)
    for _ in range(2):  # the second time from what is published
        payload, sender = Payload(), Sender()
        freed: list[Any] = [weakref.ref(payload), weakref.ref(sender)]
        send(sender, payload)
        if way.startswith("a") or awaited in receivers:
            gc.collect()  # event loops have cycles of their own
        del payload, sender
        assert [reference() for reference in freed] == [None, None]


@pytest.mark.parametrize("receivers", [(failing,), (plain, failing_later, failing)], ids=["sync", "mixed"])
@pytest.mark.parametrize("way", ["send_robust"])
@pytest.mark.parametrize("kind", ["payload", "keyword"])
@pytest.mark.usefixtures("_quiet")
def test_robust_sends_leave_no_cycles(kind: str, way: str, receivers: tuple[Callable[..., Any], ...]) -> None:
    """Exceptions among results hold frames, and none of these holds the results."""
    send = sender_of(kind, way, *receivers)
    assert survivors(lambda: [result for _, result in send(None, 1)][::-1]) == []


@pytest.mark.parametrize("receivers", [(plain, failing), (plain, failing_later, failing_later)], ids=["sync", "async"])
@pytest.mark.parametrize("way", ["send"])
@pytest.mark.parametrize("kind", ["payload", "keyword"])
def test_failing_sends_leave_no_cycles(kind: str, way: str, receivers: tuple[Callable[..., Any], ...]) -> None:
    send = sender_of(kind, way, *receivers)

    def fail() -> list[BaseException]:
        try:
            send(None, 1)
        except (BoomError, ExceptionGroup) as error:
            return [error, *(error.exceptions if isinstance(error, ExceptionGroup) else ())]
        raise AssertionError

    assert survivors(fail) == []


@pytest.fixture
def _quiet() -> Iterator[None]:
    """Let nothing keep log records, which hold exceptions."""
    logger = logging.getLogger("typedsignals")
    logger.disabled = True
    yield
    logger.disabled = False


def survivors(make: Callable[[], list[Any]]) -> list[object]:
    """Return which of the exceptions made are still there once they are dropped, without the collector."""
    make()
    gc.collect()
    gc.disable()
    try:
        references = [weakref.ref(error) for error in make() if isinstance(error, BaseException)]
        assert references
        return [reference() for reference in references if reference() is not None]
    finally:
        gc.enable()
