"""The shop on rq, which has three ways to enqueue: what the process of the orders and the worker both import."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial, wraps
from typing import Any, cast

from redis import Redis
from rq import Queue, Retry
from rq.decorators import job
from rq.serializers import JSONSerializer

from tests.engines.shop import REDIS, OrderCompleted, order_completed, write_line, write_mail
from tests.engines.versions import OrderReturned, OrderShipped
from typedsignals.handover import Packed, hand_to, unpacked

redis = Redis.from_url(os.environ[REDIS])
mail = Queue("mail", connection=redis, serializer=JSONSerializer)
enqueued = cast("Callable[[object], Any]", job(mail, connection=redis))  # rq has no types for it


@unpacked
def send_invoice(payload: OrderCompleted) -> None:
    write_mail(payload)


@wraps(send_invoice)
def enqueue_invoice(payload: Packed[OrderCompleted]) -> None:
    mail.enqueue(send_invoice, payload=payload, retry=Retry(max=3))


@unpacked
def pack_parcel(payload: OrderCompleted) -> None:
    write_mail(payload, "pack_parcel")


@enqueued
@unpacked
def thank(payload: OrderCompleted) -> None:
    write_mail(payload, "thank")


@unpacked
def ship(payload: OrderShipped) -> None:
    write_line(payload.order_id, "ship", f"{payload.parcel} by {payload.carrier}")


@unpacked
def take_back(payload: OrderReturned) -> None:
    write_line(payload.order_id, "take_back", payload.reason)


order_completed.connect(hand_to(enqueue_invoice))
order_completed.connect(hand_to(partial(mail.enqueue, pack_parcel, job_timeout=60)))
order_completed.connect(hand_to(thank.enqueue))
