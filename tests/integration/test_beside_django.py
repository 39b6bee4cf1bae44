"""What docs/moving/django.md says that Django does and ours does otherwise: each shown of both, side by side."""

import asyncio
import logging
import subprocess
import sys
import textwrap
import threading
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.integration.beside import first, ours, ours_async, second
from typedsignals import DuplicateUidWarning, ReceiverError, RunningLoopError

django: Any = pytest.importorskip("django", reason="the extra bench is not installed")
pytestmark = pytest.mark.skipif(django.VERSION < (6, 1), reason="the page is about Django 6.1")


PAGE = Path(__file__).parents[2] / "docs" / "moving" / "django.md"


def theirs() -> Any:
    """Make a signal of Django's."""
    return import_module("django.dispatch").Signal()


def test_every_public_name_is_on_the_page() -> None:
    """So nobody looks for one in vain."""
    names = {name for name in [*dir(theirs()), "Signal", "receiver"] if not name.startswith("_")}
    page = PAGE.read_text(encoding="utf-8")
    assert len(names) > 8
    assert {name for name in names if name not in page} == {"lock", "sender_receivers_cache"}  # of its inside


def test_a_new_declaration_takes_what_the_old_one_took() -> None:
    """Django's decorator and the sender as a keyword: so a signal is moved before its users are."""
    receiver = import_module("django.dispatch").receiver
    for signal in (theirs(), ours()):
        receiver(signal, sender=signal, dispatch_uid="mail", weak=False)(first)
        receiver([signal])(second)
        assert signal.send(sender=signal) == [(first, None), (second, None)]
        assert signal.send_robust(sender=signal) == [(first, None), (second, None)]


def test_the_signal_is_not_sent() -> None:
    """A receiver of several of ours is told by a partial."""
    their_signal, our_signal = theirs(), ours()
    their_signal.connect(kept := lambda sender, signal, **kwargs: signal)
    assert their_signal.send(None) == [(kept, their_signal)]
    with pytest.raises(ReceiverError):
        our_signal.connect(kept)

    def audit(sender: object, *, title: str, **kwargs: object) -> str:
        return title

    our_signal.connect(partial(audit, title="completed"))
    assert [result for _, result in our_signal.send(None)] == ["completed"]


def test_a_receiver_that_cannot_take_what_is_sent() -> None:
    """Theirs fails when it is sent."""

    def ship(sender: object, weight: float, **kwargs: object) -> None: ...

    their_signal = theirs()
    their_signal.connect(ship)
    with pytest.raises(TypeError):
        their_signal.send(None)
    with pytest.raises(ReceiverError):
        ours().connect(ship)


def test_disconnecting_what_has_a_uid() -> None:
    """Theirs leaves it."""
    for signal, ended in ((theirs(), False), (ours(), True)):
        signal.connect(first, dispatch_uid="mail")
        assert signal.disconnect(first) is ended
        assert signal.has_listeners() is not ended


def test_equal_strings_as_senders() -> None:
    """Theirs tells them apart by their ids."""
    for signal, count in ((theirs(), 0), (ours(), 1)):
        signal.connect(first, sender=(shelf := f"shelf {7}"))
        assert len(signal.send(shelf)) == 1
        assert len(signal.send(f"shelf {6 + 1}")) == count


def test_an_exception_of_a_receiver(caplog: pytest.LogCaptureFixture) -> None:
    """Raised by both; ours has a note, and another logger."""

    def fail(sender: object, **kwargs: object) -> None:
        raise LookupError

    for signal, notes, logger in ((theirs(), 0, "django.dispatch"), (ours(), 1, "typedsignals")):
        signal.connect(fail)
        with pytest.raises(LookupError) as raised:
            signal.send(None)
        assert len(getattr(raised.value, "__notes__", ())) == notes
        caplog.clear()
        signal.send_robust(None)
        assert [record.name for record in caplog.records] == [logger]


def test_plain_receivers_of_an_async_send() -> None:
    """Theirs runs them in another thread."""
    threads: list[int] = []

    def note(sender: object, **kwargs: object) -> None:
        threads.append(threading.get_ident())

    for signal, here in ((theirs(), False), (ours_async(), True)):
        signal.connect(note)
        asyncio.run(signal.asend(None))
        assert (threads.pop() == threading.get_ident()) is here


def test_a_lambda_that_nothing_else_holds() -> None:
    """Theirs loses it at once."""
    for signal, count in ((theirs(), 0), (ours(), 1)):
        signal.connect(lambda sender, **kwargs: None)
        assert len(signal.send(None)) == count


