"""What is seen as a ``KeywordConnectable`` can be listened to, as strictly as the signal itself, and not be sent."""

from collections.abc import Awaitable
from decimal import Decimal
from typing import ParamSpec, TypeVar

from tests.typing.shop import (
    ExpressService,
    OrderService,
    Warehouse,
    label_wanted,
    order_completed,
    order_packed,
    order_placed,
    order_placements,
    price_asked,
    stock_counted,
)
from typedsignals import KeywordConnectable, KeywordSignal, receiver

Service = type[OrderService]
SenderT = TypeVar("SenderT")
ParamsP = ParamSpec("ParamsP")
ReturnT = TypeVar("ReturnT")


def listen(signal: KeywordConnectable[SenderT, ParamsP, ReturnT]) -> KeywordConnectable[SenderT, ParamsP, ReturnT]:
    return signal


placed = listen(order_placed)
packed = listen(order_packed)
priced = listen(price_asked)


def log(sender: Service, order_id: int, **kwargs: object) -> None: ...
def misspelt(sender: Service, order: int, **kwargs: object) -> None: ...
def without_kwargs(sender: Service, order_id: int) -> None: ...
def of_a_text(sender: Service, order_id: str, **kwargs: object) -> None: ...
def of_a_warehouse(sender: Warehouse, **kwargs: object) -> None: ...
def of_express(sender: type[ExpressService], **kwargs: object) -> None: ...
def answering(sender: Service, **kwargs: object) -> str:
    return "paid"


async def later(sender: Service, **kwargs: object) -> None: ...


# Sending is the business of whoever has the signal.
placed.send(OrderService, order_id=7, status="paid")  # E: seen so, it can be listened to, and not be sent
placed.send_robust(OrderService, order_id=7, status="paid")  # E: seen so, it can be listened to, and not be sent
order_placements.send(OrderService, order_id=7)  # E: seen so, it can be listened to, and not be sent


async def send() -> None:
    packed.send(OrderService, order_id=7)  # E: seen so, it can be listened to, and not be sent
    await packed.asend(OrderService, order_id=7)  # E: seen so, it can be listened to, and not be sent
    await packed.asend_robust(OrderService, order_id=7)  # E: seen so, it can be listened to, and not be sent


# A signal of other things is seen as something else.
other_sender: KeywordConnectable[Warehouse, ..., None] = order_placed  # E: another sender
other_result: KeywordConnectable[Service, ..., None] = price_asked  # E: another result
no_result: KeywordConnectable[Service, ..., Decimal] = order_placed  # E: no result
awaited: KeywordConnectable[Service, ..., None] = order_packed  # E: its receivers may be async
other_awaited: KeywordConnectable[Service, ..., Awaitable[None] | None] = label_wanted  # E: another awaited result
of_payloads: KeywordConnectable[Service, ..., None] = order_completed  # E: a signal of payloads
back: KeywordSignal[Service, ..., None] = order_placements  # E: what is seen so is not known to be a KeywordSignal
positions: KeywordConnectable[Service, [int, str], None] = order_placed  # E: keywords are not positions


def take(signal: KeywordConnectable[Service, ..., None]) -> None: ...


take(stock_counted)  # E: another sender
take(label_wanted)  # E: another result
take(order_completed)  # E: a signal of payloads

# connect.
placed.before_connect(7)  # E: before_connect(receiver): cannot be called
placed.connect(misspelt)  # E: connect(receiver): misspelt
placed.connect(without_kwargs)  # E: connect(receiver): no **kwargs for the status
placed.connect(of_a_text)  # E: connect(receiver): a keyword of another type
placed.connect(of_a_warehouse)  # E: connect(receiver): another sender
placed.connect(of_express)  # E: connect(receiver): a narrower sender, without sender=
placed.connect(answering)  # E: connect(receiver): a result that nobody asked for
placed.connect(later)  # E: connect(receiver): async, where nothing is awaited
placed.connect(None)  # E: connect(receiver): None
packed.connect(misspelt)  # E: connect(receiver): misspelt, where results are awaited
priced.connect(log)  # E: connect(receiver): no result, though one is asked for
order_placements.connect(of_a_warehouse)  # E: connect(receiver): another sender, of whatever keywords
order_placements.connect(answering)  # E: connect(receiver): a result that nobody asked for, of whatever keywords
placed.connect(of_express, sender=OrderService)  # E: connect(sender): wider than the receiver takes
placed.connect(log, sender=Warehouse)  # E: connect(sender): a stranger
placed.connect(log, OrderService)  # E: connect(sender): by position
placed.connect(log, weak="yes")  # E: connect(weak): a str
placed.connect(log, dispatch_uid=[])  # E: connect(dispatch_uid): not hashable
placed.connect(log, priority="high")  # E: connect(priority): a str
placed.connect(log, sender=OrderService, subclasses="yes")  # E: connect(subclasses): a str
placed.connect(log, subclasses=True)  # E: connect(subclasses): of no sender
placed.connect(log, uid="log")  # E: connect(): misspelt keyword


@placed.connect  # E: connect(receiver): misspelt, decorated
def decorated(sender: Service, order: int, **kwargs: object) -> None: ...


# connected, disconnect, has_listeners, check_keywords.
placed.connected(misspelt)  # E: connected(receiver): misspelt
placed.connected(later)  # E: connected(receiver): async, where nothing is awaited
placed.connected(of_express, sender=OrderService)  # E: connected(sender): wider than the receiver takes
placed.connected(log, sender=Warehouse)  # E: connected(sender): a stranger
placed.connected(log, priority="high")  # E: connected(priority): a str
placed.connected(log, sender=OrderService, subclasses="yes")  # E: connected(subclasses): a str
placed.connected(log, subclasses=True)  # E: connected(subclasses): of no sender
placed.disconnect("log")  # E: disconnect(receiver): a name
placed.disconnect(log, sender=Warehouse)  # E: disconnect(sender): a stranger
placed.disconnect(dispatch_uid=[])  # E: disconnect(dispatch_uid): not hashable
placed.disconnect()  # E: disconnect(): neither a receiver nor a uid
placed.disconnect(sender=OrderService)  # E: disconnect(dispatch_uid): a sender alone says nothing
placed.has_listeners(Warehouse)  # E: has_listeners(sender): a stranger
placed.check_keywords(["order_id"])  # E: check_keywords(keywords): names alone


# @receiver.
@receiver(placed)  # E: misspelt, of what is seen so
def received(sender: Service, order: int, **kwargs: object) -> None: ...


@receiver(placed, packed)  # E: async, where one of two awaits nothing
async def received_later(sender: Service, **kwargs: object) -> None: ...


receiver(placed, sender=Warehouse)  # E: a stranger to what is seen, too
receiver(placed, order_completed)  # E: keywords and payloads
