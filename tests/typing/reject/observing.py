"""What is no observer, and what is no signal of Django."""

from contextlib import AbstractContextManager, nullcontext

from tests.typing.shop import order_completed
from typedsignals import Sending
from typedsignals.observing import Counters, observed, traced
from typedsignals.observing.otel import SignalInstrumentor


class HalfAnObserver:
    def sending(self, sending: Sending, /) -> AbstractContextManager[object]:
        return nullcontext()


class OfTexts(HalfAnObserver):
    def calling(self, sending: str, receiver: object, /) -> AbstractContextManager[object]:
        return nullcontext()


class Returning(HalfAnObserver):
    def calling(self, sending: Sending, receiver: object, /) -> int:
        return 7


observed(HalfAnObserver())  # E: it says nothing of calls
observed(OfTexts())  # E: a sending is no text
observed(Returning())  # E: no context manager
observed(None)  # E: None
observed()  # E: nobody observes
observed(Counters)  # E: a class
observed(Counters(), order_completed)  # E: ours are observed without being named
traced(order_completed)  # E: the same
traced("post_save")  # E: a name
SignalInstrumentor().instrument(excluded=7)  # E: no collection
SignalInstrumentor().instrument(signals=())  # E: no such option
