"""What is sent is held against what is declared; what cannot be is said."""

from __future__ import annotations

import asyncio
import builtins
import re
import subprocess
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, make_dataclass
from enum import StrEnum
from types import GenericAlias
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Generic,
    Literal,
    NamedTuple,
    NotRequired,
    ParamSpec,
    Required,
    Self,
    TypedDict,
    TypeVar,
    TypeVarTuple,
)

import pytest
from typing_extensions import ReadOnly, TypeAliasType

from tests.unit.testing.shop import ExpressService, OrderCompleted, OrderService, Shop, wrong
from typedsignals import (
    AsyncSignal,
    Connectable,
    DeclarationError,
    KeywordError,
    KeywordSignal,
    Signal,
    SignalError,
    UsageError,
    keyword_signal,
)
from typedsignals.testing import ContractError, UncheckedWarning, checked, muted, record

if TYPE_CHECKING:
    from decimal import Decimal

T = TypeVar("T")
U = TypeVar("U")
P = ParamSpec("P")
Ts = TypeVarTuple("Ts")
NumberT = TypeVar("NumberT", bound=int)
WordT = TypeVar("WordT", str, bytes)
LostT = TypeVar("LostT", bound="Decimal")


class Line(NamedTuple):
    sku: str
    number: int


class Parcel(NamedTuple):
    """One whose annotations are names of this module."""

    line: Line
    label: Annotated[str, "as it is printed"] = ""


class Both(NamedTuple, Generic[T]):
    """A generic one."""

    one: T
    other: T | None = None


class Address(TypedDict):
    town: str


class Crate(TypedDict, Generic[T]):
    """A generic typed dictionary."""

    content: T


@dataclass
class Order:
    order_id: int
    lines: list[Line]
    address: Address
    status: Literal["new", "paid"] = "new"
    parent: Order | None = None
    notes: dict[str, str] = field(default_factory=dict)


@dataclass
class Page(Generic[T]):
    items: list[T]


@dataclass
class Pair(Generic[T, U]):
    first: T
    others: list[U]
    page: Page[U] | None = None
    count: Page[int] | None = None


@dataclass
class Priced:
    price: Decimal
    number: int = 1


class PricedLine(NamedTuple):
    price: Decimal
    number: int


Orders = TypeAliasType("Orders", "list[Order]")
Listed = TypeAliasType("Listed", list[T], type_params=(T,))
Tree = TypeAliasType("Tree", "T | list[Tree[T]]", type_params=(T,))
Prices = TypeAliasType("Prices", "list[Decimal]")


Handler = TypeAliasType("Handler", Callable[P, None], type_params=(P,))


class Grid(Generic[T]):
    """Generic in a way of its own: by texts."""

    def __class_getitem__(cls, item: tuple[object, ...]) -> GenericAlias:
        if not isinstance(item[0], str):
            raise TypeError
        return GenericAlias(cls, item)


@dataclass
class Floor:
    shelves: Any
    nothing: None = None


Floor.__annotations__["shelves"] = wrong(Grid)["Shelf", 3]


@dataclass
class Shelf:
    orders: Orders
    numbers: Listed[int] = field(default_factory=list)
    label: Annotated[str, "as it is printed"] = ""
    town: Final[str] = "Bern"


def order(**changes: Any) -> Order:
    """Make an order that is right but for the changes."""
    right: dict[str, Any] = {"order_id": 1, "lines": [Line("tea", 2)], "address": {"town": "Bern"}}
    return Order(**(right | changes))


order_opened = Signal[type[OrderService], Order]()
annotated: Signal[type[OrderService], int] = Signal()
untyped: Signal[Any, Any] = Signal()
untyped_locally = wrong(Signal)()


def test_what_is_right_passes(shop: Shop) -> None:
    """And is heard."""
    with checked() as checks:
        shop.complete(1)
        shop.place(1)
        order_opened.send(ExpressService, order(parent=order(), notes={"a": "b"}))
        annotated.send(OrderService, 7)
        untyped.send("anyone", object())
    assert (shop.mails, shop.entries) == ([1], ["order 1"])
    assert (checks.faults, checks.unchecked) == ([], {})


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (7, "its payload is of type int, not Order"),
        (Order, "its payload is the class Order, not Order"),
        (order(order_id="1"), "field 'order_id' of its payload is of type str, not int"),
        (
            order(lines=[Line("tea", wrong("2"))]),
            "field 'number' of an item of field 'lines' of its payload is of type str, not int",
        ),
        (order(address={"twon": "Bern"}), "field 'address' of its payload lacks key 'town' of Address and"),
        (order(status="lost"), r"field 'status' of its payload is of type str, not typing\.Literal\['new', 'paid'\]"),
        (
            order(parent=order(order_id=None)),
            "field 'order_id' of field 'parent' of its payload is of type NoneType, not",
        ),
        (order(parent=7), r"field 'parent' of its payload is of type int, not .*Order.* None"),
        (order(notes={"secret": 7}), "an item of field 'notes' of its payload is of type int, not str"),
        (order(notes={7: "a"}), r"field 'notes' of its payload is of type dict, not dict\[str, str\]"),
    ],
)
def test_a_wrong_payload_is_refused(payload: Any, reason: str) -> None:
    """The innermost field that is wrong is named, and no value."""
    with pytest.raises(ContractError, match=f"cannot send signal 'order_opened': {reason}") as raised, checked():
        order_opened.send(OrderService, payload)
    assert "secret" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


