"""The sources of modules, read and parsed once for each survey."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from weakref import WeakKeyDictionary

from typedsignals.wiring._model import Place
from typedsignals.wiring._names import short


@dataclass(frozen=True, slots=True)
class Assigned:
    """Where a module or a class of it binds a name, and whether to something made there rather than taken from elsewhere."""

    place: Place
    is_made: bool


# Kept from one survey to the next: parsing takes longer than all the rest of it.
_ASSIGNED: WeakKeyDictionary[ModuleType, tuple[object, dict[str, Assigned]]] = WeakKeyDictionary()


class Sources:
    """What modules say, as far as their source is there and can be parsed."""

    def __init__(self) -> None:
        self._trees: dict[str, ast.Module | None] = {}

    def tree(self, module: ModuleType) -> ast.Module | None:
        """Return the syntax tree of a module, or None."""
        name = module.__name__
        if name not in self._trees:
            try:
                self._trees[name] = ast.parse(self.text(module))
            except (
                OSError,
                TypeError,
                SyntaxError,
                ValueError,
                RecursionError,
            ):  # built in, generated, changed or broken since
                self._trees[name] = None
        return self._trees[name]

    @staticmethod
    def text(module: ModuleType) -> str:
        """Return the source of a module whose tree there is."""
        return inspect.getsource(module)

    def assigned(self, module: ModuleType) -> dict[str, Assigned]:
        """Return what a module and its classes bind, ``name`` and ``Class.name``; of each name what is bound last."""
        spec, known = _ASSIGNED.get(module, (None, None))
        if known is None or spec is not vars(module).get("__spec__"):  # a reload gives another
            tree, path = self.tree(module), path_of(module)
            found = _bindings(tree.body, "") if tree else ()
            known = {each: Assigned(Place(path, line), is_made) for each, line, is_made in found}
            _ASSIGNED[module] = vars(module).get("__spec__"), known
        return known

    def mentioned(self, module: ModuleType) -> set[str]:
        """Return the names of modules that this one imports, wherever in it, or writes as a text: of others besides itself.

        What it imports for type checkers alone is not imported when it runs.
        """
        found: set[str] = set()
        for node in _at_run_time(self.tree(module) or ast.Module([], [])):
            match node:
                case ast.Import(names=names):
                    found |= {alias.name for alias in names}
                case ast.ImportFrom(names=names):
                    origin = origin_of(node, module)
                    found |= {origin, *(f"{origin}.{alias.name}" for alias in names)}
                case ast.Constant(value=str(text)):
                    found.add(text)
                case _:
                    pass
        return found - {module.__name__}

    def class_in(self, module: ModuleType, qualname: str) -> ast.ClassDef | None:
        """Return the definition of a class that stands at the top of a module, or in another such class."""
        body: Iterable[ast.AST] = getattr(self.tree(module), "body", ())
        found: ast.ClassDef | None = None
        for name in qualname.split("."):
            found = next((each for each in body if isinstance(each, ast.ClassDef) and each.name == name), None)
            body = getattr(found, "body", ())
        return found


def path_of(module: ModuleType) -> str:
    """Return the file of a module, without the directory that Python found it in."""
    file = vars(module).get("__file__")  # of one that is made there is none
    return short(file) if file else module.__name__


def origin_of(node: ast.ImportFrom, module: ModuleType) -> str:
    """Return the full name of the module that `from … import` names."""
    home = module.__name__ if hasattr(module, "__path__") else module.__name__.rpartition(".")[0]
    for _ in range(node.level - 1):
        home = home.rpartition(".")[0]
    return ".".join(filter(None, [home if node.level else "", node.module]))


def _first_line(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the line of the first decorator, if there is one, as code objects do."""
    return min([node.lineno, *(each.lineno for each in node.decorator_list)])


def _bindings(body: Iterable[ast.AST], prefix: str) -> Iterator[tuple[str, int, bool]]:
    waiting = [*body][::-1]
    while waiting:
        node = waiting.pop()
        match node:
            case ast.Assign(targets=targets, value=value):
                names = [each.id for each in targets if isinstance(each, ast.Name)]
                yield from ((prefix + name, node.lineno, isinstance(value, ast.Call)) for name in names)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield prefix + name, node.lineno, isinstance(value, ast.Call)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield prefix + name, _first_line(node), True
            case ast.ClassDef(name=name, body=inner):
                yield from _bindings(inner, f"{prefix}{name}.")
            case _:  # `if`, `try`, `with`
                waiting += [*ast.iter_child_nodes(node)][::-1]


def _at_run_time(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield a tree with all that is in it, but for what stands under `if TYPE_CHECKING`."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        match node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"), orelse=rest):
                waiting += rest
            case _:
                waiting += ast.iter_child_nodes(node)
