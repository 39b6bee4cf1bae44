"""The tables of docs/moving: what they tell to write is there, on either side."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import typedsignals
from typedsignals import testing

MOVING = Path(__file__).parents[2] / "docs" / "moving"
OURS = {
    *(name for module in (typedsignals, testing) for name in module.__all__),
    *(name for kind in (typedsignals.Signal, typedsignals.AsyncSignal, typedsignals.Connection) for name in dir(kind)),
    *("to_thread", "submit"),  # of asyncio and executors
    *("partial", "len", "show"),  # of Python, and a method of the program
}
THEIRS = {
    "blinker": ("blinker:Signal", "blinker:Namespace"),
    "psygnal": ("psygnal:Signal", "psygnal:SignalInstance", "psygnal:SignalGroup", "psygnal.utils:"),
    "pyee": ("pyee.asyncio:AsyncIOEventEmitter", "pyee.executor:ExecutorEventEmitter", "pyee.uplift:"),
    "django": ("django.dispatch:Signal",),
}
# `psygnal.qt` cannot be imported without Qt; a signal of psygnal's can be called by its own name.
PROGRAM = {"start_emitting_from_queue", "completed", "len"}


def rows(library: str) -> Iterator[tuple[str, str]]:
    """Yield the cells of the table that puts their features beside ours."""
    page = (MOVING / f"{library}.md").read_text(encoding="utf-8")
    table = page.split("features, and what to write here\n")[1].split("\n#")[0]
    for line in table.splitlines():
        if line.startswith("| ") and not line.endswith("| typedsignals |"):
            theirs, ours = line.strip("| ").split(" | ")
            yield theirs, ours


def called(cell: str) -> set[str]:
    """Return the names of what the code in a cell calls, but for what it calls inside of something else."""
    return {name for code in re.findall(r"`([^`]+)`", cell) for name in re.findall(r"(?:^|[.@])(\w+)\(", code)}


@pytest.mark.parametrize("library", THEIRS)
def test_methods_of_the_tables_are_there(library: str) -> None:
    """A method that is renamed, here or there, is renamed on the page."""
    pytest.importorskip(library, reason="the extra bench is not installed")
    theirs: set[str] = set()
    for place in THEIRS[library]:
        module, _, name = place.partition(":")
        thing: Any = import_module(module)
        theirs |= {*dir(thing), *(dir(getattr(thing, name)) if name else ())}
    left = {name for cell, _ in rows(library) for name in called(cell)}
    right = {name for _, cell in rows(library) for name in called(cell)}
    assert min(len(left), len(right)) > 3
    assert left - theirs - PROGRAM == set()
    assert right - OURS == set()
