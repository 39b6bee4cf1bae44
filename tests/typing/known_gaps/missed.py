"""What is wrong, and what only the checkers named in a mark report."""

import asyncio
from dataclasses import replace
from decimal import Decimal
from functools import cache, partial
from typing import Any, TypeVar

from tests.typing.shop import (
    OrderCompleted,
    OrderService,
    Warehouse,
    label_wanted,
    order_completed,
    order_counted,
    order_placed,
    order_rejected,
    parcel_due,
    shelf_emptied,
    stock_counted,
)
from typedsignals import Connectable, Sending, Signal, keyword_signal, receiver

T = TypeVar("T")
OneOfTwoT = TypeVar("OneOfTwoT", int, str)
warehouse = Warehouse()
order = OrderCompleted(7, Decimal(9))


def of_an_int(sender: type[OrderService], payload: int) -> None: ...
def of_three(sender: type[OrderService], payload: OrderCompleted, more: int) -> None: ...
async def later(sender: type[OrderService], payload: OrderCompleted) -> None: ...
async def text_later(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "packed"


# Of a partial, typeshed says no more than what it returns; so it says of a cache.
order_completed.connect(partial(of_an_int))  # E[pyright, ty]: another payload
order_completed.connect(partial(of_three))  # E[pyright, ty]: lacks an argument
order_completed.connect(partial(later))  # E: async
parcel_due.connect(partial(text_later))  # E: a result that nobody asked for


@cache
def cached(sender: object, payload: int) -> None: ...


order_completed.connect(cached)  # E[mypy]: another payload; mypy says so of any cache

# A tuple counts as hashable, whatever it holds.
order_completed.connect(lambda sender, payload: None, dispatch_uid=("log", []))  # E[ty]: not hashable

# pyrefly is content with a sender that one of two signals knows.
receiver(order_counted, shelf_emptied, sender=warehouse)  # E[mypy, pyright, ty]: a stranger to the first
receiver(shelf_emptied, order_counted, sender=warehouse)  # E[mypy, pyright, ty]: a stranger to the second
receiver(order_placed, stock_counted, sender=OrderService)  # E[mypy, pyright, ty]: a stranger to the second


# To pyrefly, *args: Any and **kwargs: Any together make anything of the rest. `object` in place of Any does not.
@order_completed.connect  # E[mypy, pyright, ty]: another payload
def of_a_text(sender: type[OrderService], payload: str, *args: Any, **kwargs: Any) -> None: ...


@order_placed.connect  # E[mypy, pyright, ty]: misspelt
def misspelt(sender: type[OrderService], order: int, *args: Any, **kwargs: Any) -> None: ...


@receiver(order_completed)  # E[mypy, pyright, ty]: another sender
def of_a_warehouse(sender: Warehouse, payload: OrderCompleted, *args: Any, **kwargs: Any) -> None: ...


@order_placed.connect  # E[mypy, pyright, ty]: misspelt
def without_annotations(sender: type[OrderService], order: int, *args, **kwargs) -> None: ...  # E[mypy]: no annotations


@order_placed.connect  # E: misspelt
def misspelt_of_objects(sender: type[OrderService], order: int, *args: object, **kwargs: object) -> None: ...


# The sender has the name of a keyword, and so that keyword has nowhere to go.
@order_placed.connect  # E[mypy]: order_id twice
def named_as_a_keyword(order_id: object, **kwargs: object) -> None: ...


@receiver(order_placed)  # E[mypy]: order_id twice
def received_as_a_keyword(order_id: object, **kwargs: object) -> None: ...


# A generic receiver, of which the payload decides the result.
mail_wanted = Signal[type[OrderService], OrderCompleted, str]("mail_wanted")


def same(sender: object, payload: T) -> T:
    return payload


def same_of_two(sender: object, payload: OneOfTwoT) -> OneOfTwoT:
    return payload


mail_wanted.connect(same)  # E[mypy, pyright, pyrefly]: the order comes back, where a str is wanted
order_counted.connect(same_of_two)  # E[mypy, pyright, pyrefly]: the int comes back, where None is wanted


async def forgetful() -> None:
    parcel_due.asend(OrderService, order)  # E[mypy, pyright, pyrefly]: never awaited
    parcel_due.asend_robust(OrderService, order)  # E[mypy, pyright, pyrefly]: never awaited
    label_wanted.asend(OrderService, order_id=7)  # E[mypy, pyright, pyrefly]: never awaited


asyncio.run(forgetful())


# Where a signal is shown as something to listen to, these go on with what it was made of; in other modules they do not.
shown: Connectable[type[OrderService], OrderCompleted] = order_completed
shown.send(OrderService, order)  # E[mypy, pyrefly]: seen so, it can be listened to, and not be sent


@keyword_signal  # E[mypy]: refused when it is run, too: names no keyword
def with_kwargs(sender: type[OrderService], **kwargs: int) -> None: ...


def swap(sending: Sending) -> Sending:
    return replace(sending, connections=[])  # E[mypy, pyrefly]: a list
