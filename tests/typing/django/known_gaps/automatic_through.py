"""`Order.items.through`, where Django made the class itself, has no type without the plugin of django-stubs."""

from __future__ import annotations

from typing import Any

from shop.models import Order
from typedsignals.django import receiver
from typedsignals.django.signals import m2m_changed


@receiver(m2m_changed, sender=Order.items.through)
def right(sender: Any, instance: Order, action: str, **kwargs: Any) -> None: ...


@receiver(m2m_changed, sender=Order.items.through)  # E[mypy, pyright]: no such keyword
def misspelt(sender: Any, actoin: str, **kwargs: Any) -> None: ...
