"""A list of signals with a name: pyright infers `list[Unknown]` and checks nothing. Tuples have no such trouble."""

from __future__ import annotations

from typing import Any

from shop.models import Order
from typedsignals.django import receiver
from typedsignals.django.signals import post_save, pre_save

LIST = [pre_save, post_save]
TUPLE = (pre_save, post_save)


@receiver(LIST, sender=Order)
def from_a_list(instance: Order, using: str, **kwargs: Any) -> None: ...


@receiver(TUPLE, sender=Order)
def from_a_tuple(instance: Order, using: str, **kwargs: Any) -> None: ...


@receiver(LIST, sender=Order)  # E[mypy,pyrefly,ty]: pre_save sends no created
def wrong_from_a_list(instance: Order, created: bool, **kwargs: Any) -> None: ...


@receiver(TUPLE, sender=Order)  # E: pre_save sends no created
def wrong_from_a_tuple(instance: Order, created: bool, **kwargs: Any) -> None: ...
