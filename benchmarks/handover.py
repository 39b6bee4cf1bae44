"""What handing over costs: `python -m benchmarks.handover`. Microseconds above an engine's own call, of an engine that does nothing."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.cases import Case
from benchmarks.measuring import measure, stay_on_one_cpu
from typedsignals import Signal, keyword_signal
from typedsignals.handover import hand_keywords_to, hand_to, pack, unpacked

AIM = 5.0  # microseconds above the engine's own call
BY_HAND, PACKED, SENT, SENT_NONE, KEYWORDS, KEYWORDS_SENT, UNPACKED = (
    "the engine's own call, of what is packed already",
    "pack(payload)",
    "a send with hand_to",
    "the same, of a payload with a None",  # which might be a float that is not finite, and is looked through
    "the engine's own call with keywords",
    "a send with hand_keywords_to",
    "@unpacked, in the worker",
)


@dataclass(frozen=True, slots=True)
class Address:
    street: str
    city: str


@dataclass(frozen=True, slots=True)
class OrderCompleted:
    """Five fields, of which two are nested."""

    order_id: UUID
    total: Decimal
    at: datetime
    home: Address
    parcel: Address | None


class OrderService: ...


class Task:
    """An engine that does nothing."""

    def enqueue(self, payload: object) -> None: ...
    def note(self, order_id: int, reason: str) -> None: ...


@unpacked
def write_mail(payload: OrderCompleted) -> None: ...


@keyword_signal
def order_cancelled(sender: type[OrderService], *, order_id: int, reason: str) -> None: ...


def cases() -> list[Case]:
    """Return the work, each as a statement."""
    task, signal = Task(), Signal[type[OrderService], OrderCompleted]("order_completed")
    signal.connect(hand_to(task.enqueue))
    order_cancelled.connect(hand_keywords_to(task.note))
    address = Address("Long Street 1", "Ada")
    payload = OrderCompleted(UUID(int=7), Decimal("19.90"), datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), address, address)
    names = {
        "payload": payload,
        "with_none": replace(payload, parcel=None),
        "message": pack(payload),
        "task": task,
        "signal": signal,
        "keywords": order_cancelled,
        "sender": OrderService,
        "pack": pack,
        "write_mail": write_mail,
    }
    statements = {
        BY_HAND: "task.enqueue(payload=message)",
        PACKED: "pack(payload)",
        SENT: "signal.send(sender, payload)",
        SENT_NONE: "signal.send(sender, with_none)",
        KEYWORDS: "task.note(order_id=7, reason='late')",
        KEYWORDS_SENT: "keywords.send(sender, order_id=7, reason='late')",
        UNPACKED: "write_mail(message)",
    }
    return [Case(row, "", statement, names) for row, statement in statements.items()]


def main() -> int:
    """Print a table; 1 if the aim was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.handover", description=__doc__)
    parser.add_argument("--rounds", type=int, default=40, help="of these the fastest counts")
    stay_on_one_cpu()
    seconds = measure(found := cases(), parser.parse_args().rounds)
    taken = {case.row: seconds[case.key] * 1e6 for case in found}
    table = Table("", "µs", "above the engine's own call", box=box.SIMPLE_HEAD)
    above = {row: taken[row] - taken[BY_HAND] for row in (SENT, SENT_NONE)} | {
        KEYWORDS_SENT: taken[KEYWORDS_SENT] - taken[KEYWORDS]
    }
    for row, each in taken.items():
        table.add_row(row, f"{each:.2f}", f"{above[row]:.2f}" if row in above else "")
    console = Console(highlight=False)
    console.print(table)
    console.print(f"aim: at most {AIM} µs above the engine's own call")
    return int(max(above.values()) > AIM)


if __name__ == "__main__":
    sys.exit(main())
