"""A model with its subclasses. (Django's own `receiver` knows none: these are the views', in each run.)"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Model
from shop.models import Customer, GiftOrder, Item, Order, PaidOrder
from typedsignals.django import disconnect, django_signal, receiver
from typedsignals.django.signals import post_delete, post_save, pre_save


@django_signal
def order_paid(sender: type[PaidOrder], *, cents: int) -> None: ...


# What is narrower than what comes, mypy sees by itself.
@receiver(post_save, sender=Order, subclasses=True)  # E: orders come, too, that are no gifts
def too_narrow(instance: GiftOrder, **kwargs: Any) -> None: ...


@receiver(post_save, sender=Order, subclasses=True)  # E: did you mean "created"?
def misspelt(instance: Order, creatd: bool = False, **kwargs: Any) -> None: ...


@receiver([pre_save, post_save], sender=Order, subclasses=True)  # E: did you mean "update_fields"?
def misspelt_in_a_list(instance: Order, update_field: Any = None, **kwargs: Any) -> None: ...


# A label stands for its model.
@receiver(post_save, sender="shop.Order", subclasses=True)  # E: orders come, too, that are no gifts
def too_narrow_for_a_label(instance: GiftOrder, **kwargs: Any) -> None: ...


@receiver(post_save, sender="shop.Order", subclasses=True)  # E: an order is no item
def of_another(instance: Item, **kwargs: Any) -> None: ...


@receiver([post_save, post_delete], sender="shop.Order", subclasses=True)  # E: an order is no item
def of_another_in_a_list(instance: Item, **kwargs: Any) -> None: ...


@receiver(post_save, sender="shop.Oder", subclasses=True)  # E: there is no such model
def of_none(instance: Order, **kwargs: Any) -> None: ...


@receiver(post_save, sender=settings.AUTH_USER_MODEL, subclasses=True)  # E: a customer is no item
def of_a_user(instance: Item, **kwargs: Any) -> None: ...


@receiver(post_save, sender="shop.Order", subclasses=True)
def right(sender: type[Order], instance: Order, created: bool, **kwargs: Any) -> None: ...


@receiver(post_save, sender=settings.AUTH_USER_MODEL, subclasses=True)
def of_customers(instance: Customer, **kwargs: Any) -> None: ...


# A base hears what sends, if its subclasses count; a stranger's subclasses are strangers.
@receiver(order_paid, sender=Order, subclasses=True)
@receiver(order_paid, sender=Model, subclasses=True)
@receiver(order_paid, sender=PaidOrder, subclasses=True)
def paid(sender: type[Order], cents: int, **kwargs: Any) -> None: ...


@receiver(order_paid, sender=Order)  # E: orders are not paid at once
def paid_at_once(sender: type[Order], cents: int, **kwargs: Any) -> None: ...


@receiver(order_paid, sender=Order, subclasses=False)  # E: they do not count
def paid_without(sender: type[Order], cents: int, **kwargs: Any) -> None: ...


@receiver(order_paid, sender=Item, subclasses=True)  # E: a stranger
def of_a_stranger(sender: type[Order], cents: int, **kwargs: Any) -> None: ...


# What is decorated keeps its type.
@receiver(post_save, sender=Order, subclasses=True)
def index(instance: Order, **kwargs: Any) -> str:
    return "indexed"


index(Order())
index(Item())  # E: an item is no order
indexed: int = index(Order())  # E: a text
disconnect(post_save, index, sender=Order)

# Odd shapes.
unknown: Any = None
options: dict[str, Any] = {"subclasses": True}
receiver(post_save, sender=Order, **options)(index)
receiver(post_save, sender=unknown, subclasses=unknown)(index)
receiver(unknown, sender=Order, subclasses=True)(index)
receiver(order_paid, sender=Order, subclasses=True)()  # E: no receiver
