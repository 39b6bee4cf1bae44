"""What tests of one process share."""

import pytest


@pytest.fixture
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away the name of the settings that the tests of Django have left in the environment, whichever ran before."""
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
