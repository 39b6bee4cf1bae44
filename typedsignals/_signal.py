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
    """A signal that receivers are connected to, without its ``send``.

    ``Signal`` and ``AsyncSignal`` are its subclasses. A library annotates the signal that it exports as
    ``Connectable[type[OrderService], OrderCompleted]``. Users of the library then connect receivers to it, and a
    ``send`` by them is an error of the type checker. ``ReturnT`` is what calling a receiver returns, None unless given.

    Raises:
        UsageError: If it is called. Make a ``Signal`` or an ``AsyncSignal``. (A ``TypeError``.)
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
        """Connect ``receiver``: each send by ``sender`` calls ``receiver(sender, payload)``. Return the receiver.

        It can be used as a decorator: ``@order_completed.connect``. To decorate with options, use ``receiver()``. If
        the same receiver is connected again with the same sender, nothing changes, and it keeps its place in the order.
        Sends that are under way do not call the new receiver. ``connect`` runs no code of the receiver.

        Args:
            receiver: A callable that takes the sender and the payload by position. An ``async def`` needs an
                ``AsyncSignal``.
            sender: Call the receiver only for sends by this sender. By default (None) every send calls it. Senders are
                compared by identity: a subclass or an equal object is another sender. Plain values (``str``, ``int``,
                ``bytes``, ``float``, ``bool``) are compared by value. The sender is held weakly if its type allows
                that.
            subclasses: If True, sends by subclasses of ``sender`` call the receiver, too, also by those that are
                defined later. ``sender`` has to be a class then.
            weak: How the signal holds the receiver. True: weakly, so the connection ends when nothing else refers to
                the receiver. False: strongly. None, the default: a bound method weakly, by its object, and everything
                else strongly.
            dispatch_uid: A hashable name for the connection. A second receiver with the same name and sender is not
                connected. A function whose module is imported again takes the place of its former self.
            priority: Receivers with a higher priority are called first. Those with the same priority are called in the
                order in which they were connected.

        Returns:
            The receiver.

        Raises:
            ReceiverError: If the receiver cannot be called with a sender and a payload, if it is async and the signal
                is a ``Signal``, if it would be held weakly and cannot be, or if an option has a wrong value. Nothing is
                connected then. (A ``TypeError``.)
            UsageError: If an argument is missing or unknown. (A ``TypeError``.)

        Warns:
            SignalWarning: If the receiver is connected already with another ``weak`` or ``priority``, which it keeps.
            DuplicateUidWarning: If another receiver has this ``dispatch_uid`` and sender. The new one is not connected.
            LostReceiverWarning: If an earlier receiver, held weakly, was gone before any send could call it.
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
        """Connect ``receiver`` inside a ``with``, and end this connection when the ``with`` is left.

        The receiver is held strongly meanwhile. A connection that the receiver had before stays as it is.

        Args:
            receiver: As for ``connect``.
            sender: As for ``connect``.
            subclasses: As for ``connect``.
            priority: As for ``connect``.

        Returns:
            A context manager. It connects when it is entered.

        Raises:
            ReceiverError: On entering, as for ``connect``.
            UsageError: If an argument is missing or unknown. (A ``TypeError``.)

        Warns:
            SignalWarning: On entering, as for ``connect``.
            LostReceiverWarning: On entering, as for ``connect``.
        """
        return self._connected(receiver, sender, subclasses, priority)

    def intercepted(self, interceptor: Interceptor) -> AbstractContextManager[None]:
        """Call ``interceptor`` for each send of this signal inside the ``with``, in every thread.

        The interceptor is called instead of the receivers, and calls them by ``proceed``: so it can observe, change or
        suppress a send. If several are installed, the last one is outermost. A signal without an interceptor sends as
        fast as ever.

        Args:
            interceptor: A callable as ``Interceptor`` describes it.

        Returns:
            A context manager. It installs the interceptor when it is entered and removes it when it is left.

        Raises:
            UsageError: On entering, if ``interceptor`` is not callable.
        """
        return intercepting.intercepted(self, interceptor)

    if TYPE_CHECKING:  # what a send gives, for whoever is handed a signal of any kind

        def _gives(self) -> tuple[SenderT, PayloadT, ReturnT]: ...


