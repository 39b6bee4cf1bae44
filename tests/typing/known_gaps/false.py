"""What is right, and what the checkers named in a mark report all the same."""

from collections.abc import Awaitable, Callable, Coroutine
from decimal import Decimal
from typing import Any, TypeVar, assert_type

from tests.typing.shop import ExpressService, OrderCompleted, OrderService, order_closed, order_completed
from typedsignals import Signal, receiver

T = TypeVar("T")
order = OrderCompleted(7, Decimal(9))


# A generic receiver: connect(f) is understood, the decorator is not.
@order_completed.connect  # E[pyrefly]: T is not solved
def of_any_payload(sender: object, payload: T) -> None: ...


@receiver(order_completed)  # E[pyrefly]: T is not solved
def received_of_any_payload(sender: object, payload: T) -> None: ...


# A lambda that names keywords: its parameters are not inferred through a ParamSpec. `lambda sender, **kwargs:` is.
order_closed.connect(lambda sender, order_id: print(order_id))  # E[mypy]: no type of a lambda


# Names in quotes, inside a function.
class Checkout:
    def __init__(self) -> None:
        self.closed = Signal["Checkout", int]("closed")  # E[pyrefly]: takes the quoted name for a str


def of_express(sender: type[ExpressService], payload: OrderCompleted) -> None: ...


# ty narrows to the one class that is given, and tells decorated functions from other callables.
narrowed = order_completed.connect(of_express, sender=ExpressService)
assert_type(narrowed, Callable[[type[ExpressService], OrderCompleted], None])  # E[ty]: of one class


@receiver(order_completed)
def decorated(sender: type[OrderService], payload: OrderCompleted) -> None: ...


assert_type(decorated, Callable[[type[OrderService], OrderCompleted], None])  # E[ty]: prints the same type

# A union of coroutines and values is none of awaitables and values: say Awaitable.
drawn: Signal[type[OrderService], OrderCompleted, Coroutine[Any, Any, str] | str] = Signal("drawn")
assert_type([text for _, text in drawn.send(OrderService, order)], list[str])  # E: coroutines among them
said: Signal[type[OrderService], OrderCompleted, Awaitable[str] | str] = Signal("said")
assert_type([text for _, text in said.send(OrderService, order)], list[str])
