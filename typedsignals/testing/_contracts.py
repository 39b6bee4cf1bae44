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
    """Fail if type checkers report other lines of these files than those marked ``# E`` or ``# E: reason``.

    ``# E[mypy, ty]`` marks a line for these checkers alone. Each checker runs in its strictest usual mode, without your
    configuration.

    Args:
        *paths: Files, and folders with every Python file below them.
        checkers: Which checkers to run: ``"mypy"``, ``"pyright"``, ``"pyrefly"``, ``"ty"``. Without any, each that is
            installed.
        search_paths: Where the imports of the files are looked up, before the environment; by default in the current
            directory.

    Raises:
        AssertionError: If the marked lines and the reported ones differ; the message lists the differences.
        CheckerError: If nothing is to be checked, no line is marked, or a checker cannot be run.
    """
    __tracebackhide__ = True  # pytest shows the line that called
    if not paths:
        raise CheckerError("there is nothing to check; name files or folders")
    places = [Path(place) for place in search_paths] or [Path.cwd()]
    report = run(installed(checkers), [Path(path) for path in paths], search_paths=places, unmarked=False)
    if not report.ok:
        raise AssertionError(f"type checkers and marked lines differ\n{report}")