class Signal(Connectable[SenderT, PayloadT, ResultT], Generic[SenderT, PayloadT, ResultT]):
    """A signal: a sender sends it with one payload, and every connected receiver is called.

    Declared as ``order_completed = Signal[type[OrderService], OrderCompleted]("order_completed")``: the types of the
    sender and of the payload. A third type, ``ResultT``, is what receivers return, None unless given. Receivers are
    plain functions; a signal for ``async def`` receivers is an ``AsyncSignal``.

    A signal is an object: it lives as long as something refers to it. It is hashable and equal only to itself, and it
    refuses to be copied or pickled (``UsageError``). Every method may be called from any thread and from inside a
    receiver.

    Args:
        name: The name of the signal in messages. By default it is the name of the module attribute or class attribute
            that holds the signal.
        doc: The docstring of the signal, which ``help()`` and Sphinx show.

    Raises:
        UsageError: If ``name`` or ``doc`` is not a ``str``, or an argument is unknown. (A ``TypeError``.)
    """

    @done_by(sending.send)
    def send(self, sender: SenderT, payload: PayloadT, /) -> list[tuple[Receiver[SenderT, PayloadT, ResultT], ResultT]]:
        """Call every receiver that is connected for ``sender``, in order, and return ``[(receiver, result), ...]``.

        The receivers are called one after another, in the thread of the caller, before ``send`` returns: those with a
        higher priority first, then in the order in which they were connected. A receiver that is connected during the
        send is not called by it; one that is disconnected during the send is still called.

        Args:
            sender: Who sends; each receiver gets it as its first argument. Receivers that were connected for another
                ``sender`` are not called.
            payload: What is sent; each receiver gets this very object as its second argument. The signal does not keep
                it.

        Returns:
            The receivers and what they returned, in the order of the calls; an empty list if no receiver was called.

        Raises:
            BaseException: Whatever a receiver raises ends the send and is raised as it is, with a note that names the
                signal and the receiver. Receivers after it are not called.

        Warns:
            LostReceiverWarning: If a receiver, held weakly, was gone before any send could call it.
        """
        raise NotImplementedError

    @done_by(sending.send_robust)
    def send_robust(
        self, sender: SenderT, payload: PayloadT, /
    ) -> list[tuple[Receiver[SenderT, PayloadT, ResultT], ResultT | Exception]]:
        """Call every receiver, also after one has failed: its ``Exception`` takes the place of its result.

        In everything else it is as ``send``. Each such exception is logged once, with its traceback, on the logger
        ``typedsignals``; ``signal`` and ``receiver`` are attributes of the log record.

        Args:
            sender: As for ``send``.
            payload: As for ``send``.

        Returns:
            The receivers and what they returned or raised, in the order of the calls.

        Raises:
            BaseException: What is no ``Exception`` (``KeyboardInterrupt``, ``SystemExit``, ``CancelledError``,
                ``GeneratorExit``) ends the send and is raised as it is, with a note that names the signal and the
                receiver.

        Warns:
            LostReceiverWarning: As for ``send``.
        """
        raise NotImplementedError


