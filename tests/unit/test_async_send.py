"""Receivers that have to be awaited: ``asend``, and ``send`` where they are."""

import asyncio
import contextlib
import functools
import gc
import inspect
import signal as os_signal
import sys
import threading
import types
from collections.abc import Awaitable, Callable, Coroutine, Generator
from typing import Any
from unittest.mock import AsyncMock

import pytest

from tests.unit.kinds import (
    ASYNC_WAYS,
    PLAIN_WAYS,
    ROBUST_WAYS,
    SYNC_WAYS,
    WAYS,
    Sender,
    Shelf,
    async_payload_signal,
    on_every_loop,
    results,
    send,
    sending,
    where,
    without_collector,
)
from tests.unit.lookalikes import ASYNC_RECEIVERS
from typedsignals import RunningLoopError


@pytest.fixture(autouse=True)
def nothing_unawaited() -> Generator[None, None, None]:
    """Make an error of a coroutine that was never awaited, also of one in a reference cycle."""
    unraised: list[Any] = []
    before = sys.unraisablehook
    sys.unraisablehook = unraised.append
    try:
        with without_collector():
            yield
            gc.collect()
    finally:
        sys.unraisablehook = before
    assert [str(hooked.exc_value) for hooked in unraised] == []


def sync(word: object, log: list[object] | None = None) -> Callable[[object, object], object]:
    """Make a sync receiver."""

    def sync_receiver(sender: object, order: object) -> object:
        if log is not None:
            log.append(word)
        return word

    return sync_receiver


def later(word: object, log: list[object] | None = None, turns: int = 1) -> Callable[[object, object], Any]:
    """Make an async receiver that lets others run for some turns."""

    async def async_receiver(sender: object, order: object) -> object:
        if log is not None:
            log.append(f"{word} begins")
        for _ in range(turns):
            await asyncio.sleep(0)
        if log is not None:
            log.append(f"{word} ends")
        return word

    return async_receiver


def failing(error: BaseException, turns: int = 0) -> Callable[[object, object], Any]:
    """Make an async receiver that raises."""

    async def failing_receiver(sender: object, order: object) -> object:
        for _ in range(turns):
            await asyncio.sleep(0)
        raise error

    return failing_receiver


def waiting(log: list[object], word: str = "waiting") -> Callable[[object, object], Any]:
    """Make an async receiver that waits until it is cancelled, and takes its time to clean up."""

    async def waiting_receiver(sender: object, order: object) -> None:
        log.append(f"{word} begins")
        try:
            await asyncio.Event().wait()
        finally:
            for _ in range(3):
                await asyncio.sleep(0)
            log.append(f"{word} cleaned up")

    return waiting_receiver


# --- order and concurrency


@on_every_loop(WAYS)
def test_results_are_sync_first_then_async_each_in_order(async_signal: Any, way: str) -> None:
    """Row 12: by priority and age inside of each group, in send as in asend."""
    receivers: list[tuple[Any, int]] = [
        (later(4, turns=5), 0),
        (sync(2), 0),
        (later(3, turns=9), 1),
        (sync(1), 1),
        (later(5, turns=0), 0),
    ]
    for receiver, priority in receivers:
        async_signal.connect(receiver, priority=priority)
    for _ in range(2):
        pairs = send(async_signal, Sender(), way=way)
        assert results(pairs) == [1, 2, 3, 4, 5]
        assert [receiver for receiver, _ in pairs] == [receivers[index][0] for index in (3, 1, 2, 0, 4)]


@on_every_loop(WAYS)
def test_sync_receivers_run_first_and_async_ones_together(async_signal: Any, way: str) -> None:
    """Row 12: no async receiver begins before the last sync one has run; then all begin before one ends."""
    log: list[object] = []
    for receiver in (later("a", log), sync("sync 1", log), later("b", log), sync("sync 2", log)):
        async_signal.connect(receiver)
    send(async_signal, Sender(), way=way)
    assert log == ["sync 1", "sync 2", "a begins", "b begins", "a ends", "b ends"]


@on_every_loop(WAYS)
def test_async_receivers_are_narrowed_ordered_and_snapshot_as_any(async_signal: Any, way: str) -> None:
    """Row 12: they are receivers like others."""
    sender = Sender()
    async_signal.connect(later("one"), sender=sender)
    async_signal.connect(later("all"), priority=1)
    async_signal.connect(sync("sync"))
    for _ in range(2):
        assert results(send(async_signal, sender, way=way)) == ["sync", "all", "one"]
        assert results(send(async_signal, Sender(), way=way)) == ["sync", "all"]


def test_a_signal_changes_between_sync_and_async_as_its_receivers_do(async_signal: Any) -> None:
    """Row 12: what was found out for one send does not stick."""
    sender = Sender()
    async_signal.connect(sync("sync"))
    coroutine = later("async")
    for options in ({}, {"sender": sender}):
        for _ in range(2):
            assert results(send(async_signal, sender)) == ["sync"]
            async_signal.connect(coroutine, **options)
            assert results(send(async_signal, sender)) == ["sync", "async"]
            assert results(send(async_signal, sender, way="asend")) == ["sync", "async"]
            assert async_signal.disconnect(coroutine, **options)


