"""An ``AsyncSignal`` is sent as strictly as a ``Signal``, from sync code and from async code."""

from collections.abc import Awaitable
from decimal import Decimal

from tests.typing.shop import (
    OrderCompleted,
    OrderRejected,
    OrderService,
    Warehouse,
    audit_due,
    invoice_due,
    parcel_due,
    shelf_emptied,
)
from typedsignals import AsyncSignal

order = OrderCompleted(7, Decimal(9))
rejection = OrderRejected(7, "out of stock")

# send.
parcel_due.send(Warehouse, order)  # E: send(sender): a stranger
parcel_due.send(OrderService(), order)  # E: send(sender): an instance
parcel_due.send(None, order)  # E: send(sender): None
parcel_due.send(OrderService, rejection)  # E: send(payload): of another signal
parcel_due.send(OrderService, 7)  # E: send(payload): an int
parcel_due.send(OrderService, None)  # E: send(payload): None
parcel_due.send(OrderService, OrderCompleted)  # E: send(payload): the class
parcel_due.send(OrderService)  # E: send(payload): nothing
parcel_due.send(order)  # E: send(sender): nothing
parcel_due.send()  # E: send(sender): nothing at all
parcel_due.send(order, OrderService)  # E: send(payload): swapped with the sender
parcel_due.send(OrderService, order, 7)  # E: send(): more than a payload
parcel_due.send(sender=OrderService, payload=order)  # E: send(sender): by name
parcel_due.send(OrderService, payload=order)  # E: send(payload): by name
parcel_due.send(OrderService, order_id=7, total=7)  # E: send(payload): in pieces
parcel_due.send(OrderService, OrderCompleted(7))  # E: send(payload): lacks a field
audit_due.send(Warehouse, order)  # E: send(sender): a stranger, where results are asked for
audit_due.send(OrderService, 7)  # E: send(payload): an int, where results are asked for
shelf_emptied.send(Warehouse, 3)  # E: send(sender): the class, where an instance sends
shelf_emptied.send(Warehouse(), "3")  # E: send(payload): a str

# send_robust.
parcel_due.send_robust(Warehouse, order)  # E: send_robust(sender): a stranger
parcel_due.send_robust(OrderService(), order)  # E: send_robust(sender): an instance
parcel_due.send_robust(None, order)  # E: send_robust(sender): None
parcel_due.send_robust(OrderService, rejection)  # E: send_robust(payload): of another signal
parcel_due.send_robust(OrderService, 7)  # E: send_robust(payload): an int
parcel_due.send_robust(OrderService, None)  # E: send_robust(payload): None
parcel_due.send_robust(OrderService, OrderCompleted)  # E: send_robust(payload): the class
parcel_due.send_robust(OrderService)  # E: send_robust(payload): nothing
parcel_due.send_robust(order)  # E: send_robust(sender): nothing
parcel_due.send_robust()  # E: send_robust(sender): nothing at all
parcel_due.send_robust(order, OrderService)  # E: send_robust(payload): swapped with the sender
parcel_due.send_robust(OrderService, order, 7)  # E: send_robust(): more than a payload
parcel_due.send_robust(sender=OrderService, payload=order)  # E: send_robust(sender): by name
parcel_due.send_robust(OrderService, payload=order)  # E: send_robust(payload): by name
parcel_due.send_robust(OrderService, order_id=7, total=7)  # E: send_robust(payload): in pieces
parcel_due.send_robust(OrderService, OrderCompleted(7))  # E: send_robust(payload): lacks a field
audit_due.send_robust(Warehouse, order)  # E: send_robust(sender): a stranger, where results are asked for
audit_due.send_robust(OrderService, 7)  # E: send_robust(payload): an int, where results are asked for
shelf_emptied.send_robust(Warehouse, 3)  # E: send_robust(sender): the class, where an instance sends
shelf_emptied.send_robust(Warehouse(), "3")  # E: send_robust(payload): a str


async def asend() -> None:
    await parcel_due.asend(Warehouse, order)  # E: asend(sender): a stranger
    await parcel_due.asend(OrderService(), order)  # E: asend(sender): an instance
    await parcel_due.asend(None, order)  # E: asend(sender): None
    await parcel_due.asend(OrderService, rejection)  # E: asend(payload): of another signal
    await parcel_due.asend(OrderService, 7)  # E: asend(payload): an int
    await parcel_due.asend(OrderService, None)  # E: asend(payload): None
    await parcel_due.asend(OrderService, OrderCompleted)  # E: asend(payload): the class
    await parcel_due.asend(OrderService)  # E: asend(payload): nothing
    await parcel_due.asend(order)  # E: asend(sender): nothing
    await parcel_due.asend()  # E: asend(sender): nothing at all
    await parcel_due.asend(order, OrderService)  # E: asend(payload): swapped with the sender
    await parcel_due.asend(OrderService, order, 7)  # E: asend(): more than a payload
    await parcel_due.asend(sender=OrderService, payload=order)  # E: asend(sender): by name
    await parcel_due.asend(OrderService, payload=order)  # E: asend(payload): by name
    await parcel_due.asend(OrderService, order_id=7, total=7)  # E: asend(payload): in pieces
    await parcel_due.asend(OrderService, OrderCompleted(7))  # E: asend(payload): lacks a field
    await audit_due.asend(Warehouse, order)  # E: asend(sender): a stranger, where results are asked for
    await audit_due.asend(OrderService, 7)  # E: asend(payload): an int, where results are asked for
    await shelf_emptied.asend(Warehouse, 3)  # E: asend(sender): the class, where an instance sends
    await shelf_emptied.asend(Warehouse(), "3")  # E: asend(payload): a str


