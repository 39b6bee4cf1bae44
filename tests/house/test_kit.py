"""The test kit: its modules import in one direction, enter the core by its public door, and stay small."""

import ast
import inspect

import pytest

from tests.house.layout import PACKAGE
from tests.house.size import size_of
from tests.house.test_budget import LONGEST_BODY, _body_lines
from tests.house.test_imports import _imports
from typedsignals import testing

# In order: a module imports only from those above it. Beside each, what it imports when it is first needed.
KIT: dict[str, set[str]] = {
    "_signals": {"typedsignals.django._testing"},
    "_scope": set(),
    "_annotations": {"annotationlib"},
    "_declared": set(),
    "_compare": set(),
    "_sent": set(),
    "_record": set(),
    "_mute": set(),
    "_handed": {"typedsignals.handover._handing", "typedsignals.handover._unpacked"},
    "_lasting": set(),
    "_isolate": set(),
    "_check": {"typeguard"},
    "_contracts": set(),
    "__init__": set(),
    "_every_test": set(),
}
# What comes with the kit, and is not the core.
BESIDE = {"_contracts": {"typedsignals._tools.checkers"}, "_every_test": {"pytest"}}
DOOR = {"typedsignals", "typedsignals._core.callables"}  # what a method is, is told the same way everywhere


def test_every_module_of_the_kit_has_a_rule() -> None:
    """A new module says where it stands before it is imported."""
    assert {path.stem for path in (PACKAGE / "testing").glob("*.py")} == KIT.keys()


LONGEST_MODULE = 200


@pytest.mark.parametrize("module", KIT)
def test_a_module_of_the_kit_enters_by_the_door(module: str) -> None:
    """And knows neither Django nor pytest nor a type checker unless its rule says so."""
    above = {f"typedsignals.testing.{name}" for name in list(KIT)[: list(KIT).index(module)]}
    allowed = DOOR | above | BESIDE.get(module, set())
    imported = {name for name, _ in _imports(f"testing/{module}")} - KIT[module]
    foreign = {name for name in imported if name.split(".")[0] in {"typedsignals", "django", "pytest", "typeguard"}}
    assert foreign - allowed == set()


@pytest.mark.parametrize("module", KIT)
def test_a_module_of_the_kit_imports_late_only_what_its_rule_says(module: str) -> None:
    """Anything else hides an edge."""
    assert {name for name, lazy in _imports(f"testing/{module}") if lazy} <= KIT[module]


@pytest.mark.parametrize("module", KIT)
def test_a_module_of_the_kit_is_short(module: str) -> None:
    """In lines of code, and so are its functions."""
    path = PACKAGE / "testing" / f"{module}.py"
    text = path.read_text(encoding="utf-8")
    functions = [
        node for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    assert size_of(path).code <= LONGEST_MODULE
    assert {node.name: size for node in functions if (size := _body_lines(node)) > LONGEST_BODY} == {}


@pytest.mark.parametrize("name", testing.__all__)
def test_a_public_name_of_the_kit_has_a_docstring(name: str) -> None:
    """Of its own, and so has each of its public methods; and it says where it is imported from."""
    public = getattr(testing, name)
    if not (inspect.isclass(public) or inspect.isfunction(public)):
        return  # an alias, or `record`, whose class is documented
    assert (public.__doc__ or "").strip()
    assert inspect.isfunction(public) or public.__module__ == "typedsignals.testing"
    members = [value for key, value in vars(public).items() if not key.startswith("_") and inspect.isroutine(value)]
    assert [member for member in members if not (member.__doc__ or "").strip()] == []


def test_the_names_of_the_kit_are_sorted() -> None:
    """So that a new one is seen."""
    assert list(testing.__all__) == sorted(testing.__all__)
