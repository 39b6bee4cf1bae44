"""Receivers that have to be awaited: ``asend``, and ``send`` where they are."""

import asyncio
import contextlib
import functools
import gc
import inspect
import signal as os_signal
import sys
import threading
import warnings
from collections.abc import Awaitable, Callable, Generator
from typing import Any
from unittest.mock import AsyncMock

import pytest

from tests.unit.kinds import (
    ASYNC_WAYS,
    PLAIN_WAYS,
    SIGNALS,
    SYNC_WAYS,
    WAYS,
    Sender,
    in_ways,
    results,
    send,
    sending,
    where,
    without_collector,
)
from typedsignals import RunningLoopError, Signal, keyword_signal

ALL_SIGNALS = {
    f"{kind}{title}": make
    for title, kinds in (("", SIGNALS), (" awaitable", AWAITABLE_SIGNALS))
    for kind, make in kinds.items()
}


@pytest.fixture(params=ALL_SIGNALS)
def any_signal(request: pytest.FixtureRequest) -> Any:
    """Return a new signal of each kind, whose results are declared as awaitable or not."""
    return ALL_SIGNALS[request.param]()


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


@pytest.mark.parametrize("way", WAYS)
def test_results_are_sync_first_then_async_each_in_order(any_signal: Any, way: str) -> None:
    """Row 12: by priority and age inside of each group, in send as in asend."""
    receivers: list[tuple[Any, int]] = [
        (later(4, turns=5), 0),
        (sync(2), 0),
        (later(3, turns=9), 1),
        (sync(1), 1),
        (later(5, turns=0), 0),
    ]
    for receiver, priority in receivers:
        any_signal.connect(receiver, priority=priority)
    for _ in range(2):
        pairs = send(any_signal, Sender(), way=way)
        assert results(pairs) == [1, 2, 3, 4, 5]
        assert [receiver for receiver, _ in pairs] == [receivers[index][0] for index in (3, 1, 2, 0, 4)]


@pytest.mark.parametrize("way", WAYS)
def test_sync_receivers_run_first_and_async_ones_together(any_signal: Any, way: str) -> None:
    """Row 12: no async receiver begins before the last sync one has run; then all begin before one ends."""
    log: list[object] = []
    for receiver in (later("a", log), sync("sync 1", log), later("b", log), sync("sync 2", log)):
        any_signal.connect(receiver)
    send(any_signal, Sender(), way=way)
    assert log == ["sync 1", "sync 2", "a begins", "b begins", "a ends", "b ends"]


@pytest.mark.parametrize("way", WAYS)
def test_async_receivers_are_narrowed_ordered_and_snapshot_as_any(any_signal: Any, way: str) -> None:
    """Row 12: they are receivers like others."""
    sender = Sender()
    any_signal.connect(later("one"), sender=sender)
    any_signal.connect(later("all"), priority=1)
    any_signal.connect(sync("sync"))
    for _ in range(2):
        assert results(send(any_signal, sender, way=way)) == ["sync", "all", "one"]
        assert results(send(any_signal, Sender(), way=way)) == ["sync", "all"]


def test_a_signal_changes_between_sync_and_async_as_its_receivers_do(any_signal: Any) -> None:
    """Row 12: what was found out for one send does not stick."""
    sender = Sender()
    any_signal.connect(sync("sync"))
    coroutine = later("async")
    for options in ({}, {"sender": sender}):
        for _ in range(2):
            assert results(send(any_signal, sender)) == ["sync"]
            any_signal.connect(coroutine, **options)
            assert results(send(any_signal, sender)) == ["sync", "async"]
            assert results(send(any_signal, sender, way="asend")) == ["sync", "async"]
            assert any_signal.disconnect(coroutine, **options)


def test_an_async_send_of_sync_receivers_never_lets_go_of_the_event_loop(signal: Any) -> None:
    """Row 12: it pays nothing for what could be awaited."""
    signal.connect(sync("sync"))

    async def main() -> None:
        log: list[str] = []
        asyncio.get_running_loop().call_soon(log.append, "somebody else")
        assert results(await sending(signal, Sender(), None, "asend")) == ["sync"]
        assert results(await sending(signal, Sender(), None, "asend_robust")) == ["sync"]
        assert log == []
        await asyncio.sleep(0)
        assert log == ["somebody else"]

    asyncio.run(main())