def test_the_fields_of_a_named_tuple_are_named() -> None:
    """As those of a dataclass are."""
    line_added = Signal[str, Line]("line_added")
    with (
        pytest.raises(ContractError, match="field 'number' of its payload is of type str, not int"),
        checked(line_added),
    ):
        line_added.send("shop", Line("tea", wrong("2")))


def test_a_payload_of_a_generic_class_is_checked() -> None:
    """As far as its class says."""
    page_read = Signal[str, Page[int]]("page_read")
    with checked(page_read):
        page_read.send("shop", Page([1]))
    with (
        pytest.raises(ContractError, match=r"field 'items' of its payload is of type int, not list\[int\]"),
        checked(page_read),
    ):
        page_read.send("shop", Page(wrong(7)))
    with (
        pytest.raises(ContractError, match="an item of field 'items' of its payload is of type str, not int"),
        checked(),
    ):
        page_read.send("shop", Page([wrong("7")]))


@pytest.mark.parametrize(
    ("declared", "right", "misfit"),
    [
        (list[Order], [order()], [order(order_id="1")]),
        (Sequence[Order] | None, (order(),), (order(order_id="1"),)),
        (tuple[int, Order], (1, order()), (1, order(order_id="1"))),
        (tuple[Order, ...], (order(), order()), (order(), order(order_id="1"))),
        (Mapping[str, Order], {"a": order()}, {"a": order(order_id="1")}),
        (Pair[int, str], Pair(1, ["a"]), Pair(1, [2])),
        (Pair[int, str], Pair(1, ["a"]), Pair("1", ["a"])),
        (Page[Order] | None, Page([order()]), Page([order(order_id="1")])),
        (Parcel, Parcel(Line("tea", 2)), Parcel(Line("tea", wrong("2")))),
        (Both[int], Both(1), Both("1")),
        (Both[int] | None, Both(1, 2), Both(1, "2")),
        (list[Both[int]], [Both(1)], [Both("1")]),
        (dict[str, Crate[int]], {"a": {"content": 1}}, {"a": {"content": "1"}}),
        (dict[str, Both[int]], {"a": Both(1)}, {1: Both(1)}),
        (tuple[Parcel, Both[int]], (Parcel(Line("tea", 2)), Both(1)), (Parcel(Line("tea", 2)),)),
        (Both[int], Both(1), (1, None)),
        (Literal["new"], "new", ["new"]),
    ],
)
def test_what_is_in_collections_is_checked(declared: object, right: object, misfit: object) -> None:
    """And in the places of the parameters of a generic class."""
    read: Signal[str, Any] = wrong(Signal)[str, declared]("read")
    with checked(read) as checks:
        read.send("shop", right)
        read.send("shop", right)
    with pytest.raises(ContractError, match="cannot send signal 'read': "), checked(read):
        read.send("shop", misfit)
    assert checks.unchecked == {}


@pytest.mark.parametrize(
    ("declared", "right"),
    [
        (Page[int] | Page[str], Page(["a"])),
        (list[int] | list[str], ["a"]),
        (Page, Page(["a"])),
        (Page[Any], Page(["a"])),
        (type[Order] | list[Any], Order),
        (list[Any], [object()]),
        (tuple[()], ()),
    ],
)
def test_what_may_be_right_is_not_refused(declared: object, right: object) -> None:
    """Of two that could be meant, neither is."""
    read: Signal[str, Any] = wrong(Signal)[str, declared]("read")
    with checked(read) as checks:
        read.send("shop", right)
    assert checks.unchecked == {}


def test_a_field_that_is_not_there_is_not_checked() -> None:
    """Whoever reads it will notice."""
    bare = order()
    del bare.lines
    with checked(order_opened):
        order_opened.send(OrderService, bare)


def test_a_payload_that_holds_itself_is_checked_once() -> None:
    """A ring has no innermost field."""
    ring = order()
    ring.parent = ring
    with checked(order_opened):
        order_opened.send(OrderService, ring)


def test_a_wrong_sender_is_refused(shop: Shop) -> None:
    """A class where an object is declared, and the other way round."""
    for sender in (OrderService(), int, None):
        with pytest.raises(ContractError, match=r"its sender is .*, not type"), checked():
            shop.order_completed.send(wrong(sender), OrderCompleted(1))
    assert shop.mails == []


def test_wrong_keywords_are_refused(shop: Shop) -> None:
    """By name and by type, before anybody hears."""
    place = wrong(shop.order_placed.send)
    with pytest.raises(KeywordError, match=r"does not declare 'ordr_id' and needs 'order_id'"), checked():
        place(OrderService, ordr_id=1)
    with pytest.raises(ContractError, match="its keyword 'order_id' is of type str, not int"), checked():
        place(OrderService, order_id="1")
    assert shop.entries == []


