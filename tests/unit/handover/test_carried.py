"""What can be carried: what goes in comes out equal, or is refused at import with the path to it."""

from __future__ import annotations

import abc
import enum
import json
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, NamedTuple, NewType, Optional, TypedDict, TypeVar
from uuid import UUID

import attrs
import msgspec
import pydantic
import pydantic.dataclasses
import pytest

from typedsignals import ReceiverError
from typedsignals.handover import MessageError, PackingError, pack, unpacked

if TYPE_CHECKING:
    from collections import UserString as Missing

T = TypeVar("T")


def carried(payload: object, kind: Any = None) -> object:
    """Send a payload through JSON to a function that takes its type."""

    def run(payload: object) -> object:
        return payload

    run.__annotations__["payload"] = type(payload) if kind is None else kind
    message: Any = json.loads(json.dumps(pack(payload)))
    assert message == pack(payload)
    return unpacked(run)(message)


class Status(enum.Enum):
    PAID = "paid"


class Size(enum.IntEnum):
    LARGE = 3


class Flags(enum.Flag):
    GIFT = 1
    FRAGILE = 2


class Point(NamedTuple):
    x: int
    y: float = 0.5


class Address(TypedDict, total=False):
    street: str


@dataclass(frozen=True, slots=True)
class Line:
    sku: str
    price: Decimal


@dataclass(frozen=True)
class Order:
    order_id: UUID
    lines: tuple[Line, ...]
    sent: datetime
    status: Status | None = None
    address: Address | None = None
    place: Path = Path()
    _version: int = 1
    total: int = field(init=False, default=0)


@attrs.frozen
class Parcel:
    weight: float
    to: Point


class Label(msgspec.Struct, frozen=True):
    text: str


class Cash(msgspec.Struct, frozen=True, tag=True):
    amount: int


class Card(msgspec.Struct, frozen=True, tag=True):
    number: str


