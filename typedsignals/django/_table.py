"""Shows rows to people, in as many columns as there is room for.

Rules of this file:
- No word is broken, a path least of all: a column that finds no room becomes a line below the receiver. Where even a word is
  wider than the terminal, the terminal breaks it, and copies it whole.
- What the terminal cannot encode is written with backslashes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from typedsignals.django._rows import Row

_INDENT = 2
_GAP = 2
_COLUMNS = ("sender", "connected")  # beside the receivers, as many of the first as there is room for


def show(rows: Iterable[Row], console: Console, encoding: str) -> None:
    """Print the rows below their signals; those with a problem in red, and each problem behind a `!`."""
    every = [_encodable(row, encoding) for row in rows]
    beside = _beside(every, console.width)
    left = _left(every, beside, console.width)
    for number, (signal, of_signal) in enumerate(groupby(every, key=attrgetter("signal"))):
        group = list(of_signal)
        if number:
            console.print()
        console.print(signal, style="bold", soft_wrap=True)
        if _longest_word(group, beside) <= left:
            console.print(Padding(_table(group, every, beside, left), (0, 0, 0, _INDENT), expand=False))
            continue
        for row in group:
            first, *others = _lines(row, ())
            lines = [f"{row.order or '-'} {first}", *(f"  {line}" for line in others)]
            console.print("\n".join(lines), style=_style(row), soft_wrap=True)


def _beside(rows: list[Row], width: int) -> tuple[str, ...]:
    """Return the columns that have room beside the receivers."""
    for number in range(len(_COLUMNS), 0, -1):
        beside = _COLUMNS[:number]
        if _longest_word(rows, beside) <= _left(rows, beside, width):
            return beside
    return ()


def _longest_word(rows: list[Row], beside: tuple[str, ...]) -> int:
    return max(_width(" ".join(_lines(row, beside)).split(" ")) for row in rows)


def _left(rows: list[Row], beside: tuple[str, ...], width: int) -> int:
    """Return what a terminal of this width leaves for the receivers."""
    columns = [_column(rows, name) for name in ("order", *beside)]
    return width - _INDENT - sum(columns) - _GAP * len(columns)


def _column(rows: list[Row], name: str) -> int:
    return max(_width(_cell(row, name)) for row in rows)


def _width(lines: Iterable[str]) -> int:
    return max(map(cell_len, lines))


def _table(group: list[Row], rows: list[Row], beside: tuple[str, ...], left: int) -> Table:
    """Make the table of one signal, with columns as wide as those of all the others."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, _GAP, 0, 0))
    table.add_column(width=_column(rows, "order"), justify="right")
    before = [name for name in beside if name == "sender"]
    for name in before:
        table.add_column(width=_column(rows, name))
    widest = max(_width(_lines(row, beside)) for row in rows)
    table.add_column(width=min(widest, left))
    after = [name for name in beside if name == "connected"]
    for name in after:
        table.add_column(width=_column(rows, name))
    for row in group:
        cells = [_cell(row, "order"), *(_cell(row, name) for name in before), _lines(row, beside)]
        cells += [_cell(row, name) for name in after]
        table.add_row(*map("\n".join, cells), style=_style(row))
    return table


def _cell(row: Row, name: str) -> list[str]:
    """Return the lines of a column beside the receivers."""
    if name == "order":
        return [str(row.order) if row.order else ""]
    if name == "sender":
        return [row.sender or "any sender", *(["and subclasses"] if row.subclasses else [])]
    return [row.timing.replace("_", " "), "weak" if row.weak else "strong", *(["async"] if row.is_async else [])]


def _lines(row: Row, beside: tuple[str, ...]) -> list[str]:
    """Return the lines of a receiver, among them what has no column beside it."""
    lines = [row.receiver, row.place] if row.place else [row.receiver]
    if "sender" not in beside:
        sender = " ".join(_cell(row, "sender"))
        lines.append(f"sender {sender}" if row.sender else sender)
    if "connected" not in beside:
        lines.append(", ".join(_cell(row, "connected")))
    lines += [] if row.dispatch_uid is None else [f"uid {row.dispatch_uid}"]
    return lines + [f"! {problem}" for problem in row.problems]


def _encodable(row: Row, encoding: str) -> Row:
    def escaped(text: str) -> str:
        return text.encode(encoding, "backslashreplace").decode(encoding)

    return replace(
        row,
        signal=escaped(row.signal),
        sender=row.sender and escaped(row.sender),
        receiver=escaped(row.receiver),
        place=escaped(row.place),
        dispatch_uid=row.dispatch_uid and escaped(row.dispatch_uid),
        problems=tuple(map(escaped, row.problems)),
    )


def _style(row: Row) -> str:
    return "red" if row.problems else ""
