"""A receiver of a keyword signal takes every declared keyword, by name or in ``**kwargs``."""

from collections.abc import Callable, Coroutine
from decimal import Decimal
from typing import Any, ParamSpec, TypeVar, TypedDict, Unpack

from tests.typing.shop import (
    ExpressService,
    OrderService,
    Warehouse,
    order_closed,
    order_placed,
    order_returned,
    price_asked,
    stock_counted,
)

Service = type[OrderService]
T = TypeVar("T")
ParamsP = ParamSpec("ParamsP")


def log(sender: Service, order_id: int, **kwargs: object) -> None: ...
def misspelt(sender: Service, *, order: int, status: str) -> None: ...
def misspelt_with_kwargs(sender: Service, *, order: int, **kwargs: object) -> None: ...
def without_kwargs(sender: Service, order_id: int) -> None: ...
def of_the_sender(sender: Service) -> None: ...
def surplus(sender: Service, *, order_id: int, status: str, total: int) -> None: ...
def of_a_text(sender: Service, *, order_id: str, status: str) -> None: ...
def of_a_text_with_kwargs(sender: Service, order_id: str, **kwargs: object) -> None: ...
def of_int_kwargs(sender: Service, order_id: int, **kwargs: int) -> None: ...
def of_a_warehouse(sender: Warehouse, order_id: int, **kwargs: object) -> None: ...
def of_an_instance(sender: OrderService, **kwargs: object) -> None: ...
def of_express(sender: type[ExpressService], **kwargs: object) -> None: ...
def without_sender(*, order_id: int, status: str) -> None: ...
def sender_by_name(*, sender: Service, order_id: int, status: str) -> None: ...
def of_nothing() -> None: ...
def by_position(sender: Service, order_id: int, status: str, /) -> None: ...
def of_a_payload(sender: Service, payload: dict[str, object]) -> None: ...
def with_signal(signal: object, sender: Service, **kwargs: object) -> None: ...
def answering(sender: Service, order_id: int, **kwargs: object) -> str:
    return "paid"


async def later(sender: Service, order_id: int, **kwargs: object) -> None: ...
async def number_later(sender: Service, order_id: int) -> int:
    return 7


# connect: the receiver.
order_placed.before_connect(7)  # E: before_connect(receiver): cannot be called
order_placed.connect(misspelt)  # E: connect(receiver): misspelt
order_placed.connect(misspelt_with_kwargs)  # E: connect(receiver): misspelt, beside **kwargs
order_placed.connect(without_kwargs)  # E: connect(receiver): no **kwargs for the status
order_placed.connect(of_the_sender)  # E: connect(receiver): takes no keyword
order_placed.connect(surplus)  # E: connect(receiver): needs a keyword that is never sent
order_placed.connect(of_a_text)  # E: connect(receiver): a keyword of another type
order_placed.connect(of_a_text_with_kwargs)  # E: connect(receiver): a keyword of another type, beside **kwargs
order_placed.connect(of_int_kwargs)  # E: connect(receiver): the status is no int
order_placed.connect(of_a_warehouse)  # E: connect(receiver): another sender
order_placed.connect(of_an_instance)  # E: connect(receiver): an instance, where the class sends
order_placed.connect(of_express)  # E: connect(receiver): a narrower sender, without sender=
order_placed.connect(without_sender)  # E: connect(receiver): takes no sender
order_placed.connect(sender_by_name)  # E: connect(receiver): the sender comes by position
order_placed.connect(of_nothing)  # E: connect(receiver): takes nothing
order_placed.connect(by_position)  # E: connect(receiver): keywords come by name
order_placed.connect(of_a_payload)  # E: connect(receiver): there is no payload
order_placed.connect(with_signal)  # E: connect(receiver): the signal is not sent
order_placed.connect(answering)  # E: connect(receiver): a result that nobody asked for
order_placed.connect(later)  # E: connect(receiver): async, where nothing is awaited
order_placed.connect("log")  # E: connect(receiver): a name
order_placed.connect(None)  # E: connect(receiver): None
order_placed.connect()  # E: connect(receiver): nothing
order_placed.connect(receiver=log)  # E: connect(receiver): by name
order_placed.connect(lambda sender: None)  # E: connect(receiver): a lambda that takes no keyword
order_closed.connect(log(OrderService, 7))  # E: connect(receiver): a call
price_asked.connect(without_kwargs)  # E: connect(receiver): the keyword of another signal
price_asked.connect(of_the_sender)  # E: connect(receiver): no result, though one is asked for
stock_counted.connect(log)  # E: connect(receiver): another sender, other keywords


order_placed.connect(lambda sender, **kwargs: 7)  # E: connect(receiver): a lambda with a result


def refund_needed(sender: Service, order_id: int, refund: Decimal) -> None: ...


order_returned.connect(refund_needed)  # E: connect(receiver): a send may leave the refund out


class Mailer:
    def mail(self, sender: Service, order_id: int) -> None: ...
    async def mail_later(self, sender: Service, **kwargs: object) -> None: ...
    @classmethod
    def of_the_class(cls, sender: Service, order: int, **kwargs: object) -> None: ...
    def __call__(self, *, order_id: int, status: str) -> None: ...


order_placed.connect(Mailer().mail)  # E: connect(receiver): a method without **kwargs
order_placed.connect(Mailer().mail_later)  # E: connect(receiver): an async method
order_placed.connect(Mailer.of_the_class)  # E: connect(receiver): a class method that is misspelt
order_placed.connect(Mailer())  # E: connect(receiver): an object that takes no sender


class Placed(TypedDict):
    order_id: str
    status: str


