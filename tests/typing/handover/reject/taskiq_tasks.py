"""Tasks of taskiq."""

from __future__ import annotations

from decimal import Decimal

from taskiq import InMemoryBroker

from tests.typing.shop import OrderCompleted, OrderService, order_completed, order_shipped, parcel_due, shelf_emptied
from typedsignals.handover import ahand_to, hand_keywords_to, pack, unpacked

order = OrderCompleted(7, Decimal(9))
broker = InMemoryBroker()


@broker.task
@unpacked
async def send_invoice(payload: OrderCompleted) -> None: ...


@broker.task("shop:reorder", retry_on_error=True)
@unpacked
async def reorder(payload: int) -> str:
    return f"{payload}"


@broker.task(queue="slow")
@unpacked
def archive(payload: OrderCompleted) -> int:
    return payload.order_id


@broker.task
async def typed(payload: OrderCompleted) -> None: ...


@broker.task
async def misspelt(order_id: int, carier: str) -> None: ...


parcel_due.connect(ahand_to(reorder.kiq))  # E: another payload
parcel_due.connect(ahand_to(reorder.kicker().with_labels(delay=60).kiq))  # E: another payload
shelf_emptied.connect(ahand_to(send_invoice.kiq))  # E: another payload
shelf_emptied.connect(ahand_to(archive.kiq))  # E: another payload
order_completed.connect(ahand_to(send_invoice.kiq))  # E: this signal awaits nothing
parcel_due.connect(send_invoice.kiq)  # E: ahand_to is missing
parcel_due.connect(ahand_to(archive))  # E: the task itself, which would run here
parcel_due.connect(ahand_to(typed.kiq))  # E: @unpacked is missing; it would be awaited as it is
order_shipped.connect(hand_keywords_to(misspelt.kiq))  # E: it is called carrier


@parcel_due.connect
async def by_hand(sender: type[OrderService], payload: OrderCompleted) -> None:
    await send_invoice.kiq(payload)  # E: pack is missing
    await reorder.kiq(pack(payload))  # E: another payload
    await typed.kiq(pack(payload))  # E: it takes the payload as it is
    await typed.kiq(payload.order_id)  # E: another payload
