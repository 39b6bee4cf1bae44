"""An empty queue and an empty mailbox for each test."""

from collections.abc import Generator

import pytest

from tests.unit.handover.engine import MAILBOX, QUEUE


@pytest.fixture(autouse=True)
def _emptied() -> Generator[None, None, None]:
    yield
    QUEUE.clear()
    MAILBOX.letters.clear()
