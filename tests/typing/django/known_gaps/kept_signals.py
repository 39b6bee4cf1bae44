"""What holds one signal first and another then: some checkers take the class of the first for the class of all.

`ModelSignal` (for the others, `Signal`) is the class to write; what is connected through it is not checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model
from django.db.models.signals import ModelSignal
from shop.models import Order
from typedsignals.django.signals import m2m_changed, post_delete, post_save, pre_save


def saved(sender: type[Model], instance: Model, using: str, **kwargs: Any) -> None: ...
def changed(instance: Model, action: str, **kwargs: Any) -> None: ...


class Inferred:
    signal = post_save


class InferredBelow(Inferred):
    signal = post_delete  # E[mypy,pyrefly]: a false alarm


class Declared:
    signal: ModelSignal = post_save


class DeclaredBelow(Declared):
    signal = post_delete


def inferred(deleted: bool) -> None:
    signal = post_save
    if deleted:
        signal = post_delete  # E[mypy]: a false alarm
    by_name = {"save": post_save}
    by_name["delete"] = post_delete  # E[mypy,pyright,pyrefly]: a false alarm
    listed = [post_save]
    listed.append(pre_save)  # E[mypy,pyright,pyrefly]: a false alarm
    for each, function in [(post_save, saved), (m2m_changed, changed)]:
        each.connect(function)  # E[mypy,pyrefly,ty]: a false alarm


def declared(deleted: bool) -> None:
    signal: ModelSignal = post_save
    if deleted:
        signal = post_delete
    by_name: dict[str, ModelSignal] = {"save": post_save}
    by_name["delete"] = post_delete
    listed: list[ModelSignal] = [post_save]
    listed.append(pre_save)
    for each in (signal, by_name["save"], *listed):
        each.connect(saved, sender=Order)


def pairs() -> Iterator[tuple[ModelSignal, Callable[..., None]]]:
    yield post_save, saved
    yield m2m_changed, changed


for each, function in pairs():
    each.connect(function, sender=Order)
