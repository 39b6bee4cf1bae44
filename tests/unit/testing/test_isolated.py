"""Connections as they were: those made inside are ended, those ended inside are back, in their place."""

from __future__ import annotations

import functools
import gc
import logging
import sys
import weakref
from collections.abc import Callable, Generator, Hashable
from contextlib import nullcontext
from types import ModuleType
from typing import Any

import pytest

from tests.unit.kinds import frees_definitions
from tests.unit.testing.shop import OrderCompleted, OrderService, Shop, wrong
from typedsignals import AsyncSignal, LostReceiverWarning, Signal, UsageError, keyword_signal
from typedsignals.testing import AnySignal, _isolate, _signals, isolated


def test_what_was_connected_inside_is_ended(shop: Shop) -> None:
    """Of every signal there is, or of those named."""
    before = shop.order_completed.connections, shop.order_placed.connections
    for scope in (isolated(), isolated(shop.order_completed, shop.order_placed)):
        with scope:
            shop.order_completed.connect(lambda sender, payload: None)
            shop.order_placed.connect(lambda sender, **kwargs: None, sender=OrderService)
            assert (len(shop.order_completed.connections), len(shop.order_placed.connections)) == (2, 2)
        assert (shop.order_completed.connections, shop.order_placed.connections) == before


def _receiver() -> Callable[[str, None], None]:
    return lambda sender, payload: None


def test_what_was_disconnected_inside_is_back_in_its_place() -> None:
    """With its uid, its priority and its order."""
    letter = Signal[str, None]()
    receivers = [_receiver() for _ in range(4)]
    letter.connect(receivers[0], priority=1)
    letter.connect(receivers[1], dispatch_uid="one")
    letter.connect(receivers[2], sender="shop")
    letter.connect(receivers[3], weak=True)
    before = letter.connections
    with isolated():
        assert letter.disconnect(receivers[0])
        assert letter.disconnect(dispatch_uid="one")
        assert letter.disconnect(receivers[2], sender="shop")
        letter.connect(receivers[1], priority=9)
        letter.connect(receivers[0])
    assert letter.connections == before


def test_only_the_named_signals_are_isolated(shop: Shop) -> None:
    """The others keep what was done to them."""
    with isolated(shop.order_placed):
        shop.order_completed.disconnect(shop.send_mail)
        shop.order_placed.disconnect(shop.write_entry)
    assert (len(shop.order_completed.connections), len(shop.order_placed.connections)) == (0, 1)


def test_isolations_nest(shop: Shop) -> None:
    """Each has its own before."""
    with isolated():
        shop.order_completed.connect(lambda sender, payload: None)
        with isolated():
            shop.order_completed.disconnect(shop.send_mail)
        assert len(shop.order_completed.connections) == 2
    assert len(shop.order_completed.connections) == 1


def test_what_died_meanwhile_stays_away() -> None:
    """Nothing is held that was held weakly before."""
    shop = Shop()
    signal, owner = shop.order_completed, weakref.ref(shop)
    shop.complete(1)
    shop.place(1)
    with isolated(signal) as changes:
        signal.disconnect(shop.send_mail)
        del shop
        gc.collect()
        assert owner() is None
    assert signal.connections == ()
    assert [change.receiver.split()[0] for change in changes.lost if change.signal is signal] == [
        "tests.unit.testing.shop.Shop.send_mail"
    ]


def test_a_signal_that_is_made_inside_is_left_alone() -> None:
    """What a module that is imported inside connects is its own affair."""
    with isolated() as changes:
        letter = Signal[str, None]()
        letter.connect(lambda sender, payload: None)
    assert len(letter.connections) == 1
    assert changes.made == []


def test_it_says_what_it_undid(shop: Shop) -> None:
    """By signal and receiver; ended and made again is no change."""

    def audit(sender: type[OrderService], payload: OrderCompleted) -> None: ...

    with isolated() as changes:
        shop.order_completed.connect(audit)
        shop.order_placed.disconnect(shop.write_entry)
        shop.order_completed.disconnect(shop.send_mail)
        shop.order_completed.connect(shop.send_mail)
        assert (changes.made, changes.lost) == ([], [])
    (made,), (lost,) = changes.made, changes.lost
    assert (made.signal, lost.signal) == (shop.order_completed, shop.order_placed)
    assert str(made).startswith(f"{__name__}.test_it_says_what_it_undid.<locals>.audit (test_isolated.py:")
    assert str(made).endswith(" of an unnamed signal")
    assert str(lost).startswith("tests.unit.testing.shop.Shop.write_entry (shop.py:")
    assert str(lost).endswith(" of signal 'order_placed'")


