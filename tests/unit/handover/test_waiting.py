"""What waits, as `after_commit` does: it fails when the send is over, and is told whom to name then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from typedsignals import ReceiverError, Signal
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


def _waiting(call: Callable[..., object]) -> Any:
    def wrapper(*args: object, **kwargs: object) -> None: ...

    wrapper.__dict__.update(__wrapped__=call, __signal_named__=pytest.fail)
    return wrapper


class Runs:
    """A task as Celery's, which runs its function when it is called."""

    __wrapped__ = staticmethod(send_invoice)

    def __call__(self, payload: object) -> None: ...
    def delay(self, payload: object) -> None: ...


WOULD_RUN_HERE: dict[str, tuple[Any, str]] = {
    "the function, after the commit": (_waiting(send_invoice), "it is the task's function, which would run here"),
    "the task, after the commit": (_waiting(Runs()), "it is the task itself, which would run here"),
    "a partial of the function": (partial(send_invoice), "it is the task's function, which would run here"),
    "a partial of the task": (partial(Runs()), "it is the task itself, which would run here"),
    "both": (_waiting(partial(partial(Runs()))), r"it is the task itself.*Write hand_to\(task\.delay\)"),
}


@pytest.mark.parametrize(("enqueue", "message"), WOULD_RUN_HERE.values(), ids=WOULD_RUN_HERE)
def test_what_would_run_here_is_refused_under_what_puts_it_off(enqueue: Any, message: str) -> None:
    """It is no less of a mistake there."""
    with pytest.raises(ReceiverError, match=message):
        hand_to(enqueue)
