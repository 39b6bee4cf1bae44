"""Whatever is connected by a decorator keeps its exact type."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Generic, ParamSpec, TypeVar, assert_type

from tests.typing.shop import (
    ExpressService,
    OrderCompleted,
    OrderService,
    Warehouse,
    order_closed,
    order_completed,
    order_completions,
    order_packed,
    order_placed,
    order_placements,
    order_rejected,
    order_shipped,
    parcel_due,
    stock_counted,
)
from typedsignals import AsyncSignal, Signal, receiver
import typedsignals

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")


class Task(Generic[P, R]):
    """What a task queue makes of a function."""

    def __init__(self, function: Callable[P, R]) -> None:
        self.function = function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.function(*args, **kwargs)

    def delay(self, *args: P.args, **kwargs: P.kwargs) -> None: ...


def task(function: Callable[P, R]) -> Task[P, R]:
    return Task(function)


# Defaults of its own, and the names of parameters.
@order_completed.connect
def of_a_payload(sender: type[OrderService], payload: OrderCompleted, loud: bool = False) -> None: ...
def by_hand(order: OrderCompleted) -> None:
    of_a_payload(OrderService, payload=order, loud=True)
    of_a_payload(OrderService, order, 7)  # E: not a bool
    of_a_payload(Warehouse, order)  # E: another sender


@order_placed.connect
def of_keywords(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...


of_keywords(OrderService, 7)
of_keywords(OrderService)  # E: lacks the order_id
of_keywords(OrderService, "seven")  # E: not an int


# With a sender, by receiver, by the name of the module.
@receiver(order_completed, sender=ExpressService, priority=3)
@task
def of_express(sender: type[ExpressService], payload: OrderCompleted) -> None: ...


@typedsignals.receiver(order_placed, sender=ExpressService)
@task
def of_express_keywords(sender: type[ExpressService], order_id: int, **kwargs: object) -> None: ...


of_express.delay(OrderService, OrderCompleted(7, 0))  # E: another sender; and a Decimal
of_express_keywords.delay(ExpressService, 7, status="new")
of_express_keywords.delay(ExpressService, order_id="seven")  # E: not an int


# Of two signals.
@receiver(order_completed, order_rejected)
def of_both(sender: type[OrderService], payload: object, more: str = "") -> None: ...


@receiver(order_placed, order_shipped)
@task
def of_both_keywords(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...


of_both(OrderService, None, "more")
of_both(OrderService, None, 7)  # E: not a str
of_both_keywords.delay(OrderService, 7)
of_both_keywords.delay(OrderService, None)  # E: not an int


# Async functions, of a signal and of one that is shown as something to listen to.
@parcel_due.connect
async def pack(sender: type[OrderService], payload: OrderCompleted, urgent: bool = False) -> None: ...


@order_packed.connect
async def pack_by_keyword(sender: type[OrderService], order_id: int) -> None: ...


@order_completions.connect
def of_a_view(sender: type[OrderService], payload: OrderCompleted, loud: bool = False) -> None: ...


@order_placements.connect
def of_a_view_of_keywords(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...


async def wait() -> None:
    await pack(OrderService, OrderCompleted(7, 0), urgent=True)  # E: a Decimal, and nothing else
    await pack_by_keyword(OrderService, 7)


of_a_view(OrderService, None)  # E: no order
of_a_view_of_keywords(OrderService, "seven")  # E: not an int


# Stacked, each of them sees the function.
@order_placed.connect
@order_shipped.connect
def stacked(sender: type[OrderService], order_id: int, carrier: str = "", status: str = "", **kwargs: object) -> None: ...


@receiver(order_placed)  # E: carrier is not sent by the upper one
@receiver(order_shipped)
def stacked_wrongly(sender: type[OrderService], order_id: int, carrier: str) -> None: ...


@order_completed.connect
@order_rejected.connect  # E: another payload
def stacked_payloads(sender: type[OrderService], payload: OrderCompleted) -> None: ...


# Methods of classes: either decorator first.
class Mailer:
    @staticmethod
    @order_completed.connect
    def above(sender: type[OrderService], payload: OrderCompleted, loud: bool = False) -> None: ...

    @order_completed.connect
    @staticmethod
    def below(sender: type[OrderService], payload: OrderCompleted, loud: bool = False) -> None: ...

    def log(self, sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...


Mailer.above(OrderService, None, loud=True)  # E: no order
Mailer().below(OrderService, None, loud=True)  # E: no order
log = order_placed.connect(Mailer().log)
log(OrderService, order_id="seven")  # E: not an int


# Generic functions, caches, signals of a class of one's own, behind a property, in a class.
@order_completed.connect
def generic(sender: T, payload: object, loud: bool = False) -> None: ...


generic("anybody", None, True)
generic("anybody", None, 7)  # E: not a bool


@stock_counted.connect
@cache
def cached(sender: object, **kwargs: object) -> None: ...


cached.cache_clear()


class Restocked(Signal[Warehouse, int]): ...


class Desk:
    restocked = Restocked("restocked")

    @property
    def async_signal(self) -> AsyncSignal[Warehouse, int]:
        return AsyncSignal("async")

    @restocked.connect
    @staticmethod
    def note(sender: Warehouse, payload: int, more: str = "") -> None: ...


@Desk.restocked.connect
def restock(sender: Warehouse, payload: int, more: str = "") -> None: ...


@Desk().async_signal.connect
async def later(sender: Warehouse, payload: int, more: str = "") -> None: ...


restock(Warehouse(), 7, 7)  # E: not a str


async def wait_longer() -> None:
    await later(Warehouse(), 7, more=7)  # E: not a str


# What has no type gets one by being connected.
@order_completed.connect
def untyped(sender, payload): ...  # E: no annotations


assert_type(untyped, Callable[[type[OrderService], OrderCompleted], None])
shouted = order_completed.connect(lambda sender, payload: None)
assert_type(shouted, Callable[[type[OrderService], OrderCompleted], None])
nothing: Any = None
assert_type(order_completed.connect(nothing), Callable[[type[OrderService], OrderCompleted], None])


@order_closed.connect  # E: makes a Closing
class Closing:
    def __init__(self, sender: type[OrderService], order_id: int) -> None: ...
