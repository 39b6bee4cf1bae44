"""Fixtures that give each test every kind of signal, and say where async receivers run."""

import gc
import logging
import sys
from collections.abc import Generator
from typing import Any

import pytest

from tests.unit.kinds import ASYNC_SIGNALS, LOOPS, SIGNALS, SYNC_SIGNALS


@pytest.fixture(params=SIGNALS)
def signal(request: pytest.FixtureRequest) -> Any:
    """Return a new signal of each kind."""
    return SIGNALS[request.param]()


@pytest.fixture(params=SYNC_SIGNALS)
def sync_signal(request: pytest.FixtureRequest) -> Any:
    """Return a new signal of each kind that awaits nothing."""
    return SYNC_SIGNALS[request.param]()


@pytest.fixture(params=ASYNC_SIGNALS)
def async_signal(request: pytest.FixtureRequest) -> Any:
    """Return a new signal of each kind whose receivers may be async."""
    return ASYNC_SIGNALS[request.param]()


@pytest.fixture(autouse=True)
def _asgiref(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide asgiref, which whoever imported Django has imported, unless the test asks for it by ``loops``."""
    if "loops" not in request.fixturenames:
        monkeypatch.delitem(sys.modules, "asgiref.sync", raising=False)


@pytest.fixture(params=LOOPS)
def loops(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let ``send`` of async receivers run on a loop of its own, and on the one that asgiref chooses."""
    if request.param == "asgiref":
        monkeypatch.setitem(sys.modules, "asgiref.sync", pytest.importorskip("asgiref.sync"))
    else:
        monkeypatch.delitem(sys.modules, "asgiref.sync", raising=False)
    return str(request.param)


@pytest.fixture(scope="package", autouse=True)
def _frozen() -> Generator[None, None, None]:
    """Take what there is before the tests from the garbage collector, which hundreds of them ask to collect."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def unlogged() -> Generator[None, None, None]:
    """Log nothing: whoever keeps log records keeps their exceptions, and thousands of tracebacks take their time."""
    logger = logging.getLogger("typedsignals")
    logger.disabled = True
    yield
    logger.disabled = False
