"""What ``send_robust`` adds: nobody's exception keeps a receiver from being called."""

import asyncio
import gc
import logging
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests.unit.kinds import (
    ASYNC_WAYS,
    ROBUST_WAYS,
    SYNC_WAYS,
    Sender,
    Shelf,
    in_ways,
    results,
    send,
    sending,
    where,
    without_collector,
)
from tests.unit.test_send import MISBEHAVING


@in_ways(ROBUST_WAYS)
def test_every_receiver_is_called_and_an_exception_takes_the_results_place(signal: Any, way: str) -> None:
    """Row 4: it is the very object that was raised, with its traceback."""
    error = ValueError()

    def failing(sender: object, order: object) -> None:
        raise error

    signal.connect(lambda sender, order: 1)
    signal.connect(failing)
    signal.connect(lambda sender, order: 3)
    for _ in range(2):
        pairs = send(signal, Sender(), way=way)
        assert results(pairs) == [1, error, 3]
        assert pairs[1] == (failing, error)
        trace = error.__traceback__
        assert trace is not None
        while trace.tb_next is not None:
            trace = trace.tb_next
        assert trace.tb_frame.f_code is failing.__code__
        error.__traceback__ = None


@in_ways(ROBUST_WAYS)
def test_an_exception_is_logged_once_with_its_traceback(
    signal: Any, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Row 4: on the logger typedsignals, as an error that names receiver and signal, in extra too, and nothing that was sent."""
    error = ValueError("no such order")

    def failing(sender: object, order: object) -> None:
        raise error

    signal.connect(failing)
    for _ in range(2):
        caplog.clear()
        send(signal, Sender(), "secret", way)
        [record] = caplog.records
        assert (record.name, record.levelname) == ("typedsignals", "ERROR")
        assert record.getMessage() == f"{where(failing)} failed in a robust send of signal 'order_completed'"
        assert isinstance(record.exc_info, tuple)
        assert record.exc_info[:2] == (type(error), error)
        assert "secret" not in record.getMessage()
        said: dict[str, object] = vars(record)
        assert (said["signal"], said["receiver"]) == ("signal 'order_completed'", where(failing))


@in_ways(ROBUST_WAYS)
@pytest.mark.parametrize("alone", [True, False], ids=["alone", "among others"])
@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, GeneratorExit, asyncio.CancelledError])
def test_what_is_no_exception_ends_the_send_with_a_note_and_is_not_logged(
    signal: Any, way: str, kind: type[BaseException], caplog: pytest.LogCaptureFixture, *, alone: bool
) -> None:
    """Row 4, row 3: the very object, at the first send as later; nobody after it is called."""
    error = kind()
    called: list[str] = []

    def ending(sender: object, order: object) -> None:
        raise error

    if not alone:
        signal.connect(lambda sender, order: called.append("before"))
    signal.connect(ending)
    signal.connect(lambda sender, order: called.append("after"))
    for _ in range(2):
        with pytest.raises(kind) as caught:
            send(signal, Sender(), way=way)
        assert caught.value is error
        assert error.__notes__ == [f"while signal 'order_completed' was sent to {where(ending)}"]
    assert called == ["before"] * 2 * (not alone)
    assert caplog.records == []


@in_ways(ROBUST_WAYS)
def test_what_does_not_fail_is_not_logged(signal: Any, way: str, caplog: pytest.LogCaptureFixture) -> None:
    """Row 4: an exception that is merely returned is a result."""
    error = ValueError()
    signal.connect(lambda sender, order: error)
    assert results(send(signal, Sender(), way=way)) == [error]
    assert caplog.records == []


class Failing:
    """A receiver that has no name."""

    def __call__(self, sender: object, order: object) -> None:
        """Fail."""
        raise ValueError


def _fail_with(extra: object, sender: object, order: object) -> None:
    raise ValueError


class Unspeakable(Failing):
    """A receiver that cannot be asked for anything."""

    def __getattribute__(self, name: str) -> Any:
        """Refuse."""
        raise RuntimeError(name)

    def __repr__(self) -> str:
        """Refuse."""
        raise RuntimeError


@in_ways(ROBUST_WAYS)
@pytest.mark.parametrize(
    "make",
    [Failing, Unspeakable, lambda: partial(_fail_with, 1), lambda: partial(partial(_fail_with), 1)],
    ids=["object", "unspeakable object", "partial", "partial of a partial"],
)
def test_receivers_without_a_name_may_fail_too(
    signal: Any, way: str, make: Callable[[], Callable[..., object]], caplog: pytest.LogCaptureFixture
) -> None:
    """Row 4: partials and callable objects have no __qualname__, and are logged all the same."""
    signal.connect(make())
    signal.connect(lambda sender, order: "went on")
    for _ in range(2):
        failed, went_on = results(send(signal, Sender(), way=way))
        assert type(failed) is ValueError
        assert went_on == "went on"
    assert [record.name for record in caplog.records] == ["typedsignals"] * 2


@in_ways(ROBUST_WAYS)
def test_builtins_may_fail_too(signal: Any, way: str, caplog: pytest.LogCaptureFixture) -> None:
    """Row 4: a receiver written in C has neither file nor line."""
    signal.connect(int)
    [failed] = results(send(signal, "x", "y", way))
    assert type(failed) is TypeError
    assert caplog.records[0].getMessage() == "class builtins.int failed in a robust send of signal 'order_completed'"


@in_ways(ROBUST_WAYS)
@pytest.mark.parametrize("kind", MISBEHAVING)
def test_exceptions_that_misbehave_are_survived_and_logged(
    signal: Any, way: str, kind: type[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    """Row 4: also those whose str() raises, and those that say that they are false."""
    error = kind()

    def failing(sender: object, order: object) -> None:
        raise error

    signal.connect(failing)
    signal.connect(lambda sender, order: "went on")
    for _ in range(2):
        failed, went_on = results(send(signal, Sender(), way=way))
        assert failed is error
        assert went_on == "went on"
    assert [record.exc_info[1] is error for record in caplog.records if isinstance(record.exc_info, tuple)] == [
        True,
        True,
    ]


@in_ways(ROBUST_WAYS)
def test_a_log_handler_that_raises_does_not_stop_the_send(signal: Any, way: str) -> None:
    """Row 4: what is done with the log is not the sender's concern."""

    class Broken(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            raise RuntimeError

    handler = Broken()
    signal.connect(Failing())
    signal.connect(lambda sender, order: "went on")
    logging.getLogger("typedsignals").addHandler(handler)
    try:
        for _ in range(2):
            assert results(send(signal, Sender(), way=way))[1] == "went on"
    finally:
        logging.getLogger("typedsignals").removeHandler(handler)


def _fail(signal: Any, way: str) -> None:
    try:
        sending(signal, None, Shelf(), way)
    except ValueError:
        return


@pytest.mark.usefixtures("unlogged")
@pytest.mark.parametrize("way", SYNC_WAYS)
def test_a_send_that_fails_leaves_no_reference_cycle(signal: Any, way: str) -> None:
    """Row 4: exceptions, frames and what was sent are freed by reference counts, at the first send as later."""
    signal.connect(Failing())
    with without_collector():
        for _ in range(3):
            _fail(signal, way)
            assert gc.collect() == 0
        signal.connect(Failing())
        with signal.intercepted(lambda sending, proceed: proceed(sending)):
            _fail(signal, way)
            assert gc.collect() == 0


@pytest.mark.usefixtures("unlogged")
@pytest.mark.parametrize("way", ASYNC_WAYS)
def test_an_asynchronous_send_that_fails_in_a_sync_receiver_leaves_no_reference_cycle(
    async_signal: Any, way: str
) -> None:
    """Row 4: whether the exception is raised or returned."""
    async_signal.connect(Failing())

    async def fail() -> None:
        try:
            await sending(async_signal, None, Shelf(), way)
        except ValueError:
            return

    async def main() -> None:
        with without_collector():
            for _ in range(3):
                await fail()
                assert gc.collect() == 0
            with async_signal.intercepted(lambda sending, proceed: proceed(sending)):
                await fail()
                assert gc.collect() == 0

    asyncio.run(main())
