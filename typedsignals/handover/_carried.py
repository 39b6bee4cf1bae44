"""What can be carried to another process and comes out equal there, known from its type.

Rules of this file:
- msgspec says how a type is written as JSON. What it would write and not read back, or not the same, is refused here.
- A refusal names the path to the field, the type that stands there, and the remedy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from inspect import isabstract
from pathlib import PurePath
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

from msgspec import inspect as about

_Fields: TypeAlias = about.DataclassType | about.NamedTupleType | about.StructType | about.TypedDictType
_KEYS = (
    about.StrType,
    about.IntType,
    about.FloatType,
    about.EnumType,
    about.LiteralType,
    about.BytesType,
    about.DateTimeType,
    about.DateType,
    about.TimeType,
    about.TimeDeltaType,
    about.UUIDType,
    about.DecimalType,
)
INSTEAD = "Declare what identifies it instead, such as its primary key."
_UNKNOWN = "what it holds is known only when it is sent. Declare its type."


@dataclass(frozen=True, slots=True)
class Refusal:
    """A place in a type that cannot be carried, and why."""

    path: str
    why: str

    def __str__(self) -> str:
        return f"{self.path} {self.why}"


def why_not(kind: Any) -> Refusal | None:
    """Say what in a type cannot be carried; None if all of it can."""
    try:
        node = about.type_info(kind)
    except Exception as error:  # noqa: BLE001  # whatever the evaluation of an annotation raises
        return _not_understood(kind, title(kind), error)
    return next(_refusals(node, title(kind), set()), None)


def why_not_plain(kind: Any, path: str) -> Refusal | None:
    """Say what no engine carries as it is, without being packed; None of what one may carry, and of what is not known."""
    try:
        node = about.type_info(kind)
    except Exception:  # noqa: BLE001  # whatever the evaluation of an annotation raises
        return None
    for part in _within(node):
        if isinstance(part, about.DataclassType | about.NamedTupleType | about.StructType):
            return Refusal(
                path, f"is {title(part.cls)}, which is carried only in a payload. Send its fields, or a payload."
            )
        if isinstance(part, about.CustomType) and part.cls is not object and not is_built_by_hooks(part.cls):
            return next(_own(part.cls, path), None)
    return None


def is_built_by_hooks(kind: object) -> bool:
    """Whether a class says itself how it is written as JSON and read, as the models of pydantic do."""
    return isinstance(kind, type) and hasattr(kind, "model_dump_json") and hasattr(kind, "model_validate_json")


def fields_of(model: Any) -> set[str]:
    """Return the names of all fields of a model, and of those within it."""
    schema = model.model_json_schema(by_alias=False)
    return {name for each in (schema, *schema.get("$defs", {}).values()) for name in each.get("properties", ())}


def title(kind: Any) -> str:
    """Name a type for a message: a class with its module, anything else as it was written."""
    return f"{kind.__module__}.{kind.__qualname__}" if isinstance(kind, type) and not get_args(kind) else str(kind)


def _refusals(node: about.Type, path: str, seen: set[int]) -> Iterator[Refusal]:
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, about.CustomType):
        yield from _own(node.cls, path)
    elif isinstance(node, about.AnyType | about.RawType | about.ExtType):
        yield Refusal(path, f"is Any: {_UNKNOWN}")
    elif isinstance(node, _Fields):
        yield from _of_fields(node, path, seen)
    else:
        for inner in _items(node):
            yield from _refusals(inner, f"{path}[...]", seen)
        if isinstance(node, about.DictType) and not isinstance(node.key_type, _KEYS):
            yield Refusal(path, "has keys of a type that is no key in JSON. Use str or int, or a list of pairs.")


def _of_fields(node: _Fields, path: str, seen: set[int]) -> Iterator[Refusal]:
    """Judge a class by its fields."""
    cls = _class(node)
    if isabstract(cls):
        yield Refusal(path, "is abstract, and what is sent is of another class. Declare that one.")
    if _needs_itself(node):
        yield Refusal(path, "holds one of its own kind without end. Make that field optional.")
    for field in node.fields:
        where = f"{path}.{field.name}"
        if field.name.startswith("_") and hasattr(cls, "__attrs_attrs__"):
            yield Refusal(where, "is an attribute that attrs takes by another name. Give it a name without underscore.")
        if type(field.default).__name__ == "FieldInfo":  # msgspec takes it for the default
            yield Refusal(where, "is a Field of pydantic. Write dataclasses.field(...), or make its class a model.")
        yield from _refusals(field.type, where, seen)


def _own(kind: Any, path: str) -> Iterator[Refusal]:
    """Judge a class of which msgspec knows nothing."""
    if kind is object:
        yield Refusal(path, f"is object: {_UNKNOWN}")
    elif is_built_by_hooks(kind):
        yield from _of_model(kind, path)
    elif not (isinstance(kind, type) and issubclass(kind, PurePath)):
        yield Refusal(path, f"is {title(kind)}, which cannot be carried to another process. {INSTEAD}")


def _of_model(model: Any, path: str) -> Iterator[Refusal]:
    """Judge a model of pydantic by what it says of its JSON: what it reads, and what it writes."""
    try:
        read, written = (model.model_json_schema(by_alias=False, mode=mode) for mode in ("validation", "serialization"))
    except Exception as error:  # noqa: BLE001  # whatever the model's own code raises
        reason = str(error).splitlines()[0]
        yield Refusal(path, f"is {title(model)}, which cannot say how it is written as JSON ({reason}).")
    else:
        for field in _not_written(read, written):
            yield Refusal(
                f"{path}.{field}", "is left out, or hidden, where its model is written. Declare a model without it."
            )


def _not_written(read: dict[str, Any], written: dict[str, Any]) -> Iterator[str]:
    """Yield the fields that a model, or one within it, reads and does not write. What code of its own writes shows at the send."""
    models = {"": written, **written.get("$defs", {})}
    for name, model in {"": read, **read.get("$defs", {})}.items():
        for field, schema in model.get("properties", {}).items():
            if name in models and (
                field not in models[name].get("properties", {}) or "'writeOnly': True" in str(schema)
            ):
                yield f"{name}.{field}".removeprefix(".")


def _items(node: about.Type) -> tuple[about.Type, ...]:
    """Return what a collection or a union is made of."""
    if isinstance(node, about.CollectionType):
        return (node.item_type,)
    if isinstance(node, about.DictType):
        return (node.key_type, node.value_type)
    if isinstance(node, about.TupleType):
        return node.item_types
    return node.types if isinstance(node, about.UnionType) else ()


def _within(node: about.Type) -> Iterator[about.Type]:
    """Yield a type and what is in it, as far as no class has fields of its own."""
    yield node
    for inner in _items(node):
        yield from _within(inner)


def _class(node: _Fields) -> Any:
    return get_origin(node.cls) or node.cls


def _needs_itself(node: _Fields) -> bool:
    """Whether none can be made before another one of its kind has been made."""
    needed, found = [node], list[about.Type]()
    while needed:
        for field in needed.pop().fields:
            if field.type is node and field.required:
                return True
            if isinstance(field.type, _Fields) and field.required and field.type not in found:
                found.append(field.type)
                needed.append(field.type)
    return False


def _not_understood(kind: Any, path: str, error: Exception) -> Refusal:
    """Find the place that msgspec does not understand; it says why, and not where."""
    try:
        parts = _parts(kind)
    except Exception as unread:  # noqa: BLE001  # whatever the evaluation of an annotation raises
        return _unread(path, unread)
    for name, part in parts:
        try:
            about.type_info(part)
        except Exception as inner:  # noqa: BLE001  # as above
            return _not_understood(part, f"{path}{name}", inner)
    if isinstance(error, NameError):  # of an alias
        return _unread(path, error)
    if isinstance(error, RecursionError):
        return Refusal(path, "holds its own kind without end. Write the levels that there are, or a class for them.")
    if isinstance(error, NotImplementedError):
        return Refusal(path, "has a default that is made of its other attributes. Give it another default, or none.")
    return Refusal(path, f"cannot be carried to another process: {str(error) or type(error).__name__}.")


def _unread(path: str, error: Exception) -> Refusal:
    remedy = "Import it where Python runs, too." if isinstance(error, NameError) else "Correct it."
    return Refusal(path, f"has an annotation that cannot be read: {error}. {remedy}")


def _parts(kind: Any) -> list[tuple[str, Any]]:
    """Return the fields of a class, or the arguments of a type, with what leads there. Raises what its annotations raise."""
    cls = get_origin(kind) or kind
    hints = get_type_hints(cls) if isinstance(cls, type) else {}
    return [(f".{name}", hint) for name, hint in hints.items()] or [("[...]", part) for part in get_args(kind)]
