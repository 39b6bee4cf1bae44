"""What the shop's worker does: Django's tasks, with the database as their queue."""

from __future__ import annotations

import os
import signal

from django.tasks import TaskContext, task
from django_tasks_db.models import DBTaskResult

from tests.engines.oddities import Measured, is_as_it_was
from tests.engines.shop import OrderCompleted, write_line, write_mail
from tests.engines.versions import OrderReturned, OrderShipped
from typedsignals.django import after_commit
from typedsignals.handover import ahand_to, hand_keywords_to, hand_to, unpacked


@task
@unpacked
def send_mail(payload: OrderCompleted) -> None:
    """Write the mail of an order."""
    write_mail(payload)


@task
@unpacked
async def send_mail_async(payload: OrderCompleted) -> None:
    """Do the same in an event loop."""
    write_mail(payload)


@task(takes_context=True)
@unpacked
def send_mail_once(context: TaskContext[..., None], payload: OrderCompleted) -> None:
    """Do the same at the first attempt."""
    if context.attempt == 1:
        write_mail(payload)


@task
@unpacked
def die(payload: OrderCompleted) -> None:
    """Begin, and have the worker killed."""
    write_mail(payload)
    os.kill(os.getpid(), signal.SIGKILL)


@task
def note(order_id: int, reason: str) -> None:
    """Write why an order was cancelled; an ordinary task."""
    write_line(order_id, "note", reason)


@task
@unpacked
def track(payload: OrderShipped) -> None:
    """Write where a parcel is."""
    write_line(payload.order_id, "track", f"{payload.parcel} by {payload.carrier}")


@task
@unpacked
def refund(payload: OrderReturned) -> None:
    """Write what comes back."""
    write_line(payload.order_id, "refund", payload.reason)


@task
@unpacked
def measure(payload: Measured) -> None:
    """Write what has become of odd values."""
    write_line(payload.order_id, "measure", is_as_it_was(payload))


RECEIVERS = {
    "in_transaction": hand_to(send_mail.enqueue),
    "after_commit": hand_to(after_commit(send_mail.enqueue)),
    "to_a_coroutine": hand_to(send_mail_async.enqueue),
    "with_context": hand_to(send_mail_once.enqueue),
    "to_another_queue": hand_to(send_mail.using(queue_name="mail").enqueue),
    "to_one_that_dies": hand_to(die.enqueue),
}
ASYNC_RECEIVER = ahand_to(send_mail.aenqueue)
KEYWORD_RECEIVER = hand_keywords_to(note.enqueue)
ODD_RECEIVER = hand_to(measure.enqueue)
CHANGED = (track.enqueue, refund.enqueue)


def queued() -> list[int]:
    """Return the order of each task that waits."""
    return [each.args_kwargs["kwargs"]["payload"]["order_id"] for each in DBTaskResult.objects.filter(status="READY")]
