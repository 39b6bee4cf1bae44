"""``Scope``: something that holds inside a ``with``, or while a decorated function, generator or test runs.

Rules of this file:
- Each entering is a thing of its own, so a scope nests in itself, and is used by several threads and tasks at once.
- An entering ends once, wherever it is left: another thread, task or context than it began in.
- No exception is swallowed, replaced or held.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import AbstractContextManager, aclosing
from contextvars import ContextVar
from types import FunctionType, TracebackType
from typing import Any, Generic, TypeVar, final

from typedsignals import UsageError
from typedsignals.testing._signals import describe

ValueT_co = TypeVar("ValueT_co", covariant=True)
CallableT = TypeVar("CallableT", bound=Callable[..., Any])


@final
class Entering:
    """One entering of a scope."""

    __slots__ = ("manager",)

    def __init__(self, manager: Callable[[Entering], AbstractContextManager[Any]]) -> None:
        self.manager = manager(self)

    def is_here(self) -> bool:
        """Whether the running code is inside: in the context that entered, or in one copied from it."""
        return self in _ENTERED.get()


_ENTERED: ContextVar[tuple[Entering, ...]] = ContextVar("typedsignals_entered", default=())


class Scope(Generic[ValueT_co]):
    """A context manager that also decorates.

    ``checked``, ``handed_over``, ``isolated``, ``muted`` and ``replaced`` return it. It decorates functions, coroutine
    functions, generators of both kinds, and test classes, of which every method named ``test...`` is decorated. It may
    be entered again while it is open, also by another thread.
    """

    def __init__(self, manager: Callable[[Entering], AbstractContextManager[ValueT_co]]) -> None:
        self._manager = manager
        self._entered: list[Entering] = []

    def __enter__(self) -> ValueT_co:
        entering = Entering(self._manager)
        value: ValueT_co = entering.manager.__enter__()
        self._entered.append(entering)
        _ENTERED.set((*_ENTERED.get(), entering))
        return value

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        mine = [entering for entering in _ENTERED.get() if entering in self._entered]
        entering = (mine or self._entered)[-1]
        self._entered.remove(entering)
        _ENTERED.set(tuple(other for other in _ENTERED.get() if other is not entering))
        entering.manager.__exit__(kind, error, traceback)

    def __call__(self, function: CallableT, /) -> CallableT:
        """Decorate a function or a test class: each call is inside an entering of its own.

        Args:
            function: What is decorated.

        Returns:
            The decorated function; a class is changed and returned.

        Raises:
            UsageError: If it is not callable, or is a class without a method named ``test...``. (A ``TypeError``.)
        """
        decorated: Any = _decorated(function, functools.partial(Scope, self._manager))
        return decorated  # type: ignore[no-any-return]


def _decorated(function: Any, new: Callable[[], Scope[Any]]) -> Any:
    if inspect.isclass(function):
        return _decorated_class(function, new)
    if isinstance(function, (staticmethod, classmethod)):
        return type(function)(_decorated(function.__func__, new))
    if not callable(function):
        raise UsageError(
            f"cannot decorate {describe(function)}: it is not callable; decorate a function or a test class"
        )
    if inspect.isasyncgenfunction(function):
        inside: Any = _inside_async_generator(function, new)
    elif inspect.isgeneratorfunction(function):
        inside = _inside_generator(function, new)
    elif inspect.iscoroutinefunction(function):
        inside = _inside_coroutine(function, new)
    else:
        inside = _inside_call(function, new)
    return functools.wraps(function)(inside)


def _decorated_class(kind: type, new: Callable[[], Scope[Any]]) -> type:
    tests = {name: inspect.getattr_static(kind, name) for name in dir(kind) if name.startswith("test")}
    kinds = FunctionType, staticmethod, classmethod
    functions = {name: member for name, member in tests.items() if isinstance(member, kinds)}
    if not functions:
        raise UsageError(f"cannot decorate {describe(kind)}: it has no method named test...; decorate what it calls")
    for name, member in functions.items():
        setattr(kind, name, _decorated(member, new))
    return kind


def _inside_call(function: Callable[..., Any], new: Callable[[], Scope[Any]]) -> Callable[..., Any]:
    def inside(*args: Any, **keywords: Any) -> Any:
        with new():
            return function(*args, **keywords)

    return inside


def _inside_coroutine(function: Callable[..., Any], new: Callable[[], Scope[Any]]) -> Callable[..., Any]:
    async def inside(*args: Any, **keywords: Any) -> Any:
        with new():
            return await function(*args, **keywords)

    return inside


def _inside_generator(function: Callable[..., Any], new: Callable[[], Scope[Any]]) -> Callable[..., Any]:
    def inside(*args: Any, **keywords: Any) -> Generator[Any, Any, Any]:
        with new():
            return (yield from function(*args, **keywords))

    return inside


def _inside_async_generator(function: Callable[..., Any], new: Callable[[], Scope[Any]]) -> Callable[..., Any]:
    async def inside(*args: Any, **keywords: Any) -> AsyncIterator[Any]:
        with new():
            async with aclosing(function(*args, **keywords)) as items:
                step = items.asend(None)
                while True:
                    try:
                        item = await step
                    except StopAsyncIteration:
                        return
                    try:
                        step = items.asend((yield item))
                    except GeneratorExit:
                        raise
                    except BaseException as error:
                        step = items.athrow(error)

    return inside
