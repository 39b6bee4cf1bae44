"""Fixtures that give each test both kinds of signals."""

import logging
from collections.abc import Generator
from typing import Any

import pytest

from tests.unit.kinds import AWAITABLE_SIGNALS, SIGNALS


@pytest.fixture(params=SIGNALS)
def signal(request: pytest.FixtureRequest) -> Any:
    """Return a new signal of each kind."""
    return SIGNALS[request.param]()


@pytest.fixture(params=AWAITABLE_SIGNALS)
def awaitable_signal(request: pytest.FixtureRequest) -> Any:
    """Return a new signal of each kind, whose results may be awaitable."""
    return AWAITABLE_SIGNALS[request.param]()


@pytest.fixture
def unlogged() -> Generator[None, None, None]:
    """Log nothing: whoever keeps log records keeps their exceptions, and thousands of tracebacks take their time."""
    logger = logging.getLogger("typedsignals")
    logger.disabled = True
    yield
    logger.disabled = False
