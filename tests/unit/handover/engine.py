"""An engine that only keeps what it is given, in the shapes that engines have; and a shop that hands over to it."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, ParamSpec

from typedsignals import Signal
from typedsignals.handover import unpacked

P = ParamSpec("P")

QUEUE: list[tuple[object, dict[str, Any]]] = []  # the task, and what it was enqueued with, through JSON


@dataclass(frozen=True, slots=True)
class Task(Generic[P]):
    """As Django's: equal when it is made anew, called by nobody, its function in a slot."""

    func: Callable[P, object]
    queue_name: str = "default"

    def using(self, queue_name: str) -> Task[P]:
        return Task(self.func, queue_name)

    def enqueue(self, *args: P.args, **kwargs: P.kwargs) -> int:
        QUEUE.append((self, json.loads(json.dumps(kwargs))))
        return len(QUEUE)

    async def aenqueue(self, *args: P.args, **kwargs: P.kwargs) -> int:
        QUEUE.append((self, json.loads(json.dumps(kwargs))))
        return len(QUEUE)

    async def arun(self, *args: P.args, **kwargs: P.kwargs) -> object:
        raise AssertionError

    def run(self, number: int = -1) -> object:
        """Do what a worker does with a message."""
        run: Any = self.func
        return run(**QUEUE[number][1])


Task.__module__ = "engine.tasks"  # as it is not of the shop's package


def task(function: Callable[P, object]) -> Task[P]:
    return Task(function)


class CallableTask(Generic[P]):
    """As Celery's and dramatiq's: calling it runs the function, here."""

    def __init__(self, function: Callable[P, object]) -> None:
        self.__wrapped__ = function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> object:
        raise AssertionError

    def delay(self, *args: P.args, **kwargs: P.kwargs) -> None:
        QUEUE.append((self, json.loads(json.dumps(kwargs))))

    def delay_on_commit(self, *args: P.args, **kwargs: P.kwargs) -> None:
        QUEUE.append((self, json.loads(json.dumps(kwargs))))

    def delay_with_options(self, *, kwargs: dict[str, object] | None = None, **options: object) -> None:
        raise AssertionError

    def signature(self, *args: P.args, **kwargs: P.kwargs) -> None:
        raise AssertionError


def job(function: Callable[P, object]) -> Any:
    """As rq's decorator: the function itself, with a way to enqueue it."""

    @functools.wraps(function)
    def delay(*args: P.args, **kwargs: P.kwargs) -> None:
        QUEUE.append((function, json.loads(json.dumps(kwargs))))

    function.__dict__["delay"] = delay
    return function


class OrderService:
    """A sender."""


@dataclass(frozen=True)
class OrderCompleted:
    order_id: int
    email: str


def order_completed() -> Signal[type[OrderService], OrderCompleted]:
    return Signal("order_completed")


@dataclass
class Mailbox:
    """Where functions of tasks leave what they were called with."""

    letters: list[object] = field(default_factory=list[object])


MAILBOX = Mailbox()


@task
@unpacked
def send_invoice(payload: OrderCompleted) -> None:
    MAILBOX.letters.append(payload)


@task
def note(order_id: int, reason: str) -> None:
    MAILBOX.letters.append((order_id, reason))


@task
def raw_invoice(payload: OrderCompleted) -> None:
    """Declared without ``@unpacked``."""
