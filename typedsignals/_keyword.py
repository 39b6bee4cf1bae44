"""``KeywordConnectable``, ``KeywordSignal``, ``AsyncKeywordSignal``: signals sent with keywords, declared by a function.

Rules of this file:
- It states types and promises, and reads the declaration. What happens at run time is in ``_core``.
"""

# mypy: disable-error-code="overload-overlap"
# (An async def is a function whose result is a coroutine: the first overload of keyword_signal is for these, the second for all
# others, and mypy wishes that nothing were both.)

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Hashable, Mapping
from contextlib import AbstractContextManager
from functools import update_wrapper
from types import FunctionType
from typing import TYPE_CHECKING, Any, Concatenate, Generic, NoReturn, cast, overload

from typedsignals._core import intercepting, sending
from typedsignals._core.callables import VARARGS, VARKEYWORDS, Look, Shape, describe, own_attributes, written_function
from typedsignals._core.connecting import SignalBase, warn
from typedsignals._core.hints import explained, listed, misspelt
from typedsignals._core.intercepting import Interceptor, Sending
from typedsignals._core.names import Name, declared_types
from typedsignals._types import AnyReturnT, AnySenderT, ParamsP, ResultT, ReturnT, SubT, TakesKeywords, done_by
from typedsignals.errors import DeclarationError, KeywordError, UsageError

_RESERVED = {"sender", "signal", "self", "cls"}


class KeywordConnectable(
    SignalBase[AnySenderT], TakesKeywords[AnySenderT, ParamsP, ReturnT], Generic[AnySenderT, ParamsP, ReturnT]
):
    """What one may listen to: a signal of keywords without its sends, as ``Connectable`` is for payloads."""

    _async_remedy = "declare the signal by an 'async def', which makes it an AsyncKeywordSignal"

    def __init__(self, declaration: Callable[Concatenate[AnySenderT, ParamsP], ReturnT], /) -> None:
        function = _function(declaration)
        if Look(function).is_async and not self._may_await:
            raise DeclarationError(
                f"cannot declare a KeywordSignal by {describe(function)}: it is async; use keyword_signal"
            )
        self._shape = _shape(function)
        super().__init__(function.__name__)
        self._name = Name(function.__name__, function.__module__)
        self._declaration = function
        self._loops: sending.Loops = {}
        update_wrapper(cast("Any", self), function, updated=())  # inspect, help() and Sphinx see a function
        # PEP 702: what warns is a wrapper; without one, only checkers shall say it.
        self._deprecated = None if declaration is function else own_attributes(declaration).get("__deprecated__")
        if self._deprecated is not None:
            self._registry.intercept(lambda _: (_warned,))

    @property
    def keywords(self) -> frozenset[str]:
        """The names of the declared keywords."""
        return self._shape.required | self._shape.optional

    @property
    def type_arguments(self) -> tuple[object, ...]:
        """The types of the sender, of the keywords by name, and of the result, as declared."""
        return declared_types(self._declaration)

    @overload
    def connect(
        self,
        receiver: Callable[Concatenate[SubT, ParamsP], ReturnT],
        /,
        *,
        sender: SubT,
        subclasses: bool = False,
        weak: bool | None = None,
        dispatch_uid: Hashable | None = None,
        priority: int = 0,
    ) -> Callable[..., ReturnT]: ...
    @overload
    def connect(
        self,
        receiver: Callable[Concatenate[AnySenderT, ParamsP], ReturnT],
        /,
        *,
        sender: AnySenderT | None = None,
        weak: bool | None = None,
        dispatch_uid: Hashable | None = None,
        priority: int = 0,
    ) -> Callable[..., ReturnT]: ...
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
        """Call ``receiver(sender, **keywords)`` at each send by ``sender``, or by anyone; in all else as ``Signal``.

        The receiver is returned as a ``Callable[..., ReturnT]``: it may be called by hand with just what it takes.
        """
        self._connect(receiver, (sender, subclasses, weak, dispatch_uid, priority))
        return receiver

    @overload
    def connected(
        self,
        receiver: Callable[Concatenate[SubT, ParamsP], ReturnT],
        /,
        *,
        sender: SubT,
        subclasses: bool = False,
        priority: int = 0,
    ) -> AbstractContextManager[None]: ...
    @overload
    def connected(
        self,
        receiver: Callable[Concatenate[AnySenderT, ParamsP], ReturnT],
        /,
        *,
        sender: AnySenderT | None = None,
        priority: int = 0,
    ) -> AbstractContextManager[None]: ...
    @explained
    def connected(
        self, receiver: Callable[..., ReturnT], /, *, sender: object = None, subclasses: bool = False, priority: int = 0
    ) -> AbstractContextManager[None]:
        """Connect ``receiver``, held strongly, inside a ``with``; on leaving, end that connection and no other."""
        return self._connected(receiver, sender, subclasses, priority)

    def intercepted(self, interceptor: Interceptor) -> AbstractContextManager[None]:
        """Let ``interceptor`` see, change or swallow every send of this signal, as ``Signal.intercepted`` does."""
        return intercepting.intercepted(self, interceptor)

    def before_connect(self, receiver: Callable[..., object]) -> None:
        """Warn if the declaration is ``@deprecated``; as ``Signal.before_connect`` in all else."""
        if self._deprecated is not None:
            self._warn_deprecated()

    def _warn_deprecated(self) -> None:
        warn(f"{self._title()} is deprecated: {self._deprecated}", DeprecationWarning)

    def check_keywords(self, keywords: Mapping[str, object]) -> None:
        """Raise ``KeywordError`` if a send of ``keywords`` would differ from the declaration. No send asks this itself."""
        surplus = keywords.keys() - self.keywords
        missing = self._shape.required - keywords.keys()
        faults = [f"does not declare {listed(surplus)}"] * bool(surplus) + [f"needs {listed(missing)}"] * bool(missing)
        if faults:
            fault = f"{' and '.join(faults)}{misspelt(surplus, self.keywords - keywords.keys())}"
            declared = listed(self.keywords) or "no keywords"
            raise KeywordError(f"cannot send {self._title()}: it {fault}; it is declared with {declared}")

    if TYPE_CHECKING:

        def _gives_keywords(self) -> tuple[AnySenderT, Callable[ParamsP, ReturnT]]: ...

    else:  # what has both is a routine to inspect: help() and Sphinx list it, with its parameters

        def __get__(self, instance: object, owner: object) -> object:
            return self

        def __call__(self, *args: object, **keywords: object) -> NoReturn:
            raise UsageError(
                f"{self._title()} is sent, not called: write {self.__name__}.send(sender, ...), "
                f"and in a mark of pytest .with_args({self.__name__})"
            )


