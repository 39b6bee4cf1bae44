"""Who is connected: one entry for each connection, one group for each sender, and the public view of an entry.

Rules of this file:
- An entry is either strong (it holds its receiver) or *is* the weak reference to it: one object a connection.
- Entries and groups are equal only to themselves; a plain weak reference would ask its referent's ``__eq__``.
- What is in a group changes in the registry's commit and nowhere else.
"""

from __future__ import annotations

import weakref
from bisect import insort
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from types import MethodType
from typing import Any, Final, Generic, NamedTuple, TypeAlias

from typedsignals._callables import is_method, own_attributes
from typedsignals._types import SenderT

AnyReceiver: TypeAlias = Callable[..., object]
Key: TypeAlias = int | tuple[int, str]

FEW = 8  # up to here a group is one tuple, beyond it a dictionary: most senders have one or two receivers
_STEP = 1 << 64  # a priority outweighs any number of connections


@dataclass(frozen=True, slots=True)
class Connection(Generic[SenderT]):
    """One connection as it stood when it was asked for; it holds its receiver and its sender strongly.

    ``sender`` is None where the receiver hears every sender. ``timing`` is ``"immediate"`` unless the receiver says
    otherwise in an attribute of its own, ``__signal_timing__`` (as receivers that wait for a commit do).
    """

    receiver: AnyReceiver
    sender: SenderT | None
    dispatch_uid: Hashable | None
    weak: bool
    priority: int
    is_async: bool
    timing: str


Connection.__module__ = "typedsignals"


class Strong:
    """A connection that keeps its receiver alive."""

    __slots__ = ("is_async", "key", "rank", "receiver", "sender_id", "uid")
    is_async: bool
    key: Key
    rank: int  # the order among all entries of the signal: by priority, then by age
    sender_id: int
    uid: tuple[Hashable, int] | None  # the dispatch_uid, and where the registry finds it

    def __init__(self, receiver: AnyReceiver) -> None:
        self.receiver = receiver


class Weak(weakref.ref[object]):
    """A connection that *is* the weak reference: to its receiver or, for a bound method, to the method's object."""

    __slots__ = ("function", "heard", "is_async", "key", "line", "path", "rank", "sender_id", "uid")
    __eq__ = object.__eq__
    __hash__ = object.__hash__
    receiver: Final = None  # tells it from a strong one: the first thing a send asks

    function: Callable[..., object] | None  # of a bound method, held strongly
    heard: bool  # whether a send came that called it or would have
    path: str  # where it was connected, for a warning
    line: int

    is_async: bool
    key: Key
    rank: int
    sender_id: int
    uid: tuple[Hashable, int] | None


Entry: TypeAlias = Strong | Weak


def weak_entry(receiver: AnyReceiver, when_gone: Callable[[object], object]) -> Weak:
    """Make a weak entry; TypeError if the receiver (a method's object) cannot be weakly referenced."""
    method = receiver if is_method(receiver) else None
    entry = Weak(receiver if method is None else method.__self__, when_gone)
    entry.function = None if method is None else method.__func__
    entry.heard = False
    return entry


def rank(age: int, priority: int) -> int:
    """Return what orders entries: higher priorities first, then lower ages."""
    return age - priority * _STEP


