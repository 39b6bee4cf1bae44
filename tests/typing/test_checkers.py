"""The harness itself: it notices what a checker misses, what it reports falsely, and when it does not run at all."""

import os
import re
import textwrap
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from typedsignals._tools.checkers import (
    CHECKERS,
    Checker,
    CheckerError,
    Finding,
    Report,
    Task,
    _read_mypy,
    _read_pyrefly,
    marked_lines,
    run,
)

NAMES = [checker.name for checker in CHECKERS]
RIGHT = "number: int = 'one'  # E: not an int\n"

# One of each: caught, missed, false, string, named.
CASE = textwrap.dedent(
    """\
    def double(number: int) -> int:
        return number * 2

    double("one")  # E: caught
    double(2)  # E: missed
    double("three")
    text = "# E: only a string"
    double(  # E: not here, but at the argument
        "four",
    )
    double("five")  # E[mypy, ty]: only these two are expected to
    """
)
# Settings that would silence every checker, had it read them.
LAX = {
    "mypy.ini": "[mypy]\nignore_errors = True\n",
    "pyrightconfig.json": '{"typeCheckingMode": "off"}',
    "pyrefly.toml": "[errors]\nbad-assignment = false\n",
    "ty.toml": "[rules]\ninvalid-assignment = 'ignore'\n",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder of cases: marked, hidden, importing from a folder beside; and lax settings around them."""
    root = tmp_path_factory.mktemp("project")
    hidden = root / "cases" / ".hidden" / "node_modules" / "venv"
    hidden.mkdir(parents=True)
    (hidden / "hidden.py").write_text(RIGHT, encoding="utf-8")
    (root / "cases" / "case.py").write_text(CASE, encoding="utf-8")
    (root / "cases" / "right.py").write_text(RIGHT, encoding="utf-8")
    importing = "from shop import price\n\nnumber: str = price  # E: an int\n"
    (root / "cases" / "importing.py").write_text(importing, encoding="utf-8")
    (root / "lib").mkdir()
    (root / "lib" / "shop.py").write_text("price: int = 7\nstock: int = 'seven'\n", encoding="utf-8")
    for name, text in LAX.items():
        (root / name).write_text(text, encoding="utf-8")
        (root / "cases" / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def report(project: Path) -> Report:
    """Run every checker once over all of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        patch.setenv("TY_CONFIG_FILE", str(project / "ty.toml"))
        return run(CHECKERS, [project / "cases"], search_paths=[project / "lib"])


def missed(report: Report, checker: str, name: str) -> list[int]:
    return [mark.line for mark in report.of(checker).missed if mark.path.name == name]


def false(report: Report, checker: str, name: str) -> list[int]:
    return [finding.line for finding in report.of(checker).false if finding.path.name == name]


@pytest.mark.parametrize("name", NAMES)
def test_a_marked_line_that_is_not_reported_is_missed(name: str, report: Report) -> None:
    """Lines are compared exactly: an argument's error is on the argument's line."""
    assert missed(report, name, "case.py") == [5, 8]


@pytest.mark.parametrize(
    ("name", "lines"), [("mypy", [6, 9]), ("pyright", [6, 9, 11]), ("pyrefly", [6, 9, 11]), ("ty", [6, 9])]
)
def test_a_reported_line_that_is_not_marked_is_false(name: str, lines: list[int], report: Report) -> None:
    """A mark that names checkers leaves the line unmarked for the others."""
    assert false(report, name, "case.py") == lines


def test_the_report_names_checker_place_and_reason(report: Report) -> None:
    """One line for each difference, as an editor can jump to it."""
    assert not report.ok
    lines = str(report).splitlines()
    assert any(re.fullmatch(r"mypy did not report: .*case\.py:5: missed", line) for line in lines)
    assert any(re.match(r"ty reported without a mark: .*case\.py:6: ", line) for line in lines)


@pytest.mark.parametrize("name", NAMES)
def test_settings_that_lie_around_are_not_read(name: str, report: Report) -> None:
    """A lax configuration beside the files, or above them, or where the command is run, changes nothing."""
    assert missed(report, name, "right.py") == []
    assert false(report, name, "right.py") == []


@pytest.mark.parametrize("name", NAMES)
def test_hidden_and_vendored_directories_are_checked_too(name: str, report: Report) -> None:
    """Each checker leaves out directories of its own choice when it may; it may not."""
    assert missed(report, name, "hidden.py") == []


@pytest.mark.parametrize("name", NAMES)
def test_imports_are_found_on_the_search_paths(name: str, report: Report) -> None:
    """What is imported from there has its types."""
    assert missed(report, name, "importing.py") == []
    assert false(report, name, "importing.py") == []


@pytest.mark.parametrize("name", NAMES)
def test_errors_in_imported_files_are_not_counted(name: str, report: Report) -> None:
    """The report is about the files that were named."""
    assert {finding.path.name for finding in report.of(name).false} == {"case.py"}


def test_what_is_on_no_search_path_is_not_found(project: Path) -> None:
    """The same import is an error then, and nothing is known of what it would have brought."""
    lost = run(CHECKERS, [project / "cases" / "importing.py"])
    assert [[finding.line for finding in verdict.false] for verdict in lost.verdicts] == [[1]] * len(CHECKERS)
    assert [[mark.line for mark in verdict.missed] for verdict in lost.verdicts] == [[3]] * len(CHECKERS)


def test_a_file_as_marked_is_ok(project: Path) -> None:
    """Only errors count."""
    quick = CHECKERS[-1:]
    report = run(quick, [project / "cases" / "right.py"])
    assert report.ok, f"\n{report}"
    assert [str(verdict) for verdict in report.verdicts] == ["ty: as marked"]


def test_a_missing_checker_is_an_error(tmp_path: Path) -> None:
    """It never counts as one that found nothing."""
    (tmp_path / "case.py").touch()
    absent = replace(CHECKERS[0], program="no-such-checker")
    with pytest.raises(CheckerError, match="no-such-checker is not installed"):
        run([absent], [tmp_path])


def test_a_checker_that_gives_up_is_an_error(tmp_path: Path) -> None:
    """Here mypy refuses a package that cannot be imported."""
    (tmp_path / "no-name").mkdir()
    (tmp_path / "no-name" / "__init__.py").touch()
    with pytest.raises(CheckerError, match=r"(?s)mypy stopped with code 2:.*not a valid Python package name"):
        run(CHECKERS[:1], [tmp_path])


SAME = [
    ("one/sends.py", "two/sends.py", "two/deeper/sends.py"),
    ("kebab-case/sends.py", "kebab-too/sends.py", "snake_case/sends.py"),
    ("one/sends.py", "two/sends.py", "sends.py"),  # in two search paths, and in none
    ("sends.py", "sends.pyi", "sends/__init__.py"),
    ("one/sends/__init__.py", "two/sends/__init__.py", "sends-too/conftest.py"),
    ("one-package/sends/__init__.pyi", "one-package/sends/deeper/case.py", "two-package/sends/deeper/case.py"),
]


@pytest.mark.parametrize("paths", SAME, ids=" ".join)
def test_files_of_one_name_are_checked_each(paths: tuple[str, ...], tmp_path: Path) -> None:
    """By every checker, though mypy takes some of them for the same module."""
    search_paths = [tmp_path / name for name in ("one", "two")]
    for folder in search_paths:
        folder.mkdir()
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(RIGHT, encoding="utf-8")
    report = run(CHECKERS, [tmp_path], search_paths=search_paths)
    assert len(report.marks) == len(paths)
    assert report.ok, f"\n{report}"


def test_a_file_that_another_one_imports_is_one_module(tmp_path: Path) -> None:
    """By the name by which it is imported, so that mypy does not find it twice."""
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "shop.py").write_text("price: int = 'seven'  # E: an int\n", encoding="utf-8")
    importing = "from cases.shop import price\n\nnumber: str = price  # E: an int\n"
    (tmp_path / "cases" / "importing.py").write_text(importing, encoding="utf-8")
    report = run(CHECKERS, [tmp_path / "cases"], search_paths=[tmp_path])
    assert report.ok, f"\n{report}"


