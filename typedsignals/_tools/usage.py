"""Finds the untyped signals of Django that packages make, and what their sends and receivers tell of each.

Rules of this file:
- It looks at the survey of `typedsignals.wiring` and nothing else: what `map` does not see, this does not see.
- A signal of which a declaration could only be guessed is left alone, with the reason.
"""

from __future__ import annotations

import ast
import inspect
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from typedsignals.wiring import Place
from typedsignals.wiring import _names as names
from typedsignals.wiring._found import Surveyed
from typedsignals.wiring._sends import Sent
from typedsignals.wiring._surveying import Survey


@dataclass(frozen=True, slots=True)
class Send:
    """One send: the expressions of its sender and keywords, by name; `rest` is what is unpacked there, as it is written."""

    place: Place
    module: ModuleType
    arguments: dict[str, ast.expr]
    is_positional: bool  # the sender
    rest: str | None


@dataclass(frozen=True, slots=True)
class Receiver:
    """One receiver, and its parameters."""

    name: str
    place: Place | None
    parameters: tuple[inspect.Parameter, ...]


@dataclass(frozen=True, slots=True)
class Untyped:
    """A signal that is made as `name = Signal()` at the top of a module."""

    name: str  # with its module
    attribute: str
    module: ModuleType
    place: Place
    sends: tuple[Send, ...]
    handed_on: tuple[Place, ...]  # where its `send` goes somewhere else, to be called there
    receivers: tuple[Receiver, ...]
    is_async: bool  # with `asend`, or to a receiver that is


@dataclass(frozen=True, slots=True)
class Left:
    """A signal that is left as it is, and why."""

    name: str
    place: Place | None
    reason: str


def untyped(survey: Survey, packages: tuple[str, ...], reserved: Collection[str]) -> tuple[list[Untyped], list[Left]]:
    """Return the signals that can be declared, and those that are left alone, in the order of their names.

    No keyword may have a name that is reserved.
    """
    found: list[Untyped] = []
    left: list[Left] = []
    django = survey.django
    kinds = django.kinds() if django else ()
    known = {id(each) for each in django.known().values()} if django else set[int]()
    for each in survey.surveyed:
        is_own = any(f"{each.module}.".startswith(f"{package}.") for package in packages)
        is_django = issubclass(type(each.signal), kinds) and id(each.signal) not in known
        if not is_own or not is_django or (django and django.declared(each.signal)):
            continue
        sent = survey.sends.of.get(id(each.signal), [])
        reason = _why_left(each, sent, survey, reserved)
        if reason or each.place is None:
            left.append(Left(each.name, each.place, reason or "where it is made is not found in the source"))
        else:
            found.append(_untyped(each, each.place, sent, survey))
    return found, left


def path_of(module: ModuleType) -> Path:
    """Return the file of a module, which has one, as its source is known."""
    return Path(str(module.__file__)).resolve()


def _why_left(surveyed: Surveyed, sent: list[Sent], survey: Survey, reserved: Collection[str]) -> str | None:
    kind = type(surveyed.signal)
    module = next((each for each in survey.modules if each.__name__ == surveyed.module), None)
    tree = survey.sources.tree(module) if module else None
    if tree is None:
        return "its module was not read"
    if f"{kind.__module__}.{kind.__qualname__}" != "django.dispatch.dispatcher.Signal":
        return f"it is a {kind.__qualname__}: only a plain Signal() is declared"
    attribute = surveyed.name.removeprefix(f"{surveyed.module}.")
    if "." in attribute:
        return "it is made in a class: only signals of modules are declared"
    assigned = [value for name, value in _assigned(tree) if name == attribute]
    if not assigned:
        return "it is not made by a line `name = Signal()` at the top of its module"
    if len(assigned) > 1:
        return "its name is assigned more than once"
    made = assigned[0]
    if made.args or made.keywords or ast.unparse(made.func).rpartition(".")[2] != "Signal":
        return f"it is made by {ast.unparse(made)}, with what a declaration cannot say"
    calls = [each.call for each in sent if each.call is not None]
    if not calls:
        return "nothing in these packages sends it"
    taken = [each.arg for call in calls for each in call.keywords if each.arg in reserved]
    if taken:
        return f"it sends {taken[0]}, which no keyword can be called here"
    if not any(each.arg for call in calls for each in call.keywords) and any(map(_rest, calls)):
        return f"all that it sends is unpacked: {next(filter(None, map(_rest, calls)))} at {sent[0].site.place}"
    return None


def _assigned(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    lines = Counter(node.lineno for node in tree.body)
    for node in [each for each in tree.body if lines[each.lineno] == 1]:  # a line with a `;` has two
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call):
                yield name, call
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Call() as call):
                yield name, call
            case _:
                pass


def _untyped(surveyed: Surveyed, place: Place, sent: list[Sent], survey: Survey) -> Untyped:
    module = next(each for each in survey.modules if each.__name__ == surveyed.module)
    receivers = [_receiver(each.connection.receiver) for each in surveyed.found]
    return Untyped(
        surveyed.name,
        surveyed.name.removeprefix(f"{surveyed.module}."),
        module,
        place,
        tuple([_send(each, each.call) for each in sent if each.call is not None]),
        tuple([each.site.place for each in sent if each.call is None]),
        tuple(receivers),
        any(each.connection.is_async for each in surveyed.found)
        or any(each.site.method.startswith("a") for each in sent),
    )


def _send(sent: Sent, call: ast.Call) -> Send:
    positional = [each for each in call.args if not isinstance(each, ast.Starred)]
    arguments = {"sender": positional[0]} if positional else {}
    arguments |= {each.arg: each.value for each in call.keywords if each.arg}
    return Send(sent.site.place, sent.module, arguments, bool(call.args), _rest(call))


def _rest(call: ast.Call) -> str | None:
    every = [f"**{ast.unparse(each.value)}" for each in call.keywords if each.arg is None]
    return next(iter([ast.unparse(each) for each in call.args if isinstance(each, ast.Starred)] + every), None)


def _receiver(receiver: Any) -> Receiver:
    try:
        signature = inspect.signature(receiver, eval_str=True)
    except Exception:  # an annotation that is there for checkers alone
        try:
            signature = inspect.signature(receiver)
        except (ValueError, TypeError):  # written in C
            signature = inspect.Signature()
    return Receiver(names.name(receiver), names.place(receiver), tuple(signature.parameters.values()))
