"""What connecting and sending cost: facts of the algorithm, never seconds."""

import functools
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from tests.unit.kinds import (
    SYNC_WAYS,
    Sender,
    async_payload_signal,
    in_ways,
    keywords_signal,
    may_await,
    payload_signal,
    results,
    send,
    sending,
)
from typedsignals import AsyncSignal, Signal
from typedsignals._core.entries import FEW, Living, Rare


def hear(number: int, sender: object, order: object) -> int:
    """Be many receivers."""
    return number


def many(signal: Any, count: int) -> list[Any]:
    """Connect this many receivers."""
    receivers = [functools.partial(hear, number) for number in range(count)]
    for receiver in receivers:
        signal.connect(receiver)
    return receivers


def heard(sender: object, order: object) -> object:
    """Hear one send."""
    return order


def calls_in(work: Callable[[], object]) -> list[str]:
    """Return the names of the Python functions that are called meanwhile."""
    called: list[str] = []

    def profile(frame: FrameType, event: str, argument: object) -> None:
        if event == "call":
            called.append(frame.f_code.co_name)

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(before)
    return called


def test_a_few_receivers_are_looked_through_and_more_are_looked_up() -> None:
    """Row 7: connect and disconnect take the same time beside ten receivers and beside ten thousand."""
    signal = payload_signal()
    everyone = signal._registry._everyone
    few = many(signal, FEW)
    assert [entry.receiver for entry in everyone.entries] == few
    (last,) = many(signal, 1)
    index = everyone.entries
    assert [[entry.receiver for entry in entries] for entries in index.values()] == [[each] for each in (*few, last)]
    signal.disconnect(few[0])
    signal.connect(few[1], dispatch_uid="uid")
    assert everyone.entries is index  # it is changed, not made anew
    assert results(send(signal, Sender())) == [1, 2, 3, 4, 5, 6, 7, 0, 1]


def test_what_is_published_lasts_while_nothing_changes_for_its_senders() -> None:
    """Row 10: a connection for one sender costs the sends of others nothing."""
    signal, sender = payload_signal(), Sender()
    registry = signal._registry
    many(signal, 3)
    send(signal, None)
    routes = registry.routes
    published = routes.shared
    assert published is not None
    signal.connect(functools.partial(hear, 7), sender=sender)
    assert registry.routes is routes
    assert routes.shared is published
    assert results(send(signal, sender)) == [0, 1, 2, 7]
    route = routes.own[id(sender)]
    send(signal, sender)
    assert routes.own[id(sender)] is route
    signal.disconnect(signal.connections[0].receiver)
    renewed = registry.routes
    assert renewed is not routes  # a send under way keeps the one that it has
    assert (renewed.shared, renewed.own) == (None, {})


def test_an_async_receiver_of_one_sender_costs_the_sends_of_others_nothing() -> None:
    """Row 12: who is called now and who later is settled once, for each sender apart."""
    signal, sender = async_payload_signal(), Sender()

    async def later(sender: object, order: object) -> object:
        return order

    (receiver,) = many(signal, 1)
    send(signal, None)
    routes = signal._registry.routes
    published = routes.shared
    signal.connect(later, sender=sender)
    send(signal, None)
    assert routes.shared is published
    assert (published.now, published.later) == ((receiver,), ())
    assert results(send(signal, sender, 7)) == [0, 7]
    own = routes.own[id(sender)]
    assert (own.now, own.later) == ((receiver,), (later,))


def test_a_route_is_as_plain_as_its_receivers() -> None:
    """Row 10: receivers themselves, while none of them can die and nobody stands in between."""
    signal = payload_signal()
    registry = signal._registry

    def kind() -> Any:
        send(signal, None)
        return type(registry.routes.shared if registry.routes else None)

    many(signal, 2)
    assert kind() is tuple
    signal.connect(heard, weak=True)
    assert kind() is Living
    with signal.intercepted(lambda sending, proceed: proceed(sending)):
        assert kind() is Rare
    assert kind() is Living
    signal.disconnect(heard)
    assert kind() is tuple


