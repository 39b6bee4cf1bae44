"""What a signal is called and which types it was given, found in the module or class that binds it.

Rules of this file:
- Nothing is looked up before somebody asks, and no send asks: declaring and sending a signal stay cheap.
- There is no list of signals; a name is found by looking for the signal itself, by identity.
- Looking runs no code of other modules, imports nothing, and raises nothing.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator
from contextlib import suppress
from types import FunctionType, NoneType, UnionType
from typing import Annotated, Any, ClassVar, Final, ForwardRef, TypeAlias, Union, get_args, get_origin, get_type_hints

from typedsignals._core.callables import caller, names_in

Scope: TypeAlias = dict[str, Any]

_PACKAGE = "typedsignals"  # where the classes of signals say that they are


class Name:
    """What one signal is called: by its maker, by its class, or by the module that binds it."""

    __slots__ = ("_owner", "given", "home")

    def __init__(self, given: str | None, home: str | None = None) -> None:
        self.given = given
        self.home: str = caller().f_globals.get("__name__", "") if home is None else home
        self._owner: tuple[str, str] | None = None  # the class that holds the signal, and the name there

    def bind(self, owner: type, name: str) -> None:
        """Take the name of the first class attribute, as ``Owner.name``, unless one was given."""
        if self._owner is None:
            self._owner, self.home = (owner.__qualname__, name), owner.__module__
            self.given = f"{owner.__qualname__}.{name}" if self.given is None else self.given

    def find(self, signal: object) -> str | None:
        """Return the name, and keep it once it is found."""
        if self.given is None:
            self.given = next((name for _, name, _ in self._bindings(signal)), None)
        return self.given

    def type_arguments(self, signal: object) -> tuple[object, ...]:
        """Return the types of sender, payload and result; ``()`` where they cannot be known.

        A quoted name that cannot be resolved is returned as it stands, as a ``ForwardRef``; the others are resolved.
        """
        alias, scope = getattr(signal, "__orig_class__", None), _scope_of(self.home)
        if alias is None:
            found = ((_annotations_of(holder).get(name), names) for holder, name, names in self._bindings(signal))
            alias, scope = next((each for each in found if each[0] is not None), (None, scope))
        arguments = [_resolved(each, scope) for each in _arguments(_resolved(alias, scope), type(signal))]
        # Where the result's type is its default, Python 3.13 says None, and others say nothing.
        return (*arguments[:2], *(arguments[2:3] or [NoneType])) if arguments else ()

    def _bindings(self, signal: object) -> Iterator[tuple[object, str, Scope]]:
        """Yield where this very object is bound: the class or module, the name there, and the module's names."""
        home = _scope_of(self.home)
        if self._owner is not None:
            yield _found(home, self._owner[0]), self._owner[1], home
        for module in (sys.modules.get(self.home), *list(sys.modules.values())):
            scope = names_in(module)
            for name, value in list(scope.items()):
                if value is signal:
                    yield module, name, scope


def _arguments(annotation: object, kind: type) -> tuple[object, ...]:
    """Return what an annotation, or else the signal's own class, gives to the variables that a signal has here."""
    members = get_args(annotation) if get_origin(annotation) in {Union, UnionType} else (annotation,)
    with suppress(Exception):  # of more types than variables
        return _given_by(next((each for each in map(_plain, members) if _is_signal(each)), kind))
    return ()


def _given_by(meant: Any) -> tuple[object, ...]:
    """Return the same of one class, with type arguments or without: one that is not ours says it in its bases."""
    origin, arguments = get_origin(meant) or meant, get_args(meant)
    if origin.__module__ == _PACKAGE:
        return arguments
    given = dict(zip(origin.__parameters__, arguments, strict=True)) if arguments else {}
    bases: tuple[Any, ...] = vars(origin).get("__orig_bases__", origin.__bases__)
    base = next(each for each in bases if _is_signal(each))
    asked = getattr(base, "__parameters__", ()) if given else ()
    return _given_by(base[tuple(given[each] for each in asked)] if asked else base)


def _is_signal(thing: object) -> bool:
    origin = get_origin(thing) or thing
    return isinstance(origin, type) and any(each.__module__ == _PACKAGE for each in origin.__mro__)


