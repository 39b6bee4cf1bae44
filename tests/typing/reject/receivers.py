"""What cannot take the sender and the payload, or answers what nobody asked for, is no receiver."""

import asyncio
from collections.abc import Awaitable, Callable
from decimal import Decimal
from functools import wraps
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar

from tests.typing.shop import (
    ExpressService,
    GiftOrderCompleted,
    OrderCompleted,
    OrderRejected,
    OrderService,
    Warehouse,
    mail_wanted,
    order_archived,
    order_completed,
    order_counted,
    order_rejected,
    stock_changed,
)
from typedsignals import Signal

T = TypeVar("T")
ParamsP = ParamSpec("ParamsP")


def log_order(sender: type[OrderService], payload: OrderCompleted) -> None: ...
def of_an_int(sender: type[OrderService], payload: int) -> None: ...
def of_a_warehouse(sender: Warehouse, payload: OrderCompleted) -> None: ...
def of_an_instance(sender: OrderService, payload: OrderCompleted) -> None: ...
def of_express(sender: type[ExpressService], payload: OrderCompleted) -> None: ...
def of_a_gift(sender: type[OrderService], payload: GiftOrderCompleted) -> None: ...
def of_the_sender(sender: type[OrderService]) -> None: ...
def of_the_payload(payload: OrderCompleted) -> None: ...
def of_nothing() -> None: ...
def of_three(sender: type[OrderService], payload: OrderCompleted, more: int) -> None: ...
def of_a_keyword(sender: type[OrderService], *, payload: OrderCompleted) -> None: ...
def of_one_too_many(sender: type[OrderService], payload: OrderCompleted, *, loud: bool) -> None: ...
def as_in_django(sender: type[OrderService], **kwargs: object) -> None: ...
def the_other_way_round(payload: OrderCompleted, sender: type[OrderService]) -> None: ...
def answering(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "paid"


async def later(sender: type[OrderService], payload: OrderCompleted) -> None: ...
async def number_later(sender: type[OrderService], payload: OrderCompleted) -> int:
    return 7


async def text_later(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "paid"


def text_awaitable(sender: type[OrderService], payload: OrderCompleted) -> Awaitable[str]:
    return text_later(sender, payload)


def perhaps_later(sender: type[OrderService], payload: OrderCompleted) -> Awaitable[None] | None:
    return None


# connect: the receiver.
order_completed.before_connect(7)  # E: before_connect(receiver): cannot be called
order_completed.connect(of_an_int)  # E: connect(receiver): another payload
order_completed.connect(of_a_gift)  # E: connect(receiver): a narrower payload
order_completed.connect(of_a_warehouse)  # E: connect(receiver): another sender
order_completed.connect(of_an_instance)  # E: connect(receiver): an instance, where the class sends
order_completed.connect(of_express)  # E: connect(receiver): a narrower sender, without sender=
order_completed.connect(of_the_sender)  # E: connect(receiver): takes no payload
order_completed.connect(of_the_payload)  # E: connect(receiver): takes no sender
order_completed.connect(of_nothing)  # E: connect(receiver): takes nothing
order_completed.connect(of_three)  # E: connect(receiver): takes a third
order_completed.connect(of_a_keyword)  # E: connect(receiver): the payload comes by position
order_completed.connect(of_one_too_many)  # E: connect(receiver): needs a keyword
order_completed.connect(as_in_django)  # E: connect(receiver): the payload comes by position
order_completed.connect(the_other_way_round)  # E: connect(receiver): sender and payload swapped
order_completed.connect(answering)  # E: connect(receiver): a result that nobody asked for
order_completed.connect(later)  # E: connect(receiver): async, where nothing is awaited
order_completed.connect("log_order")  # E: connect(receiver): a str
order_completed.connect(None)  # E: connect(receiver): None
order_completed.connect(log_order(OrderService, OrderCompleted(7, Decimal(9))))  # E: connect(receiver): a call
order_completed.connect()  # E: connect(receiver): nothing
order_completed.connect(receiver=log_order)  # E: connect(receiver): by name
order_completed.connect(log_order, log_order)  # E: connect(receiver): two of them
order_completed.connect(lambda sender: None)  # E: connect(receiver): a lambda without payload
order_completed.connect(lambda sender, payload: payload.order)  # E: connect(receiver): a misspelt field
order_completed.connect(lambda sender, payload: payload.order_id)  # E: connect(receiver): a lambda with a result
order_completed.connect(lambda sender, payload: sender.payload)  # E: connect(receiver): a misspelt attribute
order_rejected.connect(log_order)  # E: connect(receiver): the payload of another signal
order_counted.connect(log_order)  # E: connect(receiver): an int is sent
order_archived.connect(of_an_int)  # E: connect(receiver): None is sent
stock_changed.connect(log_order)  # E: connect(receiver): a dict is sent, by a warehouse
mail_wanted.connect(log_order)  # E: connect(receiver): no result, though one is wanted
mail_wanted.connect(number_later)  # E: connect(receiver): async, and another result
mail_wanted.connect(text_later)  # E: connect(receiver): async, though awaiting would give the result
mail_wanted.connect(text_awaitable)  # E: connect(receiver): something to await
order_completed.connect(perhaps_later)  # E: connect(receiver): perhaps something to await
order_completed.connect(lambda sender, payload: asyncio.sleep(0))  # E: connect(receiver): gives a coroutine
order_completed.connect(len)  # E: connect(receiver): a function of one


class Mailer:
    def mail(self, sender: type[OrderService], payload: int) -> None: ...
    async def mail_later(self, sender: type[OrderService], payload: OrderCompleted) -> None: ...
    @classmethod
    def of_the_class(cls, sender: type[OrderService], payload: int) -> None: ...
    @staticmethod
    def of_nobody(sender: type[OrderService], payload: int) -> None: ...
    def __call__(self, payload: OrderCompleted) -> None: ...


order_completed.connect(Mailer().mail)  # E: connect(receiver): a method that takes another payload
order_completed.connect(Mailer().mail_later)  # E: connect(receiver): an async method
order_completed.connect(Mailer.of_the_class)  # E: connect(receiver): a class method that takes another payload
order_completed.connect(Mailer.of_nobody)  # E: connect(receiver): a static method that takes another payload
order_completed.connect(Mailer.mail)  # E: connect(receiver): a method without its object
order_completed.connect(Mailer())  # E: connect(receiver): an object that takes no sender
order_completed.connect(Mailer)  # E: connect(receiver): a class that is made of nothing


class Packer:
    async def __call__(self, sender: type[OrderService], payload: OrderCompleted) -> None: ...


class Shipment:
    def __init__(self, service: type[OrderService], order: int) -> None: ...


shipment_made = Signal[type[OrderService], OrderCompleted, Shipment]("shipment_made")
order_completed.connect(Packer())  # E: connect(receiver): an object that is called asynchronously
shipment_made.connect(Shipment)  # E: connect(receiver): a class that is made of something else


def logged(function: Callable[ParamsP, T]) -> Callable[ParamsP, T]:
    @wraps(function)
    def logging(*args: ParamsP.args, **kwargs: ParamsP.kwargs) -> T:
        return function(*args, **kwargs)

    return logging


def with_user(function: Callable[Concatenate[str, ParamsP], T]) -> Callable[ParamsP, T]:
    raise NotImplementedError


@with_user
def for_a_user(user: str, sender: type[OrderService], payload: int) -> None: ...
def of_any_list(sender: object, payload: list[T]) -> None: ...
def decorator(function: Any) -> OrderRejected:
    return OrderRejected(7, "not a function any more")


order_completed.connect(logged(of_an_int))  # E: connect(receiver): another payload, below a decorator
order_completed.connect(for_a_user)  # E: connect(receiver): another payload, once a user is given
order_completed.connect(of_any_list)  # E: connect(receiver): a list of anything, where an order is sent
order_completed.connect(decorator(log_order))  # E: connect(receiver): what a decorator made of it


# As a decorator.
@order_completed.connect  # E: connect(receiver): another payload
def decorated(sender: type[OrderService], payload: int) -> None: ...


@order_completed.connect  # E: connect(receiver): async, decorated
async def decorated_later(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@order_completed.connect  # E: connect(receiver): another payload, below a decorator
@logged
def decorated_twice(sender: type[OrderService], payload: int) -> None: ...


# connect: the options.
order_completed.connect(of_an_int, sender=OrderService)  # E: connect(receiver): another payload, with sender=
order_completed.connect(of_a_gift, sender=ExpressService)  # E: connect(receiver): a narrower payload
order_completed.connect(answering, sender=OrderService)  # E: connect(receiver): a result, with sender=
order_completed.connect(later, sender=OrderService)  # E: connect(receiver): async, with sender=
order_completed.connect(of_express, sender=OrderService)  # E: connect(sender): wider than the receiver takes
order_completed.connect(log_order, sender=Warehouse)  # E: connect(sender): a stranger
order_completed.connect(log_order, sender=OrderService())  # E: connect(sender): an instance
order_completed.connect(log_order, sender="OrderService")  # E: connect(sender): a name
order_completed.connect(log_order, OrderService)  # E: connect(sender): by position
order_completed.connect(of_express, sender=None)  # E: connect(sender): None hears every sender
order_completed.connect(log_order, weak="yes")  # E: connect(weak): a str
order_completed.connect(log_order, weak=1)  # E: connect(weak): an int
order_completed.connect(log_order, sender=OrderService, weak="yes")  # E: connect(weak): a str, with sender=
order_completed.connect(log_order, dispatch_uid=[])  # E: connect(dispatch_uid): not hashable
order_completed.connect(log_order, dispatch_uid={"uid": 7})  # E: connect(dispatch_uid): not hashable
order_completed.connect(log_order, priority="high")  # E: connect(priority): a str
order_completed.connect(log_order, priority=None)  # E: connect(priority): None
order_completed.connect(log_order, priority=0.5)  # E: connect(priority): a float
order_completed.connect(log_order, sender=OrderService, dispatch_uid=[])  # E: connect(dispatch_uid): not hashable
order_completed.connect(log_order, sender=OrderService, priority="high")  # E: connect(priority): a str, with sender=
order_completed.connect(log_order, sender=OrderService, subclasses="yes")  # E: connect(subclasses): a str
order_completed.connect(log_order, subclasses=True)  # E: connect(subclasses): of no sender
order_completed.connect(log_order, uid="log")  # E: connect(): misspelt keyword

# What connect gives back is the receiver, as what it is connected as.
connected = order_completed.connect(log_order)
connected(OrderService)  # E: takes a payload
connected(OrderService, 7)  # E: takes another payload
narrowed = order_completed.connect(of_express, sender=ExpressService)
narrowed(ExpressService, 7)  # E: takes another payload
connected.disconnect()  # E: a receiver, not a connection

# connected.
order_completed.connected(of_an_int)  # E: connected(receiver): another payload
order_completed.connected(of_express)  # E: connected(receiver): a narrower sender, without sender=
order_completed.connected(later)  # E: connected(receiver): async, where nothing is awaited
order_completed.connected(None)  # E: connected(receiver): None
order_completed.connected(log_order, sender=Warehouse)  # E: connected(sender): a stranger
order_completed.connected(of_express, sender=OrderService)  # E: connected(sender): wider than the receiver takes
order_completed.connected(log_order, priority="high")  # E: connected(priority): a str
order_completed.connected(log_order, sender=OrderService, priority=None)  # E: connected(priority): None, with sender=
order_completed.connected(log_order, sender=OrderService, subclasses="yes")  # E: connected(subclasses): a str
order_completed.connected(log_order, subclasses=True)  # E: connected(subclasses): of no sender
order_completed.connected(log_order, weak=True)  # E: connected(): always strong
order_completed.connected(log_order, dispatch_uid="log")  # E: connected(): ends what it made, needs no uid

with order_completed.connected(log_order) as connection:
    connection.receiver  # E: there is nothing to have
with order_completed.connected(of_express, sender=ExpressService) as narrowed_connection:
    narrowed_connection.receiver  # E: there is nothing to have, with sender=
with order_completed.preserved() as state:
    state.receivers  # E: there is nothing to have

# disconnect.
order_completed.disconnect("log_order")  # E: disconnect(receiver): a name
order_completed.disconnect(7)  # E: disconnect(receiver): not callable
order_completed.disconnect(log_order, sender=Warehouse)  # E: disconnect(sender): a stranger
order_completed.disconnect(log_order, OrderService)  # E: disconnect(sender): by position
order_completed.disconnect(log_order, dispatch_uid=[])  # E: disconnect(dispatch_uid): not hashable, beside a receiver
order_completed.disconnect(dispatch_uid=[])  # E: disconnect(dispatch_uid): not hashable
order_completed.disconnect(log_order, uid="log")  # E: disconnect(): misspelt keyword
order_completed.disconnect()  # E: disconnect(): neither a receiver nor a uid
order_completed.disconnect(None)  # E: disconnect(dispatch_uid): without a receiver it has to be given
order_completed.disconnect(sender=OrderService)  # E: disconnect(dispatch_uid): a sender alone says nothing
order_completed.disconnect(None, sender=OrderService)  # E: disconnect(dispatch_uid): a sender alone says nothing
order_completed.disconnect(sender=Warehouse, dispatch_uid="log")  # E: disconnect(sender): a stranger, with a uid
order_completed.disconnect(log_order, weak=True)  # E: disconnect(): a connection is found however it is held
ended: str = order_completed.disconnect(log_order)  # E: the result is a bool

# has_listeners.
order_completed.has_listeners(Warehouse)  # E: has_listeners(sender): a stranger
order_completed.has_listeners(sender=OrderService())  # E: has_listeners(sender): an instance
order_completed.has_listeners("OrderService")  # E: has_listeners(sender): a name
count: str = order_completed.has_listeners()  # E: the result is a bool


# Literals.
paid = Signal[Literal["web", "till"], int]("paid")


def of_the_web(sender: Literal["web"], payload: int) -> None: ...
def of_any_channel(sender: str, payload: int) -> None: ...


paid.connect(of_the_web)  # E: connect(receiver): hears one of two senders, without sender=
paid.connect(of_the_web, sender="till")  # E: connect(sender): the other one
paid.disconnect(of_any_channel, sender="fax")  # E: disconnect(sender): none of the two
paid.has_listeners("fax")  # E: has_listeners(sender): none of the two


# A sender that may be None may mean everybody.
def connect_perhaps(service: type[ExpressService] | None) -> None:
    order_completed.connect(of_express, sender=service)  # E: connect(sender): None hears every sender
    order_completed.connected(of_express, sender=service)  # E: connected(sender): None hears every sender
