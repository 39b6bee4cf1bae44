"""OpenTelemetry: a span for each send, and below it one for each call of a receiver.

    SignalInstrumentor().instrument()  # or, without a line of code, under opentelemetry-instrument

Needs the extra ``typedsignals[otel]``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import ExitStack, nullcontext
from typing import TYPE_CHECKING, Any

from typedsignals import Sending, __version__
from typedsignals.observing._names import receiver_name, signal_name
from typedsignals.observing._observed import observed

try:
    from opentelemetry import trace
    from opentelemetry.instrumentation import instrumentor
except ModuleNotFoundError as _error:
    raise ImportError(
        f"typedsignals.observing.otel needs {_error.name}, which is not installed: pip install 'typedsignals[otel]'"
    ) from None

if TYPE_CHECKING:
    from django.dispatch import Signal as DjangoSignal

    class BaseInstrumentor:
        """The one of OpenTelemetry, which has no types."""

        def instrument(
            self,
            *,
            tracer_provider: trace.TracerProvider | None = None,
            excluded: Collection[str] = (),
            django_signals: Collection[DjangoSignal] = (),
        ) -> None:
            """Begin to make spans.

            Args:
                tracer_provider: The provider of the tracer; by default the global one.
                excluded: Names of signals that get no spans.
                django_signals: Signals of Django that get spans as well.
            """

        def uninstrument(self) -> None:
            """Stop making spans."""

else:
    BaseInstrumentor = instrumentor.BaseInstrumentor


class SignalInstrumentor(BaseInstrumentor):
    """Makes an OpenTelemetry span for each send, and below it one for each call of a receiver, of every signal.

    An exception is recorded and sets the status of its span. Async receivers run in the context of their span, and so
    does what ``hand_to`` hands over: an engine that has an instrumentation of its own continues the trace. Payloads are
    not recorded. ``opentelemetry-instrument`` installs it by itself.
    """

    _installation: ExitStack | None = None

    def instrumentation_dependencies(self) -> Collection[str]:
        """Return the packages that are needed: none but this one.

        Returns:
            Nothing.
        """
        return ()

    def _instrument(self, **options: Any) -> None:
        tracer = trace.get_tracer("typedsignals", __version__, options.get("tracer_provider"))
        observer = _Spans(tracer, frozenset(options.get("excluded", ())))
        django_signals: Collection[DjangoSignal] = options.get("django_signals", ())
        self._installation = observed(observer, *django_signals)

    def _uninstrument(self, **_: Any) -> None:
        if self._installation is not None:
            self._installation.close()
            self._installation = None


class _Spans:
    """The observer that makes spans."""

    def __init__(self, tracer: trace.Tracer, excluded: frozenset[str]) -> None:
        self._tracer = tracer
        self._excluded = excluded

    def sending(self, sending: Sending, /) -> Any:
        signal = signal_name(sending.signal)
        if signal in self._excluded:
            return nullcontext()
        attributes: dict[str, str | int] = {
            "typedsignals.signal": signal,
            "typedsignals.receivers": len(sending.connections),
        }
        return self._tracer.start_as_current_span(f"send {signal}", attributes=attributes)

    def calling(self, sending: Sending, receiver: Callable[..., object], /) -> Any:
        signal, name = signal_name(sending.signal), receiver_name(receiver)
        if signal in self._excluded:
            return nullcontext()
        attributes = {"typedsignals.signal": signal, "typedsignals.receiver": name}
        return self._tracer.start_as_current_span(name.partition(" (")[0], attributes=attributes)