def test_async_and_robust_sends_are_checked(shop: Shop) -> None:
    """A robust send is robust against its receivers, not against its sender."""
    parcel_due = AsyncSignal[type[OrderService], int]("parcel_due")
    with pytest.raises(ContractError), checked():
        asyncio.run(parcel_due.asend(OrderService, wrong(None)))
    with pytest.raises(ContractError), checked():
        asyncio.run(parcel_due.asend_robust(OrderService, wrong(None)))
    with pytest.raises(ContractError), checked():
        parcel_due.send(OrderService, wrong(None))
    with pytest.raises(ContractError), checked():
        shop.order_completed.send_robust(OrderService, wrong(None))


def test_async_keywords_are_checked() -> None:
    """Of what is awaited nothing is asked: results are the receivers' affair."""

    @keyword_signal
    async def label_wanted(sender: str, *, order_id: int) -> str:
        raise NotImplementedError

    @label_wanted.connect
    async def write(sender: str, order_id: int) -> str:
        label: str = wrong(order_id)
        return label

    with checked() as checks:
        assert asyncio.run(label_wanted.asend("shop", order_id=1)) == [(write, wrong(1))]
        label_wanted.send("shop", order_id=1)
    with pytest.raises(ContractError, match="its keyword 'order_id' is of type str, not int"), checked():
        asyncio.run(label_wanted.asend("shop", order_id=wrong("1")))
    with pytest.raises(KeywordError), checked():
        asyncio.run(wrong(label_wanted).asend("shop", ordr_id=1))
    assert checks.unchecked == {}


def test_a_signal_that_is_only_listened_to_is_checked() -> None:
    """It is the signal that it is."""
    letter = Signal[str, int]("letter")
    view: Connectable[str, int] = letter
    with pytest.raises(ContractError), checked(view):
        letter.send("shop", wrong("7"))


def test_a_fault_that_somebody_caught_is_raised_on_leaving(shop: Shop) -> None:
    """An `except Exception` in the code under test hides nothing."""
    caught: list[TypeError] = []
    with pytest.raises(ContractError) as raised, checked() as checks:
        try:
            shop.order_completed.send(OrderService, wrong(7))
        except TypeError as error:
            caught.append(error)
    assert [raised.value] == caught
    assert raised.value in checks.faults


def test_a_signal_that_was_refused_is_none(shop: Shop) -> None:
    """Its exception keeps it alive."""

    async def order_paid(sender: object, *, order_id: int) -> None:
        """Never sent."""

    with pytest.raises(DeclarationError) as refused:
        KeywordSignal(order_paid)
    with checked():
        shop.order_completed.connect(lambda sender, payload: None)
    assert refused.value.__traceback__ is not None


def test_another_exception_passes_untouched(shop: Shop) -> None:
    """And nothing is checked after it."""
    error = RuntimeError("the test itself")
    with pytest.raises(RuntimeError) as raised, checked():
        raise error
    shop.order_completed.send(OrderService, OrderCompleted(wrong("1")))
    assert raised.value is error


def test_only_the_named_signals_are_checked(shop: Shop) -> None:
    """The others are not even reported."""
    with checked(shop.order_placed) as checks:
        shop.order_completed.send(OrderService, OrderCompleted(wrong("1")))
    assert checks.unchecked == {}


def test_a_muted_send_is_checked(shop: Shop) -> None:
    """Whichever came first."""
    with pytest.raises(ContractError), muted(shop.order_completed), checked():
        shop.order_completed.send(OrderService, wrong(7))
    with pytest.raises(ContractError), checked(), muted(shop.order_completed), record(shop.order_completed):
        shop.order_completed.send(OrderService, wrong(7))


def test_a_signal_without_types_is_reported_when_it_is_sent() -> None:
    """Once, at the line that sends."""
    with checked() as checks, warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("always")
        untyped_locally.send("shop", 1)
        untyped_locally.send("shop", 2)
    assert list(checks.unchecked) == ["signal 'untyped_locally'"]
    assert "write Signal[Sender, Payload](...)" in checks.unchecked["signal 'untyped_locally'"]
    (warning,) = given
    assert issubclass(warning.category, UncheckedWarning)
    assert warning.filename == __file__
    assert str(warning.message).startswith(
        "signal 'untyped_locally' was sent unchecked: its types cannot be resolved; "
    )


@pytest.mark.parametrize("kind", [Priced, PricedLine])
def test_fields_whose_types_are_imported_for_checkers_only_are_reported(kind: Any) -> None:
    """They cannot be known when the test runs; the fields beside them can."""
    priced: Signal[str, Any] = wrong(Signal)[str, list[kind]]("priced")
    reason = f"'Decimal' in the type of field 'price' of {kind.__name__} cannot be resolved: import it at run time"
    with checked() as checks, pytest.warns(UncheckedWarning, match=rf"^signal 'priced' was sent unchecked: {reason}$"):
        priced.send("shop", [kind("dear", 1), kind("dear", 2)])
    assert list(checks.unchecked) == ["signal 'priced'"]
    with (
        pytest.raises(ContractError, match="field 'number' of an item of its payload is of type str, not int"),
        checked(),
    ):
        priced.send("shop", [kind("dear", "1")])


