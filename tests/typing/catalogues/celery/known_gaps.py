from typing import Any

from celery import Celery, Task
from celery.signals import task_prerun


@task_prerun.connect  # E[mypy, pyright, ty]: nothing is sent by position
def by_position(sender: object, /, **kwargs: Any) -> None: ...


# No checker can tell it from a task: without celery-types, `@app.task` gives a function to pyright.
@task_prerun.connect(sender=print)
def of_a_function(**kwargs: Any) -> None: ...


# A false alarm: Celery tells receivers apart by `sender=`, the stubs do not.
class ShopTask(Task[..., Any]): ...


@task_prerun.connect(sender=Celery("shop").task(base=ShopTask)(print))  # E: write Task, and narrow it inside
def of_tasks_of_ours(sender: ShopTask, **kwargs: Any) -> None: ...
