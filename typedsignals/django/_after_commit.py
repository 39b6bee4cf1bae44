"""Receivers that run when the transaction commits, and never if it rolls back.

Rules of this file:
- A function and its wrapper hold each other: Django, which holds receivers weakly, loses neither before both are gone.
- Wrappers are kept on the function, one for each set of options: a wrapper made anew is the same wrapper.
- A bound method is wrapped as a bound method, of the same object: whoever connects it holds its object weakly, and finds
  it again, just as with any other method. So is what is one in all but its type.
- What a proxy stands for is not the proxy: the two may share a `__dict__`, and have wrappers of their own in it.
- The core and `manage.py signals` read the timing from the wrapper's `__signal_timing__`.
- `hand_to` asks the wrapper of an engine's method for another, by its `__signal_named__`, that names the task.
"""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import WRAPPER_ASSIGNMENTS
from types import FunctionType, MethodType
from typing import Any, NamedTuple, ParamSpec, cast, overload

from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from typedsignals import ReceiverError, UsageError
from typedsignals._core.callables import Key, Look, Unbound, describe, halves, key_of, peeled
from typedsignals.wiring._names import call_of, name, named, written

P = ParamSpec("P")

_KEPT = "__after_commit__"
_NAMES = ("__module__", "__name__", "__qualname__", "__doc__")
_KEEPING = threading.RLock()  # two wrappers of one receiver: Django would lose the one that is not kept
# A child process starts with the lock free: fork waits for it.
getattr(os, "register_at_fork", lambda **_: None)(
    before=_KEEPING.acquire, after_in_parent=_KEEPING.release, after_in_child=_KEEPING.release
)


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
    """Make a receiver run when the transaction commits; outside of a transaction it runs at once.

    ```python
    @receiver(post_save, sender=Order)
    @after_commit
    def send_mail(sender: type[Order], instance: Order, **kwargs: object) -> None: ...


    order_completed.connect(after_commit(send_mail, using="archive", robust=True))
    ```

    It does not run if the transaction, or the savepoint that it was called in, rolls back. The wrapper takes the
    parameters of the receiver and returns None: nobody waits for its result. The same receiver with the same options
    gives the same wrapper, so it is connected once and can be disconnected; wrappers of a bound method are equal as
    bound methods are.

    Args:
        receiver: The function, bound method or callable object. Without it, a decorator with these options is returned.
        using: The database whose transaction is waited for. By default the one that the signal sends as ``using``, else
            the default database.
        robust: Whether an exception of the receiver is logged by Django, and other receivers still run. By default it
            ends these and is raised from the ``atomic`` block, after the commit, with a note that names the receiver.

    Returns:
        The wrapper.

    Raises:
        ReceiverError: If the receiver is not callable, is async, or has no ``__dict__``. (A ``TypeError``.)
        UsageError: If the settings have no database of this name, or Django is not configured. (A ``TypeError``.)
    """
    options = _Options(using, robust)
    if using is not None:
        _require_alias(using, "after_commit()")
    if receiver is None:
        return functools.partial(_wrapped, options=options)
    return _wrapped(receiver, options)


def _wrapped(receiver: Callable[..., object], options: _Options) -> Callable[..., None]:
    _refuse_what_cannot_wait(receiver)
    owner, found = halves(receiver)
    function: Any = found
    if function is None:
        return _deferred(receiver, receiver, options)
    if type(function) is Unbound:
        deferred = _deferred(function.descriptor, _call_of_owner(function), options)
    else:
        deferred = _deferred(function, function, options)
    return cast("Callable[..., None]", MethodType(deferred, owner))


def _deferred(keeper: object, call: Callable[..., object], options: _Options) -> Callable[..., None]:
    """Return the one wrapper, with these options, of a receiver or of what gives a method: of `keeper`, which keeps it."""
    with _KEEPING:
        wrappers = _wrappers_of(keeper)
        key = key_of(keeper), options  # the wrapper holds it, so nothing else gets its id
        return wrappers.get(key) or wrappers.setdefault(key, _new_wrapper(call, options))