def test_every_kind_of_signal_is_looked_after() -> None:
    """With none named, each that there is."""

    @keyword_signal
    def placed(sender: str, *, order_id: int) -> None: ...

    @keyword_signal
    async def labelled(sender: str, *, order_id: int) -> None: ...

    class Parcel(AsyncSignal[str, None]): ...

    letter, parcel = Signal[str, None]("letter"), Parcel("parcel")
    with isolated() as changes:
        letter.connect(lambda sender, payload: None)
        parcel.connect(lambda sender, payload: None)
        placed.connect(lambda sender, **kwargs: None)
        labelled.connect(lambda sender, **kwargs: None)
    signals = letter, parcel, placed, labelled
    assert {id(change.signal) for change in changes.made} == {id(signal) for signal in signals}
    assert [signal.connections for signal in signals] == [()] * 4


def test_a_sender_that_is_an_equal_plain_value_is_the_same_one() -> None:
    """Ended and made again is no change; of another kind it is another sender."""

    def read(sender: object, payload: None) -> None: ...

    letter = Signal[object, None]()
    letter.connect(read, sender="shop".upper())
    with isolated(letter) as changes:
        letter.disconnect(read, sender="shop".upper())
        letter.connect(read, sender="shop".upper())
    assert (changes.made, changes.lost) == ([], [])
    letter.connect(read, sender=1)
    with isolated(letter) as changes:
        letter.disconnect(read, sender=1)
        letter.connect(read, sender=True)
    assert (len(changes.made), len(changes.lost)) == (1, 1)


class _Desk:
    """Receivers that are methods in all but type: another object at each access."""

    def _note(self, how: str, sender: str, payload: None) -> None: ...

    def take(self, sender: str, payload: None) -> None: ...

    partial_method = functools.partialmethod(_note, "partial")

    @functools.singledispatchmethod
    def dispatched(self, sender: str, payload: None) -> None: ...


class _Counter:
    """One whose desk is there for good."""

    desk = _Desk()


@pytest.mark.parametrize("name", ["partial_method", "dispatched"])
def test_a_method_in_all_but_type_is_told_apart_by_its_object(name: str) -> None:
    """Nothing happened to it; and another one's is another one."""
    letter, desk, other = Signal[str, None]("letter"), _Desk(), _Desk()
    letter.connect(getattr(desk, name))
    with isolated(letter) as changes:
        letter.disconnect(getattr(desk, name))
        letter.connect(getattr(desk, name))
    assert (changes.made, changes.lost) == ([], [])
    with isolated(letter) as changes:
        letter.disconnect(getattr(desk, name))
        letter.connect(getattr(other, name))
    assert (len(changes.made), len(changes.lost)) == (1, 1)
    assert [connection.key for connection in letter.connections] == [
        connection.key for connection in letter.connections
    ]
    assert letter.disconnect(getattr(desk, name))


def test_who_got_the_id_of_a_dead_receiver_is_not_taken_for_it() -> None:
    """One died and another one was left behind."""

    class Desk:
        def note(self, sender: str, payload: None) -> None: ...

    desk, letter = Desk(), Signal[str, None]("letter")
    letter.connect(desk.note)
    letter.send("shop", None)
    number = id(desk)
    with isolated(letter) as changes:
        del desk
        gc.collect()
        desks = [Desk() for _ in range(100)]
        successor = next((each for each in desks if id(each) == number), desks[0])
        letter.connect(successor.note)
    assert letter.connections == ()
    assert (len(changes.made), len(changes.lost)) == (1, 1)


def test_a_receiver_that_cannot_be_weakly_referenced_is_told_apart() -> None:
    """It was held strongly anyway."""

    class Slotted:
        __slots__ = ()

        def __call__(self, sender: str, payload: None) -> None: ...

    letter, stays, goes = Signal[str, None]("letter"), Slotted(), Slotted()
    letter.connect(stays)
    letter.connect(goes)
    with isolated(letter) as changes:
        letter.disconnect(goes)
    assert (len(changes.made), len(changes.lost)) == (0, 1)


