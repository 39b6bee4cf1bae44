"""The script that a change has to pass: every step that it runs or names is there."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
STEPS = set(re.findall(r"^step_([\w-]+)\(\)", SCRIPT, re.MULTILINE))


def _words(pattern: str) -> set[str]:
    found = re.search(pattern, SCRIPT, re.MULTILINE)
    assert found is not None
    return set(re.findall(r"[\w-]+", found[1]))


def test_whoever_names_no_step_runs_steps_that_are_there() -> None:
    assert _words(r"\|\| steps=\((.+)\)$") <= STEPS


def test_the_first_lines_name_every_step() -> None:
    steps = _words(r"^# Steps: (.+);")
    named = _words(r"only when named, (.+), which takes long") - {"and"}
    assert steps == _words(r"\|\| steps=\((.+)\)$")
    assert steps | named == STEPS


def test_the_workflow_runs_every_step_but_the_one_that_takes_long() -> None:
    """As a job of its own, so that one sees which fails."""
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    found = re.search(r"^ +step: \[(.+)\]$", workflow, re.MULTILINE)
    assert found is not None
    assert set(found[1].split(", ")) == STEPS - {"mutation"}


def test_the_workflow_has_every_interpreter() -> None:
    """Those that .ci/run looks for; it goes on without those that are missing, and nobody would see it."""
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"^ +(3\.\d+t?)$", workflow, re.MULTILINE)) == _words_of("VERSIONS") | _words_of(
        "WITHOUT_GIL"
    )


@pytest.mark.parametrize(
    ("prints", "expected"),
    [("echo /some/bin", "/usr/bin:/bin:/some/bin"), ("exit 0", "/usr/bin:/bin"), ("exit 1", "/usr/bin:/bin")],
)
def test_interpreters_that_cannot_be_fetched_leave_the_path_as_it_was(
    tmp_path: Path, prints: str, expected: str
) -> None:
    """It must not end in a colon, which stands for the current directory."""
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci" / "pythons").write_text(prints, encoding="utf-8")
    function = re.search(r"^fetch_pythons\(\).+?^}$", SCRIPT, re.MULTILINE | re.DOTALL)
    assert function is not None
    program = f'declare -A PYTHONS=()\nfind_python() {{ :; }}\n{function[0]}\nfetch_pythons\necho "$PATH"'
    command, environment = ["bash", "-euo", "pipefail", "-c", program], {"PATH": "/usr/bin:/bin"}
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == expected


def _words_of(name: str) -> set[str]:
    found = re.search(rf"^{name}=\((.+)\)$", SCRIPT, re.MULTILINE)
    assert found is not None
    return set(found[1].split())
