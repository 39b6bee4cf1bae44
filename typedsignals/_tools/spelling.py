"""Reads types as mypy and pyright print them, and writes them so that another module can name them.

Rules of this file:
- A type is the list of what its union is made of, each written as an annotation in which `module:Name` stands for a class that has to be
  imported; None stands for what is not known.
- Only classes that the running program has are named: what a checker alone knows, nobody can import.
"""

from __future__ import annotations

import ast
import builtins
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import ModuleType
from typing import Any, TypeAlias

Type: TypeAlias = "tuple[str, ...] | None"

NAMED = re.compile(r"[\w.]+:[\w.]+")
OBJECT = ("object",)
_ANY = "typing:Any"
_MOST = 3  # of what a union is made of; with more, nobody reads it
_Find: TypeAlias = Callable[[str], "type | None"]


def read(printed: str, written: str, module: ModuleType, packages: Sequence[str]) -> Type:
    """Return the type that a checker printed of what is written in this module; None where it is not known or cannot be named."""
    text = re.sub(r"\bSelf@(\w+)", r"\1", printed)
    text = re.sub(r"(Literal\[[^\]]*\])\?", r"\1", text)
    if text.startswith("def ") or ("->" in text and text.startswith(("Overload(", "("))):  # mypy prints so a class, too
        made = re.search(r"-> ([\w.]+)(\[.*\])?\)?$", text)
        if made is None or made[1].rpartition(".")[2] != written.rpartition(".")[2]:
            return ("collections.abc:Callable[..., object]",)
        text = f"type[{made[1]}]"
    text = re.sub(r"'[?=]+: ", "': ", text.replace(", fallback=", ", fallback, "))  # of NamedTuple and TypedDict
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError:  # a class that a function makes is printed as `Order@7`
        return None
    return _members(tree, lambda name: _find(name, module, packages))


def of_object(meant: object) -> Type:
    """Return an annotation that is evaluated already, as far as it is made of classes; None for anything else."""
    if meant is None:
        return ("None",)
    name = _named(meant) if isinstance(meant, type) else None
    return (name,) if name else None


