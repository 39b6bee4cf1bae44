"""Right receivers of task_enqueued, task_started, task_finished."""

from __future__ import annotations

from typing import Any

from django.tasks import TaskResult
from django.tasks.backends.base import BaseTaskBackend
from django.tasks.backends.dummy import DummyBackend
from django.tasks.backends.immediate import ImmediateBackend
from typedsignals.django import receiver
from typedsignals.django.signals import task_enqueued, task_started, task_finished


# task_enqueued
@receiver(task_enqueued)
def task_enqueued_everything(sender: type[BaseTaskBackend], task_result: TaskResult[..., Any], **kwargs: Any) -> None: ...

@receiver(task_enqueued)
def task_enqueued_kwargs_only(**kwargs: Any) -> None: ...

@receiver(task_enqueued)
def task_enqueued_some(sender: type[BaseTaskBackend], task_result: TaskResult[..., Any], signal: object, **kwargs: Any) -> None: ...

@receiver(task_enqueued, sender=ImmediateBackend)
def task_enqueued_filtered(sender: type[ImmediateBackend], task_result: TaskResult[..., Any], **kwargs: Any) -> None: ...

task_enqueued.connect(task_enqueued_everything)
def task_enqueued_plain(sender: type[ImmediateBackend], task_result: TaskResult[..., Any], **kwargs: object) -> None: ...
task_enqueued.connect(task_enqueued_plain, sender=ImmediateBackend, weak=False, dispatch_uid="task_enqueued")
task_enqueued.disconnect(task_enqueued_plain, sender=ImmediateBackend)

# task_started
@receiver(task_started)
def task_started_everything(sender: type[BaseTaskBackend], task_result: TaskResult[..., Any], **kwargs: Any) -> None: ...

@receiver(task_started)
def task_started_kwargs_only(**kwargs: Any) -> None: ...

@receiver(task_started)
def task_started_some(sender: type[BaseTaskBackend], task_result: TaskResult[..., Any], signal: object, **kwargs: Any) -> None: ...

@receiver(task_started, sender=ImmediateBackend)
def task_started_filtered(sender: type[ImmediateBackend], task_result: TaskResult[..., Any], **kwargs: Any) -> None: ...

task_started.connect(task_started_everything)
def task_started_plain(sender: type[ImmediateBackend], task_result: TaskResult[..., Any], **kwargs: object) -> None: ...
task_started.connect(task_started_plain, sender=ImmediateBackend, weak=False, dispatch_uid="task_started")
task_started.disconnect(task_started_plain, sender=ImmediateBackend)

# task_finished
@receiver(task_finished)
def task_finished_everything(sender: type[BaseTaskBackend], task_result: TaskResult[..., Any], **kwargs: Any) -> None: ...

@receiver(task_finished)
def task_finished_kwargs_only(**kwargs: Any) -> None: ...

@receiver(task_finished)
def task_finished_some(sender: type[BaseTaskBackend], task_result: TaskResult[..., Any], signal: object, **kwargs: Any) -> None: ...

@receiver(task_finished, sender=ImmediateBackend)
def task_finished_filtered(sender: type[ImmediateBackend], task_result: TaskResult[..., Any], **kwargs: Any) -> None: ...

task_finished.connect(task_finished_everything)
def task_finished_plain(sender: type[ImmediateBackend], task_result: TaskResult[..., Any], **kwargs: object) -> None: ...
task_finished.connect(task_finished_plain, sender=ImmediateBackend, weak=False, dispatch_uid="task_finished")
task_finished.disconnect(task_finished_plain, sender=ImmediateBackend)
