"""Right uses that some checkers report."""

from __future__ import annotations

from celery import Task, shared_task
from procrastinate import App
from procrastinate.testing import InMemoryConnector
from redis import Redis
from rq.decorators import job

from tests.typing.shop import OrderCompleted, OrderRejected, order_completed, order_rejected, order_shipped
from typedsignals.handover import Packed, hand_keywords_to, hand_to, pack, unpacked

jobs = App(connector=InMemoryConnector())


@jobs.task
@unpacked
def send_invoice(payload: OrderCompleted) -> None: ...


@jobs.task
def note(order_id: int, carrier: str) -> None: ...


# procrastinate's: `configure` gives a `defer` of any JSON, which a message is only when it runs. Write a function that
# does it: accept/procrastinate_jobs.py. Keywords that are JSON pass, and are not compared with the task's.
order_completed.connect(hand_to(send_invoice.configure(queue="mail").defer))  # E: JSON
order_shipped.connect(hand_keywords_to(note.configure(queue="mail").defer))


def configured(payload: Packed[OrderCompleted]) -> object:
    return send_invoice.configure(queue="mail").defer(payload=payload)  # E: JSON


# rq's: its decorator is not typed, and so what it decorates is Any.
@job("mail", connection=Redis())  # E[mypy]: not typed
@unpacked
def ask_why(payload: OrderRejected) -> None: ...


order_rejected.connect(hand_to(ask_why.delay))  # E[pyright]: there is one


# celery-types': a bound task that says of itself what it takes loses the name of the parameter. Write `self: Any`.
@shared_task(bind=True)
@unpacked
def exact(self: Task[[Packed[OrderCompleted]], None], payload: OrderCompleted) -> None: ...


order_completed.connect(hand_to(exact.delay))  # E: without its name


# celery-types': it does not know `delay_on_commit`, which shared tasks have where Django is used. Write after_commit.
order_completed.connect(hand_to(exact.delay_on_commit))  # E: it is there


# A method below @unpacked: to a checker, nothing binds it. Write a function, or unpacked(shop.invoice).
class Shop:
    @unpacked
    def invoice(self, payload: OrderCompleted) -> None: ...


def by_hand(order: OrderCompleted) -> None:
    Shop().invoice(pack(order))  # E: self is given
