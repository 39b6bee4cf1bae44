"""The code of functions exchanged where they are, so that nothing has to be loaded, nor tests collected, for a mutant.

Rules of this file:
- Only what runs when a function is called can be exchanged so. What runs on import is changed by whoever imports anew.
"""

import functools
import gc
import inspect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import CodeType, FunctionType
from typing import Any, TypeAlias

# Where a function is written: its file, its qualified name, its line.
Place: TypeAlias = tuple[str, str, int]


def functions_of(paths: Iterable[str]) -> dict[Place, list[FunctionType]]:
    """Return the functions there are of some files."""
    files, found = set(paths), dict[Place, list[FunctionType]]()
    for each in gc.get_objects():
        if type(each) is FunctionType and each.__code__.co_filename in files:
            found.setdefault(_place(each.__code__), []).append(each)
    return found


def caches_of(paths: Iterable[str]) -> list[Any]:
    """Return the caches there are of functions of some files."""
    files = set(paths)
    found = [each for each in gc.get_objects() if type(each) is type(functools.lru_cache(len))]
    of_functions = [each for each in found if type(each.__wrapped__) is FunctionType]
    return [each for each in of_functions if each.__wrapped__.__code__.co_filename in files]


def exchange(functions: Mapping[Place, Iterable[FunctionType]], codes: Mapping[Place, CodeType]) -> None:
    """Give the functions that are written at some places their new code."""
    for place, code in codes.items():
        for function in functions.get(place, ()):
            function.__code__ = code


def codes_of(module: CodeType) -> dict[Place, CodeType]:
    """Return the code of every function of a module that can be told from the others by where it is written."""
    codes = [code for code in _inside(module) if _is_function(code)]
    times = Counter(map(_place, codes))
    return {_place(code): code for code in codes if times[_place(code)] == 1}


def changed_codes(sound: CodeType, changed: CodeType) -> dict[Place, CodeType] | None:
    """Return the code of the functions that differ between two versions of a module; None if more than that differs."""
    before, after = list(_inside(sound)), list(_inside(changed))
    if len(before) != len(after):
        return None
    times = Counter(map(_place, before))
    found = dict[Place, CodeType]()
    for old, new in zip(before, after, strict=True):
        if _is_function(old) and old != new:
            if old.co_freevars != new.co_freevars or _place(old) != _place(new) or times[_place(old)] > 1:
                return None
            found[_place(new)] = new
        elif not _is_function(old) and _alone(old) != _alone(new):
            return None
    return found or None


def _inside(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _inside(constant)


def _alone(code: CodeType) -> tuple[CodeType, list[object]]:
    """Return a code without those inside it, and its other constants."""
    constants = [(type(each), each) for each in code.co_consts if not isinstance(each, CodeType)]
    return code.replace(co_consts=()), list[object](constants)


def _is_function(code: CodeType) -> bool:
    return code.co_flags & inspect.CO_OPTIMIZED != 0


def _place(code: CodeType) -> Place:
    return code.co_filename, code.co_qualname, code.co_firstlineno
