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
from typing import Generic

from typedsignals._callables import (
    caller,
    describe,
    drops_result,
    identity,
    is_async,
    is_builtin_method,
    is_method,
    why_not,
)
from typedsignals._connection import (
    AnyReceiver,
    Connection,
    Entry,
    Strong,
    Weak,
    in_order,
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
    SignalError,
    SignalWarning,
    UsageError,
)

# What sys.getrefcount says of an argument of ``connect`` that nothing else refers to, asked one call further in.
# From 3.14 on a caller's variables may be lent without being counted: nothing can be told there.
_TEMPORARY = 3 if sys.version_info < (3, 14) else -1
_OWNED_BY_METHOD = 2  # the same of a method's object that only the method refers to


class SignalBase(Registry, Generic[SenderT]):
    """A signal without its ways to send."""

    __slots__ = ()

    @property
    def connections(self) -> tuple[Connection[SenderT], ...]:
        """Every connection with a living receiver, in the order of a send that calls them all: a copy, kept by nobody."""
        views = (view(entry, group()) for group, entry in self._all())
        return tuple(connection for connection in views if connection is not None)

    def has_listeners(self, sender: SenderT | None = None) -> bool:
        """Whether a send by ``sender`` would call anyone; without one: whether somebody hears every sender."""
        self._settle()
        group = self._groups.get(id(sender))
        heard = in_order(self._everyone) if group is None else (*in_order(self._everyone), *in_order(group))
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
        self._refuse_unhashable(dispatch_uid, UsageError, f"cannot disconnect from {self._title()}")
        key = None if receiver is None else identity(receiver)
        return any([self._leave(group, entry) for group, entry in self._find(sender, key, dispatch_uid)])

    def __repr__(self) -> str:
        """Show the name and the number of receivers."""
        count = len(self.connections)
        name = "(unnamed)" if self.name is None else repr(self.name)
        return f"<{type(self).__name__} {name}, {count} receiver{'' if count == 1 else 's'}>"

    # --- connecting

    def _connect(
        self, receiver: AnyReceiver, sender: object, weak: bool | None, dispatch_uid: Hashable | None, priority: int
    ) -> Entry | None:
        """Connect ``receiver``; None if it, or another one with its uid, is connected already."""
        self._refuse_options(receiver, weak, dispatch_uid, priority)
        entry = self._entry(receiver, is_method(receiver) if weak is None else weak)
        entry.key, entry.is_async, entry.priority = identity(receiver), is_async(receiver), priority
        standing = self._join(entry, sender, dispatch_uid)
        if standing is not None:
            self._warn_standing(standing, entry, receiver)
            return None
        if type(entry) is Weak and sys.getrefcount(receiver) == _TEMPORARY:
            self._warn_if_dropped(receiver, entry)
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
        entry = self._connect(receiver, sender, False, None, priority)
        try:
            yield
        finally:
            if entry is not None:
                self._end(entry)

    # --- refusing and warning

    def _called_with(self) -> str:
        return "(sender, payload)"

    def _why_not(self, receiver: AnyReceiver) -> str | None:
        """Say why ``receiver`` cannot be called as this signal calls, or None."""
        return why_not(receiver, positional=2)

    def _refuse_options(self, receiver: object, weak: object, dispatch_uid: object, priority: object) -> None:
        """Refuse what can be seen without knowing who is connected."""
        if not callable(receiver):
            raise self._refusal(receiver, "it is not callable", f"connect a callable that takes {self._called_with()}")
        reason = self._why_not(receiver)
        if reason is not None:
            raise self._refusal(receiver, reason, f"receivers of this signal are called with {self._called_with()}")
        if weak is not None and type(weak) is not bool:
            raise self._refusal(receiver, f"weak is {_kind(weak)}", "give True, False or None")
        if type(priority) is not int:
            raise self._refusal(receiver, f"priority is {_kind(priority)}", "give an int; the default is 0")
        self._refuse_unhashable(dispatch_uid, ReceiverError, f"cannot connect {describe(receiver)} to {self._title()}")

    def _refuse_unhashable(self, dispatch_uid: object, error: type[SignalError], what: str) -> None:
        try:
            hash(dispatch_uid)
        except TypeError:
            message = f"{what}: its dispatch_uid is {_kind(dispatch_uid)}, which is not hashable; give a str or a tuple"
            raise error(message) from None

    def _refusal(self, receiver: object, reason: str, remedy: str) -> ReceiverError:
        return ReceiverError(f"cannot connect {describe(receiver)} to {self._title()}: {reason}; {remedy}")

    def _warn_standing(self, standing: Entry, entry: Entry, receiver: AnyReceiver) -> None:
        """Warn where a connect that changed nothing asked for something else than what stands."""
        if standing.key != entry.key:
            old = receiver_of(standing)
            _warn(
                f"{describe(receiver)} was not connected to {self._title()}: {describe(old)} has the same dispatch_uid "
                f"and stays; give each receiver a uid of its own, or disconnect the old one first",
                DuplicateUidWarning,
            )
            return
        asked = [
            name
            for name, differs in (
                ("weak", type(standing) is not type(entry)),
                ("priority", standing.priority != entry.priority),
            )
            if differs
        ]
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
            entry.heard = True  # said now, not again when it is gone
            _warn(
                f"{describe(receiver)} is connected weakly to {self._title()}, but nothing else refers to "
                f"{'its object' if is_method(receiver) else 'it'}, so it is lost at once; keep a reference to it, or "
                f"connect it with weak=False",
                LostReceiverWarning,
            )


def _kind(thing: object) -> str:
    return f"an object of type {type(thing).__name__}"


def _warn(message: str, category: type[SignalWarning]) -> None:
    frame = caller()
    warnings.warn_explicit(message, category, frame.f_code.co_filename, frame.f_lineno)
