"""What is asked of a callable, and what is not."""

import functools
import operator
import sys
from collections.abc import Callable
from types import MethodType
from typing import Any

import pytest

from tests.unit.kinds import Sender, results, send
from tests.unit.lookalikes import Proxy
from typedsignals import AsyncSignal, ReceiverError, Signal, UsageError, keyword_signal
from typedsignals._core import callables
from typedsignals._core.callables import peeled


def test_a_keyword_cannot_fill_a_parameter_that_is_by_position_only() -> None:
    """Row 13: such a receiver would fail at each send, though it takes **kwargs."""

    @keyword_signal
    def order_shipped(sender: object, *, order: int) -> None:
        """Sent once an order is on its way."""

    def by_position(sender: object, order: int, /, **kwargs: object) -> None: ...
    def with_default(sender: object, order: int = 0, /, **kwargs: object) -> None: ...

    unchecked: Any = order_shipped
    with pytest.raises(ReceiverError, match="it needs 'order', which would not always be given"):
        unchecked.connect(by_position)
    unchecked.connect(with_default)
    assert [result for _, result in unchecked.send(None, order=1)] == [None]


def test_a_partial_that_contains_itself_is_accepted_unchecked(signal: Any) -> None:
    """Row 13: what cannot be known is no reason to hang."""
    ring: Any = functools.partial(print)
    ring.__setstate__((ring, (), {}, {}))
    signal.connect(ring)
    assert signal.disconnect(ring)


def test_a_ring_of_proxies_is_accepted_unchecked(signal: Any) -> None:
    """Row 13: the same."""
    ring = [Proxy(print) for _ in range(3)]
    for number, proxy in enumerate(ring):
        proxy.__wrapped__ = ring[number - 1]
    signal.connect(ring[0])
    assert signal.disconnect(ring[0])
    assert signal.connections == ()


def test_a_static_call_may_be_async(async_signal: Any) -> None:
    """Row 12: seen through the staticmethod."""

    class Courier:
        @staticmethod
        async def __call__(sender: object, order: object) -> object:
            return order

    async_signal.connect(Courier())
    assert [connection.is_async for connection in async_signal.connections] == [True]
    assert results(send(async_signal, Sender(), 7)) == [7]


def test_a_static_call_has_no_object_before_it(signal: Any) -> None:
    """Row 13: all that it takes is what is sent."""

    class Courier:
        @staticmethod
        def __call__(order: object) -> object:
            return order

    with pytest.raises(ReceiverError, match=r"it takes 1 positional argument and|it would get 'order' twice"):
        signal.connect(Courier())


@pytest.mark.parametrize("kind", [staticmethod, classmethod])
def test_a_proxy_of_a_static_or_class_method_stands_for_its_function(kind: Callable[[Any], Any]) -> None:
    """Row 6: as that of a function does."""
    assert peeled(Proxy(kind(print))) is print


def test_no_property_of_a_receiver_runs(signal: Any) -> None:
    """Row 13: not even one that is called __dict__."""

    class Secretive:
        @property
        def __dict__(self) -> dict[str, Any]:  # type: ignore[override]
            pytest.fail("a property was asked")

        def __call__(self, sender: object, order: object) -> object:
            return order

    signal.connect(Secretive())
    assert [connection.timing for connection in signal.connections] == ["immediate"]


@pytest.mark.parametrize("name", [3, ["order_completed"], b"order_completed"])
def test_a_name_is_a_str(name: Any) -> None:
    """Row 15: a payload type given by mistake is not taken for a name."""
    with pytest.raises(UsageError, match=f"the name of a signal is a str, not an object of type {type(name).__name__}"):
        Signal(name)


def test_an_interceptor_is_callable(signal: Any) -> None:
    """Row 18: refused before it is installed."""
    message = r"cannot be intercepted by an object of builtins\.NoneType: it is not callable"
    with pytest.raises(UsageError, match=message), signal.intercepted(None):
        pytest.fail("it was installed")
    assert results(send(signal, Sender())) == []


def test_layers_that_give_arguments_add_up(signal: Any) -> None:
    """Row 13: a partial of a method, and a method of a partial."""

    class Desk:
        def take(self, drawer: str, sender: object, order: object) -> object:
            return drawer, order

    def take(drawer: str, desk: Desk, sender: object, order: object) -> object:
        return drawer, order

    desk = Desk()
    signal.connect(functools.partial(desk.take, "left"))
    signal.connect(MethodType(functools.partial(take, "right"), desk))
    assert results(send(signal, Sender(), 7)) == [("left", 7), ("right", 7)]
    full: Any = take
    for too_many in (
        functools.partial(desk.take, "left", "right"),
        MethodType(functools.partial(full, "a", "b"), desk),
    ):
        with pytest.raises(ReceiverError, match=r"positional argument|twice"):
            signal.connect(too_many)


def test_a_partial_of_an_object_that_is_called_adds_up(signal: Any) -> None:
    """Row 13: what the partial gives comes before what the send gives."""

    class Clerk:
        def __call__(self, drawer: str, sender: object, order: object) -> object:
            return drawer, order

    signal.connect(functools.partial(Clerk(), "left"))
    assert results(send(signal, Sender(), 7)) == [("left", 7)]


