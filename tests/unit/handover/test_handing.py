"""Receivers that hand over: what is enqueued, when, and what is refused."""

from __future__ import annotations

import asyncio
import functools
import gc
import os
import re
import threading
import warnings
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock

import pytest

from tests.unit.handover.engine import (
    MAILBOX,
    QUEUE,
    CallableTask,
    OrderCompleted,
    OrderService,
    Task,
    job,
    note,
    order_completed,
    raw_invoice,
    send_invoice,
    task,
)
from typedsignals import AsyncSignal, ReceiverError, keyword_signal
from typedsignals.handover import PackingError, ahand_to, hand_keywords_to, hand_to, pack, unpacked

if TYPE_CHECKING:
    from collections import OrderedDict

ORDER = OrderCompleted(7, "ada@example.org")
MESSAGE = {"payload": {"order_id": 7, "email": "ada@example.org"}}


class Down(Exception):
    """What an engine raises."""


# What is enqueued.


def test_a_payload_is_enqueued_as_a_message() -> None:
    """Packed, by name, and without the sender; the engine's result is nobody's."""
    signal = order_completed()
    receiver = signal.connect(hand_to(send_invoice.enqueue))
    assert signal.send(OrderService, ORDER) == [(receiver, None)]
    assert [(send_invoice, MESSAGE)] == QUEUE


def test_the_task_gets_the_payload() -> None:
    """What went in comes out, equal."""
    signal = order_completed()
    signal.connect(hand_to(send_invoice.enqueue))
    signal.send(OrderService, ORDER)
    send_invoice.run()
    assert MAILBOX.letters == [ORDER]


def test_one_sender_alone_is_heard() -> None:
    """The filter does its work at home."""
    signal = order_completed()
    signal.connect(hand_to(send_invoice.enqueue), sender=OrderService)
    assert signal.has_listeners(OrderService)
    assert not signal.has_listeners()


def test_an_async_signal_awaits_the_engine() -> None:
    """With what the engine gives as a coroutine."""
    signal = AsyncSignal[type[OrderService], OrderCompleted]("order_stored")
    receiver = signal.connect(ahand_to(send_invoice.aenqueue))
    assert asyncio.run(signal.asend(OrderService, ORDER)) == [(receiver, None)]
    assert [(send_invoice, MESSAGE)] == QUEUE


def test_an_async_signal_takes_a_plain_hand_over_too() -> None:
    """It is a sync receiver as any other."""
    signal = AsyncSignal[type[OrderService], OrderCompleted]("order_stored")
    signal.connect(hand_to(send_invoice.enqueue))
    signal.send(OrderService, ORDER)
    assert [(send_invoice, MESSAGE)] == QUEUE


def test_keywords_are_enqueued_as_they_are() -> None:
    """To a task without any decorator of ours."""

    @keyword_signal
    def order_cancelled(sender: type[OrderService], *, order_id: int, reason: str) -> None: ...

    receiver = order_cancelled.connect(hand_keywords_to(note.enqueue))
    assert order_cancelled.send(OrderService, order_id=7, reason="late") == [(receiver, None)]
    note.run()
    assert MAILBOX.letters == [(7, "late")]


def test_what_cannot_be_packed_is_raised_by_the_send() -> None:
    """Before the engine is called; and the next send is as good as ever."""
    signal = order_completed()
    signal.connect(hand_to(send_invoice.enqueue))
    anything: Any = object()
    wrong = OrderCompleted(7, anything)
    with pytest.raises(PackingError) as raised:
        signal.send(OrderService, wrong)
    (written,) = raised.value.__notes__
    named = "while signal 'order_completed' was sent to tests.unit.handover.engine.send_invoice (engine.py:"
    assert written.startswith(named)
    assert QUEUE == []
    signal.send(OrderService, ORDER)
    assert [(send_invoice, MESSAGE)] == QUEUE


def test_what_the_engine_raises_is_raised_by_the_send() -> None:
    """Naming the task behind the receiver, not what is in between."""

    class Broken(Task[Any]):
        def enqueue(self, *args: Any, **kwargs: Any) -> int:
            raise Down

    signal = order_completed()
    signal.connect(hand_to(Broken(send_invoice.func).enqueue))
    with pytest.raises(Down) as raised:
        signal.send(OrderService, ORDER)
    assert "engine.send_invoice" in raised.value.__notes__[0]


