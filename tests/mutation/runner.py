"""Runs the tests against mutants, each in a forked child.

Rules of this file:
- One run on the sound code tells which tests reach which line, and how long each takes.
- A mutant faces tests that reach its lines until one fails: one variant of each test, then some, then, if no reason is
  listed why it goes unnoticed, all of them. A test that does not reach them cannot notice; lines that run on import are
  reached by all.
- A mutant of what runs on import faces them in a child that has everything loaded but the code under test. One of what runs
  when a function is called, as most are, is put into a child that has collected the tests already.
- A child that hangs has noticed the mutant too: it is ended with all that it started. Whether one runs in circles is told
  by the processor's time that it takes, which does not depend on what else the machine does.
- Nothing is written into the checkout: the changed module exists in the child's memory alone.
"""

import ast
import gc
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import math
import mmap
import os
import resource
import signal
import struct
import sys
import tempfile
import time
import traceback
import types
import warnings
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, zip_longest
from operator import itemgetter
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import coverage
import pytest

from tests.mutation.mutants import Mutant, mutants, mutated
from tests.mutation.swapping import Place, caches_of, changed_codes, codes_of, exchange, functions_of

VARIANTS = 3  # of each test with parameters, that a mutant faces before it faces them all
LOADING = 60.0  # the processor's seconds that what comes before the tests may take
PATIENCE = 5.0  # those that any test may take, beside five times what it took on the sound code
UNFIT = 100  # exit code: the mutant cannot be put into functions that are there
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

    def load(self) -> None:
        """Import every module, also those that the package imports late."""
        for module in self.modules:
            importlib.import_module(f"{self.package.name}.{module}")

    def mutants(self) -> list[Mutant]:
        """Return every mutant of every module."""
        return [mutant for module in self.modules for mutant in mutants(module, self.source(module))]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What one run on the sound code showed: of each test its seconds and file, of each line the tests that reach it."""

    seconds: dict[str, float]
    files: dict[str, str]
    reached: dict[str, dict[int, list[str]]]

    def tests_for(self, path: Path, mutant: Mutant) -> set[str] | None:
        """Return the tests that reach the mutant's lines; None, where the lines run on import or are not seen to run."""
        lines = self.reached.get(str(path), {})
        tests = {test for line in range(mutant.first, mutant.last + 1) for test in lines.get(line, [])}
        before = set(lines.get(mutant.first - 1, []))  # a `continue` is often no step of its own
        return None if not tests or "" in tests else tests | before - {""}

    def stages(self, tests: set[str], *, listed: bool) -> list[set[str]]:
        """Return the tests that a mutant faces, one set after the other."""
        by_name = list(self._by_name(tests))
        few = {min(variants, key=self.seconds.__getitem__) for variants in by_name}
        some = {test for variants in by_name for test in _spread(variants, VARIANTS)} - few
        return [stage for stage in (few, some, set() if listed else tests - few - some) if stage]

    def in_order(self, tests: Iterable[str]) -> list[str]:
        """Return the fastest test of each file, then the next of each."""
        ranks = Counter[str]()
        ranked = list[tuple[int, str]]()
        for test in sorted(tests, key=self.seconds.__getitem__):
            ranks[self.files[test]] += 1
            ranked.append((ranks[self.files[test]], test))
        return [test for _, test in sorted(ranked, key=itemgetter(0))]

    @staticmethod
    def _by_name(tests: set[str]) -> Iterator[list[str]]:
        for _, variants in groupby(sorted(tests), key=lambda test: test.partition("[")[0]):
            yield list(variants)

    def limit(self, test: str) -> float:
        """Return the processor's seconds after which a test hangs."""
        return PATIENCE + 5 * self.seconds[test]


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
    everything = set(baseline.seconds)
    imported, called = list[_Trial](), list[_Trial]()
    for mutant in subject.mutants():
        tests = baseline.tests_for(subject.path(mutant.module), mutant)
        trial = _Trial(mutant, baseline, baseline.stages(tests or everything, listed=mutant.key in subject.listed))
        (imported if tests is None else called).append(trial)
    for trial, code in _swapped(subject, jobs, baseline, called):
        if code == UNFIT:
            imported.append(trial)
        else:
            yield trial.mutant, _has_noticed(code)
    for mutant, code in _run(imported, jobs, _Importing(subject, baseline)):
        yield mutant, _has_noticed(code)


