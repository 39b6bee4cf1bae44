"""Receivers may be async where the results are awaitable; a send gives back what awaiting them gave."""

import asyncio
from collections.abc import Awaitable, Coroutine, Generator
from decimal import Decimal
from functools import partial
from typing import Any, assert_type

from tests.typing.shop import (
    ExpressService,
    OrderCompleted,
    OrderService,
    audit_due,
    invoice_due,
    label_wanted,
    parcel_due,
    stock_asked,
)
from typedsignals import Receiver, Signal, receiver

order = OrderCompleted(7, Decimal(9))


@invoice_due.connect
async def write_invoice(sender: type[OrderService], payload: OrderCompleted) -> str:
    return f"invoice {payload.order_id}"


@parcel_due.connect
async def pack(sender: type[OrderService], payload: OrderCompleted) -> None: ...


class Parcel:
    def __await__(self) -> Generator[None, None, None]:
        yield


@parcel_due.connect
def pack_elsewhere(sender: type[OrderService], payload: OrderCompleted) -> Parcel:
    return Parcel()


class Packer:
    async def pack(self, sender: type[OrderService], payload: OrderCompleted) -> None: ...
    async def __call__(self, sender: type[OrderService], payload: OrderCompleted) -> None: ...


async def pack_with(sender: type[OrderService], payload: OrderCompleted, *, paper: str) -> None: ...


parcel_due.connect(Packer().pack)
parcel_due.connect(Packer())
parcel_due.connect(partial(pack_with, paper="red"))
parcel_due.connect(lambda sender, payload: asyncio.sleep(0))
parcel_due.connect(pack, sender=ExpressService)


# Where results may be awaited or not, receivers of both kinds are right.
@audit_due.connect
async def audit_later(sender: type[OrderService], payload: OrderCompleted) -> int:
    return payload.order_id


@audit_due.connect
def audit_now(sender: type[OrderService], payload: OrderCompleted) -> int:
    return payload.order_id


@receiver(invoice_due)
async def decorated(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "invoice"


@receiver(invoice_due, sender=ExpressService, weak=False, dispatch_uid="express", priority=1)
async def decorated_for_express(sender: type[ExpressService], payload: OrderCompleted) -> str:
    return "express invoice"


with parcel_due.connected(pack), audit_due.connected(audit_now, sender=OrderService):
    pass


async def by_hand() -> None:
    assert_type(await write_invoice(OrderService, order), str)
    assert_type(await decorated(OrderService, order), str)


# What each send gives back.
assert_type(
    invoice_due.send(OrderService, order),
    list[tuple[Receiver[type[OrderService], OrderCompleted, Awaitable[str]], str]],
)
assert_type(
    invoice_due.send_robust(OrderService, order),
    list[tuple[Receiver[type[OrderService], OrderCompleted, Awaitable[str]], str | Exception]],
)
assert_type(
    parcel_due.send(OrderService, order),
    list[tuple[Receiver[type[OrderService], OrderCompleted, Awaitable[None]], None]],
)
assert_type(
    parcel_due.send_robust(OrderService, order),
    list[tuple[Receiver[type[OrderService], OrderCompleted, Awaitable[None]], Exception | None]],
)
assert_type(
    audit_due.send(OrderService, order),
    list[tuple[Receiver[type[OrderService], OrderCompleted, Awaitable[int] | int], int]],
)
assert_type(
    audit_due.send_robust(OrderService, order),
    list[tuple[Receiver[type[OrderService], OrderCompleted, Awaitable[int] | int], int | Exception]],
)


async def send() -> None:
    assert_type(
        await invoice_due.asend(OrderService, order),
        list[tuple[Receiver[type[OrderService], OrderCompleted, Awaitable[str]], str]],
    )
    assert_type(
        await invoice_due.asend_robust(OrderService, order),
        list[tuple[Receiver[type[OrderService], OrderCompleted, Awaitable[str]], str | Exception]],
    )
    assert_type(
        await parcel_due.asend(OrderService, order),
        list[tuple[Receiver[type[OrderService], OrderCompleted, Awaitable[None]], None]],
    )
    assert_type(
        await parcel_due.asend_robust(OrderService, order),
        list[tuple[Receiver[type[OrderService], OrderCompleted, Awaitable[None]], Exception | None]],
    )
    assert_type(
        await audit_due.asend(OrderService, order),
        list[tuple[Receiver[type[OrderService], OrderCompleted, Awaitable[int] | int], int]],
    )
    assert_type(
        await audit_due.asend_robust(OrderService, order),
        list[tuple[Receiver[type[OrderService], OrderCompleted, Awaitable[int] | int], int | Exception]],
    )


# Keyword signals: an async declaration asks for async receivers.
@label_wanted.connect
async def print_label(sender: type[OrderService], order_id: int, **kwargs: object) -> str:
    return f"label {order_id}"


@receiver(label_wanted, sender=ExpressService)
async def print_express_label(sender: type[ExpressService], *, order_id: int) -> str:
    return f"express label {order_id}"


@stock_asked.connect
async def look_up(sender: type[OrderService], sku: str) -> int:
    return 3


@stock_asked.connect
def remember(sender: type[OrderService], **kwargs: object) -> int:
    return 3


assert_type([result for _, result in label_wanted.send(OrderService, order_id=7)], list[str])
assert_type([result for _, result in label_wanted.send_robust(OrderService, order_id=7)], list[str | Exception])
assert_type([result for _, result in stock_asked.send(OrderService, sku="A-1")], list[int])
assert_type([result for _, result in stock_asked.send_robust(OrderService, sku="A-1")], list[int | Exception])


async def send_keywords() -> None:
    assert_type([result for _, result in await label_wanted.asend(OrderService, order_id=7)], list[str])
    assert_type(
        [result for _, result in await label_wanted.asend_robust(OrderService, order_id=7)], list[str | Exception]
    )
    assert_type([result for _, result in await stock_asked.asend(OrderService, sku="A-1")], list[int])
    assert_type(
        [result for _, result in await stock_asked.asend_robust(OrderService, sku="A-1")], list[int | Exception]
    )


# What coroutines and tasks give back comes back too, though fewer receivers are right there.
async def draw_invoice(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "drawn"


drawn: Signal[type[OrderService], OrderCompleted, Coroutine[Any, Any, str]] = Signal("drawn")
drawn.connect(draw_invoice)
assert_type([result for _, result in drawn.send(OrderService, order)], list[str])
assert_type([result for _, result in drawn.send_robust(OrderService, order)], list[str | Exception])


async def draw() -> None:
    assert_type([result for _, result in await drawn.asend(OrderService, order)], list[str])
    assert_type([result for _, result in await drawn.asend_robust(OrderService, order)], list[str | Exception])


asyncio.run(by_hand())
asyncio.run(send())
asyncio.run(send_keywords())
asyncio.run(draw())
