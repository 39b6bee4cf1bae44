"""Everything else of the kit, as it is meant to be used."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from decimal import Decimal
from typing import assert_type
from unittest.mock import AsyncMock, Mock

from tests.typing.shop import (
    ExpressService,
    OrderCompleted,
    OrderService,
    invoice_due,
    label_wanted,
    order_completed,
    order_placed,
)
from typedsignals import Connectable, KeywordConnectable
from typedsignals.testing import Changes, Checks, Muter, Scope, checked, isolated, muted, replaced


def send_mail(sender: type[OrderService], payload: OrderCompleted) -> None: ...


def send_express(sender: type[ExpressService], payload: OrderCompleted) -> None: ...


def log_order(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...


async def write_invoice(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "invoice"


order_completed.connect(send_mail)
order_completed.connect(send_express, sender=ExpressService)
order_placed.connect(log_order)
invoice_due.connect(write_invoice)

# Muting.
with muted(order_completed), muted(order_completed, order_placed, everywhere=True):
    pass
some = [order_completed, order_completed]
with muted(*some), muted(sender=OrderService, everywhere=True), muted(receiver=send_mail, sender=OrderService):
    pass
with muted(receiver=send_mail), muted(order_completed, sender=OrderService), muted(sender=OrderService):
    pass


@muted(order_completed)
def fill(count: int) -> list[int]:
    return [count]


@muted(order_completed)
async def fill_later(count: int) -> list[int]:
    return [count]


@muted(order_completed)
def orders() -> Iterator[int]:
    yield 1


@muted(order_completed)
async def orders_later() -> AsyncIterator[int]:
    yield 1


@muted(order_completed)
class TestShop:
    def test_it(self) -> None: ...


assert_type(fill(2), list[int])
assert_type(asyncio.run(fill_later(2)), list[int])
assert_type(list(orders()), list[int])
TestShop().test_it()


def test_with_the_fixture(mute_signals: Muter) -> None:
    mute_signals(order_completed, order_placed, receiver=send_mail, sender=OrderService)
    mute_signals(receiver=send_mail)
    mute_signals(sender=OrderService)


# Fakes: any that the signal could call, whatever its parameters are called.
heard: list[OrderCompleted] = []


def note(of: object, what: object) -> None: ...


with replaced(send_mail, note, signal=order_completed) as fake:
    fake(OrderService, 7)
with replaced(send_mail, lambda sender, payload: None):
    pass
with replaced(send_mail, lambda sender, payload: None, signal=order_completed):
    pass
with replaced(send_mail, Mock()) as mock, replaced(log_order, Mock(), signal=order_placed) as other:
    mock.assert_not_called()
    other.assert_not_called()
with replaced(send_express, send_express, signal=order_completed, sender=ExpressService):
    pass
with replaced(log_order, lambda sender, **kwargs: None, signal=order_placed):
    pass


def log_less(sender: object, **kwargs: object) -> None: ...


with replaced(log_order, log_less, signal=order_placed), replaced(log_order, log_order, signal=order_placed):
    pass


async def write_nothing(sender: type[OrderService], payload: OrderCompleted) -> str:
    return ""


def count_nothing(sender: type[OrderService], payload: OrderCompleted) -> str:
    return ""


async def print_label(sender: type[OrderService], order_id: int) -> str:
    return f"label {order_id}"


label_wanted.connect(print_label)

# Of either kind, where receivers may be of either kind.
with replaced(write_invoice, write_nothing, signal=invoice_due), replaced(write_invoice, AsyncMock()):
    pass
with replaced(write_invoice, count_nothing, signal=invoice_due), replaced(write_invoice, Mock(), signal=invoice_due):
    pass
with replaced(print_label, lambda sender, **kwargs: "", signal=label_wanted), replaced(print_label, AsyncMock()):
    pass
with replaced(print_label, print_label, signal=label_wanted):
    pass


# Whoever only listens may mute, replace, isolate and check all the same.
def listen(
    completed: Connectable[type[OrderService], OrderCompleted],
    placed: KeywordConnectable[type[OrderService], [], None],
) -> None:
    with muted(completed, placed), isolated(completed, placed), checked(completed, placed):
        pass
    with replaced(send_mail, note, signal=completed), replaced(send_express, send_mail, signal=completed, sender=ExpressService):
        pass

# Isolating and checking.
with isolated() as changes, isolated(order_completed, order_placed):
    assert_type(changes, Changes)
assert_type([change.receiver for change in changes.made], list[str])
with checked() as checks, checked(order_completed):
    assert_type(checks, Checks)
    order_completed.send(OrderService, OrderCompleted(1, Decimal(2)))
assert_type(checks.unchecked, dict[str, str])

scope: Scope[None] = muted(order_completed)
function: Callable[[int], list[int]] = isolated()(fill)
later: Callable[[int], Awaitable[list[int]]] = checked()(fill_later)
