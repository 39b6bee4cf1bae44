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
from collections.abc import Awaitable, Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from keyword import iskeyword
from types import MethodType, ModuleType
from typing import Any, ClassVar, NamedTuple, TypeAlias, cast

from typedsignals._base import SignalBase
from typedsignals._callables import describe
from typedsignals._connection import EVERY_SENDER, Entry, receiver_of, view
from typedsignals._sending import Interceptor, Sending
from typedsignals._types import SenderT
from typedsignals.errors import RunningLoopError, UsageError

_log = logging.getLogger("typedsignals")

Results: TypeAlias = list[tuple[Callable[..., Any], Any]]
Called: TypeAlias = Sequence[Any]  # entries, or connections: a send asks only for their receiver


class _Sent(NamedTuple):
    """What one send hands to its receivers, and whether it goes on after an exception."""

    sender: object
    args: tuple[object, ...]
    keywords: dict[str, object]
    robust: bool


class Dispatcher(SignalBase[SenderT]):
    """What the sends of both kinds of signals share, apart from how they pass what is sent."""

    __slots__ = ()
    _by_position: ClassVar[bool]

    @contextmanager
    def intercepted(self, interceptor: Interceptor) -> Generator[None, None, None]:
        """Let ``interceptor`` see, change or swallow every send of this signal, from any thread, inside the ``with``.

        Interceptors nest, the last one outermost. While there is none, a send pays nothing for them.
        """
        if not callable(interceptor):
            raise UsageError(f"{self._title()} cannot be intercepted by {describe(interceptor)}: it is not callable")
        self._set_interceptors(lambda installed: (*installed, interceptor))
        try:
            yield
        finally:
            self._set_interceptors(lambda installed: _without(installed, interceptor))

    def _dispatch(self, sent: _Sent) -> Results:
        """Send with all that is rare: nothing published yet, interceptors, awaitables."""
        entries = self._entries_for(sent.sender)
        if not self._interceptors:
            return self._deliver(entries, sent)
        sending = self._sending(entries, sent, asynchronous=False)
        return cast("Results", self._proceed(self._interceptors, sending))  # unnamed: see _deliver

    async def _adispatch(self, sent: _Sent) -> Results:
        entries = self._entries_for(sent.sender)
        if not self._interceptors:
            return await self._adeliver(entries, sent)
        sending = self._sending(entries, sent, asynchronous=True)
        return cast("Results", await self._proceed(self._interceptors, sending))

    # --- interceptors

    def _sending(self, entries: tuple[Entry, ...], sent: _Sent, *, asynchronous: bool) -> Sending:
        views = (view(entry, None if entry.sender_id == EVERY_SENDER else sent.sender) for entry in entries)
        connections = tuple(connection for connection in views if connection is not None)
        payload = sent.args[0] if sent.args else None
        return Sending(self, sent.sender, payload, sent.keywords, connections, sent.robust, asynchronous)

    def _proceed(self, interceptors: tuple[Interceptor, ...], sending: Sending) -> Any:
        """Hand the sending to the outermost interceptor, which may hand it on to the next; then to the receivers."""
        if interceptors:
            return interceptors[-1](sending, partial(self._proceed, interceptors[:-1]))
        args = (sending.payload,) if self._by_position else ()
        sent = _Sent(sending.sender, args, dict(sending.keywords), sending.robust)
        return (self._adeliver if sending.asynchronous else self._deliver)(sending.connections, sent)

    # --- delivering, where something may have to be awaited

    def _deliver(self, called: Called, sent: _Sent) -> Results:
        """Call everyone; what has to be awaited is, on an event loop made for it."""
        results: Results = []
        try:
            if self._is_sync(called):
                (_call_robustly if sent.robust else _call)(self, called, sent, results)
            else:
                self._deliver_some_later(*_split(called), sent, results)
            return results[:]
        finally:
            results.clear()  # it holds exceptions whose tracebacks hold all frames that know it

    def _deliver_some_later(self, now: Called, later: Called, sent: _Sent, results: Results) -> None:
        awaiting = _import_awaiting()
        if later and awaiting.in_loop():
            raise self._needs_asend(receiver_of(later[0]))
        self._begin(now, sent, results)
        waiting = [receiver for receiver, result in results if isinstance(result, Awaitable)]
        if waiting and awaiting.in_loop():
            awaiting.close(result for _, result in results)
            raise self._needs_asend(waiting[0])
        if waiting or later:
            awaiting.run(lambda: self._await(results, later, sent))

    async def _adeliver(self, called: Called, sent: _Sent) -> Results:
        """Call the sync receivers, then the async ones; await what has to be awaited, together."""
        results: Results = []
        try:
            if self._is_sync(called):
                (_call_robustly if sent.robust else _call)(self, called, sent, results)
            else:
                now, later = _split(called)
                self._begin(now, sent, results)
                await self._await(results, later, sent)
            return results[:]
        finally:
            results.clear()

    async def _await(self, results: Results, later: Called, sent: _Sent) -> None:
        """Call the async receivers, and put what awaiting gives in the place of every awaitable among the results."""
        self._begin(later, sent, results)
        positions = [position for position, (_, result) in enumerate(results) if isinstance(result, Awaitable)]

        def failed(number: int, error: BaseException) -> None:
            receiver = results[positions[number]][0]
            if sent.robust and isinstance(error, Exception):
                _report(self, receiver, error)
            else:
                _note(self, receiver, error)

        awaitables = [results[position][1] for position in positions]
        values = await _import_awaiting().together(awaitables, failed, robust=sent.robust, title=self._title())
        for position, value in zip(positions, values, strict=True):
            results[position] = (results[position][0], value)

    def _needs_asend(self, receiver: object) -> RunningLoopError:
        return RunningLoopError(
            f"cannot send {self._title()} from inside a running event loop: {describe(receiver)} has to be awaited; "
            f"use 'await asend(...)' or 'await asend_robust(...)'"
        )

    def _is_sync(self, called: Called) -> bool:
        return not (self._awaits() or any(entry.is_async for entry in called))

    def _begin(self, called: Called, sent: _Sent, results: Results) -> None:
        """Call each receiver and append to ``results``; awaitables among these are closed if anything is raised."""
        try:
            (_call_robustly if sent.robust else _call)(self, called, sent, results)
        except BaseException:
            _import_awaiting().close(result for _, result in results)
            raise


