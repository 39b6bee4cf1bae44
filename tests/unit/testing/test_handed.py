"""What is handed over reaches no engine, and is run on demand, through JSON."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Generator
from functools import partial, wraps
from typing import Any

import pytest

from tests.unit.handover.engine import (
    MAILBOX,
    QUEUE,
    CallableTask,
    OrderCompleted,
    OrderService,
    job,
    note,
    order_completed,
    send_invoice,
    task,
)
from tests.unit.testing.shop import wrong
from typedsignals import AsyncSignal, Signal, UsageError, keyword_signal
from typedsignals.handover import MessageError, Packed, PackingError, ahand_to, hand_keywords_to, hand_to, unpacked
from typedsignals.testing import HandedOver, handed_over, record

ADA, BOB = OrderCompleted(7, "ada@example.org"), OrderCompleted(8, "bob@example.org")


@pytest.fixture(autouse=True)
def _emptied() -> Generator[None, None, None]:
    yield
    assert QUEUE == [], "an engine was given something"
    MAILBOX.letters.clear()


def connected(*enqueues: Any) -> Signal[type[OrderService], OrderCompleted]:
    """Return a signal that hands over to each of them."""
    signal = order_completed()
    for enqueue in enqueues:
        signal.connect(hand_to(enqueue))
    return signal


@keyword_signal
def order_cancelled(sender: type[OrderService], *, order_id: int, reason: str) -> None:
    """Sent once an order is given up."""


def test_what_is_handed_over_is_kept_and_run_on_demand() -> None:
    """In order, and each once."""
    signal = connected(send_invoice.enqueue)
    with handed_over() as handed:
        signal.send(OrderService, ADA)
        signal.send(OrderService, BOB)
        assert MAILBOX.letters == []
        handed.run()
        assert MAILBOX.letters == [ADA, BOB]
        handed.run()
    assert MAILBOX.letters == [ADA, BOB]


def test_what_a_task_gets_is_made_from_json() -> None:
    """It is equal to what was sent, and another object; the message is what would lie in a queue."""
    signal = connected(send_invoice.enqueue)
    with handed_over() as handed:
        signal.send(OrderService, ADA)
    assert handed[0].arguments == {"payload": {"order_id": 7, "email": "ada@example.org"}}
    (payload,) = handed.payloads(send_invoice.enqueue)
    assert payload == ADA and payload is not ADA
    handed.run()
    assert MAILBOX.letters == [ADA] and MAILBOX.letters[0] is not ADA


def test_payloads_are_those_of_one_task() -> None:
    """Whichever way it is enqueued; a method that is made anew is the same."""

    @task
    @unpacked
    def other(payload: OrderCompleted) -> None: ...

    signal = connected(send_invoice.using(queue_name="mail").enqueue, other.enqueue)
    with handed_over() as handed:
        signal.send(OrderService, ADA)
    assert handed.payloads(send_invoice.enqueue) == handed.payloads(other.enqueue) == [ADA]
    assert len(handed) == 2 and handed[:1] == [handed[0]]


@pytest.mark.parametrize("kind", ["method of a callable task", "function under wraps", "partial", "named by hand"])
def test_the_function_is_found_however_an_engine_keeps_it(kind: str) -> None:
    """As `hand_to` finds it for its messages."""

    @unpacked
    def write(payload: OrderCompleted) -> None:
        MAILBOX.letters.append(payload)

    def put(function: object, *, payload: object) -> None:
        raise AssertionError

    ways: dict[str, Callable[[], Any]] = {
        "method of a callable task": lambda: CallableTask(write).delay,
        "function under wraps": lambda: job(write).delay,
        "partial": lambda: partial(put, write),
        "named by hand": lambda: wraps(write)(lambda payload: put(write, payload=payload)),
    }
    enqueue = ways[kind]()
    signal = connected(enqueue)
    with handed_over() as handed:
        signal.send(OrderService, ADA)
        handed.run()
    assert MAILBOX.letters == [ADA]
    assert handed.payloads(enqueue) == [ADA]


def test_what_nothing_is_found_behind_is_kept_and_cannot_be_run() -> None:
    """It is named."""
    called: list[object] = []

    def publish(payload: Packed[OrderCompleted]) -> None:
        called.append(payload)

    def log(payload: Packed[OrderCompleted]) -> None: ...

    signal = connected(publish)
    with handed_over() as handed:
        signal.send(OrderService, ADA)
    assert called == []
    with pytest.raises(
        UsageError, match=r"cannot run .*publish \(test_handed\.py:\d+\): no function of a task is found"
    ):
        handed.run()
    with pytest.raises(UsageError, match=r"cannot tell the payloads of .*publish \(test_handed.py:\d+\): no function"):
        handed.payloads(publish)
    assert handed.keywords(publish) == [{"payload": {"order_id": 7, "email": "ada@example.org"}}]
    assert handed.keywords(log) == []
    signal.send(OrderService, ADA)
    assert called == [{"order_id": 7, "email": "ada@example.org"}]


def test_keywords_are_kept_as_they_were_sent() -> None:
    """How they are carried is the engine's matter."""
    receiver = hand_keywords_to(note.enqueue)
    with order_cancelled.connected(receiver), handed_over() as handed:
        order_cancelled.send(OrderService, order_id=7, reason="out of stock")
        handed.run()
    assert handed.keywords(note.enqueue) == [{"order_id": 7, "reason": "out of stock"}]
    assert MAILBOX.letters == [(7, "out of stock")]


