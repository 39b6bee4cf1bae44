"""Judges a wiring: what looks like a mistake in who sends what to whom.

Rules of this file:
- It reads the wiring and nothing else, so that what it finds can be found again.
- Each kind of finding has a code, and can be switched off: not everything that is odd is wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from typedsignals.wiring._model import Place, ReceiverInfo, SignalInfo, Wiring

CODES = {
    "import-error": "a module cannot be imported, so its signals and receivers are missing",
    "loop": "a receiver sends a signal that leads back to it",
    "never-sent": "a signal of these packages is sent nowhere in them",
    "no-kwargs": "a receiver of a Django signal takes no **kwargs",
    "not-imported": "a module connects receivers, and nothing imports it",
    "problem": "a receiver can never be called, or differs from what its signal sends",
    "replaced": "the name of a receiver refers to another object than the one that is connected",
    "unheard": "a signal of these packages has no receiver",
    "unmatched": "a signal is sent by a sender that no receiver is connected for",
    "weak": "a receiver is held weakly and by nothing else, so it is freed before it is called",
    "wiring": "the wiring differs from a file",
}
"""The kinds of findings: their codes, and what each means."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that looks like a mistake.

    Attributes:
        code: Which kind of mistake: a key of ``CODES``.
        subject: The name of the signal, the receiver or the module.
        message: What is wrong.
        place: Where it is written; None if that is not known.
    """

    code: str
    subject: str  # a signal, a receiver or a module
    message: str
    place: Place | None


def check(wiring: Wiring, *, ignore: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return what looks like a mistake in a wiring, as ``python -m typedsignals check`` does.

    Args:
        wiring: What ``wiring_of`` returned.
        ignore: Codes of findings to leave out.

    Returns:
        The findings, signal by signal, in the order of the wiring.

    Raises:
        ValueError: If a code to ignore does not exist.
    """
    unknown = sorted(set(ignore) - CODES.keys())
    if unknown:
        raise ValueError(f"there is no code {unknown[0]!r}; the codes are {', '.join(CODES)}")
    return tuple([each for each in _findings(wiring) if each.code not in ignore])


def _findings(wiring: Wiring) -> Iterator[Finding]:
    for failure in wiring.failures:
        yield Finding(
            "import-error", failure.module, f"{failure.module} cannot be imported: {failure.error}", failure.place
        )
    yield from _unreached(wiring)
    for signal in wiring.signals:
        if wiring.is_own(signal.module):
            yield from _of_signal(signal)
        yield from _of_senders(signal)
        for each in signal.fleeting:
            message = (
                f"{each.function} connects {each.receiver} to {signal.name}, which holds it weakly, and nothing else holds it: "
                "it is gone before it is called. Keep it, or pass weak=False"
            )
            yield Finding("weak", signal.name, message, each.place)
        for receiver in signal.receivers:
            yield from _of_receiver(signal, receiver)
    yield from _loops(wiring)


def _of_signal(signal: SignalInfo) -> Iterator[Finding]:
    if not signal.sends:
        yield Finding("never-sent", signal.name, f"{signal.name} is sent nowhere in these packages", signal.place)
    if not signal.receivers:
        yield Finding("unheard", signal.name, f"{signal.name} has no receiver", signal.place)


def _of_senders(signal: SignalInfo) -> Iterator[Finding]:
    for send in signal.sends:
        if not send.is_heard:
            message = (
                f"{send.function} sends {signal.name} by {send.sender}, and no receiver is connected for this sender"
            )
            yield Finding("unmatched", signal.name, message, send.place)


def _unreached(wiring: Wiring) -> Iterator[Finding]:
    every = [each for signal in wiring.signals for each in signal.receivers]
    for module in wiring.unreached:
        names = list(dict.fromkeys(each.name for each in every if each.module == module))
        if names:
            message = f"{module} connects {', '.join(names)}, and nothing in these packages imports it"
            place = next(each.place for each in every if each.module == module)
            yield Finding("not-imported", module, message, place)


def _of_receiver(signal: SignalInfo, receiver: ReceiverInfo) -> Iterator[Finding]:
    who = f"{receiver.name}, a receiver of {signal.name},"
    if receiver.is_replaced:
        message = (
            f"{who} is no longer what its name refers to: it was defined or decorated again after it was connected"
        )
        yield Finding("replaced", receiver.name, message, receiver.place)
    for problem in receiver.problems:
        code = "no-kwargs" if problem.startswith("takes no **kwargs") else "problem"
        yield Finding(code, receiver.name, f"{who} {problem}", receiver.place)


def _loops(wiring: Wiring) -> Iterator[Finding]:
    """Find each ring of functions that hear what the one before sends; it is told once, of its first by name."""
    leads: dict[str, dict[str, tuple[SignalInfo, ReceiverInfo]]] = {}
    for signal in wiring.signals:
        for send in signal.sends:
            for receiver in signal.receivers:
                leads.setdefault(send.function, {}).setdefault(receiver.name, (signal, receiver))
    for first in sorted(leads):
        way = _way_back(first, leads)
        if way and first == min(way):
            signals = " -> ".join(
                f"{each} -> {leads[each][then][0].name}" for each, then in zip(way, [*way[1:], first], strict=True)
            )
            _, receiver = leads[way[-1]][first]
            yield Finding("loop", first, f"{signals} -> {first}: what it sends leads back to it", receiver.place)


def _way_back(first: str, leads: dict[str, dict[str, tuple[SignalInfo, ReceiverInfo]]]) -> list[str]:
    """Return the shortest way from a function back to itself, without its end; nothing where there is none."""
    ways = [[first]]
    seen = set[str]()
    for way in ways:
        for then in leads.get(way[-1], {}):
            if then == first:
                return way
            if then not in seen:
                seen.add(then)
                ways.append([*way, then])
    return []