def declared_types(declaration: FunctionType) -> tuple[object, dict[str, object], object] | tuple[()]:
    """Return the types of the sender, of the keywords by name, and of the result that a function declares.

    ``()`` where an annotation cannot be read; a quoted name that cannot be resolved hides itself alone.
    """
    scope = declaration.__globals__
    found = {name: _resolved(each, scope) for name, each in _annotations_of(declaration).items()}
    sender, *keywords = declaration.__code__.co_varnames[
        : declaration.__code__.co_argcount + declaration.__code__.co_kwonlyargcount
    ]
    result = found.get("return")
    return found.get(sender), {name: found[name] for name in keywords if name in found}, result


def _scope_of(module: str) -> Scope:
    return names_in(sys.modules.get(module))


def _found(scope: Scope, path: str) -> object:
    """Return the class of this qualified name, without asking any metaclass."""
    thing: object = None
    for part in path.split("."):
        thing = scope.get(part)
        scope = dict(type.__dict__["__dict__"].__get__(thing)) if issubclass(type(thing), type) else {}
    return thing


def _annotations_of(holder: object) -> dict[str, object]:
    """Return the annotations of a module, class or function; from 3.14 on reading them runs code, which may fail."""
    try:
        if sys.version_info >= (3, 14):
            from annotationlib import Format, get_annotations

            return get_annotations(holder, format=Format.FORWARDREF)
        own = object.__getattribute__(holder, "__dict__") if not isinstance(holder, FunctionType) else None
        found: dict[str, object] = holder.__annotations__ if own is None else own.get("__annotations__", {})
    except Exception:
        return {}
    return found


class _Lenient(dict[str, Any]):
    """The names of a module, among which those that are not there (yet) stand for themselves."""

    def __missing__(self, name: str) -> object:
        return getattr(builtins, name) if hasattr(builtins, name) else ForwardRef(name)


def _resolved(annotation: object, scope: Scope) -> object:
    """Evaluate quoted names in the module that wrote them; take off what says nothing of the type, and type aliases.

    None for a text that is no type.
    """

    def holder() -> None: ...

    try:
        while isinstance(annotation, str):
            annotation = eval(annotation, {}, _Lenient(scope))
        holder.__annotations__ = {"it": annotation}
        # localns is another dictionary: so a ForwardRef that typing shares among modules is evaluated anew.
        annotation = get_type_hints(holder, globalns=scope, localns={}, include_extras=True)["it"]
    except Exception:
        if isinstance(annotation, str):
            with suppress(SyntaxError, IndexError):  # typing's own, of an empty text
                parts = _in_parts(annotation, scope)
                return ForwardRef(annotation, is_argument=False, is_class=True) if parts is None else parts
            return None
    return _plain(annotation)


def _in_parts(text: str, scope: Scope) -> object:
    """Read each type argument by itself, where what one of them needs (``models`` in ``models.Order``) is not there (yet)."""
    import ast  # seldom needed

    written = ast.parse(text, mode="eval").body
    if not isinstance(written, ast.Subscript):
        return None
    inner = written.slice.elts if isinstance(written.slice, ast.Tuple) else [written.slice]
    origin: Any = _resolved(ast.unparse(written.value), scope)
    given = tuple(_resolved(ast.unparse(each), scope) for each in inner)
    with suppress(Exception):  # nothing can be given to what is not there itself
        return _plain(origin[given[0] if len(given) == 1 else given])
    return None


def _plain(annotation: Any) -> object:
    """Take off ClassVar, Final and Annotated, and put what it means in the place of a ``type`` alias (PEP 695)."""
    origin = get_origin(annotation)
    if any(origin is each for each in (ClassVar, Final, Annotated)):
        return _plain(get_args(annotation)[0])
    alias = annotation if type(annotation).__name__ == "TypeAliasType" else origin
    if type(alias).__name__ != "TypeAliasType":
        return annotation
    try:
        meant: Any = _resolved(alias.__value__, _scope_of(alias.__module__))
        return meant if alias is annotation else _plain(meant[get_args(annotation)])
    except Exception:
        return annotation
