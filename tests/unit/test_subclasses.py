"""Receivers that hear a class and its subclasses."""

import gc
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.kinds import WAYS, frees_definitions, in_ways, results, send, sending, where
from typedsignals import Connection, ReceiverError, Sending, receiver
from typedsignals._core.entries import Rare


class Order:
    """What is sent for."""


class Subscription(Order):
    """A kind of it."""


class Invoice:
    """Something else."""


def heard(sender: object, order: object) -> object:
    """Hear one send."""
    return "heard"


def also_heard(sender: object, order: object) -> object:
    """Hear one send."""
    return "also heard"


@in_ways(WAYS)
def test_a_class_and_its_subclasses_are_heard(signal: Any, way: str) -> None:
    """Row 5: also those that are made later; neither their objects nor another class."""
    signal.connect(heard, sender=Order, subclasses=True)

    class Gift(Subscription):
        pass

    for _ in range(2):
        assert results(send(signal, Order, way=way)) == ["heard"]
        assert results(send(signal, Subscription, way=way)) == ["heard"]
        assert results(send(signal, Gift, way=way)) == ["heard"]
        for other in (Invoice, object, type, Order(), Gift(), None, "Order"):
            assert send(signal, other, way=way) == []


@in_ways(WAYS)
def test_a_class_that_sends_after_others_is_heard(signal: Any, way: str) -> None:
    """Row 5: what is known of senders that nobody hears says nothing of a class."""
    signal.connect(heard, sender=Order, subclasses=True)
    for _ in range(2):
        assert send(signal, Order(), way=way) == []
        assert results(send(signal, Subscription, way=way)) == ["heard"]
        signal.connect(also_heard)
        signal.disconnect(also_heard)


@in_ways(WAYS)
def test_they_are_called_in_the_order_of_all_receivers(signal: Any, way: str) -> None:
    """Row 2: whomever each was connected for."""
    signal.connect(lambda sender, order: 1, sender=Subscription)
    signal.connect(lambda sender, order: 2, sender=Order, subclasses=True)
    signal.connect(lambda sender, order: 3)
    signal.connect(lambda sender, order: 4, sender=Subscription, subclasses=True)
    signal.connect(lambda sender, order: 5, sender=Order)
    signal.connect(lambda sender, order: 0, sender=object, subclasses=True, priority=1)
    for _ in range(2):
        assert results(send(signal, Subscription, way=way)) == [0, 1, 2, 3, 4]
        assert results(send(signal, Order, way=way)) == [0, 2, 3, 5]
        assert results(send(signal, Invoice, way=way)) == [0, 3]
        assert results(send(signal, Order(), way=way)) == [3]


@in_ways(WAYS)
def test_who_joins_and_leaves_later_is_heard_by_senders_that_sent_before(signal: Any, way: str) -> None:
    """Row 9: every send calls who is connected when it begins."""
    signal.connect(also_heard, sender=Order, subclasses=True)
    assert results(send(signal, Subscription, way=way)) == ["also heard"]
    signal.connect(heard, sender=Subscription)
    assert results(send(signal, Subscription, way=way)) == ["also heard", "heard"]
    signal.connect(heard, sender=object, subclasses=True)
    assert results(send(signal, Subscription, way=way)) == ["also heard", "heard", "heard"]
    assert results(send(signal, Invoice, way=way)) == ["heard"]
    signal.disconnect(heard, sender=object)
    assert results(send(signal, Subscription, way=way)) == ["also heard", "heard"]
    signal.disconnect(also_heard, sender=Order)
    assert results(send(signal, Subscription, way=way)) == ["heard"]
    assert send(signal, Invoice, way=way) == []
    signal.disconnect(heard, sender=Subscription)
    assert send(signal, Subscription, way=way) == []
    assert signal._registry.routes is None


def test_it_is_another_connection_than_that_for_the_class_alone(signal: Any) -> None:
    """Row 5: called for both, as one for all and one for X are; row 8: a disconnect for that sender ends both."""
    signal.connect(heard, sender=Order)
    signal.connect(heard, sender=Order, subclasses=True)
    signal.connect(heard, sender=Order, subclasses=True)
    assert [connection.subclasses for connection in signal.connections] == [False, True]
    assert len({connection.key for connection in signal.connections}) == 2
    assert results(send(signal, Order)) == ["heard", "heard"]
    assert results(send(signal, Subscription)) == ["heard"]
    assert signal.disconnect(heard, sender=Subscription) is False
    assert signal.disconnect(heard, sender=Order) is True
    assert signal.disconnect(heard, sender=Order) is False
    assert signal.connections == ()


def test_a_disconnect_ends_one_with_subclasses_beside_none_without(signal: Any) -> None:
    """Row 8: it tells the truth."""
    signal.connect(heard, sender=Order, subclasses=True, dispatch_uid="uid")
    assert signal.disconnect(heard) is False
    assert signal.disconnect(dispatch_uid="uid") is False
    assert signal.disconnect(dispatch_uid="uid", sender=Order) is True
    assert signal.connections == ()


