"""What every kind of signal shares: connecting, disconnecting, and telling who is connected.

Rules of this file:
- Bad input is refused before anything changes, with the signal, the receiver and the remedy named.
- A receiver is looked at once (``Look``); what was found is handed on.
- No receiver is called here.
"""

from __future__ import annotations

import os.path
import warnings
from collections.abc import Generator, Hashable, Iterable
from contextlib import contextmanager
from operator import index
from typing import Any, Generic, NoReturn, TypeAlias, cast, overload

from typedsignals._core.callables import AnyReceiver, Look, Shape, describe, is_builtin_method, key_of, run_of
from typedsignals._core.entries import EVERY_SENDER, Connection, Entry, Strong, Weak, receiver_of, view, weak_entry
from typedsignals._core.hints import count, explained, instead_of
from typedsignals._core.names import Name, caller
from typedsignals._core.registry import Registry
from typedsignals._types import SenderT
from typedsignals.errors import DuplicateUidWarning, LostReceiverWarning, ReceiverError, SignalWarning, UsageError

# Of connect: sender, subclasses, weak, dispatch_uid, priority.
Options: TypeAlias = "tuple[object, bool, bool | None, Hashable | None, int]"
Made: TypeAlias = tuple[Entry, Entry | None]  # an entry that was connected, and the one that made way for it

_UIDS = "a str or a tuple of them is a good uid"


