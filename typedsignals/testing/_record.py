"""``record``: what was sent, as typed entries.

Rules of this file:
- An entry is made when a send begins, so entries stand in the order of the sends, over all signals and threads.
- What a send returned or raised is put down when it ends; the send itself goes on as it would.
- A recording keeps what was sent alive.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Generic,
    Protocol,
    Self,
    TypeAlias,
    final,
    overload,
)

from typedsignals import Sending, UsageError
from typedsignals.testing._sent import (
    AnySent,
    DeclaredP,
    DeclaredSent,
    DjangoSent,
    KeywordSent,
    NamedT_co,
    PayloadT_co,
    SenderT_co,
    Sent,
    ValueT_co,
    entry_of,
)
from typedsignals.testing._signals import (
    AnySignal,
    DjangoSignal,
    intercepted,
    is_ours,
    is_same_sender,
    refuse_others,
    sends_keywords,
    title,
)

if sys.version_info >= (3, 13):
    from typing import TypeVar
else:
    from typing_extensions import TypeVar

SenderT = TypeVar("SenderT")
PayloadT = TypeVar("PayloadT")
ValueT = TypeVar("ValueT")
EntryT = TypeVar("EntryT", bound="AnySent")
NamedT = TypeVar("NamedT", bound=Mapping[str, object])
DjangoEntryT = TypeVar("DjangoEntryT", bound=DjangoSent[Any], default=DjangoSent)


# Not by overloads for each kind: as soon as there is an Any among the arguments of an AsyncSignal, it would count as a
# Connectable as well, and mypy and pyright would give up.
class Sends(Protocol[SenderT_co, PayloadT_co, ValueT_co]):
    """A signal from the side of a recording: who sends it, what, and what a send gives for each receiver."""

    if TYPE_CHECKING:

        def _gives(self) -> tuple[SenderT_co, PayloadT_co, ValueT_co]: ...


class SendsKeywords(Protocol[SenderT_co, DeclaredP, ValueT_co]):
    """The same of a signal of keywords."""

    if TYPE_CHECKING:

        def _gives_keywords(self) -> tuple[SenderT_co, Callable[DeclaredP, ValueT_co]]: ...


class SendsNamed(Protocol[NamedT_co]):
    """The same of one of Django's own signals."""

    if TYPE_CHECKING:

        def _gives_named(self) -> NamedT_co: ...


class SendsDeclared(Protocol[DeclaredP]):
    """The same of a Django signal that a function declares, the sender among its parameters."""

    if TYPE_CHECKING:

        def _gives_declared(self) -> Callable[DeclaredP, object]: ...


AnyResults: TypeAlias = list[tuple[Callable[..., Any], Any]]