# One receiver.


MAKERS: dict[str, Callable[[Any], object]] = {
    "hand_to": lambda task: hand_to(task.enqueue),
    "ahand_to": lambda task: ahand_to(task.aenqueue),
    "hand_keywords_to": lambda task: hand_keywords_to(Task(note.func, task.queue_name).enqueue),
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_the_same_method_gives_the_same_receiver(make: Callable[[Any], object]) -> None:
    """As long as somebody holds it; also if the engine makes its task anew; another task gives another."""
    kept = make(send_invoice)
    assert make(send_invoice) is kept
    mail = make(send_invoice.using("mail"))
    assert mail is make(send_invoice.using("mail"))
    assert mail is not kept


def test_each_way_of_handing_over_gives_a_receiver_of_its_own() -> None:
    """Of one and the same method."""
    enqueue: Any = functools.partial(send_invoice.enqueue)
    unnamed: Any = Mock()
    made: list[object] = [hand_to(enqueue), ahand_to(enqueue), hand_to(unnamed), hand_keywords_to(unnamed)]
    assert len({id(each) for each in made}) == 4


def test_it_is_connected_once_and_ends() -> None:
    """Made anew each time."""
    signal = order_completed()
    signal.connect(hand_to(send_invoice.enqueue))
    signal.connect(hand_to(send_invoice.enqueue))
    assert len(signal.connections) == 1
    assert signal.disconnect(hand_to(send_invoice.enqueue))
    assert not signal.has_listeners()


def test_a_signal_holds_what_hands_over() -> None:
    """Also where the engine has made a task for this line alone."""
    signal = order_completed()
    signal.connect(hand_to(send_invoice.using("mail").enqueue))
    gc.collect()
    signal.send(OrderService, ORDER)
    assert [(send_invoice.using("mail"), MESSAGE)] == QUEUE


def test_nothing_is_kept_once_it_has_ended() -> None:
    """The task goes with the connection."""
    signal = order_completed()
    one: Any = task(send_invoice.func)
    callable_task = CallableTask(one.func)
    signal.connect(hand_to(callable_task.delay))
    gone = weakref.ref(callable_task)
    signal.disconnect(hand_to(callable_task.delay))
    del callable_task
    gc.collect()
    assert gone() is None


class Unhashable(CallableTask[Any]):  # noqa: PLW1641  # as it shall be
    """As a signature of Celery, which is a dictionary."""

    def __eq__(self, other: object) -> bool:
        return True


def test_a_task_without_a_hash_is_told_by_its_identity() -> None:
    """Two that cannot be compared are two."""
    one: Any = Unhashable(send_invoice.func)
    other: Any = Unhashable(send_invoice.func)
    kept = hand_to(one.delay)
    assert hand_to(one.delay) is kept
    assert hand_to(other.delay) is not kept


def test_threads_that_make_it_at_once_make_one() -> None:
    """Whoever comes first."""
    start, made = threading.Barrier(8), list[object]()

    def make() -> None:
        start.wait()
        made.append(hand_to(send_invoice.enqueue))

    threads = [threading.Thread(target=make) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len({id(each) for each in made}) == 1


# What it is.


def test_it_shows_as_what_it_is() -> None:
    """In `connections`: with the task's name, and when it happens."""
    signal = order_completed()
    signal.connect(hand_to(send_invoice.enqueue))
    (connection,) = signal.connections
    assert (connection.timing, connection.is_async, connection.weak) == ("handed over", False, False)
    receiver: Any = connection.receiver
    assert (receiver.__module__, receiver.__qualname__) == ("tests.unit.handover.engine", "send_invoice")


def test_the_timing_is_that_of_what_is_inside() -> None:
    """As `after_commit` says it of itself."""

    def waiting(payload: object) -> None: ...

    waiting.__dict__["__signal_timing__"] = "after_commit"
    signal = order_completed()
    signal.connect(hand_to(waiting))
    assert [connection.timing for connection in signal.connections] == ["after_commit"]


def test_it_is_named_by_the_method_where_no_task_is_found() -> None:
    """Of an engine that keeps its functions elsewhere."""

    class Queue:
        def put(self, payload: object) -> None:
            raise Down

    signal = order_completed()
    signal.connect(hand_to(Queue().put))
    with pytest.raises(Down) as raised:
        signal.send(OrderService, ORDER)
    assert "<locals>.Queue.put (test_handing.py:" in raised.value.__notes__[0]


def test_an_enqueuer_of_ones_own_will_do() -> None:
    """Anything that takes a packed payload."""
    taken = list[object]()

    def enqueue(payload: object) -> None:
        taken.append(payload)

    signal = order_completed()
    signal.connect(hand_to(enqueue))
    signal.send(OrderService, ORDER)
    assert taken == [pack(ORDER)]


def test_another_method_that_enqueues_will_do() -> None:
    """Engines have more than one, and add to them."""
    signal = order_completed()
    signal.connect(hand_to(CallableTask(send_invoice.func).delay_on_commit))
    signal.send(OrderService, ORDER)
    assert [message for _, message in QUEUE] == [MESSAGE]


def test_a_method_of_ones_own_class_will_do() -> None:
    """Whatever it is called, and whatever else its object holds."""

    class Outbox:
        def __init__(self, func: object) -> None:
            self.func = func
            self.kept = list[object]()

        def keep(self, payload: object) -> None:
            self.kept.append(payload)

    signal, outbox = order_completed(), Outbox(send_invoice.func)
    signal.connect(hand_to(outbox.keep))
    signal.send(OrderService, ORDER)
    assert outbox.kept == [pack(ORDER)]


def test_a_partial_finds_its_task() -> None:
    """The function that it is given, as rq's queues are."""
    taken = list[object]()

    class Queue:
        def enqueue(self, function: object, **kwargs: object) -> None:
            taken.append((function, kwargs))

    signal = order_completed()
    enqueue: Any = functools.partial(Queue().enqueue, send_invoice.func)
    signal.connect(hand_to(enqueue))
    signal.send(OrderService, ORDER)
    assert taken == [(send_invoice.func, MESSAGE)]
    (connection,) = signal.connections
    receiver: Any = connection.receiver
    assert receiver.__qualname__ == "send_invoice"


def test_a_partial_of_the_same_things_gives_the_same_receiver() -> None:
    """A queue, a function and options: one of them another, and it is another."""

    class Queue:
        def enqueue(self, function: object, **kwargs: object) -> None: ...

    queue, option = Queue(), object()

    def made(*args: object, **keywords: object) -> object:
        enqueue: Any = functools.partial(queue.enqueue, *args, **keywords)
        return hand_to(enqueue)

    kept = made(send_invoice.func, retry=option)
    assert made(send_invoice.func, retry=option) is kept
    others: list[Any] = [
        functools.partial(Queue().enqueue, send_invoice.func, retry=option),
        functools.partial(queue.enqueue, send_invoice.func, retry=object()),
        functools.partial(queue.enqueue, send_invoice.func, at_front=option),
        functools.partial(queue.enqueue, send_invoice.func),
        functools.partial(queue.enqueue, task(stored).func, retry=option),
    ]
    assert len({id(kept), *map(id, [hand_to(each) for each in others])}) == 6


def test_a_call_with_options_finds_its_task() -> None:
    """As a signature of Celery does."""

    class Signature:
        def __init__(self, called: object) -> None:
            self._type = called

        def delay(self, payload: object) -> None:
            raise Down

    signal = order_completed()
    signal.connect(hand_to(Signature(send_invoice).delay))
    with pytest.raises(Down) as raised:
        signal.send(OrderService, ORDER)
    assert "engine.send_invoice" in raised.value.__notes__[0]
    with pytest.raises(ReceiverError, match=r"Write @unpacked below the engine's decorator"):
        hand_to(Signature(raw_invoice).delay)


def test_a_task_that_is_a_class_finds_its_method() -> None:
    """As Celery has them; a thread that sends runs nothing that a message is for."""

    class Letter:
        @unpacked
        def run(self, payload: OrderCompleted) -> None: ...

        def delay(self, payload: object) -> None:
            raise Down

    class Producer(threading.Thread):
        def send(self, payload: object) -> None:
            QUEUE.append((self, {"payload": payload}))

    signal = order_completed()
    signal.connect(hand_to(Producer().send))
    signal.connect(hand_to(Letter().delay))
    with pytest.raises(Down) as raised:
        signal.send(OrderService, ORDER)
    assert "Letter.run (test_handing.py:" in raised.value.__notes__[0]
    assert [message for _, message in QUEUE] == [MESSAGE]


def test_a_function_that_can_be_enqueued_finds_itself() -> None:
    """As rq's decorator makes them: what enqueues looks like the function."""

    @job
    @unpacked
    def letter(payload: OrderCompleted) -> None: ...

    signal = order_completed()
    signal.connect(hand_to(letter.delay))
    signal.send(OrderService, ORDER)
    assert [message for _, message in QUEUE] == [MESSAGE]
    with pytest.raises(
        ReceiverError, match=r"it is the task itself, which would run here\. Write hand_to\(task\.delay\)"
    ):
        hand_to(letter)


def test_a_function_that_can_be_enqueued_has_to_be_unpacked() -> None:
    """No checker sees it there; what looks like it, and is not it, is what it is."""

    @job
    def letter(payload: OrderCompleted) -> None: ...

    for enqueue in (letter.delay, functools.wraps(letter.delay)(lambda payload: None)):
        with pytest.raises(ReceiverError, match=r"letter \(.*Write @unpacked below the engine's decorator"):
            hand_to(enqueue)

    @functools.wraps(letter)
    def later(payload: object) -> None: ...

    assert later.__dict__["delay"] is letter.delay
    with pytest.raises(ReceiverError, match=r"letter \(.*Write @unpacked below the engine's decorator"):
        hand_to(later)


def test_a_fake_can_be_handed_over_to() -> None:
    """A mock answers to every name, and is none of them."""
    signal, fake = order_completed(), Mock()
    signal.connect(hand_to(fake))
    signal.connect(hand_to(fake.enqueue))
    signal.send(OrderService, ORDER)
    fake.assert_called_once_with(**MESSAGE)
    fake.enqueue.assert_called_once_with(**MESSAGE)


# What is refused.


@unpacked
async def stored(payload: OrderCompleted) -> None: ...


@dataclass
class Carrier:
    name: str


@task
def ship(carrier: Carrier) -> None: ...


@task
def book(engine: Task[Any], carriers: list[Carrier]) -> None: ...


@task
def watch(order_id: int, thread: threading.Thread) -> None: ...


class Puts:
    def put(self, order: object) -> None: ...


WRONG: dict[str, tuple[Callable[[Any], object], object, str]] = {
    "the task, which cannot be called": (
        hand_to,
        send_invoice,
        (
            "hand_to cannot hand over to an object of engine.tasks.Task: it cannot be called. "
            "Write hand_to(task.enqueue)."
        ),
    ),
    "the task, which can be called": (
        hand_keywords_to,
        CallableTask(note.func),
        (
            "hand_keywords_to cannot hand over to tests.unit.handover.engine.note (engine.py:N): it is the task itself, "
            "which would run here. Write hand_keywords_to(task.delay)."
        ),
    ),
    "something else": (
        ahand_to,
        7,
        "ahand_to cannot hand over to an object of builtins.int: it cannot be called. Write ahand_to(task.enqueue).",
    ),
    "a method that enqueues nothing": (
        hand_to,
        CallableTask(send_invoice.func).signature,
        (
            "hand_to cannot hand over to tests.unit.handover.engine.CallableTask.signature (engine.py:N): it does not enqueue "
            "what it is called with. Write hand_to(task.delay), or a function that takes what is sent and calls it."
        ),
    ),
    "an async method that enqueues nothing": (
        ahand_to,
        send_invoice.arun,
        "engine.Task.arun (engine.py:N): it does not enqueue what it is called with. Write ahand_to(task.aenqueue), or",
    ),
    "a method that takes options": (
        hand_keywords_to,
        functools.partial(CallableTask(note.func).delay_with_options, delay=60),
        (
            "hand_keywords_to cannot hand over to tests.unit.handover.engine.CallableTask.delay_with_options (engine.py:N): it "
            "does not enqueue what it is called with. Write hand_keywords_to(task.delay), or a function that"
        ),
    ),
    "the function": (
        hand_to,
        send_invoice.func,
        (
            "hand_to cannot hand over to tests.unit.handover.engine.send_invoice (engine.py:N): it is the task's function, "
            "which would run here. Write hand_to(task.enqueue)."
        ),
    ),
    "what has to be awaited": (
        hand_to,
        send_invoice.aenqueue,
        (
            "hand_to cannot hand over to tests.unit.handover.engine.Task.aenqueue (engine.py:N): it has to be awaited. "
            "Write ahand_to(...), and connect it to an AsyncSignal."
        ),
    ),
    "keywords to what has to be awaited": (
        hand_keywords_to,
        note.aenqueue,
        "it has to be awaited. Write an async receiver that awaits it, and an AsyncKeywordSignal.",
    ),
    "a task that is not unpacked": (
        hand_to,
        raw_invoice.enqueue,
        (
            "hand_to cannot hand over to tests.unit.handover.engine.raw_invoice (engine.py:N): it would be given a message "
            "and no payload. Write @unpacked below the engine's decorator."
        ),
    ),
    "an async one": (
        ahand_to,
        raw_invoice.aenqueue,
        "ahand_to cannot hand over to tests.unit.handover.engine.raw_invoice (engine.py:N): it would be given",
    ),
    "another parameter": (
        hand_to,
        Puts().put,
        "Puts.put (test_handing.py:N): it does not take 'payload'. It is called with payload=...: pass what takes that.",
    ),
    "no payload": (hand_to, lambda: None, "it does not take 'payload'. It is called with payload=..."),
    "keywords to a task for a payload": (
        hand_keywords_to,
        send_invoice.enqueue,
        "it takes a payload. Write hand_to(...), and connect it to a Signal.",
    ),
    "keywords that are not carried": (
        hand_keywords_to,
        ship.enqueue,
        (
            "test_handing.ship (test_handing.py:N): carrier is tests.unit.handover.test_handing.Carrier, which is carried "
            "only in a payload. Send its fields, or a payload."
        ),
    ),
    "a list of them": (hand_keywords_to, book.enqueue, "carriers is tests.unit.handover.test_handing.Carrier"),
    "what nobody carries": (
        hand_keywords_to,
        watch.enqueue,
        (
            "thread is threading.Thread, which cannot be carried to another process. "
            "Declare what identifies it instead, such as its primary key."
        ),
    ),
}


@pytest.mark.parametrize(("maker", "thing", "message"), WRONG.values(), ids=WRONG)
def test_it_is_refused(maker: Callable[[Any], object], thing: object, message: str) -> None:
    """At import, by name and with the remedy."""
    with pytest.raises(ReceiverError) as raised:
        maker(thing)
    assert message in re.sub(r":\d+\)", ":N)", str(raised.value))


def test_what_is_async_is_handed_to_asynchronously() -> None:
    """The function of a task may be async: that is the worker's matter."""
    signal = order_completed()
    signal.connect(hand_to(task(stored).enqueue))
    signal.send(OrderService, ORDER)
    assert [message for _, message in QUEUE] == [MESSAGE]


@task
def loose(
    first: Task[Any],
    order_id: int,
    text: str | bytes,
    other: OrderedDict[str, int],
    *rest: object,
    **kwargs: object,
) -> None: ...


@task
def unread_first(other: OrderedDict[str, int]) -> None: ...


def test_what_is_not_known_of_keywords_is_let_through() -> None:
    """A context that the engine gives, an annotation that cannot be read, and what says nothing."""
    assert hand_keywords_to(loose.enqueue) is not None
    assert hand_keywords_to(task(lambda anything: None).enqueue) is not None
    assert hand_keywords_to(unread_first.enqueue) is not None


@keyword_signal
def order_cancelled(sender: type[OrderService], *, order_id: int, reason: str, day: str = "") -> None: ...


@task
def misspelt(order_id: int, raeson: str) -> None: ...


@task
def too_little(order_id: int) -> None: ...


@task
def too_much(order_id: int, reason: str, day: str, more: int) -> None: ...


@task
def sometimes(order_id: int, reason: str, day: str = "today") -> None:
    MAILBOX.letters.append((order_id, reason, day))


@task
def everything(order_id: int, **kwargs: object) -> None:
    MAILBOX.letters.append((order_id, kwargs))


@task
def nothing() -> None: ...


@task
def in_place(order_id: int, /) -> None: ...


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (misspelt, "it does not take 'day', 'reason' (did you mean 'reason' by 'raeson'?)"),
        (too_little, "it does not take 'day', 'reason'"),
        (too_much, "it needs 'day', 'more', which would not always be given"),
        (nothing, "it does not take 'day', 'order_id', 'reason'"),
    ],
)
def test_a_task_that_takes_other_keywords_is_refused_by_connect(wrong: Task[Any], message: str) -> None:
    """As any receiver is; and nothing is enqueued."""
    receiver: Any = hand_keywords_to(wrong.enqueue)
    with pytest.raises(ReceiverError) as raised:
        order_cancelled.connect(receiver)
    assert message in str(raised.value)
    assert not order_cancelled.has_listeners()


