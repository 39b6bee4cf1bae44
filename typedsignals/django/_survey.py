"""Tells a survey of all signals what is known of Django's: `typedsignals.wiring` asks.

Rules of this file:
- Django keeps connections in `Signal.receivers`, in another shape in each version; only `_django_connections` reads it.
- No code of a receiver or a sender runs: some answer to every name, and some ask another machine first.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import FunctionType, MethodType
from typing import Any, cast
from weakref import ReferenceType

from django.apps import AppConfig, apps
from django.db.models import Model
from django.dispatch import Signal as DjangoSignal

from typedsignals import Connection
from typedsignals._core.callables import halves, own_attributes
from typedsignals.django import _families, _problems
from typedsignals.django import signals as built_in
from typedsignals.django._contracts import contract_of
from typedsignals.django._declare import declaration_of, declared_name
from typedsignals.wiring import Keyword, Place
from typedsignals.wiring import _names as names
from typedsignals.wiring._found import Found, Surveyed


class UnknownSender:
    """Stands for a sender of which Django keeps only the id."""


# What the survey asks.


def kinds() -> tuple[type, ...]:
    """Return the classes that Django's signals are instances of."""
    return (DjangoSignal,)


def known() -> dict[str, DjangoSignal]:
    """Return Django's own signals by name."""
    return built_in.loaded()


def declared(signal: DjangoSignal) -> tuple[str, str, Place | None] | None:
    """Return name, module and place of a signal that `django_signal` declared."""
    declaration = declaration_of(signal)
    if declaration is None:
        return None
    return declared_name(signal) or "", names.module(declaration), names.place(declaration)


def found() -> Callable[[DjangoSignal], tuple[Found, ...]]:
    """Return what gives the connections of a signal, those first that wait for a model."""
    waiting = _waiting()
    return lambda signal: (*waiting.get(signal, ()), *_django_connections(signal))


def sender_name(sender: object) -> str | None:
    """Return the label of a model or an app; None for what is not Django's."""
    kind = type(sender)
    if kind is UnknownSender:
        return "<unknown>"
    if issubclass(kind, AppConfig):
        return cast("AppConfig", sender).label
    is_model = issubclass(kind, type) and issubclass(cast("type", sender), Model)
    return cast("type[Model]", sender)._meta.label if is_model else None


def problems_of(surveyed: Surveyed, found: Found) -> tuple[str, ...]:
    """Say what is wrong with a connection."""
    return _problems.problems_of(surveyed, found)


def keywords_of(surveyed: Surveyed) -> tuple[str | None, tuple[Keyword, ...] | None]:
    """Return the type of the sender and the keywords that a signal is sent with; None for what is not known."""
    declaration = declaration_of(surveyed.signal)
    contract = contract_of(surveyed.name, surveyed.signal)
    if declaration is None:
        if contract is None:
            return None, None
        keywords = [
            Keyword(name, None, name in contract.always) for name in sorted(contract.always | contract.sometimes)
        ]
        return None, tuple(keywords)
    parameters = dict(inspect.signature(declaration).parameters)
    sender = _annotation(parameters.pop("sender"))
    every = parameters.values()
    return sender, tuple([Keyword(each.name, _annotation(each), each.default is each.empty) for each in every])


def _annotation(parameter: inspect.Parameter) -> str | None:
    """Return the annotation as it is written, or what it is without its module."""
    meant = parameter.annotation
    if meant is parameter.empty:
        return None
    return meant.strip("'\"") if isinstance(meant, str) else names.type_name(meant)


# Django's connections.


def _make_id(target: object) -> object:
    """Identify a receiver or sender as Django does."""
    function = getattr(target, "__func__", None)
    return (id(getattr(target, "__self__", None)), id(function)) if function is not None else id(target)


