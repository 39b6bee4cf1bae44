"""The places that send a signal are found in the source, however the signal is named there; what is not found is told."""

from __future__ import annotations

import pytest

from tests.integration.programs import Program, program
from typedsignals.wiring import SendSite, Wiring, wiring_of

__all__ = ["program"]

SIGNALS = """
    from typedsignals import AsyncSignal, Signal

    paid = Signal[object, int]("paid")
    lost = AsyncSignal[object, int]("lost")
    both = (paid, lost)

    class Order:
        moved = Signal[object, int]()
        moves = [moved]

        def __init__(self, other=None) -> None:
            self.mine = paid
            self.made = Signal[object, int]("made")
            self.other = other

        @property
        def chosen(self):
            return paid

        def act(self): ...

    order = Order()
    order.lent = paid
"""

FOUND = {
    "a name": "from signals import paid\ndef f():\n    paid.send(None, 1)",
    "another name": "from signals import paid as p\ndef f():\n    p.send(None, 1)",
    "a module": "import signals\ndef f():\n    signals.paid.send(None, 1)",
    "an import inside": "def f():\n    from signals import paid\n    paid.send(None, 1)",
    "a module imported inside": "def f():\n    import signals\n    signals.paid.send(None, 1)",
    "a module imported inside by another name": "def f():\n    import signals as s\n    s.paid.send(None, 1)",
    "a local name": "import signals\ndef f():\n    p = signals.paid\n    p.send(None, 1)",
    "a local name with a type": "import signals\ndef f():\n    p: object = signals.paid\n    p.send(None, 1)",
    "a name of the function around": "import signals\ndef f():\n    p = signals.paid\n    def g(): p.send(None, 1)",
    "a walrus": "import signals\ndef f():\n    if (p := signals.paid): p.send(None, 1)",
    "a walrus at once": "import signals\ndef f():\n    (p := signals.paid).send(None, 1)",
    "one of two": "import signals\ndef f(x):\n    (signals.paid if x else signals.lost).send(None, 1)",
    "or": "import signals\ndef f(x):\n    (x or signals.paid).send(None, 1)",
    "a loop": "from signals import paid, lost\ndef f():\n    for each in (paid, lost): each.send(None, 1)",
    "a loop over what a module holds": "import signals\ndef f():\n    for each in signals.both: each.send(None, 1)",
    "a comprehension": "from signals import paid\ndef f():\n    return [p.send(None, 1) for p in [paid]]",
    "a lambda": "from signals import paid\ndef f():\n    return lambda: paid.send(None, 1)",
    "a default": "from signals import paid\ndef f(x=lambda y, *z: paid.send(None, y)): ...",
    "a decorator": "from signals import paid\n@(lambda g: paid.send(None, 1) or g)\ndef f(): ...",
    "a global": "p = None\ndef set():\n    global p\n    from signals import paid as p\nset()\ndef f(): p.send(None, 1)",
    "the end of a chain": "import signals\ndef f():\n    signals.paid.send(None, 1)[0][1].bit_length()",
    "robustly": "from signals import paid\ndef f():\n    paid.send_robust(None, 1)",
    "handed on": "from functools import partial\nfrom signals import paid\ndef f():\n    return partial(paid.send, None, 1)",
    "held by an object of a class": "from signals import Order\ndef f():\n    Order().mine.send(None, 1)",
    "held by an object": "from signals import order\ndef f():\n    order.lent.send(None, 1)",
    "assigned to an object of a module": "from signals import order\ndef f():\n    order.mine.send(None, 1)",
    "a parameter's class": "from signals import Order\ndef f(order: Order):\n    order.mine.send(None, 1)",
    "a parameter's class in quotes": "from signals import Order\ndef f(*, order: 'Order | None' = None):\n    order.mine.send(None, 1)",
    "a parameter's class, optional": "import typing, signals\ndef f(o: typing.Optional[signals.Order]):\n    o.mine.send(None, 1)",
    "a parameter's class, annotated": "import typing, signals\ndef f(o: typing.Annotated[signals.Order, 1]):\n    o.mine.send(None, 1)",
}


def sites(wiring: Wiring, name: str) -> tuple[SendSite, ...]:
    """Return the places that send the signal of this name."""
    return next(each.sends for each in wiring.signals if each.name == name)


