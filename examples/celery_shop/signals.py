"""The signals of the shop. This module imports neither a receiver nor a task."""

from dataclasses import dataclass

from typedsignals import Signal


class OrderService:
    """The sender."""


@dataclass(frozen=True, slots=True)
class OrderCompleted:
    """Sent by the web process, and carried to the worker."""

    order_id: int
    email: str


@dataclass(frozen=True, slots=True)
class MailWritten:
    """Sent by the worker."""

    order_id: int


order_completed = Signal[type[OrderService], OrderCompleted]("order_completed")
mail_written = Signal[type[OrderService], MailWritten]("mail_written")
