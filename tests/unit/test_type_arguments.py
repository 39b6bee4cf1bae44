"""Which types signals say they have: in every form that says them, each by itself, and without a word where it cannot be known."""

import enum
import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import GenericAlias, ModuleType
from typing import Any, ClassVar, Final, ForwardRef, Generic, TypeVar, TypeVarTuple, Union, get_args

import pytest

from tests.unit.kinds import Sender, results
from typedsignals import AsyncSignal, Signal, keyword_signal

NOTHING = type(None)
PayloadT = TypeVar("PayloadT")
AnswerT = TypeVar("AnswerT")
BundleTs = TypeVarTuple("BundleTs")

subscripted = Signal[type[Sender], int]("subscripted")
annotated: Signal[type[Sender], int, str] = Signal("annotated")
quoted: "Signal[type[Sender], Later]" = Signal("quoted")
awaited: AsyncSignal[type[Sender], int, str] = AsyncSignal()
final: Final[Signal[type[Sender], int]] = Signal()
unannotated: Any = Signal("unannotated")


class Colour(enum.Enum):
    """One of few."""

    RED = 1


class Later:
    """Defined after the signal that names it."""


class Orders:
    """A class that holds its signals."""

    completed: ClassVar[Signal[type[Sender], Later]] = Signal()
    rejected = Signal[type[Sender], str, bool]()

    class Inner:
        """A class in a class."""

        completed: ClassVar["Signal[Sender, int]"] = Signal()


class Others:
    """A class that has another one's signal."""

    also: object = Orders.Inner.completed


Import = Callable[[str], Any]


class Audited(Signal[type[Sender], PayloadT], Generic[PayloadT]):
    """A class of signals of one's own, generic in what it sends."""

    class Mode(enum.StrEnum):
        """How fast it is sent."""

        FAST = "fast"


class Numbered(Audited[int]):
    """One that is generic in nothing."""


class Renumbered(Numbered):
    """One that says nothing of types itself."""


class Swapped(AsyncSignal[Sender, PayloadT, AnswerT], Generic[AnswerT, PayloadT]):
    """One that has its variables in another order."""


class Bundled(Signal[Sender, tuple[*BundleTs]], Generic[*BundleTs]):
    """One whose variables are any number of types."""


@pytest.mark.parametrize(
    ("signal", "expected"),
    [
        (Audited[str]("audited"), (type[Sender], str, NOTHING)),
        (Numbered("numbered"), (type[Sender], int, NOTHING)),
        (Renumbered("renumbered"), (type[Sender], int, NOTHING)),
        (Swapped[bool, str]("swapped"), (Sender, str, bool)),
        (Bundled[int, str]("bundled"), ()),
        (Audited("audited"), (type[Sender], PayloadT, NOTHING)),
    ],
    ids=["generic", "of a generic one", "of one that says it", "swapped", "of many", "not said"],
)
def test_classes_of_ones_own_say_in_their_bases_what_they_give(signal: Any, expected: tuple[object, ...]) -> None:
    """Row 15: each variable by itself, whatever its name and its place; what nobody gave stands for itself."""
    assert signal.type_arguments == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("held: Signal[Sender, int] | None = Signal()", (Sender, int, NOTHING)),
        ("held: Optional[Signal[Sender, int, str]] = Signal()", (Sender, int, str)),
        ("held: 'Shelf | Audited[str]' = Audited()", (type[Sender], str, NOTHING)),
        ("held: Numbered = Numbered()", (type[Sender], int, NOTHING)),
        ("held: Annotated[Signal[Sender, int], 1] | None = Signal()", (Sender, int, NOTHING)),
        ("held: list[int] | None = Signal()", ()),
    ],
)
@pytest.mark.parametrize("future", ["", "from __future__ import annotations\n"], ids=["now", "later"])
def test_the_signal_in_an_annotation_is_found_among_others(
    imported: Import, form: str, expected: tuple[object, ...], future: str
) -> None:
    """Row 15: beside None and other types, and by a class of one's own."""
    names = "from typing import *\nfrom tests.unit.test_type_arguments import *\nfrom tests.unit.kinds import Sender, Shelf\n"
    assert imported(f"{future}{names}{form}").held.type_arguments == expected


