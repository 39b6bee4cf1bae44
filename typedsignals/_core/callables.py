"""What can be known about a callable without running any of its code.

Rules of this file:
- Only ``type()``, code objects, and what C code keeps are read: no ``__eq__``, ``__repr__``, ``__bool__``,
  ``__signature__`` or ``__getattr__`` of a user's object ever runs here, and annotations are not read.
- What cannot be known this way is accepted: an error then shows at the first call, as in plain Python.
"""

from __future__ import annotations

import functools
import os.path
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from gc import get_referents
from types import (
    BuiltinMethodType,
    CodeType,
    FunctionType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodType,
    MethodWrapperType,
    ModuleType,
)
from typing import Any, TypeAlias, TypeGuard, cast

from typedsignals._core.hints import count, listed, misspelt, without_object

AnyReceiver: TypeAlias = Callable[..., object]
Key: TypeAlias = int | tuple[int, str] | tuple[int]  # of a receiver, of a built-in method, of a uid: its hash

# inspect.CO_*; importing inspect costs 10 ms.
COROUTINE, ASYNC_GENERATOR, VARARGS, VARKEYWORDS = 0x80, 0x200, 0x04, 0x08
_DEEP = 100  # more layers than anybody writes; a partial or a wrapper may contain itself
_NONE: frozenset[str] = frozenset()
# As no metaclass is asked.
_MRO: Any = type.__dict__["__mro__"].__get__
_DICT: Any = type.__dict__["__dict__"].__get__
_MODULE: Any = type.__dict__["__module__"].__get__
_QUALNAME: Any = type.__dict__["__qualname__"].__get__
# What a ``singledispatchmethod`` gives, from 3.14 on; before, it is a function.
_DISPATCHING = getattr(functools, "_singledispatchmethod_get", None)
_PLACEHOLDER = getattr(functools, "Placeholder", object())  # from 3.14 on


@dataclass(frozen=True, slots=True)
class Shape:
    """How a signal calls its receivers: with so many positional arguments, and these keywords."""

    positional: int
    required: frozenset[str] = _NONE
    optional: frozenset[str] = _NONE

    def __str__(self) -> str:
        """Show it as it would be written."""
        keywords = (f"{name}=..." for name in sorted(self.required | self.optional))
        return f"({', '.join([*('sender', 'payload')[: self.positional], *keywords])})"


class Unbound:
    """What a class gives anew at each access, as it gives bound methods, but of another type: by its descriptor."""

    __slots__ = ("descriptor",)

    def __init__(self, descriptor: Any) -> None:
        self.descriptor = descriptor

    def of(self, owner: object) -> AnyReceiver:
        """Return what accessing it on ``owner`` gives."""
        by_class = _is_class(owner)
        bound: AnyReceiver = self.descriptor.__get__(None if by_class else owner, owner if by_class else type(owner))
        return bound


