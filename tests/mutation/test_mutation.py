"""The mutation run itself, on a toy package."""

import ast
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from tests.mutation.mutants import mutants, mutated
from tests.mutation.swapping import changed_codes, exchange, functions_of

ROOT = Path(__file__).parents[2]


def changes(source: str) -> list[str]:
    """Return what the mutants of a source make of what."""
    return [mutant.change for mutant in mutants("toy", dedent(source))]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x = a == b", ["x = None", "x = a != b"]),
        ("x = a < b", ["x = None", "x = a <= b", "x = a >= b"]),
        ("x = a is b", ["x = None", "x = a is not b"]),
        ("x = a not in b", ["x = None", "x = a in b"]),
        ("x = a and b", ["x = None", "x = a or b"]),
        ("x = not a", ["x = None", "x = a"]),
        ("x = a + b", ["x = None", "x = a - b"]),
        ("x = None", ["x = ''"]),
        ("x += y", ["x -= y", "x = y"]),
        ("f(a, key=b)", ["pass", "f(None, key=b)", "f(a)"]),
        ("del x", ["pass"]),
        ("raise E", ["pass"]),
        ("f(True)", ["pass", "f(False)", "f(None)"]),
        ("f'{x} is {y!r:>10}'", ["pass", "f'{x}XX is XX{y!r:>10}'"]),
        ("f(lambda: x)", ["pass", "f(None)", "f(lambda: None)"]),
        ("[x for x in y if z]", ["pass", "[x for x in y if not z]"]),
    ],
)
def test_what_is_made_of_a_statement(before: str, after: list[str]) -> None:
    """Each kind of change once."""
    assert sorted(changes(before)) == sorted(f"{before} → {text}" for text in after)


def test_what_is_made_of_compound_statements() -> None:
    """They are shown without the statements inside of them, which have mutants of their own."""
    source = """\
        @cached
        def f(x=1):
            while x:
                break
            try:
                continue
            except E:
                return x
        """
    assert changes(source) == [
        "@cached def f(x=1): → def f(x=1):",
        "@cached def f(x=1): → @cached def f(x=2):",
        "while x: → while not x:",
        "break → continue",
        "continue → break",
        "except E: → except ():",
        "return x → return None",
    ]


@pytest.mark.parametrize(
    "source",
    [
        '"""Text."""',
        'class C(Base[1], metaclass=M):\n    """Text."""',
        "import a",
        "__all__ = ['a']",
        "T = TypeVar('T', default=None)",
        "Name: TypeAlias = 'int | None'",
        "def f(x: 'a' = y) -> 'b': ...",
        "@overload\ndef f(x=1): return 1",
        "if sys.version_info >= (3, 13):\n    x = 1",
        "if TYPE_CHECKING:\n    x = 1",
        "...",
    ],
)
def test_what_only_checkers_and_readers_see_is_left_alone(source: str) -> None:
    """No test could notice a change there."""
    assert changes(source) == []


def test_equal_changes_at_one_place_have_names_of_their_own() -> None:
    """So that each can be listed as a survivor."""
    first, second = [mutant.key for mutant in mutants("toy", "def f():\n    del x\n    del x\n")]
    assert (first, second) == ("toy:f: del x → pass", "toy:f: del x → pass (2)")


def test_a_mutant_keeps_the_lines_of_the_source() -> None:
    """Tracebacks and warnings name the same places as before."""
    source = "x = 1\n\n\ny = f(\n    2,\n)\n"
    for mutant in mutants("toy", source):
        statements = mutated(source, mutant.number).body
        assert [(node.lineno, node.end_lineno) for node in statements] == [(1, 1), (4, 6)]


def test_each_mutant_differs_from_the_source_and_compiles() -> None:
    """Tried on a module of some size: this package's own."""
    source = (ROOT / "typedsignals" / "_tools" / "checkers.py").read_text(encoding="utf-8")
    original = ast.dump(ast.parse(source))
    found = mutants("_tools.checkers", source)
    assert len({mutant.key for mutant in found}) == len(found) > 100
    for mutant in found[::10]:
        tree = mutated(source, mutant.number)
        compile(tree, "checkers.py", "exec")
        assert ast.dump(tree) != original


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """Lay out a package of one module whose tests notice some changes, and hang at one."""
    (tmp_path / "toy").mkdir()
    (tmp_path / "toy" / "__init__.py").touch()
    module = """\
        ONE = 1

        def larger(a, b):
            while a == "wait":
                a = 0
            print("compared")
            return a if a > b else b
        """
    (tmp_path / "toy" / "module.py").write_text(dedent(module), encoding="utf-8")
    tests = """\
        from toy.module import ONE, larger

        def test_larger():
            assert larger(ONE, 1.5) == 1.5
            assert larger(2, 1) == 2
            assert larger("wait", 0.5) == 0.5

        def test_nothing():
            pass
        """
    (tmp_path / "test_toy.py").write_text(dedent(tests), encoding="utf-8")
    (tmp_path / "survivors.md").touch()
    return tmp_path


