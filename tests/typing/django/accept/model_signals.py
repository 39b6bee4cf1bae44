"""Right receivers of pre_init, post_init, pre_save, post_save, pre_delete, post_delete, m2m_changed, class_prepared."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from shop.models import Bundle, BundleItem, Item, Order
from typedsignals.django import receiver
from typedsignals.django.signals import pre_init, post_init, pre_save, post_save, pre_delete, post_delete, m2m_changed, class_prepared


# pre_init
@receiver(pre_init)
def pre_init_everything(sender: type[Model], args: tuple[Any, ...], kwargs: dict[str, Any], **more: Any) -> None: ...

@receiver(pre_init)
def pre_init_kwargs_only(**kwargs: Any) -> None: ...

@receiver(pre_init, sender=Order)
def pre_init_filtered(sender: type[Order], args: tuple[Any, ...], kwargs: dict[str, Any], **more: Any) -> None: ...

pre_init.connect(pre_init_everything)
def pre_init_plain(sender: type[Order], args: tuple[Any, ...], kwargs: dict[str, Any], **more: object) -> None: ...
pre_init.connect(pre_init_plain, sender=Order, weak=False, dispatch_uid="pre_init")
pre_init.disconnect(pre_init_plain, sender=Order)
@receiver(pre_init, sender="shop.Order")
def pre_init_lazy(sender: type[Order], args: tuple[Any, ...], kwargs: dict[str, Any], **more: Any) -> None: ...

pre_init.connect(pre_init_plain, sender="shop.Order")
pre_init.disconnect(pre_init_plain, sender="shop.Order")

# post_init
@receiver(post_init)
def post_init_everything(sender: type[Model], instance: Model, **kwargs: Any) -> None: ...

@receiver(post_init)
def post_init_kwargs_only(**kwargs: Any) -> None: ...

@receiver(post_init)
def post_init_some(sender: type[Model], instance: Model, signal: object, **kwargs: Any) -> None: ...

@receiver(post_init, sender=Order)
def post_init_filtered(sender: type[Order], instance: Order, **kwargs: Any) -> None: ...

post_init.connect(post_init_everything)
def post_init_plain(sender: type[Order], instance: Order, **kwargs: object) -> None: ...
post_init.connect(post_init_plain, sender=Order, weak=False, dispatch_uid="post_init")
post_init.disconnect(post_init_plain, sender=Order)
@receiver(post_init, sender="shop.Order")
def post_init_lazy(sender: type[Order], instance: Order, **kwargs: Any) -> None: ...

post_init.connect(post_init_plain, sender="shop.Order")
post_init.disconnect(post_init_plain, sender="shop.Order")

# pre_save
@receiver(pre_save)
def pre_save_everything(sender: type[Model], instance: Model, raw: bool, using: str, update_fields: frozenset[str] | None, **kwargs: Any) -> None: ...

@receiver(pre_save)
def pre_save_kwargs_only(**kwargs: Any) -> None: ...

@receiver(pre_save)
def pre_save_some(sender: type[Model], instance: Model, signal: object, **kwargs: Any) -> None: ...

@receiver(pre_save, sender=Order)
def pre_save_filtered(sender: type[Order], instance: Order, raw: bool, using: str, update_fields: frozenset[str] | None, **kwargs: Any) -> None: ...

pre_save.connect(pre_save_everything)
def pre_save_plain(sender: type[Order], instance: Order, raw: bool, using: str, update_fields: frozenset[str] | None, **kwargs: object) -> None: ...
pre_save.connect(pre_save_plain, sender=Order, weak=False, dispatch_uid="pre_save")
pre_save.disconnect(pre_save_plain, sender=Order)
@receiver(pre_save, sender="shop.Order")
def pre_save_lazy(sender: type[Order], instance: Order, raw: bool, using: str, update_fields: frozenset[str] | None, **kwargs: Any) -> None: ...

pre_save.connect(pre_save_plain, sender="shop.Order")
pre_save.disconnect(pre_save_plain, sender="shop.Order")

# post_save
@receiver(post_save)
def post_save_everything(sender: type[Model], instance: Model, created: bool, raw: bool, using: str, update_fields: frozenset[str] | None, **kwargs: Any) -> None: ...

@receiver(post_save)
def post_save_kwargs_only(**kwargs: Any) -> None: ...

@receiver(post_save)
def post_save_some(sender: type[Model], instance: Model, signal: object, **kwargs: Any) -> None: ...

@receiver(post_save, sender=Order)
def post_save_filtered(sender: type[Order], instance: Order, created: bool, raw: bool, using: str, update_fields: frozenset[str] | None, **kwargs: Any) -> None: ...

post_save.connect(post_save_everything)
def post_save_plain(sender: type[Order], instance: Order, created: bool, raw: bool, using: str, update_fields: frozenset[str] | None, **kwargs: object) -> None: ...
post_save.connect(post_save_plain, sender=Order, weak=False, dispatch_uid="post_save")
post_save.disconnect(post_save_plain, sender=Order)
@receiver(post_save, sender="shop.Order")
def post_save_lazy(sender: type[Order], instance: Order, created: bool, raw: bool, using: str, update_fields: frozenset[str] | None, **kwargs: Any) -> None: ...

post_save.connect(post_save_plain, sender="shop.Order")
post_save.disconnect(post_save_plain, sender="shop.Order")

# pre_delete
@receiver(pre_delete)
def pre_delete_everything(sender: type[Model], instance: Model, using: str, origin: Model | QuerySet[Any], **kwargs: Any) -> None: ...

@receiver(pre_delete)
def pre_delete_kwargs_only(**kwargs: Any) -> None: ...

@receiver(pre_delete)
def pre_delete_some(sender: type[Model], instance: Model, signal: object, **kwargs: Any) -> None: ...

@receiver(pre_delete, sender=Order)
def pre_delete_filtered(sender: type[Order], instance: Order, using: str, origin: Model | QuerySet[Any], **kwargs: Any) -> None: ...

pre_delete.connect(pre_delete_everything)
def pre_delete_plain(sender: type[Order], instance: Order, using: str, origin: Model | QuerySet[Any], **kwargs: object) -> None: ...
pre_delete.connect(pre_delete_plain, sender=Order, weak=False, dispatch_uid="pre_delete")
pre_delete.disconnect(pre_delete_plain, sender=Order)
@receiver(pre_delete, sender="shop.Order")
def pre_delete_lazy(sender: type[Order], instance: Order, using: str, origin: Model | QuerySet[Any], **kwargs: Any) -> None: ...

pre_delete.connect(pre_delete_plain, sender="shop.Order")
pre_delete.disconnect(pre_delete_plain, sender="shop.Order")

# post_delete
@receiver(post_delete)
def post_delete_everything(sender: type[Model], instance: Model, using: str, origin: Model | QuerySet[Any], **kwargs: Any) -> None: ...

@receiver(post_delete)
def post_delete_kwargs_only(**kwargs: Any) -> None: ...

@receiver(post_delete)
def post_delete_some(sender: type[Model], instance: Model, signal: object, **kwargs: Any) -> None: ...

@receiver(post_delete, sender=Order)
def post_delete_filtered(sender: type[Order], instance: Order, using: str, origin: Model | QuerySet[Any], **kwargs: Any) -> None: ...

post_delete.connect(post_delete_everything)
def post_delete_plain(sender: type[Order], instance: Order, using: str, origin: Model | QuerySet[Any], **kwargs: object) -> None: ...
post_delete.connect(post_delete_plain, sender=Order, weak=False, dispatch_uid="post_delete")
post_delete.disconnect(post_delete_plain, sender=Order)
@receiver(post_delete, sender="shop.Order")
def post_delete_lazy(sender: type[Order], instance: Order, using: str, origin: Model | QuerySet[Any], **kwargs: Any) -> None: ...

post_delete.connect(post_delete_plain, sender="shop.Order")
post_delete.disconnect(post_delete_plain, sender="shop.Order")

# m2m_changed
@receiver(m2m_changed)
def m2m_changed_everything(sender: type[Model], action: str, instance: Model, reverse: bool, model: type[Model], pk_set: set[int] | None, using: str, raw: bool = False, **kwargs: Any) -> None: ...

@receiver(m2m_changed)
def m2m_changed_kwargs_only(**kwargs: Any) -> None: ...

@receiver(m2m_changed)
def m2m_changed_some(sender: type[Model], action: str, signal: object, **kwargs: Any) -> None: ...

@receiver(m2m_changed, sender=BundleItem)
def m2m_changed_filtered(sender: type[Model], action: str, instance: Bundle, reverse: bool, model: type[Model], pk_set: set[int] | None, using: str, **kwargs: Any) -> None: ...

m2m_changed.connect(m2m_changed_everything)
def m2m_changed_plain(sender: type[Model], action: str, instance: Bundle, reverse: bool, model: type[Model], pk_set: set[int] | None, using: str, **kwargs: object) -> None: ...
m2m_changed.connect(m2m_changed_plain, sender=BundleItem, weak=False, dispatch_uid="m2m_changed")
m2m_changed.disconnect(m2m_changed_plain, sender=BundleItem)
@receiver(m2m_changed, sender="shop.Order")
def m2m_changed_lazy(sender: type[Model], action: str, instance: Bundle, reverse: bool, model: type[Model], pk_set: set[int] | None, using: str, **kwargs: Any) -> None: ...

m2m_changed.connect(m2m_changed_plain, sender="shop.Order")
m2m_changed.disconnect(m2m_changed_plain, sender="shop.Order")

# class_prepared
@receiver(class_prepared)
def class_prepared_everything(sender: type[Model], **kwargs: Any) -> None: ...

@receiver(class_prepared)
def class_prepared_kwargs_only(**kwargs: Any) -> None: ...

@receiver(class_prepared)
def class_prepared_some(sender: type[Model], signal: object, **kwargs: Any) -> None: ...

@receiver(class_prepared, sender=Order)
def class_prepared_filtered(sender: type[Order], **kwargs: Any) -> None: ...

class_prepared.connect(class_prepared_everything)
def class_prepared_plain(sender: type[Order], **kwargs: object) -> None: ...
class_prepared.connect(class_prepared_plain, sender=Order, weak=False, dispatch_uid="class_prepared")
class_prepared.disconnect(class_prepared_plain, sender=Order)
