"""Whoever sends says who it is, and sends what the signal carries; what comes back has its type too."""

from decimal import Decimal

from tests.typing.shop import (
    OrderCompleted,
    OrderRejected,
    OrderService,
    Warehouse,
    audit_due,
    invoice_due,
    mail_wanted,
    order_archived,
    order_completed,
    order_counted,
    order_rejected,
    stock_changed,
)
from typedsignals import Signal

order = OrderCompleted(7, Decimal(9))
rejection = OrderRejected(7, "out of stock")
warehouse = Warehouse()

# send.
order_completed.send(Warehouse, order)  # E: send(sender): a stranger
order_completed.send(OrderService(), order)  # E: send(sender): an instance
order_completed.send(None, order)  # E: send(sender): None
order_completed.send(OrderService, rejection)  # E: send(payload): of another signal
order_completed.send(OrderService, 7)  # E: send(payload): an int
order_completed.send(OrderService, None)  # E: send(payload): None
order_completed.send(OrderService, OrderCompleted)  # E: send(payload): the class
order_completed.send(OrderService)  # E: send(payload): nothing
order_completed.send(order)  # E: send(sender): nothing
order_completed.send()  # E: send(sender): nothing at all
order_completed.send(order, OrderService)  # E: send(payload): swapped with the sender
order_completed.send(OrderService, order, 7)  # E: send(): more than a payload
order_completed.send(sender=OrderService, payload=order)  # E: send(sender): by name
order_completed.send(OrderService, payload=order)  # E: send(payload): by name
order_completed.send(OrderService, order_id=7, total=7)  # E: send(payload): in pieces
order_completed.send(OrderService, OrderCompleted(7))  # E: send(payload): lacks a field
order_completed.send(OrderService, OrderCompleted("7", Decimal(9)))  # E: send(payload): a field of another type
order_rejected.send(OrderService, (7, "out of stock"))  # E: send(payload): a plain tuple
stock_changed.send(warehouse, {"sku": "A-1"})  # E: send(payload): lacks a key
stock_changed.send(warehouse, {"sku": "A-1", "left": "3"})  # E: send(payload): a value of another type
stock_changed.send(warehouse, {"sku": "A-1", "left": 3, "right": 4})  # E: send(payload): a key too many
stock_changed.send(Warehouse, {"sku": "A-1", "left": 3})  # E: send(sender): the class, where an instance sends
order_counted.send(OrderService, "7")  # E: send(payload): a str
order_counted.send(OrderService, None)  # E: send(payload): None
order_archived.send(OrderService, 7)  # E: send(payload): an int, where None is sent
order_archived.send(OrderService)  # E: send(payload): None has to be said
invoice_due.send(OrderService, 7)  # E: send(payload): an int, of awaited results
invoice_due.send(Warehouse, order)  # E: send(sender): a stranger, of awaited results
audit_due.send(OrderService, 7)  # E: send(payload): an int, of perhaps awaited results
audit_due.send(Warehouse, order)  # E: send(sender): a stranger, of perhaps awaited results

# send_robust.
order_completed.send_robust(Warehouse, order)  # E: send_robust(sender): a stranger
order_completed.send_robust(OrderService(), order)  # E: send_robust(sender): an instance
order_completed.send_robust(None, order)  # E: send_robust(sender): None
order_completed.send_robust(OrderService, rejection)  # E: send_robust(payload): of another signal
order_completed.send_robust(OrderService, 7)  # E: send_robust(payload): an int
order_completed.send_robust(OrderService, None)  # E: send_robust(payload): None
order_completed.send_robust(OrderService, OrderCompleted)  # E: send_robust(payload): the class
order_completed.send_robust(OrderService)  # E: send_robust(payload): nothing
order_completed.send_robust(order)  # E: send_robust(sender): nothing
order_completed.send_robust()  # E: send_robust(sender): nothing at all
order_completed.send_robust(order, OrderService)  # E: send_robust(payload): swapped with the sender
order_completed.send_robust(OrderService, order, 7)  # E: send_robust(): more than a payload
order_completed.send_robust(sender=OrderService, payload=order)  # E: send_robust(sender): by name
order_completed.send_robust(OrderService, payload=order)  # E: send_robust(payload): by name
order_completed.send_robust(OrderService, order_id=7, total=7)  # E: send_robust(payload): in pieces
invoice_due.send_robust(OrderService, 7)  # E: send_robust(payload): an int, of awaited results
invoice_due.send_robust(Warehouse, order)  # E: send_robust(sender): a stranger, of awaited results
audit_due.send_robust(OrderService, 7)  # E: send_robust(payload): an int, of perhaps awaited results
audit_due.send_robust(Warehouse, order)  # E: send_robust(sender): a stranger, of perhaps awaited results


