"""What is known of a program's signals: plain values, ready to be shown, written to a file and compared.

Rules of this file:
- Nothing here holds a signal, a receiver or a sender: a `Wiring` outlives the program's objects and keeps none alive.
- Everything is a string, a number, a bool or a tuple of such: `dataclasses.asdict` makes it JSON.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands. ``path`` leaves out the directory that Python found the module in."""

    path: str
    line: int

    def __str__(self) -> str:
        """Write it as editors and terminals open it."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword that a signal is sent with. ``type`` is None where it is not known; one that is not required may be left out."""

    name: str
    type: str | None
    required: bool


@dataclass(frozen=True, slots=True)
class SendSite:
    """A place in the source that sends a signal, or hands on its ``send`` to be called elsewhere."""

    function: str  # with its module; the module alone for what stands at the top of it
    place: Place
    method: str  # send, send_robust, asend, asend_robust
    sender: str | None  # as it is written there; None where none is
    is_heard: bool = True  # False where the sender is known, and no receiver hears it


@dataclass(frozen=True, slots=True)
class FleetingSite:
    """A place that connects what is held weakly and by nothing else, so that it is gone before any send can call it."""

    function: str  # with its module; the module alone for what stands at the top of it
    place: Place
    receiver: str  # as it is written there


@dataclass(frozen=True, slots=True)
class ReceiverInfo:
    """One connection of a signal. ``order`` is its turn in a send that reaches all; 0 where no send reaches it yet.

    ``sender`` is None where every sender is heard; with ``subclasses`` those of that class are, too. ``handed_to`` is the
    task that gets the payload, where the receiver hands it over. ``is_replaced`` where the name of a function stands for
    another one by now: the connected one was defined or decorated again. ``problems`` says why it cannot work as it stands.
    """

    name: str
    module: str
    place: Place | None  # None for what is written in C
    sender: str | None
    subclasses: bool
    order: int
    priority: int
    weak: bool
    is_async: bool
    timing: str
    dispatch_uid: str | None
    handed_to: str | None
    problems: tuple[str, ...]
    is_replaced: bool = False


@dataclass(frozen=True, slots=True)
class SignalInfo:
    """One signal: its declaration, who is connected to it in the order of their calls, and who sends it.

    ``fleeting`` are the places that connect what is gone at once.

    What it sends is either ``payload`` or ``keywords``; both are None where it is not known. Types are written without their
    modules.
    """

    name: str  # with its module; Django's own are named as in its documentation
    kind: str  # Signal, AsyncSignal, KeywordSignal, ..., or Django's Signal, ModelSignal
    module: str
    place: Place | None  # None for what was not assigned in a source that can be read
    sender: str | None
    payload: str | None
    keywords: tuple[Keyword, ...] | None
    result: str | None
    doc: str
    receivers: tuple[ReceiverInfo, ...]
    sends: tuple[SendSite, ...]
    fleeting: tuple[FleetingSite, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportFailure:
    """A module that could not be imported, so that nothing of it is known.

    ``place`` is the line of the module that failed; None where none did, as where there is no such file.
    """

    module: str
    error: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Wiring:
    """The signals of some packages, with who sends and who hears them.

    ``unreached`` are modules that the packages neither import nor name: only the survey imported them. ``unresolved`` are calls that may be sends, of a signal that reading the source does not tell: so ``sends`` may lack some.
    """

    packages: tuple[str, ...]
    signals: tuple[SignalInfo, ...]
    unresolved: tuple[SendSite, ...]
    failures: tuple[ImportFailure, ...]
    unreached: tuple[str, ...] = ()

    def is_own(self, module: str) -> bool:
        """Whether a module of this name is in one of the packages."""
        return any(f"{module}.".startswith(f"{package}.") for package in self.packages)
