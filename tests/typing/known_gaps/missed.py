"""What is wrong, and what only the checkers named in a mark report."""

import asyncio
from dataclasses import replace
from decimal import Decimal
from functools import partial

from tests.typing.shop import (
    OrderCompleted,
    OrderService,
    Warehouse,
    order_completed,
    order_counted,
    order_placed,
    order_rejected,
    stock_counted,
)
from typedsignals import Sending, Signal, keyword_signal, receiver

warehouse = Warehouse()
order = OrderCompleted(7, Decimal(9))
shelf_emptied = Signal[Warehouse, int]("shelf_emptied")


def of_an_int(sender: type[OrderService], payload: int) -> None: ...
def of_three(sender: type[OrderService], payload: OrderCompleted, more: int) -> None: ...


# Of a partial, typeshed says no more than what it returns.
order_completed.connect(partial(of_an_int))  # E[pyright, ty]: another payload
order_completed.connect(partial(of_three))  # E[pyright, ty]: lacks an argument

# A tuple counts as hashable, whatever it holds.
order_completed.connect(lambda sender, payload: None, dispatch_uid=("log", []))  # E[ty]: not hashable

# pyrefly is content with a sender that one of several signals knows.
receiver(order_counted, shelf_emptied, sender=warehouse)  # E[mypy, pyright, ty]: a stranger to the first
receiver(shelf_emptied, order_counted, sender=warehouse)  # E[mypy, pyright, ty]: a stranger to the second
receiver(order_completed, order_rejected, shelf_emptied, sender=OrderService)  # E[mypy, pyright, ty]: not to the third
receiver(order_placed, stock_counted, sender=OrderService)  # E[mypy, pyright, ty]: a stranger to the second


async def forgetful() -> None:
    order_completed.asend(OrderService, order)  # E[mypy, pyright, pyrefly]: never awaited
    order_completed.asend_robust(OrderService, order)  # E[mypy, pyright, pyrefly]: never awaited


asyncio.run(forgetful())


@keyword_signal  # E[mypy]: refused when it is run, too: names no keyword
def with_kwargs(sender: type[OrderService], **kwargs: int) -> None: ...


def swap(sending: Sending) -> Sending:
    return replace(sending, connections=[])  # E[mypy, pyrefly]: a list