def test_connections_and_has_listeners_know(signal: Any) -> None:
    """Row 16: what was asked for, and whom a send would call."""
    signal.connect(heard, sender=Order, subclasses=True)
    assert signal.connections == (
        Connection(heard, Order, None, weak=False, priority=0, is_async=False, timing="immediate", subclasses=True),
    )
    assert signal.has_listeners(Order)
    assert signal.has_listeners(Subscription)
    assert not signal.has_listeners(Invoice)
    assert not signal.has_listeners(Order())
    assert not signal.has_listeners()


def test_the_decorator_and_the_with_take_it(signal: Any) -> None:
    """Row 8: ``connected`` ends what it made."""
    receiver(signal, sender=Order, subclasses=True)(heard)
    with signal.connected(also_heard, sender=Order, subclasses=True):
        assert results(send(signal, Subscription)) == ["heard", "also heard"]
    assert results(send(signal, Subscription)) == ["heard"]


@in_ways(WAYS)
def test_interceptors_see_what_each_was_connected_for(signal: Any, way: str) -> None:
    """Row 18: the class that was named, not the one that sends."""
    seen: list[Any] = []

    def watch(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
        seen.append(sending.connections)
        return proceed(sending)

    signal.connect(heard, sender=Order, subclasses=True)
    signal.connect(also_heard, sender=Subscription)
    signal.connect(heard)
    with signal.intercepted(watch):
        send(signal, Subscription, way=way)
    (connections,) = seen
    assert [(each.sender, each.subclasses) for each in connections] == [
        (Order, True),
        (Subscription, False),
        (None, False),
    ]
    assert signal.connections == connections


@pytest.mark.parametrize("sender", [None, 7, "Order", Order()], ids=["none", "int", "str", "object"])
def test_a_sender_that_is_no_class_has_no_subclasses(signal: Any, sender: object) -> None:
    """Row 13: refused, and nothing is changed."""
    given = "no sender" if sender is None else f"an object of type {type(sender).__name__}"
    with pytest.raises(ReceiverError) as caught:
        signal.connect(heard, sender=sender, subclasses=True)
    assert str(caught.value) == (
        f"cannot connect {where(heard)} to signal 'order_completed': subclasses=True needs a class, and there is {given}; "
        f"give sender=SomeClass"
    )
    assert signal.connections == ()


def test_only_true_and_false_say_it(signal: Any) -> None:
    """Row 13: a 1 is taken for a mistake."""
    with pytest.raises(ReceiverError, match=r"subclasses is an object of type int; give True or False$") as caught:
        signal.connect(heard, sender=Order, subclasses=1)
    assert where(heard) in str(caught.value)
    assert signal.connections == ()


class Deceptive(type):
    """A metaclass that lies about everything that it can."""

    def __getattribute__(cls, name: str) -> Any:
        """Fail: nobody need ask."""
        pytest.fail(f"{name} was asked for")

    def _refuse(self, *args: object) -> Any:  # noqa: N804 - under the names of methods of object
        pytest.fail("something was asked that need not be")

    __eq__ = __ne__ = __hash__ = __bool__ = __len__ = __repr__ = __instancecheck__ = __subclasscheck__ = _refuse


@in_ways(WAYS)
def test_a_class_is_not_asked_for_its_bases(signal: Any, way: str) -> None:
    """Row 10: neither a metaclass nor a class runs code of its own in a send."""

    class Hostile(Order, metaclass=Deceptive):
        pass

    signal.connect(heard, sender=Order, subclasses=True)
    signal.connect(also_heard, sender=Hostile, subclasses=True)
    for _ in range(2):
        assert results(send(signal, Hostile, way=way)) == ["heard", "also heard"]
        assert results(send(signal, Order, way=way)) == ["heard"]


def test_a_virtual_subclass_is_none(signal: Any) -> None:
    """Row 5: what inherits is heard; what is only registered with an ABC does not."""
    import abc

    class Priced(abc.ABC):  # noqa: B024 - nothing abstract is needed
        pass

    Priced.register(Order)
    signal.connect(heard, sender=Priced, subclasses=True)
    assert issubclass(Order, Priced)
    assert send(signal, Order) == []


# --- what it costs


@in_ways(WAYS)
def test_the_second_send_of_a_class_looks_nothing_up(signal: Any, way: str) -> None:
    """Row 5: it finds its route where a sender with receivers of its own does; an object finds that of all senders."""
    signal.connect(heard, sender=Order, subclasses=True)
    sender = Order()
    for each in (Subscription, Invoice, sender):
        send(signal, each, way=way)
    routes = signal._registry.routes
    own, shared = dict(routes.own), routes.shared
    assert {id(Subscription), id(Invoice)} == own.keys()
    for each in (Subscription, Invoice, sender):
        send(signal, each, way=way)
        assert routes.walked_by(each) is own.get(id(each), shared)
    assert signal._registry.routes is routes
    assert routes.shared is shared


@in_ways(WAYS)
def test_without_any_no_class_is_remembered(signal: Any, way: str) -> None:
    """Row 11: classes that send walk what all senders walk."""
    signal.connect(heard)
    signal.connect(heard, sender=Invoice)
    for _ in range(2):
        send(signal, Order, way=way)
    assert signal._registry._groups.keys() == {id(Invoice)}


def test_a_connection_for_one_class_leaves_the_routes_of_others(signal: Any) -> None:
    """Row 10: as without subclasses."""
    signal.connect(heard, sender=Order, subclasses=True)
    send(signal, Subscription)
    send(signal, Order)
    routes = signal._registry.routes
    kept = routes.own[id(Order)]
    signal.connect(also_heard, sender=Subscription)
    assert signal._registry.routes is routes
    assert routes.own == {id(Order): kept}
    assert isinstance(kept, (tuple, Rare))


# --- lifetime


@frees_definitions
def test_a_class_that_sent_is_not_kept(signal: Any) -> None:
    """Row 11: it gives its memory back, and its place to another one."""
    signal.connect(heard, sender=Order, subclasses=True)
    gone = []
    for _ in range(20):
        made = type("Made", (Order,), {})
        assert results(send(signal, made)) == ["heard"]
        gone.append(weakref.ref(made))
        del made
        gc.collect()
        assert gone[-1]() is None
        assert send(signal, Invoice) == []
    assert signal._registry._groups.keys() == {(type, id(Order)), id(Invoice)}
    assert signal._registry.routes.own.keys() == {id(Invoice)}


@frees_definitions
def test_the_class_that_was_named_is_held_weakly(signal: Any) -> None:
    """Row 5: as every sender; its death is silent."""
    made = type("Made", (), {})
    signal.connect(heard, sender=made, subclasses=True)
    send(signal, made)
    del made
    gc.collect()
    assert signal.connections == ()
    assert signal._registry.routes is None
    assert signal._registry._groups == {}


def test_a_method_that_dies_is_skipped(signal: Any) -> None:
    """Row 9: in the midst of a send, too."""

    class Desk:
        def hear(self, sender: object, order: object) -> object:
            return "desk"

    desks = [Desk(), Desk()]

    def dismiss(sender: object, order: object) -> object:
        desks.pop()
        return "dismissed"

    signal.connect(dismiss, sender=Order, subclasses=True)
    signal.connect(desks[0].hear, sender=Order, subclasses=True)
    signal.connect(desks[1].hear, sender=Order, subclasses=True)
    assert results(send(signal, Subscription)) == ["dismissed", "desk"]
    signal.disconnect(dismiss, sender=Order)
    assert results(send(signal, Subscription)) == ["desk"]
    desks.clear()
    assert send(signal, Subscription) == []


def test_preserved_puts_them_back(signal: Any) -> None:
    """Row 8: what was connected is again, with its subclasses."""
    signal.connect(heard, sender=Order, subclasses=True)
    with signal.preserved():
        signal.disconnect(heard, sender=Order)
        signal.connect(also_heard, sender=Order, subclasses=True)
        assert results(send(signal, Subscription)) == ["also heard"]
    assert results(send(signal, Subscription)) == ["heard"]
    assert signal.connections[0].subclasses


def test_a_class_given_other_bases_keeps_what_its_sends_found(signal: Any) -> None:
    """Row 5: a class's bases are looked at when it first sends; whoever exchanges them later is still named truly."""

    class Draft:
        pass

    class Final(Draft):
        pass

    seen: list[Any] = []

    def watch(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
        seen.append(sending.connections)
        return proceed(sending)

    signal.connect(heard, sender=Draft, subclasses=True)
    assert results(send(signal, Final)) == ["heard"]
    with signal.intercepted(watch):
        send(signal, Final)
        Final.__bases__ = (Order,)
        assert results(send(signal, Final)) == ["heard"]
    assert [each.sender for (each,) in seen] == [Draft, Final]
    assert send(signal, Final) == []


@in_ways(WAYS)
def test_a_class_that_first_sends_while_receivers_join(signal: Any, way: str) -> None:
    """Row 10: a receiver that connects and disconnects during the first send disturbs nothing."""

    def restless(sender: object, order: object) -> object:
        signal.connect(also_heard, sender=Order, subclasses=True)
        signal.disconnect(restless, sender=Order)
        sending(signal, Invoice, way="send") if way == "send" else None
        return "restless"

    signal.connect(restless, sender=Order, subclasses=True)
    assert results(send(signal, Subscription, way=way)) == ["restless"]
    assert results(send(signal, Subscription, way=way)) == ["also heard"]