# --- who is async


class AsyncCall:
    """A receiver whose __call__ is a coroutine function."""

    async def __call__(self, sender: object, order: object) -> object:
        """Hear one send."""
        return order

    async def method(self, sender: object, order: object) -> object:
        """Hear one send."""
        return order

    @classmethod
    async def by_class(cls, sender: object, order: object) -> object:
        """Hear one send."""
        return order

    @staticmethod
    async def static(sender: object, order: object) -> object:
        """Hear one send."""
        return order


async def extra_first(extra: object, sender: object, order: object) -> object:
    """Hear one send."""
    return order


ASYNC_CALL = AsyncCall()
COROUTINE_FUNCTIONS: dict[str, Any] = {
    "function": AsyncCall.static,
    "method": ASYNC_CALL.method,
    "class method": AsyncCall.by_class,
    "static method object": AsyncCall.__dict__["static"],
    "async __call__": ASYNC_CALL,
    "__call__ method": ASYNC_CALL.__call__,
    "partial": functools.partial(extra_first, 1),
    "partial of a partial": functools.partial(functools.partial(extra_first), 1),
    "partial of a method": functools.partial(ASYNC_CALL.method),
    "partial of async __call__": functools.partial(ASYNC_CALL),
}


@in_ways(WAYS)
@pytest.mark.parametrize("receiver", COROUTINE_FUNCTIONS.values(), ids=COROUTINE_FUNCTIONS)
def test_coroutine_functions_are_recognised_behind_their_layers(signal: Any, way: str, receiver: Any) -> None:
    """Row 12: partials, methods and objects; it shows in connections."""
    signal.connect(receiver, weak=False)
    assert [connection.is_async for connection in signal.connections] == [True]
    assert send(signal, Sender(), 7, way) == [(receiver, 7)]


def undecorated(sender: object, order: object) -> object:
    """Return an awaitable without being a coroutine function."""
    return later("undecorated")(sender, order)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="inspect.markcoroutinefunction is new in Python 3.12")
@in_ways(WAYS)
def test_marked_functions_are_async(signal: Any, way: str) -> None:
    """Row 12: by inspect.markcoroutinefunction, also behind a partial, and marked objects."""
    mark = vars(inspect)["markcoroutinefunction"]

    def marked(sender: object, order: object) -> Any:
        return undecorated(sender, order)

    class Marked:
        def __init__(self) -> None:
            mark(self)

        def __call__(self, sender: object, order: object) -> Any:
            return undecorated(sender, order)

    mark(marked)
    for receiver in (marked, functools.partial(marked), Marked()):
        signal.connect(receiver)
    assert [connection.is_async for connection in signal.connections] == [True] * 3
    assert results(send(signal, Sender(), way=way)) == ["undecorated"] * 3


def test_sync_receivers_are_not_async(signal: Any) -> None:
    """Row 12: generators, plain functions and classes are not awaited."""

    def generator(sender: object, order: object) -> Any:
        yield order

    async def async_generator(sender: object, order: object) -> Any:
        yield order

    for receiver in (generator, async_generator, sync(1), functools.partial(sync(1))):
        signal.connect(receiver)
    assert [connection.is_async for connection in signal.connections] == [False] * 4
    assert inspect.isasyncgen(results(send(signal, Sender()))[1])


# --- awaitables that sync receivers return


class OwnAwaitable:
    """Something to be awaited that is no coroutine."""

    def __await__(self) -> Generator[Any, None, str]:
        """Let others run once."""
        yield from asyncio.sleep(0).__await__()
        return "own"


@pytest.mark.parametrize("way", WAYS)
def test_awaitables_that_sync_receivers_return_are_awaited(async_signal: Any, way: str) -> None:
    """Row 12: with the async ones; their results stay in the sync group."""
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
        lambda sender, order: OwnAwaitable(),
    ]
    for receiver in receivers:
        async_signal.connect(receiver)
    for _ in range(2):
        log.clear()
        assert results(send(async_signal, Sender(), way=way)) == ["decorated", "sync", "own", "async"]
        assert log == ["decorated begins", "async begins", "decorated ends", "async ends"]


