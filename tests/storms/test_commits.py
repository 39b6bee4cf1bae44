"""The commits of the registry, as bytecode: nothing in them lets anybody else run, and none leaves the lock taken.

The interpreter runs finalizers, signal handlers and (with a GIL) other threads at calls and at backward jumps, and looks for
garbage where objects are made. From the reading of ``_LOCK.taken`` to the call of ``_LOCK.release`` there are none of these: so
within its own thread a commit is seen whole or not at all, and an interrupt comes before the lock is taken or after it is free.
"""

import dis
import sys
from _thread import RLock
from inspect import getsource
from textwrap import dedent
from types import CodeType, FunctionType, MemberDescriptorType, MethodDescriptorType
from typing import Any

import pytest

from typedsignals._core import entries, registry
from typedsignals._core.registry import Registry

# All that a commit may do: loads and stores (of slots, and of items of dictionaries whose keys are numbers, types and plain
# values), tests, jumps ahead.
HARMLESS = (
    *("LOAD_CONST", "LOAD_COMMON_CONSTANT", "LOAD_SMALL_INT", "LOAD_FAST", "LOAD_GLOBAL", "LOAD_ATTR", "STORE_ATTR"),
    *("STORE_SUBSCR", "STORE_FAST", "BINARY_SUBSCR", "DELETE_SUBSCR", "IS_OP", "CONTAINS_OP", "TO_BOOL", "COPY"),
    *("POP_JUMP", "JUMP_FORWARD", "POP_TOP", "NOP", "NOT_TAKEN", "EXTENDED_ARG", "CACHE"),
)
# Of one dictionary into another, and of an item of a list: both are C code that no user has a hand in here.
HARMLESS_OPERATORS = {"|=", "[]"}
# What may stand between the lock and the ``try``, where nobody would release it: it neither fails nor looks for anybody.
BEFORE_TRY = {"POP_TOP", "NOP", "NOT_TAKEN", "CACHE"}


class Commit:
    """What a function does while it holds the lock, on any way from the reading of ``taken`` on."""

    def __init__(self, code: CodeType, taken: int) -> None:
        self.code = code
        self.every = list(dis.get_instructions(code))
        self.held: list[dis.Instruction] = []
        self.releases: list[dis.Instruction] = []  # the calls that give it back
        self.follow(taken + 1)

    def follow(self, start: int) -> None:
        index = {instruction.offset: at for at, instruction in enumerate(self.every)}
        seen: set[int] = set()
        waiting = [start]
        while waiting:
            at = waiting.pop()
            if at in seen:
                continue
            seen.add(at)
            if self.is_release(at):
                self.releases.append(self.every[at])
                continue
            instruction = self.every[at]
            assert not instruction.opname.startswith(("RETURN", "RAISE")), "the lock is never given back"
            self.held.append(instruction)
            if "JUMP" in instruction.opname:
                waiting.append(index[instruction.argval])
            if not instruction.opname.startswith("JUMP"):
                waiting.append(at + 1)

    def is_release(self, at: int) -> bool:
        """Whether ``_LOCK.release()`` begins here: three instructions that do nothing but call it."""
        ahead = [each for each in self.every[at : at + 8] if each.opname not in {"CACHE", "PRECALL", "PUSH_NULL"}]
        names, last = [each.argval for each in ahead[:2]], ahead[2]
        return names == ["_LOCK", "release"] and last.opname == "CALL" and last.argval == 0

    def forbidden(self) -> list[dis.Instruction]:
        return [each for each in self.held if not is_harmless(each)]

    def unprotected(self) -> list[str]:
        """Name what is done with the lock taken where no ``finally`` would give it back."""
        return [each.opname for each in self.held if each.opname not in BEFORE_TRY and not self.is_protected(each)]

    def is_protected(self, instruction: dis.Instruction) -> bool:
        table: Any = dis
        index = {each.offset: at for at, each in enumerate(self.every)}
        spans = table._parse_exception_table(self.code)
        targets = [span.target for span in spans if span.start <= instruction.offset < span.end]
        return any(
            self.every[index[target]].opname == "PUSH_EXC_INFO" and self.is_release(index[target] + 1)
            for target in targets
        )


def is_harmless(instruction: dis.Instruction) -> bool:
    if instruction.opname == "BINARY_OP":
        return instruction.argrepr in HARMLESS_OPERATORS
    is_backward = "JUMP" in instruction.opname and instruction.argval <= instruction.offset
    return instruction.opname.startswith(HARMLESS) and not is_backward


def commits(function: FunctionType) -> list[Commit]:
    return [
        Commit(function.__code__, at)
        for at, instruction in enumerate(dis.get_instructions(function.__code__))
        if instruction.opname == "LOAD_ATTR" and instruction.argval == "taken"
    ]


