"""Wrong decorators below wrong connects: mypy remembers the latter, and a bound with Any in it would then let all pass."""

from __future__ import annotations

from typing import Any

from shop.models import BundleItem, Item, Order
from typedsignals.django import receiver
from typedsignals.django.signals import m2m_changed, post_save, user_logged_in


def misspelt(instanc: Order, **kwargs: Any) -> None: ...
def of_items(sender: type[Item], instance: Item, **kwargs: Any) -> None: ...


m2m_changed.connect(misspelt, sender=BundleItem)  # E: no such keyword
m2m_changed.connect(misspelt, sender="shop.BundleItem")  # E: no such keyword
post_save.connect(misspelt, sender="shop.Order")  # E: no such keyword
post_save.connect(of_items, sender=Order)  # E: sent by another model
user_logged_in.connect(misspelt)  # E: no such keyword


@receiver(m2m_changed, sender=BundleItem)  # E: no such keyword
def bundles(instanc: Order, **kwargs: Any) -> None: ...


@receiver(m2m_changed, sender="shop.BundleItem")  # E: no such keyword
def lazy_bundles(instanc: Order, **kwargs: Any) -> None: ...


@receiver(post_save, sender="shop.Order")  # E: no such keyword
def lazy_orders(instanc: Order, **kwargs: Any) -> None: ...


@receiver([post_save], sender="shop.Order")  # E: no such keyword
def listed_orders(instanc: Order, **kwargs: Any) -> None: ...


@receiver(user_logged_in)  # E: no such keyword
def users(instanc: Order, **kwargs: Any) -> None: ...
