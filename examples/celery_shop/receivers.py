"""The receivers. Both the web process and the worker import this module."""

from typing import Any

from celery.signals import task_failure

from celery_shop.signals import MailWritten, OrderService, mail_written, order_completed
from celery_shop.tasks import write_mail
from typedsignals.handover import hand_to

order_completed.connect(hand_to(write_mail.delay))  # a send puts the task into the queue

thanked: list[int] = []
failed: list[str] = []


@mail_written.connect
def note_mail(sender: type[OrderService], payload: MailWritten) -> None:
    """Run in the worker: the task sends this signal."""
    thanked.append(payload.order_id)


@task_failure.connect  # a signal of Celery
def note_failure(task_id: str, exception: Exception, **kwargs: Any) -> None:
    """Run in the worker."""
    failed.append(str(exception))
