"""Engines that keep their queue in the database of the shop: an order is completed in one process, a worker writes its mail."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.engines.databases import DJANGO_TASKS, PROCRASTINATE, Engine, Shop
from tests.engines.shop import an_order
from tests.engines.versions import PARCEL

# Orders by the way that each goes. These are stored and sent in one transaction,
STORED = {"in_transaction": 1, "after_commit": 2, "to_a_coroutine": 3, "with_context": 4, "to_another_queue": 5}
# and these are only sent.
SENT = {"from_a_loop": 6, "by_keywords": 7, "odd_values": 8}
# Of these, neither an order nor a mail is left.
FAILED = {"rolled_back": 10, "unpackable": 20, "unpackable_after_commit": 21}
UNHEARD = 25
OLD = 30
DYING = 40


QUEUES = {
    DJANGO_TASKS: "SELECT queue_name FROM django_tasks_database_dbtaskresult ORDER BY queue_name",
    PROCRASTINATE: "SELECT queue_name FROM procrastinate_jobs ORDER BY queue_name",
}


@dataclass(frozen=True)
class Case:
    """A shop whose orders were completed: what was raised, what was queued, and what the worker said that then did it."""

    shop: Shop
    engine: Engine
    raised: Mapping[str, str]
    queues: list[str]
    said: str


def opened(engine: Engine, database: Mapping[str, str], folder: Path) -> Case:
    """Complete an order by each way, and have a worker do what there is to do."""
    shop = Shop.opened(database, folder)
    raised = shop.sell(engine.module, **STORED, **SENT, **FAILED, unpackable_robust=UNHEARD, as_it_used_to_be=OLD)
    assert shop.mails() == {}
    queues = [queue for (queue,) in shop.rows(QUEUES[engine])]
    return Case(shop, engine, raised, queues, shop.manage(*engine.worker))


@pytest.fixture(scope="module")
def tasks_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Case:
    database = {"SHOP_DATABASE": str(tmp_path_factory.mktemp("database") / "shop.sqlite3")}
    return opened(DJANGO_TASKS, database, tmp_path_factory.mktemp("mails"))


@pytest.fixture(scope="module")
def tasks_on_postgresql(new_database: Callable[[], dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Case:
    return opened(DJANGO_TASKS, new_database(), tmp_path_factory.mktemp("mails"))


@pytest.fixture(scope="module")
def jobs_on_postgresql(new_database: Callable[[], dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Case:
    return opened(PROCRASTINATE, new_database(), tmp_path_factory.mktemp("mails"))


@pytest.fixture(params=["tasks_on_sqlite", "tasks_on_postgresql", "jobs_on_postgresql"])
def case(request: pytest.FixtureRequest) -> Case:
    """Each engine on each database that it knows."""
    found: Case = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["tasks_on_sqlite", "tasks_on_postgresql"])
def tasks(request: pytest.FixtureRequest) -> Case:
    """Django's tasks on each database."""
    found: Case = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["tasks_on_postgresql", "jobs_on_postgresql"])
def on_postgresql(request: pytest.FixtureRequest) -> Case:
    """Each engine on PostgreSQL."""
    found: Case = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize(("way", "number"), [*STORED.items(), ("from_a_loop", SENT["from_a_loop"])])
def test_the_mail_of_each_order_is_written_once(case: Case, way: str, number: int) -> None:
    """By the worker, and of what was sent."""
    (mail,) = case.shop.mails()[number]
    assert mail.payload == repr(an_order(number))


def test_keywords_arrive(case: Case) -> None:
    """In an ordinary task."""
    (mail,) = case.shop.mails()[SENT["by_keywords"]]
    assert mail.payload == "too late"


def test_values_come_out_equal_however_the_database_keeps_them(case: Case) -> None:
    """PostgreSQL sorts the keys of a dictionary, and writes a large float as an integer."""
    (mail,) = case.shop.mails()[SENT["odd_values"]]
    assert mail.payload == "as it was"


def test_what_the_engine_is_told_is_kept(case: Case) -> None:
    """Here, in which queue one of them is; and of those that failed nothing is in any."""
    assert case.queues == ["default"] * (len(STORED) - 1 + len(SENT) + 2) + ["mail"]


