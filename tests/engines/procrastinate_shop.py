"""The shop on procrastinate, without Django: what the process of the orders and the worker both import."""

from __future__ import annotations

import os
from typing import Any

import psycopg
from procrastinate import App, PsycopgConnector

from tests.engines.databases import address
from tests.engines.shop import OrderCompleted, OrderService, an_order, order_completed, write_mail
from typedsignals.handover import Packed, hand_to, unpacked

app = App(connector=PsycopgConnector(conninfo=address(os.environ)))


@app.task
@unpacked
def send_mail(payload: OrderCompleted) -> None:
    write_mail(payload)


def complete(number: int) -> None:
    """Hand an order over by procrastinate's own connection, which commits at once."""
    with app.open(), order_completed.connected(hand_to(send_mail.defer)):
        order_completed.send(OrderService, an_order(number))


def complete_in_transaction(number: int, *, fails: bool = False) -> None:
    """Store an order and hand it over by a connection of the shop, which commits both or neither."""
    with psycopg.connect(address(os.environ)) as connection:

        def store(payload: Packed[OrderCompleted]) -> None:
            message: Any = payload  # what `configure` gives takes any JSON, and has forgotten the task's parameters
            send_mail.configure(connection=connection).defer(payload=message)

        with app.open(), order_completed.connected(hand_to(store)):
            connection.execute("INSERT INTO orders (number) VALUES (%s)", [number])
            order_completed.send(OrderService, an_order(number))
            if fails:
                raise RuntimeError("no money")
