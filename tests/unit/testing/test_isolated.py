"""Connections as they were: those made inside are ended, those ended inside are back, in their place."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from contextlib import nullcontext

import pytest

from tests.unit.testing.shop import OrderCompleted, OrderService, Shop, wrong
from typedsignals import LostReceiverWarning, Signal, UsageError
from typedsignals.testing import isolated


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
