"""Actors of dramatiq."""

from __future__ import annotations

import dramatiq

from tests.typing.shop import OrderCompleted, OrderRejected, order_completed, order_rejected, order_shipped, parcel_due
from typedsignals.django import after_commit
from typedsignals.handover import Packed, hand_keywords_to, hand_to, pack, unpacked


@dramatiq.actor
@unpacked
def send_invoice(payload: OrderCompleted) -> None: ...


@dramatiq.actor(queue_name="mail", priority=3, max_retries=5, time_limit=1000)
@unpacked
def ask_why(payload: OrderRejected) -> None: ...


@dramatiq.actor(queue_name="slow")
@unpacked
async def archive(payload: OrderCompleted) -> None: ...


@dramatiq.actor(actor_name="note")
def note(order_id: int, carrier: str) -> None: ...


order_completed.connect(hand_to(send_invoice.send))
order_completed.connect(hand_to(after_commit(send_invoice.send)))
order_completed.connect(hand_to(archive.send))
order_rejected.connect(hand_to(after_commit(ask_why.send, using="archive")))
parcel_due.connect(hand_to(archive.send))
order_shipped.connect(hand_keywords_to(note.send))


def in_an_hour(payload: Packed[OrderCompleted]) -> object:
    return send_invoice.send_with_options(kwargs={"payload": payload}, delay=3_600_000)


order_completed.connect(hand_to(in_an_hour))


def by_hand(order: OrderCompleted) -> None:
    send_invoice.send(pack(order))
