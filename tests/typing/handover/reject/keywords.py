"""Keyword signals: tasks that take other keywords than are sent, and what is no task of keywords."""

from __future__ import annotations

from django.tasks import TaskContext, task

from tests.typing.shop import (
    OrderCompleted,
    OrderService,
    Warehouse,
    order_completed,
    order_packed,
    order_returned,
    order_shipped,
    parcel_due,
    price_asked,
    stock_asked,
    stock_counted,
)
from typedsignals import receiver
from typedsignals.django import after_commit, django_signal
from typedsignals.handover import ahand_to, hand_keywords_to, hand_to, unpacked


@task
@unpacked
def send_invoice(payload: OrderCompleted) -> None: ...


@task
def note(order_id: int, carrier: str) -> None: ...


@task
def misspelt(order_id: int, carier: str) -> None: ...


@task
def of_texts(order_id: str, carrier: str) -> None: ...


@task
def needs_more(order_id: int, carrier: str, weight: int) -> None: ...


@task
def takes_less(order_id: int) -> None: ...


@task
def by_position(order_id: int, carrier: str, /) -> None: ...


@task
def of_more_ints(order_id: int, **more: int) -> None: ...


@task
def context_unasked(context: TaskContext[..., None], order_id: int, carrier: str) -> None: ...


@task
def refund_needed(order_id: int, refund: str) -> None: ...


# Where Django's own signals are sent, receivers have to take more.
@django_signal
def order_kept(sender: type[OrderService], *, order_id: int) -> None: ...


order_shipped.connect(hand_keywords_to(misspelt.enqueue))  # E: it is called carrier
order_shipped.connect(hand_keywords_to(of_texts.enqueue))  # E: order_id is an int
order_shipped.connect(hand_keywords_to(needs_more.enqueue))  # E: nobody sends a weight
order_shipped.connect(hand_keywords_to(takes_less.enqueue))  # E: carrier has nowhere to go
order_shipped.connect(hand_keywords_to(by_position.enqueue))  # E: keywords are sent
order_shipped.connect(hand_keywords_to(of_more_ints.enqueue))  # E: carrier is a str
order_shipped.connect(hand_keywords_to(context_unasked.enqueue))  # E: takes_context=True is missing
order_returned.connect(hand_keywords_to(refund_needed.enqueue))  # E: refund is a Decimal
stock_counted.connect(hand_keywords_to(note.enqueue))  # E: another signal's keywords
order_packed.connect(hand_keywords_to(note.enqueue))  # E: nobody sends a carrier
order_shipped.connect(hand_keywords_to(after_commit(misspelt.enqueue)))  # E: it is called carrier
order_shipped.connect(hand_keywords_to(misspelt.using(priority=3).enqueue))  # E: it is called carrier
order_shipped.connect(after_commit(hand_keywords_to(misspelt.enqueue)))  # E: it is called carrier
receiver(order_shipped)(hand_keywords_to(misspelt.enqueue))  # E: it is called carrier
receiver(order_shipped, sender=Warehouse)(hand_keywords_to(note.enqueue))  # E: a Warehouse ships nothing

order_completed.connect(hand_keywords_to(note.enqueue))  # E: this signal sends a payload
parcel_due.connect(hand_keywords_to(note.enqueue))  # E: this signal sends a payload
order_shipped.connect(hand_keywords_to(send_invoice.enqueue))  # E: a task of a payload
order_shipped.connect(hand_to(send_invoice.enqueue))  # E: a task of a payload
order_packed.connect(ahand_to(send_invoice.aenqueue))  # E: a task of a payload
order_shipped.connect(hand_keywords_to(note))  # E: the task itself
order_shipped.connect(note.enqueue)  # E: hand_keywords_to is missing
order_kept.connect(hand_keywords_to(takes_less.enqueue))  # E: Django's signals send themselves, too, as `signal`
price_asked.connect(hand_keywords_to(note.enqueue))  # E: this signal wants a Decimal
stock_asked.connect(hand_keywords_to(note.enqueue))  # E: this signal wants an int
