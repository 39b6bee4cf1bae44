"""The shop's receivers, found by typedsignals.django because this module is named as it is."""

from __future__ import annotations

import logging
from typing import Any

from shop.models import Order
from shop.signals import api_accessed
from typedsignals.django import receiver
from typedsignals.django.signals import post_save

logger = logging.getLogger(__name__)


@receiver(api_accessed)
def log_api_access(sender: str, order_id: int, **kwargs: Any) -> str:
    """Log the access and say so."""
    logger.info("API accessed: %s %s", sender, order_id)
    return "Logged"


@receiver(post_save, sender=Order, dispatch_uid="shop.log_order")
def log_order(sender: type[Order], instance: Order, created: bool, **kwargs: Any) -> None:
    """Log each order as it is written."""
    logger.info("order %s %s", instance.pk, "created" if created else "updated")