class SignalBase(Generic[SenderT]):
    """A signal without its ways to connect and to send: a name, and a registry of who hears it."""

    # Not annotated: from 3.14 on, what is would be taken for the parameters of a declaration.
    _shape = Shape(positional=2)  # how receivers are called
    _may_await = False
    _async_remedy = ""

    @explained
    def __init__(self, name: str | None = None, *, doc: str | None = None) -> None:
        if not hasattr(type(self), "send"):
            raise UsageError(f"a {type(self).__name__} is what a signal is seen as; make a Signal or an AsyncSignal")
        for what, given in ("name", name), ("doc", doc):
            if given is not None and not issubclass(type(given), str):
                raise UsageError(f"the {what} of a signal is a str, not {_kind(given)}")
        self._name = Name(None if name is None else str.__str__(name))  # of a StrEnum, too
        if doc is not None:
            self.__doc__ = doc
        self._registry = Registry(may_await=self._may_await)

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the name of the first class attribute, as ``Owner.name``, unless one was given."""
        self._name.bind(owner, name)

    @property
    def name(self) -> str | None:
        """The name that was given, or that of the class or module attribute that holds the signal; else None."""
        return self._name.find(self)

    @property
    def type_arguments(self) -> tuple[object, ...]:
        """The types of the sender, the payload and the result; ``()`` where they cannot be known.

        They are read from ``Signal[Sender, Payload](...)``, else from the annotation of the name that holds the signal.
        Names in quotes are looked up in the module that holds the signal, at each access; one that is not there (yet)
        is a ``typing.ForwardRef``. Reading them runs no code of other modules and raises nothing.
        """
        return self._name.type_arguments(self)

    @property
    def connections(self) -> tuple[Connection[SenderT], ...]:
        """Every connection whose receiver is alive, in the order of the calls. Later changes do not affect it.

        Warns:
            LostReceiverWarning: If a receiver, held weakly, was gone before any send could call it.
        """
        self._settle()
        heard = ((entry, group()) for group, entry in self._registry.all())
        views = (view(entry, who) for entry, who in heard if who is not None or entry.sender_key == EVERY_SENDER)
        return tuple(connection for connection in views if connection is not None)

    def has_listeners(self, sender: SenderT | None = None) -> bool:
        """Return whether a send by ``sender`` would call any receiver.

        Args:
            sender: The sender. By default (None) the question is whether a receiver is connected for every sender.

        Returns:
            True if a receiver would be called.

        Warns:
            LostReceiverWarning: If a receiver, held weakly, was gone before any send could call it.
        """
        self._settle()
        return any(receiver_of(entry) is not None for entry in self._registry.heard_by(sender))

    @overload
    def disconnect(
        self, receiver: AnyReceiver, *, sender: SenderT | None = None, dispatch_uid: Hashable | None = None
    ) -> bool: ...
    @overload
    def disconnect(self, receiver: None = None, *, sender: SenderT | None = None, dispatch_uid: Hashable) -> bool: ...
    @explained
    def disconnect(
        self,
        receiver: AnyReceiver | None = None,
        *,
        sender: SenderT | None = None,
        dispatch_uid: Hashable | None = None,
    ) -> bool:
        """Disconnect a receiver; return whether it was connected.

        Connections are ended that were made with exactly this ``sender``. A send that is under way still calls the
        receiver.

        Args:
            receiver: End every connection of this receiver, with a ``dispatch_uid`` or without.
            sender: The sender that the receiver was connected with. None, the default, for the connections to every
                sender.
            dispatch_uid: End the connection that has this name. With a receiver, both have to match.

        Returns:
            True if a connection was ended, False if there was none.

        Raises:
            UsageError: If neither a receiver nor a ``dispatch_uid`` is given, if the ``dispatch_uid`` is not hashable,
                or if there are other arguments. (A ``TypeError``.)

        Warns:
            LostReceiverWarning: If a receiver, held weakly, was gone before any send could call it.
        """
        if receiver is None and dispatch_uid is None:
            raise UsageError(f"disconnect() of {self._title()} needs a receiver or a dispatch_uid; nothing was given")
        if dispatch_uid is not None and not _is_hashable(dispatch_uid):
            kind = _kind(dispatch_uid)
            raise UsageError(f"cannot disconnect from {self._title()}: dispatch_uid is {kind}, not hashable; {_UIDS}")
        registry = self._registry
        if registry.dead:
            self._settle()
        key = None if receiver is None else key_of(receiver)
        return registry.end(sender, key, dispatch_uid)

    def __repr__(self) -> str:
        """Show the name and the number of receivers."""
        name = "(unnamed)" if self.name is None else repr(self.name)
        return f"<{type(self).__name__} {name}, {count(len(self.connections), 'receiver')}>"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        """Refuse to be copied and pickled: a signal is the object that it is, and a copy would have no receivers."""
        raise UsageError(f"{self._title()} cannot be copied or pickled: a copy has no receivers; share it or import it")

    # --- connecting

    def before_connect(self, receiver: AnyReceiver) -> None:
        """Do nothing; a subclass overrides it to warn, or to refuse a receiver by raising.

        It is called once by each ``connect``, ``connected`` and ``receiver()``, after the receiver was checked and
        before it is connected. If it raises, nothing is connected.

        Args:
            receiver: The receiver that would be connected.
        """

    def _connect(self, receiver: AnyReceiver, options: Options) -> Made | None:
        return self._join(self._checked(receiver, options), options)

    def _join(self, look: Look, options: Options) -> Made | None:
        """Connect a receiver; None, with a warning where it is due, if it or another one with its uid is already."""
        sender, subclasses, weak, dispatch_uid, priority = options
        entry = self._entry(look, weak)
        if self._registry.dead:
            self._settle()
        number = index(priority)  # of an IntEnum, say
        standing, former = self._registry.join(entry, sender, subclasses, dispatch_uid, number)
        if standing is None:
            return entry, former
        self._warn_standing(standing, look, weak, priority)
        return None

    def _checked(self, receiver: AnyReceiver, options: Options) -> Look:
        """Look at a receiver; refuse what can be seen to be wrong without knowing who is connected."""
        sender, subclasses, weak, dispatch_uid, priority = options
        look, shape = Look(receiver), self._shape
        if issubclass(type(receiver), SignalBase):
            who, remedy = cast("SignalBase[Any]", receiver)._title(), "connect a function that sends it"
            raise ReceiverError(f"cannot connect {who} to {self._title()}: it is a signal itself; {remedy}")
        if not callable(receiver):
            raise self._refusal(receiver, "it is not callable", instead_of(receiver, shape))
        if look.is_async and not self._may_await:
            raise self._refusal(receiver, "it is async, and this signal awaits nothing", self._async_remedy)
        reason = look.why_not(shape)
        if reason is not None:
            raise self._refusal(receiver, reason, f"receivers of this signal are called with {shape}")
        if type(subclasses) is not bool:
            raise self._refusal(receiver, f"subclasses is {_kind(subclasses)}", "give True or False")
        if subclasses and not issubclass(type(sender), type):
            given = "no sender" if sender is None else _kind(sender)
            raise self._refusal(
                receiver, f"subclasses=True needs a class, and there is {given}", "give sender=SomeClass"
            )
        if weak is not None and type(weak) is not bool:
            raise self._refusal(receiver, f"weak is {_kind(weak)}", "give True, False or None")
        if type(priority) is not int and not issubclass(type(priority), int):
            raise self._refusal(receiver, f"priority is {_kind(priority)}", "give an int; the default is 0")
        if dispatch_uid is not None and not _is_hashable(dispatch_uid):
            raise self._refusal(receiver, f"its dispatch_uid is {_kind(dispatch_uid)}, which is not hashable", _UIDS)
        self.before_connect(receiver)
        return look

    def _refusal(self, receiver: object, reason: str, remedy: str) -> ReceiverError:
        return ReceiverError(f"cannot connect {describe(receiver)} to {self._title()}: {reason}; {remedy}")

    def _entry(self, look: Look, weak: bool | None) -> Entry:
        """Return an entry, not connected yet; refuse what would have to be held weakly and cannot be."""
        receiver, is_method = look.receiver, look.function is not None
        entry: Entry
        if weak or (weak is None and is_method):
            if is_builtin_method(receiver):
                raise self._refusal(receiver, "a built-in method cannot be held weakly", "connect it with weak=False")
            try:
                entry = weak_entry(look, self._registry.when_gone)
            except TypeError:
                reason = f"{'its object' if is_method else 'it'} cannot be held weakly"
                remedy = "connect it with weak=False, or give its class a __weakref__ slot (weakref_slot=True in a dataclass)"
                raise self._refusal(receiver, reason, remedy) from None
            entry.heard = is_method and weak is True  # who says so means it: its loss is not spoken of
            frame = caller()
            entry.path, entry.line = frame.f_code.co_filename, frame.f_lineno
        else:
            entry = Strong(receiver)
        entry.is_async, entry.run = look.is_async, None if is_method else run_of(receiver)
        return entry

    @contextmanager
    def _connected(
        self, receiver: AnyReceiver, sender: object, subclasses: bool, priority: int
    ) -> Generator[None, None, None]:
        # This frame holds the receiver strongly; a connection that stands already is left as it is.
        made = self._connect(receiver, (sender, subclasses, None, None, priority))
        try:
            yield
        finally:
            if made is not None:
                self._registry.leave(made[0])

    def _undo(self, made: Made | None, sender: object) -> None:
        """Undo one ``_join``."""
        if made is not None:
            entry, former = made
            self._registry.leave(entry)
            if former is not None:
                self._registry.rejoin(former, sender)

    @contextmanager
    def preserved(self) -> Generator[None, None, None]:
        """Restore the connections when the ``with`` is left: those that there were on entering, each in its old place.

        What was connected inside is disconnected; what was disconnected inside is connected again, unless its receiver
        or sender is gone. What was held weakly before is not kept alive meanwhile.

        Returns:
            A context manager.

        Warns:
            LostReceiverWarning: On entering and on leaving, if a receiver, held weakly, was gone before any send could
                call it.
        """
        self._settle()
        before = self._registry.all()
        try:
            yield
        finally:
            lost = self._registry.bury()  # who died meanwhile is lost, not disconnected
            standing = {entry for _, entry in before}
            for _, entry in self._registry.all():
                if entry not in standing:
                    self._registry.leave(entry)
            for group, entry in before:
                self._registry.rejoin(entry, group())
            self._warn_of(lost)  # not before: a warning may be an error

    # --- names and warnings

    def _title(self) -> str:
        return f"signal {self.name!r}" if self.name else "an unnamed signal"

    def _settle(self) -> None:
        """Put the recorded deaths into effect, and warn of receivers that were lost unheard."""
        self._warn_of(self._registry.bury())

    def _warn_of(self, lost: Iterable[Weak]) -> None:
        raised = None
        for entry in lost:
            try:
                self._warn_lost(entry)
            except LostReceiverWarning as warning:  # a filter makes it one: the others are told of all the same
                raised = raised or warning
        if raised is not None:
            raise raised

    def _warn_lost(self, entry: Weak) -> None:
        who = "its receiver" if entry.function is None else describe(entry.function)
        warnings.warn_explicit(
            f"{self._title()} lost {who}, connected weakly at {os.path.basename(entry.path)}:{entry.line}, before any "
            f"send could call it; keep a reference to it, or connect it with weak=False",
            LostReceiverWarning,
            entry.path,
            entry.line,
        )

    def _warn_standing(self, standing: Entry, look: Look, weak: bool | None, priority: int) -> None:
        """Warn where a connect that changed nothing asked for something else than what stands."""
        if standing.key != look.key:
            old = receiver_of(standing)
            warn(
                f"{describe(look.receiver)} was not connected to {self._title()}: {describe(old)} has the same dispatch_uid "
                f"and stays; give each receiver a uid of its own, or disconnect the old one first",
                DuplicateUidWarning,
            )
            return
        other_weak = weak is not None and weak != (type(standing) is Weak)
        asked = ["weak"] * other_weak + ["priority"] * (standing.priority != priority)
        if asked:
            warn(
                f"{describe(look.receiver)} is connected to {self._title()} already and keeps its {' and '.join(asked)}; "
                f"disconnect it first to connect it otherwise",
                SignalWarning,
            )


def _is_hashable(dispatch_uid: object) -> bool:
    try:
        hash(dispatch_uid)
    except TypeError:
        return False
    return True


def _kind(thing: object) -> str:
    return f"an object of type {type(thing).__name__}"


def warn(message: str, category: type[Warning]) -> None:
    frame = caller()
    names = frame.f_globals
    # As warnings.warn does: what a filter lets through once comes once.
    said = names.setdefault("__warningregistry__", {})
    warnings.warn_explicit(message, category, frame.f_code.co_filename, frame.f_lineno, names.get("__name__"), said)
