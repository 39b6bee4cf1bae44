"""Processes that complete orders and are killed meanwhile: `python -m tests.engines.project.killed ENGINE KILLS`.

ENGINE is a module of this project. Prints what was committed and what was queued.
"""

from __future__ import annotations

import dataclasses
import importlib
import json
import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from itertools import count
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from tests.engines.kills import ROOM, ROOM_OF_ONE, Count, Moment  # noqa: E402
from tests.engines.processes import until  # noqa: E402
from tests.engines.project.models import Order  # noqa: E402
from tests.engines.shop import OrderService, an_order, order_completed  # noqa: E402

BEFORE = 2  # orders that are completed before the one at which a process dies
LONGEST = 0.05  # seconds in which a process that is killed at random has completed what it can


def die() -> None:
    """End as a process does that is out of memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def complete(number: int, dies: Moment | None) -> None:
    """Store an order and send it, in one transaction; or begin to."""
    with transaction.atomic():
        if dies is Moment.AFTER:
            transaction.on_commit(die)  # what is first runs first: the send's own waits behind it
        Order.objects.create(number=number)
        order_completed.send(OrderService, an_order(number))
        if dies is Moment.BEFORE:
            die()


def complete_orders(first: int, moment: Moment, tell: int) -> None:
    """Complete orders until this process is killed, or nobody is there any more who would."""
    parent = os.getppid()
    for number in count(first):
        complete(number, moment if number - first == BEFORE else None)
        os.write(tell, b"!") if number == first else None
        if os.getppid() != parent:
            return


def killed(first: int, moment: Moment) -> None:
    """Have a process complete orders, and die."""
    hear, tell = os.pipe()
    process = os.fork()
    if not process:
        try:
            complete_orders(first, moment, tell)
        except BaseException:  # noqa: BLE001  # it must not come back into the code of its parent
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(tell)
    assert os.read(hear, 1), "it has completed nothing"
    os.close(hear)
    if moment is Moment.RANDOM:
        time.sleep(random.uniform(0, LONGEST))
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def is_alone() -> bool:
    """Whether the database has noticed that all of them are dead."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return bool(cursor.fetchone() == (0,))


def main() -> None:
    """Have them killed with each receiver, at each moment; count afterwards."""
    engine: Any = importlib.import_module(f"tests.engines.project.{sys.argv[1]}")
    kills = int(sys.argv[2])
    plans = [(receiver, moment) for receiver in ("in_transaction", "after_commit") for moment in Moment]
    for place, (receiver, moment) in enumerate(plans):
        with order_completed.connected(engine.RECEIVERS[receiver]):
            for kill in range(kills):
                killed(place * ROOM + kill * ROOM_OF_ONE, moment)
    until(is_alone)
    orders, tasks = set(Order.objects.values_list("number", flat=True)), Counter[int](engine.queued())
    counts = []
    for place, (receiver, moment) in enumerate(plans):
        room = range(place * ROOM, (place + 1) * ROOM)
        stored = {number for number in orders if number in room}
        queued = {number: times for number, times in tasks.items() if number in room}
        counts.append(
            Count(
                receiver,
                moment,
                kills,
                room.start,
                orders=len(stored),
                lost=len(stored - queued.keys()),
                twice=sum(times > 1 for times in queued.values()),
                unknown=len(queued.keys() - stored),
            )
        )
    sys.stdout.write(json.dumps([dataclasses.asdict(each) for each in counts]))


if __name__ == "__main__":
    main()
