"""``Connectable``, ``Signal``, ``AsyncSignal``: who may send what, and who may listen, as the type checker sees it.

Rules of this file:
- It states types and promises. What happens at run time is in ``_core``: ``connecting`` and ``sending``.
- The overloads of ``connect`` differ only in whether ``sender=`` is given: so a lambda gets its parameter types in mypy.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Generic, overload

from typedsignals._core import intercepting, sending
from typedsignals._core.connecting import SignalBase
from typedsignals._core.hints import explained
from typedsignals._core.intercepting import Interceptor
from typedsignals._types import PayloadT, Receiver, ResultT, ReturnT, SenderT, SubT, Takes, done_by


class Connectable(SignalBase[SenderT], Takes[SenderT, PayloadT, ReturnT], Generic[SenderT, PayloadT, ReturnT]):
    """What one may listen to: a signal without its sends. ``Signal`` and ``AsyncSignal`` are made, this one is named.

    A library that annotates its signal as ``Connectable[type[OrderService], OrderCompleted]`` lets others connect to it;
    that they send it is an error of the type checker.
    """

    _async_remedy = "make the signal an AsyncSignal"

    @overload
    def connect(
        self,
        receiver: Callable[[SubT, PayloadT], ReturnT],
        /,
        *,
        sender: SubT,
        subclasses: bool = False,
        weak: bool | None = None,
        dispatch_uid: Hashable | None = None,
        priority: int = 0,
    ) -> Callable[[SubT, PayloadT], ReturnT]: ...
    @overload
    def connect(
        self,
        receiver: Callable[[SenderT, PayloadT], ReturnT],
        /,
        *,
        sender: SenderT | None = None,
        weak: bool | None = None,
        dispatch_uid: Hashable | None = None,
        priority: int = 0,
    ) -> Callable[[SenderT, PayloadT], ReturnT]: ...
    @explained
    def connect(
        self,
        receiver: Callable[..., ReturnT],
        /,
        *,
        sender: object = None,
        subclasses: bool = False,
        weak: bool | None = None,
        dispatch_uid: Hashable | None = None,
        priority: int = 0,
    ) -> Callable[..., ReturnT]:
        """Call ``receiver(sender, payload)`` at each send by ``sender``, or by anyone; return it, so this decorates.

        Senders are told apart by identity; strings, numbers and bytes by value; with ``subclasses``, a class stands for its
        subclasses, too. Bound methods are held weakly, by their object, and everything else strongly; ``weak`` forces either. The same receiver with the same sender is connected
        once, the same ``dispatch_uid`` and sender too. Higher ``priority`` is called first. ``ReceiverError`` (a TypeError)
        if the receiver or an option cannot work, as an async receiver of a ``Signal``; nothing is changed then.
        """
        self._connect(receiver, (sender, subclasses, weak, dispatch_uid, priority))
        return receiver

    @overload
    def connected(
        self,
        receiver: Callable[[SubT, PayloadT], ReturnT],
        /,
        *,
        sender: SubT,
        subclasses: bool = False,
        priority: int = 0,
    ) -> AbstractContextManager[None]: ...
    @overload
    def connected(
        self, receiver: Callable[[SenderT, PayloadT], ReturnT], /, *, sender: SenderT | None = None, priority: int = 0
    ) -> AbstractContextManager[None]: ...
    @explained
    def connected(
        self, receiver: Callable[..., ReturnT], /, *, sender: object = None, subclasses: bool = False, priority: int = 0
    ) -> AbstractContextManager[None]:
        """Connect ``receiver``, held strongly, inside a ``with``; on leaving, end that connection and no other."""
        return self._connected(receiver, sender, subclasses, priority)

    def intercepted(self, interceptor: Interceptor) -> AbstractContextManager[None]:
        """Let ``interceptor`` see, change or swallow every send of this signal, from any thread, inside the ``with``.

        Interceptors nest, the last one outermost. While there is none, a send pays nothing for them.
        """
        return intercepting.intercepted(self, interceptor)

    if TYPE_CHECKING:  # what a send gives, for whoever is handed a signal of any kind

        def _gives(self) -> tuple[SenderT, PayloadT, ReturnT]: ...


class Signal(Connectable[SenderT, PayloadT, ResultT], Generic[SenderT, PayloadT, ResultT]):
    """Something that happens: senders of type ``SenderT`` send it, with one ``PayloadT``, to every receiver.

    ``Signal[type[OrderService], OrderCompleted]("order_completed")``. ``ResultT`` is what receivers return, None unless
    given; they are plain functions (for ``async def`` there is ``AsyncSignal``). A signal is an object: it lives as long as
    something refers to it, is hashable, equal only to itself, and can be neither copied nor pickled. Without a name it
    takes that of the module or class attribute that holds it. Every method may be called from any thread and from inside a
    receiver.
    """

    @done_by(sending.send)
    def send(self, sender: SenderT, payload: PayloadT, /) -> list[tuple[Receiver[SenderT, PayloadT, ResultT], ResultT]]:
        """Call every receiver that hears ``sender``, in order, and return ``[(receiver, result), ...]``.

        Higher priority first, then older connections. Receivers run here and now, in this thread; one that is
        connected meanwhile is not called, one that is disconnected meanwhile still is. The first exception ends the
        send and is raised as it is, with a note that names the signal and the receiver.
        """
        raise NotImplementedError

    @done_by(sending.send_robust)
    def send_robust(
        self, sender: SenderT, payload: PayloadT, /
    ) -> list[tuple[Receiver[SenderT, PayloadT, ResultT], ResultT | Exception]]:
        """Do what ``send`` does, but call every receiver: an ``Exception`` takes the place of its result.

        Each is logged once, on the logger ``typedsignals``. What is no ``Exception`` (KeyboardInterrupt, SystemExit,
        CancelledError, GeneratorExit) ends the send and is raised.
        """
        raise NotImplementedError


class AsyncSignal(Connectable[SenderT, PayloadT, Awaitable[ResultT] | ResultT], Generic[SenderT, PayloadT, ResultT]):
    """A signal whose receivers may be async: ``AsyncSignal[type[OrderService], OrderCompleted]("order_completed")``.

    ``ResultT`` is what awaiting gives: whatever awaitable a receiver returns is awaited. In all else it is a ``Signal``.
    """

    _may_await = True

    @done_by(sending.awaiting(robust=False))
    def send(
        self, sender: SenderT, payload: PayloadT, /
    ) -> list[tuple[Receiver[SenderT, PayloadT, Awaitable[ResultT] | ResultT], ResultT]]:
        """Do what ``asend`` does, from code that is not async, and return when all is done.

        Sync receivers run in this thread. The async ones run to completion on an event loop that ends with the send; where
        asgiref is imported, as by Django, on the one that it chooses (``async_to_sync``). Inside a running event loop it is
        a ``RunningLoopError`` (a RuntimeError) before any receiver runs: there it is ``await asend(...)``.
        """
        raise NotImplementedError

    @done_by(sending.awaiting(robust=True))
    def send_robust(
        self, sender: SenderT, payload: PayloadT, /
    ) -> list[tuple[Receiver[SenderT, PayloadT, Awaitable[ResultT] | ResultT], ResultT | Exception]]:
        """Do what ``send`` does, but run every receiver to its end, as ``Signal.send_robust`` does."""
        raise NotImplementedError

    @done_by(sending.asending(robust=False))
    async def asend(
        self, sender: SenderT, payload: PayloadT, /
    ) -> list[tuple[Receiver[SenderT, PayloadT, Awaitable[ResultT] | ResultT], ResultT]]:
        """Call the sync receivers in order, as ``Signal.send`` does, then await the async ones together.

        A failing sync receiver means that no async one starts. A failing async one means that the others are
        cancelled and waited for; one failure is raised as it is, several as an ExceptionGroup. The async receivers
        share one copy of the context; what they set there, and what sync receivers set, the caller sees.
        """
        raise NotImplementedError

    @done_by(sending.asending(robust=True))
    async def asend_robust(
        self, sender: SenderT, payload: PayloadT, /
    ) -> list[tuple[Receiver[SenderT, PayloadT, Awaitable[ResultT] | ResultT], ResultT | Exception]]:
        """Do what ``asend`` does, but run every receiver to its end, as ``Signal.send_robust`` does."""
        raise NotImplementedError

    if TYPE_CHECKING:

        def _gives(self) -> tuple[SenderT, PayloadT, ResultT]: ...
