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
    """Connect the decorated function to a signal of Django, or to several, as ``django.dispatch.receiver`` does.

    ```python
    @receiver(post_save, sender=Document, subclasses=True)
    def index(instance: Document, **kwargs: Any) -> None: ...
    ```

    Type checkers compare the receiver with what the signal sends. With ``subclasses=True`` the receiver is called for
    every concrete subclass of the model: proxies, children with tables of their own, and models that are defined later,
    but not for models of migrations; for an abstract model these are all it is called for. It is another connection
    than one without ``subclasses``: a receiver that has both is called twice when that model sends. End it with
    ``typedsignals.django.disconnect``.

    Args:
        signal: The signal, or a list or tuple of signals.
        subclasses: Whether subclasses of the model ``sender`` are senders, too.
        **options: Those of Django's ``connect``: ``sender`` (a model, or its name as ``"shop.Document"``), ``weak``,
            ``dispatch_uid``, and for signals of models ``apps``.

    Returns:
        A decorator, which connects the function and returns it.

    Raises:
        UsageError: With ``subclasses``, if something is no signal of Django. (A ``TypeError``.)
        ReceiverError: From the decorator, with ``subclasses``: if no model can be the sender, the function is not
            callable, or it has to be held weakly and cannot be. Nothing is connected then. (A ``TypeError``.)

    Warns:
        DuplicateUidWarning: From the decorator, with ``subclasses``: if another receiver has this ``dispatch_uid`` and
            sender. The new one is not connected.
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
    """Disconnect a receiver from one model, both as ``signal.disconnect`` does and what ``subclasses=True`` connected.

    Args:
        signal: The signal of Django.
        receiver: The receiver, which may have been connected with a ``dispatch_uid`` or without.
        sender: The model that it was connected with.
        dispatch_uid: The name of the connection. With a receiver, both have to match.

    Returns:
        True if a connection was ended, False if there was none.

    Raises:
        UsageError: If neither a receiver nor a ``dispatch_uid`` is given, or the sender is no class. (A ``TypeError``.)
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