def test_what_cannot_be_resolved_of_a_keyword_declaration_is_reported() -> None:
    """And only that: its other keywords are checked, and all their names."""

    @keyword_signal
    def priced(sender: str, *, price: dict[str, Decimal], count: int) -> None: ...

    reason = "'Decimal' in the type of its keyword 'price' cannot be resolved: import it at run time"
    with checked() as checks, pytest.warns(UncheckedWarning, match=f"^signal 'priced' was sent unchecked: {reason}$"):
        priced.send("shop", price={"tea": wrong("dear")}, count=1)
    assert checks.unchecked == {"signal 'priced'": reason}
    for price in ("dear", {7: "dear"}):
        with pytest.raises(ContractError, match=r"its keyword 'price' is of type \w+, not dict\[str, "), checked():
            priced.send("shop", price=wrong(price), count=1)
    with pytest.raises(ContractError, match="its keyword 'count' is of type str, not int"), checked():
        priced.send("shop", price={}, count=wrong("1"))
    with pytest.raises(ContractError, match="its sender is of type int, not str"), checked():
        priced.send(wrong(7), price={}, count=1)
    with pytest.raises(KeywordError, match="needs 'count'"), checked():
        wrong(priced).send("shop", price={})


def test_what_is_declared_without_a_type_is_reported() -> None:
    """Nothing can be held against it."""

    def price_asked(sender: str, *, sku: str) -> None: ...

    price_asked.__annotations__.clear()
    signal = keyword_signal(price_asked)
    reason = "its sender is declared without a type; its keyword 'sku' is declared without a type"
    with checked(signal) as checks, pytest.warns(UncheckedWarning, match=reason):
        signal.send("shop", sku="tea")
    assert checks.unchecked == {"signal 'price_asked'": reason}


def test_what_is_quoted_and_cannot_be_resolved_is_reported_by_itself() -> None:
    """Of sender and payload, the one that can be known is checked."""
    by_anyone: Signal[Any, int] = wrong(Signal)["Decimal", int]("by_anyone")
    of_anything: Signal[str, Any] = wrong(Signal)[str, "Decimal | None"]("of_anything")
    with pytest.warns(UncheckedWarning, match="'Decimal' in the type of its sender cannot be resolved"), checked():
        by_anyone.send("shop", 7)
    with pytest.raises(ContractError, match="its payload is of type str, not int"), checked():
        by_anyone.send("shop", wrong("7"))
    reason = "'Decimal' in the type of its payload cannot be resolved"
    with pytest.warns(UncheckedWarning, match=reason), checked():
        of_anything.send("shop", 7)
    with pytest.raises(ContractError, match="its sender is of type int, not str"), checked():
        of_anything.send(wrong(7), 7)


@pytest.mark.parametrize("text", ["decimal.Decimal", "Decimals[int]", "no type at all"])
def test_a_text_that_cannot_be_evaluated_is_reported_as_it_stands(text: str) -> None:
    """Whatever it was to mean."""
    priced: Signal[str, Any] = wrong(Signal)[str, make_dataclass("Priced", [("price", text), ("number", int)])](
        "priced"
    )
    kind: Any = priced.type_arguments[1]
    with checked() as checks, pytest.warns(UncheckedWarning):
        priced.send("shop", kind("dear", 1))
    reason = f"{text!r} in the type of field 'price' of Priced cannot be resolved: import it at run time"
    assert checks.unchecked == {"signal 'priced'": reason}
    with pytest.raises(ContractError, match="field 'number' of its payload is of type str, not int"), checked():
        priced.send("shop", kind("dear", "1"))


@pytest.mark.skipif(sys.version_info < (3, 14), reason="annotations are evaluated where they stand")
def test_annotations_that_wait_for_who_asks_are_understood() -> None:
    """Unquoted, and without a future import: what is not there hides itself alone."""
    source = "@dataclass\nclass Priced:\n    prices: list[Decimal]\n    number: int\n    of: Priced | None = None\n"
    scope: dict[str, Any] = {"dataclass": dataclass, "__name__": __name__}
    exec(compile(source, __file__, "exec", dont_inherit=True), scope)
    priced: Signal[str, Any] = wrong(Signal)[str, scope["Priced"]]("priced")
    with checked(), pytest.warns(UncheckedWarning, match="'Decimal' in the type of field 'prices' of Priced cannot"):
        priced.send("shop", scope["Priced"](["dear"], 1))
    misfits = [(7, 1), (["dear"], "1")]
    for misfit in misfits:
        with pytest.raises(ContractError), checked():
            priced.send("shop", scope["Priced"](*misfit))


