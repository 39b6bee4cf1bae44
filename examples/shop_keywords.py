"""The day of ``shop.py`` in Django's style: signals are sent with keywords, and receivers take those they want.

Run it with ``python examples/shop_keywords.py``; its numbers are those of ``shop.py``.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from orders import PRODUCTS, BadRow, Order, read_orders

from typedsignals import keyword_signal, receiver


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
        order_completed.send(type(self), order=order, total=order.total)

    def reject(self, what: str, reason: str) -> None:
        """Say why this goes no further."""
        self.rejected += 1
        order_rejected.send(type(self), what=what, reason=reason)


class WholesaleService(OrderService):
    """The same for cafés and hotels, who buy by the crate."""


# --- What happens in the shop: the signature says what is sent, the docstring when.


@keyword_signal
def order_completed(sender: type[OrderService], *, order: Order, total: Decimal) -> None:
    """Sent once an order is paid and can be packed."""


@keyword_signal
def order_rejected(sender: type[OrderService], *, what: str, reason: str) -> None:
    """Sent when an order, or a row that should have been one, goes no further."""


@keyword_signal
def day_closed(sender: type[OrderService], *, completed: int, rejected: int, takings: Decimal) -> str:
    """Sent when the last order of the day is through; receivers return a line for the report."""
    raise NotImplementedError  # a declaration is never called


# --- Receivers name the keywords that they use; the rest goes to **kwargs.


class Stock:
    """What has left the shelves."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()

    def take(self, sender: type[OrderService], order: Order, **kwargs: object) -> None:
        """Take the goods off the shelf. Connected in ``main``, where the stock is made."""
        self.taken[order.sku] += order.quantity


outbox: list[str] = []


@receiver(order_completed)
def write_mail(sender: type[OrderService], order: Order, total: Decimal, **kwargs: object) -> None:
    """Thank the customer."""
    outbox.append(f"To: {order.email}\n{order.quantity} x {PRODUCTS[order.sku]} for {total:.2f} EUR")


pallets: list[int] = []


@receiver(order_completed, sender=WholesaleService)
def book_pallet(sender: type[WholesaleService], order: Order, **kwargs: object) -> None:
    """Retail orders go by post; for them this is never called."""
    pallets.append(order.order_id)


reasons: Counter[str] = Counter()


@receiver(order_rejected)
def count_reason(sender: type[OrderService], reason: str, **kwargs: object) -> None:
    """Keep count of what goes wrong."""
    reasons[reason] += 1


@day_closed.connect
def count_till(sender: type[OrderService], takings: Decimal, **kwargs: object) -> str:
    """Compare the till with the books."""
    return f"{takings:,.2f} EUR in the till"


@day_closed.connect
def call_courier(sender: type[OrderService], **kwargs: object) -> str:
    """Fail, as calls to other people's machines do."""
    raise ConnectionError("the courier's service does not answer")


# --- The day.


def run_day(rows: Iterable[Order | BadRow]) -> list[OrderService]:
    """Take the rows as they come."""
    retail, wholesale = OrderService(), WholesaleService()
    for row in rows:
        if isinstance(row, BadRow):
            retail.reject(f"line {row.line}", row.reason)
        elif row.wholesale:
            wholesale.finalise(row)
        else:
            retail.finalise(row)
    return [retail, wholesale]


def main() -> None:
    """Run the day and tell how it went."""
    logging.getLogger("typedsignals").setLevel(logging.CRITICAL)  # failures are logged; here they are printed instead
    stock = Stock()
    order_completed.connect(stock.take)  # held weakly: called as long as `stock` lives
    services = run_day(read_orders())
    completed = sum(service.completed for service in services)
    rejected = sum(service.rejected for service in services)
    takings = sum((service.takings for service in services), Decimal())

    print(f"{completed} orders completed, {rejected} rejected")
    print(f"{reasons.total()} reasons noted, most often: {reasons.most_common(1)[0][0]}")
    print(f"{stock.taken.total()} pieces taken from stock, {len(pallets)} pallets booked, {len(outbox)} mails written")

    print("\nclosing the day")
    report = day_closed.send_robust(OrderService, completed=completed, rejected=rejected, takings=takings)
    for called, result in report:
        name = getattr(called, "__name__", "?")
        print(f"  {name:13}{f'FAILED: {result}' if isinstance(result, Exception) else result}")


if __name__ == "__main__":
    main()
