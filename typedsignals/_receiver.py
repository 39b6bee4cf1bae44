"""``receiver``: the decorator that connects one function to one signal, or to several.

Rules of this file:
- It states types; the work is one loop over ``connect``.
- With ``sender=`` a signal is taken through a protocol that is contravariant in the sender: a foreign one is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import ExitStack
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, overload

from typedsignals._base import SignalBase
from typedsignals._callables import describe
from typedsignals._keyword import KeywordSignal
from typedsignals._signal import Signal
from typedsignals._types import AnyResultT, ParamsP, PayloadT, SenderT, SenderT_contra, SubT
from typedsignals.errors import UsageError

Sender2T = TypeVar("Sender2T")
Sender3T = TypeVar("Sender3T")
Sender4T = TypeVar("Sender4T")
Payload2T = TypeVar("Payload2T")
Payload3T = TypeVar("Payload3T")
Payload4T = TypeVar("Payload4T")
Params2P = ParamSpec("Params2P")
Params3P = ParamSpec("Params3P")
Params4P = ParamSpec("Params4P")
SenderT_co = TypeVar("SenderT_co", covariant=True)
AnyResultT_co = TypeVar("AnyResultT_co", covariant=True)


class _Takes(Protocol[SenderT_contra, PayloadT, AnyResultT]):
    """A signal from the side of its senders: ``sender=`` may be narrower than it says, but not foreign."""

    def _takes(self, sender: SenderT_contra, /) -> None: ...
    def _carries(self, payload: PayloadT, result: AnyResultT, /) -> tuple[PayloadT, AnyResultT]: ...


class _TakesKeywords(Protocol[SenderT_contra, ParamsP, AnyResultT_co]):
    def _takes(self, sender: SenderT_contra, /) -> None: ...
    def _declares(self) -> Callable[ParamsP, AnyResultT_co]: ...


class _Connector(Protocol[SenderT, PayloadT, AnyResultT]):
    def __call__(
        self, receiver: Callable[[SenderT, PayloadT], AnyResultT], /
    ) -> Callable[[SenderT, PayloadT], AnyResultT]: ...


class _KeywordConnector(Protocol[SenderT_co, ParamsP, AnyResultT]):
    def __call__(
        self, receiver: Callable[Concatenate[SenderT_co, ParamsP], AnyResultT], /
    ) -> Callable[..., AnyResultT]: ...


# What a receiver of several keyword signals has to be: callable as each of them calls.
class _Heard2(Protocol[SenderT_contra, ParamsP, Params2P, AnyResultT_co]):
    @overload
    def __call__(self, sender: SenderT_contra, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs) -> AnyResultT_co: ...
    @overload
    def __call__(self, sender: SenderT_contra, /, *args: Params2P.args, **kwargs: Params2P.kwargs) -> AnyResultT_co: ...


class _Heard3(Protocol[SenderT_contra, ParamsP, Params2P, Params3P, AnyResultT_co]):
    @overload
    def __call__(self, sender: SenderT_contra, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs) -> AnyResultT_co: ...
    @overload
    def __call__(self, sender: SenderT_contra, /, *args: Params2P.args, **kwargs: Params2P.kwargs) -> AnyResultT_co: ...
    @overload
    def __call__(self, sender: SenderT_contra, /, *args: Params3P.args, **kwargs: Params3P.kwargs) -> AnyResultT_co: ...


class _Heard4(Protocol[SenderT_contra, ParamsP, Params2P, Params3P, Params4P, AnyResultT_co]):
    @overload
    def __call__(self, sender: SenderT_contra, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs) -> AnyResultT_co: ...
    @overload
    def __call__(self, sender: SenderT_contra, /, *args: Params2P.args, **kwargs: Params2P.kwargs) -> AnyResultT_co: ...
    @overload
    def __call__(self, sender: SenderT_contra, /, *args: Params3P.args, **kwargs: Params3P.kwargs) -> AnyResultT_co: ...
    @overload
    def __call__(self, sender: SenderT_contra, /, *args: Params4P.args, **kwargs: Params4P.kwargs) -> AnyResultT_co: ...


class _KeywordConnector2(Protocol[SenderT_co, ParamsP, Params2P, AnyResultT]):
    def __call__(
        self, receiver: _Heard2[SenderT_co, ParamsP, Params2P, AnyResultT], /
    ) -> Callable[..., AnyResultT]: ...


class _KeywordConnector3(Protocol[SenderT_co, ParamsP, Params2P, Params3P, AnyResultT]):
    def __call__(
        self, receiver: _Heard3[SenderT_co, ParamsP, Params2P, Params3P, AnyResultT], /
    ) -> Callable[..., AnyResultT]: ...


class _KeywordConnector4(Protocol[SenderT_co, ParamsP, Params2P, Params3P, Params4P, AnyResultT]):
    def __call__(
        self, receiver: _Heard4[SenderT_co, ParamsP, Params2P, Params3P, Params4P, AnyResultT], /
    ) -> Callable[..., AnyResultT]: ...


@overload
def receiver(
    signal: _Takes[SubT, PayloadT, AnyResultT],
    /,
    *,
    sender: SubT,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _Connector[SubT, PayloadT, AnyResultT]: ...
@overload
def receiver(
    signal: Signal[SenderT, PayloadT, AnyResultT],
    /,
    *,
    sender: None = None,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _Connector[SenderT, PayloadT, AnyResultT]: ...
@overload
def receiver(
    signal: _Takes[SubT, PayloadT, AnyResultT],
    signal2: _Takes[SubT, Payload2T, AnyResultT],
    /,
    *,
    sender: SubT,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _Connector[SubT, PayloadT | Payload2T, AnyResultT]: ...
@overload
def receiver(
    signal: Signal[SenderT, PayloadT, AnyResultT],
    signal2: Signal[Sender2T, Payload2T, AnyResultT],
    /,
    *,
    sender: None = None,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _Connector[SenderT | Sender2T, PayloadT | Payload2T, AnyResultT]: ...
@overload
def receiver(
    signal: _Takes[SubT, PayloadT, AnyResultT],
    signal2: _Takes[SubT, Payload2T, AnyResultT],
    signal3: _Takes[SubT, Payload3T, AnyResultT],
    /,
    *,
    sender: SubT,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _Connector[SubT, PayloadT | Payload2T | Payload3T, AnyResultT]: ...
@overload
def receiver(
    signal: Signal[SenderT, PayloadT, AnyResultT],
    signal2: Signal[Sender2T, Payload2T, AnyResultT],
    signal3: Signal[Sender3T, Payload3T, AnyResultT],
    /,
    *,
    sender: None = None,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _Connector[SenderT | Sender2T | Sender3T, PayloadT | Payload2T | Payload3T, AnyResultT]: ...
@overload
def receiver(
    signal: _Takes[SubT, PayloadT, AnyResultT],
    signal2: _Takes[SubT, Payload2T, AnyResultT],
    signal3: _Takes[SubT, Payload3T, AnyResultT],
    signal4: _Takes[SubT, Payload4T, AnyResultT],
    /,
    *,
    sender: SubT,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _Connector[SubT, PayloadT | Payload2T | Payload3T | Payload4T, AnyResultT]: ...
@overload
def receiver(
    signal: Signal[SenderT, PayloadT, AnyResultT],
    signal2: Signal[Sender2T, Payload2T, AnyResultT],
    signal3: Signal[Sender3T, Payload3T, AnyResultT],
    signal4: Signal[Sender4T, Payload4T, AnyResultT],
    /,
    *,
    sender: None = None,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _Connector[SenderT | Sender2T | Sender3T | Sender4T, PayloadT | Payload2T | Payload3T | Payload4T, AnyResultT]: ...
@overload
def receiver(
    signal: _TakesKeywords[SubT, ParamsP, AnyResultT],
    /,
    *,
    sender: SubT,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _KeywordConnector[SubT, ParamsP, AnyResultT]: ...
@overload
def receiver(
    signal: KeywordSignal[SenderT, ParamsP, AnyResultT],
    /,
    *,
    sender: None = None,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _KeywordConnector[SenderT, ParamsP, AnyResultT]: ...
@overload
def receiver(
    signal: _TakesKeywords[SubT, ParamsP, AnyResultT],
    signal2: _TakesKeywords[SubT, Params2P, AnyResultT],
    /,
    *,
    sender: SubT,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _KeywordConnector2[SubT, ParamsP, Params2P, AnyResultT]: ...
@overload
def receiver(
    signal: KeywordSignal[SenderT, ParamsP, AnyResultT],
    signal2: KeywordSignal[Sender2T, Params2P, AnyResultT],
    /,
    *,
    sender: None = None,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _KeywordConnector2[SenderT | Sender2T, ParamsP, Params2P, AnyResultT]: ...
@overload
def receiver(
    signal: _TakesKeywords[SubT, ParamsP, AnyResultT],
    signal2: _TakesKeywords[SubT, Params2P, AnyResultT],
    signal3: _TakesKeywords[SubT, Params3P, AnyResultT],
    /,
    *,
    sender: SubT,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _KeywordConnector3[SubT, ParamsP, Params2P, Params3P, AnyResultT]: ...
@overload
def receiver(
    signal: KeywordSignal[SenderT, ParamsP, AnyResultT],
    signal2: KeywordSignal[Sender2T, Params2P, AnyResultT],
    signal3: KeywordSignal[Sender3T, Params3P, AnyResultT],
    /,
    *,
    sender: None = None,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _KeywordConnector3[SenderT | Sender2T | Sender3T, ParamsP, Params2P, Params3P, AnyResultT]: ...
@overload
def receiver(
    signal: _TakesKeywords[SubT, ParamsP, AnyResultT],
    signal2: _TakesKeywords[SubT, Params2P, AnyResultT],
    signal3: _TakesKeywords[SubT, Params3P, AnyResultT],
    signal4: _TakesKeywords[SubT, Params4P, AnyResultT],
    /,
    *,
    sender: SubT,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _KeywordConnector4[SubT, ParamsP, Params2P, Params3P, Params4P, AnyResultT]: ...
@overload
def receiver(
    signal: KeywordSignal[SenderT, ParamsP, AnyResultT],
    signal2: KeywordSignal[Sender2T, Params2P, AnyResultT],
    signal3: KeywordSignal[Sender3T, Params3P, AnyResultT],
    signal4: KeywordSignal[Sender4T, Params4P, AnyResultT],
    /,
    *,
    sender: None = None,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _KeywordConnector4[
    SenderT | Sender2T | Sender3T | Sender4T, ParamsP, Params2P, Params3P, Params4P, AnyResultT
]: ...
def receiver(
    signal: Any,
    /,
    *more: Any,
    sender: Any = None,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> Any:
    """Decorate a function to connect it to ``signal``, or to up to four, with the options of ``connect`` for each.

    A receiver of several signals takes any of their payloads; of several keyword signals, the keywords of each. The
    function itself is returned. ``ReceiverError`` (a TypeError) if one of them cannot have it; none has it then.
    ``UsageError`` (a TypeError) for what is no signal, as in a bare ``@receiver``.
    """
    signals: tuple[SignalBase[Any], ...] = (signal, *more)
    for each in signals:
        if not issubclass(type(each), SignalBase):
            given = describe(each)
            raise UsageError(
                f"receiver() takes signals, not {given}; write @receiver(signal) or @receiver(one, another)"
            )

    def connect(function: Any) -> Any:
        for each in signals:  # what one of them refuses is connected to none
            each._prepared(function, weak, dispatch_uid, priority)
        with ExitStack() as undo:
            for each in signals:
                undo.callback(each._disconnect, each._connect(function, sender, weak, dispatch_uid, priority))
            undo.pop_all()
        return function

    return connect
