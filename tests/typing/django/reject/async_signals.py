"""What does not fit a signal of ours in a Django project, also where a thread sends it."""

from __future__ import annotations

from asgiref.sync import async_to_sync, sync_to_async

from shop.models import Item, Order
from typedsignals import AsyncSignal, Signal, keyword_signal, receiver
from typedsignals.django import after_commit

order_placed = AsyncSignal[type[Order], int]("order_placed")
order_paid = Signal[type[Order], int]("order_paid")


@keyword_signal
async def order_shipped(sender: type[Order], *, order_id: int) -> None:
    """Sent as the parcel leaves the house."""


async def count(sender: type[Order], payload: int) -> None: ...


order_paid.connect(count)  # E: this signal awaits nothing


@receiver(order_paid)  # E: this signal awaits nothing
async def count_paid(sender: type[Order], payload: int) -> None: ...


async def view() -> None:
    await sync_to_async(order_placed.send)(Item, 7)  # E: another sender
    await sync_to_async(order_placed.send)(Order, "7")  # E: another payload
    await sync_to_async(order_placed.send_robust)(Order)  # E: no payload
    await sync_to_async(order_shipped.send)(Order, order=7)  # E: misspelt


async_to_sync(order_placed.asend)(Order, "7")  # E: another payload


def note(sender: type[Item], payload: int) -> None: ...


@order_placed.connect  # E: another payload
@sync_to_async
def count_in_a_thread(sender: type[Order], payload: str) -> None: ...


@receiver(order_placed, sender=Order)  # E: another sender
@sync_to_async
def count_items(sender: type[Item], payload: int) -> None: ...


@order_shipped.connect  # E: misspelt
@sync_to_async
def count_shipped(sender: type[Order], order: int, **kwargs: object) -> None: ...


@order_placed.connect  # E: another sender
@sync_to_async
@after_commit
def write_mail(sender: type[Item], payload: int) -> None: ...


@order_paid.connect  # E: this signal awaits nothing
@sync_to_async
def count_paid_in_a_thread(sender: type[Order], payload: int) -> None: ...


order_placed.connect(after_commit(note))  # E: another sender
order_placed.connect(after_commit(count), sender=Item)  # E: another sender
