"""What is handed over, looked at and run."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, ParamSpec, assert_type

import pytest

from tests.typing.shop import OrderRejected, OrderService, order_placed, order_rejected
from typedsignals.handover import hand_keywords_to, hand_to, unpacked
from typedsignals.testing import Handed, HandedOver, Scope, handed_over

P = ParamSpec("P")


@dataclass(frozen=True)
class Task(Generic[P]):
    """As engines have them."""

    func: Callable[P, object]

    def enqueue(self, *args: P.args, **kwargs: P.kwargs) -> int:
        raise AssertionError

    async def aenqueue(self, *args: P.args, **kwargs: P.kwargs) -> int:
        raise AssertionError


def task(function: Callable[P, object]) -> Task[P]:
    return Task(function)


reasons: list[str] = []


@task
@unpacked
def write_reason(payload: OrderRejected) -> None:
    reasons.append(payload.reason)


@task
def note(order_id: int, status: str) -> None:
    reasons.append(status)


order_rejected.connect(hand_to(write_reason.enqueue))
order_placed.connect(hand_keywords_to(note.enqueue))

with handed_over() as handed:
    assert_type(handed, HandedOver)
    order_rejected.send(OrderService, OrderRejected(7, "no stock"))
    order_placed.send(OrderService, order_id=8, status="new")
    assert_type(handed.payloads(write_reason.enqueue), list[OrderRejected])
    assert handed.payloads(write_reason.enqueue)[0].reason == "no stock"
    assert handed.payloads(write_reason.aenqueue) == [OrderRejected(7, "no stock")]
    assert_type(handed.keywords(note.enqueue), list[Mapping[str, object]])
    handed.run()
    assert reasons == ["no stock", "new"]
    asyncio.run(handed.arun())
    assert_type(handed[0], Handed)
    assert_type(handed[:1], list[Handed])
    assert_type(handed[0].arguments, Mapping[str, object])
    assert_type(handed[0].task, str)
    assert_type(handed[0].run(), object)
    assert_type(handed[0].has_run, bool)
    assert [each.task for each in handed]

later: Awaitable[object] = handed[0].arun()
asyncio.run(handed[1].arun())
scope: Scope[HandedOver] = handed_over()


async def finish() -> object:
    return await later


asyncio.run(finish())


@handed_over()
def fill(count: int) -> list[int]:
    order_rejected.send(OrderService, OrderRejected(count, "no stock"))
    return [count]


assert_type(fill(3), list[int])


@pytest.fixture
def filled(handed_over: HandedOver) -> Iterator[HandedOver]:
    fill(3)
    yield handed_over