class Customer(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(strict=True)
    born: date
    name: str = pydantic.Field(alias="full_name", serialization_alias="n", validation_alias="v")
    friends: list[Customer] = []


@dataclass
class Signed:
    by: Customer
    note: float | None


@dataclass
class Page(Generic[T]):
    items: list[T]
    after: Page[T] | None = None


class Named(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(serialize_by_alias=True, validate_by_name=False, validate_by_alias=True)
    name: str = pydantic.Field(alias="n")


class Weighs(pydantic.BaseModel):
    weight: float


class Numbered(pydantic.BaseModel):
    weighs: Annotated[
        Weighs,
        pydantic.BeforeValidator(lambda found: Weighs(weight=found) if isinstance(found, float) else found),
        pydantic.PlainSerializer(lambda model: model.weight, return_type=float),
    ]


class Folder(pydantic.BaseModel):
    inside: list[Folder] = []


Sku = NewType("Sku", str)
ADA = Customer.model_validate({"born": date(1815, 12, 10), "v": "Ada", "friends": []})
ORDER = Order(
    UUID(int=7),
    (Line("a", Decimal("1.10")),),
    datetime(2026, 1, 2, 3, 4, 5, 678, timezone(timedelta(hours=2))),
    Status.PAID,
    {"street": "Long"},
    Path("/a/b"),
    2,
)

CARRIED: dict[str, tuple[object, Any]] = {
    "dataclass": (ORDER, Order),
    "attrs": (Parcel(1.5, Point(1)), Parcel),
    "struct": (Label("x"), Label),
    "model": (ADA, Customer),
    "model that is written by other names": (Named(n="a"), Named),
    "model that is written by code of its own": (Numbered(weighs=Weighs(weight=0.5)), Numbered),
    "model in a dataclass": (Signed(ADA, None), Signed),
    "recursive model": (Folder(inside=[Folder()]), Folder),
    "named tuple": (Point(1, 2.5), Point),
    "typed dictionary": ({"street": "x"}, Address),
    "generic": (Page([Line("a", Decimal(1))], Page([])), Page[Line]),
    "None": (None, None),
    "int beyond 64 bits": (2**70, int),
    "bytes": (b"\x00\xff", bytes),
    "date": (date(2026, 1, 2), date),
    "time": (time(1, 2, 3), time),
    "timedelta": (-timedelta(days=1, microseconds=3), timedelta),
    "datetime": (datetime(2026, 1, 2, tzinfo=UTC), datetime),
    "naive datetime": (datetime(2026, 1, 2), datetime),  # noqa: DTZ001
    "enum": (Status.PAID, Status),
    "int enum": (Size.LARGE, Size),
    "flags": (Flags.GIFT | Flags.FRAGILE, Flags),
    "path": (PurePosixPath("/a"), PurePosixPath),
    "optional": (None, Optional[int]),  # noqa: UP045
    "union": ("a", int | str | list[int]),
    "tagged structs": (Card("4"), Cash | Card),
    "literal": ("a", Literal["a", 2]),
    "annotated": (5, Annotated[int, msgspec.Meta(gt=3)]),
    "new type": (Sku("a"), Sku),
    "frozenset": (frozenset({1, 2}), frozenset[int]),
    "set": ({Point(1)}, set[Point]),
    "tuple": ((1, "a"), tuple[int, str]),
    "empty tuple": ((), tuple[()]),
    "sequence": ([1], Sequence[int]),
    "mapping": ({"a": 1}, Mapping[str, int]),
    "key that is not finite": ({float("inf"): 1}, dict[float, int]),
    "model with a float": (Weighs(weight=0.5), Weighs),
    "keys": ({UUID(int=1): {Status.PAID: {date(2026, 1, 2): {1.5: {7: 1}}}}}, Any),
}
CARRIED["keys"] = (CARRIED["keys"][0], dict[UUID, dict[Status, dict[date, dict[float, dict[int, int]]]]])


@pytest.mark.parametrize(("payload", "kind"), CARRIED.values(), ids=CARRIED)
def test_what_goes_in_comes_out_equal(payload: object, kind: Any) -> None:
    """Through JSON, as each engine writes it."""
    found = carried(payload, kind)
    assert found == payload
    assert type(found) is type(payload)


class Safe(str):
    __slots__ = ()


class Count(int):
    pass


class Real(float):
    pass


class Bytes(bytes):
    pass


class Frozen(datetime):
    """As freezegun has them."""


class Day(date):
    pass


class Hour(time):
    pass


class Span(timedelta):
    pass


class Money(Decimal):
    pass


class Id(UUID):
    pass


KINDS: list[tuple[object, Any]] = [
    (Safe("a"), str),
    (Count(3), int),
    (Real(1.5), float),
    (Bytes(b"a"), bytes),
    (Frozen(2026, 1, 2), datetime),
    (Day(2026, 1, 2), date),
    (Hour(3), time),
    (Span(1), timedelta),
    (Money("1.0"), Decimal),
    (Id(int=1), UUID),
]


@pytest.mark.parametrize(("payload", "kind"), KINDS, ids=[kind.__name__ for _, kind in KINDS])
def test_an_object_of_a_subclass_arrives_as_what_is_declared(payload: object, kind: type) -> None:
    """Such as a string that Django marks as safe."""
    found = carried(payload, kind)
    assert found == payload
    assert type(found) is kind


def test_a_payload_arrives_as_the_class_that_the_task_declares() -> None:
    """What a subclass adds is left behind."""

    @dataclass(frozen=True)
    class Longer(Line):
        more: int = 1

    assert carried(Longer("a", Decimal(1)), Line) == Line("a", Decimal(1))


class Strict(pydantic.BaseModel, extra="forbid"):
    name: str


class Stricter(Strict):
    more: int = 1


class Cheque(Cash, frozen=True, tag=True):
    more: int = 1


@pytest.mark.parametrize(
    ("payload", "kind"),
    [(datetime(2026, 1, 2), date), (True, int), (Stricter(name="a"), Strict), (Cheque(1), Cash)],  # noqa: DTZ001
    ids=["a date", "an int", "a model", "a tag"],
)
def test_what_is_a_subclass_in_python_alone_does_not_arrive(payload: object, kind: type) -> None:
    """To JSON it is something else."""
    with pytest.raises(MessageError, match="that does not fit"):
        carried(payload, kind)


def test_what_is_packed_is_a_copy() -> None:
    """Later changes do not reach it."""
    page = Page([1])
    packed: Any = pack(page)
    page.items.append(2)
    assert packed == {"items": [1], "after": None}


# What is refused at import.


@dataclass
class Endless:
    one: Other


@dataclass
class Other:
    back: Endless
    more: Other | None = None
    again: Endless | None = None


@attrs.frozen
class Hidden:
    _text: str


@dataclass
class Init:
    text: InitVar[str]


class Mixed(enum.Enum):
    NUMBER = 1
    TEXT = "a"


@dataclass
class Deep:
    lines: list[Annotated[dict[str, Init], "of each shop"]]


@dataclass
class Unread:
    text: str
    order: Missing


@dataclass
class Outer:
    inner: list[Unread]


class Callback(pydantic.BaseModel):
    back: Callable[[], int]


class Secret(pydantic.BaseModel):
    key: pydantic.SecretStr | None = None


class Left(pydantic.BaseModel):
    gone: int = pydantic.Field(exclude=True)


class Within(pydantic.BaseModel):
    ok: int
    left: list[Left]


@attrs.frozen
class Doubled:
    number: int
    double: int = attrs.field(default=attrs.Factory(lambda self: self.number * 2, takes_self=True))


@dataclass
class Abstract(abc.ABC):
    number: int

    @abc.abstractmethod
    def run(self) -> None: ...


@pydantic.dataclasses.dataclass
class Described:
    ok: int
    numbers: list[int] = pydantic.Field(default_factory=list)


@dataclass
class Raising:
    number: int


Raising.__annotations__["number"] = "1 / 0"


REFUSED: dict[str, tuple[Any, str]] = {
    "Any": (Any, "typing.Any is Any: what it holds is known only when it is sent. Declare its type."),
    "object": (dict[str, object], "dict[str, object][...] is object: what it holds is known only when it is sent."),
    "bare list": (list, "builtins.list[...] is Any:"),
    "bare dictionary": (dict, "builtins.dict[...] is Any:"),
    "bare generic": (Page, "Page.items[...] is Any:"),
    "raw": (msgspec.Raw, "msgspec.Raw is Any:"),
    "a class": (
        Page[Fraction],
        ".items[...] is fractions.Fraction, which cannot be carried to another process. Declare",
    ),
    "a function": (Callable[[], int], "is collections.abc.Callable, which cannot be carried"),
    "an iterable": (Iterable[int], "is collections.abc.Iterable, which cannot be carried"),
    "without end": (Endless, ".Endless holds one of its own kind without end. Make that field optional."),
    "without end, below": (list[Other], "without end. Make that field optional."),
    "attrs underscore": (
        list[Hidden],
        (
            "list[tests.unit.handover.test_carried.Hidden][...]._text is an attribute that attrs takes by another name. "
            "Give it a name without underscore."
        ),
    ),
    "InitVar": (
        Deep,
        ".Deep.lines[...][...].text cannot be carried to another process: Type 'dataclasses.InitVar[str]' is not",
    ),
    "keys": (
        dict[tuple[int, int], int],
        "has keys of a type that is no key in JSON. Use str or int, or a list of pairs.",
    ),
    "keys of two kinds": (dict[int | str, int], "has keys of a type that is no key in JSON."),
    "union": (Page[str | UUID], "may not contain more than one str-like type"),
    "union of dataclasses": (
        Line | Order,
        "cannot be carried to another process: Type unions may not contain more than",
    ),
    "mixed enum": (Mixed, "Mixed cannot be carried to another process: Enums must contain either all str or all int"),
    "unreadable": (
        Outer,
        (
            "test_carried.Outer.inner[...] has an annotation that cannot be read: name 'Missing' is not defined. "
            "Import it where Python runs, too."
        ),
    ),
    "annotation that raises": (
        list[Raising],
        "list[tests.unit.handover.test_carried.Raising][...] has an annotation that cannot be read: division by zero. Correct it.",
    ),
    "default that is made": (
        list[Doubled],
        "Doubled][...] has a default that is made of its other attributes. Give it another default, or none.",
    ),
    "abstract": (list[Abstract], "[...] is abstract, and what is sent is of another class. Declare that one."),
    "described by pydantic": (
        Described,
        ".Described.numbers is a Field of pydantic. Write dataclasses.field(...), or make its class a model.",
    ),
    "hidden by a model": (
        Secret,
        ".Secret.key is left out, or hidden, where its model is written. Declare a model without it.",
    ),
    "left out by a model": (Within, ".Within.Left.gone is left out, or hidden, where its model is written."),
    "model": (list[Callback], "Callback, which cannot say how it is written as JSON ("),
}


@pytest.mark.parametrize(("kind", "message"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused(kind: Any, message: str) -> None:
    """With the path to it, and the remedy."""
    with pytest.raises(ReceiverError) as raised:
        carried(None, kind)
    assert message in str(raised.value)


# What is refused when it is packed.


class Anything:
    pass


class Loose(pydantic.BaseModel):
    value: Any


class Asking(pydantic.BaseModel):
    number: int

    @pydantic.field_validator("number")
    @classmethod
    def _asks(cls, number: int, info: pydantic.ValidationInfo) -> int:
        if info.context is None:
            raise TypeError(number)
        return number


class Keeping(pydantic.BaseModel):
    _kept: int = 0


class Marked(Folder):
    mark: int


class Folders(pydantic.BaseModel):
    one: Folder


def _kept() -> Keeping:
    keeping = Keeping()
    keeping._kept = 7
    return keeping


def _ring() -> list[object]:
    ring: list[object] = []
    ring.append(ring)
    return ring


NOT_PACKED: dict[str, tuple[object, str]] = {
    "object": (
        Page([Anything()]),
        (
            "pack cannot pack an object of tests.unit.handover.test_carried.Page: it holds "
            "tests.unit.handover.test_carried.Anything, which cannot be carried to another process. "
            "Declare what identifies it instead, such as its primary key."
        ),
    ),
    "the payload itself": (
        Anything(),
        "pack cannot pack an object of tests.unit.handover.test_carried.Anything: it cannot be carried to another process.",
    ),
    "ring": (_ring(), "it holds itself, so its message would have no end. Carry a key instead."),
    "surrogate": (["\ud800"], "it holds a text that is no Unicode. Carry it as bytes."),
    "key": ({(1, 2): 3}, "it holds builtins.tuple, which is no key in JSON. Use str or int."),
    "no key": ({None: 3}, "it holds builtins.NoneType, which is no key in JSON."),
    "long": ([10**5000], "it cannot be carried to another process: Exceeds the limit"),
    "long, below zero": (
        [-(10**4299)],
        "it cannot be carried to another process: Integer value out of range - at `$[0]`.",
    ),
    "wrong model": (
        Signed(ADA.model_copy(update={"name": 4242}), None),
        (
            "it holds tests.unit.handover.test_carried.Customer, which does not come out equal of its own JSON. Correct its "
            "values, its types, or how it writes and reads them."
        ),
    ),
    "model of anything": (Loose(value=date(2026, 1, 2)), "Loose: it does not come out equal of its own JSON."),
    "model that asks for more": (Asking.model_construct(number=4242), "does not come out equal"),
    "hidden from a model": (_kept(), "does not come out equal"),
    "model as its base": (Folders(one=Marked(inside=[], mark=4242)), "does not come out equal"),
    "nan": (
        Page([float("nan")]),
        "it holds a float that is not finite, for which JSON has no word. Use None, or a Decimal.",
    ),
    "nan beside an int beyond 64 bits": ([2**70, float("nan")], "not finite"),
    "inf in a key": ({float("inf"): None}, "not finite"),
    "inf in a model": ([Weighs(weight=-float("inf"))], "does not come out equal"),
    "nan of a subclass": ({"a": frozenset({Real("nan")})}, "not finite"),
}


@pytest.mark.parametrize(("payload", "message"), NOT_PACKED.values(), ids=NOT_PACKED)
def test_it_is_not_packed(payload: object, message: str) -> None:
    """The class is named, and no value is shown."""
    with pytest.raises(PackingError) as raised:
        pack(payload)
    assert message in str(raised.value)
    assert "4242" not in "".join(traceback.format_exception(raised.value))


@pytest.mark.skipif(sys.version_info < (3, 14), reason="before, the class itself cannot be defined")
def test_a_field_that_cannot_be_read_is_refused() -> None:
    """Where Python evaluates annotations when they are asked for."""
    names: dict[str, Any] = {"__name__": __name__, "dataclass": dataclass}
    exec("@dataclass\nclass Gone: text: json.Missing", names)
    with pytest.raises(
        ReceiverError, match=r"Gone has an annotation that cannot be read: module 'json' has no attribute"
    ):
        carried(None, names["Gone"])


@pytest.mark.skipif(sys.version_info < (3, 12), reason="the statement is new in 3.12")
def test_an_alias_that_cannot_be_followed_is_refused() -> None:
    """It has no end, or leads nowhere; it says so, instead of what Python says of recursion."""
    names: dict[str, Any] = {}
    exec("type Tree = list[Tree] | int", names)
    with pytest.raises(ReceiverError, match=r"Tree holds its own kind without end\. Write the levels that there are"):
        carried(None, names["Tree"])
    exec("type Gone = list[Nothing]", names)
    with pytest.raises(
        ReceiverError, match=r"Gone has an annotation that cannot be read: name 'Nothing' is not defined"
    ):
        carried(None, names["Gone"])


def test_none_is_no_float() -> None:
    """`null` alone refuses nothing, nor do an int that is too long to look into, and bytes that look like a float."""
    assert carried(Page([None, 1.5]), Page[float | None]) == Page([None, 1.5])
    assert carried([None, 2**70, 1.5], list[int | float | None]) == [None, 2**70, 1.5]
    assert carried([None, b"\xcb\x7f\xf0"], list[bytes | None]) == [None, b"\xcb\x7f\xf0"]


# Messages that do not fit.


@dataclass
class Positive:
    number: int

    def __post_init__(self) -> None:
        if self.number < 0:
            raise ValueError(f"{self.number} is negative")


class One(msgspec.Struct, tag=1):
    pass


class Counted(pydantic.BaseModel):
    all: dict[str, int]


class Own:
    """Not of pydantic, with hooks of the same names."""

    @staticmethod
    def model_json_schema(**_: object) -> dict[str, Any]:
        return {}

    def model_dump_json(self) -> str:
        raise NotImplementedError

    @staticmethod
    def model_validate_json(text: bytes, **_: object) -> Own:
        raise ValueError(text)


MISFITS: dict[str, tuple[Any, object, str]] = {
    "missing": (Line, {"sku": "secret"}, "Object missing required field `price`."),
    "nested": (Page[Line], {"items": [{"sku": 1, "price": "1"}]}, "Expected `str`, got `int` - at `$.items[0].sku`."),
    "no object": (Line, ["secret"], "Expected `object`, got `array`."),
    "enum": (Status, "secret", "fit tests.unit.handover.test_carried.Status: Invalid enum value."),
    "literal": (Literal["a"], "secret", "fit typing.Literal['a']: Invalid enum value."),
    "tag": (Cash | Card, {"type": "secret - at `secret`"}, "Invalid value - at `$.type`."),
    "tag that is a number": (One, {"type": 4242}, "Invalid value - at `$.type`."),
    "key of a model": (Counted, {"all": {"secret": "secret"}}, "Counted: all.[...]: int_parsing."),
    "no model": (Counted, "secret", "Counted: model_type."),
    "hooks of its own": (Own, "secret", "Own: ValueError."),
    "path": (Page[Path], {"items": [7]}, "Expected `str`, got `int` - at `$.items[0]`."),
    "model": (
        Signed,
        {"by": {"born": "secret"}, "note": None},
        ": born: date_parsing; name: missing - at `$.by`",
    ),
    "own check": (Positive, {"number": -4242}, "fit tests.unit.handover.test_carried.Positive: ValueError was raised."),
}


@pytest.mark.parametrize(("kind", "message", "said"), MISFITS.values(), ids=MISFITS)
def test_a_message_that_does_not_fit(kind: Any, message: Any, said: str) -> None:
    """The error names the field and shows no value, also not in what it comes from."""

    def run(payload: object) -> None: ...

    run.__annotations__["payload"] = kind
    with pytest.raises(MessageError) as raised:
        unpacked(run)(message)
    assert said in str(raised.value)
    assert "secret" not in str(raised.value)
    assert "4242" not in str(raised.value)
    cause = raised.value.__cause__
    assert (type(cause) is ValueError) == (kind is Positive)  # what the class itself raises is its own


def test_a_message_of_another_version() -> None:
    """What is new is left out by the old, and what is missing has its default with the new."""

    def old(payload: Line) -> Line:
        return payload

    def new(payload: Point) -> Point:
        return payload

    newer: Any = {"sku": "a", "price": "1", "more": 1}
    older: Any = [3]
    assert unpacked(old)(newer) == Line("a", Decimal(1))
    assert unpacked(new)(older) == Point(3, 0.5)
