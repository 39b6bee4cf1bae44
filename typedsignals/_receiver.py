"""``receiver``: the decorator that connects one function to one signal, or to two.

Rules of this file:
- It states types; the work is one loop over ``connect``.
- With ``sender=`` a signal is taken as what is contravariant in the sender: a foreign one is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import ExitStack
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, overload

from typedsignals._core.callables import describe
from typedsignals._core.connecting import SignalBase
from typedsignals._core.hints import explained, right_receiver
from typedsignals._keyword import KeywordConnectable
from typedsignals._signal import Connectable
from typedsignals._types import (
    AnyPayloadT,
    AnyReturnT,
    AnyReturnT_co,
    AnySenderT,
    ParamsP,
    PayloadT_contra,
    SenderT_contra,
    SubT,
    Takes,
    TakesKeywords,
)
from typedsignals.errors import UsageError

Sender2T = TypeVar("Sender2T")
Payload2T = TypeVar("Payload2T")
Return2T = TypeVar("Return2T")
Params2P = ParamSpec("Params2P")
SenderT_co = TypeVar("SenderT_co", covariant=True)
Sender2T_co = TypeVar("Sender2T_co", covariant=True)
Sender2T_contra = TypeVar("Sender2T_contra", contravariant=True)
Payload2T_contra = TypeVar("Payload2T_contra", contravariant=True)
Return2T_co = TypeVar("Return2T_co", covariant=True)


class _Connector(Protocol[AnySenderT, AnyPayloadT, AnyReturnT]):
    def __call__(
        self, receiver: Callable[[AnySenderT, AnyPayloadT], AnyReturnT], /
    ) -> Callable[[AnySenderT, AnyPayloadT], AnyReturnT]: ...


class _KeywordConnector(Protocol[SenderT_co, ParamsP, AnyReturnT]):
    def __call__(
        self, receiver: Callable[Concatenate[SenderT_co, ParamsP], AnyReturnT], /
    ) -> Callable[..., AnyReturnT]: ...


# What a receiver of two signals has to be: callable as each of them calls.
class _ReceiverOfBoth(
    Protocol[SenderT_contra, PayloadT_contra, AnyReturnT_co, Sender2T_contra, Payload2T_contra, Return2T_co]
):
    @overload
    def __call__(self, sender: SenderT_contra, payload: PayloadT_contra, /) -> AnyReturnT_co: ...
    @overload
    def __call__(self, sender: Sender2T_contra, payload: Payload2T_contra, /) -> Return2T_co: ...


class _KeywordReceiverOfBoth(Protocol[SenderT_contra, ParamsP, AnyReturnT_co, Sender2T_contra, Params2P, Return2T_co]):
    @overload
    def __call__(self, sender: SenderT_contra, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs) -> AnyReturnT_co: ...
    @overload
    def __call__(self, sender: Sender2T_contra, /, *args: Params2P.args, **kwargs: Params2P.kwargs) -> Return2T_co: ...


class _ConnectorToBoth(Protocol[AnySenderT, AnyPayloadT, AnyReturnT, Sender2T, Payload2T, Return2T]):
    def __call__(
        self, receiver: _ReceiverOfBoth[AnySenderT, AnyPayloadT, AnyReturnT, Sender2T, Payload2T, Return2T], /
    ) -> Callable[[AnySenderT | Sender2T, AnyPayloadT | Payload2T], AnyReturnT | Return2T]: ...


class _KeywordConnectorToBoth(Protocol[SenderT_co, ParamsP, AnyReturnT, Sender2T_co, Params2P, Return2T]):
    def __call__(
        self, receiver: _KeywordReceiverOfBoth[SenderT_co, ParamsP, AnyReturnT, Sender2T_co, Params2P, Return2T], /
    ) -> Callable[..., AnyReturnT | Return2T]: ...


@overload
def receiver(
    signal: Connectable[AnySenderT, AnyPayloadT, AnyReturnT],
    signal2: Connectable[Sender2T, Payload2T, Return2T],
    /,
    *,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _ConnectorToBoth[AnySenderT, AnyPayloadT, AnyReturnT, Sender2T, Payload2T, Return2T]: ...
@overload
def receiver(
    signal: KeywordConnectable[AnySenderT, ParamsP, AnyReturnT],
    signal2: KeywordConnectable[Sender2T, Params2P, Return2T],
    /,
    *,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _KeywordConnectorToBoth[AnySenderT, ParamsP, AnyReturnT, Sender2T, Params2P, Return2T]: ...
@overload
def receiver(
    signal: Takes[SubT, AnyPayloadT, AnyReturnT],
    signal2: Takes[SubT, Payload2T, Return2T],
    /,
    *,
    sender: SubT,
    subclasses: bool = False,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _ConnectorToBoth[SubT, AnyPayloadT, AnyReturnT, SubT, Payload2T, Return2T]: ...
@overload
def receiver(
    signal: TakesKeywords[SubT, ParamsP, AnyReturnT],
    signal2: TakesKeywords[SubT, Params2P, Return2T],
    /,
    *,
    sender: SubT,
    subclasses: bool = False,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _KeywordConnectorToBoth[SubT, ParamsP, AnyReturnT, SubT, Params2P, Return2T]: ...
@overload
def receiver(
    signal: Takes[SubT, AnyPayloadT, AnyReturnT],
    /,
    *,
    sender: SubT,
    subclasses: bool = False,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _Connector[SubT, AnyPayloadT, AnyReturnT]: ...
@overload
def receiver(
    signal: Connectable[AnySenderT, AnyPayloadT, AnyReturnT],
    /,
    *,
    sender: None = None,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _Connector[AnySenderT, AnyPayloadT, AnyReturnT]: ...
@overload
def receiver(
    signal: TakesKeywords[SubT, ParamsP, AnyReturnT],
    /,
    *,
    sender: SubT,
    subclasses: bool = False,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _KeywordConnector[SubT, ParamsP, AnyReturnT]: ...
@overload
def receiver(
    signal: KeywordConnectable[AnySenderT, ParamsP, AnyReturnT],
    /,
    *,
    sender: None = None,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> _KeywordConnector[AnySenderT, ParamsP, AnyReturnT]: ...
@explained
def receiver(
    signal: Any,
    signal2: Any = None,
    /,
    *,
    sender: Any = None,
    subclasses: bool = False,
    weak: bool | None = None,
    dispatch_uid: Hashable | None = None,
    priority: int = 0,
) -> Any:
    """Connect the decorated function to ``signal``, or to two signals, with the options of ``connect``.

    ``@receiver(order_completed, sender=OrderService, priority=1)``. The function itself is returned. A receiver of two
    signals is called as each of them calls: with either payload, or with the keywords of either. For three or more,
    call ``connect`` of each.

    Args:
        signal (Connectable | KeywordConnectable): The signal.
        signal2 (Connectable | KeywordConnectable | None): A second signal of the same kind: both have payloads, or both
            have keywords. One may be async.
        sender (object): As for ``Signal.connect``, for each signal. The type checker rejects a sender that never sends
            the signal.
        subclasses: As for ``Signal.connect``.
        weak: As for ``Signal.connect``.
        dispatch_uid: As for ``Signal.connect``.
        priority: As for ``Signal.connect``.

    Returns:
        A decorator, which connects the function and returns it.

    Raises:
        UsageError: If it is given something else than signals, as by a bare ``@receiver``. (A ``TypeError``.)
        ReceiverError: From the decorator, as for ``Signal.connect``. If one of two signals refuses the function, it is
            connected to neither. (A ``TypeError``.)

    Warns:
        SignalWarning: As for ``Signal.connect``.
        DuplicateUidWarning: As for ``Signal.connect``.
        LostReceiverWarning: As for ``Signal.connect``.
        DeprecationWarning: If a keyword signal is declared with ``@deprecated``.
    """
    options = sender, subclasses, weak, dispatch_uid, priority
    signals: tuple[SignalBase[Any], ...] = (signal,) if signal2 is None else (signal, signal2)
    for each in signals:
        if not issubclass(type(each), SignalBase):
            raise UsageError(f"receiver() takes signals, not {describe(each)}; {right_receiver(each)}")

    def connect(function: Any) -> Any:
        # What one of them refuses is connected to none.
        looks = [each._checked(function, options) for each in signals]
        with ExitStack() as undo:
            for each, look in zip(signals, looks, strict=True):
                undo.callback(each._undo, each._join(look, options), sender)
            undo.pop_all()
        return function

    return connect
