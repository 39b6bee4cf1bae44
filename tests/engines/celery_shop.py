"""The shop on Celery: what the process of the orders and the worker both import."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery, Task, shared_task

from tests.engines.shop import REDIS, OrderCompleted, order_completed, patience, write_line, write_mail
from tests.engines.versions import OrderReturned, OrderShipped
from typedsignals.handover import MessageError, hand_to, unpacked

app = Celery("shop", broker=os.environ[REDIS])
# What a worker lost is looked for each second: by default that is each 100 seconds once a worker has started.
app.conf.broker_transport_options = {
    "visibility_timeout": patience(),
    "unacked_restore_interval": 1,
    "unacked_restore_throttle": 1,
}
app.conf.task_routes = {f"{__name__}.send_invoice": {"queue": "mail"}}


@shared_task(acks_late=True, reject_on_worker_lost=True)
@unpacked
def send_invoice(payload: OrderCompleted) -> None:
    write_mail(payload)


@app.task(bind=True, max_retries=1)
@unpacked
def pack_parcel(self: Task[Any, Any], payload: OrderCompleted) -> None:
    """Succeed when it is tried again."""
    if not self.request.retries:
        raise self.retry(countdown=0)
    write_mail(payload, "pack_parcel")


@shared_task(bind=True, autoretry_for=(Exception,), dont_autoretry_for=(MessageError,), default_retry_delay=0)
@unpacked
def thank(self: Task[Any, Any], payload: OrderCompleted) -> None:
    """The same, and Celery sees to it."""
    if not self.request.retries:
        raise ConnectionError
    write_mail(payload, "thank")


@shared_task
@unpacked
def ship(payload: OrderShipped) -> None:
    write_line(payload.order_id, "ship", f"{payload.parcel} by {payload.carrier}")


@shared_task(autoretry_for=(Exception,), dont_autoretry_for=(MessageError,))
@unpacked
def take_back(payload: OrderReturned) -> None:
    write_line(payload.order_id, "take_back", payload.reason)


order_completed.connect(hand_to(send_invoice.delay))
order_completed.connect(hand_to(pack_parcel.delay))
order_completed.connect(hand_to(thank.s().set(queue="mail").delay))
