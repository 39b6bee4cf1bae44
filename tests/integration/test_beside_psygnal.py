"""What docs/moving/psygnal.md says that psygnal does and ours does otherwise: each shown of both, side by side."""

import asyncio
import copy
import gc
import inspect
import pickle
import sys
import threading
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from typedsignals import AsyncSignal, LostReceiverWarning, Signal
from typedsignals.testing import muted

psygnal: Any = pytest.importorskip("psygnal", reason="the extra bench is not installed")

PAGE = Path(__file__).parents[2] / "docs" / "moving" / "psygnal.md"
PATIENCE = 60


class Theirs:
    """An object with a signal of psygnal's."""

    completed = psygnal.Signal(int)


class Ours:
    """An object that has one of ours in its class, and one of its own."""

    completed: Signal["Ours", int] = Signal("completed")

    def __init__(self) -> None:
        self.paid = Signal[Ours, int]("paid")


def both() -> list[tuple[Any, Callable[[int], object]]]:
    """Make one of theirs and one of ours; say what is connected to, and how it is sent."""
    shop, signal = Theirs(), Signal[object, int]("order_completed")
    return [(shop.completed, shop.completed.emit), (signal, partial(signal.send, None))]


class Printer:
    """An object that is called; what it is sent goes to a list."""

    def __init__(self, printed: list[int]) -> None:
        self.printed = printed

    def __call__(self, *arguments: Any) -> None:
        self.printed.append(arguments[-1])

    def print(self, *arguments: Any) -> None:
        self(*arguments)


def note(*arguments: Any) -> None: ...


def test_the_page_is_about_this_version() -> None:
    """A new version of psygnal is read before the page claims anything of it."""
    assert f"psygnal {version('psygnal')}" in PAGE.read_text(encoding="utf-8")


def test_every_public_name_is_on_the_page() -> None:
    """So nobody looks for one in vain; options of `connect`, too."""
    page = PAGE.read_text(encoding="utf-8")
    names = {name for name in psygnal.__all__ if not name.startswith("_")}
    names |= {name for name in [*dir(psygnal.Signal), *dir(psygnal.SignalInstance)] if not name.startswith("_")}
    names |= set(inspect.signature(psygnal.SignalInstance.connect).parameters) - {"self", "slot"}
    assert len(names) > 40
    assert {name for name in names if name not in page} == set()


def test_a_signal_in_a_class_body() -> None:
    """Theirs is one for each object; ours is one."""
    assert Theirs().completed is not Theirs().completed
    assert Ours().completed is Ours().completed
    assert Ours().paid is not Ours().paid


def test_the_same_receiver_twice() -> None:
    """Theirs is called twice, and disconnected once at a time."""
    (theirs, emit), (signal, send) = both()
    printer = Printer([])
    for connectable in (theirs, signal):
        connectable.connect(printer.print)
        connectable.connect(printer.print)
    emit(7)
    assert printer.printed == [7, 7]
    theirs.disconnect(printer.print)
    emit(8)
    assert printer.printed == [7, 7, 8]
    send(9)
    assert printer.printed == [7, 7, 8, 9]
    assert signal.disconnect(printer.print)
    assert not signal.connections


@pytest.mark.parametrize(
    ("make", "by_theirs", "by_ours"),
    [
        (lambda printed: lambda *arguments: printed.append(arguments[-1]), True, True),
        (Printer, False, True),
        (lambda printed: partial(Printer(printed).print, None), False, True),
    ],
    ids=["a lambda", "a callable object", "a partial of a method"],
)
def test_who_is_held(make: Callable[[list[int]], Callable[..., None]], by_theirs: bool, by_ours: bool) -> None:
    """Theirs lets a callable object go, and the object of a partial."""
    for (connectable, send), is_held in zip(both(), (by_theirs, by_ours), strict=True):
        printed: list[int] = []
        connectable.connect(make(printed))
        gc.collect()
        send(7)
        assert (printed == [7]) is is_held


def test_a_method_of_a_temporary_object() -> None:
    """Both lose it; ours warns."""
    (theirs, emit), (signal, send) = both()
    for connectable in (theirs, signal):
        connectable.connect(Printer([]).print)
    gc.collect()
    emit(7)
    assert len(theirs) == 0
    with pytest.warns(LostReceiverWarning):
        send(7)


