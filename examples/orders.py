"""What the examples share: orders read from ``orders.csv``, good rows and bad ones. There is no signal here."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

ORDERS = Path(__file__).with_name("orders.csv")

PRODUCTS = {
    "COF-20": "filter coffee, 250 g",
    "COF-21": "espresso beans, 250 g",
    "FLT-50": "paper filters, 100",
    "HON-60": "lime blossom honey",
    "KTL-40": "gooseneck kettle",
    "MUG-01": "mug, white",
    "MUG-02": "mug, blue",
    "POT-30": "teapot, 0.8 l",
    "POT-31": "teapot, 1.4 l",
    "TEA-10": "breakfast tea",
    "TEA-11": "green tea",
    "TEA-12": "first flush darjeeling",
}


@dataclass(frozen=True, slots=True)
class Order:
    """One order, as the till or the web shop wrote it down."""

    order_id: int
    placed_on: date
    customer: str
    email: str
    wholesale: bool
    sku: str
    quantity: int
    unit_price: Decimal
    paid: bool

    @property
    def total(self) -> Decimal:
        """What the customer owes."""
        return self.quantity * self.unit_price


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line of the file that is no order, and why."""

    line: int
    reason: str


def read_orders(path: Path = ORDERS) -> Iterator[Order | BadRow]:
    """Read the file line by line; what cannot be understood comes as a ``BadRow`` in its place."""
    seen: set[int] = set()
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, restval="")
        for row in rows:
            try:
                order = _order(row)
            except ValueError as error:
                yield BadRow(rows.line_num, str(error))
                continue
            if order.order_id in seen:
                yield BadRow(rows.line_num, "order is there twice")
                continue
            seen.add(order.order_id)
            yield order


def _order(row: dict[str, str]) -> Order:
    if not row["payment"]:
        raise ValueError("row is cut short")
    if "@" not in row["email"]:
        raise ValueError("e-mail address is not one")
    if row["sku"] not in PRODUCTS:
        raise ValueError("product is unknown")
    if row["channel"] not in {"retail", "wholesale"}:
        raise ValueError("channel is unknown")
    return Order(
        order_id=_whole_number("order number", row["order_id"]),
        placed_on=_day(row["placed_on"]),
        customer=row["customer"],
        email=row["email"],
        wholesale=row["channel"] == "wholesale",
        sku=row["sku"],
        quantity=_whole_number("quantity", row["quantity"]),
        unit_price=_price(row["unit_price"]),
        paid=row["payment"] == "paid",
    )


def _whole_number(what: str, text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise ValueError(f"{what} is not a whole number above 0")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("date is not one") from None


def _price(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError("price is not a number") from None
