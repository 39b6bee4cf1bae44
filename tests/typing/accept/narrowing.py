"""With ``sender=`` a receiver may ask for no more than that one sender."""

from decimal import Decimal
from typing import assert_type

from tests.typing.shop import ExpressService, OrderCompleted, OrderService, Warehouse, order_completed, stock_counted
from typedsignals import Signal, receiver

shelf_emptied = Signal[object, int]("shelf_emptied")
warehouse = Warehouse()


def of_any_service(sender: type[OrderService], payload: OrderCompleted) -> None: ...
def of_express(sender: type[ExpressService], payload: OrderCompleted) -> None: ...
def of_a_warehouse(sender: Warehouse, payload: int) -> None: ...


order_completed.connect(of_any_service, sender=OrderService)
order_completed.connect(of_any_service, sender=ExpressService)
narrowed = order_completed.connect(of_express, sender=ExpressService)
narrowed(ExpressService, OrderCompleted(7, Decimal(9)))
shelf_emptied.connect(of_a_warehouse, sender=warehouse, dispatch_uid="shelf", weak=False, priority=1)

with order_completed.connected(of_express, sender=ExpressService):
    order_completed.send(ExpressService, OrderCompleted(7, Decimal(9)))
with shelf_emptied.connected(of_a_warehouse, sender=warehouse, priority=1):
    shelf_emptied.send(warehouse, 0)


def of_one(service: type[OrderService]) -> None:
    order_completed.connect(of_any_service, sender=service)
    order_completed.connect(lambda sender, payload: None, sender=service)


@receiver(order_completed, sender=ExpressService)
def decorated(sender: type[ExpressService], payload: OrderCompleted) -> None: ...


@receiver(order_completed, sender=ExpressService)
def decorated_wider(sender: type[OrderService], payload: object) -> None: ...


@receiver(shelf_emptied, sender=warehouse)
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
