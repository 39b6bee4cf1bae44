"""One receiver for several signals: what one of them does not send, it cannot require."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from shop.models import Customer, Item, Order
from typedsignals.django import receiver
from typedsignals.django.signals import m2m_changed, post_delete, post_init, post_migrate, post_save, pre_delete, pre_init, pre_migrate, pre_save
from typedsignals.django.signals import request_finished, request_started
from typedsignals.django.signals import user_logged_in, user_logged_out


@receiver([post_save], sender=Order)  # E: no such keyword
def only_one(sender: type[Order], instance: Order, creatd: bool, **kwargs: Any) -> None: ...


@receiver([pre_save, post_save], sender=Order)  # E: pre_save sends no created
def saves(sender: type[Order], instance: Order, created: bool, **kwargs: Any) -> None: ...


@receiver((pre_save, post_save), sender="shop.Order")  # E: pre_save sends no created
def saves_lazily(sender: type[Order], instance: Order, created: bool, **kwargs: Any) -> None: ...


@receiver([pre_save, post_save], sender=Order)  # E: sent by another model
def saves_of_another(instance: Item, **kwargs: Any) -> None: ...


@receiver([pre_delete, post_delete], sender=Order)  # E: neither sends created
def deletes(instance: Order, created: bool, **kwargs: Any) -> None: ...


@receiver([post_save, post_delete], sender=Order)  # E: post_delete sends no created
def writes(sender: type[Order], instance: Order, created: bool, **kwargs: Any) -> None: ...


@receiver((post_save, post_delete), sender=Order)  # E: post_save sends no origin
def writes_origin(instance: Order, origin: Any, **kwargs: Any) -> None: ...


@receiver([post_save, post_delete], sender=Order)  # E: created is a bool
def writes_wrongly(instance: Order, created: str = "", **kwargs: Any) -> None: ...


@receiver([post_save, post_delete])  # E: any model may come
def too_narrow(instance: Order, **kwargs: Any) -> None: ...


@receiver([post_save, post_delete], sender=Order)  # E: no **kwargs
def no_kwargs(sender: type[Order], instance: Order, using: str) -> None: ...


@receiver((post_save, post_delete), sender=7)  # E: no model
def no_sender(**kwargs: Any) -> None: ...


@receiver([post_init, post_save, m2m_changed])  # E: post_init sends no using
def instances(using: str, **kwargs: Any) -> None: ...


@receiver([pre_init, post_init, post_save], sender=Order)  # E: pre_init sends no instance
def models(instance: Order, **kwargs: object) -> None: ...


@receiver([pre_migrate, post_migrate])  # E: not always sent
def migrations(sender: AppConfig, apps: Any, **kwargs: Any) -> None: ...


@receiver([user_logged_in, user_logged_out])  # E: nobody may log out
def sessions(request: HttpRequest, user: Customer, **kwargs: Any) -> None: ...


@receiver([request_started, request_finished])  # E: no **kwargs
def many_kinds(sender: object) -> None: ...