@pytest.fixture
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Import:
    """Return what imports source code as the module ``shop_signals``."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # two sources of one second and length are one to its cache

    def import_it(source: str) -> Any:
        (tmp_path / "shop_signals.py").write_text(source, encoding="utf-8")
        monkeypatch.delitem(sys.modules, "shop_signals", raising=False)
        importlib.invalidate_caches()
        return importlib.import_module("shop_signals")

    return import_it


def test_type_arguments_come_from_the_subscript_or_the_annotation() -> None:
    """Row 15: the result is None's type unless it is said."""
    assert subscripted.type_arguments == (type[Sender], int, NOTHING)
    assert annotated.type_arguments == (type[Sender], int, str)
    assert quoted.type_arguments == (type[Sender], Later, NOTHING)
    assert awaited.type_arguments == (type[Sender], int, str)
    assert final.type_arguments == (type[Sender], int, NOTHING)
    assert Orders.rejected.type_arguments == (type[Sender], str, bool)


def test_type_arguments_of_class_attributes_come_from_the_class() -> None:
    """Row 15: also in quotes, and inside of ClassVar; and from the first class that binds the signal."""
    assert Orders.completed.type_arguments == (type[Sender], Later, NOTHING)
    assert Orders.Inner.completed.type_arguments == (Sender, int, NOTHING)
    assert Others.also is Orders.Inner.completed


def test_type_arguments_that_cannot_be_known_are_empty() -> None:
    """Row 15: no annotation, no subscript, or nothing that binds the signal."""
    assert unannotated.type_arguments == ()
    unbound: Any = Signal("unbound")
    assert unbound.type_arguments == ()


FORMS = {
    "subscript": "paid = KIND[int, str, bytes]()",
    "subscript with a quoted name": "paid = KIND[int, 'str', bytes]()",
    "annotation": "paid: KIND[int, str, bytes] = KIND()",
    "annotation with a quoted name": "paid: KIND[int, 'str', bytes] = KIND()",
    "quoted annotation": "paid: 'KIND[int, str, bytes]' = KIND()",
    "Final": "paid: Final[KIND[int, str, bytes]] = KIND()",
    "quoted Final": "paid: 'Final[KIND[int, str, bytes]]' = KIND()",
    "Annotated": "paid: Annotated[KIND[int, str, bytes], 'billing'] = KIND()",
    "Final of Annotated": "paid: Final[Annotated[KIND[int, str, bytes], 'billing']] = KIND()",
    "alias": "Paid = KIND[int, str, bytes]\npaid: Paid = KIND()",
    "generic alias": "Of = KIND[int, PayloadT, bytes]\npaid: Of[str] = KIND()",
    "class": "class Shop:\n    paid: KIND[int, str, bytes] = KIND()\npaid = Shop.paid",
    "ClassVar": "class Shop:\n    paid: ClassVar[KIND[int, str, bytes]] = KIND()\npaid = Shop.paid",
    "quoted ClassVar": "class Shop:\n    paid: 'ClassVar[KIND[int, str, bytes]]' = KIND()\npaid = Shop.paid",
    "ClassVar of what is quoted": "class Shop:\n    paid: ClassVar['KIND[int, str, bytes]'] = KIND()\npaid = Shop.paid",
    "listen-only": "paid: Connectable[int, str, bytes] = KIND()",
}
IMPORTS = (
    "from typing import Annotated, ClassVar, Final, TypeVar\n"
    "from typedsignals import AsyncSignal, Connectable, Signal\n"
    "PayloadT = TypeVar('PayloadT')\n"
)
FUTURE = "from __future__ import annotations\n"


@pytest.mark.parametrize("future", ["", FUTURE], ids=["now", "annotations later"])
@pytest.mark.parametrize("kind", ["Signal", "AsyncSignal"])
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_form_that_says_types_is_understood(imported: Import, form: str, kind: str, future: str) -> None:
    """Row 15: ClassVar, Final and Annotated say nothing of the types."""
    module = imported(future + IMPORTS + form.replace("KIND", kind))
    assert module.paid.type_arguments == (int, str, bytes)


