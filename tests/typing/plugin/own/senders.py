"""A `sender=` that never sends the signal."""

from __future__ import annotations

from typing import Any, Literal

from tests.typing.shop import (
    ExpressService,
    OrderCompleted,
    OrderService,
    Warehouse,
    order_completed,
    order_completions,
    order_packed,
    order_placed,
    order_placements,
    parcel_due,
    stock_changed,
)
from typedsignals import Signal, keyword_signal
from typedsignals.testing import replaced


def of_anything(sender: object, payload: object) -> None: ...
def log(sender: object, **kwargs: object) -> None: ...
async def later(sender: object, payload: object) -> None: ...


order_completed.connect(of_anything, sender=Warehouse)  # E: a stranger
order_completed.connect(of_anything, sender=OrderService())  # E: an instance
order_completed.connect(of_anything, sender=object)  # E: wider
order_completed.connected(of_anything, sender=Warehouse)  # E: a stranger
order_completions.connect(of_anything, sender=Warehouse)  # E: a stranger
parcel_due.connect(later, sender=Warehouse)  # E: a stranger
parcel_due.connected(later, sender=Warehouse)  # E: a stranger
order_placed.connect(log, sender=Warehouse)  # E: a stranger
order_placed.connected(log, sender=Warehouse)  # E: a stranger
order_placements.connect(log, sender=Warehouse)  # E: a stranger
order_packed.connect(log, sender=Warehouse)  # E: a stranger
stock_changed.connect(lambda sender, payload: None, sender=OrderService)  # E: a stranger
order_completed.connect(
    of_anything,
    sender=Warehouse,  # E: where it stands
)
replaced(of_anything, of_anything, signal=order_completed, sender=Warehouse)  # E: a stranger
replaced(log, log, sender=Warehouse, signal=order_placed)  # E: a stranger

order_completed.connect(of_anything, sender=OrderService)
order_completed.connect(of_anything, sender=ExpressService)
order_completed.connected(of_anything, sender=ExpressService)
stock_changed.connect(lambda sender, payload: None, sender=Warehouse())
replaced(of_anything, of_anything, signal=order_completed, sender=ExpressService)
replaced(of_anything, of_anything, sender=Warehouse)
replaced(of_anything, of_anything, signal=order_completed)


# A base hears what sends, if its subclasses count; a stranger's subclasses are strangers.
order_completed.connect(of_anything, sender=object, subclasses=True)
order_placed.connect(log, sender=object, subclasses=True)
order_completed.connect(of_anything, sender=Warehouse, subclasses=True)  # E: a stranger
order_completed.connect(of_anything, sender=object, subclasses=False)  # E: they do not count


# What may be one that sends, or none.
def perhaps(one: type[ExpressService] | None, other: type[OrderService] | type[Warehouse], unknown: Any) -> None:
    order_completed.connect(of_anything, sender=one)
    order_completed.connect(of_anything, sender=unknown)
    order_completed.connect(of_anything, sender=None)
    order_completed.connect(of_anything, sender=other)  # E: of two, one is a stranger


options: dict[str, Any] = {"sender": Warehouse}
order_completed.connect(of_anything, **options)

# Literals are what they say.
paid = Signal[Literal["web", "till"], int]("paid")


@keyword_signal
def refunded(sender: Literal["web", "till"], *, order_id: int) -> None: ...


paid.connect(of_anything, sender="web")
paid.connect(of_anything, sender="wbe")  # E: misspelt
refunded.connect(log, sender="till")
refunded.connect(log, sender="safe")  # E: no such sender


class Paid(Signal[Literal["web"], int]): ...


Paid("paid").connect(of_anything, sender="till")  # E: not to this one


def either(signal: Signal[type[OrderService], int] | Signal[type[OrderService], OrderCompleted]) -> None:
    signal.connect(of_anything, sender=Warehouse)  # E: to neither


order_completed.connect(of_anything, sender=Warehouse)  # type: ignore[signal-sender]
