"""What `receiver` decorates keeps its exact type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar

from django.contrib.auth import get_user_model
from shop.models import Customer, Item, Order
from typedsignals.django import after_commit
from typedsignals.django import django_signal, receiver
from typedsignals.django.signals import post_delete, post_save, pre_save
from typedsignals.django.signals import request_started, setting_changed
from typedsignals.django.signals import user_logged_in

P = ParamSpec("P")
R = TypeVar("R")


class Task(Generic[P, R]):
    def __init__(self, function: Callable[P, R]) -> None:
        self.function = function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.function(*args, **kwargs)

    def delay(self, *args: P.args, **kwargs: P.kwargs) -> None: ...


def task(function: Callable[P, R]) -> Task[P, R]:
    return Task(function)


@django_signal
def order_completed(sender: type[Order], *, order_id: int) -> None: ...


@receiver(post_save, sender=Order)
def saved(sender: type[Order], instance: Order, created: bool = False, **kwargs: Any) -> None: ...


@receiver(post_save, sender="shop.Order")
@task
def lazily(instance: Order, **kwargs: Any) -> None: ...


@receiver([post_save, post_delete], sender=Order)
def of_a_list(sender: type[Order], instance: Order, **kwargs: Any) -> None: ...


@receiver(pre_save)
@task
def of_any_model(instance: Any, using: str, **kwargs: Any) -> None: ...


@receiver(user_logged_in)
def logged_in(sender: type[Customer], request: object, user: Customer, **kwargs: Any) -> None: ...


@receiver(request_started)
def started(sender: object, **kwargs: Any) -> None: ...


@receiver(setting_changed)
def changed(setting: str, **kwargs: Any) -> None: ...


@receiver(order_completed, sender=Order)
@task
def completed(order_id: int, **kwargs: Any) -> None: ...


@receiver(post_save, sender=get_user_model())
def of_users(instance: Customer, **kwargs: Any) -> None: ...


@receiver(post_save, sender=Order)
@after_commit
def later(sender: type[Order], instance: Order, **kwargs: Any) -> int:
    return 7


class Receivers:
    @receiver(post_save, sender=Order)
    @staticmethod
    def static(sender: type[Order], instance: Order, **kwargs: Any) -> None: ...


saved(Order, Order(), created=True)
saved(Order, 7)  # E: no order
lazily.delay(Order(), using="default")
lazily.delay(7)  # E: no order
of_a_list(Order, 7)  # E: no order
of_any_model.delay(7, "default")
of_any_model.delay(7, 7)  # E: not a str
logged_in(Customer, None, 7)  # E: no customer
started()  # E: no sender
changed(7)  # E: not a str
completed.delay(7)
completed.delay("seven")  # E: not an int
of_users(Item())  # E: no customer
nothing: None = later(Order, Order())
later(Order, 7)  # E: no order
Receivers.static(Order, 7)  # E: no order


# What is not a decorator yet can be handed on.
connector = receiver(post_save, sender=Order)
connector(saved)(Order, 7)  # E: no order


def takes_one(decorator: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None: ...


takes_one(receiver(post_save, sender=Order))
takes_one(connector)
several: list[Callable[[Callable[..., Any]], Callable[..., Any]]] = [receiver(post_save), connector]
for each in several:
    each(saved)
