"""With ``sender=`` a receiver may ask for no more than that one sender."""

from decimal import Decimal
from enum import Enum
from typing import Literal, assert_type

from tests.typing.shop import (
    ExpressService,
    OrderCompleted,
    OrderService,
    Warehouse,
    label_wanted,
    order_completed,
    parcel_due,
    stock_counted,
)
from typedsignals import AsyncSignal, Signal, keyword_signal, receiver

shelf_cleared = Signal[object, int]("shelf_cleared")
warehouse = Warehouse()


def of_any_service(sender: type[OrderService], payload: OrderCompleted) -> None: ...
def of_express(sender: type[ExpressService], payload: OrderCompleted) -> None: ...
def of_a_warehouse(sender: Warehouse, payload: int) -> None: ...


order_completed.connect(of_any_service, sender=OrderService)
order_completed.connect(of_any_service, sender=ExpressService)
narrowed = order_completed.connect(of_express, sender=ExpressService)
narrowed(ExpressService, OrderCompleted(7, Decimal(9)))
shelf_cleared.connect(of_a_warehouse, sender=warehouse, dispatch_uid="shelf", weak=False, priority=1)

with order_completed.connected(of_express, sender=ExpressService):
    order_completed.send(ExpressService, OrderCompleted(7, Decimal(9)))
with shelf_cleared.connected(of_a_warehouse, sender=warehouse, priority=1):
    shelf_cleared.send(warehouse, 0)


def of_one(service: type[OrderService], perhaps: type[OrderService] | None) -> None:
    order_completed.connect(of_any_service, sender=service)
    order_completed.connect(lambda sender, payload: None, sender=service)
    order_completed.connect(of_any_service, sender=perhaps)
    with order_completed.connected(of_any_service, sender=perhaps):
        pass


async def of_express_later(sender: type[ExpressService], payload: OrderCompleted) -> None: ...


parcel_due.connect(of_express_later, sender=ExpressService)
parcel_due.connect(of_express, sender=ExpressService)
with parcel_due.connected(of_express_later, sender=ExpressService):
    pass


@receiver(order_completed, sender=ExpressService)
def decorated(sender: type[ExpressService], payload: OrderCompleted) -> None: ...


@receiver(order_completed, sender=ExpressService)
def decorated_wider(sender: type[OrderService], payload: object) -> None: ...


@receiver(parcel_due, sender=ExpressService)
async def decorated_later(sender: type[ExpressService], payload: OrderCompleted) -> None: ...


@receiver(shelf_cleared, sender=warehouse)
def decorated_for_one(sender: Warehouse, payload: int) -> None: ...


order_completed.disconnect(of_express, sender=ExpressService)
assert_type(order_completed.has_listeners(), bool)
assert_type(order_completed.has_listeners(OrderService), bool)
assert_type(order_completed.has_listeners(sender=ExpressService), bool)
assert_type(order_completed.has_listeners(None), bool)


# Keyword signals narrow the same way.
class ColdStore(Warehouse): ...


cold = ColdStore()


def of_cold(sender: ColdStore, sku: str, **kwargs: object) -> None: ...


stock_counted.connect(of_cold, sender=cold)
stock_counted.connect(of_cold, sender=cold, weak=False, dispatch_uid="cold", priority=1)
with stock_counted.connected(of_cold, sender=cold):
    stock_counted.send(cold, sku="A-1", left=3)
with stock_counted.connected(of_cold, sender=cold, priority=3):
    stock_counted.send(warehouse, sku="A-1", left=3)


@receiver(stock_counted, sender=cold)
def decorated_for_cold(sender: ColdStore, *, sku: str, left: int) -> None: ...


@receiver(stock_counted, sender=cold)
def decorated_wider_still(sender: Warehouse, **kwargs: object) -> None: ...


assert_type(stock_counted.has_listeners(sender=cold), bool)
assert_type(stock_counted.disconnect(of_cold, sender=cold), bool)


@label_wanted.connect
def print_any_label(sender: type[OrderService], **kwargs: object) -> str:
    return "label"


async def print_express_label(sender: type[ExpressService], order_id: int) -> str:
    return "express label"


label_wanted.connect(print_express_label, sender=ExpressService)
with label_wanted.connected(print_express_label, sender=ExpressService):
    pass


# Senders of a few values: literals and members of an enum.
Channel = Literal["web", "till"]
paid = Signal[Channel, int]("paid")
paid_later = AsyncSignal[Channel, int]("paid_later")


@keyword_signal
def refunded(sender: Channel, *, order_id: int) -> None:
    """Sent from the web or from the till."""


def of_any_channel(sender: Channel, payload: int) -> None: ...
def of_any_text(sender: str, payload: int) -> None: ...
def of_a_refund(sender: Channel, order_id: int) -> None: ...


web: Literal["web"] = "web"
paid.send("web", 7)
paid.connect(of_any_channel)
paid.connect(of_any_channel, sender="web")
paid.connect(of_any_text, sender="web")
paid_later.connect(of_any_channel, sender="till")
refunded.connect(of_a_refund, sender="web")
refunded.send("till", order_id=7)
receiver(paid)(of_any_channel)
receiver(paid, paid_later)(of_any_channel)
with paid.connected(of_any_channel, sender="web"):
    assert_type(paid.has_listeners("till"), bool)
assert_type(paid.disconnect(of_any_channel, sender="web"), bool)


def of_a_channel(channel: Channel) -> None:
    paid.connect(of_any_channel, sender=channel)
    receiver(paid, sender=channel)(of_any_channel)
    receiver(refunded, sender=channel)(of_a_refund)
    receiver(paid, paid_later, sender=channel)(of_any_channel)


class Door(Enum):
    FRONT = "front"
    BACK = "back"


opened = Signal[Door, bool]("opened")


@receiver(opened, sender=Door.FRONT)
def of_the_front(sender: Door, payload: bool) -> None: ...


opened.connect(of_the_front, sender=Door.BACK)
opened.send(Door.FRONT, True)


# Nobody sends, or anybody.
ticked = Signal[None, int]("ticked")
ticked.send(None, 7)
ticked.connect(lambda sender, payload: print(payload.bit_length()))
ticked.connect(lambda sender, payload: None, sender=None)
shelf_cleared.send("anybody", 7)
shelf_cleared.connect(lambda sender, payload: print(payload.bit_length()), sender="anybody")