def test_a_class_is_named_without_asking_it() -> None:
    """A metaclass may answer for it."""
    refuse: Any = lambda *_: pytest.fail("a class was asked")  # noqa: E731
    asked: Any = type("Asked", (type,), dict.fromkeys(("__getattribute__", "__eq__", "__hash__"), refuse))
    letter: Signal[str, None] = Signal("letter")
    with isolated(letter) as changes:
        letter.connect(type.__call__(asked("Letters", (), {"__call__": lambda self, sender, payload: None})))
    assert [change.receiver for change in changes.made] == [f"an object of {__name__}.Letters"]


def test_an_exception_inside_undoes_as_well(shop: Shop) -> None:
    """And passes untouched."""
    error = RuntimeError("the test itself")
    with pytest.raises(RuntimeError) as raised, isolated() as changes:
        shop.order_completed.disconnect(shop.send_mail)
        raise error
    shop.complete(1)
    assert raised.value is error
    assert (len(changes.lost), shop.mails) == (1, [1])


def test_it_decorates(shop: Shop) -> None:
    """Each call by itself."""

    @isolated()
    def test() -> int:
        shop.order_completed.connect(lambda sender, payload: None)
        return len(shop.order_completed.connections)

    assert [test(), test()] == [2, 2]


def test_what_is_no_signal_cannot_be_isolated() -> None:
    """The message says what would be one."""
    with pytest.raises(UsageError, match=r"cannot isolate class .*: it is no signal"):
        isolated(wrong(Shop))


def test_a_signal_of_a_subclass_is_found() -> None:
    """Whatever its metaclass makes of comparing classes."""

    class Odd(type):
        def __eq__(cls, other: object) -> bool:
            raise RuntimeError("never compare me")

        def __hash__(cls) -> int:
            raise RuntimeError("nor hash me")

    class Thing(metaclass=Odd): ...

    class Letter(Signal[str, None]): ...

    thing, letter = Thing(), Letter()
    with isolated():
        letter.connect(lambda sender, payload: None)
    assert letter.connections == ()
    del thing


@pytest.mark.filterwarnings("always")
def test_a_receiver_that_was_lost_is_said_to_be(shop: Shop) -> None:
    """As whenever somebody looks."""
    lost = [Shop()]
    signal = lost[0].order_completed
    with pytest.warns(LostReceiverWarning, match=r"lost .*Shop\.send_mail"), isolated(signal):
        lost.clear()


def test_a_loss_that_is_made_an_exception_comes_when_everything_is_back(shop: Shop) -> None:
    """What was lost before is not said to whoever enters."""
    early, late = Shop(), Shop()
    signals = early.order_completed, late.order_completed, late.order_placed, shop.order_completed
    del early
    gc.collect()
    with pytest.raises(LostReceiverWarning, match=r"lost .*Shop\."), isolated(*signals):
        shop.order_completed.disconnect(shop.send_mail)
        del late
        gc.collect()
    shop.complete(1)
    assert shop.mails == [1]
    assert [len(signal.connections) for signal in signals] == [0, 0, 0, 1]


def test_a_loss_of_a_signal_that_nobody_holds_is_nobodys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next test may be the one in which garbage is collected; unless a module holds the signal."""
    for is_held in (False, True):
        lost = [Shop()]
        signal = lost[0].order_completed
        if is_held:
            monkeypatch.setitem(globals(), "order_completed", signal)
        with pytest.raises(LostReceiverWarning) if is_held else nullcontext(), isolated():
            lost.clear()


def test_what_is_collected_in_the_middle_of_entering_is_nobodys(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Losses were asked for already, connections not yet."""
    gone = [Shop()]
    signals = gone[0].order_completed, gone[0].order_placed, shop.order_completed
    ask = _signals.keys

    def collect_then_ask(signal: AnySignal) -> dict[Hashable, tuple[Callable[..., Any], bool]]:
        gone.clear()
        gc.collect()
        return ask(signal)

    monkeypatch.setattr(_isolate, "keys", collect_then_ask)
    monkeypatch.setattr(_isolate, "losses", lambda signal: [])
    with isolated(*signals):
        pass
    assert [len(signal.connections) for signal in signals] == [0, 0, 1]


