"""An observer around each send and each call: what it is told, and that nobody notices it."""

import asyncio
import functools
import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest

from tests.unit.kinds import ASYNC_WAYS, ROBUST_WAYS, WAYS, Sender, Shelf, in_ways, may_await, results, send
from typedsignals import Sending, Signal, UsageError, intercept_all
from typedsignals.observing import observed


class Noting:
    """Puts down what begins and what ends, and how."""

    def __init__(self) -> None:
        self.log: list[object] = []

    def sending(self, sending: Sending, /) -> Any:
        return self._around(sending.signal, sending)

    def calling(self, sending: Sending, receiver: Callable[..., object], /) -> Any:
        return self._around(receiver, sending)

    @contextmanager
    def _around(self, what: object, sending: Sending) -> Generator[None, None, None]:
        self.log.append(what)
        try:
            yield
        except BaseException as error:
            self.log.append((what, type(error)))
            raise
        else:
            self.log.append((what, None))


class Boom(Exception):
    pass


def heard(sender: object, order: object) -> object:
    return order


async def heard_later(sender: object, order: object) -> object:
    await asyncio.sleep(0)
    return order


def fails(sender: object, order: object) -> object:
    raise Boom


class Calling:
    def __call__(self, sender: object, order: object) -> object:
        raise Boom


class Made:
    def __init__(self, sender: object, order: object) -> None:
        raise Boom


@in_ways(WAYS)
def test_it_stands_around_a_send_and_each_call(signal: Any, way: str) -> None:
    """With the receivers that were connected, in order; and the results are theirs."""
    noting, shelf = Noting(), Shelf()
    signal.connect(heard)
    signal.connect(shelf.take)
    plain = send(signal, Sender(), 7, way)
    with observed(noting):
        assert send(signal, Sender(), 7, way) == plain
    assert noting.log == [signal, heard, (heard, None), shelf.take, (shelf.take, None), (signal, None)]
    assert send(signal, Sender(), 7, way) == plain
    assert len(noting.log) == 6


@in_ways(WAYS)
def test_it_sees_sends_that_nobody_hears(signal: Any, way: str) -> None:
    noting = Noting()
    with observed(noting):
        assert send(signal, Sender(), way=way) == []
    assert noting.log == [signal, (signal, None)]


@pytest.mark.parametrize("way", WAYS)
def test_a_call_that_is_awaited_ends_when_it_has_been(async_signal: Any, way: str) -> None:
    noting = Noting()
    receiver = functools.partial(heard_later)
    async_signal.connect(receiver)
    async_signal.connect(heard_later)
    with observed(noting):
        assert results(send(async_signal, Sender(), 7, way)) == [7, 7]
    first, others = noting.log[1], noting.log[2:-1]
    assert first is receiver
    assert others[0] is heard_later  # both begin before any ends
    assert set(map(str, others[1:])) == {str((receiver, None)), str((heard_later, None))}


