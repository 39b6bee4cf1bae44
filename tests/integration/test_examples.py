"""The examples run from anywhere, and their numbers are those of the file, counted here in another way."""

import csv
import importlib.util
import logging
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections import Counter
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from typedsignals.testing import isolated, record

EXAMPLES = Path(__file__).parents[2] / "examples"
SCRIPTS = sorted(path.name for path in EXAMPLES.glob("*.py"))

# A row that is an order matches this, column for column.
GOOD_ROW = [
    r"[1-9]\d*",  # order_id
    r"\d{4}-(?!02-3)\d\d-\d\d",  # placed_on
    r".+",  # customer
    r"[^@]+@[^@]+",  # email
    r"retail|wholesale",  # channel
    r"COF-2[01]|FLT-50|HON-60|KTL-40|MUG-0[12]|POT-3[01]|TEA-1[012]",  # sku
    r"[1-9]\d*",  # quantity
    r"\d+\.\d\d",  # unit_price
    r"paid|declined",  # payment
]


class Count:
    """What is in orders.csv, by patterns: the examples convert every field instead."""

    def __init__(self) -> None:
        with (EXAMPLES / "orders.csv").open(encoding="utf-8", newline="") as file:
            self.rows = list(csv.reader(file))[1:]
        good = [row for row in self.rows if len(row) == len(GOOD_ROW) and all(map(re.fullmatch, GOOD_ROW, row))]
        orders = {row[0]: row for row in reversed(good)}  # the first of each number is what counts
        self.twice = len(good) - len(orders)
        self.declined = sum(row[8] == "declined" for row in orders.values())
        self.paid = sorted((row for row in orders.values() if row[8] == "paid"), key=lambda row: int(row[0]))
        self.takings = sum((int(row[6]) * Decimal(row[7]) for row in self.paid), Decimal())
        self.pieces = Counter[str]()
        for row in self.paid:
            self.pieces[row[5]] += int(row[6])
        self.pallets = sum(row[4] == "wholesale" for row in self.paid)

    @property
    def rejected(self) -> int:
        """Every row that is not a paid order."""
        return len(self.rows) - len(self.paid)


@pytest.fixture(scope="module")
def count() -> Count:
    """Read the file once."""
    return Count()


def run(script: str, place: Path) -> str:
    """Run an example from another directory; it says nothing on stderr."""
    command = [sys.executable, "-W", "error", str(EXAMPLES / script)]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def listed(output: str, heading: str) -> dict[str, int]:
    """Return the lines below a heading, each a number and what it is the number of."""
    below = output.split(f"\n{heading}\n", 1)[1].split("\n\n", 1)[0]
    return {name: int(number) for number, name in re.findall(r"^ +(\d+)  (.+)$", below, re.MULTILINE)}


def test_the_file_holds_what_the_examples_are_about(count: Count) -> None:
    """A few hundred orders, and every kind of trouble."""
    assert len(count.rows) > 300
    assert count.rejected > 20
    assert min(count.twice, count.declined, count.pallets) > 0


@pytest.mark.parametrize("script", SCRIPTS)
def test_an_example_runs_from_another_directory(script: str, tmp_path: Path) -> None:
    """Its file of orders stands beside it, not in the current directory."""
    run(script, tmp_path)


def test_shop_counts_what_the_file_holds(count: Count, tmp_path: Path) -> None:
    """Each receiver heard of every order, or of those from its sender."""
    output = run("shop.py", tmp_path)
    assert f"{len(count.paid)} orders completed, {count.rejected} rejected\n" in output
    reasons = listed(output, "rejected because")
    assert sum(reasons.values()) == count.rejected
    assert (reasons["order is there twice"], reasons["payment was declined"]) == (count.twice, count.declined)
    assert sorted(listed(output, "taken from stock").values()) == sorted(count.pieces.values())
    assert f"{count.pallets} pallets booked, {len(count.paid)} mails written" in output
    last = count.paid[-1]
    assert f"| To: {last[3]}\n" in output
    assert f"for {int(last[6]) * Decimal(last[7]):.2f} EUR" in output


