"""Type checkers held against what files say: a line marked ``# E: reason`` must be reported, and no other line may be.

Rules of this file:
- A mark is a comment. ``# E`` and ``# E: reason`` speak to every checker, ``# E[mypy,ty]: reason`` to those named.
- Lines are compared exactly, wording never: a mark stands on the line that is reported.
- Only errors count; warnings, hints and notes do not.
- The settings of a checker come from here alone: no configuration file that happens to lie around is read.
- A checker that is missing, crashes or cannot read a file raises CheckerError. It never counts as "no errors".
- Standard library only, and nothing of this package: a checker is a program, run once over all files.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tokenize
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import NotRequired, TypeAlias, TypedDict, cast

__all__ = [
    "CHECKERS",
    "Checker",
    "CheckerError",
    "Finding",
    "Mark",
    "Report",
    "Verdict",
    "installed",
    "marked_lines",
    "run",
]

_MARK = re.compile(r"(?:^|\s)#\s*E(?:\[(?P<only>[^\]]*)\])?(?::\s*(?P<reason>.*))?$")
_OWN_VARIABLES = ("MYPYPATH", "MYPY_", "PYRIGHT_", "BASEDPYRIGHT_", "PYREFLY_", "TY_")

Line: TypeAlias = tuple[Path, int]


class CheckerError(Exception):
    """A type checker is not installed, crashed, or could not read a file; or a mark makes no sense."""


def _shown(path: Path) -> Path:
    """Return the path as somebody in the current directory writes it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that says of itself that checkers report an error there; ``only`` names them, or is empty for all."""

    path: Path
    line: int
    reason: str = ""
    only: frozenset[str] = frozenset()

    def concerns(self, checker: str) -> bool:
        """Say whether this mark expects anything of that checker."""
        return not self.only or checker in self.only

    def __str__(self) -> str:
        """Show the place as an editor understands it, then the reason."""
        return f"{_shown(self.path)}:{self.line}: {self.reason}".rstrip(": ")


@dataclass(frozen=True, slots=True)
class Finding:
    """One error that a checker reported."""

    path: Path
    line: int
    message: str
    code: str = ""

    def __str__(self) -> str:
        """Show the place as an editor understands it, then the first line of the message."""
        return f"{_shown(self.path)}:{self.line}: {self.message.partition(chr(10))[0]} [{self.code}]"


@dataclass(frozen=True, slots=True)
class Task:
    """What a checker is asked to do: these files, modules looked up here, a scratch directory of its own."""

    files: tuple[Path, ...]
    search_paths: tuple[Path, ...]
    scratch: Path


def _whole(task: Task) -> list[Task]:
    return [task]


@dataclass(frozen=True, slots=True)
class Checker:
    """A type checker: its program, how to ask it, and how to read its answer."""

    name: str
    program: str
    arguments: Callable[[Task], list[str]]
    read: Callable[[str], Iterable[Finding]]
    parts: Callable[[Task], Iterable[Task]] = _whole

    def findings(self, task: Task) -> list[Finding]:
        """Run the program, once if it can take all at once, and return what it reports about the files of the task."""
        return [finding for part in self.parts(task) for finding in self._findings(part)]

    def _findings(self, task: Task) -> list[Finding]:
        command = [_program(self.program), *self.arguments(task)]
        environment = _environment(task)
        done = subprocess.run(command, cwd=task.scratch, env=environment, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            raise CheckerError(f"{self.name} stopped with code {done.returncode}:\n{done.stdout}{done.stderr}")
        try:
            found = list(self.read(done.stdout))
        except (ValueError, KeyError) as error:
            raise CheckerError(f"cannot read what {self.name} says:\n{done.stdout}{done.stderr}") from error
        asked = frozenset(task.files)
        placed = [replace(finding, path=(task.scratch / finding.path).resolve()) for finding in found]
        return [finding for finding in placed if finding.path in asked]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One checker against the marks: what it missed, what it reported where no mark is, and all that it reported."""

    checker: str
    missed: tuple[Mark, ...]
    false: tuple[Finding, ...]
    found: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """True when the checker reported the marked lines and no other."""
        return not self.missed and not self.false

    def __str__(self) -> str:
        """List every difference on a line of its own."""
        missed = [f"{self.checker} did not report: {mark}" for mark in self.missed]
        false = [f"{self.checker} reported without a mark: {finding}" for finding in self.false]
        return "\n".join([*missed, *false]) or f"{self.checker}: as marked"


