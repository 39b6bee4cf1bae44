"""What a signal is called and which types it was given, found in the module or class that binds it.

Rules of this file:
- Nothing is looked up before somebody asks, and no send asks: declaring and sending a signal stay cheap.
- There is no list of signals; a name is found by looking for the signal itself, by identity.
- Looking runs no code of other modules, imports nothing, and raises nothing.
"""

from __future__ import annotations

import ast
import builtins
import os.path
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from operator import is_
from types import ClassMethodDescriptorType, FrameType, FunctionType, GenericAlias, ModuleType, NoneType, UnionType
from typing import Annotated, Any, ClassVar, Final, ForwardRef, Generic, Literal, TypeAlias, Union, get_args, get_origin

from typedsignals._core.callables import class_attribute, names_in

Scope: TypeAlias = dict[str, Any]

_PACKAGE = "typedsignals"  # where the classes of signals say that they are
_FILES = os.path.dirname(os.path.dirname(__file__)) + os.sep
_PASSED_BY = {"typing", "contextlib"}  # what makes ``Signal[...](...)`` callable, and what enters ``connected``
_GENERIC: Any = vars(Generic)["__class_getitem__"]  # in C from 3.12 on
_UNION: Any = Union  # a metaclass may have its own |
_TYPING = {"typing", "types", "typing_extensions"}


def caller() -> FrameType:
    """Return the innermost frame outside this package, and outside what stands between it and who calls it."""
    frame = sys._getframe(1)
    while frame.f_back is not None and (
        frame.f_code.co_filename.startswith(_FILES) or frame.f_globals.get("__name__") in _PASSED_BY
    ):
        frame = frame.f_back
    return frame


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
            yield _resolved(self._owner[0], home), self._owner[1], home
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
    code = declaration.__code__
    sender, *keywords = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    return found.get(sender), {name: found[name] for name in keywords if name in found}, found.get("return")


def _scope_of(module: str) -> Scope:
    return names_in(sys.modules.get(module))


def _annotations_of(holder: object) -> dict[str, object]:
    """Return the annotations of a module, class or function: those of a module as texts, where nobody has evaluated them.

    From 3.14 on those of a class or a function are evaluated, which runs code of the module that wrote them and may fail.
    """
    try:
        if sys.version_info >= (3, 14):
            from annotationlib import Format, call_annotate_function, get_annotations

            if not issubclass(type(holder), ModuleType):
                return get_annotations(holder, format=Format.FORWARDREF)
            annotate = names_in(holder).get("__annotate__")
            if type(annotate) is FunctionType and "__annotations__" not in names_in(holder):
                # Even where texts are asked for, it is called first: without a name to look up nothing happens then.
                blank = FunctionType(annotate.__code__, {"__builtins__": {}})
                return {**call_annotate_function(blank, Format.STRING)}
        own = object.__getattribute__(holder, "__dict__") if not isinstance(holder, FunctionType) else None
        found: dict[str, object] = holder.__annotations__ if own is None else own.get("__annotations__", {})
    except Exception:
        return {}
    return found


def _resolved(annotation: object, scope: Scope) -> object:
    """Look quoted names up in the module that wrote them; take off what says nothing of the type, and type aliases.

    None for a text that is no expression.
    """
    with suppress(Exception):  # of what typing refuses, and of a name that means itself
        found = _meant(annotation, scope)
        return _plain(NoneType if found is None else found)
    return None if isinstance(annotation, str) else _plain(annotation)


def _meant(annotation: Any, scope: Scope) -> Any:
    """Return a type, and a type with its arguments, without quotes."""
    if isinstance(annotation, (str, ForwardRef)):
        text = annotation if isinstance(annotation, str) else annotation.__forward_arg__
        return _read(ast.parse(text, mode="eval").body, scope)
    origin = get_origin(annotation)
    if origin is None or origin is Literal:
        return annotation
    given = getattr(annotation, "__args__", ())  # a bare typing.List has none
    read = tuple(_meant(each, scope) for each in given)
    if all(map(is_, read, given)):
        return annotation
    if hasattr(annotation, "copy_with"):  # what comes from typing
        return annotation.copy_with(read)
    return _UNION[read] if origin is Union or origin is UnionType else GenericAlias(origin, read)


def _read(node: ast.expr, scope: Scope) -> Any:
    """Return what names, dotted ones, subscripts and unions mean; a ``ForwardRef`` for all else, and for what is not there."""
    with suppress(Exception):
        match node:
            case ast.Name(name):
                return _meant(scope[name] if name in scope else vars(builtins)[name], scope)
            case ast.Attribute(holder, name):
                home = _read(holder, scope)
                found = class_attribute(home, name) if issubclass(type(home), type) else names_in(home).get(name)
                if found is not None:
                    return _meant(found, scope)
            case ast.Constant(value):
                return _meant(value, scope)
            case ast.List(parts):
                return [_read(each, scope) for each in parts]
            case ast.BinOp(left, ast.BitOr(), right):
                return _UNION[_read(left, scope), _read(right, scope)]
            case ast.Subscript(of, inside):
                parts = inside.elts if isinstance(inside, ast.Tuple) else [inside]
                return _given(_read(of, scope), parts, scope)
    return ForwardRef(ast.unparse(node), is_argument=False, is_class=True)


def _given(origin: Any, parts: list[ast.expr], scope: Scope) -> Any:
    """Give types to what takes some: as typing and C code do, and to a class that would do it itself without asking it."""
    if is_(origin, Annotated):
        return _read(parts[0], scope)
    given = tuple(_value(each, scope) if is_(origin, Literal) else _read(each, scope) for each in parts)
    own = class_attribute(origin, "__class_getitem__") if issubclass(type(origin), type) else None
    if own is None and not is_(origin, type) and type(origin).__module__ not in _TYPING:
        raise TypeError
    if own is None or own is _GENERIC or type(own) is ClassMethodDescriptorType or is_(origin, Callable):
        return origin[given[0] if len(given) == 1 else given]
    return GenericAlias(origin, given)


def _value(node: ast.expr, scope: Scope) -> object:
    """Return what stands in a ``Literal``: a value, or a member of an enumeration."""
    if not isinstance(node, ast.Attribute):
        return ast.literal_eval(node)
    members: Any = class_attribute(_read(node.value, scope), "_member_map_")
    return members[node.attr]


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