def test_each_reason_is_told_once() -> None:
    """One that shows later is told then, and listed with the others."""
    priced = Signal[str, Priced | PricedLine]("priced")
    by_class, by_tuple = Priced(wrong("dear")), PricedLine(wrong("dear"), 1)
    with checked() as checks, warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("always")
        for payload in (by_class, by_class, by_tuple, by_tuple, by_class):
            priced.send("shop", payload)
    told = [str(each.message).partition("the type of ")[2].partition(" cannot")[0] for each in given]
    assert told == ["field 'price' of Priced", "field 'price' of PricedLine"]
    (listed,) = checks.unchecked.values()
    assert [listed.count(f"'Decimal' in the type of {each} ") for each in told] == [1, 1]


@pytest.mark.parametrize(
    ("declared", "right", "misfit", "reason"),
    [
        (
            list[Orders],
            [[order()]],
            [[order(order_id="1")]],
            "field 'order_id' of an item of an item of its payload is of type str, not int",
        ),
        (Listed[int], [1], ["1"], "an item of its payload is of type str, not int"),
        (
            dict[str, Listed[Order]],
            {"a": [order()]},
            {"a": [7]},
            "an item of an item of its payload is of type int, not",
        ),
        (Mapping[Listed[int], int], {}, {1: 1}, "its payload is of type dict, not "),
        (Callable[[int], Listed[int]], len, 7, "its payload is of type int, not "),
        (Tree[int], [1, [2, [3]]], [1, [2, ["3"]]], "an item of an item of an item of its payload is of type str"),
        (Shelf, Shelf([order()], [1]), Shelf([order()], wrong(["1"])), "an item of field 'numbers' of its payload"),
        (
            Shelf,
            Shelf([], []),
            Shelf([order(order_id="1")]),
            "field 'order_id' of an item of field 'orders' of its payload",
        ),
        (Floor, Floor(Grid()), Floor(7), "field 'shelves' of its payload is of type int, not "),
        (Floor, Floor(Grid()), Floor(Grid(), wrong(7)), "field 'nothing' of its payload is of type int, not NoneType"),
        (Shelf, Shelf([], []), Shelf([], label=wrong(7)), "field 'label' of its payload is of type int, not str"),
        (Shelf, Shelf([], []), Shelf([], town=wrong(7)), "field 'town' of its payload is of type int, not str"),
    ],
)
def test_type_aliases_are_what_they_stand_for(declared: object, right: object, misfit: object, reason: str) -> None:
    """At every depth, with arguments or without; also one that is part of itself."""
    read: Signal[str, Any] = wrong(Signal)[str, declared]("read")
    with checked(read) as checks:
        read.send("shop", right)
    assert checks.unchecked == {}
    with pytest.raises(ContractError, match=f"cannot send signal 'read': {reason}"), checked(read):
        read.send("shop", misfit)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="there is no type statement")
def test_an_alias_that_is_part_of_itself_is_what_it_stands_for() -> None:
    """Also in the middle of what is looked into by typeguard alone."""
    scope: dict[str, Any] = {"Mapping": Mapping}
    exec("type Nested = Mapping[str, Nested] | list[Nested] | int", scope)
    read: Signal[str, Any] = wrong(Signal)[str, scope["Nested"]]("read")
    with checked(read) as checks:
        read.send("shop", {"a": [1, {"b": 2}]})
    assert checks.unchecked == {}
    for misfit in ([[["3"]]], {"a": [1, {"b": "2"}]}):
        with pytest.raises(ContractError, match="its payload is of type "), checked(read):
            read.send("shop", misfit)


def test_an_alias_that_cannot_be_resolved_is_reported() -> None:
    """By what it names; what stands beside that is checked."""
    aliases: list[object] = [Prices]
    if sys.version_info >= (3, 12):
        exec("type Prices = list[Decimal]", scope := dict[str, Any]())
        aliases.append(scope["Prices"] | None)
    reason = "'Decimal' in the type of its payload cannot be resolved"
    for alias in aliases:
        read: Signal[str, Any] = wrong(Signal)[str, alias]("read")
        with checked(read), pytest.warns(UncheckedWarning, match=reason):
            read.send("shop", [7])
    of_handlers: Any = wrong(list)[wrong(Handler)[[int]]]
    handled: Signal[str, Any] = wrong(Signal)[str, of_handlers]("handled")
    with (
        checked(handled),
        pytest.warns(UncheckedWarning, match="'Handler' in the type of its payload cannot be resolved"),
    ):
        handled.send("shop", [7])
    letter: Signal[str, Any] = wrong(Signal)[str, Prices]("letter")
    with pytest.raises(ContractError, match="its payload is of type int, not list"), checked(letter):
        letter.send("shop", 7)


@dataclass
class Changed(Generic[T]):
    value: T


@dataclass
class CountChanged(Changed[int]):
    reason: str = ""


@dataclass
class ListChanged(Changed[list[T]], Generic[T]): ...


@dataclass
class Renamed(ListChanged[U], Generic[U, T]):
    by: T | None = None


@dataclass
class NamesChanged(Renamed[str, int]): ...


