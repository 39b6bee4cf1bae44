"""Whatever can be called with the sender and the payload can be connected."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial, singledispatch, wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, Unpack, assert_type

from tests.typing.shop import (
    ExpressService,
    GiftOrderCompleted,
    OrderCompleted,
    OrderRejected,
    OrderService,
    order_completed,
    order_rejected,
)
from typedsignals import Receiver, Signal

T = TypeVar("T")
ParamsP = ParamSpec("ParamsP")


def log_order(sender: type[OrderService], payload: OrderCompleted) -> None: ...


# connect gives the receiver back, as what it is connected as.
connected = order_completed.connect(log_order)
assert_type(connected, Callable[[type[OrderService], OrderCompleted], None])
connected(OrderService, OrderCompleted(7, Decimal(9)))


@order_completed.connect
def decorated(sender: type[OrderService], payload: OrderCompleted) -> None: ...


decorated(ExpressService, GiftOrderCompleted(7, Decimal(9), "Happy birthday"))


# Other names, by position only, wider types, optional extras.
@order_completed.connect
def other_names(origin: type[OrderService], order: OrderCompleted) -> None: ...


@order_completed.connect
def by_position(sender: type[OrderService], payload: OrderCompleted, /) -> None: ...


@order_completed.connect
def of_anything(sender: object, payload: object) -> None: ...


@order_completed.connect
def of_a_union(sender: type[OrderService] | str, payload: OrderCompleted | None) -> None: ...


@order_completed.connect
def unchecked(sender: Any, payload: Any) -> None: ...


@order_completed.connect
def with_extras(
    sender: type[OrderService], payload: OrderCompleted, retries: int = 3, *, loud: bool = False, **rest: object
) -> None: ...


@order_completed.connect
def of_any_number(*everything: object) -> None: ...


@order_completed.connect
def with_rest(sender: type[OrderService], *rest: object) -> None: ...


def of_any_payload(sender: object, payload: T) -> None: ...
def of_any_class(sender: type[T], payload: OrderCompleted) -> None: ...
def of_two_alike(sender: T, payload: T) -> None: ...


order_completed.connect(of_any_payload)
order_completed.connect(of_any_class)
order_completed.connect(of_two_alike)
order_completed.connect(of_any_payload, sender=ExpressService)


# Methods of every kind, callable objects, partials, classes.
class Mailer:
    def mail(self, sender: type[OrderService], payload: OrderCompleted) -> None: ...
    @classmethod
    def of_the_class(cls, sender: type[OrderService], payload: OrderCompleted) -> None: ...
    @staticmethod
    def of_nobody(sender: type[OrderService], payload: OrderCompleted) -> None: ...
    def __call__(self, sender: type[OrderService], payload: OrderCompleted) -> None: ...


mailer = Mailer()
order_completed.connect(mailer.mail)
order_completed.connect(mailer.of_the_class)
order_completed.connect(Mailer.of_the_class)
order_completed.connect(mailer.of_nobody)
order_completed.connect(Mailer.of_nobody)
order_completed.connect(mailer)


def mail_from(address: str, sender: type[OrderService], payload: OrderCompleted) -> None: ...
def mail_with(sender: type[OrderService], payload: OrderCompleted, *, copies: int) -> None: ...


order_completed.connect(partial(mail_from, "shop@example.com"))
order_completed.connect(partial(mail_with, copies=2))


def logged(function: Callable[ParamsP, T]) -> Callable[ParamsP, T]:
    @wraps(function)
    def logging(*args: ParamsP.args, **kwargs: ParamsP.kwargs) -> T:
        return function(*args, **kwargs)

    return logging


@order_completed.connect
@logged
def logged_too(sender: type[OrderService], payload: OrderCompleted) -> None: ...


def with_user(function: Callable[Concatenate[str, ParamsP], T]) -> Callable[ParamsP, T]:
    def with_ada(*args: ParamsP.args, **kwargs: ParamsP.kwargs) -> T:
        return function("Ada", *args, **kwargs)

    return with_ada


@order_completed.connect
@with_user
def for_a_user(user: str, sender: type[OrderService], payload: OrderCompleted) -> None: ...


@singledispatch
def dispatched(sender: object, payload: OrderCompleted) -> None: ...


order_completed.connect(dispatched)


# Built-in functions, properties that give a function, a tuple of parameters.
class Journal:
    @property
    def writer(self) -> Callable[[type[OrderService], OrderCompleted], None]:
        return log_order


def of_a_pair(*args: Unpack[tuple[type[OrderService], OrderCompleted]]) -> None: ...


order_completed.connect(print)
order_completed.connect(Journal().writer)
order_completed.connect(of_a_pair)


@dataclass
class Shipment:
    service: type[OrderService]
    order: OrderCompleted


shipment_made = Signal[type[OrderService], OrderCompleted, Shipment]("shipment_made")
shipment_made.connect(Shipment)

# A lambda's parameters are inferred.
totals: list[int] = []
order_completed.connect(lambda sender, payload: totals.append(payload.order_id))
order_completed.connect(lambda sender, payload: totals.append(payload.order_id), priority=7)
order_completed.connect(lambda sender, payload: totals.append(payload.order_id), sender=OrderService)


# Every option.
uid: Hashable = ("shop", 7)
weak: bool | None = None
order_completed.connect(log_order, weak=True)
order_completed.connect(log_order, weak=weak, dispatch_uid=uid, priority=-1)
order_completed.connect(log_order, sender=None, weak=None, dispatch_uid=None, priority=0)
order_completed.connect(log_order, sender=OrderService, weak=False, dispatch_uid="log", priority=10)
order_completed.connect(log_order, sender=OrderService, subclasses=True)
with order_completed.connected(log_order):
    pass
with order_completed.connected(log_order, sender=OrderService, subclasses=True, priority=3) as nothing:
    assert_type(nothing, None)
with order_completed.connected(lambda sender, payload: totals.append(payload.order_id)):
    pass

assert_type(order_completed.disconnect(log_order), bool)
assert_type(order_completed.disconnect(mailer.mail, sender=OrderService), bool)
assert_type(order_completed.disconnect(dispatch_uid="log"), bool)
assert_type(order_completed.disconnect(None, dispatch_uid="log"), bool)
assert_type(order_completed.disconnect(log_order, dispatch_uid=None), bool)
assert_type(order_completed.disconnect(log_order, sender=None), bool)
assert_type(order_completed.disconnect(sender=ExpressService, dispatch_uid=7), bool)


# Receiver names what can be connected.
def connect_all(*receivers: Receiver[type[OrderService], OrderCompleted]) -> None:
    for each in receivers:
        order_completed.connect(each)


connect_all(log_order, mailer, mailer.mail, of_anything, by_position, partial(mail_with, copies=2))
wider: Receiver[type[OrderService], OrderCompleted] = of_anything
narrower: Receiver[type[ExpressService], GiftOrderCompleted] = log_order
result: Receiver[type[OrderService], OrderCompleted, str] = lambda sender, payload: str(payload.order_id)


class Auditor(Protocol):
    def __call__(self, sender: type[OrderService], payload: OrderCompleted, /, *, loud: bool = False) -> None: ...


def audit_with(
    auditor: Auditor, plainly: Callable[[type[OrderService], OrderCompleted], None], anyhow: Callable[..., Any]
) -> None:
    order_completed.connect(auditor)
    order_completed.connect(plainly)
    order_completed.connect(anyhow)


# A receiver of several payloads is connected to each of their signals.
def of_either(sender: type[OrderService], payload: OrderCompleted | OrderRejected) -> None: ...


order_completed.connect(of_either)
order_rejected.connect(of_either)
