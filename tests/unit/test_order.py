"""In which order receivers are called."""

import enum
import random
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.kinds import WAYS, Sender, Shelf, in_ways, results, send, where
from typedsignals import SignalWarning


def saying(word: object) -> Callable[[object, object], object]:
    """Make a receiver whose result is ``word``."""

    def receiver(sender: object, order: object) -> object:
        return word

    return receiver


@in_ways(WAYS)
def test_receivers_are_called_in_the_order_of_their_connections(signal: Any, way: str) -> None:
    """Row 2: without priorities, the older connection comes first."""
    for number in range(20):
        signal.connect(saying(number))
    assert results(send(signal, Sender(), way=way)) == list(range(20))


@in_ways(WAYS)
def test_higher_priority_is_called_first(signal: Any, way: str) -> None:
    """Row 2: priority goes before age, zero is in the middle, equal priorities keep their order."""
    for priority in (0, -1, 5, 0, 5, -(10**30), 10**30):
        signal.connect(saying(priority), priority=priority)
    assert results(send(signal, Sender(), way=way)) == [10**30, 5, 5, 0, 0, -1, -(10**30)]


class Urgency(enum.IntEnum):
    """Priorities with names."""

    LATE = -1
    EARLY = 1


def test_priorities_may_have_names(signal: Any) -> None:
    """Row 2: whatever is an int to a type checker is one."""
    for priority in (Urgency.LATE, False, Urgency.EARLY, True):
        signal.connect(saying(priority), priority=priority)
    assert results(send(signal, Sender())) == [Urgency.EARLY, True, False, Urgency.LATE]
    assert [repr(connection.priority) for connection in signal.connections] == ["1", "1", "0", "-1"]


def test_receivers_of_one_sender_and_of_all_are_called_in_one_order(signal: Any) -> None:
    """Row 2: it does not matter for whom a receiver was connected."""
    sender = Sender()
    signal.connect(saying("all, first"))
    signal.connect(saying("one, second"), sender=sender)
    signal.connect(saying("all, third"))
    signal.connect(saying("one, urgent"), sender=sender, priority=1)
    signal.connect(saying("all, last"), priority=-1)
    signal.connect(saying("one, fourth"), sender=sender)
    expected = ["one, urgent", "all, first", "one, second", "all, third", "one, fourth", "all, last"]
    assert results(send(signal, sender)) == expected
    assert results(send(signal, Sender())) == ["all, first", "all, third", "all, last"]


@pytest.mark.parametrize("narrowed", [False, True], ids=["all", "one sender"])
def test_order_holds_for_many_receivers_that_come_and_go(signal: Any, narrowed: bool) -> None:
    """Row 2: the same order, however many there are and whoever has left in between."""
    dice = random.Random(7)
    sender = Sender()
    options = {"sender": sender} if narrowed else {}
    standing: list[tuple[int, int, Any]] = []
    for age in range(120):
        if age % 3 == 2:
            signal.disconnect(standing.pop(dice.randrange(len(standing)))[2], **options)
        priority = dice.randrange(-2, 3)
        receiver = saying(age)
        signal.connect(receiver, priority=priority, **options)
        standing.append((-priority, age, receiver))
        if age % 20 == 0:
            assert [r for r, _ in send(signal, sender)] == [r for _, _, r in sorted(standing, key=lambda s: s[:2])]
    assert [r for r, _ in send(signal, sender)] == [r for _, _, r in sorted(standing, key=lambda s: s[:2])]
    assert [c.receiver for c in signal.connections] == [r for _, _, r in sorted(standing, key=lambda s: s[:2])]


def test_connecting_again_keeps_the_place(signal: Any) -> None:
    """Row 2: a repeated connect changes nothing and says nothing, since it asks for what is there."""
    first, second = saying(1), saying(2)
    shelf = Shelf()
    for receiver in (first, second, shelf.take, first, shelf.take):
        assert signal.connect(receiver) is not None
    assert [r for r, _ in send(signal, Sender())] == [first, second, shelf.take]


def test_connecting_anew_takes_the_last_place(signal: Any) -> None:
    """Row 2: who was disconnected is as young as any newcomer."""
    first, second = saying(1), saying(2)
    for receiver in (first, second):
        signal.connect(receiver)
    signal.disconnect(first)
    signal.connect(first)
    assert results(send(signal, Sender())) == [2, 1]


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({"priority": 7}, "priority"),
        ({"weak": True}, "weak"),
        ({"weak": True, "priority": 7}, "weak and priority"),
    ],
)
@pytest.mark.parametrize("narrowed", [False, True], ids=["all", "one sender"])
def test_asking_for_another_priority_or_weak_changes_nothing_and_warns(
    signal: Any, options: dict[str, Any], kept: str, narrowed: bool
) -> None:
    """Row 2: the warning names the receiver, the signal, what stays, and the remedy."""
    sender = {"sender": Sender()} if narrowed else {}
    first, second = saying(1), saying(2)
    for receiver in (first, second):
        signal.connect(receiver, **sender)
    before = signal.connections
    message = (
        f"{where(second)} is connected to signal 'order_completed' already and keeps its {kept}; "
        f"disconnect it first to connect it otherwise"
    )
    with pytest.warns(SignalWarning, match=f"^{re.escape(message)}$") as caught:
        signal.connect(second, **sender, **options)
    assert caught[0].filename == __file__
    assert caught[0].category is SignalWarning
    assert len(caught) == 1
    assert signal.connections == before


def test_asking_again_for_the_same_options_does_not_warn(signal: Any) -> None:
    """Row 2: also where they are not the default ones."""
    receiver = saying(1)
    for _ in range(2):
        signal.connect(receiver, weak=True, priority=3, dispatch_uid="log")
    for _ in range(2):
        signal.connect(receiver, weak=True, priority=3)
    assert results(send(signal, Sender())) == [1, 1]
