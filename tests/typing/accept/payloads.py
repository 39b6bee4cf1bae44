"""The payload may be of any type; it arrives as what was sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, Literal, NewType, TypeAlias, TypeVar, assert_type

from tests.typing.shop import (
    GiftOrderCompleted,
    OrderCompleted,
    OrderRejected,
    OrderService,
    StockChanged,
    Warehouse,
    order_archived,
    order_completed,
    order_counted,
    order_rejected,
    parcel_due,
    shelf_emptied,
    stock_changed,
)
from typedsignals import AsyncSignal, Signal

T = TypeVar("T")
warehouse = Warehouse()


@order_completed.connect
def of_a_dataclass(sender: type[OrderService], payload: OrderCompleted) -> None:
    assert_type(payload.total, Decimal)


@order_rejected.connect
def of_a_named_tuple(sender: type[OrderService], payload: OrderRejected) -> None:
    order_id, reason = payload
    assert_type(order_id, int)
    assert_type(reason, str)


@order_rejected.connect
def of_a_plain_tuple(sender: type[OrderService], payload: tuple[int, str]) -> None: ...


@stock_changed.connect
def of_a_typed_dict(sender: Warehouse, payload: StockChanged) -> None:
    assert_type(payload["left"], int)


@stock_changed.connect
def of_a_mapping(sender: Warehouse, payload: Mapping[str, object]) -> None: ...


@order_counted.connect
def of_an_int(sender: type[OrderService], payload: int) -> None: ...


@order_counted.connect
def of_a_float(sender: type[OrderService], payload: float) -> None: ...


@order_archived.connect
def of_nothing(sender: type[OrderService], payload: None) -> None: ...


@order_archived.connect
def of_perhaps_nothing(sender: type[OrderService], payload: int | None) -> None: ...


# What is derived from the payload is a payload, for signals of either kind.
@parcel_due.connect
def of_a_parcel(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@shelf_emptied.connect
async def of_a_shelf(sender: Warehouse, payload: float) -> None: ...


parcel_due.send(OrderService, GiftOrderCompleted(7, Decimal(9), "Happy birthday"))
shelf_emptied.send(warehouse, True)

order_completed.send(OrderService, OrderCompleted(7, Decimal(9)))
order_completed.send(OrderService, GiftOrderCompleted(7, Decimal(9), "Happy birthday"))
order_rejected.send(OrderService, OrderRejected(7, "out of stock"))
stock_changed.send(warehouse, StockChanged(sku="A-1", left=3))
stock_changed.send(warehouse, {"sku": "A-1", "left": 3})
order_counted.send(OrderService, 7)
order_counted.send(OrderService, True)
order_archived.send(OrderService, None)

# Unions, containers, callables, literals, classes, generic payloads.
either = Signal[type[OrderService], OrderCompleted | OrderRejected]("either")
several = Signal[type[OrderService], list[OrderCompleted]]("several")
ask = Signal[type[OrderService], Callable[[int], str]]("ask")
state = Signal[type[OrderService], Literal["open", "closed"]]("state")
replaced = Signal[type[OrderService], type[OrderService]]("replaced")
OrderId = NewType("OrderId", int)
Event: TypeAlias = OrderCompleted | OrderRejected | None
numbered = Signal[type[OrderService], OrderId]("numbered")
happened = AsyncSignal[type[OrderService], Event, bool]("happened")
moved = Signal[type[OrderService], tuple[int, ...]]("moved")
answered = Signal[type[OrderService], None, dict[str, list[int]]]("answered")
unchecked = Signal[Any, Any, Any]("unchecked")


@dataclass(frozen=True)
class Changed(Generic[T]):
    before: T
    after: T


price_changed = Signal[Warehouse, Changed[Decimal]]("price_changed")


@either.connect
def of_either(sender: type[OrderService], payload: OrderCompleted | OrderRejected) -> None: ...


@several.connect
def of_several(sender: type[OrderService], payload: list[OrderCompleted]) -> None: ...


@state.connect
def of_a_state(sender: type[OrderService], payload: str) -> None: ...


@price_changed.connect
def of_a_change(sender: Warehouse, payload: Changed[Decimal]) -> None: ...


either.send(OrderService, OrderRejected(7, "out of stock"))
several.send(OrderService, [])
several.send(OrderService, [OrderCompleted(7, Decimal(9))])
ask.send(OrderService, str)
ask.send(OrderService, lambda order_id: f"order {order_id}")
state.send(OrderService, "open")
replaced.send(OrderService, OrderService)
price_changed.send(warehouse, Changed(Decimal(1), Decimal(2)))


@numbered.connect
def of_a_number(sender: type[OrderService], payload: int) -> None: ...


@happened.connect
async def of_an_event(sender: type[OrderService], payload: Event) -> bool:
    if isinstance(payload, OrderCompleted):
        assert_type(payload.total, Decimal)
    return payload is not None


@moved.connect
def of_places(sender: type[OrderService], payload: tuple[float, ...]) -> None: ...


@answered.connect
def with_answers(sender: type[OrderService], payload: None) -> dict[str, list[int]]:
    return {"answers": [7]}


@unchecked.connect
def of_whatever(sender: str, payload: bytes) -> int:
    return len(payload)


numbered.send(OrderService, OrderId(7))
happened.send(OrderService, None)
happened.send(OrderService, OrderRejected(7, "out of stock"))
moved.send(OrderService, (1, 2, 3))
assert_type([answers["answers"] for _, answers in answered.send(OrderService, None)], list[list[int]])
unchecked.send("anybody", b"anything")


def send_any(signal: Signal[type[OrderService], T], payload: T) -> None:
    signal.send(OrderService, payload)
    signal.connect(lambda sender, received: None)


async def send_any_later(signal: AsyncSignal[type[OrderService], T], payload: T) -> None:
    signal.connect(lambda sender, received: None)
    await signal.asend(OrderService, payload)


send_any(order_counted, 7)