@pytest.mark.parametrize("source", FOUND.values(), ids=FOUND.keys())
def test_a_send_is_found(program: Program, source: str) -> None:
    """In the function that it stands in, and nothing is left open."""
    program.write(signals=SIGNALS, sender=source)
    wiring = wiring_of("signals", "sender")
    found = sites(wiring, "signals.paid")
    assert {each.place.path for each in found} == {"sender.py"}
    assert [line for each in found for line in [source.splitlines()[each.place.line - 1]] if "send" not in line] == []
    assert all(each.function in {"sender.f", "sender.f.<locals>.g", "sender"} for each in found)
    assert [each for each in wiring.unresolved if "x or" not in source] == []


def test_what_only_type_checkers_import_is_known(program: Program) -> None:
    """In the sender, and in the class that it names."""
    program.write(
        store="",
        store__orders="""
            from __future__ import annotations
            from typing import TYPE_CHECKING
            if TYPE_CHECKING:
                import store.signals as hidden
            class Order:
                ledger: hidden.Ledger
        """,
        store__sender="""
            from __future__ import annotations
            from typing import TYPE_CHECKING
            if TYPE_CHECKING:
                from .orders import Order
            def f(order: Order): order.ledger.paid.send(order, 1)
        """,
        store__signals="""
            from typedsignals import Signal
            class Ledger:
                paid = Signal[object, int]()
        """,
    )
    wiring = wiring_of("store")
    assert [each.function for each in sites(wiring, "store.signals.Ledger.paid")] == ["store.sender.f"]
    assert wiring.unresolved == ()


OF_A_CLASS = {
    "itself": "def f(self):\n            self.moved.send(self, 1)",
    "its class": "def f(self):\n            type(self).moved.send(self, 1)",
    "a class method": "@classmethod\n        def f(cls):\n            cls.moved.send(cls, 1)",
    "by name in a static method": "@staticmethod\n        def f():\n            Order.moved.send(None, 1)",
    "a class in brackets": "@staticmethod\n        def f(kind: type[Order]):\n            kind.moved.send(None, 1)",
    "the body of the class": "f = moved.send(None, 1)",
    "a loop over its own": "def f(self):\n            for each in self.moves: each.send(self, 1)",
    "what another class has": "owner: Order\n        def f(self):\n            self.owner.moved.send(self, 1)",
    "an object made of it": "def f(self):\n            order = Order()\n            order.moved.send(self, 1)",
}


@pytest.mark.parametrize("source", OF_A_CLASS.values(), ids=OF_A_CLASS.keys())
def test_a_send_of_a_signal_that_a_class_holds_is_found(program: Program, source: str) -> None:
    """Also in a class that is derived from it."""
    program.write(
        signals=f"""
    from __future__ import annotations
    from typedsignals import Signal

    class Order:
        moved = Signal[object, int]()
        moves = [moved]
        {source}
"""
    )
    (site,) = sites(wiring := wiring_of("signals"), "signals.Order.moved")
    assert site.function == ("signals.Order.f" if "def" in source else "signals.Order")
    assert wiring.unresolved == ()


def test_a_send_says_how_and_by_whom() -> None:
    """The method, and the sender as it is written."""
    wiring = wiring_of("tests.integration.senders")
    (paid,) = wiring.signals
    assert [(each.function.rpartition(".")[2], each.method, each.sender) for each in paid.sends] == [
        ("by_position", "send", "type(order)"),
        ("by_keyword", "send_robust", "Order"),
        ("handed_on", "send", None),
        ("unpacked", "send", None),
    ]


