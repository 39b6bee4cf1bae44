"""Declarations that say something that is not so."""

from collections.abc import Awaitable
from decimal import Decimal

from tests.typing.shop import OrderCompleted, OrderService, Warehouse, order_completed, order_placed, stock_counted
from typedsignals import Connection, KeywordSignal, Receiver, Signal, keyword_signal

Signal[type[OrderService], OrderCompleted](7)  # E: Signal(name): an int
Signal[type[OrderService], OrderCompleted](name=b"order_completed")  # E: Signal(name): bytes
Signal[type[OrderService], OrderCompleted]("order_completed", "twice")  # E: Signal(): two names
Signal[type[OrderService], OrderCompleted](title="order_completed")  # E: Signal(): misspelt keyword
Signal[type[OrderService]]("order_completed")  # E: Signal[]: says no payload
Signal[type[OrderService], int, str, str]("order_completed")  # E: Signal[]: says too much

other_payload: Signal[type[OrderService], OrderCompleted] = Signal[type[OrderService], int]()  # E: another payload
other_sender: Signal[type[OrderService], OrderCompleted] = Signal[Warehouse, OrderCompleted]()  # E: another sender
other_result: Signal[type[OrderService], int, str] = Signal[type[OrderService], int]()  # E: another result
awaited: Signal[type[OrderService], int, Awaitable[None]] = Signal[type[OrderService], int]()  # E: nothing to await


def take(signal: Signal[type[OrderService], OrderCompleted]) -> None: ...
def take_keywords(signal: KeywordSignal[Warehouse, ..., None]) -> None: ...


take(Signal[type[OrderService], int]("order_counted"))  # E: another payload
take(Signal[Warehouse, OrderCompleted]("order_counted"))  # E: another sender
take(order_placed)  # E: a keyword signal
take_keywords(order_placed)  # E: another sender
take_keywords(order_completed)  # E: no keyword signal

order_completed.name = "order_finished"  # E: a name is given once
order_completed.connections = ()  # E: a copy, not a way to connect
order_placed.keywords = frozenset()  # E: the declaration says them
order_completed.on_order = None  # E: no such attribute
order_completed.sent(OrderService, 7)  # E: no such method
order_completed(OrderService, 7)  # E: a signal is sent, not called


# Keyword signals.
keyword_signal("order_placed")  # E: keyword_signal(declaration): a name
keyword_signal(7)  # E: keyword_signal(declaration): no function
KeywordSignal(7)  # E: KeywordSignal(declaration): no function
KeywordSignal("order_placed")  # E: KeywordSignal(declaration): a name
keyword_signal()  # E: keyword_signal(declaration): nothing


def without_sender() -> None: ...
def without_place_for_sender(*, order_id: int) -> None: ...


keyword_signal(without_sender)  # E: keyword_signal(declaration): takes no sender
keyword_signal(without_place_for_sender)  # E: keyword_signal(declaration): takes the sender nowhere
KeywordSignal(without_sender)  # E: KeywordSignal(declaration): takes no sender

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
Connection[Warehouse](print, OrderService, None, False, 0, False, "now")  # E: Connection(sender): another one
connection.priority = 7  # E: a connection never changes
connection.receiver.sender  # E: a receiver is a callable, no more

for each in stock_counted.connections:
    service: type[OrderService] | None = each.sender  # E: the sender is a warehouse
    total: Decimal = each.priority  # E: the priority is an int