def test_an_async_send_of_sync_receivers_never_lets_go_of_the_event_loop(async_signal: Any) -> None:
    """Row 12: it pays nothing for what could be awaited."""
    async_signal.connect(sync("sync"))

    async def main() -> None:
        log: list[str] = []
        asyncio.get_running_loop().call_soon(log.append, "somebody else")
        assert results(await sending(async_signal, Sender(), None, "asend")) == ["sync"]
        assert results(await sending(async_signal, Sender(), None, "asend_robust")) == ["sync"]
        assert log == []
        await asyncio.sleep(0)
        assert log == ["somebody else"]

    asyncio.run(main())


# --- who is async


@pytest.mark.parametrize("receiver", ASYNC_RECEIVERS.values(), ids=ASYNC_RECEIVERS)
def test_coroutine_functions_are_recognised_behind_their_layers(async_signal: Any, receiver: Any) -> None:
    """Row 12: partials, methods, objects, proxies and what is marked; it shows in connections."""
    async_signal.connect(receiver, weak=False)
    assert [connection.is_async for connection in async_signal.connections] == [True]
    for way in WAYS:
        assert results(send(async_signal, Sender(), 7, way)) == [7]


def test_sync_receivers_are_not_async(async_signal: Any) -> None:
    """Row 12: generators, plain functions and classes are not awaited, nor is an async generator that one returns."""

    def generator(sender: object, order: object) -> Any:
        yield order

    async def async_generator(sender: object, order: object) -> Any:
        yield order

    def returning(sender: object, order: object) -> Any:
        return async_generator(sender, order)

    for receiver in (generator, returning, sync(1), functools.partial(sync(1))):
        async_signal.connect(receiver)
    assert [connection.is_async for connection in async_signal.connections] == [False] * 4
    assert inspect.isasyncgen(results(send(async_signal, Sender()))[1])


# --- awaitables that sync receivers return


class OwnAwaitable:
    """Something to be awaited that is no coroutine."""

    def __init__(self, sender: object, order: object) -> None:
        self.order = order

    def __await__(self) -> Generator[Any, None, object]:
        """Let others run once."""
        yield from asyncio.sleep(0).__await__()
        return self.order


async def in_a_task(sender: object, order: object) -> object:
    """Hear one send in a task of its own."""
    return await asyncio.ensure_future(later(order)(sender, order))


@functools.wraps(in_a_task)
def wrapping_a_task(*args: Any, **kwargs: Any) -> Any:
    """Look like an async function, and be none."""
    return in_a_task(*args, **kwargs)


def undecorated(sender: object, order: object) -> object:
    """Return an awaitable without being a coroutine function."""
    return later(order)(sender, order)


@types.coroutine
def by_generator(sender: object, order: object) -> Generator[Any, Any, object]:
    """Be awaitable as coroutines were before there was a word for them."""
    yield from asyncio.sleep(0).__await__()
    return order


class Method:
    """An object whose method returns a coroutine."""

    def take(self, sender: object, order: object) -> object:
        """Return it."""
        return undecorated(sender, order)


METHOD = Method()
AWAITABLES: dict[str, Any] = {
    "coroutine of a lambda": lambda sender, order: later(order)(sender, order),
    "coroutine of a function": undecorated,
    "coroutine of a partial": functools.partial(undecorated),
    "coroutine of a method": METHOD.take,
    "coroutine of a cache": functools.lru_cache(maxsize=0)(undecorated),
    "coroutine of a wrapper": wrapping_a_task,
    "old coroutine": by_generator,
    "object with __await__": lambda sender, order: OwnAwaitable(None, order),
    "class with __await__": OwnAwaitable,
    "mock": AsyncMock(side_effect=lambda sender, order: order),
}


@pytest.mark.parametrize("receiver", AWAITABLES.values(), ids=AWAITABLES)
def test_every_awaitable_that_a_receiver_returns_is_awaited(async_signal: Any, receiver: Any) -> None:
    """Row 12: whoever returns it; alone and beside others, at the first send as later."""
    async_signal.connect(receiver)
    for way in WAYS * 2:
        assert results(send(async_signal, Sender(), 7, way)) == [7]
    async_signal.connect(later("async"), priority=1)
    async_signal.connect(sync("sync"))
    for way in WAYS * 2:
        assert sorted(map(str, results(send(async_signal, Sender(), 7, way)))) == ["7", "async", "sync"]


@on_every_loop(WAYS)
def test_awaitables_that_sync_receivers_return_stay_in_their_places(async_signal: Any, way: str) -> None:
    """Row 12: they are awaited with the async ones; their results stay in the sync group."""
    log: list[object] = []

    def decorated(function: Callable[..., Any]) -> Callable[[object, object], Any]:
        @functools.wraps(function)
        def wrapper(sender: object, order: object) -> Any:
            return function(sender, order)

        return wrapper

    receivers = [
        later("async", log),
        decorated(later("decorated", log)),
        sync("sync"),
        lambda sender, order: OwnAwaitable(sender, "own"),
    ]
    for receiver in receivers:
        async_signal.connect(receiver)
    for _ in range(2):
        log.clear()
        assert results(send(async_signal, Sender(), way=way)) == ["decorated", "sync", "own", "async"]
        assert log == ["decorated begins", "async begins", "decorated ends", "async ends"]


