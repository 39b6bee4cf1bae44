"""`unpacked`, `pack` and `Packed` by themselves."""

from __future__ import annotations

from collections.abc import Awaitable
from decimal import Decimal
from typing import assert_type

from tests.typing.shop import GiftOrderCompleted, OrderCompleted
from typedsignals.handover import Packed, pack, unpacked

order = OrderCompleted(7, Decimal(9))


@unpacked
def plain(payload: OrderCompleted) -> int:
    return payload.order_id


@unpacked
def named_otherwise(order: OrderCompleted) -> str:
    return f"{order.order_id}"


@unpacked
async def later(payload: OrderCompleted) -> int:
    return payload.order_id


@unpacked
def with_default(payload: OrderCompleted, tries: int = 3) -> int:
    return tries


@unpacked
def by_position(payload: OrderCompleted, /) -> int:
    return payload.order_id


@unpacked
def after_context(context: str, payload: OrderCompleted) -> str:
    return context


@unpacked
async def later_after_context(context: str, payload: OrderCompleted) -> str:
    return context


class Shop:
    def invoice(self, payload: OrderCompleted) -> int:
        return payload.order_id

    @staticmethod
    @unpacked
    def refund(payload: OrderCompleted) -> int:
        return payload.order_id


assert_type(plain(pack(order)), int)
assert_type(plain(payload=pack(order)), int)
assert_type(named_otherwise(payload=pack(order)), str)
assert_type(with_default(payload=pack(order)), int)
assert_type(by_position(payload=pack(order)), int)
assert_type(after_context("ctx", pack(order)), str)
assert_type(after_context("ctx", payload=pack(order)), str)
assert_type(unpacked(Shop().invoice)(pack(order)), int)
assert_type(Shop.refund(pack(order)), int)
awaited: Awaitable[int] = later(pack(order))
awaited_too: Awaitable[str] = later_after_context("ctx", pack(order))

message = pack(order)
assert_type(message, Packed[OrderCompleted])
number: Packed[int] = pack(7)
assert plain(message) == 7


async def read() -> None:
    assert_type(await later(message), int)
    assert_type(await later_after_context("ctx", message), str)


def kept(messages: list[Packed[OrderCompleted]]) -> None:
    messages.append(pack(GiftOrderCompleted(7, Decimal(9), "To Ada")))
