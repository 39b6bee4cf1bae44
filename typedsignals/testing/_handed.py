"""``handed_over``: what receivers hand over to another process, caught before an engine gets it, and run on demand.

Rules of this file:
- What is caught has been packed: it is what would lie in the queue, and what cannot be packed is raised by the send.
- No engine is asked for anything. To run a task is to call the function behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from types import FunctionType
from typing import TYPE_CHECKING, Any, TypeVar, overload

from typedsignals import UsageError
from typedsignals._core.callables import Look, describe
from typedsignals.testing._scope import Entering, Scope

if TYPE_CHECKING:
    from typedsignals.handover._unpacked import Taking

PayloadT = TypeVar("PayloadT")


class Handed:
    """What one receiver handed over at one send: a task, and what it is called with."""

    def __init__(self, enqueue: Callable[..., object], arguments: Mapping[str, object]) -> None:
        from typedsignals.handover._handing import key_of, task_behind

        self.arguments = arguments
        self.has_run: bool = False
        self._enqueue = enqueue  # a key may be an id: what it is of is kept
        self._function = task_behind(enqueue)
        self._key = key_of(enqueue)

    @property
    def task(self) -> str:
        """The name of the task's function, ``shop.tasks.write_mail (tasks.py:9)``; of what enqueues where none is found."""
        return describe(self._function or self._enqueue)

    def run(self, *context: object) -> object:
        """Call the task's function, once more if it has run already, and return what it returns.

        A payload is made of its message, through JSON; keywords are given as they were sent. ``context`` is what the
        engine would give first (``takes_context=True``, ``bind=True``). ``UsageError`` where no function is found behind
        what enqueues the task, for an async one, and for one that cannot be called so; it has not run then.
        """
        function = self._called_with(*context)
        if Look(function).is_async:
            raise UsageError(f"cannot run {self.task}: it is async; await arun() instead")
        self.has_run = True
        return function(*context, **self.arguments)

    async def arun(self, *context: object) -> object:
        """Do the same for a task whose function may be async."""
        function = self._called_with(*context)
        self.has_run = True
        result = function(*context, **self.arguments)
        return await result if Look(function).is_async else result

    def __repr__(self) -> str:
        """Show it as a call."""
        said = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"{self.task}: {said}"

    def _called_with(self, *context: object) -> Callable[..., Any]:
        from typedsignals.handover._unpacked import signature_of

        if self._function is None:
            raise UsageError(
                f"cannot run {self.task}: no function of a task is found behind it; if it enqueues one, say so with "
                "@functools.wraps(function) above it; what it would have been called with is in handed_over[0].arguments"
            )
        try:
            signature_of(self._function).bind(*context, **self.arguments)
        except TypeError as error:
            remedy = (
                "leave the context out"
                if context
                else "run it by itself, with what its engine gives first: handed_over[0].run(context)"
            )
            raise UsageError(f"cannot run {self.task}: {error}; {remedy}") from None
        return self._function

    def _is_of(self, enqueue: object) -> bool:
        from typedsignals.handover._handing import key_of, task_behind

        function = task_behind(enqueue)
        return self._key == key_of(enqueue) if function is None else self._function is function


class HandedOver(Sequence[Handed]):
    """What was handed over inside, in order, from every thread: a sequence of ``Handed``."""

    def __init__(self) -> None:
        self._entries: list[Handed] = []

    def payloads(self, enqueue: Taking[PayloadT, object], /) -> list[PayloadT]:
        """Return the payloads that were handed over to this task, each made of its message, as the task gets it.

        ``handed_over.payloads(write_mail.enqueue)``: the method that ``hand_to`` was given, of the same task.
        ``UsageError`` for a task that takes keywords, and where no function is found behind the method.
        """
        from typedsignals.handover._unpacked import taken

        run = _unpacked_behind(enqueue)
        if run is None:
            raise UsageError(
                f"cannot tell the payloads of {describe(enqueue)}: no function under @unpacked is found behind it; "
                "look at handed_over[0].arguments, or ask for keywords(...) of a task that takes these"
            )
        return [taken(run, entry.arguments["payload"]) for entry in self if entry._is_of(enqueue)]

    def keywords(self, enqueue: Callable[..., object], /) -> list[Mapping[str, object]]:
        """Return the keywords that were handed over to this task, as they were sent.

        ``UsageError`` for a task that takes a payload.
        """
        if _unpacked_behind(enqueue) is not None:
            raise UsageError(
                f"cannot tell the keywords of {describe(enqueue)}: it takes a payload; write payloads(...)"
            )
        return [entry.arguments for entry in self if entry._is_of(enqueue)]

    def run(self) -> None:
        """Run every task that has not run yet, in order, and then those that these hand over.

        What a task raises is raised; it counts as run, and the next call goes on behind it. ``UsageError`` for a task that
        ``Handed.run`` refuses: an async one is run by ``arun``, one that takes a context by itself.
        """
        for entry in self._entries:  # it may grow meanwhile
            if not entry.has_run:
                entry.run()

    async def arun(self) -> None:
        """Do the same where tasks are async: one after another, those that are not async, too."""
        for entry in self._entries:
            if not entry.has_run:
                await entry.arun()

    @overload
    def __getitem__(self, index: int) -> Handed: ...
    @overload
    def __getitem__(self, index: slice) -> list[Handed]: ...
    def __getitem__(self, index: int | slice) -> Handed | list[Handed]:
        """Return one, or a list of some."""
        return self._entries[index]

    def __len__(self) -> int:
        return len(self._entries)

    def __repr__(self) -> str:
        """Show each on a line of its own."""
        lines = (f"\n  {number}. {entry!r}" for number, entry in enumerate(self, start=1))
        return f"<{len(self)} handed over:{''.join(lines)}>" if self else "<nothing handed over>"

    def _note(self, enqueue: Callable[..., object], arguments: dict[str, Any]) -> None:
        self._entries.append(Handed(enqueue, arguments))


def handed_over() -> Scope[HandedOver]:
    """Inside, what ``hand_to``, ``ahand_to`` and ``hand_keywords_to`` hand over reaches no engine; run it on demand.

    ``with handed_over() as handed:``, then ``handed.payloads(write_mail.enqueue)`` and ``handed.run()``. It holds for
    every thread; of two that are open, the one that was entered last catches. What is caught is caught at the send: a
    commit that ``after_commit`` would wait for is not waited for, and a rollback takes nothing back. A payload that cannot
    be packed is raised by the send, as ever. What is enqueued without a signal is not caught.

    ``ImportError`` on entering, with the extra to install, where msgspec is missing.
    """
    return Scope(_catching)


@contextmanager
def _catching(entering: Entering) -> Generator[HandedOver, None, None]:
    from typedsignals.handover._handing import catching

    del entering  # it holds for every thread
    handed = HandedOver()
    with catching(handed._note):
        yield handed


def _unpacked_behind(enqueue: object) -> FunctionType | None:
    from typedsignals.handover._handing import task_behind
    from typedsignals.handover._unpacked import unpacked_in

    return unpacked_in(task_behind(enqueue))
