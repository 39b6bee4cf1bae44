"""Queues of rq, behind a function with types."""

from __future__ import annotations

from redis import Redis
from rq import Queue

from tests.typing.shop import OrderRejected, order_completed, order_shipped
from typedsignals.handover import Packed, ahand_to, hand_keywords_to, hand_to, unpacked

queue = Queue("mail", connection=Redis())


@unpacked
def ask_why(payload: OrderRejected) -> None: ...


def enqueue_why(payload: Packed[OrderRejected]) -> object:
    return queue.enqueue(ask_why, payload=payload)


def enqueue_note(order_id: int, carier: str) -> object:
    return queue.enqueue(print, order_id, carier)


order_completed.connect(hand_to(enqueue_why))  # E: another payload
order_completed.connect(ahand_to(enqueue_why))  # E: nothing to await
order_shipped.connect(hand_keywords_to(enqueue_note))  # E: it is called carrier
order_completed.connect(hand_to(queue))  # E: the queue itself
