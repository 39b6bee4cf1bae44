"""What annotations mean, each by itself: names found where they were written, type aliases by what they stand for.

Rules of this file:
- What cannot be resolved has ``Any`` in its place, is named, and hides nothing beside it.
- Signals resolve what they are declared with; this is for the classes of what they send, and for what is left to resolve.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FunctionType, NoneType, UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Final,
    ForwardRef,
    Literal,
    NotRequired,
    Required,
    Self,
    TypeAlias,
    TypeVar,
    Union,
    Unpack,
    get_args,
    get_origin,
    is_typeddict,
)

if sys.version_info >= (3, 13):
    from typing import ReadOnly
else:
    from typing_extensions import ReadOnly

Scope: TypeAlias = Mapping[str, object]
Given: TypeAlias = Mapping[Any, object]  # what type parameters stand for, and Self; each a type, or a ``Partly``

MISSING: Final = object()  # where there is no annotation
_NOTHING: Final[Mapping[Any, object]] = {}
_WRAPPERS: Final = Annotated, ClassVar, Final, Required, NotRequired, ReadOnly


@dataclass(frozen=True, slots=True)
class Partly:
    """Stands for a type of which a part cannot be known: ``rest`` is what can be; says why."""

    rest: object
    reason: str


def known(what: str, annotation: object, scope: Scope = _NOTHING, given: Given = _NOTHING) -> object:
    """Return the type that is meant, or a ``Partly`` that names what has it.

    Names are looked up in ``scope``; ``given`` is what the parameters of a generic class stand for.
    """
    if annotation is MISSING:
        return Partly(Any, f"{what} is declared without a type")
    meaning = _Meaning(scope, given)
    rest = meaning.of(annotation)
    reasons = dict.fromkeys(meaning.reasons)
    for names, why in (
        (meaning.unresolved, "cannot be resolved: import it at run time"),
        (meaning.free, "is known to type checkers alone: write a type in its place"),
    ):
        if names:
            reasons[f"{', '.join(map(repr, dict.fromkeys(names)))} in the type of {what} {why}"] = None
    return Partly(rest, "; ".join(reasons)) if reasons else rest


def annotations_of(function: FunctionType) -> dict[str, tuple[object, Scope]]:
    """Return the annotations of a function, as written, each with where it was written."""
    return {name: (each, function.__globals__) for name, each in _written(function).items()}


def fields_of(kind: type) -> dict[str, tuple[object, Scope, type]]:
    """Return the annotations of a class and its bases, each with where it was written, and by which class."""
    # A TypedDict has no bases at run time but those that were written, and repeats what they say.
    holders = given_in(kind, None) if is_typeddict(kind) else reversed(kind.__mro__)
    found: dict[str, tuple[object, Scope, type]] = {}
    for holder in holders:
        scope = _scope_of(holder)
        found |= {name: (each, scope, holder) for name, each in _written(holder).items()}
    return found


def is_required(annotation: object, scope: Scope, *, otherwise: bool) -> bool | None:
    """Whether a typed dictionary has to have a key of this annotation; None if that cannot be known.

    ``otherwise`` is what holds where the annotation says nothing: Python itself does not look into texts.
    """
    try:
        said = _evaluated(annotation, scope)
        while get_origin(said) is Annotated or get_origin(said) is ReadOnly:
            said = _evaluated(get_args(said)[0], scope)
    except Exception:
        return None
    origin = get_origin(said)
    return origin is Required if origin is Required or origin is NotRequired else otherwise


def _evaluated(annotation: object, scope: Scope) -> object:
    """Return what a text means; a ``ForwardRef`` where that is a name which is not there."""
    text = annotation.__forward_arg__ if isinstance(annotation, ForwardRef) else annotation
    return eval(text, {}, _Lenient(scope)) if isinstance(text, str) else text  # noqa: S307 - typing does so, too


def _scope_of(kind: type) -> Scope:
    parameters = {each.__name__: each for each in getattr(kind, "__type_params__", ())}
    # The module before the class, as typing does it: a field that is called as its own type must not hide that.
    return {**vars(kind), **_names_in(kind.__module__), **parameters}


def given_in(kind: type, wanted: object) -> dict[type, Given]:
    """Return what the parameters of a class and of its bases stand for where ``wanted`` is meant: it or a base of it."""
    origin, arguments = get_origin(wanted), get_args(wanted)
    given = _bound(_parameters(kind), arguments if origin is kind else ())
    if isinstance(origin, type) and origin is not kind:  # a base: what is handed on to it as it is, is known by it
        handed_on = _inherited(kind, {each: each for each in _parameters(kind)}).get(origin, _NOTHING)
        stands_for = _bound(_parameters(origin), arguments)
        given |= {mine: stands_for[its] for its, mine in handed_on.items() if isinstance(mine, TypeVar)}
    return _inherited(kind, given)


def _inherited(kind: type, given: Given) -> dict[type, Given]:
    found: dict[type, Given] = {kind: given}
    for base in vars(kind).get("__orig_bases__", kind.__bases__):
        origin = get_origin(base) or base
        if isinstance(origin, type):
            what, scope = f"{origin.__qualname__} under {kind.__qualname__}", _scope_of(kind) if get_args(base) else {}
            arguments = tuple(known(what, each, scope, given) for each in get_args(base))
            found |= _inherited(origin, _bound(_parameters(origin), arguments))
    return found


def _parameters(kind: Any) -> tuple[Any, ...]:
    parameters: tuple[Any, ...] = getattr(kind, "__parameters__", ())
    return parameters


def _bound(parameters: tuple[Any, ...], arguments: tuple[object, ...]) -> dict[Any, object]:
    """Return what type parameters stand for; nothing where arguments cannot be told from each other."""
    if any(type(each) is not TypeVar for each in parameters):
        return {}
    return {each: _widest(each) for each in parameters} | dict(zip(parameters, arguments, strict=False))


def _widest(parameter: Any) -> object:
    """Return what a type variable stands for where no argument is given."""
    union: Any = Union
    try:
        has_default = getattr(parameter, "has_default", bool)()
        widest = parameter.__default__ if has_default else parameter.__bound__
        of_some = union[parameter.__constraints__] if parameter.__constraints__ else Any
    except Exception as error:  # a type parameter (PEP 695) evaluates what it was given when somebody asks
        return Partly(Any, f"{parameter.__name__!r} stands for what cannot be resolved ({type(error).__name__})")
    return known(
        f"{parameter.__name__!r}",
        of_some if widest is None else widest,
        _names_in(parameter.__module__),
        {parameter: Any},
    )


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

    def __init__(self, scope: Scope, given: Given) -> None:
        self.unresolved: list[str] = []  # names
        self.free: list[str] = []  # what stands for a type, and nobody knows for which
        self.reasons: list[str] = []  # and what was said of a type that is given
        self._scope = scope
        self._given = given

    def of(self, annotation: Any, within: tuple[object, ...] = ()) -> Any:
        """Return what it means, ``Any`` in the place of what cannot be resolved."""
        if annotation is None:
            return NoneType
        if isinstance(annotation, (str, ForwardRef)):
            return self._of_text(annotation if isinstance(annotation, str) else annotation.__forward_arg__, within)
        if isinstance(annotation, TypeVar) or annotation is Self:
            return self._of_parameter(annotation)
        return self._of_type(annotation, within)

    def _of_parameter(self, parameter: Any) -> Any:
        try:
            meant = self._given[parameter]
        except KeyError:
            self.free.append(parameter.__name__)
            meant = Any if parameter is Self else _widest(parameter)
        if not isinstance(meant, Partly):
            return meant
        self.reasons.append(meant.reason)
        return meant.rest

    def _of_text(self, text: str, within: tuple[object, ...]) -> Any:
        try:
            value = _evaluated(text, self._scope)
        except Exception:
            return self._unknown(text)
        return self._unknown(value.__forward_arg__) if isinstance(value, ForwardRef) else self.of(value, within)

    def _unknown(self, name: str) -> Any:
        self.unresolved.append(name)
        return Any

    def _of_type(self, annotation: Any, within: tuple[object, ...]) -> Any:
        origin, arguments = get_origin(annotation), get_args(annotation)
        if any(origin is each for each in _WRAPPERS):
            return self.of(arguments[0], within)
        if origin is Literal:
            return annotation
        if origin is Callable:
            return annotation  # whether it can be called is all that can be seen
        unpacked = [each for each in arguments if get_origin(each) is Unpack or getattr(each, "__unpacked__", False)]
        if unpacked:
            self.free += map(str, unpacked)
            return origin
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
        inside = _Meaning(_names_in(alias.__module__), _bound(alias.__type_params__, arguments))
        inside.unresolved, inside.free, inside.reasons = self.unresolved, self.free, self.reasons
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