def test_an_exception_of_a_receiver() -> None:
    """Theirs is raised inside another one, which shows local variables."""
    failure = LookupError("no such order")

    def fail(*arguments: Any, secret: str = "card 4711") -> None:
        raise failure

    (theirs, emit), (signal, send) = both()
    theirs.connect(fail)
    with pytest.raises(psygnal.EmitLoopError, match="card 4711") as theirs_raised:
        emit(7)
    assert theirs_raised.value.__cause__ is failure
    signal.connect(fail)
    with pytest.raises(LookupError) as ours_raised:
        send(7)
    assert ours_raised.value is failure
    (noted,) = failure.__notes__
    assert "order_completed" in noted
    assert "card 4711" not in noted


def test_two_threads() -> None:
    """Theirs has a lock while it calls, so the second thread waits; ours calls the receiver in both at the same time."""
    (theirs, emit), (signal, send) = both()
    free: list[bool] = []

    def ask_another_thread(number: int) -> None:
        thread = threading.Thread(target=lambda: free.append(theirs._lock.acquire(blocking=False)))
        thread.start()
        thread.join(PATIENCE)

    theirs.connect(ask_another_thread)
    emit(7)
    assert free == [False]

    meeting = threading.Barrier(2, timeout=PATIENCE)
    signal.connect(lambda sender, payload: meeting.wait())
    threads = [threading.Thread(target=send, args=(7,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not meeting.broken


def test_an_async_receiver(capfd: pytest.CaptureFixture[str]) -> None:
    """Theirs is called later, and its exception is printed."""
    called: list[int] = []

    async def fail(*arguments: Any) -> None:
        called.append(arguments[-1])
        raise LookupError

    async def emit() -> None:
        backend = psygnal.set_async_backend("asyncio")
        await backend.running.wait()
        shop, done = Theirs(), asyncio.Event()

        async def end(number: int) -> None:
            done.set()

        shop.completed.connect(fail)
        shop.completed.connect(end)
        shop.completed.emit(7)
        assert called == []
        await done.wait()

    async def send() -> None:
        signal = AsyncSignal[None, int]("order_completed")
        signal.connect(fail)
        with pytest.raises(LookupError):
            await signal.asend(None, 8)

    asyncio.run(emit())
    clear: Any = sys.modules["psygnal._async"]
    clear.clear_async_backend()
    assert "LookupError" in capfd.readouterr().err
    asyncio.run(send())
    assert called == [7, 8]


def test_what_receivers_return_and_what_is_sent() -> None:
    """Theirs drops the one, and takes anything for the other unless asked to check it."""
    (theirs, emit), (signal, send) = both()
    printed: list[object] = []

    def take(number: object) -> str:
        printed.append(number)
        return "printed"

    theirs.connect(take)
    assert emit(7) is None
    theirs.emit("seven", 8)
    assert printed == [7, "seven"]
    wrong: list[tuple[tuple[object, ...], str]] = [((7, 8), "check_nargs"), (("seven",), "check_types")]
    for arguments, check in wrong:
        with pytest.raises(TypeError):
            theirs.emit(*arguments, **{check: True})

    def answer(sender: object, payload: int) -> int:
        return payload + 1

    signal.connect(answer)
    assert send(7) == [(answer, 8)]


def test_copies_of_an_object() -> None:
    """Theirs takes its signal along, and who is connected; ours refuses if the signal is the object's own."""
    shop = Theirs()
    shop.completed.connect(note)
    assert len(copy.deepcopy(shop).completed) == 1
    assert len(pickle.loads(pickle.dumps(shop)).completed) == 1
    for act in (copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError):
            act(Ours())


def test_order_and_changes_during_a_send() -> None:
    """The same with both."""
    for connectable, send in both():
        called: list[str] = []

        def second(*_: Any, called: list[str] = called) -> None:
            called.append("second")

        def first(*_: Any, called: list[str] = called, change: Any = connectable, old: Any = second) -> None:
            called.append("first")
            change.disconnect(old)
            change.connect(lambda *_: called.append("third"))

        connectable.connect(second)
        connectable.connect(first, priority=1)
        send(7)
        assert called == ["first", "second"]


def test_a_paused_block_that_fails() -> None:
    """Theirs calls the receivers all the same."""
    shop, printer = Theirs(), Printer([])
    shop.completed.connect(printer.print)
    with pytest.raises(LookupError), shop.completed.paused():
        shop.completed.emit(7)
        raise LookupError
    assert printer.printed == [7]


def test_blocked_within_blocked() -> None:
    """Still blocked when the inner one ends, with both."""
    (theirs, emit), (signal, send) = both()
    printer = Printer([])
    for connectable, block, send_it in ((theirs, theirs.blocked, emit), (signal, partial(muted, signal), send)):
        connectable.connect(printer.print)
        with block():
            with block():
                pass
            send_it(7)
    assert printer.printed == []
