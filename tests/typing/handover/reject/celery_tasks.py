"""Celery, with celery-types."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from celery import Task, shared_task
from procrastinate import JobContext

from tests.typing.shop import OrderCompleted, OrderRejected, order_completed, order_packed, order_rejected, order_shipped
from typedsignals.django import after_commit
from typedsignals.handover import Packed, ahand_to, hand_keywords_to, hand_to, pack, unpacked

order = OrderCompleted(7, Decimal(9))


@shared_task
@unpacked
def send_invoice(payload: OrderCompleted) -> None: ...


@shared_task(acks_late=True, queue="mail", autoretry_for=(OSError,))
@unpacked
def ask_why(payload: OrderRejected) -> None: ...


@shared_task(bind=True)
@unpacked
def pack_up(self: object, payload: OrderCompleted) -> None: ...


@shared_task(bind=True, max_retries=3)
@unpacked
def weigh(self: Any, payload: OrderCompleted) -> None: ...


@shared_task
def not_unpacked(payload: OrderCompleted) -> None: ...


@shared_task
def note(order_id: int, carrier: str) -> None: ...


@shared_task
def misspelt(order_id: int, carier: str) -> None: ...


@shared_task(bind=True)
def bound_misspelt(self: Any, order_id: int, carier: str) -> None: ...


order_completed.connect(hand_to(ask_why.delay))  # E: another payload
order_completed.connect(hand_to(after_commit(ask_why.delay)))  # E: another payload
order_rejected.connect(hand_to(pack_up.delay))  # E: another payload
order_rejected.connect(hand_to(after_commit(weigh.delay, robust=True)))  # E: another payload
order_completed.connect(hand_to(not_unpacked.delay))  # E: @unpacked is missing, and Celery cannot carry it
order_completed.connect(hand_to(send_invoice.apply_async))  # E: it takes its arguments in a tuple
order_completed.connect(ahand_to(send_invoice.delay))  # E: nothing to await
order_completed.connect(send_invoice.delay)  # E: hand_to is missing
order_completed.connect(send_invoice)  # E: the task itself
order_completed.connect(hand_to(note.delay))  # E: a task of keywords
order_completed.connect(hand_keywords_to(note.delay))  # E: this signal sends a payload

order_shipped.connect(hand_keywords_to(misspelt.delay))  # E: it is called carrier
order_shipped.connect(hand_keywords_to(after_commit(misspelt.delay)))  # E: it is called carrier
order_shipped.connect(hand_keywords_to(bound_misspelt.delay))  # E: it is called carrier
order_shipped.connect(hand_keywords_to(send_invoice.delay))  # E: a task of a payload
order_packed.connect(hand_keywords_to(note.delay))  # E: nobody sends a carrier

send_invoice.delay(order)  # E: pack is missing
send_invoice.delay(pack(OrderRejected(7, "")))  # E: another payload
pack_up.delay(order)  # E: pack is missing


def in_an_hour(payload: Packed[OrderRejected]) -> object:
    return ask_why.apply_async(kwargs={"payload": payload}, countdown=3600)


order_completed.connect(hand_to(in_an_hour))  # E: another payload


@shared_task(bind=True)  # E: of another engine
@unpacked
def of_another_engine(self: JobContext, payload: OrderCompleted) -> None: ...


@shared_task(bind=True)  # E: it does not take the task
@unpacked
def without_self(payload: OrderCompleted) -> None: ...


@shared_task
@unpacked
def not_bound(self: Task[..., None], payload: OrderCompleted) -> None: ...


order_completed.connect(hand_to(not_bound.delay))  # E: bind=True is missing
