"""What receivers left to be awaited, awaited together. The only module that knows asyncio and asgiref; imported when needed.

Rules of this file:
- No receiver is called here: awaitables come in, results go out in the same order.
- Whatever happens, nothing that was started is left running, and nothing that came in is left unawaited.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from concurrent.futures import Future
from contextlib import suppress
from contextvars import Context, copy_context
from threading import get_ident
from time import sleep
from traceback import clear_frames
from types import CoroutineType, GeneratorType
from typing import Any, TypeAlias, cast
from weakref import WeakKeyDictionary

from typedsignals._core.callables import AnyReceiver, class_attribute

Results: TypeAlias = list[tuple[AnyReceiver, object]]
Main: TypeAlias = Callable[[], Coroutine[object, object, None]]

_ITERABLE_COROUTINE = 0x100  # inspect.CO_*: what types.coroutine makes of a generator
_MADE_HERE: WeakKeyDictionary[asyncio.AbstractEventLoop, int] = WeakKeyDictionary()  # loops, and whose they are
_UNSET = object()


def in_loop() -> bool:
    """Whether this is called from inside a running event loop.

    Where gevent has greenlets for threads, one that was made here may be running in this thread, in another greenlet.
    """
    loop = asyncio._get_running_loop()
    return loop is not None and _MADE_HERE.get(loop, get_ident()) == get_ident()


def run(main: Main) -> None:
    """Run ``main()`` to completion; the caller sees the context variables it set.

    Where asgiref is imported, as Django does, it says on which loop: that of the server, if this thread was started from
    there, so that what is awaited may come back to this thread and its database connections. Else on a loop made for it.
    """
    raised = list[BaseException]()
    asgiref: Any = sys.modules.get("asgiref.sync")
    before = copy_context()
    if hasattr(asgiref, "async_to_sync"):  # another thread may be importing it
        elsewhere = _Elsewhere(asgiref, main, raised)
        try:
            asgiref.async_to_sync(elsewhere.run)()  # hands the context on, and back
        except BaseException:
            elsewhere.give_up()  # an interrupt found this thread waiting: asgiref would leave all of it running
            raise
        finally:
            # On a server's loop, asgiref may wake this thread before it keeps what was set. Its own are right as they are.
            _carry_back(before, elsewhere.left, but="asgiref.local")
    else:
        while asyncio._get_running_loop() is not None:
            sleep(0)  # until the other greenlet's is done: asyncio knows one in a thread
        context = before.copy()
        try:
            with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
                _MADE_HERE[runner.get_loop()] = get_ident()
                runner.run(_caught(main, raised), context=context)
        finally:
            _carry_back(before, context)
    if raised:
        raise raised.pop()


class _Elsewhere:
    """What asgiref runs for a thread that waits for it, and may give it up."""

    def __init__(self, asgiref: Any, main: Main, raised: list[BaseException]) -> None:
        self.asgiref, self.main, self.raised = asgiref, main, raised
        self.is_given_up = False
        self.task: asyncio.Task[None] | None = None
        self.thread: Any = None  # of the sender, as an executor
        self.left = copy_context()  # the context at its end; until then nothing new is in it
        self.end = Future[None]()

    async def run(self) -> None:
        self.thread = getattr(self.asgiref.AsyncToSync.executors, "current", None)
        self.task = asyncio.current_task()
        try:
            if not self.is_given_up:
                await _caught(self.main, self.raised)
        finally:
            del self.main  # asgiref ties this object to an exception that the sender is handling
            self.left = copy_context()
            self.end.set_result(None)

    def give_up(self) -> None:
        """Cancel it, and wait for its end; if it has not begun, it does not."""
        self.is_given_up = True
        if self.task is not None and not self.end.done():
            with suppress(RuntimeError):  # its loop has ended just now
                self.task.get_loop().call_soon_threadsafe(self.task.cancel)
            if self.thread is not None:  # what is left to do may want to be done there, as queries of Django do
                self.thread.run_until_future(self.end)
            self.end.result()


async def _caught(main: Main, raised: list[BaseException]) -> None:
    """Keep an exception away from whoever runs this, who may ask it for its repr(), and ends the loop for some kinds."""
    try:
        await main()
    except BaseException as error:
        if isinstance(error, asyncio.CancelledError) and _is_cancelled():
            raise  # by the runner itself, which makes it the KeyboardInterrupt that it is
        raised.append(error)
    finally:
        del raised  # the exception's traceback holds this frame


async def together(
    results: Results, failed: Callable[[AnyReceiver, BaseException], object], *, robust: bool, title: Callable[[], str]
) -> None:
    """Put what awaiting gives in the place of every awaitable among the results: all at once, in one copy of the context.

    ``failed(receiver, error)`` hears of each exception. If robust, an Exception takes the result's place. Otherwise,
    and for anything that is no Exception, the others are cancelled and waited for; one failure is raised as it is,
    several as an ExceptionGroup. What the awaited ones set in the context is carried back to the caller's.
    """
    waiting, awaited, own_task = awaitables_among(results), False, asyncio.current_task()
    awaitables = [results[position][1] for position in waiting]
    before = copy_context()
    context = before.copy()
    failures: list[BaseException] = []
    tasks: list[asyncio.Task[None]] = []
    try:
        try:
            async with asyncio.TaskGroup() as group:
                for position in waiting:
                    if failures:  # an eager task has failed already
                        break
                    outcome = _outcome(results, position, failed, failures, robust=robust)
                    tasks.append(group.create_task(outcome, context=context))
        except (asyncio.CancelledError, BaseExceptionGroup) as ended:
            if not failures:
                raise
            clear_frames(ended.__traceback__)  # those of asyncio hold, by version, the group or a CancelledError
        if failures:
            raise _verdict(failures, title)  # out here no other exception becomes its __context__
        for position, task in zip(waiting, tasks, strict=True):
            try:
                task.result()
            except asyncio.CancelledError as error:  # a receiver has cancelled its own
                failed(results[position][0], error)
                raise
        awaited = True
    finally:
        if not awaited:
            close(awaitables)
        if _is_of(own_task):
            _carry_back(before, context)
        del results, failures, tasks  # their exceptions' tracebacks lead back to this frame


class _FailedError(Exception):
    """Ends a task group, which cancels the others once, whatever else cancels it. What failed is kept beside it."""


async def _outcome(
    results: Results,
    position: int,
    failed: Callable[[AnyReceiver, BaseException], object],
    failures: list[BaseException],
    *,
    robust: bool,
) -> None:
    """Await one and record what comes of it, which is not raised: to a task group some exceptions mean more."""
    own_task = asyncio.current_task()
    receiver, awaitable = results[position]
    try:
        results[position] = receiver, await cast("Awaitable[object]", awaitable)
    except BaseException as error:
        if not _is_of(own_task):
            raise  # nobody's any more: its loop was given up, and this coroutine is being freed
        if isinstance(error, asyncio.CancelledError) and _is_cancelled():
            raise
        failed(receiver, error)
        if robust and isinstance(error, Exception):
            results[position] = receiver, error
            return
        failures.append(error)
    else:
        return
    finally:
        # They know this exception, whose traceback knows this frame; the task will know the other one.
        del results, failed, failures, own_task
    raise _FailedError


def awaitables_among(results: Results) -> list[int]:
    """Return where among the results something has to be awaited."""
    return [
        position
        for position, (_, result) in enumerate(results)
        if type(result) is CoroutineType
        or class_attribute(type(result), "__await__") is not None  # isinstance(result, Awaitable) would ask its class
        or (type(result) is GeneratorType and result.gi_code.co_flags & _ITERABLE_COROUTINE)
    ]


def _is_of(task: object) -> bool:
    """Whether this runs in that task; what is freed after its loop was given up runs in whatever frees it."""
    return in_loop() and asyncio.current_task() is task


def _is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _verdict(failures: list[BaseException], title: Callable[[], str]) -> BaseException:
    for error in failures:
        if not isinstance(error, Exception):
            return error
    if len(failures) == 1:
        return failures[0]
    return BaseExceptionGroup(f"{len(failures)} receivers of {title()} failed", failures)


def close(values: Iterable[object]) -> None:
    """Give up awaitables that nobody will await: a coroutine that never began would warn of it."""
    for value in values:
        kind = type(value)  # isinstance() would ask the value for its __class__
        if kind is CoroutineType or issubclass(kind, Coroutine):
            with suppress(Exception):  # what a coroutine says to its end must not hide why it had to end
                cast("Coroutine[object, object, object]", value).close()
        elif issubclass(kind, asyncio.Future):
            cast("asyncio.Future[object]", value).cancel()


def _carry_back(before: Context, context: Context, *, but: str = "") -> None:
    for variable, value in context.items():
        # By identity: == of a user's value may do anything.
        if before.get(variable, _UNSET) is not value and variable.name != but:
            variable.set(value)