def joined(types: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return what is any of these: without classes of which a base is there too; a common base where there are many."""
    every = list(dict.fromkeys(member for each in types for member in each))
    kinds = {member: _kind(member) for member in every}
    kept = [each for each in every if not any(_derives(kinds[each], kinds[other]) for other in every if other != each)]
    some = [each for each in kept if each != "None"]
    if "object" in some:
        return OBJECT
    if len(some) > _MOST:
        some = [_base([kinds[each] for each in some])]
    return (*some, *(["None"] if "None" in kept and some != ["object"] else []))


def imports(types: Iterable[str]) -> list[tuple[str, str]]:
    """Return module and name of what these types need."""
    found = [each.split(":") for text in types for each in NAMED.findall(text)]
    return list(dict.fromkeys((module, name.partition(".")[0]) for module, name in found))


def _kind(member: str) -> tuple[bool, type | None]:
    """Return the class that a member names, and whether it is the class itself that is meant."""
    inner = re.fullmatch(r"type\[(.*)\]", member)
    name = inner[1] if inner else member
    if ":" in name:
        module, _, path = name.partition(":")
        found: object = sys.modules.get(module)
        for part in path.split("."):
            found = getattr(found, part, None)
    else:
        found = getattr(builtins, name, None)
    return inner is not None, found if isinstance(found, type) else None


def _derives(one: tuple[bool, type | None], other: tuple[bool, type | None]) -> bool:
    return one[0] == other[0] and one[1] is not None and other[1] is not None and other[1] in one[1].__mro__


def _base(kinds: list[tuple[bool, type | None]]) -> str:
    is_class, first = kinds[0]
    if first is None or any(each[0] != is_class or each[1] is None for each in kinds):
        return "object"
    for base in first.__mro__[:-1]:
        name = _named(base)
        if name and base.__module__ != "typing" and all(each[1] and base in each[1].__mro__ for each in kinds):
            return f"type[{name}]" if is_class else name
    return "type" if is_class else "object"


def _members(node: ast.expr, find: _Find) -> Type:
    match node:
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return _both([_members(left, find), _members(right, find)])
        case ast.Subscript(value=ast.Name(id="Union"), slice=ast.Tuple(elts=inside)):
            return _both([_members(each, find) for each in inside])
        case ast.Subscript(value=ast.Name(id="Literal"), slice=inside):
            every = inside.elts if isinstance(inside, ast.Tuple) else [inside]
            return _both([_literal(each, find) for each in every])
        case ast.Constant(value=None):
            return ("None",)
        case (  # mypy tells what these are made of, too
            ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=[*_, ast.Name(id="fallback"), named]))
            | ast.Call(func=ast.Name(id="TypedDict"), args=[named, _])
        ):
            return _members(named, find)
        case ast.Subscript(value=value, slice=inside):
            origin = _members(value, find)
            arguments = inside.elts if isinstance(inside, ast.Tuple) else [inside]
            return origin and (f"{origin[0]}[{', '.join([_argument(each, find) for each in arguments])}]",)
        case ast.Name() | ast.Attribute():
            return _class(ast.unparse(node), find)
        case _:
            return None


def _both(types: list[Type]) -> Type:
    """Return a union; nothing is known of it if something is not known of a part."""
    members: list[str] = []
    for each in types:
        if each is None:
            return None
        members += each
    return tuple(dict.fromkeys(members))


def _literal(node: ast.expr, find: _Find) -> Type:
    match node:
        case ast.Constant(value=None):
            return ("None",)
        case ast.Constant(value=value):
            return (type(value).__name__,)
        case ast.UnaryOp():
            return ("int",)
        case ast.Attribute(value=kind):  # a member of an enum
            return _class(ast.unparse(kind), find)
        case _:
            return None


def _argument(node: ast.expr, find: _Find) -> str:
    match node:
        case ast.Constant(value=value) if value is ...:
            return "..."
        case ast.List(elts=inside):
            return f"[{', '.join([_argument(each, find) for each in inside])}]"
        case _:
            members = _members(node, find)
            return _ANY if members is None else " | ".join(members)


def _class(name: str, find: _Find) -> Type:
    found = find(name)
    spelled = None if found is None else _named(found)
    return None if spelled is None else (spelled,)


def _find(name: str, module: ModuleType, packages: Sequence[str]) -> type | None:
    """Return the class that a checker calls so: mypy with its module, pyright as it is called in the code, or without a module."""
    written = name.removeprefix("builtins.")
    for held in (vars(builtins), _held(module)):
        found = _inside(held, written)
        if found is not None:
            return found
    home = written
    while "." in home:
        home = home.rpartition(".")[0]
        if home in sys.modules:
            return _inside(_held(sys.modules[home]), written.removeprefix(f"{home}."))
    return _only(written, packages)


def _held(module: object) -> dict[str, object]:
    return vars(module) if isinstance(module, ModuleType) else {}


def _inside(held: Mapping[str, object], path: str) -> type | None:
    first, *others = path.split(".")
    found = held.get(first)
    for part in others:
        found = getattr(found, part, None) if isinstance(found, type) else None
    return found if isinstance(found, type) else None


def _only(name: str, packages: Sequence[str]) -> type | None:
    """Return the only class of this name, or the only one in the packages."""
    found = {
        id(each): each
        for module in list(sys.modules.values())
        if isinstance(each := _held(module).get(name), type) and each.__qualname__ == name
    }
    own = [each for each in found.values() if any(f"{each.__module__}.".startswith(f"{p}.") for p in packages)]
    every = own or list(found.values())
    return every[0] if len(every) == 1 else None


def _named(kind: type) -> str | None:
    """Return `module:Name`, or the name alone of what is built in; of modules that have it, the one with the shortest name."""
    name = kind.__qualname__
    if kind is Any:
        return None
    if kind is type(None):
        return "None"
    if kind.__module__ == "builtins":
        return name if vars(builtins).get(name) is kind else None
    first = name.partition(".")[0]
    parts = kind.__module__.split(".")
    shortest = 1 if any(part.startswith("_") for part in parts) else 2  # a class is seldom meant to come from the top
    for number in [*range(shortest, len(parts)), len(parts)]:
        home = ".".join(parts[:number])
        held = _held(sys.modules.get(home))
        if _inside(held, name) is kind and not first.startswith("_"):
            return f"{home}:{name}"
    return None