def test_where_the_transaction_fails_nothing_is_left(case: Case) -> None:
    """Be it after the send, or because the payload cannot be packed: also where it would be handed over after the commit."""
    assert case.raised == {
        "rolled_back": "RuntimeError",
        "unpackable": "PackingError",
        "unpackable_after_commit": "PackingError",
    }
    stored = {*STORED.values(), UNHEARD}
    assert stored <= case.shop.orders() <= stored | {DYING}
    assert case.shop.mails().keys() <= {*STORED.values(), *SENT.values(), OLD, DYING}


def test_a_robust_send_stores_an_order_without_a_mail(case: Case) -> None:
    """What could not be packed is logged, and nobody is kept from committing."""
    assert UNHEARD in case.shop.orders() and "unpackable_robust" not in case.raised
    assert UNHEARD not in case.shop.mails()


def test_what_the_database_refuses_fails_at_the_send(on_postgresql: Case) -> None:
    """A text with a NUL, which PostgreSQL does not keep: the order is not stored either."""
    shop = on_postgresql.shop
    assert shop.sell(on_postgresql.engine.module, refused_by_the_database=50).keys() == {"refused_by_the_database"}
    assert 50 not in shop.orders()


def test_an_old_message_is_taken_where_what_is_new_has_a_default(case: Case) -> None:
    """It waited in the queue while another version of the shop was installed."""
    (mail,) = case.shop.mails()[OLD]
    assert mail.payload == f"{PARCEL} by post"


def test_django_keeps_what_is_wrong_with_an_old_message(tasks: Case) -> None:
    """Its task has not begun; the error names the field and shows no value."""
    query = "SELECT exception_class_path, traceback FROM django_tasks_database_dbtaskresult WHERE status = 'FAILED'"
    ((error, traceback),) = tasks.shop.rows(query)
    assert error == "typedsignals.handover.MessageError"
    assert "refund" in traceback and "missing required field `reason`" in traceback
    assert PARCEL not in traceback


def test_procrastinate_says_what_is_wrong_with_an_old_message(jobs_on_postgresql: Case) -> None:
    """In the worker's log; the values there are in the lines of the engine, not in the error."""
    assert jobs_on_postgresql.shop.rows("SELECT task_name FROM procrastinate_jobs WHERE status = 'failed'") == [
        ("tests.engines.project.jobs.refund",)
    ]
    (error,) = [line for line in jobs_on_postgresql.said.splitlines() if "MessageError: " in line]
    assert "refund" in error and "missing required field `reason`" in error
    assert PARCEL not in error


def test_django_never_does_what_a_killed_worker_has_begun(tasks: Case) -> None:
    """The row says for ever that it runs: no other worker takes it."""
    assert tasks.shop.sell("tasks", to_one_that_dies=DYING) == {}
    tasks.shop.manage(*DJANGO_TASKS.worker, code=-signal.SIGKILL)
    tasks.shop.manage(*DJANGO_TASKS.worker)
    query = "SELECT status FROM django_tasks_database_dbtaskresult WHERE task_path LIKE '%.die'"
    assert tasks.shop.rows(query) == [("RUNNING",)]
    assert len(tasks.shop.mails()[DYING]) == 1


def test_procrastinate_can_be_told_to_do_again_what_a_killed_worker_has_begun(jobs_on_postgresql: Case) -> None:
    """No other worker takes it by itself. It has begun twice then, in two processes."""
    shop = jobs_on_postgresql.shop
    assert shop.sell("jobs", to_one_that_dies=DYING) == {}
    query = "SELECT status::text FROM procrastinate_jobs WHERE task_name LIKE '%.die_once'"
    shop.manage(*PROCRASTINATE.worker, code=-signal.SIGKILL)
    shop.manage(*PROCRASTINATE.worker)
    assert shop.rows(query) == [("doing",)]
    assert shop.sell("jobs", retry_stalled=0) == {}
    shop.manage(*PROCRASTINATE.worker)
    assert shop.rows(query) == [("succeeded",)]
    first, second = shop.mails()[DYING]
    assert first.payload == second.payload == repr(an_order(DYING))
    assert first.process != second.process
