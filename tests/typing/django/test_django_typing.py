"""What the four type checkers say of Django's signals: through the typed views, and of unchanged code through the overlay.

The cases are written with the views. For the overlay their imports are exchanged for Django's own, line by line, so that
the same marks hold. mypy runs with the plugin of django-stubs, as Django projects run it.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.typing.asked import ROOT
from typedsignals._tools.checkers import CHECKERS, Checker, Report, Task, marked_lines, run
from typedsignals._tools.stubs import lay_out
from typedsignals.django.signals import _HOMES

HERE = Path(__file__).parent
CASES = ("accept", "reject", "known_gaps")
SHOP = ROOT / "tests" / "django_project"
PLUGIN = """\
[mypy]
plugins = mypy_django_plugin.main
[mypy.plugins.django-stubs]
django_settings_module = project.settings
"""
NAMES = [checker.name for checker in CHECKERS]


def with_django(checker: Checker, overlay: Path | None = None) -> Checker:
    """Return the checker as a Django project sets it up: mypy with the plugin, pyright with the overlay as its stubs."""

    def arguments(task: Task) -> list[str]:
        paths = tuple(path for path in task.search_paths if checker.name != "pyright" or path != overlay)
        given = checker.arguments(replace(task, search_paths=paths))
        if checker.name == "mypy":
            config = task.scratch / "mypy.ini"
            config.write_text(PLUGIN, encoding="utf-8")
            return [f"--config-file={config}" if argument == "--config-file=" else argument for argument in given]
        if checker.name == "pyright" and overlay:
            config = Path(given[-1])
            settings = json.loads(config.read_text(encoding="utf-8")) | {"stubPath": str(overlay)}
            config.write_text(json.dumps(settings), encoding="utf-8")
        return given

    return replace(checker, arguments=arguments)


def unchanged(text: str) -> str:
    """Exchange the imports of the views for Django's own, line by line."""
    homes = {name: home for home, names in _HOMES.items() for name in names}

    def imports(found: re.Match[str]) -> str:
        names = found[1].split(", ")
        by_home = {home: [name for name in names if homes[name] == home] for home in map(homes.__getitem__, names)}
        return "; ".join(f"from {home} import {', '.join(own)}" for home, own in by_home.items())

    text = re.sub(r"^from typedsignals\.django\.signals import (.*)$", imports, text, flags=re.MULTILINE)
    own = "from typedsignals.django import django_signal; from django.dispatch import receiver"
    text = text.replace("from typedsignals.django import django_signal, receiver", own)
    return text.replace("from typedsignals.django import receiver", "from django.dispatch import receiver")


@pytest.fixture(scope="session")
def views() -> Report:
    """Check the cases as they are written."""
    cases = [HERE / case for case in CASES]
    return run([with_django(checker) for checker in CHECKERS], cases, search_paths=[ROOT, SHOP])


@pytest.fixture(scope="session")
def overlaid(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Check the cases with Django's own imports, and the overlay."""
    cases = tmp_path_factory.mktemp("cases")
    overlay = (tmp_path_factory.mktemp("project") / "typings").resolve()
    for case in (*CASES, "overlay"):  # the last one holds what the overlay alone can say
        shutil.copytree(HERE / case, cases / case)
        (cases / case / "__init__.py").touch()  # or the same name in two folders is one module to mypy
    for file in cases.rglob("*.py"):
        file.write_text(unchanged(file.read_text(encoding="utf-8")), encoding="utf-8")
    lay_out(overlay)
    checkers = [with_django(checker, overlay) for checker in CHECKERS]
    return run(checkers, [cases], search_paths=[overlay, ROOT, SHOP])


@pytest.mark.parametrize("name", NAMES)
def test_the_views_are_checked_as_marked(name: str, views: Report) -> None:
    """Right receivers and sends pass, wrong ones do not, and the known gaps are where they were."""
    assert views.of(name).ok, f"\n{views.of(name)}"


@pytest.mark.parametrize("name", NAMES)
def test_unchanged_code_is_checked_as_marked(name: str, overlaid: Report) -> None:
    """The overlay says of Django's own imports what the views say."""
    assert overlaid.of(name).ok, f"\n{overlaid.of(name)}"


def test_accepted_cases_hold_no_mark() -> None:
    """A mark among them would turn a right use into a wrong one unseen."""
    assert [str(mark) for file in (HERE / "accept").glob("*.py") for mark in marked_lines(file)] == []


def test_rejected_cases_speak_to_every_checker_and_give_a_reason() -> None:
    """What only some of them catch belongs among the known gaps."""
    files = [file for case in ("reject", "overlay") for file in (HERE / case).glob("*.py")]
    marks = [mark for file in files for mark in marked_lines(file)]
    assert [str(mark) for mark in marks if mark.only or not mark.reason] == []


def test_every_built_in_signal_is_among_the_cases() -> None:
    """With right and with wrong receivers."""
    for case in ("accept", "reject"):
        text = "\n".join(file.read_text(encoding="utf-8") for file in (HERE / case).glob("*.py"))
        missing = [name for names in _HOMES.values() for name in names if f"@receiver({name}" not in text]
        assert missing == []
