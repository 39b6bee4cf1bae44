"""Whatever a payload is made of, what goes in comes out equal; a message of another version gives what the page says."""

from __future__ import annotations

import datetime as dt
import enum
import json
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import field, make_dataclass
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any, NamedTuple, TypedDict, cast

import attrs
import msgspec
import pydantic
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.effort import times
from typedsignals.handover import MessageError, PackingError, pack, unpacked


class Kind(NamedTuple):
    """A type, what its values are drawn from, and whether one can be in a set or a key."""

    type: Any
    values: st.SearchStrategy[Any]
    can_be_key: bool = False


class Status(enum.Enum):
    OPEN = "open"
    PAID = "paid"


class Size(enum.IntEnum):
    SMALL = 1
    LARGE = 2


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
# Whole minutes, as every time zone has had for decades: JSON's times have no seconds there.
ZONES = st.none() | st.builds(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)), st.integers(-1439, 1439))
PLAIN = [
    Kind(str, TEXT, can_be_key=True),
    Kind(int, st.integers(), can_be_key=True),
    Kind(float, st.floats(allow_nan=False, allow_infinity=False), can_be_key=True),
    Kind(bool, st.booleans()),
    Kind(bytes, st.binary(max_size=5), can_be_key=True),
    Kind(type(None), st.none()),
    Kind(dt.datetime, st.datetimes(timezones=ZONES), can_be_key=True),
    Kind(dt.date, st.dates(), can_be_key=True),
    Kind(dt.time, st.times(), can_be_key=True),
    Kind(dt.timedelta, st.timedeltas(), can_be_key=True),
    Kind(Decimal, st.decimals(allow_nan=False), can_be_key=True),
    Kind(uuid.UUID, st.uuids(), can_be_key=True),
    Kind(PurePosixPath, st.builds(PurePosixPath, TEXT)),
    Kind(Status, st.sampled_from(Status), can_be_key=True),
    Kind(Size, st.sampled_from(Size), can_be_key=True),
]


def _of(generic: Any, *arguments: Any) -> Any:
    """Fill in a type, which for a checker is none of its business."""
    return generic[arguments]


def _list(kind: Kind) -> Kind:
    return Kind(_of(list, kind.type), st.lists(kind.values, max_size=3))


def _tuple(kind: Kind) -> Kind:
    return Kind(_of(tuple, kind.type, ...), st.lists(kind.values, max_size=3).map(tuple))


def _pair(kind: Kind) -> Kind:
    return Kind(_of(tuple, kind.type, int), st.tuples(kind.values, st.integers()))


def _set(kind: Kind) -> Kind:
    assume(kind.can_be_key)
    return Kind(_of(frozenset, kind.type), st.frozensets(kind.values, max_size=3))


def _dictionary(kind: Kind) -> Kind:
    return Kind(_of(dict, str, kind.type), st.dictionaries(TEXT, kind.values, max_size=3))


def _keys(kind: Kind) -> Kind:
    assume(kind.can_be_key)
    return Kind(_of(dict, kind.type, int), st.dictionaries(kind.values, st.integers(), max_size=3))


def _optional(kind: Kind) -> Kind:
    return Kind(kind.type | None, kind.values | st.none())


def _dataclass(kinds: dict[str, Kind]) -> Any:
    return make_dataclass("Payload", [(name, kind.type) for name, kind in kinds.items()])


def _slotted(kinds: dict[str, Kind]) -> Any:
    return make_dataclass("Payload", [(name, kind.type) for name, kind in kinds.items()], frozen=True, slots=True)


def _attrs(kinds: dict[str, Kind]) -> Any:
    return attrs.make_class("Payload", {name: attrs.field(type=kind.type) for name, kind in kinds.items()})


def _struct(kinds: dict[str, Kind]) -> Any:
    return msgspec.defstruct("Payload", [(name, kind.type) for name, kind in kinds.items()])


def _named_tuple(kinds: dict[str, Kind]) -> Any:
    return cast("Any", NamedTuple)("Payload", [(name, kind.type) for name, kind in kinds.items()])


def _typed_dictionary(kinds: dict[str, Kind]) -> Any:
    return cast("Any", TypedDict)("Payload", {name: kind.type for name, kind in kinds.items()})


def _model(kinds: dict[str, Kind]) -> Any:
    create: Any = pydantic.create_model
    return create("Payload", **{name: (kind.type, ...) for name, kind in kinds.items()})


