"""What is not installed is named, with the extra that brings it; and nothing is imported that is not used."""

import runpy
import subprocess
import sys

import pytest

from typedsignals import handover


def test_it_says_which_extra_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Instead of a module of which nobody has heard."""
    monkeypatch.setitem(sys.modules, "msgspec", None)
    with pytest.raises(
        ImportError, match=r"needs msgspec, which is not installed: pip install 'typedsignals\[handover\]'"
    ):
        runpy.run_path(str(handover.__file__))


def test_no_engine_is_imported() -> None:
    """Nor pydantic, nor attrs."""
    code = "import sys, typedsignals.handover; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    foreign = {"django", "celery", "dramatiq", "procrastinate", "rq", "taskiq", "pydantic", "attrs", "attr", "asyncio"}
    assert foreign & set(done.stdout.split()) == set()
    assert "msgspec" in done.stdout.split()
