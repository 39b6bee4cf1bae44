"""`django_tasks`, which has the tasks of Django 6 for older ones, and types of its own."""

from __future__ import annotations

from django_tasks import TaskContext, task

from tests.typing.shop import OrderCompleted, order_completed, order_shipped, parcel_due
from typedsignals.django import after_commit
from typedsignals.handover import ahand_to, hand_keywords_to, hand_to, pack, unpacked


@task(queue_name="mail", priority=3)
@unpacked
def send_invoice(payload: OrderCompleted) -> None: ...


@task(takes_context=True)
@unpacked
def book(context: TaskContext, payload: OrderCompleted) -> None: ...


@task
def note(order_id: int, carrier: str) -> None: ...


order_completed.connect(hand_to(send_invoice.enqueue))
order_completed.connect(hand_to(after_commit(send_invoice.using(queue_name="slow").enqueue)))
order_completed.connect(hand_to(book.enqueue))
parcel_due.connect(ahand_to(book.aenqueue))
order_shipped.connect(hand_keywords_to(note.enqueue))


def by_hand(order: OrderCompleted) -> None:
    send_invoice.enqueue(pack(order))
