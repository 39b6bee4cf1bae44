"""What a ParamSpec over the whole signature cannot say."""

from __future__ import annotations

from typing import Any

from django.dispatch import Signal
from typedsignals.django import django_signal, receiver


class OrderService: ...


@django_signal
def order_completed(sender: type[OrderService], *, order_id: int) -> None: ...


@receiver(order_completed)
def no_kwargs(sender: type[OrderService], order_id: int) -> None: ...  # missed: Django needs the **kwargs, for `signal`


@receiver(order_completed, sender="anybody")
def foreign_sender(sender: type[OrderService], **kwargs: Any) -> None: ...  # missed: never sent by a str


@receiver(order_completed)  # E: a false alarm: `signal` needs a default here
def names_signal(sender: type[OrderService], signal: Signal, **kwargs: Any) -> None: ...


@receiver(order_completed)  # E: a false alarm: declare `*, sender` where the sender is always sent by keyword
def leaves_out_sender(order_id: int, **kwargs: Any) -> None: ...
