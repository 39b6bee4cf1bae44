"""Receivers that hear a model and its subclasses. (Django's own `receiver` knows none: these are the views', in each run.)"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AbstractUser
from django.db.models import Model
from django.db.models.signals import ModelSignal
from django.dispatch import Signal
from shop.models import GiftOrder, Order, PaidOrder
from typedsignals.django import after_commit, disconnect, django_signal, receiver
from typedsignals.django.signals import post_delete, post_init, post_save, pre_delete, pre_init, pre_save

own = Signal()
kept: ModelSignal = post_save


@django_signal
def order_packed(sender: type[Order], *, number: int) -> None: ...


@receiver(pre_init, sender=Order, subclasses=True)
def before_it_is_made(sender: type[Order], args: tuple[Any, ...], **kwargs: Any) -> None: ...


@receiver(post_init, sender=Order, subclasses=True)
def made(sender: type[Order], instance: Order, **kwargs: Any) -> None: ...


@receiver(pre_save, sender=Order, subclasses=True, weak=False)
def before_it_is_saved(sender: type[Order], instance: Order, raw: bool, **kwargs: object) -> None: ...


@receiver(post_save, sender=Order, subclasses=True, dispatch_uid="saved")
def saved(sender: type[Order], instance: Order, created: bool, **kwargs: Any) -> str:
    return f"{instance.status} {created}"


@receiver(post_save, sender=PaidOrder, subclasses=True)
@receiver(post_delete, sender=GiftOrder, subclasses=True)
def wider(sender: type[Order], instance: Order, **kwargs: Any) -> None: ...


@receiver(pre_delete, sender=Order, subclasses=True)
@receiver(post_delete, sender=Order, subclasses=True)
def of_any_model(sender: type[Model], instance: Model, **kwargs: Any) -> None: ...


@receiver(post_save, sender=AbstractUser, subclasses=True)
def of_an_abstract_one(sender: type[AbstractUser], instance: AbstractUser, **kwargs: Any) -> None: ...


@receiver(post_save, sender=AbstractUser, subclasses=True)
def of_a_base_of_it(sender: type[AbstractBaseUser], instance: AbstractBaseUser, **kwargs: Any) -> None: ...


@receiver(post_save, sender=Model, subclasses=True)
def of_all(sender: type[Model], instance: Model, **kwargs: Any) -> None: ...


@receiver(post_save, sender=Order, subclasses=True)
@after_commit
def later(sender: type[Order], instance: Order, **kwargs: Any) -> None: ...


@receiver(post_save, sender=Order, subclasses=False)
def of_one(sender: type[Order], instance: Order, **kwargs: Any) -> None: ...


def choose(subclasses: bool, sender: type[Order]) -> None:
    receiver(post_save, sender=sender, subclasses=subclasses)(saved)


@receiver(post_save, sender="shop.Order", subclasses=True, apps=None)
def lazily(sender: type[Order], instance: Order, **kwargs: Any) -> str:
    return "lazily"


taken: str = lazily(Order, Order())


@receiver([pre_save, post_save], sender=Order, subclasses=True)
def saves(sender: type[Order], instance: Order, created: bool = False, **kwargs: Any) -> None: ...


@receiver((pre_save, post_save), sender="shop.Order", subclasses=True)
def saves_lazily(sender: type[Order], instance: Order, created: bool = False, **kwargs: Any) -> None: ...


@receiver([post_save, post_delete], sender=Order, subclasses=True)
def writes(sender: type[Order], instance: Order, using: str, **kwargs: Any) -> None: ...


@receiver([post_save, post_delete], sender="shop.Order", subclasses=True)
def writes_lazily(sender: type[Order], instance: Order, using: str, **kwargs: Any) -> None: ...


@receiver([post_init, post_save], sender=Order, subclasses=True)
def instances(sender: type[Order], instance: Order, **kwargs: Any) -> None: ...


@receiver([post_init, post_save], sender="shop.Order", subclasses=True)
def instances_lazily(sender: type[Order], instance: Order, **kwargs: Any) -> None: ...


@receiver([pre_init, post_save], sender=Order, subclasses=True)
def models(sender: type[Order], **kwargs: Any) -> None: ...


@receiver([pre_init, post_save], sender="shop.Order", subclasses=True)
def models_lazily(sender: type[Order], **kwargs: Any) -> None: ...


@receiver(order_packed, sender=Order, subclasses=True)
def packed(sender: type[Order], number: int, **kwargs: Any) -> None: ...


@receiver([post_save, order_packed], sender=Order, subclasses=True)
def several(sender: type[Order], **kwargs: Any) -> None: ...


@receiver(own, sender=Order, subclasses=True)
def of_ones_own(sender: type[Order], **kwargs: Any) -> None: ...


@receiver(kept, sender=Order, subclasses=True)
def of_some(sender: type[Order], **kwargs: Any) -> None: ...


signals: list[ModelSignal] = [post_save, post_delete]
for signal in signals:
    receiver(signal, sender=Order, subclasses=True)(of_some)

hears: Callable[..., str] = saved
ended: bool = disconnect(post_save, saved, sender=Order)
disconnect(post_save, sender=Order, dispatch_uid="saved")
disconnect(own, of_ones_own, sender=Order, dispatch_uid=None)