@dataclass
class PriceChanged(Changed["Decimal"]): ...


@dataclass
class Counted(Generic[NumberT, WordT]):
    number: NumberT
    word: WordT


@dataclass
class Node:
    parent: Self | None = None


@dataclass
class Leaf(Node): ...


@dataclass
class Row(Generic[*Ts]):
    cells: tuple[*Ts]


class Box(TypedDict, Generic[T]):
    held: T
    label: NotRequired[str]


class CountBox(Box[int]):
    count: int


class Key(StrEnum):
    HELD = "held"


def send_of(declared: object, payload: object) -> list[str]:
    """Send what is declared so, and return why it was not checked."""
    read: Signal[str, Any] = wrong(Signal)[str, declared]("read")
    with checked(read) as checks, warnings.catch_warnings():
        warnings.simplefilter("ignore", UncheckedWarning)
        read.send("shop", payload)
    return list(checks.unchecked.values())


@pytest.mark.parametrize(
    ("declared", "right", "misfit", "reason"),
    [
        (CountChanged, CountChanged(1), CountChanged(wrong("1")), "field 'value' .*str, not int"),
        (Changed[int], CountChanged(1), CountChanged(wrong("1")), "field 'value' .*str, not int"),
        (NamesChanged, NamesChanged(["a"], 1), NamesChanged([wrong(1)]), "an item of field 'value' .*int, not str"),
        (NamesChanged, NamesChanged(["a"], 1), NamesChanged(["a"], wrong("1")), "field 'by' .*str, not .*int"),
        (Renamed[str, int], Renamed(["a"], 1), Renamed([1], 1), "an item of field 'value' .*int, not str"),
        (ListChanged[str], Renamed(["a"], 1), Renamed([1], 1), "an item of field 'value' .*int, not str"),
        (Changed, Changed("a"), 7, "its payload is of type int, not Changed"),
        (Counted, Counted(1, b""), Counted(wrong("1"), b""), "field 'number' .*str, not int"),
        (Counted, Counted(1, ""), Counted(1, wrong(1)), "field 'word' .*int, not .*str.*bytes"),
        (Counted[bool, str], Counted(wrong(True), ""), Counted(1, ""), "field 'number' .*int, not bool"),
        (Node, Node(Leaf()), Node(wrong(7)), "field 'parent' .*int, not .*Node"),
        (Node, Leaf(Leaf()), Leaf(wrong(Node())), "field 'parent' .*Node, not .*Leaf"),
        (Box[int], {"held": 1}, {"held": "1"}, "key 'held' of its payload is of type str, not int"),
        (CountBox, {"held": 1, "count": 1}, {"held": "1", "count": 1}, "key 'held' .*str, not int"),
        (Box[int], {"held": 1, "label": ""}, {"held": 1, "label": 1}, "key 'label' .*int, not str"),
        (Box[int] | None, None, {"held": "1"}, "key 'held' .*str, not int"),
        (Box[int], {"held": 1}, {"held": 1, 7: 8}, "its payload has keys of type int"),
        (Box[int], {"held": 1}, {"label": ""}, r"its payload lacks key 'held' of .*Box\[int\];"),
        (
            Box[int],
            {"held": 1},
            {"held": 1, "b": 1, "a": 1},
            "payload has key 'a', 'b', which .*Box.* does not declare",
        ),
        (CountBox, {"held": 1, "count": 1}, {7: 1}, "lacks key 'count', 'held' of CountBox and has keys of type int"),
        (list[Box[int]], [{"held": 1}], [{}], "an item of its payload lacks key 'held'"),
        (Box[int], {Key.HELD: 1}, {Key.HELD: "1"}, "key 'held' of its payload is of type str, not int"),
        (wrong(Callable)[[T], T], len, 7, "its payload is of type int, not "),
    ],
)
def test_what_parameters_stand_for_is_known(declared: object, right: object, misfit: object, reason: str) -> None:
    """Through generic bases, in classes that hold themselves, in dictionaries with keys; what is left out is its bound."""
    assert send_of(declared, right) == []
    with pytest.raises(ContractError, match=reason):
        send_of(declared, misfit)


@pytest.mark.parametrize(
    ("declared", "right"),
    [
        (list[Listed[Any]] | int, [["a"]]),
        (wrong(list)[Listed], [["a"]]),
        (list[int] | object, ["a"]),
        (Mapping[str, int] | Address, {"town": "Bern"}),
        (Address | Mapping[str, int], {"town": 1}),
        (Literal["none"] | list[int], [1]),
    ],
)
def test_what_another_member_of_a_union_takes_is_right(declared: object, right: object) -> None:
    """And so is anything where arguments are left out."""
    assert send_of(declared, right) == []