class KeywordSignal(KeywordConnectable[AnySenderT, ParamsP, ResultT], Generic[AnySenderT, ParamsP, ResultT]):
    """A signal whose receivers are called as Django calls them: ``receiver(sender, order_id=7, status="paid")``.

    Made by ``keyword_signal`` from a function; everything but how it is sent is as for ``Signal``. Receivers take the
    declared keywords, by name or in ``**kwargs``; a keyword with a default may be left out of a send, so a receiver
    needs a default for it too.
    """

    @done_by(sending.send_keywords)
    def send(
        self, sender: AnySenderT, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs
    ) -> list[tuple[Callable[..., ResultT], ResultT]]:
        """Call every receiver that hears ``sender`` with the keywords; in all else as ``Signal.send``."""
        raise NotImplementedError

    @done_by(sending.keywords_awaiting(robust=True))
    def send_robust(
        self, sender: AnySenderT, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs
    ) -> list[tuple[Callable[..., ResultT], ResultT | Exception]]:
        """Do what ``send`` does, but call every receiver; in all else as ``Signal.send_robust``."""
        raise NotImplementedError


class AsyncKeywordSignal(
    KeywordConnectable[AnySenderT, ParamsP, Awaitable[ResultT] | ResultT], Generic[AnySenderT, ParamsP, ResultT]
):
    """A ``KeywordSignal`` whose receivers may be async: what ``keyword_signal`` makes of an ``async def``."""

    _may_await = True

    if TYPE_CHECKING:  # an async def gives a Coroutine, and nothing else says what awaiting it gives

        def __init__(
            self, declaration: Callable[Concatenate[AnySenderT, ParamsP], Coroutine[Any, Any, ResultT]], /
        ) -> None: ...

    @done_by(sending.keywords_awaiting(robust=False))
    def send(
        self, sender: AnySenderT, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs
    ) -> list[tuple[Callable[..., Awaitable[ResultT] | ResultT], ResultT]]:
        """Do what ``asend`` does, from code that is not async; in all else as ``AsyncSignal.send``."""
        raise NotImplementedError

    @done_by(sending.keywords_awaiting(robust=True))
    def send_robust(
        self, sender: AnySenderT, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs
    ) -> list[tuple[Callable[..., Awaitable[ResultT] | ResultT], ResultT | Exception]]:
        """Do what ``send`` does, but run every receiver to its end; in all else as ``AsyncSignal.send_robust``."""
        raise NotImplementedError

    @done_by(sending.keywords_asending(robust=False))
    async def asend(
        self, sender: AnySenderT, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs
    ) -> list[tuple[Callable[..., Awaitable[ResultT] | ResultT], ResultT]]:
        """Call the sync receivers, then await the async ones together; in all else as ``AsyncSignal.asend``."""
        raise NotImplementedError

    @done_by(sending.keywords_asending(robust=True))
    async def asend_robust(
        self, sender: AnySenderT, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs
    ) -> list[tuple[Callable[..., Awaitable[ResultT] | ResultT], ResultT | Exception]]:
        """Do what ``asend`` does, but run every receiver to its end; in all else as ``AsyncSignal.asend_robust``."""
        raise NotImplementedError

    if TYPE_CHECKING:

        def _gives_keywords(self) -> tuple[AnySenderT, Callable[ParamsP, ResultT]]: ...


