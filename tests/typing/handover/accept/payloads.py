"""A payload of each kind that can be carried: the task has the type of its signal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Generic, Literal, NamedTuple, TypeAlias, TypedDict, TypeVar
from uuid import UUID

import attrs
import msgspec
import pydantic
from django.tasks import task

from tests.typing.shop import GiftOrderCompleted, OrderCompleted, OrderService, order_archived, order_counted
from typedsignals import AsyncSignal, Signal
from typedsignals.handover import Packed, ahand_to, hand_to, pack, unpacked

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Page(Generic[ItemT]):
    items: tuple[ItemT, ...]


class Rated(NamedTuple):
    stars: int


class Moved(TypedDict):
    sku: str


class Scanned(msgspec.Struct, frozen=True):
    code: str


class Lost(msgspec.Struct, tag="lost"):
    order_id: int


class Found(msgspec.Struct, tag="found"):
    order_id: int


class Registered(pydantic.BaseModel):
    email: str


@attrs.frozen
class Weighed:
    grams: int


class Colour(Enum):
    RED = "red"


LostOrFound: TypeAlias = Lost | Found
Service: TypeAlias = type[OrderService]


@unpacked
def of_page(payload: Page[OrderCompleted]) -> None: ...
@unpacked
def of_rated(payload: Rated) -> None: ...
@unpacked
def of_moved(payload: Moved) -> None: ...
@unpacked
def of_scanned(payload: Scanned) -> None: ...
@unpacked
def of_union(payload: LostOrFound) -> None: ...
@unpacked
def of_model(payload: Registered) -> None: ...
@unpacked
def of_attrs(payload: Weighed) -> None: ...
@unpacked
def of_enum(payload: Colour) -> None: ...
@unpacked
def of_int(payload: int) -> None: ...
@unpacked
def of_none(payload: None) -> None: ...
@unpacked
def of_uuid(payload: UUID) -> None: ...
@unpacked
def of_list(payload: list[OrderCompleted]) -> None: ...
@unpacked
def of_optional(payload: datetime | None) -> None: ...
@unpacked
def of_literal(payload: Literal["web", "till"]) -> None: ...
@unpacked
def of_annotated(payload: Annotated[int, msgspec.Meta(ge=0)]) -> None: ...


Signal[Service, Page[OrderCompleted]]("paged").connect(hand_to(task(of_page).enqueue))
Signal[Service, Rated]("rated").connect(hand_to(task(of_rated).enqueue))
Signal[Service, Moved]("moved").connect(hand_to(task(of_moved).enqueue))
Signal[Service, Scanned]("scanned").connect(hand_to(task(of_scanned).enqueue))
Signal[Service, LostOrFound]("lost_or_found").connect(hand_to(task(of_union).enqueue))
Signal[Service, Registered]("registered").connect(hand_to(task(of_model).enqueue))
Signal[Service, Weighed]("weighed").connect(hand_to(task(of_attrs).enqueue))
Signal[Service, Colour]("coloured").connect(hand_to(task(of_enum).enqueue))
Signal[Service, UUID]("identified").connect(hand_to(task(of_uuid).enqueue))
Signal[Service, list[OrderCompleted]]("listed").connect(hand_to(task(of_list).enqueue))
Signal[Service, datetime | None]("dated").connect(hand_to(task(of_optional).enqueue))
Signal[Service, Literal["web", "till"]]("paid").connect(hand_to(task(of_literal).enqueue))
order_counted.connect(hand_to(task(of_int).enqueue))
order_counted.connect(hand_to(task(of_annotated).enqueue))
order_archived.connect(hand_to(task(of_none).enqueue))


# A task of a base class, or of more, takes what is derived, or less: as any receiver does.
gift_completed = Signal[Service, GiftOrderCompleted]("gift_completed")
gift_stored = AsyncSignal[Service, GiftOrderCompleted]("gift_stored")


@task
@unpacked
def of_any_order(payload: OrderCompleted) -> int:
    assert type(payload) is OrderCompleted  # what is derived has been left behind
    return payload.order_id


gift_completed.connect(hand_to(of_any_order.enqueue))
gift_stored.connect(hand_to(of_any_order.enqueue))
gift_stored.connect(ahand_to(of_any_order.aenqueue))
Signal[Service, Lost]("lost").connect(hand_to(task(of_union).enqueue))
Signal[Service, datetime]("moment").connect(hand_to(task(of_optional).enqueue))

gift = GiftOrderCompleted(7, Decimal(9), "To Ada")
gift_completed.send(OrderService, gift)
message = pack(gift)
seen_as_any_order: Packed[OrderCompleted] = message
assert of_any_order.enqueue(message).return_value == 7
assert of_any_order.enqueue(pack(gift)).return_value == 7
