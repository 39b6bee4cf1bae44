"""The command line at a terminal: help, widths, colours, and JSON of every command."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from typedsignals._tools.cli import main
from typedsignals._tools.terminal import fitted, show

pytestmark = pytest.mark.usefixtures("no_settings")

COMMANDS = sorted(main.commands)
ROWS = [
    ("signal", "sends", "receivers", "made in"),
    ("shop.paid", "(object, int)", "12", "shop.py:1"),
    ("shop.lost", "", "0", ""),
]
MAP = """\
shop.paid  AsyncSignal  (object, int)  shop.py:7
    Sent once it is paid.
  received by
    1 shop.mail  any sender  shop/mails.py:12
      ! it needs 'reason', which is not sent"""


class Terminal(io.StringIO):
    """Something that a person looks at."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Terminal]:
    """Make stdout a terminal, with variables of the environment."""

    def made(**environment: str) -> Terminal:
        for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
            monkeypatch.delenv(name, raising=False)
        for name, value in {"TERM": "xterm", **environment}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "stdout", shown := Terminal())
        return shown

    return made


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Return what is printed at a terminal of some width; click's own runner does not ask how wide one is."""

    def printed(*arguments: str, width: int) -> str:
        monkeypatch.setenv("COLUMNS", str(width))
        assert not main(arguments, prog_name="typedsignals", standalone_mode=False)
        return capsys.readouterr().out

    return printed


@pytest.mark.parametrize("width", [60, 100, 200])
@pytest.mark.parametrize("command", COMMANDS)
def test_help_fits_and_ends_with_examples_and_exit_codes(command: str, width: int, printed: Callable[..., str]) -> None:
    """No line but an example is wider than the terminal, nor than a page."""
    text = printed(command, "-h", width=width)
    assert printed(command, "--help", width=width) == text
    usage, examples, codes = re.split(r"^  Examples:$|^  Exit codes:$", text, flags=re.MULTILINE)
    assert usage.startswith(f"Usage: typedsignals {command} [OPTIONS] ")
    assert max(map(len, usage.splitlines())) <= min(width, 100)
    assert re.fullmatch(rf"\n(    python -m typedsignals {command} .+\n)+\n", examples)
    assert re.fullmatch(r"\n    0  .+\n(    [12]  .+\n)+", codes)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_does(command: str) -> None:
    """And takes JSON."""
    options = [each for each in main.commands[command].params if isinstance(each, click.Option)]
    assert [each.name for each in options if not (each.help or "").endswith(".")] == []
    assert any("--json" in each.opts for each in options)


def test_the_overview_names_each_command_in_a_line(printed: Callable[..., str]) -> None:
    """In a terminal of the usual width."""
    _, said = printed("--help", width=100).split("Commands:\n")
    assert re.findall(r"^  ([a-z-]+) +\S.*\.$", said, re.MULTILINE) == COMMANDS


def test_a_misspelt_command_is_an_error() -> None:
    """It could not run."""
    done = run("chek")
    assert (done.exit_code, "No such command 'chek'" in done.stderr) == (2, True)


def test_stubs_tells_json_what_was_written(tmp_path: Path) -> None:
    """The names are those below the directory."""
    there = tmp_path / "typings"
    said = json.loads(run("stubs", str(there), "--package", "flask", "--json").stdout)
    assert said["directory"] == str(there)
    assert said["written"] == sorted(said["written"])
    assert all((there / name).is_file() for name in said["written"])
    assert json.loads(run("stubs", str(there), "--package", "flask", "--check", "--json").stdout)["written"] == []


