"""What is known of a program's signals: plain values, ready to be shown, written to a file and compared.

Rules of this file:
- Nothing here holds a signal, a receiver or a sender: a `Wiring` outlives the program's objects and keeps none alive.
- Everything is a string, a number, a bool or a tuple of such: `dataclasses.asdict` makes it JSON.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A line in a file. ``str(place)`` is ``path:line``.

    Attributes:
        path: The path, without the directory that Python found the module in.
        line: The number of the line, from 1.
    """

    path: str
    line: int

    def __str__(self) -> str:
        """Write it as editors and terminals open it."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword that a signal is sent with.

    Attributes:
        name: Its name.
        type: Its type as it is written in annotations; None if it is not known.
        required: Whether every send has it.
    """

    name: str
    type: str | None
    required: bool


@dataclass(frozen=True, slots=True)
class SendSite:
    """A place in the source that sends a signal, or passes its ``send`` on to be called elsewhere.

    Attributes:
        function: The function with its module; the module alone for code outside functions.
        place: Where it is written.
        method: ``"send"``, ``"send_robust"``, ``"asend"`` or ``"asend_robust"``.
        sender: The sender as it is written there; None if there is none.
        is_heard: False if the sender is known and no receiver is called for it.
    """

    function: str  # with its module; the module alone for what stands at the top of it
    place: Place
    method: str  # send, send_robust, asend, asend_robust
    sender: str | None  # as it is written there; None where none is
    is_heard: bool = True  # False where the sender is known, and no receiver hears it


@dataclass(frozen=True, slots=True)
class FleetingSite:
    """A place that connects a receiver that is held weakly and by nothing else: it is gone before any send can call it.

    Attributes:
        function: The function with its module; the module alone for code outside functions.
        place: Where it is written.
        receiver: The receiver as it is written there.
    """

    function: str  # with its module; the module alone for what stands at the top of it
    place: Place
    receiver: str  # as it is written there


@dataclass(frozen=True, slots=True)
class ReceiverInfo:
    """One connection of a signal.

    Attributes:
        name: The receiver, with its module.
        module: The module of the receiver.
        place: Where the receiver is written; None if it is written in C.
        sender: The sender that it is connected for; None for every sender.
        subclasses: Whether sends by subclasses of ``sender`` call it, too.
        order: Its place in a send that calls all receivers, from 1; 0 if no send reaches it yet.
        priority: Receivers with a higher priority are called first.
        weak: Whether the signal holds it weakly.
        is_async: Whether it is called on an event loop.
        timing: ``"immediate"``, ``"after_commit"`` or ``"handed over"``, as in ``Connection``.
        dispatch_uid: The name of the connection, as text, or None.
        handed_to: The task that gets the payload, if the receiver hands it over.
        problems: Why it cannot work as it is; empty if it can.
        is_replaced: Whether the name of the function is that of another function by now: it was defined or decorated
            again.
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
    """One signal: its declaration, its receivers, and the places that send it.

    Types are written without their modules. ``payload`` and ``keywords`` are both None if it is not known what the
    signal sends.

    Attributes:
        name: The name with its module; Django's own signals are named as in its documentation.
        kind: The class: ``"Signal"``, ``"AsyncSignal"``, ``"KeywordSignal"``, …, or Django's ``"Signal"`` and
            ``"ModelSignal"``.
        module: The module that makes it.
        place: Where it is made; None if it was not assigned in a source that can be read.
        sender: The type of the sender, or None.
        payload: The type of the payload, or None.
        keywords: The keywords, or None.
        result: The type that receivers return, or None.
        doc: The docstring of the signal, or else of the class of its payload.
        receivers: The connections, in the order of their calls.
        sends: The places that send it.
        fleeting: The places that connect a receiver which is gone at once.
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
    """A module that could not be imported: nothing of it is known.

    Attributes:
        module: The name of the module.
        error: What was raised.
        place: The line of the module that failed; None if there is no such line.
    """

    module: str
    error: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Wiring:
    """The signals of some packages, with the places that send them and the receivers that are called.

    Attributes:
        packages: The names of the packages.
        signals: The signals.
        unresolved: Calls that may be sends, of a signal that reading the source does not tell: ``sends`` of some signal
            may lack these.
        failures: The modules that could not be imported.
        unreached: Modules that the packages neither import nor name: only ``wiring_of`` imported them.
    """

    packages: tuple[str, ...]
    signals: tuple[SignalInfo, ...]
    unresolved: tuple[SendSite, ...]
    failures: tuple[ImportFailure, ...]
    unreached: tuple[str, ...] = ()

    def is_own(self, module: str) -> bool:
        """Return whether a module is in one of the packages.

        Args:
            module: The name of the module.

        Returns:
            True if it is.
        """
        return any(f"{module}.".startswith(f"{package}.") for package in self.packages)
