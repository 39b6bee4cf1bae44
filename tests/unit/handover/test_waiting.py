"""What waits, as `after_commit` does: it fails when the send is over, and is told whom to name then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from typedsignals import Signal
from typedsignals.handover import hand_to, unpacked


@dataclass(frozen=True)
class OrderCompleted:
    order_id: int


class Task:
    """As an engine's: it keeps its function, and waits before it enqueues."""

    def __init__(self, func: object) -> None:
        self.func = func
        self.enqueued = list[tuple[object, object]]()

    def enqueue(self, payload: object) -> None:
        raise AssertionError


@unpacked
def send_invoice(payload: OrderCompleted) -> None: ...


def _in_the_name_of(receiver: object) -> Callable[..., None]:
    def enqueue(self: Task, payload: object) -> None:
        self.enqueued.append((receiver, payload))

    return enqueue


Task.enqueue.__dict__["__signal_named__"] = _in_the_name_of


def _put(payload: object) -> None: ...


_put.__dict__["__signal_named__"] = pytest.fail


def test_what_waits_is_told_the_task() -> None:
    """Of whom nothing can be read from the engine's method; the same method still gives the same receiver."""
    task = Task(send_invoice)
    signal = Signal[object, OrderCompleted]("order_completed")
    untyped: Any = task.enqueue
    signal.connect(hand_to(untyped))
    assert signal.connect(hand_to(untyped)) is signal.connections[0].receiver
    signal.send(None, OrderCompleted(7))
    assert task.enqueued == [(send_invoice, {"order_id": 7})]


def test_what_has_no_task_names_itself() -> None:
    """A function that somebody wrote is the best name that there is."""
    signal = Signal[object, OrderCompleted]("order_completed")
    signal.connect(hand_to(_put))
    assert signal.send(None, OrderCompleted(7)) == [(hand_to(_put), None)]
