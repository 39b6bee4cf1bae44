"""`python -m typedsignals walls`: what no type checker sees, for users of any."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from typedsignals import mypy_plugin
from typedsignals._tools import walls
from typedsignals._tools.cli import main

ROOT = Path(__file__).parents[2]
SHOP = """\
from typedsignals import keyword_signal


class OrderService: ...


class Warehouse: ...


@keyword_signal
def order_placed(sender: type[OrderService], *, order_id: int) -> None: ...
"""
RECEIVERS = """\
from shop import OrderService, Warehouse, order_placed


def log(sender: object, **kwargs: object) -> None: ...


@order_placed.connect
def count(sender: type[OrderService], oder_id: int = 0, **kwargs: object) -> None: ...


order_placed.connect(log, sender=Warehouse)
count(OrderService, "seven")
count("nobody", 7)  # type: ignore[arg-type]
untyped: int = "a mistake that mypy sees by itself"
fine: int = count(OrderService)  # type: ignore[func-returns-value]
"""
LAZY = """\
from typing import Any

from shop.models import Item
from typedsignals.django import receiver
from typedsignals.django.signals import post_save


@receiver(post_save, sender="shop.Order")
def log(instance: Item, **kwargs: Any) -> None: ...
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_settings: None) -> Path:
    """Make a project with settings for mypy that would silence it; be in its root."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mypy.ini").write_text("[mypy]\nignore_errors = True\n", encoding="utf-8")
    (tmp_path / "shop.py").write_text(SHOP, encoding="utf-8")
    (tmp_path / "receivers.py").write_text(RECEIVERS, encoding="utf-8")
    (tmp_path / "typedsignals").symlink_to(ROOT / "typedsignals")  # where the package is not installed
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["walls", *arguments])


def test_what_mypy_sees_with_the_plugin_alone_is_reported(project: Path) -> None:
    """Line by line, in their order; not what it sees without, nor what is ignored."""
    result = run("receivers.py")
    said = re.findall(r"^(.*?): .* (\[.*\])$", result.output, re.MULTILINE)
    assert said == [
        ("receivers.py:7", "[signal-keyword]"),
        ("receivers.py:11", "[signal-sender]"),
        ("receivers.py:12", "[arg-type]"),
    ]
    assert result.output.splitlines()[-1] == "3 mistakes that no type checker reports"
    assert result.exit_code == 1


def test_where_nothing_is_found_all_is_well(project: Path) -> None:
    """In these files; what the others say is not asked."""
    result = run("shop.py")
    assert result.output == "0 mistakes that no type checker reports\n"
    assert result.exit_code == 0


def test_lazy_senders_are_looked_up_with_the_settings(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that are named, or those of the environment; the settings are found where imports are."""
    (project / "lazy.py").write_text(LAZY, encoding="utf-8")
    (project / "shop.py").unlink()
    paths = ("--search-path", str(ROOT / "tests" / "django_project"), "--search-path", str(project))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "project.settings")
    result = run("lazy.py", *paths)
    assert result.output.startswith("lazy.py:8: ")
    assert result.exit_code == 1


def test_settings_that_cannot_be_imported_are_an_error(project: Path) -> None:
    """Nothing was looked at. What is wrong is said, and where they were looked up."""
    result = run("shop.py", "--django-settings", "no_such.settings")
    assert result.exit_code == 2
    assert result.output == (
        "Error: cannot set up Django with the settings no_such.settings: ModuleNotFoundError: No module named 'no_such'\n"
        f"They are looked up in {project.resolve()}; name another directory with --search-path\n"
    )


@pytest.mark.parametrize(
    ("missing", "arguments", "name"),
    [("mypy", (), "mypy"), ("mypy_django_plugin", ("--django-settings", "project.settings"), "django-stubs")],
)
def test_what_is_not_installed_is_named(
    missing: str, arguments: tuple[str, ...], name: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the remedy."""
    found = importlib.util.find_spec
    monkeypatch.setattr(walls, "find_spec", lambda module: None if module == missing else found(module))
    result = run("shop.py", *arguments)
    assert result.exit_code == 2
    assert f"{name} is not installed" in result.output
    assert f"pip install {name}" in result.output


def test_a_mypy_that_the_plugin_does_not_know_is_an_error(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There it would find nothing, and that would be untrue."""
    monkeypatch.setattr(mypy_plugin, "OLDEST", (99, 0))
    result = run("shop.py")
    assert result.exit_code == 2
    assert "does not know mypy" in result.output
