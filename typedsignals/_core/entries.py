"""Who is connected: an entry for each connection, a group for each sender, a route for each send, a public view.

Rules of this file:
- An entry is either strong (it holds its receiver) or *is* the weak reference to it: one object a connection.
- Entries and groups are equal only to themselves; a plain weak reference would ask its referent's ``__eq__``.
- What is in a group changes in the registry's commit and nowhere else. A route never changes.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, Generic, TypeAlias

from typedsignals._core.callables import AnyReceiver, Key, Look, Unbound, halves, key_of, own_attributes
from typedsignals._types import SenderT

SenderKey: TypeAlias = "int | tuple[type, object]"  # of a sender told by its identity; of a plain value, of a family

FEW = 8  # up to here a group is one tuple, beyond it a dictionary: most senders have one or two receivers
STEP = 1 << 64  # a priority outweighs any number of connections


@dataclass(frozen=True, slots=True)
class Connection(Generic[SenderT]):
    """One connection of a signal, as it was when it was asked for. It holds its receiver and its sender strongly.

    Attributes:
        receiver: The callable that is connected.
        sender: The sender that it is connected for; None for every sender.
        dispatch_uid: The name that was given to the connection, or None.
        weak: Whether the signal holds the receiver weakly.
        priority: Receivers with a higher priority are called first.
        is_async: Whether the receiver is called on an event loop.
        timing: ``"immediate"``, unless the receiver has an attribute ``__signal_timing__`` of its own:
            ``"after_commit"`` of one that waits for a commit, ``"handed over"`` of one that hands over to another
            process.
        subclasses: Whether sends by subclasses of ``sender`` call the receiver, too.
    """

    receiver: AnyReceiver
    sender: SenderT | None
    dispatch_uid: Hashable | None
    weak: bool
    priority: int
    is_async: bool
    timing: str
    subclasses: bool = False

    @property
    def key(self) -> Hashable:
        """A value that no other connection of the signal has while the receiver and the sender are alive."""
        return key_of(self.receiver), group_key(self.sender, self.subclasses), self.dispatch_uid


class _Entry:
    """One connection."""

    __slots__ = ()
    is_async: bool
    rank: int  # the order among all entries of the signal: by priority, then by age
    receiver: Any  # None in a weak one: the first thing a send asks
    run: object  # of the module that made the receiver, if it is a function at the top of one
    sender_key: SenderKey
    uid: tuple[Hashable, Key] | None  # the dispatch_uid, and the key by which it is found

    @property
    def priority(self) -> int:
        """The priority that is part of the rank."""
        return -(self.rank // STEP)

    @property
    def keys(self) -> tuple[Key, ...]:
        """What the entry is found by: its receiver's key, and that of its uid if it has one."""
        this: Any = self
        return (this.key,) if self.uid is None else (this.key, self.uid[1])


class Strong(_Entry):
    """A connection that keeps its receiver alive."""

    __slots__ = ("is_async", "rank", "receiver", "run", "sender_key", "uid")

    def __init__(self, receiver: AnyReceiver) -> None:
        self.receiver = receiver

    @property
    def key(self) -> Key:
        """The receiver's key; found again when it is asked for, which is seldom."""
        receiver = self.receiver
        return id(receiver) if type(receiver) is FunctionType and receiver.__closure__ is None else key_of(receiver)


class Weak(_Entry, weakref.ref[object]):
    """A connection that *is* the weak reference: to its receiver or, for a method, to the method's object."""

    __slots__ = ("function", "heard", "is_async", "key", "line", "path", "rank", "run", "sender_key", "uid")
    __eq__ = object.__eq__
    __hash__ = object.__hash__
    receiver = None
    function: AnyReceiver | Unbound | None  # of a method, held strongly
    heard: bool  # whether nothing is to be said of its loss: a send called it or would have, or the loss is meant
    path: str  # where it was connected, for a warning
    line: int
    key: Key


Entry: TypeAlias = Strong | Weak


def weak_entry(look: Look, when_gone: Callable[[object], object]) -> Weak:
    """Make a weak entry; TypeError if the receiver (a method's object) cannot be weakly referenced."""
    entry = Weak(look.receiver if look.function is None else look.owner, when_gone)
    entry.function, entry.key = look.function, look.key
    return entry