def test_payloads_and_keywords_are_not_taken_for_each_other() -> None:
    """The error says what to write."""
    with handed_over() as handed, pytest.raises(UsageError, match=r"keywords\(\.\.\.\) of a task that takes these"):
        handed.payloads(wrong(note.enqueue))
    with pytest.raises(UsageError, match=r"it takes a payload; write payloads\(\.\.\.\)"):
        handed.keywords(send_invoice.enqueue)


def test_what_a_task_hands_over_is_run_as_well() -> None:
    """As a worker that goes on until nothing is left."""
    signal = order_completed()

    @task
    @unpacked
    def again(payload: OrderCompleted) -> None:
        MAILBOX.letters.append(payload.order_id)
        if payload.order_id < 9:
            signal.send(OrderService, OrderCompleted(payload.order_id + 1, payload.email))

    signal.connect(hand_to(again.enqueue))
    with handed_over() as handed:
        signal.send(OrderService, ADA)
        handed.run()
    assert MAILBOX.letters == [7, 8, 9]
    assert len(handed) == 3


def test_one_is_run_by_itself_and_more_than_once() -> None:
    """As it happens to what is delivered at least once; what it returns is returned."""

    @task
    @unpacked
    def count(payload: OrderCompleted) -> int:
        MAILBOX.letters.append(payload.order_id)
        return len(MAILBOX.letters)

    signal = connected(count.enqueue)
    with handed_over() as handed:
        signal.send(OrderService, ADA)
        assert [handed[0].run(), handed[0].run()] == [1, 2]
        assert handed[0].has_run
        handed.run()
    assert MAILBOX.letters == [7, 7]


def test_what_a_task_raises_is_raised_and_the_next_run_goes_on() -> None:
    """The one that failed is not run again."""

    @task
    @unpacked
    def fail_once(payload: OrderCompleted) -> None:
        MAILBOX.letters.append(payload.order_id)
        if payload.order_id == 7:
            raise LookupError

    signal = connected(fail_once.enqueue)
    with handed_over() as handed:
        signal.send(OrderService, ADA)
        signal.send(OrderService, BOB)
        with pytest.raises(LookupError):
            handed.run()
        handed.run()
    assert MAILBOX.letters == [7, 8]


def test_a_task_that_takes_a_context_is_given_one_by_the_test() -> None:
    """Without, it is refused and named, and has not run."""

    @task
    @unpacked
    def write(context: str, payload: OrderCompleted) -> None:
        MAILBOX.letters.append((context, payload))

    signal = connected(wrong(write).enqueue, send_invoice.enqueue)
    with handed_over() as handed:
        signal.send(OrderService, ADA)
        with pytest.raises(UsageError, match=r"write \(test_handed.py:\d+\): missing .*'context'; run it by itself"):
            handed.run()
        handed[0].run("attempt 1")
        handed.run()
    assert MAILBOX.letters == [("attempt 1", ADA), ADA]
    with pytest.raises(UsageError, match="leave the context out"):
        handed[1].run("attempt 1")


def test_async_tasks_are_awaited() -> None:
    """One after another with those that are not; `run` refuses them and says what to write."""

    @task
    @unpacked
    async def write(payload: OrderCompleted) -> str:
        await asyncio.sleep(0)
        MAILBOX.letters.append(payload)
        return "written"

    signal = connected(write.enqueue, send_invoice.enqueue)
    with handed_over() as handed:
        signal.send(OrderService, ADA)
        with pytest.raises(UsageError, match=r"write \(test_handed.py:\d+\): it is async; await arun\(\) instead"):
            handed.run()
        assert MAILBOX.letters == []
        asyncio.run(handed.arun())
        asyncio.run(handed.arun())
        assert MAILBOX.letters == [ADA, ADA]
        assert asyncio.run(handed[0].arun()) == "written"


