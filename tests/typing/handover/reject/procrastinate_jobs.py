"""Jobs of procrastinate."""

from __future__ import annotations

from decimal import Decimal

from django.tasks import TaskContext
from procrastinate import App, JobContext, RetryStrategy
from procrastinate.testing import InMemoryConnector

from tests.typing.shop import OrderCompleted, OrderRejected, order_completed, order_rejected, order_shipped, parcel_due
from typedsignals.django import after_commit
from typedsignals.handover import ahand_to, hand_keywords_to, hand_to, pack, unpacked

order = OrderCompleted(7, Decimal(9))
jobs = App(connector=InMemoryConnector())


@jobs.task
@unpacked
def send_invoice(payload: OrderCompleted) -> None: ...


@jobs.task(queue="mail", retry=3, priority=2)
@unpacked
async def ask_why(payload: OrderRejected) -> None: ...


@jobs.task(pass_context=True, retry=RetryStrategy(max_attempts=3), lock="books")
@unpacked
def book(context: JobContext, payload: OrderCompleted) -> None: ...


@jobs.task
def not_unpacked(payload: OrderCompleted) -> None: ...


@jobs.task
def misspelt(order_id: int, carier: str) -> None: ...


order_completed.connect(hand_to(ask_why.defer))  # E: another payload
order_completed.connect(hand_to(after_commit(ask_why.defer)))  # E: another payload
order_rejected.connect(hand_to(book.defer))  # E: another payload
parcel_due.connect(ahand_to(ask_why.defer_async))  # E: another payload
parcel_due.connect(ahand_to(book.defer))  # E: nothing to await
order_completed.connect(ahand_to(book.defer_async))  # E: this signal awaits nothing
order_completed.connect(hand_to(not_unpacked.defer))  # E: @unpacked is missing, and procrastinate cannot carry it
order_completed.connect(hand_to(send_invoice.configure))  # E: another method of it
order_completed.connect(hand_to(book))  # E: the task itself
order_shipped.connect(hand_keywords_to(misspelt.defer))  # E: it is called carrier
order_shipped.connect(hand_keywords_to(book.defer))  # E: a task of a payload
send_invoice.defer(payload=order)  # E: pack is missing
book.defer(payload=pack(OrderRejected(7, "")))  # E: another payload


@jobs.task(pass_context=True)  # E: of another engine
@unpacked
def of_another_engine(context: TaskContext[..., None], payload: OrderCompleted) -> None: ...


@jobs.task(pass_context=True)  # E: it takes no context
@unpacked
def without_context(payload: OrderCompleted) -> None: ...


@jobs.task
@unpacked
def unasked(context: JobContext, payload: OrderCompleted) -> None: ...


order_completed.connect(hand_to(unasked.defer))  # E: pass_context=True is missing