def receiver_of(entry: Any) -> AnyReceiver | None:
    """Return the receiver of an entry or a connection, a method made anew, or None if it is gone."""
    receiver: AnyReceiver | None = entry.receiver
    if receiver is not None:
        return receiver
    owner, function = entry(), entry.function
    if owner is not None and function is not None:
        return function.of(owner) if type(function) is Unbound else MethodType(function, owner)
    gone_or_held: AnyReceiver | None = owner
    return gone_or_held


class Group:
    """The connections made for one sender; called, it gives the sender, or None if that is gone.

    ``entries`` is a tuple in order while they are few. Beyond ``FEW`` it is a dictionary that leads from a receiver's
    key, and from that of a uid, to the entries that have it, and nothing is in order until a send needs it.
    """

    if TYPE_CHECKING:
        entries: tuple[Entry, ...] | dict[Key, tuple[Entry, ...]]
        sender_key: SenderKey

        def __call__(self) -> object: ...
    else:
        __slots__ = ()

    def found(self, key: Key) -> tuple[Entry, ...]:
        """Return the entries of one receiver or of one uid: nearly always one."""
        entries = self.entries
        if isinstance(entries, dict):
            return entries.get(key, ())
        return tuple([entry for entry in entries if key in entry.keys])

    def in_order(self) -> tuple[Entry, ...]:
        """Return every entry by priority, then by age."""
        entries = self.entries
        if isinstance(entries, dict):
            return sort({entry for found in list(entries.values()) for entry in found})
        return entries

    def rearranged(self, old: Entry | None, new: Entry | None) -> tuple[Any, dict[Key, tuple[Entry, ...]]]:
        """Compute the entries without ``old`` and with ``new``, for a commit to store.

        Returns them; and where they are a dictionary that stays, what is under some of its keys then, be it nothing.
        """
        entries = self.entries
        if not isinstance(entries, dict):
            own = [entry for entry in entries if entry is not old]
            if new is not None:
                own.append(new)
                own.sort(key=by_rank)
            return (tuple(own) if len(own) <= FEW else _by_key(own)), {}
        changed: dict[Key, tuple[Entry, ...]] = {}
        if old is not None:
            for key in old.keys:
                found = entries.get(key, ())
                changed[key] = () if len(found) == 1 else tuple([entry for entry in found if entry is not old])
        if new is not None:
            for key in new.keys:
                changed[key] = (*changed.get(key, entries.get(key, ())), new)
        return entries, changed


class WeakSender(Group, weakref.ref[object]):
    """A group that *is* the weak reference to its sender."""

    __slots__ = ("entries", "sender_key")
    __eq__ = object.__eq__
    __hash__ = object.__hash__


class StrongSender(Group):
    """A group of a sender that cannot be weakly referenced, and of None, which stands for every sender."""

    __slots__ = ("_sender", "entries", "sender_key")

    def __init__(self, sender: object) -> None:
        self._sender = sender

    def __call__(self) -> object:
        return self._sender


EVERY_SENDER = 0  # the sender_key of the group for every sender; no object has this id


def sender_key(sender: object) -> SenderKey:
    """Return what senders are told apart by: their identity; of plain values, kind and value. None is every sender."""
    kind = type(sender)
    if kind is str or kind is int or kind is bytes or kind is float or kind is bool:
        return kind, sender  # whether two equal ones are one object is the interpreter's luck
    return EVERY_SENDER if sender is None else id(sender)


def family_key(sender: object) -> SenderKey:
    """Return what classes are told apart by where each stands for itself and its subclasses: its family."""
    return type, id(sender)


def is_family(key: SenderKey) -> bool:
    """Whether the key is that of a class and its subclasses."""
    return type(key) is tuple and key[0] is type


def group_key(sender: object, subclasses: bool) -> SenderKey:
    """Return the key of the group that a connection for ``sender`` belongs to."""
    return family_key(sender) if subclasses else sender_key(sender)


def families_of(sender: object) -> dict[SenderKey, type]:
    """Return the families that a class belongs to, by their keys: none for a sender that is no class. Runs nobody's code."""
    return {family_key(each): each for each in _mro.__get__(sender)} if issubclass(type(sender), type) else {}


_mro = vars(type)["__mro__"]  # a metaclass may have another attribute of that name


