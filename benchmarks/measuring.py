"""Seconds for a statement, and bytes for a connection.

Rules of this file:
- The garbage collector is off inside a timed block.
- Cases are interleaved: each round runs a block of every case, in random order, and of all rounds the fastest counts.
- A statement is repeated within the block, so that the loop around it weighs little; the same for every library.
"""

from __future__ import annotations

import asyncio
import gc
import os
import random
import timeit
import tracemalloc
from collections.abc import Callable
from time import perf_counter
from typing import Any

from benchmarks.cases import Case, Receivers, Sender, functions, methods
from benchmarks.libraries import Library, libraries

BLOCK = 0.002  # seconds that a block takes, about
SLOW = 0.0001  # seconds from which on the loop around a statement weighs nothing
CONNECTIONS = 1_000


class Block:
    """A statement, repeated often enough to be timed."""

    def __init__(self, case: Case, runner: asyncio.Runner) -> None:
        self._runner = runner
        self._awaits = case.statement.startswith("await ")
        self._timer = self._timer_for(case, 1)
        self._number = self._unrolled = 1
        self.run()
        once = min(self.run() for _ in range(3))
        if once < SLOW and not self._awaits:
            self._unrolled, self._timer = 10, self._timer_for(case, 10)
        self._number = max(1, round(BLOCK / once / self._unrolled))

    def run(self) -> float:
        """Return the seconds that the statement took, on average over the block."""
        seconds: float = self._run_awaiting() if self._awaits else self._timer(self._number)
        return seconds / self._number / self._unrolled

    def _run_awaiting(self) -> Any:
        """Do what ``timeit`` does, on an event loop; the statement itself looks at the clock."""
        collecting = gc.isenabled()
        gc.disable()
        try:
            return self._runner.run(self._timer(self._number))
        finally:
            if collecting:
                gc.enable()

    def _timer_for(self, case: Case, repeated: int) -> Callable[[int], Any]:
        if not self._awaits:
            return timeit.Timer("; ".join([case.statement] * repeated), globals=case.names).timeit
        names: dict[str, Any] = case.names | {"clock": perf_counter}
        source = (
            "async def block(number):\n"
            "    began = clock()\n"
            "    for _ in range(number):\n"
            f"        {case.statement}\n"
            "    return clock() - began\n"
        )
        exec(source, names)
        timer: Callable[[int], Any] = names["block"]
        return timer


def measure(cases: list[Case], rounds: int) -> dict[str, float]:
    """Return the seconds of each case, by its key: the fastest of all rounds."""
    order = random.Random(0)
    with asyncio.Runner() as runner:
        blocks = {case.key: Block(case, runner) for case in cases}
        seconds = dict.fromkeys(blocks, float("inf"))
        for _ in range(rounds):
            for key in order.sample(list(blocks), len(blocks)):
                seconds[key] = min(seconds[key], blocks[key].run())
    return seconds


def stay_on_one_cpu() -> None:
    """Pin this process, where the system can: moving between CPUs is noise."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def memory() -> dict[str, dict[str, float]]:
    """Return the bytes that each library takes for one connection, by the kind of receiver, after a send."""
    return {
        library.name: {
            "function": _bytes(library, functions(CONNECTIONS, kwargs=library.takes_kwargs), library.connect),
            "bound method": _bytes(library, methods(CONNECTIONS, kwargs=library.takes_kwargs), library.connect),
        }
        | _bytes_with_senders(library)
        for library in libraries()
        if library.name != "Django, cached"
    }


def _bytes_with_senders(library: Library) -> dict[str, float]:
    if library.connect_sender is None:
        return {}
    receivers = functions(CONNECTIONS, kwargs=library.takes_kwargs)
    return {"own sender": _bytes(library, receivers, library.connect_sender, own_senders=True)}


def _bytes(library: Library, receivers: Receivers, connect: str, *, own_senders: bool = False) -> float:
    senders = [Sender() for _ in receivers]
    connect_one, send_one = compile(connect, "connect", "exec"), compile(library.send, "send", "exec")
    signal = library.signal()
    names: dict[str, Any] = {"signal": signal, "payload": None, "sender": senders[0], "receiver": receivers[0]}
    exec(connect_one, names)  # what is made once is not part of a connection
    exec(send_one, names)
    gc.collect()
    tracemalloc.start()
    for sender, receiver in zip(senders[1:], receivers[1:], strict=True):
        names["sender"], names["receiver"] = sender, receiver
        exec(connect_one, names)
    for sender in senders[1:] if own_senders else senders[:1]:
        names["sender"] = sender
        exec(send_one, names)
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held / (len(receivers) - 1)
