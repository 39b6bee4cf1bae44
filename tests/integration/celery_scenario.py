"""A worker of Celery that does all that makes signals be sent, without a broker: `python celery_scenario.py POOL REPORT`.

POOL is `solo`, with beat behind it, or `prefork`, with Celery's own logging.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from celery import Celery, signals
from celery.beat import Scheduler, Service
from celery.exceptions import Ignore
from click import Option

from tests.integration.contracts import write_down

POOL, REPORT = sys.argv[1], Path(sys.argv[2])
WORKER = os.getpid()
app = Celery("shop", broker="memory://", backend="cache+memory://")
app.conf.update(worker_hijack_root_logger=False, worker_redirect_stdouts=False)
app.user_options["preload"].add(Option(["--shop"]))


@app.task(bind=True, max_retries=1)
def pack(self: Any, order_id: int) -> str:
    """Succeed; of order 13, fail; of order 1, be tried again; of order 0, say nothing."""
    match order_id, self.request.retries:
        case 1, 0:
            raise self.retry(countdown=0)
        case 13, _:
            raise KeyError(order_id)
        case 0, _:
            raise Ignore
    return f"order {order_id}"


@app.task
def lose() -> None:
    """Never run: Celery fails before."""


@app.task
def close() -> None:
    """End the worker."""
    os.kill(WORKER, signal.SIGTERM)


def fail(task_id: str, task: Any) -> None:
    """Fail as Celery, not as a task."""
    if task.name == lose.name:
        raise LookupError(task_id)


def publish(**_: Any) -> None:
    """Give the worker something to do, as soon as it is ready."""
    for order in (7, 1, 13, 0):
        pack.delay(order)
    pack.apply_async((8,), expires=-1)
    lose.delay()
    app.send_task("shop.unpack", [1])
    with app.producer_or_acquire() as producer:
        producer.publish("no task", routing_key="celery", serializer="json")
    close.delay()


def connect(signal: Any, hear: Any) -> None:
    """Connect to all; but where `setup_logging` has a receiver, Celery does nothing of its own."""
    if signal is not signals.setup_logging or POOL == "solo":
        signal.connect(hear, weak=False)


def main() -> None:
    """Run the worker until it is told to end, and then beat."""
    write_down("celery", REPORT, connect)
    signals.worker_ready.connect(publish)
    vars(app.loader)["on_task_init"] = fail
    sys.argv = ["celery", "worker"]  # what Celery makes titles of
    options = ["--shop=north", f"--pool={POOL}", "--concurrency=1", "--without-gossip", "--without-mingle"]
    try:
        app.worker_main(["worker", *options])
    except SystemExit as stopped:
        if stopped.code:
            raise
    if POOL == "solo":
        signals.beat_embedded_init.connect(lambda sender, **_: sender.stop(), weak=False)
        Service(app, scheduler_cls=Scheduler).start(embedded_process=True)


main()
