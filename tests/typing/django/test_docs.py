"""docs/django.md, taken word by word through a project made by `django-admin startproject`."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "django.md").read_text(encoding="utf-8")
BIN = Path(sysconfig.get_path("scripts"))
MYPY = """\
[mypy]
strict = True
mypy_path = typings
plugins = mypy_django_plugin.main
[mypy.plugins.django-stubs]
django_settings_module = shopsite.settings
"""


READY = """\
from django.apps import AppConfig
from django.db.models.signals import post_save


def index(sender, instance, **kwargs): ...
def index_if_new(sender, instance, creatd, **kwargs): ...


class ShopConfig(AppConfig):
    name = "shop"
    def ready(self):
        post_save.connect(index, sender="shop.Order")
        post_save.connect(index_if_new, sender="shop.Order")
"""


def run(project: Path, *command: str) -> str:
    """Run a command in the project, where typedsignals is found as if it were installed."""
    environment = os.environ | {"PYTHONPATH": str(project.parent / "site"), "MYPYPATH": str(project.parent / "site")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0 or done.stdout, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a new project with the files of the page, and the overlay."""
    top = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "typedsignals", top / "site" / "typedsignals")
    shutil.copytree(ROOT / "stubs", top / "site" / "typedsignals" / "_overlay")
    run(top, str(BIN / "django-admin"), "startproject", "shopsite")
    project = top / "shopsite"
    run(project, sys.executable, "manage.py", "startapp", "shop")
    for name, text in re.findall(r'^```py title="(.*?)"\n(.*?)^```$', PAGE, re.MULTILINE | re.DOTALL):
        (project / name).write_text(text, encoding="utf-8")
    add_setting(project, 'INSTALLED_APPS += ["shop"]')
    said = run(project, sys.executable, "-m", "typedsignals", "stubs", "typings")
    assert said in PAGE
    return project


def add_setting(project: Path, line: str) -> None:
    """Write a line below the settings, once."""
    settings = project / "shopsite" / "settings.py"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text if line in text else f"{text}{line}\n", encoding="utf-8")


def expected() -> list[str]:
    """Return the lines of the page that show what mypy says."""
    return re.findall(r"^shop/receivers\.py:\d+: error: .*$", PAGE, re.MULTILINE)


def of_signals(lines: list[str]) -> list[str]:
    """Return what the page's `grep` leaves of them."""
    (pattern,) = set(re.findall(r"^\$ .* \| grep -E '(.*)'$", PAGE, re.MULTILINE))
    return [line for line in lines if re.search(pattern, line)]


def numbers(lines: list[str]) -> list[int]:
    """Return the line numbers that a checker reports in the receivers."""
    found = (re.search(r"receivers\.py:(\d+)", line) for line in lines)
    return [int(match[1]) for match in found if match]


def test_mypy_says_what_the_page_shows(project: Path) -> None:
    """To the letter, and nothing without the overlay."""
    (project / "mypy.ini").write_text(MYPY, encoding="utf-8")
    command = [str(BIN / "mypy"), f"--cache-dir={project / 'cache'}", "--no-error-summary", "--hide-error-context"]
    lines = run(project, *command, "shop/receivers.py").splitlines()
    assert [line for line in lines if line.startswith("shop/receivers.py") and ": note:" not in line] == expected()
    assert set(numbers(of_signals(lines))) == set(numbers(expected()))
    (project / "mypy.ini").write_text(MYPY.replace("mypy_path = typings\n", ""), encoding="utf-8")
    assert numbers(run(project, *command, "shop/receivers.py").splitlines()) == []


