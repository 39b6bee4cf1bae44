"""Django's own `receiver` knows no `subclasses`; `connect` refuses it when the module is imported."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import ModelSignal, post_save, pre_save
from django.dispatch import Signal, receiver
from shop.models import Order

own = Signal()
kept: ModelSignal = post_save


def fine(**kwargs: Any) -> None: ...


receiver(post_save, sender=Order)(fine)
receiver(post_save, sender=Order, subclasses=True)(fine)  # E: that of typedsignals.django does
receiver(post_save, sender="shop.Order", subclasses=True)(fine)  # E: that of typedsignals.django does
receiver([pre_save, post_save], sender=Order, subclasses=False)(fine)  # E: that of typedsignals.django does
receiver(post_save, subclasses=True)(fine)  # E: that of typedsignals.django does
receiver(own, sender=Order, subclasses=True)(fine)  # E: that of typedsignals.django does
receiver(kept, sender=Order, subclasses=True)(fine)  # E: that of typedsignals.django does
