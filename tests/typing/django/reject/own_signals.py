"""A project's own Django signals, used otherwise than declared."""

from __future__ import annotations

from typing import Any

from typedsignals.django import django_signal, receiver


class OrderService: ...


class OtherService: ...


@django_signal
def order_completed(sender: type[OrderService], *, order_id: int, status: str) -> None:
    """Sent once an order is finalised."""


order_completed.send(OrderService, order_id=7)  # E: status is missing
order_completed.send(OrderService, order_id="7", status="paid")  # E: order_id is an int
order_completed.send(OrderService, order_id=7, statu="paid")  # E: misspelt
order_completed.send(sender=OtherService, order_id=7, status="paid")  # E: another sender
order_completed.send_robust(OtherService, order_id=7, status="paid")  # E: another sender


async def send() -> None:
    await order_completed.asend(OrderService, order_id=7)  # E: status is missing
    await order_completed.asend_robust(OrderService, order_id=7, statu="paid")  # E: misspelt


@receiver(order_completed)  # E: misspelt
def misspelt(sender: type[OrderService], ordr_id: int, **kwargs: Any) -> None: ...


@receiver(order_completed)  # E: order_id is an int
def wrong_type(sender: type[OrderService], order_id: str, **kwargs: Any) -> None: ...


@receiver(order_completed)  # E: sent by OrderService
def wrong_sender(sender: type[OtherService], **kwargs: Any) -> None: ...


@receiver(order_completed)  # E: order_id and status come, too
def no_kwargs(sender: type[OrderService]) -> None: ...


def plain(sender: type[OrderService], ordr_id: int, **kwargs: Any) -> None: ...


order_completed.connect(plain)  # E: misspelt
order_completed.connect(plain, sender=OrderService)  # E: misspelt