@dataclass(frozen=True, slots=True)
class Report:
    """What all checkers said of the same files."""

    marks: tuple[Mark, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def ok(self) -> bool:
        """True when every checker agrees with the marks."""
        return all(verdict.ok for verdict in self.verdicts)

    def of(self, checker: str) -> Verdict:
        """Return the verdict on one checker."""
        return next(verdict for verdict in self.verdicts if verdict.checker == checker)

    def __str__(self) -> str:
        """List every difference, checker by checker."""
        return "\n".join(str(verdict) for verdict in self.verdicts)


def as_json(report: Report) -> str:
    """Return the report for other programs: the number of marks, and of each checker what it missed and what it added."""
    verdicts = [
        {
            "checker": each.checker,
            "ok": each.ok,
            "missed": [
                {"path": str(_shown(mark.path)), "line": mark.line, "reason": mark.reason} for mark in each.missed
            ],
            "unmarked": [asdict(finding) | {"path": str(_shown(finding.path))} for finding in each.false],
        }
        for each in report.verdicts
    ]
    return json.dumps({"ok": report.ok, "marks": len(report.marks), "checkers": verdicts}, indent=2)


def run(
    checkers: Sequence[Checker], paths: Sequence[Path], *, search_paths: Iterable[Path] = (), unmarked: bool = True
) -> Report:
    """Run each checker over the Python files under the paths, and compare what it reports with their marks.

    Unless ``unmarked``, files without a single mark are refused: with nothing to report, all would seem well.
    As many as there are processors run side by side; the report has them in the order given, and so have errors.
    ``search_paths`` are where the files' own imports are looked up, before the environment of this interpreter.
    """
    files = tuple(dict.fromkeys(file for path in paths for file in _python_files(path.resolve())))
    if not files:
        raise CheckerError(f"there is no Python file in {', '.join(map(str, paths))}")
    marks = tuple(mark for file in files for mark in marked_lines(file))
    if not marks and not unmarked:
        raise CheckerError(
            f"no line is marked in {', '.join(map(str, paths))}; mark those that have to be reported: # E: reason"
        )
    roots = tuple(path.resolve() for path in search_paths)

    def verdict_on(checker: Checker) -> Verdict:
        with tempfile.TemporaryDirectory(prefix="check-types-") as scratch:
            found = checker.findings(Task(files, roots, Path(scratch).resolve()))
        return _compare(checker.name, marks, found)

    with ThreadPoolExecutor(max_workers=min(len(checkers), os.cpu_count() or 1)) as pool:
        return Report(marks, tuple(pool.map(verdict_on, checkers)))


def installed(names: Iterable[str] = ()) -> list[Checker]:
    """Return the checkers of these names, or without any those that are installed; at least one has to be.

    One that is named and not installed raises CheckerError when it is run.
    """
    wanted = list(names)
    known = {checker.name: _as_installed(checker) for checker in CHECKERS}
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise CheckerError(f"there is no checker {unknown[0]!r}; name some of: {', '.join(known)}")
    found = [known[name] for name in wanted] or [each for each in known.values() if _found(each.program)]
    if not found:
        raise CheckerError(f"no type checker is installed beside {sys.executable}; install some of: {', '.join(known)}")
    return found


def _as_installed(checker: Checker) -> Checker:
    """Pyright comes in two distributions; theirs is as good as ours."""
    if checker.name == "pyright" and not _found(checker.program) and _found("pyright"):
        return replace(checker, program="pyright")
    return checker


def marked_lines(path: Path) -> list[Mark]:
    """Return the marks of a Python file. Comments are looked at, strings are not."""
    try:
        with path.open("rb") as stream:
            tokens = list(tokenize.tokenize(stream.readline))
    except (tokenize.TokenError, SyntaxError) as error:
        raise CheckerError(f"{path} is not Python: {error}") from error
    comments = [token for token in tokens if token.type == tokenize.COMMENT]
    return [_mark(path, comment.start[0], found) for comment in comments if (found := _MARK.search(comment.string))]


def _mark(path: Path, line: int, found: re.Match[str]) -> Mark:
    only = frozenset(name.strip() for name in (found["only"] or "").split(",") if name.strip())
    unknown = only - {checker.name for checker in CHECKERS}
    if unknown or (found["only"] is not None and not only):
        known = ", ".join(checker.name for checker in CHECKERS)
        raise CheckerError(f"{path}:{line}: [{found['only']}] names no checker; name some of: {known}")
    return Mark(path, line, (found["reason"] or "").strip(), only)


def _compare(checker: str, marks: Iterable[Mark], found: Sequence[Finding]) -> Verdict:
    expected: dict[Line, Mark] = {(mark.path, mark.line): mark for mark in marks if mark.concerns(checker)}
    reported: dict[Line, Finding] = {(finding.path, finding.line): finding for finding in found}
    missed = tuple(mark for line, mark in sorted(expected.items()) if line not in reported)
    false = tuple(finding for line, finding in sorted(reported.items(), key=_place) if line not in expected)
    return Verdict(checker, missed, false, tuple(found))


def _place(item: tuple[Line, Finding]) -> Line:
    return item[0]


def _python_files(path: Path) -> Iterator[Path]:
    """Name every file, so that no checker's own idea of what to leave out decides."""
    if not path.exists():
        raise CheckerError(f"there is no {path}")
    if path.is_dir():
        yield from sorted(file for file in path.rglob("*.py*") if file.suffix in {".py", ".pyi"})
    else:
        yield path


def _program(name: str) -> str:
    """Find a program beside this interpreter before anywhere else: the environment need not be activated."""
    found = _found(name)
    if found is None:
        raise CheckerError(f"{name} is not installed; install it beside {sys.executable}")
    return found


def _found(name: str) -> str | None:
    return shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name)


