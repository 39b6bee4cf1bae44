"""`django.tasks.signals`, typed (Django 6.0 and newer)."""

from logging import Logger
from typing import Any

from django.dispatch import Signal as Signal
from django.tasks.backends.base import BaseTaskBackend
from django.tasks.base import TaskResult
from django.tasks.base import TaskResultStatus as TaskResultStatus

from typedsignals.django.types import TaskSignal

logger: Logger

task_enqueued: TaskSignal
task_finished: TaskSignal
task_started: TaskSignal

def clear_tasks_handlers(*, setting: str, **kwargs: Any) -> None: ...
def log_task_enqueued(sender: type[BaseTaskBackend], task_result: TaskResult[..., Any], **kwargs: Any) -> None: ...
def log_task_started(sender: type[BaseTaskBackend], task_result: TaskResult[..., Any], **kwargs: Any) -> None: ...
def log_task_finished(sender: type[BaseTaskBackend], task_result: TaskResult[..., Any], **kwargs: Any) -> None: ...
