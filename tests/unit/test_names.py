"""What signals are called, and which types they say they have."""

import sys
from collections.abc import Awaitable
from types import ModuleType
from typing import Any, ClassVar

import pytest

from tests.unit.kinds import Sender, keywords_signal
from typedsignals import KeywordSignal, Signal, keyword_signal

found_by_module: Signal[Any, Any] = Signal()
given: Signal[type[Sender], int, str] = Signal("given")
subscripted = Signal[type[Sender], int]("subscripted")
quoted: "Signal[type[Sender], Later]" = Signal("quoted")
unannotated: Any = Signal("unannotated")


class Later:
    """Defined after the signal that names it."""


class Orders:
    """A class that holds its signals."""

    completed: ClassVar[Signal[type[Sender], Later]] = Signal()
    rejected = Signal[type[Sender], str, bool]()
    renamed = Signal[Any, Any]("another name")

    class Inner:
        """A class in a class."""

        completed: ClassVar["Signal[Sender, int]"] = Signal()


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a new module under the name ``shop_signals``."""
    module = ModuleType("shop_signals")
    monkeypatch.setitem(sys.modules, "shop_signals", module)
    return module


def made_in(module: ModuleType, source: str) -> Any:
    """Run source code in a module."""
    exec(compile(source, "shop_signals.py", "exec"), module.__dict__)
    return module


def test_the_name_given_comes_first() -> None:
    """Row 15: wherever the signal is bound."""
    assert given.name == "given"
    assert Orders.renamed.name == "another name"


def test_a_signal_takes_the_name_of_the_module_attribute_that_holds_it() -> None:
    """Row 15: also if it is asked long after."""
    assert found_by_module.name == "found_by_module"
    assert repr(found_by_module) == "<Signal 'found_by_module', 0 receivers>"


def test_a_signal_takes_the_name_of_the_class_attribute_that_holds_it() -> None:
    """Row 15: with the class's name before it."""
    assert Orders.completed.name == "Orders.completed"
    assert Orders.rejected.name == "Orders.rejected"
    assert Orders.Inner.completed.name == "Orders.Inner.completed"


def test_a_signal_without_a_name_has_none_until_it_is_bound(module: Any) -> None:
    """Row 15: it is looked for whenever somebody asks, and kept once it is found."""
    signal: Any = Signal()
    assert not signal.name
    assert repr(signal) == "<Signal (unnamed), 0 receivers>"
    module.bound_later = signal
    assert signal.name == "bound_later"
    del module.bound_later
    assert signal.name == "bound_later"
    assert repr(signal) == "<Signal 'bound_later', 0 receivers>"


def test_the_module_that_made_a_signal_names_it_before_others_do(module: Any) -> None:
    """Row 15: importing it under another name changes nothing."""
    made_in(module, "from typedsignals import Signal\npaid = Signal()")
    sys.modules[__name__].__dict__["alias_of_paid"] = module.paid
    try:
        assert module.paid.name == "paid"
    finally:
        del sys.modules[__name__].__dict__["alias_of_paid"]


def test_a_signal_is_found_by_identity_alone(module: Any) -> None:
    """Row 15: nothing that stands beside it is asked whether it is equal."""

    class Hostile:
        def __eq__(self, other: object) -> bool:
            pytest.fail("it was asked")

        __hash__ = None  # type: ignore[assignment]  # wrong on purpose

    module.before = Hostile()
    module.signal = Signal()
    assert module.signal.name == "signal"


def test_what_is_no_module_is_passed_by(monkeypatch: pytest.MonkeyPatch, module: Any) -> None:
    """Row 15: sys.modules may hold anything."""
    modules: dict[str, Any] = sys.modules
    monkeypatch.setitem(modules, "an_object", object())
    monkeypatch.setitem(modules, "nothing", None)
    signal: Any = Signal()
    assert not signal.name
    module.signal = signal
    assert signal.name == "signal"


def test_repr_counts_living_receivers(signal: Any) -> None:
    """Row 15: the kind, the name, and how many there are."""
    kind = type(signal).__name__
    assert repr(signal) == f"<{kind} 'order_completed', 0 receivers>"
    first = signal.connect(lambda sender, order: 1)
    assert repr(signal) == f"<{kind} 'order_completed', 1 receiver>"
    signal.connect(first, sender=Sender)
    assert repr(signal) == f"<{kind} 'order_completed', 2 receivers>"


def test_a_keyword_signal_is_called_as_its_declaration_is() -> None:
    """Row 15: name and documentation are the function's."""
    signal: Any = keywords_signal()
    assert signal.name == "order_completed"
    assert signal.__doc__ == "Sent once an order is complete."
    assert KeywordSignal.__doc__ != signal.__doc__
    assert signal.keywords == {"order"}


def test_type_arguments_come_from_the_subscript_or_the_annotation() -> None:
    """Row 15: the result is None's type unless it is said."""
    nothing = type(None)
    assert subscripted.type_arguments == (type[Sender], int, nothing)
    assert given.type_arguments == (type[Sender], int, str)
    assert quoted.type_arguments == (type[Sender], Later, nothing)
    assert Orders.rejected.type_arguments == (type[Sender], str, bool)


def test_type_arguments_of_class_attributes_come_from_the_class() -> None:
    """Row 15: also in quotes, and inside of ClassVar."""
    nothing = type(None)
    assert Orders.completed.type_arguments == (type[Sender], Later, nothing)
    assert Orders.Inner.completed.type_arguments == (Sender, int, nothing)


