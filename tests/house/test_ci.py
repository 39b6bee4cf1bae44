"""The script that a change has to pass: every step that it runs or names is there."""

import re
from pathlib import Path

SCRIPT = (Path(__file__).parents[2] / ".ci" / "run").read_text(encoding="utf-8")
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
