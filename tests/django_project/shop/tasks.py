"""What the shop does in the background (Django 6.0 and newer)."""

from __future__ import annotations

from django.tasks import task


@task
def work() -> str:
    """Succeed."""
    return "done"


@task
def fail() -> None:
    """Fail."""
    raise RuntimeError("this task is broken")
