"""The classic example over real HTTP: an API endpoint is hit, `api_accessed` is sent, a receiver logs and answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.shop import PROJECT


@pytest.fixture(params=["wsgi", "asgi"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """Serve the shop in a process of its own; give its port, and its log."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "project.settings",
        "PYTHONPATH": f"{PROJECT.parents[1]}{os.pathsep}{PROJECT}",
        "SHOP_DATABASES": str(tmp_path),
    }
    log = tmp_path / "log"
    command = [sys.executable, str(PROJECT / "serve.py"), request.param]
    with (
        log.open("w") as stderr,
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=stderr, text=True) as process,
    ):
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline()), log
        finally:
            process.terminate()


def test_an_endpoint_is_hit_and_a_receiver_answers(server: tuple[int, Path]) -> None:
    """The response comes back with what the receiver returned, and the receiver has logged."""
    port, log = server
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/orders/7/", timeout=30) as response:
        assert json.load(response) == {"order": 7, "answers": ["Logged"]}
    assert "API accessed: order 7" in log.read_text()