def _run(trials: list["_Trial"], jobs: int, way: "_Importing | _Swapping") -> Iterator[tuple[Mutant, int]]:
    """Yield each mutant with the exit code of the run that decides."""
    waiting, running = trials[::-1], dict[int, _Trial]()
    while waiting or running:
        while waiting and len(running) < jobs:
            trial = waiting.pop()
            running[trial.start(way)] = trial
        for child, code in _ended(running):
            trial = running.pop(child)
            if not _has_noticed(code) and trial.advance():
                running[trial.start(way)] = trial
            else:
                yield trial.mutant, code
        time.sleep(0.005)


def _has_noticed(code: int) -> bool:
    return code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)


# One mutant.


@dataclass(slots=True, eq=False)  # pytest keeps its plugins in sets
class _Trial:
    """A mutant and the tests that it has to face, the first of them now; and a plugin that gives each test its time."""

    mutant: Mutant
    baseline: Baseline
    stages: list[set[str]]
    _deadline: mmap.mmap = field(default_factory=lambda: mmap.mmap(-1, 8))  # on the clock; told by the child

    def start(self, way: "_Importing | _Swapping") -> int:
        """Fork a child that runs the tests, and return its id."""
        self._allow(LOADING)
        return _fork(lambda: way.run_against(self, self.stages[0]))

    def advance(self) -> bool:
        """Go on to the next of its tests; say whether there are any."""
        del self.stages[0]
        return bool(self.stages)

    def hangs(self) -> bool:
        """Whether the child has waited for too long."""
        deadline: float = struct.unpack("d", self._deadline[:])[0]
        return time.monotonic() > deadline

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """End the process, a child, when the test takes the processor for too long."""
        limit = self.baseline.limit(item.nodeid)
        self._allow(limit)
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + limit), resource.RLIM_INFINITY))
        return (yield)

    def _allow(self, limit: float) -> None:
        self._deadline[:] = struct.pack("d", time.monotonic() + WAITING * limit)


def _ended(running: dict[int, _Trial]) -> Iterator[tuple[int, int]]:
    """Yield the children that have ended, or hang, and their exit codes."""
    for child, trial in list(running.items()):
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            yield child, os.waitstatus_to_exitcode(status)
        elif trial.hangs():
            os.killpg(child, signal.SIGKILL)
            yield child, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


# The code under test imported, changed.


