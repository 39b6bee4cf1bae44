"""The shop of these tests: two signals, and who hears them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from typedsignals import Signal, keyword_signal


class OrderService: ...


class ExpressService(OrderService): ...


@dataclass(frozen=True)
class OrderCompleted:
    order_id: int


@dataclass
class Shop:
    """Signals of its own for each test, with one receiver each."""

    order_completed: Signal[type[OrderService], OrderCompleted] = field(
        default_factory=Signal[type[OrderService], OrderCompleted]
    )
    mails: list[int] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        @keyword_signal
        def order_placed(sender: type[OrderService], *, order_id: int, status: str = "new") -> None:
            """Sent once an order is placed."""

        self.order_placed = order_placed
        self.order_completed.connect(self.send_mail)
        self.order_placed.connect(self.write_entry)

    def send_mail(self, sender: type[OrderService], payload: OrderCompleted) -> None:
        self.mails.append(payload.order_id)

    def write_entry(self, sender: type[OrderService], order_id: int, **kwargs: object) -> None:
        self.entries.append(f"order {order_id}")

    def complete(self, order_id: int) -> None:
        self.order_completed.send(OrderService, OrderCompleted(order_id))

    def place(self, order_id: int) -> None:
        self.order_placed.send(OrderService, order_id=order_id)


def wrong(thing: object) -> Any:
    """Let a thing pass the type checkers, to see what happens when it runs."""
    return thing


# Each makes an object of its own at each call, equal to the last one.
PLAIN_VALUES: dict[str, Callable[[], object]] = {
    "str": "shop".upper,
    "bytes": b"shop".upper,
    "int": lambda: int("9" * 20),
    "float": lambda: float("1.5"),
}
