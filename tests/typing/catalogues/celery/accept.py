from __future__ import annotations

import logging
from collections.abc import Callable
from types import TracebackType
from typing import Any

from celery import Celery, Task, signals
from celery.app.task import Context
from celery.app.utils import Settings
from celery.apps.worker import Worker
from celery.beat import Service
from celery.concurrency.asynpool import AsynPool
from celery.concurrency.eventlet import TaskPool
from celery.exceptions import Retry
from celery.signals import (
    after_task_publish,
    before_task_publish,
    celeryd_init,
    setup_logging,
    task_failure,
    task_postrun,
    task_prerun,
    worker_ready,
)
from celery.worker.consumer import Consumer
from celery.worker.heartbeat import Heart
from celery.worker.request import Request
from celery.worker.worker import WorkController
from kombu.message import Message

app = Celery("shop")


@app.task
def pack(order_id: int) -> str:
    return f"order {order_id}"


@task_prerun.connect
def note_start(task_id: str, task: Task[..., Any], **kwargs: Any) -> None: ...


@task_prerun.connect
def note_all(
    signal: object, sender: Task[..., Any], task_id: str, task: Task[..., Any], args: list[Any] | tuple[Any, ...], **rest: object
) -> None: ...


@task_prerun.connect()
def note_nothing(**kwargs: Any) -> None: ...


@task_prerun.connect(sender=pack)
def note_pack(sender: Task[..., Any], **kwargs: Any) -> None: ...


@task_postrun.connect(sender=pack, weak=False, dispatch_uid="shop.pack", retry=True)
def note_end(state: str | None, retval: Any, **kwargs: Any) -> int:
    return 1


@task_failure.connect
def report(
    sender: Task[..., Any], exception: Exception, traceback: TracebackType | str | None, depth: int = 3, **kwargs: Any
) -> None: ...


class Log:
    def __init__(self) -> None:
        task_prerun.connect(self.started)
        task_prerun.connect(self.started, sender=pack, weak=False)
        task_prerun.connect(lambda **kwargs: None, weak=False)

    def started(self, task_id: str, **kwargs: Any) -> None: ...

    @before_task_publish.connect(sender="shop.pack")
    @staticmethod
    def stamp(sender: str, headers: dict[str, Any], **kwargs: Any) -> None: ...


# What `connect` gives back is what it was given.
note_start("5f2a", task=app.Task())
note_pack(app.Task())
number: int = note_end("SUCCESS", 1)
assert task_prerun.disconnect(note_pack, sender=pack)
task_prerun.send(sender=pack, task_id="5f2a")
assert task_prerun.has_listeners()


@celeryd_init.connect(sender="worker1@shop")
def configure(sender: str, instance: Worker, conf: Settings, options: dict[str, Any], **kwargs: Any) -> None: ...


@setup_logging.connect
def no_logging(sender: None, loglevel: int, logfile: str | None, format: str, **kwargs: Any) -> None: ...


@after_task_publish.connect
def published(sender: str, body: Any, headers: dict[str, Any], **kwargs: Any) -> None: ...


@worker_ready.connect
def ready(sender: Consumer, **kwargs: Any) -> None: ...


@signals.before_task_publish.connect
def publish(
    exchange: str, routing_key: str | None, properties: dict[str, Any], retry_policy: dict[str, Any] | None, **kwargs: Any
) -> None: ...
@signals.task_sent.connect
def sent(sender: str, task_id: str, task: str, eta: str | None, **kwargs: Any) -> None: ...
@signals.task_received.connect
def received(sender: Consumer, request: Request, **kwargs: Any) -> None: ...
@signals.task_success.connect
def success(sender: Task[..., Any], result: Any, runtime: float = 0.0, **kwargs: Any) -> None: ...
@signals.task_retry.connect
def retried(request: Context, reason: Retry | None = None, **kwargs: Any) -> None: ...
@signals.task_internal_error.connect
def broken(request: dict[str, Any] | None, exception: Exception, **kwargs: Any) -> None: ...
@signals.task_revoked.connect
def revoked(request: Context, terminated: bool, signum: int | None, expired: bool | None, **kwargs: Any) -> None: ...
@signals.task_rejected.connect
def rejected(message: Message, exc: Exception | None, **kwargs: Any) -> None: ...
@signals.task_unknown.connect
def unknown(message: Message, exc: Exception, name: str, id: str, **kwargs: Any) -> None: ...
@signals.celeryd_after_setup.connect
def set_up(sender: str, instance: Worker, conf: Settings, **kwargs: Any) -> None: ...
@signals.import_modules.connect
def imports(sender: Celery, **kwargs: Any) -> None: ...
@signals.worker_init.connect
def init(sender: WorkController, **kwargs: Any) -> None: ...
@signals.worker_before_create_process.connect
def before_process(sender: AsynPool, **kwargs: Any) -> None: ...
@signals.worker_process_init.connect
def process(sender: str | None, **kwargs: Any) -> None: ...
@signals.worker_process_shutdown.connect
def process_ends(pid: int, exitcode: int, **kwargs: Any) -> None: ...
@signals.worker_shutdown.connect
def shutdown(sender: WorkController, **kwargs: Any) -> None: ...
@signals.worker_shutting_down.connect
def shutting_down(sender: str, sig: str, how: str, exitcode: int, **kwargs: Any) -> None: ...
@signals.heartbeat_sent.connect
def beats(sender: Heart, **kwargs: Any) -> None: ...
@signals.after_setup_logger.connect
def logs(logger: logging.Logger, loglevel: int, colorize: bool | None, **kwargs: Any) -> None: ...
@signals.after_setup_task_logger.connect
def task_logs(logger: logging.Logger, **kwargs: Any) -> None: ...
@signals.beat_init.connect
def beat(sender: Service, **kwargs: Any) -> None: ...
@signals.beat_embedded_init.connect
def embedded(sender: Service, **kwargs: Any) -> None: ...
@signals.eventlet_pool_started.connect
def pool_started(sender: TaskPool, **kwargs: Any) -> None: ...
@signals.eventlet_pool_preshutdown.connect
def pool_ends(sender: TaskPool, **kwargs: Any) -> None: ...
@signals.eventlet_pool_postshutdown.connect
def pool_ended(sender: TaskPool, **kwargs: Any) -> None: ...
@signals.eventlet_pool_apply.connect
def pool_applies(target: Callable[..., Any], args: Any, kwargs: Any, **more: Any) -> None: ...
@signals.user_preload_options.connect
def options(sender: Callable[..., Any], app: Celery, options: dict[str, Any], **kwargs: Any) -> None: ...