@in_ways(WAYS)
@pytest.mark.parametrize(
    "receiver",
    [fails, Calling(), Made, functools.partial(fails)],
    ids=["function", "object", "class", "partial"],
)
def test_an_exception_is_told_and_raised_as_it_would_be(
    signal: Any, way: str, receiver: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """With the note that names the receiver; by a robust send it is returned, and logged with its name."""
    noting = Noting()
    signal.connect(receiver)

    def outcome() -> BaseException:
        if way in ROBUST_WAYS:
            [(called, result)] = send(signal, Sender(), way=way)
            assert called is receiver
            assert isinstance(result, BaseException)
            return result
        with pytest.raises(Boom) as raised:
            send(signal, Sender(), way=way)
        return raised.value

    plain = outcome()
    with observed(noting):
        error = outcome()
    assert type(error) is Boom
    assert getattr(error, "__notes__", []) == getattr(plain, "__notes__", [])
    assert len({record.getMessage() for record in caplog.records}) == (way in ROBUST_WAYS)
    ended = None if way in ROBUST_WAYS else Boom
    assert noting.log == [signal, receiver, (receiver, Boom), (signal, ended)]


class Failing:
    """Fails where it is told to."""

    def __init__(self, where: str) -> None:
        self._where = where

    def sending(self, sending: Sending, /) -> Any:
        return self._made("send")

    def calling(self, sending: Sending, receiver: object, /) -> Any:
        return self._made("call")

    def _made(self, what: str) -> Any:
        if self._where == f"making {what}":
            raise ZeroDivisionError
        return _FailingAround(self._where == f"entering {what}", self._where == f"leaving {what}")


class _FailingAround:
    def __init__(self, entering: bool, leaving: bool) -> None:
        self._entering, self._leaving = entering, leaving

    def __enter__(self) -> None:
        if self._entering:
            raise ZeroDivisionError

    def __exit__(self, *_: object) -> bool:
        if self._leaving:
            raise ZeroDivisionError
        return True  # which swallows nothing here


PLACES = [f"{act} {what}" for act in ("making", "entering", "leaving") for what in ("send", "call")]


@in_ways(WAYS)
@pytest.mark.parametrize("where", PLACES)
def test_an_observer_that_fails_disturbs_no_send(
    signal: Any, way: str, where: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged each time, with what it raised."""
    signal.connect(heard_later if may_await(signal) and way in ASYNC_WAYS else heard)
    with observed(Failing(where)):
        assert results(send(signal, Sender(), 7, way)) == [7]
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("typedsignals", logging.ERROR)
    assert record.getMessage().endswith("failed while it observed a send")
    assert isinstance(record.exc_info, tuple)
    assert record.exc_info[0] is ZeroDivisionError


def test_a_log_handler_that_fails_disturbs_no_send(signal: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(*_: object, **__: object) -> None:
        raise Boom

    signal.connect(heard)
    monkeypatch.setattr(logging.getLogger("typedsignals"), "error", raising)
    with observed(Failing("making send")):
        assert results(send(signal, Sender(), 7)) == [7]


@in_ways(WAYS)
def test_what_an_observer_swallows_is_raised_all_the_same(signal: Any, way: str) -> None:
    """And what it raises in its place is logged."""
    signal.connect(fails)
    with observed(Failing("nowhere")):
        if way in ROBUST_WAYS:
            assert [type(result) for result in results(send(signal, Sender(), way=way))] == [Boom]
        else:
            with pytest.raises(Boom):
                send(signal, Sender(), way=way)


class Raising:
    """Raises what it is told of, as a context manager may."""

    def sending(self, sending: Sending, /) -> Any:
        return self

    def calling(self, sending: Sending, receiver: object, /) -> Any:
        return self

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is not None:
            raise error


def test_what_an_observer_raises_again_is_no_failure_of_its_own(signal: Any, caplog: pytest.LogCaptureFixture) -> None:
    signal.connect(fails)
    with observed(Raising()), pytest.raises(Boom):
        send(signal, Sender())
    assert caplog.records == []


def test_two_observers_see_the_same(signal: Any) -> None:
    """Each the receiver itself."""
    outer, inner = Noting(), Noting()
    signal.connect(heard)
    with observed(outer), observed(inner):
        assert [called for called, _ in send(signal, Sender(), 7)] == [heard]
    assert outer.log == [signal, heard, (heard, None), (signal, None)]
    assert [type(each) for each in inner.log] == [type(each) for each in outer.log]


def test_it_stays_until_it_is_closed() -> None:
    signal: Signal[object, int] = Signal("counted")
    noting = Noting()
    installation = observed(noting)
    signal.send(None, 1)
    installation.close()
    signal.send(None, 2)
    assert len(noting.log) == 2


class Silent:
    def sending(self, sending: Sending, /) -> Any:
        return nullcontext()

    def calling(self, sending: Sending, receiver: object, /) -> Any:
        return nullcontext()


@pytest.mark.parametrize("act", ["sending", "calling"])
def test_what_is_no_observer_is_refused(signal: Any, act: str) -> None:
    """And nothing is changed."""

    class Half(Silent):
        def __init__(self) -> None:
            setattr(self, act, None)

    with pytest.raises(UsageError, match=rf"cannot be observed by an object of .*Half: it has no method '{act}'"):
        observed(Half())
    assert signal._registry.routes is None


def test_a_signal_that_is_not_of_django_is_not_named(signal: Any) -> None:
    """It would be observed twice, if at all; and nothing is changed."""
    with pytest.raises(UsageError, match=r"<.*Signal .*> is observed anyway; only signals of Django are named"):
        observed(Silent(), signal)
    assert signal._registry.routes is None


def test_interceptors_of_a_signal_see_its_receivers(signal: Any) -> None:
    """An observer stands behind them."""
    seen: list[object] = []
    signal.connect(heard)

    def look(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
        seen.extend(connection.receiver for connection in sending.connections)
        return proceed(sending)

    with intercept_all(look), observed(Silent()), signal.intercepted(look), intercept_all(look):
        send(signal, Sender())
    assert seen == [heard, heard, heard]


def test_what_an_interceptor_mutes_is_not_observed(signal: Any) -> None:
    """Whichever came first."""
    noting = Noting()
    with intercept_all(lambda sending, proceed: []), observed(noting):
        assert send(signal, Sender()) == []
    assert noting.log == []