def test_an_answer_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """A new version of a checker may speak otherwise."""
    (tmp_path / "case.py").touch()
    talkative = replace(CHECKERS[0], arguments=lambda task: ["--version"])
    with pytest.raises(CheckerError, match="cannot read what mypy says"):
        run([talkative], [tmp_path])


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """Nothing checked is not the same as nothing found."""
    with pytest.raises(CheckerError, match="there is no"):
        run(CHECKERS, [tmp_path / "nowhere"])


# Side by side. These checkers are an interpreter that says nothing; what they are asked is where they are watched.


def watched(
    name: str, asked: Callable[[], object], *, said: Callable[[], object] = list, fails: bool = False
) -> Checker:
    def arguments(task: Task) -> list[str]:
        asked()
        return ["-c", "raise SystemExit(7)" if fails else ""]

    def read(output: str) -> list[Finding]:
        said()
        return []

    return Checker(name, "python", arguments, read)


def test_checkers_run_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second is asked before the first is done."""
    (tmp_path / "case.py").touch()
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    both = threading.Barrier(2, timeout=60)  # broken, where they do not meet
    assert run([watched("one", both.wait), watched("two", both.wait)], [tmp_path]).ok


@pytest.mark.parametrize("count", [1, None])
def test_not_more_of_them_than_there_are_processors(
    count: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of them takes one, and a good deal of memory."""
    (tmp_path / "case.py").touch()
    monkeypatch.setattr(os, "cpu_count", lambda: count)
    threads: list[int] = []
    checkers = [watched(name, lambda: threads.append(threading.get_ident())) for name in ("one", "two", "three")]
    assert run(checkers, [tmp_path]).ok
    assert len(threads) == 3
    assert len(set(threads)) == 1


