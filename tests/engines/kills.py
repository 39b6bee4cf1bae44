"""How many tasks are lost where the process that completes orders is killed: `python -m tests.engines.kills [--kills 200]`.

A process completes order after order: in one transaction, it stores the order and sends it. It is killed with SIGKILL.
Afterwards the worker does what is in the queue.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path

from tests.engines import databases, redis_server
from tests.engines.databases import CELERY, DJANGO_TASKS, PROCRASTINATE, Engine, Shop
from tests.engines.processes import finished
from tests.engines.shop import REDIS
from tests.integration import postgres

ROOM = 100_000_000  # numbers of orders, for all kills with one receiver at one moment
ROOM_OF_ONE = 10_000  # and for one kill
LONG = 4 * 3600.0  # seconds, for two hundred kills of each kind and what the worker has to do then


class Moment(StrEnum):
    """When a process is killed."""

    BEFORE = "before the commit"  # and after the send
    AFTER = "after the commit"  # at once, so before what waits for it
    RANDOM = "at random"


@dataclass(frozen=True)
class Count:
    """What was found of the orders that were completed with one receiver, by processes that were killed at one moment."""

    receiver: str
    moment: str
    kills: int
    first: int
    orders: int  # that were committed
    lost: int  # of these, without a task
    twice: int  # with two or more
    unknown: int  # tasks without an order
    once: int = 0  # orders whose task was run once when the worker had done all


def count(engine: Engine, servers: Mapping[str, str], kills: int, folder: Path) -> list[Count]:
    """Kill as many processes with each receiver at each moment, and have the worker do what is left."""
    shop = Shop.opened(servers, folder)
    command = (sys.executable, "-m", "tests.engines.project.killed", engine.module, str(kills))
    counts = json.loads(finished(*command, environment=shop.environment, limit=LONG))
    if engine.worker:
        shop.manage(*engine.worker, limit=LONG)
    mails = shop.mails()
    once = [number for number, lines in mails.items() if len(lines) == 1]
    return [
        replace(each, once=sum(each.first <= number < each.first + ROOM for number in once))
        for each in (Count(**found) for found in counts)
    ]


def all_counts(kills: int, engines: list[str]) -> Iterator[tuple[Engine, str, list[Count]]]:
    """Count for each engine, with each database that it can be used with; say which servers are missing."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="shop-kills-")))

        def folder(name: str) -> Path:
            (home / name).mkdir()
            return home / name

        if DJANGO_TASKS.title in engines:
            sqlite = {"SHOP_DATABASE": str(home / "shop.sqlite3")}
            yield DJANGO_TASKS, "SQLite", count(DJANGO_TASKS, sqlite, kills, folder("sqlite"))
        programs, redis = postgres.programs(), redis_server.program()
        if programs is None:
            sys.stderr.write("no PostgreSQL on this machine\n")
            return
        new_database = stack.enter_context(databases.postgresql(programs))
        for engine in (DJANGO_TASKS, PROCRASTINATE):
            if engine.title in engines:
                yield engine, "PostgreSQL", count(engine, new_database(), kills, folder(f"{engine.module}-postgresql"))
        if CELERY.title in engines and redis is None:
            sys.stderr.write("no redis-server on this machine\n")
        elif CELERY.title in engines and redis is not None:
            servers = {**new_database(), REDIS: stack.enter_context(redis_server.server(redis))}
            yield CELERY, "PostgreSQL, Redis", count(CELERY, servers, kills, folder("celery"))


def main() -> None:
    """Count, and print a table."""
    from rich.console import Console
    from rich.table import Table

    known = [engine.title for engine in (DJANGO_TASKS, PROCRASTINATE, CELERY)]
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=20, help="with each receiver, at each moment")
    parser.add_argument("--engine", action="append", choices=known, help="this one, not all")
    arguments = parser.parse_args()
    columns = ("engine", "receiver", "killed", "kills", "orders", "lost", "twice", "without an order", "run once")
    table = Table(*columns)
    for engine, where, counts in all_counts(arguments.kills, arguments.engine or known):
        for each in counts:
            receiver = f"task.{engine.method}"
            if each.receiver == "after_commit":
                receiver = f"after_commit({receiver})"
            numbers = (
                each.kills,
                each.orders,
                each.lost,
                each.twice,
                each.unknown,
                each.once if engine.worker else "-",
            )
            table.add_row(f"{engine.title}, {where}", f"hand_to({receiver})", each.moment, *map(str, numbers))
    console = Console(width=160)
    console.print(table)
    packages = ("Django", "django-tasks-db", "procrastinate", "celery", "msgspec")
    console.print(
        f"Python {platform.python_version()}", *(f"{package} {version(package)}" for package in packages), sep=", "
    )


if __name__ == "__main__":
    main()