@pytest.mark.parametrize("way", WAYS)
def test_awaitables_are_awaited_without_any_async_receiver(async_signal: Any, way: str) -> None:
    """Row 12: the declaration alone says that results may be awaitable."""
    async_signal.connect(undecorated)
    async_signal.connect(AsyncMock(return_value="mock"))
    for _ in range(2):
        assert results(send(async_signal, Sender(), way=way)) == ["undecorated", "mock"]


@in_ways(WAYS)
def test_results_of_a_signal_that_declares_no_awaitables_are_left_alone(signal: Any, way: str) -> None:
    """Row 12: an awaitable is a result like any other there."""
    own = OwnAwaitable()
    signal.connect(lambda sender, order: own)
    for _ in range(2):
        assert results(send(signal, Sender(), way=way)) == [own]


def test_a_future_that_a_sync_receiver_returns_is_awaited(async_signal: Any) -> None:
    """Row 12: also a task that runs already."""

    async def work() -> str:
        await asyncio.sleep(0)
        return "task"

    async_signal.connect(lambda sender, order: asyncio.ensure_future(work()))

    async def main() -> None:
        for way in ASYNC_WAYS:
            assert results(await sending(async_signal, Sender(), None, way)) == ["task"]
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(main())


AWAITABLE_ANNOTATIONS: dict[str, Any] = {
    "Awaitable": Signal[object, object, Awaitable[None]],
    "union": Signal[object, object, Awaitable[None] | None],
    "future": Signal[object, object, asyncio.Future[None]],
}


@pytest.mark.parametrize("make", AWAITABLE_ANNOTATIONS.values(), ids=AWAITABLE_ANNOTATIONS)
def test_awaitable_results_are_read_from_the_type_arguments(make: Any) -> None:
    """Row 12: alone and in unions; found out when it is first asked for."""
    signal = make("s")
    signal.connect(undecorated)
    assert results(signal.send(Sender(), None)) == ["undecorated"]


def test_an_async_declaration_declares_awaitable_results() -> None:
    """Row 12: a keyword signal may be declared by a coroutine function."""

    @keyword_signal
    async def order_completed(sender: object, *, order: object) -> object:
        """Sent once an order is complete."""

    signal: Any = order_completed
    signal.connect(undecorated)
    assert results(signal.send(Sender(), order=1)) == ["undecorated"]


# --- send inside of a running loop


@pytest.mark.parametrize("way", SYNC_WAYS)
def test_send_inside_of_a_running_loop_is_refused_before_any_receiver_ran(any_signal: Any, way: str) -> None:
    """Row 12: the message names the signal, the first receiver that has to be awaited, and the remedy."""
    log: list[object] = []
    receiver = later("async", log)
    any_signal.connect(sync("sync", log))
    any_signal.connect(receiver)
    message = (
        f"cannot send signal 'order_completed' from inside a running event loop: {where(receiver)} has to be awaited; "
        f"use 'await asend(...)' or 'await asend_robust(...)'"
    )

    async def main() -> None:
        for _ in range(2):
            with pytest.raises(RuntimeError) as caught:
                sending(any_signal, Sender(), "secret", way)
            assert type(caught.value) is RunningLoopError
            assert str(caught.value) == message
        any_signal.disconnect(receiver)
        assert results(sending(any_signal, Sender(), None, way)) == ["sync"]

    asyncio.run(main())
    assert log == ["sync"]


@pytest.mark.parametrize("way", SYNC_WAYS)
def test_send_inside_of_a_running_loop_closes_awaitables_that_came_unforeseen(async_signal: Any, way: str) -> None:
    """Row 12: the receivers ran by then; what they began is given up, and the error says who it was."""
    log: list[object] = []
    futures: list[asyncio.Future[object]] = []

    def beginning(sender: object, order: object) -> object:
        futures.append(asyncio.get_running_loop().create_future())
        return futures[-1]

    async_signal.connect(sync("sync", log))
    async_signal.connect(undecorated)
    async_signal.connect(beginning)
    async_signal.connect(lambda sender, order: OwnAwaitable())

    async def main() -> None:
        for _ in range(2):
            with pytest.raises(RunningLoopError) as caught:
                sending(async_signal, Sender(), None, way)
            assert f": {where(undecorated)} has to be awaited; use" in str(caught.value)

    asyncio.run(main())
    assert log == ["sync"] * 2
    assert [future.cancelled() for future in futures] == [True] * 2


