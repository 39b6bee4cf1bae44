"""Keyword signals: a task as it stands in any project, which takes what is sent by its name, or more with a default."""

from __future__ import annotations

from decimal import Decimal

from django.tasks import TaskContext, task

from tests.typing.shop import OrderService, order_closed, order_packed, order_returned, order_shipped, stock_counted
from typedsignals import receiver
from typedsignals.django import after_commit
from typedsignals.handover import hand_keywords_to


@task
def note(order_id: int, carrier: str) -> None: ...


@task(queue_name="notes", priority=3)
def note_named(*, carrier: str, order_id: int, urgent: bool = False) -> int:
    return order_id


@task
def note_some(order_id: int, **kwargs: object) -> None: ...


@task(takes_context=True)
def note_attempt(context: TaskContext[..., None], order_id: int, carrier: str) -> None: ...


@task
def refund(order_id: int, refund: Decimal = Decimal(0)) -> None: ...


@task
async def close(order_id: int) -> None: ...


@task
def count(sku: object, left: float) -> None: ...


order_shipped.connect(hand_keywords_to(note.enqueue))
order_shipped.connect(hand_keywords_to(note.using(queue_name="mail").enqueue), sender=OrderService, priority=3)
order_shipped.connect(hand_keywords_to(note_named.enqueue))
order_shipped.connect(hand_keywords_to(note_some.enqueue))
order_shipped.connect(hand_keywords_to(note_attempt.enqueue))
order_shipped.connect(hand_keywords_to(after_commit(note.enqueue)))
order_shipped.connect(hand_keywords_to(after_commit(note.enqueue, using="archive", robust=True)))
order_returned.connect(hand_keywords_to(refund.enqueue))
order_closed.connect(hand_keywords_to(close.enqueue))
stock_counted.connect(hand_keywords_to(count.enqueue))
order_shipped.disconnect(hand_keywords_to(note.enqueue))
receiver(order_shipped)(hand_keywords_to(note_named.enqueue))

# An AsyncKeywordSignal has receivers of both kinds.
order_packed.connect(hand_keywords_to(close.enqueue))


@order_packed.connect
async def close_later(sender: type[OrderService], order_id: int, **kwargs: object) -> None:
    await close.aenqueue(order_id)
