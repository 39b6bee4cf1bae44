"""What a signal tells of its connections."""

import dataclasses
import enum
import inspect
import pydoc
from types import ModuleType
from typing import Any

import pytest

from tests.unit import lookalikes
from tests.unit.kinds import WAYS, Sender, Shelf, in_ways, may_await, results, send
from typedsignals import AsyncSignal, Connection, LostReceiverWarning, Signal, UsageError, keyword_signal


def heard(sender: object, order: object) -> object:
    """Hear one send."""
    return "heard"


def other(sender: object, order: object) -> object:
    """Hear one send."""
    return "other"


async def heard_later(sender: object, order: object) -> object:
    """Hear one send."""
    return "later"


def test_connections_tell_all_that_was_asked_for(signal: Any) -> None:
    """Row 16: each field, in the order of a send that would call them all."""
    sender, shelf = Sender(), Shelf()
    signal.connect(heard)
    signal.connect(shelf.take, sender=sender, dispatch_uid=("a", 1), priority=3)
    signal.connect(other, priority=-(2**70))
    signal.connect(heard, weak=True, dispatch_uid="")
    expected = [
        Connection(shelf.take, sender, ("a", 1), weak=True, priority=3, is_async=False, timing="immediate"),
        Connection(heard, None, None, weak=False, priority=0, is_async=False, timing="immediate"),
        Connection(heard, None, "", weak=True, priority=0, is_async=False, timing="immediate"),
        Connection(other, None, None, weak=False, priority=-(2**70), is_async=False, timing="immediate"),
    ]
    if may_await(signal):
        signal.connect(heard_later, priority=7)
        expected += [Connection(heard_later, None, None, weak=False, priority=7, is_async=True, timing="immediate")]
    assert signal.connections == tuple(expected)
    assert type(signal.connections) is tuple


def test_connections_are_frozen(signal: Any) -> None:
    """Row 16: and what was read stays as it was read."""
    signal.connect(heard)
    before = signal.connections
    with pytest.raises(dataclasses.FrozenInstanceError):
        before[0].priority = 1
    signal.disconnect(heard)
    assert len(before) == 1
    assert signal.connections == ()
    assert [field.name for field in dataclasses.fields(Connection)] == [
        "receiver",
        "sender",
        "dispatch_uid",
        "weak",
        "priority",
        "is_async",
        "timing",
        "subclasses",
    ]


def test_each_connection_has_a_key_of_its_own(signal: Any) -> None:
    """Row 16: the same whenever it is read, though a method is made anew; another one for another connection."""
    desk, other = Desk(), Desk()
    receivers = [heard, desk.take, other.take, desk.proxied, desk.partial, desk.other_partial, desk.dispatching]
    for number, receiver in enumerate(receivers):
        for sender in (None, Sender, "shop", 1, True):
            for uid in (None, number):
                signal.connect(receiver, sender=sender, dispatch_uid=uid)
    keys = [connection.key for connection in signal.connections]
    assert len(set(keys)) == len(keys) == 7 * 5 * 2
    assert [connection.key for connection in signal.connections] == keys
    made_anew = Connection(Desk.take.__get__(desk), "shop", 1, weak=True, priority=7, is_async=False, timing="later")
    assert made_anew.key in keys


class Desk(lookalikes.Desk):
    """An object with methods of all kinds."""

    def take(self, sender: object, order: object) -> object:
        """Hear one send."""
        return order


def test_a_receiver_may_say_when_it_runs(signal: Any) -> None:
    """Row 16: by the attribute __signal_timing__ of its own; a bound method by that of its function."""

    class Timed(Shelf):
        def take(self, sender: object, order: object) -> object:
            return "timed"

        def __call__(self, sender: object, order: object) -> object:
            return "object"

    def function(sender: object, order: object) -> object:
        return "function"

    timed, odd = Timed(), Timed()
    timings = ((Timed.take, "at noon"), (function, "on commit"), (timed, "later"), (odd, 7))
    for thing, timing in timings:
        vars(thing)["__signal_timing__"] = timing
    for receiver in (function, timed, timed.take, odd, heard):
        signal.connect(receiver)
    assert [c.timing for c in signal.connections] == ["on commit", "later", "at noon", "immediate", "immediate"]


