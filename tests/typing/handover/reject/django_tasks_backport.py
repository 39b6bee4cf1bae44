"""`django_tasks`, which has the tasks of Django 6 for older ones."""

from __future__ import annotations

from django_tasks import TaskContext, task

from tests.typing.shop import OrderCompleted, order_completed, order_rejected, order_shipped, parcel_due
from typedsignals.django import after_commit
from typedsignals.handover import ahand_to, hand_keywords_to, hand_to, unpacked


@task(queue_name="mail", priority=3)
@unpacked
def send_invoice(payload: OrderCompleted) -> None: ...


@task(takes_context=True)
@unpacked
def book(context: TaskContext, payload: OrderCompleted) -> None: ...


@task
def not_unpacked(payload: OrderCompleted) -> None: ...


@task
def misspelt(order_id: int, carier: str) -> None: ...


order_rejected.connect(hand_to(send_invoice.enqueue))  # E: another payload
order_rejected.connect(hand_to(after_commit(send_invoice.using(queue_name="slow").enqueue)))  # E: another payload
order_rejected.connect(hand_to(book.enqueue))  # E: another payload
order_completed.connect(hand_to(not_unpacked.enqueue))  # E: @unpacked is missing
order_completed.connect(ahand_to(book.aenqueue))  # E: this signal awaits nothing
parcel_due.connect(ahand_to(book.enqueue))  # E: nothing to await
order_shipped.connect(hand_keywords_to(misspelt.enqueue))  # E: it is called carrier


def by_hand(order: OrderCompleted) -> None:
    send_invoice.enqueue(order)  # E: pack is missing
