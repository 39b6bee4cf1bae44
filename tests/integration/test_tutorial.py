"""docs/tutorial.md, typed word by word into an empty folder, with an environment of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from typedsignals._tools.checkers import CHECKERS, run

pytestmark = pytest.mark.usefixtures("no_settings")

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r'^```(?P<kind>console|py)(?: title="(?P<title>.*?)")?\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL
)
END = "at the end of "
SECONDS = re.compile(r"\b\d+\.\d+s\b")


class Newcomer:
    """Has an empty folder, a shell, and this Python under the name of python3; asks no registry."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "empty"
        self.folder.mkdir()
        self.written: dict[str, str] = {}
        self.code = 0
        programs = place / "bin"
        programs.mkdir()
        (programs / "python3").symlink_to(sys.executable)
        ours = ("PYTHON", "PIP_", "MYPY", "PYTEST_", "TYPEDSIGNALS", "COV")
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        self.environment |= {"PATH": f"{programs}:/usr/bin:/bin", "PIP_NO_INDEX": "1", "COLUMNS": "80"}

    def write(self, title: str, text: str) -> None:
        """Write a file, or lines at its end in the place of those that were written there before."""
        name = title.removeprefix(END)
        if name == title:
            self.written[name] = text
        else:
            text = f"{self.written[name]}\n\n{text}"
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def type(self, command: str) -> str:
        """Run a command, in the environment as soon as there is one; return what it prints."""
        activated = ". .venv/bin/activate\n" if (self.folder / ".venv").exists() else ""
        done = subprocess.run(
            ["/bin/bash", "-c", f"{activated}(exit {self.code})\n{command}"],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self.code = done.returncode
        return done.stdout

    def has_at_hand(self, names: Iterable[str]) -> None:
        """Have the new environment hold what a registry would give: these packages, and what they require."""
        (packages,) = (self.folder / ".venv").glob("lib/python*/site-packages")
        for name in required(names):
            files = distribution(name).files or []
            tops = {file.parts[0] for file in files if file.suffix != ".pth"} - {"..", "__pycache__", "typedsignals"}
            for top in tops:
                (packages / top).symlink_to(Path(str(distribution(name).locate_file(top))))
        (packages / "typedsignals").symlink_to(ROOT / "typedsignals")


def required(names: Iterable[str]) -> set[str]:
    """Return the names of packages with all that they require on this Python."""
    found: set[str] = set()
    waiting = [Requirement(name) for name in names]
    while waiting:
        wanted = waiting.pop()
        if wanted.name in found and not wanted.extras:
            continue
        found.add(wanted.name)
        requirements = map(Requirement, distribution(wanted.name).requires or [])
        extras = [*wanted.extras, ""]
        waiting += [
            each
            for each in requirements
            if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in extras)
        ]
    return found


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Yield each command, with what the page says that it prints."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        yield command, printed


@pytest.mark.skipif(os.name == "nt", reason="the page is written for a shell, and says what differs")
def test_every_command_prints_what_the_page_shows(tmp_path: Path) -> None:
    """To the letter, but for seconds and for what pip prints; a command that fails is followed by its exit code."""
    newcomer = Newcomer(tmp_path)
    differs, silent = list[str](), list[str]()
    for block in BLOCK.finditer(PAGE):
        if block["kind"] == "py":
            newcomer.write(block["title"], block["text"])
            continue
        shown = list(commands(block["text"]))
        for (command, printed), (following, _) in zip(shown, [*shown[1:], ("", "")], strict=True):
            if command.startswith("pip install "):
                newcomer.has_at_hand(re.findall(r"[\w\[\]]+", command)[2:])
            said = newcomer.type(command)
            if command.startswith("pip install "):
                assert "WARNING" not in said
            elif SECONDS.sub("", said) != SECONDS.sub("", printed):
                differs.append(f"$ {command}\n{said}")
            if newcomer.code and following != "echo $?":
                silent.append(command)
    assert differs == [], "the page should have\n" + "\n".join(differs)
    assert silent == [], "the page does not show that these fail"


def test_all_four_checkers_report_the_mistake_and_nothing_else(tmp_path: Path) -> None:
    """At the line that the page shows of mypy."""
    newcomer = Newcomer(tmp_path)
    (newcomer.folder / "shop").mkdir()
    (newcomer.folder / "shop" / "__init__.py").touch()
    wrong, right = (block for block in BLOCK.finditer(PAGE) if (block["title"] or "").startswith(END))
    for block in BLOCK.finditer(PAGE):
        if block["kind"] == "py" and block not in {wrong, right}:
            newcomer.write(block["title"], block["text"])
    (line,) = {int(number) for number in re.findall(r"^shop/receivers\.py:(\d+): error: ", PAGE, re.MULTILINE)}
    for last, mark in (wrong, "  # E: another payload"), (right, ""):
        newcomer.write(last["title"], last["text"].replace("\n", f"{mark}\n", 1))
        receivers = newcomer.folder / "shop" / "receivers.py"
        assert receivers.read_text(encoding="utf-8").splitlines()[line - 1] == f"@order_completed.connect{mark}"
        report = run(
            CHECKERS, [newcomer.folder / "shop", newcomer.folder / "tests"], search_paths=[newcomer.folder, ROOT]
        )
        assert [verdict.found for verdict in report.verdicts if not verdict.ok] == []
        assert len(report.verdicts) == len(CHECKERS)
