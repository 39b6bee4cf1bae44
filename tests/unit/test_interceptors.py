"""The hook between a signal and its receivers."""

import asyncio
import dataclasses
import threading
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.kinds import (
    ASYNC_WAYS,
    ROBUST_WAYS,
    SYNC_WAYS,
    WAYS,
    Sender,
    Shelf,
    in_ways,
    may_await,
    results,
    send,
    sending,
    takes_payload,
    without_collector,
)
from typedsignals import RunningLoopError, Sending


def heard(sender: object, order: object) -> object:
    """Hear one send."""
    return order


async def heard_later(sender: object, order: object) -> object:
    """Hear one send."""
    await asyncio.sleep(0)
    return order


def also_heard(sender: object, order: object) -> object:
    """Hear one send."""
    return order


def passing(log: list[Any]) -> Callable[[Sending, Callable[[Sending], Any]], Any]:
    """Make an interceptor that only looks."""

    def interceptor(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
        log.append(sending)
        return proceed(sending)

    return interceptor


@in_ways(WAYS)
def test_an_interceptor_sees_each_send_and_its_results(signal: Any, way: str) -> None:
    """Row 18: all that there is to know, and what comes of it unchanged."""
    log: list[Sending] = []
    sender, order, shelf = Sender(), object(), Shelf()
    signal.connect(heard)
    signal.connect(shelf.take, sender=sender)
    signal.connect(heard, sender=Sender)
    with signal.intercepted(passing(log)) as nothing:
        assert nothing is None
        for _ in range(2):
            assert results(send(signal, sender, order, way)) == [order, order]
    assert send(signal, sender, order, way)
    assert len(log) == 2
    [seen] = {id(sent): sent for sent in log[:1]}.values()
    assert (seen.signal, seen.sender) == (signal, sender)
    if takes_payload(signal):
        assert seen.payload is order
        assert seen.keywords == {}
    else:
        assert seen.payload is None
        assert seen.keywords == {"order": order}
    assert [connection.receiver for connection in seen.connections] == [heard, shelf.take]
    assert [connection.sender for connection in seen.connections] == [None, sender]
    assert (seen.robust, seen.asynchronous) == (way in ROBUST_WAYS, way in ASYNC_WAYS)


@in_ways(WAYS)
def test_an_interceptor_sees_sends_that_nobody_hears(signal: Any, way: str) -> None:
    """Row 18: before there was a receiver as well as after."""
    log: list[Sending] = []
    with signal.intercepted(passing(log)):
        assert send(signal, Sender(), way=way) == []
    assert [sent.connections for sent in log] == [()]
    assert send(signal, Sender(), way=way) == []
    assert len(log) == 1


@in_ways(WAYS)
def test_an_interceptor_may_swallow_a_send(signal: Any, way: str) -> None:
    """Row 18: without proceeding nobody hears; what it returns is what the send returns."""
    called: list[object] = []
    signal.connect(lambda sender, order: called.append(order))

    def muting(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
        async def nothing() -> list[Any]:
            return []

        return nothing() if sending.asynchronous else []

    with signal.intercepted(muting):
        assert send(signal, Sender(), 1, way) == []
    send(signal, Sender(), 2, way)
    assert called == [2]


@in_ways(WAYS)
def test_an_interceptor_may_send_something_else_to_others(signal: Any, way: str) -> None:
    """Row 18: dataclasses.replace makes another sending."""
    other = Sender()
    signal.connect(heard)
    signal.connect(lambda sender, order: sender)
    signal.connect(heard_later if may_await(signal) else also_heard)

    def changing(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
        kept = tuple(connection for connection in sending.connections if connection.receiver is not heard)
        changed = dataclasses.replace(sending, sender=other, connections=kept)
        if takes_payload(signal):
            return proceed(dataclasses.replace(changed, payload="changed"))
        return proceed(dataclasses.replace(changed, keywords={"order": "changed"}))

    with signal.intercepted(changing):
        assert results(send(signal, Sender(), "sent", way)) == [other, "changed"]


@in_ways(WAYS)
def test_interceptors_nest_and_the_last_is_the_outermost(signal: Any, way: str) -> None:
    """Row 18: each leaves when its own with ends, in whatever order these end."""
    log: list[str] = []
    signal.connect(heard)

    def named(name: str) -> Any:
        def interceptor(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
            log.append(name)
            return proceed(sending)

        return signal.intercepted(interceptor)

    first, second, third = named("first"), named("second"), named("third")
    for each in (first, second, third):
        each.__enter__()
    assert results(send(signal, Sender(), 1, way)) == [1]
    assert log == ["third", "second", "first"]
    for each, left in ((second, ["third", "first"]), (third, ["first"]), (first, [])):
        each.__exit__(None, None, None)
        log.clear()
        assert results(send(signal, Sender(), 1, way)) == [1]
        assert log == left


def test_the_same_interceptor_may_stand_there_twice(signal: Any) -> None:
    """Row 18: and is called twice; leaving takes away one."""
    log: list[Sending] = []
    interceptor = passing(log)
    with signal.intercepted(interceptor):
        with signal.intercepted(interceptor):
            send(signal, Sender())
            assert len(log) == 2
        send(signal, Sender())
        assert len(log) == 3


@in_ways(WAYS)
def test_exceptions_pass_through_interceptors(signal: Any, way: str) -> None:
    """Row 18: those of receivers as well as their own; the with is left all the same."""
    error = ZeroDivisionError()

    def failing(sender: object, order: object) -> None:
        raise error

    signal.connect(failing)
    log: list[Sending] = []
    if way in ROBUST_WAYS:
        with signal.intercepted(passing(log)):
            assert results(send(signal, Sender(), way=way)) == [error]
    else:
        with pytest.raises(ZeroDivisionError) as caught, signal.intercepted(passing(log)):
            send(signal, Sender(), way=way)
        assert caught.value is error

    def broken(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
        raise LookupError

    with pytest.raises(LookupError), signal.intercepted(broken):
        send(signal, Sender(), way=way)
    signal.disconnect(failing)
    assert send(signal, Sender(), way=way) == []


def test_an_interceptor_sees_the_sends_of_all_threads_and_what_connects_meanwhile(signal: Any) -> None:
    """Row 18: it stands at the signal, not at a thread."""
    log: list[Sending] = []
    with signal.intercepted(passing(log)):
        signal.connect(heard)
        thread = threading.Thread(target=send, args=(signal, Sender(), 1))
        thread.start()
        thread.join()
        signal.disconnect(heard)
        send(signal, Sender())
    assert [len(sent.connections) for sent in log] == [1, 0]


def test_a_dead_receiver_is_not_shown_to_interceptors(signal: Any) -> None:
    """Row 18: they see those that will be called."""
    log: list[Sending] = []
    shelf = Shelf()
    signal.connect(shelf.take)
    send(signal, Sender())
    with signal.intercepted(passing(log)):
        del shelf
        send(signal, Sender())
    assert log[0].connections == ()


def test_receivers_are_called_directly_again_when_the_last_interceptor_is_gone(signal: Any) -> None:
    """Row 18: idle, it leaves no trace between the sender and the receivers."""
    import sys

    depths: list[int] = []

    def depth(sender: object, order: object) -> None:
        frame, count = sys._getframe(1), 0
        while frame.f_code is not calling.__code__:
            count += 1
            assert frame.f_back is not None
            frame = frame.f_back
        depths.append(count)

    def calling() -> None:
        sending(signal, None)

    signal.connect(depth)
    signal.connect(heard)
    for _ in range(2):
        calling()
    with signal.intercepted(lambda sending, proceed: proceed(sending)):
        calling()
    for _ in range(2):
        calling()
    assert depths[1] == depths[4] <= depths[0] < depths[2]


def test_an_interceptor_may_proceed_twice(signal: Any) -> None:
    """Row 18: the receivers are called each time."""
    signal.connect(heard)
    with signal.intercepted(lambda sending, proceed: proceed(sending) + proceed(sending)):
        assert results(send(signal, Sender(), 1)) == [1, 1]


@pytest.mark.parametrize("way", ASYNC_WAYS)
def test_an_asynchronous_interceptor_may_await(async_signal: Any, way: str) -> None:
    """Row 18: it returns whatever can be awaited."""
    async_signal.connect(heard_later)

    async def timing(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
        await asyncio.sleep(0)
        pairs = await proceed(sending)
        await asyncio.sleep(0)
        return pairs

    with async_signal.intercepted(timing):
        assert results(send(async_signal, Sender(), 1, way)) == [1]


@in_ways(WAYS)
def test_one_that_dies_between_the_interceptor_and_its_turn_is_skipped_or_called(signal: Any, way: str) -> None:
    """Row 18, row 9: a connection that an interceptor has seen holds its receiver; another sending need not have it."""
    shelves = [Shelf()]
    signal.connect(shelves[0].take)
    signal.connect(heard)

    def killing(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
        shelves.clear()
        return proceed(sending)

    with without_collector(), signal.intercepted(killing):
        assert results(send(signal, Sender(), 7, way)) == [7, 7]
        assert results(send(signal, Sender(), 7, way)) == [7]


@in_ways(WAYS)
def test_an_interceptor_sees_the_receivers_in_the_order_of_their_calls(signal: Any, way: str) -> None:
    """Row 18, row 12: async ones after the sync ones, whatever their priority; and nothing of it changes."""
    log: list[Sending] = []
    signal.connect(heard_later if may_await(signal) else heard, priority=1)
    signal.connect(also_heard)
    signal.connect(heard_later if may_await(signal) else heard, dispatch_uid="last", priority=-1)
    plain = send(signal, Sender(), 1, way)
    with signal.intercepted(passing(log)):
        assert send(signal, Sender(), 1, way) == plain
    assert [connection.receiver for connection in log[0].connections] == [receiver for receiver, _ in plain]
    assert log[0].connections == signal.connections


@pytest.mark.parametrize("way", SYNC_WAYS)
def test_an_intercepted_send_inside_of_a_running_loop_is_refused_where_it_would_reach_a_receiver(
    async_signal: Any, way: str
) -> None:
    """Row 18, row 12: the interceptor is called, nobody else; without receivers there is nothing to refuse."""
    log: list[Sending] = []

    async def main() -> None:
        with async_signal.intercepted(passing(log)):
            assert sending(async_signal, Sender(), None, way) == []
            async_signal.connect(lambda sender, order: pytest.fail("it was called"))
            with pytest.raises(RunningLoopError):
                sending(async_signal, Sender(), None, way)
        with async_signal.intercepted(lambda sending, proceed: []):
            assert sending(async_signal, Sender(), None, way) == []

    asyncio.run(main())
    assert [len(each.connections) for each in log] == [0, 1]


def test_an_interceptor_is_kept_no_longer_than_its_with(signal: Any) -> None:
    """Row 18, row 11: nor is one that a send was made with."""

    class Watching:
        def __call__(self, sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
            return proceed(sending)

    signal.connect(heard)
    watching = Watching()
    gone = weakref.ref(watching)
    with without_collector():
        with signal.intercepted(watching):
            send(signal, Sender())
        del watching
        assert gone() is None
