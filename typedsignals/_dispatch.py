"""The send loops: the only place that calls a receiver.

Rules of this file:
- The entries that a send walks are a tuple that never changes: who connects meanwhile is not called, who disconnects
  still is, who dies is skipped.
- No lock is held here, and nothing sent outlives the send.
- ``Signal.send`` has its own loop, because what it shares would cost it a call. All that is rarer (keywords, awaitables,
  interceptors) goes through ``_call`` and ``_call_robustly``.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from types import MethodType, ModuleType
from typing import Any, Protocol, TypeAlias

from typedsignals._base import SignalBase
from typedsignals._callables import describe
from typedsignals._connection import EVERY_SENDER, Connection, Entry, receiver_of, view
from typedsignals._types import SenderT
from typedsignals.errors import RunningLoopError

_log = logging.getLogger("typedsignals")

Results: TypeAlias = list[tuple[Callable[..., Any], Any]]
Called: TypeAlias = Sequence[Any]  # entries, or connections: a send asks only for their receiver


@dataclass(frozen=True, slots=True)
class Sending:
    """One send on its way to its receivers, as an interceptor sees it.

    ``payload`` is what a ``Signal`` sends (None otherwise), ``keywords`` what a ``KeywordSignal`` sends.
    ``connections`` are those that will be called, in order; ``dataclasses.replace`` makes a sending to others.
    """

    signal: SignalBase[Any]
    sender: object
    payload: object
    keywords: Mapping[str, object]
    connections: tuple[Connection[Any], ...]
    robust: bool
    asynchronous: bool


Sending.__module__ = "typedsignals"


class Interceptor(Protocol):
    """Stands between a signal and its receivers: called once for each send, instead of the receivers.

    ``proceed(sending)`` goes on with the same or another sending and returns what the send returns; not to call it
    means that nobody hears. Both return an awaitable of the results where ``sending.asynchronous``.
    """

    def __call__(self, sending: Sending, proceed: Callable[[Sending], Any], /) -> Any:
        """Return the results of the send."""


Interceptor.__module__ = "typedsignals"


class Dispatcher(SignalBase[SenderT]):
    """What the sends of both kinds of signals share, apart from how they pass what is sent."""

    __slots__ = ()

    @contextmanager
    def intercepted(self, interceptor: Interceptor) -> Generator[None, None, None]:
        """Let ``interceptor`` see, change or swallow every send of this signal, from any thread, inside the ``with``.

        Interceptors nest, the last one outermost. While there is none, a send pays nothing for them.
        """
        self._set_interceptors(lambda installed: (*installed, interceptor))
        try:
            yield
        finally:
            self._set_interceptors(lambda installed: _without(installed, interceptor))

    def _dispatch(
        self, sender: object, args: tuple[object, ...], keywords: dict[str, object], *, robust: bool
    ) -> Results:
        """Send where the receivers cannot simply be called: nothing published, interceptors, awaitables."""
        entries = self._entries_for(sender)
        if self._interceptors:
            sending = self._sending(entries, sender, args, keywords, robust=robust, asynchronous=False)
            results: Results = self._proceed(self._interceptors, sending)
            return results
        return self._deliver(entries, sender, args, keywords, robust=robust)

    async def _adispatch(
        self, sender: object, args: tuple[object, ...], keywords: dict[str, object], *, robust: bool
    ) -> Results:
        entries = self._entries_for(sender)
        if self._interceptors:
            sending = self._sending(entries, sender, args, keywords, robust=robust, asynchronous=True)
            results: Results = await self._proceed(self._interceptors, sending)
            return results
        return await self._adeliver(entries, sender, args, keywords, robust=robust)

    # --- interceptors

    def _sending(
        self,
        entries: tuple[Entry, ...],
        sender: object,
        args: tuple[object, ...],
        keywords: Mapping[str, object],
        *,
        robust: bool,
        asynchronous: bool,
    ) -> Sending:
        views = (view(entry, None if entry.sender_id == EVERY_SENDER else sender) for entry in entries)
        connections = tuple(connection for connection in views if connection is not None)
        payload = args[0] if args else None
        return Sending(self, sender, payload, keywords, connections, robust=robust, asynchronous=asynchronous)

    def _proceed(self, interceptors: tuple[Interceptor, ...], sending: Sending) -> Any:
        """Hand the sending to the outermost interceptor, which may hand it on to the next; then to the receivers."""
        if interceptors:
            return interceptors[-1](sending, partial(self._proceed, interceptors[:-1]))
        args, keywords = self._arguments(sending), dict(sending.keywords)
        deliver = self._adeliver if sending.asynchronous else self._deliver
        return deliver(sending.connections, sending.sender, args, keywords, robust=sending.robust)

    def _arguments(self, sending: Sending) -> tuple[object, ...]:
        raise NotImplementedError

    # --- delivering, where something may have to be awaited

    def _deliver(
        self, called: Called, sender: object, args: tuple[object, ...], keywords: dict[str, object], *, robust: bool
    ) -> Results:
        """Call everyone; what has to be awaited is, on an event loop made for it."""
        now, later = self._split(called)
        if not later and not self._awaits():
            return self._call(now, sender, args, keywords, [], robust=robust)
        awaiting = _import_awaiting()
        if later and awaiting.in_loop():
            raise self._needs_asend(later[0].receiver)
        results = self._call(now, sender, args, keywords, [], robust=robust)
        waiting = [receiver for receiver, result in results if isinstance(result, Awaitable)]
        if waiting and awaiting.in_loop():
            awaiting.close(result for _, result in results)
            raise self._needs_asend(waiting[0])
        if not waiting and not later:
            return results
        awaited: Results = awaiting.run(lambda: self._await(results, later, sender, args, keywords, robust=robust))
        return awaited

    async def _adeliver(
        self, called: Called, sender: object, args: tuple[object, ...], keywords: dict[str, object], *, robust: bool
    ) -> Results:
        """Call the sync receivers, then the async ones; await what has to be awaited, together."""
        now, later = self._split(called)
        results = self._call(now, sender, args, keywords, [], robust=robust)
        if not later and not self._awaits():
            return results
        return await self._await(results, later, sender, args, keywords, robust=robust)

    async def _await(
        self,
        results: Results,
        later: Called,
        sender: object,
        args: tuple[object, ...],
        keywords: dict[str, object],
        *,
        robust: bool,
    ) -> Results:
        """Call the async receivers and await all that is awaitable, theirs and what sync receivers returned."""
        self._call(later, sender, args, keywords, results, robust=robust)
        positions = [position for position, (_, result) in enumerate(results) if isinstance(result, Awaitable)]

        def failed(number: int, error: BaseException) -> None:
            receiver = results[positions[number]][0]
            if robust and isinstance(error, Exception):
                _report(self, receiver, error)
            elif not isinstance(error, Exception) or not robust:
                _note(self, receiver, error)

        values = await _import_awaiting().together(
            [results[position][1] for position in positions], failed, robust=robust, title=self._title()
        )
        for position, value in zip(positions, values, strict=True):
            results[position] = (results[position][0], value)
        return results

    def _split(self, called: Called) -> tuple[Called, Called]:
        """Tell the sync receivers from the async ones, each group in order."""
        return [entry for entry in called if not entry.is_async], [entry for entry in called if entry.is_async]

    def _needs_asend(self, receiver: object) -> RunningLoopError:
        return RunningLoopError(
            f"cannot send {self._title()} from inside a running event loop: {describe(receiver)} has to be awaited; "
            f"use 'await asend(...)' or 'await asend_robust(...)'"
        )

    # --- calling

    def _call(
        self,
        called: Called,
        sender: object,
        args: tuple[object, ...],
        keywords: dict[str, object],
        results: Results,
        *,
        robust: bool,
    ) -> Results:
        """Call each receiver and append to ``results``; awaitables among these are closed if anything is raised."""
        try:
            (_call_robustly if robust else _call)(self, called, sender, args, keywords, results)
        except BaseException:
            waiting = [result for _, result in results if isinstance(result, Awaitable)]
            if waiting:
                _import_awaiting().close(waiting)
            raise
        return results


def _call(
    signal: SignalBase[Any],
    called: Called,
    sender: object,
    args: tuple[object, ...],
    keywords: dict[str, object],
    results: Results,
) -> None:
    receiver: Any = None
    try:
        for entry in called:
            receiver = entry.receiver or receiver_of(entry)
            if receiver is not None:
                results.append((receiver, receiver(sender, *args, **keywords)))
    except BaseException as error:
        _note(signal, receiver, error)
        raise


def _call_robustly(
    signal: SignalBase[Any],
    called: Called,
    sender: object,
    args: tuple[object, ...],
    keywords: dict[str, object],
    results: Results,
) -> None:
    try:
        for entry in called:
            receiver = entry.receiver or receiver_of(entry)
            if receiver is not None:
                try:
                    results.append((receiver, receiver(sender, *args, **keywords)))
                except Exception as error:
                    _report(signal, receiver, error)
                    results.append((receiver, error))
    finally:
        del results  # it holds exceptions whose tracebacks hold this frame


class PayloadDispatcher(Dispatcher[SenderT]):
    """The four sends of a ``Signal``: one payload, by position."""

    __slots__ = ()

    def send(self, sender: Any, payload: Any, /) -> Results:
        """Call every receiver that hears ``sender``, in order, and return ``[(receiver, result), ...]``.

        Higher priority first, then older connections. Receivers run here and now, in this thread; one that is
        connected meanwhile is not called, one that is disconnected meanwhile still is. The first exception ends the
        send and is raised as it is, with a note that names the signal and the receiver. Async receivers run to
        completion on an event loop of their own, after the sync ones; inside a running loop they are a
        ``RunningLoopError`` (a RuntimeError) before any receiver runs.
        """
        if not self._active:
            return []
        if self._dead:
            self._settle()
        entries = self._shared
        if self._groups:
            sender_id = id(sender)
            if sender_id in self._groups:
                entries = self._routes.get(sender_id)
        if entries is None:
            return self._dispatch(sender, (payload,), {}, robust=False)
        results: Results = []
        receiver: Any = None
        try:
            for entry in entries:
                receiver = entry.receiver
                if receiver is None:
                    owner = entry()
                    if owner is None:
                        continue
                    function = entry.function
                    receiver = owner if function is None else MethodType(function, owner)
                results.append((receiver, receiver(sender, payload)))
        except BaseException as error:
            _note(self, receiver, error)
            raise
        return results

    def send_robust(self, sender: Any, payload: Any, /) -> Results:
        """Do what ``send`` does, but call every receiver: an ``Exception`` takes the place of its result.

        Each is logged once, on the logger ``typedsignals``. What is no ``Exception`` (KeyboardInterrupt, SystemExit,
        CancelledError, GeneratorExit) ends the send and is raised.
        """
        entries = self._published(sender)
        if entries is None:
            return self._dispatch(sender, (payload,), {}, robust=True)
        results: Results = []
        try:
            for entry in entries:
                receiver = entry.receiver or receiver_of(entry)
                if receiver is not None:
                    try:
                        results.append((receiver, receiver(sender, payload)))
                    except Exception as error:
                        _report(self, receiver, error)
                        results.append((receiver, error))
            return results
        finally:
            del results  # it holds exceptions whose tracebacks hold this frame

    async def asend(self, sender: Any, payload: Any, /) -> Results:
        """Do what ``send`` does, and await the async receivers together, after the sync ones.

        A failing sync receiver means that no async one starts. A failing async one means that the others are
        cancelled and waited for; one failure is raised as it is, several as an ExceptionGroup. The async receivers
        share one copy of the context; what they set there, and what sync receivers set, the caller sees.
        """
        if not self._active:
            return []
        return await self._adispatch(sender, (payload,), {}, robust=False)

    async def asend_robust(self, sender: Any, payload: Any, /) -> Results:
        """Do what ``asend`` does, but run every receiver to its end, as ``send_robust`` does."""
        if not self._active:
            return []
        return await self._adispatch(sender, (payload,), {}, robust=True)

    def _arguments(self, sending: Sending) -> tuple[object, ...]:
        return (sending.payload,)


class KeywordDispatcher(Dispatcher[SenderT]):
    """The four sends of a ``KeywordSignal``: keywords, as declared."""

    __slots__ = ()

    def send(self, sender: Any, /, **keywords: Any) -> Results:
        """Call every receiver that hears ``sender`` with the keywords; in all else as ``Signal.send``."""
        if not self._active:
            return []
        entries = self._published(sender)
        if entries is None:
            return self._dispatch(sender, (), keywords, robust=False)
        results: Results = []
        _call(self, entries, sender, (), keywords, results)
        return results

    def send_robust(self, sender: Any, /, **keywords: Any) -> Results:
        """Do what ``send`` does, but call every receiver; in all else as ``Signal.send_robust``."""
        if not self._active:
            return []
        return self._dispatch(sender, (), keywords, robust=True)

    async def asend(self, sender: Any, /, **keywords: Any) -> Results:
        """Do what ``send`` does, and await the async receivers together; in all else as ``Signal.asend``."""
        if not self._active:
            return []
        return await self._adispatch(sender, (), keywords, robust=False)

    async def asend_robust(self, sender: Any, /, **keywords: Any) -> Results:
        """Do what ``asend`` does, but run every receiver to its end; in all else as ``Signal.asend_robust``."""
        if not self._active:
            return []
        return await self._adispatch(sender, (), keywords, robust=True)

    def _arguments(self, sending: Sending) -> tuple[object, ...]:
        return ()


def _without(installed: tuple[Interceptor, ...], interceptor: Interceptor) -> tuple[Interceptor, ...]:
    """Return the interceptors without the last mention of this one."""
    at = max(position for position, other in enumerate(installed) if other is interceptor)
    return installed[:at] + installed[at + 1 :]


def _import_awaiting() -> ModuleType:
    from typedsignals import _awaiting  # asyncio is slow to import, and most programs never need it here

    return _awaiting


def _note(signal: SignalBase[Any], receiver: object, error: BaseException) -> None:
    """Name the signal and the receiver on the exception, once; an exception that takes no notes is left as it is."""
    with suppress(Exception):
        note = f"while {signal._title()} was sent to {describe(receiver)}"
        if note not in getattr(error, "__notes__", ()):
            error.add_note(note)


def _report(signal: SignalBase[Any], receiver: object, error: Exception) -> None:
    """Log what a robust send goes on after. Nothing that a log handler does may stop the send."""
    with suppress(Exception):
        _log.error("%s failed in a robust send of %s", describe(receiver), signal._title(), exc_info=error)