@pytest.mark.parametrize("way", ASYNC_WAYS)
def test_a_future_that_a_sync_receiver_returns_is_awaited(async_signal: Any, way: str) -> None:
    """Row 12: also a task that runs already, and one that is done."""

    async def main() -> None:
        done = asyncio.get_running_loop().create_future()
        done.set_result("done")
        async_signal.connect(lambda sender, order: asyncio.ensure_future(later("task")(sender, order)))
        async_signal.connect(lambda sender, order: done)
        for _ in range(2):
            assert results(await sending(async_signal, Sender(), None, way)) == ["task", "done"]
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(main())


TYPES: dict[str, str] = {
    "none": "paid = AsyncSignal()",
    "awaitable": "paid: AsyncSignal[object, int, Awaitable[int]] = AsyncSignal()",
    "quoted": "paid: 'AsyncSignal[object, int, int]' = AsyncSignal()",
    "not there": "paid: 'AsyncSignal[object, int, Missing]' = AsyncSignal()",
    "nonsense": "paid: '1 / 0' = AsyncSignal()",
    "subscript": "paid = AsyncSignal[object, 'Missing', None]()",
    "keyword": "@keyword_signal\nasync def paid(sender, *, order: 'Missing') -> 'Missing': ...",
}


@pytest.mark.parametrize("source", TYPES.values(), ids=TYPES)
def test_what_is_awaited_does_not_depend_on_types(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 12: neither on what they say nor on whether they can be read."""
    module: Any = types.ModuleType("shop_signals")
    monkeypatch.setitem(sys.modules, "shop_signals", module)
    exec(
        "from typedsignals import AsyncSignal, keyword_signal\nfrom collections.abc import Awaitable\n" + source,
        module.__dict__,
    )
    module.paid.connect(undecorated)
    for way in WAYS:
        assert results(send(module.paid, Sender(), 7, way)) == [7]


# --- send inside of a running loop


REFUSED = (
    "cannot send signal 'order_completed' from inside a running event loop, which could not await its receivers; "
    "use 'await asend(...)' or 'await asend_robust(...)'"
)


@on_every_loop(SYNC_WAYS)
@pytest.mark.parametrize("kinds", ["sync", "async", "both", "method"])
def test_send_inside_of_a_running_loop_is_refused_before_any_receiver_ran(
    async_signal: Any, way: str, kinds: str
) -> None:
    """Row 12: as soon as anybody hears, sync or async; the message names the signal and the remedy."""
    log: list[object] = []
    shelf = Shelf()
    receivers: dict[str, list[Any]] = {
        "sync": [sync("sync", log)],
        "async": [later("async", log)],
        "method": [shelf.take],
    }
    for receiver in receivers.get(kinds) or [sync("sync", log), later("async", log)]:
        async_signal.connect(receiver)

    async def main() -> None:
        for _ in range(2):
            with pytest.raises(RuntimeError) as caught:
                sending(async_signal, Sender(), "secret", way)
            assert type(caught.value) is RunningLoopError
            assert str(caught.value) == REFUSED
        assert log == shelf.orders == []
        assert results(await sending(async_signal, Sender(), "sent", "asend"))

    asyncio.run(main())


@on_every_loop(SYNC_WAYS)
def test_send_that_nobody_hears_is_not_refused_inside_of_a_running_loop(async_signal: Any, way: str) -> None:
    """Row 12: there is nothing to await: before anybody was connected, for another sender, and when all are gone."""
    sender, shelf = Sender(), Shelf()

    async def main(shelves: list[Shelf]) -> None:
        for _ in range(2):
            assert sending(async_signal, Sender(), None, way) == []
            async_signal.connect(shelves[0].take, sender=sender, weak=True)
        shelves.clear()
        for _ in range(2):
            assert sending(async_signal, sender, None, way) == []

    shelves = [shelf]
    del shelf
    asyncio.run(main(shelves))


@pytest.mark.parametrize("way", SYNC_WAYS)
def test_a_signal_that_awaits_nothing_is_sent_inside_of_a_running_loop_as_anywhere(sync_signal: Any, way: str) -> None:
    """Row 12: from async code it is sent with send."""
    sync_signal.connect(sync("sync"))

    async def main() -> None:
        for _ in range(2):
            assert results(sending(sync_signal, Sender(), None, way)) == ["sync"]

    asyncio.run(main())


@on_every_loop(SYNC_WAYS)
def test_a_receiver_may_send_another_signal(async_signal: Any, way: str) -> None:
    """Row 12: a sync one before any loop runs; an async one awaits, for send is refused there."""
    inner = async_payload_signal()
    inner.connect(later("inner"))

    async def sending_on(sender: object, order: object) -> object:
        with pytest.raises(RunningLoopError):
            inner.send(sender, order)
        return results(await inner.asend(sender, order))

    async_signal.connect(lambda sender, order: results(inner.send(sender, order)))
    async_signal.connect(sending_on)
    for _ in range(2):
        assert results(send(async_signal, Sender(), None, way)) == [["inner"], ["inner"]]


@on_every_loop(SYNC_WAYS)
def test_send_works_in_another_thread_than_that_of_the_loop(async_signal: Any, way: str) -> None:
    """Row 12: each thread has its own running loop, or none."""
    async_signal.connect(later("async"))

    async def main() -> object:
        return results(await asyncio.to_thread(sending, async_signal, Sender(), None, way))

    assert asyncio.run(main()) == ["async"]


@on_every_loop(SYNC_WAYS)
def test_the_loop_of_a_send_leaves_no_trace(async_signal: Any, way: str) -> None:
    """Row 12: it is another one each time, and closed; the thread's current event loop stays the current one."""
    loops: list[asyncio.AbstractEventLoop] = []

    async def receiver(sender: object, order: object) -> None:
        loops.append(asyncio.get_running_loop())

    async_signal.connect(receiver)
    with contextlib.closing(asyncio.new_event_loop()) as mine:
        asyncio.set_event_loop(mine)
        for _ in range(2):
            send(async_signal, Sender(), way=way)
            assert asyncio.get_event_loop() is mine
        asyncio.set_event_loop(None)
        send(async_signal, Sender(), way=way)
        with pytest.raises(RuntimeError):
            asyncio.get_event_loop()
    assert len({*loops, mine}) == 4
    assert all(loop.is_closed() for loop in loops)


@on_every_loop(SYNC_WAYS)
def test_a_private_loop_ends_what_receivers_left_running(async_signal: Any, way: str) -> None:
    """Row 12: a task that a receiver began and did not wait for is cancelled with the loop."""
    log: list[object] = []
    tasks: list[asyncio.Task[None]] = []

    async def receiver(sender: object, order: object) -> None:
        tasks.append(asyncio.ensure_future(waiting(log)(sender, order)))
        await asyncio.sleep(0)

    async_signal.connect(receiver)
    send(async_signal, Sender(), way=way)
    assert log == ["waiting begins", "waiting cleaned up"]
    assert tasks[0].cancelled()


def test_with_asgiref_what_is_awaited_may_come_back_to_the_senders_thread(async_signal: Any) -> None:
    """Row 12: where the connections to its database are; without a server there is another thread for the loop."""
    asgiref = pytest.importorskip("asgiref.sync")
    threads: list[int] = []

    async def receiver(sender: object, order: object) -> object:
        threads.append(threading.get_ident())
        return await asgiref.sync_to_async(threading.get_ident)()

    async_signal.connect(lambda sender, order: threading.get_ident())
    async_signal.connect(receiver)
    mine = threading.get_ident()
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(sys.modules, "asgiref.sync", asgiref)
        for _ in range(2):
            assert results(send(async_signal, Sender())) == [mine, mine]
    assert mine not in threads


@pytest.mark.parametrize("way", SYNC_WAYS)
def test_with_asgiref_a_send_from_a_thread_of_the_server_runs_on_the_servers_loop(async_signal: Any, way: str) -> None:
    """Row 12: as a sync view under ASGI does; sync receivers stay in the thread that sends."""
    asgiref = pytest.importorskip("asgiref.sync")

    async def receiver(sender: object, order: object) -> object:
        return asyncio.get_running_loop(), threading.get_ident()

    async_signal.connect(lambda sender, order: threading.get_ident())
    async_signal.connect(receiver)

    def view() -> object:
        return threading.get_ident(), *results(sending(async_signal, Sender(), None, way))

    async def main() -> None:
        thread, sync_thread, (loop, async_thread) = await asgiref.sync_to_async(view)()
        assert loop is asyncio.get_running_loop()
        assert async_thread == threading.get_ident() != thread
        assert sync_thread == thread

    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(sys.modules, "asgiref.sync", asgiref)
        asyncio.run(main())


def test_asgiref_that_another_thread_has_half_imported_is_not_used(
    async_signal: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 12: the loop is one of our own then."""
    monkeypatch.setitem(sys.modules, "asgiref.sync", types.ModuleType("asgiref.sync"))
    async_signal.connect(later("async"))
    assert results(send(async_signal, Sender())) == ["async"]


# --- failures


@on_every_loop(PLAIN_WAYS)
def test_when_a_sync_receiver_fails_no_async_one_starts(async_signal: Any, way: str) -> None:
    """Row 12: and awaitables that others returned before it are given up."""
    log: list[object] = []
    error = LookupError()

    def broken(sender: object, order: object) -> None:
        raise error

    async_signal.connect(later("async", log))
    async_signal.connect(sync("first", log))
    async_signal.connect(broken)
    async_signal.connect(sync("never", log))
    for _ in range(2):
        with pytest.raises(LookupError) as caught:
            send(async_signal, Sender(), way=way)
        assert caught.value is error
    assert log == ["first"] * 2


@pytest.mark.parametrize("way", ASYNC_WAYS)
def test_when_the_send_ends_before_them_futures_are_cancelled(async_signal: Any, way: str) -> None:
    """Row 12: what a receiver began and nobody will await is given up; what it cannot be given up is left alone."""

    def broken(sender: object, order: object) -> None:
        raise KeyboardInterrupt

    async def main() -> None:
        future = asyncio.get_running_loop().create_future()
        async_signal.connect(lambda sender, order: future)
        async_signal.connect(OwnAwaitable)
        async_signal.connect(broken)
        with pytest.raises(KeyboardInterrupt):
            await sending(async_signal, Sender(), None, way)
        assert future.cancelled()
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(main())


@on_every_loop(PLAIN_WAYS)
def test_when_a_sync_receiver_fails_the_awaitables_before_it_are_closed(async_signal: Any, way: str) -> None:
    """Row 12: no coroutine that was never awaited is left."""

    def broken(sender: object, order: object) -> None:
        raise LookupError

    async_signal.connect(undecorated)
    async_signal.connect(broken)
    for _ in range(2):
        with pytest.raises(LookupError):
            send(async_signal, Sender(), way=way)


class Stubborn(Coroutine[Any, Any, Any]):
    """A coroutine that does not want to end."""

    def send(self, value: object) -> Any:
        """Begin."""
        raise NotImplementedError

    def throw(self, *args: Any) -> Any:
        """Fail."""
        raise NotImplementedError

    def close(self) -> None:
        """Refuse."""
        raise RuntimeError

    def __await__(self) -> Any:
        """Begin."""
        raise NotImplementedError


@on_every_loop(PLAIN_WAYS)
def test_what_a_coroutine_says_to_its_end_hides_nothing(async_signal: Any, way: str) -> None:
    """Row 12: what ends the send is what is raised."""

    def broken(sender: object, order: object) -> None:
        raise LookupError

    async_signal.connect(lambda sender, order: Stubborn())
    async_signal.connect(broken)
    with pytest.raises(LookupError):
        send(async_signal, Sender(), way=way)


@pytest.mark.parametrize("way", SYNC_WAYS)
def test_what_a_signal_that_awaits_nothing_got_is_never_closed(sync_signal: Any, way: str) -> None:
    """Row 12: an awaitable that is merely a result belongs to its receiver, whoever fails after it."""
    with contextlib.closing(asyncio.new_event_loop()) as loop:
        future = loop.create_future()

        def broken(sender: object, order: object) -> None:
            raise KeyboardInterrupt

        sync_signal.connect(lambda sender, order: future)
        sync_signal.connect(broken)
        for _ in range(2):
            with pytest.raises(KeyboardInterrupt):
                sending(sync_signal, Sender(), None, way)
            assert not future.cancelled()


@on_every_loop(PLAIN_WAYS)
@pytest.mark.parametrize("turns", [0, 2])
def test_one_failure_is_raised_bare_after_the_others_were_cancelled_and_waited_for(
    async_signal: Any, way: str, turns: int
) -> None:
    """Row 12: it is the very object, with a note, and nothing is left running."""
    log: list[object] = []
    error = LookupError("no such order")
    receiver = failing(error, turns)
    async_signal.connect(waiting(log, "before"))
    async_signal.connect(receiver)
    async_signal.connect(waiting(log, "after"))

    async def main() -> None:
        with pytest.raises(LookupError, match="no such order") as caught:
            await sending(async_signal, Sender(), None, "asend")
        assert caught.value is error
        assert len(asyncio.all_tasks()) == 1

    if way == "asend":
        asyncio.run(main())
    else:
        with pytest.raises(LookupError, match="no such order") as caught:
            send(async_signal, Sender())
        assert caught.value is error
    assert error.__notes__ == [f"while signal 'order_completed' was sent to {where(receiver)}"]
    assert error.__context__ is None
    assert error.__cause__ is None
    assert (
        sorted(map(str, log))[:2]
        == ["after begins", "after cleaned up"][: 2 * bool(turns)]
        + [
            "before begins",
            "before cleaned up",
        ][2 * bool(turns) :]
        or turns == 0
    )
    assert log.count("before begins") == log.count("before cleaned up")
    assert log.count("after begins") == log.count("after cleaned up")


@on_every_loop(PLAIN_WAYS)
def test_several_failures_are_raised_as_a_group(async_signal: Any, way: str) -> None:
    """Row 12: with each of the very objects, and each with its note."""
    errors = [LookupError(1), KeyError(2), OSError(3)]
    receivers = [failing(error) for error in errors]
    async_signal.connect(later("fine"))
    for receiver in receivers:
        async_signal.connect(receiver)
    with pytest.raises(ExceptionGroup) as caught:
        send(async_signal, Sender(), way=way)
    assert str(caught.value) == "3 receivers of signal 'order_completed' failed (3 sub-exceptions)"
    assert list(caught.value.exceptions) == errors
    for error, receiver in zip(errors, receivers, strict=True):
        assert error.__notes__ == [f"while signal 'order_completed' was sent to {where(receiver)}"]


@on_every_loop(PLAIN_WAYS)
def test_a_failure_while_being_cancelled_counts_too(async_signal: Any, way: str) -> None:
    """Row 12: whoever fails in cleaning up is not forgotten."""
    first, second = LookupError(), KeyError()

    async def cleaning_up(sender: object, order: object) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise second

    async_signal.connect(cleaning_up)
    async_signal.connect(failing(first, turns=1))
    with pytest.raises(ExceptionGroup) as caught:
        send(async_signal, Sender(), way=way)
    assert set(caught.value.exceptions) == {first, second}


@on_every_loop(WAYS)
@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, asyncio.CancelledError, GeneratorExit])
def test_what_is_no_exception_goes_before_all_others(async_signal: Any, way: str, kind: type[BaseException]) -> None:
    """Row 12: raised bare, robust or not, after the others were cancelled and waited for."""
    log: list[object] = []
    error = kind()
    async_signal.connect(failing(LookupError()))
    async_signal.connect(waiting(log))
    async_signal.connect(failing(error))
    with pytest.raises(kind) as caught:
        send(async_signal, Sender(), way=way)
    assert caught.value is error
    assert log in ([], ["waiting begins", "waiting cleaned up"])


@on_every_loop(WAYS)
def test_a_receiver_that_raises_cancelled_error_is_not_taken_for_a_success(async_signal: Any, way: str) -> None:
    """Row 12, row 3, row 4: nor is one that cancels its own task; a note names either."""
    receiver = failing(asyncio.CancelledError())
    async_signal.connect(receiver)
    with pytest.raises(asyncio.CancelledError) as raised:
        send(async_signal, Sender(), way=way)
    assert raised.value.__notes__ == [f"while signal 'order_completed' was sent to {where(receiver)}"]

    async def cancelling(sender: object, order: object) -> None:
        task = asyncio.current_task()
        assert task is not None
        task.cancel()
        await asyncio.sleep(0)

    async_signal.disconnect(async_signal.connections[0].receiver)
    async_signal.connect(cancelling)
    with pytest.raises(asyncio.CancelledError) as raised:
        send(async_signal, Sender(), way=way)
    assert raised.value.__notes__ == [f"while signal 'order_completed' was sent to {where(cancelling)}"]


@on_every_loop(WAYS)
def test_calling_an_async_receiver_may_fail_before_there_is_a_coroutine(async_signal: Any, way: str) -> None:
    """Row 12: as any receiver; coroutines that were made for others are closed, or awaited by a robust send."""

    async def failing_call(sender: object, order: object) -> None:
        """Never runs."""

    async def needing_more(sender: object, order: object, more: object) -> None:
        """Never runs."""

    async_signal.connect(later("fine"))
    async_signal.connect(failing_call)
    failing_call.__code__ = needing_more.__code__
    if way in ROBUST_WAYS:
        fine, failed = results(send(async_signal, Sender(), way=way))
        assert (fine, type(failed)) == ("fine", TypeError)
        return
    with pytest.raises(TypeError, match="missing 1 required positional argument") as caught:
        send(async_signal, Sender(), way=way)
    assert len(caught.value.__notes__) == 1


@pytest.fixture
def _interruptible() -> Generator[None, None, None]:
    """Have SIGINT raise, as in a terminal: programs in the background are started with it ignored."""
    before = os_signal.signal(os_signal.SIGINT, os_signal.default_int_handler)
    yield
    os_signal.signal(os_signal.SIGINT, before)


@pytest.mark.skipif(not hasattr(os_signal, "pthread_kill"), reason="there are no such signals here")
@pytest.mark.usefixtures("_interruptible")
@on_every_loop(SYNC_WAYS)
def test_an_interrupt_from_the_keyboard_ends_a_send(async_signal: Any, way: str) -> None:
    """Row 12: as KeyboardInterrupt, after the receivers were cancelled and waited for, wherever they run."""
    log: list[object] = []
    main: Any = threading.main_thread().ident

    async def interrupting(sender: object, order: object) -> None:
        os_signal.pthread_kill(main, os_signal.SIGINT)
        await asyncio.Event().wait()

    async_signal.connect(waiting(log))
    async_signal.connect(interrupting)
    with pytest.raises(KeyboardInterrupt):
        send(async_signal, Sender(), way=way)
    assert log == ["waiting begins", "waiting cleaned up"]
    assert os_signal.getsignal(os_signal.SIGINT) is os_signal.default_int_handler


@pytest.mark.skipif(not hasattr(os_signal, "pthread_kill"), reason="there are no such signals here")
@pytest.mark.usefixtures("_interruptible")
@pytest.mark.parametrize("way", SYNC_WAYS)
def test_what_is_cleaned_up_after_an_interrupt_may_come_back_to_the_senders_thread(
    async_signal: Any, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 12: as the queries of Django do; nobody waits for the other."""
    asgiref = pytest.importorskip("asgiref.sync")
    monkeypatch.setitem(sys.modules, "asgiref.sync", asgiref)
    log: list[object] = []
    main: Any = threading.main_thread().ident

    async def interrupting(sender: object, order: object) -> None:
        os_signal.pthread_kill(main, os_signal.SIGINT)
        try:
            await asyncio.Event().wait()
        finally:
            log.append(await asgiref.sync_to_async(threading.get_ident)())

    async_signal.connect(interrupting)
    with pytest.raises(KeyboardInterrupt):
        send(async_signal, Sender(), way=way)
    assert log == [main]


class Elsewhere:
    """What asgiref is to a send: something that runs a coroutine in another thread, and is interrupted in its waiting."""

    class AsyncToSync:
        """Where it keeps what runs in the sender's thread."""

        executors = object()

    def __init__(self, moment: str, has_begun: threading.Event) -> None:
        self.moment, self.has_begun = moment, has_begun
        self.thread = threading.Thread(target=self.run)
        self.begun: Any = None

    def async_to_sync(self, function: Any) -> Any:
        """Return what calls an async function."""

        def call(*args: object) -> None:
            self.begun = function(*args)
            if self.moment != "before it begins":
                self.thread.start()
            if self.moment == "when it is done":
                self.thread.join(30)
            elif self.moment == "in its midst":
                assert self.has_begun.wait(30)
            raise KeyboardInterrupt

        return call

    def run(self) -> None:
        """Run it, as a thread of asgiref does."""
        with contextlib.suppress(asyncio.CancelledError):
            asyncio.run(self.begun)


@pytest.mark.parametrize("way", SYNC_WAYS)
@pytest.mark.parametrize("moment", ["before it begins", "in its midst", "when it is done"])
def test_an_interrupt_leaves_nothing_running_elsewhere(
    async_signal: Any, way: str, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 12: what runs is cancelled and waited for, what has not begun never does, what is done is done."""
    log: list[object] = []
    elsewhere = Elsewhere(moment, threading.Event())
    monkeypatch.setitem(sys.modules, "asgiref.sync", elsewhere)

    async def receiver(sender: object, order: object) -> None:
        log.append("begins")
        elsewhere.has_begun.set()
        try:
            if moment == "in its midst":
                await asyncio.Event().wait()
        finally:
            for _ in range(3):
                await asyncio.sleep(0)
            log.append("ends")

    async_signal.connect(receiver)
    with pytest.raises(KeyboardInterrupt):
        send(async_signal, Sender(), way=way)
    if moment == "before it begins":
        elsewhere.thread.start()
        elsewhere.thread.join(30)
    assert log == ["begins", "ends"] * (moment != "before it begins")
    elsewhere.thread.join(30)


@pytest.mark.parametrize("way", SYNC_WAYS)
def test_a_greenlet_waits_for_the_loop_of_another_one(
    async_signal: Any, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 12: where gevent has greenlets for threads, a loop that a send made may be running in another one."""
    from typedsignals._core import awaiting

    waits: list[str] = []

    def wait(seconds: float) -> None:
        waits.append("until the other one is done")
        asyncio._set_running_loop(None)

    async_signal.connect(later("async"))
    monkeypatch.setattr(awaiting, "sleep", wait)
    with contextlib.closing(asyncio.new_event_loop()) as loop:
        awaiting._MADE_HERE[loop] = -1  # no thread and no greenlet has this number
        asyncio._set_running_loop(loop)
        try:
            assert results(sending(async_signal, Sender(), 7, way)) == ["async"]
        finally:
            asyncio._set_running_loop(None)
    assert waits == ["until the other one is done"]


# --- cancellation


async def turns() -> None:
    """Let every receiver begin, and wait."""
    for _ in range(3):
        await asyncio.sleep(0)


async def raised_when_cancelled(signal: Any, way: str, moment: Callable[[], Awaitable[object]]) -> list[BaseException]:
    """Cancel a send after ``moment()``; return what it raised."""
    raised = list[BaseException]()

    async def caller() -> None:
        try:
            await sending(signal, Sender(), None, way)
        except BaseException as failure:  # noqa: BLE001 - it is what the test is about
            raised.append(failure)

    task = asyncio.ensure_future(caller())
    await moment()
    task.cancel()
    await asyncio.wait([task])
    return raised


@pytest.mark.parametrize("way", ASYNC_WAYS)
def test_a_failure_while_a_send_is_cancelled_is_not_lost(async_signal: Any, way: str) -> None:
    """Row 12: it takes the place of the cancellation, as in any coroutine that fails in cleaning up."""
    error = KeyboardInterrupt() if way == "asend_robust" else LookupError()

    async def cleaning_up(sender: object, order: object) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise error

    async_signal.connect(cleaning_up)

    assert asyncio.run(raised_when_cancelled(async_signal, way, turns)) == [error]


@pytest.mark.parametrize(
    "fails_first", [True, False], ids=["a failure, then the cancellation", "and the other way round"]
)
@pytest.mark.parametrize("way", ASYNC_WAYS)
def test_who_is_cancelled_cleans_up_undisturbed(async_signal: Any, way: str, *, fails_first: bool) -> None:
    """Row 12: whatever else cancels, each receiver is cancelled once."""
    cleaning, log = asyncio.Event(), list[str]()
    error = KeyboardInterrupt() if way == "asend_robust" else LookupError()

    async def transaction(sender: object, order: object) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cleaning.set()
            for _ in range(5):
                await asyncio.sleep(0)
            log.append("rolled back")

    async def failing(sender: object, order: object) -> None:
        try:
            await asyncio.sleep(0)
            if not fails_first:
                await asyncio.Event().wait()
        finally:
            raise error

    async_signal.connect(transaction)
    async_signal.connect(failing)

    moment = cleaning.wait if fails_first else turns
    raised = asyncio.run(raised_when_cancelled(async_signal, way, moment))
    assert (raised, log) == ([error], ["rolled back"])


def test_a_loop_that_is_given_up_gives_up_its_sends_in_silence(async_signal: Any) -> None:
    """Row 12: their coroutines are closed when they are freed, without any loop."""
    closed: list[str] = []

    async def endless(sender: object, order: object) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            closed.append("closed")

    async_signal.connect(endless)
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda loop, context: None)
    tasks = [loop.create_task(sending(async_signal, Sender(), None, "asend"))]
    for _ in range(3):
        loop.run_until_complete(asyncio.sleep(0))
    loop.close()
    tasks.clear()
    del loop
    gc.collect()
    assert closed == ["closed"]


@pytest.mark.parametrize("way", ASYNC_WAYS)
@pytest.mark.parametrize("turns", [1, 2, 3])
def test_cancelling_a_send_cancels_its_receivers_and_waits_for_them(async_signal: Any, way: str, turns: int) -> None:
    """Row 12: robust or not; the caller sees the cancellation when everything has been cleaned up."""
    log: list[object] = []
    for number in range(3):
        async_signal.connect(waiting(log, str(number)))

    async def main() -> None:
        async def caller() -> None:
            await sending(async_signal, Sender(), None, way)

        task = asyncio.create_task(caller())
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert sum("begins" in str(entry) for entry in log) == sum("cleaned" in str(entry) for entry in log)
        assert turns < 2 or len(log) == 6

    asyncio.run(main())


@pytest.mark.parametrize("way", ASYNC_WAYS)
def test_a_send_that_is_cancelled_before_it_began_leaves_nothing(async_signal: Any, way: str) -> None:
    """Row 12: no receiver was called, no coroutine is left."""
    log: list[object] = []
    async_signal.connect(sync("sync", log))
    async_signal.connect(waiting(log))

    async def main() -> None:
        task = asyncio.ensure_future(sending(async_signal, Sender(), None, way))
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())
    assert log == []


@pytest.mark.parametrize("way", ASYNC_WAYS)
def test_a_send_may_time_out(async_signal: Any, way: str) -> None:
    """Row 12: the receivers are ended by the time that the timeout is told."""
    log: list[object] = []
    async_signal.connect(waiting(log))

    async def main() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0):
                await sending(async_signal, Sender(), None, way)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())
    assert log in ([], ["waiting begins", "waiting cleaned up"])


