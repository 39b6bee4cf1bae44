"""What the pytest options do: every test isolated or checked, leaks reported, and a summary at the end.

Rules of this file:
- It is imported where an option asks for it, and not before.
- Tests run in one process or in several (pytest-xdist): what was counted in a worker travels home in its output.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from inspect import getsource
from typing import Any

import pytest

from typedsignals import Sending
from typedsignals.testing._check import Checks, checked
from typedsignals.testing._isolate import Change, isolated
from typedsignals.testing._signals import held_signals, intercepted

_OUTPUT = "typedsignals"


class EveryTest:
    """The plugin that is registered where an option is set."""

    def __init__(self, wanted: set[str]) -> None:
        self._wanted = wanted
        self._watch = Watch() if "summary" in wanted else None
        self._raised: list[BaseException] = []
        self._unchecked: dict[str, str] = {}

    @pytest.fixture(autouse=True)
    def _signals_in_every_test(self) -> Iterator[None]:
        made: list[Change] = []
        with ExitStack() as stack:
            if self._wanted & {"isolate", "leaks"}:
                made = stack.enter_context(isolated()).made
            if "checked" in self._wanted:
                checks = stack.enter_context(checked())
                stack.callback(self._leave_checks, checks)
            yield
        leaks = [change for change in made if not change.weak]
        if leaks and "leaks" in self._wanted:
            pytest.fail(_leaked(leaks), pytrace=False)

    def _leave_checks(self, checks: Checks) -> None:
        self._unchecked.update(checks.unchecked)
        checks.faults[:] = [fault for fault in checks.faults if not any(fault is each for each in self._raised)]
        self._raised.clear()

    def pytest_exception_interact(self, call: pytest.CallInfo[Any]) -> None:
        """Remember what pytest reports: a fault among it is not to be raised once more."""
        waiting = [call.excinfo.value] if call.excinfo else []
        while waiting:
            error = waiting.pop()
            if not any(error is each for each in self._raised):  # `raise error from error` is its own cause
                self._raised.append(error)
                behind = (error.__cause__, error.__context__, *getattr(error, "exceptions", ()))
                waiting += [each for each in behind if isinstance(each, BaseException)]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        """Watch the signals that there are by now."""
        if self._watch is not None:
            self._watch.look(late=False)

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_teardown(self) -> None:
        """And those of modules that the test imported: what it sent of them is not known."""
        if self._watch is not None:
            self._watch.look(late=True)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Take what a worker counted home."""
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            counted = self._watch.counted() if self._watch is not None else None
            output[_OUTPUT] = {"counted": counted, "unchecked": self._unchecked}

    def pytest_unconfigure(self) -> None:
        """Stop watching."""
        if self._watch is not None:
            self._watch.close()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Add what a worker brought."""
        output = getattr(node, "workeroutput", {}).get(_OUTPUT)
        if output is not None:
            self._unchecked.update(output["unchecked"])
            if self._watch is not None:
                self._watch.add(*output["counted"])

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Say what was asked for, and what could not be checked."""
        reasons = sorted(set(self._unchecked.values()))
        lines = list(_listed("sent unchecked", (f"{', '.join(self._unchecked_for(why))}: {why}" for why in reasons)))
        if self._watch is not None:
            lines += self._watch.summary()
        if lines:
            terminalreporter.ensure_newline()
            terminalreporter.section("signals")
            for line in lines:
                terminalreporter.write_line(line)

    def _unchecked_for(self, reason: str) -> list[str]:
        return sorted(name for name, why in self._unchecked.items() if why == reason)


class Watch:
    """Counts the sends of the signals that modules and classes hold, and those that somebody heard."""

    def __init__(self) -> None:
        self._modules = 0
        self._stack = ExitStack()
        self._names: dict[int, str] = {}  # by id: the signals live as long as what holds their interceptors
        self._sent: Counter[str] = Counter()
        self._heard: Counter[str] = Counter()
        self._late: set[str] = set()

    def look(self, *, late: bool) -> None:
        """Watch new signals, if a module was imported since the last look. What is watched stays so."""
        if len(sys.modules) == self._modules:
            return
        self._modules = len(sys.modules)
        for signal, homes in held_signals().values():
            if id(signal) not in self._names and not any(name.startswith("django.") for name in homes):
                self._names[id(signal)] = name = _home(homes)
                self._sent[name] += 0
                self._late |= {name} if late else set()
                self._stack.enter_context(intercepted(signal, self._count))

    def _count(self, sending: Sending, proceed: Callable[[Sending], Any], /) -> Any:
        name = self._names[id(sending.signal)]
        self._sent[name] += 1
        self._heard[name] += bool(sending.connections)
        return proceed(sending)

    def close(self) -> None:
        """Let the signals go."""
        self._stack.close()

    def counted(self) -> tuple[dict[str, int], dict[str, int], list[str]]:
        """Return how often each signal was sent, and heard, and which were seen late."""
        return dict(self._sent), dict(self._heard), list(self._late)

    def add(self, sent: dict[str, int], heard: dict[str, int], late: list[str]) -> None:
        """Add what another process counted."""
        self._sent.update(sent)
        self._heard.update(heard)
        self._late.update(late)

    def summary(self) -> Iterator[str]:
        """Yield what a reader of the report sees."""
        never = [name for name in sorted(self._sent) if not self._sent[name]]
        unheard = [name for name in sorted(self._sent) if self._sent[name] and not self._heard[name]]
        yield from _listed("never sent", (name for name in never if name not in self._late))
        yield from _listed("imported by a test, and not sent after it", (name for name in never if name in self._late))
        yield from _listed("sent, but never to a receiver", unheard)
        yield f"{len(self._sent) - len(never) - len(unheard)} of {len(self._sent)} signals were sent to a receiver"


def _leaked(made: Iterable[Change]) -> str:
    lines = "".join(f"\n  {change}" for change in made)
    return (
        f"the test left connections behind (they are undone):{lines}\nconnect inside `with signal.connected(receiver):`, "
        f"or disconnect in the fixture that connects"
    )


def _listed(heading: str, names: Iterable[str]) -> Iterator[str]:
    listed = list(names)
    if listed:
        yield f"{heading}:"
        yield from (f"  {name}" for name in listed)


def _home(names: list[str]) -> str:
    """Return the name under which the signal is made, rather than one that it is imported under."""
    return min(names, key=lambda name: (not _is_made(name), name))


def _is_made(name: str) -> bool:
    path, _, last = name.rpartition(".")
    module = next((sys.modules[home] for home in (path, path.rpartition(".")[0]) if home in sys.modules), None)
    try:
        source = getsource(module) if module is not None else ""
    except (OSError, TypeError):
        return False
    return re.search(rf"^\s*(async\s+)?(def\s+)?{re.escape(last)}\s*[:=(]", source, re.MULTILINE) is not None