@pytest.mark.parametrize("way", SYNC_WAYS)
def test_send_of_sync_receivers_inside_of_a_running_loop_just_works(any_signal: Any, way: str) -> None:
    """Row 12: nothing has to be awaited there."""
    any_signal.connect(sync("sync"))

    async def main() -> None:
        for _ in range(2):
            assert results(sending(any_signal, Sender(), None, way)) == ["sync"]

    asyncio.run(main())


@pytest.mark.parametrize("way", SYNC_WAYS)
def test_send_works_in_another_thread_than_that_of_the_loop(any_signal: Any, way: str) -> None:
    """Row 12: each thread has its own running loop, or none."""
    any_signal.connect(later("async"))

    async def main() -> object:
        return results(await asyncio.to_thread(sending, any_signal, Sender(), None, way))

    assert asyncio.run(main()) == ["async"]


@pytest.mark.parametrize("way", SYNC_WAYS)
def test_a_private_loop_leaves_no_trace(any_signal: Any, way: str) -> None:
    """Row 12: neither a current event loop nor a policy nor an open loop is left behind."""
    loops: list[asyncio.AbstractEventLoop] = []

    async def receiver(sender: object, order: object) -> None:
        loops.append(asyncio.get_running_loop())

    any_signal.connect(receiver)
    mine = asyncio.new_event_loop()
    get_policy = vars(asyncio)["get_event_loop_policy"]  # deprecated from 3.14 on
    policy: Any = get_policy()
    try:
        asyncio.set_event_loop(mine)
        for _ in range(2):
            send(any_signal, Sender(), way=way)
            assert asyncio.get_event_loop() is mine
            assert get_policy() is policy
        asyncio.set_event_loop(None)
        send(any_signal, Sender(), way=way)
        with pytest.raises(RuntimeError), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            policy._local._set_called = True  # as in a thread that is not the main one
            asyncio.get_event_loop()
    finally:
        mine.close()
    assert len(set(loops)) == 3
    assert all(loop.is_closed() for loop in loops)
    assert mine not in loops


@pytest.mark.parametrize("way", SYNC_WAYS)
def test_a_private_loop_ends_what_receivers_left_running(any_signal: Any, way: str) -> None:
    """Row 12: a task that a receiver began and did not wait for is cancelled with the loop."""
    log: list[object] = []
    tasks: list[asyncio.Task[None]] = []

    async def receiver(sender: object, order: object) -> None:
        tasks.append(asyncio.ensure_future(waiting(log)(sender, order)))
        await asyncio.sleep(0)

    any_signal.connect(receiver)
    send(any_signal, Sender(), way=way)
    assert log == ["waiting begins", "waiting cleaned up"]
    assert tasks[0].cancelled()


# --- failures


@pytest.mark.parametrize("way", PLAIN_WAYS)
def test_when_a_sync_receiver_fails_no_async_one_starts(any_signal: Any, way: str) -> None:
    """Row 12: and awaitables that others returned before it are given up."""
    log: list[object] = []
    error = LookupError()

    def broken(sender: object, order: object) -> None:
        raise error

    any_signal.connect(later("async", log))
    any_signal.connect(sync("first", log))
    any_signal.connect(broken)
    any_signal.connect(sync("never", log))
    for _ in range(2):
        with pytest.raises(LookupError) as caught:
            send(any_signal, Sender(), way=way)
        assert caught.value is error
    assert log == ["first"] * 2


@pytest.mark.parametrize("way", PLAIN_WAYS)
def test_when_a_sync_receiver_fails_the_awaitables_before_it_are_closed(async_signal: Any, way: str) -> None:
    """Row 12: no coroutine that was never awaited is left."""

    def broken(sender: object, order: object) -> None:
        raise LookupError

    async_signal.connect(undecorated)
    async_signal.connect(broken)
    for _ in range(2):
        with pytest.raises(LookupError):
            send(async_signal, Sender(), way=way)