@overload
def keyword_signal(
    declaration: Callable[Concatenate[AnySenderT, ParamsP], Coroutine[Any, Any, AnyReturnT]], /
) -> AsyncKeywordSignal[AnySenderT, ParamsP, AnyReturnT]: ...
@overload
def keyword_signal(
    declaration: Callable[Concatenate[AnySenderT, ParamsP], AnyReturnT], /
) -> KeywordSignal[AnySenderT, ParamsP, AnyReturnT]: ...
def keyword_signal(declaration: Callable[..., Any], /) -> Any:
    """Turn a function signature into a signal; its name and docstring become the signal's, its body is never run.

    The first parameter is the sender; every other one is keyword-only and is sent by that name. A default says that
    the keyword may be left out. An ``async def`` gives an ``AsyncKeywordSignal``, whose receivers may be async.
    ``DeclarationError`` (a TypeError) for anything else.
    """
    return (AsyncKeywordSignal if Look(_function(declaration)).is_async else KeywordSignal)(declaration)


def _warned(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
    cast("KeywordConnectable[Any, ..., Any]", sending.signal)._warn_deprecated()
    return proceed(sending)


def _function(declaration: object) -> FunctionType:
    """Return the function that was written, under decorators like ``functools.wraps`` and ``deprecated``."""
    if issubclass(type(declaration), SignalBase):
        raise DeclarationError(f"cannot declare a signal by {describe(declaration)}: it is a signal already")
    function = written_function(declaration)
    if function is None:
        raise DeclarationError(f"cannot declare a signal by {describe(declaration)}: it is not a function; use 'def'")
    return function


def _shape(declaration: FunctionType) -> Shape:
    """Return how receivers are called: with the keywords that every send has, and those that it may leave out."""
    code = declaration.__code__
    names = code.co_varnames[: code.co_argcount]
    keywords = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    reserved = _RESERVED & {*keywords}
    faults = (
        (not names, "it has no sender: make that its first parameter"),
        (len(names) > 1, f"{listed(names[1:])} can be given by position: put '*' after the sender"),
        (code.co_flags & VARARGS, "it takes *args: name what is sent, as keyword-only parameters"),
        (code.co_flags & VARKEYWORDS, "it takes **kwargs: name what is sent, as keyword-only parameters"),
        (reserved, f"no keyword can be called {listed(reserved)}: choose another name"),
    )
    for is_fault, remedy in faults:
        if is_fault:
            raise DeclarationError(f"cannot declare a signal by {describe(declaration)}: {remedy}")
    optional = frozenset(declaration.__kwdefaults__ or ())
    return Shape(1, frozenset(keywords) - optional, optional)