class AsyncSignal(Connectable[SenderT, PayloadT, Awaitable[ResultT] | ResultT], Generic[SenderT, PayloadT, ResultT]):
    """A signal whose receivers may be async: whatever awaitable a receiver returns is awaited.

    Declared as ``order_completed = AsyncSignal[type[OrderService], OrderCompleted]("order_completed")``. The third
    type, ``ResultT``, is what awaiting a receiver gives. Plain functions are receivers, too. In everything else it is
    as a ``Signal``.

    Args:
        name: As for ``Signal``.
        doc: As for ``Signal``.

    Raises:
        UsageError: As for ``Signal``.
    """

    _may_await = True

    @done_by(sending.awaiting(robust=False))
    def send(
        self, sender: SenderT, payload: PayloadT, /
    ) -> list[tuple[Receiver[SenderT, PayloadT, Awaitable[ResultT] | ResultT], ResultT]]:
        """Call every receiver from code that is not async, and return when all are done, the async ones too.

        Plain receivers are called in this thread. The async ones run to completion on an event loop that ends with the
        send; where asgiref is imported, as by Django, on the loop that its ``async_to_sync`` chooses. In all else it is
        as ``asend``.

        Args:
            sender: As for ``Signal.send``.
            payload: As for ``Signal.send``.

        Returns:
            The receivers and what they returned, first the plain ones, then the async ones with what awaiting them
                gave.

        Raises:
            RunningLoopError: If an event loop is running in this thread and there is a receiver to call, async or not.
                None was called; use ``await asend(...)`` there. (A ``RuntimeError``.)
            BaseException: Whatever a receiver raises, as for ``asend``.

        Warns:
            LostReceiverWarning: As for ``Signal.send``.
        """
        raise NotImplementedError

    @done_by(sending.awaiting(robust=True))
    def send_robust(
        self, sender: SenderT, payload: PayloadT, /
    ) -> list[tuple[Receiver[SenderT, PayloadT, Awaitable[ResultT] | ResultT], ResultT | Exception]]:
        """Call every receiver, also after one has failed: its ``Exception`` takes the place of its result.

        In everything else it is as ``send``. Exceptions are logged as by ``Signal.send_robust``.

        Args:
            sender: As for ``Signal.send``.
            payload: As for ``Signal.send``.

        Returns:
            The receivers and what they returned or raised, first the plain ones, then the async ones.

        Raises:
            RunningLoopError: As for ``send``.
            BaseException: What is no ``Exception``, as for ``Signal.send_robust``.

        Warns:
            LostReceiverWarning: As for ``Signal.send``.
        """
        raise NotImplementedError

    @done_by(sending.asending(robust=False))
    async def asend(
        self, sender: SenderT, payload: PayloadT, /
    ) -> list[tuple[Receiver[SenderT, PayloadT, Awaitable[ResultT] | ResultT], ResultT]]:
        """Call the plain receivers in order, then await the async ones together; return ``[(receiver, result), ...]``.

        If a plain receiver fails, no async one starts. If an async one fails, the others are cancelled and waited for,
        so that no task is left behind. The async receivers share one copy of the context: the caller sees the context
        variables that receivers set, of both kinds.

        Args:
            sender: As for ``Signal.send``.
            payload: As for ``Signal.send``.

        Returns:
            The receivers and what they returned, first the plain ones, then the async ones with what awaiting them
                gave.

        Raises:
            BaseException: Whatever a receiver raises, as it is, with a note that names the signal and the receiver.
            ExceptionGroup: If several async receivers fail.

        Warns:
            LostReceiverWarning: As for ``Signal.send``.
        """
        raise NotImplementedError

    @done_by(sending.asending(robust=True))
    async def asend_robust(
        self, sender: SenderT, payload: PayloadT, /
    ) -> list[tuple[Receiver[SenderT, PayloadT, Awaitable[ResultT] | ResultT], ResultT | Exception]]:
        """Call and await every receiver, also after one has failed: its ``Exception`` takes the place of its result.

        In everything else it is as ``asend``. Exceptions are logged as by ``Signal.send_robust``.

        Args:
            sender: As for ``Signal.send``.
            payload: As for ``Signal.send``.

        Returns:
            The receivers and what they returned or raised, first the plain ones, then the async ones.

        Raises:
            BaseException: What is no ``Exception``, as for ``Signal.send_robust``.

        Warns:
            LostReceiverWarning: As for ``Signal.send``.
        """
        raise NotImplementedError

    if TYPE_CHECKING:

        def _gives(self) -> tuple[SenderT, PayloadT, ResultT]: ...