@pytest.mark.parametrize("way", SYNC_WAYS)
def test_what_a_signal_without_awaitables_got_is_never_closed(signal: Any, way: str) -> None:
    """Row 12: an awaitable that is merely a result belongs to its receiver, whoever fails after it."""
    with contextlib.closing(asyncio.new_event_loop()) as loop:
        future = loop.create_future()

        def broken(sender: object, order: object) -> None:
            raise KeyboardInterrupt

        signal.connect(lambda sender, order: future)
        signal.connect(broken)
        for _ in range(2):
            with pytest.raises(KeyboardInterrupt):
                sending(signal, Sender(), None, way)
            assert not future.cancelled()


@pytest.mark.parametrize("way", PLAIN_WAYS)
@pytest.mark.parametrize("turns", [0, 2])
def test_one_failure_is_raised_bare_after_the_others_were_cancelled_and_waited_for(
    any_signal: Any, way: str, turns: int
) -> None:
    """Row 12: it is the very object, with a note, and nothing is left running."""
    log: list[object] = []
    error = LookupError("no such order")
    receiver = failing(error, turns)
    any_signal.connect(waiting(log, "before"))
    any_signal.connect(receiver)
    any_signal.connect(waiting(log, "after"))

    async def main() -> None:
        with pytest.raises(LookupError, match="no such order") as caught:
            await sending(any_signal, Sender(), None, "asend")
        assert caught.value is error
        assert len(asyncio.all_tasks()) == 1

    if way == "asend":
        asyncio.run(main())
    else:
        with pytest.raises(LookupError, match="no such order") as caught:
            send(any_signal, Sender())
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


@pytest.mark.parametrize("way", PLAIN_WAYS)
def test_several_failures_are_raised_as_a_group(any_signal: Any, way: str) -> None:
    """Row 12: with each of the very objects, and each with its note."""
    errors = [LookupError(1), KeyError(2), OSError(3)]
    receivers = [failing(error) for error in errors]
    any_signal.connect(later("fine"))
    for receiver in receivers:
        any_signal.connect(receiver)
    with pytest.raises(ExceptionGroup) as caught:
        send(any_signal, Sender(), way=way)
    assert str(caught.value) == "3 receivers of signal 'order_completed' failed (3 sub-exceptions)"
    assert list(caught.value.exceptions) == errors
    for error, receiver in zip(errors, receivers, strict=True):
        assert error.__notes__ == [f"while signal 'order_completed' was sent to {where(receiver)}"]


@pytest.mark.parametrize("way", PLAIN_WAYS)
def test_a_failure_while_being_cancelled_counts_too(any_signal: Any, way: str) -> None:
    """Row 12: whoever fails in cleaning up is not forgotten."""
    first, second = LookupError(), KeyError()

    async def cleaning_up(sender: object, order: object) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise second

    any_signal.connect(cleaning_up)
    any_signal.connect(failing(first, turns=1))
    with pytest.raises(ExceptionGroup) as caught:
        send(any_signal, Sender(), way=way)
    assert set(caught.value.exceptions) == {first, second}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, asyncio.CancelledError, GeneratorExit])
def test_what_is_no_exception_goes_before_all_others(any_signal: Any, way: str, kind: type[BaseException]) -> None:
    """Row 12: raised bare, robust or not, after the others were cancelled and waited for."""
    log: list[object] = []
    error = kind()
    any_signal.connect(failing(LookupError()))
    any_signal.connect(waiting(log))
    any_signal.connect(failing(error))
    with pytest.raises(kind) as caught:
        send(any_signal, Sender(), way=way)
    assert caught.value is error
    assert log in ([], ["waiting begins", "waiting cleaned up"])


@pytest.mark.parametrize("way", WAYS)
def test_a_receiver_that_raises_cancelled_error_is_not_taken_for_a_success(any_signal: Any, way: str) -> None:
    """Row 12: nor is one that cancels its own task."""
    any_signal.connect(failing(asyncio.CancelledError()))
    with pytest.raises(asyncio.CancelledError):
        send(any_signal, Sender(), way=way)

    async def cancelling(sender: object, order: object) -> None:
        task = asyncio.current_task()
        assert task is not None
        task.cancel()
        await asyncio.sleep(0)

    any_signal.disconnect(any_signal.connections[0].receiver)
    any_signal.connect(cancelling)
    with pytest.raises(asyncio.CancelledError):
        send(any_signal, Sender(), way=way)


