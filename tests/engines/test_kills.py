"""Processes that are killed while they complete orders: nothing is lost where the queue is in their transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from tests.engines.databases import CELERY, DJANGO_TASKS, PROCRASTINATE
from tests.engines.kills import Count, Moment, count
from tests.engines.shop import REDIS

KILLS = 5
COMPLETED = 2 * KILLS  # orders that were complete before those at which the processes died

NewDatabase: TypeAlias = Callable[[], dict[str, str]]
Counts: TypeAlias = dict[tuple[str, str], Count]


def by_plan(counts: list[Count]) -> Counts:
    return {(each.receiver, each.moment): each for each in counts}


@pytest.fixture(scope="module")
def tasks_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Counts:
    database = {"SHOP_DATABASE": str(tmp_path_factory.mktemp("database") / "shop.sqlite3")}
    return by_plan(count(DJANGO_TASKS, database, KILLS, tmp_path_factory.mktemp("mails")))


@pytest.fixture(scope="module")
def tasks_on_postgresql(new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Counts:
    return by_plan(count(DJANGO_TASKS, new_database(), KILLS, tmp_path_factory.mktemp("mails")))


@pytest.fixture(scope="module")
def jobs_on_postgresql(new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Counts:
    return by_plan(count(PROCRASTINATE, new_database(), KILLS, tmp_path_factory.mktemp("mails")))


@pytest.fixture(params=["tasks_on_sqlite", "tasks_on_postgresql", "jobs_on_postgresql"])
def counts(request: pytest.FixtureRequest) -> Counts:
    """What was found with each engine that keeps its queue in a database."""
    found: Counts = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("moment", Moment)
def test_in_the_senders_transaction_nothing_is_lost(counts: Counts, moment: Moment) -> None:
    """Each order that was committed has one task, which the worker runs once; no other order has any."""
    found = counts["in_transaction", moment]
    assert (found.lost, found.twice, found.unknown) == (0, 0, 0)
    assert found.once == found.orders
    assert found.orders >= KILLS


def test_the_moments_are_what_they_are_called(counts: Counts) -> None:
    """The last order of each process is there, or it is not."""
    for receiver in ("in_transaction", "after_commit"):
        assert counts[receiver, Moment.BEFORE].orders == COMPLETED
        assert counts[receiver, Moment.AFTER].orders == COMPLETED + KILLS


def test_between_the_commit_and_what_waits_for_it_one_order_is_lost_at_each_kill(counts: Counts) -> None:
    """It is stored, and nobody will write its mail."""
    found = counts["after_commit", Moment.AFTER]
    assert (found.lost, found.twice, found.unknown) == (KILLS, 0, 0)
    assert found.once == COMPLETED


@pytest.mark.parametrize("moment", [Moment.BEFORE, Moment.RANDOM])
def test_what_waits_for_the_commit_is_never_too_much(counts: Counts, moment: Moment) -> None:
    """At most one is lost at each kill, and none before the commit; what was queued is run once."""
    found = counts["after_commit", moment]
    assert found.lost <= (KILLS if moment is Moment.RANDOM else 0)
    assert (found.twice, found.unknown) == (0, 0)
    assert found.once == found.orders - found.lost


def test_a_queue_elsewhere_has_too_little_or_too_much(
    new_database: NewDatabase, redis_address: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What waits for the commit is lost after it; what does not wait is sent of orders that were never stored."""
    servers = {**new_database(), REDIS: redis_address}
    counts = by_plan(count(CELERY, servers, KILLS, tmp_path_factory.mktemp("mails")))
    found = {plan: (each.lost, each.unknown) for plan, each in counts.items() if plan[1] != Moment.RANDOM}
    assert found == {
        ("after_commit", Moment.BEFORE): (0, 0),
        ("after_commit", Moment.AFTER): (KILLS, 0),
        ("in_transaction", Moment.BEFORE): (0, KILLS),
        ("in_transaction", Moment.AFTER): (0, 0),
    }
