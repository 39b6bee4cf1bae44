"""What docs/moving/blinker.md says that blinker does and ours does otherwise: each shown of both, side by side."""

import asyncio
import copy
import gc
import pickle
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from tests.integration.beside import first, ours, ours_async, second
from typedsignals import LostReceiverWarning, ReceiverError
from typedsignals.testing import muted

blinker: Any = pytest.importorskip("blinker", reason="the extra bench is not installed")

PAGE = Path(__file__).parents[2] / "docs" / "moving" / "blinker.md"


def theirs() -> Any:
    """Make a signal of blinker's."""
    return blinker.Signal()


class Stock:
    """Something that has a receiver."""

    def take(self, sender: object, **kwargs: object) -> None: ...


def test_the_page_is_about_this_version() -> None:
    """A new version of blinker is read before the page claims anything of it."""
    assert f"blinker {version('blinker')}" in PAGE.read_text(encoding="utf-8")


def test_every_public_name_is_on_the_page() -> None:
    """So nobody looks for one in vain."""
    page = PAGE.read_text(encoding="utf-8")
    instance = blinker.Signal()
    names = {*blinker.__all__, *(name for name in {*dir(blinker.Signal), *vars(instance)} if not name.startswith("_"))}
    assert len(names) > 15
    assert {name for name in names if name not in page} == set()


def test_a_keyword_signal_is_sent_and_received_in_the_same_way() -> None:
    """The results, too."""
    for signal in (theirs(), ours()):
        assert signal.connect(first) is first
        assert signal.send("shop") == [(first, None)]


def test_the_order_of_receivers() -> None:
    """Theirs is that of a set; ours that of connecting."""
    receivers: list[Callable[..., object]] = [lambda sender, number=number: number for number in range(100)]
    for signal, in_order in ((theirs(), False), (ours(), True)):
        for receiver in receivers:
            signal.connect(receiver, weak=False)
        assert ([receiver for receiver, _ in signal.send(None)] == receivers) is in_order


def test_a_lambda_that_nothing_else_holds() -> None:
    """Theirs loses it at once."""
    for signal, count in ((theirs(), 0), (ours(), 1)):
        signal.connect(lambda sender: None)
        assert len(signal.send(None)) == count


def test_a_method_of_a_temporary_object() -> None:
    """Both lose it; ours warns."""
    their_signal, our_signal = theirs(), ours()
    their_signal.connect(Stock().take)
    our_signal.connect(Stock().take)
    gc.collect()
    assert their_signal.send(None) == []
    with pytest.warns(LostReceiverWarning):
        assert our_signal.send(None) == []


def test_a_receiver_that_cannot_take_what_is_sent() -> None:
    """Theirs fails when it is sent."""

    def ship(sender: object, weight: float) -> None: ...

    their_signal, our_signal = theirs(), ours()
    their_signal.connect(ship)
    with pytest.raises(TypeError, match="missing 1 required positional argument"):
        their_signal.send(None)
    with pytest.raises(ReceiverError):
        our_signal.connect(ship)


def test_sender_none() -> None:
    """To theirs it is a sender like any other."""
    for signal, count in ((theirs(), 0), (ours(), 1)):
        signal.connect(first, sender=None)
        assert len(signal.send("shop")) == count
        assert len(signal.send(None)) == 1


def test_a_receiver_that_is_connected_for_all_and_for_this_sender() -> None:
    """Theirs calls it once."""
    for signal, count in ((theirs(), 1), (ours(), 2)):
        signal.connect(first)
        signal.connect(first, sender="shop")
        assert len(signal.send("shop")) == count


def test_disconnect_without_a_sender() -> None:
    """Theirs ends those that were made with a sender."""
    for signal, count in ((theirs(), 0), (ours(), 1)):
        signal.connect(first, sender="shop")
        signal.disconnect(first)
        assert len(signal.send("shop")) == count


def test_the_end_of_a_temporary_connection() -> None:
    """Theirs ends every connection of that receiver."""
    their_signal, our_signal = theirs(), ours()
    for signal in (their_signal, our_signal):
        signal.connect(first, sender="shop")
    with their_signal.connected_to(first, sender="stock"):
        pass
    with our_signal.connected(first, sender="stock"):
        pass
    assert their_signal.send("shop") == []
    assert our_signal.send("shop") == [(first, None)]


def test_a_receiver_that_is_disconnected_during_a_send() -> None:
    """Whichever of the two comes first disconnects the other; only ours still calls it."""
    for signal, count in ((theirs(), 1), (ours(), 2)):

        def swift(sender: object, signal: Any = signal) -> None:
            signal.disconnect(crate)

        def crate(sender: object, signal: Any = signal, swift: Callable[..., None] = swift) -> None:
            signal.disconnect(swift)

        signal.connect(swift)
        signal.connect(crate)
        assert len(signal.send(None)) == count


