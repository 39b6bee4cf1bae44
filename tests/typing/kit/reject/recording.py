"""Recordings know what was sent."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from tests.typing.shop import OrderCompleted, OrderService, audit_due, label_wanted, order_completed, order_placed
from typedsignals import Connectable
from typedsignals.testing import Recorder, record


class Misspelt(NamedTuple):
    ordr_id: int
    status: str


@dataclass
class Mistyped:
    order_id: str
    status: str


@dataclass
class Wanting:
    order_id: int


class Demanding(NamedTuple):
    order_id: int
    status: str
    carrier: str


@dataclass
class Misplaced:
    order_id: int
    status: str


with record(order_completed) as sent:
    pass

sent[0].payload.ordr_id  # E: the payload has no such field
sent[0].payload + 1  # E: it is an OrderCompleted
sent[0].paylod  # E: an entry has no such field
sent["first"]  # E: entries have numbers
number: str = sent[0].payload.order_id  # E: an int
sent.find(OrderService, 7)  # E: find(payload): no order
sent.find("shop", OrderCompleted(7, Decimal(1)))  # E: find(sender): no sender of it
sent.find(OrderService)  # E: find: a payload is missing
sent.keywords  # E: a payload signal has none

with record(order_placed) as placed:
    pass

placed.find(OrderService, order_id=7)  # E: find: a keyword is missing
placed.find(OrderService, order_id="7", status="paid")  # E: find: a str
placed.find(OrderService, ordr_id=7, status="paid")  # E: find: misspelt
placed.find("shop", order_id=7, status="paid")  # E: find(sender): no sender of it
placed[0].keywords["order_id"] + 1  # E: a mapping knows no types
placed[0].into(Misspelt)  # E: into: a misspelt keyword
placed[0].into(Mistyped)  # E: into: a keyword of another type
placed[0].into(Wanting)  # E: into: a keyword that it does not take
placed[0].into(Demanding)  # E: into: a parameter that is not sent
placed[0].into(Misplaced).order  # E: into: no such field
placed[0].into(7)  # E: into: an int
placed[0].into()  # E: into: nothing
placed.payloads  # E: a keyword signal has none

with record(audit_due) as audits, record(label_wanted) as labels:
    pass

audit: str | Exception = audits[0].results[0][1]  # E: awaited, it is an int
labels[0].into(Mistyped)  # E: into of an async signal: a keyword of another type
label: int | Exception = labels[0].results[0][1]  # E: awaited, it is a str
audits.find(OrderService, 7)  # E: find(payload) of an async signal: no order
labels.find(OrderService, order_id="7")  # E: find of an async signal: a str


def listen(completed: Connectable[type[OrderService], OrderCompleted]) -> None:
    record(completed)[0].payload.ordr_id  # E: the payload has no such field
    record(completed).find(OrderService, 7)  # E: find(payload): no order
    record(completed, 7)  # E: record(more): an int


with record(order_completed, order_placed) as both:
    pass

both[0].payload.order_id  # E: of several signals it may be anything
both.payloads  # E: of several signals there is no one type
both.of(order_completed)[0].payload.ordr_id  # E: the payload has no such field
both.of(order_placed).find(OrderService, order_id="7", status="paid")  # E: of: a str
both.of(OrderService)  # E: of(signal): a class

record(OrderService)  # E: record(signal): a class
record("order_completed")  # E: record(signal): a name
record(order_completed, "order_placed")  # E: record(more): a name
record(order_completed, order_placed, 7)  # E: record(more): an int
record()  # E: record: nothing
record(signal=order_completed)  # E: record: by position only


def test_with_the_fixture(record_signals: Recorder) -> None:
    record_signals(order_completed)[0].payload.ordr_id  # E: the payload has no such field
    record_signals(OrderService)  # E: a class
