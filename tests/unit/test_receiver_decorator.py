"""``@receiver``, and ``connect`` as a decorator."""
# mypy: allow-untyped-decorators

import re
import warnings
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from tests.unit.kinds import (
    ASYNC_SIGNALS,
    SIGNALS,
    Sender,
    Shelf,
    keywords_signal,
    payload_signal,
    results,
    send,
    where,
)
from typedsignals import Connection, DuplicateUidWarning, ReceiverError, Signal, keyword_signal, receiver


def test_connect_decorates_and_gives_the_function_back(signal: Any) -> None:
    """Row 1: the name still stands for the function, which may be called by hand."""

    @signal.connect
    def on_completed(sender: object, order: object) -> object:
        return order

    assert on_completed(None, 7) == 7
    assert send(signal, Sender(), 8) == [(on_completed, 8)]


def test_receiver_decorates_and_gives_the_function_back(signal: Any) -> None:
    """Row 1: as connect does."""

    @receiver(signal)
    def on_completed(sender: object, order: object) -> object:
        return order

    assert on_completed(None, 7) == 7
    assert send(signal, Sender(), 8) == [(on_completed, 8)]


def test_receiver_passes_every_option_on(signal: Any) -> None:
    """Row 16: sender, weak, dispatch_uid and priority."""
    sender = Sender()

    @receiver(signal, sender=sender, weak=True, dispatch_uid="uid", priority=3)
    def on_completed(sender: object, order: object) -> object:
        return order

    assert signal.connections == (
        Connection(on_completed, sender, "uid", weak=True, priority=3, is_async=False, timing="immediate"),
    )


@pytest.mark.parametrize("other", SIGNALS.values(), ids=SIGNALS)
def test_one_receiver_for_two_signals_is_connected_to_each(signal: Any, other: Callable[[], Any]) -> None:
    """Row 7: of any two kinds, as far as the receiver can take both; with the same options for each."""
    signals = [signal, other()]

    @receiver(*signals, sender=Sender, priority=2)
    def on_completed(sender: object, order: object) -> object:
        return order

    assert on_completed(None, 7) == 7
    for number, each in enumerate(signals):
        assert send(each, Sender, number) == [(on_completed, number)]
        assert send(each, None, number) == []
        assert each.connections[0].priority == 2


def test_stacked_decorators_connect_to_each(signal: Any) -> None:
    """Row 7: each gives the function on."""
    other = keywords_signal()

    @receiver(signal)
    @receiver(other, sender=Sender)
    @signal.connect
    def on_completed(sender: object, order: object) -> object:
        return order

    assert len(signal.connections) == len(other.connections) == 1
    assert on_completed(None, 1) == 1


def test_methods_and_objects_may_be_passed_by_hand(signal: Any) -> None:
    """Row 6: receiver() is a function like any other."""
    shelf = Shelf()
    assert receiver(signal)(shelf.take) == shelf.take
    assert results(send(signal, Sender(), 1)) == [1]


def test_what_one_signal_refuses_none_has(signal: Any) -> None:
    """Row 13: a refused decorator changes nothing, though the first signal had accepted."""

    @keyword_signal
    def paid(sender: object, *, order: object, status: str) -> object:
        """Sent once an order is paid."""

    refusing: Any = paid

    def on_completed(sender: object, order: object) -> object:
        return order

    for signals in ((signal, refusing), (refusing, signal)):
        with pytest.raises(ReceiverError, match=f"^cannot connect {re.escape(where(on_completed))} to signal 'paid': "):
            receiver(*signals)(on_completed)
        assert signal.connections == refusing.connections == ()
    signal.connect(on_completed)
    with pytest.raises(ReceiverError):
        receiver(signal, refusing)(on_completed)
    assert len(signal.connections) == 1