@dataclass(frozen=True, slots=True)
class _Importing:
    """The way of mutants of what runs on import: pytest is run, and finds a module changed."""

    subject: Subject
    baseline: Baseline

    def run_against(self, trial: _Trial, tests: Collection[str]) -> int:
        """Return pytest's exit code."""
        subject, mutant = self.subject, trial.mutant
        tree = mutated(subject.source(mutant.module), mutant.number)
        name = f"{subject.package.name}.{mutant.module}"
        sys.meta_path.insert(0, _MutantFinder(name, subject.path(mutant.module), tree))
        files = sorted({self.baseline.files[test] for test in tests})
        return _pytest(files, [trial, _Chosen(self.baseline.in_order(tests))])


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
    """A plugin that keeps the chosen tests, in their order."""

    def __init__(self, tests: list[str]) -> None:
        self.tests = tests

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out the rest."""
        by_name = {item.nodeid: item for item in items}
        items[:] = [by_name[test] for test in self.tests]


# The code under test loaded, and exchanged.


def _swapped(subject: Subject, jobs: int, baseline: Baseline, trials: list[_Trial]) -> Iterator[tuple[_Trial, int]]:
    """Yield each trial with an exit code. They are faced in a child, as it loads the code under test."""
    reading, writing = os.pipe()
    way = _Swapping(subject, baseline, trials, jobs, writing)
    host = _fork(lambda: _pytest(map(str, subject.tests), [way], "--capture=no"), output=sys.stderr.fileno())
    os.close(writing)
    by_key = {trial.mutant.key: trial for trial in trials}
    with os.fdopen(reading, encoding="utf-8") as report:
        for line in report:
            code, _, key = line.rstrip("\n").partition(" ")
            yield by_key[key], int(code)
    ended = os.waitstatus_to_exitcode(os.waitpid(host, 0)[1])
    if ended != pytest.ExitCode.OK:
        raise BaselineError(f"pytest ended with {ended} when functions were given the same code again")


@dataclass(slots=True, eq=False)  # pytest keeps its plugins in sets
class _Swapping:
    """The way of all other mutants, and a plugin: when the tests are collected, forked children run some of them."""

    subject: Subject
    baseline: Baseline
    trials: list[_Trial]
    jobs: int
    report: int
    plugins: pytest.PytestPluginManager = field(init=False)
    items: dict[str, pytest.Item] = field(default_factory=dict[str, pytest.Item])
    functions: dict[Place, list[FunctionType]] = field(default_factory=dict[Place, list[FunctionType]])

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Face the mutants instead of running the tests here."""
        self.plugins = session.config.pluginmanager
        self.items = {item.nodeid: item for item in session.items}
        self.subject.load()
        self.functions = functions_of(str(self.subject.path(module)) for module in self.subject.modules)
        gc.collect()
        gc.freeze()  # what children share is not to be looked through by each
        child = _fork(self._run_sound, output=sys.stderr.fileno())
        session.testsfailed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if session.testsfailed == 0:
            for mutant, code in _run(self.trials, self.jobs, self):
                os.write(self.report, f"{code} {mutant.key}\n".encode())
        return True

    def run_against(self, trial: _Trial, tests: Collection[str]) -> int:
        """Return OK if each test passes, UNFIT if the mutant is no matter of functions alone."""
        mutant = trial.mutant
        path, source = str(self.subject.path(mutant.module)), self.subject.source(mutant.module)
        changed = compile(mutated(source, mutant.number), path, "exec")
        codes = changed_codes(compile(source, path, "exec"), changed)
        if codes is None:
            return UNFIT
        self.plugins.register(trial)
        return self._run_with(codes, tests)

    def _run_sound(self) -> int:
        codes = dict[Place, CodeType]()
        for module in self.subject.modules:
            codes |= codes_of(compile(self.subject.source(module), str(self.subject.path(module)), "exec"))
        return self._run_with(codes, self.items)

    def _run_with(self, codes: dict[Place, CodeType], tests: Collection[str]) -> int:
        exchange(self.functions, codes)
        chosen = [self.items[test] for test in self.baseline.in_order(tests)]
        for item, following in zip_longest(chosen, chosen[1:]):
            item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
        with warnings.catch_warnings():  # what the end of a whole run would have shown
            warnings.simplefilter("error")
            sys.unraisablehook = lambda _: os._exit(pytest.ExitCode.TESTS_FAILED)
            gc.collect()
        return pytest.ExitCode.OK

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """End the process, a child, at the first failure."""
        if report.failed:
            sys.stderr.write(f"{report.nodeid}\n{report.longreprtext}\n")
            sys.stderr.flush()
            os._exit(pytest.ExitCode.TESTS_FAILED)


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
    watch = _Watch(subject, measured)
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

    def __init__(self, subject: Subject, measured: coverage.Coverage) -> None:
        self.subject = subject
        self.measured = measured
        self.caches: list[Any] = []
        self.seconds: dict[str, float] = {}
        self.files: dict[str, str] = {}

    def pytest_collection_finish(self) -> None:
        """Find the caches of the code under test."""
        self.subject.load()
        self.caches = caches_of(str(self.subject.path(module)) for module in self.subject.modules)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Count set-up and tear-down to the test; what it reaches does not depend on the tests before it."""
        for cache in self.caches:
            cache.cache_clear()
        self.measured.switch_context(item.nodeid)
        begun = time.perf_counter()
        result = yield
        self.seconds[item.nodeid] = time.perf_counter() - begun
        self.files[item.nodeid] = str(item.path)
        self.measured.switch_context("")
        return result


# Children.


def _fork(work: Callable[[], int], output: int | None = None) -> int:
    """Start a child that leads a process group of its own and ends with what the work returns; return its id."""
    child = os.fork()
    if child:
        return child
    code = int(pytest.ExitCode.INTERNAL_ERROR)
    try:  # whatever happens, the child must not go on as its parent
        os.setsid()
        silence = os.open(os.devnull, os.O_RDWR)
        os.dup2(silence, 0)
        for stream in (1, 2):
            os.dup2(silence if output is None else output, stream)
        code = work()
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
    finally:
        os._exit(code)


def _pytest(paths: Iterable[str], plugins: list[object], *others: str) -> int:
    """Run the tests under the paths in this process, as they are configured, but stop at the first failure.

    Plugins that happen to be installed are left out: loading them takes longer than most of the tests.
    """
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    options = ["--exitfirst", "--quiet", "-p", "no:cacheprovider"]
    return int(pytest.main([*options, *others, *paths], plugins=[_Steady(), *plugins]))


class _Steady:
    """A plugin that makes property tests try the same examples in every run."""

    def pytest_configure(self) -> None:
        """Set this before any test module is imported."""
        import hypothesis  # once pytest is set up: it warns of plugins that were imported before

        hypothesis.settings.register_profile("mutation", derandomize=True, database=None, deadline=None)
        hypothesis.settings.load_profile("mutation")
