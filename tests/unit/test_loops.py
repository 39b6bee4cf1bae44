"""Every loop hands every kind of receiver exactly what was sent, and goes on after the dead."""

import asyncio
import dataclasses
import functools
from typing import Any

import pytest

from tests.unit.kinds import ROBUST_WAYS, WAYS, Sender, in_ways, results, send
from typedsignals import ReceiverError, Sending, Signal, UsageError, keyword_signal, receiver


class Desk:
    """Remembers what it got."""

    def __init__(self) -> None:
        self.got: list[tuple[object, object]] = []

    def take(self, sender: object, order: object) -> object:
        """Hear one send."""
        self.got.append((sender, order))
        return order

    def __call__(self, sender: object, order: object) -> object:
        """Hear one send."""
        return self.take(sender, order)


@in_ways(WAYS)
@pytest.mark.parametrize("alone", [True, False], ids=["alone", "among others"])
@pytest.mark.parametrize("kind", ["strong", "weak", "method"])
def test_receivers_get_the_sender_and_what_it_sent(signal: Any, way: str, kind: str, *, alone: bool) -> None:
    """Row 1: the very objects, the first time and when all is published."""
    desk, sender, order = Desk(), Sender(), object()
    signal.connect(desk.take if kind == "method" else desk, weak=None if kind == "method" else kind == "weak")
    if not alone:
        signal.connect(lambda sender, order: None)
    for _ in range(3):
        assert results(send(signal, sender, order, way))[0] is order
    assert [(who is sender, what is order) for who, what in desk.got] == [(True, True)] * 3


@in_ways(WAYS)
@pytest.mark.parametrize("kind", ["weak", "method"])
def test_receivers_after_one_that_died_in_between_are_called(signal: Any, way: str, kind: str) -> None:
    """Row 9: the dead are skipped, and nobody else."""
    desks: list[Any] = [Desk(), Desk(), Desk()]

    def first(sender: object, order: object) -> str:
        desks[1] = None
        return "first"

    signal.connect(first)
    for number in range(len(desks)):
        signal.connect(desks[number].take if kind == "method" else desks[number], weak=True)
    for number in (7, 8):
        assert results(send(signal, Sender(), number, way)) == ["first", number, number]


@pytest.mark.parametrize("name", ["order", "größe"])
@pytest.mark.parametrize("count", [1, 3])
def test_keyword_loops_name_signal_and_receiver_on_what_they_raise(name: str, count: int) -> None:
    """Row 3: whether the loop is compiled or not; and it is raised, not reported."""
    namespace: dict[str, Any] = {}
    exec(f"def shipped(sender, *, {name}): ...", namespace)
    signal: Any = keyword_signal(namespace["shipped"])
    got: list[object] = []

    def failing(sender: object, **kwargs: object) -> None:
        got.append((sender, kwargs))
        raise LookupError

    for number in range(count):
        signal.connect(failing, dispatch_uid=number)
    sender = Sender()
    for _ in range(2):
        with pytest.raises(LookupError) as raised:
            signal.send(sender, **{name: 7})
        assert raised.value.__notes__ == [
            f"while signal 'shipped' was sent to {__name__}.{failing.__qualname__} (test_loops.py:{_line(failing)})"
        ]
    assert got == [(sender, {name: 7})] * 2


def _line(function: Any) -> int:
    line: int = function.__code__.co_firstlineno
    return line


def test_a_sending_does_not_change() -> None:
    """Row 18: an interceptor makes another one of it."""
    signal: Any = Signal("order_completed")
    seen: list[Any] = []

    def watch(sending: Sending, proceed: Any) -> Any:
        seen.append(sending)
        return proceed(sending)

    with signal.intercepted(watch):
        signal.send(None, 1)
    assert not hasattr(seen[0], "__dict__")
    with pytest.raises(dataclasses.FrozenInstanceError):
        seen[0].payload = 2


def test_what_cannot_intercept_is_named() -> None:
    """Row 13: by its type, as every object."""
    signal: Any = Signal("order_completed")
    message = "signal 'order_completed' cannot be intercepted by an object of builtins.int: it is not callable"
    with pytest.raises(UsageError) as raised, signal.intercepted(7):
        pytest.fail("it was installed")
    assert str(raised.value) == message


def test_options_that_one_of_several_signals_refuses_reach_none() -> None:
    """Row 13: each of the options."""
    first, second = Signal[Any, Any](), Signal[Any, Any]()
    unchecked: Any = receiver
    wrong: list[dict[str, Any]] = [{"weak": "no"}, {"dispatch_uid": []}, {"priority": "high"}]
    for options in wrong:
        either = unchecked(first, second, **options)
        with pytest.raises(ReceiverError):
            either(lambda sender, order: None)
    assert (first.connections, second.connections) == ((), ())


def test_what_the_second_of_several_signals_raises_undoes_the_first() -> None:
    """Row 13: a uid that fails when it is compared, say."""

    class Uid:
        def __hash__(self) -> int:
            return 7

        def __eq__(self, other: object) -> bool:
            raise LookupError

    first, second = Signal[Any, Any](), Signal[Any, Any]()
    second.connect(lambda sender, order: None, dispatch_uid=Uid())
    with pytest.raises(LookupError):
        receiver(first, second, dispatch_uid=Uid())(lambda sender, order: None)
    assert (len(first.connections), len(second.connections)) == (0, 1)


@pytest.mark.parametrize("way", ROBUST_WAYS)
def test_partials_of_async_functions_are_sent_to_like_them(async_signal: Any, way: str) -> None:
    """Row 12: also beside sync ones, in the order of both groups."""

    async def later(word: str, sender: object, order: object) -> str:
        await asyncio.sleep(0)
        return word

    async_signal.connect(functools.partial(later, "one"))
    async_signal.connect(lambda sender, order: "sync")
    async_signal.connect(functools.partial(later, "two"))
    for _ in range(2):
        assert results(send(async_signal, None, 7, way)) == ["sync", "one", "two"]
