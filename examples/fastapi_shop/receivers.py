"""The receivers."""

import asyncio

from fastapi_shop.signals import OrderCompleted, OrderService, order_cancelled

refunds: list[int] = []


@order_cancelled.connect
def refund(sender: type[OrderService], payload: int) -> None:
    """Needs nothing of the application: it is connected when this module is imported."""
    refunds.append(payload)


class Courier:
    """Belongs to the event loop of the application: it is made and connected in the lifespan."""

    def __init__(self) -> None:
        self.line = asyncio.Lock()
        self.parcels: list[str] = []

    async def call(self, sender: type[OrderService], payload: OrderCompleted) -> None:
        """Call the courier: one call at a time."""
        async with self.line:
            await asyncio.sleep(0)
            self.parcels.append(f"order {payload.order_id} for {payload.email}")