async def asend_robust() -> None:
    await parcel_due.asend_robust(Warehouse, order)  # E: asend_robust(sender): a stranger
    await parcel_due.asend_robust(OrderService(), order)  # E: asend_robust(sender): an instance
    await parcel_due.asend_robust(None, order)  # E: asend_robust(sender): None
    await parcel_due.asend_robust(OrderService, rejection)  # E: asend_robust(payload): of another signal
    await parcel_due.asend_robust(OrderService, 7)  # E: asend_robust(payload): an int
    await parcel_due.asend_robust(OrderService, None)  # E: asend_robust(payload): None
    await parcel_due.asend_robust(OrderService, OrderCompleted)  # E: asend_robust(payload): the class
    await parcel_due.asend_robust(OrderService)  # E: asend_robust(payload): nothing
    await parcel_due.asend_robust(order)  # E: asend_robust(sender): nothing
    await parcel_due.asend_robust()  # E: asend_robust(sender): nothing at all
    await parcel_due.asend_robust(order, OrderService)  # E: asend_robust(payload): swapped with the sender
    await parcel_due.asend_robust(OrderService, order, 7)  # E: asend_robust(): more than a payload
    await parcel_due.asend_robust(sender=OrderService, payload=order)  # E: asend_robust(sender): by name
    await parcel_due.asend_robust(OrderService, payload=order)  # E: asend_robust(payload): by name
    await parcel_due.asend_robust(OrderService, order_id=7, total=7)  # E: asend_robust(payload): in pieces
    await parcel_due.asend_robust(OrderService, OrderCompleted(7))  # E: asend_robust(payload): lacks a field
    await audit_due.asend_robust(Warehouse, order)  # E: asend_robust(sender): a stranger, where results are asked for
    await audit_due.asend_robust(OrderService, 7)  # E: asend_robust(payload): an int, where results are asked for
    await shelf_emptied.asend_robust(Warehouse, 3)  # E: asend_robust(sender): the class, where an instance sends
    await shelf_emptied.asend_robust(Warehouse(), "3")  # E: asend_robust(payload): a str


# What comes back.
for writes, invoice in invoice_due.send(OrderService, order):
    sheet: bytes = invoice  # E: send(): what awaiting gave is a str
    writes(OrderService, 7)  # E: send(): the receiver takes an order
    text: str = writes(OrderService, order)  # E: send(): the receiver may give something to await
for audits, audited in audit_due.send(OrderService, order):
    rows: str = audited  # E: send(): what awaiting gave is an int
for audits, audit in audit_due.send_robust(OrderService, order):
    audit + 1  # E: send_robust(): perhaps an exception
for packs, packed in parcel_due.send(OrderService, order):
    box: str = packed  # E: send(): the result is None
first: str = invoice_due.send(OrderService, order)  # E: send(): a list of pairs


async def results() -> None:
    for writes, invoice in await invoice_due.asend(OrderService, order):
        await invoice  # E: asend(): awaited already
        sheet: bytes = invoice  # E: asend(): what awaiting gave is a str
        await writes(OrderService, order)  # E: asend(): the receiver may give a str at once
    for writes, invoiced in await invoice_due.asend_robust(OrderService, order):
        text: str = invoiced  # E: asend_robust(): perhaps an exception
    for audits, audited in await audit_due.asend(OrderService, order):
        rows: str = audited  # E: asend(): what awaiting gave is an int
    for pair in invoice_due.asend(OrderService, order):  # E: asend(): not awaited
        print(pair)
    for pair in invoice_due.asend_robust(OrderService, order):  # E: asend_robust(): not awaited
        print(pair)
    await parcel_due.send(OrderService, order)  # E: send(): nothing to await
    await parcel_due.send_robust(OrderService, order)  # E: send_robust(): nothing to await


def send_other(signal: AsyncSignal[type[OrderService], int]) -> None:
    signal.send(OrderService, order)  # E: send(payload): of another signal


# The result is what awaiting gives, and says of no awaitable.
twice = AsyncSignal[type[OrderService], OrderCompleted, Awaitable[str]]("twice")
for _, result in twice.send(OrderService, order):
    result.upper()  # E: send(): something to await, as it was asked for

# Without type arguments a signal can be sent by nobody.
bare = AsyncSignal("bare")
bare.send(OrderService, order)  # E: send(sender): nobody is known to send it
bare.send_robust(1, 2)  # E: send_robust(sender): nobody is known to send it


async def send_bare() -> None:
    await bare.asend(OrderService, order)  # E: asend(payload): nothing is known to be sent
    await bare.asend_robust(OrderService, order)  # E: asend_robust(payload): nothing is known to be sent