class Look:
    """All that connecting has to know of a receiver, found in one look.

    ``owner`` and ``function`` are the two halves of a method, both None for anything else. ``key`` is shared by two
    receivers only if they are the same; it is valid as long as the receiver (both halves of a method) is alive.
    """

    owner: object = None
    function: AnyReceiver | Unbound | None = None
    is_async = False
    yields = False  # as an async generator, of which a call runs nothing
    _targets: Sequence[FunctionType | None] = ()  # what is called in the end; None: it takes no arguments
    _taken = 0  # positional arguments that the layers fill in themselves
    _least = 0  # positional arguments that a partial has to be called with
    _given = _NONE  # keywords that partials fill in

    def __init__(self, receiver: Any) -> None:
        self.receiver: AnyReceiver = receiver
        self.key: Key
        if type(receiver) is FunctionType and (receiver.__closure__ is None or not _is_dispatching(receiver)):
            self.key, self._targets = id(receiver), (receiver,)
            if not receiver.__code__.co_flags & (COROUTINE | ASYNC_GENERATOR) and not is_marked(receiver):
                return  # as nearly all are
        else:
            self.owner, self.function = halves(receiver)
            self.key = _key(receiver, self.owner, self.function)
        self._peel(receiver)
        if type(self.function) is Unbound:
            self._be_like(_written(self.function))

    def _be_like(self, inner: object) -> None:
        look = Look(inner)
        self.is_async, self.yields = self.is_async or look.is_async, self.yields or look.yields

    def _peel(self, layer: Any) -> None:
        for _ in range(_DEEP):
            self.is_async |= is_marked(layer)
            if type(layer) is FunctionType:
                self._targets = (layer,)
                self.is_async |= layer.__code__.co_flags & COROUTINE != 0
                self.yields = layer.__code__.co_flags & ASYNC_GENERATOR != 0
                return
            if type(layer) is MethodType:
                self._taken += 1
                layer = layer.__func__
            elif _is_partial(layer):
                open_ones = sum(each is _PLACEHOLDER for each in layer.args)
                self._least = max(self._least, open_ones - self._taken)
                self._taken += len(layer.args) - open_ones
                self._given |= layer.keywords.keys()
                layer = layer.func
            elif _is_static(layer):
                layer = layer.__func__
            elif type(layer) is functools._lru_cache_wrapper:
                held, layer = get_referents(layer), own_attributes(layer).get("__wrapped__")
                # functools.wraps may have put there what is not called.
                layer = layer if any(each is layer for each in held) else None
            elif (inner := peeled(layer)) is not layer:
                # What stands before it may take other arguments, but what it gives is seldom of another kind.
                self._be_like(inner)
                return
            else:
                call = class_attribute(type(layer), "__call__")
                if _is_class(layer) and call is type.__call__:
                    self._taken, self._targets = self._taken + 1, _makers(layer)
                    return
                if type(call) is not FunctionType and not _is_static(call):
                    # Made by a descriptor. Of what is written in C nothing more can be known.
                    if (inner := _written(Unbound(call))) is not call:
                        self._be_like(inner)
                    return
                self._taken += type(call) is FunctionType
                layer = call

    def why_not(self, shape: Shape) -> str | None:
        """Say why the receiver cannot be called so, or None: it can, or nothing can be known about it."""
        if shape.positional < self._least:
            return f"it takes {count(self._least, 'positional argument')} and would be called with {shape.positional}"
        if self.yields:
            return "it is an async generator, and nobody asks for what it yields (return it from a plain function)"
        for target in self._targets:
            code: Any = None if target is None else target.__code__
            if (
                code is not None
                and code.co_argcount == self._taken + shape.positional
                and not (code.co_kwonlyargcount or shape.required or shape.optional or self._given)
            ):
                continue  # as nearly all are
            reason = self._why_not(target, shape)
            if reason is not None:
                return reason if code is None or self._taken else reason + without_object(code)
        return None

    def _why_not(self, target: FunctionType | None, shape: Shape) -> str | None:
        filled = self._taken + shape.positional
        if target is None:
            return f"it takes no arguments and would be called with {shape}"
        code, defaults = target.__code__, target.__defaults__ or ()
        names = code.co_varnames[: code.co_argcount]
        keyword_only = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
        if len(names) < filled and not code.co_flags & VARARGS:
            takes = max(0, len(names) - self._taken)
            return f"it takes {count(takes, 'positional argument')} and would be called with {shape.positional}"
        given = self._given | shape.required | shape.optional
        twice = given.intersection(names[code.co_posonlyargcount : filled])
        if twice:
            return f"it would get {listed(twice)} twice"
        own = {*names[max(filled, code.co_posonlyargcount) :], *keyword_only}
        unknown, others = given - own, own - given
        if unknown and not code.co_flags & VARKEYWORDS:
            return f"it does not take {listed(unknown)}{misspelt(others, unknown)}"
        with_default = {*names[len(names) - len(defaults) :], *(target.__kwdefaults__ or ())}
        missing = {*names[filled : code.co_posonlyargcount], *(own - self._given - shape.required)} - with_default
        needs = f"it needs {listed(missing)}, which would not always be given{misspelt(missing & others, unknown)}"
        return needs if missing else None


