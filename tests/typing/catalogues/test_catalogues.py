"""What the four type checkers say of the signals that have a catalogue: in folders of the catalogues' names, line by line."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.typing.asked import ROOT
from tests.typing.catalogues.table import PAGE, signals_of, written
from typedsignals._tools.catalogues import catalogue, names
from typedsignals._tools.checkers import CHECKERS, Checker, Report, Task, marked_lines, run
from typedsignals._tools.stubs import lay_out

HERE = Path(__file__).parent


def with_stubs(checker: Checker, directory: Path) -> Checker:
    """Return the checker as the page says to set it up: pyright with the directory as its stubs, mypy with `.mypy` in it.

    And mypy reads packages that are not typed: of what is Any, nothing could be said.
    """

    def arguments(task: Task) -> list[str]:
        given = checker.arguments(task)
        if checker.name == "mypy":
            return ["--follow-untyped-imports", "--implicit-reexport", *given]
        if checker.name == "pyright":
            config = Path(given[-1])
            settings = json.loads(config.read_text(encoding="utf-8")) | {"stubPath": str(directory)}
            settings["extraPaths"].remove(str(directory))
            config.write_text(json.dumps(settings), encoding="utf-8")
        return given

    def parts(task: Task) -> Iterator[Task]:
        first = (directory / ".mypy",) if checker.name == "mypy" else ()
        yield from checker.parts(replace(task, search_paths=(*first, *task.search_paths)))

    return replace(checker, arguments=arguments, parts=parts)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Check the cases of all catalogues."""
    directory = (tmp_path_factory.mktemp("project") / "typings").resolve()
    lay_out(directory, ["django", *names()])
    cases = [HERE / name for name in names()]
    return run([with_stubs(checker, directory) for checker in CHECKERS], cases, search_paths=[directory, ROOT])


@pytest.mark.parametrize("name", [checker.name for checker in CHECKERS])
def test_receivers_are_checked_as_marked(name: str, report: Report) -> None:
    """Right ones pass, wrong ones do not, and the known gaps are where they were."""
    assert report.of(name).ok, f"\n{report.of(name)}"


def test_accepted_cases_hold_no_mark_and_rejected_ones_speak_to_every_checker() -> None:
    """What only some of them catch belongs among the known gaps."""
    accepted = [mark for file in HERE.glob("*/accept.py") for mark in marked_lines(file)]
    rejected = [mark for file in HERE.glob("*/reject.py") for mark in marked_lines(file)]
    assert [str(mark) for mark in accepted] == []
    assert [str(mark) for mark in rejected if mark.only or not mark.reason] == []


@pytest.mark.parametrize("name", names())
def test_every_signal_is_among_the_cases(name: str) -> None:
    """With right and with wrong receivers."""
    declared = [signal for stub in catalogue(name).stubs.values() for signal in signals_of(stub)]
    assert declared
    for case in ("accept", "reject"):
        text = (HERE / name / f"{case}.py").read_text(encoding="utf-8")
        assert [
            signal for signal in declared if not re.search(rf"\b{signal}\.connect|receiver\({signal}\b", text)
        ] == []


@pytest.mark.parametrize("name", names())
def test_the_package_has_these_modules_and_signals_and_no_others(name: str) -> None:
    """A signal that a new version brings is missed here."""
    for path, stub in catalogue(name).stubs.items():
        spec = find_spec(path.removesuffix(".pyi").replace("/", "."))
        assert spec and spec.origin
        there = [
            ast.unparse(node.targets[0])
            for node in ast.parse(Path(spec.origin).read_bytes()).body  # importing it may need settings
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
            if ast.unparse(node.value.func).lower().endswith("signal")
        ]
        assert sorted(signals_of(stub)) == sorted(name for name in there if not name.startswith("_"))


def test_the_page_lists_them() -> None:
    """`python -m tests.typing.catalogues` writes it."""
    page = PAGE.read_text(encoding="utf-8")
    assert written(page) == page


def test_the_page_counts_the_files(tmp_path: Path) -> None:
    """As the command does."""
    commands = re.findall(r"stubs typings (--package .*)\n(\d+) files written to typings", PAGE.read_text("utf-8"))
    assert len(commands) == 2
    for number, (packages, count) in enumerate(commands):
        assert len(lay_out(tmp_path / str(number), packages.split()[1::2])) == int(count), packages


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Check the receivers of the page, in a project as it is said there."""
    project = tmp_path_factory.mktemp("page").resolve()
    files = []
    for name, text in re.findall(
        r'^```py title="(.*?)"\n(.*?)^```$', PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    ):
        files.append(project / name)
        files[-1].parent.mkdir()
        files[-1].write_text(text, encoding="utf-8")
    lay_out(project / "typings", ["django", *names()])
    checkers = [with_stubs(checker, project / "typings") for checker in CHECKERS]
    return run(checkers, files, search_paths=[project / "typings", project, ROOT])


def test_the_page_shows_what_mypy_says(page: Report) -> None:
    """Word by word, as it is printed."""
    said = [
        f"shop/receivers.py:{each.line}: error: {each.message}  [{each.code}]"
        for each in page.of("mypy").found
        if each.path.match("shop/*")
    ]
    assert said
    assert "\n".join(said) in PAGE.read_text("utf-8"), "\n".join(said)


def test_every_checker_reports_the_lines_that_the_page_names(page: Report) -> None:
    """And no other."""
    lines = {int(number) for number in re.findall(r"\bLine (\d+) ", PAGE.read_text("utf-8"))}
    for verdict in page.verdicts:
        assert {each.line for each in verdict.found if each.path.match("shop/*")} == lines, verdict.checker


def test_every_checker_reports_the_lines_that_the_page_marks(page: Report) -> None:
    """And no other."""
    assert len(page.marks) == 4
    for verdict in page.verdicts:
        assert verdict.missed == ()
        assert [each for each in verdict.false if each.path.match("blog/*")] == []
