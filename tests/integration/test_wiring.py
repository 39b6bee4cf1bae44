"""`wiring_of`: what is said of signals, of their declarations and of who hears them; and what cannot be imported."""

from __future__ import annotations

import re
import sys
from types import ModuleType
from typing import Any

import pytest

from tests.integration.programs import Program, program
from typedsignals.wiring import ImportFailure, Keyword, PackageError, Place, SignalInfo, every_signal, wiring_of

__all__ = ["program"]


def signal_of(source: str, program: Program, name: str = "store.paid") -> SignalInfo:
    """Return what is said of one signal in a module."""
    program.write(store=source)
    return next(each for each in wiring_of("store").signals if each.name == name)


def test_a_declaration_is_described(program: Program) -> None:
    """By its types, its place, and by what it says of itself or, if nothing, what its payload says."""
    source = """
        from dataclasses import dataclass
        from typedsignals import AsyncSignal, Signal

        @dataclass
        class Paid:
            '''An order is paid.

            And more.
            '''

        paid = Signal[type[Paid], Paid]("paid")
        lost: AsyncSignal["str", "nowhere.Lost", int] = AsyncSignal("lost", doc="An order is lost.")
        found = Signal("found")
    """
    paid = signal_of(source, program)
    assert (paid.kind, paid.module, str(paid.place)) == ("Signal", "store", "store.py:12")
    assert (paid.sender, paid.payload, paid.keywords, paid.result) == ("type[Paid]", "Paid", None, "None")
    assert paid.doc == "An order is paid.\n\nAnd more."
    lost = signal_of(source, program, "store.lost")
    assert (lost.kind, lost.sender, lost.payload, lost.result) == ("AsyncSignal", "str", "nowhere.Lost", "int")
    assert (lost.doc, lost.place) == ("An order is lost.", Place("store.py", 13))
    found = signal_of(source, program, "store.found")
    assert (found.sender, found.payload, found.result, found.doc) == (None, None, None, "")


def test_a_declaration_of_keywords_is_described(program: Program) -> None:
    """In the order in which they are written; each says whether it may be left out."""
    source = """
        from typedsignals import keyword_signal

        @keyword_signal
        def paid(sender: str, *, order_id: int, note: "str | None" = None, by: "nobody.Knows") -> bool:
            '''Sent once an order is paid.'''
    """
    paid = signal_of(source, program)
    assert (paid.kind, paid.sender, paid.payload, paid.result) == ("KeywordSignal", "str", None, "bool")
    assert paid.keywords == (
        Keyword("order_id", "int", required=True),
        Keyword("note", "str | None", required=False),
        Keyword("by", "nobody.Knows", required=True),
    )
    assert (paid.doc, str(paid.place)) == ("Sent once an order is paid.", "store.py:4")


def test_keywords_of_which_no_type_is_known_have_none(program: Program) -> None:
    """An annotation that fails hides the types, not the names."""
    source = """
        from typedsignals import KeywordSignal

        def paid(sender, *, order_id): ...
        paid = KeywordSignal(paid)
    """
    assert signal_of(source, program).keywords == (Keyword("order_id", None, required=True),)


TYPES = {
    "int": "int",
    "None": "None",
    "'Store'": "Store",
    "typing.Any": "Any",
    "list[Store]": "list[Store]",
    "dict[str, list[int]]": "dict[str, list[int]]",
    "tuple[int, ...]": "tuple[int, ...]",
    "int | Store | None": "int | Store | None",
    "typing.Optional[Store]": "Store | None",
    "typing.Literal['a.b', 1]": "Literal['a.b', 1]",
    "typing.Callable[[Store, int], str]": "Callable[[Store, int], str]",
    "Store.Inner": "Store.Inner",
    "T": "T",
}


@pytest.mark.parametrize(("written", "said"), TYPES.items())
def test_types_are_written_without_modules(program: Program, written: str, said: str) -> None:
    """As annotations are."""
    source = f"""
        import typing
        from typedsignals import Signal

        T = typing.TypeVar("T")

        class Store:
            class Inner: ...

        paid = Signal[{written}, int]("paid")
    """
    assert signal_of(source, program).sender == said


def test_a_signal_is_named_where_it_is_made(program: Program) -> None:
    """Not where it is imported, nor where it has another name; and by a class only where no module has it."""
    program.write(
        store="from .signals import paid\nfrom .aliases import other",
        store__aliases="from .signals import paid\nother = paid",
        store__signals="""
            from typedsignals import Signal
            if True:
                paid = Signal[object, int]("named_otherwise")

            class Store:
                paid, lost = paid, Signal[object, int]()
        """,
    )
    signals = {each.name: each for each in wiring_of("store").signals}
    assert signals.keys() == {"store.signals.paid", "store.signals.Store.lost"}
    assert signals["store.signals.paid"].place == Place("store/signals.py", 4)
    assert signals["store.signals.Store.lost"].place is None  # unpacked


