"""The commits of the registry, as bytecode: nothing in them lets anybody else run.

The interpreter runs finalizers, signal handlers and other threads at calls and at backward jumps, and looks for garbage
where objects are made. A commit has none of these, so it is seen whole or not at all, also from inside its own thread.
"""

import dis
import sys
from collections.abc import Iterator
from types import CodeType, FunctionType, MemberDescriptorType

import pytest

from typedsignals import Signal, _registry
from typedsignals._registry import Registry

# All that a commit may do: loads and stores (of slots, and of items of dictionaries with int keys), tests, jumps ahead.
HARMLESS = (
    *("LOAD_CONST", "LOAD_FAST", "LOAD_GLOBAL", "LOAD_ATTR", "STORE_ATTR", "STORE_SUBSCR", "BINARY_SUBSCR"),
    *("DELETE_SUBSCR", "DELETE_ATTR", "IS_OP", "CONTAINS_OP", "TO_BOOL", "POP_JUMP", "JUMP_FORWARD", "POP_TOP", "NOP"),
    *("NOT_TAKEN", "EXTENDED_ARG", "CACHE", "LOAD_SMALL_INT", "BINARY_OP"),
)


def commits(code: CodeType) -> Iterator[list[dis.Instruction]]:
    """Yield the instructions of each ``with _LOCK:`` that run while the lock is held, on any way through it."""
    instructions = list(dis.get_instructions(code))
    for at, instruction in enumerate(instructions):
        if instruction.argval == "_LOCK":
            while instructions[at].opname not in {"BEFORE_WITH", "CALL"}:  # this is where it is taken
                at += 1  # noqa: PLW2901
            yield held(instructions, at + 1)


def held(instructions: list[dis.Instruction], start: int) -> list[dis.Instruction]:
    """Follow every way until the lock is given back, by calling something with None for each part of an exception."""
    index = {instruction.offset: at for at, instruction in enumerate(instructions)}
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        at = waiting.pop()
        instruction = instructions[at]
        if at in seen or [each.argrepr for each in instructions[at : at + 3]] == ["None"] * 3:
            continue
        seen.add(at)
        assert not instruction.opname.startswith(("RETURN", "RAISE")), "the lock is never given back"
        if "JUMP" in instruction.opname:
            waiting.append(index[instruction.argval])
        if not instruction.opname.startswith("JUMP"):
            waiting.append(at + 1)
    return [instructions[at] for at in sorted(seen)]


FUNCTIONS = [thing for thing in vars(Registry).values() if isinstance(thing, FunctionType)]
COMMITTING = [function for function in FUNCTIONS if "_LOCK" in function.__code__.co_names]


def test_these_are_all_the_commits() -> None:
    outside = [thing for thing in vars(_registry).values() if isinstance(thing, FunctionType)]
    assert not any("_LOCK" in function.__code__.co_names for function in outside)
    assert {function.__name__ for function in COMMITTING} == {"_exchange", "_bury", "_publish", "_set_interceptors"}
    package = [(name, module) for name, module in sys.modules.items() if name.startswith("typedsignals.")]
    assert [name for name, module in package if "_LOCK" in vars(module)] == ["typedsignals._registry"]


@pytest.mark.parametrize("function", COMMITTING, ids=lambda function: function.__name__)
def test_nobody_else_runs_during_a_commit(function: FunctionType) -> None:
    for commit in commits(function.__code__):
        assert len(commit) > 10
        assert [each for each in commit if not each.opname.startswith(HARMLESS)] == []
        assert [each for each in commit if "JUMP" in each.opname and each.argval <= each.offset] == []


def test_what_a_commit_loads_and_stores_are_slots() -> None:
    """A property or a dictionary of attributes would be code."""
    names = {each.argval for function in COMMITTING for each in commits(function.__code__).__next__()}
    slots = [
        getattr(Signal, name) for name in names if isinstance(name, str) and name.startswith("_") and name != "_LOCK"
    ]
    assert len(slots) > 5
    assert {type(slot) for slot in slots} == {MemberDescriptorType}


def test_the_check_finds_what_it_looks_for() -> None:
    _LOCK = _registry._LOCK  # noqa: N806

    def commit(self: Signal[object, int]) -> None:
        with _LOCK:
            self._lost.pop()
            for _ in self._dead:
                pass

    (found,) = commits(commit.__code__)
    assert {"CALL", "GET_ITER", "JUMP_BACKWARD"} <= {each.opname for each in found}
