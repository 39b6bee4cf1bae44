"""dramatiq with Redis: what its worker does with what another process has handed over."""

from __future__ import annotations

from typing import Any

from dramatiq import Message
from dramatiq.brokers.redis import RedisBroker

from tests.engines.processes import BIN, running
from tests.engines.shop import FATAL, PATIENCE, REDIS, an_order
from tests.engines.two_processes import OLD, UNFIT, assert_each_is_refused, complete, wait_for_lines, written
from tests.engines.versions import PARCEL, old_message

SHOP = "tests.engines.dramatiq_shop"
WORKER = (BIN / "dramatiq", SHOP, "--processes", "1", "--threads", "1")


def test_the_worker_does_what_another_process_has_handed_over(environment: dict[str, str]) -> None:
    """In the queue of the actor."""
    complete(SHOP, 7, 8, environment=environment)
    assert written(environment) == {}
    with running(*WORKER, environment=environment) as worker:
        wait_for_lines(2, worker, environment=environment)
    assert written(environment) == {order: [("send_invoice", repr(an_order(order)))] for order in (7, 8)}


def test_what_a_killed_worker_had_in_hand_is_done_by_the_next(environment: dict[str, str]) -> None:
    """Once it has been silent for long enough. Nothing is lost; what was in the middle is done twice."""
    environment[PATIENCE] = "1"
    complete(SHOP, FATAL, environment=environment)
    with running(*WORKER, environment=environment) as killed:
        assert killed.ended() != 0
    assert len(written(environment)[FATAL]) == 1
    with running(*WORKER, environment=environment) as worker:
        wait_for_lines(2, worker, environment=environment)
    assert written(environment) == {FATAL: [("send_invoice", repr(an_order(FATAL)))] * 2}


def test_a_message_of_another_version_is_taken_or_refused(environment: dict[str, str]) -> None:
    """What is new has a default, or the message is refused, once, as the actor's `retry_when` says."""
    make_broker: Any = RedisBroker
    broker = make_broker(url=environment[REDIS])
    for message in UNFIT.values():
        broker.enqueue(Message("default", "take_back", (), {"payload": message}, {}))
    broker.enqueue(Message("default", "ship", (), {"payload": old_message(OLD)}, {}))
    broker.close()
    with running(*WORKER, environment=environment) as worker:
        wait_for_lines(1, worker, environment=environment)
    assert written(environment) == {OLD: [("ship", f"{PARCEL} by post")]}
    assert_each_is_refused(worker.said())
    assert "Retrying" not in worker.said()
