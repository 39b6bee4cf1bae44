"""``@receiver`` connects a function to a signal, or to two of a kind, and gives the function back."""

from collections.abc import Awaitable, Callable
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar, assert_type

from tests.typing.shop import (
    ExpressService,
    OrderCompleted,
    OrderRejected,
    OrderService,
    Warehouse,
    invoice_due,
    label_wanted,
    mail_wanted,
    order_completed,
    order_counted,
    order_packed,
    order_placed,
    order_rejected,
    order_returned,
    order_shipped,
    parcel_due,
    price_asked,
    stock_counted,
)
from typedsignals import AsyncSignal, Signal, keyword_signal, receiver

T = TypeVar("T")
order = OrderCompleted(7, Decimal(9))


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


def mail_with(sender: type[OrderService], payload: OrderCompleted, *, copies: int) -> None: ...
def of_any_payload(sender: object, payload: T) -> None: ...


receiver(order_completed)(Mailer().mail)
receiver(order_completed)(partial(mail_with, copies=2))
receiver(order_completed)(lambda sender, payload: print(payload.total))
receiver(order_completed, sender=ExpressService)(lambda sender, payload: print(payload.total))
receiver(order_completed)(of_any_payload)


# Two signals: the payload is one of theirs.
@receiver(order_completed, order_rejected)
def of_two(sender: type[OrderService], payload: OrderCompleted | OrderRejected) -> None: ...


@receiver(order_completed, order_rejected)
def of_two_or_more(sender: object, payload: object, retries: int = 3) -> None: ...


@receiver(order_completed, order_rejected)
def of_anything(*everything: object) -> None: ...