def new_group(sender: object, key: SenderKey, when_gone: Callable[[object], object]) -> Group:
    """Make an empty group for ``sender``, held weakly where that is possible; for every sender if it is None."""
    group: Group
    try:
        group = StrongSender(None) if sender is None else WeakSender(sender, when_gone)
    except TypeError:
        group = StrongSender(sender)
    group.sender_key, group.entries = key, ()
    return group


def sort(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Order entries by priority, then by age."""
    return tuple(sorted(entries, key=by_rank))


def _by_key(entries: Iterable[Entry]) -> dict[Key, tuple[Entry, ...]]:
    """Build the dictionary that a group gets when its entries are no longer few."""
    index: dict[Key, tuple[Entry, ...]] = {}
    for entry in entries:
        for key in entry.keys:
            index[key] = (*index.get(key, ()), entry)
    return index


by_rank = attrgetter("rank")


class Living(tuple[Any, ...]):
    """Entries, or connections, of which some may die: a send that walks them looks each up."""

    __slots__ = ()


class Rare:
    """A route on which something may have to be awaited, or where somebody stands between the signal and its receivers.

    ``now`` is called at once, ``later`` inside an event loop; each is a tuple of receivers or a ``Living``.
    """

    __slots__ = ("entries", "interceptors", "later", "now")

    def __init__(self, entries: tuple[Any, ...], interceptors: tuple[Any, ...] = ()) -> None:
        now, later = [each for each in entries if not each.is_async], [each for each in entries if each.is_async]
        self.entries, self.interceptors = (*now, *later), interceptors
        self.now, self.later = plain_route(now), plain_route(later)


# What a send walks: the receivers themselves, nearly always.
Route: TypeAlias = "tuple[Any, ...] | Rare"


class Routes:
    """All that a send reads: one object, replaced by another one when those change who hear every sender.

    ``groups`` and ``dead`` are the registry's own. A sender that has a group there walks what ``own`` has under its key, and any other
    sender walks ``shared``, which is read last; what is not there, or None, has to be looked up (again). While there are
    ``families``, each class that sends is given a group, so that it is looked up once.
    """

    __slots__ = ("dead", "families", "groups", "own", "shared")

    def __init__(self, groups: dict[SenderKey, Group], dead: list[object], families: int = 0) -> None:
        self.dead, self.groups, self.families = dead, groups, families
        self.own: dict[SenderKey, Route] = {}
        self.shared: Route | None = None

    def walked_by(self, sender: object) -> Route | None:
        """Return what a send by ``sender`` walks, or None. ``get`` of a dictionary takes long where there is no GIL."""
        key: SenderKey = id(sender)
        if key not in self.groups:
            key = sender_key(sender)
            if key not in self.groups:
                return None if self.families and issubclass(type(sender), type) else self.shared
        try:
            return self.own[key]
        except KeyError:
            return None


def plain_route(entries: Iterable[Any]) -> tuple[Any, ...]:
    """Return the receivers, if none of them can die meanwhile."""
    return Living(entries) if Weak in map(type, entries) else tuple([entry.receiver for entry in entries])


def living(route: tuple[Any, ...]) -> Iterable[Any]:
    """Return the receivers of a route that is not rare, each looked up when its turn comes: None if it is gone."""
    return route if type(route) is tuple else map(receiver_of, route)


def heard_sender(entry: Entry, sender: object) -> object:
    """Return what an entry that hears ``sender`` was connected for: that, a class above it, or None for every sender."""
    key = entry.sender_key
    return families_of(sender).get(key, sender) if is_family(key) else None if key == EVERY_SENDER else sender


def view(entry: Entry, sender: Any) -> Connection[Any] | None:
    """Return the public form of an entry that was connected for ``sender``, or None if its receiver is gone."""
    receiver = receiver_of(entry)
    if receiver is None:
        return None
    _, function = halves(receiver)
    timing = own_attributes(receiver if function is None else function).get("__signal_timing__")
    timing = timing if type(timing) is str else "immediate"
    uid, weak = None if entry.uid is None else entry.uid[0], type(entry) is Weak
    subclasses = is_family(entry.sender_key)
    return Connection(receiver, sender, uid, weak, entry.priority, entry.is_async, timing, subclasses)
