"""Whoever sends says who it is, and sends what the signal carries; what comes back has its type too."""

from decimal import Decimal
from typing import ClassVar, Literal, Self

from tests.typing.shop import (
    OrderCompleted,
    OrderRejected,
    OrderService,
    Warehouse,
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
first: str = mail_wanted.send(OrderService, order)  # E: send(): a list of pairs
pairs: dict[str, str] = mail_wanted.send_robust(OrderService, order)  # E: send_robust(): a list of pairs
mail_wanted.send(OrderService, order)[0].upper()  # E: send(): a pair


async def results() -> None:
    await order_completed.send(OrderService, order)  # E: send(): nothing to await
    await order_completed.send_robust(OrderService, order)  # E: send_robust(): nothing to await
    await order_completed.asend(OrderService, order)  # E: a Signal awaits nothing: from async code it is sent, too
    await order_completed.asend_robust(OrderService, order)  # E: a Signal awaits nothing


def send_other(signal: Signal[type[OrderService], int]) -> None:
    signal.send(OrderService, order)  # E: send(payload): of another signal


# Without type arguments a signal can be sent by nobody.
bare = Signal("bare")
bare.send(OrderService, order)  # E: send(sender): nobody is known to send it
bare.send(1, 2)  # E: send(sender): nobody is known to send it
bare.send_robust(OrderService, order)  # E: send_robust(payload): nothing is known to be sent
Signal().send(OrderService, order)  # E: send(sender): nobody is known to send it
half = Signal[type[OrderService]]("half")
half.send(OrderService, order)  # E: send(payload): nothing is known to be sent


# Literals and members of an enum.
Channel = Literal["web", "till"]
paid = Signal[Channel, Literal[1, 2]]("paid")


def send_from(channel: str, cents: int) -> None:
    paid.send("fax", 1)  # E: send(sender): none of the two
    paid.send(channel, 1)  # E: send(sender): any str
    paid.send("web", 3)  # E: send(payload): none of the two
    paid.send("web", cents)  # E: send(payload): any int


# A class that was derived from a signal, and a class attribute of whatever class it is on.
class Loud(Signal[type[OrderService], OrderCompleted]): ...


class Document:
    changed: ClassVar[Signal[Self, int]] = Signal()

    def touch(self) -> None:
        type(self).changed.send(self, "1")  # E: send(payload): a str


class Letter(Document): ...


Loud("loud").send(OrderService, 1)  # E: send(payload): an int
Letter.changed.send(Document(), 1)  # E: send(sender): of another class
Document.changed.send(Document(), "1")  # E: send(payload): a str
