"""rq: what its worker does with what another process has handed over."""

from __future__ import annotations

from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from tests.engines.processes import BIN, running
from tests.engines.shop import FATAL, REDIS, an_order
from tests.engines.two_processes import OLD, UNFIT, assert_each_is_refused, complete, written
from tests.engines.versions import PARCEL, old_message

SHOP = "tests.engines.rq_shop"
TASKS = ("pack_parcel", "send_invoice", "thank")


def work(environment: dict[str, str]) -> str:
    """Have a worker do what there is to do; return what it says."""
    options = ("--burst", "--url", environment[REDIS], "--serializer", "rq.serializers.JSONSerializer")
    with running(BIN / "rq", "worker", *options, "mail", environment=environment) as worker:
        assert worker.ended() == 0
    return worker.said()


def test_the_worker_does_what_another_process_has_handed_over(environment: dict[str, str]) -> None:
    """Enqueued by a function of the shop, by a partial, and by rq's decorator."""
    complete(SHOP, 7, 8, environment=environment)
    assert written(environment) == {}
    work(environment)
    assert written(environment) == {order: [(task, repr(an_order(order))) for task in TASKS] for order in (7, 8)}


def test_what_was_killed_is_done_again_where_the_job_may_be_tried_again(environment: dict[str, str]) -> None:
    """Each job is done in a process of its own, and rq sees how that ends. `retry` says whether it begins anew."""
    complete(SHOP, FATAL, environment=environment)
    work(environment)
    tasks = [*TASKS, "send_invoice"]
    assert written(environment)[FATAL] == [(task, repr(an_order(FATAL))) for task in sorted(tasks)]


def test_a_message_of_another_version_is_taken_or_refused(environment: dict[str, str]) -> None:
    """What is new has a default, or the job fails."""
    with Redis.from_url(environment[REDIS]) as redis:
        queue = Queue("mail", connection=redis, serializer=JSONSerializer)
        for message in UNFIT.values():
            queue.enqueue(f"{SHOP}.take_back", payload=message)
        queue.enqueue(f"{SHOP}.ship", payload=old_message(OLD))
        said = work(environment)
        assert queue.failed_job_registry.count == len(UNFIT)
    assert written(environment) == {OLD: [("ship", f"{PARCEL} by post")]}
    assert_each_is_refused(said)
