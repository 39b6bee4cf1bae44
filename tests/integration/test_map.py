"""`python -m typedsignals list` and `map`: on the examples, on a large program, on what is wrong."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.integration.programs import Program, program
from typedsignals._tools.cli import main
from typedsignals.wiring import CODES

__all__ = ["program"]

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
PAGE = ROOT / "docs" / "map.md"


def shell(*arguments: str, folder: Path = EXAMPLES, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does."""
    kept = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [sys.executable, "-m", "typedsignals", *arguments],
        cwd=folder,
        env=kept | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def run(no_settings: None) -> Callable[..., Result]:
    """Run a command in this process."""
    return lambda *arguments: CliRunner().invoke(main, [*arguments], catch_exceptions=False)


def sessions() -> list[tuple[list[str], str]]:
    """Return what the page types, as far as it is this command line's, and what it shows below."""
    blocks = re.findall(r"^```console\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    typed = [each for block in blocks for each in re.split(r"^\$ ", block, flags=re.MULTILINE)]
    ours = [
        each.removeprefix("python -m typedsignals ") for each in typed if each.startswith("python -m typedsignals ")
    ]
    return [(line.split(), printed) for line, _, printed in (each.partition("\n") for each in ours)]


def test_the_page_shows_what_is_printed(tmp_path: Path) -> None:
    """Line for line, and nothing else is said; and the file that is written."""
    for arguments, printed in sessions():
        done = shell(*arguments, folder=tmp_path, PYTHONPATH=f"{ROOT}{os.pathsep}{EXAMPLES}")
        assert (done.returncode, done.stdout, done.stderr) == (0, printed, "")
    written = (tmp_path / "wiring.txt").read_text(encoding="utf-8")
    assert f"```text\n{written}```\n" in PAGE.read_text(encoding="utf-8")


def test_the_page_shows_something() -> None:
    """A list, a map, a drawing."""
    assert [arguments[0] for arguments, printed in sessions()] == ["list", "map", "map", "check", "check", "check"]


def test_the_page_names_every_code() -> None:
    """With what it means, in the same words."""
    page = PAGE.read_text(encoding="utf-8").replace("`**kwargs`", "**kwargs")
    assert [code for code, said in CODES.items() if f"| `{code}` | {said} |" not in page] == []


def test_the_drawing_of_the_page_is_that_of_the_shop() -> None:
    """As GitHub and the site draw it."""
    (drawn,) = re.findall(r"^```mermaid\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert shell("map", "shop", "--format", "mermaid").stdout == drawn


def test_every_detail_of_a_receiver_is_shown(program: Program, run: Callable[..., Result]) -> None:
    """What is as always is left out."""
    program.write(
        store="""
            from typedsignals import AsyncSignal, keyword_signal
            from typedsignals.handover import hand_keywords_to

            class Base: ...

            class Engine:
                def enqueue(self, *, order_id, note): ...

            engine = Engine()

            @keyword_signal
            async def paid(sender: type[Base], *, order_id: int, note: str = "") -> None: ...

            @keyword_signal
            def lost(sender, *, order_id): ...

            async def record(sender, **kwargs): ...
            paid.connect(record, sender=Base, subclasses=True, dispatch_uid="record", weak=True)
            paid.connect(hand_keywords_to(engine.enqueue), priority=2)
            moved = AsyncSignal("moved")
        """
    )
    assert run("map", "store").stdout == (
        "store.lost  KeywordSignal  (sender, order_id)  store.py:15\n"
        "  sent by nobody\n"
        "  received by nobody\n"
        "\n"
        "store.moved  AsyncSignal  store.py:21\n"
        "  sent by nobody\n"
        "  received by nobody\n"
        "\n"
        "store.paid  AsyncKeywordSignal  (type[Base], order_id: int, note: str = ...)  store.py:12\n"
        "  sent by nobody\n"
        "  received by\n"
        "    1 store.Engine.enqueue  any sender, handed over, priority 2, handed to store.Engine.enqueue  store.py:8\n"
        "    2 store.record  store.Base and subclasses, weak, async, uid record  store.py:18\n"
    )


@pytest.mark.parametrize("arguments", [("list", "store", "--json"), ("map", "store", "--format", "json")])
def test_json_has_all_that_is_known(program: Program, run: Callable[..., Result], arguments: tuple[str, ...]) -> None:
    """Both commands give the same."""
    program.write(
        store="""
            from typedsignals import Signal
            paid = Signal[object, int]("paid")
            def send(unknown):
                paid.send(None, 1)
                unknown.send(None, 1)
        """
    )
    found = json.loads(run(*arguments).stdout)
    send: dict[str, Any] = {
        "function": "store.send",
        "place": {"path": "store.py", "line": 5},
        "method": "send",
        "sender": "None",
    }
    send["is_heard"] = True
    assert found == {
        "version": 1,
        "packages": ["store"],
        "signals": [
            {
                "name": "store.paid",
                "kind": "Signal",
                "module": "store",
                "place": {"path": "store.py", "line": 3},
                "sender": "object",
                "payload": "int",
                "keywords": None,
                "result": "None",
                "doc": "",
                "receivers": [],
                "sends": [send],
                "fleeting": [],
            }
        ],
        "unresolved": [send | {"place": {"path": "store.py", "line": 6}}],
        "failures": [],
        "unreached": [],
    }


def test_what_is_left_out_is_told_beside_the_map(program: Program, run: Callable[..., Result]) -> None:
    """On stderr, with what modules print, so that stdout is the map alone."""
    program.write(
        store="print('imported')",
        store__broken="1 / 0",
        store__sends="def f(x): x.send(None, 1)",
        store__more="def f(x): x.send(None, 1)",
    )
    done = run("map", "store")
    assert (done.exit_code, done.stdout) == (0, "No signals.\n")
    assert done.stderr == (
        "imported\n"
        "store.broken is left out: it cannot be imported: ZeroDivisionError: division by zero\n"
        "2 calls may be sends, of signals that the source does not tell: JSON lists them.\n"
    )
    done = run("list", "store.more")
    assert (done.exit_code, done.stdout, done.stderr[:17]) == (0, "No signals.\n", "1 call may be sen")


def test_signals_of_others_are_shown_on_demand(program: Program, run: Callable[..., Result]) -> None:
    """Those that nothing here sends or hears."""
    program.write(store="import library", library="from typedsignals import Signal\nlost = Signal[object, int]()")
    assert run("map", "store").stdout == "No signals.\n"
    assert (
        "library.lost  Signal  (object, int)  library.py:2\n  sent by others\n" in run("map", "store", "--all").stdout
    )
    assert "\nlibrary.lost " in run("list", "store", "--all").stdout


@pytest.mark.parametrize("command", ["list", "map", "check"])
def test_modules_are_left_out_on_demand(program: Program, run: Callable[..., Result], command: str) -> None:
    """By name or pattern, with all that is in them; not even imported."""
    source = "raise AssertionError('it ran')"
    program.write(store="", store__tests="", store__tests__one=source, store__sub="", store__sub__test_it=source)
    done = run(command, "store", "--exclude", "store.tests", "--exclude", "*.test_*")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "store.tests" not in sys.modules


@pytest.mark.parametrize("command", ["list", "map"])
def test_what_cannot_run_says_so(run: Callable[..., Result], command: str) -> None:
    """With an exit code of its own."""
    done = run(command, "no_such_package")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: there is no module 'no_such_package'")
    assert run(command).exit_code == 2
    ended = shell(command, "shop", "--django-settings", "no_such_settings")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "Error: cannot set Django up: ModuleNotFoundError: No module named 'no_such_settings'\n"


def test_a_terminal_of_ascii_gets_backslashes(program: Program) -> None:
    """And nothing fails."""
    program.write(store="from typedsignals import Signal\ngröße = Signal[object, int]()")
    done = shell("map", "store", folder=program.place, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        0,
        r"store.gr\xf6\xdfe  Signal  (object, int)  store.py:2",
    )


class Terminal(io.StringIO):
    """Something that a person looks at."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_that_something_is_done(
    program: Program, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside what modules print meanwhile; the map stays alone."""
    program.write(store="print('imported')")
    for name in ("DJANGO_SETTINGS_MODULE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    main(["map", "store"], standalone_mode=False)
    assert capsys.readouterr().out == "No signals.\n"
    assert "importing and reading store" in terminal.getvalue()
    assert "imported\n" in terminal.getvalue()


class Closed(io.StringIO):
    """A pipe whose reader is gone."""

    def __init__(self, number: int, error: OSError) -> None:
        super().__init__()
        self.number, self.error = number, error

    def write(self, text: str) -> int:
        raise self.error

    def fileno(self) -> int:
        return self.number


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (BrokenPipeError(), 0, ""),
        (OSError(28, "No space left on device"), 2, "Error: cannot write: No space left on device\n"),
    ],
)
def test_a_closed_pipe_is_no_error_and_a_full_disk_is(
    program: Program,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: OSError,
    code: int,
    said: str,
) -> None:
    """`| head` has seen enough."""
    program.write(store="")
    with (program.place / "out").open("w", encoding="utf-8") as out:
        monkeypatch.setattr(sys, "stdout", Closed(out.fileno(), error))
        monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
        with pytest.raises(SystemExit) as ended:
            main(["map", "store"])
    assert (ended.value.code, capsys.readouterr().err) == (code, said)


def test_a_large_program_is_mapped(program: Program, run: Callable[..., Result]) -> None:
    """Of 500 signals, each with four receivers and two senders, every one is there."""
    modules: dict[str, str] = {"store": "", "store__inner": ""}
    for number in range(50):
        lines = ["from typedsignals import Signal"]
        for each in range(10):
            lines += [f"s{each} = Signal[object, int]()", f"def f{each}(x): s{each}.send(x, 1)"]
            lines += [f"def g{each}(x):\n    for s in (s{each},): s.send_robust(x, 1)"]
            lines += [f"@s{each}.connect\ndef r{each}_{turn}(sender, payload): ..." for turn in range(4)]
        modules[f"store__inner__m{number}"] = "\n".join(lines)
    program.write(**modules)
    found: dict[str, Any] = json.loads(run("map", "store", "--format", "json").stdout)
    assert len(found["signals"]) == 500
    assert {(len(each["receivers"]), len(each["sends"])) for each in found["signals"]} == {(4, 2)}
    assert found["unresolved"] == []