def test_what_is_collected_in_the_middle_of_leaving_comes_when_everything_is_back(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Losses were asked for already."""
    gone = [Shop()]
    signals = shop.order_completed, gone[0].order_completed, shop.order_placed
    monkeypatch.setattr(_isolate, "losses", lambda signal: [])
    monkeypatch.setattr(_isolate, "_compare", lambda *given: gone.clear())
    with pytest.raises(LostReceiverWarning, match=r"lost .*Shop\.send_mail"), isolated(*signals):
        shop.order_completed.disconnect(shop.send_mail)
        shop.order_placed.disconnect(shop.write_entry)
    assert [len(signal.connections) for signal in signals] == [1, 0, 1]


def test_what_was_lost_before_it_began_is_no_affair_of_its() -> None:
    """Whoever used the signal before may have heard of it; entering and leaving raise nothing."""
    letter = Signal[str, None]()

    class Desk:
        def take(self, sender: str, payload: None) -> None: ...

    first, second = Desk(), Desk()
    letter.connect(first.take)
    letter.connect(second.take)
    del first, second
    with _signals.preserved(letter, lambda warning: None):
        assert letter.connections == ()


RECEIVERS = """
from functools import cache, partial
from tests.unit.lookalikes import Proxy
from typedsignals import Signal

def at_import(sender, payload): ...
class AtImport:
    def __init__(self, sender, payload): ...
def connect(signal):
    def inside(sender, payload): ...
    signal.connect(inside)
kept = []
cached = cache(at_import)
class Desk:
    __slots__ = ("__wrapped__",)
    def __call__(self, sender, payload): ...
    def take(self, sender, payload): ...
    @classmethod
    def by_class(cls, sender, payload): ...
desk = Desk()
def itself():
    def made(sender, payload): ...
    made.__wrapped__ = made
    return made
def local():
    class Local(AtImport): ...
    return Local
decorated = itself()
"""
# What a new module connects, as it would write it.
LASTING = [
    *["cache(at_import)", "Proxy(at_import)", "Proxy(cache(at_import))", "partial(at_import)", "partial(AtImport)"],
    *["cached", "decorated", "desk", "partial(desk)"],
    *["desk.take", "Desk.by_class", "partial(desk.take)", "Proxy(desk.take)"],
]
# What only a call of something of it made: a test may have called.
MADE = ["Desk()", "Desk().take", "partial(Desk().take)", "cache(Desk())", "Proxy(Desk())", "itself()", "local()"]


@pytest.fixture
def new_module() -> Generator[Callable[[], Any], None, None]:
    """Import a module that nobody had imported."""
    name = "receivers_of_a_new_module"

    def import_it() -> Any:
        module = ModuleType(name)
        sys.modules[name] = module
        exec(RECEIVERS, vars(module))
        return module

    yield import_it
    sys.modules.pop(name, None)


def test_what_a_module_connects_as_it_is_imported_stays(new_module: Callable[[], Any]) -> None:
    """It would not be connected again: in its order, with all that was said; and it is no leak."""

    def before(sender: str, payload: int) -> None: ...

    letter = Signal[str, int]("letter")
    letter.connect(before)
    with isolated(letter) as changes:
        module = new_module()
        letter.connect(module.at_import, sender="shop", priority=-1)
        letter.connect(module.AtImport, dispatch_uid="once")
    assert (changes.made, changes.lost) == ([], [])
    made = [(each.receiver, each.sender, each.priority, each.dispatch_uid) for each in letter.connections]
    assert made == [(before, None, 0, None), (module.AtImport, None, 0, "once"), (module.at_import, "shop", -1, None)]
    with isolated(letter):
        assert letter.disconnect(module.AtImport)
    assert len(letter.connections) == 3


def test_what_a_module_connects_for_subclasses_hears_them_still(new_module: Callable[[], Any]) -> None:
    """All that was said is said again."""
    letter = Signal[type[object], int]("letter")
    with isolated(letter):
        letter.connect(new_module().at_import, sender=object, subclasses=True)
    assert [(each.sender, each.subclasses) for each in letter.connections] == [(object, True)]


@pytest.mark.parametrize("receiver", LASTING)
def test_what_a_module_connects_stays_under_every_layer(new_module: Callable[[], Any], receiver: str) -> None:
    """Caches, proxies, partials and wrappers of what it wrote, and whatever has a name there; also what is held strongly."""
    letter: Signal[str, int] = Signal("letter")
    with isolated(letter) as changes:
        connected = eval(receiver, vars(new_module()))
        letter.connect(connected, weak=False)
    assert changes.made == []
    assert [each.receiver for each in letter.connections] == [connected]


@pytest.mark.parametrize("receiver", MADE)
def test_what_is_made_by_a_call_is_undone_under_every_layer(new_module: Callable[[], Any], receiver: str) -> None:
    """Although its class is of the new module."""
    letter: Signal[str, int] = Signal("letter")
    with isolated(letter) as changes:
        letter.connect(eval(receiver, vars(new_module())), weak=False)
    assert len(changes.made) == 1
    assert letter.connections == ()


def test_what_a_test_connects_of_a_module_is_undone(new_module: Callable[[], Any]) -> None:
    """If it was imported before, if it is thrown away again, and if only a call of it made the receiver."""
    letter = Signal[str, int]("letter")
    with isolated(letter) as changes:
        new_module().connect(letter)
    (inside,) = changes.made
    module = sys.modules[inside.receiver.partition(".")[0]]
    with isolated(letter) as changes:
        letter.connect(vars(module)["at_import"])
    assert len(changes.made) == 1
    del sys.modules[module.__name__]
    with isolated(letter) as changes:
        letter.connect(new_module().at_import)
        del sys.modules[module.__name__]
    assert len(changes.made) == 1
    assert letter.connections == ()


def test_a_method_stays_while_a_module_holds_its_object(new_module: Callable[[], Any]) -> None:
    """However far away; held strongly it would never go by itself, and is undone."""
    letter, module, desk, other = Signal[str, None]("letter"), new_module(), _Desk(), _Desk()
    module.kept.append({"desks": [desk, other]})
    with isolated(letter) as changes:
        letter.connect(desk.take)
        letter.connect(desk.partial_method)
        letter.connect(other.dispatched, weak=False)
    assert len(changes.made) == 1
    first, second = (each.receiver for each in letter.connections)
    assert first == desk.take
    assert letter.disconnect(desk.partial_method)
    del first, second
    module.kept.clear()
    del desk
    assert not letter.has_listeners()


@frees_definitions
@pytest.mark.parametrize("is_held", [False, True])
def test_a_class_that_a_call_has_made_lasts_only_if_it_is_held(new_module: Callable[[], Any], is_held: bool) -> None:
    """As any other object; one with a name of its own is held by its module."""

    class Local:
        desk = _Desk()

    letter, module = Signal[str, None]("letter"), new_module()
    if is_held:
        module.kept.append(Local)
    with isolated(letter) as changes:
        letter.connect(Local.desk.take)
    assert len(changes.made) == (not is_held)
    assert letter.has_listeners() is is_held
    with isolated(letter) as changes:
        letter.connect(_Counter.desk.take)
    assert changes.made == []


@pytest.mark.parametrize("many", [False, True])
def test_what_very_many_hold_lasts(many: bool) -> None:
    """Nobody looks through all of them."""
    letter, desk = Signal[str, None]("letter"), _Desk()
    holders = [[desk] for _ in range(200 if many else 2)]
    with isolated(letter) as changes:
        letter.connect(desk.take)
    assert len(changes.made) == (not many)
    assert len(holders) > 1


def test_what_only_a_log_or_a_traceback_holds_is_undone(caplog: pytest.LogCaptureFixture) -> None:
    """It does not last, and it is about to go."""
    letter = Signal[str, None]("letter")

    def fail() -> None:
        desk = _Desk()
        letter.connect(desk.take)
        logging.getLogger("desk").warning("at %s", desk)
        raise RuntimeError

    with isolated(letter) as changes:
        try:
            fail()
        except RuntimeError:
            logging.getLogger("desk").exception("failed")
        assert len(letter.connections) == 1
    assert not letter.has_listeners()
    assert [change.weak for change in changes.made] == [True]
    assert len(caplog.records) == 2
