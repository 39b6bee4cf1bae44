"""A receiver may have parameters of its own, with defaults, and may serve signals that send different keywords."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from shop.models import Order
from typedsignals.django import receiver
from typedsignals.django.signals import post_delete, post_save




def index(sender: type[Model], instance: Model, created: bool = False, *, retry: int = 0, **kwargs: Any) -> None: ...


post_save.connect(index)
post_delete.connect(index)
post_delete.connect(index, sender=Order)


@receiver(post_save, sender=Order)
@receiver(post_delete, sender=Order)
def index_order(instance: Order, created: bool = False, **kwargs: object) -> None: ...
