"""What Django's signals are called, in messages."""

from __future__ import annotations

import sys
import weakref

from django.dispatch import Signal

from typedsignals.django import signals as built_in
from typedsignals.django._declare import declared_name

_NAMES: weakref.WeakKeyDictionary[Signal, str] = weakref.WeakKeyDictionary()


def of_signal(signal: Signal) -> str | None:
    """Return the name that a signal was declared under, or has in Django, else that of a module attribute that holds it.

    It is kept once it is found: looking through all modules takes some milliseconds.
    """
    found = _NAMES.get(signal) or _find_name(signal)
    if found is not None:
        _NAMES[signal] = found
    return found


def _find_name(signal: Signal) -> str | None:
    declared = declared_name(signal)
    if declared is not None:
        return declared.rpartition(".")[2]
    for own, each in built_in.loaded().items():
        if each is signal:
            return own
    for module in list(sys.modules.values()):
        held: dict[str, object] = getattr(module, "__dict__", {})
        for bound, value in list(held.items()):
            if value is signal:
                return bound
    return None


def title(signal: Signal) -> str:
    """Name a signal for a message."""
    found = of_signal(signal)
    return f"Django signal {found!r}" if found else "an unnamed Django signal"