@pytest.mark.parametrize("way", ASYNC_WAYS)
def test_calling_an_async_receiver_may_fail_before_there_is_a_coroutine(any_signal: Any, way: str) -> None:
    """Row 12: as any receiver; coroutines that were made for others are closed."""

    @keyword_signal
    def odd(sender: object) -> Awaitable[object] | object:
        """Sent with nothing else."""

    async def needing_more(sender: object, **kwargs: object) -> object:
        return await later("fine")(sender, None)

    async def failing_call(sender: object) -> None:
        """Never runs."""

    signal: Any = odd
    signal.connect(needing_more)
    signal.connect(failing_call)
    failing_call.__defaults__ = None
    failing_call.__code__ = extra_first.__code__
    with pytest.raises(TypeError, match="missing 2 required positional arguments"):
        if results(send_nothing(signal, way))[0] == "fine":
            raise results(send_nothing(signal, way))[1]


def send_nothing(signal: Any, way: str) -> Any:
    """Send without any keyword."""

    async def main() -> object:
        return await getattr(signal, way)(None)

    return asyncio.run(main())


@pytest.fixture
def _interruptible() -> Generator[None, None, None]:
    """Have SIGINT raise, as in a terminal: programs in the background are started with it ignored."""
    before = os_signal.signal(os_signal.SIGINT, os_signal.default_int_handler)
    yield
    os_signal.signal(os_signal.SIGINT, before)


@pytest.mark.usefixtures("_interruptible")
@pytest.mark.parametrize("way", SYNC_WAYS)
def test_an_interrupt_from_the_keyboard_ends_a_send_on_a_private_loop(any_signal: Any, way: str) -> None:
    """Row 12: as KeyboardInterrupt, after the receivers were cancelled and waited for."""
    log: list[object] = []

    async def interrupting(sender: object, order: object) -> None:
        os_signal.raise_signal(os_signal.SIGINT)
        await asyncio.Event().wait()

    any_signal.connect(waiting(log))
    any_signal.connect(interrupting)
    with pytest.raises(KeyboardInterrupt):
        send(any_signal, Sender(), way=way)
    assert log == ["waiting begins", "waiting cleaned up"]
    assert os_signal.getsignal(os_signal.SIGINT) is os_signal.default_int_handler


# --- cancellation


@pytest.mark.parametrize("way", ASYNC_WAYS)
def test_a_failure_while_a_send_is_cancelled_is_not_lost(any_signal: Any, way: str) -> None:
    """Row 12: it takes the place of the cancellation, as in any coroutine that fails in cleaning up."""
    error = KeyboardInterrupt() if way == "asend_robust" else LookupError()

    async def cleaning_up(sender: object, order: object) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise error

    any_signal.connect(cleaning_up)

    async def main() -> BaseException | None:
        async def caller() -> BaseException | None:
            try:
                await sending(any_signal, Sender(), None, way)
            except BaseException as raised:  # noqa: BLE001 - it is what the test is about
                return raised
            return None

        task = asyncio.ensure_future(caller())
        for _ in range(3):
            await asyncio.sleep(0)
        task.cancel()
        return await task

    assert asyncio.run(main()) is error


def test_a_loop_that_is_given_up_gives_up_its_sends_in_silence(signal: Any) -> None:
    """Row 12: their coroutines are closed when they are freed, without any loop."""
    closed: list[str] = []

    async def endless(sender: object, order: object) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            closed.append("closed")

    signal.connect(endless)
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda loop, context: None)
    tasks = [loop.create_task(sending(signal, Sender(), None, "asend"))]
    for _ in range(3):
        loop.run_until_complete(asyncio.sleep(0))
    loop.close()
    tasks.clear()
    del loop
    gc.collect()
    assert closed == ["closed"]


