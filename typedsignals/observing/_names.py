"""What signals and receivers are called where they are observed."""

from __future__ import annotations

from types import FunctionType, MethodType
from typing import Any
from weakref import WeakKeyDictionary

from typedsignals import Connectable, KeywordConnectable
from typedsignals._core.callables import describe

_known: WeakKeyDictionary[FunctionType, str] = (
    WeakKeyDictionary()
)  # to find a name takes longer than to call most receivers


def signal_name(signal: Any) -> str:
    """Return a signal's name, also that of one of Django."""
    if issubclass(type(signal), (Connectable, KeywordConnectable)):
        name: str | None = signal.name
    else:
        from typedsignals.django._names import of_signal

        name = of_signal(signal)
    return name or "(unnamed)"


def receiver_name(receiver: object) -> str:
    """Return a receiver's name with file:line; that of a function or a method is found once."""
    function = receiver.__func__ if type(receiver) is MethodType else receiver
    if type(function) is not FunctionType:
        return describe(receiver)
    name = _known.get(function)
    if name is None:
        name = _known[function] = describe(receiver)
    return name