ALIASES = {
    "alias": "type Paid = KIND[int, str, bytes]\npaid: Paid = KIND()",
    "quoted alias": "type Paid = KIND[int, str, bytes]\npaid: 'Paid' = KIND()",
    "alias that comes later": "paid: 'Paid' = KIND()\ntype Paid = KIND[int, str, bytes]",
    "generic alias": "type Of[P] = KIND[int, P, bytes]\npaid: Of[str] = KIND()",
    "alias of an alias": "type Of[P] = KIND[int, P, bytes]\ntype Paid = Of[str]\npaid: Paid = KIND()",
    "Final of an alias": "type Paid = KIND[int, str, bytes]\npaid: Final[Paid] = KIND()",
    "alias of Annotated": "type Paid = Annotated[KIND[int, str, bytes], 'billing']\npaid: Paid = KIND()",
    "ClassVar of an alias": (
        "type Paid = KIND[int, str, bytes]\nclass Shop:\n    paid: ClassVar[Paid] = KIND()\npaid = Shop.paid"
    ),
    "alias as argument": "type Text = str\npaid: KIND[int, Text, bytes] = KIND()",
    "alias as argument of a subscript": "type Text = str\npaid = KIND[int, Text, bytes]()",
}


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type statements are new in Python 3.12")
@pytest.mark.parametrize("future", ["", FUTURE], ids=["now", "annotations later"])
@pytest.mark.parametrize("kind", ["Signal", "AsyncSignal"])
@pytest.mark.parametrize("form", ALIASES.values(), ids=ALIASES)
def test_a_type_alias_is_what_it_means(imported: Import, form: str, kind: str, future: str) -> None:
    """Row 15: PEP 695, generic or not, wherever it stands."""
    module = imported(future + IMPORTS + form.replace("KIND", kind))
    assert module.paid.type_arguments == (int, str, bytes)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type statements are new in Python 3.12")
@pytest.mark.parametrize(
    "form",
    [
        "type Paid = Signal[Missing, int]\npaid: Paid = Signal()",
        "type Of[P] = Signal[Missing, P]\npaid: Of[int] = Signal()",
        "type Of[P] = 1 / 0\npaid: Of[int] = Signal()",
        "type Paid = Paid\npaid: Paid = Signal()",
    ],
    ids=["missing name", "missing name in a generic one", "nonsense", "itself"],
)
def test_a_type_alias_that_cannot_be_read_says_nothing(imported: Import, form: str) -> None:
    """Row 15: it is asked for what it means, and what that raises is nobody's concern."""
    assert isinstance(imported(IMPORTS + form).paid.type_arguments, tuple)


# --- what cannot be resolved


UNRESOLVED = {
    "subscript": "paid = Signal[int, 'Missing', bytes]()",
    "annotation": "paid: Signal[int, 'Missing', bytes] = Signal()",
    "quoted annotation": "paid: 'Signal[int, Missing, bytes]' = Signal()",
    "Final": "paid: Final[Signal[int, 'Missing', bytes]] = Signal()",
    "Annotated": "paid: Annotated[Signal[int, 'Missing', bytes], 1] = Signal()",
    "ClassVar": "class Shop:\n    paid: ClassVar[Signal[int, 'Missing', bytes]] = Signal()\npaid = Shop.paid",
    "quoted ClassVar": "class Shop:\n    paid: 'ClassVar[Signal[int, Missing, bytes]]' = Signal()\npaid = Shop.paid",
}


@pytest.mark.parametrize("future", ["", FUTURE], ids=["now", "annotations later"])
@pytest.mark.parametrize("form", UNRESOLVED.values(), ids=UNRESOLVED)
def test_a_name_that_is_not_there_hides_itself_and_not_the_others(imported: Import, form: str, future: str) -> None:
    """Row 15: it stands as a ForwardRef; once it is there, it is found."""
    module = imported(future + IMPORTS + form)
    sender, payload, result = module.paid.type_arguments
    assert (sender, result) == (int, bytes)
    assert isinstance(payload, ForwardRef)
    assert payload.__forward_arg__ == "Missing"
    module.Missing = Sender
    assert module.paid.type_arguments == (int, Sender, bytes)


def test_a_name_inside_of_an_argument_hides_that_argument_alone(imported: Import) -> None:
    """Row 15: however deep it stands."""
    module = imported(IMPORTS + "paid: Signal[int, 'list[Missing]', bytes] = Signal()")
    sender, payload, result = module.paid.type_arguments
    assert (sender, result) == (int, bytes)
    assert "Missing" in repr(payload)
    module.Missing = str
    assert module.paid.type_arguments == (int, list[str], bytes)


