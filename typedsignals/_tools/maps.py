"""Shows a wiring: as text for people and as JSON for programs.

Rules of this file:
- A line holds one thing and is never broken, so that `grep` finds it and a terminal copies a path whole.
- Everything is text, and none of it is meant for a terminal: no colour, no markup.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import asdict

from typedsignals.wiring import ImportFailure, Keyword, Place, ReceiverInfo, SendSite, SignalInfo, Wiring, wiring_of

_VERSION = 1  # of the JSON: it counts what is taken away or means something else


def as_json(wiring: Wiring) -> str:
    """Return all that is known, as `dataclasses.asdict` gives it."""
    return json.dumps({"version": _VERSION, **asdict(wiring)}, indent=2)


def as_text(wiring: Wiring) -> str:
    """Return each signal with who sends it and who hears it below."""
    return (
        "\n\n".join("\n".join(_signal(each, is_own=wiring.is_own(each.module))) for each in wiring.signals)
        or "No signals."
    )


def survey(packages: Sequence[str], *, everything: bool = False, exclude: Sequence[str] = ()) -> Wiring:
    """Return the wiring of packages. What their modules print when they are imported goes to stderr."""
    with redirect_stdout(sys.stderr):
        return wiring_of(*packages, everything=everything, exclude=exclude)


def notes(wiring: Wiring, *, failures: bool = True) -> list[str]:
    """Return what readers have to know beside the wiring: what is missing in it; modules only with ``failures``."""
    missing = [left_out(each) for each in wiring.failures] if failures else []
    return [*missing, f"{untold(wiring)}: JSON lists them."] if wiring.unresolved else missing


def untold(wiring: Wiring) -> str:
    """Say how many sends may be missing."""
    return f"{counted(wiring.unresolved, 'call')} may be sends, of signals that the source does not tell"


def counted(things: Sequence[object], noun: str) -> str:
    """Write how many there are."""
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"


def left_out(failure: ImportFailure) -> str:
    """Say what is missing, and why."""
    return f"{failure.module} is left out: it cannot be imported: {failure.error}"


def encodable(text: str, encoding: str | None) -> str:
    """Write with backslashes what a terminal cannot encode."""
    known = encoding or "utf-8"
    return text.encode(known, "backslashreplace").decode(known)


def table(wiring: Wiring) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield what `list` shows of each signal: name, what it sends, by how many places, to how many receivers, where it is made."""
    for each in wiring.signals:
        yield each.name, sent(each), str(len(each.sends)), str(len(each.receivers)), str(each.place or "")


def aligned(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as lines with columns below each other; a number stands at the right of its own."""
    every = [list(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*every, strict=True)]
    lines = (
        "  ".join(
            cell.rjust(width) if cell.isdecimal() else cell.ljust(width)
            for cell, width in zip(row, widths, strict=True)
        )
        for row in every
    )
    return "\n".join(line.rstrip() for line in lines)


def _signal(signal: SignalInfo, *, is_own: bool) -> Iterator[str]:
    yield _line(signal.name, signal.kind, sent(signal), signal.place)
    paragraph = signal.doc.partition("\n\n")[0]
    yield from (f"    {line}" for line in paragraph.splitlines())
    yield "  sent by" if signal.sends else f"  sent by {'nobody' if is_own else 'others'}"
    yield from (f"    {_send(each)}" for each in signal.sends)
    yield "  received by" if signal.receivers else "  received by nobody"
    for each in signal.receivers:
        yield f"    {each.order or '-'} {_receiver(each)}"
        yield from (f"      ! {problem}" for problem in each.problems)


def sent(signal: SignalInfo) -> str:
    """Write what receivers are called with."""
    if signal.keywords is not None:
        return f"({', '.join([signal.sender or 'sender', *map(_keyword, signal.keywords)])})"
    return "" if signal.payload is None else f"({signal.sender}, {signal.payload})"


def _keyword(keyword: Keyword) -> str:
    typed = keyword.name if keyword.type is None else f"{keyword.name}: {keyword.type}"
    return typed if keyword.required else f"{typed} = ..."


def _send(send: SendSite) -> str:
    return _line(send.function, called(send), send.place)


def called(send: SendSite) -> str:
    """Write the call as far as it is known."""
    return send.method if send.sender is None else f"{send.method}({send.sender})"


def _receiver(receiver: ReceiverInfo) -> str:
    return _line(receiver.name, ", ".join(filter(None, how_heard(receiver))), receiver.place)


def how_heard(receiver: ReceiverInfo) -> list[str]:
    """Say whom it hears, and what else is not as always: the second whether it is held weakly; empty where it is as always."""
    return [
        f"{receiver.sender or 'any sender'}{' and subclasses' if receiver.subclasses else ''}",
        "weak" if receiver.weak else "",
        "async" if receiver.is_async else "",
        "" if receiver.timing == "immediate" else receiver.timing.replace("_", " "),
        f"priority {receiver.priority}" if receiver.priority else "",
        "" if receiver.dispatch_uid is None else f"uid {_in_a_line(receiver.dispatch_uid)}",
        "" if receiver.handed_to is None else f"handed to {receiver.handed_to}",
    ]


def _in_a_line(text: str) -> str:
    """Write with backslashes what would break the line, or be in no file: a uid is any text."""
    return "".join([each if each.isprintable() else ascii(each)[1:-1] for each in text])


def what_differs(receiver: ReceiverInfo) -> str:
    """Say what stands beside an arrow, where it may be dotted for a weak connection: what is not as always."""
    heard, _, *others = how_heard(receiver)
    return ", ".join(filter(None, others if receiver.sender is None else [heard, *others]))


def _line(*parts: str | Place | None) -> str:
    return "  ".join(str(part) for part in parts if part)
