"""The Chromium of this machine, opened once for the tests of a module or a session."""

import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

PATIENCE = 30_000  # milliseconds until a browser on a busy machine counts as stuck


@contextmanager
def chromium() -> Generator[Browser]:
    """Start it. Without one a test is skipped; where ``CI`` is set, it fails."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up("there is no Chromium here to open the page with; fetch_browser in .ci/run installs it")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()
