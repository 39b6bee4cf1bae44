"""Programs that a test writes, imports and forgets again."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import pytest


class Program:
    """Modules in a directory of their own, which can be imported. Others of their names are away meanwhile."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._away: dict[str, ModuleType] = {}
        self._roots: set[str] = set()

    def write(self, **sources: str) -> None:
        """Write modules by their names, with `__` for the dots; what has modules in it is a package."""
        names = [name.replace("__", ".") for name in sources]
        self._put_away({name.partition(".")[0] for name in names} - self._roots)
        for name, source in zip(names, sources.values(), strict=True):
            is_package = any(each.startswith(f"{name}.") for each in names)
            path = self.place.joinpath(*name.split("."), *(["__init__"] if is_package else [])).with_suffix(".py")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(source), encoding="utf-8")
        importlib.invalidate_caches()

    def _put_away(self, roots: set[str]) -> None:
        self._away |= _taken_out(roots)
        self._roots |= roots

    def forget(self) -> None:
        """Have the modules that there were before."""
        _taken_out(self._roots)
        sys.modules.update(self._away)


def _taken_out(roots: set[str]) -> dict[str, ModuleType]:
    return {name: sys.modules.pop(name) for name in list(sys.modules) if name.partition(".")[0] in roots}


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """Give a program to write, and forget its modules afterwards."""
    monkeypatch.syspath_prepend(str(tmp_path))
    written = Program(tmp_path)
    yield written
    written.forget()
