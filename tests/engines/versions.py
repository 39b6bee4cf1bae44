"""Payloads that have changed while a message of them was in the queue."""

from __future__ import annotations

from dataclasses import dataclass

PARCEL = "KQ7"


@dataclass(frozen=True)
class OrderShipped:
    """It used to have two fields; what is new has a default."""

    order_id: int
    parcel: str
    carrier: str = "post"


@dataclass(frozen=True)
class OrderReturned:
    """It used to have two fields; what is new has none."""

    order_id: int
    parcel: str
    reason: str


def old_message(order_id: int) -> dict[str, object]:
    """Return what was made of either of them then."""
    return {"order_id": order_id, "parcel": PARCEL}