def _split(called: Called) -> tuple[Called, Called]:
    """Tell the sync receivers from the async ones, each group in order."""
    return [entry for entry in called if not entry.is_async], [entry for entry in called if entry.is_async]


def _call(signal: SignalBase[Any], called: Called, sent: _Sent, results: Results) -> None:
    sender, args, keywords, _ = sent
    receiver: Any = None
    try:
        for entry in called:
            receiver = entry.receiver
            if receiver is None:
                receiver = receiver_of(entry)
                if receiver is None:
                    continue
            results.append((receiver, receiver(sender, *args, **keywords)))
    except BaseException as error:
        _note(signal, receiver, error)
        raise


def _call_robustly(signal: SignalBase[Any], called: Called, sent: _Sent, results: Results) -> None:
    sender, args, keywords, _ = sent
    try:
        for entry in called:
            receiver = entry.receiver
            if receiver is None:
                receiver = receiver_of(entry)
                if receiver is None:
                    continue
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
    _by_position = True

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
        if self._groups:
            sender_id = id(sender)  # a call, so before what is read together
            entries = self._routes.get(sender_id) if sender_id in self._groups else self._shared
        else:
            entries = self._shared
        if entries is None:
            return self._dispatch(_Sent(sender, (payload,), {}, robust=False))
        results: Results = []
        entry = None
        try:
            for entry in entries:
                receiver = entry.receiver
                if receiver is not None:
                    results.append((receiver, receiver(sender, payload)))
                    continue
                owner, function = entry(), entry.function
                if owner is None:
                    continue
                if function is None:
                    results.append((owner, owner(sender, payload)))
                else:
                    results.append((MethodType(function, owner), function(owner, sender, payload)))
        except BaseException as error:
            _note(self, receiver_of(entry), error)
            raise
        return results

    def send_robust(self, sender: Any, payload: Any, /) -> Results:
        """Do what ``send`` does, but call every receiver: an ``Exception`` takes the place of its result.

        Each is logged once, on the logger ``typedsignals``. What is no ``Exception`` (KeyboardInterrupt, SystemExit,
        CancelledError, GeneratorExit) ends the send and is raised.
        """
        entries = self._published(sender)
        if entries is None:
            return self._dispatch(_Sent(sender, (payload,), {}, robust=True))
        results: Results = []
        try:
            for entry in entries:
                receiver = entry.receiver
                if receiver is None:
                    receiver = receiver_of(entry)
                    if receiver is None:
                        continue
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
        return await self._adispatch(_Sent(sender, (payload,), {}, robust=False)) if self._active else []

    async def asend_robust(self, sender: Any, payload: Any, /) -> Results:
        """Do what ``asend`` does, but run every receiver to its end, as ``send_robust`` does."""
        return await self._adispatch(_Sent(sender, (payload,), {}, robust=True)) if self._active else []


