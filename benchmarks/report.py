"""Ratios out of seconds, and tables out of ratios.

Rules of this file:
- A ratio is taken within one run; of several runs the median is reported.
- The baseline of a row is what one would write by hand; rows about connecting have ours beside 10 receivers instead.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.cases import BASELINE, MANY
from benchmarks.libraries import libraries

OURS = "typedsignals"
NOTE = (
    "Ratios to the baseline of the row, lower is better. Baseline: the loop "
    "[(receiver, receiver(sender, payload)) for receiver in receivers] over a tuple, in keyword rows with keywords, in "
    "robust rows with try, in async rows with asyncio.gather; for a send to nobody, a method that returns []; in rows "
    "about connecting, typedsignals beside 10. Not quite the same work: psygnal and pyee return no results; pyee holds "
    "all receivers strongly, psygnal functions; both know no senders. Django's receivers must take **kwargs, which costs "
    "it part of its ratio, except in keyword rows, where all receivers do. Django's asend runs functions in a thread."
)
BEGIN, END = "<!-- cost: written by python -m benchmarks --markdown -->", "<!-- end of cost -->"
PAGE_ROWS = (
    "send to nobody",
    "send to 1 function",
    "send to 100 functions",
    "send to 100 bound methods",
    f"send by one of {MANY:,} senders",
    "keyword send to 1 function",
    "keyword send to 100 functions",
    "asend to 10 async functions",
    "connect, disconnect beside 10",
    f"connect, disconnect beside {MANY:,}",
)


@dataclass(frozen=True, slots=True)
class Run:
    """What one process measured: seconds by case."""

    seconds: dict[str, float]

    def ratio(self, row: str, library: str) -> float | None:
        """Return a library's time over the baseline of the row, or None where it has no such case."""
        time = self.seconds.get(f"{row} | {library}")
        return None if time is None else time / self.baseline(row)

    def baseline(self, row: str) -> float:
        """Return the seconds that stand for 1."""
        by_hand = self.seconds.get(f"{row} | {BASELINE}")
        return self.seconds[f"{row.partition(' beside ')[0]} beside 10 | {OURS}"] if by_hand is None else by_hand


@dataclass(frozen=True, slots=True)
class Aim:
    """A limit that the project holds itself to."""

    what: str
    measured: float
    limit: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the measured value is on the right side."""
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit


@dataclass(frozen=True, slots=True)
class Results:
    """All runs, and the bytes for a connection by library and kind."""

    runs: list[Run]
    memory: dict[str, dict[str, float]]

    @property
    def rows(self) -> list[str]:
        """The kinds of work, in the order of the cases."""
        return list(dict.fromkeys(key.partition(" | ")[0] for key in self.runs[0].seconds))

    def ratio(self, row: str, library: str) -> float | None:
        """Return the median of the runs' ratios."""
        ratios = [run.ratio(row, library) for run in self.runs]
        known = [ratio for ratio in ratios if ratio is not None]
        return median(known) if known else None

    def baseline(self, row: str) -> float:
        """Return the median of the runs' baselines, in seconds."""
        return median(run.baseline(row) for run in self.runs)

    def aims(self) -> Iterator[Aim]:
        """Yield what was aimed at and what was reached."""
        for row, limit in (
            ("send to nobody", 1.3),
            ("send to 1 function", 1.45),
            ("send to 100 functions", 1.15),
            ("send to 100 bound methods", 2.9),
            (f"send by one of {MANY:,} senders", 2.2),
            (f"connect, disconnect beside {MANY:,}", 1.15),
        ):
            yield Aim(row, self.ratio(row, OURS) or 0, limit)
        yield self._beside("connect, disconnect beside 10", "blinker", 3)
        yield self._beside("asend to 10 async functions", "Django", 1)
        for count, limit in (("1 function", 3.6), ("100 functions", 4.6)):
            row = f"keyword send to {count}"
            faster = (self.ratio(row, "Django") or 0) / (self.ratio(row, OURS) or 1)
            yield Aim(f"{row}: times faster than Django", faster, limit, at_least=True)
        for kind, limit in (("function", 300), ("bound method", 390), ("own sender", 430)):
            yield Aim(f"bytes for a connection, {kind}", self.memory[OURS][kind], limit)

    def _beside(self, row: str, peer: str, limit: float) -> Aim:
        """Return the aim of taking at most so many times what a peer takes."""
        return Aim(
            f"{row}: times the time of {peer}", (self.ratio(row, OURS) or 0) / (self.ratio(row, peer) or 1), limit
        )

    def as_json(self) -> dict[str, object]:
        """Return everything as plain data."""
        return {
            "python": platform.python_version(),
            "versions": versions(),
            "runs": len(self.runs),
            "baseline_seconds": {row: self.baseline(row) for row in self.rows},
            "ratios": {row: {name: self.ratio(row, name) for name in names()} for row in self.rows},
            "bytes_per_connection": self.memory,
            "aims": [asdict(aim) | {"met": aim.met} for aim in self.aims()],
        }


