"""One send held against what its signal declares: what differs, and what cannot be known.

Rules of this file:
- Messages name types and fields, never values.
- Of what is sent only that is looked into which is sure to run nobody's code: fields, and collections of built-in kinds.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from types import GenericAlias, UnionType
from typing import Any, Self, TypeAlias, TypeGuard, Union, get_args, get_origin, is_typeddict

from typedsignals import Sending
from typedsignals.testing._annotations import Partly, Scope, fields_of, given_in, is_required, known
from typedsignals.testing._declared import Declared, UnknownTypesError

Fits: TypeAlias = Callable[[object, object], bool]
Annotations: TypeAlias = dict[str, tuple[object, Scope, type]]
Fields: TypeAlias = dict[int, tuple[type, Annotations]]  # by id: a metaclass may hash and compare as it likes

_MISSING = object()
_NO_EXTRA = getattr(
    typing, "NoExtraItems", None
)  # from Python 3.15 on, where a typed dictionary takes no keys but its own
_COLLECTIONS = list, tuple, set, frozenset


class Comparison:
    """Compares one send; ``unknown`` is why parts of it could not be. ``fields`` is kept from one send to the next."""

    def __init__(self, fits: Fits, fields: Fields) -> None:
        self.unknown: list[str] = []
        self._fits = fits
        self._seen = fields

    def wrong(self, sending: Sending, types: Declared) -> Iterator[str]:
        """Yield what differs from the declaration."""
        sender = self._known_of(types.sender)
        yield from self._misfit("its sender", sending.sender, sender, sender)
        if types.check_keywords is None:
            yield from self._misfits("its payload", sending.payload, types.payload, ())
        for name, value in sending.keywords.items():
            yield from self._misfits(f"its keyword {name!r}", value, types.keywords[name], ())

    def _misfits(self, what: str, value: object, wanted: object, around: tuple[object, ...]) -> Iterator[str]:
        """Yield what does not fit: a field of the value where that can be said, else the value."""
        unknown_before = len(self.unknown)
        meant = self._known_of(wanted)
        # Once more: an alias that is part of itself is spelled out as far as there is something sent.
        again = known(what, meant)
        meant = again.rest if isinstance(again, Partly) else again
        kinds = list(_kinds(meant))
        # Of a union, one member is looked into if it alone can be meant.
        holding = kinds if len(kinds) == 1 else [kind for kind in kinds if self._may_be(value, kind)]
        only = holding[0] if len(holding) == 1 else None
        if not any(value is other for other in around):
            for part, name, of_type in self._parts(value, kinds, only):
                yield from self._misfits(f"{name} of {what}", part, of_type, (*around, value))
        if _is_keyed(value, only) and getattr(only, "__extra_items__", _NO_EXTRA) is _NO_EXTRA:
            # No more than that can be known; typeguard would look for the names in its annotations where they are not.
            yield from self._wrong_keys(what, value, only)
        else:
            left = meant if only is None else _left(value, only, meant)
            yield from self._misfit(what, value, meant, left, is_partly_unknown=len(self.unknown) > unknown_before)

    def _misfit(
        self, what: str, value: object, meant: object, left: object, *, is_partly_unknown: bool = False
    ) -> Iterator[str]:
        """Yield what it is if it does not fit as a whole, as far as that is ``left`` to compare."""
        try:
            fits = self._fits(value, left)
        except UnknownTypesError as error:
            self.unknown += [] if is_partly_unknown else [str(error)]
            return
        if not fits:
            is_class = f"the class {value.__qualname__}" if isinstance(value, type) else None
            yield f"{what} is {is_class or f'of type {type(value).__qualname__}'}, not {shown(meant)}"

    def _known_of(self, wanted: object) -> object:
        """Return what is known of a type, and note why that is not all."""
        if not isinstance(wanted, Partly):
            return wanted
        self.unknown.append(wanted.reason)
        return wanted.rest

    def _wrong_keys(self, what: str, value: dict[object, object], wanted: object) -> Iterator[str]:
        """Yield which keys a typed dictionary lacks, and which it does not declare."""
        kind: Any = get_origin(wanted) or wanted
        declared, sent, lacking = self._declared_by(kind), _texts(value), list[str]()
        for name in [each for each in declared if each not in sent]:
            annotation, scope, _ = declared[name]
            required = is_required(annotation, scope, otherwise=name in kind.__required_keys__)
            if required is None:
                whether = f"whether {kind.__qualname__} requires key {name!r}"
                self.unknown.append(f"{whether} cannot be resolved: import what its type names at run time")
            lacking += [name] if required else []
        surplus = sent.keys() - declared.keys()
        others = {type(key).__qualname__ for key in value if not _is_text(key)}
        faults = [
            *([f"lacks key {_listed(lacking)} of {shown(wanted)}"] if lacking else []),
            *([f"has key {_listed(surplus)}, which {shown(wanted)} does not declare"] if surplus else []),
            *([f"has keys of type {', '.join(sorted(others))}"] if others else []),
        ]
        if faults:
            yield f"{what} {' and '.join(faults)}"

    def _parts(self, value: Any, kinds: list[object], only: object) -> Iterator[tuple[object, str, object]]:
        """Yield what a value consists of, how that is called, and the type that it should be of."""
        meant = [kind for kind in kinds if any((get_origin(kind) or kind) is each for each in type(value).__mro__)]
        if meant:
            one = meant[0] if len(meant) == 1 else None  # of a union of A[int] and A[str] nobody knows which is meant
            for name, of_type in self._fields(value, one).items():
                part = getattr(value, name, _MISSING)
                if part is not _MISSING:
                    yield part, f"field {name!r}", of_type
        if _is_keyed(value, only):
            sent = _texts(value)
            types = self._types(get_origin(only) or only, only, sent)
            yield from ((sent[name], f"key {name!r}", of_type) for name, of_type in types.items())
        elif get_args(only) and get_origin(only) is not type:
            yield from ((part, "an item", of_type) for part, of_type in _items(value, only)[0])

    def _may_be(self, value: object, kind: object) -> bool:
        """Whether the value fits, whatever is in it."""
        whole = get_origin(kind) or kind
        try:
            return self._fits(value, dict if is_typeddict(whole) else whole if isinstance(whole, type) else kind)
        except UnknownTypesError:
            return True

    def _fields(self, value: object, wanted: object) -> dict[str, object]:
        """Return the types of what a dataclass or a named tuple consists of; nothing for any other value."""
        kind = type(value)
        if is_dataclass(kind):
            names = [each.name for each in fields(kind)]
        elif issubclass(kind, tuple):
            names = list(getattr(kind, "_fields", ()))
        else:
            return {}
        return self._types(kind, wanted, names)

    def _declared_by(self, kind: type) -> Annotations:
        if id(kind) not in self._seen:
            self._seen[id(kind)] = kind, fields_of(kind)
        return self._seen[id(kind)][1]

    def _types(self, kind: Any, wanted: object, names: Iterable[str]) -> dict[str, object]:
        """Return the types of these parts of a class, if ``wanted`` is meant, as far as it declares them."""
        declared = self._declared_by(kind)
        given, types = given_in(kind, wanted), dict[str, object]()
        for name in names:
            if name in declared:
                annotation, scope, holder = declared[name]
                here = {**given.get(holder, {}), Self: kind}
                types[name] = known(f"field {name!r} of {kind.__qualname__}", annotation, scope, here)
        return types


def _is_keyed(value: object, wanted: object) -> TypeGuard[dict[object, object]]:
    """Whether it is a dictionary, and meant is a typed one."""
    return type(value) is dict and is_typeddict(get_origin(wanted) or wanted)


def _is_text(key: object) -> TypeGuard[str]:
    return issubclass(type(key), str)


def _texts(value: dict[object, object]) -> dict[str, object]:
    """Return what has a text as its key; one of an enumeration counts as the text that it is."""
    return {str.__str__(key): part for key, part in value.items() if _is_text(key)}


def _kinds(annotation: object) -> Iterator[object]:
    """Yield the class that is meant, with its arguments, or the classes of a union."""
    origin = get_origin(annotation)
    if origin is Union or origin is UnionType:
        for member in get_args(annotation):
            yield from _kinds(member)
    else:
        yield annotation


def _items(value: Any, wanted: object) -> tuple[Iterable[tuple[object, object]], object]:
    """Return what is in a collection, each with its type, and what is left to compare once they were.

    Of collections alone that are sure to run nobody's code.
    """
    whole, types = get_origin(wanted), get_args(wanted)
    if not types or not isinstance(whole, type) or not issubclass(type(value), whole):
        return (), wanted
    if type(value) is dict and len(types) == len(("key", "value")):
        return ((each, types[1]) for each in value.values()), GenericAlias(dict, (types[0], Any))
    if type(value) is tuple and whole is tuple and types[-1] is not Ellipsis:
        return zip(value, types, strict=False), GenericAlias(tuple, (Any,) * len(types))
    if any(type(value) is each for each in _COLLECTIONS):
        return ((each, types[0]) for each in value), object
    return (), wanted


def _left(value: object, only: object, meant: object) -> object:
    """Return what is left to compare of a value once its parts were.

    Of a named tuple that is what is meant, nothing: typeguard looks for the names in its annotations where they are not.
    """
    whole, kind = get_origin(only) or only, type(value)
    if issubclass(kind, tuple) and hasattr(kind, "_fields") and any(whole is each for each in kind.__mro__):
        return object
    left = _items(value, only)[1]
    return meant if left is only else left


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(repr, sorted(names)))


def shown(annotation: Any) -> str:
    """Name a type for a message."""
    # type() instead of isinstance(): `list[int]` passes for a class, and would be shown as `list`.
    return annotation.__qualname__ if issubclass(type(annotation), type) else str(annotation)
