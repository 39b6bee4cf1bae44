"""A project's own Django signals, declared by a signature: sends, connects and receivers as they stood before."""

from __future__ import annotations

from typing import Any, assert_type

from django.dispatch import Signal
from typedsignals.django import django_signal, receiver


class OrderService: ...


@django_signal
def order_completed(sender: type[OrderService], *, order_id: int, status: str = "paid") -> None:
    """Sent once an order is finalised."""


@django_signal
def order_cancelled(*, sender: object, order_id: int) -> None:
    """Its sender is always sent by keyword."""


plain: Signal = order_completed
order_completed.send(OrderService, order_id=7, status="paid")
order_completed.send(sender=OrderService, order_id=7)
order_completed.send_robust(OrderService, order_id=7, status="paid")
order_cancelled.send(sender="anybody", order_id=7)


async def send() -> None:
    await order_completed.asend(OrderService, order_id=7, status="paid")
    await order_cancelled.asend_robust(sender=None, order_id=7)


@receiver(order_completed)
def log_order(sender: type[OrderService], order_id: int, **kwargs: Any) -> int:
    return order_id


@receiver(order_completed, sender=OrderService, weak=False, dispatch_uid="log")
def log_with_signal(sender: type[OrderService], order_id: int, status: str = "", signal: Signal | None = None, **kwargs: object) -> None: ...


@receiver(order_cancelled)
def log_cancelled(order_id: int, **kwargs: Any) -> None: ...


@receiver([order_cancelled, order_cancelled])
def log_anything(**kwargs: Any) -> None: ...


class Listener:
    def listen(self, sender: type[OrderService], order_id: int, **kwargs: Any) -> None:
        order_completed.connect(self.listen)
        order_completed.connect(self.listen, sender=OrderService, weak=False, dispatch_uid="listen")
        order_completed.disconnect(self.listen)


assert_type(log_order(OrderService, 7), int)
assert_type(log_order(sender=OrderService, order_id=7, extra=1), int)
order_completed.connect(log_order)

untyped = Signal()


@receiver(untyped, sender=7)
def anything(x: int) -> int:
    return x


assert_type(anything(1), int)
