"""``isolated``: connections as they were, whatever was connected and disconnected inside.

Rules of this file:
- The signals themselves put their connections back; what stands here is for the report.
- Nothing is held alive: what was connected on entering is remembered by identity and by name.
"""

from __future__ import annotations

import sys
import weakref
from collections.abc import Callable, Generator, Hashable, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from types import MethodType
from typing import TypeAlias

from typedsignals import LostReceiverWarning
from typedsignals.testing._lasting import is_of_module, lives_on
from typedsignals.testing._scope import Entering, Scope
from typedsignals.testing._signals import (
    AnySignal,
    describe,
    every_signal,
    held_signals,
    kept,
    keys,
    losses,
    preserved,
    refuse_others,
    title,
)

# What was connected: its name, and what tells whether it still lives, so that nobody is taken for it who got its id.
Known: TypeAlias = dict[Hashable, tuple[str, Callable[[], object]]]


@dataclass(frozen=True, slots=True)
class Change:
    """One connection that was made or lost inside ``isolated()``.

    Attributes:
        signal: The signal.
        receiver: The name of the receiver, with file:line.
        weak: Whether the receiver was held weakly: the connection would have ended with it, so it is no leak.
    """

    signal: AnySignal
    receiver: str
    weak: bool = False

    def __str__(self) -> str:
        """Name both ends."""
        return f"{self.receiver} of {title(self.signal)}"


@dataclass(slots=True)
class Changes:
    """What ``isolated()`` has undone; it is filled when the ``with`` is left.

    Attributes:
        made: The connections that were made inside.
        lost: The connections that were ended inside.
    """

    made: list[Change] = field(default_factory=list)
    lost: list[Change] = field(default_factory=list)


def isolated(*signals: AnySignal) -> Scope[Changes]:
    """Restore every connection on leaving, in its place and order: inside, connect and disconnect as you like.

    ``with isolated() as changes:``, or as a decorator. Receivers that died inside stay away. A signal that is made
    inside is left alone. Two kinds of connections that are made inside stay: those of functions of a module that is
    imported inside, because a second import would not connect them again; and weakly held receivers that a module still
    refers to, as by a cache.

    Args:
        *signals: The signals to restore. Without any: every signal of the process that exists on entering.

    Returns:
        A context manager and decorator; ``as`` gives the ``Changes``.

    Raises:
        UsageError: If something is no signal. (A ``TypeError``.)

    Warns:
        LostReceiverWarning: If a weakly held receiver that was connected inside was gone before any send could call it.
    """
    refuse_others("isolate", signals)
    return Scope(partial(_isolating, signals))


@contextmanager
def _isolating(named: Sequence[AnySignal], entering: Entering) -> Generator[Changes, None, None]:
    del entering  # it holds for every thread
    changes, signals = Changes(), named or every_signal()
    for signal in signals:
        losses(signal)  # of before: who enters has nothing to do with them
    before, lost = [_known(signal) for signal in signals], list[tuple[AnySignal, LostReceiverWarning]]()
    modules = set(sys.modules)
    with ExitStack() as lasting, ExitStack() as stack:
        for signal in signals:
            stack.enter_context(preserved(signal, partial(_add, lost, signal)))
        try:
            yield changes
        finally:
            for signal, known in zip(signals, before, strict=True):
                for warning in losses(signal):
                    _add(lost, signal, warning)
                stay = _compare(changes, signal, known, sys.modules.keys() - modules)
                if stay:
                    lasting.callback(kept(signal, stay))
    # Now that everything is back. A signal that nobody named or holds is garbage, and who lost its receivers may be any.
    held = held_signals() if lost and not named else {}
    for signal, warning in lost:
        if named or id(signal) in held:
            raise warning


def _add(lost: list[tuple[AnySignal, LostReceiverWarning]], signal: AnySignal, warning: LostReceiverWarning) -> None:
    lost.append((signal, warning))


def _known(signal: AnySignal) -> Known:
    known = {key: (describe(receiver), _life(receiver)) for key, (receiver, _) in keys(signal).items()}
    # What is gone by now was made by a descriptor for this look alone, as partialmethods are; its object lives on.
    return {key: (name, object if life() is None else life) for key, (name, life) in known.items()}


def _life(receiver: object) -> Callable[[], object]:
    try:
        return weakref.ref(receiver.__self__ if type(receiver) is MethodType else receiver)
    except TypeError:
        return object  # cannot be known: taken for alive


def _compare(changes: Changes, signal: AnySignal, before: Known, imported: AbstractSet[str]) -> set[Hashable]:
    """Note what is to be undone; return the keys of what stays, since it lasts."""
    after, stay = _known(signal), set[Hashable]()
    same = {key for key, (_, life) in before.items() if key in after and life() is not None}
    changes.lost += [Change(signal, name) for key, (name, _) in before.items() if key not in same]
    if len(same) < len(after):
        for key, (receiver, weak) in keys(signal).items():
            if key in after and key not in same:
                if is_of_module(imported, receiver) or (weak and lives_on(receiver)):
                    stay.add(key)
                else:
                    changes.made.append(Change(signal, after[key][0], weak))
    return stay
