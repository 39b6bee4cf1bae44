"""What the type checkers accept is right when it runs, too."""

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ACCEPTED = sorted(path.stem for path in (HERE / "accept").glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted_uses_run(name: str) -> None:
    """Each file by itself. Some connect what dies at once, or twice, and are warned of it; that is no matter here."""
    command = [sys.executable, "-W", "ignore", "-m", f"tests.typing.accept.{name}"]
    done = subprocess.run(command, cwd=HERE.parents[1], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
