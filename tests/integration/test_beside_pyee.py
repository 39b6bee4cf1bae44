"""What docs/moving/pyee.md says that pyee does and ours does otherwise: each shown of both, side by side."""

import asyncio
import gc
import pickle
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from typedsignals import AsyncSignal, LostReceiverWarning, ReceiverError, Signal

pyee: Any = pytest.importorskip("pyee", reason="the extra bench is not installed")
pytestmark = pytest.mark.skipif(sys.version_info < (3, 12), reason="the page is about pyee 16, which needs Python 3.12")

PAGE = Path(__file__).parents[2] / "docs" / "moving" / "pyee.md"


class Theirs:
    """One event of an emitter, with the words of ours; its receivers take the sender, too."""

    def __init__(self, kind: Callable[[], Any] = pyee.EventEmitter) -> None:
        self.emitter = kind()
        self.connect = partial(self.emitter.on, "completed")
        self.disconnect = partial(self.emitter.remove_listener, "completed")
        self.send = partial(self.emitter.emit, "completed")


def theirs_async() -> Theirs:
    """Make the same of the emitter that takes async receivers."""
    return Theirs(import_module("pyee.asyncio").AsyncIOEventEmitter)


def ours() -> Any:
    """Make one of ours."""
    return Signal[object, int]("completed")


def ours_async() -> Any:
    """Make one of ours for receivers that may be async."""
    return AsyncSignal[object, int]("completed")


class Stock:
    """Something that has a receiver; what it is sent goes to a list."""

    def __init__(self, taken: list[int]) -> None:
        self.taken = taken

    def take(self, sender: object, payload: int) -> None:
        self.taken.append(payload)


def note(sender: object, payload: int) -> None: ...


def test_the_page_is_about_this_version() -> None:
    """A new version of pyee is read before the page claims anything of it."""
    assert f"pyee {version('pyee')}" in PAGE.read_text(encoding="utf-8")


def test_every_public_name_is_on_the_page() -> None:
    """So nobody looks for one in vain."""
    page = PAGE.read_text(encoding="utf-8")
    names = {name for name in pyee.__all__ if not name.startswith("_")}
    for kind in (
        import_module("pyee.asyncio").AsyncIOEventEmitter,
        import_module("pyee.executor").ExecutorEventEmitter,
    ):
        names |= {kind.__name__, *(name for name in dir(kind) if not name.startswith("_"))}
    names |= {"TwistedEventEmitter", "TrioEventEmitter", "evented", "uplift", "unwrap"}
    assert len(names) > 20
    assert {name for name in names if name not in page} == set()


def test_a_method_of_a_temporary_object() -> None:
    """Theirs keeps the object alive."""
    theirs, signal = Theirs(), ours()
    taken: list[int] = []
    for each in (theirs, signal):
        each.connect(Stock(taken).take)
    gc.collect()
    theirs.send(None, 7)
    assert taken == [7]
    with pytest.warns(LostReceiverWarning):
        signal.send(None, 8)
    assert taken == [7]
    signal.connect(Stock(taken).take, weak=False)
    signal.send(None, 9)
    assert taken == [7, 9]


def test_a_function_that_nothing_else_holds() -> None:
    """Kept by both."""
    for signal in (Theirs(), ours()):
        taken: list[int] = []
        signal.connect(lambda sender, payload, taken=taken: taken.append(payload))
        gc.collect()
        signal.send(None, 7)
        assert taken == [7]


def test_the_same_receiver_twice_and_what_a_send_returns() -> None:
    """Connected once by both; theirs says whether anybody was called."""
    for signal, nobody, somebody in ((Theirs(), False, True), (ours(), [], [(note, None)])):
        assert signal.send(None, 7) == nobody
        signal.connect(note)
        signal.connect(note)
        assert signal.send(None, 7) == somebody


def test_a_receiver_that_cannot_take_what_is_sent() -> None:
    """Theirs fails when it is sent."""

    def ship(sender: object, order_id: int, weight: float) -> None: ...

    theirs = Theirs()
    theirs.connect(ship)
    with pytest.raises(TypeError):
        theirs.send(None, 7)
    with pytest.raises(ReceiverError):
        ours().connect(ship)


