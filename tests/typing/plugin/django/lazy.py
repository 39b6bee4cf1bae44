"""A sender that is a label, or the setting: the model that it stands for."""

from __future__ import annotations

from typing import Any, Final

from django import conf
from django.conf import settings
from shop.models import Customer, Item, Order
from typedsignals.django import django_signal, receiver
from typedsignals.django.signals import m2m_changed, post_delete, post_init, post_save, pre_save

LABEL: Final = "shop.Order"
name = "shop.Order"


def of_an_item(instance: Item, **kwargs: Any) -> None: ...
def of_an_order(instance: Order, **kwargs: Any) -> None: ...
def of_a_customer(instance: Customer, **kwargs: Any) -> None: ...


@receiver(post_save, sender="shop.Order")  # E: an order is no item
def item(instance: Item, **kwargs: Any) -> None: ...


@receiver(post_save, sender=LABEL)  # E: an order is no item
def by_constant(instance: Item, **kwargs: Any) -> None: ...


@receiver(post_save, sender="shop.Oder")  # E: there is no such model
def misspelt(instance: Order, **kwargs: Any) -> None: ...


@receiver(post_save, sender="order")  # E: there is no such model
def no_label(instance: Order, **kwargs: Any) -> None: ...


@receiver(m2m_changed, sender="shop.Order_itms")  # E: there is no such model
def no_relation(instance: Order, **kwargs: Any) -> None: ...


@receiver(post_save, sender=settings.AUTH_USER_MODEL)  # E: a customer is no item
def user(instance: Item, **kwargs: Any) -> None: ...


@receiver([post_save, post_delete], sender="shop.Order")  # E: an order is no item
def of_a_list(instance: Item, **kwargs: Any) -> None: ...


@receiver(sender="shop.Order", signal=post_save)  # E: an order is no item
def by_name(instance: Item, **kwargs: Any) -> None: ...


post_save.connect(of_an_item, sender="shop.Order")  # E: an order is no item
post_save.connect(of_an_item, LABEL)  # E: an order is no item
post_save.connect(of_an_item, sender=settings.AUTH_USER_MODEL)  # E: a customer is no item
post_save.connect(of_an_item, sender=conf.settings.AUTH_USER_MODEL)  # E: a customer is no item
post_save.connect(of_an_order, sender="shop.Oder")  # E: there is no such model
post_save.connect(of_an_order, sender="order")  # E: there is no such model
receiver(post_save, sender="shop.Oder")(of_an_order)  # E: there is no such model

post_save.connect(of_an_order, sender="shop.Order")
post_save.connect(receiver=of_an_item, sender="shop.Item")
post_save.connect(of_a_customer, sender=settings.AUTH_USER_MODEL)
post_save.connect(lambda instance, **kwargs: None, sender="shop.Order")
post_save.connect(of_an_item, sender=name)
receiver(post_save, sender=LABEL)(of_an_order)
receiver(post_save, sender=name)(of_an_item)


# The sender of a relation is not its instance.
@receiver(m2m_changed, sender="shop.Order_items")
def related(instance: Order, **kwargs: Any) -> None: ...


@receiver([m2m_changed, post_init], sender="shop.Order_items")
def related_or_made(instance: Order, **kwargs: Any) -> None: ...


m2m_changed.connect(of_an_order, sender="shop.Order_items")
m2m_changed.connect(of_an_order, sender="shop.Order_itms")  # E: there is no such model


# What any other string is, the signal says.
@django_signal
def till_opened(sender: str, *, till: int) -> None: ...


@receiver(till_opened, sender="shop.front")
def opened(till: int, **kwargs: Any) -> None: ...


till_opened.connect(opened, sender="shop.back")


class Settings:
    AUTH_USER_MODEL: str = "shop.Item"


pre_save.connect(of_an_item, sender=Settings().AUTH_USER_MODEL)
