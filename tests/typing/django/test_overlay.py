"""The overlay changes signals and nothing else: what the checkers say of a project with it and without it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.typing.asked import ROOT
from typedsignals._tools.stubs import lay_out

BIN = Path(sysconfig.get_path("scripts"))
SHOP = ROOT / "tests" / "django_project"
# What a project does with Django, signals aside, each line revealing a type.
PROJECT = """\
import django.db.models as m
from django import conf, forms, urls
from django.apps import apps
from django.contrib import admin, auth, messages
from django.contrib.auth import backends, login, models as auth_models
from django.core import checks, mail, signing
from django.core.cache import cache
from django.db import connection, models, transaction
from django.db.models import F, Model, Q, QuerySet, fields, functions, lookups
from django.http import HttpRequest
from django.test import TestCase, client, override_settings, utils
from django.utils import timezone
from shop.models import Customer, Item, Order

reveal_type(m.Model)
reveal_type(m.lookups.Exact)
reveal_type(conf.settings)
reveal_type(forms.Form)
reveal_type(urls.path)
reveal_type(apps)
reveal_type(admin.ModelAdmin)
reveal_type(messages.info)
reveal_type(auth.get_user_model)
reveal_type(auth.login)
reveal_type(login)
reveal_type(backends.ModelBackend)
reveal_type(auth_models.User)
reveal_type(checks.register)
reveal_type(mail.send_mail)
reveal_type(signing.dumps)
reveal_type(cache)
reveal_type(connection)
reveal_type(transaction.atomic)
reveal_type(models.CharField)
reveal_type(F)
reveal_type(Model)
reveal_type(Q)
reveal_type(QuerySet)
reveal_type(fields.CharField)
reveal_type(functions.Lower)
reveal_type(lookups.Exact)
reveal_type(HttpRequest)
reveal_type(TestCase)
reveal_type(client.Client)
reveal_type(override_settings)
reveal_type(utils.isolate_apps)
reveal_type(timezone.now)
reveal_type(Order.objects)
reveal_type(Order().status)
reveal_type(Order().customer)
reveal_type(Item().supplier.items)
reveal_type(Customer.objects.create_user("ada"))
reveal_type(Order().items.through)
reveal_type(Order().nothing)
reveal_type(transaction.nothing)
"""
MYPY = """\
[mypy]
strict = True
mypy_path = {path}
plugins = mypy_django_plugin.main
{more}
[mypy.plugins.django-stubs]
django_settings_module = project.settings
# As if it were installed: of what is, mypy reports nothing.
[mypy-typedsignals.*]
ignore_errors = True
"""
MYPY_ALL = """\
warn_unreachable = True
disallow_any_unimported = True
disallow_any_expr = True
disallow_any_decorated = True
disallow_any_explicit = True
enable_error_code = deprecated, ignore-without-code, mutable-override, possibly-undefined, redundant-expr, redundant-self
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project with the overlay inside, where checkers find it when they look for sources, too."""
    project = tmp_path_factory.mktemp("project")
    (project / "app.py").write_text(PROJECT, encoding="utf-8")
    lay_out(project / "typings")
    return project


def paths(project: Path, *, overlay: bool) -> list[str]:
    """Where modules are looked up: the overlay, this package as if installed, and the shop."""
    site = project.parent / f"{project.name}-site"
    if not site.exists():  # pyrefly would read the settings of this checkout for files in it
        shutil.copytree(ROOT / "typedsignals", site / "typedsignals")
        shutil.copytree(SHOP, site / "shop")
    return [*(["typings"] if overlay else []), str(site), str(site / "shop")]


def say(command: list[str], project: Path) -> list[str]:
    """Run a checker in the project; return its lines."""
    environment = {name: value for name, value in os.environ.items() if name != "MYPYPATH"} | {"NO_COLOR": "1"}
    command = [str(BIN / command[0]), *command[1:]]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    return done.stdout.splitlines()


def mypy(project: Path, *, overlay: bool, more: str = "") -> list[str]:
    path = ":".join(paths(project, overlay=overlay))
    (project / "mypy.ini").write_text(MYPY.format(path=path, more=more), encoding="utf-8")
    # Two modules named django are one too many for a run over "."; without the overlay only the app is there to check.
    return say(["mypy", "--cache-dir=cache", "--no-error-summary", "." if overlay else "app.py"], project)


def pyright(project: Path, *, overlay: bool, mode: str = "standard") -> list[str]:
    settings: dict[str, object] = {"typeCheckingMode": mode, "extraPaths": paths(project, overlay=False)}
    settings |= {"stubPath": "typings"} if overlay else {"include": ["app.py"]}
    (project / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    lines = say(["basedpyright", "--pythonpath", sys.executable], project)
    return [line for line in lines if not re.match(r"\d+ errors?,", line)]


def pyrefly(project: Path, *, overlay: bool, preset: str = "default") -> list[str]:
    config = f'preset = "{preset}"\nsearch-path = {json.dumps(paths(project, overlay=overlay))}\n'
    (project / "pyrefly.toml").write_text(config, encoding="utf-8")
    command = ["pyrefly", "check", "--python-interpreter-path", sys.executable, "--min-severity=info"]
    return say([*command, "--output-format=min-text", "--summary=none", *([] if overlay else ["app.py"])], project)


def ty(project: Path, *, overlay: bool, rules: str = "") -> list[str]:
    command = ["ty", "check", "--python", sys.prefix, "--output-format=concise", "--no-progress", *rules.split()]
    command += [f"--extra-search-path={path}" for path in paths(project, overlay=overlay)]
    lines = say([*command, *([] if overlay else ["app.py"])], project)
    return [line for line in lines if not re.match(r"Found \d+ diag", line)]


@pytest.mark.parametrize(
    ("checker", "strictest"),
    [
        (mypy, {"more": MYPY_ALL}),
        (pyright, {"mode": "all"}),
        (pyrefly, {"preset": "strict"}),
        (ty, {"rules": "--error=all"}),
        # The Python that ty takes from an old `requires-python`; the others go by the one that they run on.
        (ty, {"rules": "--python-version=3.8"}),
        (ty, {"rules": "--python-version=3.10"}),
    ],
    ids=["mypy", "pyright", "pyrefly", "ty", "ty-3.8", "ty-3.10"],
)
def test_nothing_but_signals_changes_its_type(
    checker: Callable[..., list[str]], strictest: dict[str, str], project: Path
) -> None:
    """The same types are revealed and the same mistakes found, with the overlay and without, by checkers at their strictest.

    Of the overlay itself nothing is reported, though it is among what they are given to check.
    """
    without = checker(project, overlay=False, **strictest)
    assert any("nothing" in line for line in without)
    assert checker(project, overlay=True, **strictest) == without
