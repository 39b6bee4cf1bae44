"""Runs the tests against mutants, each in a forked child that has everything loaded but the code under test.

Rules of this file:
- One run on the sound code tells which tests reach which line, and how long each takes.
- A mutant faces tests that reach its lines, fastest first, until one fails: a few of two files, then some variants of each
  test, then, if no reason is listed why it goes unnoticed, all of them. A test that does not reach them cannot notice;
  lines that run on import are reached by all.
- A child that hangs has noticed the mutant too: it is ended with all that it started. Whether one runs in circles is told
  by the processor's time that it takes, which does not depend on what else the machine does.
- Nothing is written into the checkout: the changed module exists in the child's memory alone.
"""

import ast
import contextlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import math
import os
import resource
import signal
import sys
import tempfile
import time
import types
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import coverage
import pytest

from tests.mutation.mutants import Mutant, mutants, mutated

FEW = 60  # tests that a mutant faces at first
VARIANTS = 3  # of each test with parameters, that it faces then
PATIENCE = 5.0  # seconds that any run may take, beside five times what its tests took on the sound code
WAITING = 4  # times as long on the clock, before a child that does nothing hangs


@dataclass(frozen=True, slots=True)
class Subject:
    """A package under test, those of its modules that are changed, and the tests that shall notice."""

    package: Path
    modules: tuple[str, ...]
    tests: tuple[Path, ...]
    listed: frozenset[str] = frozenset()  # the keys of those that may go unnoticed

    def path(self, module: str) -> Path:
        """Return a module's file."""
        return self.package.joinpath(*module.split(".")).with_suffix(".py")

    def source(self, module: str) -> str:
        """Read a module of the package."""
        return self.path(module).read_text(encoding="utf-8")

    def mutants(self) -> list[Mutant]:
        """Return every mutant of every module."""
        return [mutant for module in self.modules for mutant in mutants(module, self.source(module))]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What one run on the sound code showed: of each test its seconds and file, of each line the tests that reach it."""

    seconds: dict[str, float]
    files: dict[str, str]
    reached: dict[str, dict[int, list[str]]]

    def tests_for(self, path: Path, mutant: Mutant) -> set[str]:
        """Return the tests that reach the mutant's lines; all, where the lines run on import or are not seen to run."""
        lines = self.reached.get(str(path), {})
        tests = {test for line in range(mutant.first, mutant.last + 1) for test in lines.get(line, [])}
        return set(self.seconds) if not tests or "" in tests else tests

    def stages(self, tests: set[str], *, listed: bool) -> list[set[str]]:
        """Return the tests that a mutant faces, one set after the other."""
        few = self._few_of(tests)
        some = {test for variants in self._by_name(tests) for test in _spread(variants, VARIANTS)} - few
        return [stage for stage in (few, some, set() if listed else tests - few - some) if stage]

    def _few_of(self, tests: set[str]) -> set[str]:
        """Return the fastest of these tests in the two files that have most of them: collecting takes longer than running."""
        count = Counter(self.files[test] for test in tests)
        files = {file for file, _ in count.most_common(2)}
        return set(sorted((test for test in tests if self.files[test] in files), key=self.seconds.__getitem__)[:FEW])

    @staticmethod
    def _by_name(tests: set[str]) -> Iterator[list[str]]:
        for _, variants in groupby(sorted(tests), key=lambda test: test.partition("[")[0]):
            yield list(variants)

    def limit(self, tests: Iterable[str]) -> float:
        """Return the processor's seconds after which a run over these tests hangs."""
        return PATIENCE + 5 * sum(self.seconds[test] for test in tests)


def _spread(things: Sequence[str], count: int) -> Sequence[str]:
    """Return the first, the last and others between them."""
    last = len(things) - 1
    return things if last < count else [things[round(number * last / (count - 1))] for number in range(count)]


class BaselineError(Exception):
    """The tests fail on the sound code, or run on code that is loaded already: they can say nothing of mutants."""


def survey(subject: Subject, jobs: int) -> Iterator[tuple[Mutant, bool]]:
    """Run the tests against every mutant, and yield each with whether it was noticed, in the order they end."""
    if subject.package.name in sys.modules:
        raise BaselineError(f"{subject.package.name} is loaded already, and no mutant of it would be")
    sys.path.insert(0, str(subject.package.parent))
    with tempfile.TemporaryDirectory() as folder:  # where pytest keeps what it makes of the tests, which takes it long
        sys.dont_write_bytecode, sys.pycache_prefix = False, folder
        yield from _survey(subject, jobs, _baseline(subject))


def _survey(subject: Subject, jobs: int, baseline: Baseline) -> Iterator[tuple[Mutant, bool]]:
    waiting = subject.mutants()[::-1]
    running: dict[int, _Trial] = {}
    while waiting or running:
        while waiting and len(running) < jobs:
            mutant = waiting.pop()
            reaching = baseline.tests_for(subject.path(mutant.module), mutant)
            stages = baseline.stages(reaching, listed=mutant.key in subject.listed)
            trial = _Trial(subject, mutant, baseline, stages)
            running[trial.start()] = trial
        for child, noticed in _ended(running):
            trial = running.pop(child)
            if not noticed and trial.advance():
                running[trial.start()] = trial
            else:
                yield trial.mutant, noticed
        time.sleep(0.005)


# One mutant.


