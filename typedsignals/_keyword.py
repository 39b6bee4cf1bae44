"""``KeywordSignal``: the same signal, sent with keywords; it is declared by a function signature.

Rules of this file:
- It states types and reads the declaration. Connecting is in ``_base``, sending in ``_dispatch``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Mapping
from contextlib import AbstractContextManager
from types import FunctionType
from typing import TYPE_CHECKING, Any, Concatenate, Generic, get_type_hints, overload

from typedsignals._callables import VARARGS, VARKEYWORDS, Layers, describe, listed
from typedsignals._types import Answering, AnyResultT, ParamsP, ResultT, Returning, SenderT, SubT, ValueT
from typedsignals.errors import DeclarationError, KeywordError

if TYPE_CHECKING:  # to a checker no method with a ParamSpec overrides one with **keywords: it sees only those below
    from typedsignals._dispatch import Dispatcher as KeywordDispatcher
else:
    from typedsignals._dispatch import KeywordDispatcher

_RESERVED = {"sender", "signal"}


class KeywordSignal(KeywordDispatcher[SenderT], Generic[SenderT, ParamsP, ResultT]):
    """A signal whose receivers are called as Django calls them: ``receiver(sender, order_id=7, status="paid")``.

    Made by ``keyword_signal`` from a function; everything but how it is sent is as for ``Signal``. Receivers take the
    declared keywords, by name or in ``**kwargs``; a keyword with a default may be left out of a send, so a receiver
    needs a default for it too.
    """

    __slots__ = ("__dict__", "_declaration", "_optional", "_required")  # __dict__: for a __doc__ of its own
    __module__ = "typedsignals"

    def __init__(self, declaration: Callable[Concatenate[SenderT, ParamsP], ResultT], /) -> None:
        function = _function(declaration)
        self._required, self._optional = _keywords(function)
        super().__init__(function.__name__)
        self._declaration, self._home, self.__doc__ = function, function.__module__, function.__doc__
        self._awaitable = True if Layers(function).is_async else None

    @property
    def keywords(self) -> frozenset[str]:
        """The names of the declared keywords."""
        return self._required | self._optional

    @overload
    def connect(
        self,
        receiver: Callable[Concatenate[SubT, ParamsP], ResultT],
        /,
        *,
        sender: SubT,
        weak: bool | None = None,
        dispatch_uid: Hashable | None = None,
        priority: int = 0,
    ) -> Callable[..., ResultT]: ...
    @overload
    def connect(
        self,
        receiver: Callable[Concatenate[SenderT, ParamsP], ResultT],
        /,
        *,
        sender: None = None,
        weak: bool | None = None,
        dispatch_uid: Hashable | None = None,
        priority: int = 0,
    ) -> Callable[..., ResultT]: ...
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
        """Call ``receiver(sender, **keywords)`` at each send by ``sender``, or by anyone; in all else as ``Signal``.

        The receiver is returned as a ``Callable[..., ResultT]``: it may be called by hand with just what it takes.
        """
        self._connect(receiver, sender, weak, dispatch_uid, priority)
        return receiver

    @overload
    def connected(
        self, receiver: Callable[Concatenate[SubT, ParamsP], ResultT], /, *, sender: SubT, priority: int = 0
    ) -> AbstractContextManager[None]: ...
    @overload
    def connected(
        self, receiver: Callable[Concatenate[SenderT, ParamsP], ResultT], /, *, sender: None = None, priority: int = 0
    ) -> AbstractContextManager[None]: ...
    def connected(
        self, receiver: Callable[..., ResultT], /, *, sender: object = None, priority: int = 0
    ) -> AbstractContextManager[None]:
        """Connect ``receiver``, held strongly, inside a ``with``; on leaving, end that connection and no other."""
        return self._connected(receiver, sender, priority)

    def check_keywords(self, keywords: Mapping[str, object]) -> None:
        """Raise ``KeywordError`` if a send of ``keywords`` would differ from the declaration. No send asks this itself."""
        surplus = keywords.keys() - self.keywords
        missing = self._required - keywords.keys()
        faults = [f"does not declare {listed(surplus)}"] * bool(surplus) + [f"needs {listed(missing)}"] * bool(missing)
        if faults:
            declared = listed(self.keywords) or "no keywords"
            raise KeywordError(
                f"cannot send {self._title()}: it {' and '.join(faults)}; it is declared with {declared}"
            )

    def _why_not(self, layers: Layers) -> str | None:
        return layers.why_not(1, self._required, self._optional)

    def _called_with(self) -> str:
        return f"({', '.join(['sender', *(f'{name}=...' for name in sorted(self.keywords))])})"

    def _type_arguments(self, *, everywhere: bool) -> tuple[object, ...] | None:
        """Return the types of the sender, of the keywords by name, and of the result."""
        try:
            hints = get_type_hints(self._declaration)
        except Exception:
            return None
        result = hints.pop("return", None)
        return (hints.pop(self._declaration.__code__.co_varnames[0], None), hints, result)

    if TYPE_CHECKING:  # what a send returns: awaitable results come back awaited

        def _takes(self, sender: SenderT, /) -> None: ...
        def _declares(self) -> Callable[ParamsP, ResultT]: ...
        def _returns(self) -> ResultT: ...
        def _answers(self, result: ResultT, /) -> ResultT: ...

        @overload
        def send(
            self: Returning[Awaitable[ValueT]], sender: SenderT, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs
        ) -> list[tuple[Callable[..., Awaitable[ValueT]], ValueT]]: ...
        @overload
        def send(
            self: Answering[Awaitable[ValueT] | ValueT],
            sender: SenderT,
            /,
            *args: ParamsP.args,
            **kwargs: ParamsP.kwargs,
        ) -> list[tuple[Callable[..., Awaitable[ValueT] | ValueT], ValueT]]: ...
        @overload
        def send(
            self, sender: SenderT, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs
        ) -> list[tuple[Callable[..., ResultT], ResultT]]: ...
        def send(self, sender: Any, /, *args: Any, **kwargs: Any) -> Any: ...

        @overload
        def send_robust(
            self: Returning[Awaitable[ValueT]], sender: SenderT, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs
        ) -> list[tuple[Callable[..., Awaitable[ValueT]], ValueT | Exception]]: ...
        @overload
        def send_robust(
            self: Answering[Awaitable[ValueT] | ValueT],
            sender: SenderT,
            /,
            *args: ParamsP.args,
            **kwargs: ParamsP.kwargs,
        ) -> list[tuple[Callable[..., Awaitable[ValueT] | ValueT], ValueT | Exception]]: ...
        @overload
        def send_robust(
            self, sender: SenderT, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs
        ) -> list[tuple[Callable[..., ResultT], ResultT | Exception]]: ...
        def send_robust(self, sender: Any, /, *args: Any, **kwargs: Any) -> Any: ...

        @overload
        async def asend(
            self: Returning[Awaitable[ValueT]], sender: SenderT, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs
        ) -> list[tuple[Callable[..., Awaitable[ValueT]], ValueT]]: ...
        @overload
        async def asend(
            self: Answering[Awaitable[ValueT] | ValueT],
            sender: SenderT,
            /,
            *args: ParamsP.args,
            **kwargs: ParamsP.kwargs,
        ) -> list[tuple[Callable[..., Awaitable[ValueT] | ValueT], ValueT]]: ...
        @overload
        async def asend(
            self, sender: SenderT, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs
        ) -> list[tuple[Callable[..., ResultT], ResultT]]: ...
        async def asend(self, sender: Any, /, *args: Any, **kwargs: Any) -> Any: ...

        @overload
        async def asend_robust(
            self: Returning[Awaitable[ValueT]], sender: SenderT, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs
        ) -> list[tuple[Callable[..., Awaitable[ValueT]], ValueT | Exception]]: ...
        @overload
        async def asend_robust(
            self: Answering[Awaitable[ValueT] | ValueT],
            sender: SenderT,
            /,
            *args: ParamsP.args,
            **kwargs: ParamsP.kwargs,
        ) -> list[tuple[Callable[..., Awaitable[ValueT] | ValueT], ValueT | Exception]]: ...
        @overload
        async def asend_robust(
            self, sender: SenderT, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs
        ) -> list[tuple[Callable[..., ResultT], ResultT | Exception]]: ...
        async def asend_robust(self, sender: Any, /, *args: Any, **kwargs: Any) -> Any: ...


@overload
def keyword_signal(
    declaration: Callable[Concatenate[SenderT, ParamsP], Awaitable[ValueT]], /
) -> KeywordSignal[SenderT, ParamsP, Awaitable[ValueT]]: ...  # an async def, too
@overload
def keyword_signal(
    declaration: Callable[Concatenate[SenderT, ParamsP], AnyResultT], /
) -> KeywordSignal[SenderT, ParamsP, AnyResultT]: ...
def keyword_signal(
    declaration: Callable[Concatenate[SenderT, ParamsP], AnyResultT], /
) -> KeywordSignal[SenderT, ParamsP, AnyResultT]:
    """Turn a function signature into a signal; its name and docstring become the signal's, its body is never run.

    The first parameter is the sender; every other one is keyword-only and is sent by that name. A default says that
    the keyword may be left out. ``DeclarationError`` (a TypeError) for anything else.
    """
    return KeywordSignal(declaration)


def _function(declaration: object) -> FunctionType:
    if type(declaration) is FunctionType:
        return declaration
    raise DeclarationError(f"cannot declare a signal by {describe(declaration)}: it is not a function; use 'def'")


def _keywords(declaration: FunctionType) -> tuple[frozenset[str], frozenset[str]]:
    """Return the keywords that every send has and those that it may leave out."""
    code = declaration.__code__
    names = code.co_varnames[: code.co_argcount]
    keywords = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    faults = (
        (not names, "it has no sender: make that its first parameter"),
        (len(names) > 1, f"{listed(names[1:])} can be given by position: put '*' after the sender"),
        (code.co_flags & VARARGS, "it takes *args: name what is sent, as keyword-only parameters"),
        (code.co_flags & VARKEYWORDS, "it takes **kwargs: name what is sent, as keyword-only parameters"),
        (_RESERVED & {*keywords}, "no keyword can be called 'sender' or 'signal': choose another name"),
    )
    for is_fault, remedy in faults:
        if is_fault:
            raise DeclarationError(f"cannot declare a signal by {describe(declaration)}: {remedy}")
    optional = frozenset(declaration.__kwdefaults__ or ())
    return frozenset(keywords) - optional, optional
