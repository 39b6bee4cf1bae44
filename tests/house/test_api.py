"""The public names, what they say of themselves, and how far they are typed."""

import ast
import inspect
from collections.abc import Iterator

import pytest

import typedsignals
from tests.house.test_imports import CORE, PACKAGE

PUBLIC = {
    "Connection",
    "DuplicateUidWarning",
    "LostReceiverWarning",
    "Receiver",
    "ReceiverError",
    "Signal",
    "SignalError",
    "SignalWarning",
    "receiver",
}

# "module.function" → why no type can be said there.
ANY_ALLOWED: dict[str, str] = {}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_the_public_names_are_these() -> None:
    """Adding one is a decision, and taking one away breaks somebody."""
    assert set(typedsignals.__all__) == PUBLIC
    assert list(typedsignals.__all__) == sorted(typedsignals.__all__)


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_a_public_name_says_where_it_is_imported_from(name: str) -> None:
    """A traceback shows the name that a user can import."""
    assert getattr(typedsignals, name).__module__ == "typedsignals"


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_a_public_name_has_a_docstring(name: str) -> None:
    """Of its own, and so has each of its public methods."""
    public = getattr(typedsignals, name)
    assert (public.__doc__ or "").strip()
    members = vars(public).items() if inspect.isclass(public) else []
    documented = [(key, value) for key, value in members if not key.startswith("_") and _is_method(value)]
    assert [key for key, value in documented if not (value.__doc__ or "").strip()] == []


@pytest.mark.parametrize("module", CORE)
def test_no_public_signature_contains_any(module: str) -> None:
    """`Any` switches the checkers off where users rely on them."""
    untyped = [name for name, function in _public_functions(_tree(module)) if any(map(_is_any, _annotations(function)))]
    assert [name for name in untyped if f"{module}.{name}" not in ANY_ALLOWED] == []


@pytest.mark.parametrize("module", CORE)
def test_no_type_alias_contains_any(module: str) -> None:
    """It would reach the signatures under another name."""
    assignments = [node for node in _tree(module).body if isinstance(node, (ast.Assign, ast.AnnAssign))]
    assert [ast.unparse(node) for node in assignments if node.value is not None and _is_any(node.value)] == []


def test_every_exception_from_any_is_needed() -> None:
    """What is no longer there is no longer excused."""
    names = {f"{module}.{name}" for module in CORE for name, _ in _public_functions(_tree(module))}
    assert ANY_ALLOWED.keys() <= names


def _is_method(value: object) -> bool:
    return inspect.isroutine(value) or isinstance(value, (property, staticmethod, classmethod))


def _tree(module: str) -> ast.Module:
    path = PACKAGE / f"{module}.py"
    return ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module([], [])


def _public_functions(tree: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[str, Function]]:
    """Yield functions and methods that a user can reach: special methods are, private ones and local ones are not."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from _public_functions(node, f"{node.name}.")
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and _is_reachable(node.name):
            yield prefix + node.name, node


def _is_reachable(name: str) -> bool:
    return not name.startswith("_") or name.endswith("__")


def _annotations(function: Function) -> Iterator[ast.expr]:
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    yield from (argument.annotation for argument in every if argument is not None and argument.annotation is not None)
    if function.returns is not None:
        yield function.returns


def _is_any(annotation: ast.expr) -> bool:
    """Say whether `Any` occurs in it, also where it is written as a string."""
    for node in ast.walk(annotation):
        match node:
            case ast.Name(id="Any") | ast.Attribute(attr="Any"):
                return True
            case ast.Constant(value=str() as text) if "Any" in text.replace("[", " ").replace("]", " ").split():
                return True
            case _:
                pass
    return False
