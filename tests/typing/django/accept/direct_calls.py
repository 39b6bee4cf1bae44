"""Tests call receivers by hand, with just what they take."""

from __future__ import annotations

from typing import Any, assert_type

from django.test import RequestFactory
from shop.models import Order
from typedsignals.django import receiver
from typedsignals.django.signals import post_delete, post_save
from typedsignals.django.signals import request_started


@receiver(post_save, sender=Order)
def one(sender: type[Order], instance: Order, created: bool, **kwargs: Any) -> int:
    return 1


@receiver([post_save, post_delete], sender=Order)
def several(instance: Order, **kwargs: Any) -> str:
    return ""


@receiver(request_started)
def request(environ: dict[str, Any], **kwargs: Any) -> None: ...


@receiver(post_save)
@receiver(post_delete)
async def stacked(sender: object, **kwargs: Any) -> None: ...


assert_type(one(Order, Order(), True), int)
assert_type(one(sender=Order, instance=Order(), created=False), int)
assert_type(one(Order, instance=Order(), created=True, raw=True), int)
assert_type(several(Order()), str)
assert_type(several(instance=Order()), str)
request(RequestFactory().get("/").environ)