class Recording(Sequence[EntryT]):
    """The sends of one or more signals, in order: a sequence of ``Sent``.

    ``record(...)`` makes one. It records from entering its ``with`` to leaving it, in every thread, and can be read
    afterwards. It keeps what was sent alive.

    Raises:
        UsageError: On entering, if it is open already. (A ``TypeError``.)
    """

    def __init__(self, signals: Sequence[AnySignal], entries: Sequence[EntryT] = ()) -> None:
        self._signals = signals
        self._entries: list[EntryT] = list(entries)
        self._stack: ExitStack | None = None

    def __enter__(self) -> Self:
        if self._stack is not None:
            raise UsageError(f"cannot begin recording {self._titles()}: this recording is open; make another one")
        with ExitStack() as stack:
            for signal in dict.fromkeys(self._signals):
                stack.enter_context(intercepted(signal, self._note, listens=True))
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        stack, self._stack = self._stack or ExitStack(), None
        stack.__exit__(kind, error, traceback)

    @overload
    def __getitem__(self, index: int) -> EntryT: ...
    @overload
    def __getitem__(self, index: slice) -> list[EntryT]: ...
    def __getitem__(self, index: int | slice) -> EntryT | list[EntryT]:
        """Return one entry, or a list of some. Raises an ``IndexError`` that says how many sends there were."""
        try:
            return self._entries[index]
        except IndexError:
            raise IndexError(f"there is no [{index}]; recorded sends of {self._titles()}: {len(self)}") from None

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[EntryT]:
        return iter(list(self._entries))

    def __repr__(self) -> str:
        """Show every send on a line of its own."""
        if not self._entries:
            return f"<nothing sent of {self._titles()}>"
        lines = (f"\n  {number}. {entry!r}" for number, entry in enumerate(self, start=1))
        return f"<{len(self)} sent of {self._titles()}:{''.join(lines)}>"

    @property
    def of(self) -> Recorder:
        """``sent.of(order_completed)`` returns the sends of that signal alone, with its types."""
        return _Selection(self)

    def _find(self, sender: object, same: Callable[[EntryT], bool]) -> list[EntryT]:
        return [entry for entry in self if is_same_sender(entry.sender, sender) and same(entry)]

    def _titles(self) -> str:
        return ", ".join(title(signal) for signal in self._signals)

    def _note(self, sending: Sending, proceed: Callable[[Sending], Any], /) -> Any:
        entry: Any = entry_of(sending)
        self._entries.append(entry)
        if sending.asynchronous:
            return _await_end(entry, proceed(sending), robust=sending.robust)
        try:
            results = proceed(sending)
        except BaseException as error:
            entry.exceptions = [error]
            raise
        _end(entry, results, robust=sending.robust)
        return results


async def _await_end(entry: AnySent, awaited: Awaitable[AnyResults], *, robust: bool) -> AnyResults:
    try:
        results = await awaited
    except BaseException as error:
        entry.exceptions = [error]
        raise
    _end(entry, results, robust=robust)
    return results


def _end(entry: AnySent, results: AnyResults, *, robust: bool) -> None:
    entry.results = list(results)
    entry.exceptions = [value for _, value in results if isinstance(value, Exception)] if robust else []


class PayloadRecording(Recording[Sent[SenderT, PayloadT, ValueT]], Generic[SenderT, PayloadT, ValueT]):
    """The sends of one ``Signal`` or ``AsyncSignal``."""

    @property
    def payloads(self) -> list[PayloadT]:
        """The payloads that were sent, in order."""
        return [entry.payload for entry in self]

    def find(self, sender: SenderT, payload: PayloadT, /) -> list[Sent[SenderT, PayloadT, ValueT]]:
        """Return the sends by this sender of an equal payload.

        Args:
            sender: The sender, compared as by ``connect``.
            payload: The payload, compared by ``==``.

        Returns:
            The entries, in order.
        """
        return self._find(sender, lambda entry: entry.payload == payload)


class KeywordRecording(Recording[KeywordSent[SenderT, DeclaredP, ValueT]], Generic[SenderT, DeclaredP, ValueT]):
    """The sends of one ``KeywordSignal`` or ``AsyncKeywordSignal``."""

    @property
    def keywords(self) -> list[Mapping[str, object]]:
        """The keywords that were sent, by name, in order."""
        return [entry.keywords for entry in self]

    def find(
        self, sender: SenderT, /, *args: DeclaredP.args, **kwargs: DeclaredP.kwargs
    ) -> list[KeywordSent[SenderT, DeclaredP, ValueT]]:
        """Return the sends by this sender that have these keywords.

        Args:
            sender: The sender, compared as by ``connect``.
            **kwargs: The declared keywords, compared by ``==``. A keyword with a default may be left out; it is not
                compared then.

        Returns:
            The entries, in order.
        """
        del args  # there are none: what is declared is keyword-only
        return self._find(sender, lambda entry: _holds(entry.keywords, kwargs))