def is_marked(thing: object) -> bool:
    """Whether ``inspect.markcoroutinefunction``, or before it asyncio, has marked it as a coroutine function."""
    if type(thing) is FunctionType:  # its __dict__ need not be made
        return hasattr(thing, "_is_coroutine_marker") or hasattr(thing, "_is_coroutine")
    attributes = own_attributes(thing)
    return "_is_coroutine_marker" in attributes or "_is_coroutine" in attributes


def halves(receiver: object) -> tuple[object, AnyReceiver | Unbound | None]:
    """Return the object and the function of a bound method, or of what is one in all but its type; else None twice.

    That is what an object gives for a function under a transparent proxy, a ``partialmethod``, a ``singledispatchmethod``.
    """
    if type(receiver) is MethodType:
        return receiver.__self__, receiver.__func__
    owner, made_of = _access(receiver)
    home = owner if _is_class(owner) else type(owner)
    members = (each for cls in _MRO(home) for each in list(_DICT(cls).values())) if made_of else ()
    found = {id(each): each for each in members if _parts(each) == made_of}  # one may have two names
    return (owner, Unbound(*found.values())) if len(found) == 1 else (None, None)  # of two nobody knows which it was


def _access(receiver: Any) -> tuple[object, tuple[object, ...] | None]:
    """Return the object that gave ``receiver``, and the parts of the descriptor that made it; None for all that is none."""
    if type(receiver) is FunctionType:
        if _is_dispatching(receiver):
            return _enclosed(receiver, "obj"), (True, id(own_attributes(receiver).get("__wrapped__")))
    elif _is_partial(receiver):
        method: Any = peeled(receiver.func)
        if type(method) is MethodType and own_attributes(receiver).get("__self__") is method.__self__:
            return method.__self__, (True, *_filled(peeled(method.__func__), receiver.args, receiver.keywords))
    elif type(receiver) is _DISPATCHING:
        return own_attributes(receiver).get("_obj"), _parts(own_attributes(receiver).get("_unbound"))
    elif (inner := peeled(receiver)) is not receiver:
        is_method = type(inner) is MethodType
        owner, parts = (inner.__self__, (True, id(peeled(inner.__func__)))) if is_method else _access(inner)
        return owner, parts and (False, *parts[1:])
    return None, None


def _parts(descriptor: Any) -> tuple[object, ...] | None:
    """Return what tells a descriptor that gives methods in all but their type from others; None for any other thing."""
    inner = peeled(descriptor)
    is_bare = inner is descriptor
    if type(inner) is functools.partialmethod:
        return is_bare, *_filled(peeled(inner.func), inner.args, inner.keywords)
    if type(inner) is functools.singledispatchmethod:
        return is_bare, id(inner.func)
    return None if is_bare else (False, id(inner))


def _filled(function: object, args: Iterable[object], keywords: Mapping[str, object]) -> tuple[object, ...]:
    return id(function), *map(id, args), *((name, id(keywords[name])) for name in sorted(keywords))


def peeled(thing: Any) -> Any:
    """Return what stands under transparent proxies; the thing itself if that is none, or a ring of them."""
    inner = thing
    for _ in range(_DEEP):
        under: Any = _proxied(inner)  # static and class methods are proxies of their functions, too
        if under is None:
            return inner
        inner = under
    return thing


def _is_dispatching(function: FunctionType) -> bool:
    """Whether Python 3.11 to 3.13 made this function for one access to a ``singledispatchmethod``."""
    return function.__code__.co_qualname == "singledispatchmethod.__get__.<locals>._method"


def _enclosed(function: FunctionType, name: str) -> object:
    """Return what a function has of the one around it, by its name there."""
    cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
    return next((cell.cell_contents for each, cell in cells if each == name), None)


def _proxied(thing: object, name: str = "__wrapped__") -> object | None:
    """Return what a transparent proxy stands for, if it keeps that where no code of its own is asked for it.

    That is in its structure or, where its class hides that it has one, in its own dictionary.
    """
    found = class_attribute(type(thing), name)
    is_hidden = found is None and _hides(type(thing))
    if is_hidden or type(found) is GetSetDescriptorType or type(found) is MemberDescriptorType:
        with suppress(AttributeError):  # it is not set (yet)
            return cast("object", object.__getattribute__(thing, name))
    return None


