"""Receivers called by hand, wrongly: they are what they were before they were decorated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar

from django.db.models import Model
from shop.models import Item, Order
from typedsignals.django import receiver
from typedsignals.django.signals import post_delete, post_save, request_finished, request_started, user_logged_in

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


@receiver(post_save)
@task
def index(sender: type[Model], instance: Model, **kwargs: Any) -> None: ...


@receiver(post_save)  # E: no such keyword
@task
def index_misspelt(sender: type[Model], instanc: Model, **kwargs: Any) -> None: ...


@receiver([post_save, post_delete])
def log(instance: Model, **kwargs: Any) -> None: ...


@receiver(post_save, sender="shop.Order")
def index_order(instance: Order, **kwargs: Any) -> None: ...


@receiver(request_started)
def began(environ: dict[str, Any], **kwargs: Any) -> int:
    return 1


@receiver(user_logged_in)
@receiver(request_finished)
def forget(sender: object, **kwargs: object) -> None: ...


def all_of_them(order: Order, item: Item) -> None:
    index.delay(Order)  # E: instance is missing
    index(Order, 3)  # E: instance is a model
    log(3)  # E: instance is a model
    index_order(item)  # E: instance is an order
    began("x")  # E: environ is a dict
    text: str = began({})  # E: it returns an int
    forget()  # E: sender is missing
