"""Celery with Redis: what its worker does with what another process has handed over."""

from __future__ import annotations

import signal

from celery import Celery

from tests.engines.processes import BIN, running
from tests.engines.shop import FATAL, PATIENCE, REDIS, an_order
from tests.engines.two_processes import OLD, UNFIT, assert_each_is_refused, complete, wait_for_lines, written
from tests.engines.versions import PARCEL, old_message
from typedsignals.handover import pack

SHOP = "tests.engines.celery_shop"
TASKS = ("pack_parcel", "send_invoice", "thank")
WORKER = (BIN / "celery", "-A", SHOP, "worker", "--pool", "solo", "-Q", "celery,mail", "--without-mingle")
PREFORK = (BIN / "celery", "-A", SHOP, "worker", "--concurrency", "1", "--without-mingle")


def test_the_worker_does_what_another_process_has_handed_over(environment: dict[str, str]) -> None:
    """By a shared task, by bound ones that are tried again, and into the queue of a route or of a signature."""
    complete(SHOP, 7, 8, environment=environment)
    assert written(environment) == {}
    with running(*WORKER, environment=environment) as worker:
        wait_for_lines(6, worker, environment=environment)
    assert written(environment) == {order: [(task, repr(an_order(order))) for task in TASKS] for order in (7, 8)}


def test_what_a_killed_worker_had_in_hand_is_done_by_the_next(environment: dict[str, str]) -> None:
    """With `acks_late`, once it has been invisible for long enough. Nothing is lost; what was in the middle is done twice."""
    environment[PATIENCE] = "1"
    complete(SHOP, FATAL, environment=environment)
    with running(*WORKER, environment=environment) as killed:
        assert killed.ended() == -signal.SIGKILL
    (first,) = written(environment)[FATAL]
    with running(*WORKER, environment=environment) as worker:
        wait_for_lines(4, worker, environment=environment)
    assert written(environment)[FATAL] == sorted([first, *((task, repr(an_order(FATAL))) for task in TASKS)])


def test_what_a_killed_child_had_in_hand_is_done_by_another(environment: dict[str, str]) -> None:
    """Of the pool that Celery has by default, with `reject_on_worker_lost` beside `acks_late`; with either alone it is lost."""
    with Celery("one task", broker=environment[REDIS], set_as_current=False) as app:
        app.send_task(f"{SHOP}.send_invoice", kwargs={"payload": pack(an_order(FATAL))})
    with running(*PREFORK, environment=environment) as worker:
        wait_for_lines(2, worker, environment=environment)
    assert written(environment)[FATAL] == [("send_invoice", repr(an_order(FATAL)))] * 2


def test_a_message_of_another_version_is_taken_or_refused(environment: dict[str, str]) -> None:
    """What is new has a default, or the message is refused, once, even by a task that is tried again after any exception."""
    with Celery("old shop", broker=environment[REDIS], set_as_current=False) as app:
        for message in UNFIT.values():
            app.send_task(f"{SHOP}.take_back", kwargs={"payload": message})
        app.send_task(f"{SHOP}.ship", kwargs={"payload": old_message(OLD)})
    with running(*WORKER, environment=environment) as worker:
        wait_for_lines(1, worker, environment=environment)
    assert written(environment) == {OLD: [("ship", f"{PARCEL} by post")]}
    assert_each_is_refused(worker.said())
    assert "Retry in" not in worker.said()
