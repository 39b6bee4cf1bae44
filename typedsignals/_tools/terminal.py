"""Writes what a command has found: with colours to a terminal, as it is to files and other programs.

Rules of this file:
- Colours add to a text and never replace a word of it. `NO_COLOR` and `TERM=dumb` turn them off, `FORCE_COLOR` turns them on.
- No line is broken: `grep` finds it, and a terminal copies a path whole.
- A character that the terminal cannot encode is written with backslashes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from io import StringIO
from pathlib import Path
from shutil import get_terminal_size
from typing import Any

import click

from typedsignals._tools.maps import aligned, encodable

_STYLES = {"signal": "bold", "place": "cyan", "code": "yellow", "problem": "red", "added": "green", "removed": "red"}
# Each named part of a line has the style of that name.
_STYLED = (
    r"(?m)^(?P<signal>\S+)(?=  (Async|Keyword|Model)*Signal\b)",
    r"(?m)(?P<place>[^\s:]+:\d+)(?=$|:? )",
    r"(?m)^[^\s:]+:\d+: (?P<code>[a-z-]+)(?=: )",
    r"(?m)^ +(?P<problem>! .*)$",
    r"(?m)^(?P<added>\+.*)$",
    r"(?m)^(?P<removed>-.*)$",
)


class OutputError(click.ClickException):
    """What was found cannot be written, to a full disk for example."""

    exit_code = 2


def show(text: str) -> None:
    """Print a text that people read, in colours where they see them. What it raises is what `write` raises."""
    colours = sys.stdout.isatty() or os.environ.get("FORCE_COLOR")
    write(_coloured(_encodable(text)) if colours else text)


def write(text: str) -> None:
    """Print a text as it is. A pipe that was closed ends the output. Raises OutputError where writing fails otherwise."""
    out: Any = sys.stdout
    try:
        out.write(f"{_encodable(text)}\n")
        out.flush()
    except OSError as error:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:  # what is left would be written when Python exits
            os.dup2(nowhere.fileno(), out.fileno())
        if not isinstance(error, BrokenPipeError):  # `| head` has seen enough
            raise OutputError(f"cannot write: {error.strerror}") from error


def fitted(rows: Sequence[Sequence[str]]) -> str:
    """Return rows in columns under the first row; on a terminal that is narrower, each cell on a line of its own."""
    columns = aligned(rows)
    widest = max(map(len, columns.splitlines()))
    if not sys.stdout.isatty() or widest <= get_terminal_size().columns:
        return columns
    titles, *others = rows
    return "\n\n".join("\n".join(_stacked(titles, row)) for row in others)


def _stacked(titles: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    width = max(map(len, titles[1:]))
    yield row[0]
    yield from (f"  {title.ljust(width)}  {cell}" for title, cell in zip(titles[1:], row[1:], strict=True) if cell)


def _encodable(text: str) -> str:
    return encodable(text, sys.stdout.encoding)


def _coloured(text: str) -> str:
    from rich.console import Console
    from rich.text import Text
    from rich.theme import Theme

    console = Console(
        file=StringIO(), force_terminal=True, theme=Theme(_STYLES)
    )  # by itself, rich ends Python on a pipe
    styled = Text(text)
    for pattern in _STYLED:
        styled.highlight_regex(pattern)
    with console.capture() as captured:
        console.print(styled, soft_wrap=True, end="")
    return captured.get()


def busy(what: str) -> AbstractContextManager[object]:
    """Show on a terminal that something is done meanwhile. It is gone afterwards."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console
    from rich.text import Text

    return Console(stderr=True).status(Text(what))
