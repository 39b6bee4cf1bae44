from typing import Any

from celery.signals import task_prerun


@task_prerun.connect  # E[mypy, pyright, ty]: nothing is sent by position
def by_position(sender: object, /, **kwargs: Any) -> None: ...


# No checker can tell it from a task: without celery-types, `@app.task` gives a function to pyright.
@task_prerun.connect(sender=print)
def of_a_function(**kwargs: Any) -> None: ...