def test_reading_connections_keeps_nobody_alive(signal: Any) -> None:
    """Row 16: they are views made for whoever asks."""
    shelf = Shelf()
    signal.connect(shelf.take)
    send(signal, Sender())
    assert len(signal.connections) == 1
    del shelf
    assert signal.connections == ()


def test_has_listeners_says_whether_a_send_would_call_anyone(signal: Any) -> None:
    """Row 16: for a sender; without one, whether somebody hears every sender."""
    sender, other = Sender(), Sender()
    assert not signal.has_listeners()
    assert not signal.has_listeners(sender)
    signal.connect(heard, sender=sender)
    assert not signal.has_listeners()
    assert not signal.has_listeners(other)
    assert signal.has_listeners(sender) is True
    signal.connect(heard)
    assert signal.has_listeners() is True
    assert signal.has_listeners(other)
    assert signal.has_listeners(None)
    signal.disconnect(heard)
    assert signal.has_listeners() is False
    assert signal.has_listeners(sender)


@in_ways(WAYS)
def test_has_listeners_follows_every_death(signal: Any, way: str) -> None:
    """Row 16: of receivers and of senders, whether or not there was a send in between."""
    for sent in (False, True):
        sender, shelf = Sender(), Shelf()
        signal.connect(shelf.take, sender=sender, weak=False)
        signal.connect(shelf.take)
        if sent:
            send(signal, sender, way=way)
        assert signal.has_listeners()
        assert signal.has_listeners(sender)
        signal.disconnect(shelf.take)
        assert not signal.has_listeners()
        assert signal.has_listeners(sender)
        del sender
        assert not signal.has_listeners(Sender())


def test_async_receivers_count_too(async_signal: Any) -> None:
    """Row 16: they would be awaited."""
    async_signal.connect(heard_later)
    assert async_signal.has_listeners()
    assert async_signal.connections[0].is_async is True


# --- preserved


def test_preserved_takes_back_what_changed_inside(signal: Any) -> None:
    """Row 18: who came is gone again, who went is back, each in its old place and with its old options."""
    sender, shelf, newcomer = Sender(), Shelf(), Shelf()
    signal.connect(shelf.take)
    signal.connect(heard, sender=sender, dispatch_uid="uid", priority=2)
    signal.connect(heard)
    if may_await(signal):
        signal.connect(heard_later, sender=sender)
    before = signal.connections
    with signal.preserved():
        assert signal.connections == before
        signal.disconnect(heard, sender=sender)
        signal.disconnect(shelf.take)
        signal.connect(newcomer.take)
        signal.connect(heard, sender=newcomer)
        signal.connect(shelf.take, priority=7)
        assert signal.connections != before
    assert signal.connections == before
    assert [receiver for receiver, _ in send(signal, Sender())] == [shelf.take, heard]
    with pytest.raises(KeyboardInterrupt), signal.preserved():
        signal.disconnect(heard)
        raise KeyboardInterrupt
    assert signal.connections == before


def test_preserved_brings_nobody_back_to_life(signal: Any) -> None:
    """Row 18: a receiver or a sender that is gone stays gone, and nothing is held that was held weakly."""
    sender, shelf = Sender(), Shelf()
    signal.connect(shelf.take)
    signal.connect(heard, sender=sender)
    signal.connect(heard)
    send(signal, sender)
    with signal.preserved():
        signal.disconnect(heard, sender=sender)
        signal.disconnect(shelf.take)
        del sender, shelf
    assert [connection.receiver for connection in signal.connections] == [heard]


def test_preserved_gives_nobody_elses_sends_to_who_heard_a_sender_that_is_gone(signal: Any) -> None:
    """Row 18: its connection is gone with it."""
    sender = Sender()
    signal.connect(heard, sender=sender)
    with signal.preserved():
        signal.disconnect(heard, sender=sender)
        del sender
    assert results(send(signal, Sender())) == []


