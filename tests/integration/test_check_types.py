"""`python -m typedsignals check-types`: a project's own signals held against its type checkers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from typedsignals import __version__
from typedsignals._tools import checkers
from typedsignals._tools.checkers import CHECKERS, CheckerError, Task, installed
from typedsignals._tools.cli import main
from typedsignals.testing import check_types

NAMES = [checker.name for checker in CHECKERS]
QUICK = ("--checker", "ty")  # where it does not matter which
SHOP = """\
from typedsignals import Signal

class OrderService: ...

order_counted = Signal[type[OrderService], int]()
"""
CASES = """\
from shop import OrderService, order_counted

order_counted.send(OrderService, 7)
order_counted.send(OrderService, "7")  # E: an int
order_counted.send("shop", 7)  # E: its sender
"""


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a project with a signal, and marked uses of it in a folder beside; be in its root."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.py").write_text(SHOP, encoding="utf-8")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "sends.py").write_text(CASES, encoding="utf-8")
    root = str(Path(__file__).parents[2])
    (tmp_path / "typedsignals").symlink_to(f"{root}/typedsignals")  # where the package is not installed
    return tmp_path / "cases"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check-types", *arguments])


def test_every_installed_checker_is_asked(cases: Path) -> None:
    """Pyrefly among them, with its preset named; the imports are found in the current directory."""
    result = run("cases")
    assert result.output.splitlines() == [*(f"{name}: as marked" for name in NAMES), "2 marked lines, 4 checkers"]
    assert result.exit_code == 0


def test_differences_are_listed_line_by_line(cases: Path) -> None:
    """In plain words, as an editor can jump to."""
    (cases / "sends.py").write_text(
        CASES.replace("  # E: an int", "").replace("7)\n", "7)  # E: right\n", 1), encoding="utf-8"
    )
    result = run("cases/sends.py", "--checker", "mypy", "--checker", "ty")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    said = ("did not report: cases/sends.py:3: right", "reported without a mark: cases/sends.py:4: ")
    expected = [f"{name} {each}" for name in ("mypy", "ty") for each in said]
    assert [line[: len(start)] for line, start in zip(lines[:-1], expected, strict=True)] == expected
    assert lines[-1] == "2 marked lines, 2 checkers"


def test_imports_are_looked_up_where_it_is_said(cases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In these places instead of the current directory."""
    monkeypatch.chdir(cases)
    assert run("sends.py", *QUICK).exit_code == 1
    assert run("sends.py", *QUICK, "--search-path", "..").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "Path 'nowhere' does not exist"),
        (["cases", "--checker", "mipy"], "'mipy' is not one of 'mypy', 'pyright', 'pyrefly', 'ty'"),
        ([], "Missing argument 'PATHS...'"),
    ],
    ids=["no such path", "no such checker", "nothing"],
)
def test_wrong_arguments_are_refused(arguments: list[str], message: str, cases: Path) -> None:
    """By name."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.output


def test_what_cannot_be_run_is_not_what_differs(cases: Path) -> None:
    """It has an exit code of its own."""
    (cases / "sends.py").write_text("x = 1  # E[mipy]: misspelt\n", encoding="utf-8")
    result = run("cases")
    assert result.exit_code == 2
    assert "names no checker; name some of: mypy" in result.output


@pytest.mark.parametrize("text", ["x = 1\n", "x = 1  # e: small\n", "x = '# E: a string'\n"])
def test_files_without_a_mark_are_an_error(text: str, cases: Path) -> None:
    """Whoever asks for them believes that there is one."""
    (cases / "sends.py").write_text(text, encoding="utf-8")
    result = run("cases", *QUICK)
    assert (result.exit_code, "no line is marked in cases" in result.output) == (2, True)


def test_the_help_is_not_cut_off() -> None:
    """Neither in the list of commands, nor the version."""
    assert "..." not in CliRunner().invoke(main, ["--help"]).output.replace("[ARGS]...", "")
    assert CliRunner().invoke(main, ["--version"]).output == f"typedsignals {__version__}\n"


def test_it_is_a_command_of_the_package(cases: Path) -> None:
    """As the documentation writes it."""
    command = [sys.executable, "-m", "typedsignals", "check-types", "cases", *QUICK]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "ty: as marked\n2 marked lines, 1 checker\n"), done.stderr


def test_it_is_a_function_for_tests(cases: Path) -> None:
    """Which asserts."""
    check_types("cases", checkers=["ty"])
    check_types(cases / "sends.py", checkers=["ty"], search_paths=["."])
    (cases / "sends.py").write_text(CASES.replace("# E: an int", ""), encoding="utf-8")
    with pytest.raises(
        AssertionError, match=r"type checkers and marked lines differ\nty reported without a mark: .*sends\.py:4: "
    ):
        check_types("cases", checkers=["ty"])
    with pytest.raises(CheckerError, match="there is nothing to check"):
        check_types()
    (cases / "sends.py").write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(
        CheckerError, match="no line is marked in cases; mark those that have to be reported: # E: reason"
    ):
        check_types("cases", checkers=["ty"])
    (cases / "empty").mkdir()
    with pytest.raises(CheckerError, match="there is no Python file in cases/empty"):
        check_types("cases/empty")


def test_only_what_is_installed_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless it is named; nothing at all is an error."""
    there = {"mypy", "pyright"}
    monkeypatch.setattr(checkers, "_found", lambda name: name if name in there else None)
    assert [(checker.name, checker.program) for checker in installed()] == [("mypy", "mypy"), ("pyright", "pyright")]
    assert [checker.name for checker in installed(["ty"])] == ["ty"]
    with pytest.raises(CheckerError, match="there is no checker 'mipy'; name some of: mypy, pyright, pyrefly, ty"):
        installed(["mipy"])
    there.clear()
    with pytest.raises(CheckerError, match=r"no type checker is installed beside .*; install some of: mypy, pyright"):
        installed()


def test_pyright_is_told_paths_that_both_of_its_distributions_take(cases: Path, tmp_path: Path) -> None:
    """The original ignores any that is not relative, and then finds nothing wrong."""
    (pyright,) = installed(["pyright"])
    assert pyright.program == "basedpyright"  # where both are installed
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    pyright.arguments(Task((cases / "sends.py",), (), scratch))
    (include,) = json.loads((scratch / "pyrightconfig.json").read_text(encoding="utf-8"))["include"]
    assert not Path(include).is_absolute()
    assert (scratch / include).resolve() == (cases / "sends.py").resolve()


def test_a_checker_that_looked_at_nothing_is_an_error(cases: Path) -> None:
    """It would find nothing wrong."""
    (pyright,) = installed(["pyright"])
    answer = '{"generalDiagnostics": [], "summary": {"filesAnalyzed": 0}}'
    with pytest.raises(CheckerError, match="pyright looked at none of the files"):
        list(pyright.read(answer))
