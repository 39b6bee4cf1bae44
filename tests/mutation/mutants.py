"""Small changes to a module, each of which some test should notice.

Rules of this file:
- A mutant is one node of the syntax tree exchanged for another. Lines and frames stay as they are: the code under test
  reads both, which is why functions are not wrapped, as mutation libraries do.
- What only type checkers read is left alone: annotations, overloads, type variables, the first argument of `cast`.
- So are docstrings, imports, `__all__` and the names that a class derives from.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.BitXor: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_FOR_CHECKERS = {"overload", "final", "override", "runtime_checkable"}
_TYPE_MAKERS = {"TypeVar", "ParamSpec", "TypeVarTuple", "NewType"}
_UNTOUCHED_FIELDS = {"annotation", "returns", "bases", "type_params", "ctx", "format_spec"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: where it is, and what it makes of what. ``number`` is its place among those of its module."""

    module: str
    place: str
    first: int
    last: int
    change: str
    number: int

    @property
    def key(self) -> str:
        """Name it in a way that outlives moved lines."""
        return f"{self.module}:{self.place}: {self.change}"


@dataclass(frozen=True, slots=True)
class _Change:
    """A node to be put where another is. Swapping twice leaves the tree as it was."""

    place: str
    statement: ast.stmt | ast.ExceptHandler
    parent: ast.AST
    field: str
    index: int | None
    new: ast.AST | None

    def swap(self) -> "_Change":
        """Exchange the two, and return the change that takes it back."""
        container = getattr(self.parent, self.field)
        old = container if self.index is None else container[self.index]
        if self.index is None:
            setattr(self.parent, self.field, self.new)
        elif self.new is None:
            setattr(self.parent, self.field, [item for item in container if item is not old])
            return _Change(self.place, self.statement, self.parent, self.field, None, container)
        else:
            container[self.index] = self.new
        return _Change(self.place, self.statement, self.parent, self.field, self.index, old)


def mutants(module: str, source: str) -> list[Mutant]:
    """Return all mutants of a module's source. Equal changes at one place are told apart by a number."""
    found: list[Mutant] = []
    seen: dict[str, int] = {}
    for number, change in enumerate(list(_changes(ast.parse(source)))):
        text = _described(change)
        seen[f"{change.place}: {text}"] = count = seen.get(f"{change.place}: {text}", 0) + 1
        text += f" ({count})" if count > 1 else ""
        first, last = _header_lines(change.statement)
        found.append(Mutant(module, change.place, first, last, text, number))
    return found


def mutated(source: str, number: int) -> ast.Module:
    """Return the tree of the source with the change of that number made; every node keeps its line."""
    tree = ast.parse(source)
    list(_changes(tree))[number].swap()
    return ast.fix_missing_locations(tree)


def _described(change: _Change) -> str:
    before = _header(change.statement)
    back = change.swap()
    # A statement may be exchanged as a whole; any other change shows in the statement that it is in.
    after = _header(change.new if isinstance(change.new, ast.stmt) else change.statement)
    back.swap()
    return f"{before} → {after}"


def _header(node: ast.AST) -> str:
    """Show a statement without the statements inside it."""
    shown = copy.copy(node)
    for field in ("body", "orelse", "finalbody", "handlers"):
        if isinstance(getattr(shown, field, None), list):
            setattr(shown, field, [])
    return " ".join(ast.unparse(shown).split())


