"""The shop on dramatiq: what the process of the orders and the worker both import."""

from __future__ import annotations

import os
from typing import Any

import dramatiq
from dramatiq.brokers.redis import MAINTENANCE_SCALE, RedisBroker

from tests.engines.shop import REDIS, OrderCompleted, order_completed, patience, write_line, write_mail
from tests.engines.versions import OrderReturned, OrderShipped
from typedsignals.handover import MessageError, hand_to, unpacked

make_broker: Any = RedisBroker  # dramatiq has no types for it
broker = make_broker(url=os.environ[REDIS], heartbeat_timeout=patience() * 1000, maintenance_chance=MAINTENANCE_SCALE)
dramatiq.set_broker(broker)


@dramatiq.actor(queue_name="mail", max_retries=3)
@unpacked
def send_invoice(payload: OrderCompleted) -> None:
    write_mail(payload)


def can_be_tried_again(retries: int, error: Exception) -> bool:
    """Tell what another attempt may mend; a message that does not fit stays as it is."""
    return retries < 3 and not isinstance(error, MessageError)


@dramatiq.actor
@unpacked
def ship(payload: OrderShipped) -> None:
    write_line(payload.order_id, "ship", f"{payload.parcel} by {payload.carrier}")


@dramatiq.actor(retry_when=can_be_tried_again)
@unpacked
def take_back(payload: OrderReturned) -> None:
    write_line(payload.order_id, "take_back", payload.reason)


order_completed.connect(hand_to(send_invoice.send))
