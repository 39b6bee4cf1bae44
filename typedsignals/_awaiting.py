"""What receivers left to be awaited, awaited together. The only module that knows asyncio, imported when first needed.

Rules of this file:
- No receiver is called here: awaitables come in, results go out in the same order.
- Whatever happens, nothing that was started is left running, and nothing that came in is left unawaited.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from contextlib import suppress
from contextvars import Context, copy_context
from functools import partial

_UNSET = object()


class _Failure(Exception):  # noqa: N818 - never seen outside
    """Tells the task group that a receiver failed; to it CancelledError and KeyboardInterrupt themselves mean more."""


def in_loop() -> bool:
    """Whether an event loop is running in this thread."""
    return asyncio._get_running_loop() is not None


def run(main: Callable[[], Coroutine[object, object, None]]) -> None:
    """Run ``main()`` to completion on an event loop of its own; the caller sees the context variables it set."""
    context = copy_context()
    try:
        with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
            runner.run(main(), context=context)
    finally:
        _carry_back(context)


async def together(
    awaitables: Sequence[Awaitable[object]],
    failed: Callable[[int, BaseException], object],
    *,
    robust: bool,
    title: str,
) -> list[object]:
    """Await all at once, in one copy of the caller's context, whose changes are carried back.

    ``failed(position, error)`` hears of each exception. If robust, an Exception takes the result's place. Otherwise,
    and for anything that is no Exception, the others are cancelled and waited for; one failure is raised as it is,
    several as an ExceptionGroup.
    """
    context = copy_context()
    failures: list[BaseException] = []
    tasks: list[asyncio.Task[object]] = []
    try:
        with suppress(BaseExceptionGroup):  # all that it holds is among the failures
            async with asyncio.TaskGroup() as group:
                for position, awaitable in enumerate(awaitables):
                    if failures:  # an eager task has failed already
                        break
                    outcome = _outcome(awaitable, partial(failed, position), failures, robust=robust)
                    tasks.append(group.create_task(outcome, context=context))
        if failures:
            raise _verdict(failures, title)  # out here no other exception becomes its __context__
        return [task.result() for task in tasks]
    finally:
        close(awaitables)
        _carry_back(context)
        del failures, tasks  # their exceptions' tracebacks lead back to this frame


async def _outcome(
    awaitable: Awaitable[object],
    failed: Callable[[BaseException], object],
    failures: list[BaseException],
    *,
    robust: bool,
) -> object:
    try:
        return await awaitable
    except BaseException as error:
        task = asyncio.current_task()
        if isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling():
            raise
        failed(error)
        if robust and isinstance(error, Exception):
            return error
        failures.append(error)
        if isinstance(error, GeneratorExit):  # it may be this coroutine that is being closed
            raise
        raise _Failure from None
    finally:
        del failed, failures  # they know this exception, whose traceback knows this frame


def _verdict(failures: list[BaseException], title: str) -> BaseException:
    for error in failures:
        if not isinstance(error, Exception):
            return error
    if len(failures) == 1:
        return failures[0]
    return BaseExceptionGroup(f"{len(failures)} receivers of {title} failed", failures)


def close(values: Iterable[object]) -> None:
    """Give up awaitables that nobody will await: a coroutine that never began would warn of it."""
    for value in values:
        if isinstance(value, Coroutine):
            value.close()
        elif isinstance(value, asyncio.Future):
            value.cancel()


def _carry_back(context: Context) -> None:
    for variable, value in context.items():
        if variable.get(_UNSET) is not value:  # by identity: == of a user's value may do anything
            variable.set(value)