def test_type_arguments_that_cannot_be_known_are_empty() -> None:
    """Row 15: no annotation, no subscript, or a name that is not there."""
    assert unannotated.type_arguments == ()
    assert Signal("unbound").type_arguments == ()


def test_type_arguments_are_resolved_whenever_they_are_asked_for(module: Any) -> None:
    """Row 15: a name that comes later is found later."""
    made_in(module, "from typedsignals import Signal\npaid: 'Signal[Shop, Order]' = Signal()")
    assert module.paid.type_arguments == ()
    module.Shop, module.Order = Sender, int
    assert module.paid.type_arguments == (Sender, int, type(None))


def test_type_arguments_are_found_in_another_module_that_binds_the_signal(module: Any) -> None:
    """Row 15: it need not be the one that made it."""
    signal: Any = Signal("s")
    module.__annotations__ = {"paid": "Signal[int, str]"}
    module.paid, module.Signal = signal, Signal
    assert signal.type_arguments == (int, str, type(None))


def test_a_binding_without_an_annotation_is_passed_by(module: Any) -> None:
    """Row 15: what matters is the first that says something."""
    made_in(module, "from typedsignals import Signal\nfirst = Signal()\nsecond: Signal[int, str] = first")
    assert module.first.name == "first"
    assert module.first.type_arguments == (int, str, type(None))


def test_type_arguments_of_keyword_signals_are_those_of_the_declaration() -> None:
    """Row 15: the sender's, each keyword's, and the result's."""

    @keyword_signal
    def paid(sender: type[Sender], *, order: int, status: "Later") -> str:
        """Sent once an order is paid."""
        return ""

    declarations = made_in(
        ModuleType("declarations"),
        "from typedsignals import keyword_signal\n"
        "@keyword_signal\ndef broken(sender: 'Missing', *, order: int) -> None: ...\n"
        "@keyword_signal\ndef bare(sender, *, order): ...\n",
    )
    assert paid.type_arguments == (type[Sender], {"order": int, "status": Later}, str)
    assert declarations.broken.type_arguments == ()
    assert declarations.bare.type_arguments == (None, {}, None)


AWAITED = {
    "Awaitable[None]": True,
    "Awaitable[None] | None": True,
    "'Union[None, Awaitable[int]]'": True,
    "Coroutine[None, None, int]": True,
    "None": False,
    "list[Awaitable[int]]": False,
    "Any": False,
}
FORMS = {
    "subscript": "paid = Signal[int, int, {}]()",
    "annotation": "paid: Signal[int, int, {}] = Signal()",
    "quoted annotation": 'paid: "Signal[int, int, {}]" = Signal()',
    "Final": "paid: Final[Signal[int, int, {}]] = Signal()",
    "class": "class Shop:\n    paid: Signal[int, int, {}] = Signal()\npaid = Shop.paid",
    "ClassVar": "class Shop:\n    paid: ClassVar[Signal[int, int, {}]] = Signal()\npaid = Shop.paid",
    "quoted ClassVar": 'class Shop:\n    paid: "ClassVar[Signal[int, int, {}]]" = Signal()\npaid = Shop.paid',
    "keyword signal": "@keyword_signal\ndef paid(sender: int) -> {}: ...",
}


@pytest.mark.parametrize("future", ["", "from __future__ import annotations\n"], ids=["now", "annotations later"])
@pytest.mark.parametrize(("result", "awaited"), AWAITED.items(), ids=AWAITED)
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_whether_results_are_awaited_is_read_from_the_types(
    module: Any, result: str, awaited: bool, form: str, future: str
) -> None:
    """Row 12: in every form that says them."""
    imports = (
        "from typing import Any, Awaitable, ClassVar, Coroutine, Final, Union\n"
        "from typedsignals import Signal, keyword_signal\n"
        "class Own:\n    def __await__(self):\n        yield from ()\n        return 'awaited'\n"
    )
    made_in(module, future + imports + form.format(result.replace("'", "" if '"' in form else "'")))
    module.paid.connect(lambda *args: module.Own())
    sent = (1, 2) if isinstance(module.paid, Signal) else (1,)
    [(_, got)] = module.paid.send(*sent)
    assert (got == "awaited") is awaited


def test_a_keyword_signal_that_returns_nothing_yet_is_not_awaited(module: Any) -> None:
    """Row 12: an annotation that cannot be read says nothing."""
    made_in(module, "from typedsignals import keyword_signal\n@keyword_signal\ndef paid(sender) -> 'Missing': ...")
    module.paid.connect(lambda sender: 7)
    assert module.paid.send(None)[0][1] == 7


class First:
    """A class that has a signal of its own."""

    completed: "Signal[int, str]" = Signal()


class Second:
    """A class that has another one's."""

    also: object = First.completed


def test_the_first_class_that_binds_a_signal_names_it() -> None:
    """Row 15: and its annotation goes on to say the types."""
    assert First.completed.name == "First.completed"
    assert First.completed.type_arguments == (int, str, type(None))


def test_awaitable_results_are_seen_once_their_names_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 12: an annotation that cannot be understood yet is asked again."""
    late: Any = Signal()
    module = sys.modules[__name__]
    monkeypatch.setattr(module, "late", late, raising=False)
    monkeypatch.setitem(module.__annotations__, "late", "Signal[object, object, Promised]")

    async def later() -> str:
        return "awaited"

    late.connect(lambda sender, order: later())
    ((_, early),) = late.send(None, None)
    early.close()
    assert late.type_arguments == ()
    monkeypatch.setattr(module, "Promised", Awaitable[str], raising=False)
    late.connect(lambda sender, order: later())
    assert [result for _, result in late.send(None, None)] == ["awaited", "awaited"]
