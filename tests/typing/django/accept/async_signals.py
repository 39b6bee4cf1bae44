"""Signals of ours in a Django project: receivers that await, sends from threads, receivers that wait for a commit."""

from __future__ import annotations

from typing import Any, assert_type

from asgiref.sync import async_to_sync, sync_to_async

from shop.models import Order
from typedsignals import AsyncSignal, keyword_signal, receiver
from typedsignals.django import after_commit

order_placed = AsyncSignal[type[Order], int, str]("order_placed")


@keyword_signal
async def order_shipped(sender: type[Order], *, order_id: int) -> str:
    """Sent as the parcel leaves the house."""
    raise NotImplementedError


@receiver(order_placed, sender=Order)
async def count(sender: type[Order], payload: int) -> str:
    return str(await Order.objects.acount())


@receiver(order_placed)
def count_now(sender: type[Order], payload: int) -> str:
    return str(Order.objects.count())


@order_shipped.connect
async def count_shipped(sender: type[Order], order_id: int, **kwargs: Any) -> str:
    return str(await Order.objects.acount())


def sync_view() -> list[str]:
    return [result for _, result in order_placed.send(Order, 7)] + [
        result for _, result in order_shipped.send(Order, order_id=7)
    ]


async def async_view() -> None:
    assert_type([result for _, result in await order_placed.asend(Order, 7)], list[str])
    assert_type([result for _, result in await sync_to_async(order_placed.send)(Order, 7)], list[str])
    assert_type([result for _, result in await sync_to_async(order_placed.send_robust)(Order, 7)], list[str | Exception])
    assert_type([result for _, result in await sync_to_async(order_shipped.send)(Order, order_id=7)], list[str])


assert_type([result for _, result in async_to_sync(order_placed.asend)(Order, 7)], list[str])

quiet = AsyncSignal[type[Order], int]("quiet")


# Plain receivers that asend calls in a thread.
@order_placed.connect
@sync_to_async
def count_in_a_thread(sender: type[Order], payload: int) -> str:
    return str(Order.objects.count())


@receiver(order_placed, sender=Order, priority=1)
@sync_to_async
def count_first(sender: type[Order], payload: int) -> str:
    return str(Order.objects.count())


@order_shipped.connect
@sync_to_async
def count_shipped_in_a_thread(sender: type[Order], order_id: int, **kwargs: Any) -> str:
    return str(Order.objects.count())


@quiet.connect
@sync_to_async
@after_commit
def write_mail(sender: type[Order], payload: int) -> None: ...


def note(sender: type[Order], payload: int) -> int:
    return payload


quiet.connect(after_commit(note))
quiet.connect(after_commit(note, robust=True), sender=Order)
quiet.disconnect(after_commit(note))


@receiver(quiet)
@after_commit
def note_later(sender: type[Order], payload: int) -> None: ...
