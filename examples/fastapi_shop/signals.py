"""The signals of the shop. This module imports no receiver."""

from dataclasses import dataclass

from typedsignals import AsyncSignal, Signal


class OrderService:
    """The sender."""


@dataclass(frozen=True, slots=True)
class OrderCompleted:
    """The payload."""

    order_id: int
    email: str


order_completed = AsyncSignal[type[OrderService], OrderCompleted]("order_completed")
order_cancelled = Signal[type[OrderService], int]("order_cancelled")
