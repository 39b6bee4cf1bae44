"""A shop for each test."""

import gc
from collections.abc import Generator

import pytest

from tests.unit.testing.shop import Shop


@pytest.fixture(scope="package", autouse=True)
def _thawed() -> Generator[None, None, None]:
    """Show the garbage collector what other tests keep from it: the kit finds signals among what it tracks."""
    gc.unfreeze()
    yield
    gc.freeze()


@pytest.fixture
def shop() -> Shop:
    return Shop()
