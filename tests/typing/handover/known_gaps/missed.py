"""What is wrong, and only the checkers named in a mark report."""

from __future__ import annotations

from functools import partial
from typing import Any

import dramatiq
from celery import Task, shared_task
from django.tasks import task

from tests.typing.shop import OrderCompleted, OrderRejected, order_completed, order_packed
from typedsignals.handover import hand_keywords_to, hand_to, unpacked


# celery-types': with `bind=True` it takes the parameters of the task from the type of `self`. Write `self: Any`, or a
# protocol of what is used of it: accept/celery_tasks.py.
@shared_task(bind=True)
@unpacked
def bound(self: Task[..., None], payload: OrderRejected) -> None: ...


@shared_task(bind=True)
@unpacked
def bound_to_any(self: Task[Any, Any], payload: OrderRejected) -> None: ...


@shared_task(bind=True)
def bound_note(self: Task[..., None], order_id: int, carrier: str) -> None: ...


order_completed.connect(hand_to(bound.delay))  # E[pyright]: another payload
order_completed.connect(hand_to(bound_to_any.delay))  # E[mypy, pyright]: another payload
order_packed.connect(hand_keywords_to(bound_note.delay))  # E[pyright]: nobody sends a carrier


@dramatiq.actor
@unpacked
def send_invoice(payload: OrderCompleted) -> None: ...


# Of a partial, typeshed says no more than what it returns. (Refused when it is imported: the options take the payload.)
order_completed.connect(hand_to(partial(send_invoice.send_with_options, delay=60)))  # E[ty]: no payload arrives


def from_a_shelf(shelf: int, payload: OrderRejected) -> None: ...


by_partial = task(unpacked(partial(from_a_shelf, 7)))
order_completed.connect(hand_to(by_partial.enqueue))  # E[pyright, ty]: another payload
