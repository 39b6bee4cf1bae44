"""What is wrong, and no type checker can say so today; whose matter each is. One that learns to is noticed here.

*Refused* says that the module does not import, so that a first look at it finds the mistake.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

import dramatiq
from celery import Celery, Task, shared_task
from django.tasks import task
from procrastinate import App
from procrastinate.testing import InMemoryConnector
from redis import Redis
from rq import Queue
from taskiq import InMemoryBroker

from tests.typing.shop import (
    OrderCompleted,
    OrderRejected,
    OrderService,
    Warehouse,
    order_completed,
    order_packed,
    order_shipped,
    parcel_due,
)
from typedsignals import Signal
from typedsignals.handover import ahand_to, hand_keywords_to, hand_to, pack, unpacked

jobs = App(connector=InMemoryConnector())
broker = InMemoryBroker()
queue = Queue("mail", connection=Redis())
app = Celery("shop")


@task
@unpacked
def by_django(payload: OrderCompleted) -> None: ...


@shared_task
@unpacked
def by_celery(payload: OrderCompleted) -> None: ...


@dramatiq.actor
@unpacked
def by_dramatiq(payload: OrderCompleted) -> None: ...


@jobs.task
@unpacked
def by_procrastinate(payload: OrderCompleted) -> None: ...


@broker.task
@unpacked
async def by_taskiq(payload: OrderCompleted) -> None: ...


@unpacked
def by_rq(payload: OrderRejected) -> None: ...


def of_int(payload: int) -> None: ...


# Python's: what takes any number takes one. Refused: write (payload: OrderCompleted).
@unpacked
def of_all(*payloads: OrderCompleted) -> None: ...


@task
def close(order_id: int) -> None: ...


# Python's: to a checker, a coroutine is a result as any other. Refused: write ahand_to; for keywords, a receiver that awaits.
order_completed.connect(hand_to(by_taskiq.kiq))
order_completed.connect(hand_to(by_django.aenqueue))
order_completed.connect(hand_to(by_procrastinate.defer_async))
order_packed.connect(hand_keywords_to(close.aenqueue))

# The engines': a task that can be called takes what its method takes. Refused: write hand_to(task.send).
order_completed.connect(hand_to(by_celery))
order_completed.connect(hand_to(by_dramatiq))
order_completed.connect(hand_to(by_procrastinate))
parcel_due.connect(ahand_to(by_taskiq))

# The engines': methods that take the same, and run the task here, or make what nobody sends. Refused: the same.
order_completed.connect(hand_to(by_django.call))
parcel_due.connect(ahand_to(by_django.acall))
order_completed.connect(hand_to(by_celery.s))
order_completed.connect(hand_to(by_celery.si))
order_completed.connect(hand_to(by_dramatiq.message))

# rq's: `enqueue` takes any function and anything for it. A function with types between them is checked: accept/rq_queues.py.
order_completed.connect(hand_to(partial(queue.enqueue, by_rq)))
order_shipped.connect(hand_keywords_to(partial(queue.enqueue, by_rq)))
queue.enqueue(by_rq, OrderCompleted)


# celery-types': `Celery.task` gives a Task[Any, Any], whatever it decorates. Write shared_task.
@app.task
@unpacked
def by_app(payload: OrderRejected) -> None: ...


# celery-types': so does `shared_task` with a `base`. Where you can, write its attributes as options.
@shared_task(bind=True, base=Task)
@unpacked
def by_base(self: object, payload: OrderRejected) -> None: ...


order_completed.connect(hand_to(by_app.delay))
order_shipped.connect(hand_keywords_to(by_app.delay))
order_completed.connect(hand_to(by_base.delay))
by_app.delay(OrderCompleted)

# celery-types': a signature takes anything, and so does apply_async. A function with types between them is checked.
order_shipped.connect(hand_keywords_to(shared_task(by_rq).s().set(countdown=60).delay))
by_celery.apply_async((OrderRejected(7, ""),))

# As with every receiver, connect sees no sender that never sends: write `receiver(order_completed, sender=...)`.
order_completed.connect(hand_to(by_django.enqueue), sender=Warehouse)


# Python's: a datetime is a date there, and True is an int; as JSON they are not. A MessageError, in the worker.
@task
@unpacked
def of_date(payload: date) -> None: ...


Signal[type[OrderService], datetime]("order_dated").connect(hand_to(of_date.enqueue))
Signal[type[OrderService], bool]("order_checked").connect(hand_to(task(unpacked(of_int)).enqueue))
of_date.enqueue(pack(datetime(2026, 1, 1)))
