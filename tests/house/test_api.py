"""The public names, what they say of themselves, and how far they are typed."""

import ast
import inspect
from collections.abc import Iterator

import pytest

import typedsignals
from tests.docs.public import SINCE
from tests.house.layout import CORE, source_of

PUBLIC = {name for names in SINCE["typedsignals"].values() for name in names if "." not in name}
CLASSES = sorted(name for name in PUBLIC if inspect.isclass(getattr(typedsignals, name, None)))

# Where no type can be said, and why.
ANY_ALLOWED: dict[str, str] = {
    "Interceptor.__call__": "it stands before the sends of every signal, whatever they return",
    "Sending.connections": "it may be a send of any signal",
    "Sending.signal": "it may be a send of any signal",
    "AsyncKeywordSignal.__init__": "what a coroutine yields and takes meanwhile is nobody's business",
    "keyword_signal": "the same",
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_the_public_names_are_these() -> None:
    """Adding one is a decision, and taking one away breaks somebody."""
    assert set(typedsignals.__all__) == PUBLIC
    assert list(typedsignals.__all__) == sorted(typedsignals.__all__)


@pytest.mark.parametrize("name", CLASSES)
def test_a_public_class_says_where_it_is_imported_from(name: str) -> None:
    """A traceback shows the name that a user can import."""
    assert getattr(typedsignals, name).__module__ == "typedsignals"


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_a_public_name_has_a_docstring(name: str) -> None:
    """Of its own, and so has each of its public methods."""
    public = getattr(typedsignals, name)
    assert (public.__doc__ or "").strip()
    members = [(key, value) for key, value in _members(public) if not key.startswith("_")]
    assert [key for key, value in members if not (value.__doc__ or "").strip()] == []


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_no_public_signature_contains_any(name: str) -> None:
    """`Any` switches the checkers off where users rely on them. Aliases are looked through."""
    found = [place for place, annotation in _public_annotations(name) if _is_any(annotation)]
    assert [place for place in found if place not in ANY_ALLOWED] == []


def test_every_exception_from_any_is_needed() -> None:
    """What is no longer there is no longer excused."""
    found = {place for name in PUBLIC for place, annotation in _public_annotations(name) if _is_any(annotation)}
    assert ANY_ALLOWED.keys() <= found


def _members(public: object) -> list[tuple[str, object]]:
    members = vars(public).items() if inspect.isclass(public) else []
    wanted = (property, staticmethod, classmethod)
    return [(key, value) for key, value in members if inspect.isroutine(value) or isinstance(value, wanted)]


# Signatures are read from the source: at run time overloads are gone, and annotations may be strings.

_TREES = {module: ast.parse(source_of(module).read_text(encoding="utf-8")) for module in CORE}
_STATEMENTS = [statement for tree in _TREES.values() for statement in tree.body]
_CLASSES = {node.name: node for node in _STATEMENTS if isinstance(node, ast.ClassDef)}
_ALIASES = {
    ast.unparse(node.target): node.value
    for node in _STATEMENTS
    if isinstance(node, ast.AnnAssign) and node.value is not None and ast.unparse(node.annotation) == "TypeAlias"
}


def _public_annotations(name: str) -> Iterator[tuple[str, ast.expr]]:
    """Yield every annotation that a checker shows to users of this name, and where it stands."""
    public = getattr(typedsignals, name)
    if not inspect.isclass(public):
        functions = [node for node in _STATEMENTS if isinstance(node, Function) and node.name == name]
        yield from ((name, annotation) for node in _seen(functions) for annotation in _annotations(node))
        return
    known: set[str] = set()
    for base in [base for base in public.__mro__ if base.__name__ in _CLASSES]:
        members = list(_class_members(_CLASSES[base.__name__].body))
        for function in _seen([node for node in members if isinstance(node, Function)]):
            if function.name not in known and _is_reachable(function.name):
                yield from ((f"{name}.{function.name}", annotation) for annotation in _annotations(function))
        for node in members:
            if isinstance(node, ast.AnnAssign) and _is_reachable(ast.unparse(node.target)):
                yield f"{name}.{ast.unparse(node.target)}", node.annotation
        known |= {node.name for node in members if isinstance(node, Function)}


def _class_members(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Look also behind `if TYPE_CHECKING`, and there at what checkers see."""
    for node in body:
        if isinstance(node, ast.If):
            yield from _class_members(node.body)
        else:
            yield node


def _seen(functions: list[Function]) -> list[Function]:
    """Leave out what stands below overloads: no checker shows it to users."""
    overloaded = {node.name for node in functions if _is_overload(node)}
    return [node for node in functions if _is_overload(node) or node.name not in overloaded]


def _is_overload(function: Function) -> bool:
    return any(ast.unparse(decorator) == "overload" for decorator in function.decorator_list)


def _is_reachable(name: str) -> bool:
    return not name.startswith("_") or name.endswith("__")


def _annotations(function: Function) -> Iterator[ast.expr]:
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    yield from (argument.annotation for argument in every if argument is not None and argument.annotation is not None)
    if function.returns is not None:
        yield function.returns


def _is_any(annotation: ast.expr) -> bool:
    """Say whether `Any` occurs in it, also where it is written as a string or as an alias."""
    for node in ast.walk(annotation):
        match node:
            case ast.Name(id="Any") | ast.Attribute(attr="Any"):
                return True
            case ast.Name(id=name) if name in _ALIASES and _is_any(_ALIASES[name]):
                return True
            case ast.Constant(value=str() as text) if text.isidentifier() or "[" in text:
                if _is_any(ast.parse(text, mode="eval").body):
                    return True
            case _:
                pass
    return False
