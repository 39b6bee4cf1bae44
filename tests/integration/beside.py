"""What the tests beside libraries with keywords compare theirs with."""

from typing import Any

from typedsignals import keyword_signal


def ours() -> Any:
    """Make one of ours that is sent in the same way."""

    @keyword_signal
    def order_completed(sender: object) -> None: ...

    return order_completed


def ours_async() -> Any:
    """Make the same for receivers that may be async."""

    @keyword_signal
    async def order_completed(sender: object) -> None: ...

    return order_completed


def first(sender: object, **kwargs: object) -> None: ...
def second(sender: object, **kwargs: object) -> None: ...