CLASSES: dict[str, Callable[[dict[str, Kind]], Any]] = {
    "dataclass": _dataclass,
    "slotted dataclass": _slotted,
    "attrs": _attrs,
    "struct": _struct,
    "named tuple": _named_tuple,
    "typed dictionary": _typed_dictionary,
}
COLLECTIONS = [_list, _tuple, _pair, _set, _dictionary, _keys, _optional]


def _of_class(make: Callable[[dict[str, Kind]], Any]) -> Callable[[dict[str, Kind]], Kind]:
    def kind(kinds: dict[str, Kind]) -> Kind:
        cls = make(kinds)
        values = st.fixed_dictionaries({name: kind.values for name, kind in kinds.items()})
        return Kind(cls, values.map(lambda fields: cls(**fields)))

    return kind


def _fields(kinds: st.SearchStrategy[Kind]) -> st.SearchStrategy[dict[str, Kind]]:
    return st.dictionaries(st.sampled_from("abcde"), kinds, min_size=1, max_size=3)


def _larger(kinds: st.SearchStrategy[Kind]) -> st.SearchStrategy[Kind]:
    collections = [kinds.map(make) for make in COLLECTIONS]
    return st.one_of(*collections, *[_fields(kinds).map(_of_class(make)) for make in CLASSES.values()])


KINDS = st.recursive(st.sampled_from(PLAIN), _larger, max_leaves=6)


def arrived(payload: object, kind: Any) -> object:
    """Send a payload through JSON to a function that declares this type."""

    def run(payload: object) -> object:
        return payload

    run.__annotations__["payload"] = kind
    message = pack(payload)
    assert json.loads(json.dumps(message, allow_nan=False)) == message
    return unpacked(run)(message)


@settings(max_examples=times(300), deadline=None)
@given(st.data())
def test_what_goes_in_comes_out_equal(data: st.DataObject) -> None:
    """Any type that is taken at import, with any value of it."""
    kind = data.draw(KINDS)
    payload = data.draw(kind.values)
    found = arrived(payload, kind.type)
    assert found == payload
    assert type(found) is type(payload)


@settings(max_examples=times(60), deadline=None)
@given(st.data())
def test_models_come_out_equal(data: st.DataObject) -> None:
    """By pydantic's own hooks."""
    # Left out: what pydantic itself does not always write and read equal.
    plain = [kind for kind in PLAIN if kind.type in {str, int, float, bool, uuid.UUID, dt.date, Status, type(None)}]
    kind = _of_class(_model)(data.draw(_fields(st.sampled_from(plain))))
    outer = data.draw(st.sampled_from([kind, _list(kind), _of_class(_dataclass)({"model": kind})]))
    payload = data.draw(outer.values)
    assert arrived(payload, outer.type) == payload


@settings(max_examples=times(100), deadline=None)
@given(st.data())
def test_models_of_anything_come_out_equal_or_not_at_all(data: st.DataObject) -> None:
    """Bytes that are no text, a timedelta beyond what pydantic takes, a date in what may be anything."""
    plain = st.sampled_from([*PLAIN, Kind(Any, st.one_of(*[kind.values for kind in PLAIN]))])
    larger = [plain.map(make) for make in COLLECTIONS]
    kind = _of_class(_model)(data.draw(_fields(st.one_of(plain, *larger))))
    with suppress(pydantic.ValidationError, PackingError):  # no value of such a model, or none that is carried
        payload = data.draw(kind.values)
        assert arrived(payload, kind.type) == payload


@settings(max_examples=times(60), deadline=None)
@given(st.data(), st.sampled_from(["dataclass", "attrs", "struct"]))
def test_a_message_of_another_version(data: st.DataObject, name: str) -> None:
    """The old ignores what is new; the new takes a default for what is missing, and names what has none."""
    kinds = data.draw(_fields(st.sampled_from(PLAIN)))
    values = {each: data.draw(kind.values) for each, kind in kinds.items()}
    old = CLASSES[name](kinds)
    new = make_dataclass(
        "Payload", [*[(each, kind.type) for each, kind in kinds.items()], ("added", int, field(default=7))]
    )
    strict = make_dataclass("Payload", [*[(each, kind.type) for each, kind in kinds.items()], ("added", int)])
    assert _through(new(**values, added=8), old) == old(**values)
    assert _through(old(**values), new) == new(**values, added=7)
    with pytest.raises(MessageError, match="Object missing required field `added`"):
        _through(old(**values), strict)


def _through(payload: object, kind: Any) -> object:
    def run(payload: object) -> object:
        return payload

    run.__annotations__["payload"] = kind
    return unpacked(run)(cast("Any", pack(payload)))
