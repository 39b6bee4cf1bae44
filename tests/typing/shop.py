"""The shop that every case is about: its services, what they say, and the signals they say it with."""

from collections.abc import Awaitable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypedDict

from typedsignals import Signal, keyword_signal


class OrderService: ...


class ExpressService(OrderService): ...


class Warehouse: ...


@dataclass(frozen=True)
class OrderCompleted:
    order_id: int
    total: Decimal


@dataclass(frozen=True)
class GiftOrderCompleted(OrderCompleted):
    card: str


class OrderRejected(NamedTuple):
    order_id: int
    reason: str


class StockChanged(TypedDict):
    sku: str
    left: int


order_completed = Signal[type[OrderService], OrderCompleted]("order_completed")
order_rejected = Signal[type[OrderService], OrderRejected]("order_rejected")
order_counted = Signal[type[OrderService], int]("order_counted")
order_archived = Signal[type[OrderService], None]("order_archived")
stock_changed = Signal[Warehouse, StockChanged]("stock_changed")

mail_wanted = Signal[type[OrderService], OrderCompleted, str]("mail_wanted")
invoice_due = Signal[type[OrderService], OrderCompleted, Awaitable[str]]("invoice_due")
parcel_due = Signal[type[OrderService], OrderCompleted, Awaitable[None]]("parcel_due")
audit_due = Signal[type[OrderService], OrderCompleted, Awaitable[int] | int]("audit_due")


@keyword_signal
def order_placed(sender: type[OrderService], *, order_id: int, status: str) -> None:
    """Sent once an order is placed."""


@keyword_signal
def order_shipped(sender: type[OrderService], *, order_id: int, carrier: str) -> None:
    """Sent once a parcel is on its way."""


@keyword_signal
def order_returned(sender: type[OrderService], *, order_id: int, refund: Decimal = Decimal(0)) -> None:
    """Sent once a parcel is back; the refund may be left out."""


@keyword_signal
def order_closed(sender: type[OrderService], *, order_id: int) -> None:
    """Sent once nothing is left to do."""


@keyword_signal
def stock_counted(sender: Warehouse, *, sku: str, left: int) -> None:
    """Sent once a shelf is counted."""


@keyword_signal
def price_asked(sender: type[OrderService], *, sku: str) -> Decimal:
    """Sent to learn what receivers would charge."""
    raise NotImplementedError


@keyword_signal
async def label_wanted(sender: type[OrderService], *, order_id: int) -> str:
    """Sent to have labels printed, by receivers that are awaited."""
    raise NotImplementedError


@keyword_signal
def stock_asked(sender: type[OrderService], *, sku: str) -> Awaitable[int] | int:
    """Sent to learn what is left, from receivers of either kind."""
    raise NotImplementedError
