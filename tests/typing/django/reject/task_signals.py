"""Wrong receivers of task_enqueued, task_started, task_finished."""

from __future__ import annotations

from typing import Any

from django.tasks import TaskResult
from django.tasks.backends.base import BaseTaskBackend
from django.tasks.backends.dummy import DummyBackend
from django.tasks.backends.immediate import ImmediateBackend
from typedsignals.django import receiver
from typedsignals.django.signals import task_enqueued, task_started, task_finished


# task_enqueued
@receiver(task_enqueued)  # E: no such keyword
def task_enqueued_misspelt(sender: type[BaseTaskBackend], mispelt: Any, **kwargs: Any) -> None: ...

@receiver(task_enqueued)  # E: task_result is a TaskResult[..., Any]
def task_enqueued_wrong_task_result(sender: type[BaseTaskBackend], task_result: str, **kwargs: Any) -> None: ...

@receiver(task_enqueued)  # E: no **kwargs
def task_enqueued_no_kwargs(sender: type[BaseTaskBackend], task_result: TaskResult[..., Any], signal: object) -> None: ...

@receiver(task_enqueued)  # E: no **kwargs
def task_enqueued_few(sender: type[BaseTaskBackend]) -> None: ...

@receiver(task_enqueued, sender=ImmediateBackend)  # E: no such keyword
def task_enqueued_misspelt_filtered(sender: type[ImmediateBackend], mispelt: Any, **kwargs: Any) -> None: ...

@receiver(task_enqueued, sender=ImmediateBackend)  # E: task_result is a TaskResult[..., Any]
def task_enqueued_wrong_task_result_filtered(sender: type[ImmediateBackend], task_result: str, **kwargs: Any) -> None: ...

@receiver(task_enqueued, sender=ImmediateBackend)  # E: no **kwargs
def task_enqueued_no_kwargs_filtered(sender: type[ImmediateBackend], task_result: TaskResult[..., Any], signal: object) -> None: ...

@receiver(task_enqueued, sender=ImmediateBackend)  # E: no **kwargs
def task_enqueued_few_filtered(sender: type[ImmediateBackend]) -> None: ...

@receiver(task_enqueued, sender=ImmediateBackend)  # E: sent by another class
def task_enqueued_wrong_sender(sender: type[DummyBackend], **kwargs: Any) -> None: ...

@receiver(task_enqueued)  # E: any sender may come
def task_enqueued_too_narrow_sender(sender: type[ImmediateBackend], **kwargs: Any) -> None: ...

def task_enqueued_plain(sender: type[ImmediateBackend], mispelt: Any) -> None: ...
task_enqueued.connect(task_enqueued_plain)  # E: no such keyword, no **kwargs
task_enqueued.connect(task_enqueued_plain, sender=ImmediateBackend)  # E: no such keyword, no **kwargs
@receiver(task_enqueued, sender=7)  # E: never sent by this
def task_enqueued_no_sender(**kwargs: Any) -> None: ...

def task_enqueued_fine(**kwargs: object) -> None: ...
task_enqueued.connect(task_enqueued_fine, sender=7)  # E: never sent by this
task_enqueued.connect(task_enqueued_fine, weak="no")  # E: weak is a bool
task_enqueued.connect(task_enqueued_fine, dispatch_uid=[])  # E: a uid is hashable

# task_started
@receiver(task_started)  # E: no such keyword
def task_started_misspelt(sender: type[BaseTaskBackend], mispelt: Any, **kwargs: Any) -> None: ...

@receiver(task_started)  # E: task_result is a TaskResult[..., Any]
def task_started_wrong_task_result(sender: type[BaseTaskBackend], task_result: str, **kwargs: Any) -> None: ...

@receiver(task_started)  # E: no **kwargs
def task_started_no_kwargs(sender: type[BaseTaskBackend], task_result: TaskResult[..., Any], signal: object) -> None: ...

@receiver(task_started)  # E: no **kwargs
def task_started_few(sender: type[BaseTaskBackend]) -> None: ...

@receiver(task_started, sender=ImmediateBackend)  # E: no such keyword
def task_started_misspelt_filtered(sender: type[ImmediateBackend], mispelt: Any, **kwargs: Any) -> None: ...

