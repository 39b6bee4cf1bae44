"""Writes declarations into the source of a module, with libcst: what is not exchanged stays as it is, byte for byte.

Rules of this file:
- What a declaration names is imported for type checkers alone, unless the module has it already or Python itself has it: a
  module of signals that imported a model or a service would soon import itself.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import libcst as cst

from typedsignals._tools.proposals import Parameter, Proposal
from typedsignals._tools.spelling import NAMED, imports

_WIDTH = 88
_ABOVE = 2  # empty lines above a function
_GUARD = re.compile(r"([\w.]+\.)?TYPE_CHECKING")
_DECORATORS = {"django_signal": "typedsignals.django", "keyword_signal": "typedsignals"}


@dataclass(frozen=True, slots=True)
class _Names:
    """What the declarations of a module call things: by module and name; and which of these only checkers know."""

    called: dict[tuple[str, str], str]
    hidden: frozenset[tuple[str, str]]
    here: str  # the module itself
    needs_quotes: bool  # without `from __future__ import annotations`


def rewritten(source: bytes, proposals: Sequence[Proposal], decorator: str, keeps: Iterable[str] = ()) -> bytes:
    """Return the source with these signals declared; names in `keeps` are imported from here by others, and stay.

    Raises SyntaxError for what is not Python, and LookupError for a signal that is not made there.
    """
    try:
        module = cst.parse_module(source)
    except (cst.ParserSyntaxError, UnicodeDecodeError) as error:
        raise SyntaxError(str(error)) from error
    tree = ast.parse(source)
    names = _names(tree, proposals, decorator)
    by_name = {each.signal.attribute: each for each in proposals}
    body: list[cst.BaseStatement] = []
    is_after = False
    for statement in module.body:
        made = _made(statement)
        proposal = by_name.pop(made, None) if made else None
        if proposal is not None and isinstance(statement, cst.SimpleStatementLine):
            declared = _declaration(statement, proposal, names, decorator, module)
            body.append(_spaced(declared))
            is_after = True
        else:
            body.append(_spaced(statement) if is_after else statement)
            is_after = False
    if by_name:
        raise LookupError(f"{', '.join(by_name)} is not made there as it was when it was imported")
    changed = module.with_changes(body=body)
    changed = _without_signal(changed, tree, set(keeps))
    return _with_imports(changed, tree, names, decorator).bytes


def declaration(proposal: Proposal, decorator: str) -> str:
    """Return a declaration as it is written where nothing else has its names."""
    needed = imports(text for each in (proposal.sender, *proposal.keywords) for text in each.types)
    names = _Names(
        {each: each[1] for each in needed} | {("", decorator): decorator}, frozenset(), "", needs_quotes=False
    )
    return _written(proposal, names, decorator)


def _made(statement: cst.CSTNode) -> str | None:
    """Return the name that a line like `name = Signal()` binds."""
    match statement:
        case cst.SimpleStatementLine(
            body=[cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name))], value=cst.Call())]
        ):
            return name
        case cst.SimpleStatementLine(body=[cst.AnnAssign(target=cst.Name(value=name), value=cst.Call())]):
            return name
        case _:
            return None


def _declaration(
    statement: cst.SimpleStatementLine, proposal: Proposal, names: _Names, decorator: str, module: cst.Module
) -> cst.BaseCompoundStatement:
    new = cst.parse_statement(_written(proposal, names, decorator), config=module.config_for_parsing)
    behind = statement.trailing_whitespace.comment
    comments = [*([behind.value] if behind else []), *(f"# adopt: {doubt}" for doubt in proposal.doubts)]
    above = [cst.EmptyLine(comment=cst.Comment(each)) for each in comments]
    return cst.ensure_type(new, cst.FunctionDef).with_changes(leading_lines=[*statement.leading_lines, *above])


def _spaced(statement: cst.BaseStatement) -> cst.BaseStatement:
    """Return a statement with two empty lines above it, or above the comments that belong to it."""
    lines = list(getattr(statement, "leading_lines", ()))
    blank = 0
    while blank < len(lines) and lines[blank].comment is None:
        blank += 1
    return statement.with_changes(leading_lines=[cst.EmptyLine(indent=False)] * (_ABOVE - blank) + lines)


def _written(proposal: Proposal, names: _Names, decorator: str) -> str:
    sender, keywords = _parameter(proposal.sender, names), [_parameter(each, names) for each in proposal.keywords]
    star = ["*"] if keywords or proposal.is_sender_keyword else []
    every = [*star, sender, *keywords] if proposal.is_sender_keyword else [sender, *star, *keywords]
    called, name = names.called["", decorator], proposal.signal.attribute
    define = "async def" if decorator == "keyword_signal" and proposal.signal.is_async else "def"
    line = f"{define} {name}({', '.join(every)}) -> None: ..."
    if len(line) > _WIDTH:
        inside = "".join(f"    {each},\n" for each in every)
        line = f"{define} {name}(\n{inside}) -> None: ..."
    return f"@{called}\n{line}\n"


def _parameter(parameter: Parameter, names: _Names) -> str:
    text = " | ".join(parameter.types)
    written = NAMED.sub(lambda found: _called(found[0], names), text)
    # A class of the module itself may be defined further down.
    is_hidden = any(each in names.hidden or each[0] == names.here for each in imports([text]))
    is_generic = re.search(r":[\w.]+\[", text) is not None  # which its class may not be when the program runs
    if names.needs_quotes and (is_hidden or is_generic):
        written = f'"{written}"'
    return f"{parameter.name}: {written}" + (f" = {parameter.default}" if parameter.default else "")


def _called(spelled: str, names: _Names) -> str:
    module, _, path = spelled.partition(":")
    first, dot, others = path.partition(".")
    return f"{names.called[module, first]}{dot}{others}"


# Imports.


def _names(tree: ast.Module, proposals: Sequence[Proposal], decorator: str) -> _Names:
    """Decide what each class is called in a module: by its own name, unless that is taken there."""
    there = dict(_imported(tree))
    taken = _bound(tree) | {each.signal.attribute for each in proposals}
    called: dict[tuple[str, str], str] = {}
    hidden: set[tuple[str, str]] = set()
    types = [text for each in proposals for one in (each.sender, *each.keywords) for text in one.types]
    here = proposals[0].signal.module.__name__
    future = ("__future__", "annotations") in there
    for each in [("", decorator), *imports(types)]:
        module, name = each
        home = (_DECORATORS[decorator], decorator) if not module else each
        if home in there or (module == here and name in taken):
            called[each] = there.get(home, (name, False))[0]
        else:
            called[each] = name if name not in taken else f"{home[0].rpartition('.')[2].title().replace('_', '')}{name}"
            taken.add(called[each])
        is_known = home in there and not there[home][1]
        if module and module != here and not is_known and module.partition(".")[0] not in sys.stdlib_module_names:
            hidden.add(each)
        if home in there and there[home][1]:
            hidden.add(each)
    return _Names(called, frozenset(hidden), here, needs_quotes=not future)


def _imported(tree: ast.Module) -> Iterator[tuple[tuple[str, str], tuple[str, bool]]]:
    """Yield what `from … import` binds at the top of a module, and whether only for type checkers."""
    for node in tree.body:
        inside = node.body if isinstance(node, ast.If) and _GUARD.fullmatch(ast.unparse(node.test)) else []
        for each, is_hidden in [(node, False), *((one, True) for one in inside)]:
            if isinstance(each, ast.ImportFrom) and each.module and not each.level:
                yield from (
                    ((each.module, alias.name), (alias.asname or alias.name, is_hidden)) for alias in each.names
                )


def _bound(tree: ast.Module) -> set[str]:
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    return names


def _without_signal(module: cst.Module, before: ast.Module, keeps: set[str]) -> cst.Module:
    """Take out the import of what only made the signals, if nothing uses it any more."""
    now = ast.parse(module.bytes)
    gone = _loaded(before) - _loaded(now) - _quoted(now) - keeps
    body: list[cst.SimpleStatementLine | cst.BaseCompoundStatement] = []
    waiting: list[cst.EmptyLine] = []
    for statement in module.body:
        found = _with_fewer_names(statement, gone)
        if found is None:
            waiting += statement.leading_lines
        else:
            if waiting and (not found.leading_lines or any(each.comment for each in waiting)):
                found = found.with_changes(leading_lines=[*waiting, *found.leading_lines])
            body.append(found)
            waiting = []
    return module.with_changes(body=body)


def _with_fewer_names(
    statement: cst.SimpleStatementLine | cst.BaseCompoundStatement, gone: set[str]
) -> cst.SimpleStatementLine | cst.BaseCompoundStatement | None:
    imported = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) else None
    if not isinstance(imported, cst.ImportFrom | cst.Import) or isinstance(imported.names, cst.ImportStar):
        return statement
    left = [each for each in imported.names if _bound_by(each) not in gone]
    if len(left) == len(imported.names):
        return statement
    if not left:
        return None
    last = left[-1].with_changes(comma=imported.names[-1].comma)
    return statement.with_changes(body=[imported.with_changes(names=[*left[:-1], last])])


def _bound_by(alias: cst.ImportAlias) -> str:
    return alias.evaluated_alias or alias.evaluated_name.partition(".")[0]


def _loaded(tree: ast.Module) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def _quoted(tree: ast.Module) -> set[str]:
    """Return the words of all texts, such as annotations and what stands in `__all__`, but for docstrings."""
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docs]
    return {word for node in texts if isinstance(node.value, str) for word in re.findall(r"\w+", node.value)}


def _with_imports(module: cst.Module, before: ast.Module, names: _Names, decorator: str) -> cst.Module:
    """Import what the declarations name: of Python before the other imports, the decorator behind them, the rest for checkers."""
    there = dict(_imported(before))
    defined = set(names.called.items()) - {(each, called) for each, (called, _) in there.items()}
    wanted = {each: called for each, called in defined if each[0] and each[0] != names.here}
    hidden = {each: called for each, called in wanted.items() if each in names.hidden}
    shown = {each: called for each, called in wanted.items() if each not in names.hidden}
    home = (_DECORATORS[decorator], decorator)
    ours = {} if home in there else {home: names.called["", decorator]}
    body: list[Any] = list(module.body)
    guarded = next((number for number, each in enumerate(body) if _is_guarded(each, module)), None)
    config = module.config_for_parsing
    tail = _statements(_lines(ours), config)
    if hidden and guarded is not None:
        block = body[guarded].body
        inside = [*block.body, *_statements(_lines(hidden), config)]
        body[guarded] = body[guarded].with_changes(body=block.with_changes(body=inside))
    elif hidden:
        lines = "".join(f"\n    {each}" for each in _lines(hidden))
        tail += map(_after, _statements([f"if TYPE_CHECKING:{lines}\n"], config))
        if ("typing", "TYPE_CHECKING") not in there:
            shown["typing", "TYPE_CHECKING"] = "TYPE_CHECKING"
    head = _statements(_lines(shown), config)
    return module.with_changes(body=_placed(body, head, tail, *_import_block(module)))


def _is_guarded(statement: cst.CSTNode, module: cst.Module) -> bool:
    """Whether a statement is an `if TYPE_CHECKING:` to which lines can be added."""
    return (
        isinstance(statement, cst.If)
        and isinstance(statement.body, cst.IndentedBlock)
        and _GUARD.fullmatch(module.code_for_node(statement.test)) is not None
    )


def _placed(
    body: list[Any], head: list[cst.BaseStatement], tail: list[cst.BaseStatement], first: int, last: int
) -> list[Any]:
    """Put statements before and behind the imports, which stand between these numbers, each group apart from the next."""
    if head and first < last:  # what stands above the imports, such as a comment, goes on standing there
        above = body[first].leading_lines
        body[first] = _after(body[first].with_changes(leading_lines=[]))
        head[0] = head[0].with_changes(leading_lines=above)
    apart = {0} if first == last and first else set[int]()
    apart |= {len(head)} if first == last and head else set()
    added = [_after(each) if number in apart else each for number, each in enumerate([*head, *tail])]
    behind = [_after(each) if tail and not each.leading_lines else each for each in body[last:][:1]]
    return [*body[:first], *added[: len(head)], *body[first:last], *added[len(head) :], *behind, *body[last + 1 :]]


def _statements(lines: Iterable[str], config: cst.PartialParserConfig) -> list[cst.BaseStatement]:
    return [cst.parse_statement(each, config=config) for each in lines]


def _lines(wanted: dict[tuple[str, str], str]) -> list[str]:
    by_module: dict[str, list[str]] = {}
    for (module, name), called in sorted(wanted.items()):
        by_module.setdefault(module, []).append(name if name == called else f"{name} as {called}")
    return [f"from {module} import {', '.join(names)}" for module, names in by_module.items()]


def _after(statement: cst.BaseStatement) -> cst.BaseStatement:
    return statement.with_changes(leading_lines=[cst.EmptyLine(indent=False), *getattr(statement, "leading_lines", ())])


def _import_block(module: cst.Module) -> tuple[int, int]:
    """Return between which statements the imports stand at the top of a module, behind its docstring and `__future__`."""
    kinds = [_kind(each) for each in module.body]
    last = next(number for number, kind in enumerate(kinds) if kind is None or (kind == "text" and number))
    return max([number for number, kind in enumerate(kinds[:last], start=1) if kind != "import"], default=0), last


def _kind(statement: cst.BaseStatement) -> str | None:
    match statement:
        case cst.SimpleStatementLine(body=[cst.Expr(value=cst.SimpleString() | cst.ConcatenatedString())]):
            return "text"
        case cst.SimpleStatementLine(body=[cst.ImportFrom(module=cst.Name(value="__future__"))]):
            return "future"
        case cst.SimpleStatementLine(body=[cst.ImportFrom() | cst.Import()]):
            return "import"
        case _:
            return None