def names() -> list[str]:
    """Return the names of the libraries, in the order of the columns."""
    return [library.name for library in libraries()]


def versions() -> dict[str, str]:
    """Return the versions measured, by distribution."""
    return {library.distribution: library.version for library in libraries()}


def title() -> str:
    """Say what was measured with what."""
    peers = ", ".join(f"{name} {version}" for name, version in versions().items())
    return f"{platform.python_implementation()} {platform.python_version()}; {peers}"


def show(results: Results, console: Console) -> None:
    """Print the tables."""
    console.print(_ratios(results), _memory(results), _aims(results), NOTE, sep="\n")


def write_markdown(results: Results, page: Path) -> None:
    """Put the table between the marks of the page."""
    before, found, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not found or not ended:
        raise SystemExit(f"{page} has no place for the table: it wants {BEGIN} and {END}")
    page.write_text(f"{before}{BEGIN}\n{_markdown(results)}\n{END}{after}", encoding="utf-8")


def _ratios(results: Results) -> Table:
    table = Table(title=title(), box=box.SIMPLE_HEAD, title_justify="left")
    table.add_column("")
    for name in ("baseline", *names()):
        table.add_column(name, justify="right", style="bold" if name == OURS else None)
    for row in results.rows:
        ratios = [_number(results.ratio(row, name)) for name in names()]
        table.add_row(row, _time(results.baseline(row)), *ratios)
    return table


def _memory(results: Results) -> Table:
    table = Table(title="bytes for a connection", box=box.SIMPLE_HEAD, title_justify="left")
    table.add_column("")
    for name in results.memory:
        table.add_column(name, justify="right", style="bold" if name == OURS else None)
    for kind in results.memory[OURS]:
        table.add_row(kind, *(_bytes(of.get(kind)) for of in results.memory.values()))
    return table


def _aims(results: Results) -> Table:
    table = Table(title="aims", box=box.SIMPLE_HEAD, title_justify="left")
    for column in ("", "measured", "limit", ""):
        table.add_column(column, justify="left" if not column else "right")
    for aim in results.aims():
        limit = f"{'>=' if aim.at_least else '<='} {aim.limit:g}"
        table.add_row(aim.what, f"{aim.measured:.2f}", limit, "met" if aim.met else "[bold red]missed[/]")
    return table


def _markdown(results: Results) -> str:
    columns = names()
    lines = [
        "| " + " | ".join(["", "by hand", *columns]) + " |",
        "|---|" + "---:|" * (len(columns) + 1),
    ]
    for row in PAGE_ROWS:
        ratios = [_number(results.ratio(row, name)) for name in columns]
        by_hand = "" if " beside " in row else "1"
        lines.append("| " + " | ".join([row, by_hand, *ratios]) + " |")
    for kind in results.memory[OURS]:
        of = [_bytes(results.memory.get(name, {}).get(kind)) for name in columns]
        lines.append("| " + " | ".join([f"bytes for a connection, {kind}", "", *of]) + " |")
    return "\n".join([f"{title()}.\n", *lines])


def _number(ratio: float | None) -> str:
    if ratio is None:
        return "-"
    return f"{ratio:,.0f}" if ratio >= 100 else f"{ratio:.1f}" if ratio >= 10 else f"{ratio:.2f}"


def _bytes(count: float | None) -> str:
    return "-" if count is None else f"{count:.0f}"


def _time(seconds: float) -> str:
    return f"{seconds * 1e9:,.0f} ns" if seconds < 1e-5 else f"{seconds * 1e6:,.1f} µs"
