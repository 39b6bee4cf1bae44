"""Declarations that say something that is not so."""

from collections.abc import Awaitable
from decimal import Decimal

from tests.typing.shop import (
    OrderCompleted,
    OrderService,
    Warehouse,
    label_wanted,
    order_completed,
    order_packed,
    order_placed,
    parcel_due,
    stock_counted,
)
from typedsignals import (
    AsyncKeywordSignal,
    AsyncSignal,
    Connection,
    KeywordSignal,
    Receiver,
    Signal,
    keyword_signal,
)

Signal[type[OrderService], OrderCompleted](7)  # E: Signal(name): an int
Signal[type[OrderService], OrderCompleted](name=b"order_completed")  # E: Signal(name): bytes
Signal[type[OrderService], OrderCompleted]("order_completed", "twice")  # E: Signal(): two names
Signal[type[OrderService], OrderCompleted](title="order_completed")  # E: Signal(): misspelt keyword
Signal[type[OrderService], int, str, str]("order_completed")  # E: Signal[]: says too much
Signal[type[OrderService], OrderCompleted](doc=7)  # E: Signal(doc): an int
AsyncSignal[type[OrderService], OrderCompleted](doc=7)  # E: AsyncSignal(doc): an int
AsyncSignal[type[OrderService], OrderCompleted](7)  # E: AsyncSignal(name): an int
AsyncSignal[type[OrderService], OrderCompleted](name=b"parcel_due")  # E: AsyncSignal(name): bytes
AsyncSignal[type[OrderService], OrderCompleted]("parcel_due", "twice")  # E: AsyncSignal(): two names
AsyncSignal[type[OrderService], OrderCompleted](title="parcel_due")  # E: AsyncSignal(): misspelt keyword
AsyncSignal[type[OrderService], int, str, str]("parcel_due")  # E: AsyncSignal[]: says too much

other_payload: Signal[type[OrderService], OrderCompleted] = Signal[type[OrderService], int]()  # E: another payload
other_sender: Signal[type[OrderService], OrderCompleted] = Signal[Warehouse, OrderCompleted]()  # E: another sender
other_result: Signal[type[OrderService], int, str] = Signal[type[OrderService], int]()  # E: another result
awaited: Signal[type[OrderService], int, Awaitable[None]] = Signal[type[OrderService], int]()  # E: nothing to await
one_kind: AsyncSignal[type[OrderService], int] = Signal[type[OrderService], int]()  # E: a Signal
other_kind: Signal[type[OrderService], int] = AsyncSignal[type[OrderService], int]()  # E: an AsyncSignal
other_kind_awaited: Signal[type[OrderService], int, Awaitable[None] | None] = parcel_due  # E: an AsyncSignal
other_awaited: AsyncSignal[type[OrderService], int, str] = AsyncSignal[type[OrderService], int]()  # E: another result
other_async_payload: AsyncSignal[type[OrderService], str] = AsyncSignal[type[OrderService], int]()  # E: another payload


def take(signal: Signal[type[OrderService], OrderCompleted]) -> None: ...
def take_keywords(signal: KeywordSignal[Warehouse, ..., None]) -> None: ...
def take_async(signal: AsyncSignal[type[OrderService], OrderCompleted]) -> None: ...
def take_async_keywords(signal: AsyncKeywordSignal[type[OrderService], ..., None]) -> None: ...


take(Signal[type[OrderService], int]("order_counted"))  # E: another payload
take(Signal[Warehouse, OrderCompleted]("order_counted"))  # E: another sender
take(order_placed)  # E: a keyword signal
take_keywords(order_placed)  # E: another sender
take_keywords(order_completed)  # E: no keyword signal
take_async(order_completed)  # E: a Signal
take_async(AsyncSignal[type[OrderService], int]("parcels_counted"))  # E: another payload
take_async_keywords(order_placed)  # E: a KeywordSignal
take_async_keywords(label_wanted)  # E: another result
take_async_keywords(parcel_due)  # E: no keyword signal

order_completed.name = "order_finished"  # E: a name is given once
order_completed.connections = ()  # E: a copy, not a way to connect
order_placed.keywords = frozenset()  # E: the declaration says them
order_completed.on_order = None  # E: no such attribute
order_completed.sent(OrderService, 7)  # E: no such method
order_completed(OrderService, 7)  # E: a signal is sent, not called
parcel_due(OrderService, 7)  # E: a signal is sent, not called
parcel_due.once(print)  # E: no such method
order_completed.clear()  # E: no such method


