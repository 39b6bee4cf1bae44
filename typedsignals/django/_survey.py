"""Who listens to what in a running project: the rows of `manage.py signals`.

Rules of this file:
- Signals are found where modules and their classes hold them; nothing registers itself, and nothing is imported.
- Django keeps connections in `Signal.receivers`, in another shape in each version; only `_django_connections` reads it.
- A connection that can never be called, or a receiver that Django may refuse, says so in `problem`.
"""

from __future__ import annotations

import functools
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import CodeType, MethodType, ModuleType
from typing import Any, cast
from weakref import ReferenceType

from django.apps import AppConfig, apps
from django.db.models import Model
from django.db.models.signals import ModelSignal
from django.dispatch import Signal as DjangoSignal
from django.utils.inspect import func_accepts_kwargs

from typedsignals import Connectable, KeywordConnectable
from typedsignals.django import signals as built_in
from typedsignals.django._declare import declared_name

__all__ = ["Row", "survey"]

UNKNOWN = "<unknown>"
_DEEP = 100  # more layers than anybody writes; a wrapper may contain itself
_NO_KWARGS = "takes no **kwargs: Django refuses it under DEBUG, and a new keyword breaks it"
_NEVER_SAVED = "never called: Django sends nothing for a through model that it made itself"


@dataclass(frozen=True, slots=True)
class Row:
    """One connection, ready to be shown."""

    signal: str
    sender: str | None
    receiver: str
    place: str
    app: str | None
    dispatch_uid: str | None
    weak: bool
    order: int
    is_async: bool
    timing: str
    problem: str | None


def survey() -> list[Row]:
    """Every connection: of Django's own signals first, then of the project's and of typedsignals'."""
    known = built_in.loaded()
    django_signals, ours = _signals()
    rows: list[Row] = []
    for name, signal in sorted(known.items()):
        rows += _django_rows(name, signal)
    names = {signal: name for name, signal in known.items()}
    rows += _pending_rows(
        {signal: names.get(signal) or _name_of(signal, django_signals[signal]) for signal in django_signals}
    )
    foreign = [signal for signal in django_signals if signal not in known.values()]
    for name, signal in sorted(
        ((_name_of(signal, django_signals[signal]), signal) for signal in foreign if signal.receivers), key=_first
    ):
        rows += _django_rows(name, signal)
    for name, own in sorted(((_name_of(own, homes), own) for own, homes in ours.items()), key=_first):
        rows += _rows_of_ours(name, own)
    return rows


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
            held_by = vars(cast("type", value))
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
    try:
        made = re.search(rf"^\s*(def )?{name.split('.')[-1]}\b(?!,)\s*[:=(]", inspect.getsource(module), re.MULTILINE)
    except (OSError, TypeError):
        made = None
    return made is None, not module.__name__.endswith("signals"), module.__name__


# Django's signals.


@dataclass(frozen=True, slots=True)
class _Connected:
    receiver: Callable[..., object]
    sender: object  # None for every sender, _Unknown where it cannot be found
    uid: object
    weak: bool
    is_async: bool


def _make_id(target: object) -> object:
    """Identify a receiver or sender as Django does."""
    function = getattr(target, "__func__", None)
    return (id(getattr(target, "__self__", None)), id(function)) if function is not None else id(target)


class _Unknown:
    """A sender of which only the id is known."""


def _django_connections(signal: DjangoSignal) -> list[_Connected]:
    """Read what Django keeps: (key, receiver, is_async) in 5.2, (key, receiver, sender, is_async) since 6.0."""
    found = []
    for (key, sender_id), held, *more, is_async in list(signal.receivers):
        receiver = held() if isinstance(held, ReferenceType) else held
        if receiver is not None:
            sender = _sender(sender_id, more[0] if more else None)
            uid = None if key == _make_id(receiver) else key
            found.append(_Connected(receiver, sender, uid, isinstance(held, ReferenceType), bool(is_async)))
    return sorted(found, key=lambda connected: connected.is_async)  # Django calls the async ones last


def _sender(sender_id: object, reference: Callable[[], object] | None) -> object:
    if sender_id == _make_id(None):
        return None
    if reference is not None:
        return reference() or _Unknown()
    candidates = [*_subclasses(Model), *apps.get_app_configs()]
    return next((candidate for candidate in candidates if _make_id(candidate) == sender_id), _Unknown())


def _subclasses(of: type[Model]) -> Iterator[type[Model]]:
    subclasses: list[type[Model]] = of.__subclasses__()
    for subclass in subclasses:
        yield subclass
        yield from _subclasses(subclass)


def _django_rows(name: str, signal: DjangoSignal) -> Iterator[Row]:
    for order, connected in enumerate(_django_connections(signal), start=1):
        problem = _never_called(name, signal, connected.sender)
        if problem is None and not _accepts_kwargs(connected.receiver):
            problem = _NO_KWARGS
        yield _row(name, connected, order, problem)


def _row(name: str, connected: _Connected, order: int, problem: str | None, sender: str | None = None) -> Row:
    receiver = connected.receiver
    module, qualified, place = _describe(receiver)
    config = apps.get_containing_app_config(module)
    return Row(
        signal=name,
        sender=sender or _sender_name(connected.sender),
        receiver=f"{module}.{qualified}",
        place=place,
        app=config.label if config else None,
        dispatch_uid=None if connected.uid is None else str(connected.uid),
        weak=connected.weak,
        order=order,
        is_async=connected.is_async,
        timing=_timing(receiver),
        problem=problem,
    )