def test_methods_written_in_c_are_told_apart_by_their_object_and_name() -> None:
    """Row 7: two dictionaries are two receivers, and so are two methods of one."""
    signal: Any = Signal("order_completed")
    first, second = dict[object, object](), dict[object, object]()
    for receiver in (first.__setitem__, second.__setitem__, first.setdefault, first.__setitem__):
        signal.connect(receiver)
    assert len(signal.connections) == 3
    signal.send("key", 7)
    assert (first, second) == ({"key": 7}, {"key": 7})
    assert signal.disconnect(second.__setitem__)
    assert not signal.disconnect(second.setdefault)
    assert len(signal.connections) == 2


def test_functions_written_in_c_are_functions() -> None:
    """Row 6: that their module is their __self__ makes them no methods."""
    signal: Any = Signal("order_completed")
    signal.connect(operator.add, weak=True)
    assert [result for _, result in signal.send(3, 4)] == [7]
    assert [connection.weak for connection in signal.connections] == [True]


if sys.version_info >= (3, 14):
    Placeholder: Any = vars(functools)["Placeholder"]

    def store(first: object, second: object, where: object, *rest: object, sign: object = "+") -> object:
        """Take what is sent, and more."""
        return first, second, where, rest, sign

    def between(where: object, first: object, what: object, second: object) -> object:
        """Take what is sent in between."""
        return where, first, what, second

    BOUND: Any = MethodType(store, "bound")
    FILLED: dict[str, Any] = {
        "both open": (functools.partial(store, Placeholder, Placeholder, "shelf"), ("shop", 7, "shelf", (), "+")),
        "one open": (functools.partial(store, Placeholder, "shelf"), ("shop", "shelf", 7, (), "+")),
        "in between": (functools.partial(between, "shelf", Placeholder, "box"), ("shelf", "shop", "box", 7)),
        "a keyword, too": (functools.partial(store, Placeholder, "shelf", sign="-"), ("shop", "shelf", 7, (), "-")),
        "of a partial": (
            functools.partial(functools.partial(store, Placeholder, Placeholder, "shelf"), "first"),
            ("first", "shop", "shelf", (7,), "+"),
        ),
        "of a method": (
            functools.partial(BOUND, Placeholder, Placeholder, "rest"),
            ("bound", "shop", 7, ("rest",), "+"),
        ),
    }

    @pytest.mark.parametrize(("receiver", "result"), FILLED.values(), ids=FILLED)
    def test_a_partial_with_open_places_is_called_with_what_is_sent_there(receiver: Any, result: object) -> None:
        """Row 13: functools.Placeholder, new in Python 3.14, is no argument."""
        for kind in (Signal, AsyncSignal):
            signal: Any = kind("order_completed")
            signal.connect(receiver)
            assert [got for _, got in signal.send("shop", 7)] == [result]

    def test_a_place_for_the_sender_is_one_of_a_keyword_signal_too() -> None:
        """Row 13: what is sent by name may not fill an open place."""

        @keyword_signal
        def order_shipped(sender: object, *, order: int) -> object:
            """Sent once an order is on its way."""

        def pack(sender: object, box: object, order: int) -> object:
            return sender, box, order

        signal: Any = order_shipped
        signal.connect(functools.partial(pack, Placeholder, "box"))
        assert [got for _, got in signal.send("shop", order=7)] == [("shop", "box", 7)]
        with pytest.raises(ReceiverError, match="it takes 2 positional arguments and would be called with 1"):
            signal.connect(functools.partial(pack, Placeholder, Placeholder, 7))


PLACE: Any = vars(functools).get("Placeholder", object())


def two(sender: object, payload: object, third: object, fourth: object) -> object:
    """Take four."""
    return third, fourth


OPEN: dict[str, tuple[Any, str]] = {
    "too few filled": (functools.partial(two, PLACE, "a"), "it needs 'fourth', which would not always be given"),
    "too many filled": (
        functools.partial(two, PLACE, "a", "b", "c"),
        "it takes 1 positional argument and would be called with 2",
    ),
    "too many open": (
        functools.partial(two, PLACE, PLACE, PLACE, "d"),
        "it takes 3 positional arguments and would be called with 2",
    ),
}


@pytest.mark.parametrize(("receiver", "reason"), OPEN.values(), ids=OPEN)
def test_a_partial_whose_places_do_not_fit_is_refused(
    receiver: Any, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 13: at connect, not at the first send; before Python 3.14 anything else stands for the open place."""
    monkeypatch.setattr(callables, "_PLACEHOLDER", PLACE)
    signal: Any = Signal("order_completed")
    with pytest.raises(ReceiverError, match=f"cannot connect a partial of .*: {reason}; "):
        signal.connect(receiver)
    assert signal.connections == ()
    signal.connect(functools.partial(two, PLACE, PLACE, "c", "d"))
    signal.connect(functools.partial(two, PLACE, "b", "c"))
    assert len(signal.connections) == 2
