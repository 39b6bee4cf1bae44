"""What annotations mean, each by itself: names found where they were written, type aliases by what they stand for.

Rules of this file:
- What cannot be known says so in its place, as an ``Unknown``, and hides nothing beside it.
- Signals resolve what they are declared with; this is for the classes of what they send, and for what is left to resolve.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import FunctionType, UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Final,
    ForwardRef,
    Literal,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

MISSING: Final = object()  # where there is no annotation


@dataclass(frozen=True, slots=True)
class Unknown:
    """Stands in the place of a type that cannot be known; says why."""

    reason: str


class _UnresolvedError(Exception):
    """A name that cannot be resolved."""


def known(what: str, annotation: object) -> object:
    """Return the type that is meant, or an ``Unknown`` that names the part of a send that has it."""
    if annotation is MISSING:
        return Unknown(f"{what} is declared without a type")
    try:
        return spelled_out(annotation)
    except _UnresolvedError as unresolved:
        return Unknown(f"the type of {what}, {unresolved}, cannot be resolved: import its names at run time")


def annotations_of(holder: type | FunctionType) -> dict[str, object]:
    """Return the annotations of a function, or of a class and its bases. What cannot be resolved stands as written."""
    if isinstance(holder, FunctionType):
        return {name: _resolved(each, holder.__globals__, {}) for name, each in _written(holder).items()}
    found: dict[str, object] = {}
    for kind in reversed(holder.__mro__):
        # As get_type_hints does it: a field that is called as its own type must not hide it.
        outer = {each.__name__: each for each in getattr(kind, "__type_params__", ())}
        namespace = {**outer, **vars(kind)}
        found |= {name: _resolved(each, namespace, _scope_of(kind.__module__)) for name, each in _written(kind).items()}
    return found


def _written(holder: type | FunctionType) -> Mapping[str, object]:
    if sys.version_info >= (3, 14):
        from annotationlib import Format, get_annotations

        return get_annotations(holder, format=Format.FORWARDREF)
    own: Mapping[str, object] = (
        vars(holder).get("__annotations__", {}) if isinstance(holder, type) else holder.__annotations__
    )
    return own


def _resolved(annotation: object, globals_: Mapping[str, object], locals_: Mapping[str, object]) -> object:
    def holder() -> None: ...

    if isinstance(annotation, str):
        annotation = ForwardRef(annotation, is_argument=False, is_class=True)
    holder.__annotations__ = {"it": annotation}
    try:
        return get_type_hints(holder, dict(globals_), locals_)["it"]
    except Exception:
        return annotation


def spelled_out(annotation: Any, within: tuple[object, ...] = ()) -> Any:
    """Return what an annotation means: without aliases (one that is part of itself stays), ``Annotated`` and the like."""
    if isinstance(annotation, (str, ForwardRef)):
        raise _UnresolvedError(repr(annotation if isinstance(annotation, str) else annotation.__forward_arg__))
    if type(annotation) is list:  # the parameters of a Callable
        return [spelled_out(each, within) for each in annotation]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if any(origin is each for each in (Annotated, ClassVar, Final)):
        return spelled_out(arguments[0], within)
    alias = next((each for each in (annotation, origin) if type(each).__name__ == "TypeAliasType"), None)
    if alias is not None:
        is_inside_itself = any(alias is each for each in within)
        return annotation if is_inside_itself else spelled_out(_value(alias, arguments), (*within, alias))
    if origin is Literal:
        return annotation
    return _with_arguments(annotation, tuple(spelled_out(each, within) for each in arguments))


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


def _value(alias: Any, arguments: tuple[object, ...]) -> object:
    """Return what a ``type`` statement says, which is evaluated when somebody asks."""
    parameters = alias.__type_params__
    try:
        value = alias.__value__
    except Exception as error:
        reason = str(error) if isinstance(error, NameError) else type(error).__name__
        raise _UnresolvedError(f"{alias.__name__!r} ({reason})") from None
    if any(type(each) is not TypeVar for each in parameters):
        raise _UnresolvedError(f"{alias.__name__!r}")
    return filled(_resolved(value, _scope_of(alias.__module__), {}), dict(zip(parameters, arguments, strict=False)))


def _scope_of(module: str) -> dict[str, object]:
    return vars(sys.modules[module]) if module in sys.modules else {}


def filled(annotation: Any, given: Mapping[object, object]) -> Any:
    """Put the arguments of a generic class or alias in the place of its parameters."""
    if isinstance(annotation, TypeVar):
        return given.get(annotation, annotation)
    open_ones = getattr(annotation, "__parameters__", ())
    if not given or not open_ones or issubclass(type(annotation), type):
        return annotation
    return annotation[tuple(given.get(each, each) for each in open_ones)]
