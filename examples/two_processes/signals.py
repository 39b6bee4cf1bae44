"""The signals of the shop."""

from dataclasses import dataclass

from typedsignals import Signal


class OrderService:
    """Sends the signal."""


@dataclass(frozen=True, slots=True)
class OrderCompleted:
    """The payload of order_completed."""

    order_id: int
    email: str


order_completed = Signal[type[OrderService], OrderCompleted]("order_completed")
