"""`receiver` and `disconnect`: Django's own, and for a model with its subclasses.

Rules of this file:
- Without `subclasses` it is Django that is called, with what was given. With it, models are needed, and only then imported.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar

from django import dispatch
from django.dispatch import Signal

from typedsignals import UsageError
from typedsignals._core.callables import describe
from typedsignals.django import _names

if TYPE_CHECKING:
    from django.db.models import Model

CallableT = TypeVar("CallableT", bound=Callable[..., Any])


def receiver(
    signal: Signal | list[Signal] | tuple[Signal, ...], *, subclasses: bool = False, **options: Any
) -> Callable[[CallableT], CallableT]:
    """Connect what is decorated to a signal of Django's, or to several, as `django.dispatch.receiver` does.

        @receiver(post_save, sender=Document, subclasses=True)
        def index(instance: Document, **kwargs: Any) -> None: ...

    With `subclasses=True` it hears each concrete subclass of that model, too, proxies and children with tables of their own
    among them, and those that are made later; of an abstract model it hears these alone. Models of migrations are none of
    them. It is another connection than one without: a receiver that has both is called twice when that model sends, and
    `typedsignals.django.disconnect` ends it. The options are those of `connect`: `sender` (also as `"shop.Document"`),
    `weak`, `dispatch_uid`, `apps`.

    Raises ReceiverError (a TypeError), with nothing connected, where no model can be the sender, for what is not callable, and
    for what has to be held weakly and cannot be.
    """
    if subclasses is False:
        return dispatch.receiver(signal, **options)
    signals: list[object] = [*signal] if isinstance(signal, (list, tuple)) else [signal]
    chosen = [each for each in signals if isinstance(each, Signal)]
    if len(chosen) < len(signals):
        other = next(each for each in signals if not isinstance(each, Signal))
        raise UsageError(
            f"receiver() takes signals of Django, not {describe(other)}; those of typedsignals have theirs in typedsignals"
        )

    def connect(function: CallableT) -> CallableT:
        from typedsignals.django import _families  # noqa: PLC0415  # it imports models

        _families.connect(function, chosen, subclasses=subclasses, **options)
        return function

    return connect


def disconnect(
    signal: Signal,
    receiver: Callable[..., object] | None = None,
    *,
    sender: type[Model],
    dispatch_uid: Hashable | None = None,
) -> bool:
    """End what `signal.disconnect` ends, and what was connected for this very model with its subclasses.

    The latter by its receiver, with a `dispatch_uid` or without, or by its uid; given both, both must match. Returns whether
    there was anything to end. UsageError (a TypeError) for neither, and for a sender that is no class.
    """
    from typedsignals.django import _families  # noqa: PLC0415  # it imports models

    if receiver is None and not dispatch_uid:
        raise UsageError(
            f"disconnect() of {_names.title(signal)} needs a receiver or a dispatch_uid; nothing was given"
        )
    base: object = sender
    if not isinstance(base, type):
        given = f"an object of type {type(base).__name__}"
        raise UsageError(f"disconnect() of {_names.title(signal)} takes a model as sender=, not {given}")
    alone = signal.disconnect(receiver, sender, dispatch_uid)
    return _families.end(signal, receiver, sender, dispatch_uid) or alone
