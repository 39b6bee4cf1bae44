"""Programs beside this process: started, waited for by what they do, and ended as their users end them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
LIMIT = 60.0  # seconds, for whatever is waited for; nothing is right because of it

ResultT = TypeVar("ResultT")


class Program:
    """One that runs."""

    def __init__(self, process: subprocess.Popen[bytes], output: Path) -> None:
        self.process = process
        self._output = output
        self._last = ""

    def said(self) -> str:
        """Return what it has printed."""
        if self._output.exists():
            self._last = self._output.read_text(encoding="utf-8", errors="replace")
        return self._last

    def ended(self) -> int:
        """Wait until it has ended by itself, and return its code; negative, the signal that has killed it."""
        return self.process.wait(LIMIT)

    def end(self) -> None:
        """Ask it to end, as its supervisor would. It has to do so, and to be content with itself."""
        self.process.terminate()
        assert self.process.wait(LIMIT) == 0, self.said()


@contextmanager
def running(*command: str | Path, environment: Mapping[str, str] | None = None) -> Generator[Program]:
    """Run a program until the block is left, and then end it. One that has been killed in between is left alone."""
    with tempfile.TemporaryDirectory(prefix="shop-program-") as home:
        output = Path(home) / "output"
        with output.open("wb") as written:
            process = subprocess.Popen(
                command,
                env=_environment(environment),
                cwd=home,
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=written,
            )
        program = Program(process, output)
        try:
            yield program
            if process.poll() is None:
                program.end()
        finally:
            process.kill()
            process.wait()
            program.said()


def finished(*command: str | Path, environment: Mapping[str, str] | None = None, limit: float = LIMIT) -> str:
    """Run a program to its end, and return what it has printed."""
    done = subprocess.run(
        command,
        env=_environment(environment),
        cwd=tempfile.gettempdir(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=limit,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def until(condition: Callable[[], ResultT], *programs: Program) -> ResultT:
    """Wait for a condition, and return what it gives. The programs have to be alive meanwhile."""
    deadline = time.monotonic() + LIMIT
    while not (met := condition()):
        said = "\n".join(program.said() for program in programs)
        if any(program.process.poll() is not None for program in programs):
            pytest.fail(f"ended too early:\n{said}")
        if time.monotonic() > deadline:
            pytest.fail(f"waited in vain:\n{said}")
        time.sleep(0.02)
    return met


def _environment(more: Mapping[str, str] | None) -> dict[str, str]:
    # Those of this process are not meant: whoever runs a program of Django says which settings it has.
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return {**inherited, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **(more or {})}