class KeywordDispatcher(Dispatcher[SenderT]):
    """The four sends of a ``KeywordSignal``: keywords, as declared."""

    __slots__ = ()
    _by_position = False

    def send(self, sender: Any, /, **keywords: Any) -> Results:
        """Call every receiver that hears ``sender`` with the keywords; in all else as ``Signal.send``."""
        if not self._active:
            return []
        if self._dead:
            self._settle()
        if self._groups:
            sender_id = id(sender)  # a call, so before what is read together
            entries = self._routes.get(sender_id) if sender_id in self._groups else self._shared
        else:
            entries = self._shared
        if entries is None:
            return self._dispatch(_Sent(sender, (), keywords, robust=False))
        if len(entries) != 1:
            return _keyword_loop(tuple(keywords))(self, entries, sender, *keywords.values())
        (entry,) = entries
        receiver = entry.receiver
        if receiver is None:
            receiver = receiver_of(entry)
            if receiver is None:
                return []
        try:
            return [(receiver, receiver(sender, **keywords))]
        except BaseException as error:
            _note(self, receiver, error)
            raise

    def send_robust(self, sender: Any, /, **keywords: Any) -> Results:
        """Do what ``send`` does, but call every receiver; in all else as ``Signal.send_robust``."""
        return self._dispatch(_Sent(sender, (), keywords, robust=True)) if self._active else []

    async def asend(self, sender: Any, /, **keywords: Any) -> Results:
        """Do what ``send`` does, and await the async receivers together; in all else as ``Signal.asend``."""
        return await self._adispatch(_Sent(sender, (), keywords, robust=False)) if self._active else []

    async def asend_robust(self, sender: Any, /, **keywords: Any) -> Results:
        """Do what ``asend`` does, but run every receiver to its end; in all else as ``Signal.asend_robust``."""
        return await self._adispatch(_Sent(sender, (), keywords, robust=True)) if self._active else []


# receiver(sender, order_id=..., status=...) takes CPython less than half the time of receiver(sender, **keywords),
# but only source code can say it: one loop is compiled for each set of names, where there is more than one receiver.
_KEYWORD_LOOP = """
def loop(signal, entries, sender, {parameters}):
    results = []
    entry = None
    try:
        for entry in entries:
            receiver = entry.receiver
            if receiver is None:
                receiver = receiver_of(entry)
                if receiver is None:
                    continue
            results.append((receiver, receiver(sender, {arguments})))
    except BaseException as error:
        note(signal, receiver_of(entry), error)
        raise
    return results
"""


@lru_cache(maxsize=256)
def _keyword_loop(names: tuple[str, ...]) -> Callable[..., Results]:
    """Compile the send loop for these keywords. What cannot stand in source code was never declared either."""
    if not all(
        name.isascii() and name.isidentifier() and not iskeyword(name) and name != "__debug__" for name in names
    ):
        return partial(_loop_of_any_names, names)
    parameters = [f"value{number}" for number in range(len(names))]
    arguments = [f"{name}={value}" for name, value in zip(names, parameters, strict=True)]
    source = _KEYWORD_LOOP.format(parameters=", ".join(parameters), arguments=", ".join(arguments))
    namespace: dict[str, Any] = {"receiver_of": receiver_of, "note": _note}
    exec(compile(source, f"<send of {', '.join(names)}>", "exec"), namespace)
    loop: Callable[..., Results] = namespace["loop"]
    return loop


def _loop_of_any_names(
    names: tuple[str, ...], signal: SignalBase[Any], called: Called, sender: object, *values: object
) -> Results:
    results: Results = []
    _call(signal, called, _Sent(sender, (), dict(zip(names, values, strict=True)), robust=False), results)
    return results


def _without(installed: tuple[Interceptor, ...], interceptor: Interceptor) -> tuple[Interceptor, ...]:
    """Return the interceptors without the last mention of this one."""
    at = max(position for position, other in enumerate(installed) if other is interceptor)
    return installed[:at] + installed[at + 1 :]


def _import_awaiting() -> ModuleType:
    from typedsignals import _awaiting  # asyncio is slow to import, and most programs never need it here

    return _awaiting


def _note(signal: SignalBase[Any], receiver: object, error: BaseException) -> None:
    """Name the signal and the receiver on the exception, once; an exception that takes no notes is left as it is."""
    with suppress(BaseException):
        note = f"while {signal._title()} was sent to {describe(receiver)}"
        if note not in getattr(error, "__notes__", ()):
            error.add_note(note)


def _report(signal: SignalBase[Any], receiver: object, error: Exception) -> None:
    """Log what a robust send goes on after. Nothing that a log handler does may stop the send."""
    with suppress(Exception):
        # A tuple, because logging asks an exception itself whether it is true.
        trace = type(error), error, error.__traceback__
        _log.error("%s failed in a robust send of %s", describe(receiver), signal._title(), exc_info=trace)
