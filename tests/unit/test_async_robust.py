"""Robust sends to receivers that have to be awaited."""

import asyncio
import functools
import gc
import weakref
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from tests.unit.kinds import (
    ASYNC_WAYS,
    PLAIN_WAYS,
    ROBUST_WAYS,
    Sender,
    Shelf,
    on_every_loop,
    results,
    send,
    sending,
    where,
    without_collector,
)
from tests.unit.test_send import MISBEHAVING


def failing(error: BaseException) -> Callable[[object, object], Any]:
    """Make an async receiver that fails."""

    async def failing_receiver(sender: object, order: object) -> object:
        await asyncio.sleep(0)
        raise error

    return failing_receiver


async def slow(sender: object, order: object) -> object:
    """Hear one send, later than others."""
    for _ in range(5):
        await asyncio.sleep(0)
    return "slow"


@on_every_loop(ROBUST_WAYS)
def test_all_receivers_run_to_their_end(async_signal: Any, way: str, caplog: pytest.LogCaptureFixture) -> None:
    """Row 12: each exception takes its result's place, with its traceback, and is logged once."""
    errors = [ValueError("sync"), ValueError("async"), KeyError("returned")]

    def broken(sender: object, order: object) -> None:
        raise errors[0]

    asynchronous = failing(errors[1])
    awaited = failing(errors[2])

    def returning(sender: object, order: object) -> object:
        return awaited(sender, order)

    for receiver in (asynchronous, slow, broken, returning):
        async_signal.connect(receiver)
    for _ in range(2):
        caplog.clear()
        pairs = send(async_signal, Sender(), "secret", way)
        assert results(pairs) == [errors[0], errors[2], errors[1], "slow"]
        assert [receiver for receiver, _ in pairs] == [broken, returning, asynchronous, slow]
        logged = [(record.getMessage(), record.exc_info[1]) for record in caplog.records if record.exc_info]
        assert [error for _, error in logged] == [errors[0], errors[2], errors[1]]
        assert [message for message, _ in logged] == [
            f"{where(receiver)} failed in a robust send of signal 'order_completed'"
            for receiver in (broken, returning, asynchronous)
        ]
        for error in errors:
            trace = error.__traceback__
            assert trace is not None
            while trace.tb_next is not None:
                trace = trace.tb_next
            assert trace.tb_frame.f_code.co_name in {"broken", "failing_receiver"}
            assert not hasattr(error, "__notes__")
        said: list[Any] = [vars(record) for record in caplog.records]
        assert [(each["signal"], each["receiver"]) for each in said] == [
            ("signal 'order_completed'", where(receiver)) for receiver in (broken, returning, asynchronous)
        ]


@on_every_loop(ROBUST_WAYS)
@pytest.mark.parametrize("kind", MISBEHAVING)
def test_exceptions_that_misbehave_are_survived(
    async_signal: Any, way: str, kind: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    """Row 12: as in a sync receiver."""
    error = kind()
    async_signal.connect(failing(error))
    async_signal.connect(slow)
    for _ in range(2):
        failed, went_on = results(send(async_signal, Sender(), way=way))
        assert failed is error
        assert went_on == "slow"
    assert len(caplog.records) == 2


@pytest.mark.parametrize("kind", MISBEHAVING)
@on_every_loop(PLAIN_WAYS)
def test_exceptions_that_take_no_note_are_raised_as_they_were(
    async_signal: Any, way: str, kind: type[Exception]
) -> None:
    """Row 12: from an async receiver, too."""
    error = kind()
    async_signal.connect(failing(error))
    with pytest.raises(kind) as caught:
        send(async_signal, Sender(), way=way)
    assert caught.value is error


def call(function: Any, sender: object, order: object) -> Any:
    """Return an awaitable without being a coroutine function."""
    return function(sender, order)


@on_every_loop(ROBUST_WAYS)
@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, GeneratorExit, asyncio.CancelledError])
@pytest.mark.parametrize("first", ["sync", "returning", "async"])
def test_what_is_no_exception_ends_the_send_with_a_note_and_is_not_logged(
    async_signal: Any, way: str, kind: type[BaseException], first: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Row 4, row 3: the very object, whoever raises it; those that were begun are cancelled."""
    error = kind()

    def ending(sender: object, order: object) -> None:
        raise error

    receivers: dict[str, Any] = {
        "sync": ending,
        "returning": functools.partial(call, failing(error)),
        "async": failing(error),
    }
    async_signal.connect(slow)
    async_signal.connect(receivers[first])
    for _ in range(2):
        with pytest.raises(kind) as caught:
            send(async_signal, Sender(), way=way)
        assert caught.value is error
        named = f"a partial of {where(call)}" if first == "returning" else where(receivers[first])
        assert error.__notes__ == [f"while signal 'order_completed' was sent to {named}"]
    assert caplog.records == []


@pytest.mark.usefixtures("unlogged")
@pytest.mark.parametrize("way", ASYNC_WAYS)
@pytest.mark.parametrize("failures", [1, 2])
def test_an_asynchronous_send_that_fails_leaves_no_reference_cycle(async_signal: Any, way: str, failures: int) -> None:
    """Row 4: exceptions, tasks and what was sent are freed by reference counts."""

    async def broken(sender: object, order: object) -> None:
        raise ValueError

    for number in range(failures):
        async_signal.connect(broken, dispatch_uid=number)

    async def fail() -> None:
        try:
            await sending(async_signal, None, Shelf(), way)
        except (ValueError, ExceptionGroup):
            return

    async def main() -> int:
        await fail()
        with without_collector():
            for _ in range(3):
                await fail()
            return gc.collect()

    assert asyncio.run(main()) == 0


def test_an_asynchronous_send_leaves_no_reference_cycle(async_signal: Any) -> None:
    """Row 11: nothing sent waits for the garbage collector."""
    async_signal.connect(slow)

    async def main() -> int:
        await sending(async_signal, None, Shelf(), "asend")
        with without_collector():
            await sending(async_signal, None, Shelf(), "asend")
            await sending(async_signal, None, Shelf(), "asend_robust")
            return gc.collect()

    assert asyncio.run(main()) == 0


def test_a_send_that_cancels_receivers_keeps_nothing_of_what_was_sent(async_signal: Any) -> None:
    """Row 11: a cancelled task holds its CancelledError, and with it the frames of its receiver, until it is asked."""

    async def failing_soon(sender: object, order: object) -> None:
        raise ValueError

    async def waiting(sender: object, order: object) -> None:
        await asyncio.Event().wait()

    async_signal.connect(failing_soon)
    async_signal.connect(waiting)

    async def main() -> list[object]:
        shelf = Shelf()
        gone = weakref.ref(shelf)
        with without_collector():
            with suppress(ValueError):
                await sending(async_signal, None, shelf, "asend")
            del shelf
            return [gone()]

    assert asyncio.run(main()) == [None]
