"""Engines without worker and broker, as unit tests have them; and what each shows of its tasks there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import dramatiq
import pytest
from celery import Celery, Task, shared_task
from dramatiq.brokers.stub import StubBroker
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer
from taskiq import InMemoryBroker

from tests.engines.shop import OrderCompleted, OrderService, an_order, order_cancelled
from typedsignals import AsyncSignal, ReceiverError, Signal
from typedsignals.handover import ahand_to, hand_keywords_to, hand_to, pack, unpacked

done: list[OrderCompleted] = []


@pytest.fixture(autouse=True)
def _nothing_done() -> Iterator[None]:
    yield
    done.clear()


@unpacked
def send_invoice(payload: OrderCompleted) -> None:
    done.append(payload)


@unpacked
async def thank(payload: OrderCompleted) -> None:
    done.append(payload)


def note_order(order: dict[str, object]) -> None:
    """Take a dictionary, and not under `@unpacked`."""


def order_completed() -> Signal[type[OrderService], OrderCompleted]:
    return Signal("order_completed")


@pytest.fixture
def celery() -> Iterator[Celery]:
    """An app that is the current one, and runs each task at once."""
    with Celery("shop") as app:
        app.conf.update(task_always_eager=True, task_eager_propagates=True)
        yield app


# What runs at once.


def test_celery_runs_it_at_once(celery: Celery) -> None:
    """`task_always_eager`; a bound task, too, and what it raises is raised by the send."""

    @shared_task
    @unpacked
    def fail(payload: OrderCompleted) -> None:
        raise LookupError

    @celery.task(bind=True)
    @unpacked
    def bound(self: Any, payload: OrderCompleted) -> None:
        done.append(payload)
        assert self.request.is_eager

    signal = order_completed()
    signal.connect(hand_to(bound.delay), priority=1)
    signal.connect(hand_to(fail.delay))
    with pytest.raises(LookupError) as raised:
        signal.send(OrderService, an_order(7))
    assert done == [an_order(7)]
    (note,) = raised.value.__notes__
    assert "<locals>.fail (test_at_once.py:" in note


def test_dramatiq_keeps_it_until_a_worker_of_the_test_comes() -> None:
    """`StubBroker`; what the task raises is raised by `join`."""
    broker = StubBroker()
    actor = dramatiq.actor(broker=broker, queue_name="mail")(send_invoice)
    signal = order_completed()
    signal.connect(hand_to(actor.send))
    signal.send(OrderService, an_order(7))
    assert done == []
    worker = dramatiq.Worker(broker, worker_timeout=10, worker_threads=1)
    worker.start()
    try:
        broker.join("mail", fail_fast=True)
    finally:
        worker.stop()
        broker.close()
    assert done == [an_order(7)]


def test_rq_runs_it_at_once(redis_address: str) -> None:
    """`is_async=False`: with a Redis, and through its serializer."""
    signal = order_completed()
    with Redis.from_url(redis_address) as redis:
        queue = Queue("mail", connection=redis, is_async=False, serializer=JSONSerializer)

        def enqueue_invoice(payload: object) -> None:
            queue.enqueue(send_invoice, payload=payload)

        signal.connect(hand_to(enqueue_invoice))
        signal.send(OrderService, an_order(7))
    assert done == [an_order(7)]


def test_taskiq_runs_it_in_the_loop() -> None:
    """`InMemoryBroker`."""
    broker = InMemoryBroker(await_inplace=True)
    signal = AsyncSignal[type[OrderService], OrderCompleted]("order_stored")
    signal.connect(ahand_to(broker.task(thank).kiq))

    async def store() -> None:
        await broker.startup()
        await signal.asend(OrderService, an_order(7))
        await broker.shutdown()

    asyncio.run(store())
    assert done == [an_order(7)]


# What an engine shows of its tasks.


@unpacked
def pack_parcel(self: object, payload: OrderCompleted) -> None:
    """Bound."""


class Logged(Task[Any, Any]):
    """A base that tasks are made of."""


# A task of Celery by how it is made, and by what its function is called.
TASKS: dict[str, tuple[Callable[[Celery], Any], str]] = {
    "of the app": (lambda app: app.task(send_invoice), "send_invoice"),
    "shared": (lambda app: shared_task(send_invoice), "send_invoice"),
    "with options": (
        lambda app: app.task(acks_late=True, rate_limit="9/m", max_retries=3)(send_invoice),
        "send_invoice",
    ),
    "bound": (lambda app: app.task(bind=True)(pack_parcel), "pack_parcel"),
    "tried again": (lambda app: shared_task(autoretry_for=(LookupError,))(send_invoice), "send_invoice"),
    "bound and tried again": (
        lambda app: app.task(bind=True, autoretry_for=(LookupError,))(pack_parcel),
        "pack_parcel",
    ),
    "at once": (lambda app: app.task(lazy=False)(send_invoice), "send_invoice"),
    "of a class": (lambda app: app.task(base=Logged)(send_invoice), "send_invoice"),
}


@pytest.mark.parametrize("kind", TASKS)
def test_a_task_of_celery_is_named_by_its_function_and_connected_once(kind: str, celery: Celery) -> None:
    """Before and after the app is finalized, which looking up `.delay` does."""
    make, name = TASKS[kind]
    task, signal = make(celery), order_completed()
    signal.connect(hand_to(task.delay))
    celery.finalize()
    signal.connect(hand_to(celery.tasks[task.name].delay))
    signal.connect(hand_to(task.delay))
    (connection,) = signal.connections
    receiver: Any = connection.receiver
    assert (receiver.__module__, receiver.__qualname__, connection.timing) == (__name__, name, "handed over")
    assert signal.disconnect(hand_to(task.delay))


def test_a_signature_of_celery_is_named_by_its_task(celery: Celery) -> None:
    """And judged by it; in spite of its options, which are its own."""
    celery_task: Any = celery.task(send_invoice)
    raw: Any = celery.task(note_order)
    signal = order_completed()
    signature = celery_task.s().set(queue="mail")
    signal.connect(hand_to(signature.delay))
    receiver: Any = signal.connections[0].receiver
    assert receiver.__qualname__ == "send_invoice"
    assert signal.disconnect(hand_to(signature.delay))
    with pytest.raises(ReceiverError, match=r"note_order \(test_at_once\.py:\d+\): it would be given a message"):
        hand_to(raw.s().delay)


def test_a_task_that_is_called_runs_here(celery: Celery) -> None:
    """As its function does, of a packed payload: so a unit test calls it, and `hand_to` refuses it."""
    celery_task: Any = celery.task(send_invoice)
    actor: Any = dramatiq.actor(broker=StubBroker())(send_invoice)
    for task, method in ((celery_task, "delay"), (actor, "send")):
        task(pack(an_order(7)))
        with pytest.raises(
            ReceiverError, match=rf"it is the task itself, which would run here\. Write hand_to\(task\.{method}\)"
        ):
            hand_to(task)
    assert done == [an_order(7)] * 2


def test_keywords_are_handed_over_as_they_are(celery: Celery) -> None:
    """To an ordinary task; the values are what the engine carries."""
    heard = list[tuple[int, str]]()

    @shared_task
    def note(order_id: int, reason: str) -> None:
        heard.append((order_id, reason))

    order_cancelled.connect(hand_keywords_to(note.delay))
    try:
        order_cancelled.send(OrderService, order_id=7, reason="too late")
    finally:
        order_cancelled.disconnect(hand_keywords_to(note.delay))
    assert heard == [(7, "too late")]
