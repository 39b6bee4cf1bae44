"""``@receiver`` connects a function to a signal, or to up to four, and gives the function back."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, assert_type

from tests.typing.shop import (
    ExpressService,
    OrderCompleted,
    OrderRejected,
    OrderService,
    Warehouse,
    mail_wanted,
    order_archived,
    order_closed,
    order_completed,
    order_counted,
    order_placed,
    order_rejected,
    order_returned,
    order_shipped,
    price_asked,
    stock_counted,
)
from typedsignals import Signal, receiver

order = OrderCompleted(7, Decimal(9))
Anything = OrderCompleted | OrderRejected | int | None


@receiver(order_completed)
def plain(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@receiver(order_completed, weak=False)
def held(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@receiver(order_completed, dispatch_uid="once")
def once(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@receiver(order_completed, priority=10)
def early(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@receiver(order_completed, sender=None, weak=None, dispatch_uid=None, priority=0)
def with_the_defaults(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@receiver(order_completed, sender=ExpressService, weak=True, dispatch_uid=("express", 7), priority=-1)
def with_every_option(sender: type[ExpressService], payload: OrderCompleted) -> None: ...


@receiver(order_completed)
def wider(sender: object, payload: object, retries: int = 3) -> None: ...


@receiver(mail_wanted)
def write(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "paid"


undecorated: Callable[[type[OrderService], OrderCompleted], None] = plain
assert_type(write(OrderService, order), str)
plain(OrderService, order)


class Mailer:
    @receiver(order_completed)
    @staticmethod
    def of_nobody(sender: type[OrderService], payload: OrderCompleted) -> None: ...
    def mail(self, sender: type[OrderService], payload: OrderCompleted) -> None: ...


receiver(order_completed)(Mailer().mail)


# Several signals: the payload is one of theirs.
@receiver(order_completed, order_rejected)
def of_two(sender: type[OrderService], payload: OrderCompleted | OrderRejected) -> None: ...


@receiver(order_completed, order_rejected, order_counted)
def of_three(sender: type[OrderService], payload: OrderCompleted | OrderRejected | int) -> None: ...


@receiver(order_completed, order_rejected, order_counted, order_archived)
def of_four(sender: type[OrderService], payload: Anything) -> None: ...


@receiver(order_completed, order_rejected, order_counted, order_archived)
def of_four_or_more(sender: object, payload: object) -> None: ...


@receiver(order_completed, order_rejected, weak=False, dispatch_uid="both", priority=1)
def of_two_with_options(sender: type[OrderService], payload: OrderCompleted | OrderRejected) -> None: ...


@receiver(order_completed, order_rejected, sender=ExpressService)
def of_two_for_express(sender: type[ExpressService], payload: OrderCompleted | OrderRejected) -> None: ...


@receiver(order_completed, order_rejected, order_counted, sender=ExpressService, priority=1)
def of_three_for_express(sender: type[ExpressService], payload: Anything) -> None: ...


@receiver(order_completed, order_rejected, order_counted, order_archived, sender=ExpressService, weak=False)
def of_four_for_express(sender: type[ExpressService], payload: Anything) -> None: ...


shelf_emptied = Signal[Warehouse, int]("shelf_emptied")
shelf_filled = Signal[object, int]("shelf_filled")


@receiver(order_counted, shelf_emptied)
def of_two_senders(sender: type[OrderService] | Warehouse, payload: int) -> None: ...


@receiver(shelf_emptied, shelf_filled, sender=Warehouse())
def of_one_warehouse(sender: Warehouse, payload: int) -> None: ...


of_two(OrderService, order)
of_two(OrderService, OrderRejected(7, "out of stock"))


# Keyword signals.
@receiver(order_placed)
def log(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...


@receiver(order_placed, sender=ExpressService, weak=False, dispatch_uid="log", priority=1)
def log_express(sender: type[ExpressService], order_id: int, **kwargs: Any) -> None: ...


@receiver(order_placed, sender=None, weak=None, dispatch_uid=None, priority=0)
def log_with_the_defaults(sender: type[OrderService], *, order_id: int, status: str) -> None: ...


@receiver(price_asked)
def price(sender: type[OrderService], sku: str) -> Decimal:
    return Decimal(9)


log(OrderService, 7)
log_express(ExpressService, order_id=7)
as_before: Callable[..., None] = log
assert_type(price(OrderService, "A-1"), Decimal)


# Several: the receiver takes the keywords of each.
@receiver(order_placed, order_shipped)
def log_two(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...


@receiver(order_placed, order_shipped)
def log_two_closely(
    sender: type[OrderService], *, order_id: int, status: str = "", carrier: str | None = None
) -> None: ...


@receiver(order_placed, order_shipped, order_returned)
def log_three(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...


@receiver(order_placed, order_shipped, order_returned, order_closed)
def log_four(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...


@receiver(order_placed, order_shipped, weak=False, dispatch_uid="both", priority=1)
def log_two_with_options(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...


@receiver(order_placed, order_shipped, sender=ExpressService)
def log_two_for_express(sender: type[ExpressService], order_id: int, **kwargs: object) -> None: ...


@receiver(order_placed, order_shipped, order_returned, sender=ExpressService, priority=1)
def log_three_for_express(sender: type[ExpressService], order_id: int, **kwargs: object) -> None: ...


@receiver(order_placed, order_shipped, order_returned, order_closed, sender=ExpressService)
def log_four_for_express(sender: type[ExpressService], **kwargs: Any) -> None: ...


@receiver(order_placed, stock_counted)
def log_two_senders(sender: type[OrderService] | Warehouse, **kwargs: object) -> None: ...


log_two(OrderService, 7)
log_four(OrderService, order_id=7)


# Stacked, where each may have its own options; keyword receivers only.
@receiver(order_placed, priority=1)
@receiver(order_shipped, priority=2)
def stacked(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...
