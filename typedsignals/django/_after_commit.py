"""Receivers that run when the transaction commits, and never if it rolls back.

Rules of this file:
- A function and its wrapper hold each other: Django, which holds receivers weakly, loses neither before both are gone.
- Wrappers are kept on the function, one for each set of options: a wrapper made anew is the same wrapper.
- A bound method is wrapped as a bound method, of the same object: whoever connects it holds its object weakly, and finds
  it again, just as with any other method.
- The core and `manage.py signals` read the timing from the wrapper's `__signal_timing__`.
"""

from __future__ import annotations

import functools
import inspect
import threading
from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any, NamedTuple, ParamSpec, cast, overload

from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from typedsignals import ReceiverError, UsageError

P = ParamSpec("P")

_KEPT = "__after_commit__"
_KEEPING = threading.RLock()  # two wrappers of one receiver: Django would lose the one that is not kept


class _Options(NamedTuple):
    using: str | None
    robust: bool


@overload
def after_commit(
    receiver: Callable[P, object], /, *, using: str | None = None, robust: bool = False
) -> Callable[P, None]: ...
@overload
def after_commit(
    *, using: str | None = None, robust: bool = False
) -> Callable[[Callable[P, object]], Callable[P, None]]: ...
def after_commit(
    receiver: Callable[..., object] | None = None, /, *, using: str | None = None, robust: bool = False
) -> Callable[..., Any]:
    """Make a receiver run once the transaction that it is called in commits; outside of one it runs at once.

        @receiver(post_save, sender=Order)
        @after_commit
        def send_mail(sender: type[Order], instance: Order, **kwargs: object) -> None: ...

        order_completed.connect(after_commit(send_mail, using="archive", robust=True))

    It never runs if the transaction, or the savepoint that it was called in, rolls back. The transaction is the one of the
    database `using`; by default of the one that the signal sends as `using`, else of the default one. A `robust` receiver
    that raises is logged by Django and keeps none of the others from running; any other ends them and raises from the
    `atomic` block, after the commit.

    What comes back takes the receiver's parameters and returns None: when it runs, nobody waits for a result. The same
    receiver with the same options gives the same wrapper as long as the receiver lives, so that it can be disconnected
    and is connected once; the wrapper of a bound method equals another one as two bound methods do.

    Raises ReceiverError for what is not callable, for an async receiver, and for a callable without a `__dict__`, UsageError
    for a database alias that the settings do not know and where Django is not configured.
    """
    options = _Options(using, robust)
    if using is not None:
        _require_alias(using, "after_commit()")
    if receiver is None:
        return functools.partial(_wrapped, options=options)
    return _wrapped(receiver, options)


def _wrapped(receiver: Callable[..., object], options: _Options) -> Callable[..., None]:
    if isinstance(receiver, MethodType):
        return cast("Callable[..., None]", MethodType(_deferred(receiver.__func__, options), receiver.__self__))
    return _deferred(receiver, options)


def _deferred(receiver: Callable[..., object], options: _Options) -> Callable[..., None]:
    """Return the one wrapper of this receiver with these options."""
    _refuse_what_cannot_wait(receiver)
    with _KEEPING:
        kept = vars(receiver).get(_KEPT)
        if not isinstance(kept, _Kept) or kept.owner is not receiver:
            kept = _Kept(receiver)
            _keep(receiver, kept)
        return kept.wrappers.get(options) or kept.wrappers.setdefault(options, _new_wrapper(receiver, options))


def _keep(receiver: Callable[..., object], kept: _Kept) -> None:
    if isinstance(receiver, type):
        setattr(receiver, _KEPT, kept)
    else:
        vars(receiver)[_KEPT] = kept  # also where the receiver's own __setattr__ refuses, as that of a frozen dataclass


class _Kept:
    """The wrappers of one receiver. `functools.wraps` and `copy` carry it along; there it has the wrong owner."""

    def __init__(self, owner: object = None) -> None:
        self.owner = owner
        self.wrappers: dict[_Options, Callable[..., None]] = {}

    def __reduce__(self) -> tuple[type[_Kept], tuple[()]]:
        """Keep a receiver copyable: a copy gets wrappers of its own."""
        return (_Kept, ())


def _new_wrapper(receiver: Callable[..., object], options: _Options) -> Callable[..., None]:
    name = _name(receiver)

    def wrapper(*args: object, **kwargs: object) -> None:
        def run() -> None:
            receiver(*args, **kwargs)

        run.__qualname__ = name  # what Django logs of a robust receiver
        transaction.on_commit(run, using=_alias(options, kwargs.get("using"), name), robust=options.robust)

    functools.update_wrapper(wrapper, receiver)
    own = _Kept(wrapper)
    own.wrappers[options] = wrapper  # wrapping it again with the same options changes nothing
    wrapper.__dict__.update({_KEPT: own, "__signal_timing__": "after_commit"})
    return wrapper


def _alias(options: _Options, sent: object, name: str) -> str:
    alias = options.using or (sent if isinstance(sent, str) else DEFAULT_DB_ALIAS)
    _require_alias(alias, f"receiver {name}, which waits for a commit,")
    return alias


def _require_alias(alias: str, who: str) -> None:
    try:
        known = connections.settings
    except ImproperlyConfigured as error:
        raise UsageError(
            f"{who} needs a database, but Django is not configured. "
            "Set DJANGO_SETTINGS_MODULE or call django.conf.settings.configure() first."
        ) from error
    if alias not in known:
        raise UsageError(
            f"{who} names database {alias!r}, which is not in DATABASES. "
            f"Name one of: {', '.join(map(repr, known))}; or leave out `using`."
        )


def _refuse_what_cannot_wait(receiver: object) -> None:
    if not callable(receiver):
        raise ReceiverError(
            f"after_commit cannot wrap an object of {type(receiver).__qualname__}: it is not callable. "
            "Pass a function, a bound method or an object with __call__."
        )
    called: object = receiver
    while isinstance(called, functools.partial):
        called = called.func
    if inspect.iscoroutinefunction(called) or inspect.iscoroutinefunction(type(called).__call__):
        raise ReceiverError(
            f"after_commit cannot wrap {_name(receiver)}: it is async, and a commit awaits nothing. "
            "Wrap a plain function that starts the work, such as one that calls asgiref.sync.async_to_sync."
        )
    if not isinstance(getattr(receiver, "__dict__", None), dict) and not isinstance(receiver, type):
        raise ReceiverError(
            f"after_commit cannot wrap {_name(receiver)}: it has no __dict__ to keep its wrapper in, so that Django would "
            "lose it. Wrap a function that calls it."
        )


def _name(receiver: object) -> str:
    named = receiver if isinstance(receiver, (FunctionType, type)) else type(receiver)
    return f"{named.__module__}.{named.__qualname__}"
