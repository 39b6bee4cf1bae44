"""What the README says of other libraries: each of these lines is a mistake, and no checker reports it."""

from __future__ import annotations

from blinker import Signal as BlinkerSignal
from django.dispatch import Signal as DjangoSignal
from psygnal import Signal as PsygnalSignal
from pyee.base import EventEmitter


class OrderService: ...


class Warehouse: ...


class Shop:
    order_completed = PsygnalSignal(int, str)  # the number of an order, and an address


def count(weight: float) -> None: ...
async def print_label(number: int, address: str) -> None: ...


def mistakes(blinker: BlinkerSignal, django: DjangoSignal, shop: Shop, pyee: EventEmitter) -> None:
    blinker.connect(count)
    blinker.connect(print_label)
    blinker.send(Warehouse, address=7)
    django.connect(count)
    django.send(sender=Warehouse, address=7)
    shop.order_completed.connect(count)
    shop.order_completed.connect(print_label)
    shop.order_completed.emit("ada@example.org", 7)
    pyee.on("order_completed", count)
    pyee.emit("order_complete", address=7)
