"""Whose sends a receiver hears."""

import enum
import gc
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.kinds import WAYS, Sender, Shelf, born_at, in_ways, results, send


class Base:
    """A class that sends."""


class Derived(Base):
    """Another one."""


class Equal:
    """Equal to all of its kind."""

    def __eq__(self, other: object) -> bool:
        """Say yes."""
        return type(other) is Equal

    def __hash__(self) -> int:
        """Be found in the same place."""
        return 7


class Slotted:
    """Cannot be weakly referenced."""

    __slots__ = ("__dict__",)


class Dying:
    """Cannot be weakly referenced, and tells when it is gone."""

    __slots__ = ("gone",)

    def __init__(self, gone: list[str]) -> None:
        self.gone = gone

    def __del__(self) -> None:
        """Tell."""
        self.gone.append("gone")


class HostileSender:
    """Wants to be left alone."""

    def _refuse(self, *args: object) -> Any:
        pytest.fail("something was asked that need not be")

    __eq__ = __ne__ = __hash__ = __bool__ = __len__ = __repr__ = __str__ = _refuse


@in_ways(WAYS)
def test_a_receiver_connected_for_a_sender_hears_that_sender_alone(signal: Any, way: str) -> None:
    """Row 5: one connected without a sender hears all, also None."""
    sender, other = Sender(), Sender()
    signal.connect(lambda sender, order: "all")
    signal.connect(lambda sender, order: "one", sender=sender)
    for _ in range(2):
        assert results(send(signal, sender, way=way)) == ["all", "one"]
        assert results(send(signal, other, way=way)) == ["all"]
        assert results(send(signal, None, way=way)) == ["all"]


@in_ways(WAYS)
def test_a_receiver_connected_for_all_and_for_one_is_called_for_both(signal: Any, way: str) -> None:
    """Row 5: as in Django: these are two connections."""
    calls: list[object] = []

    def receiver(sender: object, order: object) -> None:
        calls.append(sender)

    sender = Sender()
    signal.connect(receiver)
    signal.connect(receiver, sender=sender)
    send(signal, sender, way=way)
    assert calls == [sender, sender]


@in_ways(WAYS)
def test_a_subclass_is_another_sender(signal: Any, way: str) -> None:
    """Row 5: a sender is itself and nothing else."""
    signal.connect(lambda sender, order: sender, sender=Base)
    assert results(send(signal, Base, way=way)) == [Base]
    assert send(signal, Derived, way=way) == []
    assert send(signal, Base(), way=way) == []


@in_ways(WAYS)
def test_equal_but_distinct_senders_are_told_apart(signal: Any, way: str) -> None:
    """Row 5: neither == nor hash() has a say."""
    one, other = Equal(), Equal()
    signal.connect(lambda sender, order: "one", sender=one)
    signal.connect(lambda sender, order: "other", sender=other)
    for _ in range(2):
        assert results(send(signal, one, way=way)) == ["one"]
        assert results(send(signal, other, way=way)) == ["other"]
        assert send(signal, Equal(), way=way) == []


# Makers of plain values: each call makes another object, equal to the one before.
PLAIN: dict[str, Callable[[], object]] = {
    "str": lambda: "shop " + str(7),
    "int": lambda: int("7" * 30),
    "bytes": lambda: bytes([7, 8, 9] * 3),
    "float": lambda: float("7.5"),
}
ONES: list[object] = [1, True, 1.0, "1", b"1"]  # all that look like one, each of another kind


@in_ways(WAYS)
@pytest.mark.parametrize("make", PLAIN.values(), ids=PLAIN)
def test_two_equal_plain_values_are_one_sender(signal: Any, way: str, make: Callable[[], object]) -> None:
    """Row 5: whether they are one object is the interpreter's luck."""
    assert make() is not make()
    receiver = signal.connect(lambda sender, order: "heard", sender=make())
    for _ in range(2):
        assert results(send(signal, make(), way=way)) == ["heard"]
    assert signal.has_listeners(make())
    assert not signal.has_listeners()
    signal.connect(receiver, sender=make())
    assert [connection.sender for connection in signal.connections] == [make()]
    assert signal.disconnect(receiver, sender=make()) is True
    assert signal.disconnect(receiver, sender=make()) is False
    assert send(signal, make(), way=way) == []
    assert not signal.has_listeners(make())


@in_ways(WAYS)
def test_plain_values_of_two_kinds_are_two_senders(signal: Any, way: str) -> None:
    """Row 5: 1, True and 1.0 are equal, and three."""
    for number, one in enumerate(ONES):
        signal.connect(lambda sender, order, number=number: number, sender=one)
    for _ in range(2):
        for number, one in enumerate(ONES):
            assert results(send(signal, one, way=way)) == [number]
    assert [connection.sender for connection in signal.connections] == ONES
    assert [type(connection.sender) for connection in signal.connections] == [type(one) for one in ONES]
    for other in (1 + 0j, 2, False, 0.0, "", b"", None):
        assert send(signal, other, way=way) == []
    for one in ONES:
        assert signal.has_listeners(one)
        assert signal.disconnect(next(c.receiver for c in signal.connections if c.sender is one), sender=one)
        assert not signal.has_listeners(one)


