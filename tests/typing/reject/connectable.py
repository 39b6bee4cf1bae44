"""What is seen as a ``Connectable`` can be listened to, as strictly as the signal itself, and not be sent."""

from collections.abc import Awaitable

from tests.typing.shop import (
    ExpressService,
    OrderCompleted,
    OrderService,
    Warehouse,
    audit_due,
    invoice_due,
    label_wanted,
    mail_requests,
    mail_wanted,
    order_completed,
    order_completions,
    order_counted,
    order_placed,
    order_rejected,
    parcel_due,
    stock_changed,
)
from decimal import Decimal
from typedsignals import AsyncSignal, Connectable, Signal, receiver

order = OrderCompleted(7, Decimal(9))


def log(sender: type[OrderService], payload: OrderCompleted) -> None: ...
def of_an_int(sender: type[OrderService], payload: int) -> None: ...
def of_a_warehouse(sender: Warehouse, payload: OrderCompleted) -> None: ...
def of_express(sender: type[ExpressService], payload: OrderCompleted) -> None: ...
def as_in_django(sender: type[OrderService], **kwargs: object) -> None: ...
def answering(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "paid"


async def later(sender: type[OrderService], payload: OrderCompleted) -> None: ...
async def number_later(sender: type[OrderService], payload: OrderCompleted) -> int:
    return 7


# Sending is the business of whoever has the signal.
order_completions.send(OrderService, order)  # E: seen so, it can be listened to, and not be sent
order_completions.send_robust(OrderService, order)  # E: seen so, it can be listened to, and not be sent
mail_requests.send(OrderService, order)  # E: seen so, it can be listened to, and not be sent


def forward(signal: Connectable[type[OrderService], OrderCompleted]) -> None:
    signal.send(OrderService, order)  # E: seen so, it can be listened to, and not be sent


class Shop:
    def __init__(self) -> None:
        self._closed = AsyncSignal[Shop, int]("closed")

    @property
    def closed(self) -> Connectable["Shop", int, Awaitable[None] | None]:
        return self._closed


async def send() -> None:
    shop = Shop()
    shop.closed.send(shop, 7)  # E: seen so, it can be listened to, and not be sent
    await shop.closed.asend(shop, 7)  # E: seen so, it can be listened to, and not be sent
    await shop.closed.asend_robust(shop, 7)  # E: seen so, it can be listened to, and not be sent
    shop.closed = Signal("closed")  # E: a property


# A signal of other things is seen as something else.
other_payload: Connectable[type[OrderService], OrderCompleted] = order_counted  # E: another payload
other_sender: Connectable[Warehouse, OrderCompleted] = order_completed  # E: another sender
narrower_sender: Connectable[type[ExpressService], OrderCompleted] = order_completed  # E: others send it, too
wider_sender: Connectable[object, OrderCompleted] = order_completed  # E: not everybody sends it
wider_payload: Connectable[type[OrderService], object] = order_completed  # E: it carries more than any object
other_result: Connectable[type[OrderService], OrderCompleted] = mail_wanted  # E: another result
no_result: Connectable[type[OrderService], OrderCompleted, str] = order_completed  # E: no result
awaited: Connectable[type[OrderService], OrderCompleted] = parcel_due  # E: its receivers may be async
awaited_text: Connectable[type[OrderService], OrderCompleted, str] = invoice_due  # E: its receivers may be async
of_keywords: Connectable[type[OrderService], OrderCompleted] = order_placed  # E: a keyword signal
back: Signal[type[OrderService], OrderCompleted] = order_completions  # E: what is seen so is not known to be a Signal


def take(signal: Connectable[type[OrderService], OrderCompleted]) -> None: ...
def take_sender(signal: Signal[type[OrderService], OrderCompleted]) -> None: ...


take(order_rejected)  # E: another payload
take(parcel_due)  # E: its receivers may be async
take(label_wanted)  # E: a keyword signal
take(stock_changed)  # E: another sender and another payload
take_sender(order_completions)  # E: what is seen so is not known to be a Signal

# connect.
order_completions.before_connect(7)  # E: before_connect(receiver): cannot be called
order_completions.connect(of_an_int)  # E: connect(receiver): another payload
order_completions.connect(of_a_warehouse)  # E: connect(receiver): another sender
order_completions.connect(of_express)  # E: connect(receiver): a narrower sender, without sender=
order_completions.connect(as_in_django)  # E: connect(receiver): the payload comes by position
order_completions.connect(answering)  # E: connect(receiver): a result that nobody asked for
order_completions.connect(later)  # E: connect(receiver): async, where nothing is awaited
order_completions.connect(None)  # E: connect(receiver): None
order_completions.connect()  # E: connect(receiver): nothing
order_completions.connect(lambda sender, payload: payload.order)  # E: connect(receiver): a misspelt field
mail_requests.connect(log)  # E: connect(receiver): no result, though one is wanted
Shop().closed.connect(later)  # E: connect(receiver): another sender and another payload
order_completions.connect(of_express, sender=OrderService)  # E: connect(sender): wider than the receiver takes
order_completions.connect(log, sender=Warehouse)  # E: connect(sender): a stranger
order_completions.connect(log, OrderService)  # E: connect(sender): by position
order_completions.connect(log, weak="yes")  # E: connect(weak): a str
order_completions.connect(log, dispatch_uid=[])  # E: connect(dispatch_uid): not hashable
order_completions.connect(log, priority="high")  # E: connect(priority): a str
order_completions.connect(log, sender=OrderService, subclasses="yes")  # E: connect(subclasses): a str
order_completions.connect(log, subclasses=True)  # E: connect(subclasses): of no sender
order_completions.connect(log, uid="log")  # E: connect(): misspelt keyword
order_completions.connect(log)(OrderService, 7)  # E: the receiver takes an order


@order_completions.connect  # E: connect(receiver): another payload, decorated
def decorated(sender: type[OrderService], payload: int) -> None: ...


# connected, disconnect, has_listeners.
order_completions.connected(of_an_int)  # E: connected(receiver): another payload
order_completions.connected(later)  # E: connected(receiver): async, where nothing is awaited
order_completions.connected(of_express, sender=OrderService)  # E: connected(sender): wider than the receiver takes
order_completions.connected(log, sender=Warehouse)  # E: connected(sender): a stranger
order_completions.connected(log, priority="high")  # E: connected(priority): a str
order_completions.connected(log, sender=OrderService, subclasses="yes")  # E: connected(subclasses): a str
order_completions.connected(log, subclasses=True)  # E: connected(subclasses): of no sender
order_completions.disconnect("log")  # E: disconnect(receiver): a name
order_completions.disconnect(log, sender=Warehouse)  # E: disconnect(sender): a stranger
order_completions.disconnect(dispatch_uid=[])  # E: disconnect(dispatch_uid): not hashable
order_completions.disconnect()  # E: disconnect(): neither a receiver nor a uid
order_completions.disconnect(sender=OrderService)  # E: disconnect(dispatch_uid): a sender alone says nothing
order_completions.has_listeners(Warehouse)  # E: has_listeners(sender): a stranger
order_completions.connections = ()  # E: a copy, not a way to connect


# @receiver.
@receiver(order_completions)  # E: the payload of another signal
def received(sender: type[OrderService], payload: int) -> None: ...


@receiver(order_completions)  # E: async, where nothing is awaited
async def received_later(sender: type[OrderService], payload: OrderCompleted) -> None: ...


receiver(order_completions, sender=Warehouse)  # E: a stranger to what is seen, too
receiver(order_completions, audit_due)(log)  # E: the second wants results
receiver(audit_due, order_completions)(number_later)  # E: the second wants none
