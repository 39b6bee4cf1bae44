"""Sends to async receivers in Django: of a payload, of keywords, and of Django's own signals, which is what they are held to.

Databases are in memory, so that each thread has one of its own: whoever finds the sender's rows asks in the sender's thread.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from contextvars import ContextVar, copy_context
from typing import Any, Literal

import django
import pytest

from tests.integration.shop import databases, empty_shop, set_up

set_up()

from asgiref.sync import async_to_sync, sync_to_async  # noqa: E402
from django.core.exceptions import SynchronousOnlyOperation  # noqa: E402
from django.db import transaction  # noqa: E402
from django.dispatch import Signal as DjangoSignal  # noqa: E402
from django.test import TestCase  # noqa: E402
from shop.models import Supplier  # noqa: E402

from typedsignals import AsyncSignal, keyword_signal  # noqa: E402
from typedsignals.django import after_commit  # noqa: E402

__all__ = ["databases", "empty_shop"]

pytestmark = pytest.mark.usefixtures("empty_shop")

trail: ContextVar[tuple[str, ...]] = ContextVar("trail", default=())


class Sends:
    """A signal of one kind, sent by a Supplier with a number; receivers take `(sender, payload=None, **kwargs)`."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.signal: Any
        if kind == "django":
            self.signal = DjangoSignal()
        elif kind == "payload":
            self.signal = AsyncSignal[type[Supplier], int, object]("supplied")
        else:

            @keyword_signal
            async def supplied(sender: type[Supplier], *, number: int) -> object: ...

            self.signal = supplied

    def arguments(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return ((Supplier, 7), {}) if self.kind == "payload" else ((Supplier,), {"number": 7})

    def connect(self, *receivers: Callable[..., object]) -> None:
        for receiver in receivers:
            self.signal.connect(receiver, weak=False)

    def send(self) -> list[Any]:
        args, keywords = self.arguments()
        return [result for _, result in self.signal.send(*args, **keywords)]

    def send_robust(self) -> list[Any]:
        args, keywords = self.arguments()
        return [result for _, result in self.signal.send_robust(*args, **keywords)]

    async def asend(self) -> list[Any]:
        args, keywords = self.arguments()
        return [result for _, result in await self.signal.asend(*args, **keywords)]


# Django's own are what the others are held to as they are since 6.1: before, what async receivers set was lost, and more.
KINDS = [*(["django"] if django.VERSION >= (6, 1) else []), "payload", "keywords"]


@pytest.fixture(params=KINDS)
def sends(request: pytest.FixtureRequest) -> Sends:
    """A signal that nobody is connected to yet."""
    return Sends(request.param)


async def from_a_thread(sends: Sends) -> list[Any]:
    return await sync_to_async(sends.send)()


async def awaited(sends: Sends) -> list[Any]:
    return await sends.asend()


def from_sync_code(sends: Sends) -> list[Any]:
    return sends.send()


WAYS: dict[str, Callable[[Sends], list[Any]]] = {
    "send": from_sync_code,
    "sync_to_async(send)": async_to_sync(from_a_thread),
    "asend": async_to_sync(awaited),
}


@pytest.fixture(params=WAYS.values(), ids=list(WAYS))
def way(request: pytest.FixtureRequest) -> Callable[[Sends], list[Any]]:
    """A way to send, called from sync code."""
    chosen: Callable[[Sends], list[Any]] = request.param
    return chosen


# --- threads, loops, and the database


def count_now(sender: object, payload: object = None, **kwargs: object) -> int:
    return Supplier.objects.count()


async def count(sender: object, payload: object = None, **kwargs: object) -> int:
    return await Supplier.objects.acount()


def test_receivers_see_what_the_transaction_has_not_committed(sends: Sends) -> None:
    """The async ones too: their calls of the database come back to the sender's thread, and so to its connection."""
    sends.connect(count, count_now)
    with pytest.raises(RuntimeError), transaction.atomic():
        Supplier.objects.create(name="Mills")
        assert sends.send() == [1, 1]
        assert sends.send_robust() == [1, 1]
        raise RuntimeError
    assert sends.send() == [0, 0]


@pytest.mark.parametrize("sends", ["payload", "keywords"], indirect=True)  # Django's own asend calls it in a thread
def test_a_plain_receiver_of_asend_that_asks_the_database_is_told_of_sync_to_async(sends: Sends) -> None:
    """It is called in the event loop, where Django refuses: its message says what to use, the note says for whom."""
    sends.connect(count_now)
    with pytest.raises(SynchronousOnlyOperation, match="use a thread or sync_to_async") as caught:
        asyncio.run(sends.asend())
    assert [note.split("to ")[-1].split(" (")[0] for note in caught.value.__notes__] == [f"{__name__}.count_now"]


def test_a_plain_receiver_under_sync_to_async_may_ask_the_database(
    sends: Sends, way: Callable[[Sends], list[Any]]
) -> None:
    """In the sender's thread, and so in its transaction, however it is sent."""
    sends.connect(sync_to_async(count_now), count)
    with transaction.atomic():
        Supplier.objects.create(name="Mills")
        assert way(sends) == [1, 1]
        transaction.set_rollback(True)
    assert way(sends) == [0, 0]


def test_under_sync_to_async_it_may_wait_for_the_commit(sends: Sends, way: Callable[[Sends], list[Any]]) -> None:
    """And never runs after a rollback."""
    heard: list[int] = []

    @sync_to_async
    @after_commit
    def note(sender: object, payload: object = None, **kwargs: object) -> None:
        heard.append(Supplier.objects.count())

    sends.connect(note)
    for is_rolled_back in (True, False):
        with transaction.atomic():
            Supplier.objects.create(name="Mills")
            assert way(sends) == [None]
            assert heard == []
            transaction.set_rollback(is_rolled_back)
    assert heard == [1]


def test_async_receivers_may_write_in_the_transaction(sends: Sends) -> None:
    """What they wrote is rolled back with it."""

    async def write(sender: object, payload: object = None, **kwargs: object) -> None:
        await Supplier.objects.acreate(name="Dairy")

    sends.connect(write)
    with transaction.atomic():
        sends.send()
        assert Supplier.objects.count() == 1
        transaction.set_rollback(True)
    assert Supplier.objects.count() == 0


def test_the_database_is_asked_in_the_senders_thread(sends: Sends) -> None:
    """Async receivers run in another one, each of which has a loop."""

    async def threads(sender: object, payload: object = None, **kwargs: object) -> tuple[int, int]:
        return threading.get_ident(), await sync_to_async(threading.get_ident)()

    sends.connect(threads)
    ((own, database),) = sends.send()
    assert database == threading.get_ident()
    assert own != threading.get_ident()


def test_a_thread_that_was_started_from_a_loop_sends_to_that_loop(sends: Sends) -> None:
    """As a sync view under an async server."""

    async def where(sender: object, payload: object = None, **kwargs: object) -> object:
        return asyncio.get_running_loop(), await sync_to_async(threading.get_ident)()

    def where_now(sender: object, payload: object = None, **kwargs: object) -> object:
        return threading.get_ident()

    sends.connect(where, where_now)

    async def main() -> None:
        thread = await sync_to_async(threading.get_ident)()
        assert await from_a_thread(sends) == [thread, (asyncio.get_running_loop(), thread)]

    asyncio.run(main())


def test_a_thread_of_its_own_sends_too(sends: Sends) -> None:
    """One that no loop has started."""

    async def where(sender: object, payload: object = None, **kwargs: object) -> object:
        return await sync_to_async(threading.get_ident)()

    sends.connect(where)
    results: list[object] = []
    thread = threading.Thread(target=lambda: results.extend([*sends.send(), threading.get_ident()]))
    thread.start()
    thread.join()
    assert results[0] == results[1]


def test_a_receiver_may_send_again(sends: Sends, way: Callable[[Sends], list[Any]]) -> None:
    """From a thread, or on the loop that it runs on."""
    inner = Sends(sends.kind)
    inner.connect(count)

    async def send_on(sender: object, payload: object = None, **kwargs: object) -> object:
        return await sync_to_async(inner.send)(), await inner.asend()

    sends.connect(send_on)
    Supplier.objects.create(name="Mills")
    assert way(sends) == [([1], [1])]


def test_sends_at_the_same_time_share_the_loop_and_keep_their_contexts(sends: Sends) -> None:
    """All of them meet on the loop, each with what its own thread has set, and each gets its own back."""
    number = 4
    barrier = asyncio.Barrier(number)

    async def meet(sender: object, payload: object = None, **kwargs: object) -> object:
        trail.set((*trail.get(), "met"))
        await barrier.wait()
        return trail.get()

    def send(name: str) -> Any:
        trail.set((name,))
        return sends.send(), trail.get()

    async def main() -> list[Any]:
        in_threads = sync_to_async(send, thread_sensitive=False)
        return await asyncio.wait_for(asyncio.gather(*(in_threads(str(each)) for each in range(number))), timeout=60)

    sends.connect(meet)
    found = asyncio.run(main())
    assert [answers for answers, _ in found] == [[(str(each), "met")] for each in range(number)]
    if sends.kind != "django":  # asgiref may wake the sender before it keeps what was set
        assert [own for _, own in found] == [(str(each), "met") for each in range(number)]


def test_what_waits_for_the_commit_waits_in_the_senders_transaction(sends: Sends) -> None:
    """And may send to async receivers itself, once it is committed."""
    later = Sends(sends.kind)
    later.connect(count)
    heard: list[object] = []

    @after_commit
    def note(sender: object, payload: object = None, **kwargs: object) -> None:
        heard.append(later.send())

    sends.connect(note, count)
    with transaction.atomic():
        Supplier.objects.create(name="Mills")
        assert sends.send() == [None, 1]
        assert heard == []
    assert heard == [[1]]


# --- context variables


def test_what_receivers_set_comes_back_to_the_sender(sends: Sends, way: Callable[[Sends], list[Any]]) -> None:
    """Sync and async ones see what the sender has set, and the sender sees what they set."""

    def note(sender: object, payload: object = None, **kwargs: object) -> object:
        trail.set((*trail.get(), "sync"))
        return trail.get()

    async def note_later(sender: object, payload: object = None, **kwargs: object) -> object:
        trail.set((*trail.get(), "async"))
        await asyncio.sleep(0)
        trail.set(await sync_to_async(lambda: (*trail.get(), "thread"))())
        return trail.get()

    sends.connect(note_later, note)
    token = trail.set(("sender",))
    try:
        assert way(sends) == [("sender", "sync"), ("sender", "sync", "async", "thread")]
        if sends.kind != "django" or way is not WAYS["sync_to_async(send)"]:  # asgiref may wake it too early there
            assert trail.get() == ("sender", "sync", "async", "thread")
    finally:
        trail.reset(token)


def test_what_a_failing_receiver_has_set_comes_back_as_well(sends: Sends, way: Callable[[Sends], list[Any]]) -> None:
    """The send fails, and the context is the sender's."""

    async def fail(sender: object, payload: object = None, **kwargs: object) -> None:
        trail.set(("failing",))
        raise ValueError

    sends.connect(fail)
    token = trail.set(())
    try:
        with pytest.raises(ValueError):  # noqa: PT011  # nothing else is raised here
            way(sends)
        if sends.kind != "django" or way is not WAYS["sync_to_async(send)"]:
            assert trail.get() == ("failing",)
    finally:
        trail.reset(token)


def test_what_asgiref_keeps_in_the_context_is_the_senders_again(
    sends: Sends, way: Callable[[Sends], list[Any]]
) -> None:
    """Else whoever asks for a thread after the send gets one that waited for receivers, and waits no longer."""

    async def where(sender: object, payload: object = None, **kwargs: object) -> object:
        return await sync_to_async(threading.get_ident)()

    def send_twice() -> object:
        assert way(sends) == way(sends)
        return asyncio.run(sync_to_async(threading.get_ident)())

    async def main() -> None:  # as Django's handler, which closes the response in the thread of the view
        assert await from_a_thread(sends) == [await sync_to_async(threading.get_ident)()]

    sends.connect(where)
    assert copy_context().run(send_twice) != threading.get_ident()
    copy_context().run(asyncio.run, main())


# --- exceptions


def test_an_exception_is_the_receivers_own(sends: Sends, way: Callable[[Sends], list[Any]]) -> None:
    """The very object; ours carries a note on who raised it."""
    error = ValueError("no flour")

    async def fail(sender: object, payload: object = None, **kwargs: object) -> None:
        await sync_to_async(int)()
        raise error

    async def succeed(sender: object, payload: object = None, **kwargs: object) -> None: ...

    sends.connect(succeed, fail)
    with pytest.raises(ValueError, match="no flour") as caught:
        way(sends)
    assert caught.value is error
    if sends.kind != "django":
        line = fail.__code__.co_firstlineno
        (note,) = error.__notes__
        assert note.startswith("while signal 'supplied' was sent to ")
        assert note.endswith(f"fail (test_django_async.py:{line})")


def test_several_exceptions_come_as_a_group(sends: Sends, way: Callable[[Sends], list[Any]]) -> None:
    """Of those that failed in the same turn of the loop."""

    async def fail(sender: object, payload: object = None, **kwargs: object) -> None:
        raise ValueError

    async def fail_too(sender: object, payload: object = None, **kwargs: object) -> None:
        raise KeyError

    sends.connect(fail, fail_too)
    with pytest.raises(ExceptionGroup) as caught:
        way(sends)
    assert [type(error) for error in caught.value.exceptions] == [ValueError, KeyError]


def test_a_failing_receiver_rolls_the_transaction_back(sends: Sends) -> None:
    """As any exception in an atomic block."""

    async def fail(sender: object, payload: object = None, **kwargs: object) -> None:
        await Supplier.objects.acreate(name="Dairy")
        raise ValueError

    sends.connect(fail)
    with pytest.raises(ValueError), transaction.atomic():  # noqa: PT011
        Supplier.objects.create(name="Mills")
        sends.send()
    assert Supplier.objects.count() == 0


def test_a_robust_send_goes_on(sends: Sends, caplog: pytest.LogCaptureFixture) -> None:
    """The exception takes the place of the result, and is logged once."""

    async def fail(sender: object, payload: object = None, **kwargs: object) -> None:
        await Supplier.objects.acount()
        raise ValueError

    sends.connect(fail, count, count_now)
    first, error, last = sends.send_robust()
    assert (first, type(error), last) == (0, ValueError, 0)
    assert [type(record.exc_info[1]) for record in caplog.records if record.exc_info] == [ValueError]


def test_a_cancelled_caller_cancels_the_receivers_and_the_send(sends: Sends) -> None:
    """Under an async server: the client is gone, and with it the request."""
    began, cancelled = threading.Event(), list[str]()

    async def wait(sender: object, payload: object = None, **kwargs: object) -> None:
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.append("receiver")

    def send() -> None:
        try:
            sends.send()
        except asyncio.CancelledError:
            cancelled.append("sender")
            raise

    async def main() -> None:
        request = asyncio.create_task(sync_to_async(send)())
        await sync_to_async(began.wait, thread_sensitive=False)()
        request.cancel()
        with pytest.raises(asyncio.CancelledError):
            await request

    sends.connect(wait)
    asyncio.run(main())
    assert cancelled == ["receiver", "sender"]


INTERRUPTED = """\
import asyncio, os, signal, threading
import asgiref.sync
from typedsignals import AsyncSignal

said = []

def interrupt(number, frame):
    signal.signal(number, signal.SIG_IGN)
    said.append("interrupt")
    raise KeyboardInterrupt

signal.signal(signal.SIGINT, interrupt)

async def wait(sender, payload):
    while not said:  # one that comes just before the sender's thread waits is not seen before it wakes
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(0)
    try:
        await asyncio.Event().wait()
    finally:
        said.append("receiver")

ended = AsyncSignal[None, int]("ended")
ended.connect(wait)
try:
    ended.send(None, 7)
except KeyboardInterrupt:
    said.append("sender")
assert said == ["interrupt", "receiver", "sender"], said
assert threading.active_count() <= 2, threading.enumerate()
"""


def test_an_interrupt_leaves_no_receiver_running() -> None:
    """Django's own waits for them when the interpreter ends, and here that would be for ever."""
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


# --- memory


class Payload:
    """What is sent, and can be asked whether it is gone."""


async def answer(sender: object, payload: object) -> object:
    await sync_to_async(int)()
    return None


async def refuse(sender: object, payload: object) -> object:
    await sync_to_async(int)()
    raise ValueError


@pytest.fixture
def no_collections(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have cycles stay; and no log records, which pytest keeps with what they say."""
    monkeypatch.setattr(logging.getLogger("typedsignals"), "disabled", True)
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collections")
@pytest.mark.parametrize("fails", [False, True], ids=["answers", "fails"])
@pytest.mark.parametrize("robust", [False, True], ids=["send", "send_robust"])
@pytest.mark.parametrize("handling", [False, True], ids=["", "while an exception is handled"])
def test_nothing_sent_is_kept_alive(fails: bool, robust: bool, handling: bool) -> None:
    """Neither by asgiref's threads, nor by the exception that the sender was busy with, which it raises over there again."""
    supplied = AsyncSignal[object, Payload, object]("supplied")
    supplied.connect(answer)
    if fails:
        supplied.connect(refuse)

    def send() -> weakref.ref[Payload]:
        payload = Payload()
        try:
            (supplied.send_robust if robust else supplied.send)(None, payload)
        except ValueError:
            assert fails and not robust
        return weakref.ref(payload)

    if not handling:
        assert send()() is None
        return
    try:
        int("seven")
    except ValueError:
        assert send()() is None


# --- in the tests of a project


class InATestCase(TestCase):
    """Django's own test case, in its transaction: sync and async tests."""

    databases: set[str] | Literal["__all__"] = {"default", "archive"}  # noqa: RUF012  # as Django has it

    def setUp(self) -> None:
        Supplier.objects.create(name="Mills")

    def test_a_send(self) -> None:
        """Receivers see what was made before the test, and in it."""
        Supplier.objects.create(name="Dairy")
        for kind in KINDS:
            sends = Sends(kind)
            sends.connect(count, count_now)
            assert sends.send() == [2, 2]

    async def test_asend(self) -> None:
        """Django drives async tests with async_to_sync: the database is asked in the thread of the test case."""
        await Supplier.objects.acreate(name="Dairy")
        for kind in KINDS:
            sends = Sends(kind)
            sends.connect(count)
            assert await sends.asend() == [2]

    async def test_a_send_from_a_thread(self) -> None:
        """Which is the thread of the test case, so that sync receivers may ask the database, too."""
        await Supplier.objects.acreate(name="Dairy")
        for kind in KINDS:
            sends = Sends(kind)
            sends.connect(count, count_now)
            assert await sync_to_async(sends.send)() == [2, 2]
