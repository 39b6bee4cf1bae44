"""``Connectable`` and ``KeywordConnectable`` are what others see of a signal that they may listen to, and not send."""

from collections.abc import Awaitable, Callable, Hashable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, ParamSpec, TypeVar, assert_type

from tests.typing.shop import (
    ExpressService,
    OrderCompleted,
    OrderRejected,
    OrderService,
    Warehouse,
    audit_due,
    invoice_due,
    label_wanted,
    mail_requests,
    mail_wanted,
    order_completed,
    order_completions,
    order_packed,
    order_placed,
    order_placements,
    order_rejected,
    parcel_due,
    price_asked,
    stock_changed,
    stock_counted,
)
from typedsignals import AsyncSignal, Connectable, Connection, KeywordConnectable, Signal, receiver

SenderT = TypeVar("SenderT")
PayloadT = TypeVar("PayloadT")
ReturnT = TypeVar("ReturnT")
ParamsP = ParamSpec("ParamsP")

# A signal of either kind is one; what receivers return is None unless something else is said.
completions: Connectable[type[OrderService], OrderCompleted] = order_completed
requests: Connectable[type[OrderService], OrderCompleted, str] = mail_wanted
parcels: Connectable[type[OrderService], OrderCompleted, Awaitable[None] | None] = parcel_due
invoices: Connectable[type[OrderService], OrderCompleted, Awaitable[str] | str] = invoice_due
placements: KeywordConnectable[type[OrderService], ..., None] = order_placed
labels: KeywordConnectable[type[OrderService], ..., Awaitable[str] | str] = label_wanted
made_on_the_spot: Connectable[Warehouse, int] = Signal("made_on_the_spot")
later_on_the_spot: Connectable[Warehouse, int, Awaitable[int] | int] = AsyncSignal[Warehouse, int, int]()


# A module, or a class, sends its signal and shows what can be listened to.
class Shop:
    _closed = Signal[type["Shop"], int]("closed")
    closed: ClassVar[Connectable[type["Shop"], int]] = _closed

    def __init__(self) -> None:
        self._emptied = AsyncSignal[Shop, int]("emptied")

    @property
    def emptied(self) -> Connectable["Shop", int, Awaitable[None] | None]:
        return self._emptied

    def close(self) -> None:
        self._closed.send(Shop, 7)
        self._emptied.send(self, 7)


@dataclass
class Plugin:
    completions: Connectable[type[OrderService], OrderCompleted]
    placements: KeywordConnectable[type[OrderService], ..., None]


plugin = Plugin(order_completed, order_placed)
shop = Shop()


@Shop.closed.connect
def log_closed(sender: type[Shop], payload: int) -> None: ...


@shop.closed.connect
def log_closed_again(sender: type[Shop], payload: int) -> None: ...


@shop.emptied.connect
async def refill(sender: Shop, payload: int) -> None: ...


@plugin.completions.connect
def of_a_plugin(sender: type[OrderService], payload: OrderCompleted) -> None: ...


