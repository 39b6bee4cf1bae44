"""What connecting and sending cost: facts of the algorithm, never seconds."""

import functools
from typing import Any

from typedsignals._connection import FEW

from tests.unit.kinds import Sender, payload_signal, results, send
from typedsignals import Signal


def hear(number: int, sender: object, order: object) -> int:
    """Be many receivers."""
    return number


def many(signal: Any, count: int) -> list[Any]:
    """Connect this many receivers."""
    receivers = [functools.partial(hear, number) for number in range(count)]
    for receiver in receivers:
        signal.connect(receiver)
    return receivers


def test_a_few_receivers_are_looked_through_and_more_are_looked_up() -> None:
    """Row 7: connect and disconnect take the same time beside ten receivers and beside ten thousand."""
    signal = payload_signal()
    few = many(signal, FEW)
    assert [signal._everyone.index] == [None]
    (last,) = many(signal, 1)
    index = signal._everyone.index
    assert [[entry.receiver for entry in entries] for entries in index.values()] == [[each] for each in (*few, last)]
    signal.disconnect(few[0])
    signal.connect(few[1], dispatch_uid="uid")
    assert signal._everyone.index is index  # it is changed, not made anew
    assert results(send(signal, Sender())) == [1, 2, 3, 4, 5, 6, 7, 0, 1]


def test_what_is_published_lasts_while_nothing_changes_for_its_senders() -> None:
    """Row 10: a connection for one sender costs the sends of others nothing."""
    signal, sender = payload_signal(), Sender()
    many(signal, 3)
    send(signal, None)
    published = signal._shared
    assert published is not None
    signal.connect(functools.partial(hear, 7), sender=sender)
    assert signal._shared is published
    assert results(send(signal, sender)) == [0, 1, 2, 7]
    route = signal._routes[id(sender)]
    send(signal, sender)
    assert signal._routes[id(sender)] is route
    signal.disconnect(signal.connections[0].receiver)
    assert (signal._shared, signal._routes) == (None, {})


def test_one_async_receiver_changes_how_all_are_sent_to() -> None:
    """Row 12: and so does the last one that goes."""
    signal, sender = payload_signal(), Sender()

    async def later(sender: object, order: object) -> object:
        return order

    many(signal, 1)
    send(signal, None)
    assert signal._shared is not None
    signal.connect(later, sender=sender)
    assert [signal._shared] == [None]
    send(signal, None)
    assert ([signal._shared], len(signal._aside)) == ([None], 1)
    signal.disconnect(later, sender=sender)
    send(signal, None)
    assert (len(signal._shared), signal._aside) == (1, {})


def test_a_new_signal_has_nothing_to_do() -> None:
    """Row 3: a send to nobody looks at one attribute."""
    signal = payload_signal()
    assert (signal._active, signal._shared, signal._aside, signal._routes) == (False, (), {}, {})


def test_the_module_that_makes_a_signal_is_its_home() -> None:
    """Row 15: not typing, through which ``Signal[...](...)`` goes."""
    for signal in (Signal[int, str]("order_completed"), Signal[int, str]()):
        assert signal._home == __name__


def test_many_connections_take_no_dictionary_each() -> None:
    """Row 16: what is asked for once is small."""
    signal = payload_signal()
    many(signal, 1)
    assert not hasattr(signal.connections[0], "__dict__")
    assert not hasattr(signal, "__dict__")
