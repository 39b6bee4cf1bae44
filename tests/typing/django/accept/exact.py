"""What `@receiver` gives back is what it was given, wherever the check depends on no type variable."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Generic, ParamSpec, TypeVar, assert_type

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from shop.models import Customer, Order
from typedsignals.django import receiver
from typedsignals.django.signals import file_changed, got_request_exception, m2m_changed, post_delete, post_save, request_finished
from typedsignals.django.signals import setting_changed, user_logged_in

P = ParamSpec("P")
R = TypeVar("R")


class Task(Generic[P, R]):
    """As Celery makes them: called, and put off."""

    def __init__(self, function: Callable[P, R]) -> None:
        self.function = function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.function(*args, **kwargs)

    def delay(self, *args: P.args, **kwargs: P.kwargs) -> None: ...


def task(function: Callable[P, R]) -> Task[P, R]:
    return Task(function)


@receiver(post_save)
@task
def index(sender: type[Model], instance: Model, **kwargs: Any) -> int:
    return 1


@receiver(post_save, sender="shop.Order")
@task
def index_order(instance: Order, **kwargs: Any) -> int:
    return 1


@receiver([post_save, post_delete])
@task
def log(instance: Model, **kwargs: Any) -> int:
    return 1


@receiver(got_request_exception)
@cache
def count(request: HttpRequest, **kwargs: object) -> int:
    return 1


@receiver(setting_changed)
@receiver(request_finished)
def reset(sender: object, **kwargs: object) -> str:
    return ""


@receiver(file_changed)
async def stale(**kwargs: object) -> bool:
    return False


class Box:
    @staticmethod
    @receiver(user_logged_in)
    def greet(user: Customer, **kwargs: Any) -> None: ...


def all_of_them(order: Order, customer: Customer, request: HttpRequest) -> None:
    index.delay(Order, instance=order)
    index_order.delay(instance=order)
    log.delay(order)
    assert_type(index(Order, order), int)
    assert_type(log(order), int)
    assert_type(count(request), int)
    count.cache_clear()
    assert_type(reset(None), str)
    Box.greet(customer)


# Where the receiver chooses the model, it need not name one.
@receiver(post_save, sender="shop.Order")
def purge(using: str, **kwargs: object) -> None: ...


@receiver(m2m_changed, sender="shop.BundleItem")
def purge_bundles(using: str, **kwargs: object) -> None: ...


@receiver(user_logged_in)
def note(request: object, **kwargs: object) -> None: ...


@receiver(post_save, sender=settings.AUTH_USER_MODEL)
def create_profile(sender: type[Customer], instance: Customer, created: bool, **kwargs: Any) -> None: ...
