"""A payload of values that queues in databases keep in their own way: PostgreSQL's jsonb sorts keys and writes numbers anew."""

from __future__ import annotations

from dataclasses import dataclass, fields

from tests.engines.shop import OrderService
from typedsignals import Signal


@dataclass(frozen=True)
class Measured:
    order_id: int
    many: int
    little: float
    much: float
    whole: float
    stock: dict[str, int]
    note: str


measured = Signal[type[OrderService], Measured]("measured")


def a_measure(order_id: int) -> Measured:
    """Return what is sent of this order; the same in each process."""
    stock = {"zz": 1, "a": 2, "é": 3, "": 4}
    return Measured(
        order_id, 2**70, 5e-324, 1.7976931348623157e308, 7.0, stock, "\u2028 'it' \\ \"is\" \U0001f600 \x7f"
    )


def is_as_it_was(payload: Measured) -> str:
    """Say whether it has come out equal, and every value of its own type."""
    sent = a_measure(payload.order_id)
    types = [(type(getattr(payload, field.name)), type(getattr(sent, field.name))) for field in fields(sent)]
    return "as it was" if payload == sent and all(came is went for came, went in types) else repr(payload)
