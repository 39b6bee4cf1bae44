"""Methods in all but their type are held, recognised, called and ended as the methods that they are."""

import functools
import gc
import re
import warnings
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.kinds import PLAIN_WAYS, WAYS, Sender, in_ways, may_await, results, send, where, without_collector
from tests.unit.lookalikes import (
    ASYNC_CALL,
    KEPT_ALIVE,
    METHODS,
    MORTAL,
    Desk,
    Parent,
    Proxy,
    Shouting,
    SubDesk,
    counting,
    taking,
)
from typedsignals import LostReceiverWarning, ReceiverError
from typedsignals._core import callables

PARTIALS = ("partial", "other_partial", "partial_by_name", "partial_of_all", "partial_of_a_proxied", "proxied_partial")


def described(name: str) -> str:
    """Return what messages call it."""
    return f"a partial of {where(METHODS[name])}" if name in PARTIALS else where(METHODS[name])


@in_ways(WAYS)
@pytest.mark.parametrize("name", METHODS)
def test_connecting_it_twice_is_one_connection_that_a_third_access_ends(signal: Any, way: str, name: str) -> None:
    """Row 6, row 7, row 8: though each access gives another object; inherited or not, for all senders or for one."""
    sender = Sender()
    assert getattr(DESK, name) is not getattr(DESK, name) or name in KEPT_ALIVE
    for desk in (Desk(), SubDesk()):
        for options in ({}, {"sender": sender}):
            for number in (1, 2):
                signal.connect(getattr(desk, name), **options)
                assert results(send(signal, sender, number, way)) == [number]
            assert [connection.weak for connection in signal.connections] == [True]
            assert signal.disconnect(getattr(desk, name), **options) is True
            assert signal.disconnect(getattr(desk, name), **options) is False
            assert send(signal, sender, 3, way) == []
        assert desk.taken == [1, 2, 1, 2]


DESK = Desk()


@pytest.mark.parametrize("name", METHODS)
def test_held_strongly_it_is_one_connection_that_a_third_access_ends_too(signal: Any, name: str) -> None:
    """Row 6, row 7, row 8: what is compared is never the object that one access gives."""
    desk = Desk()
    for _ in range(2):
        signal.connect(getattr(desk, name), weak=False)
    assert [connection.weak for connection in signal.connections] == [False]
    assert signal.disconnect(getattr(desk, name)) is True
    assert signal.connections == ()


@in_ways(WAYS)
@pytest.mark.parametrize("name", METHODS)
def test_what_a_send_returns_stands_for_it(signal: Any, way: str, name: str) -> None:
    """Row 3: it can be called, connected elsewhere, and ends the connection."""
    desk = Desk()
    signal.connect(getattr(desk, name))
    [(receiver, result)] = send(signal, Sender(), 7, way)
    assert result == 7
    assert receiver(None, order=8) == 8
    assert desk.taken == [7, 8]
    signal.connect(receiver)
    signal.connect(signal.connections[0].receiver)
    assert len(signal.connections) == 1
    assert signal.disconnect(receiver)


@pytest.mark.parametrize("sent", [0, 2])
@pytest.mark.parametrize("name", MORTAL)
def test_it_is_held_by_its_object(signal: Any, name: str, sent: int) -> None:
    """Row 6: it goes when its object does, by reference counts alone; unheard, that is told by its name."""
    desk = Desk()
    with without_collector():
        signal.connect(getattr(desk, name))
        for _ in range(sent):
            send(signal, Sender(), 7)
        gone = weakref.ref(desk)
        del desk
        assert gone() is None
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            assert send(signal, Sender(), 7) == []
    assert [warning.category for warning in caught] == [LostReceiverWarning] * (sent == 0)
    for warning in caught:
        assert f"lost {where(METHODS[name])}, connected weakly at test_methods.py:" in str(warning.message)


@pytest.mark.parametrize("name", MORTAL)
def test_it_may_be_held_strongly(signal: Any, name: str) -> None:
    """Row 6: weak=False holds it with its object; recognised it is all the same."""
    desk = Desk()
    signal.connect(getattr(desk, name), weak=False)
    signal.connect(getattr(desk, name))
    assert [connection.weak for connection in signal.connections] == [False]
    gone = weakref.ref(desk)
    del desk
    gc.collect()
    assert results(send(signal, Sender(), 7)) == [7]
    held: Any = gone()
    assert signal.disconnect(getattr(held, name))
    del held
    gc.collect()
    assert gone() is None


@pytest.mark.parametrize("name", MORTAL)
def test_its_loss_may_be_meant(signal: Any, name: str) -> None:
    """Row 6: an explicit weak=True says what is the default, and its loss is not spoken of."""
    signal.connect(getattr(Desk(), name), weak=True)
    gc.collect()
    assert send(signal, Sender()) == []


