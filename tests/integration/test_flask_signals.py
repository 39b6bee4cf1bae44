"""What Flask really sends, held against its catalogue."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.integration.contracts import contracts, heard

ROOT = Path(__file__).parents[2]
SCENARIO = Path(__file__).with_name("flask_scenario.py")


def test_each_signal_comes_with_what_is_declared(tmp_path: Path) -> None:
    """By name and type, all of them."""
    report = tmp_path / "report"
    command = [sys.executable, str(SCENARIO), str(report)]
    done = subprocess.run(
        command, env={"PYTHONPATH": str(ROOT)}, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert heard(report) == {name: [] for name in contracts("flask")}
