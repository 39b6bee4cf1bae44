"""Parameters with a default that Django never fills."""

from __future__ import annotations

from typing import Any

from django.dispatch import Signal
from shop.models import Order
from typedsignals.django import after_commit
from typedsignals.django import django_signal, receiver
from typedsignals.django.signals import class_prepared, m2m_changed, post_delete, post_init, post_save, pre_init
from typedsignals.django.signals import request_started, setting_changed


def creatd(instance: Order, creatd: bool = False, **kwargs: Any) -> None: ...
def right(instance: Order, created: bool = False, _cache: int = 0, **kwargs: Any) -> None: ...


@receiver(post_save, sender=Order)  # E: did you mean "created"?
def misspelt(instance: Order, creatd: bool = False, **kwargs: Any) -> None: ...


@receiver([post_save, post_delete], sender=Order)  # E: did you mean "origin"?
def of_a_list(instance: Order, orgin: object = None, **kwargs: Any) -> None: ...


@receiver(post_save)  # E: without annotations, too
def untyped(instance, creatd=False, **kwargs): ...  # E: no annotations


@receiver(request_started)  # E: did you mean "scope"?
def started(sender: object, scpe: object = None, **kwargs: Any) -> None: ...


@receiver(setting_changed)  # E: did you mean "enter"?
def changed(setting: str, enters: bool = False, **kwargs: Any) -> None: ...


@receiver(class_prepared)  # E: nothing but the class
def prepared(sender: object, instance: object = None, **kwargs: Any) -> None: ...


@receiver(post_save, sender=Order)  # E: behind after_commit, too
@after_commit
def committed(instance: Order, creatd: bool = False, **kwargs: Any) -> None: ...


@receiver(post_save)  # E: of a class, too
class Saved:
    def __init__(self, instance: object, creatd: bool = False, **kwargs: Any) -> None: ...


unknown: Any = None


@receiver(post_save, sender=unknown)  # mypy cannot tell which overload it is
def of_an_unknown_sender(instance: object, creatd: bool = False, **kwargs: Any) -> None: ...


post_save.connect(creatd, sender=Order)  # E: did you mean "created"?
post_save.connect(creatd, sender="shop.Order")  # E: did you mean "created"?
post_delete.connect(creatd, sender=Order)  # E: nothing like it
post_save.connect(after_commit(creatd), sender=Order)  # E: did you mean "created"?

post_save.connect(right, sender=Order)
post_delete.connect(right, sender=Order)  # another signal sends it, to which it may be connected, too
m2m_changed.connect(right, sender="shop.Order_items")


@receiver(request_started)
def of_both_servers(sender: object, scope: object = None, environ: object = None, **kwargs: Any) -> None: ...


# Of several kinds, all is not said.
@receiver([pre_init, post_init])
def made(sender: object, instance: object = None, whatever: object = None, **kwargs: Any) -> None: ...


@receiver([post_save, request_started])
def of_all_kinds(sender: object, whatever: object = None, **kwargs: Any) -> None: ...


@receiver(Signal())
def of_an_unknown_signal(sender: object, whatever: object = None, **kwargs: Any) -> None: ...


# Two signals of our own.
@django_signal
def opened(sender: type[Order], *, till: int) -> None: ...


@django_signal
def closed(sender: type[Order], *, sum: int) -> None: ...


@receiver(opened)
@receiver(closed)
def of_two(sender: type[Order], till: int = 0, sum: int = 0, **kwargs: Any) -> None: ...
