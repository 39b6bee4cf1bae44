"""Spans, by the real SDK."""

import asyncio
import runpy
import subprocess
import sys
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import pytest

pytest.importorskip("opentelemetry.sdk", reason="the SDK of OpenTelemetry is not installed")

from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from typedsignals import AsyncSignal, Signal
from typedsignals.handover import hand_to
from typedsignals.observing import otel
from typedsignals.observing.otel import SignalInstrumentor


@dataclass(frozen=True)
class OrderCompleted:
    order_id: int


class Shop: ...


order_completed: Signal[type[Shop], OrderCompleted] = Signal("order_completed")
order_stored: AsyncSignal[type[Shop], OrderCompleted] = AsyncSignal("order_stored")
heartbeat: Signal[type[Shop], int] = Signal("heartbeat")

HERE = "tests.unit.observing.test_otel"
EXPORTER = InMemorySpanExporter()
PROVIDER = TracerProvider()
PROVIDER.add_span_processor(SimpleSpanProcessor(EXPORTER))


@pytest.fixture(autouse=True)
def _instrumented() -> Generator[None, None, None]:
    EXPORTER.clear()
    SignalInstrumentor().instrument(tracer_provider=PROVIDER, excluded={"heartbeat"})
    yield
    SignalInstrumentor().uninstrument()


def note(sender: type[Shop], payload: object) -> None: ...


async def index(sender: type[Shop], payload: object) -> None:
    await asyncio.sleep(0)
    heartbeat.send(Shop, 1)
    order_completed.send(Shop, OrderCompleted(8))


def fails(sender: type[Shop], payload: object) -> None:
    raise LookupError


def spans() -> dict[str, ReadableSpan]:
    return {span.name: span for span in EXPORTER.get_finished_spans()}


def key(span: ReadableSpan) -> int:
    assert span.context is not None
    span_id: int = span.context.span_id
    return span_id


def parent(span: ReadableSpan) -> int | None:
    return None if span.parent is None else span.parent.span_id


def test_a_send_and_each_receiver_have_a_span() -> None:
    """That of the receiver is below; both say what they are of, and nothing of the payload."""
    with order_completed.connected(note):
        order_completed.send(Shop, OrderCompleted(4242))
    sent, called = spans()["send order_completed"], spans()[f"{HERE}.note"]
    assert parent(called) == key(sent)
    assert parent(sent) is None
    assert dict(sent.attributes or {}) == {"typedsignals.signal": "order_completed", "typedsignals.receivers": 1}
    receiver = (called.attributes or {})["typedsignals.receiver"]
    assert str(receiver).startswith(f"{HERE}.note (test_otel.py:")
    assert "4242" not in sent.to_json() + called.to_json()


def test_an_exception_is_recorded() -> None:
    with order_completed.connected(fails), pytest.raises(LookupError):
        order_completed.send(Shop, OrderCompleted(7))
    for span in spans().values():
        assert span.status.status_code is trace.StatusCode.ERROR
        assert [event.name for event in span.events] == ["exception"]


def test_async_receivers_run_in_the_context_of_their_span() -> None:
    with order_stored.connected(index):
        asyncio.run(_send())
    assert parent(spans()[f"{HERE}.index"]) == key(spans()["send order_stored"])
    assert parent(spans()["send order_completed"]) == key(spans()[f"{HERE}.index"])


def test_receivers_of_a_signal_without_spans_keep_theirs_apart() -> None:
    """Although they run at once, in one context."""
    beat: AsyncSignal[type[Shop], int] = AsyncSignal("heartbeat")

    async def store(sender: type[Shop], payload: int) -> None:
        await order_stored.asend(Shop, OrderCompleted(7))

    async def later(sender: type[Shop], payload: int) -> None:
        await asyncio.sleep(0)
        order_completed.send(Shop, OrderCompleted(7))

    async def waits(sender: type[Shop], payload: object) -> None:
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    with beat.connected(store), beat.connected(later), order_stored.connected(waits):
        asyncio.run(_beat(beat))
    assert parent(spans()["send order_completed"]) is None


async def _beat(beat: AsyncSignal[type[Shop], int]) -> None:
    await beat.asend(Shop, 1)


async def _send() -> None:
    await order_stored.asend(Shop, OrderCompleted(7))


def test_what_is_handed_over_is_enqueued_in_the_context_of_its_span() -> None:
    """So instrumentation of an engine goes on from there."""
    seen = list[Any]()

    def enqueue(payload: object) -> None:
        seen.append(trace.get_current_span().get_span_context().span_id)

    with order_completed.connected(hand_to(enqueue)):
        order_completed.send(Shop, OrderCompleted(7))
    (called,) = [span for span in spans().values() if span.name.endswith("enqueue")]
    assert seen == [key(called)]


def test_a_signal_can_be_left_out() -> None:
    with heartbeat.connected(note):
        heartbeat.send(Shop, 1)
    assert spans() == {}


def test_it_ends() -> None:
    SignalInstrumentor().uninstrument()
    order_completed.send(Shop, OrderCompleted(7))
    assert spans() == {}
    SignalInstrumentor()._uninstrument()


def test_it_is_found_by_opentelemetry_instrument() -> None:
    """Under its entry point; and it conflicts with nothing."""
    from importlib.metadata import entry_points

    (found,) = [each for each in entry_points(group="opentelemetry_instrumentor") if each.name == "typedsignals"]
    assert found.load() is SignalInstrumentor
    assert SignalInstrumentor().instrumentation_dependencies() == ()


def test_it_says_which_extra_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    with pytest.raises(
        ImportError, match=r"needs opentelemetry, which is not installed: pip install 'typedsignals\[otel\]'"
    ):
        runpy.run_path(str(otel.__file__))


def test_nothing_of_it_is_imported_otherwise() -> None:
    code = "import sys, typedsignals.observing; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"opentelemetry", "rich", "django"} & set(done.stdout.split()) == set()
