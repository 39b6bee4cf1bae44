"""The sends of one request as a tree."""

import asyncio
import io
import re
import threading
from collections.abc import Generator
from contextvars import ContextVar, copy_context
from typing import Any

import pytest

from typedsignals import AsyncSignal, Signal
from typedsignals.observing import Trace, traced


class Shop: ...


order_completed: Signal[type[Shop], int] = Signal("order_completed")
parcel_reserved: Signal[type[Shop], int] = Signal("parcel_reserved")
order_stored: AsyncSignal[type[Shop], int] = AsyncSignal("order_stored")


def reserve(sender: type[Shop], payload: int) -> None:
    parcel_reserved.send(Shop, payload)


def note(sender: type[Shop], payload: int) -> None: ...


async def index(sender: type[Shop], payload: int) -> None:
    await asyncio.sleep(0)
    parcel_reserved.send(Shop, payload)


def fails(sender: type[Shop], payload: int) -> None:
    raise LookupError


def shape(trace: Trace) -> str:
    """Show a tree without what differs: numbers."""
    return re.sub(r"\d+\.\d+ ms", "0 ms", re.sub(r":\d+\)", ":0)", str(trace)))


HERE = "tests.unit.observing.test_traced"


def test_sends_are_put_down_below_the_receivers_that_make_them() -> None:
    with order_completed.connected(reserve), parcel_reserved.connected(note), traced() as trace:
        order_completed.send(Shop, 7)
        parcel_reserved.send(Shop, 8)
    assert shape(trace) == (
        "order_completed  0 ms\n"
        f"  {HERE}.reserve (test_traced.py:0)  0 ms\n"
        "    parcel_reserved  0 ms\n"
        f"      {HERE}.note (test_traced.py:0)  0 ms\n"
        "parcel_reserved  0 ms\n"
        f"  {HERE}.note (test_traced.py:0)  0 ms"
    )
    order_completed.send(Shop, 9)
    assert len(trace.steps) == 2


def test_async_receivers_belong_to_their_send() -> None:
    with order_stored.connected(index), order_stored.connected(reserve), traced() as trace:
        asyncio.run(_send())
    assert shape(trace) == (
        "order_stored  0 ms\n"
        f"  {HERE}.reserve (test_traced.py:0)  0 ms\n"
        "    parcel_reserved  0 ms\n"
        f"  {HERE}.index (test_traced.py:0)  0 ms\n"
        "    parcel_reserved  0 ms"
    )


def test_async_receivers_that_run_at_once_keep_their_sends_apart() -> None:
    """Although they share one context, in which what they set is seen by the others and carried back."""
    log: list[object] = []
    shared: ContextVar[str] = ContextVar("shared")
    order_packed: AsyncSignal[type[Shop], int] = AsyncSignal("order_packed")

    async def first(sender: type[Shop], payload: int) -> None:
        shared.set("first")
        await asyncio.sleep(0)
        await order_packed.asend(Shop, 1)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), 0)  # what it raises goes in, too
        await asyncio.create_task(order_packed.asend(Shop, 2))

    async def second(sender: type[Shop], payload: int) -> None:
        log.append(shared.get())
        await asyncio.sleep(0)
        parcel_reserved.send(Shop, 3)

    async def main() -> None:
        with order_packed.connected(index), order_stored.connected(first), order_stored.connected(second):
            await order_stored.asend(Shop, 7)
        log.append(shared.get())
        parcel_reserved.send(Shop, 4)

    with traced() as trace:
        asyncio.run(main())
    where = "tests.unit.observing.test_traced.test_async_receivers_that_run_at_once_keep_their_sends_apart.<locals>"
    packed = f"    order_packed  0 ms\n      {HERE}.index (test_traced.py:0)  0 ms\n        parcel_reserved  0 ms\n"
    assert shape(trace) == (
        "order_stored  0 ms\n"
        f"  {where}.first (test_traced.py:0)  0 ms\n"
        f"{packed}{packed}"
        f"  {where}.second (test_traced.py:0)  0 ms\n"
        "    parcel_reserved  0 ms\n"
        "parcel_reserved  0 ms"
    )
    assert log == ["first", "first"]


def test_what_a_cancelled_receiver_still_sends_is_below_it() -> None:
    """It is told of the cancellation where it waits."""

    async def waits(sender: type[Shop], payload: int) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            parcel_reserved.send(Shop, payload)

    async def stumbles(sender: type[Shop], payload: int) -> None:
        await asyncio.sleep(0)
        raise LookupError

    both = order_stored.connected(waits), order_stored.connected(stumbles)
    with both[0], both[1], traced() as trace, pytest.raises(LookupError):
        asyncio.run(_send())
    (sent,) = trace.steps
    assert [step.error for step in sent.steps] == [asyncio.CancelledError, LookupError]
    assert [[each.name for each in step.steps] for step in sent.steps] == [["parcel_reserved"], []]


async def _send() -> None:
    await order_stored.asend(Shop, 7)


def test_what_fails_is_said_by_its_class() -> None:
    with order_completed.connected(fails), traced() as trace, pytest.raises(LookupError):
        order_completed.send(Shop, 7)
    assert shape(trace) == (f"order_completed  0 ms  LookupError\n  {HERE}.fails (test_traced.py:0)  0 ms  LookupError")
    assert [step.error for step in trace.steps] == [LookupError]


def test_what_runs_says_so() -> None:
    shown: list[str] = []

    def look(sender: type[Shop], payload: int) -> None:
        shown.append(str(trace))

    with traced() as trace, order_completed.connected(look):
        order_completed.send(Shop, 7)
    assert shown[0].startswith("order_completed  running\n")


def test_other_threads_belong_to_themselves() -> None:
    """Also if they send while somebody traces."""
    with traced() as trace:
        other = threading.Thread(target=order_completed.send, args=(Shop, 7))
        other.start()
        other.join()
    assert str(trace) == ""


def test_it_may_be_left_in_another_context() -> None:
    """As a fixture or a dependency may be, which is a generator."""

    def tracing() -> Generator[Trace, None, None]:
        with traced() as trace:
            yield trace

    generator = tracing()
    trace = copy_context().run(lambda: next(generator))
    order_completed.send(Shop, 7)
    assert next(generator, None) is None
    assert trace.steps == []


def test_a_trace_inside_of_another_keeps_its_own() -> None:
    with traced() as outer:
        with traced() as inner:
            order_completed.send(Shop, 7)
        parcel_reserved.send(Shop, 7)
    assert [step.name for step in inner.steps] == ["order_completed"]
    assert [step.name for step in outer.steps] == ["parcel_reserved"]


def test_rich_prints_it_as_a_tree() -> None:
    """With nothing in it taken for markup."""
    console = pytest.importorskip("rich.console", reason="rich is not installed")
    strange: Signal[type[Shop], int] = Signal("[red]strange")
    with strange.connected(note), traced() as trace:
        strange.send(Shop, 7)
    printer = console.Console(width=100, record=True, file=io.StringIO())
    printer.print(trace)
    first, second = printer.export_text().rstrip().split("\n")
    assert first.startswith("[red]strange  ")
    assert second.startswith(f"└── {HERE}.note")


def test_a_signal_without_a_name_is_shown() -> None:
    with traced() as trace:
        Signal[object, Any]().send(None, 1)
    assert [step.name for step in trace.steps] == ["(unnamed)"]
