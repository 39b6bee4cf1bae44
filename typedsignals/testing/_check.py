"""``checked``: what is sent, held against what the signal declares, before any receiver runs.

Rules of this file:
- A signal whose types cannot be known is reported as unchecked; it never counts as one that was right.
- Messages name types and fields, never values.
- Values are compared with types by typeguard, imported when a scope is entered and not before.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from functools import partial
from pathlib import Path
from types import UnionType
from typing import Any, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from typedsignals import Sending, SignalError, SignalWarning, UsageError
from typedsignals.testing._declared import Declared, UnknownTypesError, declared
from typedsignals.testing._scope import Entering, Scope
from typedsignals.testing._signals import AnySignal, every_signal, intercepted, is_ours, refuse_others, title

Fits: TypeAlias = Callable[[object, object], bool]


class ContractError(SignalError, TypeError):
    """Something was sent that is not of the declared type; raised inside ``checked()``, before any receiver ran."""


class UncheckedWarning(SignalWarning):
    """Something was sent inside ``checked()`` of which the declared types cannot be known at run time."""


@dataclass(slots=True)
class Checks:
    """What ``checked`` found: the ``faults`` that it raised, and by name the signals that were sent ``unchecked``, and why."""

    faults: list[SignalError] = field(default_factory=list)
    unchecked: dict[str, str] = field(default_factory=dict)


def checked(*signals: AnySignal) -> Scope[Checks]:
    """Inside, each send is compared with the types of its signal; a wrong one is a ``ContractError`` at the sender.

    With no signal named it is every signal of the process that there is on entering. Checked are the sender, the
    payload with the fields of dataclasses and named tuples in it, and the keywords, whose names give a ``KeywordError``.
    A fault that somebody caught is raised once more on leaving. A signal that cannot be checked gives an
    ``UncheckedWarning`` when it is sent, and is listed: ``with checked() as checks``, ``checks.unchecked``; of Django's
    own, which declare nothing, there is only the list. Needs typeguard: ``typedsignals[check]``.
    """
    refuse_others("check", signals)
    return Scope(partial(_checking, signals))


@contextmanager
def _checking(named: Sequence[AnySignal], entering: Entering) -> Generator[Checks, None, None]:
    del entering  # it holds for every thread
    checker = _Checker(_import_typeguard())
    with ExitStack() as stack:
        for signal in named or every_signal():
            stack.enter_context(intercepted(signal, checker))
        yield checker.checks
        if checker.checks.faults:
            raise checker.checks.faults[0]


class _Checker:
    """Checks each send that it intercepts."""

    def __init__(self, fits: Fits) -> None:
        self.checks = Checks()
        self._fits = fits
        self._unchecked: set[AnySignal] = set()
        self._declared: dict[AnySignal, Declared] = {}  # asking a signal for its types may take it a while

    def __call__(self, sending: Sending, proceed: Callable[[Sending], Any], /) -> Any:
        __tracebackhide__ = True  # pytest shows the line that sends
        signal: Any = sending.signal
        try:
            if signal not in self._declared:
                self._declared[signal] = declared(signal)
            self._check(sending, self._declared[signal])
        except UnknownTypesError as unknown:
            self._report_unchecked(signal, str(unknown))
        except SignalError as fault:
            self.checks.faults.append(fault)
            raise
        return proceed(sending)

    def _check(self, sending: Sending, types: Declared) -> None:
        __tracebackhide__ = True
        signal: Any = sending.signal
        if types.check_keywords is not None:
            types.check_keywords(sending.keywords)
        wrong = next(self._wrong(sending, types), None)
        if wrong is not None:
            raise ContractError(f"cannot send {title(signal)}: {wrong}; send what is declared, or declare what is sent")

    def _wrong(self, sending: Sending, types: Declared) -> Iterator[str]:
        """Yield what differs from the declaration."""
        if not self._fits(sending.sender, types.sender):
            yield _misfit("its sender", sending.sender, types.sender)
        if types.check_keywords is None:
            yield from self._misfits("its payload", sending.payload, types.payload, ())
        for name, value in sending.keywords.items():
            yield from self._misfits(f"its keyword {name!r}", value, types.keywords[name], ())

    def _misfits(self, what: str, value: object, wanted: object, around: tuple[object, ...]) -> Iterator[str]:
        """Yield what does not fit: a field of the value where that can be said, else the value."""
        if not any(value is other for other in around):
            for part, name, of_type in _parts(value, list(_kinds(wanted))):
                yield from self._misfits(f"{name} of {what}", part, of_type, (*around, value))
        if not self._fits(value, wanted):
            yield _misfit(what, value, wanted)

    def _report_unchecked(self, signal: AnySignal, reason: str) -> None:
        if signal in self._unchecked:
            return
        self._unchecked.add(signal)
        name = title(signal)
        namesakes = sum(title(each) == name for each in self._unchecked)
        listed = name if namesakes == 1 else f"{name} ({namesakes})"  # another signal, and not to be passed in silence
        self.checks.unchecked[listed] = reason
        if is_ours(signal):
            path, line = _place_of_send()
            warnings.warn_explicit(f"{name} was sent unchecked: {reason}", UncheckedWarning, path, line)


_MISSING = object()
_COLLECTIONS = list, tuple, set, frozenset
_HERE = f"{Path(__file__).parents[1]}{os.sep}"


def _kinds(annotation: object) -> Iterator[object]:
    """Yield the class that is meant, with its arguments, or the classes of a union."""
    origin = get_origin(annotation)
    if origin is Union or origin is UnionType:
        for member in get_args(annotation):
            yield from _kinds(member)
    else:
        yield annotation


def _parts(value: object, kinds: list[object]) -> Iterator[tuple[object, str, object]]:
    """Yield what a value consists of, how that is called, and the type that it should be of."""
    meant = [kind for kind in kinds if any((get_origin(kind) or kind) is each for each in type(value).__mro__)]
    if meant:
        only = meant[0] if len(meant) == 1 else None  # of a union of A[int] and A[str] nobody knows which is meant
        for name, of_type in _fields(value, only).items():
            part = getattr(value, name, _MISSING)
            if part is not _MISSING:
                yield part, f"field {name!r}", of_type
    holding = [kind for kind in kinds if get_args(kind) and get_origin(kind) is not type]
    if len(holding) == 1:
        yield from ((part, "an item", of_type) for part, of_type in _items(value, holding[0]))


def _items(value: Any, wanted: object) -> Iterator[tuple[object, object]]:
    """Yield what is in a collection, with its type; of collections alone that are sure to run nobody's code."""
    types = get_args(wanted)
    if type(value) is dict and len(types) == len(("key", "value")):
        yield from ((each, types[1]) for each in value.values())
    elif type(value) is tuple and get_origin(wanted) is tuple and types[-1] is not Ellipsis:
        yield from zip(value, types, strict=False)
    elif type(value) in _COLLECTIONS and issubclass(type(value), get_origin(wanted) or object):
        yield from ((each, types[0]) for each in value)


