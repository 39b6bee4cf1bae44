"""What can be known about a callable without running any of its code.

Rules of this file:
- Only ``type()``, code objects and the dictionaries of real functions are read: no ``__eq__``, ``__repr__``,
  ``__bool__``, ``__signature__`` or ``__getattr__`` of a user's object ever runs here, and annotations are not read.
- What cannot be known this way is accepted: an error then shows at the first call, as in plain Python.
"""

from __future__ import annotations

import functools
import os.path
import sys
from collections.abc import Iterable
from opcode import opmap
from types import (
    BuiltinMethodType,
    CodeType,
    FrameType,
    FunctionType,
    GetSetDescriptorType,
    MethodType,
    MethodWrapperType,
    ModuleType,
)
from typing import TypeGuard

_COROUTINE, VARARGS, VARKEYWORDS = 0x80, 0x04, 0x08  # inspect.CO_*; importing inspect costs 10 ms
# What inspect.markcoroutinefunction, and before it asyncio, leaves on an object that is to count as a coroutine function.
_ASYNC_MARKS = frozenset({"_is_coroutine_marker", "_is_coroutine"})
_DEEP = 100  # more layers than anybody writes; a partial or a wrapper may contain itself
_NONE: frozenset[str] = frozenset()
_HERE = os.path.dirname(__file__)


class Layers:
    """A callable with its layers taken off: bound methods, partials, callable objects, static methods.

    ``is_async``: whether calling it gives a coroutine, as seen through all layers.
    """

    __slots__ = ("function", "given", "is_async", "taken")

    def __init__(self, receiver: object) -> None:
        self.taken = 0  # positional arguments that the layers fill in themselves
        self.given: set[str] = set()  # keywords that partials fill in
        self.is_async = False
        self.function: FunctionType | None = None
        layer: object | None = receiver
        for _ in range(_DEEP):
            if layer is None:
                break
            self.is_async |= not _ASYNC_MARKS.isdisjoint(own_attributes(layer))
            layer = self._peel(layer)

    def _peel(self, layer: object) -> object | None:
        if type(layer) is FunctionType:
            self.function = layer
            self.is_async |= bool(layer.__code__.co_flags & _COROUTINE)
            return None
        if type(layer) is MethodType:
            self.taken += 1
            return layer.__func__
        if _is_partial(layer):
            self.taken += len(layer.args)
            self.given.update(layer.keywords)
            return layer.func
        if _is_static(layer):
            return layer.__func__
        call = _class_attribute(type(layer), "__call__")
        if type(call) is FunctionType:
            self.taken += 1
            return call
        return call if _is_static(call) else None

    def why_not(
        self, positional: int, required: frozenset[str] = _NONE, optional: frozenset[str] = _NONE
    ) -> str | None:
        """Say why the callable cannot be called so, or None: it can, or nothing can be known about it."""
        if self.function is None:
            return None
        code, filled = self.function.__code__, self.taken + positional
        names = code.co_varnames[: code.co_argcount]
        keyword_only = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
        if len(names) < filled and not code.co_flags & VARARGS:
            takes = max(0, len(names) - self.taken)
            return f"it takes {_count(takes, 'positional argument')} and would be called with {positional}"
        given = self.given | required | optional
        twice = given.intersection(names[code.co_posonlyargcount : filled])
        if twice:
            return f"it would get {listed(twice)} twice"
        unknown = given.difference(names[max(filled, code.co_posonlyargcount) :], keyword_only)
        if unknown and not code.co_flags & VARKEYWORDS:
            return f"it does not take {listed(unknown)}"
        with_default = {
            *names[len(names) - len(self.function.__defaults__ or ()) :],
            *(self.function.__kwdefaults__ or ()),
        }
        by_name = {*names[max(filled, code.co_posonlyargcount) :], *keyword_only} - self.given - required
        missing = {*names[filled : code.co_posonlyargcount], *by_name} - with_default
        if missing:
            return f"it needs {listed(missing)}, which would not always be given"
        return None


# type() instead of isinstance(): the latter asks the object for its __class__, which mocks and proxies make up.
def _is_partial(thing: object) -> TypeGuard[functools.partial[object]]:
    return issubclass(type(thing), functools.partial)


def _is_static(thing: object) -> TypeGuard[staticmethod[..., object]]:
    return type(thing) is staticmethod