OPEN = {
    "a parameter": "def f(p):\n    p.send(None, 1)",
    "a parameter of a signal's type": "from typedsignals import Signal\ndef f(p: Signal[object, int]):\n    p.send(None, 1)",
    "a parameter of a type that is no expression": "def f(p: 'no expression'):\n    p.send(None, 1)",
    "a parameter of a type that is not there": "def f(p: 'nowhere.Order'):\n    p.send(None, 1)",
    "a parameter of a type that is called": "def f(p: type(1)()):\n    p.send(None, 1)",
    "several parameters": "def f(*p, **q):\n    p[0].send(None, 1)",
    "one that is made there": "from typedsignals import Signal\ndef f():\n    Signal[object, int]('x').send(None, 1)",
    "one of an object": "from signals import Order\ndef f():\n    Order().made.send(None, 1)",
    "an attribute that a parameter gives": "from signals import Order\ndef f():\n    Order().other.send(None, 1)",
    "a property": "from signals import Order\ndef f():\n    Order().chosen.send(None, 1)",
    "what is not there": "import signals\ndef f():\n    signals.nothing.send(None, 1)",
    "what comes from what is not there": "import signals\ndef f():\n    signals.nothing.here.send(None, 1)",
    "what a call returns": "from signals import Order\ndef f():\n    Order().act().send(None, 1)",
    "a key": "import signals\ndef f():\n    {'paid': signals.paid}['paid'].send(sender=None)",
    "a name made of itself": "import signals\ndef f():\n    p = p.paid\n    p.send(None, 1)",
    "what with gives": "def f(x):\n    with x as p: p.send(None, 1)",
    "what is unpacked": "def f(x):\n    p, q = x\n    p.send(None, 1)",
    "a loop over what is unknown": "def f(x):\n    for p in x: p.send(None, **{})",
    "a function": "def f():\n    def p(): ...\n    p.send(None, 1)",
    "a lambda's parameter": "f = lambda p: p.send(None, 1)",
    "the class of what is unknown": "def f(x):\n    type(x).paid.send(None, 1)",
    "a class of a function": "def f():\n    class C:\n        def g(self): self.paid.send(None, 1)",
}


@pytest.mark.parametrize("source", OPEN.values(), ids=OPEN.keys())
def test_what_may_be_a_send_and_is_not_known_is_told(program: Program, source: str) -> None:
    """With its place, and no signal is said to be sent there."""
    program.write(signals=SIGNALS, sender=source)
    wiring = wiring_of("signals", "sender")
    (site,) = wiring.unresolved
    assert "send" in source.splitlines()[site.place.line - 1]
    assert [each.name for each in wiring.signals if each.sends] == []


NONE = {
    "nothing is sent": "def f(generator):\n    generator.send()",
    "a socket": "import socket\ndef f(s: socket.socket):\n    s.send(b'')",
    "a text": "def f():\n    'x'.send(1)",
    "a module": "import signals\ndef f():\n    signals.send(1)\nimport signals as s\ns.send = print",
    "no call": "def f(p):\n    return p.send",
}


@pytest.mark.parametrize("source", NONE.values(), ids=NONE.keys())
def test_what_sends_something_else_is_passed_by(program: Program, source: str) -> None:
    """It is neither found nor told."""
    program.write(signals=SIGNALS, sender=source)
    wiring = wiring_of("signals", "sender")
    assert wiring.unresolved == ()
    assert [each.name for each in wiring.signals if each.sends] == []


def test_names_are_those_of_their_scope(program: Program) -> None:
    """Nested classes and functions, and imports relative to the module."""
    program.write(
        store="from .signals import paid",
        store__signals="from typedsignals import Signal\npaid = Signal[object, int]()",
        store__inner="",
        store__inner__sender="""
            def f():
                from .. import paid
                from ..signals import paid as p
                class Local:
                    def g(self): paid.send(None, 1)
                p.send(None, 1)
                def h():
                    nonlocal p
                    p.send(None, 1)

            class Outer:
                class Inner:
                    def g(self):
                        from store import signals
                        signals.paid.send(self, 1)

            async def waits():
                import store.signals
                async for each in (store.signals.paid,):
                    each.send(None, 1)
                else:
                    [store.signals.paid.send(None, 1) for _ in ()]
        """,
    )
    wiring = wiring_of("store")
    assert [each.function.removeprefix("store.inner.sender.") for each in sites(wiring, "store.signals.paid")] == [
        "f.<locals>.Local.g",
        "f",
        "f.<locals>.h",
        "Outer.Inner.g",
        "waits",
        "waits",
    ]


def test_what_is_nested_deeply_is_read(program: Program) -> None:
    """Generated code has chains of `+` and of `elif` as long as any that Python compiles."""
    chain = "if x == 0: pass\n" + "".join(f"    elif x == {each}: pass\n" for each in range(960))
    top = chain.replace("    elif", "elif")
    source = (
        f"from typedsignals import Signal\nx = 1\n{top}else: paid = Signal[object, int]()\n"
        f"def pay(x):\n    {chain}    else: y = {' + '.join(['x'] * 960)}; paid.send(x, y)\n"
    )
    program.write(store=source.replace("x = 1\n", "x = 960\n", 1))
    (paid,) = wiring_of("store").signals
    assert (paid.name, [each.function for each in paid.sends]) == ("store.paid", ["store.pay"])
