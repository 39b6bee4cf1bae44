"""What observing costs, and what it costs where nobody observes: `python -m benchmarks.observing`. Nanoseconds of a send to one function."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.cases import Case
from benchmarks.measuring import measure, stay_on_one_cpu
from typedsignals import Sending, Signal, intercept_all
from typedsignals.observing import Counters, observed, traced


class Sender: ...


def receive(sender: object, payload: int) -> None: ...


def passing(sending: Sending, proceed: Any, /) -> Any:
    """Intercept, and change nothing."""
    return proceed(sending)


def signal() -> Signal[type[Sender], int]:
    """Make a signal with one receiver, which was sent already."""
    made: Signal[type[Sender], int] = Signal("counted")
    made.connect(receive)
    made.send(Sender, 1)
    return made


def taken(rounds: int, name: str, sent: Signal[type[Sender], int]) -> dict[str, float]:
    """Measure a send; what is installed now is on its way."""
    return measure([Case(name, "", "signal.send(sender, 1)", {"signal": sent, "sender": Sender})], rounds)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.observing", description=__doc__)
    parser.add_argument("--rounds", type=int, default=40, help="of these the fastest counts")
    rounds = parser.parse_args().rounds
    stay_on_one_cpu()
    found = taken(rounds, "nobody ever observed", signal())
    with ExitStack() as ended:
        ended.enter_context(intercept_all(passing))
        was_observed = signal()
    found |= taken(rounds, "somebody did, and has ended", was_observed)
    with intercept_all(passing):
        found |= taken(rounds, "an interceptor of all signals", signal())
    with observed(Counters()):
        found |= taken(rounds, "Counters", signal())
    with traced() as trace:
        found |= taken(min(rounds, 3), "traced", signal())  # it keeps every send
        trace.steps.clear()
    table = Table("", "ns", box=box.SIMPLE_HEAD)
    for key, seconds in found.items():
        table.add_row(key.removesuffix(" | "), f"{seconds * 1e9:.0f}")
    Console(highlight=False).print(table)


if __name__ == "__main__":
    main()