class Status(str):
    """A str with something more, and so no plain one."""

    __slots__ = ()


class Level(enum.IntEnum):
    """Numbers with names."""

    HIGH = 1


@pytest.mark.parametrize(
    ("sender", "equal"),
    [
        (Status("paid"), Status("paid")),
        (Status("paid"), "paid"),
        (Level.HIGH, 1),
        ((1, 2), tuple(iter([1, 2]))),
        (1j, complex("1j")),
    ],
    ids=["str subclass", "str subclass, str", "IntEnum, int", "tuple", "complex"],
)
def test_all_other_values_are_told_apart_as_objects(signal: Any, sender: object, equal: object) -> None:
    """Row 5: who has a class of its own is itself and nothing else."""
    assert sender == equal
    assert sender is not equal
    receiver = signal.connect(lambda sender, order: "heard", sender=sender)
    for _ in range(2):
        assert results(send(signal, sender)) == ["heard"]
        assert send(signal, equal) == []
    assert not signal.has_listeners(equal)
    assert not signal.disconnect(receiver, sender=equal)
    assert signal.disconnect(receiver, sender=sender)


def test_what_is_no_number_is_itself(signal: Any) -> None:
    """Row 5: a float that does not equal itself is found all the same."""
    nan = float("nan")
    receiver = signal.connect(lambda sender, order: "heard", sender=nan)
    assert results(send(signal, nan)) == ["heard"]
    assert signal.disconnect(receiver, sender=nan)


def test_a_number_is_no_id(signal: Any) -> None:
    """Row 5: the id of another sender, or none, is a number like any other."""
    sender = Sender()
    signal.connect(lambda sender, order: "object", sender=sender)
    for number in (id(sender), 0):
        assert send(signal, number) == []
        assert not signal.has_listeners(number)
        signal.connect(lambda sender, order: "number", sender=number)
        assert results(send(signal, number)) == ["number"]
    assert results(send(signal, sender)) == ["object"]
    assert send(signal, None) == []


@pytest.mark.parametrize("make", PLAIN.values(), ids=PLAIN)
def test_connected_and_preserved_know_plain_values_too(signal: Any, make: Callable[[], object]) -> None:
    """Row 8: by another object that is equal."""

    def receiver(sender: object, order: object) -> str:
        return "heard"

    with signal.connected(receiver, sender=make()):
        assert results(send(signal, make())) == ["heard"]
        with signal.connected(receiver, sender=make()):
            assert len(signal.connections) == 1
        assert len(signal.connections) == 1
    assert signal.connections == ()
    signal.connect(receiver, sender=make(), dispatch_uid="uid")
    with signal.preserved():
        assert signal.disconnect(dispatch_uid="uid", sender=make())
        signal.connect(receiver, sender=make())
    assert [(c.sender, c.dispatch_uid) for c in signal.connections] == [(make(), "uid")]


@pytest.mark.parametrize("make", PLAIN.values(), ids=PLAIN)
def test_a_plain_value_is_kept_no_longer_than_its_connections(signal: Any, make: Callable[[], object]) -> None:
    """Row 11: nothing is left in the signal under it, however often one came and went."""
    for number in range(20):
        receiver = signal.connect(lambda sender, order: "heard", sender=make(), dispatch_uid=number)
        send(signal, make())
        assert signal.disconnect(receiver, sender=make())
    assert signal._registry._groups == {}
    assert signal._registry.routes is None


def test_a_weakly_held_receiver_of_a_plain_value_goes_when_its_object_does(signal: Any) -> None:
    """Row 6: the value stays, for whoever else is connected for it."""
    shelf = Shelf()
    signal.connect(shelf.take, sender="shop", weak=True)
    signal.connect(lambda sender, order: "stays", sender="shop")
    assert results(send(signal, "shop", 7)) == [7, "stays"]
    del shelf
    assert results(send(signal, "shop", 7)) == ["stays"]


@pytest.mark.parametrize("sender", [0, "", False, (), frozenset(), 0.0, b""], ids=repr)
def test_false_senders_are_senders_like_any_other(signal: Any, sender: object) -> None:
    """Row 5: only None stands for all."""
    signal.connect(lambda sender, order: "heard", sender=sender)
    assert results(send(signal, sender)) == ["heard"]
    assert send(signal, Sender()) == []
    assert not signal.has_listeners()


@pytest.mark.parametrize(
    "make",
    [Slotted, list, dict, object, lambda: (1, 2), lambda: "s" * 3, lambda: 10**40],
    ids=["slotted", "list", "dict", "object", "tuple", "str", "int"],
)
@in_ways(WAYS)
def test_senders_that_cannot_be_weakly_referenced_work(signal: Any, way: str, make: Callable[[], object]) -> None:
    """Row 5: neither need a sender be hashable."""
    sender, other = make(), Sender()
    with pytest.raises(TypeError):
        weakref.ref(sender)
    receiver = signal.connect(lambda sender, order: "heard", sender=sender)
    for _ in range(2):
        assert results(send(signal, sender, way=way)) == ["heard"]
        assert send(signal, other, way=way) == []
    assert signal.has_listeners(sender)
    assert signal.connections[0].sender is sender
    assert signal.disconnect(receiver, sender=sender)
    assert send(signal, sender, way=way) == []


