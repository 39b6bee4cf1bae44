"""Parameters with a default, which no send ever fills."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ParamSpec, TypeVar, overload

from tests.typing.shop import (
    OrderCompleted,
    OrderService,
    label_wanted,
    order_closed,
    order_completed,
    order_packed,
    order_placed,
    order_placements,
    order_shipped,
)
from typedsignals import KeywordSignal, keyword_signal, receiver

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S")


@order_placed.connect  # E: did you mean "order_id"?
def misspelt(sender: type[OrderService], oder_id: int = 0, **kwargs: object) -> None: ...


@receiver(order_placed)  # E: did you mean "status"?
def of_receiver(sender: type[OrderService], *, staus: str = "", **kwargs: object) -> None: ...


@receiver(order_placed, sender=OrderService)  # E: nothing like it
def of_a_sender(sender: type[OrderService], loud: bool = False, **kwargs: object) -> None: ...


@receiver(order_placed, order_shipped)  # E: of neither
def of_two(sender: type[OrderService], carier: str = "", **kwargs: object) -> None: ...


@receiver(order_placed, order_shipped)
def of_either(sender: type[OrderService], order_id: int, carrier: str = "", status: str = "", **kw: object) -> None: ...


@order_packed.connect  # E: async signals, too
async def packed(sender: type[OrderService], oder_id: int = 0, **kwargs: object) -> None: ...


@label_wanted.connect  # E: all named
def labelled(sender: type[OrderService], order_id: int, copies: int = 1) -> str:
    return "label"


@order_placed.connect  # E: no annotations needed
def untyped(sender, oder_id=0, **kwargs): ...  # E: no annotations


@order_placed.connect  # E: behind *args
def after_args(sender: type[OrderService], *args: object, staus: str = "", **kwargs: object) -> None: ...


@order_placed.connect  # E: two of them, and the second is sent
def with_the_right_one(
    sender: type[OrderService], staus: str = "", order_id: int = 0, **kwargs: object
) -> None: ...


class Log:
    def hear(self, sender: type[OrderService], oder_id: int = 0, **kwargs: object) -> None: ...
    def __call__(self, sender: type[OrderService], oder_id: int = 0, **kwargs: object) -> None: ...


order_placed.connect(Log().hear)  # E: a method
order_placed.connect(Log())  # E: an object
order_placed.connected(Log())  # E: for a while
(order_placed if Log() else order_placed).connect(Log())  # E: of no name


# What is sent, what is private, and what the sender is called.
@order_placed.connect
def right(sender: type[OrderService], order_id: int = 0, status: str = "", **kwargs: object) -> None: ...


@order_placed.connect
def private(sender: type[OrderService], _cache: dict[str, int] = {}, **kwargs: object) -> None: ...


@order_placed.connect
def for_django_too(sender: type[OrderService], signal: object = None, **kwargs: object) -> None: ...


@order_closed.connect
def default_sender(service: type[OrderService] | None = None, **kwargs: object) -> None: ...


@order_completed.connect
def of_a_payload(sender: type[OrderService], payload: OrderCompleted, loud: bool = False) -> None: ...


@order_placed.connect  # type: ignore[signal-keyword]
def ignored(sender: type[OrderService], oder_id: int = 0, **kwargs: object) -> None: ...


# Stacked, it may be filled by any of them.
@order_placed.connect
@order_shipped.connect
def stacked(sender: type[OrderService], carrier: str = "", status: str = "", **kwargs: object) -> None: ...


@receiver(order_placed)  # E: by none of them
@receiver(order_shipped)  # E: by none of them
def stacked_wrongly(sender: type[OrderService], carier: str = "", **kwargs: object) -> None: ...


# What does not fit is reported once.
@order_placed.connect  # E: order_id has nowhere to go
def unfit(sender: type[OrderService], oder_id: int = 0) -> None: ...


# Of these nothing is known.
@order_placements.connect
def of_unnamed_keywords(sender: type[OrderService], whatever: int = 0, **kwargs: object) -> None: ...


def forward(signal: KeywordSignal[S, P, None]) -> None:
    @signal.connect  # E: it lacks *args
    def hear(sender: S, whatever: int = 0, **kwargs: object) -> None: ...


@overload
def ways(sender: type[OrderService], order_id: int, status: str, oder: int = 0) -> None: ...
@overload
def ways(sender: type[OrderService], order_id: str, status: str) -> None: ...
def ways(sender: type[OrderService], order_id: object, status: str, oder: int = 0) -> None: ...


order_placed.connect(ways)
order_placed.connect(partial(of_either, carrier=""))
order_placed.connect(lambda sender, **kwargs: None)
anything: Any = None
order_placed.connect(anything)
call: Callable[..., Any] = order_placed.connect
call(misspelt)
