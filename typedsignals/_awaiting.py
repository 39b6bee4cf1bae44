"""What receivers left to be awaited, awaited together. The only module that knows asyncio, imported when first needed.

Rules of this file:
- No receiver is called here: awaitables come in, results go out in the same order.
- Whatever happens, nothing that was started is left running, and nothing that came in is left unawaited.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from contextlib import nullcontext, suppress
from contextvars import Context, copy_context

_UNSET = object()


def in_loop() -> bool:
    """Whether an event loop is running in this thread."""
    return asyncio._get_running_loop() is not None


def run(main: Callable[[], Coroutine[object, object, None]]) -> None:
    """Run ``main()`` to completion on an event loop of its own; the caller sees the context variables it set."""
    before = copy_context()
    context, raised = before.copy(), list[BaseException]()
    try:
        with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
            runner.run(_caught(main, raised), context=context)
    finally:
        _carry_back(before, context)
    if raised:
        raise raised.pop()


async def _caught(main: Callable[[], Coroutine[object, object, None]], raised: list[BaseException]) -> None:
    """Keep an exception away from the runner, which may ask it for its repr(), and ends the loop for some kinds."""
    try:
        await main()
    except BaseException as error:
        if isinstance(error, asyncio.CancelledError) and _is_cancelled():
            raise  # by the runner itself, which makes it the KeyboardInterrupt that it is
        raised.append(error)
    finally:
        del raised  # the exception's traceback holds this frame


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
    before = copy_context()
    context = before.copy()
    outcomes: list[object] = [None] * len(awaitables)
    failures: list[BaseException] = []
    tasks: list[asyncio.Task[None]] = []
    try:
        try:
            async with asyncio.TaskGroup() as group:
                for position, awaitable in enumerate(awaitables):
                    if failures:  # an eager task has failed already
                        break
                    outcome = _outcome(awaitable, position, failed, outcomes, failures, tasks, robust=robust)
                    tasks.append(group.create_task(outcome, context=context))
        except asyncio.CancelledError:
            if not failures:
                raise
        for task in tasks:
            # A task that nobody asks keeps its CancelledError, and with it what was sent. Where nothing failed, a receiver
            # cancelled its own task.
            with suppress(asyncio.CancelledError) if failures else nullcontext():
                task.result()
        if failures:
            raise _verdict(failures, title)  # out here no other exception becomes its __context__
        return outcomes
    finally:
        close(awaitables)
        _carry_back(before, context)
        del outcomes, failures, tasks  # their exceptions' tracebacks lead back to this frame


async def _outcome(
    awaitable: Awaitable[object],
    position: int,
    failed: Callable[[int, BaseException], object],
    outcomes: list[object],
    failures: list[BaseException],
    tasks: list[asyncio.Task[None]],
    *,
    robust: bool,
) -> None:
    """Await one and record what comes of it. Nothing is raised: to a task group some exceptions mean more."""
    own_task = asyncio.current_task()
    try:
        outcomes[position] = await awaitable
    except BaseException as error:
        if not in_loop() or asyncio.current_task() is not own_task:
            raise  # nobody's any more: its loop was given up, and this coroutine is being freed
        if isinstance(error, asyncio.CancelledError) and _is_cancelled():
            raise
        failed(position, error)
        if robust and isinstance(error, Exception):
            outcomes[position] = error
            return
        failures.append(error)
        if len(failures) == 1:
            asyncio.get_running_loop().call_soon(_cancel, tasks)
    finally:
        del failed, outcomes, failures, tasks  # they know this exception, whose traceback knows this frame


def _cancel(tasks: Iterable[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()


def _is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


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
            with suppress(Exception):  # what a coroutine says to its end must not hide why it had to end
                value.close()
        elif isinstance(value, asyncio.Future):
            value.cancel()


def _carry_back(before: Context, context: Context) -> None:
    for variable, value in context.items():
        if before.get(variable, _UNSET) is not value:  # by identity: == of a user's value may do anything
            variable.set(value)
