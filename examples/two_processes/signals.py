"""What the shop says."""

from dataclasses import dataclass

from typedsignals import Signal


class OrderService:
    """Who sends."""


@dataclass(frozen=True, slots=True)
class OrderCompleted:
    """What is sent."""

    order_id: int
    email: str


order_completed = Signal[type[OrderService], OrderCompleted]("order_completed")