NOT_THERE = ["models.Order", "Page[str]", "type[models.Order]", "dict[str, models.Order]", "models.Page[models.Order]"]


@pytest.mark.parametrize("form", ["paid: Signal[int, %s, bytes]", "paid: ClassVar[Signal[int, %s, bytes]]"])
@pytest.mark.parametrize("missing", NOT_THERE)
def test_what_is_imported_for_checkers_alone_hides_its_own_argument(imported: Import, form: str, missing: str) -> None:
    """Row 15: where all annotations are quoted, and a module or a generic class is there for checkers only."""
    module = imported(f"{FUTURE}{IMPORTS}{form % missing} = Signal()")
    sender, payload, result = module.paid.type_arguments
    assert (sender, result) == (int, bytes)
    assert "ForwardRef" in repr(payload)
    module.models, module.Page = ModuleType("models"), list
    vars(module.models).update(Order=Sender, Page=list)
    assert module.paid.type_arguments == (int, eval(missing, {**vars(module)}), bytes)


def test_a_generic_class_that_is_not_there_says_nothing(imported: Import) -> None:
    """Row 15: nobody knows whether it is a signal; a subscript of what takes no types is none."""
    assert imported(f"{FUTURE}{IMPORTS}paid: models.Of[int] = Signal()").paid.type_arguments == ()
    assert imported(f"{FUTURE}{IMPORTS}paid: int[models.Order] = Signal()").paid.type_arguments == ()


@pytest.mark.parametrize("nonsense", ["1 / 0", "Signal[", "Missing.attribute", "lambda:", ""], ids=repr)
def test_an_annotation_that_is_no_type_says_nothing(imported: Import, nonsense: str) -> None:
    """Row 15: looking raises nothing."""
    module = imported(f"{IMPORTS}paid: {nonsense!r} = Signal()")
    assert module.paid.type_arguments == ()


@pytest.mark.parametrize(
    "nonsense", ["1 / 0", "Missing.attribute", "7", "print", "Literal[Missing.A]", "Literal[int.A]"], ids=repr
)
def test_an_argument_that_is_no_type_hides_itself_and_not_the_others(imported: Import, nonsense: str) -> None:
    """Row 15: nor does one that raises."""
    module = imported(f"{IMPORTS}paid = Signal[int, {nonsense!r}, bytes]()")
    sender, _, result = module.paid.type_arguments
    assert (sender, result) == (int, bytes)


WATCHED = """
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType
ran = []

class Meta(type):
    def __or__(cls, other): ran.append("|")
    def __ror__(cls, other): ran.append("|")
    def __getitem__(cls, given): ran.append("[]")
    def __getattr__(cls, name): ran.append(name)

class Order(metaclass=Meta):
    class Line: ...

class Page:
    def __class_getitem__(cls, given): ran.append("[]")

class Shelf:
    def __getitem__(self, given): ran.append("[]")
    def __getattr__(self, name): ran.append(name)

shelf, models, nothing = Shelf(), ModuleType("models"), None
models.__getattr__ = ran.append
models.Order = Order
lazy_spec = find_spec("shop_lazy")
lazy_spec.loader = LazyLoader(lazy_spec.loader)
lazy = module_from_spec(lazy_spec)
lazy_spec.loader.exec_module(lazy)
"""


NOT_ASKED: dict[str, Callable[[Any], object]] = {
    "lazy.Sender": lambda module: "lazy.Sender",
    "models.Sender": lambda module: "models.Sender",
    "models.Order.Line": lambda module: module.Order.Line,
    "Order.Sender": lambda module: "Order.Sender",
    "shelf.Sender": lambda module: "shelf.Sender",
    "Order | None": lambda module: Union[module.Order, None],  # noqa: UP007 - as | would run what is watched
    "int | Order.Line": lambda module: int | module.Order.Line,
    "Order[int]": lambda module: "Order[int]",
    "Page[Order]": lambda module: GenericAlias(module.Page, module.Order),
    "shelf[int]": lambda module: "shelf[int]",
    "ran.append(7)": lambda module: "ran.append(7)",
    "[ran.append(7) for _ in 'x']": lambda module: "[ran.append(7) for _ in 'x']",
}


