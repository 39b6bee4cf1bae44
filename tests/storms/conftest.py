import faulthandler
import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.effort import times

PATIENCE = 120  # seconds: far more than any storm takes


@pytest.fixture(scope="session")
def stderr(request: pytest.FixtureRequest) -> Iterator[int]:
    """Give the descriptor that is standard error outside of pytest's capturing."""
    capturing: Any = request.config.pluginmanager.getplugin("capturemanager")
    with capturing.global_and_fixture_disabled():
        descriptor = os.dup(2)
    yield descriptor
    os.close(descriptor)


@pytest.fixture(autouse=True, scope="session")
def _runner() -> Iterator[None]:
    """Close the event loop that several files send on."""
    yield
    from tests.storms.test_every_point import RUNNER

    RUNNER.close()


@pytest.fixture(autouse=True)
def watchdog(stderr: int) -> Iterator[None]:
    """End the whole run, and say where each thread stands, if a storm hangs."""
    faulthandler.dump_traceback_later(times(PATIENCE) + PATIENCE, exit=True, file=stderr)
    yield
    faulthandler.cancel_dump_traceback_later()