@pytest.mark.parametrize(
    ("declared", "right", "reason"),
    [
        (T, 7, "'T' in the type of its payload is known to type checkers alone: write a type in its place"),
        (
            wrong(dict)[T, wrong(Listed)[U]],
            {1: [2]},
            "'T', 'U' in the type of its payload is known to type checkers alone",
        ),
        (Self, 7, "'Self' in the type of its payload is known to type checkers alone"),
        (Row[int, str], Row((1, "a")), r"'.*Ts.*' in the type of field 'cells' of Row is known to type checkers alone"),
        (tuple[*tuple[int, ...]], (1, 2), "'.*tuple.*' in the type of its payload is known to type checkers"),
        (PriceChanged, PriceChanged(wrong("1")), "'Decimal' in the type of Changed under PriceChanged cannot be"),
        (LostT, 7, "'Decimal' in the type of 'LostT' cannot be resolved: import it at run time; 'LostT' in the type"),
    ],
)
def test_what_cannot_be_known_is_listed(declared: object, right: object, reason: str) -> None:
    """It is neither refused nor passed in silence."""
    (listed,) = send_of(declared, right)
    assert re.match(reason, listed)


def test_what_stands_beside_the_unknowable_is_checked() -> None:
    """A type variable has its bound at least."""
    for declared, misfit in ((NumberT, "1"), (wrong(list)[T], 7), (wrong(tuple)[T, int], (1, "1")), (Row[int], 7)):
        with pytest.raises(ContractError):
            send_of(declared, misfit)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="there are no type parameters")
def test_type_parameters_are_understood() -> None:
    """Of classes and aliases, with bounds; a bound that cannot be resolved is listed."""
    scope: dict[str, Any] = {"dataclass": dataclass, "__name__": __name__}
    source = """
type Of[V] = list[V]
@dataclass
class Page[V: int]:
    items: Of[V]
@dataclass
class Numbers(Page[bool]): ...
@dataclass
class Priced[V: Decimal]:
    price: V
"""
    exec(compile(source, __file__, "exec", dont_inherit=True), scope)
    page, numbers, priced = scope["Page"], scope["Numbers"], scope["Priced"]
    assert send_of(page, page([1])) == send_of(page[bool], page([True])) == send_of(numbers, numbers([True])) == []
    for declared, misfit in ((page, page(["a"])), (page[bool], page([1])), (numbers, numbers([1]))):
        with pytest.raises(ContractError, match="an item of field 'items'"):
            send_of(declared, misfit)
    assert send_of(priced, priced(1)) == ["'V' stands for what cannot be resolved (NameError)"]


TEXTS = """
from __future__ import annotations
class Parcel(TypedDict):
    number: int
    label: NotRequired[Nowhere]
    note: Annotated[ReadOnly["NotRequired[str]"], "as it is printed"]
class Letter(TypedDict, total=False):
    number: Required[int]
    label: str
class Unsaid(TypedDict):
    number: int
    label: Nowhere.NotRequired[int]
"""


@pytest.mark.parametrize("name", ["Parcel", "Letter", "Unsaid"])
def test_annotations_that_are_texts_say_which_keys_are_required(name: str) -> None:
    """Python does not look into them; where they cannot be resolved, that is listed, and nothing is refused."""
    names = {"TypedDict": TypedDict, "ReadOnly": ReadOnly, "Required": Required, "NotRequired": NotRequired}
    scope: dict[str, Any] = {**names, "Annotated": Annotated, "__name__": __name__}
    exec(compile(TEXTS, __file__, "exec", dont_inherit=True), scope)
    unsaid = "whether Unsaid requires key 'label' cannot be resolved: import what its type names at run time"
    assert send_of(scope[name], {"number": 1}) == ([unsaid] if name == "Unsaid" else [])
    with pytest.raises(ContractError, match=f"its payload lacks key 'number' of {name};"):
        send_of(scope[name], {})


@pytest.mark.skipif(sys.version_info < (3, 12), reason="there are no type parameters")
@pytest.mark.parametrize("first", ["", "from __future__ import annotations\n"])
def test_type_parameters_of_typed_dictionaries_are_understood(first: str) -> None:
    """Where annotations are texts, their names are in no module."""
    scope: dict[str, Any] = {"TypedDict": TypedDict, "__name__": __name__}
    source = f"{first}class Parcel[V](TypedDict):\n    held: V\n    number: int\n"
    exec(compile(source, __file__, "exec", dont_inherit=True), scope)
    parcel = scope["Parcel"]
    assert (
        send_of(parcel[str], {"held": "a", "number": 1})
        == send_of(parcel[str] | None, {"held": "a", "number": 1})
        == []
    )
    for misfit, reason in (
        ({"held": "a"}, "its payload lacks key 'number'"),
        ({"held": "a", "number": 1, "count": 1}, "its payload has key 'count'"),
        ({"held": 1, "number": 1}, "key 'held' of its payload is of type int, not str"),
    ):
        with pytest.raises(ContractError, match=reason):
            send_of(parcel[str], misfit)