def test_a_send_is_a_coroutine_that_does_nothing_until_it_is_awaited(async_signal: Any) -> None:
    """Row 12: closing it unawaited is Python's own affair."""
    log: list[object] = []
    async_signal.connect(sync("sync", log))
    sending(async_signal, Sender(), None, "asend").close()
    assert log == []


# --- loops


@on_every_loop(WAYS)
def test_two_threads_with_a_loop_each_may_send_at_once(async_signal: Any, way: str) -> None:
    """Row 12: each awaits its receivers in its own loop."""
    barrier = threading.Barrier(2, timeout=30)
    loops: dict[int, asyncio.AbstractEventLoop] = {}
    got: list[object] = []

    async def receiver(sender: object, order: object) -> object:
        loops[threading.get_ident()] = asyncio.get_running_loop()
        barrier.wait()  # both are inside of their receivers now
        await asyncio.sleep(0)
        return order

    async_signal.connect(receiver)
    threads = [
        threading.Thread(target=lambda order=order: got.extend(results(send(async_signal, None, order, way))))
        for order in (1, 2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(map(str, got)) == ["1", "2"]
    assert len(set(loops.values())) == 2


@pytest.mark.parametrize("way", ASYNC_WAYS)
def test_a_receiver_may_send_again(async_signal: Any, way: str) -> None:
    """Row 12: sends nest, and any number of them may be under way at once."""

    async def receiver(sender: object, order: object) -> object:
        await asyncio.sleep(0)
        assert isinstance(order, int)
        return results(await sending(async_signal, sender, order - 1, way)) if order else "deep"

    async_signal.connect(receiver)

    async def main() -> None:
        sends = [sending(async_signal, Sender(), order, way) for order in (0, 1, 2)]
        got = [results(pairs) for pairs in await asyncio.gather(*sends)]
        assert got == [["deep"], [["deep"]], [[["deep"]]]]

    asyncio.run(main())


if sys.version_info >= (3, 12):

    @pytest.mark.parametrize("way", ASYNC_WAYS)
    def test_eager_tasks_make_no_difference(async_signal: Any, way: str) -> None:
        """Row 12: a loop may run a task at once as far as it gets."""
        log: list[object] = []
        error = LookupError()
        async_signal.connect(waiting(log, "before"), sender=Sender)
        async_signal.connect(failing(error), sender=Sender)
        async_signal.connect(waiting(log, "after"), sender=Sender)
        async_signal.connect(later("fine"), sender=Shop)
        async_signal.connect(failing(error), sender=Shop)
        async_signal.connect(later("fine, too"), sender=Shop)

        async def main() -> None:
            asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
            if way == "asend":
                for sender in (Sender, Shop):
                    with pytest.raises(LookupError) as caught:
                        await sending(async_signal, sender, None, way)
                    assert caught.value is error
            else:
                assert results(await sending(async_signal, Shop, None, way)) == ["fine", error, "fine, too"]
            assert len(asyncio.all_tasks()) == 1

        asyncio.run(main())
        assert log in ([], ["before begins", "before cleaned up"])


class Shop:
    """Another sender."""