class Name(str):
    """A string, and more."""

    __slots__ = ()


def test_senders_that_are_compared_by_value() -> None:
    """Theirs takes a bool for an int, and a subclass for what it is one of; ours compares types, too."""
    for sender, sent, by_theirs, by_ours in (
        ("shelf 7", f"shelf {7}", True, True),
        (10**6, int("1000000"), True, True),
        (1, True, True, False),
        ("shelf 7", Name("shelf 7"), True, False),
        (10.5, float("10.5"), False, True),
        (b"shelf 7", bytes("shelf 7", "ascii"), False, True),
    ):
        for signal, expected in ((theirs(), by_theirs), (ours(), by_ours)):
            signal.connect(first, sender=sender)
            assert (signal.send(sent) != []) is expected, (sender, sent)


def test_an_async_receiver_of_a_sync_send() -> None:
    """Theirs finds out when its turn comes, after those before it were called."""

    async def wait(sender: object) -> None: ...

    class Waiting:
        async def __call__(self, sender: object) -> None: ...

    waiting, their_signal, our_signal = Waiting(), theirs(), ours()
    their_signal.connect(wait)
    with pytest.raises(RuntimeError, match="coroutine function"):
        their_signal.send(None)
    their_signal.disconnect(wait)
    their_signal.connect(waiting)
    ((_, coroutine),) = their_signal.send(None)
    assert asyncio.iscoroutine(coroutine)
    coroutine.close()
    for receiver in (wait, waiting):
        with pytest.raises(ReceiverError):
            our_signal.connect(receiver)


def test_async_receivers_of_an_async_send() -> None:
    """Theirs awaits one after another; ours together."""
    their_signal, our_signal = theirs(), ours_async()
    happened: list[str] = []

    def receiver(name: str) -> Callable[[object], Any]:
        async def receive(sender: object) -> None:
            happened.append(f"{name} begins")
            await asyncio.sleep(0)
            happened.append(f"{name} ends")

        return receive

    receivers = [receiver("a"), receiver("b")]
    for each in receivers:
        their_signal.connect(each)
        our_signal.connect(each)
    asyncio.run(their_signal.send_async(None))
    assert [word.split()[1] for word in happened] == ["begins", "ends", "begins", "ends"]
    happened.clear()
    asyncio.run(our_signal.asend(None))
    assert happened == ["a begins", "b begins", "a ends", "b ends"]


def test_a_plain_receiver_of_an_async_send() -> None:
    """Theirs wants a wrapper."""
    their_signal, our_signal = theirs(), ours_async()
    their_signal.connect(first)
    our_signal.connect(first)
    with pytest.raises(RuntimeError, match="non-coroutine function"):
        asyncio.run(their_signal.send_async(None))
    assert asyncio.run(our_signal.asend(None)) == [(first, None)]


def test_muted_within_muted() -> None:
    """Theirs is heard again when the inner one ends."""
    their_signal, our_signal = theirs(), ours()
    for signal, mute, count in (
        (their_signal, their_signal.muted, 1),
        (our_signal, lambda: muted(our_signal), 0),
    ):
        signal.connect(first)
        with mute():
            with mute():
                assert signal.send(None) == []
            assert len(signal.send(None)) == count


def test_copies_of_a_signal() -> None:
    """Theirs can be copied and pickled."""
    assert copy.copy(theirs()) is not None
    assert pickle.loads(pickle.dumps(theirs())) is not None
    for act in (copy.copy, pickle.dumps):
        with pytest.raises(TypeError):
            act(ours())


def test_receivers_for_any() -> None:
    """They are those without a sender, and `receivers` has all: this is what the page counts."""
    signal = theirs()
    signal.connect(first)
    signal.connect(second, sender="shop")
    assert list(signal.receivers_for(blinker.ANY)) == [first]
    assert len(signal.receivers) == 2


def test_an_async_bridge() -> None:
    """What has moved is awaited by the old send, and may ask for one sender."""
    called: list[object] = []
    their_signal, our_signal = theirs(), ours_async()

    async def bridge(sender: object) -> None:
        await our_signal.asend(sender)

    async def take(sender: object) -> None:
        await asyncio.sleep(0)
        called.append(sender)

    their_signal.connect(bridge)
    our_signal.connect(take, sender=their_signal)
    asyncio.run(their_signal.send_async(our_signal))
    assert called == []
    asyncio.run(their_signal.send_async(their_signal))
    assert called == [their_signal]
