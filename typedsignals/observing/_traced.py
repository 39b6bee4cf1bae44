"""``traced``: the sends of one request as a tree, with times.

Rules of this file:
- A context variable says where the next send belongs: below the receiver that sends it, in the thread or task that runs it.
- Names are made when the tree is shown, not while it grows; and no payload is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

from typedsignals import Sending
from typedsignals._core.callables import describe
from typedsignals.observing._names import signal_name
from typedsignals.observing._observed import observed

if TYPE_CHECKING:
    from django.dispatch import Signal as DjangoSignal
    from rich.tree import Tree

_steps: ContextVar[list[Step] | None] = ContextVar("typedsignals_steps", default=None)


@dataclass(slots=True)
class Step:
    """A send, or the call of a receiver in a send. ``str(step)`` is one line.

    Attributes:
        what: The signal, or the receiver.
        is_send: Whether it is a send.
        seconds: How long it took, in seconds; None while it runs.
        error: The class of the exception that ended it, or None.
        steps: Below a send, the calls of its receivers in order; below a call, the sends that the receiver made.
    """

    what: object  # the signal, or the receiver
    is_send: bool
    seconds: float | None = None
    error: type[BaseException] | None = None
    steps: list[Step] = field(default_factory=list["Step"])

    @property
    def name(self) -> str:
        """The name of the signal, or of the receiver with file:line."""
        return signal_name(self.what) if self.is_send else describe(self.what)

    def __str__(self) -> str:
        """Show it in one line."""
        took = "running" if self.seconds is None else f"{self.seconds * 1e3:.2f} ms"
        return f"{self.name}  {took}" + (f"  {self.error.__name__}" if self.error else "")


@dataclass(slots=True)
class Trace:
    """The sends of one ``traced()``, in order. ``print`` shows an indented tree, and rich prints it as a tree.

    Attributes:
        steps: The sends.
    """

    steps: list[Step] = field(default_factory=list[Step])

    def __str__(self) -> str:
        return "\n".join(_lines(self.steps, 0))

    def __rich__(self) -> Tree:
        from rich.text import Text
        from rich.tree import Tree

        root = Tree(Text("sends"), hide_root=True)
        _grow(root, self.steps, Text)
        return root


@contextmanager
def traced(*django_signals: DjangoSignal) -> Generator[Trace, None, None]:
    """Record the sends of this thread or task, with the receivers that they call and the sends that these make.

    ``with traced() as trace:``, then ``print(trace)``. Sends of other threads are not recorded; those of async
    receivers are. No payload is kept.

    Args:
        *django_signals: Signals of Django to record as well.

    Yields:
        The trace, which grows while the ``with`` is open.

    Raises:
        UsageError: If a signal is named that is not of Django. (A ``TypeError``.)
    """
    trace = Trace()
    token = _steps.set(trace.steps)
    try:
        with observed(_Tracing(), *django_signals):
            yield trace
    finally:
        with suppress(ValueError):  # a generator may be left in another context than it was entered in
            _steps.reset(token)


class _Tracing:
    """The observer of all that is traced."""

    def sending(self, sending: Sending, /) -> Any:
        return _step(sending.signal, is_send=True)

    def calling(self, sending: Sending, receiver: Callable[..., object], /) -> Any:
        return _step(receiver, is_send=False)


@contextmanager
def _step(what: object, *, is_send: bool) -> Generator[None, None, None]:
    siblings = _steps.get()
    if siblings is None:  # nobody traces here
        yield
        return
    step = Step(what, is_send)
    siblings.append(step)
    token, began = _steps.set(step.steps), perf_counter()
    try:
        yield
    except BaseException as error:
        step.error = type(error)
        raise
    finally:
        step.seconds = perf_counter() - began
        _steps.reset(token)


def _lines(steps: list[Step], depth: int) -> Iterator[str]:
    for step in steps:
        yield f"{'  ' * depth}{step}"
        yield from _lines(step.steps, depth + 1)


def _grow(tree: Any, steps: list[Step], text: Callable[[str], Any]) -> None:
    for step in steps:
        _grow(tree.add(text(str(step))), step.steps, text)