def test_keys_beyond_those_that_are_named_may_have_a_type(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Python 3.15 lets them."""
    monkeypatch.setattr(Address, "__extra_items__", int, raising=False)
    assert send_of(Address, {"town": "Bern", "number": 7}) == []
    for misfit, reason in (
        ({"town": "Bern", "number": "7"}, "its payload is of type dict, not Address"),
        ({"number": 7}, "its payload is of type dict, not Address"),
        ({"town": 7}, "key 'town' of its payload is of type int, not str"),
    ):
        with pytest.raises(ContractError, match=reason):
            send_of(Address, misfit)


@pytest.mark.skipif(sys.version_info < (3, 13), reason="type variables have no defaults")
def test_an_argument_that_is_left_out_is_the_default() -> None:
    """Where there is one."""
    scope: dict[str, Any] = {"dataclass": dataclass, "__name__": __name__}
    exec("@dataclass\nclass Page[V = int]:\n    item: V\n", scope)
    assert send_of(scope["Page"], scope["Page"](1)) == []
    with pytest.raises(ContractError, match="field 'item' of its payload is of type str, not int"):
        send_of(scope["Page"], scope["Page"]("a"))


def _moved(sender: object, *, after: object = None) -> None: ...


_moved.__annotations__ = {"sender": Self, "after": "Self | None"}


class Document:
    changed = Signal[Self, int]("changed")
    replaced_by: Signal[Any, Any] = wrong(Signal)[type[Self], "Self | None"]("replaced_by")

    moved = wrong(keyword_signal)(_moved)

    def __init__(self) -> None:
        self.closed = Signal[Self, int]("closed")


class Letter(Document): ...


def test_self_is_the_class_that_holds_the_signal() -> None:
    """Its subclasses' objects are of it, too; an object may hold a signal itself."""
    documents: list[Any] = [Document(), Letter()]
    with checked() as checks:
        for document in documents:
            document.changed.send(document, 1)
            document.replaced_by.send(type(document), document)
            document.moved.send(document, after=document)
            document.closed.send(document, 1)
    assert checks.unchecked == {}
    kind: Any = Document
    sends: list[Callable[[], object]] = [
        lambda: kind.changed.send("x", 1),
        lambda: kind.replaced_by.send(int, None),
        lambda: kind.replaced_by.send(Document, 1),
        lambda: kind.moved.send("x"),
        lambda: kind.moved.send(Document(), after=1),
    ]
    for send in sends:
        with pytest.raises(ContractError, match=r"is .*, not .*Document"), checked():
            send()
    with checked(), pytest.warns(UncheckedWarning, match="'Self' in the type of its sender is known to type checkers"):
        documents[0].closed.send("x", 1)


@pytest.mark.parametrize("name", [None, "letter"])
def test_namesakes_are_reported_each(name: str | None) -> None:
    """A signal is not passed in silence since another one, without a name or of the same, was reported."""
    bare: list[Any] = [Signal(name) for _ in range(2)]
    with checked() as checks:
        for signal in bare:
            with pytest.warns(UncheckedWarning):
                signal.send("shop", 7)
            signal.send("shop", 8)  # told once
    title = "an unnamed signal" if name is None else "signal 'letter'"
    assert list(checks.unchecked) == [title, f"{title} (2)"]


def test_a_value_that_cannot_be_compared_is_reported() -> None:
    """Whatever the user's own class raises."""

    class Moody(type):
        def __instancecheck__(cls, instance: object) -> bool:
            raise RuntimeError("not today")

    class Mood(metaclass=Moody): ...

    felt = Signal[str, Mood]("felt")
    with checked(felt), pytest.warns(UncheckedWarning, match=r"Mood cannot be checked \(RuntimeError\)"):
        felt.send("shop", wrong(7))


def test_faults_and_warnings_are_signal_errors_and_warnings() -> None:
    """Who catches those of the package catches these."""
    assert issubclass(ContractError, (SignalError,))
    assert issubclass(ContractError, TypeError)
    assert ContractError.__module__ == UncheckedWarning.__module__ == "typedsignals.testing"


def test_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """When it is entered; all else works without."""
    really_import = builtins.__import__

    def refuse(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "typeguard":
            raise ModuleNotFoundError("No module named 'typeguard'", name="typeguard")
        return really_import(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    scope = checked()
    with pytest.raises(UsageError, match=r"typeguard, which is not installed: install typedsignals\[check\]"):
        scope.__enter__()


def test_a_broken_typeguard_is_not_said_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it misses is what to install then."""
    really_import = builtins.__import__

    def refuse(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "typeguard":
            raise ModuleNotFoundError("No module named 'elsewhere'", name="elsewhere")
        return really_import(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ModuleNotFoundError, match="elsewhere"):
        checked().__enter__()


def test_importing_the_kit_loads_neither_typeguard_nor_a_test_framework() -> None:
    """They are for those who use them."""
    code = "import sys, typedsignals.testing; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    roots = {name.partition(".")[0] for name in done.stdout.split()}
    assert roots & {"typeguard", "pytest", "_pytest", "django", "unittest", "asyncio", "click"} == set()


def test_what_is_no_signal_cannot_be_checked() -> None:
    """The message says what would be one."""
    with pytest.raises(UsageError, match=r"cannot check class .*: it is no signal"):
        checked(wrong(Shop))
