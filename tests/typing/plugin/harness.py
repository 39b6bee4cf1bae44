"""mypy with the plugin: over its own cases, and over those of the checkers, where it says something else than without."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tests.integration.child import is_measured
from tests.typing.asked import CASES, ROOT
from tests.typing.django.test_django_typing import HERE as DJANGO
from tests.typing.django.test_django_typing import SHOP, unchanged
from typedsignals._tools.checkers import CHECKERS, Checker, Finding, Mark, Report, Task, run
from typedsignals._tools.stubs import lay_out

HERE = Path(__file__).parent
DIFFERENCES = HERE / "differences.txt"
PAGE = ROOT / "docs" / "mypy-plugin.md"
BEGIN, END = "<!-- walls: written by python -m tests.typing.plugin -->\n", "<!-- walls: end -->\n"
FAILED = "typedsignals.mypy_plugin cannot check this"
OURS, DJANGOS = "typedsignals.mypy_plugin", "mypy_django_plugin.main"
SETTINGS = "[mypy.plugins.django-stubs]\ndjango_settings_module = project.settings\n"


def mypy_with(*plugins: str) -> Checker:
    """Return mypy with these plugins, in this order; measured, where these tests are."""
    mypy = CHECKERS[0]

    def arguments(task: Task) -> list[str]:
        config = task.scratch / "mypy.ini"
        settings = SETTINGS if DJANGOS in plugins else ""
        config.write_text(f"[mypy]\nplugins = {', '.join(plugins)}\n{settings}", encoding="utf-8")
        given = [f"--config-file={config}" if each == "--config-file=" else each for each in mypy.arguments(task)]
        return [*measured(), *given]

    return replace(mypy, program="python" if not is_measured() else "coverage", arguments=arguments, read=read)


def read(output: str) -> Iterator[Finding]:
    """Return what mypy reports, with the notes of a plugin that failed, which the tests take for errors."""
    for line in filter(None, output.splitlines()):
        said = json.loads(line)
        failed = line if FAILED in line else ""  # mypy makes a note a hint of an error before it
        if failed or said["severity"] == "error":
            yield Finding(Path(said["file"]), said["line"], failed or said["message"], said["code"] or "")


def measured() -> list[str]:
    """Return what stands between the program and the arguments of mypy."""
    where = [f"--rcfile={ROOT / 'pyproject.toml'}", f"--data-file={ROOT / '.coverage'}"]
    return ["run", *where, "-m", "mypy"] if is_measured() else ["-m", "mypy"]


def check_own() -> Report:
    """Check all that needs no Django."""
    return run([mypy_with(OURS)], [*CASES, HERE / "own"], search_paths=[ROOT])


def check_django() -> Report:
    """Check the views, with our plugin before that of django-stubs."""
    cases = [DJANGO / case for case in ("accept", "reject", "known_gaps")]
    return run([mypy_with(OURS, DJANGOS)], [*cases, HERE / "django"], search_paths=[ROOT, SHOP])


def check_django_alone() -> Report:
    """Check our own cases of Django where nothing sets Django up."""
    return run([mypy_with(OURS)], [HERE / "django"], search_paths=[ROOT, SHOP])


def check_overlaid(place: Path) -> Report:
    """Check the same through the overlay, with our plugin after that of django-stubs."""
    lay_out(place / "typings")
    for case in ("accept", "reject", "known_gaps"):
        shutil.copytree(DJANGO / case, place / "cases" / case)
    shutil.copytree(HERE / "django", place / "cases" / "django")
    for file in (place / "cases").rglob("*.py"):
        file.write_text(unchanged(file.read_text(encoding="utf-8")), encoding="utf-8")
        (file.parent / "__init__.py").touch()
    plugins = mypy_with(DJANGOS, OURS)
    return run([plugins], [place / "cases"], search_paths=[place / "typings", ROOT, SHOP])


def places(report: Report) -> list[tuple[str, int, str]]:
    """Return where a report differs from the marks: folder and file, line, and what is said there."""
    verdict = report.verdicts[0]
    entries: list[Mark | Finding] = [*verdict.missed, *verdict.false]
    said = [("/".join(each.path.parts[-2:]), each.line, _said(each)) for each in entries]
    return sorted(said)


def _said(entry: Mark | Finding) -> str:
    return f"{entry.message} [{entry.code}]" if isinstance(entry, Finding) else ""


def differences(*reports: Report) -> str:
    """Return each line of which mypy says something else with the plugin, and what that is."""
    found: list[str] = []
    for report in reports:
        verdict = report.verdicts[0]
        entries: list[Mark | Finding] = [*verdict.missed, *verdict.false]
        for entry in sorted(entries, key=lambda each: (each.path, each.line)):
            where = entry.path.relative_to(ROOT / "tests" / "typing")
            found.append(f"{where}: {_code_at(entry)}\n    {_said(entry) or 'nothing'}\n")
    return "".join(found)


def table(*reports: Report) -> str:
    """Return the walls of the checkers that the plugin moves: a line of code, mypy without, mypy with."""
    rows = ["| | without | with the plugin |\n|---|---|---|\n"]
    for report in reports:
        verdict = report.verdicts[0]
        entries: list[Mark | Finding] = [*verdict.missed, *verdict.false]
        for entry in sorted(entries, key=lambda each: (each.path, each.line)):
            # Of what is decorated, another type is the point, and no wall.
            if entry.path.parent.name == "known_gaps" and "[assert-type]" not in _said(entry):
                code = _code_at(entry).replace("|", "\\|")
                moved = ("silent", f"`{entry.code}`") if isinstance(entry, Finding) else ("reported", "silent")
                rows.append(f"| `{code}` | {moved[0]} | {moved[1]} |\n")
    return "".join(rows)


def _code_at(entry: Mark | Finding) -> str:
    """Return the line of a difference; for a decorator, with the function below it."""
    lines = entry.path.read_text(encoding="utf-8").splitlines()[entry.line - 1 :]
    code = [line.partition("  #")[0].strip() for line in lines]
    function = next((line for line in code if not line.startswith("@")), "")
    return f"{code[0]} {function}" if code[0].startswith("@") else code[0]


def written(page: str, rows: str) -> str:
    """Return the page with these rows in it."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}{rows}{END}{rest.partition(END)[2]}"


def main() -> None:
    """Write down what differs, in the file that the tests hold it against and on the page."""
    reports = check_own(), check_django()
    DIFFERENCES.write_text(differences(*reports), encoding="utf-8")
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), table(*reports)), encoding="utf-8")
    for report in reports:
        own = [each for each in str(report).splitlines() if "/plugin/" in each]
        sys.stdout.write("".join(f"{each}\n" for each in own))
