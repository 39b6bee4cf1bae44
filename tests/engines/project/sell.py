"""A process that completes orders: `python -m tests.engines.project.sell ENGINE WAY=NUMBER…`; prints what was raised, by way.

ENGINE is a module of this project that has receivers. A way is the name of one of them, or of a function of this file.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import django

django.setup()

from django.db import transaction  # noqa: E402

from tests.engines.oddities import a_measure, measured  # noqa: E402
from tests.engines.project.models import Order  # noqa: E402
from tests.engines.shop import (  # noqa: E402
    OrderCompleted,
    OrderService,
    an_order,
    order_cancelled,
    order_completed,
    order_stored,
)
from tests.engines.versions import old_message  # noqa: E402

engine: Any = importlib.import_module(f"tests.engines.project.{sys.argv[1]}")
receivers: dict[str, Callable[[object, OrderCompleted], None]] = engine.RECEIVERS


def complete(order: OrderCompleted, receiver: str) -> None:
    """Store an order and send it, in one transaction."""
    with order_completed.connected(receivers[receiver]), transaction.atomic():
        Order.objects.create(number=order.order_id)
        order_completed.send(OrderService, order)


def from_a_loop(number: int) -> None:
    """From async code, by an asynchronous signal."""
    with order_stored.connected(engine.ASYNC_RECEIVER):
        asyncio.run(order_stored.asend(OrderService, an_order(number)))


def by_keywords(number: int) -> None:
    """By a keyword signal, to an ordinary task."""
    with order_cancelled.connected(engine.KEYWORD_RECEIVER):
        order_cancelled.send(OrderService, order_id=number, reason="too late")


def odd_values(number: int) -> None:
    """With values that databases keep in their own way."""
    with measured.connected(engine.ODD_RECEIVER):
        measured.send(OrderService, a_measure(number))


def refused_by_the_database(number: int) -> None:
    """With one that PostgreSQL does not keep."""
    with measured.connected(engine.ODD_RECEIVER), transaction.atomic():
        Order.objects.create(number=number)
        measured.send(OrderService, replace(a_measure(number), note="\0"))


def rolled_back(number: int) -> None:
    """In a transaction that fails later."""
    with transaction.atomic():
        complete(an_order(number), "in_transaction")
        complete(an_order(number + 1), "after_commit")
        raise RuntimeError("no money")


def unpackable(number: int) -> None:
    """With a payload that holds what cannot be carried, though its type says otherwise."""
    complete(replace(an_order(number), customer=cast("Any", object())), "in_transaction")


def unpackable_after_commit(number: int) -> None:
    """The same: it is packed when it is sent."""
    complete(replace(an_order(number), customer=cast("Any", object())), "after_commit")


def unpackable_robust(number: int) -> None:
    """By a send that raises nothing."""
    with order_completed.connected(receivers["in_transaction"]), transaction.atomic():
        Order.objects.create(number=number)
        order_completed.send_robust(OrderService, replace(an_order(number), customer=cast("Any", object())))


def as_it_used_to_be(number: int) -> None:
    """As another version of the shop did, to tasks of today: one with a default for the new field, and one without."""
    for offset, enqueue in enumerate(engine.CHANGED):
        enqueue(payload=old_message(number + offset))


def retry_stalled(seconds: int) -> None:
    """Have begun again what workers have begun of which nothing was heard for so long."""
    engine.retry_stalled(seconds)


WAYS = {
    way.__name__: way
    for way in (
        from_a_loop,
        by_keywords,
        odd_values,
        refused_by_the_database,
        rolled_back,
        unpackable,
        unpackable_after_commit,
        unpackable_robust,
        as_it_used_to_be,
        retry_stalled,
    )
}


def main() -> None:
    """Go the ways, one after another."""
    raised: dict[str, str] = {}
    for name, number in (argument.split("=") for argument in sys.argv[2:]):
        try:
            if name in receivers:
                complete(an_order(int(number)), name)
            else:
                WAYS[name](int(number))
        except Exception as error:  # noqa: BLE001  # it is what is asked for
            raised[name] = type(error).__name__
    sys.stdout.write(json.dumps(raised))


if __name__ == "__main__":
    main()
