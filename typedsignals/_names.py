"""What a signal is called and which types it was given, found in the module or class that binds it.

Rules of this file:
- Nothing is looked up before somebody asks: declaring a signal stays cheap.
- There is no list of signals; a name is found by looking for the signal itself, by identity.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Awaitable, Iterable, Iterator
from types import ModuleType, NoneType, UnionType
from typing import ClassVar, Final, ForwardRef, NoReturn, Union, get_args, get_origin, get_type_hints

from typedsignals._callables import caller
from typedsignals.errors import UsageError


class Named:
    """An object that knows what it is called: by its maker, by its class, or by the module that binds it."""

    __slots__ = ("__orig_class__", "__weakref__", "_home", "_name", "_owner")

    def __init__(self, name: str | None = None) -> None:
        if name is not None and not issubclass(type(name), str):
            raise UsageError(f"the name of a signal is a str, not an object of type {type(name).__name__}")
        self._name = name
        self._owner: str | None = None
        self._home: str = caller().f_globals.get("__name__", "")

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the name of the first class attribute, as ``Owner.name``, unless one was given."""
        if self._owner is None:
            self._owner, self._home = f"{owner.__qualname__}.{name}", owner.__module__
            self._name = self._owner if self._name is None else self._name

    @property
    def name(self) -> str | None:
        """The name given, else the class or module attribute that holds the signal; None while there is none."""
        if self._name is None:
            modules = (sys.modules.get(self._home), *list(sys.modules.values()))
            self._name = next((name for _, name, _ in self._bindings(modules)), None)
        return self._name

    @property
    def type_arguments(self) -> tuple[object, ...]:
        """The types of sender, payload and result, or ``()`` where they cannot be known.

        They come from ``Signal[Sender, Payload](...)``, else from the annotation of the name that holds the signal;
        names in quotes are looked up in the module that holds it, each time somebody asks.
        """
        return self._type_arguments(everywhere=True) or ()

    def _type_arguments(self, *, everywhere: bool) -> tuple[object, ...] | None:
        """Return ``()`` where nothing is said of the types, None where what is said cannot be understood (yet)."""
        home = sys.modules.get(self._home)
        alias, module = getattr(self, "__orig_class__", None), home
        if alias is None:
            modules = (home, *list(sys.modules.values())) if everywhere else (home,)
            alias, module = next(self._annotations(modules), (None, home))
        if alias is None:
            return ()
        arguments = get_args(_resolved(alias, module))
        # Where the result's type is its default, Python 3.13 says None, and others say nothing.
        return (*arguments[:2], (arguments[2:] or (None,))[0] or NoneType) if arguments else None

    def _annotations(self, modules: Iterable[ModuleType | None]) -> Iterator[tuple[object, ModuleType | None]]:
        for holder, name, module in self._bindings(modules):
            annotation = getattr(holder, "__annotations__", {}).get(name)
            if annotation is not None:
                yield annotation, module

    def _bindings(self, modules: Iterable[ModuleType | None]) -> Iterator[tuple[object, str, ModuleType | None]]:
        """Yield where this very object is bound: the module or class, the name there, and the module again."""
        if self._owner is not None:
            path, _, name = self._owner.rpartition(".")
            module = sys.modules.get(self._home)
            yield (
                functools.reduce(lambda scope, part: getattr(scope, part, None), path.split("."), module),
                name,
                module,
            )
        for module in modules:
            for name, value in list(getattr(module, "__dict__", {}).items()):
                if value is self:
                    yield module, name, module

    def _title(self) -> str:
        return f"signal {self.name!r}" if self.name else "an unnamed signal"

    def __copy__(self) -> NoReturn:
        """Refuse: a signal is the object that it is, and a copy would have no receivers."""
        raise UsageError(f"{self._title()} cannot be copied: receivers are connected to this very object; share it")

    def __deepcopy__(self, memo: object) -> NoReturn:
        """Refuse, as ``__copy__`` does."""
        self.__copy__()

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        """Refuse: the receivers of a signal live in this process."""
        raise UsageError(f"{self._title()} cannot be pickled: its receivers live in this process; import it by name")


def _resolved(annotation: object, module: ModuleType | None) -> object:
    """Evaluate quoted names in the module that wrote them, and take off ClassVar; None where one is not there (yet)."""

    def holder() -> None: ...

    try:
        # is_class: a function's annotation could not be a ClassVar
        value = ForwardRef(annotation, is_argument=False, is_class=True) if isinstance(annotation, str) else annotation
        holder.__annotations__ = {"signal": value}
        resolved = get_type_hints(holder, globalns=getattr(module, "__dict__", {}))["signal"]
    except Exception:
        return None
    return get_args(resolved)[0] if get_origin(resolved) in {ClassVar, Final} else resolved


def is_awaitable_type(annotation: object) -> bool:
    """Whether values of this type, or of one member of this union, have to be awaited."""
    origin = get_origin(annotation) or annotation
    if origin is Union or origin is UnionType:
        return any(is_awaitable_type(member) for member in get_args(annotation))
    return isinstance(origin, type) and issubclass(origin, Awaitable)
