"""The harness itself: it notices what a checker misses, what it reports falsely, and when it does not run at all."""

import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from typedsignals._tools.checkers import (
    CHECKERS,
    CheckerError,
    Report,
    _read_mypy,
    _read_pyrefly,
    main,
    marked_lines,
    run,
)

NAMES = [checker.name for checker in CHECKERS]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Run every checker once over a file that holds one of each: caught, missed, false, string, named."""
    case = tmp_path_factory.mktemp("case") / "case.py"
    case.write_text(CASE, encoding="utf-8")
    return run(CHECKERS, [case])


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


@pytest.mark.parametrize("name", NAMES)
def test_a_marked_line_that_is_not_reported_is_missed(name: str, report: Report) -> None:
    """Lines are compared exactly: an argument's error is on the argument's line."""
    assert [mark.line for mark in report.of(name).missed] == [5, 8]


@pytest.mark.parametrize(
    ("name", "false"), [("mypy", [6, 9]), ("pyright", [6, 9, 11]), ("pyrefly", [6, 9, 11]), ("ty", [6, 9])]
)
def test_a_reported_line_that_is_not_marked_is_false(name: str, false: list[int], report: Report) -> None:
    """A mark that names checkers leaves the line unmarked for the others."""
    assert [finding.line for finding in report.of(name).false] == false


def test_the_report_names_checker_place_and_reason(report: Report) -> None:
    """One line for each difference, as an editor can jump to it."""
    assert not report.ok
    lines = str(report).splitlines()
    assert any(line.startswith("mypy missed ") and line.endswith("case.py:5: missed") for line in lines)
    assert any(line.startswith("ty falsely ") and "case.py:6: " in line for line in lines)


def test_a_file_as_marked_is_ok(tmp_path: Path) -> None:
    """Only errors count, and every checker agrees."""
    (tmp_path / "case.py").write_text("number: int = 'one'  # E: not an int\n", encoding="utf-8")
    report = run(CHECKERS, [tmp_path])
    assert report.ok, f"\n{report}"
    assert [str(verdict) for verdict in report.verdicts] == [f"{name}: as marked" for name in NAMES]


def test_hidden_and_vendored_directories_are_checked_too(tmp_path: Path) -> None:
    """Each checker leaves out directories of its own choice when it may; it may not."""
    place = tmp_path / ".hidden" / "node_modules" / "venv"
    place.mkdir(parents=True)
    (place / "case.py").write_text("number: int = 'one'  # E: not an int\n", encoding="utf-8")
    assert run(CHECKERS, [tmp_path]).ok


def test_settings_that_lie_around_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lax configuration beside the files changes nothing."""
    lax = {
        "mypy.ini": "[mypy]\nignore_errors = True\n",
        "pyrightconfig.json": '{"typeCheckingMode": "off"}',
        "pyrefly.toml": "[errors]\nbad-assignment = false\n",
        "ty.toml": "[rules]\ninvalid-assignment = 'ignore'\n",
    }
    for name, text in lax.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    case = tmp_path / "case.py"
    case.write_text("number: int = 'one'  # E: not an int\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TY_CONFIG_FILE", str(tmp_path / "ty.toml"))
    report = run(CHECKERS, [case])
    assert report.ok, f"\n{report}"


def test_imports_are_found_on_the_search_paths(tmp_path: Path) -> None:
    """Without them the same import is an error."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "shop.py").write_text("price: int = 7\n", encoding="utf-8")
    case = tmp_path / "case.py"
    case.write_text("from shop import price\n\nnumber: str = price  # E: an int\n", encoding="utf-8")
    found = run(CHECKERS, [case], search_paths=[tmp_path / "lib"])
    assert found.ok, f"\n{found}"
    lost = run(CHECKERS, [case])
    assert [[finding.line for finding in verdict.false] for verdict in lost.verdicts] == [[1]] * len(CHECKERS)


def test_errors_in_imported_files_are_not_counted(tmp_path: Path) -> None:
    """The report is about the files that were named."""
    (tmp_path / "shop.py").write_text("price: int = 'seven'\n", encoding="utf-8")
    case = tmp_path / "case.py"
    case.write_text("from shop import price\n\nprint(price)\n", encoding="utf-8")
    report = run(CHECKERS, [case], search_paths=[tmp_path])
    assert report.ok, f"\n{report}"


def test_a_missing_checker_is_an_error(tmp_path: Path) -> None:
    """It never counts as one that found nothing."""
    (tmp_path / "case.py").touch()
    absent = replace(CHECKERS[0], program="no-such-checker")
    with pytest.raises(CheckerError, match="no-such-checker is not installed"):
        run([absent], [tmp_path])


def test_a_checker_that_gives_up_is_an_error(tmp_path: Path) -> None:
    """Here mypy refuses two files of one module name."""
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.py").touch()
    with pytest.raises(CheckerError, match=r"(?s)mypy stopped with code 2:.*Duplicate module"):
        run(CHECKERS[:1], [tmp_path])


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


def test_the_command_says_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is 0, 1 with differences, 2 when something could not be run."""
    case = tmp_path / "case.py"
    case.write_text("number: int = 'one'  # E: not an int\n", encoding="utf-8")
    assert main([str(case)]) == 0
    assert capsys.readouterr().out.endswith("ty: as marked\n1 marked lines, 4 checkers\n")
    case.write_text("number: int = 'one'\n", encoding="utf-8")
    assert main([str(case)]) == 1
    assert "mypy falsely" in capsys.readouterr().out
    assert main([str(tmp_path / "nowhere")]) == 2
    assert "there is no" in capsys.readouterr().err


def test_only_errors_are_findings() -> None:
    """Notes and warnings explain or advise; what they stand beside is counted."""
    mypy = '{"file": "a.py", "line": 1, "message": "see", "code": null, "severity": "note"}\n'
    error = mypy.replace("note", "error")
    assert [finding.line for finding in _read_mypy(mypy + error)] == [1]
    pyrefly = '{"path": "a.py", "line": %d, "name": "x", "description": "y", "severity": "%s"}'
    errors = ", ".join([pyrefly % (1, "warn"), pyrefly % (2, "error")])
    assert [finding.line for finding in _read_pyrefly(f'{{"errors": [{errors}]}}')] == [2]
