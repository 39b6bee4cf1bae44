"""``observed``: an observer around each send and around each call of a receiver.

Rules of this file:
- Whatever an observer raises is logged, and the send goes on as if there were none.
- A send returns and raises what it would: the receivers that were connected, and their own exceptions.
- Async receivers share one context. What an observer sets in it belongs to one call, and is there only while that one runs.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Generator
from contextlib import AbstractContextManager, ExitStack, suppress
from contextvars import copy_context
from dataclasses import replace
from types import FunctionType, MethodType, TracebackType, coroutine
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from typedsignals import Connectable, Connection, KeywordConnectable, Sending, UsageError
from typedsignals._core.callables import describe, own_attributes
from typedsignals._core.intercepting import installed_everywhere

if TYPE_CHECKING:
    from django.dispatch import Signal as DjangoSignal

_log = logging.getLogger("typedsignals")

AnyReceiver: TypeAlias = Callable[..., object]
Around: TypeAlias = AbstractContextManager[object, bool | None]
Results: TypeAlias = list[tuple[Any, Any]]


class Observer(Protocol):
    """The type of an observer: two methods that return a context manager.

    It is entered before a send or a call, and left after it. An exception of the send or the call is passed to
    ``__exit__`` and is raised whatever that returns.
    """

    def sending(self, sending: Sending, /) -> Around:
        """Return a context manager for one send, whether any receiver is called or not.

        Args:
            sending: The send.

        Returns:
            The context manager around it.
        """
        ...  # an observer's own

    def calling(self, sending: Sending, receiver: AnyReceiver, /) -> Around:
        """Return a context manager for the call of one receiver; of an async one, until it has been awaited.

        Args:
            sending: The send.
            receiver: The receiver.

        Returns:
            The context manager around the call.
        """
        ...  # an observer's own


def observed(observer: Observer, /, *django_signals: DjangoSignal) -> ExitStack:
    """Call ``observer`` around each send of every signal that there is and will be, and around each call of a receiver.

    It is installed by the call, until the ``with`` is left or until ``close()`` of what is returned. It is called after
    all interceptors, so it gets what the receivers get. An exception that the observer raises is logged on the logger
    ``typedsignals`` and goes no further.

    Args:
        observer: An object with the methods of ``Observer``.
        *django_signals: Signals of Django to observe as well.

    Returns:
        The installation. ``close()`` ends it, and so does leaving a ``with`` on it.

    Raises:
        UsageError: If the observer lacks a method, or a signal is named that is not of Django. (A ``TypeError``.)
    """
    for act in ("sending", "calling"):
        if not callable(getattr(observer, act, None)):
            raise UsageError(f"sends cannot be observed by {describe(observer)}: it has no method {act!r}")
    for signal in django_signals:
        if issubclass(type(signal), (Connectable, KeywordConnectable)):
            raise UsageError(f"{signal!r} is observed anyway; only signals of Django are named")
    observing = _Observing(observer)
    with ExitStack() as installation:
        installation.enter_context(installed_everywhere(observing, lambda others: (observing, *others)))
        if django_signals:
            from typedsignals.django._testing import intercepted

            for signal in django_signals:
                installation.enter_context(intercepted(signal, observing, listens=False))
        return installation.pop_all()


class _Observing:
    """The interceptor that an observer stands behind."""

    def __init__(self, observer: Observer) -> None:
        self._observer = observer

    def __call__(self, sending: Sending, proceed: Callable[[Sending], Any], /) -> Any:
        if sending.asynchronous:
            return self._await(sending, proceed)
        with _Undisturbed(self._observer.sending, sending):
            return _with_receivers(proceed(self._watched(sending)))

    async def _await(self, sending: Sending, proceed: Callable[[Sending], Any]) -> Results:
        with (around := _Apart(self._observer.sending, sending)):
            return _with_receivers(await around.run(lambda: proceed(self._watched(sending))))

    def _watched(self, sending: Sending) -> Sending:
        connections = tuple(self._watch(sending, connection) for connection in sending.connections)
        return replace(sending, connections=connections)

    def _watch(self, sending: Sending, connection: Connection[Any]) -> Connection[Any]:
        receiver: Any = connection.receiver
        calling, connected = self._observer.calling, own_attributes(receiver).get(_STANDS_FOR, receiver)

        def call(*args: Any, **keywords: Any) -> Any:
            with _Undisturbed(calling, sending, connected):
                return receiver(*args, **keywords)

        async def acall(*args: Any, **keywords: Any) -> Any:
            with (around := _Apart(calling, sending, connected)):
                return await around.run(lambda: receiver(*args, **keywords))

        watched = acall if connection.is_async else call
        watched.__dict__[_STANDS_FOR] = connected
        written = connected.__func__ if type(connected) is MethodType else connected
        if type(written) is FunctionType:
            watched.__qualname__ = written.__qualname__  # which Django logs
        return replace(connection, receiver=watched)


_UNSET = object()
_STANDS_FOR = "__typedsignals_receiver__"  # what the call in a receiver's place keeps it as; messages name the receiver


def _with_receivers(results: Results) -> Results:
    """Put the receivers themselves in the place of the calls that stand for them."""
    return [(own_attributes(called).get(_STANDS_FOR, called), result) for called, result in results]


class _Undisturbed:
    """Enter what an observer gives, and leave it; log what it raises, and swallow nothing that it is told of."""

    __slots__ = ("_around",)

    def __init__(self, make: Callable[..., Around], *args: object) -> None:
        self._around: Around | None = None
        try:
            around = make(*args)
            around.__enter__()
            self._around = around
        except Exception as error:  # noqa: BLE001
            _report(make, error)

    def __enter__(self) -> None:
        """Do nothing: what there is was entered when it was made."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._around is not None:
            try:
                self._around.__exit__(kind, error, trace)
            except Exception as raised:  # noqa: BLE001
                if raised is not error:
                    _report(self._around, raised)


class _Apart(_Undisturbed):
    """The same around what is awaited, in a context of the observer's own."""

    __slots__ = ("_context", "_variables")

    def __init__(self, make: Callable[..., Around], *args: object) -> None:
        before = copy_context()
        self._context = before.copy()
        self._context.run(super().__init__, make, *args)
        items = self._context.items()
        self._variables = {variable: value for variable, value in items if before.get(variable, _UNSET) is not value}

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._context.run(super().__exit__, kind, error, trace)

    @coroutine
    def run(self, make: Callable[[], Awaitable[Any]]) -> Generator[Any, Any, Any]:
        """Await what ``make`` gives; at each of its steps what the observer set is set, and between them it is not."""
        steps, given, raised = _awaited(make), None, None
        while True:
            tokens = [(variable, variable.set(value)) for variable, value in self._variables.items()]
            try:
                step = steps.send(given) if raised is None else steps.throw(raised)
            except StopIteration as ended:
                return ended.value
            finally:
                raised = None  # its traceback holds this frame
                for variable, token in tokens:
                    self._variables[variable] = variable.get()
                    variable.reset(token)
            try:
                given = yield step
            except BaseException as error:  # noqa: BLE001 - it is raised where the awaited one waits
                given, raised = None, error


async def _awaited(make: Callable[[], Awaitable[Any]]) -> Any:
    return await make()


def _report(who: object, error: Exception) -> None:
    """Log what an observer raised. Nothing that a log handler does may stop the send."""
    with suppress(Exception):
        trace = type(error), error, error.__traceback__
        _log.error("%s failed while it observed a send", describe(who), exc_info=trace)
