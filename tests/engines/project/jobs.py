"""What the shop's other worker does: jobs of procrastinate, which it keeps in Django's database."""

from __future__ import annotations

import asyncio
import os
import signal

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.engines.oddities import Measured, is_as_it_was
from tests.engines.shop import OrderCompleted, write_line, write_mail
from tests.engines.versions import OrderReturned, OrderShipped
from typedsignals.django import after_commit
from typedsignals.handover import ahand_to, hand_keywords_to, hand_to, unpacked


@app.task
@unpacked
def send_mail(payload: OrderCompleted) -> None:
    """Write the mail of an order."""
    write_mail(payload)


@app.task
@unpacked
async def send_mail_async(payload: OrderCompleted) -> None:
    """Do the same in the worker's event loop."""
    write_mail(payload)


@app.task(queue="mail")
@unpacked
def send_mail_slowly(payload: OrderCompleted) -> None:
    """Do the same from another queue."""
    write_mail(payload)


@app.task(pass_context=True)
@unpacked
def send_mail_once(context: JobContext, payload: OrderCompleted) -> None:
    """Do the same at the first attempt."""
    if context.job.attempts == 0:
        write_mail(payload)


@app.task(pass_context=True)
@unpacked
def die_once(context: JobContext, payload: OrderCompleted) -> None:
    """Begin, and have the worker killed; the next time, end."""
    write_mail(payload)
    if context.job.attempts == 0:
        os.kill(os.getpid(), signal.SIGKILL)


@app.task
def note(order_id: int, reason: str) -> None:
    """Write why an order was cancelled; an ordinary task."""
    write_line(order_id, "note", reason)


@app.task
@unpacked
def track(payload: OrderShipped) -> None:
    """Write where a parcel is."""
    write_line(payload.order_id, "track", f"{payload.parcel} by {payload.carrier}")


@app.task
@unpacked
def refund(payload: OrderReturned) -> None:
    """Write what comes back."""
    write_line(payload.order_id, "refund", payload.reason)


@app.task
@unpacked
def measure(payload: Measured) -> None:
    """Write what has become of odd values."""
    write_line(payload.order_id, "measure", is_as_it_was(payload))


RECEIVERS = {
    "in_transaction": hand_to(send_mail.defer),
    "after_commit": hand_to(after_commit(send_mail.defer)),
    "to_a_coroutine": hand_to(send_mail_async.defer),
    "with_context": hand_to(send_mail_once.defer),
    "to_another_queue": hand_to(send_mail_slowly.defer),
    "to_one_that_dies": hand_to(die_once.defer),
}
ASYNC_RECEIVER = ahand_to(send_mail.defer_async)
KEYWORD_RECEIVER = hand_keywords_to(note.defer)
ODD_RECEIVER = hand_to(measure.defer)
CHANGED = (track.defer, refund.defer)


def retry_stalled(seconds: int) -> None:
    """Put back what was begun by workers of which nothing was heard for so long; users have a periodic task do it."""

    async def retry() -> None:
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=seconds):
            await app.job_manager.retry_job(job)

    asyncio.run(retry())


def queued() -> list[int]:
    """Return the order of each job that waits."""
    return [job.args["payload"]["order_id"] for job in ProcrastinateJob.objects.filter(status="todo")]