def _header_lines(statement: ast.stmt | ast.ExceptHandler) -> tuple[int, int]:
    """Return the lines that run when the statement itself does, without those of the statements inside it."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(decorator.lineno for decorator in decorators)])
    body: list[ast.stmt] | None = getattr(statement, "body", None)
    last = max(statement.lineno, body[0].lineno - 1) if body else statement.end_lineno or statement.lineno
    return first, last


# Walking the tree.


def _changes(tree: ast.Module) -> Iterator[_Change]:
    for statement in _without_docstring(tree.body):
        yield from _of_statement(statement, tree, "body", tree.body.index(statement), "module")


def _of_statement(statement: ast.stmt, parent: ast.AST, field: str, index: int, place: str) -> Iterator[_Change]:
    if _is_for_checkers(statement):
        return
    for new in _instead_of_statement(statement):
        yield _Change(place, statement, parent, field, index, ast.copy_location(new, statement))
    yield from _of_decorators(statement, place)
    inside = place
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        inside = statement.name if place == "module" else f"{place}.{statement.name}"
    yield from _of_parts(statement, statement, inside)


def _of_parts(node: ast.AST, statement: ast.stmt | ast.ExceptHandler, place: str) -> Iterator[_Change]:
    """Yield the changes within a node: its expressions belong to the statement, its statements to themselves."""
    for field, value in ast.iter_fields(node):
        if field in _UNTOUCHED_FIELDS or field == "decorator_list" or (field == "keywords" and _is_class(node)):
            continue
        for index, part in _parts(value):
            if field == "args" and index == 0 and _calls(node, {"cast"}):
                continue
            if isinstance(part, ast.stmt):
                if part in _without_docstring(value):
                    yield from _of_statement(part, node, field, index or 0, place)
                continue
            holder = part if isinstance(part, ast.ExceptHandler) else statement
            for new in _instead_of(part, node, field):
                located = new if new is None else ast.copy_location(new, part)
                yield _Change(place, holder, node, field, index, located)
            yield from _of_parts(part, holder, place)


def _parts(value: object) -> Iterator[tuple[int | None, ast.AST]]:
    if isinstance(value, ast.AST):
        yield None, value
    elif isinstance(value, list):
        yield from ((index, part) for index, part in enumerate(value) if isinstance(part, ast.AST))


def _of_decorators(statement: ast.stmt, place: str) -> Iterator[_Change]:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    for index, decorator in enumerate(decorators):
        if _name(decorator) not in _FOR_CHECKERS:
            yield _Change(place, statement, statement, "decorator_list", index, None)
            yield from _of_parts(decorator, statement, place)


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    match body:
        case [ast.Expr(value=ast.Constant(value=str())), *rest]:
            return rest
        case _:
            return body


# What is put in the place of what.


def _instead_of_statement(statement: ast.stmt) -> Iterator[ast.stmt]:
    match statement:
        case ast.Expr(value=ast.Constant()):
            pass
        case ast.Expr() | ast.Raise() | ast.Delete():
            yield ast.Pass()
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()
        case ast.AugAssign():
            yield ast.AugAssign(statement.target, _OPERATORS[type(statement.op)](), statement.value)
            yield ast.Assign([statement.target], statement.value)
        case _:
            pass


def _instead_of(node: ast.AST, parent: ast.AST, field: str) -> Iterator[ast.AST | None]:
    """Yield what takes the node's place; None takes it out of the list that it is in."""
    if isinstance(node, ast.expr):
        yield from _instead_of_expression(node)
    if isinstance(node, ast.keyword):
        yield None
    if field == "type" and isinstance(parent, ast.ExceptHandler):
        yield ast.Tuple([], ast.Load())
    if field == "value" and isinstance(parent, (ast.Return, ast.Assign, ast.AnnAssign)):
        yield ast.Constant("" if _is_none(node) else None)
    if field == "body" and isinstance(parent, ast.Lambda) and not _is_none(node):
        yield ast.Constant(None)
    if field == "args" and isinstance(parent, ast.Call) and not (_is_none(node) or isinstance(node, ast.Starred)):
        yield ast.Constant(None)
    tested = field == "test" or (field == "ifs" and isinstance(parent, ast.comprehension))
    if tested and isinstance(node, ast.expr) and not isinstance(node, (ast.Compare, ast.UnaryOp)):
        yield ast.UnaryOp(ast.Not(), node)


def _instead_of_expression(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Compare():
            for index, operator in enumerate(node.ops):
                for other in _COMPARISONS[type(operator)]:
                    yield ast.Compare(node.left, [*node.ops[:index], other(), *node.ops[index + 1 :]], node.comparators)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.BinOp() if type(node.op) in _OPERATORS:
            yield ast.BinOp(node.left, _OPERATORS[type(node.op)](), node.right)
        case ast.Constant():
            yield from map(ast.Constant, _other_values(node.value))
        case _:
            pass


def _other_values(value: object) -> Iterator[bool | int | float | str]:
    match value:
        case bool():
            yield not value
        case int() | float():
            yield value + 1
        case str():
            yield f"XX{value}XX"
        case _:
            pass


# What is left alone.


def _is_for_checkers(statement: ast.stmt) -> bool:
    match statement:
        case ast.Import() | ast.ImportFrom():
            return True
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return "overload" in map(_name, statement.decorator_list)
        case ast.Assign():
            return _calls(statement.value, _TYPE_MAKERS) or "__all__" in map(_name, statement.targets)
        case ast.AnnAssign():
            return _name(statement.annotation) == "TypeAlias"
        case ast.If():
            return "sys.version_info" in ast.unparse(statement.test) or _name(statement.test) == "TYPE_CHECKING"
        case _:
            return False


def _is_class(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef)


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _calls(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Call) and _name(node.func) in names


def _name(node: ast.AST) -> str:
    """Return the last name of an expression: of `typing.overload` as of `overload`."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(func=function):
            return _name(function)
        case _:
            return ""
