"""Django's tasks: decorated and enqueued in each way that Django has, and connected wherever a receiver is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, assert_type

from django.tasks import TaskContext, task

from tests.typing.shop import (
    ExpressService,
    OrderCompleted,
    OrderRejected,
    OrderService,
    StockChanged,
    Warehouse,
    audit_due,
    order_completed,
    order_completions,
    order_rejected,
    parcel_due,
    stock_changed,
)
from typedsignals import receiver
from typedsignals.django import after_commit
from typedsignals.handover import Packed, ahand_to, hand_to, pack, unpacked

order = OrderCompleted(7, Decimal(9))


@task
@unpacked
def send_invoice(payload: OrderCompleted) -> None: ...


@task(queue_name="mail", priority=7)
@unpacked
def ask_why(rejected: OrderRejected) -> str:
    return rejected.reason


@task(backend="default")
@unpacked
async def reorder(stock: StockChanged) -> int:
    return stock["left"]


@task(takes_context=True)
@unpacked
def book(context: TaskContext[..., None], payload: OrderCompleted) -> None:
    assert context.attempt == 1


@task(takes_context=True, queue_name="slow")
@unpacked
async def archive(context: TaskContext[Any, Any], payload: OrderCompleted) -> None: ...


order_completed.connect(hand_to(send_invoice.enqueue))
order_completed.connect(hand_to(send_invoice.using(queue_name="mail", priority=3).enqueue), priority=1)
order_completed.connect(hand_to(book.enqueue), sender=ExpressService, dispatch_uid="book")
order_completed.connect(hand_to(archive.using(backend="default").enqueue))
order_rejected.connect(hand_to(ask_why.enqueue))
stock_changed.connect(hand_to(reorder.enqueue), sender=Warehouse())

# Once the transaction has committed, with the options of `after_commit`. The last one packs at the commit, too.
order_completed.connect(hand_to(after_commit(send_invoice.enqueue)))
order_completed.connect(hand_to(after_commit(book.using(priority=3).enqueue, using="archive", robust=True)))
order_completed.connect(hand_to(after_commit(using="archive")(archive.enqueue)), sender=OrderService)
order_rejected.connect(after_commit(hand_to(ask_why.enqueue)))

# An AsyncSignal has receivers of both kinds.
parcel_due.connect(ahand_to(send_invoice.aenqueue))
parcel_due.connect(ahand_to(book.using(queue_name="parcels").aenqueue), sender=ExpressService)
parcel_due.connect(hand_to(archive.enqueue))

# What is exported is listened to; what has been connected is disconnected.
order_completions.connect(hand_to(send_invoice.enqueue))
order_completed.disconnect(hand_to(send_invoice.enqueue))
parcel_due.disconnect(ahand_to(send_invoice.aenqueue))
with order_completed.connected(hand_to(book.enqueue)):
    pass

# What comes back is a receiver: of any sender and this payload, without a result.
invoices = hand_to(send_invoice.enqueue)
receiver(order_completed)(invoices)
receiver(order_completed, sender=OrderService, priority=3)(invoices)
receiver(order_completed, parcel_due)(invoices)
assert_type(invoices(Warehouse(), order), None)


# By hand: what an enqueued task gives back is of the function's own type.
send_invoice.enqueue(pack(order))
send_invoice.enqueue(payload=pack(order))
book.enqueue(payload=pack(order))
assert_type(ask_why.enqueue(pack(OrderRejected(7, "sold out"))).return_value, str)
assert_type(send_invoice.call(pack(order)), None)


# A function that enqueues with what is known at the send, or beside the payload.
def in_the_queue_of_today(payload: Packed[OrderCompleted]) -> object:
    return send_invoice.using(queue_name="today").enqueue(payload)


async def in_the_queue_of_tomorrow(payload: Packed[OrderCompleted]) -> object:
    return await send_invoice.using(queue_name="tomorrow").aenqueue(payload=payload)


order_completed.connect(hand_to(in_the_queue_of_today))
parcel_due.connect(ahand_to(in_the_queue_of_tomorrow))


# A receiver of one's own, where a result is wanted.
@audit_due.connect
async def hand_over_and_count(sender: type[OrderService], payload: OrderCompleted) -> int:
    return (await send_invoice.aenqueue(pack(payload))).attempts