@pytest.mark.parametrize(("text", "expected"), NOT_ASKED.items(), ids=NOT_ASKED)
@pytest.mark.parametrize("form", ["paid: {!r} = Signal()", "paid = Signal[{!r}, int]()"], ids=["all", "one"])
def test_looking_runs_no_code_of_others(
    imported: Import, form: str, text: str, expected: Callable[[Any], object], tmp_path: Path
) -> None:
    """Row 15: neither of modules nor of classes, whatever is written; what only code could tell stands as it is."""
    (tmp_path / "shop_lazy.py").write_text("raise AssertionError('it was loaded')", encoding="utf-8")
    written = f"Signal[{text}, int]" if form.startswith("paid:") else text
    module = imported(f"{IMPORTS}{WATCHED}{form.format(written)}")
    module.ran.clear()
    sender, payload, result = module.paid.type_arguments
    assert module.ran == []
    assert (payload, result) == (int, NOTHING)
    assert (sender.__forward_arg__ if isinstance(sender, ForwardRef) else sender) == expected(module)


@pytest.mark.parametrize("loud", ["ran.append(7)", "print(ran.append(7))", "shelf.Order", "list[shelf[7]]"])
def test_looking_evaluates_no_annotation_of_a_module(
    imported: Import, monkeypatch: pytest.MonkeyPatch, loud: str
) -> None:
    """Row 15: neither of the one that made the signal nor of another that binds it, where Python has not done so before."""
    module = imported(f"{IMPORTS}{WATCHED.partition('lazy_spec')[0]}paid = Signal()\nloud: {loud} = 1")
    other: Any = ModuleType("billing_signals")
    monkeypatch.setitem(sys.modules, "billing_signals", other)
    lines = (
        "from shop_signals import *",
        f"loud: {loud} = 1",
        "class Late: ...",
        "if loud:",
        "    paid: Signal[int, list[Late]] = paid",
    )
    exec("\n".join(lines), other.__dict__)
    module.ran.clear()
    assert module.paid.type_arguments == (int, list[other.Late], NOTHING)
    assert module.ran == []


UNDERSTOOD = [
    "Callable[[int, Sender], str]",
    "abc.Callable[[int, Sender], str]",
    "Callable[..., Sender]",
    "tuple[Sender, ...]",
    "tuple[()]",
    "Literal['Sender', 7]",
    "Literal[Colour.RED]",
    "Literal[Audited.Mode.FAST, 'Sender', None]",
    "Optional[Sender]",
    "typing.List[Sender]",
    "Sender | None",
    "Audited[list[Sender]]",
    "type[Sender]",
    "dict[str, list[Sender] | None]",
]
QUOTED = [
    "list['Sender']",
    "List['Sender']",
    "Optional['Sender']",
    "list['Sender'] | None",
    "Callable[['Sender'], List]",
]


@pytest.mark.parametrize("text", UNDERSTOOD + QUOTED)
def test_every_type_in_quotes_means_what_it_means_without(imported: Import, text: str) -> None:
    """Row 15: also where one is quoted inside of another."""
    names = (
        "import typing\nfrom collections import abc\nfrom typing import *\nfrom tests.unit.test_type_arguments import Audited, Colour\n"
        "from typedsignals import Signal\nfrom tests.unit.kinds import Sender\n"
    )
    module = imported(f"{names}paid: {f'Signal[int, {text}]'!r} = Signal()\nsent = Signal[int, {text}]()")
    expected = eval(text.replace("'Sender'", "Sender") if text in QUOTED else text, {**vars(module)})
    assert module.paid.type_arguments == module.sent.type_arguments == (int, expected, NOTHING)


def test_a_name_that_means_itself_says_nothing(imported: Import) -> None:
    """Row 15: it is not looked up for ever."""
    assert imported(f"{IMPORTS}Paid = 'Paid'\npaid: 'Paid' = Signal()").paid.type_arguments == ()
    assert imported(f"{IMPORTS}paid: Signal[int, list['[']] = Signal()").paid.type_arguments[0] is int