@dataclass(slots=True)
class _Trial:
    """A mutant and the tests that it has to face, the first of them now."""

    subject: Subject
    mutant: Mutant
    baseline: Baseline
    stages: list[set[str]]
    deadline: float = field(default=0.0)

    def start(self) -> int:
        """Fork a child that runs the tests, and return its id."""
        tests = self.stages[0]
        limit = self.baseline.limit(tests)
        self.deadline = time.monotonic() + WAITING * limit
        return _fork(lambda: _run_against(self.subject, self.mutant, tests, self.baseline), limit=limit)

    def advance(self) -> bool:
        """Go on to the next of its tests; say whether there are any."""
        del self.stages[0]
        return bool(self.stages)


def _ended(running: dict[int, _Trial]) -> Iterator[tuple[int, bool]]:
    """Yield the children that have ended, or hang, and whether they noticed anything."""
    for child, trial in list(running.items()):
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            yield child, code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
        elif time.monotonic() > trial.deadline:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            yield child, True


def _run_against(subject: Subject, mutant: Mutant, tests: Collection[str], baseline: Baseline) -> int:
    name = f"{subject.package.name}.{mutant.module}"
    tree = mutated(subject.source(mutant.module), mutant.number)
    sys.meta_path.insert(0, _MutantFinder(name, subject.path(mutant.module), tree))
    files = sorted({baseline.files[test] for test in tests})
    return _pytest(files, [_Chosen(tests, baseline.seconds)])


class _MutantFinder(importlib.abc.MetaPathFinder):
    """Finds one module, and finds it changed."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self.name = name
        self.loader = _MutantLoader(name, str(path))
        self.loader.tree = tree

    def find_spec(
        self, fullname: str, path: object, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Answer for that module alone."""
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.loader.path, loader=self.loader)


class _MutantLoader(importlib.machinery.SourceFileLoader):
    """Compiles the changed tree under the name of the real file: the code under test looks at file names."""

    tree: ast.Module

    def get_code(self, fullname: str) -> types.CodeType:
        """Neither read nor write a cached file."""
        return compile(self.tree, self.path, "exec")


class _Chosen:
    """A plugin that keeps the chosen tests, fastest first."""

    def __init__(self, tests: Collection[str], seconds: dict[str, float]) -> None:
        self.tests = tests
        self.seconds = seconds

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out the rest."""
        chosen = [item for item in items if item.nodeid in self.tests]
        items[:] = sorted(chosen, key=lambda item: self.seconds[item.nodeid])


# The sound code.


def _baseline(subject: Subject) -> Baseline:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "baseline.json"
        child = _fork(lambda: _observe(subject, report), output=sys.stderr.fileno())
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code != pytest.ExitCode.OK:
            raise BaselineError(f"pytest ended with {code} on the sound code")
        seen = json.loads(report.read_text(encoding="utf-8"))
    reached = {path: {int(line): tests for line, tests in lines.items()} for path, lines in seen["reached"].items()}
    return Baseline(seen["seconds"], seen["files"], reached)


def _observe(subject: Subject, report: Path) -> int:
    measured = coverage.Coverage(data_file=None, config_file=False, source=[str(subject.package)])
    watch = _Watch(measured)
    measured.start()
    code = _pytest(map(str, subject.tests), [watch])
    measured.stop()
    data = measured.get_data()
    reached = {path: data.contexts_by_lineno(path) for path in data.measured_files()}
    report.write_text(
        json.dumps({"seconds": watch.seconds, "files": watch.files, "reached": reached}), encoding="utf-8"
    )
    return code


class _Watch:
    """A plugin that says which test runs, and how long it took."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self.measured = measured
        self.seconds: dict[str, float] = {}
        self.files: dict[str, str] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Count set-up and tear-down to the test."""
        self.measured.switch_context(item.nodeid)
        begun = time.perf_counter()
        result = yield
        self.seconds[item.nodeid] = time.perf_counter() - begun
        self.files[item.nodeid] = str(item.path)
        self.measured.switch_context("")
        return result


# Children.


def _fork(work: Callable[[], int], output: int | None = None, limit: float | None = None) -> int:
    """Start a child that leads a process group of its own and ends with what the work returns; return its id.

    It is ended when it has taken the processor for as many seconds as the limit says.
    """
    child = os.fork()
    if child:
        return child
    code = int(pytest.ExitCode.INTERNAL_ERROR)
    with contextlib.suppress(BaseException):  # whatever happens, the child must not go on as its parent
        os.setsid()
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(limit), resource.RLIM_INFINITY))
        silence = os.open(os.devnull, os.O_RDWR)
        os.dup2(silence, 0)
        for stream in (1, 2):
            os.dup2(silence if output is None else output, stream)
        code = work()
    os._exit(code)


def _pytest(paths: Iterable[str], plugins: list[object]) -> int:
    """Run the tests under the paths in this process, as they are configured, but stop at the first failure.

    Plugins that happen to be installed are left out: loading them takes longer than most of the tests.
    """
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    options = ["--exitfirst", "--quiet", "-p", "no:cacheprovider"]
    return int(pytest.main([*options, *paths], plugins=[_Steady(), *plugins]))


class _Steady:
    """A plugin that makes property tests try the same examples in every run."""

    def pytest_configure(self) -> None:
        """Set this before any test module is imported."""
        import hypothesis  # once pytest is set up: it warns of plugins that were imported before

        hypothesis.settings.register_profile("mutation", derandomize=True, database=None, deadline=None)
        hypothesis.settings.load_profile("mutation")