@pytest.mark.parametrize("name", METHODS)
def test_two_objects_have_two_of_it(signal: Any, name: str) -> None:
    """Row 7: under one dispatch_uid each, or without."""
    desks = [Desk(), SubDesk(), Desk()]
    for _ in range(2):
        for number, desk in enumerate(desks):
            signal.connect(getattr(desk, name))
            signal.connect(getattr(desk, name), dispatch_uid=number)
    assert len(signal.connections) == 6
    assert signal.disconnect(getattr(desks[1], name))
    send(signal, Sender(), 7)
    assert [desk.taken for desk in desks] == [[7, 7], [], [7, 7]]


def test_all_of_one_object_are_different_receivers(signal: Any) -> None:
    """Row 7: also two partials of one function, and the function itself as a plain method."""
    desk = Desk()
    for _ in range(2):
        for name in METHODS:
            signal.connect(getattr(desk, name))
        signal.connect(taking.__get__(desk))
    assert len(signal.connections) == len(METHODS) + 1
    for name in METHODS:
        assert signal.disconnect(getattr(desk, name))
    assert [connection.receiver for connection in signal.connections] == [taking.__get__(desk)]


def test_two_wrappers_of_one_function_are_called_for_what_they_are(signal: Any) -> None:
    """Row 3: each is called itself, and neither in the other's place."""

    class Loud(Desk):
        first: Any = Proxy(taking)
        shouted: Any = Shouting(taking)

    desk = Loud()
    signal.connect(desk.shouted, weak=False)
    signal.connect(desk.first, weak=False)
    assert results(send(signal, Sender(), 7)) == ["7!", 7]


def test_a_class_method_under_a_proxy_is_held_by_its_class(signal: Any) -> None:
    """Row 6: through the class or through an object; an inheriting class is another object."""
    for _ in range(2):
        signal.connect(Desk.proxied_class_method)
        signal.connect(Desk().proxied_class_method)
        signal.connect(SubDesk.proxied_class_method)
    gc.collect()
    assert results(send(signal, Sender(), 7)) == [7, 7]
    assert [connection.weak for connection in signal.connections] == [True, True]
    assert signal.disconnect(Desk.proxied_class_method)
    assert len(signal.connections) == 1


class Told:
    """A class with a method that tells who it was called for."""

    who: Any = Proxy(classmethod(lambda cls, sender, order: cls))


class AlsoTold(Told):
    """One that inherits it."""


def test_a_class_method_under_a_proxy_is_called_for_its_class(signal: Any) -> None:
    """Row 6: as at every access."""
    for kind in (Told, AlsoTold):
        signal.connect(kind.who)
    assert results(send(signal, Sender())) == [Told, AlsoTold]


def ordered(sender: object, order: object) -> object:
    """Hear one send."""
    return order


class Counter:
    """Has no object in what it gives for these."""

    static: Any = Parent(staticmethod(ordered))
    again: Any = Parent(staticmethod(ordered))
    twice: Any = Parent(Parent(staticmethod(ordered)))
    plain: Any = Parent(ordered)


def test_what_has_no_object_is_told_by_what_gave_it(signal: Any) -> None:
    """Row 6, row 7: of a static method under a proxy of wrapt each access makes another one."""
    accesses: list[Callable[[], Any]] = [
        lambda: Counter.static,
        lambda: Counter().again,
        lambda: Counter.twice,
        lambda: Counter.plain,
    ]
    for number, access in enumerate(accesses, 1):
        signal.connect(access())
        signal.connect(access())
        assert len(signal.connections) == number
    assert results(send(signal, None, 7)) == [7] * len(accesses)
    for access in accesses:
        assert signal.disconnect(access())
        assert not signal.disconnect(access())


def test_two_objects_have_two_of_what_nobody_can_take_apart(signal: Any) -> None:
    """Row 6: where two names stand for one function, or an object gives itself, what gave them is not all that they are."""

    class Desks:
        def _take(self, sender: object, order: object) -> object:
            return order

        one: Any = Parent(_take)
        other: Any = Parent(_take)
        given: Any = Parent(Giving())

    for each in (Desks(), Desks()):
        for name in ("one", "other", "given"):
            signal.connect(getattr(each, name), weak=False)
    assert len(signal.connections) == 6


class Giving:
    """A descriptor that gives itself."""

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        """Give itself."""
        return self

    def __call__(self, sender: object, order: object) -> object:
        """Hear one send."""
        return order


def test_a_function_under_a_proxy_is_an_object_like_any_other(signal: Any) -> None:
    """Row 6: held strongly, and itself alone."""
    heard: Any = Proxy(lambda sender, order: order)
    for _ in range(2):
        signal.connect(heard)
    gc.collect()
    assert results(send(signal, Sender(), 7)) == [7]
    assert [connection.weak for connection in signal.connections] == [False]
    assert signal.disconnect(heard)


