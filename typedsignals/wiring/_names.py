"""What receivers, senders and types are called, and where they stand: on the map, in logs and in messages.

Rules of this file:
- No code of a receiver or a sender runs, so one that answers to every name names nothing but its class.
"""

from __future__ import annotations

import sys
from types import (
    BuiltinFunctionType,
    CodeType,
    FunctionType,
    GenericAlias,
    MethodType,
    MethodWrapperType,
    NoneType,
    UnionType,
)
from typing import Any, ForwardRef, Literal, Union, cast, get_args, get_origin

from typedsignals._core.callables import class_attribute, layers
from typedsignals.wiring._model import Place

_PLAIN = str, int, bytes, float, bool


# Receivers.


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


def place(receiver: object) -> Place | None:
    """Return where it is written; None for what is written in C."""
    code = _code(written(receiver))
    return Place(short(code.co_filename), code.co_firstlineno) if code else None


def _code(thing: object) -> CodeType | None:
    if issubclass(type(thing), type):
        made_by = class_attribute(cast("type", thing), "__init__")
    else:
        made_by = thing if type(thing) is FunctionType else class_attribute(type(thing), "__call__")
    return made_by.__code__ if type(made_by) is FunctionType else None


def short(path: str) -> str:
    """Return a path without the directory that Python found the module in."""
    above = max((entry for entry in sys.path if entry and path.startswith(f"{entry}/")), key=len, default=None)
    return path.removeprefix(f"{above}/") if above else path


# Senders.


def sender_name(sender: object) -> str | None:
    """Return a plain value as it is written, and module and qualified name of a class, or of that of an object; None for None."""
    if sender is None:
        return None
    kind = type(sender)
    if any(kind is plain for plain in _PLAIN):
        return repr(sender)
    of = cast("type", sender) if issubclass(kind, type) else kind
    return f"{said(of, '__module__')}.{said(of, '__qualname__')}"


# Types.


def type_name(meant: Any) -> str:
    """Write a type as annotations are written, without modules."""
    if meant is None or meant is NoneType:
        return "None"
    if isinstance(meant, ForwardRef):
        return meant.__forward_arg__
    origin, arguments = get_origin(meant), get_args(meant)
    if origin is Literal:
        return f"Literal[{', '.join(map(repr, arguments))}]"
    if origin in {Union, UnionType}:
        return " | ".join(map(type_name, arguments))
    if origin is not None and arguments:
        return f"{type_name(origin)}[{', '.join(map(_argument, arguments))}]"
    return (
        str(said(meant, "__qualname__"))
        if type(meant) is not GenericAlias and isinstance(meant, type)
        else _plain(meant)
    )


def _argument(each: object) -> str:
    if each is ...:
        return "..."
    return f"[{', '.join(map(type_name, each))}]" if isinstance(each, list) else type_name(each)


def _plain(meant: object) -> str:
    return str(getattr(meant, "__name__", None) or repr(meant)).removeprefix("typing.")
