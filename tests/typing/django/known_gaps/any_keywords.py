"""`*args: Any, **kwargs: Any`, or both without annotations: pyrefly takes the whole receiver for anything."""

from __future__ import annotations

from typing import Any

from shop.models import Order
from typedsignals.django import receiver
from typedsignals.django.signals import post_save


@receiver(post_save, sender=Order)  # E[mypy,pyright,ty]: no such keyword
def misspelt(sender: type[Order], instnce: Order, *args: Any, **kwargs: Any) -> None: ...


@receiver(post_save, sender=Order)  # E: no such keyword
def without_args(sender: type[Order], instnce: Order, **kwargs: Any) -> None: ...


@receiver(post_save, sender=Order)  # E: no such keyword
def of_objects(sender: type[Order], instnce: Order, *args: object, **kwargs: object) -> None: ...
