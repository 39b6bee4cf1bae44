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
    """What one receiver handed over at one send: a task, and the arguments that it is called with.

    Attributes:
        arguments: What the task is called with, by name: ``payload`` is the packed message.
        has_run: Whether ``run`` or ``arun`` has called the task.
    """

    def __init__(self, enqueue: Callable[..., object], arguments: Mapping[str, object]) -> None:
        from typedsignals.handover._handing import key_of, task_behind

        self.arguments = arguments
        self.has_run: bool = False
        self._enqueue = enqueue  # a key may be an id: what it is of is kept
        self._function = task_behind(enqueue)
        self._key = key_of(enqueue)

    @property
    def task(self) -> str:
        """The name of the function of the task, with file:line; of the method that enqueues it if none is found."""
        return describe(self._function or self._enqueue)

    def run(self, *context: object) -> object:
        """Call the function of the task and return what it returns; call it again if it has run already.

        A payload is made of its message, through JSON; keywords are given as they were sent.

        Args:
            *context: What the engine passes first, for a task that takes it (``takes_context=True``, ``bind=True``).

        Returns:
            What the function returns.

        Raises:
            UsageError: If no function is found behind what enqueues the task, if it is async, or if it cannot be called
                so. It has not run then. (A ``TypeError``.)
            MessageError: If the message does not fit the payload that the task declares.
            BaseException: Whatever the task raises.
        """
        function = self._called_with(*context)
        if Look(function).is_async:
            raise UsageError(f"cannot run {self.task}: it is async; await arun() instead")
        self.has_run = True
        return function(*context, **self.arguments)

    async def arun(self, *context: object) -> object:
        """Call the function of the task, which may be async, and await it; else as ``run``.

        Args:
            *context: As for ``run``.

        Returns:
            What the function returns.

        Raises:
            UsageError: If no function is found behind what enqueues the task, or if it cannot be called so. (A
                ``TypeError``.)
            MessageError: As for ``run``.
            BaseException: Whatever the task raises.
        """
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
    """What ``handed_over()`` caught, in order, from every thread: a sequence of ``Handed``."""

    def __init__(self) -> None:
        self._entries: list[Handed] = []

    def payloads(self, enqueue: Taking[PayloadT, object], /) -> list[PayloadT]:
        """Return the payloads that were handed over to one task, each made of its message, as the task gets it.

        Args:
            enqueue: The method that ``hand_to`` was given: ``handed.payloads(write_mail.enqueue)``.

        Returns:
            The payloads, in the order of the sends.

        Raises:
            UsageError: If the task takes keywords, or no function under ``@unpacked`` is found behind the method. (A
                ``TypeError``.)
            MessageError: If a message does not fit the payload that the task declares.
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
        """Return the keywords that were handed over to one task, as they were sent.

        Args:
            enqueue: The method that ``hand_keywords_to`` was given.

        Returns:
            The keywords by name, in the order of the sends.

        Raises:
            UsageError: If the task takes a payload. (A ``TypeError``.)
        """
        if _unpacked_behind(enqueue) is not None:
            raise UsageError(
                f"cannot tell the keywords of {describe(enqueue)}: it takes a payload; write payloads(...)"
            )
        return [entry.arguments for entry in self if entry._is_of(enqueue)]

    def run(self) -> None:
        """Run every task that has not run yet, in order, and then those that these tasks hand over.

        A task that raises counts as run; the next call goes on after it.

        Raises:
            UsageError: As for ``Handed.run``: for an async task (use ``arun``), and for one that takes a context.
            BaseException: Whatever a task raises.
        """
        for entry in self._entries:  # it may grow meanwhile
            if not entry.has_run:
                entry.run()

    async def arun(self) -> None:
        """Run every task that has not run yet, one after another, the async ones too.

        Raises:
            UsageError: As for ``Handed.arun``.
            BaseException: Whatever a task raises.
        """
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
    """Catch what receivers hand over to other processes: it reaches no engine, and runs on demand.

    These are the receivers that ``hand_to``, ``ahand_to`` and ``hand_keywords_to`` made. ``with handed_over() as
    handed:``, then ``handed.payloads(write_mail.enqueue)`` and ``handed.run()``; or as a decorator. It holds for every
    thread. If several are open, the one that was entered last catches. It catches at the send: a receiver under
    ``after_commit`` does not wait for the commit, and a rollback takes nothing back. A payload that cannot be packed
    raises at the send, as always. Tasks that are enqueued without a signal are not caught.

    Returns:
        A context manager and decorator; ``as`` gives the ``HandedOver``.

    Raises:
        ImportError: On entering, if msgspec is not installed (the extra ``typedsignals[handover]``).
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
