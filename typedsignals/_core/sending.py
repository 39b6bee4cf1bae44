"""The send loops: the only place that calls a receiver.

Rules of this file:
- The route that a send walks never changes: who connects meanwhile is not called, who disconnects still is, who dies is
  skipped. It is a tuple of receivers; a ``Living`` one, of entries, where some are held weakly; or a ``Rare`` one, where
  something may have to be awaited or somebody intercepts.
- No lock is held here, and nothing sent outlives the send.
- Four places call: ``send`` and ``send_keywords`` what is called most often, because what they shared would cost them a
  call; ``_call_with_payload`` and the compiled ``_KEYWORD_LOOP`` all that is rarer.
- The sends are the bodies of methods, which are declared in ``_signal`` and ``_keyword``.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from functools import lru_cache, partial
from keyword import iskeyword
from types import FunctionType, MethodType, ModuleType
from typing import Any, TypeAlias, cast

from typedsignals._core.callables import describe
from typedsignals._core.connecting import SignalBase
from typedsignals._core.entries import Living, Rare, Route, heard_sender, living, plain_route, receiver_of, view
from typedsignals._core.intercepting import Interceptor, Sending
from typedsignals.errors import RunningLoopError

_log = logging.getLogger("typedsignals")

Results: TypeAlias = list[tuple[Callable[..., Any], Any]]
Keywords: TypeAlias = dict[str, Any] | None
Loops: TypeAlias = dict[tuple[str, ...], Callable[..., Results]]
_MANY_LOOPS = 64  # more sets of keywords than anybody sends of one signal


class Sent:
    """What one send hands to its receivers, keywords or a payload, and whether it goes on after an exception."""

    __slots__ = ("keywords", "payload", "robust", "sender", "signal")

    def __init__(self, signal: Any, sender: object, payload: object, keywords: Keywords, robust: bool) -> None:
        self.signal, self.sender, self.payload, self.keywords, self.robust = signal, sender, payload, keywords, robust


# --- the sends of a Signal; what they promise stands where the signals are declared


def send(signal: SignalBase[Any], sender: object, payload: object, /) -> Results:
    routes = signal._registry.routes
    if routes is None:
        return []
    if routes.dead:
        signal._settle()
        return send(signal, sender, payload)
    route: Any
    if routes.groups:  # what ``walked_by`` does for a sender that is found at once, without a call
        key, own = id(sender), routes.own
        try:
            route = own[key] if key in own else routes.walked_by(sender)
        except KeyError:
            route = None
    else:
        route = routes.shared
    is_plain = type(route) is tuple
    if not is_plain and type(route) is not Living:
        return _dispatch(Sent(signal, sender, payload, None, False))
    results: list[Any] = []
    receiver: Any = None
    try:
        if is_plain:
            for receiver in route:
                results.append((receiver, receiver(sender, payload)))  # noqa: PERF401 - that would cost each a frame
            return results
        for entry in route:  # what ``receiver_of`` does, without a call
            receiver = entry.receiver
            if receiver is None:
                owner, receiver = entry(), entry.function
                if owner is None:
                    continue
                is_function = type(receiver) is FunctionType
                receiver = MethodType(receiver, owner) if is_function else cast("Any", receiver_of(entry))
            results.append((receiver, receiver(sender, payload)))
    except BaseException as error:
        _note(signal, receiver, error)
        raise
    return results


def send_robust(signal: SignalBase[Any], sender: object, payload: object, /) -> Results:
    routes = signal._registry.routes
    if routes is None:
        return []
    route: Any = None if routes.dead else routes.walked_by(sender) if routes.groups else routes.shared
    if type(route) is tuple:
        return _call_with_payload(signal, route, sender, payload, True, [])
    if type(route) is Living:
        return _call_with_payload(signal, living(route), sender, payload, True, [])
    return _dispatch(Sent(signal, sender, payload, None, True))


# --- the sends of a KeywordSignal


def send_keywords(signal: SignalBase[Any], /, sender: object, **keywords: object) -> Results:
    routes = signal._registry.routes
    if routes is None:
        return []
    if routes.dead:
        signal._settle()
        return send_keywords(signal, sender, **keywords)
    route: Any = routes.walked_by(sender) if routes.groups else routes.shared
    is_plain = type(route) is tuple
    if not is_plain and type(route) is not Living:
        return _dispatch(Sent(signal, sender, None, keywords, False))
    if len(route) != 1:
        return _call_with_keywords(signal, route, sender, keywords, False, [])
    (receiver,) = route if is_plain else living(route)
    if receiver is None:  # it has just died
        return []
    try:
        return [(receiver, receiver(sender, **keywords))]
    except BaseException as error:
        _note(signal, receiver, error)
        raise


def keywords_awaiting(*, robust: bool) -> Any:
    """Make the send of a signal of keywords that goes the rare way."""

    def send(signal: SignalBase[Any], /, sender: object, **keywords: object) -> Results:
        is_idle = signal._registry.routes is None
        return [] if is_idle else _dispatch(Sent(signal, sender, None, keywords, robust))

    return send


# --- the sends of an AsyncSignal and of an AsyncKeywordSignal


def awaiting(*, robust: bool) -> Any:
    """Make the send of an ``AsyncSignal``."""

    def send(signal: SignalBase[Any], sender: object, payload: object, /) -> Results:
        is_idle = signal._registry.routes is None
        return [] if is_idle else _dispatch(Sent(signal, sender, payload, None, robust))

    return send


def asending(*, robust: bool) -> Any:
    """Make the async send of an ``AsyncSignal``."""

    async def asend(signal: SignalBase[Any], sender: object, payload: object, /) -> Results:
        is_idle = signal._registry.routes is None
        return [] if is_idle else await _adispatch(Sent(signal, sender, payload, None, robust))

    return asend


def keywords_asending(*, robust: bool) -> Any:
    """Make the async send of an ``AsyncKeywordSignal``."""

    async def asend(signal: SignalBase[Any], /, sender: object, **keywords: object) -> Results:
        is_idle = signal._registry.routes is None
        return [] if is_idle else await _adispatch(Sent(signal, sender, None, keywords, robust))

    return asend


# --- what is rare: nothing published yet, somebody intercepts, results may be awaitable


def _dispatch(sent: Sent) -> Results:
    route = _route(sent)
    if not isinstance(route, Rare):
        return _call(route, sent, [])
    return (
        cast("Results", _intercepted(route, sent, asynchronous=False)) if route.interceptors else _deliver(route, sent)
    )


def _adispatch(sent: Sent) -> Awaitable[Results]:
    route = cast("Rare", _route(sent))
    return _intercepted(route, sent, asynchronous=True) if route.interceptors else _adeliver(route, sent)


def _route(sent: Sent) -> Route:
    registry = sent.signal._registry
    if registry.dead:
        sent.signal._settle()
    routes = registry.routes
    route: Route | None = None if routes is None else routes.walked_by(sent.sender)
    return cast("Route", registry.route(sent.sender)) if route is None else route


def _intercepted(route: Rare, sent: Sent, *, asynchronous: bool) -> Any:
    views = (view(entry, heard_sender(entry, sent.sender)) for entry in route.entries)
    connections = tuple(connection for connection in views if connection is not None)
    keywords = {} if sent.keywords is None else sent.keywords
    return _proceed(
        route.interceptors,
        Sending(sent.signal, sent.sender, sent.payload, keywords, connections, sent.robust, asynchronous),
    )


def _proceed(interceptors: tuple[Interceptor, ...], sending: Sending) -> Any:
    """Hand the sending to the outermost interceptor, which may hand it on to the next; then to the receivers."""
    if interceptors:
        return interceptors[-1](sending, partial(_proceed, interceptors[:-1]))
    keywords = dict(sending.keywords) if sending.signal._shape.positional == 1 else None
    sent = Sent(sending.signal, sending.sender, sending.payload, keywords, sending.robust)
    return (_adeliver if sending.asynchronous else _deliver)(Rare(sending.connections), sent)


def _deliver(route: Rare, sent: Sent) -> Results:
    """Call everyone; what has to be awaited is, on an event loop that ends with the send."""
    if not sent.signal._may_await:
        return _call(plain_route(route.entries), sent, [])
    loops = _import_awaiting()
    if route.entries and loops.in_loop():
        raise RunningLoopError(
            f"cannot send {sent.signal._title()} from inside a running event loop, which could not await its receivers; "
            f"use 'await asend(...)' or 'await asend_robust(...)'"
        )
    results: Results = []
    try:
        _begin(route.now, sent, results)
        if route.later or loops.awaitables_among(results):
            loops.run(lambda: _await(route.later, sent, results))
        return results[:]
    finally:
        results.clear()  # it holds exceptions whose tracebacks hold all frames that know it


async def _adeliver(route: Rare, sent: Sent) -> Results:
    """Call the sync receivers, then the async ones; await what has to be awaited, together."""
    results: Results = []
    try:
        _begin(route.now, sent, results)
        if route.later or _import_awaiting().awaitables_among(results):
            await _await(route.later, sent, results)
        return results[:]
    finally:
        results.clear()


async def _await(later: tuple[Any, ...], sent: Sent, results: Results) -> None:
    """Call the async receivers, and put what awaiting gives in the place of every awaitable among the results."""
    _begin(later, sent, results)

    def failed(receiver: object, error: BaseException) -> None:
        say = _report if sent.robust and isinstance(error, Exception) else _note
        say(sent.signal, receiver, error)

    await _import_awaiting().together(results, failed, robust=sent.robust, title=sent.signal._title)


def _begin(route: tuple[Any, ...], sent: Sent, results: Results) -> None:
    """Call each receiver and append to ``results``; awaitables among these are closed if anything is raised."""
    try:
        _call(route, sent, results)
    except BaseException:
        _import_awaiting().close(result for _, result in results)
        raise


def _import_awaiting() -> ModuleType:
    from typedsignals._core import awaiting  # asyncio is slow to import, and most programs never need it here

    return awaiting


# --- calling


def _call(route: tuple[Any, ...], sent: Sent, results: Results) -> Results:
    """Call each receiver of a route that is not rare, append to ``results`` and return them."""
    try:
        if sent.keywords is None:
            return _call_with_payload(sent.signal, living(route), sent.sender, sent.payload, sent.robust, results)
        return _call_with_keywords(sent.signal, route, sent.sender, sent.keywords, sent.robust, results)
    finally:
        del results  # they may hold exceptions whose tracebacks hold this frame


def _call_with_payload(
    signal: Any, receivers: Iterable[Any], sender: object, payload: object, robust: bool, results: Results
) -> Results:
    receiver: Any = None
    try:
        for receiver in receivers:
            if receiver is not None:
                try:
                    results.append((receiver, receiver(sender, payload)))
                except Exception as error:
                    if not robust:
                        raise
                    _report(signal, receiver, error)
                    results.append((receiver, error))
    except BaseException as error:
        _note(signal, receiver, error)
        raise
    else:
        return results
    finally:
        del results  # it may hold exceptions whose tracebacks hold this frame


def _call_with_keywords(
    signal: Any, route: tuple[Any, ...], sender: object, keywords: dict[str, Any], robust: bool, results: Results
) -> Results:
    names, loops = tuple(keywords), signal._loops
    try:
        loop = loops[names]
    except KeyError:
        if len(loops) >= _MANY_LOOPS:
            loops.clear()
        loop = loops[names] = _keyword_loop(names)
    try:
        return cast("Results", loop(signal, living(route), sender, robust, results, *keywords.values()))
    finally:
        del results


# receiver(sender, order_id=..., status=...) takes CPython less than half the time of receiver(sender, **keywords),
# but only source code can say it: one loop is compiled for each set of names, and kept on the signals that send them.
_KEYWORD_LOOP = """
def loop(signal, receivers, sender, robust, results, {parameters}):
    receiver = None
    try:
        for receiver in receivers:
            if receiver is not None:
                try:
                    results.append((receiver, receiver(sender, {arguments})))
                except Exception as error:
                    if not robust:
                        raise
                    report(signal, receiver, error)
                    results.append((receiver, error))
    except BaseException as error:
        note(signal, receiver, error)
        raise
    else:
        return results
    finally:
        del results  # it may hold exceptions whose tracebacks hold this frame
