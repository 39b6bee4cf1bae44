"""The wiring in a file: committed, reviewed, merged, and compared in continuous integration.

Rules of this file:
- A line says one thing by itself, without a number that others depend on: what one branch adds changes no line of another.
- No line of the source is named, so that moving code changes nothing. Receivers stand in the order of their calls.
- A file that is not ours is never written.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from typedsignals._tools.maps import how_heard, sent
from typedsignals.wiring import SignalInfo, Wiring

_OURS = "# typedsignals wiring of "


class RecordError(Exception):
    """A file cannot be compared or written; says why."""


def recorded(wiring: Wiring) -> str:
    """Return what is written into the file."""
    packages = " ".join(wiring.packages)
    head = [
        f"{_OURS}{packages}",
        f"# Made by: python -m typedsignals check {packages} --write FILE",
    ]
    return "".join(f"{line}\n" for line in [*head, *(line for each in wiring.signals for line in _lines(each))])


def _lines(signal: SignalInfo) -> Iterator[str]:
    yield ""
    yield f"{signal.name}: {signal.kind}{sent(signal)}"
    for function, method in sorted({(each.function, each.method) for each in signal.sends}):
        yield f"{signal.name} < {function} {method}"
    for each in signal.receivers:
        yield f"{signal.name} > {each.name} ({', '.join(filter(None, how_heard(each)))})"


def write(wiring: Wiring, path: Path) -> None:
    """Write the file, unless there is one that is not ours."""
    before = _read(path)
    if before and not before.startswith(_OURS):
        raise RecordError(f"{path} is not written: it is there, and it is no wiring of ours")
    try:
        path.write_text(recorded(wiring), encoding="utf-8", newline="\n")
    except OSError as error:
        raise RecordError(f"{path} cannot be written: {error.strerror}") from error


def difference(wiring: Wiring, path: Path) -> str:
    """Return how the wiring differs from the file, as a unified diff; nothing where it does not."""
    before = _read(path)
    if before is None:
        raise RecordError(f"there is no {path}; --write {path} makes it")
    if not before.startswith(_OURS):
        raise RecordError(f"{path} is no wiring of ours; --write makes one")
    old, new = before.splitlines(), recorded(wiring).splitlines()
    return "\n".join(difflib.unified_diff(old, new, str(path), "now", lineterm=""))


def _read(path: Path) -> str | None:
    """Return what the file says; None where there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RecordError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RecordError(f"{path} is no wiring of ours: it is no text") from error
