"""A receiver that waits for the commit is held to the same contract."""

from __future__ import annotations

from typing import Any

from shop.models import Item, Order
from typedsignals import Signal, keyword_signal
from typedsignals.django import after_commit, receiver
from typedsignals.django.signals import post_save


def of_item(sender: type[Item], instance: Item, **kwargs: Any) -> None: ...


def misspelt(instance: Order, creatd: bool, **kwargs: Any) -> None: ...


post_save.connect(after_commit(of_item), sender=Order)  # E: sent by another model
post_save.connect(after_commit(of_item))  # E: any model may come
post_save.connect(after_commit(misspelt), sender=Order)  # E: no such keyword
after_commit(misspelt, using=7)  # E: an alias is a str
after_commit(misspelt, robust="no")  # E: robust is a bool
after_commit(using=7)  # E: an alias is a str
after_commit(robust="no")  # E: robust is a bool
after_commit(7)  # E: not callable
after_commit(misspelt)(Order())  # E: creatd is missing
result: int = after_commit(misspelt)(Order(), creatd=True)  # E: there is no result


@receiver(post_save, sender=Order)  # E: sent by another model
@after_commit
def decorated(instance: Item, **kwargs: Any) -> None: ...


registered: Signal[type[Order], int] = Signal("registered")


def note(sender: type[Order], payload: str) -> None: ...


registered.connect(after_commit(note))  # E: the payload is an int


@keyword_signal
def completed(sender: type[Order], *, order_id: int) -> None: ...


def note_id(sender: type[Order], ordr_id: int, **kwargs: object) -> None: ...


completed.connect(after_commit(note_id))  # E: misspelt
