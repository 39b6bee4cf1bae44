"""Where `sender=` says nothing of the model, the receiver chooses it; two checkers then accept what is no model at all."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from shop.models import BundleItem, Item, Order
from typedsignals.django import receiver
from typedsignals.django.signals import m2m_changed, post_save
from typedsignals.django.signals import user_logged_in


@receiver(post_save, sender="shop.Order")
def lazy_sender_other_model(instance: Item, **kwargs: Any) -> None: ...  # a wrong model: no checker knows the string


@receiver(post_save, sender="shop.Order")  # E[mypy,pyright]: instance is a model
def lazy_sender_no_model(instance: str, **kwargs: Any) -> None: ...


@receiver(m2m_changed, sender=BundleItem)
def either_end(instance: Order, **kwargs: Any) -> None: ...  # a wrong model: the through class does not say its ends


@receiver(m2m_changed, sender=BundleItem)  # E[mypy,pyright]: instance is a model
def no_end(instance: str, **kwargs: Any) -> None: ...


@receiver(user_logged_in)  # E[mypy,pyright]: user is a user
def no_user(user: str, **kwargs: Any) -> None: ...


@receiver(post_save)
def misspelt_with_default(sender: type[Model], creatd: bool = False, **kwargs: Any) -> None: ...  # callable all the same
