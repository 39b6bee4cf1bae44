"""A sender of type Any fits each `sender=`, so `@receiver` checks nothing. Write its class, or `connect` (but for mypy)."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Model
from shop.models import Order
from typedsignals.django import receiver
from typedsignals.django.signals import post_save


def found(name: str) -> Any:
    return apps.get_model(name)


def model_of(name: str) -> type[Model]:
    return apps.get_model(name)


@receiver(post_save, sender=found("shop.Order"))
def unchecked(sender: type[Order], creatd: bool, **kwargs: Any) -> None: ...  # missed: no such keyword


@receiver(post_save, sender=model_of("shop.Order"))  # E: no such keyword
def checked(sender: type[Model], creatd: bool, **kwargs: Any) -> None: ...


def connected(sender: type[Order], creatd: bool, **kwargs: Any) -> None: ...


post_save.connect(connected, sender=found("shop.Order"))  # E[pyright,pyrefly,ty]: no such keyword