def _hides(kind: type) -> bool:
    """Whether the dictionary of an object is hidden by its class, as it is by proxies that are written in Python."""
    return type(class_attribute(kind, "__dict__")) is property


def _makers(kind: type) -> list[FunctionType | None]:
    """Return what calling a class calls, as far as it is written in Python; ``[None]`` where nothing takes arguments."""
    new, init = class_attribute(kind, "__new__"), class_attribute(kind, "__init__")
    if new is object.__new__ and init is object.__init__:
        return [None]
    written = (new.__func__ if _is_static(new) else new, init)
    return [each for each in written if type(each) is FunctionType]


# type() instead of isinstance(): the latter asks the object for its __class__, which mocks and proxies make up.
def _is_partial(thing: object) -> TypeGuard[functools.partial[object]]:
    return issubclass(type(thing), functools.partial)


def _is_static(thing: object) -> TypeGuard[staticmethod[..., object]]:
    return type(thing) is staticmethod


def _is_class(thing: object) -> TypeGuard[type]:
    return issubclass(type(thing), type)


def class_attribute(kind: type, name: str) -> object | None:
    """Return what a class or a base of it holds by this name, as it is held there."""
    for cls in _MRO(kind):
        attributes = _DICT(cls)
        if name in attributes:
            return cast("object", attributes[name])
    return None


def own_attributes(thing: object) -> dict[str, object]:
    """Return the object's own dictionary, if it has one; no property and no ``__getattr__`` is asked."""
    attributes: Any = _proxied(thing, "__dict__")
    return attributes if type(attributes) is dict else {}


def is_builtin_method(receiver: object) -> TypeGuard[BuiltinMethodType | MethodWrapperType]:
    """Whether ``receiver`` is a bound method written in C, like ``[].append``: it cannot be taken apart."""
    if type(receiver) is BuiltinMethodType:
        return receiver.__self__ is not None and not issubclass(type(receiver.__self__), ModuleType)
    return type(receiver) is MethodWrapperType


def key_of(receiver: object) -> Key:
    """Return the key of ``Look`` for a receiver that is held strongly."""
    if type(receiver) is FunctionType and receiver.__closure__ is None:
        return id(receiver)
    return _key(receiver, *halves(receiver))


def _key(receiver: object, owner: object, function: AnyReceiver | Unbound | None) -> Key:
    if function is not None:
        return id(owner) << 64 | id(function.descriptor if isinstance(function, Unbound) else function)
    if is_builtin_method(receiver):
        return id(receiver.__self__), receiver.__name__
    if type(inner := peeled(receiver)) is FunctionType and inner is not receiver:
        parent = _proxied(receiver, "_self_parent")  # wrapt makes it anew, and says of what
        if inner is peeled(parent):
            return id(parent)
    return id(receiver.__func__ if _is_static(receiver) else receiver)  # a class gives the function


def run_of(receiver: object) -> object:
    """Return what tells one run of the module of a module-level function from another; None for all else.

    ``importlib.reload`` gives a module another ``__spec__``. A script and a notebook have none.
    """
    function = function_of(receiver)
    if function is not None and _path(function) is not None and "." not in function.__qualname__:
        return cast("object", names_in(sys.modules.get(function.__module__)).get("__spec__"))
    return None


def function_of(receiver: object) -> FunctionType | None:
    """Return the function that a receiver is, also under caches and proxies; None for all else."""
    return receiver if type(receiver) is FunctionType else written_function(receiver)


def names_in(module: object) -> dict[str, Any]:
    """Return what a module holds; nothing for what only looks like one. A lazy module is not loaded by it."""
    return object.__getattribute__(module, "__dict__") if issubclass(type(module), ModuleType) else {}


def is_reimport(newcomer: object, old: object, *, same_file: bool = False) -> bool:
    """Whether ``newcomer`` is the module-level function ``old`` imported again, as a reload does."""
    new, former = function_of(newcomer), function_of(old)
    if new is None or former is None or _path(new) is None or _path(new) != _path(former):
        return False
    return not same_file or _file(new) == _file(former)