@pytest.mark.parametrize("style", ["shop", "shop_keywords", "shop_async"])
def test_every_order_of_the_file_is_sent_once(style: str, count: Count, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the example prints; and somebody heard of each."""
    monkeypatch.syspath_prepend(str(EXAMPLES))
    spec = importlib.util.spec_from_file_location(f"example_{style}", EXAMPLES / f"{style}.py")
    assert spec is not None and spec.loader is not None
    shop: Any = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, shop)
    spec.loader.exec_module(shop)
    log = logging.getLogger("typedsignals")
    with record(shop.order_completed) as sent, isolated(shop.order_completed), ExitStack() as undo:
        undo.callback(log.setLevel, log.level)  # a script silences it for all that comes after
        shop.main()
    orders = [entry.keywords["order"] if entry.keywords else entry.payload.order for entry in sent]
    by_number = sorted(orders, key=lambda order: int(order.order_id))
    assert [str(order.order_id) for order in by_number] == [row[0] for row in count.paid]
    assert all(entry.results for entry in sent)


def test_a_failing_receiver_does_not_keep_the_shop_open(count: Count, tmp_path: Path) -> None:
    """The robust send goes on after it; the one that follows says how much was written down."""
    closing = run("shop.py", tmp_path).split("closing the day\n")[1].splitlines()
    assert [line.split()[0] for line in closing] == ["count_till", "call_courier", "file_audit"]
    assert f" {count.takings:,.2f} EUR in the till" in closing[0]
    assert "FAILED: the courier's service does not answer" in closing[1]
    assert f" {len(count.rows)} entries filed" in closing[2]


def test_the_shop_with_keywords_has_the_same_numbers(count: Count, tmp_path: Path) -> None:
    """The style is all that differs."""
    output = run("shop_keywords.py", tmp_path)
    assert f"{len(count.paid)} orders completed, {count.rejected} rejected\n" in output
    assert f"{count.rejected} reasons noted" in output
    assert f"{count.pieces.total()} pieces taken from stock, {count.pallets} pallets booked" in output
    assert f"{len(count.paid)} mails written" in output
    assert f"{count.takings:,.2f} EUR in the till" in output
    assert "FAILED: the courier's service does not answer" in output


def test_the_async_shop_has_the_same_numbers_sooner(count: Count, tmp_path: Path) -> None:
    """Receivers that wait do so together, and one that fails stops no other."""
    output = run("shop_async.py", tmp_path)
    heavy = sum(int(row[6]) > 100 for row in count.paid)
    points = sum(int(int(row[6]) * Decimal(row[7])) for row in count.paid)
    opened, completed = f"{len(count.paid)} orders opened", f"{len(count.paid)} orders completed"
    assert f"{opened}, {completed}, {count.pieces.total()} pieces taken from stock\n" in output
    assert f"{len(count.paid)} mails sent, {len(count.paid) - heavy} parcels on their way, {points} points" in output
    assert f"{heavy} times: the courier does not take more than 100 pieces" in output
    assert f"{3 * len(count.paid)} waits" in output


PAGE = (EXAMPLES.parent / "docs" / "handover.md").read_text(encoding="utf-8")


def test_the_page_shows_the_shop_in_two_processes_as_it_stands() -> None:
    """File by file; what is missing there is what `touch` makes."""
    shown = dict(re.findall(r'^```py title="(.*?)"\n(.*?)^```$', PAGE, re.MULTILINE | re.DOTALL))
    files = sorted((EXAMPLES / "two_processes").glob("*.py"))
    assert {str(file.relative_to(EXAMPLES)) for file in files} - shown.keys() == {"two_processes/__init__.py"}
    assert {name: (EXAMPLES / name).read_text(encoding="utf-8") for name in shown} == shown


def test_the_commands_of_the_page_take_an_order_to_another_process(tmp_path: Path) -> None:
    """As they are typed there, and each prints what stands below it."""
    _, install, *typed = re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert "pip install 'typedsignals[cli,django,handover]' django-tasks-db\n" in install
    shutil.copytree(EXAMPLES / "two_processes", tmp_path / "two_processes")
    lines = "".join(typed).splitlines(keepends=True)
    script = "".join(f"echo {shlex.quote(line[:-1])}\n{line[2:]}" for line in lines if line.startswith("$ "))
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
    environment = os.environ | {"PATH": path, "PYTHONPATH": str(EXAMPLES.parent), "PYTHONWARNINGS": "error"}
    command = ["bash", "-ec", script]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "".join(lines)
    assert "db_worker" in script and "To ada@example.org: thank you for order 7\n" in lines
