"""Keyword signals take Django's style of receivers, checked against the declaration."""

import asyncio
from collections.abc import Callable
from decimal import Decimal
from functools import partial, wraps
from typing import Any, ParamSpec, Protocol, TypeVar, TypedDict, Unpack, assert_type

from tests.typing.shop import (
    ExpressService,
    OrderService,
    Warehouse,
    order_closed,
    order_packed,
    order_placed,
    order_returned,
    price_asked,
    stock_counted,
)
from typedsignals import AsyncKeywordSignal, KeywordSignal

T = TypeVar("T")
ParamsP = ParamSpec("ParamsP")


@order_placed.connect
def as_in_django(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...


@order_placed.connect
def as_in_untyped_django(sender: type[OrderService], **kwargs: Any) -> None: ...


@order_placed.connect
def unchecked(sender: Any, order_id: Any, **kwargs: Any) -> None: ...


@order_placed.connect
def every_keyword(sender: type[OrderService], *, order_id: int, status: str) -> None: ...


@order_placed.connect
def in_any_order(sender: type[OrderService], status: str, order_id: int) -> None: ...


@order_placed.connect
def mixed(sender: type[OrderService], status: str, *, order_id: int, **kwargs: object) -> None: ...


@order_placed.connect
def sender_by_position(sender: type[OrderService], /, **kwargs: object) -> None: ...


@order_placed.connect
def other_name(origin: type[OrderService], **kwargs: object) -> None: ...


@order_placed.connect
def wider(sender: object, order_id: float, status: str | None, **kwargs: object) -> None: ...


@order_placed.connect
def with_extras(
    sender: type[OrderService], order_id: int, status: str, retries: int = 3, *, loud: bool = False
) -> None: ...


@order_placed.connect
def optional(sender: type[OrderService], order_id: int = 0, **kwargs: object) -> None: ...


@order_placed.connect
def of_whatever(*args: object, **kwargs: object) -> None: ...


@order_placed.connect
def with_signal(sender: type[OrderService], signal: object = None, **kwargs: object) -> None: ...


def of_any_sender(sender: T, **kwargs: object) -> None: ...
def of_any_status(sender: object, *, order_id: int, status: T) -> None: ...


order_placed.connect(of_any_sender)
order_placed.connect(of_any_status)


# A keyword with a default may be left out of a send, so receivers have one too.
@order_returned.connect
def pay_back(sender: type[OrderService], order_id: int, refund: Decimal = Decimal(0), **kwargs: object) -> None: ...


@order_returned.connect
def pay_nothing_back(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...


# Methods of every kind, callable objects, partials, lambdas, classes.
class Mailer:
    def mail(self, sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...
    @classmethod
    def of_the_class(cls, sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...
    @staticmethod
    def of_nobody(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...
    def __call__(self, sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...


mailer = Mailer()
order_placed.connect(mailer.mail)
order_placed.connect(mailer.of_the_class)
order_placed.connect(Mailer.of_nobody)
order_placed.connect(mailer)


def mail_from(address: str, sender: type[OrderService], **kwargs: object) -> None: ...


order_placed.connect(partial(mail_from, "shop@example.com"))
order_placed.connect(lambda sender, **kwargs: None)


class Accountant(Protocol):
    def __call__(self, sender: type[OrderService], /, *, order_id: int, status: str) -> None: ...


def audit_with(accountant: Accountant, plainly: Callable[..., None], anyhow: Callable[..., Any]) -> None:
    order_placed.connect(accountant)
    order_placed.connect(plainly)
    order_placed.connect(anyhow)


# The keywords of a TypedDict, sent and received.
class Placed(TypedDict):
    order_id: int
    status: str


class PerhapsPlaced(TypedDict, total=False):
    order_id: int
    status: str


def of_placed(sender: type[OrderService], **kwargs: Unpack[Placed]) -> None: ...
def of_perhaps_placed(sender: type[OrderService], **kwargs: Unpack[PerhapsPlaced]) -> None: ...


order_placed.connect(of_placed)
order_placed.connect(of_perhaps_placed)
placed: Placed = {"order_id": 7, "status": "paid"}
order_placed.send(OrderService, **placed)


# Decorated functions.
def logged(function: Callable[ParamsP, T]) -> Callable[ParamsP, T]:
    @wraps(function)
    def logging(*args: ParamsP.args, **kwargs: ParamsP.kwargs) -> T:
        return function(*args, **kwargs)

    return logging


@order_placed.connect
@logged
def logged_too(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...


# A receiver that was decorated is called by hand with just what it takes.
as_in_django(OrderService, 7)
as_in_django(OrderService, order_id=7)
as_in_untyped_django(OrderService)
with_extras(OrderService, 7, "paid", loud=True)
logged_too(OrderService, 7)
assert_type(order_placed.connect(as_in_django), Callable[..., None])

# Every option.
order_placed.connect(every_keyword, weak=True)
order_placed.connect(every_keyword, sender=None, weak=None, dispatch_uid=None, priority=0)
order_placed.connect(every_keyword, sender=OrderService, weak=False, dispatch_uid="log", priority=10)
with order_placed.connected(every_keyword), order_placed.connected(mailer, sender=ExpressService, priority=3):
    pass
assert_type(order_placed.disconnect(every_keyword), bool)
assert_type(order_placed.disconnect(mailer.mail, sender=OrderService, dispatch_uid="log"), bool)
assert_type(order_placed.disconnect(dispatch_uid="log"), bool)
assert_type(order_placed.disconnect(None, dispatch_uid="log"), bool)
assert_type(order_placed.has_listeners(), bool)
assert_type(order_placed.has_listeners(sender=OrderService), bool)

# Sends, and what they give back.
order_placed.send(OrderService, order_id=7, status="paid")
order_placed.send(ExpressService, status="paid", order_id=7)
order_returned.send(OrderService, order_id=7)
order_returned.send(OrderService, order_id=7, refund=Decimal(9))
stock_counted.send(Warehouse(), sku="A-1", left=3)

assert_type(order_placed.send(OrderService, order_id=7, status="paid"), list[tuple[Callable[..., None], None]])
assert_type(
    order_placed.send_robust(OrderService, order_id=7, status="paid"),
    list[tuple[Callable[..., None], Exception | None]],
)


@price_asked.connect
def usual_price(sender: type[OrderService], sku: str) -> Decimal:
    return Decimal(9)


assert_type(usual_price(OrderService, "A-1"), Decimal)
assert_type(price_asked.send(OrderService, sku="A-1"), list[tuple[Callable[..., Decimal], Decimal]])
assert_type(price_asked.send_robust(OrderService, sku="A-1"), list[tuple[Callable[..., Decimal], Decimal | Exception]])
lowest = min(price for _, price in price_asked.send(OrderService, sku="A-1"))
assert_type(lowest, Decimal)


async def shop() -> None:
    order_placed.send(OrderService, order_id=7, status="paid")  # from async code as from any other
    await order_packed.asend(OrderService, order_id=7)


# The type is written where a signal is passed on.
def close(signal: KeywordSignal[type[OrderService], ..., None], order_id: int) -> None:
    signal.send(OrderService, order_id=order_id)


async def pack(signal: AsyncKeywordSignal[type[OrderService], ..., None], order_id: int) -> None:
    await signal.asend(OrderService, order_id=order_id)


def send_again(
    signal: KeywordSignal[type[OrderService], ParamsP, T], *args: ParamsP.args, **kwargs: ParamsP.kwargs
) -> list[T]:
    return [result for _, result in signal.send(OrderService, *args, **kwargs)]


close(order_closed, 7)
assert_type(send_again(price_asked, sku="A-1"), list[Decimal])
order_closed.check_keywords({"order_id": 7})
assert_type(order_closed.keywords, frozenset[str])

asyncio.run(shop())
asyncio.run(pack(order_packed, 7))
