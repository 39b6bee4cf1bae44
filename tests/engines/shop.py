"""The shop in two processes: one completes an order, the other writes its mail."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from typedsignals import AsyncSignal, Signal

MAILS = "SHOP_MAILS"  # the environment variable that says where mails are written


class OrderService:
    """Completes orders."""


@dataclass(frozen=True, slots=True)
class Customer:
    customer_id: UUID
    email: str


@dataclass(frozen=True, slots=True)
class OrderCompleted:
    order_id: int
    customer: Customer
    total: Decimal
    completed_at: datetime


order_completed = Signal[type[OrderService], OrderCompleted]("order_completed")
order_stored = AsyncSignal[type[OrderService], OrderCompleted]("order_stored")


def an_order(order_id: int) -> OrderCompleted:
    """Return what is sent of this order; the same in each process."""
    customer = Customer(UUID(int=order_id), f"customer-{order_id}@example.org")
    return OrderCompleted(order_id, customer, Decimal("19.90"), datetime(2026, 11, 30, 7, 30, tzinfo=UTC))


def write_mail(payload: OrderCompleted) -> None:
    """Write the mail of an order, as a line of the process that writes it. Written again, it has one more line."""
    with (Path(os.environ[MAILS]) / str(payload.order_id)).open("a", encoding="utf-8") as mail:
        mail.write(f"{os.getpid()} {payload!r}\n")


@dataclass(frozen=True, slots=True)
class Mail:
    """A line of a mail: which process wrote it, and the payload that it saw."""

    process: int
    payload: str


def mails(folder: Path) -> dict[int, list[Mail]]:
    """Return the mails that have been written, by order."""
    return {
        int(path.name): [
            Mail(int(process), payload)
            for process, _, payload in (line.partition(" ") for line in path.read_text(encoding="utf-8").splitlines())
        ]
        for path in folder.iterdir()
    }
