"""Where `sender=` says nothing of the model, the receiver chooses it: `@receiver` then accepts what is no model at all.

So its result is exactly what was decorated. `connect` has no result to keep; there two checkers see it.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from shop.models import BundleItem, Item, Order
from typedsignals.django import receiver
from typedsignals.django.signals import m2m_changed, post_save
from typedsignals.django.signals import user_logged_in


@receiver(post_save, sender="shop.Order")
def lazy_sender_other_model(instance: Item, **kwargs: Any) -> None: ...  # a wrong model: no checker knows the string


@receiver(post_save, sender="shop.Order")
def lazy_sender_no_model(instance: str, **kwargs: Any) -> None: ...  # missed: instance is a model


def connected_no_model(instance: str, **kwargs: Any) -> None: ...


post_save.connect(connected_no_model, sender="shop.Order")  # E[mypy,pyright]: instance is a model


@receiver(m2m_changed, sender=BundleItem)
def either_end(instance: Order, **kwargs: Any) -> None: ...  # a wrong model: the through class does not say its ends


@receiver(m2m_changed, sender=BundleItem)
def no_end(instance: str, **kwargs: Any) -> None: ...  # missed: instance is a model


@receiver(user_logged_in)
def no_user(user: str, **kwargs: Any) -> None: ...  # missed: user is a user


@receiver(post_save)
def misspelt_with_default(sender: type[Model], creatd: bool = False, **kwargs: Any) -> None: ...  # callable all the same