def of_other_keywords(sender: Service, **kwargs: Unpack[Placed]) -> None: ...
def logged(function: Callable[ParamsP, T]) -> Callable[ParamsP, T]:
    raise NotImplementedError


order_placed.connect(of_other_keywords)  # E: connect(receiver): a TypedDict of another type
order_placed.connect(logged(misspelt))  # E: connect(receiver): misspelt, below a decorator


def connect(text: Callable[..., str], later: Callable[..., Coroutine[Any, Any, None]]) -> None:
    order_placed.connect(text)  # E: connect(receiver): any function that gives a str
    order_placed.connect(later)  # E: connect(receiver): any async function


@order_placed.connect  # E: connect(receiver): misspelt, decorated
def decorated(sender: Service, order: int, **kwargs: object) -> None: ...


@order_placed.connect  # E: connect(receiver): async, decorated
async def decorated_later(sender: Service, **kwargs: object) -> None: ...


# connect: the options.
order_placed.connect(misspelt, sender=OrderService)  # E: connect(receiver): misspelt, with sender=
order_placed.connect(without_kwargs, sender=OrderService)  # E: connect(receiver): no **kwargs, with sender=
order_placed.connect(of_a_text, sender=ExpressService)  # E: connect(receiver): another type, with sender=
order_placed.connect(later, sender=OrderService)  # E: connect(receiver): async, with sender=
order_placed.connect(of_express, sender=OrderService)  # E: connect(sender): wider than the receiver takes
order_placed.connect(log, sender=Warehouse)  # E: connect(sender): a stranger
order_placed.connect(log, sender=OrderService())  # E: connect(sender): an instance
order_placed.connect(log, sender="OrderService")  # E: connect(sender): a name
order_placed.connect(log, OrderService)  # E: connect(sender): by position
order_placed.connect(of_express, sender=None)  # E: connect(sender): None hears every sender
order_placed.connect(log, weak="yes")  # E: connect(weak): a str
order_placed.connect(log, sender=OrderService, weak=1)  # E: connect(weak): an int, with sender=
order_placed.connect(log, dispatch_uid=[])  # E: connect(dispatch_uid): not hashable
order_placed.connect(log, dispatch_uid={"uid": 7})  # E: connect(dispatch_uid): not hashable
order_placed.connect(log, priority="high")  # E: connect(priority): a str
order_placed.connect(log, priority=None)  # E: connect(priority): None
order_placed.connect(log, sender=OrderService, dispatch_uid=[])  # E: connect(dispatch_uid): not hashable
order_placed.connect(log, sender=OrderService, priority="high")  # E: connect(priority): a str, with sender=
order_placed.connect(log, sender=OrderService, subclasses="yes")  # E: connect(subclasses): a str
order_placed.connect(log, subclasses=True)  # E: connect(subclasses): of no sender
order_placed.connect(log, uid="log")  # E: connect(): misspelt keyword

# A decorated receiver has its result still.
connected = order_placed.connect(log)
text: str = connected(OrderService, 7)  # E: it returns nothing
narrowed: str = order_placed.connect(of_express, sender=ExpressService)(ExpressService)  # E: it returns nothing
connected.disconnect()  # E: a receiver, not a connection

# connected.
order_placed.connected(misspelt)  # E: connected(receiver): misspelt
order_placed.connected(without_kwargs)  # E: connected(receiver): no **kwargs for the status
order_placed.connected(of_express)  # E: connected(receiver): a narrower sender, without sender=
order_placed.connected(later)  # E: connected(receiver): async, where nothing is awaited
order_placed.connected(None)  # E: connected(receiver): None
order_placed.connected(log, sender=Warehouse)  # E: connected(sender): a stranger
order_placed.connected(of_express, sender=OrderService)  # E: connected(sender): wider than the receiver takes
order_placed.connected(log, priority="high")  # E: connected(priority): a str
order_placed.connected(log, sender=OrderService, priority=None)  # E: connected(priority): None, with sender=
order_placed.connected(log, sender=OrderService, subclasses="yes")  # E: connected(subclasses): a str
order_placed.connected(log, subclasses=True)  # E: connected(subclasses): of no sender
order_placed.connected(log, weak=True)  # E: connected(): always strong
order_placed.connected(log, dispatch_uid="log")  # E: connected(): ends what it made, needs no uid

with order_placed.connected(log) as connection:
    connection.receiver  # E: there is nothing to have
with order_placed.connected(of_express, sender=ExpressService) as narrowed_connection:
    narrowed_connection.receiver  # E: there is nothing to have, with sender=

# disconnect.
order_placed.disconnect("log")  # E: disconnect(receiver): a name
order_placed.disconnect(7)  # E: disconnect(receiver): not callable
order_placed.disconnect(log, sender=Warehouse)  # E: disconnect(sender): a stranger
order_placed.disconnect(log, OrderService)  # E: disconnect(sender): by position
order_placed.disconnect(log, dispatch_uid=[])  # E: disconnect(dispatch_uid): not hashable, beside a receiver
order_placed.disconnect(dispatch_uid=[])  # E: disconnect(dispatch_uid): not hashable
order_placed.disconnect()  # E: disconnect(): neither a receiver nor a uid
order_placed.disconnect(None)  # E: disconnect(dispatch_uid): without a receiver it has to be given
order_placed.disconnect(sender=OrderService)  # E: disconnect(dispatch_uid): a sender alone says nothing
ended: str = order_placed.disconnect(log)  # E: the result is a bool

# has_listeners.
order_placed.has_listeners(Warehouse)  # E: has_listeners(sender): a stranger
order_placed.has_listeners(sender=OrderService())  # E: has_listeners(sender): an instance
count: str = order_placed.has_listeners()  # E: the result is a bool
