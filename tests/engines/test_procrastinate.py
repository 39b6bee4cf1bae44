"""procrastinate without Django: an order is completed in one process, and the worker writes its mail in another."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.engines.databases import address
from tests.engines.processes import BIN, LIMIT, finished, running
from tests.engines.shop import MAILS, Mail, an_order, mails

SHOP = "tests.engines.procrastinate_shop"
COMMAND = (BIN / "procrastinate", f"--app={SHOP}.app")
WORKER = (*COMMAND, "worker", "--one-shot")


@pytest.fixture
def environment(new_database: Callable[[], dict[str, str]], tmp_path: Path) -> dict[str, str]:
    """A database with the tables of procrastinate and of the shop, and a folder for mails."""
    environment = {**new_database(), MAILS: str(tmp_path)}
    finished(*COMMAND, "schema", "--apply", environment=environment)
    with psycopg.connect(address(environment)) as connection:
        connection.execute("CREATE TABLE orders (number integer PRIMARY KEY)")
    return environment


def test_the_queue_is_in_the_transaction_of_a_connection_that_it_is_given(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """Without one, it has a connection of its own, and commits at once."""
    steps = [
        f"from {SHOP} import complete, complete_in_transaction",
        "from contextlib import suppress",
        "complete(7)",
        "complete_in_transaction(8)",
        "with suppress(RuntimeError): complete_in_transaction(9, fails=True)",
    ]
    finished(sys.executable, "-c", "\n".join(steps), environment=environment)
    with psycopg.connect(address(environment)) as connection:
        assert connection.execute("SELECT number FROM orders").fetchall() == [(8,)]
    with running(*WORKER, environment=environment) as worker:
        assert worker.process.wait(LIMIT) == 0, worker.said()
    assert mails(tmp_path) == {
        number: [Mail(worker.process.pid, "send_invoice", repr(an_order(number)))] for number in (7, 8)
    }
