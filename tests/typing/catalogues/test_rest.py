"""The stubs change signals and nothing else: what the checkers say of other code, with them and without.

Of three kinds of packages: one that is typed (Flask), one with stubs of somebody else (Celery, by celery-types), and one without
types, which is made here and installed in an environment of its own, beside all that is installed in this one.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

from typedsignals._tools.stubs import lay_out

BIN = Path(sysconfig.get_path("scripts"))
ENGINE = {
    "engine/__init__.py": "from engine.desk import Desk as Desk, open_desk\nVERSION = 2\n",
    "engine/desk.py": "class Desk:\n    till = 0\n\n\ndef open_desk(name):\n    return Desk()\n",
    "engine/cash/__init__.py": "limit = 3\n",
    "engine/cash/signals.py": "from engine.desk import Desk\npaid = Desk()\n",
    "engine/cash/coins.py": "cents = 100\n",
    "engine/catalogue/catalogue.toml": 'distribution = "engine"\nversions = ">=2"\n',
    "engine/catalogue/engine/cash/signals.pyi": "paid: bytearray\n",
    "engine-2.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: engine\nVersion: 2.0\n",
    "engine-2.0.dist-info/entry_points.txt": "[typedsignals.catalogues]\nengine = engine.catalogue\n",
}
REST = """\
from typing import reveal_type

import celery
import engine
import flask
from celery import Celery, schedules, shared_task, states
from celery.app.task import Task
from celery.contrib.testing.worker import start_worker
from engine import Desk, cash, open_desk
from engine.cash import coins
from engine.desk import Desk as TheSame
from flask import Blueprint, Flask, cli, current_app, json, request, views
from flask.views import View

reveal_type(Celery)
reveal_type(schedules.crontab)
reveal_type(shared_task)
reveal_type(states.FAILURE)
reveal_type(Task)
reveal_type(start_worker)
reveal_type(celery.current_app)
reveal_type(engine.VERSION)
reveal_type(Desk().till)
reveal_type(open_desk("north"))
reveal_type(cash.limit)
reveal_type(coins.cents)
reveal_type(TheSame)
reveal_type(Blueprint)
reveal_type(Flask("shop").name)
reveal_type(cli.with_appcontext)
reveal_type(current_app)
reveal_type(json.dumps)
reveal_type(request)
reveal_type(views.View)
reveal_type(View)
reveal_type(flask.request)
reveal_type(flask.nothing)
"""
SIGNALS = """\
from typing import assert_type

import celery.signals
import engine.cash.signals
import flask
from celery import signals
from engine.cash.signals import paid
from flask import request_started
from flask.signals import request_started as the_same

_ = assert_type(paid, bytearray)
_ = assert_type(engine.cash.signals.paid, bytearray)
signals.task_prerun.connect(1)
celery.signals.task_prerun.connect(1)
request_started.connect(1)
the_same.connect(1)
flask.request_started.connect(1)
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project with stubs, and the environment that it is checked in."""
    project = tmp_path_factory.mktemp("project")
    (project / "rest.py").write_text(REST, encoding="utf-8")
    (project / "heard.py").write_text(SIGNALS, encoding="utf-8")
    environment = project.with_name("environment")
    venv.create(environment, symlinks=True)
    (site,) = environment.glob("lib/python*/site-packages")
    for path, text in ENGINE.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    (site / "beside.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(site)
        lay_out(project / "typings", ["celery", "engine", "flask"])
    return project


def say(project: Path, *command: str) -> list[str]:
    """Run a checker in the project; return its lines."""
    inherited = {name: value for name, value in os.environ.items() if name != "MYPYPATH"}
    command = (str(BIN / command[0]), *command[1:])
    done = subprocess.run(
        command, cwd=project, env=inherited | {"NO_COLOR": "1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    return [line for line in done.stdout.splitlines() if not re.match(r"\d+ errors?,|Found \d+ diag", line)]


def python(project: Path) -> str:
    return str(project.with_name("environment") / "bin" / "python")


def mypy(project: Path, paths: list[str], files: list[str]) -> list[str]:
    config = f"[mypy]\nstrict = True\nmypy_path = {':'.join(paths) and 'typings/.mypy'}\nexclude = ^typings/\n"
    config += (
        "warn_unreachable = True\ndisallow_any_unimported = True\n[mypy-engine.*]\nignore_missing_imports = True\n"
    )
    (project / "mypy.ini").write_text(config, encoding="utf-8")
    command = ["mypy", "--cache-dir=cache", "--no-error-summary", f"--python-executable={python(project)}"]
    return say(project, *command, *(files or ["."]))


def pyright(project: Path, paths: list[str], files: list[str]) -> list[str]:
    settings: dict[str, object] = {"typeCheckingMode": "all", "stubPath": "typings" if paths else "nothing"}
    settings |= {"include": files} if files else {}
    (project / "nothing").mkdir(exist_ok=True)
    (project / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    return say(project, "basedpyright", "--pythonpath", python(project))


def pyrefly(project: Path, paths: list[str], files: list[str]) -> list[str]:
    (project / "pyrefly.toml").write_text(f'preset = "strict"\nsearch-path = {json.dumps(paths)}\n', encoding="utf-8")
    command = ["pyrefly", "check", "--python-interpreter-path", python(project), "--min-severity=info"]
    return say(project, *command, "--output-format=min-text", "--summary=none", *files)


def ty(project: Path, paths: list[str], files: list[str]) -> list[str]:
    command = ["ty", "check", "--python", str(project.with_name("environment")), "--output-format=concise"]
    command += ["--no-progress", "--error=all", *(f"--extra-search-path={path}" for path in paths)]
    return say(project, *command, *files)


@pytest.mark.parametrize("checker", [mypy, pyright, pyrefly, ty])
def test_nothing_but_signals_changes_its_type(
    checker: Callable[[Path, list[str], list[str]], list[str]], project: Path
) -> None:
    """The same is revealed and found, with the stubs and without; of the stubs nothing is reported, nor in the whole project.

    The signals have the types of the stubs, however they are imported.
    """
    away = project.with_name("away")
    (project / "typings").rename(away)
    without = checker(project, [], ["rest.py"])
    away.rename(project / "typings")
    assert any("nothing" in line for line in without)
    assert checker(project, ["typings"], ["rest.py"]) == without
    whole = checker(project, ["typings"], [])
    wrong = {int(line.split(":")[1]) for line in whole if "heard.py:" in line and "error" in line.lower()}
    assert wrong == {13, 14, 15, 16, 17}
    assert [line for line in whole if re.search(r"typings\S*:\d", line)] == []
