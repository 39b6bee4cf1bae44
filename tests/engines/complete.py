"""A process that completes orders: `python -m tests.engines.complete MODULE ORDER…`. The module connects the receivers."""

from __future__ import annotations

import asyncio
import importlib
import sys

from tests.engines.shop import OrderService, an_order, order_completed, order_stored


async def store(orders: list[str]) -> None:
    """Send what asynchronous receivers hear."""
    for order in orders:
        await order_stored.asend(OrderService, an_order(int(order)))


module, *numbers = sys.argv[1:]
importlib.import_module(module)
for number in numbers:
    order_completed.send(OrderService, an_order(int(number)))
if order_stored.has_listeners():
    asyncio.run(store(numbers))
