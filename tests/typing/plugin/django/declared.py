"""Signals of one's own: senders, `**kwargs`, names, and the `signal` that Django adds."""

from __future__ import annotations

from typing import Any, TypedDict, Unpack

from django.dispatch import Signal
from shop.models import Order
from typedsignals.django import django_signal, receiver


class Mill: ...


class WindMill(Mill): ...


class Stranger: ...


@django_signal
def ground(sender: type[Mill], *, flour: int) -> None: ...


@django_signal
def swept(*, sender: Mill) -> None: ...


def right(sender: type[Mill], flour: int, **kwargs: Any) -> None: ...
def no_kwargs(sender: type[Mill], flour: int) -> None: ...
def int_kwargs(sender: type[Mill], flour: int, **kwargs: int) -> None: ...
def flur(sender: type[Mill], flur: int = 0, **kwargs: Any) -> None: ...
def all_named(signal: Signal, sender: type[Mill], flour: int) -> None: ...


@receiver(ground)  # E: Django needs the **kwargs
def without_kwargs(sender: type[Mill], flour: int) -> None: ...


@receiver(ground)  # E: signal is no int
def with_int_kwargs(sender: type[Mill], flour: int, **kwargs: int) -> None: ...


@receiver(ground, sender=Stranger)  # E: a stranger
def of_a_stranger(sender: type[Mill], **kwargs: Any) -> None: ...


@receiver([ground], sender=Stranger)  # E: a stranger
def of_a_stranger_in_a_list(sender: type[Mill], **kwargs: Any) -> None: ...


@receiver((ground, ground), sender="anybody")  # E: a stranger
def of_a_stranger_in_a_tuple(sender: type[Mill], **kwargs: Any) -> None: ...


@receiver(ground)  # E: did you mean "flour"?
def misspelt(sender: type[Mill], flur: int = 0, **kwargs: Any) -> None: ...


@receiver(ground)  # E: signal is no str
def of_a_text(sender: type[Mill], signal: str, **kwargs: Any) -> None: ...


@receiver(ground)  # E: it is called sender
def by_another_name(mill: type[Mill], **kwargs: Any) -> None: ...


ground.connect(no_kwargs)  # E: Django needs the **kwargs
ground.connect(int_kwargs)  # E: signal is no int
ground.connect(right, sender=Stranger)  # E: a stranger
ground.connect(right, sender=Mill())  # E: an instance
ground.connect(flur)  # E: did you mean "flour"?
ground.connect(all_named)  # E: Django needs the **kwargs
receiver(ground)(no_kwargs)  # E: Django needs the **kwargs
swept.connect(lambda **kwargs: None, sender=Stranger())  # E: a stranger

ground.connect(right, sender=WindMill)
ground.connect(right)
ground.connect(lambda sender, **kwargs: None)
swept.connect(lambda **kwargs: None, sender=WindMill())


# Called by keyword: the sender may be left to **kwargs, and signal be asked for.
@receiver(ground, sender=WindMill)
def named_signal(sender: type[Mill], signal: Signal, **kwargs: Any) -> None: ...


@receiver(ground)
def of_flour(flour: int, **kwargs: Any) -> None: ...


@receiver(ground)
def in_another_order(flour: int, sender: type[Mill], **kwargs: object) -> None: ...


class Flour(TypedDict):
    flour: int


@receiver(ground)  # E: the **kwargs are not any
def unpacked(sender: type[Mill], **kwargs: Unpack[Flour]) -> None: ...


# Odd shapes.
unknown: Any = None
ground.connect()  # E: no receiver
receiver(ground)()  # E: no receiver
receiver(unknown)(right)
receiver(unknown, sender=Order)(right)
receiver(unknown, sender=unknown)(no_kwargs)
receiver(ground)(unknown)
ground.connect(unknown, sender=unknown)
options: dict[str, Any] = {"sender": Stranger}
ground.connect(right, **options)