def test_what_is_inside_of_a_quoted_type_is_as_python_makes_it(imported: Import) -> None:
    """Row 15: Annotated says nothing of a type there either, and typing makes what is typing's."""
    types = "list[Annotated[int, len(7)]], Union[int, str]"
    sender, payload, _ = imported(
        f"{IMPORTS}from typing import Union\npaid: 'Signal[{types}]' = Signal()"
    ).paid.type_arguments
    assert (sender, payload, type(payload)) == (list[int], Union[int, str], type(Union[int, str]))  # noqa: UP007 - as it is made of text


def test_annotated_in_quotes_is_its_type(imported: Import) -> None:
    """Row 15: what else it has may be anything."""
    module = imported(f"{IMPORTS}paid: 'Signal[int, Annotated[str, print(7)]]' = Signal()")
    assert module.paid.type_arguments == (int, str, NOTHING)


def test_two_modules_that_quote_one_name_mean_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 15: a quoted name is looked up in the module that holds the signal, whatever it meant elsewhere."""
    modules = []
    for name in ("shop_signals", "billing_signals"):
        module: Any = ModuleType(name)
        monkeypatch.setitem(sys.modules, name, module)
        exec("from typedsignals import Signal\npaid = Signal[int, 'Order']()\nclass Order: ...", module.__dict__)
        modules.append(module)
    for module in modules:
        assert module.paid.type_arguments == (int, module.Order, NOTHING)


def test_type_arguments_are_found_in_another_module_that_binds_the_signal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 15: it need not be the one that made it."""
    signal: Any = Signal("s")
    module: Any = ModuleType("shop_signals")
    monkeypatch.setitem(sys.modules, "shop_signals", module)
    module.__annotations__ = {"paid": "Signal[int, str]"}
    module.paid, module.Signal = signal, Signal
    assert signal.type_arguments == (int, str, NOTHING)


def test_a_binding_without_an_annotation_is_passed_by(imported: Import) -> None:
    """Row 15: what matters is the first that says something."""
    module = imported("from typedsignals import Signal\nfirst = Signal()\nsecond: Signal[int, str] = first")
    assert module.first.name == "first"
    assert module.first.type_arguments == (int, str, NOTHING)