def _fields(value: object, wanted: object) -> dict[str, object]:
    """Return the types of what a dataclass or a named tuple consists of; nothing for any other value."""
    kind = type(value)
    if is_dataclass(kind):
        names = [each.name for each in fields(kind)]
    elif issubclass(kind, tuple) and hasattr(kind, "_fields"):
        names = list(kind.__annotations__)
    else:
        return {}
    try:
        hints = get_type_hints(kind)
    except Exception as error:
        raise UnknownTypesError(f"the field types of {kind.__qualname__} cannot be resolved ({error})") from None
    given: dict[object, object] = {}
    if get_origin(wanted) is kind:
        given = dict(zip(getattr(kind, "__parameters__", ()), get_args(wanted), strict=False))
    return {name: _filled(hints[name], given) for name in names if name in hints}


def _filled(hint: Any, given: dict[object, object]) -> object:
    """Put the arguments of a generic class in the place of its parameters."""
    if isinstance(hint, TypeVar):
        return given.get(hint, hint)
    open_ones = getattr(hint, "__parameters__", ())
    if not given or not open_ones or issubclass(type(hint), type):
        return hint
    return hint[tuple(given.get(each, each) for each in open_ones)]


def _misfit(what: str, value: object, wanted: object) -> str:
    is_class = f"the class {value.__qualname__}" if isinstance(value, type) else f"of type {type(value).__qualname__}"
    return f"{what} is {is_class}, not {_shown(wanted)}"


def _shown(annotation: Any) -> str:
    # type() instead of isinstance(): `list[int]` passes for a class, and would be shown as `list`.
    return annotation.__qualname__ if issubclass(type(annotation), type) else str(annotation)


def _place_of_send() -> tuple[str, int]:
    """Return file and line of the innermost code outside this package."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_HERE):
        frame = frame.f_back
    return frame.f_code.co_filename, frame.f_lineno


def _import_typeguard() -> Fits:
    try:
        from typeguard import CollectionCheckStrategy, ForwardRefPolicy, TypeCheckError, check_type
    except ModuleNotFoundError as error:
        if error.name != "typeguard":
            raise
        raise UsageError("checked() needs typeguard, which is not installed: install typedsignals[check]") from None

    def fits(value: object, wanted: object) -> bool:
        try:
            check_type(
                value,
                wanted,
                forward_ref_policy=ForwardRefPolicy.ERROR,
                collection_check_strategy=CollectionCheckStrategy.ALL_ITEMS,
            )
        except TypeCheckError:
            return False
        except Exception as error:
            raise UnknownTypesError(f"{_shown(wanted)} cannot be checked ({type(error).__name__})") from None
        return True

    return fits