def test_an_ordinary_partial_of_a_method_is_no_method(signal: Any) -> None:
    """Row 6: whoever makes one has another receiver, and it is held strongly."""
    desk = Desk()
    for _ in range(2):
        signal.connect(functools.partial(taking.__get__(desk)))
    del desk
    gc.collect()
    assert results(send(signal, Sender(), 7)) == [7, 7]
    assert [connection.weak for connection in signal.connections] == [False, False]


@in_ways(PLAIN_WAYS)
@pytest.mark.parametrize("name", METHODS)
def test_its_exceptions_name_the_function_that_was_written(signal: Any, way: str, name: str) -> None:
    """Row 3: with file and line."""
    desk: Any = Desk()
    del desk.taken
    signal.connect(getattr(desk, name))
    with pytest.raises(AttributeError) as caught:
        send(signal, Sender(), way=way)
    assert caught.value.__notes__ == [f"while signal 'order_completed' was sent to {described(name)}"]


@pytest.mark.parametrize("name", METHODS)
def test_its_object_must_be_one_that_can_be_held_weakly(signal: Any, name: str) -> None:
    """Row 6: as for any method; the remedy is the same."""

    class Slotted:
        __slots__ = ("taken",)

    setattr(Slotted, name, Desk.__dict__[name])
    slotted: Any = Slotted()
    slotted.taken = []
    message = f"cannot connect {described(name)} to signal 'order_completed': its object cannot be held weakly; "
    with pytest.raises(ReceiverError, match=f"^{re.escape(message)}"):
        signal.connect(getattr(slotted, name))
    assert signal.connections == ()
    signal.connect(getattr(slotted, name), weak=False)
    assert results(send(signal, Sender(), 7)) == [7]


def test_a_partialmethod_that_fits_not_is_refused(signal: Any) -> None:
    """Row 13: it is checked as the partial that it is."""

    class Wrong:
        full: Any = functools.partialmethod(counting, 1, 2, 3)

    with pytest.raises(ReceiverError, match=f"cannot connect a partial of {re.escape(where(counting))} to signal"):
        signal.connect(Wrong().full)
    assert signal.connections == ()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["proxied", "partial_method", "dispatching"])
def test_async_ones_are_awaited(async_signal: Any, way: str, name: str) -> None:
    """Row 12: and held as methods, too."""
    for _ in range(2):
        async_signal.connect(getattr(ASYNC_CALL, name))
    assert results(send(async_signal, Sender(), 7, way)) == [7]
    assert may_await(async_signal)
    assert async_signal.disconnect(getattr(ASYNC_CALL, name))


@in_ways(WAYS)
@pytest.mark.parametrize("name", METHODS)
def test_one_that_dies_during_a_send_is_skipped_or_called(signal: Any, way: str, name: str) -> None:
    """Row 9: never an error; those after it are called."""
    desks = [Desk()]
    signal.connect(lambda sender, order: desks.clear(), priority=1)
    signal.connect(getattr(desks[0], name))
    signal.connect(lambda sender, order: "after", priority=-1)
    with without_collector():
        for _ in range(2):
            first, *between, last = results(send(signal, Sender(), 7, way))
            assert (first, last) == (None, "after")
            assert between in ([], [7])


def test_a_proxy_that_stands_for_nothing_yet_is_an_object_like_any_other(signal: Any) -> None:
    """Row 13: looking at it raises nothing."""

    class Empty:
        __slots__ = ("__wrapped__",)

        def __call__(self, sender: object, order: object) -> object:
            return order

    signal.connect(Empty())
    assert results(send(signal, Sender(), 7)) == [7]


@pytest.mark.parametrize("size", [1, 2])
def test_a_ring_of_proxies_is_an_object_like_any_other(signal: Any, size: int) -> None:
    """Row 13: what cannot be known is no reason to hang."""

    class Ring:
        __slots__ = ("__wrapped__",)

        def __call__(self, sender: object, order: object) -> object:
            return order

    ring: list[Any] = [Ring() for _ in range(size)]
    for number, each in enumerate(ring):
        each.__wrapped__ = ring[number - 1]
    signal.connect(ring[0])
    assert results(send(signal, Sender(), 7)) == [7]
    assert signal.disconnect(ring[0])


def test_what_a_singledispatchmethod_gives_from_python_3_14_on_is_a_method(
    signal: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 6: an object of its own, which keeps what it was got from; here as on every Python."""

    class Given:
        def __init__(self, obj: Any) -> None:
            self._obj, self._unbound = obj, Desk.__dict__["dispatching"]

        def __call__(self, sender: object, order: object) -> object:
            return METHODS["dispatching"](self._obj, sender, order)

    monkeypatch.setattr(callables, "_DISPATCHING", Given)
    desk = Desk()
    for _ in range(2):
        signal.connect(Given(desk))
    assert results(send(signal, Sender(), 7)) == [7]
    assert [connection.weak for connection in signal.connections] == [True]
    assert signal.disconnect(Given(desk))
