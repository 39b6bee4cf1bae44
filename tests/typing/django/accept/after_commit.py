"""A receiver that waits for the commit takes what it took before, and gives None."""

from __future__ import annotations

from typing import Any, assert_type

from shop.models import Order
from typedsignals import Signal, keyword_signal
from typedsignals.django import after_commit, django_signal, receiver
from typedsignals.django.signals import post_delete, post_save


def anything(**kwargs: Any) -> None: ...


def of_order(sender: type[Order], instance: Order, created: bool, **kwargs: Any) -> int:
    return 1


def by_name(instance: Order, **kwargs: object) -> None: ...


post_save.connect(after_commit(anything))
post_save.connect(after_commit(of_order), sender=Order)
post_save.connect(after_commit(of_order, using="archive", robust=True), sender="shop.Order", weak=False)
post_save.connect(after_commit(robust=True)(of_order), sender=Order)
post_delete.connect(after_commit(by_name), sender=Order)
post_save.disconnect(after_commit(of_order), sender=Order)
assert_type(after_commit(of_order)(Order, Order(), created=True, raw=False), None)


@receiver(post_save, sender=Order)
@after_commit
def bare(sender: type[Order], instance: Order, created: bool, **kwargs: Any) -> int:
    return 1


@receiver([post_save, post_delete], sender=Order)
@after_commit(using="archive", robust=True)
def with_options(instance: Order, **kwargs: Any) -> None: ...


assert_type(bare(Order, instance=Order(), created=True), None)


class Ledger:
    def note(self, instance: Order, **kwargs: Any) -> None: ...

    @after_commit
    def later(self, instance: Order, **kwargs: Any) -> None: ...

    def connect(self) -> None:
        post_save.connect(after_commit(self.note), sender=Order)
        post_save.connect(self.later, sender=Order)


registered: Signal[type[Order], int] = Signal("registered")


def note(sender: type[Order], payload: int) -> str:
    return ""


registered.connect(after_commit(note))
registered.disconnect(after_commit(note))


@registered.connect
@after_commit
def decorated(sender: type[Order], payload: int) -> None: ...


@keyword_signal
def completed(sender: type[Order], *, order_id: int) -> None: ...


def note_id(sender: type[Order], order_id: int, **kwargs: object) -> None: ...


completed.connect(after_commit(note_id))


@django_signal
def cancelled(sender: type[Order], *, order_id: int) -> None: ...


cancelled.connect(after_commit(note_id))


@receiver(cancelled)
@after_commit
def note_cancelled(sender: type[Order], order_id: int, **kwargs: Any) -> None: ...
