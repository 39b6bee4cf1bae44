"""taskiq with Redis, from an asynchronous signal: what its worker does with what another process has handed over."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from redis import Redis
from taskiq.kicker import AsyncKicker
from taskiq_redis import RedisStreamBroker

from tests.engines.processes import BIN, running, until
from tests.engines.shop import FATAL, PATIENCE, REDIS, an_order
from tests.engines.two_processes import OLD, UNFIT, assert_each_is_refused, complete, wait_for_lines, written
from tests.engines.versions import PARCEL, old_message

SHOP = "tests.engines.taskiq_shop"
TASKS = ("pack_parcel", "send_invoice")
WORKER = (BIN / "taskiq", "worker", "--workers", "1", f"{SHOP}:broker")


def test_the_worker_does_what_another_process_has_handed_over(environment: dict[str, str]) -> None:
    """By an async function, and by a plain one in a thread."""
    complete(SHOP, 7, 8, environment=environment)
    assert written(environment) == {}
    with running(*WORKER, environment=environment) as worker:
        wait_for_lines(4, worker, environment=environment)
    assert written(environment) == {order: [(task, repr(an_order(order))) for task in TASKS] for order in (7, 8)}


def test_what_a_killed_worker_had_in_hand_is_done_by_the_next(environment: dict[str, str]) -> None:
    """That one is started by taskiq; it looks for what is left when something new comes. What was in the middle is done twice."""
    environment[PATIENCE] = "1"
    complete(SHOP, FATAL, environment=environment)
    with running(*WORKER, environment=environment) as worker, Redis.from_url(environment[REDIS]) as redis:
        wait_for_lines(1, worker, environment=environment)
        until(lambda: redis.xpending_range("taskiq", "taskiq", "-", "+", 1, idle=1000), worker)
        complete(SHOP, 7, environment=environment)
        wait_for_lines(5, worker, environment=environment)
    (first, *others) = written(environment)[FATAL]
    assert len(others) == 2
    assert {first, *others} == {(task, repr(an_order(FATAL))) for task in TASKS}


def test_a_message_of_another_version_is_taken_or_refused(environment: dict[str, str]) -> None:
    """What is new has a default, or the message is refused."""

    async def send() -> None:
        async with AsyncExitStack() as stack:
            broker = RedisStreamBroker(environment[REDIS])
            await broker.startup()
            stack.push_async_callback(broker.shutdown)
            for message in UNFIT.values():
                await AsyncKicker[..., None](f"{SHOP}:take_back", broker, {}).kiq(payload=message)
            await AsyncKicker[..., None](f"{SHOP}:ship", broker, {}).kiq(payload=old_message(OLD))

    asyncio.run(send())
    with running(*WORKER, environment=environment) as worker:
        wait_for_lines(1, worker, environment=environment)
    assert written(environment) == {OLD: [("ship", f"{PARCEL} by post")]}
    assert_each_is_refused(worker.said())