def _is_class(thing: object) -> TypeGuard[type]:
    return issubclass(type(thing), type)


def _class_attribute(kind: type, name: str) -> object | None:
    return next((cls.__dict__[name] for cls in kind.__mro__ if name in cls.__dict__), None)


def own_attributes(thing: object) -> dict[str, object]:
    """Return the object's own dictionary, if it has one; no property and no ``__getattr__`` is asked."""
    descriptor = _class_attribute(type(thing), "__dict__")
    attributes = descriptor.__get__(thing) if type(descriptor) is GetSetDescriptorType else None
    return attributes if type(attributes) is dict else {}


def is_method(receiver: object) -> TypeGuard[MethodType]:
    """Whether ``receiver`` is a bound method of a Python class: a new object at each access."""
    return type(receiver) is MethodType


def is_builtin_method(receiver: object) -> TypeGuard[BuiltinMethodType | MethodWrapperType]:
    """Whether ``receiver`` is a bound method written in C, like ``[].append``: it cannot be taken apart."""
    if type(receiver) is BuiltinMethodType:
        return receiver.__self__ is not None and not issubclass(type(receiver.__self__), ModuleType)
    return type(receiver) is MethodWrapperType


def identity(receiver: object) -> int | tuple[int, str]:
    """Return a key that two receivers share only if they are the same; for methods: the same object and function.

    Valid as long as the receiver (a method's object and function) is alive.
    """
    if type(receiver) is MethodType:
        return id(receiver.__self__) << 64 | id(receiver.__func__)
    if is_builtin_method(receiver):
        return id(receiver.__self__), receiver.__name__
    return id(receiver)


def is_reimport(newcomer: object, old: object) -> bool:
    """Whether ``newcomer`` is the module-level function ``old`` imported again, as a reload does."""
    return (
        type(newcomer) is FunctionType
        and type(old) is FunctionType
        and newcomer.__module__ == old.__module__
        and newcomer.__qualname__ == old.__qualname__
        and "<" not in newcomer.__qualname__  # neither <locals> nor <lambda> names one function
    )


def describe(receiver: object) -> str:
    """Name ``receiver`` for a message: ``shop.audit.on_paid (audit.py:12)``."""
    if type(receiver) is FunctionType:
        return f"{receiver.__module__}.{receiver.__qualname__} ({place(_written(receiver).__code__)})"
    if type(receiver) is MethodType or _is_static(receiver):
        return describe(receiver.__func__)
    if _is_partial(receiver):
        return f"a partial of {describe(receiver.func)}"
    if type(receiver) is BuiltinMethodType or type(receiver) is MethodWrapperType:
        return f"built-in {receiver.__qualname__}"
    if _is_class(receiver):
        return f"class {_class_name(receiver)}"
    call = _class_attribute(type(receiver), "__call__")
    where = f" ({place(call.__code__)})" if type(call) is FunctionType else ""
    return f"an object of {_class_name(type(receiver))}{where}"


def _written(function: FunctionType) -> FunctionType:
    """Return the function that bears the name, under the wrappers that took it over (``functools.wraps``)."""
    for _ in range(_DEEP):
        wrapped = own_attributes(function).get("__wrapped__")
        if type(wrapped) is not FunctionType:
            break
        function = wrapped
    return function


def _class_name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def place(code: CodeType, line: int | None = None) -> str:
    """Return ``file.py:line`` of a code object, or of one line in it."""
    return f"{os.path.basename(code.co_filename)}:{code.co_firstlineno if line is None else line}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def listed(names: Iterable[str]) -> str:
    """Quote names for a message, in alphabetical order."""
    return ", ".join(repr(name) for name in sorted(names))


def caller() -> FrameType:
    """Return the innermost frame outside this package, and outside what makes ``Signal[...](...)`` callable."""
    frame = sys._getframe(1)
    while frame.f_back is not None and (
        os.path.dirname(frame.f_code.co_filename) == _HERE or frame.f_globals.get("__name__") == "typing"
    ):
        frame = frame.f_back
    return frame


def drops_result(frame: FrameType) -> bool:
    """Whether the call that ``frame`` is making is a statement, so that its result goes with it."""
    code, at = frame.f_code.co_code, frame.f_lasti + 2
    while code[at] == 0:  # inline caches
        at += 2
    return code[at] == opmap["POP_TOP"]
