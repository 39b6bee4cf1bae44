"""What is right, and what the checkers named in a mark report all the same."""

from collections.abc import Awaitable, Callable
from decimal import Decimal
from functools import cache
from typing import ClassVar, Literal, Self, TypeVar, assert_type, overload

from tests.typing.shop import (
    ExpressService,
    OrderCompleted,
    OrderRejected,
    OrderService,
    Warehouse,
    invoice_due,
    order_closed,
    order_completed,
    order_placed,
)
from typedsignals import AsyncSignal, Connectable, Signal, keyword_signal, receiver

T = TypeVar("T")
order = OrderCompleted(7, Decimal(9))


# A generic receiver: connect(f) is understood, the decorator is not.
@order_completed.connect  # E[pyrefly]: T is not solved
def of_any_payload(sender: object, payload: T) -> None: ...


@receiver(order_completed)  # E[pyrefly]: T is not solved
def received_of_any_payload(sender: object, payload: T) -> None: ...


# A lambda that names keywords: its parameters are not inferred through a ParamSpec. `lambda sender, **kwargs:` is.
order_closed.connect(lambda sender, order_id: print(order_id))  # E[mypy]: no type of a lambda
order_placed.connect(lambda sender, status, order_id: print(status.upper()))  # E[mypy, pyright, ty]: another order
# One that keeps something in a default.
order_completed.connect(lambda sender, payload, kept=7: print(kept))  # E[mypy]: no type of a lambda


# Names in quotes, inside a function.
class Checkout:
    def __init__(self) -> None:
        self.closed = Signal["Checkout", int]("closed")  # E[pyrefly]: takes the quoted name for a str


# A signal of whatever class it is on, sent through self. `type(self).changed` is fine.
class Document:
    changed: ClassVar[Signal[Self, int]] = Signal()

    def touch(self) -> None:
        self.changed.send(self, 1)  # E[mypy]: expects Self itself


def of_express(sender: type[ExpressService], payload: OrderCompleted) -> None: ...


# ty narrows to the one class that is given, and tells decorated functions from other callables.
narrowed = order_completed.connect(of_express, sender=ExpressService)
assert_type(narrowed, Callable[[type[ExpressService], OrderCompleted], None])  # E[ty]: of one class


@receiver(order_completed)
def decorated(sender: type[OrderService], payload: OrderCompleted) -> None: ...


assert_type(decorated, Callable[[type[OrderService], OrderCompleted], None])  # E[ty]: prints the same type


# A decorated receiver of an AsyncSignal is, to whoever calls it, one that may be of either kind.
@invoice_due.connect
async def write_invoice(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "invoice"


@receiver(invoice_due)
async def print_invoice(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "invoice"


async def by_hand() -> None:
    await write_invoice(OrderService, order)  # E: perhaps a str at once
    await print_invoice(OrderService, order)  # E: perhaps a str at once


# A literal, written where a sender is narrowed, is any str. A variable of the type is not.
paid = Signal[Literal["web", "till"], int]("paid")


@keyword_signal
def refunded(sender: Literal["web", "till"], *, order_id: int) -> None:
    """Sent from the web or from the till."""


def of_any_channel(sender: Literal["web", "till"], payload: int) -> None: ...
def of_the_web(sender: Literal["web"], payload: int) -> None: ...
def of_a_refund(sender: Literal["web"], order_id: int) -> None: ...


paid.connect(of_the_web, sender="web")  # E[mypy]: narrowed to any str
refunded.connect(of_a_refund, sender="web")  # E[mypy]: narrowed to any str
receiver(paid, sender="web")(of_any_channel)  # E[mypy]: narrowed to any str
receiver(refunded, sender="web")(of_a_refund)  # E[mypy]: narrowed to any str
receiver(paid, paid, sender="web")(of_any_channel)  # E[mypy]: narrowed to any str
web: Literal["web"] = "web"
paid.connect(of_the_web, sender=web)
receiver(paid, sender=web)(of_the_web)
receiver(refunded, sender=web)(of_a_refund)

# From a union that may be awaited nothing is inferred. `AsyncSignal[Warehouse, int, int]()` says it.
later: Connectable[Warehouse, int, Awaitable[int] | int] = AsyncSignal()  # E[pyright]: not inferred


# Of a cache, typeshed says that it takes what is hashable, and a class is not, to mypy.
@cache
def cached(sender: object, payload: OrderCompleted) -> None: ...


order_completed.connect(cached)  # E[mypy]: a class, it thinks, is not hashable


def connect_once(service: type[OrderService]) -> None:
    order_completed.connect(of_any_payload, dispatch_uid=service)  # E[mypy]: a class, it thinks, is not hashable


# One overload for each payload of two: checkers want one that takes both.
either = Signal[type[OrderService], OrderCompleted | OrderRejected]("either")


@overload
def of_either(sender: type[OrderService], payload: OrderCompleted) -> None: ...
@overload
def of_either(sender: type[OrderService], payload: OrderRejected) -> None: ...
def of_either(sender: type[OrderService], payload: object) -> None: ...


either.connect(of_either)  # E[pyright, ty]: no overload for the union
receiver(order_completed, order_completed)(of_either)
