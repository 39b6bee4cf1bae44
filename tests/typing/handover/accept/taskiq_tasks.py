"""Tasks of taskiq, an engine of asyncio: each is awaited, and carries typed arguments by itself, too."""

from __future__ import annotations

from taskiq import InMemoryBroker

from tests.typing.shop import OrderCompleted, OrderService, parcel_due, shelf_emptied
from typedsignals.handover import ahand_to, pack, unpacked

broker = InMemoryBroker()


@broker.task
@unpacked
async def send_invoice(payload: OrderCompleted) -> None: ...


@broker.task("shop:reorder", retry_on_error=True, max_retries=3)
@unpacked
async def reorder(shelf: int) -> str:
    return f"{shelf}"


@broker.task(queue="slow")
@unpacked
def archive(payload: OrderCompleted) -> int:
    return payload.order_id


parcel_due.connect(ahand_to(send_invoice.kiq))
parcel_due.connect(ahand_to(archive.kiq), sender=OrderService)
parcel_due.connect(ahand_to(archive.kicker().with_labels(delay=60).kiq))
shelf_emptied.connect(ahand_to(reorder.kiq))


async def by_hand(order: OrderCompleted) -> None:
    await send_invoice.kiq(pack(order))


# Without anything of ours: it carries a dataclass as it is.
@broker.task
async def typed(payload: OrderCompleted) -> None: ...


@parcel_due.connect
async def enqueue_typed(sender: type[OrderService], payload: OrderCompleted) -> None:
    await typed.kiq(payload)