def test_an_exception_of_a_receiver() -> None:
    """Raised by both; ours has a note."""

    def fail(sender: object, payload: int) -> None:
        raise LookupError

    for signal, notes in ((Theirs(), 0), (ours(), 1)):
        taken: list[int] = []
        signal.connect(fail)
        signal.connect(lambda sender, payload, taken=taken: taken.append(payload))
        with pytest.raises(LookupError) as raised:
            signal.send(None, 7)
        assert len(getattr(raised.value, "__notes__", ())) == notes
        assert taken == []


def test_an_exception_of_a_receiver_with_asyncio() -> None:
    """Theirs becomes an event, and the others are called."""

    def fail(sender: object, payload: int) -> None:
        raise LookupError

    taken: list[int] = []
    errors: list[Exception] = []
    theirs, signal = theirs_async(), ours_async()
    theirs.emitter.on("error", errors.append)
    for each in (theirs, signal):
        each.connect(fail)
        each.connect(Stock(taken).take, **({"weak": False} if each is signal else {}))
    theirs.send(None, 7)
    assert taken == [7]
    assert [type(error) for error in errors] == [LookupError]
    with pytest.raises(LookupError):
        asyncio.run(signal.asend(None, 8))
    assert taken == [7]
    assert isinstance(asyncio.run(signal.asend_robust(None, 9))[0][1], LookupError)
    assert taken == [7, 9]


def test_an_async_receiver_of_a_sync_send() -> None:
    """Theirs drops what it returns; Python warns of it."""

    async def wait(sender: object, payload: int) -> None: ...

    theirs = Theirs()
    theirs.connect(wait)
    with pytest.warns(RuntimeWarning, match="never awaited"):
        theirs.send(None, 7)
    with pytest.raises(ReceiverError):
        ours().connect(wait)


def test_async_receivers() -> None:
    """Theirs is called later, by a task; ours is waited for, and plain receivers are called first."""
    happened: list[str] = []

    async def wait(sender: object, payload: int) -> None:
        happened.append("begins")
        await asyncio.sleep(0)
        happened.append("ends")

    def plain(sender: object, payload: int) -> None:
        happened.append("plain")

    async def main() -> None:
        theirs, signal = theirs_async(), ours_async()
        for each in (theirs, signal):
            each.connect(wait)
            each.connect(plain)
        theirs.send(None, 7)
        assert happened == ["plain"]
        assert not theirs.emitter.complete
        await theirs.emitter.wait_for_complete()
        assert happened == ["plain", "begins", "ends"]
        happened.clear()
        await signal.asend(None, 8)
        assert happened == ["plain", "begins", "ends"]

    asyncio.run(main())


def test_a_receiver_that_is_disconnected_during_a_send() -> None:
    """Still called by both; by theirs not if it was connected for one time."""
    theirs, signal = Theirs(), ours()
    for each, connect_second, is_called in (
        (theirs, theirs.connect, True),
        (theirs, partial(theirs.emitter.once, "completed"), False),
        (signal, signal.connect, True),
    ):
        called: list[str] = []

        def second(sender: object, payload: int, called: list[str] = called) -> None:
            called.append("second")

        def first(sender: object, payload: int, each: Any = each, second: Callable[..., None] = second) -> None:
            each.disconnect(second)

        each.connect(first)
        connect_second(second)
        each.send(None, 7)
        assert (called == ["second"]) is is_called
        each.disconnect(first)


def test_pickling() -> None:
    """Theirs can be."""
    assert pickle.loads(pickle.dumps(pyee.EventEmitter())).event_names() == set()
    with pytest.raises(TypeError):
        pickle.dumps(ours())


def test_an_async_bridge() -> None:
    """What has moved is waited for together with what has not."""
    taken: list[int] = []
    theirs, signal = theirs_async(), ours_async()

    async def bridge(sender: object, payload: int) -> None:
        await signal.asend(sender, payload)

    async def take(sender: object, payload: int) -> None:
        await asyncio.sleep(0)
        taken.append(payload)

    theirs.connect(bridge)
    signal.connect(take)

    async def main() -> None:
        theirs.send(None, 7)
        assert taken == []
        await theirs.emitter.wait_for_complete()

    asyncio.run(main())
    assert taken == [7]
