"""Finds the signals of a running project, and who is connected to each.

Rules of this file:
- Signals are found where modules and their classes hold them; nothing registers itself, and nothing is imported.
- Django keeps connections in `Signal.receivers`, in another shape in each version; only `_django_connections` reads it.
- No code of a receiver or a sender runs: some answer to every name, and some ask another machine first.
- What is found is told as it is: `_problems` judges it, `_rows` names it, `_table` shows it.
"""

from __future__ import annotations

import functools
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import FunctionType, MethodType, ModuleType
from typing import Any, cast
from weakref import ReferenceType

from django.apps import apps
from django.db.models import Model
from django.dispatch import Signal as DjangoSignal

from typedsignals import Connectable, Connection, KeywordConnectable
from typedsignals._core.callables import halves, own_attributes
from typedsignals.django import _families
from typedsignals.django import signals as built_in
from typedsignals.django._declare import declared_name


class UnknownSender:
    """Stands for a sender of which Django keeps only the id."""


@dataclass(frozen=True, slots=True)
class Found:
    """One connection. `order` is its turn in a send that reaches all; 0 where none reaches it yet."""

    connection: Connection[Any]
    order: int
    waits_for: str | None = None  # the name of a model that no app has: Django connects when it comes
    cannot_be_made: str | None = None  # why Django, which holds a method by its halves, cannot put them together again


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One signal, Django's or ours, and its connections in the order of their calls.

    Django's own are named as in Django's documentation; every other name begins with that of a module.
    """

    name: str
    signal: Any
    found: tuple[Found, ...]


def survey() -> list[Surveyed]:
    """Every signal, also those that nobody hears: first Django's own, then the project's of that kind, then ours."""
    known = built_in.loaded()
    django_signals, ours = _signals()
    foreign = [(_name_of(each, homes), each) for each, homes in django_signals.items() if each not in known.values()]
    waiting = _waiting()
    surveyed = [
        Surveyed(name, signal, (*waiting.get(signal, ()), *_django_connections(signal)))
        for name, signal in [*sorted(known.items()), *sorted(foreign, key=_first)]
    ]
    for name, own in sorted(((_name_of(own, homes), own) for own, homes in ours.items()), key=_first):
        found = tuple(Found(each, order) for order, each in enumerate(own.connections, start=1))
        surveyed.append(Surveyed(name, own, found))
    return surveyed


def _first(named: tuple[str, object]) -> str:
    return named[0]  # a function that declares signals gives them all one name, and signals have no order


Homes = list[tuple[ModuleType, str]]


def _signals() -> tuple[dict[DjangoSignal, Homes], dict[Any, Homes]]:
    """Find the signals that modules and their classes hold, each with all the places that hold it."""
    django_signals: dict[DjangoSignal, Homes] = {}
    ours: dict[Any, Homes] = {}
    for module in [module for module in list(sys.modules.values()) if type(module) is ModuleType]:
        for name, value in _held(module):
            if issubclass(type(value), DjangoSignal):
                django_signals.setdefault(cast("DjangoSignal", value), []).append((module, name))
            elif issubclass(type(value), (Connectable, KeywordConnectable)):
                ours.setdefault(value, []).append((module, name))
    return django_signals, ours


def _held(module: ModuleType) -> Iterator[tuple[str, object]]:
    for name, value in list(vars(module).items()):
        yield name, value
        if issubclass(type(value), type):  # models have a metaclass; isinstance would wake lazy objects
            held_by = type.__getattribute__(cast("type", value), "__dict__")
            if held_by.get("__module__") == module.__name__:
                yield from ((f"{name}.{inner}", held) for inner, held in list(held_by.items()))


def _name_of(signal: object, homes: Homes) -> str:
    """Name a signal by where it is made, rather than by one of the modules that import it."""
    declared = declared_name(signal)
    if declared:
        return declared
    module, name = min(homes, key=_made_elsewhere)
    return f"{module.__name__}.{name}"


def _made_elsewhere(home: tuple[ModuleType, str]) -> tuple[bool, bool, str]:
    module, name = home
    own = re.escape(name.split(".")[-1])
    try:
        made = re.search(rf"^\s*(def )?{own}\b(?!,)\s*[:=(]", inspect.getsource(module), re.MULTILINE)
    except (OSError, TypeError):
        made = None
    return made is None, not module.__name__.endswith("signals"), module.__name__


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
