"""A process that completes orders: `python -m tests.engines.complete MODULE ORDER…`. The module connects the receivers.

Where those of an asynchronous engine hear, the module may say how it is `opened`.
"""

from __future__ import annotations

import asyncio
import importlib
import sys
from contextlib import nullcontext

from tests.engines.shop import OrderService, an_order, order_completed, order_stored

module = importlib.import_module(sys.argv[1])
orders = [an_order(int(number)) for number in sys.argv[2:]]


async def store() -> None:
    async with getattr(module, "opened", nullcontext)():
        for order in orders:
            await order_stored.asend(OrderService, order)


for order in orders:
    order_completed.send(OrderService, order)
if order_stored.has_listeners():
    asyncio.run(store())