"""


@lru_cache(maxsize=256)
def _keyword_loop(names: tuple[str, ...]) -> Callable[..., Results]:
    """Compile the send loop for these keywords."""
    parameters = [f"value{number}" for number in range(len(names))]
    arguments = [
        f"{name}={value}" if _is_plain(name) else f"**{{{name!r}: {value}}}"
        for name, value in zip(names, parameters, strict=True)
    ]
    source = _KEYWORD_LOOP.format(parameters=", ".join(parameters), arguments=", ".join(arguments))
    namespace: dict[str, Any] = {"note": _note, "report": _report}
    exec(compile(source, f"<send of {', '.join(names)}>", "exec"), namespace)
    return cast("Callable[..., Results]", namespace["loop"])


def _is_plain(name: str) -> bool:
    """Whether source code can say ``name=``. What cannot stand there was never declared either."""
    return name.isascii() and name.isidentifier() and not iskeyword(name) and name != "__debug__"


# --- what is said of exceptions


def _note(signal: SignalBase[Any], receiver: object, error: BaseException) -> None:
    """Name the signal and the receiver on the exception, once; an exception that takes no notes is left as it is.

    There is no receiver yet where an interrupt came before the first call.
    """
    if receiver is None:
        return
    with suppress(Exception):
        note = f"while {signal._title()} was sent to {describe(receiver)}"
        if note not in getattr(error, "__notes__", ()):
            error.add_note(note)


def _report(signal: SignalBase[Any], receiver: object, error: BaseException) -> None:
    """Log what a robust send goes on after. Nothing that a log handler does may stop the send."""
    with suppress(Exception):
        name, who = signal._title(), describe(receiver)
        # A tuple, because logging asks an exception itself whether it is true.
        trace = type(error), error, error.__traceback__
        _log.error(
            "%s failed in a robust send of %s", who, name, exc_info=trace, extra={"signal": name, "receiver": who}
        )
