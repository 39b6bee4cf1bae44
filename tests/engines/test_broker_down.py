"""A broker that goes down between two orders: what the process that completes them gets to see."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
import redis
from celery import Celery
from dramatiq import actor
from dramatiq.brokers.redis import RedisBroker
from dramatiq.brokers.stub import StubBroker
from kombu.exceptions import OperationalError
from rq import Queue
from taskiq.exceptions import SendTaskError
from taskiq_redis import ListQueueBroker

from tests.engines import redis_server
from tests.engines.shop import OrderCompleted, OrderService, an_order
from tests.integration.shop import databases, empty_shop, set_up
from typedsignals import AsyncSignal, ReceiverError, Signal
from typedsignals.handover import ahand_to, hand_to, unpacked

set_up()

from django.db import transaction  # noqa: E402
from shop.models import Supplier  # noqa: E402

from typedsignals.django import after_commit  # noqa: E402

__all__ = ["databases", "empty_shop"]

pytestmark = pytest.mark.usefixtures("empty_shop")

TASK = f"{__name__}.send_invoice (test_broker_down.py:"


@unpacked
def send_invoice(payload: OrderCompleted) -> None:
    """Done by a worker, of which there is none here."""


@unpacked
async def thank(payload: OrderCompleted) -> None:
    """The same."""


def of_celery(address: str) -> Any:
    """Try once. Without the second setting, the first makes it try for seconds."""
    app = Celery("shop", broker=address, set_as_current=False)
    app.conf.update(task_publish_retry=False, broker_transport_options={"max_retries": 0})
    return app.task(send_invoice).delay


def of_dramatiq(address: str) -> Any:
    make_broker: Any = RedisBroker
    return actor(broker=make_broker(url=address))(send_invoice).send


def of_rq(address: str) -> Any:
    return partial(Queue("mail", connection=redis.Redis.from_url(address)).enqueue, send_invoice)


@dataclass(frozen=True)
class Engine:
    """How a task is enqueued on the Redis at an address, and what is raised when it cannot be."""

    method: Callable[[str], Any]
    error: type[Exception]


ENGINES = {
    "Celery": Engine(of_celery, OperationalError),
    "dramatiq": Engine(of_dramatiq, redis.ConnectionError),
    "rq": Engine(of_rq, redis.ConnectionError),
}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = ENGINES[request.param]
    return found


class Broker:
    """A Redis that goes and comes back, with nothing in it."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._port = redis_server.free_port()
        self._running = ExitStack()

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self._port}"

    def start(self) -> None:
        self._running.enter_context(redis_server.server(self._program, port=self._port))

    def stop(self) -> None:
        self._running.close()

    def is_empty(self) -> bool:
        with redis.Redis.from_url(self.address) as connection:
            return not connection.keys()


@pytest.fixture
def broker(redis_program: str) -> Iterator[Broker]:
    started = Broker(redis_program)
    started.start()
    yield started
    started.stop()


def order_completed() -> Signal[type[OrderService], OrderCompleted]:
    return Signal("order_completed")


def complete(signal: Signal[type[OrderService], OrderCompleted], order_id: int) -> None:
    """Do what a view does: store, and send."""
    with transaction.atomic():
        Supplier.objects.create(name=str(order_id))
        signal.send(OrderService, an_order(order_id))


def stored() -> set[str]:
    return {supplier.name for supplier in Supplier.objects.all()}


def test_in_the_transaction_it_fails_and_nothing_is_stored(engine: Engine, broker: Broker) -> None:
    """The send raises what the engine does, with the names of signal and task."""
    signal = order_completed()
    signal.connect(hand_to(engine.method(broker.address)))
    complete(signal, 7)
    broker.stop()
    with pytest.raises(engine.error) as raised:
        complete(signal, 8)
    assert stored() == {"7"}
    (note,) = raised.value.__notes__
    assert note.startswith(f"while signal 'order_completed' was sent to {TASK}")


def test_after_the_commit_it_fails_and_the_order_is_stored(engine: Engine, broker: Broker) -> None:
    """The `atomic` block raises what the engine does, with the name of the task; the send is over."""
    signal = order_completed()
    signal.connect(hand_to(after_commit(engine.method(broker.address))))
    complete(signal, 7)
    broker.stop()
    with pytest.raises(engine.error) as raised:
        complete(signal, 8)
    assert stored() == {"7", "8"}
    (note,) = raised.value.__notes__
    assert note.startswith(f"after the commit, in {TASK}")


def test_what_is_robust_is_logged_and_lost(engine: Engine, broker: Broker, caplog: pytest.LogCaptureFixture) -> None:
    """By Django, with the name of the task and no value; what comes later does not suffer."""
    signal = order_completed()
    signal.connect(hand_to(after_commit(engine.method(broker.address), robust=True)))
    complete(signal, 7)
    broker.stop()
    with caplog.at_level(logging.ERROR):
        complete(signal, 8)
    assert stored() == {"7", "8"}
    (logged,) = [record for record in caplog.records if record.name.startswith("django.")]
    assert logged.getMessage().startswith(f"Error calling {TASK.partition(' ')[0]} in on_commit()")
    assert "customer-8" not in caplog.text
    broker.start()
    assert broker.is_empty()
    complete(signal, 9)
    assert not broker.is_empty()


def test_what_would_run_here_after_the_commit_is_refused() -> None:
    """The tasks themselves instead of their methods, and their function."""
    app = Celery("shop", set_as_current=False)
    broker = StubBroker()
    tasks: list[Any] = [app.task(send_invoice), actor(broker=broker)(send_invoice), send_invoice]
    for task in tasks:
        with pytest.raises(ReceiverError):
            hand_to(after_commit(task))


def test_an_asynchronous_signal_raises_it_too(broker: Broker) -> None:
    """Out of `asend`, with the same names."""
    tasks = ListQueueBroker(broker.address)
    signal = AsyncSignal[type[OrderService], OrderCompleted]("order_stored")
    signal.connect(ahand_to(tasks.task(thank).kiq))

    async def store() -> None:
        await tasks.startup()
        try:
            await signal.asend(OrderService, an_order(7))
            broker.stop()
            await signal.asend(OrderService, an_order(8))
        finally:
            await tasks.shutdown()

    with pytest.raises(SendTaskError) as raised:
        asyncio.run(store())
    (note,) = raised.value.__notes__
    assert note.startswith(f"while signal 'order_stored' was sent to {__name__}.thank (test_broker_down.py:")
