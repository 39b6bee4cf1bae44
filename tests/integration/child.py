"""Runs pytest in a process of its own: measured, where this one is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run_pytest(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run pytest over what the pytester has made, with no plugins but those that the arguments name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        patch.setenv("PYTEST_ADDOPTS", f"--basetemp={pytester.path / 'temporary'}")
        if not is_measured():
            return pytester.run(sys.executable, "-m", "pytest", *arguments)
        patch.setenv("COVERAGE_FILE", str(ROOT / ".coverage"))
        coverage = ("-m", "coverage", "run", f"--rcfile={ROOT / 'pyproject.toml'}")
        return pytester.run(sys.executable, *coverage, "-m", "pytest", *arguments)


def is_measured() -> bool:
    coverage = sys.modules.get("coverage")
    return coverage is not None and coverage.Coverage.current() is not None
