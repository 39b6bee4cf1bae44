"""Celery with Redis: an order is completed in one process, and the worker writes its mail in another."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.engines.processes import BIN, finished, running, until
from tests.engines.shop import MAILS, Mail, an_order, mails

SHOP = "tests.engines.celery_shop"
COMPLETE = (sys.executable, "-m", "tests.engines.complete", SHOP)
WORKER = (BIN / "celery", "-A", SHOP, "worker", "--pool", "solo", "-Q", "celery,mail", "--without-mingle")


def test_the_worker_writes_the_mails_of_orders_that_another_process_has_completed(environment: dict[str, str]) -> None:
    """By a shared task, by a bound one that is tried again, and by one with the queue of a signature."""
    tasks, orders = {"send_invoice", "pack_parcel", "thank"}, (7, 8)
    finished(*COMPLETE, *map(str, orders), environment=environment)
    folder = Path(environment[MAILS])
    with running(*WORKER, environment=environment) as worker:
        until(lambda: sum(map(len, mails(folder).values())) == len(tasks) * len(orders), worker)
    assert {order: set(lines) for order, lines in mails(folder).items()} == {
        order: {Mail(worker.process.pid, task, repr(an_order(order))) for task in tasks} for order in orders
    }
