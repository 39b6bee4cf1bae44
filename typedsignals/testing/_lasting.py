"""Which receivers last beyond a test: they stay connected, and are no leak.

Rules of this file:
- It is asked of new connections alone, which are few: looking for who holds a thing takes its time.
"""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import partial
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
from typing import Any, TypeGuard, cast

from typedsignals._core.callables import class_attribute, halves, own_attributes, peeled

# What holds things for as long as somebody runs or reads of them, or as long as another thing lives.
_PASSING = (
    *(FrameType, TracebackType, BaseException, GeneratorType, CoroutineType, AsyncGeneratorType),
    weakref.WeakKeyDictionary,  # as that of a singledispatchmethod
)
_MANY = 100  # what is held from so many sides at once is not about to go, and looking on would take long
_REPORTING = {"logging", "unittest", "pytest", "_pytest", "pluggy"}
# As no metaclass is asked.
_MODULE: Any = type.__dict__["__module__"].__get__
_QUALNAME: Any = type.__dict__["__qualname__"].__get__


def lives_on(receiver: object) -> bool:
    """Whether a module or a class holds the receiver (of a method: its object), or holds what does, and so on.

    Not through frames, tracebacks, logs and test runners. A class that a call has made is as good as any other object.
    Every step takes a look at all objects.
    """
    homes = {id(vars(module)) for module in list(sys.modules.values()) if type(module) is ModuleType}
    mark = object()  # stands first in what this search itself holds them by
    owner, function = halves(receiver)
    layer = [mark, receiver if function is None else owner]
    seen = set(map(id, layer))
    while 1 < len(layer) < _MANY:
        found = [each for each in gc.get_referrers(*layer) if id(each) not in seen and not _begins_with(each, mark)]
        if any(id(each) in homes or (_is_class(each) and _is_named(each)) for each in found):
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
    """Whether one of the modules wrote it, and no call made it, or holds it by a name; or what stands under a layer of it."""
    homes = [vars(module) for name in modules if type(module := sys.modules.get(name)) is ModuleType]
    held = {id(each) for home in homes for each in list(home.values())}
    return any(
        id(layer) in held
        or ((type(layer) is FunctionType or _is_class(layer)) and _is_named(layer) and _module(layer) in modules)
        for layer in _layers(receiver)
    )


def _layers(receiver: object) -> Iterator[object]:
    """Yield a receiver and what stands under each wrapper, proxy and partial; under a method stands its object."""
    for _ in range(_MANY):  # a wrapper may wrap itself
        yield receiver
        receiver = _under(receiver)
        if receiver is None:
            return


def _under(thing: Any) -> object | None:
    """Return what stands under one layer, where no code has to run for it."""
    if type(thing) is MethodType:
        return thing.__self__
    if issubclass(type(thing), partial):
        return cast("partial[object]", thing).func
    inner = peeled(thing)
    if inner is not thing:
        return cast("object", inner)
    own = own_attributes(thing).get("__wrapped__")
    return class_attribute(type(thing), "__wrapped__") if own is None else own  # of a task of Celery


def _is_class(thing: object) -> TypeGuard[type]:
    return issubclass(type(thing), type)


def _is_named(thing: type | FunctionType) -> bool:
    """Whether it is a class or a function that no call has made."""
    return "<locals>" not in (thing.__qualname__ if type(thing) is FunctionType else _QUALNAME(thing))


def _module(thing: type | FunctionType) -> object:
    return thing.__module__ if type(thing) is FunctionType else _MODULE(thing)
