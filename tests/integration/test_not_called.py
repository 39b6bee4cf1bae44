"""docs/not-called.md: each reason in a program of its own, and what `check` finds of it."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from tests.house.pages import python_blocks
from tests.integration.programs import Program, program
from typedsignals import LostReceiverWarning
from typedsignals.wiring import CODES, check, wiring_of

pytestmark = pytest.mark.usefixtures("no_settings")

__all__ = ["program"]

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "not-called.md").read_text(encoding="utf-8")
SIGNALS = """
    from typing import TYPE_CHECKING
    from typedsignals import Signal

    if TYPE_CHECKING:
        from store.services import OrderService

    order_completed = Signal[type["OrderService"], int]("order_completed")
"""
SERVICES = """
    from store.signals import order_completed

    class OrderService:
        def complete(self, order_id: int) -> None:
            order_completed.send(OrderService, order_id)

    class WholesaleService:
        def complete(self, order_id: int) -> None:
            order_completed.send(WholesaleService, order_id)
"""
ALL_IS_WELL = """
    from store.services import OrderService, WholesaleService
    from store.signals import order_completed

    @order_completed.connect
    def write_mail(sender, order_id): ...
"""
MAIN = "import store.receivers\nfrom store.services import OrderService\ndef main(): OrderService().complete(7)"

# By a reason: other sources than those above, and what is found.
REASONS: dict[str, tuple[dict[str, str], set[str]]] = {
    "none": ({}, set()),
    "nothing imports the module": ({"store__main": "import store.services"}, {"not-imported"}),
    "only type checkers import the module": (
        {"store__main": "import typing\nif typing.TYPE_CHECKING:\n    import store.receivers"},
        {"not-imported"},
    ),
    "connect is in a function that nobody calls": (
        {"store__receivers": ALL_IS_WELL.replace("@order", "def setup():\n      @order").replace("    def w", "      def w")},
        {"unheard"},
    ),
    "the object is made in the call": (
        {
            "store__receivers": """
                from store.signals import order_completed
                class Mailer:
                    def write(self, sender, order_id): ...
                order_completed.connect(Mailer().write)
            """
        },
        {"unheard", "weak"},
    ),
    "the object is gone with the function that made it": (
        {
            "store__receivers": """
                from store.signals import order_completed
                class Mailer:
                    def write(self, sender, order_id): ...
                def setup():
                    mailer = Mailer()
                    order_completed.connect(mailer.write)
                setup()
            """
        },
        {"unheard"},
    ),
    "a lambda with weak=True": (
        {
            "store__receivers": """
                from store.signals import order_completed
                order_completed.connect(lambda sender, order_id: None, weak=True)
            """
        },
        {"unheard", "weak"},
    ),
    "another signal of the same name": (
        {"store__receivers": ALL_IS_WELL.replace("from store.signals import", "from store.others import"), "store__others": SIGNALS},
        {"unheard", "never-sent"},
    ),
    "another sender": (
        {"store__receivers": ALL_IS_WELL + "\n    order_completed.disconnect(write_mail)\n    order_completed.connect(write_mail, sender=OrderService)"},
        {"unmatched"},
    ),
    "a decorator above connect": (
        {"store__receivers": ALL_IS_WELL.replace("@order", "@lambda function: lambda *arguments: function(*arguments)\n    @order")},
        {"replaced"},
    ),
    "the dispatch_uid is taken": (
        {
            "store__receivers": """
                from store.signals import order_completed
                def write_mail(sender, order_id): ...
                def count(sender, order_id): ...
                order_completed.connect(write_mail, dispatch_uid="mail")
                order_completed.connect(count, dispatch_uid="mail")
            """
        },
        set(),
    ),
}  # fmt: skip
TOLD = {
    "the object is made in the call",
    "the object is gone with the function that made it",
    "a lambda with weak=True",
}


@pytest.mark.parametrize("reason", REASONS)
def test_check_finds_of_a_reason_what_the_page_says(program: Program, reason: str) -> None:
    """And Python warns where the page says so."""
    others, codes = REASONS[reason]
    shop = {
        "store__signals": SIGNALS,
        "store__services": SERVICES,
        "store__receivers": ALL_IS_WELL,
        "store__main": MAIN,
    }
    program.write(store="", **shop | others)
    with warnings.catch_warnings(record=True) as reported:
        warnings.simplefilter("always")
        found = {finding.code for finding in check(wiring_of("store"))}
    assert found == codes
    kinds = {warning.category.__name__ for warning in reported}
    uid = {"DuplicateUidWarning"} if "dispatch_uid" in reason else set[str]()
    assert kinds == ({LostReceiverWarning.__name__} if reason in TOLD else uid)


def test_the_table_has_every_finding_of_these_reasons() -> None:
    """And no code that `check` does not have; that of Django is found by its own tests."""
    table = set(re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.MULTILINE))
    assert table == {code for _, codes in REASONS.values() for code in codes} | {"problem"}
    assert table <= set(CODES)


def test_a_misspelt_label_of_a_model_is_a_problem(tmp_path: Path) -> None:
    """`check` asks Django where there are settings."""
    (tmp_path / "settings.py").write_text('INSTALLED_APPS = ["store"]\n', encoding="utf-8")
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "__init__.py").touch()
    (tmp_path / "store" / "receivers.py").write_text(
        "from django.db.models.signals import post_save\n"
        "def count(**kwargs): ...\n"
        'post_save.connect(count, sender="store.Ordr")\n',
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "typedsignals", "check", "store", "--django-settings", "settings"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert "store/receivers.py:2: problem: " in done.stdout
    assert "never called: there is no model 'store.ordr'" in done.stdout
    assert done.returncode == 1


def test_a_file_that_is_run_is_another_module_than_the_one_that_is_imported(tmp_path: Path) -> None:
    """It has a signal of its own."""
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "main.py").write_text(
        "from typedsignals import Signal\n"
        'order_completed = Signal[None, int]("order_completed")\n'
        "if __name__ == '__main__':\n"
        "    import shop.receivers\n"
        "    print(len(order_completed.connections))\n",
        encoding="utf-8",
    )
    (tmp_path / "shop" / "receivers.py").write_text(
        "from shop.main import order_completed\norder_completed.connect(print)\n", encoding="utf-8"
    )
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{tmp_path}"}
    for command in (["shop/main.py"], ["-m", "shop.main"]):
        done = subprocess.run(
            [sys.executable, *command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.stdout == "0\n", done.stderr


def test_a_reload_of_the_signals_makes_another_signal(program: Program) -> None:
    """The receivers stay with the old one."""
    program.write(store="", store__signals=SIGNALS, store__services=SERVICES, store__receivers=ALL_IS_WELL)
    receivers = importlib.import_module("store.receivers")
    again = importlib.reload(sys.modules["store.signals"])
    assert len(receivers.order_completed.connections) == 1
    assert again.order_completed.connections == ()


def test_the_trace_is_that_of_the_first_block(tmp_path: Path) -> None:
    """Saved as shop.py; but for the times."""
    first = python_blocks(PAGE)[0]
    (tmp_path / "shop.py").write_text("\n".join(first.lines), encoding="utf-8")
    command = [sys.executable, "-c", "import shop"]
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{tmp_path}"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    (shown,) = re.findall(r"^```text\n(order_completed  .*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    said, shown = (re.sub(r"\d+\.\d+ ms", "", text) for text in (done.stdout, shown))
    assert said.startswith(shown), done.stdout + done.stderr