async def asend() -> None:
    await order_completed.asend(Warehouse, order)  # E: asend(sender): a stranger
    await order_completed.asend(OrderService(), order)  # E: asend(sender): an instance
    await order_completed.asend(None, order)  # E: asend(sender): None
    await order_completed.asend(OrderService, rejection)  # E: asend(payload): of another signal
    await order_completed.asend(OrderService, 7)  # E: asend(payload): an int
    await order_completed.asend(OrderService, None)  # E: asend(payload): None
    await order_completed.asend(OrderService, OrderCompleted)  # E: asend(payload): the class
    await order_completed.asend(OrderService)  # E: asend(payload): nothing
    await order_completed.asend(order)  # E: asend(sender): nothing
    await order_completed.asend()  # E: asend(sender): nothing at all
    await order_completed.asend(order, OrderService)  # E: asend(payload): swapped with the sender
    await order_completed.asend(OrderService, order, 7)  # E: asend(): more than a payload
    await order_completed.asend(sender=OrderService, payload=order)  # E: asend(sender): by name
    await order_completed.asend(OrderService, payload=order)  # E: asend(payload): by name
    await order_completed.asend(OrderService, order_id=7, total=7)  # E: asend(payload): in pieces
    await invoice_due.asend(OrderService, 7)  # E: asend(payload): an int, of awaited results
    await invoice_due.asend(Warehouse, order)  # E: asend(sender): a stranger, of awaited results
    await audit_due.asend(OrderService, 7)  # E: asend(payload): an int, of perhaps awaited results
    await audit_due.asend(Warehouse, order)  # E: asend(sender): a stranger, of perhaps awaited results


async def asend_robust() -> None:
    await order_completed.asend_robust(Warehouse, order)  # E: asend_robust(sender): a stranger
    await order_completed.asend_robust(OrderService(), order)  # E: asend_robust(sender): an instance
    await order_completed.asend_robust(None, order)  # E: asend_robust(sender): None
    await order_completed.asend_robust(OrderService, rejection)  # E: asend_robust(payload): of another signal
    await order_completed.asend_robust(OrderService, 7)  # E: asend_robust(payload): an int
    await order_completed.asend_robust(OrderService, None)  # E: asend_robust(payload): None
    await order_completed.asend_robust(OrderService, OrderCompleted)  # E: asend_robust(payload): the class
    await order_completed.asend_robust(OrderService)  # E: asend_robust(payload): nothing
    await order_completed.asend_robust(order)  # E: asend_robust(sender): nothing
    await order_completed.asend_robust()  # E: asend_robust(sender): nothing at all
    await order_completed.asend_robust(order, OrderService)  # E: asend_robust(payload): swapped with the sender
    await order_completed.asend_robust(OrderService, order, 7)  # E: asend_robust(): more than a payload
    await order_completed.asend_robust(sender=OrderService, payload=order)  # E: asend_robust(sender): by name
    await order_completed.asend_robust(OrderService, payload=order)  # E: asend_robust(payload): by name
    await order_completed.asend_robust(OrderService, order_id=7, total=7)  # E: asend_robust(payload): in pieces
    await invoice_due.asend_robust(OrderService, 7)  # E: asend_robust(payload): an int, of awaited results
    await invoice_due.asend_robust(Warehouse, order)  # E: asend_robust(sender): a stranger, of awaited results
    await audit_due.asend_robust(OrderService, 7)  # E: asend_robust(payload): an int, of perhaps awaited results
    await audit_due.asend_robust(Warehouse, order)  # E: asend_robust(sender): a stranger, of perhaps awaited results


# What comes back.
for hearing, text in mail_wanted.send(OrderService, order):
    number: int = text  # E: send(): the result is a str
    text.order_id  # E: send(): a str has no such attribute
    hearing(OrderService, 7)  # E: send(): the receiver takes an order
    answer: int = hearing(OrderService, order)  # E: send(): the receiver gives a str
for _, outcome in mail_wanted.send_robust(OrderService, order):
    outcome.upper()  # E: send_robust(): perhaps an exception
    outcome.args  # E: send_robust(): perhaps a str
    letter: str = outcome  # E: send_robust(): perhaps an exception
for hears_orders, nothing in order_completed.send(OrderService, order):
    word: str = nothing  # E: send(): the result is None
for writes, invoice in invoice_due.send(OrderService, order):
    sheet: bytes = invoice  # E: send(): what awaiting gave is a str
for audits, audited in audit_due.send(OrderService, order):
    rows: str = audited  # E: send(): what awaiting gave is an int
for audits, audit in audit_due.send_robust(OrderService, order):
    audit + 1  # E: send_robust(): perhaps an exception
first: str = mail_wanted.send(OrderService, order)  # E: send(): a list of pairs
pairs: dict[str, str] = mail_wanted.send_robust(OrderService, order)  # E: send_robust(): a list of pairs
mail_wanted.send(OrderService, order)[0].upper()  # E: send(): a pair


async def results() -> None:
    for _, text in await mail_wanted.asend(OrderService, order):
        number: int = text  # E: asend(): the result is a str
    for _, outcome in await mail_wanted.asend_robust(OrderService, order):
        letter: str = outcome  # E: asend_robust(): perhaps an exception
    for writes, invoice in await invoice_due.asend(OrderService, order):
        await invoice  # E: asend(): awaited already
    for writes, invoiced in await invoice_due.asend_robust(OrderService, order):
        sheet: str = invoiced  # E: asend_robust(): perhaps an exception
    for audits, audited in await audit_due.asend(OrderService, order):
        rows: str = audited  # E: asend(): what awaiting gave is an int
    for pair in invoice_due.asend(OrderService, order):  # E: asend(): not awaited
        print(pair)
    for pair in invoice_due.asend_robust(OrderService, order):  # E: asend_robust(): not awaited
        print(pair)
    await order_completed.send(OrderService, order)  # E: send(): nothing to await
    await order_completed.send_robust(OrderService, order)  # E: send_robust(): nothing to await


def send_other(signal: Signal[type[OrderService], int]) -> None:
    signal.send(OrderService, order)  # E: send(payload): of another signal
