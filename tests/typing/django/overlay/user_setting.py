"""`settings.AUTH_USER_MODEL` is a str, says the overlay, so receivers for it are checked: to django-stubs it is Any."""

from __future__ import annotations

from typing import Any, assert_type

from django.conf import settings
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from shop.models import Customer

assert_type(settings.AUTH_USER_MODEL, str)


@receiver(post_save, sender=settings.AUTH_USER_MODEL)
def create_profile(sender: type[Customer], instance: Customer, created: bool, **kwargs: Any) -> None: ...


@receiver(post_save, sender=settings.AUTH_USER_MODEL)  # E: no such keyword
def misspelt(sender: type[Customer], instance: Customer, creatd: bool, **kwargs: Any) -> None: ...


@receiver(post_save, sender=settings.AUTH_USER_MODEL)  # E: no **kwargs
def no_kwargs(sender: type[Customer], instance: Customer, created: bool) -> None: ...


@receiver([pre_save, post_save], sender=settings.AUTH_USER_MODEL)  # E: pre_save sends no created
def saves(sender: type[Customer], instance: Customer, created: bool, **kwargs: Any) -> None: ...


def check(instance: Customer, created: str, **kwargs: Any) -> None: ...


post_save.connect(check, sender=settings.AUTH_USER_MODEL)  # E: created is a bool
