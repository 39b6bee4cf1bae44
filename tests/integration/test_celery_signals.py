"""What Celery really sends: workers that run all kinds of tasks, held against its catalogue."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.contracts import contracts, heard, wrong

ROOT = Path(__file__).parents[2]
SCENARIO = Path(__file__).with_name("celery_scenario.py")
# What is only read from Celery's source: these need eventlet, or a broker with an event loop.
NEVER_SENT_HERE = {
    *("eventlet_pool_started", "eventlet_pool_preshutdown", "eventlet_pool_postshutdown", "eventlet_pool_apply"),
    "worker_before_create_process",
}
# By one of the two workers alone.
ONLY = {
    "solo": {"setup_logging", "beat_init", "beat_embedded_init"},
    "prefork": {"after_setup_logger", "after_setup_task_logger", "worker_process_shutdown"},
}


@pytest.mark.parametrize("pool", ["solo", "prefork"])
def test_each_signal_comes_with_what_is_declared(pool: str, tmp_path: Path) -> None:
    """By name and type; from the processes of the pool, too."""
    report = tmp_path / "report"
    command = [sys.executable, str(SCENARIO), pool, str(report)]
    done = subprocess.run(
        command, env={"PYTHONPATH": str(ROOT)}, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    expected = contracts("celery").keys() - NEVER_SENT_HERE - ONLY["solo" if pool == "prefork" else "prefork"]
    assert heard(report) == {name: [] for name in expected}


def test_what_differs_would_be_seen() -> None:
    """A keyword too many, one that is missing, a value of another type; what has a default may be missing."""
    _, parameters = contracts("celery")["task_success"]
    sent = {"signal": contracts("celery")["task_success"][0], "sender": "shop.pack", "reslut": 1}
    assert wrong(parameters, sent) == [
        "reslut is not declared",
        "result was not sent",
        "sender: str is not an instance of celery.app.task.Task",
    ]
