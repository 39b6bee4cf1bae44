"""``check_types``: the types of one's own signals as a test."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from typedsignals._tools.checkers import CheckerError, installed, run

__all__ = ["CheckerError", "check_types"]


def check_types(
    *paths: str | PathLike[str], checkers: Iterable[str] = (), search_paths: Iterable[str | PathLike[str]] = ()
) -> None:
    """Assert that type checkers report the lines marked ``# E`` or ``# E: reason`` in these files, and no other line.

    A folder stands for every Python file below it. ``checkers`` are named: ``"mypy"``, ``"pyright"``, ``"pyrefly"``,
    ``"ty"``; with none named it is each that is installed. The files' imports are looked up in ``search_paths``, by
    default in the current directory, then in this environment. ``CheckerError`` if a checker cannot be run or no line is
    marked.
    """
    __tracebackhide__ = True  # pytest shows the line that called
    if not paths:
        raise CheckerError("there is nothing to check; name files or folders")
    places = [Path(place) for place in search_paths] or [Path.cwd()]
    report = run(installed(checkers), [Path(path) for path in paths], search_paths=places, unmarked=False)
    if not report.ok:
        raise AssertionError(f"type checkers and marked lines differ\n{report}")