def _file(function: FunctionType) -> str:
    return (written_function(function) or function).__code__.co_filename


def _path(function: FunctionType) -> str | None:
    """Return module and name, ``shop.audit:on_paid``, of a function that has both to itself."""
    module, name = function.__module__, function.__qualname__
    is_known = type(module) is str and type(name) is str and "<" not in name  # neither <locals> nor <lambda> name one
    return f"{module}:{name}" if is_known else None


def describe(receiver: object) -> str:
    """Name ``receiver`` for a message, as its author wrote it: ``shop.audit.on_paid (audit.py:12)``."""
    # What is called in a receiver's place, so that it can be observed, keeps the receiver.
    for layer in layers(own_attributes(receiver).get("__typedsignals_receiver__", receiver)):
        if _is_partial(layer):
            return f"a partial of {describe(_written(layer))}"
        receiver = layer
    if type(receiver) is FunctionType:
        return f"{_title(receiver)} ({place(receiver.__code__)})"
    if type(receiver) is BuiltinMethodType or type(receiver) is MethodWrapperType:
        return f"built-in {receiver.__qualname__}"
    is_class = _is_class(receiver)
    kind: Any = receiver if is_class else type(receiver)
    call = written_function(class_attribute(kind, "__init__" if is_class else "__call__"))
    where = "" if call is None else f" ({place(call.__code__)})"
    return f"{'class' if is_class else 'an object of'} {_title(kind)}{where}"


def _title(thing: Any) -> str:
    """Return module and name of a function or a class, whose metaclass is not asked. What ``exec`` made has no module."""
    said = (_MODULE(thing), _QUALNAME(thing)) if _is_class(thing) else (thing.__module__, thing.__qualname__)
    return ".".join(each for each in said if type(each) is str)


def layers(receiver: object) -> Iterator[object]:
    """Yield a receiver and what stands under each wrapper, method, partial and proxy; the last is what somebody wrote."""
    for _ in range(_DEEP):
        yield receiver
        receiver = _written(receiver)
        if receiver is None:
            return


def _written(thing: object) -> object | None:
    """Return what stands under one wrapper, method, partial or proxy; None under a function that is none of these."""
    if type(thing) is MethodType or _is_static(thing):
        return thing.__func__
    if type(thing) is Unbound or type(thing) is _DISPATCHING:
        descriptor = thing.descriptor if type(thing) is Unbound else own_attributes(thing).get("_unbound")
        inner = peeled(descriptor)
        return inner if _parts(inner) is None else own_attributes(inner).get("func")
    if _is_class(thing):
        return None
    if _is_partial(thing):
        return thing.func
    wrapped = _kept(thing)
    is_code = any(type(wrapped) is kind for kind in (FunctionType, MethodType, staticmethod))
    is_layer = is_code or _is_partial(wrapped) or _proxied(thing) is not None or _kept(wrapped) is not None
    return wrapped if is_layer else None


def _kept(thing: object) -> object | None:
    """Return what a wrapper keeps as what it wraps, whatever that is; None if it keeps nothing so."""
    places = [_proxied(thing), own_attributes(thing).get("__wrapped__"), class_attribute(type(thing), "__wrapped__")]
    # A task of Celery that is lazy keeps itself, or its function; a shared one what looks it up.
    if _hides(type(thing)):
        made, makes, args = (_proxied(thing, name) for name in ("__thing", "_Proxy__local", "_Proxy__args"))
        places.append(_enclosed(makes, "fun") if type(makes) is FunctionType else made)
        places += args if type(args) is tuple else ()
    return next((each for each in places if each is not None), None)


def written_function(thing: object) -> FunctionType | None:
    """Return the function under wrappers that say what they wrap; None where that is none."""
    *outer, last = layers(thing)
    is_plain = not any(type(each) is MethodType or _is_partial(each) for each in outer)
    return last if is_plain and type(last) is FunctionType else None


def place(code: CodeType) -> str:
    """Return ``file.py:line`` of a code object."""
    return f"{os.path.basename(code.co_filename)}:{code.co_firstlineno}"