def test_check_types_tells_json_what_differs(tmp_path: Path) -> None:
    """By checker: the marks that it missed, and what it reported without a mark."""
    page = tmp_path / "page.py"
    page.write_text('a: int = "7"  # E: no number\nb: int = 7  # E: fine\nc: int = ""\n', encoding="utf-8")
    done = run("check-types", str(page), "--checker", "mypy", "--json")
    said = json.loads(done.stdout)
    assert (done.exit_code, said["ok"], said["marks"]) == (1, False, 2)
    (verdict,) = said["checkers"]
    assert (verdict["checker"], verdict["ok"]) == ("mypy", False)
    assert verdict["missed"] == [{"path": str(page), "line": 2, "reason": "fine"}]
    assert [(each["path"], each["line"], each["code"]) for each in verdict["unmarked"]] == [
        (str(page), 3, "assignment")
    ]


def test_walls_tells_json_what_it_finds(tmp_path: Path) -> None:
    """With code and message."""
    page = tmp_path / "page.py"
    page.write_text(
        "from typedsignals import keyword_signal, receiver\n"
        "@keyword_signal\n"
        "def paid(sender: type[int], *, order: int) -> None: ...\n"
        "@receiver(paid)\n"
        "def mail(sender: type[int], oder: int = 0, **kwargs: object) -> None: ...\n",
        encoding="utf-8",
    )
    done = run("walls", str(page), "--json")
    (found,) = json.loads(done.stdout)
    assert (done.exit_code, found["path"], found["line"], found["code"]) == (1, str(page), 4, "signal-keyword")
    assert '"oder"' in found["message"]


def test_columns_that_do_not_fit_become_lines(terminal: Callable[..., Terminal]) -> None:
    """On a terminal; a file has no width."""
    columns = "signal     sends          receivers  made in\nshop.paid  (object, int)         12  shop.py:1\nshop.lost                         0"
    assert fitted(ROWS) == columns
    terminal(COLUMNS="60")
    assert fitted(ROWS) == columns
    terminal(COLUMNS="40")
    assert fitted(ROWS) == (
        "shop.paid\n  sends      (object, int)\n  receivers  12\n  made in    shop.py:1\n\nshop.lost\n  receivers  0"
    )


def test_a_terminal_shows_colours(terminal: Callable[..., Terminal]) -> None:
    """Of the names of signals, of places, and of problems; they add to the text, and change nothing of it."""
    shown = terminal()
    show(MAP)
    text = shown.getvalue()
    assert re.sub(r"\x1b\[[0-9;]*m", "", text) == f"{MAP}\n"
    assert re.findall(r"\x1b\[([0-9;]+)m(.*?)\x1b\[0m", text) == [
        ("1", "shop.paid"),
        ("36", "shop.py:7"),
        ("36", "shop/mails.py:12"),
        ("31", "! it needs 'reason', which is not sent"),
    ]


def test_codes_and_differences_have_colours(terminal: Callable[..., Terminal]) -> None:
    """As editors show them."""
    shown = terminal()
    show("wiring.txt:1: wiring: it has changed\n-shop.paid\n+shop.lost")
    assert re.findall(r"\x1b\[([0-9;]+)m(.*?)\x1b\[0m", shown.getvalue()) == [
        ("36", "wiring.txt:1"),
        ("33", "wiring"),
        ("31", "-shop.paid"),
        ("32", "+shop.lost"),
    ]


@pytest.mark.parametrize("off", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_can_be_turned_off(terminal: Callable[..., Terminal], off: dict[str, str]) -> None:
    """By the variables that terminals and their users have for it."""
    shown = terminal(**off)
    show(MAP)
    assert not re.search(r"\x1b\[3", shown.getvalue())


def test_no_line_is_broken(terminal: Callable[..., Terminal]) -> None:
    """However narrow the terminal is."""
    shown = terminal(COLUMNS="20")
    show(MAP)
    assert len(shown.getvalue().splitlines()) == len(MAP.splitlines())


def test_a_file_has_colours_where_they_are_forced(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the log of CI, for example."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    show(MAP)
    assert capsys.readouterr().out == f"{MAP}\n"
    monkeypatch.setenv("FORCE_COLOR", "1")
    show(MAP)
    assert "\x1b[" in capsys.readouterr().out