def _call_of_owner(unbound: Unbound) -> Callable[..., object]:
    def call(owner: object, /, *args: object, **kwargs: object) -> object:
        return unbound.of(owner)(*args, **kwargs)

    call.__dict__["__wrapped__"] = written(unbound)
    return call


class _Kept:
    """The wrappers in one `__dict__`. `functools.wraps` and `copy` carry it along; there it has the wrong place."""

    def __init__(self, place: object = None) -> None:
        self.place = place
        self.wrappers: dict[tuple[Key, _Options], Callable[..., None]] = {}

    def __reduce__(self) -> tuple[type[_Kept], tuple[()]]:
        """Keep a receiver copyable: a copy gets wrappers of its own."""
        return (_Kept, ())


def _wrappers_of(keeper: Any) -> dict[tuple[Key, _Options], Callable[..., None]]:
    method = peeled(keeper)
    if type(method) is MethodType:  # the `__dict__` of its proxy is that of a function, which outlives the object
        keeper = method.__self__
    is_class = issubclass(type(keeper), type)
    attributes: Any = getattr(keeper, "__dict__", None)
    if not is_class and not isinstance(attributes, dict):
        raise ReceiverError(
            f"after_commit cannot wrap {name(keeper)}: it has no __dict__ to keep its wrapper in, so that Django would "
            "lose it. Wrap a function that calls it."
        )
    place = keeper if is_class else attributes  # of a class, it is another one at each access
    kept = attributes.get(_KEPT)
    if not isinstance(kept, _Kept) or kept.place is not place:
        kept = _Kept(place)
        if is_class:
            setattr(keeper, _KEPT, kept)
        else:
            attributes[_KEPT] = kept  # also where a __setattr__ refuses, as that of a frozen dataclass
    return kept.wrappers


def _new_wrapper(
    call: Callable[..., object], options: _Options, receiver: Callable[..., object] | None = None
) -> Callable[..., None]:
    """Wrap what is called after the commit; ``receiver`` is what has it called, if it is another, and is named then."""
    title, shown, receiver = name(receiver or call), named(call), receiver or call

    def wrapper(*args: object, **kwargs: object) -> None:
        is_waiting = False  # outside of a transaction it fails in the send, which names it

        def run() -> None:
            try:
                call(*args, **kwargs)
            except BaseException as error:
                if is_waiting:
                    _note(receiver, error)
                raise

        run.__qualname__ = title  # what Django logs of a robust receiver
        transaction.on_commit(run, using=_alias(options, kwargs.get("using"), title), robust=options.robust)
        is_waiting = True

    functools.update_wrapper(wrapper, shown, WRAPPER_ASSIGNMENTS if type(shown) is FunctionType else _NAMES, updated=())
    if type(call) is FunctionType:
        wrapper.__dict__.update(call.__dict__)
    own = _Kept(wrapper.__dict__)
    own.wrappers[id(wrapper), options] = wrapper  # wrapping it again with the same options changes nothing
    seen = call_of(call) if written(call) is call else None  # of an object, its code
    wrapper.__dict__.update({_KEPT: own, "__wrapped__": seen or call, "__signal_timing__": "after_commit"})
    wrapper.__dict__["__signal_named__"] = functools.partial(_new_wrapper, call, options)
    return wrapper


def _note(receiver: object, error: BaseException) -> None:
    """Name the receiver, as a send does of what it calls."""
    with suppress(Exception):  # an exception that takes no notes is left as it is
        note = f"after the commit, in {describe(receiver)}"
        if note not in getattr(error, "__notes__", ()):
            error.add_note(note)


def _alias(options: _Options, sent: object, title: str) -> str:
    alias = options.using or (sent if isinstance(sent, str) else DEFAULT_DB_ALIAS)
    _require_alias(alias, f"receiver {title}, which waits for a commit,")
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
    look = Look(receiver)
    if look.yields:
        raise ReceiverError(
            f"after_commit cannot wrap {name(receiver)}: it is an async generator, and nobody asks for what it yields. "
            "Wrap a plain function."
        )
    if look.is_async:
        raise ReceiverError(
            f"after_commit cannot wrap {name(receiver)}: it is async, and a commit awaits nothing. "
            "Wrap a plain function that starts the work, such as one that calls asgiref.sync.async_to_sync."
        )
