"""Celery, with celery-types: `shared_task` keeps what a task takes."""

from __future__ import annotations

from typing import Any, Protocol

from celery import shared_task

from tests.typing.shop import (
    OrderCompleted,
    OrderRejected,
    OrderService,
    order_completed,
    order_packed,
    order_rejected,
    order_shipped,
    parcel_due,
)
from typedsignals.django import after_commit
from typedsignals.handover import Packed, hand_keywords_to, hand_to, pack, unpacked


class Retrying(Protocol):
    def retry(self) -> Any: ...


@shared_task
@unpacked
def send_invoice(payload: OrderCompleted) -> None: ...


@shared_task(name="shop.ask_why", acks_late=True, queue="mail", ignore_result=True)
@unpacked
def ask_why(payload: OrderRejected) -> None: ...


@shared_task(autoretry_for=(OSError,), retry_backoff=True, max_retries=5, priority=3)
@unpacked
def book(payload: OrderCompleted) -> int:
    return payload.order_id


# Written as Task[...], `self` would hide the payload from three checkers: known_gaps/missed.py.
@shared_task(bind=True, max_retries=3)
@unpacked
def weigh(self: Any, payload: OrderCompleted) -> None:
    raise self.retry()


@shared_task(bind=True)
@unpacked
def pack_up(self: Retrying, payload: OrderCompleted) -> None:
    raise self.retry()


@shared_task
def note(order_id: int, carrier: str) -> None: ...


@shared_task(bind=True, queue="notes")
def note_bound(self: Any, order_id: int, carrier: str = "") -> None: ...


order_completed.connect(hand_to(send_invoice.delay))
order_completed.connect(hand_to(after_commit(send_invoice.delay)))
order_completed.connect(hand_to(after_commit(book.delay, robust=True)), sender=OrderService)
order_completed.connect(hand_to(pack_up.delay))
order_completed.connect(hand_to(after_commit(weigh.delay)))
order_rejected.connect(hand_to(after_commit(ask_why.delay)))
parcel_due.connect(hand_to(pack_up.delay))

order_shipped.connect(hand_keywords_to(note.delay))
order_shipped.connect(hand_keywords_to(after_commit(note.delay)))
order_shipped.connect(hand_keywords_to(note_bound.delay))
order_packed.connect(hand_keywords_to(after_commit(note_bound.delay)))


# Options of one message: `apply_async` takes anything, this takes this payload.
def in_an_hour(payload: Packed[OrderCompleted]) -> object:
    return send_invoice.apply_async(kwargs={"payload": payload}, countdown=3600)


order_completed.connect(hand_to(in_an_hour))
order_completed.connect(hand_to(after_commit(in_an_hour)))


def by_hand(order: OrderCompleted) -> None:
    send_invoice.delay(pack(order))
    pack_up.delay(payload=pack(order))
