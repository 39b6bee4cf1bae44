"""`adopt` on a real project, django-axes: its own tests and its own settings of mypy say the same afterwards."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

PROJECT = "django-axes==8.3.1"
ROOT = Path(__file__).parents[2]
TESTS = ["tests/test_signals.py", "tests/test_handlers.py", "tests/test_attempts.py"]  # of what is sent and received
DECLARED = """\
@django_signal
def user_locked_out(
    sender: str,
    *,
    request: object,
    username: str,
    ip_address: object,
) -> None: ...
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the source of the project, with its tests, as the registry has it."""
    place = tmp_path_factory.mktemp("real")
    command = ["download", "--quiet", "--no-deps", "--no-binary=:all:", f"--dest={place}", PROJECT]
    done = subprocess.run([sys.executable, "-m", "pip", *command], capture_output=True, text=True, check=False)
    if done.returncode:
        reason = f"{PROJECT} cannot be downloaded: {done.stderr.strip()[-300:]}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    (archive,) = place.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(place, filter="data")
    return Path(str(archive).removesuffix(".tar.gz"))


def ran(project: Path, *command: str) -> tuple[int, str, str]:
    """Run a module of Python in the project; return code, output and errors."""
    paths = os.pathsep.join([str(project), str(ROOT)])
    environment = {
        name: value for name, value in os.environ.items() if name not in {"MYPYPATH", "DJANGO_SETTINGS_MODULE"}
    }
    environment |= {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_a_real_project_works_as_before(project: Path) -> None:
    """A second run changes nothing; mypy reports the same, and the project's tests of its signals pass."""
    arguments = ["typedsignals", "adopt", "axes", "tests", "--django-settings=tests.settings", "--checker=mypy"]
    signals = project / "axes" / "signals.py"
    reported = mypy(project)
    code, _, said = ran(project, *arguments, "--write")
    assert (code, said.splitlines()[-1][:47]) == (0, "1 signal declared in 1 file; 1 doubt; types fro")
    after = signals.read_text("utf-8")
    assert DECLARED in after
    assert ran(project, *arguments, "--write")[0] == 0
    assert signals.read_text("utf-8") == after
    assert mypy(project) == reported
    options = ["-q", "-o", "addopts=", "-p", "no:cacheprovider"]
    code, shown, said = ran(project, "pytest", *options, *TESTS)
    assert code == 0, shown + said


def mypy(project: Path) -> list[str]:
    """Return what mypy reports with the project's own settings, without the numbers of lines."""
    code, shown, said = ran(project, "mypy", "axes")
    assert code in {0, 1}, said
    return sorted(re.sub(r":\d+: ", ": ", shown).splitlines())
