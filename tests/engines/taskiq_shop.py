"""The shop on taskiq: what the process of the orders and the worker both import."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from taskiq_redis import RedisStreamBroker

from tests.engines.shop import REDIS, OrderCompleted, order_stored, patience, write_line, write_mail
from tests.engines.versions import OrderReturned, OrderShipped
from typedsignals.handover import ahand_to, unpacked

broker = RedisStreamBroker(os.environ[REDIS], idle_timeout=patience() * 1000)


@broker.task
@unpacked
async def send_invoice(payload: OrderCompleted) -> None:
    write_mail(payload)


@broker.task
@unpacked
def pack_parcel(payload: OrderCompleted) -> None:
    write_mail(payload, "pack_parcel")


@broker.task
@unpacked
async def ship(payload: OrderShipped) -> None:
    write_line(payload.order_id, "ship", f"{payload.parcel} by {payload.carrier}")


@broker.task
@unpacked
async def take_back(payload: OrderReturned) -> None:
    write_line(payload.order_id, "take_back", payload.reason)


order_stored.connect(ahand_to(send_invoice.kiq))
order_stored.connect(ahand_to(pack_parcel.kiq))


@asynccontextmanager
async def opened() -> AsyncGenerator[None]:
    """Connect the process of the orders, as long as its loop runs."""
    await broker.startup()
    yield
    await broker.shutdown()
