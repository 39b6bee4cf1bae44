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
    """A keyword signal without its ``send``: what ``Connectable`` is to a ``Signal``.

    A library annotates the keyword signal that it exports with it: users connect receivers, and a ``send`` by them is
    an error of the type checker. ``KeywordSignal`` and ``AsyncKeywordSignal`` are its subclasses.

    Args:
        declaration: As for ``keyword_signal``.

    Raises:
        UsageError: If it is called itself, or if a signal is called: a signal is sent with ``send``. (A ``TypeError``.)
        DeclarationError: As for ``keyword_signal``.
    """

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
        """The declared types of the sender, of the keywords by name, and of the result.

        ``()`` where the annotations cannot be read.
        """
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
        """Connect ``receiver``: each send by ``sender`` calls ``receiver(sender, **keywords)``. Return the receiver.

        So it decorates: ``@order_cancelled.connect``. To a type checker the result is a ``Callable[..., ReturnT]``: it
        may be called by hand with just what it takes. In everything else it is as ``Signal.connect``.

        Args:
            receiver: A callable that takes the sender by position and the declared keywords, by name or in
                ``**kwargs``. A keyword with a default may be missing in a send, so the receiver needs a default for it,
                too. An ``async def`` needs an ``AsyncKeywordSignal``.
            sender: As for ``Signal.connect``.
            subclasses: As for ``Signal.connect``.
            weak: As for ``Signal.connect``.
            dispatch_uid: As for ``Signal.connect``.
            priority: As for ``Signal.connect``.

        Returns:
            The receiver.

        Raises:
            ReceiverError: If the receiver cannot be called with the declared keywords; and as for ``Signal.connect``.
                (A ``TypeError``.)
            UsageError: As for ``Signal.connect``.

        Warns:
            DeprecationWarning: If the declaration is decorated with ``@deprecated``.
            SignalWarning: As for ``Signal.connect``.
            DuplicateUidWarning: As for ``Signal.connect``.
            LostReceiverWarning: As for ``Signal.connect``.
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
            DeprecationWarning: On entering, as for ``connect``.
            SignalWarning: On entering, as for ``connect``.
            LostReceiverWarning: On entering, as for ``connect``.
        """
        return self._connected(receiver, sender, subclasses, priority)

    def intercepted(self, interceptor: Interceptor) -> AbstractContextManager[None]:
        """Call ``interceptor`` for each send of this signal inside the ``with``, as ``Signal.intercepted`` does.

        Args:
            interceptor: A callable as ``Interceptor`` describes it.

        Returns:
            A context manager. It installs the interceptor when it is entered and removes it when it is left.

        Raises:
            UsageError: On entering, if ``interceptor`` is not callable.
        """
        return intercepting.intercepted(self, interceptor)

    def before_connect(self, receiver: Callable[..., object]) -> None:
        """Warn if the declaration is decorated with ``@deprecated``; else as ``Signal.before_connect``.

        Args:
            receiver: The receiver that would be connected.

        Warns:
            DeprecationWarning: If the declaration is decorated with ``@deprecated``.
        """
        if self._deprecated is not None:
            self._warn_deprecated()

    def _warn_deprecated(self) -> None:
        warn(f"{self._title()} is deprecated: {self._deprecated}", DeprecationWarning)

    def check_keywords(self, keywords: Mapping[str, object]) -> None:
        """Raise ``KeywordError`` if a send of these keywords would differ from the declaration.

        No send does this by itself; ``checked()`` of the test kit does.

        Args:
            keywords: What would be sent, by name. Only the names are compared.

        Raises:
            KeywordError: If a keyword is not declared, or one without a default is missing. (A ``TypeError``.)
        """
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

    It is made by ``keyword_signal`` from a function. Receivers take the declared keywords, by name or in ``**kwargs``.
    A keyword with a default may be left out of a send, so a receiver needs a default for it, too. Everything but how it
    is declared and sent is as for ``Signal``.

    Args:
        declaration: As for ``keyword_signal``.

    Raises:
        DeclarationError: As for ``keyword_signal``, and for an ``async def``. (A ``TypeError``.)
        UsageError: If a signal is called: it is sent with ``send``. (A ``TypeError``.)
    """

    @done_by(sending.send_keywords)
    def send(
        self, sender: AnySenderT, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs
    ) -> list[tuple[Callable[..., ResultT], ResultT]]:
        """Call every receiver that is connected for ``sender`` with the keywords; return ``[(receiver, result), ...]``.

        In everything else it is as ``Signal.send``: the order, what is raised, and receivers that are connected
        meanwhile.

        Args:
            sender: As for ``Signal.send``.
            **kwargs: The declared keywords. They are checked by the type checker, not by the send: a wrong name fails
                in the receivers. ``checked()`` of the test kit compares them at run time.

        Returns:
            The receivers and what they returned, in the order of the calls; an empty list if no receiver was called.

        Raises:
            BaseException: Whatever a receiver raises, as for ``Signal.send``.

        Warns:
            LostReceiverWarning: As for ``Signal.send``.
            DeprecationWarning: If the declaration is decorated with ``@deprecated``.
        """
        raise NotImplementedError

    @done_by(sending.keywords_awaiting(robust=True))
    def send_robust(
        self, sender: AnySenderT, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs
    ) -> list[tuple[Callable[..., ResultT], ResultT | Exception]]:
        """Call every receiver, also after one has failed: its ``Exception`` takes the place of its result.

        In everything else it is as ``Signal.send_robust``.

        Args:
            sender: As for ``Signal.send``.
            **kwargs: The declared keywords.

        Returns:
            The receivers and what they returned or raised, in the order of the calls.

        Raises:
            BaseException: What is no ``Exception``, as for ``Signal.send_robust``.

        Warns:
            LostReceiverWarning: As for ``Signal.send``.
            DeprecationWarning: As for ``send``.
        """
        raise NotImplementedError


class AsyncKeywordSignal(
    KeywordConnectable[AnySenderT, ParamsP, Awaitable[ResultT] | ResultT], Generic[AnySenderT, ParamsP, ResultT]
):
    """A ``KeywordSignal`` whose receivers may be async: ``keyword_signal`` makes it from an ``async def``.

    Args:
        declaration: As for ``keyword_signal``: an ``async def``.

    Raises:
        DeclarationError: As for ``keyword_signal``. (A ``TypeError``.)
        UsageError: If a signal is called: it is sent with ``send`` or ``asend``. (A ``TypeError``.)
    """

    _may_await = True

    if TYPE_CHECKING:  # an async def gives a Coroutine, and nothing else says what awaiting it gives

        def __init__(
            self, declaration: Callable[Concatenate[AnySenderT, ParamsP], Coroutine[Any, Any, ResultT]], /
        ) -> None: ...

    @done_by(sending.keywords_awaiting(robust=False))
    def send(
        self, sender: AnySenderT, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs
    ) -> list[tuple[Callable[..., Awaitable[ResultT] | ResultT], ResultT]]:
        """Call every receiver from code that is not async, and return when all are done, as ``AsyncSignal.send`` does.

        Args:
            sender: As for ``Signal.send``.
            **kwargs: The declared keywords.

        Returns:
            The receivers and what they returned, first the plain ones, then the async ones with what awaiting them
                gave.

        Raises:
            RunningLoopError: As for ``AsyncSignal.send``.
            BaseException: Whatever a receiver raises, as for ``AsyncSignal.asend``.

        Warns:
            LostReceiverWarning: As for ``Signal.send``.
            DeprecationWarning: As for ``KeywordSignal.send``.
        """
        raise NotImplementedError

    @done_by(sending.keywords_awaiting(robust=True))
    def send_robust(
        self, sender: AnySenderT, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs
    ) -> list[tuple[Callable[..., Awaitable[ResultT] | ResultT], ResultT | Exception]]:
        """Call every receiver, also after one has failed: its ``Exception`` takes the place of its result.

        Args:
            sender: As for ``Signal.send``.
            **kwargs: The declared keywords.

        Returns:
            The receivers and what they returned or raised, first the plain ones, then the async ones.

        Raises:
            RunningLoopError: As for ``AsyncSignal.send``.
            BaseException: What is no ``Exception``, as for ``Signal.send_robust``.

        Warns:
            LostReceiverWarning: As for ``Signal.send``.
            DeprecationWarning: As for ``KeywordSignal.send``.
        """
        raise NotImplementedError

    @done_by(sending.keywords_asending(robust=False))
    async def asend(
        self, sender: AnySenderT, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs
    ) -> list[tuple[Callable[..., Awaitable[ResultT] | ResultT], ResultT]]:
        """Call the plain receivers in order, then await the async ones together, as ``AsyncSignal.asend`` does.

        Args:
            sender: As for ``Signal.send``.
            **kwargs: The declared keywords.

        Returns:
            The receivers and what they returned, first the plain ones, then the async ones with what awaiting them
                gave.

        Raises:
            BaseException: Whatever a receiver raises, as for ``AsyncSignal.asend``.
            ExceptionGroup: If several async receivers fail.

        Warns:
            LostReceiverWarning: As for ``Signal.send``.
            DeprecationWarning: As for ``KeywordSignal.send``.
        """
        raise NotImplementedError

    @done_by(sending.keywords_asending(robust=True))
    async def asend_robust(
        self, sender: AnySenderT, /, *args: ParamsP.args, **kwargs: ParamsP.kwargs
    ) -> list[tuple[Callable[..., Awaitable[ResultT] | ResultT], ResultT | Exception]]:
        """Call and await every receiver, also after one has failed: its ``Exception`` takes the place of its result.

        Args:
            sender: As for ``Signal.send``.
            **kwargs: The declared keywords.

        Returns:
            The receivers and what they returned or raised, first the plain ones, then the async ones.

        Raises:
            BaseException: What is no ``Exception``, as for ``Signal.send_robust``.

        Warns:
            LostReceiverWarning: As for ``Signal.send``.
            DeprecationWarning: As for ``KeywordSignal.send``.
        """
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
    """Declare a signal by a function whose parameters are what is sent.

    The signal takes the name and the docstring of the function, whose body is never run. Other decorators may be below
    this one. With ``@deprecated`` among them, each connect and each send warns with a ``DeprecationWarning``.

    Args:
        declaration: A function whose first parameter is the sender. Every other parameter is keyword-only and is sent
            by its name; none is named ``sender``, ``signal``, ``self`` or ``cls``. A parameter with a default may be
            left out of a send; the default is not sent. The return type is what receivers return.

    Returns:
        The signal, a ``KeywordSignal``, or of an ``async def`` an ``AsyncKeywordSignal``.

    Raises:
        DeclarationError: If it is no function, or the function has other parameters than these. (A ``TypeError``.)
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
