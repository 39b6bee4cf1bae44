"""The files for GitHub are such as it understands, and its workflows give nobody more rights than they need."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

GITHUB = Path(__file__).parents[2] / ".github"
FORMS = sorted(GITHUB.glob("ISSUE_TEMPLATE/*.yml"))
SCHEMAS = {
    "github-workflows": sorted(GITHUB.glob("workflows/*.yml")),
    "github-issue-forms": [form for form in FORMS if form.name != "config.yml"],
    "github-issue-config": [GITHUB / "ISSUE_TEMPLATE" / "config.yml"],
    "dependabot": [GITHUB / "dependabot.yml"],
}

pytestmark = pytest.mark.skipif(not GITHUB.exists(), reason="an sdist has no files for GitHub")


@pytest.mark.parametrize("schema", SCHEMAS)
def test_files_are_valid(schema: str) -> None:
    """By the schemas that check-jsonschema brings: nothing is downloaded."""
    assert SCHEMAS[schema]
    command = [sys.executable, "-m", "check_jsonschema", f"--builtin-schema=vendor.{schema}"]
    done = subprocess.run([*command, *map(str, SCHEMAS[schema])], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing_in_the_workflows() -> None:
    """Actions are pinned, tokens have few rights, and no text of others gets into a shell."""
    program = Path(sysconfig.get_path("scripts")) / "zizmor"
    command = [str(program), "--offline", "--no-progress", "--color=never", str(GITHUB)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
