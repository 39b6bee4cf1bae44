"""One receiver for several signals."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model
from django.http import HttpRequest
from shop.models import Customer, Order
from typedsignals.django import receiver
from typedsignals.django.signals import m2m_changed, post_delete, post_init, post_migrate, post_save, pre_delete, pre_init, pre_migrate, pre_save
from typedsignals.django.signals import request_finished, request_started, setting_changed
from typedsignals.django.signals import user_logged_in, user_logged_out


@receiver([post_save], sender=Order)
def only_one(sender: type[Order], instance: Order, created: bool, **kwargs: Any) -> None: ...


@receiver([pre_save, post_save], sender=Order)
def saves(sender: type[Order], instance: Order, raw: bool, update_fields: frozenset[str] | None, **kwargs: Any) -> None: ...


@receiver((pre_save, post_save), sender="shop.Order")
def saves_lazily(sender: type[Order], instance: Order, created: bool = False, **kwargs: Any) -> None: ...


@receiver([pre_delete, post_delete], sender=Order)
def deletes(instance: Order, origin: object, **kwargs: Any) -> None: ...


@receiver([post_save, post_delete], sender=Order)
def writes(sender: type[Order], instance: Order, using: str, **kwargs: Any) -> None: ...


@receiver((post_save, post_delete))
def writes_of_all(sender: type[Model], instance: Model, using: str, **kwargs: Any) -> None: ...


@receiver([post_save, post_delete], sender=Order, weak=False, dispatch_uid="writes")
def writes_with_options(instance: Order, created: bool = False, **kwargs: object) -> None: ...


@receiver([post_init, post_save, m2m_changed])
def instances(instance: Model, **kwargs: Any) -> None: ...


@receiver([pre_init, post_init, post_save], sender=Order)
def models(sender: type[Order], **kwargs: Any) -> None: ...


@receiver([pre_migrate, post_migrate])
def migrations(sender: AppConfig, app_config: AppConfig, verbosity: int, **kwargs: Any) -> None: ...


@receiver([user_logged_in, user_logged_out], sender=Customer)
def sessions(request: HttpRequest, user: Customer, **kwargs: Any) -> None: ...


@receiver((user_logged_in, user_logged_out))
def all_sessions(request: HttpRequest, user: AbstractBaseUser | None, **kwargs: Any) -> None: ...


@receiver([request_started, request_finished, setting_changed])
def many_kinds(sender: object, **kwargs: Any) -> None: ...


@receiver([post_save, request_finished])
def far_apart(**kwargs: object) -> None: ...