@pytest.mark.parametrize("way", ASYNC_WAYS)
@pytest.mark.parametrize("turns", [1, 2, 3])
def test_cancelling_a_send_cancels_its_receivers_and_waits_for_them(any_signal: Any, way: str, turns: int) -> None:
    """Row 12: robust or not; the caller sees the cancellation when everything has been cleaned up."""
    log: list[object] = []
    for number in range(3):
        any_signal.connect(waiting(log, str(number)))

    async def main() -> None:
        async def caller() -> None:
            await sending(any_signal, Sender(), None, way)

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
def test_a_send_that_is_cancelled_before_it_began_leaves_nothing(any_signal: Any, way: str) -> None:
    """Row 12: no receiver was called, no coroutine is left."""
    log: list[object] = []
    any_signal.connect(sync("sync", log))
    any_signal.connect(waiting(log))

    async def main() -> None:
        task = asyncio.ensure_future(sending(any_signal, Sender(), None, way))
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())
    assert log == []


@pytest.mark.parametrize("way", ASYNC_WAYS)
def test_a_send_may_time_out(any_signal: Any, way: str) -> None:
    """Row 12: the receivers are ended by the time that the timeout is told."""
    log: list[object] = []
    any_signal.connect(waiting(log))

    async def main() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0):
                await sending(any_signal, Sender(), None, way)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())
    assert log in ([], ["waiting begins", "waiting cleaned up"])


def test_a_send_is_a_coroutine_that_does_nothing_until_it_is_awaited(any_signal: Any) -> None:
    """Row 12: closing it unawaited is Python's own affair."""
    log: list[object] = []
    any_signal.connect(sync("sync", log))
    sending(any_signal, Sender(), None, "asend").close()
    assert log == []


# --- loops


@pytest.mark.parametrize("way", WAYS)
def test_two_threads_with_a_loop_each_may_send_at_once(any_signal: Any, way: str) -> None:
    """Row 12: each awaits its receivers in its own loop."""
    barrier = threading.Barrier(2, timeout=30)
    loops: dict[int, asyncio.AbstractEventLoop] = {}
    got: list[object] = []

    async def receiver(sender: object, order: object) -> object:
        loops[threading.get_ident()] = asyncio.get_running_loop()
        barrier.wait()  # both are inside of their receivers now
        await asyncio.sleep(0)
        return order

    any_signal.connect(receiver)
    threads = [
        threading.Thread(target=lambda order=order: got.extend(results(send(any_signal, None, order, way))))
        for order in (1, 2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(map(str, got)) == ["1", "2"]
    assert len(set(loops.values())) == 2


@pytest.mark.parametrize("way", ASYNC_WAYS)
def test_a_receiver_may_send_again(any_signal: Any, way: str) -> None:
    """Row 12: sends nest, and any number of them may be under way at once."""

    async def receiver(sender: object, order: object) -> object:
        await asyncio.sleep(0)
        assert isinstance(order, int)
        return results(await sending(any_signal, sender, order - 1, way)) if order else "deep"

    any_signal.connect(receiver)

    async def main() -> None:
        sends = [sending(any_signal, Sender(), order, way) for order in (0, 1, 2)]
        got = [results(pairs) for pairs in await asyncio.gather(*sends)]
        assert got == [["deep"], [["deep"]], [[["deep"]]]]

    asyncio.run(main())


if sys.version_info >= (3, 12):

    @pytest.mark.parametrize("way", ASYNC_WAYS)
    def test_eager_tasks_make_no_difference(any_signal: Any, way: str) -> None:
        """Row 12: a loop may run a task at once as far as it gets."""
        log: list[object] = []
        error = LookupError()
        any_signal.connect(waiting(log, "before"), sender=Sender)
        any_signal.connect(failing(error), sender=Sender)
        any_signal.connect(waiting(log, "after"), sender=Sender)
        any_signal.connect(later("fine"), sender=Shop)
        any_signal.connect(failing(error), sender=Shop)
        any_signal.connect(later("fine, too"), sender=Shop)

        async def main() -> None:
            asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
            if way == "asend":
                for sender in (Sender, Shop):
                    with pytest.raises(LookupError) as caught:
                        await sending(any_signal, sender, None, way)
                    assert caught.value is error
            else:
                assert results(await sending(any_signal, Shop, None, way)) == ["fine", error, "fine, too"]
            assert len(asyncio.all_tasks()) == 1

        asyncio.run(main())
        assert log in ([], ["before begins", "before cleaned up"])


class Shop:
    """Another sender."""
