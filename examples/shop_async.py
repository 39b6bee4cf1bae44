"""The shop as an asyncio program: orders come in side by side, and receivers wait for other machines.

Run it with ``python examples/shop_async.py``. Each order is sent to one plain receiver and to three ``async def`` ones,
which wait together; one of these fails now and then. What needs no waiting is a ``Signal``, sent with ``send`` as always.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass

from orders import BadRow, Order, read_orders

from typedsignals import AsyncSignal, Signal, receiver

A_WHILE = 0.01  # seconds: what a call to another machine takes
AT_ONCE = 20  # orders on their way at a time
HEAVY = 100  # pieces


@dataclass(frozen=True, slots=True)
class OrderCompleted:
    """An order is paid and can be packed."""

    order: Order


class OrderService:
    """Finalises orders, several at a time. It knows its signals, and no receiver."""

    def __init__(self) -> None:
        self.completed = 0
        self.failures: Counter[str] = Counter()
        self._room = asyncio.Semaphore(AT_ONCE)

    async def finalise(self, order: Order) -> None:
        """Send the order to every receiver; go on when the last of them is done, whether or not one failed."""
        async with self._room:
            order_in_hand.set(order.order_id)
            order_opened.send(OrderService, order.order_id)  # from async code, too: nothing has to be awaited
            for _, result in await order_completed.asend_robust(OrderService, OrderCompleted(order)):
                if isinstance(result, Exception):
                    self.failures[str(result)] += 1
            self.completed += 1


# An `async def` that is connected to a Signal is refused; receivers of an AsyncSignal may be async or not.
order_opened = Signal[type[OrderService], int]("order_opened")
order_completed = AsyncSignal[type[OrderService], OrderCompleted]("order_completed")
order_in_hand: ContextVar[int] = ContextVar("order_in_hand")

opened: list[int] = []
stock_taken: Counter[str] = Counter()
mails_sent: list[int] = []
parcels: list[int] = []
scores: dict[int, int] = {}


@receiver(order_opened)
def note_opening(sender: type[OrderService], payload: int) -> None:
    """Note which order is worked on."""
    opened.append(payload)


@receiver(order_completed)
def take_from_stock(sender: type[OrderService], payload: OrderCompleted) -> None:
    """Run before any async receiver, because it is not async itself."""
    stock_taken[payload.order.sku] += payload.order.quantity


@receiver(order_completed)
async def send_mail(sender: type[OrderService], payload: OrderCompleted) -> None:
    """Wait for the mail server; the context is that of the sender."""
    await asyncio.sleep(A_WHILE)
    mails_sent.append(order_in_hand.get())


@receiver(order_completed)
async def order_courier(sender: type[OrderService], payload: OrderCompleted) -> None:
    """Wait for the courier, who does not take what is heavy."""
    await asyncio.sleep(A_WHILE)
    if payload.order.quantity > HEAVY:
        raise OverflowError(f"the courier does not take more than {HEAVY} pieces")
    parcels.append(payload.order.order_id)


@receiver(order_completed)
async def score_customer(sender: type[OrderService], payload: OrderCompleted) -> None:
    """Wait for the loyalty scheme."""
    await asyncio.sleep(A_WHILE)
    scores[payload.order.order_id] = int(payload.order.total)


async def run_day(rows: Iterable[Order | BadRow]) -> OrderService:
    """Finalise every order that is paid."""
    service = OrderService()
    async with asyncio.TaskGroup() as group:
        for row in rows:
            if isinstance(row, Order) and row.paid:
                group.create_task(service.finalise(row))
    return service


def main() -> None:
    """Run the day and tell how it went."""
    logging.getLogger("typedsignals").setLevel(logging.CRITICAL)  # failures are logged; here they are counted instead
    began = time.perf_counter()
    service = asyncio.run(run_day(read_orders()))
    took = time.perf_counter() - began
    waits = 3 * service.completed

    print(
        f"{len(opened)} orders opened, {service.completed} orders completed, {stock_taken.total()} pieces taken from stock"
    )
    print(f"{len(mails_sent)} mails sent, {len(parcels)} parcels on their way, {sum(scores.values())} points given")
    for failure, count in service.failures.items():
        print(f"{count} times: {failure}")
    print(f"{waits} waits of {A_WHILE} s: {waits * A_WHILE:.1f} s one after another, {took:.1f} s together")


if __name__ == "__main__":
    main()
