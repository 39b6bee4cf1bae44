"""Which receivers last beyond a test: they stay connected, and are no leak.

Rules of this file:
- It is asked of new connections alone, which are few: looking for who holds a thing takes its time.
"""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Set as AbstractSet
from types import (
    AsyncGeneratorType,
    CoroutineType,
    FrameType,
    FunctionType,
    GeneratorType,
    MethodType,
    ModuleType,
    TracebackType,
)
from typing import Any

# What holds things for as long as somebody runs or reads of them, or as long as another thing lives.
_PASSING = (
    *(FrameType, TracebackType, BaseException, GeneratorType, CoroutineType, AsyncGeneratorType),
    weakref.WeakKeyDictionary,  # as that of a singledispatchmethod
)
_MANY = 100  # what is held from so many sides at once is not about to go, and looking on would take long
_REPORTING = {"logging", "unittest", "pytest", "_pytest", "pluggy"}


def lives_on(receiver: object) -> bool:
    """Whether a module or a class holds the receiver (of a method: its object), or holds what does, and so on.

    Not through frames, tracebacks, logs and test runners. Every step takes a look at all objects.
    """
    homes = {id(vars(module)) for module in list(sys.modules.values()) if type(module) is ModuleType}
    mark = object()  # stands first in what this search itself holds them by
    layer = [mark, receiver.__self__ if type(receiver) is MethodType else receiver]
    seen = set(map(id, layer))
    while 1 < len(layer) < _MANY:
        found = [each for each in gc.get_referrers(*layer) if id(each) not in seen and not _begins_with(each, mark)]
        if any(id(each) in homes or issubclass(type(each), type) for each in found):
            return True
        seen |= set(map(id, found))
        layer = [mark, *(each for each in found if not _is_passing(each))]
        del found  # or that would hold them, too
    return len(layer) > 1


def _begins_with(holder: object, mark: object) -> bool:
    return (type(holder) is list or type(holder) is tuple) and len(holder) > 0 and holder[0] is mark


def _is_passing(holder: object) -> bool:
    kind = type(holder)
    return issubclass(kind, _PASSING) or f"{kind.__module__}".partition(".")[0] in _REPORTING


def is_of_module(modules: AbstractSet[str], receiver: object) -> bool:
    """Whether it is a function or a class of one of the modules, and none that a call has made."""
    if type(receiver) is not FunctionType and not issubclass(type(receiver), type):
        return False
    named: Any = receiver
    return named.__module__ in modules and "<locals>" not in named.__qualname__
