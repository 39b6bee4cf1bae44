"""A day in the shop: orders are finalised, and receivers in other parts of the program act on it.

Run it with ``python examples/shop.py``. It reads ``orders.csv``, in which some rows are not what they should be.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from orders import PRODUCTS, BadRow, Order, read_orders

from typedsignals import Signal, receiver

# --- What happens in the shop: one payload and one signal for each.


@dataclass(frozen=True, slots=True)
class OrderCompleted:
    """An order is paid and can be packed."""

    order: Order


@dataclass(frozen=True, slots=True)
class OrderRejected:
    """An order, or a row that should have been one, goes no further."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class DayClosed:
    """The last order of the day is through."""

    completed: int
    rejected: int
    takings: Decimal


class OrderService:
    """Finalises orders. It knows its signals, and no receiver."""

    def __init__(self) -> None:
        self.completed = 0
        self.rejected = 0
        self.takings = Decimal()

    def finalise(self, order: Order) -> None:
        """Complete the order, or reject it."""
        if not order.paid:
            self.reject(f"order {order.order_id}", "payment was declined")
            return
        self.completed += 1
        self.takings += order.total
        order_completed.send(type(self), OrderCompleted(order))

    def reject(self, what: str, reason: str) -> None:
        """Say why this goes no further."""
        self.rejected += 1
        order_rejected.send(type(self), OrderRejected(what, reason))


class WholesaleService(OrderService):
    """The same for cafés and hotels, who buy by the crate."""


order_completed = Signal[type[OrderService], OrderCompleted]("order_completed")
order_rejected = Signal[type[OrderService], OrderRejected]("order_rejected")
day_closed = Signal[type[OrderService], DayClosed, str]("day_closed")  # its receivers return a str


# --- Receivers. In a project each of these stands in a module of its own, imported where the program starts.


class Stock:
    """What has left the shelves."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()

    def take(self, sender: type[OrderService], payload: OrderCompleted) -> None:
        """Take the goods off the shelf. Connected in ``main``, where the stock is made."""
        self.taken[payload.order.sku] += payload.order.quantity


outbox: list[str] = []


@receiver(order_completed)
def write_mail(sender: type[OrderService], payload: OrderCompleted) -> None:
    """Thank the customer."""
    order = payload.order
    outbox.append(
        f"To: {order.email}\n"
        f"Subject: Your order {order.order_id}\n\n"
        f"Dear {order.customer},\n"
        f"{order.quantity} x {PRODUCTS[order.sku]} for {order.total:.2f} EUR will be on the way tomorrow."
    )


pallets: list[int] = []


@receiver(order_completed, sender=WholesaleService)
def book_pallet(sender: type[WholesaleService], payload: OrderCompleted) -> None:
    """Retail orders go by post; for them this is never called."""
    pallets.append(payload.order.order_id)


audit_trail: list[OrderCompleted | OrderRejected] = []


@receiver(order_completed, order_rejected, priority=10)
def audit(sender: type[OrderService], payload: OrderCompleted | OrderRejected) -> None:
    """Write everything down, before anybody acts on it: a higher priority is called first."""
    audit_trail.append(payload)


@day_closed.connect
def count_till(sender: type[OrderService], payload: DayClosed) -> str:
    """Compare the till with the books."""
    return f"{payload.takings:,.2f} EUR in the till"


@day_closed.connect
def call_courier(sender: type[OrderService], payload: DayClosed) -> str:
    """Fail, as calls to other people's machines do."""
    raise ConnectionError("the courier's service does not answer")


@day_closed.connect
def file_audit(sender: type[OrderService], payload: DayClosed) -> str:
    """Run, although the one before failed: ``send_robust`` sees to that."""
    return f"{len(audit_trail)} entries filed"


# --- The day.


def run_day(rows: Iterable[Order | BadRow]) -> DayClosed:
    """Take the rows as they come."""
    retail, wholesale = OrderService(), WholesaleService()
    for row in rows:
        if isinstance(row, BadRow):
            retail.reject(f"line {row.line}", row.reason)
        elif row.wholesale:
            wholesale.finalise(row)
        else:
            retail.finalise(row)
    return DayClosed(
        completed=retail.completed + wholesale.completed,
        rejected=retail.rejected + wholesale.rejected,
        takings=retail.takings + wholesale.takings,
    )


def main() -> None:
    """Run the day and tell how it went."""
    logging.getLogger("typedsignals").setLevel(logging.CRITICAL)  # failures are logged; here they are printed instead
    stock = Stock()
    order_completed.connect(stock.take)  # held weakly: called as long as `stock` lives
    day = run_day(read_orders())

    print(f"{day.completed} orders completed, {day.rejected} rejected\n")

    reasons = Counter(entry.reason for entry in audit_trail if isinstance(entry, OrderRejected))
    print("rejected because")
    for reason, count in reasons.most_common():
        print(f"  {count:4}  {reason}")

    print("\ntaken from stock")
    for sku, quantity in stock.taken.most_common():
        print(f"  {quantity:4}  {PRODUCTS[sku]}")

    print(f"\n{len(pallets)} pallets booked, {len(outbox)} mails written; the last one:\n")
    print("\n".join(f"  | {line}".rstrip() for line in outbox[-1].splitlines()))

    print("\nclosing the day")
    for called, result in day_closed.send_robust(OrderService, day):
        name = getattr(called, "__name__", "?")
        print(f"  {name:13}{f'FAILED: {result}' if isinstance(result, Exception) else result}")


if __name__ == "__main__":
    main()
