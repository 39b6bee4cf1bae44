"""A signal, and functions that send it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typedsignals import keyword_signal


class Order: ...


@keyword_signal
def paid(sender: type[Order], *, amount: int = 0) -> None:
    """Sent once an order is paid."""


def by_position(order: Order) -> None:
    paid.send(type(order), amount=1)


loose: Any = paid


def by_keyword() -> None:
    loose.send_robust(sender=Order, amount=1)


def handed_on() -> Callable[..., object]:
    return paid.send


def unpacked(options: Any) -> None:
    loose.send(**options)
