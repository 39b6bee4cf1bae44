"""The shop that every case is about: its services, what they say, and the signals they say it with."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypedDict

from typedsignals import AsyncSignal, Connectable, KeywordConnectable, Signal, keyword_signal


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
# Receivers of these may be async; the result is what awaiting gives.
invoice_due = AsyncSignal[type[OrderService], OrderCompleted, str]("invoice_due")
parcel_due = AsyncSignal[type[OrderService], OrderCompleted]("parcel_due")
audit_due = AsyncSignal[type[OrderService], OrderCompleted, int]("audit_due")
shelf_emptied = AsyncSignal[Warehouse, int]("shelf_emptied")


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
async def order_packed(sender: type[OrderService], *, order_id: int) -> None:
    """Sent once a parcel is closed, to receivers that may be async."""


@keyword_signal
async def label_wanted(sender: type[OrderService], *, order_id: int) -> str:
    """Sent to have labels printed."""
    raise NotImplementedError


@keyword_signal
async def stock_asked(sender: type[OrderService], *, sku: str) -> int:
    """Sent to learn what is left."""
    raise NotImplementedError


# What a library exports for others to listen to, and sends itself.
order_completions: Connectable[type[OrderService], OrderCompleted] = order_completed
mail_requests: Connectable[type[OrderService], OrderCompleted, str] = mail_wanted
order_placements: KeywordConnectable[type[OrderService], ..., None] = order_placed