@pytest.mark.parametrize(
    ("right", "sent", "got"),
    [
        (sometimes, {}, (7, "late", "today")),
        (sometimes, {"day": "monday"}, (7, "late", "monday")),
        (everything, {}, (7, {"reason": "late"})),
    ],
)
def test_what_is_not_sent_is_left_to_the_task(right: Task[Any], sent: dict[str, str], got: object) -> None:
    """Its defaults are its own, also those of another version."""
    receiver: Any = hand_keywords_to(right.enqueue)
    with order_cancelled.connected(receiver):
        order_cancelled.send(OrderService, order_id=7, reason="late", **sent)
    right.run()
    assert MAILBOX.letters == [got]


class WithContext(Task[Any]):
    takes_context = True


def of_a_context(given: object, order_id: int, reason: str, day: str = "") -> None: ...
def of_a_task(self: object, order_id: int, reason: str, day: str = "") -> None: ...


CONTEXT: list[Any] = [of_a_context, of_a_task]


@pytest.mark.parametrize("made", [WithContext(CONTEXT[0]), Task(CONTEXT[1]), in_place], ids=["context", "self", "/"])
def test_what_an_engine_gives_is_not_asked_of_the_signal(made: Task[Any]) -> None:
    """A context, or the task itself; and what no keyword reaches is for the engine to refuse."""
    receiver: Any = hand_keywords_to(made.enqueue)
    with order_cancelled.connected(receiver):
        order_cancelled.send(OrderService, order_id=7, reason="late")
    assert [message for _, message in QUEUE] == [{"order_id": 7, "reason": "late"}]


@pytest.mark.parametrize("maker", [hand_to, hand_keywords_to])
def test_a_coroutine_that_nobody_awaits_is_no_hand_over(maker: Any) -> None:
    """Of a function that does not look like it; the send says so, and nothing is left over."""

    def enqueue(**kwargs: Any) -> object:
        return send_invoice.aenqueue(**kwargs)

    receiver = maker(enqueue)
    with pytest.raises(ReceiverError, match="it gave a coroutine, so nothing is enqueued"):
        receiver(OrderService, *([ORDER] if maker is hand_to else []))
    assert QUEUE == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_forked_child_can_hand_over() -> None:
    """Also if another thread makes a receiver in that moment."""
    from typedsignals.handover import _handing

    entered, released = threading.Event(), threading.Event()

    def hold() -> None:
        with _handing._KEEPING:
            entered.set()
            released.wait(0.05)

    holder = threading.Thread(target=hold)
    holder.start()
    entered.wait()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads and fork
        child = os.fork()
    if child == 0:
        os._exit(0 if _handing._KEEPING.acquire(timeout=10) else 1)
    released.set()
    holder.join()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
