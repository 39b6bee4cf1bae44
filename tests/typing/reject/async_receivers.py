"""What no ``AsyncSignal`` takes: a receiver of other things, or of another result, whether it is awaited or not."""

import asyncio
from collections.abc import Awaitable, Coroutine
from decimal import Decimal
from typing import Any

from tests.typing.shop import (
    ExpressService,
    GiftOrderCompleted,
    OrderCompleted,
    OrderService,
    Warehouse,
    audit_due,
    invoice_due,
    parcel_due,
    shelf_emptied,
)
from typedsignals import Signal


def pack_now(sender: type[OrderService], payload: OrderCompleted) -> None: ...
async def pack(sender: type[OrderService], payload: OrderCompleted) -> None: ...
async def of_an_int(sender: type[OrderService], payload: int) -> None: ...
async def of_a_warehouse(sender: Warehouse, payload: OrderCompleted) -> None: ...
async def of_an_instance(sender: OrderService, payload: OrderCompleted) -> None: ...
async def of_express(sender: type[ExpressService], payload: OrderCompleted) -> None: ...
async def of_a_gift(sender: type[OrderService], payload: GiftOrderCompleted) -> None: ...
async def of_the_sender(sender: type[OrderService]) -> None: ...
async def of_nothing() -> None: ...
async def of_three(sender: type[OrderService], payload: OrderCompleted, more: int) -> None: ...
async def of_one_too_many(sender: type[OrderService], payload: OrderCompleted, *, loud: bool) -> None: ...
async def as_in_django(sender: type[OrderService], **kwargs: object) -> None: ...
async def the_other_way_round(payload: OrderCompleted, sender: type[OrderService]) -> None: ...
async def text_later(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "packed"


async def number_later(sender: type[OrderService], payload: OrderCompleted) -> int:
    return 7


def text(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "packed"


def perhaps_text(sender: type[OrderService], payload: OrderCompleted) -> Awaitable[str] | None:
    return None


def later_still(sender: type[OrderService], payload: OrderCompleted) -> Coroutine[Any, Any, Awaitable[str]]:
    raise NotImplementedError


# connect: the receiver.
parcel_due.before_connect(7)  # E: before_connect(receiver): cannot be called
parcel_due.connect(of_an_int)  # E: connect(receiver): another payload
parcel_due.connect(of_a_gift)  # E: connect(receiver): a narrower payload
parcel_due.connect(of_a_warehouse)  # E: connect(receiver): another sender
parcel_due.connect(of_an_instance)  # E: connect(receiver): an instance, where the class sends
parcel_due.connect(of_express)  # E: connect(receiver): a narrower sender, without sender=
parcel_due.connect(of_the_sender)  # E: connect(receiver): takes no payload
parcel_due.connect(of_nothing)  # E: connect(receiver): takes nothing
parcel_due.connect(of_three)  # E: connect(receiver): takes a third
parcel_due.connect(of_one_too_many)  # E: connect(receiver): needs a keyword
parcel_due.connect(as_in_django)  # E: connect(receiver): the payload comes by position
parcel_due.connect(the_other_way_round)  # E: connect(receiver): sender and payload swapped
parcel_due.connect(text_later)  # E: connect(receiver): an awaited result that nobody asked for
parcel_due.connect(text)  # E: connect(receiver): a result that nobody asked for
invoice_due.connect(pack)  # E: connect(receiver): awaiting gives nothing, though a str is wanted
invoice_due.connect(pack_now)  # E: connect(receiver): gives nothing, though a str is wanted
invoice_due.connect(number_later)  # E: connect(receiver): another awaited result
invoice_due.connect(perhaps_text)  # E: connect(receiver): perhaps nothing, though a str is wanted
invoice_due.connect(later_still)  # E: connect(receiver): to be awaited twice
audit_due.connect(text)  # E: connect(receiver): another result
audit_due.connect(text_later)  # E: connect(receiver): another awaited result
shelf_emptied.connect(pack)  # E: connect(receiver): of another signal
parcel_due.connect(pack(OrderService, OrderCompleted(7, Decimal(9))))  # E: connect(receiver): a coroutine
parcel_due.connect("pack")  # E: connect(receiver): a str
parcel_due.connect(None)  # E: connect(receiver): None
parcel_due.connect()  # E: connect(receiver): nothing
parcel_due.connect(receiver=pack)  # E: connect(receiver): by name
parcel_due.connect(pack, pack)  # E: connect(receiver): two of them
parcel_due.connect(lambda sender: asyncio.sleep(0))  # E: connect(receiver): a lambda without payload
parcel_due.connect(lambda sender, payload: asyncio.sleep(0, payload.order))  # E: connect(receiver): a misspelt field
parcel_due.connect(lambda sender, payload: payload.order_id)  # E: connect(receiver): a lambda with a result
parcel_due.connect(lambda sender, payload: asyncio.sleep(0, 7))  # E: connect(receiver): a lambda with a result


class Packer:
    async def pack(self, sender: type[OrderService], payload: int) -> None: ...
    @classmethod
    async def of_the_class(cls, sender: type[OrderService], payload: int) -> None: ...
    @staticmethod
    async def of_nobody(sender: type[OrderService], payload: OrderCompleted) -> int:
        return 7

    async def __call__(self, payload: OrderCompleted) -> None: ...


parcel_due.connect(Packer().pack)  # E: connect(receiver): a method that takes another payload
parcel_due.connect(Packer.of_the_class)  # E: connect(receiver): a class method that takes another payload
parcel_due.connect(Packer.of_nobody)  # E: connect(receiver): a static method with a result
parcel_due.connect(Packer())  # E: connect(receiver): an object that takes no sender


# As a decorator.
@parcel_due.connect  # E: connect(receiver): another payload
async def decorated(sender: type[OrderService], payload: int) -> None: ...


@parcel_due.connect  # E: connect(receiver): a result that nobody asked for
async def decorated_text(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "packed"


# connect: the options.
parcel_due.connect(of_an_int, sender=OrderService)  # E: connect(receiver): another payload, with sender=
parcel_due.connect(text_later, sender=OrderService)  # E: connect(receiver): a result, with sender=
parcel_due.connect(of_express, sender=OrderService)  # E: connect(sender): wider than the receiver takes
parcel_due.connect(pack, sender=Warehouse)  # E: connect(sender): a stranger
parcel_due.connect(pack, sender=OrderService())  # E: connect(sender): an instance
parcel_due.connect(pack, sender="OrderService")  # E: connect(sender): a name
parcel_due.connect(pack, OrderService)  # E: connect(sender): by position
parcel_due.connect(of_express, sender=None)  # E: connect(sender): None hears every sender
parcel_due.connect(pack, weak="yes")  # E: connect(weak): a str
parcel_due.connect(pack, sender=OrderService, weak=1)  # E: connect(weak): an int, with sender=
parcel_due.connect(pack, dispatch_uid=[])  # E: connect(dispatch_uid): not hashable
parcel_due.connect(pack, sender=OrderService, dispatch_uid={})  # E: connect(dispatch_uid): not hashable
parcel_due.connect(pack, priority="high")  # E: connect(priority): a str
parcel_due.connect(pack, sender=OrderService, priority=None)  # E: connect(priority): None
parcel_due.connect(pack, sender=OrderService, subclasses="yes")  # E: connect(subclasses): a str
parcel_due.connect(pack, subclasses=True)  # E: connect(subclasses): of no sender
parcel_due.connect(pack, uid="log")  # E: connect(): misspelt keyword


# What connect gives back may be of either kind.
async def by_hand() -> None:
    connected = parcel_due.connect(pack)
    connected(OrderService)  # E: takes a payload
    connected(OrderService, 7)  # E: takes another payload
    await parcel_due.connect(pack_now)(OrderService, OrderCompleted(7, Decimal(9)))  # E: perhaps nothing to await
    number: int = invoice_due.connect(text)(OrderService, OrderCompleted(7, Decimal(9)))  # E: a str, if anything


# connected.
parcel_due.connected(of_an_int)  # E: connected(receiver): another payload
parcel_due.connected(of_express)  # E: connected(receiver): a narrower sender, without sender=
parcel_due.connected(text_later)  # E: connected(receiver): a result that nobody asked for
parcel_due.connected(None)  # E: connected(receiver): None
parcel_due.connected(pack, sender=Warehouse)  # E: connected(sender): a stranger
parcel_due.connected(of_express, sender=OrderService)  # E: connected(sender): wider than the receiver takes
parcel_due.connected(pack, priority="high")  # E: connected(priority): a str
parcel_due.connected(pack, sender=OrderService, priority=None)  # E: connected(priority): None, with sender=
parcel_due.connected(pack, sender=OrderService, subclasses="yes")  # E: connected(subclasses): a str
parcel_due.connected(pack, subclasses=True)  # E: connected(subclasses): of no sender
parcel_due.connected(pack, weak=True)  # E: connected(): always strong

# disconnect.
parcel_due.disconnect("pack")  # E: disconnect(receiver): a name
parcel_due.disconnect(pack(OrderService, OrderCompleted(7, Decimal(9))))  # E: disconnect(receiver): a coroutine
parcel_due.disconnect(pack, sender=Warehouse)  # E: disconnect(sender): a stranger
parcel_due.disconnect(pack, OrderService)  # E: disconnect(sender): by position
parcel_due.disconnect(dispatch_uid=[])  # E: disconnect(dispatch_uid): not hashable
parcel_due.disconnect()  # E: disconnect(): neither a receiver nor a uid
parcel_due.disconnect(sender=OrderService)  # E: disconnect(dispatch_uid): a sender alone says nothing
ended: str = parcel_due.disconnect(pack)  # E: the result is a bool

# has_listeners.
parcel_due.has_listeners(Warehouse)  # E: has_listeners(sender): a stranger
parcel_due.has_listeners(sender=OrderService())  # E: has_listeners(sender): an instance
count: str = parcel_due.has_listeners()  # E: the result is a bool


# The one kind is not the other, and does not become it.
def take(signal: Signal[type[OrderService], OrderCompleted]) -> None: ...


take(parcel_due)  # E: an AsyncSignal
not_async: Signal[type[OrderService], OrderCompleted, str] = invoice_due  # E: an AsyncSignal
