"""What Django really sends: one run through everything, on each database, held against the types that we claim."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import django
import pytest

from tests.integration import postgres
from tests.integration.shop import PROJECT

ROOT = PROJECT.parents[1]
SILENT_BEFORE_6 = {"task_enqueued", "task_finished", "task_started"}


def run(environment: dict[str, str]) -> dict[str, Any]:
    """Run the scenario in a process of its own; return its report."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    settings = {"DJANGO_SETTINGS_MODULE": "project.settings", "PYTHONPATH": f"{ROOT}{os.pathsep}{PROJECT}"}
    command = [sys.executable, "-W", "error::DeprecationWarning:shop", str(PROJECT / "scenario.py")]
    done = subprocess.run(command, env=inherited | settings | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def hold(report: dict[str, Any], vendor: str) -> None:
    """Every signal came, to a receiver of Django's object and of our view alike, with values of the claimed types."""
    assert report["vendor"] == vendor
    assert report["wrong"] == {}
    assert [name for name, count in report["counts"].items() if not count] == []
    expected = 24 if django.VERSION >= (6, 0) else 24 - len(SILENT_BEFORE_6)
    assert len(report["counts"]) == expected


def test_on_sqlite(tmp_path: Path) -> None:
    """In files, so that threads share them."""
    hold(run({"SHOP_DATABASES": str(tmp_path)}), "sqlite")


@pytest.mark.skipif(postgres.programs() is None, reason="no PostgreSQL programs on this machine")
def test_on_postgresql() -> None:
    """On a server that is started for it."""
    programs = postgres.programs()
    assert programs is not None
    with postgres.server(programs) as environment:
        hold(run(environment), "postgresql")
