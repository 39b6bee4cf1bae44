"""What annotations mean, each by itself: names found where they were written, type aliases by what they stand for.

Rules of this file:
- What cannot be resolved has ``Any`` in its place, is named, and hides nothing beside it.
- Signals resolve what they are declared with; this is for the classes of what they send, and for what is left to resolve.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import FunctionType, NoneType, UnionType
from typing import Annotated, Any, ClassVar, Final, ForwardRef, Literal, TypeAlias, TypeVar, Union, get_args, get_origin

Scope: TypeAlias = Mapping[str, object]

MISSING: Final = object()  # where there is no annotation
_NOTHING: Final[Mapping[Any, object]] = {}


@dataclass(frozen=True, slots=True)
class Partly:
    """Stands for a type of which a part cannot be known: ``rest`` is what can be; says why."""

    rest: object
    reason: str


def known(what: str, annotation: object, scope: Scope = _NOTHING, given: Mapping[object, object] = _NOTHING) -> object:
    """Return the type that is meant, or a ``Partly`` that names what has it.

    Names are looked up in ``scope``; ``given`` are the arguments of a generic class, by its parameters.
    """
    if annotation is MISSING:
        return Partly(Any, f"{what} is declared without a type")
    meaning = _Meaning(scope, given)
    rest = meaning.of(annotation)
    if not meaning.unresolved:
        return rest
    names = ", ".join(map(repr, dict.fromkeys(meaning.unresolved)))
    return Partly(rest, f"{names} in the type of {what} cannot be resolved: import it at run time")


def annotations_of(holder: type | FunctionType) -> dict[str, tuple[object, Scope]]:
    """Return the annotations of a function, or of a class and its bases, as written, each with where it was written."""
    if isinstance(holder, FunctionType):
        return {name: (each, holder.__globals__) for name, each in _written(holder).items()}
    found: dict[str, tuple[object, Scope]] = {}
    for kind in reversed(holder.__mro__):
        parameters = {each.__name__: each for each in getattr(kind, "__type_params__", ())}
        # The module before the class, as typing does it: a field that is called as its own type must not hide that.
        scope = {**vars(kind), **_names_in(kind.__module__), **parameters}
        found |= {name: (each, scope) for name, each in _written(kind).items()}
    return found


def _written(holder: type | FunctionType) -> Mapping[str, object]:
    if sys.version_info >= (3, 14):
        from annotationlib import Format, get_annotations

        return get_annotations(holder, format=Format.FORWARDREF)
    own: Mapping[str, object] = (
        vars(holder).get("__annotations__", {}) if isinstance(holder, type) else holder.__annotations__
    )
    return own


def _names_in(module: str) -> Scope:
    return vars(sys.modules[module]) if module in sys.modules else {}


class _Lenient(dict[str, object]):
    """Names, among which those that are not there stand for themselves."""

    def __missing__(self, name: str) -> object:
        return getattr(builtins, name) if hasattr(builtins, name) else ForwardRef(name)


class _Meaning:
    """Spells annotations out: names, aliases (one that is part of itself stays), ``Annotated`` and the like."""

    def __init__(self, scope: Scope, given: Mapping[object, object]) -> None:
        self.unresolved: list[str] = []
        self._scope = scope
        self._given = given

    def of(self, annotation: Any, within: tuple[object, ...] = ()) -> Any:
        """Return what it means, ``Any`` in the place of what cannot be resolved."""
        if annotation is None:
            return NoneType
        if isinstance(annotation, (str, ForwardRef)):
            return self._of_text(annotation if isinstance(annotation, str) else annotation.__forward_arg__, within)
        if isinstance(annotation, TypeVar):
            return self._given.get(annotation, annotation)
        if type(annotation) is list:  # the parameters of a Callable
            return [self.of(each, within) for each in annotation]
        return self._of_type(annotation, within)

    def _of_text(self, text: str, within: tuple[object, ...]) -> Any:
        try:
            value = eval(text, {}, _Lenient(self._scope))  # noqa: S307 - annotations are code, and typing runs it, too
        except Exception:
            return self._unknown(text)
        return self._unknown(value.__forward_arg__) if isinstance(value, ForwardRef) else self.of(value, within)

    def _unknown(self, name: str) -> Any:
        self.unresolved.append(name)
        return Any

    def _of_type(self, annotation: Any, within: tuple[object, ...]) -> Any:
        origin, arguments = get_origin(annotation), get_args(annotation)
        if any(origin is each for each in (Annotated, ClassVar, Final)):
            return self.of(arguments[0], within)
        if origin is Literal:
            return annotation
        meant = tuple(self.of(each, within) for each in arguments)
        alias = next((each for each in (annotation, origin) if type(each).__name__ == "TypeAliasType"), None)
        if alias is None or any(alias is each for each in within):
            return _with_arguments(annotation, meant)
        return self._of_alias(alias, meant, within)

    def _of_alias(self, alias: Any, arguments: tuple[object, ...], within: tuple[object, ...]) -> Any:
        """Return what a ``type`` statement says, which is evaluated when somebody asks."""
        if any(type(each) is not TypeVar for each in alias.__type_params__):
            return self._unknown(alias.__name__)  # of its arguments nobody knows which is which
        try:
            value = alias.__value__
        except Exception as error:
            return self._unknown(error.name if isinstance(error, NameError) and error.name else alias.__name__)
        inside = _Meaning(_names_in(alias.__module__), dict(zip(alias.__type_params__, arguments, strict=False)))
        inside.unresolved = self.unresolved
        return inside.of(value, (*within, alias))


def _with_arguments(annotation: Any, meant: tuple[object, ...]) -> Any:
    """Return a generic type with other arguments; the same if they are the same."""
    origin = get_origin(annotation)
    generic: Any = Union if origin is UnionType else origin  # a class may have made `|` mean something else
    if all(one is other for one, other in zip(meant, get_args(annotation), strict=True)):
        return annotation
    try:
        return generic[meant]
    except Exception:
        return annotation  # a special form, which means nothing here, or a class that is generic in a way of its own
