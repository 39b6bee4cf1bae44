"""Odd shapes of code, none of which makes a run crash; and what the plugin does not see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from tests.typing.shop import OrderCompleted, OrderService, Warehouse, order_completed, order_placed
from typedsignals import AsyncSignal, Connectable, KeywordSignal, Signal, keyword_signal, receiver

F = TypeVar("F", bound=Callable[..., Any])
SignalT = TypeVar("SignalT", bound=Signal[type[OrderService], int])
unknown: Any = None


def of_anything(sender: object, payload: object) -> None: ...
def log(sender: object, **kwargs: object) -> None: ...


order_completed.connect()  # E: no receiver
order_placed.connect()  # E: no receiver
order_placed.connect(receiver=log)  # E: only by position
order_placed.connect(*[log])
order_placed.connect(**{"sender": OrderService})  # E: no receiver
receiver()  # E: no signal
receiver(order_placed)()  # E: no receiver
receiver(unknown)(log)
receiver(unknown, sender=Warehouse)(log)
receiver(*[order_placed])(log)
receiver(order_placed)(*[log])
receiver(order_placed)(unknown)
receiver(order_completed)(print)
order_placed.connect(print)  # E: takes no keywords of ours
order_placed.connect(None)  # E: not callable
order_placed.connect(Warehouse)  # E: takes nothing
order_placed.connect(type)  # E: takes no keywords
order_completed.connect(unknown.receiver, sender=unknown.sender)

connect = order_completed.connect


@connect
def behind_a_name(sender: type[OrderService], payload: OrderCompleted, loud: bool = False) -> None: ...


connector = receiver(order_placed)


@connector  # E: seen, of a connector with a name
def by_a_connector(sender: type[OrderService], oder_id: int = 0, **kwargs: object) -> None: ...


connector(by_a_connector)  # E: seen, by hand


def my_receiver(signal: Any) -> Callable[[F], F]:
    made: Callable[[F], F] = receiver(signal)
    return made


@my_receiver(order_placed)
def unseen(sender: type[OrderService], oder_id: int = 0, **kwargs: object) -> None: ...


def of_a_variable(signal: SignalT) -> SignalT:
    signal.connect(of_anything, sender=Warehouse)
    return signal


def of_a_union(signal: Signal[type[OrderService], int] | AsyncSignal[type[OrderService], int]) -> None:
    @signal.connect  # E: mypy knows no type of it
    def inner(sender: type[OrderService], payload: int) -> None: ...


def unannotated(signal):  # E: no annotations
    order_completed.connect(of_anything, sender=Warehouse)  # E: --strict looks into it


class Local(KeywordSignal[type[OrderService], [int], None]): ...


def made_here() -> None:
    class Inner(Signal[type[OrderService], int]): ...

    @Inner("inner").connect
    def hear(sender: type[OrderService], payload: int, more: str = "") -> None: ...


@keyword_signal
def nothing_to_say(sender: type[OrderService]) -> None: ...


@nothing_to_say.connect  # E: nothing is sent
def hear_nothing(sender: type[OrderService], order_id: int = 0) -> None: ...


def viewed(signal: Connectable[type[OrderService], Any, Any]) -> None:
    signal.connect(of_anything, sender=Warehouse)  # E: a stranger, whatever is sent


class Hearing:
    @order_placed.connect  # E: the class comes first
    @classmethod
    def hear(cls, sender: type[OrderService], **kwargs: object) -> None: ...


order_placed.connect(Hearing.hear)