def test_who_is_lost_while_connections_are_preserved_is_told(signal: Any) -> None:
    """Row 6, row 18: on leaving, as at any other next use."""
    with pytest.warns(LostReceiverWarning, match="lost .*Shelf.take"), signal.preserved():
        signal.connect(Shelf().take)


# --- what inspect, help() and Sphinx see


class Names(enum.StrEnum):
    """Names of signals."""

    PAID = "paid"


class Text(str):
    """A text of one's own, which looks otherwise."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Show it as something else."""
        return "Text"


def order_cancelled(sender: Sender, *, order_id: int, reason: str = "") -> None:
    """Sent once an order is given up."""


async def parcel_lost(sender: Sender, *, order_id: int) -> None:
    """Sent once a parcel is lost."""


@pytest.mark.parametrize("declaration", [order_cancelled, parcel_lost])
def test_a_keyword_signal_says_of_itself_what_its_declaration_says(declaration: Any) -> None:
    """Row 16: name, module, docstring, parameters; and where it was written."""
    signal: Any = keyword_signal(declaration)
    for name in ("__name__", "__qualname__", "__module__", "__doc__"):
        assert getattr(signal, name) == getattr(declaration, name)
    assert inspect.signature(signal) == inspect.signature(declaration)
    assert inspect.get_annotations(signal) == inspect.get_annotations(declaration) != {}
    assert inspect.getdoc(signal) == inspect.getdoc(declaration)
    assert inspect.getsource(signal) == inspect.getsource(declaration)
    assert inspect.unwrap(signal) is declaration
    assert inspect.isroutine(signal)


def test_attributes_of_a_declaration_hide_none_of_the_signal() -> None:
    """Row 16: a function may hold anything."""

    def declaration(sender: object, *, order: object) -> object:
        """Sent once an order is complete."""

    vars(declaration).update(send=7, _registry=8, connect=9)
    signal: Any = keyword_signal(declaration)
    signal.connect(heard)
    assert send(signal, Sender()) == [(heard, "heard")]


def test_help_shows_keyword_signals_among_the_functions() -> None:
    """Row 16: with their parameters and their docstring."""
    module = ModuleType("shop_signals")
    module.__dict__.update(order_cancelled=keyword_signal(order_cancelled), __all__=["order_cancelled"])
    text = pydoc.plain(pydoc.TextDoc().document(module))
    found = " ".join(text.split())
    assert "FUNCTIONS order_cancelled(" in found
    assert "Sender, *, order_id: int, reason: str = ''" in found
    assert "Sent once an order is given up." in found


def test_a_keyword_signal_in_a_class_is_one_for_all() -> None:
    """Row 16: it is a routine to inspect, and binds to nothing."""

    class Orders:
        cancelled: Any = keyword_signal(order_cancelled)

    assert Orders.cancelled is Orders().cancelled
    assert Orders.cancelled.name == "order_cancelled"


@pytest.mark.parametrize("kind", [Signal, AsyncSignal])
def test_a_payload_signal_says_what_it_was_given_to_say(kind: Any) -> None:
    """Row 16: else what its class says; its class keeps its own."""
    signal = kind("order_completed", doc="Sent once an order is complete.")
    assert inspect.getdoc(signal) == "Sent once an order is complete."
    assert kind[Sender, int](doc="Sent.").__doc__ == "Sent."
    assert kind("order_completed").__doc__ == kind.__doc__
    assert "Sent once" not in kind.__doc__


def test_a_doc_is_a_text() -> None:
    """Row 13: as the name is."""
    untyped: Any = Signal
    with pytest.raises(UsageError, match="the doc of a signal is a str, not an object of type int"):
        untyped("order_completed", doc=7)


@pytest.mark.parametrize("name", [Names.PAID, Text("paid")], ids=["enum", "subclass"])
def test_a_name_that_is_more_than_a_text_is_its_text(name: Any) -> None:
    """Row 15: in messages and in the repr."""
    signal = Signal[object, int](name)
    assert repr(signal) == "<Signal 'paid', 0 receivers>"
    assert type(signal.name) is str