def _never_called(name: str, signal: DjangoSignal, sender: object) -> str | None:
    """Say why Django can never send this signal from that sender, or None."""
    if sender is None:
        return None
    if name == "got_request_exception":
        return "never called: Django always sends this signal from None"
    if name in {"pre_migrate", "post_migrate"}:
        return _silent_app(sender)
    if isinstance(sender, type) and issubclass(sender, Model):
        return _silent_model(name, sender) if isinstance(signal, ModelSignal) else None
    only_models = isinstance(signal, ModelSignal) or name == "class_prepared"
    return "never called: the sender is no model, or none any more" if only_models else None


def _silent_model(name: str, model: type[Model]) -> str | None:
    if model._meta.abstract:
        return "never called: the sender is an abstract model, and only its subclasses send"
    if model._meta.swapped:
        return f"never called: {model._meta.swapped} is used in place of the sender"
    if name == "m2m_changed":
        return None if model in _through_models() else "never called: the sender is no through model"
    return _NEVER_SAVED if model._meta.auto_created and name not in {"pre_init", "post_init"} else None


def _silent_app(sender: object) -> str | None:
    if not isinstance(sender, AppConfig):
        return "never called: the sender is no AppConfig of the project; take it from django.apps.apps.get_app_config()"
    return (
        None if sender.models_module else "never called: the sender is an app without models, which Django passes over"
    )


def _through_models() -> set[object]:
    return {field.remote_field.through for model in apps.get_models() for field in model._meta.many_to_many}


def _pending_rows(names: dict[DjangoSignal, str]) -> Iterator[Row]:
    """Find the connections that wait for a model which no app has: `connect(…, sender="shop.Misspelt")`."""
    for (label, model), operations in list(apps._pending_operations.items()):
        for operation in operations:
            connect, arguments, options = _taken_apart(operation)
            signal = getattr(connect, "__self__", None)
            if isinstance(signal, DjangoSignal) and connect.__name__ == "connect":  # disconnect waits as well
                weak, uid = bool(options.get("weak", True)), options.get("dispatch_uid")
                is_async = inspect.iscoroutinefunction(arguments[0])
                connected = _Connected(arguments[0], None, uid, weak, is_async)
                problem = f"never called: there is no model '{label}.{model}'"
                yield _row(names.get(signal, UNKNOWN), connected, 0, problem, f"{label}.{model}")


def _taken_apart(operation: Any) -> tuple[Any, list[Any], dict[str, Any]]:
    arguments: list[Any] = []
    options: dict[str, Any] = {}
    while hasattr(operation, "func"):
        arguments += getattr(operation, "args", ())
        options |= getattr(operation, "keywords", {})
        operation = operation.func
    return operation, arguments, options


# Signals of typedsignals.


def _rows_of_ours(name: str, signal: Any) -> Iterator[Row]:
    for order, connection in enumerate(signal.connections, start=1):
        found = (connection.receiver, connection.sender, connection.dispatch_uid, connection.weak, connection.is_async)
        yield _row(name, _Connected(*found), order, None)


# What receivers and senders are called.


def _describe(receiver: object) -> tuple[str, str, str]:
    """Return module, qualified name, and file:line."""
    function: Any = receiver
    for _ in range(_DEEP):
        inner = _inside(function)
        if inner is None:
            break
        function = inner
    # An object may answer to every name: only what is of the right type is an answer.
    named: Any = function if isinstance(getattr(function, "__qualname__", None), str) else type(function)
    call = getattr(vars(named).get("__call__"), "__code__", None) if isinstance(named, type) else None
    code = next((each for each in (getattr(function, "__code__", None), call) if isinstance(each, CodeType)), None)
    place = f"{_short(code.co_filename)}:{code.co_firstlineno}" if code else ""
    return named.__module__ or "builtins", named.__qualname__, place


def _inside(thing: Any) -> Any:
    """Return what a method, a partial or a wrapper calls; None of all else."""
    if isinstance(thing, MethodType):
        return thing.__func__
    if isinstance(thing, functools.partial):
        return thing.func
    is_wrapper = inspect.getattr_static(thing, "__wrapped__", None) is not None
    return thing.__wrapped__ if is_wrapper else None


def _short(path: str) -> str:
    """Leave out the directory that Python found the module in."""
    above = max((entry for entry in sys.path if entry and path.startswith(f"{entry}/")), key=len, default=None)
    return path.removeprefix(f"{above}/") if above else path


def _sender_name(sender: object) -> str | None:
    if sender is None:
        return None
    if isinstance(sender, _Unknown):
        return UNKNOWN
    if isinstance(sender, type) and issubclass(sender, Model):
        return sender._meta.label
    if isinstance(sender, AppConfig):
        return sender.label
    if isinstance(sender, str):
        return repr(sender)
    named = sender if isinstance(sender, type) else type(sender)
    return f"{named.__module__}.{named.__qualname__}"


def _timing(receiver: object) -> str:
    function = getattr(receiver, "__func__", receiver)
    timing = getattr(function, "__dict__", {}).get("__signal_timing__")
    return timing if isinstance(timing, str) else "immediate"


def _accepts_kwargs(receiver: Callable[..., object]) -> bool:
    try:
        return bool(func_accepts_kwargs(receiver))
    except (ValueError, TypeError):
        return True  # its signature is unknown
