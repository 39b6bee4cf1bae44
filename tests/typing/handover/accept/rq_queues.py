"""Queues of rq, which take any function with any arguments: what stands between is a function with types."""

from __future__ import annotations

from functools import partial

from redis import Redis
from rq import Queue

from tests.typing.shop import OrderCompleted, order_completed, order_shipped
from typedsignals.django import after_commit
from typedsignals.handover import Packed, hand_keywords_to, hand_to, unpacked

queue = Queue("mail", connection=Redis())


@unpacked
def send_invoice(payload: OrderCompleted) -> None: ...


def note(order_id: int, carrier: str) -> None: ...


def enqueue_invoice(payload: Packed[OrderCompleted]) -> object:
    return queue.enqueue(send_invoice, payload=payload, job_timeout=60)


def enqueue_note(order_id: int, carrier: str) -> object:
    return queue.enqueue(note, order_id, carrier)


order_completed.connect(hand_to(enqueue_invoice))
order_completed.connect(hand_to(after_commit(enqueue_invoice)))
order_shipped.connect(hand_keywords_to(enqueue_note))

# Shorter, and unchecked: known_gaps/walls.py.
order_completed.connect(hand_to(partial(queue.enqueue, send_invoice)))
order_shipped.connect(hand_keywords_to(partial(queue.enqueue, note)))