def _django_connections(signal: DjangoSignal) -> Iterator[Found]:
    """Read what Django keeps: (key, receiver, is_async) in 5.2, (key, receiver, sender, is_async) since 6.0.

    A family is one connection, which comes where its first model does, and below all others while it has none.
    """
    living: list[tuple[Connection[Any], str | None]] = []
    families = {each: receiver for each in _families.of(signal) if (receiver := each.receiver()) is not None}
    seen = set[_families.Family]()
    for (key, sender_id), held, *more, is_async in list(signal.receivers):
        receiver, why = _receiver(held)
        if receiver is None or receiver is _families.joined:
            continue
        if type(key) is _families.Family:
            if key not in seen:
                living.append((_of_family(key, receiver, is_async), None))
            seen.add(key)
            continue
        sender = _sender(sender_id, more[0] if more else None)
        uid, weak = None if _is_id(key, receiver) else key, issubclass(type(held), ReferenceType)
        living.append((_connection(receiver, sender, uid, weak, is_async), why))
    living.sort(key=lambda each: each[0].is_async)  # Django calls the async ones last
    for order, (connection, why) in enumerate(living, start=1):
        yield Found(connection, order, cannot_be_made=why)
    for family, receiver in families.items():
        if family not in seen:
            yield Found(_of_family(family, receiver, inspect.iscoroutinefunction(receiver)), 0)


def _of_family(family: _families.Family, receiver: Callable[..., object], is_async: object) -> Connection[Any]:
    connection = _connection(receiver, family.base(), family.dispatch_uid, family.weak, is_async)
    return replace(connection, subclasses=True)


def _connection(
    receiver: Callable[..., object], sender: object, uid: Any, weak: object, is_async: object
) -> Connection[Any]:
    _, function = halves(receiver)
    timing = own_attributes(receiver if function is None else function).get("__signal_timing__")
    kept = timing if isinstance(timing, str) else "immediate"
    return Connection(receiver, sender, uid, bool(weak), priority=0, is_async=bool(is_async), timing=kept)


def _receiver(held: Any) -> tuple[Any, str | None]:
    """Return the receiver that Django holds; where it cannot be made anew, its function and why."""
    if not issubclass(type(held), ReferenceType):
        return held, None
    try:
        return held(), None
    except Exception as error:  # noqa: BLE001  # a method in all but its type is made by code of others
        whole: Any = held
        return whole._func_ref(), f"{type(error).__name__}: {error}"


def _is_id(key: object, receiver: object) -> bool:
    """Whether Django has made this key, of the receiver; of a method it is a pair, which may be another at each access."""
    is_pair = type(key) is tuple and [type(each) for each in key] == [int, int]
    return is_pair or key == id(receiver)


def _sender(sender_id: object, reference: Callable[[], object] | None) -> object:
    if sender_id == _make_id(None):
        return None
    if reference is not None:
        sender = reference()
        return UnknownSender() if sender is None else sender
    candidates = [*_subclasses(Model), *apps.get_app_configs()]
    return next((candidate for candidate in candidates if _make_id(candidate) == sender_id), UnknownSender())


def _subclasses(of: type[Model]) -> Iterator[type[Model]]:
    subclasses: list[type[Model]] = of.__subclasses__()
    for subclass in subclasses:
        yield subclass
        yield from _subclasses(subclass)


def _waiting() -> dict[DjangoSignal, list[Found]]:
    """Find the connections that wait for a model which no app has: `connect(…, sender="shop.Misspelt")`."""
    found: dict[DjangoSignal, list[Found]] = {}
    for (label, model), operations in list(apps._pending_operations.items()):
        for operation in operations:
            connect, arguments, options = _taken_apart(operation)
            signal: Any = connect.__self__ if type(connect) is MethodType else None
            if issubclass(type(signal), DjangoSignal) and connect.__name__ == "connect":  # disconnect waits as well
                receiver, weak, uid = arguments[0], options.get("weak", True), options.get("dispatch_uid")
            elif connect is _families.begin:
                signal, receiver, weak, uid = arguments
            else:
                continue
            connection = _connection(receiver, None, uid, weak, inspect.iscoroutinefunction(receiver))
            connection = replace(connection, subclasses=connect is _families.begin)
            found.setdefault(signal, []).append(Found(connection, 0, waits_for=f"{label}.{model}"))
    return found


def _taken_apart(operation: Any) -> tuple[Any, list[Any], dict[str, Any]]:
    """Undo the partials, and the functions with a `func`, in which Django keeps a call for later."""
    arguments: list[Any] = []
    options: dict[str, Any] = {}
    while (inner := _inside(operation)) is not None:
        arguments += getattr(operation, "args", ())
        options |= getattr(operation, "keywords", {})
        operation = inner
    return operation, arguments, options


def _inside(operation: Any) -> Any:
    if issubclass(type(operation), functools.partial):
        return operation.func
    return own_attributes(operation).get("func") if type(operation) is FunctionType else None
