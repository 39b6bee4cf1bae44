"""A signal is declared by its type arguments or by an annotation, anywhere."""

from collections.abc import Awaitable
from decimal import Decimal
from typing import Any, ClassVar, assert_type

from tests.typing.shop import OrderCompleted, OrderService, Warehouse
from typedsignals import KeywordSignal, Signal, keyword_signal

by_arguments = Signal[type[OrderService], OrderCompleted]("by_arguments")
by_annotation: Signal[type[OrderService], OrderCompleted] = Signal("by_annotation")
unnamed = Signal[type[OrderService], OrderCompleted]()
named_none: Signal[type[OrderService], OrderCompleted] = Signal(None)
by_keyword = Signal[type[OrderService], OrderCompleted](name="by_keyword")
with_results: Signal[type[OrderService], OrderCompleted, str] = Signal()
awaited: Signal[type[OrderService], OrderCompleted, Awaitable[None]] = Signal()
from_anyone = Signal[object, OrderCompleted]("from_anyone")
from_either = Signal[type[OrderService] | Warehouse, OrderCompleted | int]("from_either")
from_nobody = Signal[None, OrderCompleted]("from_nobody")
of_anything = Signal[Any, Any]("of_anything")

# Two arguments are enough: receivers return nothing unless something is said.
assert_type(by_arguments, Signal[type[OrderService], OrderCompleted, None])
assert_type(by_annotation, Signal[type[OrderService], OrderCompleted, None])
assert_type(with_results, Signal[type[OrderService], OrderCompleted, str])
assert_type(by_arguments.name, str | None)


class Checkout:
    paid = Signal[type["Checkout"], OrderCompleted]("paid")
    refused: Signal[type["Checkout"], int] = Signal()
    counted: ClassVar[Signal[type["Checkout"], int]] = Signal("counted")

    def __init__(self) -> None:
        self.closed = Signal[Checkout, int]("closed")

    def pay(self, order: OrderCompleted) -> None:
        self.paid.send(type(self), order)
        Checkout.refused.send(Checkout, 7)
        self.counted.send(Checkout, 7)
        self.closed.send(self, 7)


@Checkout.paid.connect
def log_paid(sender: type[Checkout], payload: OrderCompleted) -> None: ...


def log_closed(sender: Checkout, payload: int) -> None: ...


Checkout().closed.connect(log_closed)


def take(signal: Signal[type[OrderService], OrderCompleted]) -> None: ...


take(by_arguments)
take(by_annotation)
take(Signal("made on the spot"))

by_sender = {by_arguments: "a signal is hashable", by_annotation: "and equal to itself alone"}


# Keyword signals: the declaration is a function signature.


@keyword_signal
def order_placed(sender: type[OrderService], *, order_id: int, status: str = "paid") -> None:
    """Sent once an order is placed."""


@keyword_signal
def order_forgotten(sender: type[OrderService]) -> None:
    """Sent with nothing beside the sender."""


@keyword_signal
def price_asked(origin: object, /, *, sku: str) -> Decimal:
    """Sent by anyone, for an answer."""
    raise NotImplementedError


@keyword_signal
async def label_wanted(sender: type[OrderService], *, order_id: int) -> str:
    """Sent to receivers that are awaited."""
    raise NotImplementedError


def _stock_counted(sender: Warehouse, *, sku: str, left: int) -> None: ...


stock_counted = keyword_signal(_stock_counted)
stock_recounted = KeywordSignal(_stock_counted)

assert_type(order_placed.name, str | None)
assert_type(order_placed.keywords, frozenset[str])
order_placed.check_keywords({"order_id": 7, "status": "paid"})


class Till:
    @keyword_signal
    def opened(sender: "Till", *, by: str) -> None:
        """Sent by a till, once it is open."""

    def open(self) -> None:
        self.opened.send(self, by="Ada")