# They are connected to as the signal is.
@order_completions.connect
def log(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@mail_requests.connect
def write(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "paid"


def of_express(sender: type[ExpressService], payload: OrderCompleted) -> None: ...


totals: list[Decimal] = []
connected = order_completions.connect(log)
assert_type(connected(OrderService, OrderCompleted(7, Decimal(9))), None)
order_completions.connect(lambda sender, payload: totals.append(payload.total))
order_completions.connect(of_express, sender=ExpressService, weak=False, dispatch_uid="express", priority=1)
order_completions.connect(log, sender=None, weak=None, dispatch_uid=None, priority=0)
with order_completions.connected(log), order_completions.connected(of_express, sender=ExpressService, priority=1):
    pass
assert_type(order_completions.connected(log), AbstractContextManager[None])
assert_type(order_completions.disconnect(log), bool)
assert_type(order_completions.disconnect(of_express, sender=ExpressService, dispatch_uid="express"), bool)
assert_type(order_completions.disconnect(dispatch_uid="express"), bool)
assert_type(order_completions.has_listeners(), bool)
assert_type(order_completions.has_listeners(sender=ExpressService), bool)
assert_type(order_completions.connections, tuple[Connection[type[OrderService]], ...])
assert_type(order_completions.name, str | None)
assert_type(order_completions.type_arguments, tuple[object, ...])
with order_completions.intercepted(lambda sending, proceed: proceed(sending)), order_completions.preserved():
    pass
heard: dict[Hashable, str] = {order_completions: "are hashable, too"}


@receiver(order_completions)
def received(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@receiver(order_completions, sender=ExpressService, weak=False, dispatch_uid="received", priority=1)
def received_express(sender: type[ExpressService], payload: OrderCompleted) -> None: ...


@receiver(order_completions, order_rejected)
def received_two(sender: type[OrderService], payload: OrderCompleted | OrderRejected) -> None: ...


@receiver(parcel_due, order_completions, sender=ExpressService)
def received_two_express(sender: type[ExpressService], payload: OrderCompleted) -> None: ...


# Keywords: a declaration can be checked where the signal is handed on, and not where the type says "...".
@order_placements.connect
def log_placed(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...


def log_express(sender: type[ExpressService], **kwargs: object) -> None: ...


order_placements.connect(log_express, sender=ExpressService, weak=False, dispatch_uid="express", priority=1)
with order_placements.connected(log_placed), order_placements.connected(log_express, sender=ExpressService, priority=1):
    pass
assert_type(order_placements.disconnect(log_placed), bool)
assert_type(order_placements.disconnect(dispatch_uid="express"), bool)
assert_type(order_placements.has_listeners(ExpressService), bool)
assert_type(order_placements.connections, tuple[Connection[type[OrderService]], ...])
assert_type(order_placements.keywords, frozenset[str])
order_placements.check_keywords({"order_id": 7, "status": "paid"})
with order_placements.intercepted(lambda sending, proceed: proceed(sending)):
    pass


@receiver(order_placements)
def received_placed(sender: type[OrderService], **kwargs: Any) -> None: ...


@receiver(order_placements, order_packed, sender=ExpressService)
def received_two_placed(sender: type[ExpressService], **kwargs: Any) -> None: ...


def listen(signal: KeywordConnectable[SenderT, ParamsP, ReturnT]) -> KeywordConnectable[SenderT, ParamsP, ReturnT]:
    return signal


placed = listen(order_placed)
packed = listen(order_packed)
priced = listen(price_asked)


@placed.connect
def log_closely(sender: type[OrderService], *, order_id: int, status: str) -> None: ...


@packed.connect
async def pack(sender: type[OrderService], order_id: int) -> None: ...


@priced.connect
def price(sender: type[OrderService], sku: str) -> Decimal:
    return Decimal(9)


# What takes a signal in order to listen takes any.
def log_all(signal: Connectable[type[OrderService], OrderCompleted]) -> None:
    signal.connect(lambda sender, payload: print(payload.total))


def forward(
    signal: Connectable[SenderT, PayloadT, ReturnT], answer: Callable[[PayloadT], ReturnT]
) -> Callable[[SenderT, PayloadT], ReturnT]:
    def forwarding(sender: SenderT, payload: PayloadT) -> ReturnT:
        return answer(payload)

    return signal.connect(forwarding)


def names(*signals: Connectable[Any, Any, Any] | KeywordConnectable[Any, ..., Any]) -> list[str | None]:
    return [signal.name for signal in signals]


log_all(order_completed)
log_all(order_completions)
forward(stock_changed, lambda payload: print(payload["left"]))
assert_type(
    forward(mail_wanted, lambda payload: str(payload.order_id))(OrderService, OrderCompleted(7, Decimal(9))), str
)
names(order_completed, parcel_due, audit_due, stock_counted, order_packed, order_completions, order_placements)
shop.close()