def test_what_would_have_to_be_awaited_is_caught_too() -> None:
    """No engine is awaited."""
    stored = AsyncSignal[type[OrderService], OrderCompleted]("order_stored")
    stored.connect(ahand_to(send_invoice.aenqueue))
    with handed_over() as handed:
        asyncio.run(stored.asend(OrderService, ADA))
        handed.run()
    assert MAILBOX.letters == [ADA]


def test_what_cannot_be_packed_is_raised_by_the_send() -> None:
    """As it would be with an engine; nothing is kept of it."""
    signal = connected(send_invoice.enqueue)
    with handed_over() as handed, pytest.raises(PackingError):
        signal.send(OrderService, OrderCompleted(7, wrong(object())))
    assert list(handed) == []


def test_a_message_that_does_not_fit_is_an_error_of_the_run() -> None:
    """As it would be in the worker: what is sent is not what is declared."""
    signal = connected(send_invoice.enqueue)
    with handed_over() as handed:
        signal.send(OrderService, OrderCompleted(wrong("7"), "ada@example.org"))
        with pytest.raises(MessageError, match=r"Expected `int`, got `str` - at `\$\.order_id`"):
            handed.run()


def test_it_holds_for_every_thread() -> None:
    """A server's thread hands nothing over behind the test's back."""
    signal = connected(send_invoice.enqueue)
    with handed_over() as handed:
        thread = threading.Thread(target=signal.send, args=(OrderService, ADA))
        thread.start()
        thread.join()
    assert handed.payloads(send_invoice.enqueue) == [ADA]


def test_the_innermost_catches() -> None:
    """And after it the outer one again, also if the inner one is left first by an error."""
    signal = connected(send_invoice.enqueue)
    with handed_over() as outer:
        with pytest.raises(LookupError), handed_over() as inner:
            signal.send(OrderService, ADA)
            raise LookupError
        signal.send(OrderService, BOB)
    assert (inner.payloads(send_invoice.enqueue), outer.payloads(send_invoice.enqueue)) == ([ADA], [BOB])


def test_two_that_overlap_end_each_by_itself() -> None:
    """In whatever order they are left."""
    signal = connected(send_invoice.enqueue)
    first, second = handed_over(), handed_over()
    one, two = first.__enter__(), second.__enter__()
    first.__exit__(None, None, None)
    signal.send(OrderService, ADA)
    second.__exit__(None, None, None)
    assert (len(one), len(two)) == (0, 1)


def test_afterwards_the_engine_gets_it() -> None:
    """The very same receiver, connected all the time."""
    signal = connected(send_invoice.enqueue)
    with handed_over():
        pass
    signal.send(OrderService, ADA)
    assert [message for _, message in QUEUE] == [{"payload": {"order_id": 7, "email": "ada@example.org"}}]
    QUEUE.clear()


def test_it_decorates() -> None:
    """As the others of the kit do."""
    signal = connected(send_invoice.enqueue)

    @handed_over()
    def fill() -> None:
        signal.send(OrderService, ADA)

    fill()


def test_a_recording_sees_the_send() -> None:
    """What is caught is what the receiver hands over, not the send."""
    signal = connected(send_invoice.enqueue)
    with handed_over(), record(signal) as sent:
        signal.send(OrderService, ADA)
    assert sent.payloads == [ADA]
    assert sent[0].exceptions == []


def test_it_shows_what_was_handed_over() -> None:
    """Each on a line of its own, so that a plain assert tells."""
    handed = HandedOver()
    assert repr(handed) == "<nothing handed over>"
    with handed_over() as handed:
        connected(send_invoice.enqueue).send(OrderService, OrderCompleted(7, "ada"))
    assert repr(handed).splitlines() == [
        "<1 handed over:",
        f"  1. {handed[0].task}: payload={{'order_id': 7, 'email': 'ada'}}>",
    ]
    assert handed[0].task.startswith("tests.unit.handover.engine.send_invoice (engine.py:")


def test_it_says_which_extra_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """On entering, and not where it is imported."""
    for name in [name for name in sys.modules if name.startswith("typedsignals.handover")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ImportError, match=r"pip install 'typedsignals\[handover\]'"), handed_over():
        pass