def test_a_second_receiver_with_the_same_uid() -> None:
    """Theirs drops it in silence; ours says so. An empty uid is none to theirs."""
    for signal, warns, honoured in ((theirs(), False, False), (ours(), True, True)):
        for uid, keeps_one in (("mail", True), ("", honoured)):
            signal.connect(first, sender=signal, dispatch_uid=uid)
            if warns:
                with pytest.warns(DuplicateUidWarning):
                    signal.connect(second, sender=signal, dispatch_uid=uid)
            else:
                signal.connect(second, sender=signal, dispatch_uid=uid)
            assert len(signal.send(signal)) == (1 if keeps_one else 2)
            signal.disconnect(first, sender=signal, dispatch_uid=uid)
            signal.disconnect(second, sender=signal, dispatch_uid=uid)


def test_a_partial_that_fails_in_a_robust_send(caplog: pytest.LogCaptureFixture) -> None:
    """Theirs asks it for its name to log it, and fails of that."""

    def fail(order_id: int, sender: object, **kwargs: object) -> None:
        raise ValueError(order_id)

    receiver = partial(fail, 7)
    caplog.set_level(logging.CRITICAL + 1)
    django_signal, our_signal = theirs(), ours()
    django_signal.connect(receiver)
    with pytest.raises(AttributeError):
        django_signal.send_robust(None)
    our_signal.connect(receiver)
    ((_, error),) = our_signal.send_robust(None)
    assert isinstance(error, ValueError)


@pytest.mark.parametrize(("make", "expected", "calls"), [(theirs, RuntimeError, 1), (ours_async, RunningLoopError, 0)])
def test_a_sync_send_inside_a_running_loop(make: Any, expected: type[Exception], calls: int) -> None:
    """Theirs calls the sync receivers before it finds out."""
    signal, called = make(), list[object]()

    def note(sender: object, **kwargs: object) -> None:
        called.append(sender)

    async def wait(sender: object, **kwargs: object) -> None: ...

    async def main() -> None:
        with pytest.raises(expected):
            signal.send(None)

    signal.connect(note)
    signal.connect(wait)
    asyncio.run(main())
    assert len(called) == calls


def test_an_async_receiver_that_raises_cancelled_error() -> None:
    """Theirs reports that it returned None."""

    async def give_up(sender: object, **kwargs: object) -> None:
        raise asyncio.CancelledError

    async def send(signal: Any) -> list[tuple[object, object]]:
        signal.connect(give_up)
        results: list[tuple[object, object]] = await signal.asend(None)
        return results

    assert asyncio.run(send(theirs())) == [(give_up, None)]
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(send(ours_async()))


def test_a_sender_that_is_not_hashable() -> None:
    """Theirs looks it up in a dictionary."""
    django_signal, our_signal = theirs(), ours()
    django_signal.connect(first)
    our_signal.connect(first)
    with pytest.raises(TypeError):
        django_signal.send([])
    assert our_signal.send([]) == [(first, None)]


class Slotted:
    """A sender that cannot be weakly referenced."""

    __slots__ = ()


@pytest.mark.parametrize(("make", "is_sound"), [(theirs, False), (ours, True)])
def test_a_new_sender_with_the_id_of_a_dead_one(make: Any, is_sound: bool) -> None:
    """Theirs takes it for the old one, where that could not be weakly referenced."""
    heard = 0
    for _ in range(50):
        signal, old = make(), Slotted()
        signal.connect(first, sender=old)
        del old
        heard += len(signal.send(Slotted()))
    assert (heard == 0) is is_sound


@pytest.mark.parametrize(
    ("declaration", "hangs"),
    [
        ("from django.dispatch import Signal; signal = Signal()", True),
        ("from typedsignals import Signal; signal = Signal()", False),
    ],
)
def test_a_finalizer_that_the_collector_runs_within_connect(declaration: str, hangs: bool) -> None:
    """Theirs waits for the lock that its own thread holds, until the watchdog ends it."""
    source = """
        import faulthandler, gc
        class Cycle:
            def __init__(self): self.me = self
            def __del__(self): signal.has_listeners()
        def receiver(sender, payload=None, **kwargs): pass
        faulthandler.dump_traceback_later(PATIENCE, exit=True)
        for number in range(5000):
            gc.set_threshold(number % 50 + 1)
            Cycle()
            signal.connect(receiver)
            signal.disconnect(receiver)
        """
    script = "\n".join([declaration, f"PATIENCE = {5 if hangs else 60}", textwrap.dedent(source)])
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode != 0, "in __del__" in done.stderr) == (hangs, hangs)


@pytest.mark.parametrize(("send", "count"), [("send", 0), ("send_robust", 1)])
def test_a_bridge_that_a_robust_send_calls(send: str, count: int) -> None:
    """It has to be robust as well: else the first that fails keeps the others from being called."""
    called: list[object] = []
    their_signal, our_signal = theirs(), ours()

    def bridge(sender: object, **kwargs: object) -> None:
        getattr(our_signal, send)(sender)

    def fail(sender: object, **kwargs: object) -> None:
        raise LookupError

    def take(sender: object, **kwargs: object) -> None:
        called.append(sender)

    their_signal.connect(bridge)
    our_signal.connect(fail)
    our_signal.connect(take)
    their_signal.send_robust(None)
    assert len(called) == count