def _environment(task: Task) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(_OWN_VARIABLES)}
    return inherited | {"MYPYPATH": os.pathsep.join(map(str, task.search_paths)), "NO_COLOR": "1"}


# What each checker is asked.


def _mypy_arguments(task: Task) -> list[str]:
    options = ["--config-file=", "--strict", "--output=json", f"--python-executable={sys.executable}"]
    options += ["--explicit-package-bases"]  # so that files of one name in two folders are two modules
    cache = tempfile.mkdtemp(dir=task.scratch)  # one each: of two files of one name and text, mypy would cache one
    return [*options, f"--cache-dir={cache}", "--", *map(str, task.files)]


def _mypy_parts(task: Task) -> Iterator[Task]:
    """Never give mypy two files that it takes for one module: it would refuse both."""
    waiting = list(task.files)
    while waiting:
        modules = {_mypy_module(file, task.search_paths): file for file in reversed(waiting)}
        part = set(modules.values())
        yield replace(task, files=tuple(file for file in waiting if file in part))
        waiting = [file for file in waiting if file not in part]


def _mypy_module(file: Path, roots: tuple[Path, ...]) -> tuple[str, ...]:
    """Return the name that mypy finds for a file: from a search path down, or else from the topmost package down."""
    names = [] if file.stem == "__init__" else [file.stem]
    certain, folder = len(names), file.parent
    while folder not in roots:
        if not folder.name.isidentifier():
            return tuple(names[:certain])
        names.append(folder.name)
        if any((folder / name).is_file() for name in ("__init__.py", "__init__.pyi")):
            certain = len(names)
        folder = folder.parent
    return tuple(names)


