"""`connect(f, sender=X)`, where f names `sender` or `instance` alone: what goes to its `**kwargs: Any` is anything to pyrefly.

The decorator, `**kwargs: object` and a receiver that names both are checked by all.
"""

from __future__ import annotations

from typing import Any

from shop.models import BundleItem, Item, Order
from typedsignals.django import receiver
from typedsignals.django.signals import class_prepared, connection_created, m2m_changed, post_delete, post_init, post_save, pre_delete, pre_init, pre_save


def named(instance: Item, **kwargs: Any) -> None: ...
def number(instance: int, **kwargs: Any) -> None: ...
def sent(sender: type[Item], **kwargs: Any) -> None: ...
def both(sender: type[Item], instance: Item, **kwargs: Any) -> None: ...
def certain(instance: Item, **kwargs: object) -> None: ...
def certain_number(instance: int, **kwargs: object) -> None: ...


pre_init.connect(sent, sender=Order)  # E: sent by another model
post_init.connect(named, sender=Order)  # E[mypy,pyright,ty]: sent by another model
pre_save.connect(named, sender=Order)  # E[mypy,pyright,ty]: sent by another model
post_save.connect(named, sender=Order)  # E[mypy,pyright,ty]: sent by another model
pre_delete.connect(named, sender=Order)  # E[mypy,pyright,ty]: sent by another model
post_delete.connect(named, sender=Order)  # E[mypy,pyright,ty]: sent by another model
pre_delete.connect(number, sender=Order)  # E[mypy,pyright,ty]: instance is a model
pre_delete.connect(sent, sender=Order)  # E[mypy,pyright,ty]: sent by another model
m2m_changed.connect(number, sender=BundleItem)  # E[mypy,pyright]: instance is a model
class_prepared.connect(sent, sender=Order)  # E: sent by another model

for signal in (post_init, pre_save, post_save, pre_delete, post_delete):
    signal.connect(both, sender=Order)  # E: sent by another model
    signal.connect(certain, sender=Order)  # E: sent by another model
    signal.connect(certain_number, sender=Order)  # E: instance is a model


@receiver(pre_delete, sender=Order)  # E: sent by another model
def by_decorator(instance: Item, **kwargs: Any) -> None: ...
