"""Django's tasks: for another payload, without `@unpacked`, enqueued without `pack`, or with a context that is none."""

from __future__ import annotations

from decimal import Decimal

from django.tasks import TaskContext, task
from procrastinate import JobContext

from tests.typing.shop import (
    OrderCompleted,
    OrderRejected,
    OrderService,
    StockChanged,
    Warehouse,
    audit_due,
    mail_wanted,
    order_completed,
    order_completions,
    order_rejected,
    order_shipped,
    parcel_due,
    shelf_emptied,
    stock_changed,
)
from typedsignals import receiver
from typedsignals.django import after_commit
from typedsignals.django.signals import post_save
from typedsignals.handover import Packed, ahand_to, hand_keywords_to, hand_to, pack, unpacked

order = OrderCompleted(7, Decimal(9))
rejected = OrderRejected(7, "sold out")


@task
@unpacked
def send_invoice(payload: OrderCompleted) -> None: ...


@task(queue_name="mail", priority=7)
@unpacked
def ask_why(payload: OrderRejected) -> str:
    return payload.reason


@task(takes_context=True)
@unpacked
def book(context: TaskContext[..., None], payload: OrderCompleted) -> None: ...


@task
def not_unpacked(payload: OrderCompleted) -> None: ...


@task
def note(order_id: int, reason: str) -> None: ...


@task
def takes_nothing() -> None: ...


# Another payload than the signal's, in each way to enqueue and to connect.
order_completed.connect(hand_to(ask_why.enqueue))  # E: another payload
order_completed.connect(hand_to(ask_why.using(queue_name="slow").enqueue))  # E: another payload
order_completed.connect(hand_to(after_commit(ask_why.enqueue)))  # E: another payload
order_completed.connect(hand_to(after_commit(ask_why.enqueue, using="archive")))  # E: another payload
order_completed.connect(hand_to(after_commit(robust=True)(ask_why.enqueue)))  # E: another payload
order_completed.connect(after_commit(hand_to(ask_why.enqueue)))  # E: another payload
order_rejected.connect(hand_to(book.enqueue))  # E: another payload
order_rejected.connect(hand_to(book.using(priority=3).enqueue))  # E: another payload
order_rejected.connect(hand_to(after_commit(book.enqueue)))  # E: another payload
stock_changed.connect(hand_to(send_invoice.enqueue))  # E: another payload
order_completions.connect(hand_to(ask_why.enqueue))  # E: another payload
order_completed.connected(hand_to(ask_why.enqueue))  # E: another payload
order_completed.connect(hand_to(ask_why.enqueue), sender=OrderService)  # E: another payload
receiver(order_completed)(hand_to(ask_why.enqueue))  # E: another payload
receiver(order_completed, order_rejected)(hand_to(send_invoice.enqueue))  # E: another payload of the second
shelf_emptied.connect(ahand_to(send_invoice.aenqueue))  # E: another payload
parcel_due.connect(ahand_to(ask_why.aenqueue))  # E: another payload
parcel_due.connect(hand_to(ask_why.enqueue))  # E: another payload

# Not what takes a message.
order_completed.connect(hand_to(not_unpacked.enqueue))  # E: @unpacked is missing, and Django cannot carry it
order_completed.connect(hand_to(note.enqueue))  # E: a task of keywords
order_completed.connect(hand_to(takes_nothing.enqueue))  # E: takes nothing
order_completed.connect(hand_to(send_invoice))  # E: the task itself
order_completed.connect(hand_to(send_invoice.enqueue(pack(order))))  # E: what enqueueing gives
order_completed.connect(hand_to(send_invoice.using))  # E: another method of it
order_completed.connect(hand_to(after_commit))  # E: nothing of an engine

# Not a receiver of this signal.
order_completed.connect(send_invoice.enqueue)  # E: hand_to is missing
order_completed.connect(after_commit(send_invoice.enqueue))  # E: hand_to is missing
order_completed.connect(hand_to)  # E: nothing to hand to
order_completed.connect(ahand_to(send_invoice.aenqueue))  # E: this signal awaits nothing
mail_wanted.connect(hand_to(send_invoice.enqueue))  # E: this signal wants a str
audit_due.connect(ahand_to(send_invoice.aenqueue))  # E: this signal wants an int
parcel_due.connect(ahand_to(send_invoice.enqueue))  # E: nothing to await
parcel_due.connect(send_invoice.aenqueue)  # E: ahand_to is missing
parcel_due.connect(ahand_to(after_commit(send_invoice.aenqueue)))  # E: after the commit nothing is awaited
receiver(order_completed, sender=Warehouse)(hand_to(send_invoice.enqueue))  # E: a Warehouse completes no orders
order_shipped.connect(hand_to(send_invoice.enqueue))  # E: this signal sends keywords
post_save.connect(hand_to(send_invoice.enqueue))  # E: Django sends keywords

# By hand.
send_invoice.enqueue(order)  # E: pack is missing
send_invoice.enqueue(payload=order)  # E: pack is missing
send_invoice.enqueue({"order_id": 7, "total": "9"})  # E: not packed
send_invoice.enqueue(pack(rejected))  # E: another payload
send_invoice.enqueue(pack({"order_id": 7, "total": "9"}))  # E: another payload
send_invoice.enqueue(pack(pack(order)))  # E: packed twice
send_invoice.enqueue()  # E: no payload
send_invoice.enqueue(order=pack(order))  # E: it is called payload
send_invoice.call(order)  # E: pack is missing
book.enqueue(None, pack(order))  # E: the context is Django's matter


def packed_elsewhere(message: Packed[OrderRejected]) -> None:
    send_invoice.enqueue(message)  # E: another payload


# A context that Django does not give, or is not asked for.
@task(takes_context=True)  # E: of another engine
@unpacked
def of_another_engine(context: JobContext, payload: OrderCompleted) -> None: ...


@task(takes_context=True)  # E: it takes no context
@unpacked
def without_context(payload: OrderCompleted) -> None: ...


@task
@unpacked
def unasked(context: TaskContext[..., None], payload: OrderCompleted) -> None: ...


order_completed.connect(hand_to(unasked.enqueue))  # E: takes_context=True is missing


# The decorators the other way round.
@unpacked  # E: it stands below the engine's decorator
@task
def upside_down(payload: OrderCompleted) -> None: ...