def test_the_report_is_in_the_order_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is done first; the same holds of what they cannot do."""
    (tmp_path / "case.py").touch()
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    done = threading.Event()
    slow = watched("slow", lambda: done.wait(60))
    quick = watched("quick", list, said=done.set)
    assert [verdict.checker for verdict in run([slow, quick], [tmp_path]).verdicts] == ["slow", "quick"]
    asked = threading.Event()
    slow = watched("slow", lambda: asked.wait(60), fails=True)
    quick = watched("quick", asked.set, fails=True)
    with pytest.raises(CheckerError, match="slow stopped with code 7"):
        run([slow, quick], [tmp_path])


@pytest.mark.parametrize(
    ("comment", "reason", "only"),
    [
        ("# E", "", set()),
        ("#E: tight", "tight", set()),
        ("# E: a reason: with colon", "a reason: with colon", set()),
        ("# E[mypy]: one", "one", {"mypy"}),
        ("# E[pyright, pyrefly]", "", {"pyright", "pyrefly"}),
        ("# noqa: F401  # E: after another comment", "after another comment", set()),
    ],
)
def test_a_mark_is_read(comment: str, reason: str, only: set[str], tmp_path: Path) -> None:
    """With a reason or without, for all checkers or for some."""
    case = tmp_path / "case.py"
    case.write_text(f"x = 1\ny = 2  {comment}\n", encoding="utf-8")
    assert [(mark.line, mark.reason, set(mark.only)) for mark in marked_lines(case)] == [(2, reason, only)]


@pytest.mark.parametrize("comment", ["# Else", "# E is a letter", "# marked `# E: reason`", "# e: small", "# TypE: x"])
def test_other_comments_are_no_marks(comment: str, tmp_path: Path) -> None:
    """Prose may begin with the letter, and may quote a mark."""
    case = tmp_path / "case.py"
    case.write_text(f"x = 1  {comment}\n", encoding="utf-8")
    assert marked_lines(case) == []


@pytest.mark.parametrize("comment", ["# E[mipy]: misspelt", "# E[]: empty", "# E[mypy, basedpyright]: one too many"])
def test_a_mark_that_names_no_checker_is_an_error(comment: str, tmp_path: Path) -> None:
    """A misspelt name would leave the line unchecked for all."""
    case = tmp_path / "case.py"
    case.write_text(f"x = 1  {comment}\n", encoding="utf-8")
    with pytest.raises(CheckerError, match=r"case\.py:1: .* names no checker; name some of: mypy, pyright"):
        marked_lines(case)


def test_a_file_that_is_not_python_is_an_error(tmp_path: Path) -> None:
    """Its marks could not be read."""
    case = tmp_path / "case.py"
    case.write_text("x = (\n", encoding="utf-8")
    with pytest.raises(CheckerError, match="is not Python"):
        marked_lines(case)


def test_only_errors_are_findings() -> None:
    """Notes and warnings explain or advise; what they stand beside is counted."""
    mypy = '{"file": "a.py", "line": 1, "message": "see", "code": null, "severity": "note"}\n'
    error = mypy.replace("note", "error")
    assert [finding.line for finding in _read_mypy(mypy + error)] == [1]
    pyrefly = '{"path": "a.py", "line": %d, "name": "x", "description": "y", "severity": "%s"}'
    errors = ", ".join([pyrefly % (1, "warn"), pyrefly % (2, "error")])
    assert [finding.line for finding in _read_pyrefly(f'{{"errors": [{errors}]}}')] == [2]
