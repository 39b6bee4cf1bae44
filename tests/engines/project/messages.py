"""What a worker of Celery does for the shop; its messages are kept by Redis, and the orders by Django's database."""

from __future__ import annotations

import base64
import json
import os

import redis
from celery import Celery, shared_task

from tests.engines.shop import REDIS, OrderCompleted, write_mail
from typedsignals.django import after_commit
from typedsignals.handover import hand_to, unpacked

app = Celery("shop", broker=os.environ[REDIS])
app.set_default()


@shared_task
@unpacked
def send_mail(payload: OrderCompleted) -> None:
    """Write the mail of an order."""
    write_mail(payload)


RECEIVERS = {"in_transaction": hand_to(send_mail.delay), "after_commit": hand_to(after_commit(send_mail.delay))}


def queued() -> list[int]:
    """Return the order of each message that waits."""
    with redis.Redis.from_url(os.environ[REDIS]) as connection:
        bodies = [json.loads(message)["body"] for message in connection.lrange("celery", 0, -1)]
    return [json.loads(base64.b64decode(body))[1]["payload"]["order_id"] for body in bodies]
