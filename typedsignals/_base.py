"""What every kind of signal shares: connecting, disconnecting, and telling who is connected.

Rules of this file:
- Bad input is refused before anything changes, with the signal, the receiver and the remedy named.
- No receiver is called here.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Generator, Hashable
from contextlib import contextmanager
from operator import index
from typing import Generic

from typedsignals._callables import (
    Layers,
    caller,
    describe,
    drops_result,
    identity,
    is_builtin_method,
    is_method,
)
from typedsignals._connection import (
    EVERY_SENDER,
    AnyReceiver,
    Connection,
    Entry,
    Strong,
    Weak,
    in_order,
    priority_of,
    receiver_of,
    view,
    weak_entry,
)
from typedsignals._registry import Registry
from typedsignals._types import SenderT
from typedsignals.errors import (
    DuplicateUidWarning,
    LostReceiverWarning,
    ReceiverError,
    SignalWarning,
    UsageError,
)

# What sys.getrefcount says of an argument of ``connect`` that nothing else refers to, asked one call further in. It says
# more of the arguments of a call with ``*`` or ``**``: who else holds these cannot be seen.
# From 3.14 on a caller's variables may be lent without being counted: nothing can be told there.
_TEMPORARY = 3 if sys.version_info < (3, 14) else -1
_OWNED_BY_METHOD = 2  # the same of a method's object that only the method refers to

_UIDS = "a str or a tuple of them is a good uid"


class SignalBase(Registry, Generic[SenderT]):
    """A signal without its ways to send."""

    __slots__ = ()

    @property
    def connections(self) -> tuple[Connection[SenderT], ...]:
        """Every connection with a living receiver, in the order of a send that calls them all: a copy, kept by nobody."""
        self._settle()
        heard = ((entry, group()) for group, entry in self._all())
        views = (view(entry, who) for entry, who in heard if who is not None or entry.sender_id == EVERY_SENDER)
        return tuple(connection for connection in views if connection is not None)

    def has_listeners(self, sender: SenderT | None = None) -> bool:
        """Whether a send by ``sender`` would call anyone; without one: whether somebody hears every sender."""
        while True:
            self._settle()
            version, group = self._version, self._groups.get(id(sender))
            heard = in_order(self._everyone) if group is None else (*in_order(self._everyone), *in_order(group))
            if self._version is version:
                return any(receiver_of(entry) is not None for entry in heard)

    def disconnect(
        self,
        receiver: Callable[..., object] | None = None,
        *,
        sender: SenderT | None = None,
        dispatch_uid: Hashable | None = None,
    ) -> bool:
        """End the connections made with exactly this ``sender`` (None: those that hear every sender).

        With ``receiver``, every connection of it, with a uid or without; with ``dispatch_uid``, the one that has it;
        with both, both must match. Returns whether there was one to end. A send under way still calls it.
        ``UsageError`` (a TypeError) if neither is given or the uid is not hashable.
        """
        if receiver is None and dispatch_uid is None:
            raise UsageError(f"disconnect() of {self._title()} needs a receiver or a dispatch_uid; nothing was given")
        if not _is_hashable(dispatch_uid):
            kind = _kind(dispatch_uid)
            raise UsageError(f"cannot disconnect from {self._title()}: dispatch_uid is {kind}, not hashable; {_UIDS}")
        key = None if receiver is None else identity(receiver)
        group, entries = self._find(sender, key, dispatch_uid)
        ended = [self._leave(group, entry) for entry in entries]
        return any(ended)

    def __repr__(self) -> str:
        """Show the name and the number of receivers."""
        count = len(self.connections)
        name = "(unnamed)" if self.name is None else repr(self.name)
        return f"<{type(self).__name__} {name}, {count} receiver{'' if count == 1 else 's'}>"

    # --- connecting

    def _connect(
        self, receiver: AnyReceiver, sender: object, weak: bool | None, dispatch_uid: Hashable | None, priority: int
    ) -> Entry | None:
        """Connect ``receiver``; None, with a warning where it is due, if it or another one with its uid is already."""
        entry = self._prepared(receiver, weak, dispatch_uid, priority)
        standing = self._join(entry, sender, dispatch_uid, index(priority))  # of an IntEnum, say
        if standing is not None:
            self._warn_standing(standing, receiver, weak, priority)
            return None
        if type(entry) is Weak and sys.getrefcount(receiver) == _TEMPORARY:
            self._warn_if_dropped(receiver, entry)
        return entry

    def _prepared(
        self, receiver: AnyReceiver, weak: bool | None, dispatch_uid: Hashable | None, priority: int
    ) -> Entry:
        """Return an entry for ``receiver``, not connected yet; or refuse it."""
        layers = Layers(receiver)
        self._refuse_options(receiver, layers, weak, dispatch_uid, priority)
        entry = self._entry(receiver, is_method(receiver) if weak is None else weak)
        entry.key, entry.is_async = identity(receiver), layers.is_async
        return entry

    def _entry(self, receiver: AnyReceiver, weak: bool) -> Entry:
        if not weak:
            return Strong(receiver)
        if is_builtin_method(receiver):
            raise self._refusal(receiver, "a built-in method cannot be held weakly", "connect it with weak=False")
        try:
            entry = weak_entry(receiver, self._dead.append)
        except TypeError:
            what = "its object" if is_method(receiver) else "it"
            remedy = (
                "connect it with weak=False, or give its class a __weakref__ slot (weakref_slot=True in a dataclass)"
            )
            raise self._refusal(receiver, f"{what} cannot be held weakly", remedy) from None
        frame = caller()
        entry.path, entry.line = frame.f_code.co_filename, frame.f_lineno
        return entry

    @contextmanager
    def _connected(self, receiver: AnyReceiver, sender: object, priority: int) -> Generator[None, None, None]:
        # This frame holds the receiver strongly; a connection that stands already is left as it is.
        entry = self._connect(receiver, sender, None, None, priority)
        try:
            yield
        finally:
            self._disconnect(entry)

    def _disconnect(self, entry: Entry | None) -> None:
        """Undo one ``_connect``."""
        if entry is not None:
            self._end(entry)

    @contextmanager
    def preserved(self) -> Generator[None, None, None]:
        """On leaving the ``with``, have the connections that there were on entering, each in its old place.

        What was connected inside is disconnected, what was disconnected inside is connected again, unless its receiver
        or sender is gone. Nothing is held alive meanwhile that was held weakly before.
        """
        self._settle()
        before = self._all()
        try:
            yield
        finally:
            standing = {entry for _, entry in before}
            for group, entry in self._all():
                if entry not in standing:
                    self._leave(group, entry)
            for group, entry in before:
                self._rejoin(entry, group())
            self._settle()  # not before: a warning may be an error

    # --- refusing and warning

    def _called_with(self) -> str:
        return "(sender, payload)"

    def _why_not(self, layers: Layers) -> str | None:
        """Say why a receiver cannot be called as this signal calls, or None."""
        return layers.why_not(positional=2)

    def _refuse_options(
        self, receiver: object, layers: Layers, weak: object, dispatch_uid: object, priority: object
    ) -> None:
        """Refuse what can be seen without knowing who is connected."""
        if not callable(receiver):
            raise self._refusal(receiver, "it is not callable", f"connect a callable that takes {self._called_with()}")
        reason = self._why_not(layers)
        if reason is not None:
            raise self._refusal(receiver, reason, f"receivers of this signal are called with {self._called_with()}")
        if weak is not None and type(weak) is not bool:
            raise self._refusal(receiver, f"weak is {_kind(weak)}", "give True, False or None")
        if not issubclass(type(priority), int):
            raise self._refusal(receiver, f"priority is {_kind(priority)}", "give an int; the default is 0")
        if not _is_hashable(dispatch_uid):
            raise self._refusal(receiver, f"its dispatch_uid is {_kind(dispatch_uid)}, which is not hashable", _UIDS)

    def _refusal(self, receiver: object, reason: str, remedy: str) -> ReceiverError:
        return ReceiverError(f"cannot connect {describe(receiver)} to {self._title()}: {reason}; {remedy}")

    def _warn_standing(self, standing: Entry, receiver: AnyReceiver, weak: bool | None, priority: int) -> None:
        """Warn where a connect that changed nothing asked for something else than what stands."""
        if standing.key != identity(receiver):
            old = receiver_of(standing)
            _warn(
                f"{describe(receiver)} was not connected to {self._title()}: {describe(old)} has the same dispatch_uid "
                f"and stays; give each receiver a uid of its own, or disconnect the old one first",
                DuplicateUidWarning,
            )
            return
        other_weak = weak is not None and weak != (type(standing) is Weak)
        asked = ["weak"] * other_weak + ["priority"] * (priority_of(standing) != priority)
        if asked:
            _warn(
                f"{describe(receiver)} is connected to {self._title()} already and keeps its {' and '.join(asked)}; "
                f"disconnect it first to connect it otherwise",
                SignalWarning,
            )

    def _warn_if_dropped(self, receiver: AnyReceiver, entry: Weak) -> None:
        """Warn of a weakly held receiver that nothing else refers to once the calling statement is over."""
        if is_method(receiver) and sys.getrefcount(receiver.__self__) != _OWNED_BY_METHOD:
            return
        if drops_result(caller()):
            entry.heard = True  # said now, and not again when it is gone
            _warn(
                f"{describe(receiver)} is connected weakly to {self._title()}, but nothing else refers to "
                f"{'its object' if is_method(receiver) else 'it'}, so it is lost at once; keep a reference to it, or "
                f"connect it with weak=False",
                LostReceiverWarning,
            )


def _is_hashable(dispatch_uid: object) -> bool:
    try:
        hash(dispatch_uid)
    except TypeError:
        return False
    return True


def _kind(thing: object) -> str:
    return f"an object of type {type(thing).__name__}"


def _warn(message: str, category: type[SignalWarning]) -> None:
    frame = caller()
    warnings.warn_explicit(message, category, frame.f_code.co_filename, frame.f_lineno)
