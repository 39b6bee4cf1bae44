"""The library and the plugin among the examples: their tests, and what checkers say of what is deprecated."""

import subprocess
import sys
from dataclasses import replace

import pytest

from tests.typing.asked import EXAMPLES, SEARCHED
from typedsignals._tools.checkers import CHECKERS, marked_lines, run


@pytest.mark.parametrize("project", ["library", "plugin"])
def test_its_own_tests_pass(project: str) -> None:
    """With its own settings, in which warnings are errors."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:asyncio", "-p", "no:django"]
    done = subprocess.run(command, cwd=EXAMPLES / project, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.parametrize("name", ["pyrefly", "ty"])
def test_what_is_deprecated_is_warned_of(name: str) -> None:
    """By these two; it is an error to the others, where they are asked to report it."""
    mistakes = EXAMPLES / "plugin" / "mistakes.py"
    checker = next(each for each in CHECKERS if each.name == name)
    strict = replace(checker, arguments=lambda task: [*checker.arguments(task), "--error=deprecated"])
    found = run([strict], [mistakes], search_paths=SEARCHED).of(name).found
    expected = [mark.line for mark in marked_lines(mistakes) if "warn" in mark.reason and name in mark.reason]
    assert [finding.line for finding in found if finding.code == "deprecated"] == expected
    assert expected


def test_all_other_mistakes_are_seen_by_all_four() -> None:
    """What only some of them report is deprecated."""
    marks = marked_lines(EXAMPLES / "plugin" / "mistakes.py")
    assert {mark.reason for mark in marks if mark.only and not mark.reason.startswith("deprecated")} == set()
    assert len([mark for mark in marks if not mark.only]) > 10