@pytest.mark.parametrize("accepting", ASYNC_SIGNALS.values(), ids=ASYNC_SIGNALS)
def test_an_async_receiver_of_two_signals_is_refused_if_one_of_them_awaits_nothing(
    sync_signal: Any, accepting: Callable[[], Any]
) -> None:
    """Row 13: neither has it; two that may await both take it."""

    async def on_completed(sender: object, order: object) -> object:
        return order

    first, second = accepting(), accepting()
    with pytest.raises(ReceiverError, match="it is async, and this signal awaits nothing"):
        receiver(first, sync_signal)(on_completed)
    assert first.connections == sync_signal.connections == ()
    receiver(first, second)(on_completed)
    for signal in (first, second):
        assert results(send(signal, Sender(), 7)) == [7]


def test_receiver_takes_one_signal_or_two(signal: Any) -> None:
    """Row 13: for more, connect each."""
    unchecked: Any = receiver
    with pytest.raises(TypeError, match="positional argument"):
        unchecked(signal, signal, signal)
    assert signal.connections == ()


def test_a_refused_uid_leaves_the_other_signals_connected() -> None:
    """Row 7: it is a warning, at the line of the decorator, and no error."""
    first, second = payload_signal(), keywords_signal()
    first.connect(lambda sender, order: "stays", dispatch_uid="uid")
    with pytest.warns(DuplicateUidWarning) as caught:

        @receiver(first, second, dispatch_uid="uid")
        def on_completed(sender: object, order: object) -> object:
            return "new"

    assert [warning.filename for warning in caught] == [__file__]
    assert results(send(first, None)) == ["stays"]
    assert results(send(second, None)) == ["new"]
    assert on_completed(None, None) == "new"


def test_what_one_signal_refuses_takes_no_place_on_another() -> None:
    """Row 13: not even that of the same function from before a reload (row 7)."""

    @keyword_signal
    def order_shipped(sender: object, *, order: int) -> None:
        """Sent once an order is on its way."""

    completed: Any = Signal("order_completed")
    old = module_with("def on_completed(sender, order): ...")
    new = module_with("def on_completed(sender, other): ...")
    completed.connect(old.on_completed, dispatch_uid="uid")
    both: Any = receiver(completed, order_shipped, dispatch_uid="uid")
    with pytest.raises(ReceiverError):
        both(new.on_completed)
    assert [connection.receiver for connection in completed.connections] == [old.on_completed]
    assert order_shipped.connections == ()


def test_what_fails_while_one_signal_connects_is_undone_on_another() -> None:
    """Row 13, row 7: the new function goes, and the old one that made way for it is back in its place."""
    first, second = payload_signal(), payload_signal()
    first.connect(lambda sender, order: "before")
    old = module_with("def on_completed(sender, order): return 'old'")
    new = module_with("def on_completed(sender, order): return 'new'")
    first.connect(old.on_completed, dispatch_uid="uid", sender=Sender)
    first.connect(lambda sender, order: "after")
    second.connect(lambda sender, order: "other", dispatch_uid="uid", sender=Sender)
    before = first.connections, second.connections
    both: Any = receiver(first, second, dispatch_uid="uid", sender=Sender)
    with warnings.catch_warnings():
        warnings.simplefilter("error", DuplicateUidWarning)
        with pytest.raises(DuplicateUidWarning):
            both(new.on_completed)
    assert (first.connections, second.connections) == before
    assert results(send(first, Sender)) == ["before", "old", "after"]


def test_who_stood_already_stands_when_the_other_signal_fails() -> None:
    """Row 13: only what this decorator has connected is undone."""
    first, second = payload_signal(), payload_signal()

    def on_completed(sender: object, order: object) -> object:
        return order

    first.connect(on_completed, dispatch_uid="uid")
    second.connect(lambda sender, order: "other", dispatch_uid="uid")
    with warnings.catch_warnings():
        warnings.simplefilter("error", DuplicateUidWarning)
        with pytest.raises(DuplicateUidWarning):
            receiver(first, second, dispatch_uid="uid")(on_completed)
        with pytest.raises(DuplicateUidWarning):
            receiver(payload_signal(), second, dispatch_uid="uid")(on_completed)
    assert results(send(first, Sender(), 7)) == [7]


def module_with(source: str) -> ModuleType:
    """Make a module of this source, under the name that every such module has."""
    module = ModuleType("shop.receivers")
    exec(source, module.__dict__)
    return module
