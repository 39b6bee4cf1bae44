"""Imports go one way, and importing the package loads nothing that a user did not ask for."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from typing import Generic

import pytest

from tests.house.layout import CORE, LAZY, LIGHT, PACKAGE, SHELL, source_of
from typedsignals import AsyncKeywordSignal, AsyncSignal, KeywordSignal, Signal

UNWANTED = {
    "argparse",
    "asyncio",
    "blinker",
    "click",
    "concurrent.futures",
    "django",
    "hypothesis",
    "mypy",
    "pytest",
    "rich",
    "subprocess",
    "tempfile",
    "typedsignals._awaiting",
    "typedsignals._tools.checkers",
    "typedsignals.django",
    "typedsignals.testing",
    "typedsignals.wiring",
    "typer",
}


def test_every_module_has_a_rule() -> None:
    """A new module says where it stands before it is imported, and a rule goes when its module does."""
    folders = {"": PACKAGE, "_core.": PACKAGE / "_core", "_tools.": PACKAGE / "_tools"}
    found = {f"{prefix}{path.stem}" for prefix, folder in folders.items() for path in folder.glob("*.py")}
    assert found == CORE.keys() | SHELL.keys()


def test_the_folders_show_the_architecture() -> None:
    """What stands at the top, and nothing beside it."""
    top = {path.name for path in PACKAGE.parent.iterdir() if not path.name.startswith(".")}
    generated = {"dist", "build", "site", "htmlcov"}
    wanted = {"pyproject.toml", "typedsignals", "tests", "stubs", "mypy.ini", "README.md"}
    allowed = {"LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "examples", "benchmarks", "docs", "mkdocs.yml"}
    assert wanted <= top
    assert top - wanted - allowed - generated == set()


@pytest.mark.parametrize("module", CORE)
def test_a_core_module_imports_only_what_its_rule_allows(module: str) -> None:
    """From the core what stands above it, and from the standard library what is listed."""
    above = list(CORE)[: list(CORE).index(module)]
    allowed = LIGHT | CORE[module] | {f"typedsignals.{name}" for name in above}
    imported = {name for name, lazy in _imports(module) if not (lazy and name in LAZY)}
    assert imported - allowed == set()


@pytest.mark.parametrize("module", CORE)
def test_a_core_module_imports_inside_functions_only_what_is_heavy(module: str) -> None:
    """Anything else hides an edge."""
    assert {name for name, lazy in _imports(module) if lazy} <= LAZY


@pytest.mark.parametrize("module", SHELL)
def test_a_shell_module_enters_the_core_by_its_public_door(module: str) -> None:
    """Never by a private file."""
    own = {name for name, _ in _imports(module) if name.split(".")[0] == "typedsignals"}
    assert own - {"typedsignals", "typedsignals.errors"} - {f"typedsignals.{name}" for name in SHELL[module]} == set()


@pytest.mark.parametrize("folder", ["django", "testing", "wiring"])
def test_other_shells_read_of_the_core_only_what_it_knows_of_callables(folder: str) -> None:
    """What a method is, and what somebody wrote, is told the same way everywhere; the rest comes through the door."""
    modules = [path.relative_to(PACKAGE).with_suffix("") for path in (PACKAGE / folder).rglob("*.py")]
    imported = {name for module in modules for name, _ in _imports(".".join(module.parts))}
    assert {name for name in imported if name.startswith("typedsignals._core")} <= {"typedsignals._core.callables"}


def test_only_one_core_module_knows_asyncio() -> None:
    """The synchronous path stays readable, and free of its cost. asgiref is met where it is imported already, and named there."""
    assert {module for module in CORE for name, _ in _imports(module) if name == "asyncio"} == {"_core.awaiting"}
    assert [module for module in CORE if '"asgiref.' in source_of(module).read_text(encoding="utf-8")] == [
        "_core.awaiting"
    ]


def test_only_one_core_module_calls_receivers() -> None:
    """In four places: two loops of the most frequent sends, one for all that is rarer, and one that is compiled."""
    calling = {module: _calls_of_receivers(module) for module in CORE}
    assert {module for module, calls in calling.items() if calls} == {"_core.sending"}
    assert len(calling["_core.sending"]) == 4


def test_no_class_of_a_signal_stands_high() -> None:
    """Three classes stand between it and ``object``, besides ``Generic``."""
    for kind in (Signal, AsyncSignal, KeywordSignal, AsyncKeywordSignal):
        assert len([cls for cls in kind.__mro__ if cls not in {kind, object, Generic}]) == 3


def test_importing_the_package_loads_nothing_else() -> None:
    """Neither a framework nor a test runner nor an event loop, not even the package's own tools."""
    loaded = _modules_after("import typedsignals") - _modules_after("")
    roots = {name for name in loaded for unwanted in UNWANTED if f"{name}.".startswith(f"{unwanted}.")}
    assert roots == set()


def test_third_party_is_typing_extensions_at_most() -> None:
    """And that only below Python 3.13."""
    loaded = _modules_after("import typedsignals") - _modules_after("")
    foreign = {name.split(".")[0] for name in loaded} - sys.stdlib_module_names - {"typedsignals"}
    assert foreign <= (set() if sys.version_info >= (3, 13) else {"typing_extensions"})


def _calls_of_receivers(module: str) -> list[str]:
    """Return what calls something named ``receiver``: functions, and code that is compiled."""
    source = source_of(module).read_text(encoding="utf-8")
    texts = [
        node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant) and type(node.value) is str
    ]
    compiled = [text for text in texts if "receiver(sender" in text and "def loop(" in text]
    functions = [
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    called = [function.name for function in functions if any(map(_is_call_of_receiver, ast.walk(function)))]
    return called + compiled


def _is_call_of_receiver(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "receiver"


def _imports(module: str) -> Iterator[tuple[str, bool]]:
    """Yield each imported module's full name, and whether the import stands inside a function."""
    tree = ast.parse(source_of(module).read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    inside = {node for function in functions for node in ast.walk(function)}
    for node in ast.walk(tree):
        for name in _names(node):
            yield name, node in inside


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    origin = ".".join(filter(None, ["typedsignals" if node.level else "", node.module]))
    if (
        origin.split(".")[0] == "typedsignals"
    ):  # `from typedsignals._core import sending` names a module or what is in one
        return [f"{origin}.{alias.name}" if _is_module(f"{origin}.{alias.name}") else origin for alias in node.names]
    return [origin]


def _is_module(name: str) -> bool:
    path = PACKAGE.parent.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or path.is_dir()


def _modules_after(statement: str) -> set[str]:
    code = f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r})\n{statement}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())
