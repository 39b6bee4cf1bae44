"""The signals of the shop. This module imports no receiver."""

from dataclasses import dataclass

from typedsignals import Signal


class OrderService:
    """The sender."""


@dataclass(frozen=True, slots=True)
class OrderCompleted:
    """The payload."""

    order_id: int
    email: str


order_completed = Signal[type[OrderService], OrderCompleted]("order_completed")