def test_a_signal_of_a_module_without_source_has_no_place(program: Program) -> None:
    """It is there, all the same."""
    program.write(store="import made")
    made = sys.modules["made"] = ModuleType("made")
    exec("from typedsignals import Signal\npaid = Signal[object, int]('paid')", vars(made))
    try:
        (paid,) = wiring_of("made").signals
    finally:
        del sys.modules["made"]
    assert (paid.name, paid.place) == ("made.paid", None)


def test_a_reloaded_module_is_read_anew(program: Program) -> None:
    """What was known of its lines is forgotten."""
    import importlib

    source = "from typedsignals import Signal\npaid = Signal[object, int]('paid')\n"
    assert str(signal_of(source, program).place) == "store.py:2"
    program.write(store=f"# One more line.\n{source}")
    importlib.reload(sys.modules["store"])
    assert str(wiring_of("store").signals[0].place) == "store.py:3"


def test_receivers_are_described_in_the_order_of_their_calls(program: Program) -> None:
    """Each with all that decides whether and how it is called."""
    source = """
        from typedsignals import AsyncSignal

        class Base: ...
        class Store:
            def on_paid(self, sender, payload): ...

        store = Store()
        paid = AsyncSignal[type[Base] | str, int]("paid")
        paid.connect(store.on_paid)

        @paid.connect
        async def last(sender, payload): ...

        def first(sender, payload): ...
        paid.connect(first, sender=Base, subclasses=True, priority=5, dispatch_uid=("a", 1))
        paid.connect(print, sender="counter")
    """
    first, method, built_in, last = signal_of(source, program).receivers
    assert (first.name, first.module, str(first.place)) == ("store.first", "store", "store.py:15")
    assert (first.sender, first.subclasses, first.priority, first.order) == ("store.Base", True, 5, 1)
    assert (first.dispatch_uid, first.weak, first.is_async, first.timing) == ("('a', 1)", False, False, "immediate")
    assert (first.problems, first.handed_to) == ((), None)
    assert (method.name, method.weak, method.sender, method.order) == ("store.Store.on_paid", True, None, 2)
    assert (built_in.name, built_in.place, built_in.sender) == ("builtins.print", None, "'counter'")
    assert (last.name, last.is_async, last.order) == ("store.last", True, 4)


def test_a_receiver_that_hands_over_names_the_task(program: Program) -> None:
    """And says when it does."""
    source = """
        from dataclasses import dataclass
        from typedsignals import Signal
        from typedsignals.handover import hand_to, unpacked

        @dataclass
        class Paid: ...

        class Engine:
            def __init__(self, func): self.func = func
            def enqueue(self, *, payload): ...

        @Engine
        @unpacked
        def invoice(payload: Paid) -> None: ...

        paid = Signal[str, Paid]("paid")
        paid.connect(hand_to(invoice.enqueue))
    """
    (receiver,) = signal_of(source, program).receivers
    assert (receiver.name, receiver.handed_to, receiver.timing) == ("store.invoice", "store.invoice", "handed over")


def test_keywords_that_are_handed_over_name_their_task(program: Program) -> None:
    """As payloads do."""
    source = """
        from typedsignals import keyword_signal
        from typedsignals.handover import hand_keywords_to

        class Engine:
            def __init__(self, func): self.func = func
            def enqueue(self, **kwargs): ...

        @Engine
        def note(order_id: int) -> None: ...

        @keyword_signal
        def lost(sender, *, order_id: int): ...
        lost.connect(hand_keywords_to(note.enqueue))
    """
    (receiver,) = signal_of(source, program, "store.lost").receivers
    assert (receiver.name, receiver.handed_to) == ("store.note", "store.note")


def test_signals_of_others_belong_to_a_wiring_where_they_are_sent_or_heard(program: Program) -> None:
    """With everything, all the others do, too."""
    program.write(
        library="""
            from typedsignals import Signal
            sent, heard, unused = (Signal[object, int](), Signal[object, int](), Signal[object, int]())
        """,
        libraryland="from typedsignals import Signal\nunused = Signal[object, int]()",
        store="""
            import library, libraryland
            library.heard.connect(lambda sender, payload: None)
            def f(): library.sent.send(None, 1)
        """,
    )
    assert [each.name for each in wiring_of("store").signals] == ["library.heard", "library.sent"]
    assert [each.name for each in wiring_of("library").signals] == ["library.heard", "library.sent", "library.unused"]
    assert {"library.unused", "libraryland.unused"} < {
        each.name for each in wiring_of("store", everything=True).signals
    }
    assert {"library.unused", "libraryland.unused"} < {each.name for each in every_signal()}


