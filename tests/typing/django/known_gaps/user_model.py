"""`get_user_model()`: only mypy with the plugin of django-stubs knows which class that is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from shop.models import Customer, Item
from typedsignals.django import receiver
from typedsignals.django.signals import post_save


@receiver(post_save, sender=get_user_model())  # E[pyright,pyrefly,ty]: a false alarm: some AbstractBaseUser
def own_class(sender: type[Customer], instance: Customer, **kwargs: Any) -> None: ...


@receiver(post_save, sender=get_user_model())
def base_class(instance: AbstractBaseUser, **kwargs: Any) -> None: ...


@receiver(post_save, sender=get_user_model())  # E: sent by another model
def other_class(instance: Item, **kwargs: Any) -> None: ...


@receiver(post_save, sender=settings.AUTH_USER_MODEL)
def by_setting(instance: Customer, **kwargs: Any) -> None: ...


@receiver(post_save, sender=Customer)
def by_name(instance: Customer, **kwargs: Any) -> None: ...


User = get_user_model()


@receiver(post_save, sender=User)  # E[pyright,pyrefly,ty]: a false alarm, as above
def own_class_by_alias(instance: Customer, **kwargs: Any) -> None: ...
