"""Actors of dramatiq."""

from __future__ import annotations

from decimal import Decimal

import dramatiq

from tests.typing.shop import OrderCompleted, OrderRejected, order_completed, order_rejected, order_shipped, parcel_due
from typedsignals.django import after_commit
from typedsignals.handover import ahand_to, hand_keywords_to, hand_to, pack, unpacked

order = OrderCompleted(7, Decimal(9))


@dramatiq.actor
@unpacked
def send_invoice(payload: OrderCompleted) -> None: ...


@dramatiq.actor(queue_name="mail", priority=3, max_retries=5)
@unpacked
def ask_why(payload: OrderRejected) -> None: ...


@dramatiq.actor(queue_name="slow")
@unpacked
async def archive(payload: OrderCompleted) -> None: ...


@dramatiq.actor
def not_unpacked(payload: OrderCompleted) -> None: ...


@dramatiq.actor
def misspelt(order_id: int, carier: str) -> None: ...


@dramatiq.actor
@unpacked
def with_context(context: str, payload: OrderCompleted) -> None: ...


order_completed.connect(hand_to(ask_why.send))  # E: another payload
order_completed.connect(hand_to(after_commit(ask_why.send)))  # E: another payload
order_rejected.connect(hand_to(archive.send))  # E: another payload
order_completed.connect(hand_to(not_unpacked.send))  # E: @unpacked is missing, and dramatiq cannot carry it
order_completed.connect(send_invoice.send)  # E: hand_to is missing
order_completed.connect(hand_to(with_context.send))  # E: dramatiq gives no context
order_completed.connect(hand_to(send_invoice.send_with_options))  # E: it takes its arguments in a dict
parcel_due.connect(ahand_to(archive.send))  # E: nothing to await
order_shipped.connect(hand_keywords_to(misspelt.send))  # E: it is called carrier
order_shipped.connect(hand_keywords_to(send_invoice.send))  # E: an actor of a payload
send_invoice.send(order)  # E: pack is missing
archive.send(pack(OrderRejected(7, "")))  # E: another payload
