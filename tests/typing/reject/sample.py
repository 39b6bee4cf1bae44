"""A receiver that takes another payload is rejected."""

from collections.abc import Callable
from typing import Protocol


class Connects(Protocol):
    def __call__(self, receiver: Callable[[str, int], None], /) -> None: ...


def use(connect: Connects) -> None:
    def receive(sender: str, payload: bytes) -> None: ...

    connect(receive)  # E: the payload is an int
