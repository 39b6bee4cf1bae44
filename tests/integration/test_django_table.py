"""What `manage.py signals` prints: in wide and narrow terminals, with colour and without, in ASCII, into a closed pipe."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.shop import PROJECT, set_up

set_up()

from django.core.management import CommandError, call_command  # noqa: E402
from django.db.models import signals as raw  # noqa: E402
from shop.models import Order  # noqa: E402

import typedsignals  # noqa: E402
from typedsignals.django import after_commit  # noqa: E402

größe_geändert = typedsignals.Signal[str, int]("größe_geändert")  # noqa: PLC2401  # no ASCII, on purpose


def schreibe_größe(sender: str, payload: int) -> None: ...  # noqa: PLC2401  # the same


def log_order(sender: type[Order], instance: Order, **kwargs: Any) -> None: ...


async def index_order(sender: type[Order], instance: Order, **kwargs: Any) -> None: ...


def miss_order(sender: type[Order], instnce: Order, **kwargs: Any) -> None: ...


def a_receiver_of_long_name(sender: type[Order], **kwargs: Any) -> None: ...


a_receiver_of_long_name.__qualname__ = a_receiver_of_long_name.__name__ = "_".join(["wider_than_any_terminal"] * 5)


@pytest.fixture(autouse=True)
def connections() -> Iterator[None]:
    """Connect one of each kind, and take it back."""
    before = list(raw.post_delete.receivers)
    untyped: Any = miss_order
    raw.post_delete.connect(after_commit(log_order), sender=Order, weak=False, dispatch_uid="shop.log_order")
    raw.post_delete.connect(index_order, sender=Order)
    raw.post_delete.connect(untyped)
    with größe_geändert.connected(schreibe_größe, sender="größe"):
        yield
    raw.post_delete.receivers = before
    raw.post_delete.sender_receivers_cache.clear()


class Terminal(io.TextIOWrapper):
    """A terminal of one encoding, or a file."""

    def __init__(self, encoding: str = "utf-8", *, is_one: bool = True) -> None:
        self.written = io.BytesIO()
        self.is_one = is_one
        super().__init__(self.written, encoding=encoding, write_through=True)

    def isatty(self) -> bool:
        """Say whether it is one at all."""
        return self.is_one

    def getvalue(self) -> str:
        """Return what was written."""
        return self.written.getvalue().decode(self.encoding)


def printed(width: int | None, out: Terminal | io.StringIO | None = None, **options: Any) -> str:
    """Return what is shown in so many columns."""
    out = out or io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TERM", "xterm")
        for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
            patch.delenv(name, raising=False)
        if width is not None:
            patch.setenv("COLUMNS", str(width))
        call_command("signals", stdout=out, **options)
    return out.getvalue()


HERE = f"{__name__}."
FILE = str(Path(__file__).relative_to(PROJECT.parents[1]))


def line_of(receiver: Any) -> str:
    """Return file:line of a receiver."""
    return f"{FILE}:{receiver.__code__.co_firstlineno}"


def test_a_wide_one_has_all_columns() -> None:
    """Signals above their receivers; what is long below these."""
    assert printed(200, signal="post_delete").splitlines() == [
        "post_delete",
        *lines(
            "1  shop.Order  ", [f"{HERE}log_order", line_of(log_order), "uid shop.log_order"], "after commit", "strong"
        ),
        *lines("2  any sender  ", MISSES, "immediate", "weak"),
        *lines("3  shop.Order  ", [f"{HERE}index_order", line_of(index_order)], "immediate", "weak", "async"),
    ]


MISSES = [
    f"{HERE}miss_order",
    line_of(miss_order),
    "! needs 'instnce', which post_delete never sends; did you mean 'instance'?",
]


def lines(before: str, middle: list[str], *after: str) -> list[str]:
    """Lay out the lines of one receiver."""
    height = max(len(middle), len(after))
    cells = zip([before, *[""] * height], [*middle, *[""] * height], [*after, *[""] * height], strict=False)
    width = max(map(len, [*MISSES, f"{HERE}index_order"]))
    return [f"  {a:15}{b:{width}}  {c}".rstrip() for a, b, c in list(cells)[:height]]


def test_where_there_is_less_room_columns_become_lines() -> None:
    """How it is connected first, then the sender."""
    needed = len("  1  shop.Order  ") + max(map(len, [f"{HERE}index_order", line_of(index_order)]))
    assert "after commit, strong" not in printed(needed + len("    after commit"), signal="post_delete")
    text = printed(needed + 2, signal="post_delete")
    assert "  1  shop.Order  " in text
    assert "after commit, strong" in text
    text = printed(needed - 1, signal="post_delete")
    assert "\n     sender shop.Order\n     after commit, strong\n     uid shop.log_order\n" in text
    assert "\n     any sender\n     immediate, weak\n" in text


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 120, 200])
def test_no_word_is_broken(width: int) -> None:
    """Neither a name nor a path, which are then clicked and copied; and nothing is left out."""
    raw.post_delete.connect(a_receiver_of_long_name, sender=Order)
    words = {word.strip(",") for word in printed(width, signal="post_delete").split()}
    for receiver in (log_order, index_order, a_receiver_of_long_name):
        assert {f"{HERE}{receiver.__name__}", line_of(receiver)} <= words
    assert {word.strip(",") for line in MISSES for word in line.split()} <= words
    assert {"shop.Order", "any", "uid", "shop.log_order", "after", "commit", "strong", "weak", "async"} <= words


def test_a_sender_with_its_subclasses_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """In its column, and in its line."""
    placed = typedsignals.Signal[type[Order], int]("placed")
    placed.connect(hear_all, sender=Order, subclasses=True)
    monkeypatch.setitem(globals(), "placed", placed)
    first, second = printed(200, signal="placed").splitlines()[1:3]
    assert (first.split()[1], " ".join(second.split()[:2])) == ("shop.Order", "and subclasses")
    assert "  sender shop.Order and subclasses\n" in printed(30, signal="placed")


def hear_all(sender: type[Order], payload: int) -> None: ...


def test_what_is_no_terminal_is_wide() -> None:
    """A file, or another program, has no width."""
    assert printed(None, signal="post_delete") == printed(140, signal="post_delete")


def test_a_terminal_that_says_that_it_has_no_width_is_as_any_other() -> None:
    """Some that are attached to a container do."""
    assert printed(0, signal="post_delete") == printed(80, signal="post_delete")


def test_what_has_a_problem_is_red() -> None:
    """In a terminal, and where it is asked for; not where Django is told not to."""
    red, bold = "\x1b[31m", "\x1b[1m"
    (line,) = [each for each in printed(200, Terminal(), signal="post_delete").splitlines() if "miss_order" in each]
    assert red in line
    (line,) = [each for each in printed(200, Terminal(), signal="post_delete").splitlines() if ".log_order " in each]
    assert red not in line
    assert bold in printed(200, Terminal(), signal="post_delete")
    assert red in printed(200, Terminal(is_one=False), force_color=True)
    assert "\x1b" not in printed(200, Terminal(is_one=False))
    assert "\x1b" not in printed(200, Terminal(), no_color=True)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("ascii", r"schreibe_gr\xf6\xdfe"),
        ("latin-1", "schreibe_größe"),
        ("cp437", "schreibe_größe"),
        ("koi8-r", r"schreibe_gr\xf6\xdfe"),
        ("utf-8", "schreibe_größe"),
    ],
)
def test_what_a_terminal_cannot_show_is_escaped(encoding: str, name: str) -> None:
    """And nothing else is lost: what is wider for it has room."""
    for width in (30, 100, 200):
        text = printed(width, Terminal(encoding, is_one=False), signal="größe_geändert")
        assert f"{HERE}{name}" in text
        assert name.replace("schreibe_", "").join("''") in text
        assert line_of(schreibe_größe) in text


def test_no_problems_are_said_to_be_none() -> None:
    """And in how many connections; silence could be a filter that finds nothing."""
    assert printed(100, signal="größe_geändert", problems=True) == "No problems in 1 connection.\n"
    assert printed(100, signal="pre_init", problems=True) == "No problems in 0 connections.\n"
    assert printed(100, signal="pre_init") == "No connections.\n"
    assert printed(100, signal="größe_geändert", problems=True, json=True) == "[]\n"


def test_problems_alone_are_shown_and_counted() -> None:
    """With their turn among all."""
    out = Terminal(is_one=False)
    with pytest.raises(CommandError, match=r"^1 of 3 connections has problems\.$") as caught:
        printed(200, out, signal="post_delete", problems=True)
    assert caught.value.returncode == 1
    assert "  2  any sender" in out.getvalue()
    assert "index_order" not in out.getvalue()


MAIN = """
import sys
sys.path[:0] = sys.argv[1:3]
from tests.integration.shop import set_up
set_up()
from typedsignals import Signal
größe_geändert = Signal("größe_geändert")
def schreibe_größe(sender, payload): ...
größe_geändert.connect(schreibe_größe)
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "signals", *sys.argv[3:]])
"""


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    """Write a `manage.py` whose names are not ASCII."""
    (tmp_path / "main.py").write_text(MAIN, encoding="utf-8")
    return [sys.executable, str(tmp_path / "main.py"), str(PROJECT.parents[1]), str(PROJECT)]


@pytest.mark.parametrize("options", [[], ["--json"], ["--problems"], ["--signal", "größe"]], ids=str)
def test_it_runs_where_all_is_ascii(command: list[str], options: list[str]) -> None:
    """As in a container without a locale."""
    ascii_only = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run([*command, *options], capture_output=True, env={**os.environ, **ascii_only}, check=False)
    assert b"Traceback" not in done.stderr
    assert done.returncode == (2 if "--signal" in options else 0), done.stderr
    assert done.stdout.isascii()


@pytest.mark.parametrize("options", [[], ["--json"], ["--problems"]], ids=str)
def test_a_pipe_that_is_closed_early_is_no_error(command: list[str], options: list[str]) -> None:
    """`manage.py signals | head` has seen enough. In another process, as Python has a last word when it exits."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(os.dup(writing), "w") as out:
        call_command("signals", stdout=out, json="--json" in options, signal="größe_geändert")
    done = subprocess.run([*command, *options], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
