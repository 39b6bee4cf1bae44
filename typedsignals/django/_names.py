"""What receivers are called, and where they stand, and what signals are called: in logs, in messages and in `manage.py signals`.

Rules of this file:
- No code of a receiver runs, so one that answers to every name names nothing but its class.
"""

from __future__ import annotations

import sys
import weakref
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, MethodWrapperType
from typing import Any, cast

from django.dispatch import Signal

from typedsignals._core.callables import class_attribute, layers
from typedsignals.django import signals as built_in
from typedsignals.django._declare import declared_name


def written(receiver: object) -> Any:
    """Return what somebody wrote, under methods, partials, caches, proxies and wrappers: a function, a class, or an object."""
    innermost = receiver
    for innermost in layers(receiver):  # noqa: B007  # the last one
        pass
    return innermost


def call_of(thing: object) -> MethodType | None:
    """Return the `__call__` of an object, bound to it, as far as it is written in Python."""
    call = class_attribute(type(thing), "__call__")
    return MethodType(call, thing) if type(call) is FunctionType else None


def named(receiver: object) -> Any:
    """Return what gives a receiver its name: the function or class that somebody wrote, or the class of the object."""
    thing = written(receiver)
    kinds = (FunctionType, BuiltinFunctionType, MethodWrapperType)
    return thing if any(type(thing) is kind for kind in kinds) or issubclass(type(thing), type) else type(thing)


def said(thing: Any, what: str) -> Any:
    """Return what a function or a class says of itself; no metaclass is asked."""
    return type.__getattribute__(thing, what) if issubclass(type(thing), type) else getattr(thing, what)


def name(receiver: object) -> str:
    """Return module and qualified name."""
    return f"{module(receiver)}.{said(named(receiver), '__qualname__')}"


def module(receiver: object) -> str:
    """Return the name of the module; methods of built-in objects have none."""
    found = said(named(receiver), "__module__")
    return found if isinstance(found, str) else "builtins"


def place(receiver: object) -> str:
    """Return file:line, without the directory that Python found the module in; nothing for what is written in C."""
    code = _code(written(receiver))
    return f"{_short(code.co_filename)}:{code.co_firstlineno}" if code else ""


def _code(thing: object) -> CodeType | None:
    if issubclass(type(thing), type):
        made_by = class_attribute(cast("type", thing), "__init__")
    else:
        made_by = thing if type(thing) is FunctionType else class_attribute(type(thing), "__call__")
    return made_by.__code__ if type(made_by) is FunctionType else None


def _short(path: str) -> str:
    above = max((entry for entry in sys.path if entry and path.startswith(f"{entry}/")), key=len, default=None)
    return path.removeprefix(f"{above}/") if above else path


# Signals.

_NAMES: weakref.WeakKeyDictionary[Signal, str] = weakref.WeakKeyDictionary()


def of_signal(signal: Signal) -> str | None:
    """Return the name that a signal was declared under, or has in Django, else that of a module attribute that holds it.

    It is kept once it is found: looking through all modules takes some milliseconds.
    """
    found = _NAMES.get(signal) or _find_name(signal)
    if found is not None:
        _NAMES[signal] = found
    return found


def _find_name(signal: Signal) -> str | None:
    declared = declared_name(signal)
    if declared is not None:
        return declared.rpartition(".")[2]
    for own, each in built_in.loaded().items():
        if each is signal:
            return own
    for module in list(sys.modules.values()):
        held: dict[str, object] = getattr(module, "__dict__", {})
        for bound, value in list(held.items()):
            if value is signal:
                return bound
    return None


def title(signal: Signal) -> str:
    """Name a signal for a message."""
    found = of_signal(signal)
    return f"Django signal {found!r}" if found else "an unnamed Django signal"