@receiver(task_started, sender=ImmediateBackend)  # E: task_result is a TaskResult[..., Any]
def task_started_wrong_task_result_filtered(sender: type[ImmediateBackend], task_result: str, **kwargs: Any) -> None: ...

@receiver(task_started, sender=ImmediateBackend)  # E: no **kwargs
def task_started_no_kwargs_filtered(sender: type[ImmediateBackend], task_result: TaskResult[..., Any], signal: object) -> None: ...

@receiver(task_started, sender=ImmediateBackend)  # E: no **kwargs
def task_started_few_filtered(sender: type[ImmediateBackend]) -> None: ...

@receiver(task_started, sender=ImmediateBackend)  # E: sent by another class
def task_started_wrong_sender(sender: type[DummyBackend], **kwargs: Any) -> None: ...

@receiver(task_started)  # E: any sender may come
def task_started_too_narrow_sender(sender: type[ImmediateBackend], **kwargs: Any) -> None: ...

def task_started_plain(sender: type[ImmediateBackend], mispelt: Any) -> None: ...
task_started.connect(task_started_plain)  # E: no such keyword, no **kwargs
task_started.connect(task_started_plain, sender=ImmediateBackend)  # E: no such keyword, no **kwargs
@receiver(task_started, sender=7)  # E: never sent by this
def task_started_no_sender(**kwargs: Any) -> None: ...

def task_started_fine(**kwargs: object) -> None: ...
task_started.connect(task_started_fine, sender=7)  # E: never sent by this
task_started.connect(task_started_fine, weak="no")  # E: weak is a bool
task_started.connect(task_started_fine, dispatch_uid=[])  # E: a uid is hashable

# task_finished
@receiver(task_finished)  # E: no such keyword
def task_finished_misspelt(sender: type[BaseTaskBackend], mispelt: Any, **kwargs: Any) -> None: ...

@receiver(task_finished)  # E: task_result is a TaskResult[..., Any]
def task_finished_wrong_task_result(sender: type[BaseTaskBackend], task_result: str, **kwargs: Any) -> None: ...

@receiver(task_finished)  # E: no **kwargs
def task_finished_no_kwargs(sender: type[BaseTaskBackend], task_result: TaskResult[..., Any], signal: object) -> None: ...

@receiver(task_finished)  # E: no **kwargs
def task_finished_few(sender: type[BaseTaskBackend]) -> None: ...

@receiver(task_finished, sender=ImmediateBackend)  # E: no such keyword
def task_finished_misspelt_filtered(sender: type[ImmediateBackend], mispelt: Any, **kwargs: Any) -> None: ...

@receiver(task_finished, sender=ImmediateBackend)  # E: task_result is a TaskResult[..., Any]
def task_finished_wrong_task_result_filtered(sender: type[ImmediateBackend], task_result: str, **kwargs: Any) -> None: ...

@receiver(task_finished, sender=ImmediateBackend)  # E: no **kwargs
def task_finished_no_kwargs_filtered(sender: type[ImmediateBackend], task_result: TaskResult[..., Any], signal: object) -> None: ...

@receiver(task_finished, sender=ImmediateBackend)  # E: no **kwargs
def task_finished_few_filtered(sender: type[ImmediateBackend]) -> None: ...

@receiver(task_finished, sender=ImmediateBackend)  # E: sent by another class
def task_finished_wrong_sender(sender: type[DummyBackend], **kwargs: Any) -> None: ...

@receiver(task_finished)  # E: any sender may come
def task_finished_too_narrow_sender(sender: type[ImmediateBackend], **kwargs: Any) -> None: ...

def task_finished_plain(sender: type[ImmediateBackend], mispelt: Any) -> None: ...
task_finished.connect(task_finished_plain)  # E: no such keyword, no **kwargs
task_finished.connect(task_finished_plain, sender=ImmediateBackend)  # E: no such keyword, no **kwargs
@receiver(task_finished, sender=7)  # E: never sent by this
def task_finished_no_sender(**kwargs: Any) -> None: ...

def task_finished_fine(**kwargs: object) -> None: ...
task_finished.connect(task_finished_fine, sender=7)  # E: never sent by this
task_finished.connect(task_finished_fine, weak="no")  # E: weak is a bool
task_finished.connect(task_finished_fine, dispatch_uid=[])  # E: a uid is hashable