@receiver(order_completed, order_completed)
def of_one_twice(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@receiver(order_completed, order_rejected, weak=False, dispatch_uid="both", priority=1)
def of_two_with_options(sender: type[OrderService], payload: OrderCompleted | OrderRejected) -> None: ...


@receiver(order_completed, order_rejected, weak=None, dispatch_uid=None, priority=0)
def of_two_with_the_defaults(sender: type[OrderService], payload: OrderCompleted | OrderRejected) -> None: ...


@receiver(order_completed, order_rejected, sender=ExpressService)
def of_two_for_express(sender: type[ExpressService], payload: OrderCompleted | OrderRejected) -> None: ...


@receiver(order_completed, order_rejected, sender=ExpressService, weak=False, dispatch_uid="express", priority=1)
def of_two_for_express_with_options(sender: type[ExpressService], payload: OrderCompleted | OrderRejected) -> None: ...


shelf_cleared = Signal[Warehouse, int]("shelf_cleared")
shelf_filled = Signal[object, int]("shelf_filled")


@receiver(order_counted, shelf_cleared)
def of_two_senders(sender: type[OrderService] | Warehouse, payload: int) -> None: ...


@receiver(shelf_cleared, shelf_filled, sender=Warehouse())
def of_one_warehouse(sender: Warehouse, payload: int) -> None: ...


class TwoWays:
    def hear(self, sender: type[OrderService], payload: OrderCompleted | OrderRejected) -> None: ...
    def __call__(self, sender: type[OrderService], payload: OrderCompleted | OrderRejected) -> None: ...


two_ways = TwoWays()
receiver(order_completed, order_rejected)(two_ways.hear)
receiver(order_completed, order_rejected)(two_ways)

of_two(OrderService, order)
of_two(OrderService, OrderRejected(7, "out of stock"))

# Each signal has its own result.
cents_asked = Signal[type[OrderService], int, int]("cents_asked")
discount_asked = Signal[type[OrderService], OrderCompleted, int | None]("discount_asked")


@receiver(cents_asked, discount_asked)
def cents(sender: type[OrderService], payload: int | OrderCompleted) -> int:
    return 7


assert_type(cents(OrderService, 7), int | None)


# A Signal and an AsyncSignal mix; of two AsyncSignals receivers may be async.
@receiver(order_completed, parcel_due)
def of_both_kinds(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@receiver(parcel_due, order_completed, sender=ExpressService)
def of_both_kinds_for_express(sender: type[ExpressService], payload: OrderCompleted) -> None: ...


@receiver(mail_wanted, invoice_due)
def text_for_both(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "paid"


parcels_counted = AsyncSignal[type[OrderService], int]("parcels_counted")


@receiver(parcel_due, parcels_counted)
async def of_two_parcels(sender: type[OrderService], payload: OrderCompleted | int) -> None: ...


@receiver(parcel_due, parcels_counted, sender=ExpressService, priority=1)
async def of_two_express_parcels(sender: type[ExpressService], payload: OrderCompleted | int) -> None: ...


@receiver(parcel_due, parcels_counted)
def of_two_parcels_at_once(sender: type[OrderService], payload: OrderCompleted | int) -> None: ...


assert_type(of_two_parcels_at_once(OrderService, 7), Awaitable[None] | None)


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


class Logger:
    def log(self, sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...
    def __call__(self, sender: type[OrderService], **kwargs: object) -> None: ...


logger = Logger()
receiver(order_placed)(logger.log)
receiver(order_placed)(logger)
receiver(order_placed)(lambda sender, **kwargs: None)


# Two: the receiver takes the keywords of each.
@receiver(order_placed, order_shipped)
def log_two(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...


@receiver(order_placed, order_shipped)
def log_two_as_in_untyped_django(sender: type[OrderService], **kwargs: Any) -> None: ...


@receiver(order_placed, order_shipped)
def log_two_closely(
    sender: type[OrderService], *, order_id: int, status: str = "", carrier: str | None = None
) -> None: ...


@receiver(order_placed, order_returned, weak=False, dispatch_uid="both", priority=1)
def log_two_with_options(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...


@receiver(order_placed, order_shipped, sender=ExpressService)
def log_two_for_express(sender: type[ExpressService], order_id: int, **kwargs: object) -> None: ...


@receiver(order_placed, order_shipped, sender=ExpressService, weak=False, dispatch_uid="express", priority=1)
def log_two_for_express_with_options(sender: type[ExpressService], **kwargs: Any) -> None: ...


@receiver(order_placed, stock_counted)
def log_two_senders(sender: type[OrderService] | Warehouse, **kwargs: object) -> None: ...


receiver(order_placed, order_shipped)(logger.log)
receiver(order_placed, order_shipped)(logger)
log_two(OrderService, 7)
log_two_for_express(ExpressService, order_id=7)


# Results and kinds mix here, too.
@keyword_signal
def discount_wanted(sender: type[OrderService], *, sku: str) -> Decimal | None:
    """Sent to learn what receivers would take off."""
    raise NotImplementedError


@receiver(price_asked, discount_wanted)
def nine(sender: type[OrderService], sku: str) -> Decimal:
    return Decimal(9)


@receiver(order_placed, order_packed)
def log_both_kinds(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...


@receiver(order_packed, order_placed, sender=ExpressService)
def log_both_kinds_for_express(sender: type[ExpressService], order_id: int, **kwargs: object) -> None: ...


@keyword_signal
async def slip_wanted(sender: type[OrderService], *, order_id: int, copies: int) -> str:
    """Sent to have slips printed."""
    raise NotImplementedError


@receiver(label_wanted, slip_wanted)
async def print_both(sender: type[OrderService], order_id: int, **kwargs: object) -> str:
    return "label"


assert_type(nine(OrderService, sku="A-1"), Decimal | None)


# More signals, or each with options of its own: connect it to each.
def of_many(sender: object, payload: object) -> None: ...


for signal in (order_completed, order_rejected, order_counted, parcel_due):
    signal.connect(of_many)


# Stacked, where each may have its own options; keyword receivers only.
@receiver(order_placed, priority=1)
@receiver(order_shipped, priority=2)
def stacked(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...