def priority_of(entry: Entry) -> int:
    """Return the priority that is part of the entry's rank."""
    return -(entry.rank // _STEP)


def age_of(entry: Entry) -> int:
    """Return the age that is part of the entry's rank."""
    return entry.rank % _STEP


def receiver_of(entry: Any) -> AnyReceiver | None:
    """Return the receiver, a bound method made anew, or None if it is gone."""
    receiver: AnyReceiver | None = entry.receiver
    if receiver is not None:
        return receiver
    owner: Any = entry()
    return owner if owner is None or entry.function is None else MethodType(entry.function, owner)


class WeakSender(weakref.ref[object]):
    """The connections made for one sender; this object *is* the weak reference to the sender.

    ``own`` is every entry in order. Beyond ``FEW`` entries ``index`` leads from a receiver's key to its entries,
    and ``own`` is None until somebody needs the order again.
    """

    __slots__ = ("index", "own", "sender_id")
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    own: tuple[Entry, ...] | None
    index: dict[Key, tuple[Entry, ...]] | None
    sender_id: int


class StrongSender:
    """The same for a sender that cannot be weakly referenced, and for None, which stands for every sender."""

    __slots__ = ("_sender", "index", "own", "sender_id")

    own: tuple[Entry, ...] | None
    index: dict[Key, tuple[Entry, ...]] | None
    sender_id: int

    def __init__(self, sender: object) -> None:
        self._sender = sender

    def __call__(self) -> object:
        return self._sender


Group: TypeAlias = WeakSender | StrongSender
EVERY_SENDER = 0  # the sender_id of the group for every sender; no object has this id


def new_group(sender: object, when_gone: Callable[[object], object]) -> Group:
    """Make an empty group for ``sender``, held weakly where that is possible; for every sender if it is None."""
    group: Group
    try:
        group = StrongSender(None) if sender is None else WeakSender(sender, when_gone)
    except TypeError:
        group = StrongSender(sender)
    group.sender_id = EVERY_SENDER if sender is None else id(sender)
    group.own, group.index = (), None
    return group


def entries_of(group: Group, key: Key) -> tuple[Entry, ...]:
    """Return the entries of one receiver: nearly always one, more where it has several uids."""
    if group.index is not None:
        return group.index.get(key, ())
    return tuple(entry for entry in group.own or () if entry.key == key)


def in_order(group: Group) -> tuple[Entry, ...]:
    """Return every entry of the group by priority, then by age."""
    own, index = group.own, group.index
    if own is not None or index is None:
        return own or ()
    return sort(entry for entries in list(index.values()) for entry in entries)


def sort(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Order entries by priority, then by age."""
    return tuple(sorted(entries, key=by_rank))


class Rearranged(NamedTuple):
    """What a group becomes when one entry leaves and another joins: computed before the commit that stores it."""

    own: tuple[Entry, ...] | None
    by_key: dict[Key, tuple[Entry, ...]] | None
    key: Key  # of the one that leaves, else of the one that joins
    entries: tuple[Entry, ...]  # what stands under that key afterwards
    new_key: Key | None  # of the one that joins, where it is another
    new_entries: tuple[Entry, ...]


def rearranged(group: Group, old: Entry | None, new: Entry | None) -> Rearranged:
    """Compute the group without ``old`` and with ``new``."""
    keys: dict[Key, tuple[Entry, ...]] = {}
    if old is not None:
        keys[old.key] = tuple(entry for entry in entries_of(group, old.key) if entry is not old)
    if new is not None:
        keys[new.key] = (*keys.get(new.key, entries_of(group, new.key)), new)
    (key, entries), *more = keys.items()
    new_key, new_entries = more[0] if more else (None, ())
    if group.index is not None:
        return Rearranged(None, group.index, key, entries, new_key, new_entries)
    own = [entry for entry in group.own or () if entry is not old]
    if new is not None:
        insort(own, new, key=by_rank)
    return Rearranged(tuple(own), index_of(own) if len(own) > FEW else None, key, entries, new_key, new_entries)


def index_of(entries: Iterable[Entry]) -> dict[Key, tuple[Entry, ...]]:
    """Build the index that a group gets when its entries are no longer few."""
    index: dict[Key, tuple[Entry, ...]] = {}
    for entry in entries:
        index[entry.key] = (*index.get(entry.key, ()), entry)
    return index


by_rank = attrgetter("rank")


def view(entry: Entry, sender: Any) -> Connection[Any] | None:
    """Return the public form of an entry, or None if its receiver is gone."""
    receiver = receiver_of(entry)
    if receiver is None:
        return None
    timing = own_attributes(receiver.__func__ if is_method(receiver) else receiver).get("__signal_timing__")
    return Connection(
        receiver=receiver,
        sender=sender,
        dispatch_uid=None if entry.uid is None else entry.uid[0],
        weak=type(entry) is Weak,
        priority=priority_of(entry),
        is_async=entry.is_async,
        timing=timing if type(timing) is str else "immediate",
    )
