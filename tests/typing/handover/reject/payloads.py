"""A payload of each kind: the task's is not the signal's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Generic, Literal, NamedTuple, TypeAlias, TypedDict, TypeVar

import attrs
import msgspec
import pydantic
from django.tasks import task

from tests.typing.shop import GiftOrderCompleted, OrderCompleted, OrderService, order_archived, order_completed, order_counted
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


class Counted(TypedDict):
    left: int


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
def of_lost(payload: Lost) -> None: ...
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
def of_date(payload: date) -> None: ...
@unpacked
def of_literal(payload: Literal["web", "till"]) -> None: ...


Signal[Service, Page[int]]("paged").connect(hand_to(task(of_page).enqueue))  # E: a page of something else
Signal[Service, tuple[int]]("rated").connect(hand_to(task(of_rated).enqueue))  # E: any tuple
Signal[Service, Counted]("moved").connect(hand_to(task(of_moved).enqueue))  # E: another TypedDict
Signal[Service, dict[str, str]]("moved").connect(hand_to(task(of_moved).enqueue))  # E: any dict
Signal[Service, Weighed]("scanned").connect(hand_to(task(of_scanned).enqueue))  # E: an attrs class
Signal[Service, LostOrFound]("lost_or_found").connect(hand_to(task(of_lost).enqueue))  # E: found, too
Signal[Service, Scanned]("registered").connect(hand_to(task(of_model).enqueue))  # E: a Struct
Signal[Service, Registered]("weighed").connect(hand_to(task(of_attrs).enqueue))  # E: a model
Signal[Service, str]("coloured").connect(hand_to(task(of_enum).enqueue))  # E: its value
Signal[Service, int | None]("counted").connect(hand_to(task(of_int).enqueue))  # E: None, too
Signal[Service, str]("dated").connect(hand_to(task(of_date).enqueue))  # E: a text
Signal[Service, str]("paid").connect(hand_to(task(of_literal).enqueue))  # E: any str
order_counted.connect(hand_to(task(of_none).enqueue))  # E: an int
order_archived.connect(hand_to(task(of_int).enqueue))  # E: None


# A task of what is derived is none for its base.
gift_stored = AsyncSignal[Service, GiftOrderCompleted]("gift_stored")


@task
@unpacked
def of_gifts(payload: GiftOrderCompleted) -> None: ...


def any_order(message: Packed[OrderCompleted]) -> None:
    of_gifts.enqueue(message)  # E: not every order is a gift
    gift: Packed[GiftOrderCompleted] = message  # E: not every order is a gift


order_completed.connect(hand_to(of_gifts.enqueue))  # E: not every order is a gift
AsyncSignal[Service, OrderCompleted]("stored").connect(ahand_to(of_gifts.aenqueue))  # E: not every order is a gift
gift_stored.connect(ahand_to(task(of_int).aenqueue))  # E: another payload