@in_ways(WAYS)
def test_a_sender_is_asked_for_nothing(signal: Any, way: str) -> None:
    """Row 5: it may be unhashable, equal to nothing and not printable."""
    sender = HostileSender()
    receiver = signal.connect(lambda sender, order: "heard", sender=sender)
    for _ in range(2):
        assert results(send(signal, sender, way=way)) == ["heard"]
    assert signal.has_listeners(sender)
    assert signal.connections[0].sender is sender
    assert signal.disconnect(receiver, sender=sender)


def test_a_sender_is_not_kept_alive(signal: Any) -> None:
    """Row 5: its connections go with it, without the garbage collector."""
    gc.disable()
    try:
        sender = Sender()
        gone = weakref.ref(sender)
        signal.connect(lambda sender, order: 1, sender=sender)
        send(signal, sender)
        assert len(signal.connections) == 1
        del sender
        assert gone() is None
        assert signal.connections == ()
    finally:
        gc.enable()


def test_a_sender_that_cannot_be_weakly_referenced_is_kept_while_it_is_connected(signal: Any) -> None:
    """Row 5: so that no other object gets its id."""
    gone: list[str] = []
    receiver = signal.connect(lambda sender, order: 1, sender=Dying(gone))
    send(signal, Sender())
    assert gone == []
    [connection] = signal.connections
    sender = connection.sender
    del connection
    assert signal.disconnect(receiver, sender=sender)
    del sender
    assert gone == ["gone"]


@in_ways(WAYS)
@pytest.mark.parametrize("others", [0, 3])
def test_the_id_of_a_dead_sender_finds_nobody(signal: Any, way: str, others: int) -> None:
    """Row 5: an object in the same place in memory is another sender, though nobody looked in between."""
    for _ in range(others):
        signal.connect(lambda sender, order: "all")
    reused = False
    for sent in range(30):
        sender = Sender()
        signal.connect(lambda sender, order: "dead", sender=sender)
        for _ in range(sent % 3):
            send(signal, sender)
        address = id(sender)
        del sender
        newcomer = born_at(address, Sender)
        reused |= id(newcomer) == address
        assert results(send(signal, newcomer, way=way)) == ["all"] * others
        assert signal.has_listeners(newcomer) is (others > 0)
    assert reused


def test_the_id_of_a_dead_sender_is_free_for_another(signal: Any) -> None:
    """Row 5: what is connected for the newcomer is called for it, and nothing else is."""
    reused = False
    for number in range(30):
        sender = Sender()
        signal.connect(lambda sender, order: "dead", sender=sender)
        address = id(sender)
        del sender
        newcomer = born_at(address, Sender)
        reused |= id(newcomer) == address
        receiver = signal.connect(lambda sender, order, number=number: number, sender=newcomer)
        assert results(send(signal, newcomer)) == [number]
        assert [connection.receiver for connection in signal.connections] == [receiver]
        assert signal.disconnect(receiver, sender=newcomer)
    assert reused


def test_the_id_of_a_sender_that_is_disconnected_finds_nobody(signal: Any) -> None:
    """Row 5: also where it could not be weakly referenced, and was therefore held."""
    reused = False
    for _ in range(30):
        sender = Slotted()
        receiver = signal.connect(lambda sender, order: "gone", sender=sender)
        send(signal, sender)
        assert signal.disconnect(receiver, sender=sender)
        address = id(sender)
        del sender
        newcomer = born_at(address, Slotted)
        reused |= id(newcomer) == address
        assert send(signal, newcomer) == []
    assert reused


def test_a_sender_that_dies_takes_all_of_its_connections_along(signal: Any) -> None:
    """Row 5: however many there are, with uids or without, and no others."""
    stays = signal.connect(lambda sender, order: "stays")
    for count in (1, 2, 30):
        sender = Sender()
        for number in range(count):
            signal.connect(lambda sender, order, number=number: number, sender=sender)
            signal.connect(stays, sender=sender, dispatch_uid=("uid", number))
        assert len(send(signal, sender)) == 2 * count + 1
        del sender
        assert [connection.receiver for connection in signal.connections] == [stays]
    newcomer = Sender()
    signal.connect(stays, sender=newcomer, dispatch_uid=("uid", 0))
    assert len(send(signal, newcomer)) == 2


def test_senders_of_many_kinds_do_not_get_in_each_others_way(signal: Any) -> None:
    """Row 5: each hears its own, in any number."""
    senders: list[object] = [Sender(), Base, Derived, Slotted(), 3, "three", (), [], {}, len, Ellipsis]
    for number, sender in enumerate(senders):
        signal.connect(lambda sender, order, number=number: number, sender=sender)
    for number, sender in enumerate(senders):
        assert results(send(signal, sender)) == [number]
    assert len(signal.connections) == len(senders)
