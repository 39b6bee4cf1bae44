"""``muted`` and ``replaced``: other receivers for a while, without touching who is connected.

Rules of this file:
- A send goes on to fewer or other connections; it is never swallowed, so that recorders and checks still see it.
- Connections stay as they are: their order, and what is connected meanwhile, are none of this file's business.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from typing import Any, Protocol, TypeVar, overload

from typedsignals import Connection, Sending, UsageError
from typedsignals.testing._scope import Entering, Scope
from typedsignals.testing._signals import (
    AnyReceiver,
    AnySignal,
    awaits_nothing,
    connections,
    describe,
    every_signal,
    intercepted,
    is_of,
    is_ours,
    is_same_sender,
    refuse_others,
    sends_keywords,
    title,
    wrapped_by,
)

FakeT = TypeVar("FakeT", bound=Callable[..., Any])
FakeT_contra = TypeVar("FakeT_contra", bound=Callable[..., Any], contravariant=True)
FromT = TypeVar("FromT")
FromT_contra = TypeVar("FromT_contra", contravariant=True)


class Hears(Protocol[FakeT_contra]):
    """A signal that ``FakeT_contra`` could be connected to."""

    def connect(self, receiver: FakeT_contra, /) -> Any:
        """Connect the receiver."""
        ...  # the signal's own


class HearsFrom(Protocol[FakeT_contra, FromT_contra]):
    """A signal that ``FakeT_contra`` could be connected to for one sender."""

    def connect(self, receiver: FakeT_contra, /, *, sender: FromT_contra) -> Any:
        """Connect the receiver."""
        ...  # the signal's own


@overload
def muted(
    signal: AnySignal,
    /,
    *signals: AnySignal,
    receiver: AnyReceiver | None = None,
    sender: object = None,
    everywhere: bool = False,
) -> Scope[None]: ...
@overload
def muted(*, receiver: AnyReceiver, sender: object = None, everywhere: bool = False) -> Scope[None]: ...
@overload
def muted(*, sender: object, everywhere: bool = False) -> Scope[None]: ...
def muted(
    *signals: AnySignal, receiver: AnyReceiver | None = None, sender: object = None, everywhere: bool = False
) -> Scope[None]:
    """Do not call the receivers of these signals inside, or one ``receiver``, or for sends by one ``sender``.

    ``muted(order_completed)``, ``muted(receiver=send_mail)``, ``muted(post_save, sender=Order)``; in a ``with``, or as
    a decorator. Sends are still recorded and checked. Nothing is disconnected.

    Args:
        *signals: The signals. Without any: every signal that ``receiver`` is connected to on entering; without a
            receiver, every signal of the process.
        receiver: Do not call this receiver; the others are called.
        sender: Mute only sends by this sender.
        everywhere: Whether it holds in every thread and task. By default it holds in the context that entered, and in
            those copied from it (tasks that are started inside, ``asyncio.to_thread``).

    Returns:
        A context manager and decorator.

    Raises:
        UsageError: If nothing is named, something is no signal, or the receiver is not callable; on entering, if the
            receiver is not connected to any signal. (A ``TypeError``.)
    """
    return _muted(signals, receiver, sender, everywhere=everywhere)


def _muted(
    signals: Sequence[AnySignal], receiver: AnyReceiver | None, sender: object, *, everywhere: bool
) -> Scope[None]:
    refuse_others("mute", signals)
    if not signals and receiver is None and sender is None:
        raise UsageError("cannot mute: name a signal, or say receiver=... or sender=...; nothing was given")
    if receiver is not None and not callable(receiver):
        raise UsageError(f"cannot mute {describe(receiver)} as a receiver: it is not callable")
    return Scope(partial(_muting, signals, receiver, sender, everywhere))


@contextmanager
def _muting(
    signals: Sequence[AnySignal], receiver: AnyReceiver | None, sender: object, everywhere: bool, entering: Entering
) -> Generator[None, None, None]:
    def mute(sending: Sending, proceed: Callable[[Sending], Any], /) -> Any:
        if (everywhere or entering.is_here()) and (sender is None or is_same_sender(sending.sender, sender)):
            heard = [each for each in sending.connections if receiver is not None and not is_of(each, receiver)]
            if len(heard) < len(sending.connections):
                sending = replace(sending, connections=tuple(heard))
        return proceed(sending)

    chosen = signals or _chosen("mute", receiver)
    with ExitStack() as stack:
        for signal in chosen:
            stack.enter_context(intercepted(signal, mute))
        yield


def _chosen(what: str, receiver: AnyReceiver | None) -> list[AnySignal]:
    """Return the signals that ``receiver`` is connected to; every signal without one."""
    signals = every_signal()
    if receiver is None:
        return signals
    hearing = [signal for signal in signals if _connections_of(receiver, signal)]
    if not hearing:
        raise _not_connected(what, receiver, signals, "any signal")
    return hearing


def _connections_of(receiver: AnyReceiver, signal: AnySignal) -> list[Connection[Any]]:
    return [each for each in connections(signal) if is_of(each, receiver)]


def _not_connected(what: str, receiver: AnyReceiver, signals: Sequence[AnySignal], where: str) -> UsageError:
    wrapped = any(
        is_of(replace(each, receiver=inner), receiver)
        for signal in signals
        for each in connections(signal)
        for inner in wrapped_by(each.receiver)
    )
    remedy = (
        "but a wrapper of it is: name the wrapper, as it was connected"
        if wrapped
        else "connect it first, or name what was connected: a function looked up by its caller is patched there instead"
    )
    return UsageError(f"cannot {what} {describe(receiver)}: it is not connected to {where}; {remedy}")


@overload
def replaced(receiver: AnyReceiver, fake: FakeT, /, *, signal: Hears[FakeT], sender: None = None) -> Scope[FakeT]: ...
@overload
def replaced(
    receiver: AnyReceiver, fake: FakeT, /, *, signal: HearsFrom[FakeT, FromT], sender: FromT
) -> Scope[FakeT]: ...
@overload
def replaced(receiver: AnyReceiver, fake: FakeT, /, *, signal: None = None, sender: object = None) -> Scope[FakeT]: ...
def replaced(receiver: AnyReceiver, fake: Any, /, *, signal: Any = None, sender: object = None) -> Scope[Any]:
    """Call ``fake`` inside wherever ``receiver`` is connected, in its place in the order, in every thread.

    ``with replaced(send_mail, fake) as fake:``, or as a decorator. With ``signal=`` the type checker compares the fake
    with what the signal sends.

    Args:
        receiver: The receiver to replace, as it was connected.
        fake: The callable that takes its place: a function, a ``Mock``, an ``AsyncMock``.
        signal: Replace it on this signal alone.
        sender: Replace only the connections that were made with this sender.

    Returns:
        A context manager and decorator; ``as`` gives the fake.

    Raises:
        UsageError: If ``signal`` is no signal; on entering, if the receiver is not connected there, or the fake cannot
            be called as the receiver is. (A ``TypeError``.)
    """
    if signal is not None:
        refuse_others("replace a receiver of", [signal])
    return Scope(partial(_replacing, receiver, fake, signal, sender))


@contextmanager
def _replacing(
    receiver: AnyReceiver, fake: AnyReceiver, signal: AnySignal | None, sender: object, entering: Entering
) -> Generator[AnyReceiver, None, None]:
    del entering  # it holds for every thread

    def stands(connection: Connection[Any]) -> bool:
        return is_of(connection, receiver) and (sender is None or is_same_sender(connection.sender, sender))

    def put_fake(sending: Sending, proceed: Callable[[Sending], Any], /) -> Any:
        if any(map(stands, sending.connections)):
            called = (
                replace(each, receiver=fake, is_async=is_async) if stands(each) else each
                for each in sending.connections
            )
            sending = replace(sending, connections=tuple(called))
        return proceed(sending)

    is_async = _is_async(fake)
    signals = every_signal() if signal is None else [signal]
    hearing = [each for each in signals if any(map(stands, connections(each, sender)))]
    if not hearing:
        raise _not_connected("replace", receiver, signals, "any signal" if signal is None else title(signal))
    for each in hearing:
        _refuse_unfit(receiver, fake, each)
    with ExitStack() as stack:
        for each in hearing:
            stack.enter_context(intercepted(each, put_fake))
        yield fake


def _refuse_unfit(receiver: AnyReceiver, fake: object, signal: AnySignal) -> None:
    """Refuse a fake that could not be called, or not be awaited, as the signal calls the receiver."""
    what = f"cannot replace {describe(receiver)} by {describe(fake)}"
    if not callable(fake):
        raise UsageError(f"{what}: it is not callable; give a function that takes what the receiver takes")
    if _is_async(fake) and awaits_nothing(signal):
        raise UsageError(f"{what}: it is async, and {title(signal)} awaits nothing; give a function that is not async")
    try:
        signature, (args, keywords) = inspect.signature(fake), _called_with(receiver, signal)
    except Exception:  # whatever comes of asking an object that answers to every name
        return  # nothing can be known: an error then shows at the first call
    try:
        signature.bind(*args, **keywords)
    except TypeError as error:
        raise UsageError(
            f"{what}: {title(signal)} could not call it, {error}; give it the receiver's parameters"
        ) from None


def _called_with(receiver: AnyReceiver, signal: AnySignal) -> tuple[tuple[None, ...], dict[str, None]]:
    """Return arguments in the shape in which the signal calls the receiver; their values mean nothing."""
    if sends_keywords(signal):
        return (None,), dict.fromkeys(signal.keywords)
    if is_ours(signal):
        return (None, None), {}
    named = {"signal", "sender"}
    for name, parameter in inspect.signature(receiver).parameters.items():
        if parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
            named.add(name)
        elif parameter.kind is parameter.VAR_KEYWORD:
            named.add("anything_else")  # Django may send more tomorrow
    return (), dict.fromkeys(named)


def _is_async(fake: AnyReceiver) -> bool:
    try:
        return _says_it_is_async(fake)
    except Exception:  # whatever comes of asking an object that answers to every name
        return False


def _says_it_is_async(fake: AnyReceiver) -> bool:
    if inspect.iscoroutinefunction(fake) or inspect.iscoroutinefunction(type(fake).__call__):
        return True
    flags = getattr(getattr(fake, "__code__", None), "co_flags", 0)  # an AsyncMock has only this
    is_mock = isinstance(flags, int) and bool(flags & inspect.CO_COROUTINE)
    # And what create_autospec makes of an async function has only this, before Python 3.13.
    return is_mock or getattr(fake, "_is_coroutine", _NOWHERE) is getattr(
        sys.modules.get("asyncio.coroutines"), "_is_coroutine", None
    )


_NOWHERE = object()


class Muter:
    """The type of the pytest fixture ``mute_signals``: called as ``muted``, it mutes until the test is over."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    @overload
    def __call__(
        self, signal: AnySignal, /, *signals: AnySignal, receiver: AnyReceiver | None = None, sender: object = None
    ) -> None: ...
    @overload
    def __call__(self, *, receiver: AnyReceiver, sender: object = None) -> None: ...
    @overload
    def __call__(self, *, sender: object) -> None: ...
    def __call__(self, *signals: AnySignal, receiver: AnyReceiver | None = None, sender: object = None) -> None:
        """Mute until the test is over, in every thread; in everything else as ``muted``.

        Args:
            *signals: As for ``muted``.
            receiver: As for ``muted``.
            sender: As for ``muted``.

        Raises:
            UsageError: As for ``muted``. (A ``TypeError``.)
        """
        self._stack.enter_context(_muted(signals, receiver, sender, everywhere=True))
