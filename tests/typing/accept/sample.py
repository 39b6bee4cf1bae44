"""A receiver that takes what is sent is accepted."""

from collections.abc import Callable
from typing import Protocol, assert_type


class Connects(Protocol):
    def __call__(self, receiver: Callable[[str, int], None], /) -> None: ...


def use(connect: Connects) -> None:
    def receive(sender: str, payload: int) -> None: ...

    assert_type(connect(receive), None)