class DjangoRecording(Recording[DjangoEntryT]):
    """The sends of one Django signal. While it is open, ``has_listeners`` of the signal returns True."""

    @property
    def keywords(self: Sequence[DjangoSent[NamedT]]) -> list[NamedT]:
        """The keywords that were sent, by name, in order."""
        return [entry.keywords for entry in self]

    def find(self, sender: object, /, **keywords: object) -> list[DjangoEntryT]:
        """Return the sends by this sender that have these keywords, and perhaps more.

        Args:
            sender: The sender, compared as by ``connect``.
            **keywords: The keywords to compare, by ``==``.

        Returns:
            The entries, in order.
        """
        return self._find(sender, lambda entry: _holds(entry.keywords, keywords))


class Recorder:
    """The type of ``record``, of the pytest fixture ``record_signals`` and of ``sent.of``."""

    @overload
    def __call__(self, signal: Sends[SenderT, PayloadT, ValueT], /) -> PayloadRecording[SenderT, PayloadT, ValueT]: ...
    @overload
    def __call__(
        self, signal: SendsKeywords[SenderT, DeclaredP, ValueT], /
    ) -> KeywordRecording[SenderT, DeclaredP, ValueT]: ...
    @overload
    def __call__(self, signal: SendsNamed[NamedT], /) -> DjangoRecording[DjangoSent[NamedT]]: ...
    @overload
    def __call__(self, signal: SendsDeclared[DeclaredP], /) -> DjangoRecording[DeclaredSent[DeclaredP]]: ...
    @overload
    def __call__(self, signal: DjangoSignal, /) -> DjangoRecording: ...
    @overload
    def __call__(self, signal: AnySignal, second: AnySignal, /, *more: AnySignal) -> Recording[AnySent]: ...
    def __call__(self, *signals: Any) -> Any:
        """Record every send of these signals inside a ``with``, in every thread.

        ``with record(order_completed) as sent:``, then ``sent[0].payload``, ``sent.payloads``, ``sent.find(...)``. With
        several signals, ``sent`` has the common order, and ``sent.of(order_completed)`` is those of one. Receivers are
        called as ever; a muted send is recorded, too.

        Args:
            *signals: One signal or more, ours or Django's.

        Returns:
            The recording, a ``PayloadRecording``, ``KeywordRecording`` or ``DjangoRecording`` for one signal, a
                ``Recording`` for several.

        Raises:
            UsageError: If no signal is named, or something is no signal. (A ``TypeError``.)
        """
        refuse_others("record", signals)
        if not signals:
            raise UsageError("cannot record: name a signal, or several; none was given")
        return self._record(signals)

    def _record(self, signals: tuple[AnySignal, ...]) -> Recording[Any]:
        return _recording(signals)


def _recording(signals: tuple[AnySignal, ...], entries: Sequence[Any] = ()) -> Recording[Any]:
    kind: type[Recording[Any]] = Recording
    if len(signals) == 1:
        kind = DjangoRecording
        if is_ours(signals[0]):
            kind = KeywordRecording if sends_keywords(signals[0]) else PayloadRecording
    return kind(signals, entries)


@final
class _Selection(Recorder):
    def __init__(self, recording: Recording[Any]) -> None:
        self._from = recording

    def _record(self, signals: tuple[AnySignal, ...]) -> Recording[Any]:
        return _recording(signals, [entry for entry in self._from if any(entry.signal is each for each in signals)])


@final
class OpenRecorder(Recorder):
    """The fixture ``record_signals``: recordings that are open already, until the stack is left."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    def _record(self, signals: tuple[AnySignal, ...]) -> Recording[Any]:
        recording: Recording[Any] = self._stack.enter_context(_recording(signals))
        return recording


record: Final = Recorder()
"""Record every send of these signals inside a ``with``: ``with record(order_completed) as sent:``.

It is called as ``Recorder.__call__`` describes.
"""


def _holds(sent: Mapping[str, object], wanted: Mapping[str, object]) -> bool:
    return all(name in sent and (sent[name] is value or sent[name] == value) for name, value in wanted.items())
