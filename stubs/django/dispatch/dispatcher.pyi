"""`django.dispatch`: signals whose receivers are checked where something is known of them."""

import threading
from collections.abc import Callable, Hashable, MutableMapping
from logging import Logger
from typing import Any

from typedsignals.django.types import receiver as receiver

_AnyHashable = Any

NONE_ID: int
NO_RECEIVERS: Any

logger: Logger

class Signal:
    receivers: list[Any]
    lock: threading.Lock
    use_caching: bool
    sender_receivers_cache: MutableMapping[Any, Any]

    def __init__(self, use_caching: bool = False) -> None: ...
    def connect(
        self,
        receiver: Callable[..., Any],
        sender: object | None = None,
        weak: bool = True,
        dispatch_uid: Hashable | None = None,
    ) -> None: ...
    def disconnect(
        self,
        receiver: Callable[..., Any] | None = None,
        sender: object | None = None,
        dispatch_uid: Hashable | None = None,
    ) -> bool: ...
    def has_listeners(self, sender: Any | None = None) -> bool: ...
    # The response is whatever the receiver returned.
    def send(self, sender: Any, **named: Any) -> list[tuple[Callable[..., Any], Any]]: ...
    async def asend(self, sender: Any, **named: Any) -> list[tuple[Callable[..., Any], Any]]: ...
    def send_robust(self, sender: Any, **named: Any) -> list[tuple[Callable[..., Any], Any]]: ...
    async def asend_robust(self, sender: Any, **named: Any) -> list[tuple[Callable[..., Any], Any]]: ...
    def _live_receivers(self, sender: Any) -> tuple[list[Callable[..., Any]], list[Callable[..., Any]]]: ...