def test_a_program_without_django_is_asked_nothing_of_it(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """And Django is not imported for it."""
    monkeypatch.delitem(sys.modules, "django.dispatch", raising=False)
    paid = signal_of("from typedsignals import Signal\npaid = Signal[str, int]()", program)
    assert (paid.kind, paid.sender) == ("Signal", "str")
    assert "django.dispatch" not in sys.modules


def test_a_module_that_cannot_be_imported_is_told_and_the_rest_is_there(program: Program) -> None:
    """Whatever it raises; and no `__main__` runs."""
    program.write(
        store="",
        store__ends="raise SystemExit('done')",
        store__fails="""
            class Odd(Exception):
                def __str__(self): raise self
            raise Odd
        """,
        store__gone="import sys\ndel sys.modules[__name__]",
        store__lacks="import no_such_thing",
        store__later="",
        store__takes="import sys\ndel sys.modules['store.later']",
        store__signals="from typedsignals import Signal\npaid = Signal[object, int]()",
        store__syntax="paid = (",
    )
    (program.place / "store" / "__main__.py").write_text("raise AssertionError('it ran')", encoding="utf-8")
    wiring = wiring_of("store")
    *told, syntax = wiring.failures
    assert told == [
        ImportFailure("store.ends", "SystemExit: done", Place("store/ends.py", 1)),
        ImportFailure("store.fails", "Odd", Place("store/fails.py", 4)),
        ImportFailure("store.gone", "KeyError: 'store.gone'"),
        ImportFailure(
            "store.lacks", "ModuleNotFoundError: No module named 'no_such_thing'", Place("store/lacks.py", 1)
        ),
    ]
    assert (syntax.module, syntax.error[:12], syntax.place) == (
        "store.syntax",
        "SyntaxError:",
        Place("store/syntax.py", 1),
    )
    assert [each.name for each in wiring.signals] == ["store.signals.paid"]


BAD = {
    "storre": "there is no module 'storre'; did you mean 'store'?",
    "store.signal": "there is no module 'store.signal'; did you mean 'store.signals'?",
    "store.signals.jsn": "there is no module 'store.signals.jsn'; run this where it can be imported",  # and no json
    "qqqqq.zzzzz": "there is no module 'qqqqq'; run this where it can be imported",
    "store/signals.py": "cannot import 'store/signals.py': write the name that it is imported by, such as shop.orders.",
    "": "cannot import '': it is no name of a module.",
    "store.broken": "cannot import 'store.broken': ZeroDivisionError",
    "store.lacking": "cannot import 'store.lacking': ModuleNotFoundError: No module named 'nothing'",
}


@pytest.mark.parametrize(("package", "message"), BAD.items())
def test_a_package_that_cannot_be_imported_is_refused(program: Program, package: str, message: str) -> None:
    """With what to write instead."""
    program.write(store="", store__signals="", store__broken="1 / 0", store__lacking="import nothing")
    with pytest.raises(PackageError, match=f"^{re.escape(message)}") as refused:
        wiring_of(package)
    assert not str(refused.value).endswith("?.")


@pytest.mark.parametrize("where", ["store", "store.inner"])
def test_an_interrupt_is_no_failure(program: Program, where: str) -> None:
    """Whoever presses Ctrl-C wants it to end."""
    sources = {"store": "", "store__inner": "", where.replace(".", "__"): "raise KeyboardInterrupt"}
    program.write(**sources)
    with pytest.raises(KeyboardInterrupt):
        wiring_of("store")


def test_a_name_that_is_assigned_in_a_class_that_is_made_elsewhere_is_no_trouble(program: Program) -> None:
    """Nor are classes whose module or source is not there."""
    program.write(
        store="""
            from typedsignals import Signal
            Made = type("Made", (), {"__module__": "nowhere", "signal": 1})
            made = Made()
            def f(): made.lost.send(None, 1)
        """
    )
    (site,) = wiring_of("store").unresolved
    assert site.function == "store.f"


def test_nothing_of_a_wiring_holds_what_it_describes(program: Program) -> None:
    """It is made of texts, numbers and tuples."""
    import gc

    source = "from typedsignals import Signal\npaid = Signal[object, int]()\npaid.connect(lambda s, p: None)\npaid.send(1, 2)"
    reached: list[Any] = [signal_of(source, program)]
    for each in reached:
        reached += [held for held in gc.get_referents(each) if type(held) is not type and type(held) is not str]
    assert {type(each).__module__ for each in reached} <= {"builtins", "typedsignals.wiring"}
    assert {type(each).__name__ for each in reached} <= {
        *("SignalInfo", "ReceiverInfo", "SendSite", "Place", "tuple", "int", "bool", "NoneType"),
    }


def test_a_place_is_written_as_editors_open_it() -> None:
    """Path, colon, line."""
    assert str(Place("store/orders.py", 7)) == "store/orders.py:7"
