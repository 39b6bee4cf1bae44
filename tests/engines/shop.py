"""The shop in two processes: one completes an order, the other writes its mail."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from typedsignals import AsyncSignal, Signal, keyword_signal

MAILS = "SHOP_MAILS"  # the environment variable that says where mails are written
REDIS = "SHOP_REDIS"  # and the one that says where the Redis of the shop is
PATIENCE = "SHOP_PATIENCE"  # and the one that says after how many seconds a worker that is silent is dead
FATAL = 13  # an order


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


@keyword_signal
def order_cancelled(sender: type[OrderService], *, order_id: int, reason: str) -> None:
    """Sent once an order is cancelled."""


def an_order(order_id: int) -> OrderCompleted:
    """Return what is sent of this order; the same in each process."""
    customer = Customer(UUID(int=order_id), f"customer-{order_id}@example.org")
    return OrderCompleted(order_id, customer, Decimal("19.90"), datetime(2026, 11, 30, 7, 30, tzinfo=UTC))


def write_mail(payload: OrderCompleted, task: str = "send_invoice") -> None:
    """Write a line of the mail of an order. Written again, it has one more. The first one of FATAL kills its writer."""
    write_line(payload.order_id, task, repr(payload))
    if payload.order_id == FATAL and _mail(FATAL).read_text(encoding="utf-8").count("\n") == 1:
        os.kill(os.getpid(), signal.SIGKILL)


def write_line(order_id: int, task: str, text: str) -> None:
    """Write what else there is to say of an order."""
    with _mail(order_id).open("a", encoding="utf-8") as mail:
        mail.write(f"{os.getpid()} {task} {text}\n")


def _mail(order_id: int) -> Path:
    return Path(os.environ[MAILS]) / str(order_id)


def patience() -> int:
    """Return after how many seconds a worker that is silent is dead; not at all, where a test does not ask for it."""
    return int(os.environ.get(PATIENCE, "3600"))


@dataclass(frozen=True, slots=True)
class Mail:
    """A line of a mail: the process and the task that wrote it, and the payload that they saw."""

    process: int
    task: str
    payload: str


def mails(folder: Path) -> dict[int, list[Mail]]:
    """Return the mails that have been written, by order."""
    return {
        int(path.name): [
            Mail(int(process), task, payload)
            for process, task, payload in (line.split(" ", 2) for line in path.read_text(encoding="utf-8").splitlines())
        ]
        for path in folder.iterdir()
    }