def test_a_new_signal_has_nothing_to_do(signal: Any) -> None:
    """Row 3: a send to nobody looks at one attribute, and calls nothing."""
    assert signal._registry.routes is None
    for way in SYNC_WAYS:
        body = getattr(signal, way).__func__.__code__.co_name
        called = calls_in(functools.partial(sending, signal, None, 1, way))
        assert called == ["sending", "takes_payload", body]


LOOKING = {"route", "bury", "_settle", "_publish", "in_order", "sort", "plain_route"}


@in_ways(SYNC_WAYS)
@pytest.mark.parametrize("weak", [False, True])
@pytest.mark.parametrize("narrowed", [False, True], ids=["all", "one sender"])
def test_a_second_send_looks_nobody_up(signal: Any, way: str, *, weak: bool, narrowed: bool) -> None:
    """Row 10: with nothing changed, it walks what was published."""
    sender = Sender()
    signal.connect(heard, weak=weak)
    signal.connect(heard, weak=weak, dispatch_uid="own", **({"sender": sender} if narrowed else {}))
    send(signal, sender, way=way)
    called = calls_in(lambda: sending(signal, sender, 1, way))
    assert called.count("heard") == 2
    assert not {*called} & LOOKING


@pytest.mark.parametrize("count", [1, 2, 10])
def test_a_send_of_a_payload_calls_the_receivers_and_nothing_else(count: int) -> None:
    """Row 10: a receiver is one call away from the sender, however many there are."""
    signal = payload_signal()
    for number in range(count):
        signal.connect(heard, dispatch_uid=number)
    signal.send(None, 1)
    assert calls_in(lambda: signal.send(None, 1)) == ["<lambda>", "send"] + ["heard"] * count


def test_a_send_to_a_living_route_calls_methods_directly() -> None:
    """Row 10: a bound method is made anew without a call of ours."""
    signal = payload_signal()
    desks = [Desk() for _ in range(3)]
    for desk in desks:
        signal.connect(desk.take)
    signal.send(None, 1)
    assert calls_in(lambda: signal.send(None, 1)) == ["<lambda>", "send"] + ["take"] * 3


class Desk:
    """An object with a receiver as its method."""

    def take(self, sender: object, order: object) -> object:
        """Hear one send."""
        return order


def test_many_sets_of_keywords_are_not_kept_for_ever() -> None:
    """Row 11: a loop is kept for each set that is sent again and again, not for each that ever was."""
    signal = keywords_signal()
    for _ in range(2):
        signal.connect(lambda sender, **keywords: keywords)
    for number in range(300):
        sent = {"order": 1, f"other{number}": 2}
        assert results(signal.send(None, **sent)) == [sent, sent]
    assert len(signal._loops) <= 64


@pytest.mark.parametrize("kind", [Signal, AsyncSignal])
def test_the_module_that_makes_a_signal_is_its_home(kind: Any) -> None:
    """Row 15: not typing, through which ``Signal[...](...)`` goes."""
    for make in (kind, kind[int, str]):
        for signal in (make("order_completed"), make()):
            assert signal._name.home == __name__


def test_connections_take_no_dictionary_each(signal: Any) -> None:
    """Row 16: what there is many of is small."""
    signal.connect(heard)
    assert not hasattr(signal.connections[0], "__dict__")
    assert not hasattr(signal._registry, "__dict__")


def test_whether_something_may_be_awaited_is_the_class(signal: Any) -> None:
    """Row 12: no type argument is read for it, at any send."""
    assert signal._registry._may_await is may_await(signal)
    signal.connect(heard)
    send(signal, None)
    assert not {*calls_in(lambda: sending(signal, None, 1))} & {
        "type_arguments",
        "_annotations",
        "get_type_hints",
        "find",
    }