def test_pyright_reports_the_same_lines(project: Path) -> None:
    """With its default stubPath."""
    settings = {"typeCheckingMode": "standard", "extraPaths": ["../site"], "include": ["shop/receivers.py"]}
    (project / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    lines = run(project, str(BIN / "basedpyright"), "--pythonpath", sys.executable).splitlines()
    assert numbers([line for line in lines if " - error: " in line]) == numbers(expected())
    assert numbers(of_signals(lines)) == numbers(expected())


def test_pyrefly_reports_the_same_lines(project: Path) -> None:
    """With the setting of the page."""
    (project / "pyrefly.toml").write_text('search-path = ["typings", "../site"]\n', encoding="utf-8")
    command = [str(BIN / "pyrefly"), "check", "--output-format=min-text", "--python-interpreter-path", sys.executable]
    lines = run(project, *command, "shop/receivers.py").splitlines()
    assert numbers([line for line in lines if line.startswith("ERROR")]) == numbers(expected())
    assert numbers(of_signals(lines)) == numbers(expected())


def test_ty_reports_the_same_lines(project: Path) -> None:
    """With the setting of the page."""
    (project / "ty.toml").write_text('[environment]\nextra-paths = ["typings", "../site"]\n', encoding="utf-8")
    command = [str(BIN / "ty"), "check", "--output-format=concise", "--python", sys.prefix, "shop/receivers.py"]
    lines = run(project, *command).splitlines()
    assert numbers(lines) == numbers(of_signals(lines)) == numbers(expected())


def test_mypy_looks_into_ready(project: Path, tmp_path: Path) -> None:
    """With the settings of the page, to the letter; and where the code is in a folder of its own, with two paths."""
    (settings,) = re.findall(r'^```ini title="mypy.ini"\n(.*?)^```$', PAGE, re.MULTILINE | re.DOTALL)
    (two_paths,) = re.findall(r"`mypy_path = (typings:\w+)`", PAGE)
    src = tmp_path / two_paths.removeprefix("typings:")
    (tmp_path / "typings").symlink_to(project / "typings")
    shutil.copytree(project / "shopsite", src / "shopsite")
    shutil.copytree(project / "shop", src / "shop")
    (src / "shop" / "apps.py").write_text(READY, encoding="utf-8")
    settings = settings.replace("mysite.settings", "shopsite.settings").replace("= typings\n", f"= {two_paths}\n")
    (tmp_path / "mypy.ini").write_text(settings, encoding="utf-8")
    command = [str(BIN / "mypy"), f"--cache-dir={tmp_path / 'cache'}", "--no-error-summary", "src/shop/apps.py"]
    environment = os.environ | {
        "PYTHONPATH": f"{project.parent / 'site'}:{src}",
        "MYPYPATH": str(project.parent / "site"),
    }
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert re.findall(r"^src/shop/apps\.py:(\d+): error: ", done.stdout, re.MULTILINE) == ["13"], (
        done.stdout + done.stderr
    )


def test_the_command_finds_the_mistakes_at_run_time(project: Path) -> None:
    """All that a call shows; one of them Django itself refuses under DEBUG. Nobody has imported them but the app."""
    add_setting(project, re.findall(r"^INSTALLED_APPS \+= .*$", PAGE, re.MULTILINE)[0])
    receivers = project / "shop" / "receivers.py"
    wrong = receivers.read_text(encoding="utf-8")
    receivers.write_text(wrong.replace("instance: Order)", "instance: Order, **kwargs: Any)"), encoding="utf-8")
    assert run(project, sys.executable, "manage.py", "signals", "--app", "shop", "--problems").strip() in PAGE
    receivers.write_text(wrong, encoding="utf-8")


def test_the_command_finds_the_receivers(project: Path) -> None:
    """Put right as the page says."""
    add_setting(project, re.findall(r"^INSTALLED_APPS \+= .*$", PAGE, re.MULTILINE)[0])
    receivers = project / "shop" / "receivers.py"
    text = receivers.read_text(encoding="utf-8").replace("creatd", "created").replace("[Item]", "[Order]")
    text = text.replace(": Item", ": Order").replace("created: bool, **", "created: bool = False, **")
    receivers.write_text(text.replace("instance: Order)", "instance: Order, **kwargs: Any)"), encoding="utf-8")
    listed = json.loads(run(project, sys.executable, "manage.py", "signals", "--app", "shop", "--json"))
    names = [row["receiver"].rpartition(".")[2] for row in listed]
    assert sorted(names) == ["count_item", "forget_order", "index_order", "log_order", "log_order"]
    assert [row for row in listed if row["problems"]] == []
    assert run(project, sys.executable, "manage.py", "signals", "--app", "shop", "--problems").strip() in PAGE
    assert run(project, sys.executable, "manage.py", "signals", "--model", "shop.Order") in PAGE


def test_what_is_put_right_is_reported_by_none(project: Path) -> None:
    """By pyrefly as the page says: without file names."""
    (project / "mypy.ini").write_text(MYPY, encoding="utf-8")
    mypy = [str(BIN / "mypy"), f"--cache-dir={project / 'cache'}", "--no-error-summary", "shop/receivers.py"]
    (project / "pyrefly.toml").write_text(
        'search-path = ["typings"]\nproject-includes = ["shop/receivers.py"]\n', encoding="utf-8"
    )
    pyrefly = [str(BIN / "pyrefly"), "check", "--output-format=min-text", "--python-interpreter-path", sys.executable]
    ty = [str(BIN / "ty"), "check", "--output-format=concise", "--python", sys.prefix, "shop/receivers.py"]
    for command in (mypy, pyrefly, ty):
        assert numbers(run(project, *command).splitlines()) == []
