"""Wrong receivers of a model with its subclasses, and what has no subclasses that send."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Model
from shop.models import Customer, GiftOrder, Item, Order, PaidOrder
from typedsignals.django import disconnect, django_signal, receiver
from typedsignals.django.signals import class_prepared, connection_created, m2m_changed, post_delete, post_init, post_save, pre_init
from typedsignals.django.signals import pre_save, request_started, user_logged_in


class OrderService: ...


@django_signal
def order_packed(sender: type[Order], *, number: int) -> None: ...


@receiver(post_save, sender=Order, subclasses=True)  # E: orders come, too, that are no gifts
def too_narrow(instance: GiftOrder, **kwargs: Any) -> None: ...


@receiver(post_save, sender=Order, subclasses=True)  # E: and send
def too_narrow_sender(sender: type[PaidOrder], **kwargs: Any) -> None: ...


@receiver(post_save, sender=AbstractUser, subclasses=True)  # E: a project may have other users
def too_narrow_for_an_abstract_one(instance: Customer, **kwargs: Any) -> None: ...


@receiver(post_save, sender=Order, subclasses=True)  # E: no item is an order
def of_another(instance: Item, **kwargs: Any) -> None: ...


@receiver(post_save, sender=Order, subclasses=True)  # E: misspelt
def misspelt(instance: Order, creatd: bool, **kwargs: Any) -> None: ...


@receiver(post_save, sender=Order, subclasses=True)  # E: no **kwargs
def too_few(sender: type[Order], instance: Order) -> None: ...


@receiver(pre_init, sender=Order, subclasses=True)  # E: it sends no instance
def not_made_yet(instance: Order, **kwargs: Any) -> None: ...


@receiver(post_init, sender=Order, subclasses=True)  # E: too narrow
def made(instance: GiftOrder, **kwargs: Any) -> None: ...


@receiver(pre_save, sender=Order, subclasses=True)  # E: it sends no created
def not_created_yet(instance: Order, created: bool, **kwargs: Any) -> None: ...


@receiver(post_delete, sender=Order, subclasses=True)  # E: too narrow
def deleted(instance: GiftOrder, **kwargs: Any) -> None: ...


@receiver([pre_save, post_save], sender=Order, subclasses=True)  # E: too narrow
def saves(instance: GiftOrder, **kwargs: Any) -> None: ...


@receiver([post_save, post_delete], sender=Order, subclasses=True)  # E: not always sent
def writes(instance: Order, created: bool, **kwargs: Any) -> None: ...


@receiver([post_init, post_save], sender=Order, subclasses=True)  # E: too narrow
def instances(instance: GiftOrder, **kwargs: Any) -> None: ...


@receiver([pre_init, post_save], sender=Order, subclasses=True)  # E: too narrow
def models(sender: type[GiftOrder], **kwargs: Any) -> None: ...


@receiver(post_save, sender="shop.Order", subclasses=True)  # E: misspelt
def lazily(instance: Order, creatd: bool, **kwargs: Any) -> None: ...


@receiver(order_packed, sender=Order, subclasses=True)  # E: a number is sent
def packed(sender: type[Order], number: str, **kwargs: Any) -> None: ...


# The options.


def fine(**kwargs: Any) -> None: ...


receiver(post_save, subclasses=True)(fine)  # E: of no sender
receiver(post_save, sender=None, subclasses=True)(fine)  # E: of no sender
receiver(post_save, sender=Order, subclasses="yes")(fine)  # E: a str
receiver(post_save, sender=Order, subclasses=None)(fine)  # E: neither
receiver(post_save, sender=Order, subclases=True)(fine)  # E: misspelt
receiver(post_save, sender=OrderService, subclasses=True)(fine)  # E: no model
receiver(post_save, sender=7, subclasses=True)(fine)  # E: no class
receiver([pre_save, post_save], subclasses=True)(fine)  # E: of no sender
receiver(order_packed, sender=OrderService, subclasses=True)(fine)  # E: no model
receiver(order_packed, subclasses=True)(fine)  # E: of no sender
post_save.connect(fine, sender=Order, subclasses=True)  # E: Django's own knows none


# Signals that no model sends, or that say of one what it is not yet.


@receiver(m2m_changed, sender=Order.items.through, subclasses=True)  # E: a relation sends it
def related(**kwargs: Any) -> None: ...


@receiver(m2m_changed, sender="shop.BundleItem", subclasses=True)  # E: a relation sends it
def related_lazily(**kwargs: Any) -> None: ...


@receiver([post_save, m2m_changed], sender=Order, subclasses=True)  # E: a relation sends the other one
def saved_or_related(**kwargs: Any) -> None: ...


receiver(class_prepared, sender=Order, subclasses=True)(fine)  # E: it is sent as a class is made
receiver(request_started, sender=Order, subclasses=True)(fine)  # E: no model sends it
receiver(user_logged_in, sender=Customer, subclasses=True)(fine)  # E: no model sends it
receiver(connection_created, subclasses=True)(fine)  # E: no model sends it


# Their end.
disconnect("post_save", fine, sender=Order)  # E: no signal
disconnect(post_save, "fine", sender=Order)  # E: no receiver
disconnect(post_save, fine)  # E: of no sender
disconnect(post_save, fine, sender="shop.Order")  # E: a label
disconnect(post_save, fine, sender=OrderService)  # E: no model
disconnect(post_save, fine, sender=Order, dispatch_uid=[])  # E: not hashable
disconnect(post_save, fine, sender=Order, subclasses=True)  # E: it ends both
ended: str = disconnect(post_save, fine, sender=Model)  # E: a bool
