"""Our signals with the manners of Django's, so that the same test can be put to both."""

from collections.abc import Callable, Hashable, Iterable
from importlib import import_module
from typing import Any

import pytest

import typedsignals
from typedsignals import AsyncSignal, Signal, keyword_signal

Receiver = Callable[..., Any]

SYNC_KINDS = ("Signal", "KeywordSignal")
ASYNC_KINDS = ("AsyncSignal", "AsyncKeywordSignal")
KINDS = (*SYNC_KINDS, *ASYNC_KINDS)


def django_dispatch() -> Any:
    """Return Django's dispatcher, or skip where there is no Django."""
    pytest.importorskip("django")
    return import_module("django.dispatch")


def django_version() -> tuple[int, ...]:
    """Return its version, as far as it makes a difference."""
    version: tuple[int, ...] = import_module("django").VERSION[:2]
    return version


def numbered_signal(kind: str) -> Any:
    """Make a signal of this kind that sends a number, as its payload or as its one keyword."""
    if kind == "Signal":
        return Signal[object, object, Any]("numbered")
    if kind == "AsyncSignal":
        return AsyncSignal[object, object, Any]("numbered")
    if kind == "KeywordSignal":

        @keyword_signal
        def numbered(sender: object, *, number: object = None) -> Any: ...

        return numbered

    @keyword_signal
    async def anumbered(sender: object, *, number: object = None) -> Any: ...

    return anumbered


class DjangoStyle:
    """Ours, called as Django's is: weak by default, the sender by keyword too, the number by its name."""

    def __init__(self, kind: str) -> None:
        self.has_keywords = kind.endswith("KeywordSignal")
        self.signal: Any = numbered_signal(kind)

    def connect(
        self, receiver: Receiver, sender: object = None, weak: bool = True, dispatch_uid: Hashable | None = None
    ) -> None:
        self.signal.connect(receiver, sender=sender, weak=weak, dispatch_uid=dispatch_uid)

    def disconnect(
        self, receiver: Receiver | None = None, sender: object = None, dispatch_uid: Hashable | None = None
    ) -> bool:
        ended: bool = self.signal.disconnect(receiver, sender=sender, dispatch_uid=dispatch_uid)
        return ended

    def has_listeners(self, sender: object = None) -> bool:
        heard: bool = self.signal.has_listeners(sender)
        return heard

    def send(self, sender: object, **named: object) -> Any:
        return self._pass_to(self.signal.send, sender, named)

    def send_robust(self, sender: object, **named: object) -> Any:
        return self._pass_to(self.signal.send_robust, sender, named)

    async def asend(self, sender: object, **named: object) -> Any:
        return await self._pass_to(self.signal.asend, sender, named)

    async def asend_robust(self, sender: object, **named: object) -> Any:
        return await self._pass_to(self.signal.asend_robust, sender, named)

    def _pass_to(self, send: Any, sender: object, named: dict[str, object]) -> Any:
        return send(sender, **named) if self.has_keywords else send(sender, named.get("number"))


class Ours:
    """What a test of behaviour asks for, of typedsignals."""

    logger = "typedsignals"

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def Signal(self) -> DjangoStyle:  # noqa: N802 - as Django calls it
        return DjangoStyle(self.kind)

    @staticmethod
    def receiver(signal: DjangoStyle | Iterable[DjangoStyle], **options: Any) -> Any:
        signals = [signal] if isinstance(signal, DjangoStyle) else signal
        return typedsignals.receiver(*[each.signal for each in signals], **options)


class Theirs:
    """The same, of Django."""

    logger = "django.dispatch"

    def __init__(self) -> None:
        self.Signal, self.receiver = django_dispatch().Signal, django_dispatch().receiver
