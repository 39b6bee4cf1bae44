"""What ``disconnect`` and the end of ``connected`` take away, and what they leave."""

import gc
import re
import warnings
import weakref
from typing import Any

import pytest

from tests.unit.kinds import WAYS, Sender, Shelf, born_at, in_ways, results, send, without_collector
from typedsignals import SignalWarning, UsageError


def heard(sender: object, order: object) -> object:
    """Hear one send."""
    return "heard"


def other(sender: object, order: object) -> object:
    """Hear one send."""
    return "other"


@in_ways(WAYS)
def test_disconnect_says_whether_there_was_something_to_end(signal: Any, way: str) -> None:
    """Row 8: once, and then no more."""
    assert signal.disconnect(heard) is False
    for _ in range(2):
        signal.connect(heard)
        assert len(send(signal, Sender(), way=way)) == 1
        assert signal.disconnect(heard) is True
        assert signal.disconnect(heard) is False
        assert send(signal, Sender(), way=way) == []


def test_disconnect_by_a_method_made_anew(signal: Any) -> None:
    """Row 8: each access makes another method object, which stands for the same method."""
    shelf = Shelf()
    signal.connect(shelf.take)
    assert signal.disconnect(Shelf.take.__get__(shelf)) is True
    assert signal.connections == ()


def test_disconnect_ends_the_connections_of_exactly_that_sender(signal: Any) -> None:
    """Row 8: without a sender, those that hear every sender."""
    one, two = Sender(), Sender()
    for options in ({}, {"sender": one}, {"sender": two}):
        signal.connect(heard, **options)
    assert signal.disconnect(heard)
    assert [connection.sender for connection in signal.connections] == [one, two]
    assert not signal.disconnect(heard)
    assert not signal.disconnect(heard, sender=Sender())
    assert signal.disconnect(heard, sender=one)
    assert [connection.sender for connection in signal.connections] == [two]
    assert not signal.disconnect(heard, sender=one)
    assert signal.disconnect(heard, sender=two)


@pytest.mark.parametrize("sender", [None, Sender], ids=["all", "one sender"])
@pytest.mark.parametrize("crowd", [0, 20])
def test_disconnect_ends_every_connection_of_a_receiver_with_a_uid_or_without(
    signal: Any, sender: object, crowd: int
) -> None:
    """Row 8: no other receiver's and no other sender's."""
    options = {} if sender is None else {"sender": sender}
    elsewhere = Sender()
    for number in range(crowd):
        signal.connect(Shelf().take, weak=False, dispatch_uid=("crowd", number), **options)
    for uid in ("a", None, "b"):
        signal.connect(heard, dispatch_uid=uid, **options)
        signal.connect(heard, dispatch_uid=uid, sender=elsewhere)
    signal.connect(other, dispatch_uid="c", **options)
    assert signal.disconnect(heard, **options) is True
    assert [c.receiver for c in signal.connections if c.receiver is heard] == [heard] * 3
    assert len(signal.connections) == crowd + 4
    assert signal.disconnect(heard, **options) is False
    signal.connect(other, dispatch_uid="a", **options)
    assert len(signal.connections) == crowd + 5


@pytest.mark.parametrize("sender", [None, Sender], ids=["all", "one sender"])
def test_disconnect_by_uid_alone_ends_that_one(signal: Any, sender: object) -> None:
    """Row 8: whoever it is."""
    options = {} if sender is None else {"sender": sender}
    for uid in ("a", None, "b"):
        signal.connect(heard, dispatch_uid=uid, **options)
    assert signal.disconnect(dispatch_uid="a", **options) is True
    assert signal.disconnect(dispatch_uid="a", **options) is False
    assert signal.disconnect(dispatch_uid="c", **options) is False
    assert signal.disconnect(dispatch_uid="b", sender=Sender()) is False
    assert [connection.dispatch_uid for connection in signal.connections] == [None, "b"]


@pytest.mark.parametrize("sender", [None, Sender], ids=["all", "one sender"])
def test_receiver_and_uid_must_both_match(signal: Any, sender: object) -> None:
    """Row 8: one of them is not enough."""
    options = {} if sender is None else {"sender": sender}
    signal.connect(heard, dispatch_uid="a", **options)
    signal.connect(other, dispatch_uid="b", **options)
    signal.connect(heard, **options)
    assert signal.disconnect(heard, dispatch_uid="b", **options) is False
    assert signal.disconnect(other, dispatch_uid="a", **options) is False
    assert len(signal.connections) == 3
    assert signal.disconnect(heard, dispatch_uid="a", **options) is True
    assert [connection.dispatch_uid for connection in signal.connections] == ["b", None]


def test_disconnecting_nothing_is_an_error(signal: Any) -> None:
    """Row 8: it can never mean anything."""
    message = "disconnect() of signal 'order_completed' needs a receiver or a dispatch_uid; nothing was given"
    signal.connect(heard)
    for options in ({}, {"sender": Sender}):
        with pytest.raises(TypeError, match=f"^{re.escape(message)}$") as caught:
            signal.disconnect(**options)
        assert type(caught.value) is UsageError
    assert len(signal.connections) == 1


def kind(thing: object) -> str:
    """Name a case by the type of what it is about."""
    return type(thing).__name__


@pytest.mark.parametrize("never", [None.__class__, 7, "heard", Shelf(), lambda sender, order: None], ids=kind)
def test_disconnecting_what_never_was_connected_is_false(signal: Any, never: Any) -> None:
    """Row 8: whatever it is; it need not be callable."""
    signal.connect(heard)
    assert signal.disconnect(never) is False
    assert len(signal.connections) == 1


