"""The public surface is typed to the last symbol, as pyright counts it for packages with py.typed."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def completeness(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Lay the package out as an installation does: of an editable one the count would find nothing."""
    site = tmp_path_factory.mktemp("site")
    shutil.copytree(ROOT / "typedsignals", site / "typedsignals", ignore=shutil.ignore_patterns("__pycache__"))
    program = shutil.which("basedpyright", path=sysconfig.get_path("scripts"))
    assert program, "basedpyright is not installed"
    command = [program, "--verifytypes", "typedsignals", "--ignoreexternal", "--outputjson"]
    done = subprocess.run(
        [*command, "--pythonpath", sys.executable],
        cwd=tmp_path_factory.mktemp("elsewhere"),
        env=os.environ | {"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    counted: dict[str, Any] = json.loads(done.stdout)["typeCompleteness"]
    return counted


def test_the_package_is_found_with_its_py_typed(completeness: dict[str, Any]) -> None:
    """Otherwise everything below would hold of nothing."""
    assert completeness["pyTypedPath"].endswith("py.typed")
    assert "typedsignals" in [module["name"] for module in completeness["modules"]]


def test_every_public_symbol_has_a_known_type(completeness: dict[str, Any]) -> None:
    """Neither unknown nor left to a checker's guess."""
    unknown = [
        (symbol["name"], [diagnostic["message"] for diagnostic in symbol["diagnostics"]])
        for symbol in completeness["symbols"]
        if symbol["isExported"]
        and not (symbol["isTypeKnown"] and not symbol["isTypeAmbiguous"])
        and not derives_from_others(symbol["name"])
    ]
    assert unknown == []


def derives_from_others(name: str) -> bool:
    """What derives from classes that this count, which knows no stubs, takes for unknown.

    Django has no py.typed. mypy decorates its classes with what has no types (mypy_extensions).
    """
    return name.startswith(("typedsignals.django.", "typedsignals.mypy_plugin."))


def test_only_what_derives_from_others_is_left_out(completeness: dict[str, Any]) -> None:
    """Else the count above would say little."""
    counted = [symbol["name"] for symbol in completeness["symbols"] if symbol["isExported"]]
    assert sum(not derives_from_others(name) for name in counted) > 50