def survey(toy: Path, package: str = "toy") -> "subprocess.CompletedProcess[str]":
    """Run the command over the toy, in a process of its own as it forks."""
    arguments = [
        "module",
        "--package",
        toy / package,
        "--survivors",
        toy / "survivors.md",
        "--tests",
        toy / "test_toy.py",
    ]
    command = [sys.executable, "-m", "tests.mutation", *map(str, arguments)]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_the_run_tells_noticed_from_unnoticed(toy: Path) -> None:
    """A print can go; at equality either argument will do; an endless loop is noticed. Reasons outlive no survivor."""
    noticed = "module:larger: return a if a > b else b → return None"
    survivor = "module:larger: print('compared') → pass"
    (toy / "survivors.md").write_text(f"- ``{noticed}``: no\n- ``{survivor}``: not a promise\n", encoding="utf-8")
    done = survey(toy)
    assert done.returncode == 1, done.stderr
    assert done.stdout.splitlines()[-5:] == [
        "8 of 12 mutants noticed: 66.7%",
        "no reason given: module:larger: print('compared') → print('XXcomparedXX')",
        "no reason given: module:larger: print('compared') → print(None)",
        "no reason given: module:larger: return a if a > b else b → return a if a >= b else b",
        f"listed, but noticed or gone: {noticed}",
    ]


def test_failing_tests_say_nothing_of_mutants(toy: Path) -> None:
    """The run ends before it begins."""
    (toy / "test_toy.py").write_text("def test_no(): assert False\n", encoding="utf-8")
    done = survey(toy)
    assert done.returncode != 0
    assert "pytest ended with 1 on the sound code" in done.stderr


def test_code_that_is_loaded_already_could_not_be_changed(toy: Path) -> None:
    """The run ends before it begins: each mutant would seem to go unnoticed."""
    (toy / "toy").rename(toy / "json")
    done = survey(toy, "json")
    assert done.returncode != 0
    assert "json is loaded already" in done.stderr


def test_the_command_loads_nothing_of_the_package() -> None:
    code = "import sys, tests.mutation.__main__; sys.exit('typedsignals' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def functions_that_differ(before: str, after: str) -> "list[str] | None":
    """Return the names of the functions that get new code, or None if that would not do."""
    codes = changed_codes(compile(dedent(before), "toy.py", "exec"), compile(dedent(after), "toy.py", "exec"))
    return None if codes is None else sorted(name for _, name, _ in codes)


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ("def f(): return 1", "def f(): return 2", ["f"]),
        (
            "class A:\n def f(self): return 1\n def g(self): pass",
            "class A:\n def f(self): return 2\n def g(self): pass",
            ["A.f"],
        ),
        ("def f():\n def g(): return 1\n return g", "def f():\n def g(): return 2\n return g", ["f", "f.<locals>.g"]),
        ("x = 1", "x = 2", None),
        ("def f(x=1): pass", "def f(x=2): pass", None),
        ("class A: x = 1", "class A: x = 2", None),
        ("def f(x): return lambda: x", "def f(x): return lambda: 1", None),
        ("f = lambda: 1, lambda: 2", "f = lambda: 1, lambda: 3", None),
        ("def f(): return 1", "def f(): return lambda: 1", None),
    ],
)
def test_code_is_exchanged_where_functions_alone_differ(before: str, after: str, names: "list[str] | None") -> None:
    assert functions_that_differ(before, after) == names


def test_every_function_of_a_file_gets_its_code_also_one_made_by_another() -> None:
    source = "def outer(x):\n    def inner(): return x + 1\n    return inner\n"
    space: dict[str, Any] = {}
    exec(compile(source, "made.py", "exec"), space)
    made = space["outer"](1)
    changed = compile(source.replace("+", "-"), "made.py", "exec")
    exchange(functions_of(["made.py"]), changed_codes(compile(source, "made.py", "exec"), changed) or {})
    assert (made(), space["outer"](3)()) == (0, 2)


def test_what_a_test_reaches_does_not_depend_on_what_another_has_left_in_a_cache(toy: Path) -> None:
    """The second test notices, though on the sound code it runs nothing that the first has run."""
    module = "import functools\n\n\n@functools.cache\ndef half(a):\n    b = a // 2\n    return b\n"
    tests = "from toy.module import half\n\n\ndef test_a():\n    half(9)\n\n\ndef test_b():\n    assert half(9) == 4\n"
    (toy / "toy" / "module.py").write_text(module, encoding="utf-8")
    (toy / "test_toy.py").write_text(tests, encoding="utf-8")
    done = survey(toy)
    unnoticed = [line for line in done.stdout.splitlines() if line.startswith("no reason given")]
    assert unnoticed == ["no reason given: module:module: @functools.cache def half(a): → def half(a):"], done.stderr