def test_a_module_without_annotations_is_passed_by(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 15: as one is that nobody has written anything into."""
    signal: Any = Signal("s")
    module: Any = ModuleType("bare_signals")
    monkeypatch.setitem(sys.modules, "bare_signals", module)
    module.paid = signal
    assert signal.type_arguments == ()


def test_type_arguments_of_a_local_class_are_those_of_its_subscripts() -> None:
    """Row 15: nothing leads from a name to a class inside of a function."""

    class Local:
        paid: ClassVar[Signal[int, str]] = Signal()
        refunded = Signal[int, str]()

    assert Local.paid.type_arguments == ()
    assert Local.refunded.type_arguments == (int, str, NOTHING)


def test_a_module_that_only_looks_like_one_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 15: sys.modules may hold anything."""

    class Pretending:
        def __getattribute__(self, name: str) -> Any:
            pytest.fail("it was asked")

    modules: dict[str, Any] = sys.modules
    monkeypatch.setitem(modules, "pretending", Pretending())
    signal: Any = Signal()
    assert signal.name is None
    assert signal.type_arguments == ()


# --- names that are imported for type checkers alone, and annotations without quotes

LATER = """
from typing import TYPE_CHECKING, ClassVar
from typedsignals import AsyncSignal, Signal, keyword_signal

if TYPE_CHECKING:
    from decimal import Decimal

limit: <Decimal | None> = None
paid: <Signal[object, int]> = Signal("paid")
refunded: <Signal[object, Decimal]> = Signal()
shipped: <AsyncSignal[Shop, Order, str]> = AsyncSignal()

class Shop:
    opened: <ClassVar[Signal[Shop, Order]]> = Signal()
    closed: <ClassVar[Signal[Shop, Decimal]]> = Signal()

class Order: ...

@keyword_signal
def ordered(sender: <Shop>, *, order: <Order>, amount: <Decimal>, late: <Late>) -> <Late>: ...

class Late: ...
"""
UNQUOTED = pytest.param(
    "", marks=pytest.mark.skipif(sys.version_info < (3, 14), reason="annotations are evaluated at once"), id="unquoted"
)


@pytest.mark.parametrize("quote", [pytest.param('"', id="quoted"), UNQUOTED])
def test_names_for_type_checkers_alone_hinder_neither_sends_nor_types(imported: Import, quote: str) -> None:
    """Row 15: in a module without ``from __future__ import annotations``; from Python 3.14 on nothing need be quoted."""
    module = imported(LATER.replace("<", quote).replace(">", quote).replace(f"-{quote} ", "-> "))
    for signal in (module.paid, module.refunded, module.shipped, module.Shop.opened, module.Shop.closed):
        signal.connect(lambda sender, payload: payload)
        for way in ("send", "send_robust"):
            assert results(getattr(signal, way)(None, 7)) == [7]
    module.ordered.connect(lambda sender, **keywords: keywords)
    assert results(module.ordered.send(None, order=1)) == [{"order": 1}]
    assert module.paid.type_arguments == (object, int, NOTHING)
    assert module.shipped.type_arguments == (module.Shop, module.Order, str)
    assert module.Shop.opened.type_arguments == (module.Shop, module.Order, NOTHING)
    for signal, sender in ((module.refunded, object), (module.Shop.closed, module.Shop)):
        found, payload, result = signal.type_arguments
        assert (found, result) == (sender, NOTHING)
        assert isinstance(payload, ForwardRef)
        assert payload.__forward_arg__ == "Decimal"
    sender, keywords, result = module.ordered.type_arguments
    assert (sender, result) == (module.Shop, module.Late)
    assert (keywords["order"], keywords["late"]) == (module.Order, module.Late)
    assert isinstance(keywords["amount"], ForwardRef)


@pytest.mark.skipif(sys.version_info < (3, 14), reason="annotations are evaluated at once")
def test_annotations_that_raise_say_nothing(imported: Import) -> None:
    """Row 15: reading them runs code from Python 3.14 on; no exception comes out of it, and sends never look."""
    module = imported(
        "from typedsignals import Signal, keyword_signal\n"
        "limit: 1 / 0 = 3\n"
        "paid: Signal[int, str] = Signal()\n"
        "class Shop:\n"
        "    limit: [][1] = 3\n"
        "    opened: Signal[int, str] = Signal()\n"
        "@keyword_signal\n"
        "def ordered(sender: 1 / 0, *, order: int) -> None: ...\n"
    )
    for signal in (module.paid, module.Shop.opened):
        signal.connect(lambda sender, payload: payload)
        assert results(signal.send(None, 7)) == [7]
        assert signal.type_arguments == ()
    assert module.ordered.type_arguments == (None, {}, None)


# --- keyword signals


def test_type_arguments_of_keyword_signals_are_those_of_the_declaration(imported: Import) -> None:
    """Row 15: the sender's, each keyword's, and the result's; what is not said is None or left out."""

    @keyword_signal
    def paid(sender: type[Sender], *, order: int, status: "Later") -> str:
        """Sent once an order is paid."""
        return ""

    @keyword_signal
    async def shipped(sender: type[Sender], *, order: int) -> str:
        """Sent once an order is on its way."""
        return ""

    assert paid.type_arguments == (type[Sender], {"order": int, "status": Later}, str)
    assert shipped.type_arguments == (type[Sender], {"order": int}, str)
    declarations = imported(
        "from typedsignals import keyword_signal\n"
        "@keyword_signal\ndef broken(sender: 'Missing', *, order: int, status: 'list[Missing]') -> bytes: ...\n"
        "@keyword_signal\ndef bare(sender, *, order): ...\n",
    )
    sender, keywords, result = declarations.broken.type_arguments
    assert (keywords["order"], result) == (int, bytes)
    assert "Missing" in repr(sender)
    assert "Missing" in repr(keywords["status"])
    declarations.Missing = str
    assert declarations.broken.type_arguments == (str, {"order": int, "status": list[str]}, bytes)
    assert declarations.bare.type_arguments == (None, {}, None)


def test_looking_changes_nothing_that_was_written(imported: Import) -> None:
    """Row 15: neither the annotations nor the aliases that were found."""
    module = imported(IMPORTS + "paid: 'Signal[int, str]' = Signal()\nrefunded = Signal[int, 'str']()")
    before = dict(module.__annotations__)
    assert module.paid.type_arguments == module.refunded.type_arguments == (int, str, NOTHING)
    assert module.__annotations__ == before == {"paid": "Signal[int, str]"}
    assert get_args(module.refunded.__orig_class__)[1] == ForwardRef("str")