FUNCTIONS = [thing for thing in vars(Registry).values() if isinstance(thing, FunctionType)]
COMMITTING = [function for function in FUNCTIONS if "_LOCK" in function.__code__.co_names]
COMMITS = [pytest.param(commit, id=function.__name__) for function in COMMITTING for commit in commits(function)]


def test_these_are_all_the_commits() -> None:
    outside = [thing for thing in vars(registry).values() if isinstance(thing, FunctionType)]
    assert not any("_LOCK" in function.__code__.co_names for function in outside)
    assert {function.__name__ for function in COMMITTING} == {"_exchange", "bury", "_publish", "_settled_version"}
    package = [(name, module) for name, module in sys.modules.items() if name.startswith("typedsignals.")]
    assert [name for name, module in package if "_LOCK" in vars(module)] == ["typedsignals._core.registry"]


@pytest.mark.parametrize("function", COMMITTING, ids=lambda function: function.__name__)
def test_the_lock_is_taken_in_one_way_and_released_in_one(function: FunctionType) -> None:
    """As the rest of this file looks for: no ``with``, no ``acquire``."""
    instructions = [each for each in dis.get_instructions(function) if each.opname not in {"CACHE", "PRECALL"}]
    uses = [instructions[at + 1].argval for at, each in enumerate(instructions) if each.argval == "_LOCK"]
    assert set(uses) == {"taken", "release"}


def test_the_lock_is_taken_by_code_that_is_no_call() -> None:
    """A getter written in Python would be one, and so would anything that it is looked up by."""
    kind = type(registry._LOCK)
    assert issubclass(kind, RLock)
    taken = vars(kind)["taken"]
    assert type(taken) is property
    assert taken.fget is RLock.acquire
    assert {type(each) for each in (kind.acquire, kind.release)} == {MethodDescriptorType}
    assert kind.__getattribute__ is object.__getattribute__


@pytest.mark.parametrize("commit", COMMITS)
def test_nobody_else_runs_during_a_commit(commit: Commit) -> None:
    assert commit.releases
    assert commit.forbidden() == []


@pytest.mark.parametrize("commit", COMMITS)
def test_nothing_can_leave_the_lock_taken(commit: Commit) -> None:
    """Between the reading of ``taken`` and the ``try`` nothing can fail, and nobody is looked for."""
    assert commit.unprotected() == []


def test_what_a_commit_loads_and_stores_are_slots() -> None:
    """A property or a dictionary of attributes would be code."""
    held = [each for function in COMMITTING for commit in commits(function) for each in commit.held]
    names = {each.argval for each in held if each.opname in {"LOAD_ATTR", "STORE_ATTR"}}
    assert names >= {"_version", "entries", "routes", "interceptors", "_size", "dead", "own", "shared"}
    owners = (Registry, entries.WeakSender, entries.StrongSender, entries.Routes)
    found = [vars(owner)[name] for owner in owners for name in names if name in vars(owner)]
    assert {type(each) for each in found} == {MemberDescriptorType}
    assert {each.__name__ for each in found} == names


def calling(self: Registry) -> None:
    registry._LOCK.taken  # noqa: B018
    try:
        self.dead.pop()
    finally:
        registry._LOCK.release()


def looping(self: Registry) -> None:
    registry._LOCK.taken  # noqa: B018
    try:
        for _ in self.dead:
            pass
    finally:
        registry._LOCK.release()


def late(self: Registry) -> None:
    registry._LOCK.taken  # noqa: B018
    self._size = 1
    try:
        self._size = 2
    finally:
        registry._LOCK.release()


@pytest.mark.parametrize(
    ("function", "opname"), [(calling, "CALL"), (looping, "JUMP_BACKWARD"), (looping, "FOR_ITER")], ids=str
)
def test_the_check_finds_what_may_run_somebody(function: FunctionType, opname: str) -> None:
    """Put to functions that are written as commits must not be."""
    (commit,) = commits(as_commit(function))
    assert opname in {each.opname for each in commit.forbidden()}
    assert commit.unprotected() == []


def test_the_check_finds_what_may_leave_the_lock_taken() -> None:
    (commit,) = commits(as_commit(late))
    assert commit.forbidden() == []
    assert commit.unprotected()[-1] == "STORE_ATTR"


def as_commit(function: Any) -> FunctionType:
    """Compile it once more with the lock as a global, as the registry has it."""
    source = dedent(getsource(function)).replace("registry._LOCK", "_LOCK")
    namespace: dict[str, Any] = {"Registry": Registry}
    exec(source, namespace)
    made: FunctionType = namespace[function.__name__]
    return made
