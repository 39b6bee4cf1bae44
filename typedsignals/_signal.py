"""``Signal``: who may send what, and who may listen, as the type checker sees it.

Rules of this file:
- It states types. What happens at run time is in ``_base`` (connecting) and ``_dispatch`` (sending).
- The overloads of ``connect`` differ only in whether ``sender=`` is given: so a lambda gets its parameter types in mypy.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Generic, overload

from typedsignals._dispatch import PayloadDispatcher
from typedsignals._types import Answering, PayloadT, Receiver, ResultT, Returning, SenderT, SubT, ValueT


class Signal(PayloadDispatcher[SenderT], Generic[SenderT, PayloadT, ResultT]):
    """Something that happens: senders of type ``SenderT`` send it, with one ``PayloadT``, to every receiver.

    ``Signal[type[OrderService], OrderCompleted]("order_completed")``. ``ResultT`` is what receivers return: None unless
    given, an ``Awaitable`` where they are async. A signal is an object: it lives as long as something refers to it,
    is hashable, equal only to itself, and can be neither copied nor pickled. Without a name it takes that of the module
    or class attribute that holds it. Every method may be called from any thread and from inside a receiver.
    """

    __slots__ = ()
    __module__ = "typedsignals"

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name)

    @overload
    def connect(
        self,
        receiver: Callable[[SubT, PayloadT], ResultT],
        /,
        *,
        sender: SubT,
        weak: bool | None = None,
        dispatch_uid: Hashable | None = None,
        priority: int = 0,
    ) -> Callable[[SubT, PayloadT], ResultT]: ...
    @overload
    def connect(
        self,
        receiver: Callable[[SenderT, PayloadT], ResultT],
        /,
        *,
        sender: None = None,
        weak: bool | None = None,
        dispatch_uid: Hashable | None = None,
        priority: int = 0,
    ) -> Callable[[SenderT, PayloadT], ResultT]: ...
    def connect(
        self,
        receiver: Callable[..., ResultT],
        /,
        *,
        sender: object = None,
        weak: bool | None = None,
        dispatch_uid: Hashable | None = None,
        priority: int = 0,
    ) -> Callable[..., ResultT]:
        """Call ``receiver(sender, payload)`` at each send by ``sender``, or by anyone; return it, so this decorates.

        Senders are told apart by identity. Bound methods are held weakly, by their object, and everything else
        strongly; ``weak`` forces either. The same receiver with the same sender is connected once, the same
        ``dispatch_uid`` and sender too. Higher ``priority`` is called first. ``ReceiverError`` (a TypeError) if the
        receiver or an option cannot work; nothing is changed then.
        """
        self._connect(receiver, sender, weak, dispatch_uid, priority)
        return receiver

    @overload
    def connected(
        self, receiver: Callable[[SubT, PayloadT], ResultT], /, *, sender: SubT, priority: int = 0
    ) -> AbstractContextManager[None]: ...
    @overload
    def connected(
        self, receiver: Callable[[SenderT, PayloadT], ResultT], /, *, sender: None = None, priority: int = 0
    ) -> AbstractContextManager[None]: ...
    def connected(
        self, receiver: Callable[..., ResultT], /, *, sender: object = None, priority: int = 0
    ) -> AbstractContextManager[None]:
        """Connect ``receiver``, held strongly, inside a ``with``; on leaving, end that connection and no other."""
        return self._connected(receiver, sender, priority)

    if TYPE_CHECKING:  # what a send returns: awaitable results come back awaited

        def _takes(self, sender: SenderT, /) -> None: ...
        def _carries(self, payload: PayloadT, result: ResultT, /) -> tuple[PayloadT, ResultT]: ...
        def _returns(self) -> ResultT: ...
        def _answers(self, result: ResultT, /) -> ResultT: ...

        @overload
        def send(
            self: Returning[Awaitable[ValueT]], sender: SenderT, payload: PayloadT, /
        ) -> list[tuple[Receiver[SenderT, PayloadT, Awaitable[ValueT]], ValueT]]: ...
        @overload
        def send(
            self: Answering[Awaitable[ValueT] | ValueT], sender: SenderT, payload: PayloadT, /
        ) -> list[tuple[Receiver[SenderT, PayloadT, Awaitable[ValueT] | ValueT], ValueT]]: ...
        @overload
        def send(
            self, sender: SenderT, payload: PayloadT, /
        ) -> list[tuple[Receiver[SenderT, PayloadT, ResultT], ResultT]]: ...
        def send(self, sender: Any, payload: Any, /) -> Any: ...

        @overload
        def send_robust(
            self: Returning[Awaitable[ValueT]], sender: SenderT, payload: PayloadT, /
        ) -> list[tuple[Receiver[SenderT, PayloadT, Awaitable[ValueT]], ValueT | Exception]]: ...
        @overload
        def send_robust(
            self: Answering[Awaitable[ValueT] | ValueT], sender: SenderT, payload: PayloadT, /
        ) -> list[tuple[Receiver[SenderT, PayloadT, Awaitable[ValueT] | ValueT], ValueT | Exception]]: ...
        @overload
        def send_robust(
            self, sender: SenderT, payload: PayloadT, /
        ) -> list[tuple[Receiver[SenderT, PayloadT, ResultT], ResultT | Exception]]: ...
        def send_robust(self, sender: Any, payload: Any, /) -> Any: ...

        @overload
        async def asend(
            self: Returning[Awaitable[ValueT]], sender: SenderT, payload: PayloadT, /
        ) -> list[tuple[Receiver[SenderT, PayloadT, Awaitable[ValueT]], ValueT]]: ...
        @overload
        async def asend(
            self: Answering[Awaitable[ValueT] | ValueT], sender: SenderT, payload: PayloadT, /
        ) -> list[tuple[Receiver[SenderT, PayloadT, Awaitable[ValueT] | ValueT], ValueT]]: ...
        @overload
        async def asend(
            self, sender: SenderT, payload: PayloadT, /
        ) -> list[tuple[Receiver[SenderT, PayloadT, ResultT], ResultT]]: ...
        async def asend(self, sender: Any, payload: Any, /) -> Any: ...

        @overload
        async def asend_robust(
            self: Returning[Awaitable[ValueT]], sender: SenderT, payload: PayloadT, /
        ) -> list[tuple[Receiver[SenderT, PayloadT, Awaitable[ValueT]], ValueT | Exception]]: ...
        @overload
        async def asend_robust(
            self: Answering[Awaitable[ValueT] | ValueT], sender: SenderT, payload: PayloadT, /
        ) -> list[tuple[Receiver[SenderT, PayloadT, Awaitable[ValueT] | ValueT], ValueT | Exception]]: ...
        @overload
        async def asend_robust(
            self, sender: SenderT, payload: PayloadT, /
        ) -> list[tuple[Receiver[SenderT, PayloadT, ResultT], ResultT | Exception]]: ...
        async def asend_robust(self, sender: Any, payload: Any, /) -> Any: ...
