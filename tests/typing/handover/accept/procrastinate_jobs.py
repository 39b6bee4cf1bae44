"""Jobs of procrastinate, which are rows of PostgreSQL."""

from __future__ import annotations

from typing import Any

from procrastinate import App, Blueprint, JobContext, RetryStrategy
from procrastinate.testing import InMemoryConnector

from tests.typing.shop import (
    OrderCompleted,
    OrderRejected,
    order_closed,
    order_completed,
    order_rejected,
    order_shipped,
    parcel_due,
)
from typedsignals.django import after_commit
from typedsignals.handover import Packed, ahand_to, hand_keywords_to, hand_to, pack, unpacked

jobs = App(connector=InMemoryConnector())
parcels = Blueprint()


@jobs.task
@unpacked
def send_invoice(payload: OrderCompleted) -> None: ...


@jobs.task(queue="mail", retry=3, priority=2)
@unpacked
async def ask_why(payload: OrderRejected) -> None: ...


@jobs.task(pass_context=True, retry=RetryStrategy(max_attempts=3, wait=9), lock="books")
@unpacked
def book(context: JobContext, payload: OrderCompleted) -> None:
    assert context.job.id


@parcels.task(name="pack_up")
@unpacked
def pack_up(payload: OrderCompleted) -> None: ...


@jobs.task
def note(order_id: int, carrier: str) -> None: ...


@jobs.task(pass_context=True)
def close(context: JobContext, order_id: int) -> None: ...


order_completed.connect(hand_to(send_invoice.defer))
order_completed.connect(hand_to(book.defer))
order_completed.connect(hand_to(pack_up.defer))
order_completed.connect(hand_to(after_commit(book.defer)))
order_rejected.connect(hand_to(ask_why.defer))
parcel_due.connect(ahand_to(send_invoice.defer_async))
parcel_due.connect(ahand_to(book.defer_async))
order_shipped.connect(hand_keywords_to(note.defer))
order_closed.connect(hand_keywords_to(close.defer))


# What `configure` gives takes anything that is JSON, this takes this payload.
def later(payload: Packed[OrderCompleted]) -> object:
    message: Any = payload
    return send_invoice.configure(schedule_in={"hours": 1}).defer(payload=message)


order_completed.connect(hand_to(later))


def by_hand(order: OrderCompleted) -> None:
    send_invoice.defer(payload=pack(order))