def _pyright_arguments(task: Task) -> list[str]:
    config = task.scratch / "pyrightconfig.json"
    settings = {
        "typeCheckingMode": "standard",
        # Relative: pyright itself ignores any other path, while basedpyright takes it.
        "include": [os.path.relpath(file, task.scratch) for file in task.files],
        "exclude": [],  # without it everything below a directory with a leading dot is left out
        "extraPaths": [str(path) for path in task.search_paths],
    }
    config.write_text(json.dumps(settings), encoding="utf-8")
    return ["--outputjson", "--pythonpath", sys.executable, "--project", str(config)]


def _pyrefly_arguments(task: Task) -> list[str]:
    config = task.scratch / "pyrefly.toml"
    # Empty, but there: without a configuration file pyrefly falls back to its preset "basic" and misses most.
    config.write_text("", encoding="utf-8")
    options = ["check", f"--config={config}", "--output-format=json", "--summary=none", "--relative-to="]
    options += [f"--python-interpreter-path={sys.executable}", "--use-ignore-files=false"]
    options += ["--disable-project-excludes-heuristics=true", "--project-excludes=**/__pycache__/**"]
    return [*options, *(f"--search-path={path}" for path in task.search_paths), *map(str, task.files)]


def _ty_arguments(task: Task) -> list[str]:
    config = task.scratch / "ty.toml"
    config.write_text("", encoding="utf-8")
    options = ["check", f"--config-file={config}", "--output-format=gitlab", "--no-progress", "--color=never"]
    options += [f"--python={sys.prefix}", "--no-respect-ignore-files"]
    return [*options, *(f"--extra-search-path={path}" for path in task.search_paths), *map(str, task.files)]


# What each checker answers.


class _MypyError(TypedDict):
    file: str
    line: int
    message: str
    code: str | None
    severity: str


def _read_mypy(output: str) -> Iterator[Finding]:
    for text in filter(None, output.splitlines()):  # mypy ends some clean runs with an empty line
        error = cast("_MypyError", json.loads(text))
        if error["severity"] == "error":
            yield Finding(Path(error["file"]), error["line"], error["message"], error["code"] or "")


class _Position(TypedDict):
    line: int


class _Range(TypedDict):
    start: _Position


class _PyrightError(TypedDict):
    file: str
    severity: str
    message: str
    range: _Range
    rule: NotRequired[str]


def _read_pyright(output: str) -> Iterator[Finding]:
    answer = json.loads(output)
    if not answer["summary"]["filesAnalyzed"]:
        raise CheckerError("pyright looked at none of the files")
    for error in cast("list[_PyrightError]", answer["generalDiagnostics"]):
        if error["severity"] == "error":
            line = error["range"]["start"]["line"] + 1  # counted from 0
            yield Finding(Path(error["file"]), line, error["message"], error.get("rule", ""))


class _PyreflyError(TypedDict):
    path: str
    line: int
    name: str
    description: str
    severity: str


def _read_pyrefly(output: str) -> Iterator[Finding]:
    for error in cast("list[_PyreflyError]", json.loads(output)["errors"]):
        if error["severity"] == "error":
            yield Finding(Path(error["path"]), error["line"], error["description"], error["name"])


class _TyPositions(TypedDict):
    begin: _Position


class _TyLocation(TypedDict):
    path: str
    positions: _TyPositions


class _TyError(TypedDict):
    check_name: str
    description: str
    severity: str
    location: _TyLocation


def _read_ty(output: str) -> Iterator[Finding]:
    for error in cast("list[_TyError]", json.loads(output)):
        if error["severity"] in {"major", "critical", "blocker"}:  # "minor" is a warning, "info" a hint
            location = error["location"]
            line = location["positions"]["begin"]["line"]
            message = error["description"].removeprefix(f"{error['check_name']}: ")
            yield Finding(Path(location["path"]), line, message, error["check_name"])


CHECKERS = (
    Checker("mypy", "mypy", _mypy_arguments, _read_mypy, _mypy_parts),
    # basedpyright is pyright's engine in a wheel; in mode "standard" its rules are pyright's.
    Checker("pyright", "basedpyright", _pyright_arguments, _read_pyright),
    Checker("pyrefly", "pyrefly", _pyrefly_arguments, _read_pyrefly),
    Checker("ty", "ty", _ty_arguments, _read_ty),
)
