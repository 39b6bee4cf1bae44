"""Observers, traces and counters."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from typing import assert_type

from typedsignals import Sending
from typedsignals.observing import Counters, Observer, Step, Trace, observed, traced
from typedsignals.observing.otel import SignalInstrumentor


class Quiet:
    def sending(self, sending: Sending, /) -> AbstractContextManager[object]:
        return nullcontext()

    def calling(self, sending: Sending, receiver: Callable[..., object], /) -> AbstractContextManager[object]:
        return nullcontext()


observer: Observer = Quiet()
assert_type(observed(Quiet()), ExitStack)
with observed(Counters()), traced() as trace:
    assert_type(trace, Trace)
    assert_type(trace.steps, list[Step])
for count in Counters():
    assert_type(count.receiver, str | None)
    assert_type(count.seconds, float)
SignalInstrumentor().instrument(excluded={"heartbeat"})
SignalInstrumentor().uninstrument()
