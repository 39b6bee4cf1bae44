"""The Django project of the shop on a database: what it is told to do, and what is found in its tables afterwards."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from tests.engines.processes import LIMIT, finished, running
from tests.engines.shop import MAILS, Mail, mails
from tests.integration import postgres


@dataclass(frozen=True)
class Engine:
    """What it is called, its module of the project, its method, and its worker: the command that ends when all is done."""

    title: str
    module: str
    method: str
    worker: tuple[str, ...] = ()


DJANGO_TASKS = Engine(
    "django-tasks-db", "tasks", "enqueue", ("db_worker", "--batch", "--no-startup-delay", "--queue-name=*")
)
PROCRASTINATE = Engine("procrastinate", "jobs", "defer", ("procrastinate", "worker", "--one-shot", "--concurrency=1"))
CELERY = Engine("Celery", "messages", "delay")


@dataclass(frozen=True)
class Shop:
    """One with tables of its own."""

    environment: Mapping[str, str]
    folder: Path

    @classmethod
    def opened(cls, database: Mapping[str, str], folder: Path) -> Shop:
        """Make the tables, and keep the mails in a folder."""
        settings = {"DJANGO_SETTINGS_MODULE": "tests.engines.project.settings", MAILS: str(folder)}
        shop = cls({**database, **settings}, folder)
        shop.manage("migrate", "--run-syncdb", "--verbosity=0")
        return shop

    def manage(self, *arguments: str, code: int = 0, limit: float = LIMIT) -> str:
        """Run a command of the project until it ends, with this code; return what it has printed."""
        with running(sys.executable, "-m", "django", *arguments, environment=self.environment) as program:
            assert program.process.wait(limit) == code, program.said()
            return program.said()

    def sell(self, engine: str, **ways: int) -> dict[str, str]:
        """Complete orders in a process, one by each way; return what was raised."""
        orders = [f"{way}={number}" for way, number in ways.items()]
        command = [sys.executable, "-m", "tests.engines.project.sell", engine, *orders]
        raised: dict[str, str] = json.loads(finished(*command, environment=self.environment))
        return raised

    def orders(self) -> set[int]:
        """Return the numbers of the orders that were committed."""
        return {number for (number,) in self.rows("SELECT number FROM project_order")}

    def mails(self) -> dict[int, list[Mail]]:
        """Return the mails that were written."""
        return mails(self.folder)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the database."""
        if "SHOP_DATABASE" in self.environment:
            with closing(sqlite3.connect(self.environment["SHOP_DATABASE"])) as connection:
                return connection.execute(query).fetchall()
        with psycopg.connect(address(self.environment)) as connection:
            return connection.execute(query.encode()).fetchall()


@contextmanager
def postgresql(programs: Path) -> Generator[Callable[[], dict[str, str]]]:
    """Run a server that makes databases: what comes back are the environment variables that lead to a new one."""
    numbers = count(1)
    with postgres.server(programs) as server:

        def new() -> dict[str, str]:
            made = {**server, "PGDATABASE": f"shop_{next(numbers)}"}
            with psycopg.connect(address({**server, "PGDATABASE": "shop_shop"}), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {made['PGDATABASE']}".encode())
            return made

        yield new


def address(environment: Mapping[str, str]) -> str:
    """Say where a PostgreSQL database is, as its own programs are told."""
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "dbname": "PGDATABASE"}
    return " ".join(f"{name}={environment[variable]}" for name, variable in names.items())