def test_disconnect_when_the_receiver_is_gone_is_false(signal: Any) -> None:
    """Row 8: there was nothing left to end, and the uid leads nowhere."""
    shelf = Shelf()
    signal.connect(shelf.take, dispatch_uid="uid")
    send(signal, Sender())
    del shelf
    assert signal.disconnect(dispatch_uid="uid") is False


def test_a_dead_receivers_id_finds_nobody(signal: Any) -> None:
    """Row 8: a newcomer in the same place in memory was never connected."""
    reused = False
    for _ in range(30):
        shelf = Shelf()
        signal.connect(shelf.take)
        send(signal, Sender())
        address = id(shelf)
        del shelf
        newcomer = born_at(address, Shelf)
        reused |= id(newcomer) == address
        assert signal.disconnect(newcomer.take) is False
    assert reused


@pytest.mark.parametrize("count", [1, 7, 8, 9, 10, 40])
@pytest.mark.parametrize("sender", [None, Sender], ids=["all", "one sender"])
def test_any_number_of_receivers_comes_and_goes_in_any_order(signal: Any, count: int, sender: object) -> None:
    """Row 8: from few to many and back, from the front, the back and the middle."""
    options = {} if sender is None else {"sender": sender}
    receivers = [Shelf() for _ in range(count)]
    for pick in (0, -1, count // 2):
        for receiver in receivers:
            signal.connect(receiver.take, **options)
        standing = [receiver.take for receiver in receivers]
        while standing:
            assert [receiver for receiver, _ in send(signal, Sender)] == standing
            assert signal.disconnect(standing.pop(pick if pick < len(standing) else 0), **options) is True
        assert send(signal, Sender) == []
        assert signal.connections == ()


# --- connected


@in_ways(WAYS)
@pytest.mark.parametrize("sender", [None, Sender], ids=["all", "one sender"])
def test_connected_connects_inside_of_the_with_alone(signal: Any, way: str, sender: object) -> None:
    """Row 8: also when the inside ends in an exception."""
    options = {} if sender is None else {"sender": sender}
    with signal.connected(heard, **options) as nothing:
        assert nothing is None
        assert results(send(signal, Sender, way=way)) == ["heard"]
    assert send(signal, Sender, way=way) == []
    with pytest.raises(KeyboardInterrupt), signal.connected(heard, **options):
        raise KeyboardInterrupt
    assert signal.connections == ()


def test_connected_narrows_and_has_a_priority(signal: Any) -> None:
    """Row 8: as connect."""
    sender = Sender()
    signal.connect(other)
    with signal.connected(heard, sender=sender, priority=1):
        assert results(send(signal, sender)) == ["heard", "other"]
        assert results(send(signal, Sender())) == ["other"]


def test_connected_ends_only_what_it_made(signal: Any) -> None:
    """Row 8: who was connected before stays connected."""
    signal.connect(heard)
    with signal.connected(heard):
        assert len(signal.connections) == 1
    assert len(signal.connections) == 1
    signal.connect(heard, dispatch_uid="uid")
    signal.disconnect(heard)
    signal.connect(heard, dispatch_uid="uid")
    with signal.connected(heard):
        assert len(signal.connections) == 2
    assert [connection.dispatch_uid for connection in signal.connections] == ["uid"]


def test_connected_leaves_alone_what_was_connected_inside_of_it(signal: Any) -> None:
    """Row 8: once its own is gone, another connection of the same receiver is none of its concern."""
    with signal.connected(heard):
        assert signal.disconnect(heard)
        signal.connect(heard)
    assert len(signal.connections) == 1


def test_connected_nests(signal: Any) -> None:
    """Row 8: the outer one made the connection, and ends it."""
    with signal.connected(heard):
        with signal.connected(heard), signal.connected(other):
            assert results(send(signal, Sender())) == ["heard", "other"]
        assert results(send(signal, Sender())) == ["heard"]
    assert signal.connections == ()


def test_connected_holds_its_receiver_strongly(signal: Any) -> None:
    """Row 8: methods and lambdas too, and only inside of the with."""
    shelf = Shelf()
    gone = weakref.ref(shelf)
    with without_collector():
        with signal.connected(shelf.take):
            del shelf
            gc.collect()
            assert results(send(signal, Sender(), 7)) == [7]
        assert gone() is None
    with signal.connected(lambda sender, order: order):
        gc.collect()
        assert results(send(signal, Sender(), 7)) == [7]


def test_connected_holds_what_was_connected_weakly_before(signal: Any) -> None:
    """Row 8: without a word: it did not ask to change the connection that stands."""
    shelf = Shelf()
    signal.connect(shelf.take)
    with without_collector(), warnings.catch_warnings():
        warnings.simplefilter("error")
        with signal.connected(shelf.take):
            del shelf
            assert results(send(signal, Sender(), 7)) == [7]
        assert send(signal, Sender(), 7) == []


def test_connected_leaves_a_connection_as_it_stands(signal: Any) -> None:
    """Row 8: and its priority, of which it says so (row 2)."""
    signal.connect(heard, weak=True)
    before = signal.connections
    with signal.connected(heard):
        assert signal.connections == before
    with pytest.warns(SignalWarning, match="keeps its priority"), signal.connected(heard, priority=1):
        assert signal.connections == before
    assert signal.connections == before


def test_connected_refuses_what_connect_refuses(signal: Any) -> None:
    """Row 13: on entering the with at the latest."""
    with pytest.raises(TypeError, match="it is not callable"), signal.connected(7):
        pytest.fail("it was entered")
    assert signal.connections == ()


def test_connected_ends_though_the_sender_was_disconnected_meanwhile(signal: Any) -> None:
    """Row 8: there is nothing left to end then, and that is no error."""
    sender = Sender()
    with signal.connected(heard, sender=sender):
        assert signal.disconnect(heard, sender=sender)
        assert signal.connections == ()
    assert signal.connections == ()