# Keyword signals.
keyword_signal("order_placed")  # E: keyword_signal(declaration): a name
keyword_signal(7)  # E: keyword_signal(declaration): no function
KeywordSignal(7)  # E: KeywordSignal(declaration): no function
KeywordSignal("order_placed")  # E: KeywordSignal(declaration): a name
keyword_signal()  # E: keyword_signal(declaration): nothing


AsyncKeywordSignal(7)  # E: AsyncKeywordSignal(declaration): no function
keyword_signal(order_completed)  # E: keyword_signal(declaration): a signal
keyword_signal(declaration=print)  # E: keyword_signal(declaration): by name
keyword_signal(name="order_placed")  # E: keyword_signal(): a function has its name


def without_sender() -> None: ...
def without_place_for_sender(*, order_id: int) -> None: ...
async def without_sender_async() -> None: ...
def not_async(sender: type[OrderService]) -> None: ...
def perhaps_async(sender: type[OrderService], *, sku: str) -> Awaitable[int] | int:
    return 7


keyword_signal(without_sender)  # E: keyword_signal(declaration): takes no sender
keyword_signal(without_place_for_sender)  # E: keyword_signal(declaration): takes the sender nowhere
keyword_signal(without_sender_async)  # E: keyword_signal(declaration): takes no sender, async
KeywordSignal(without_sender)  # E: KeywordSignal(declaration): takes no sender
AsyncKeywordSignal(without_sender_async)  # E: AsyncKeywordSignal(declaration): takes no sender
AsyncKeywordSignal(not_async)  # E: AsyncKeywordSignal(declaration): no async def
AsyncKeywordSignal(perhaps_async)  # E: AsyncKeywordSignal(declaration): no async def

order_placed.check_keywords(["order_id", "status"])  # E: KeywordSignal.check_keywords(keywords): names alone
order_placed.check_keywords({7: "order_id"})  # E: KeywordSignal.check_keywords(keywords): no names
order_placed.check_keywords({}).order_id  # E: KeywordSignal.check_keywords(): gives nothing
order_placed.check_keywords(order_id=7)  # E: KeywordSignal.check_keywords(keywords): by name
order_completed.check_keywords({"order_id": 7})  # E: a signal of payloads has no keywords


# Receiver as an annotation.
def of_an_int(sender: type[OrderService], payload: int) -> None: ...
def of_a_warehouse(sender: Warehouse, payload: OrderCompleted) -> None: ...
def of_a_text(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "paid"


other: Receiver[type[OrderService], OrderCompleted] = of_an_int  # E: another payload
stranger: Receiver[type[OrderService], OrderCompleted] = of_a_warehouse  # E: another sender
answering: Receiver[type[OrderService], OrderCompleted] = of_a_text  # E: a result that nobody asked for
silent: Receiver[type[OrderService], int, str] = of_an_int  # E: no result, though one is asked for


def call(receiver: Receiver[type[OrderService], int, str]) -> None:
    receiver(Warehouse(), 7)  # E: Receiver.__call__(sender): a stranger
    receiver(OrderService, "seven")  # E: Receiver.__call__(payload): a str
    receiver(OrderService)  # E: Receiver.__call__(payload): nothing
    receiver(sender=OrderService, payload=7)  # E: Receiver.__call__(sender): by name
    number: int = receiver(OrderService, 7)  # E: the result is a str


# Connections are told of, not made.
connection = Connection(print, OrderService, None, False, 0, False, "immediate")
Connection("print", OrderService, None, False, 0, False, "immediate")  # E: Connection(receiver): not callable
Connection(print, OrderService, [], False, 0, False, "immediate")  # E: Connection(dispatch_uid): not hashable
Connection(print, OrderService, None, "no", 0, False, "immediate")  # E: Connection(weak): a str
Connection(print, OrderService, None, False, "0", False, "immediate")  # E: Connection(priority): a str
Connection(print, OrderService, None, False, 0, None, "immediate")  # E: Connection(is_async): None
Connection(print, OrderService, None, False, 0, False, 0)  # E: Connection(timing): an int
Connection(print, OrderService, None, False, 0, False, "immediate", "yes")  # E: Connection(subclasses): a str
Connection[Warehouse](print, OrderService, None, False, 0, False, "now")  # E: Connection(sender): another one
connection.priority = 7  # E: a connection never changes
connection.receiver.sender  # E: a receiver is a callable, no more

for each in stock_counted.connections:
    service: type[OrderService] | None = each.sender  # E: the sender is a warehouse
    total: Decimal = each.priority  # E: the priority is an int
