"""The connections of one signal: joined, left, found, and published for the send loop.

Rules of this file:
- Every change is prepared without a lock, then committed under one: a commit takes effect only if nothing else
  changed since its preparation began (``_version``); otherwise it is prepared again. So no user code (``__eq__`` and
  ``__hash__`` of uids, finalizers) ever runs while the lock is held.
- Between taking and leaving the lock there are attribute and item stores only: no call, no loop, no new object. CPython
  runs finalizers, signal-module functions and other threads only at those, so a commit is seen whole or not at all, also by a
  finalizer in the same thread. What a commit removes is kept in a local variable and dies after the lock is free.
- One lock for all signals: with one each, two threads whose finalizers touch each other's signals could deadlock.
- A dying receiver or sender only leaves a record (``_dead.append``). Whoever comes next puts it into effect; a dead
  sender is recorded before its id can be used again, so an id never finds another sender's connections.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Hashable, Iterator
from threading import RLock
from typing import Any, NamedTuple

from typedsignals._callables import describe, is_reimport
from typedsignals._connection import (
    EVERY_SENDER,
    Entry,
    Group,
    Key,
    Weak,
    WeakSender,
    age_of,
    entries_of,
    in_order,
    new_group,
    rank,
    rearranged,
    receiver_of,
    sort,
)
from typedsignals._names import Named, is_awaitable_type
from typedsignals.errors import LostReceiverWarning

_LOCK = RLock()
# A child process starts with the lock free and no commit half done: fork waits for it.
getattr(os, "register_at_fork", lambda **_: None)(
    before=_LOCK.acquire, after_in_parent=_LOCK.release, after_in_child=_LOCK.release
)


def _nothing() -> dict[int, tuple[Any, ...] | None]:
    """Return what is published for senders, by id, when nothing is. Any: a send asks entries for their receiver only."""
    return {}


class _Totals(NamedTuple):
    entries: int
    asyncs: int  # how many of them have to be awaited
    next_age: int  # of the entry that joins next

    def after(self, old: Entry | None, new: Entry | None) -> _Totals:
        """Return the totals once ``old`` has left and ``new`` has joined."""
        entries = self.entries + (new is not None) - (old is not None)
        asyncs = self.asyncs + (new is not None and new.is_async) - (old is not None and old.is_async)
        return _Totals(entries, asyncs, self.next_age + (old is None))


class Registry(Named):
    """Who hears one signal. ``_active``, ``_dead``, ``_groups``, ``_routes`` and ``_shared`` are read by each send."""

    __slots__ = (
        "_active",  # whether a send has anything to do: False costs nothing
        "_aside",  # what is published while sends may not call receivers themselves
        "_awaitable",  # whether results are declared as awaitable; None: not looked at yet
        "_dead",  # entries and groups whose referent is gone, not yet taken out
        "_everyone",  # the group of those that hear every sender
        "_groups",  # the groups for one sender, by its id
        "_interceptors",
        "_lost",  # entries that died unheard, not yet warned of
        "_routes",  # published entries for a sender that has a group, by its id
        "_shared",  # published entries for any other sender; None: not known
        "_totals",  # a _Totals
        "_uids",  # entries that have a dispatch_uid, by its hash
        "_version",  # a new object for each change
    )

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name)
        self._active = False
        self._aside = _nothing()
        self._awaitable: bool | None = None
        self._dead: list[object] = []
        self._everyone = new_group(None, self._dead.append)
        self._groups: dict[int, Group] = {}
        self._interceptors: tuple[Any, ...] = ()
        self._lost: list[Weak] = []
        self._routes = _nothing()
        self._shared: tuple[Any, ...] | None = ()
        self._totals = _Totals(entries=0, asyncs=0, next_age=0)
        self._uids: dict[int, tuple[Entry, ...]] = {}
        self._version = object()

    def _is_plain(self) -> bool:
        """Whether a send may call the receivers itself: nobody intercepts it, and nothing has to be awaited."""
        return not self._interceptors and not self._totals.asyncs and not self._awaits()

    def _awaits(self) -> bool:
        """Whether the signal's results are declared as awaitable; found out once, when receivers are first called."""
        if self._awaitable is None:
            arguments = self._type_arguments(everywhere=False)
            if arguments is None:
                return False  # as far as can be seen; names in quotes may be there later
            self._awaitable = bool(arguments) and is_awaitable_type(arguments[-1])
        return self._awaitable

    # --- joining and leaving

    def _join(self, entry: Entry, sender: object, dispatch_uid: Hashable | None, priority: int) -> Entry | None:
        """Connect ``entry``; or return the entry that stands in its way, and change nothing."""
        uid_hash = hash(dispatch_uid)
        compared: dict[Entry, bool] = {}  # each once: a __eq__ that changes the signal makes us start anew
        while True:
            self._settle()
            version, group = self._version, self._group_for(sender)
            entry.sender_id = group.sender_id
            entry.uid = None if dispatch_uid is None else (dispatch_uid, uid_hash ^ group.sender_id)
            old = self._twin(group, entry, compared)
            if old is not None and (old.key == entry.key or not _makes_way(old, entry)):
                return old
            entry.rank = rank(self._totals.next_age if old is None else age_of(old), priority)
            if self._exchange(version, group, old, entry):
                return None

    def _rejoin(self, entry: Entry, sender: object) -> None:
        """Connect ``entry`` as it was, unless it still is, or its receiver or sender is gone."""
        while receiver_of(entry) is not None and (sender is not None or entry.sender_id == EVERY_SENDER):
            self._bury_all()
            version, group = self._version, self._group_for(sender)
            if entry in entries_of(group, entry.key) or self._exchange(version, group, None, entry):
                return

    def _leave(self, group: Group, entry: Entry) -> bool:
        """End ``entry``; True for exactly one of all who try."""
        while True:
            version = self._version
            if entry not in entries_of(group, entry.key):
                return False
            if self._exchange(version, group, entry, None):
                return True

    def _end(self, entry: Entry) -> bool:
        """End an entry whose group is not at hand: it may be gone with its sender."""
        everyone = entry.sender_id == EVERY_SENDER
        group = self._everyone if everyone else self._groups.get(entry.sender_id)
        return group is not None and self._leave(group, entry)

    def _find(self, sender: object, key: Key | None, dispatch_uid: Hashable | None) -> tuple[Group, list[Entry]]:
        """Return the group of exactly this sender, and its entries that match the receiver's key and the uid, where given."""
        self._settle()
        group = self._group_for(sender)
        if dispatch_uid is None:
            return group, [] if key is None else list(entries_of(group, key))
        found = self._with_uid(group.sender_id, dispatch_uid, hash(dispatch_uid) ^ group.sender_id, {})
        return group, [entry for entry in found if key is None or entry.key == key]

    def _group_for(self, sender: object) -> Group:
        if sender is None:
            return self._everyone
        return self._groups.get(id(sender)) or new_group(sender, self._dead.append)

    def _twin(self, group: Group, entry: Entry, compared: dict[Entry, bool]) -> Entry | None:
        """Return the connection that ``entry`` would repeat: the same uid, or without one the same receiver."""
        if entry.uid is not None:
            return next(self._with_uid(group.sender_id, *entry.uid, compared), None)
        return next((other for other in entries_of(group, entry.key) if other.uid is None), None)

    def _with_uid(
        self, sender_id: int, dispatch_uid: Hashable, uid_key: int, compared: dict[Entry, bool]
    ) -> Iterator[Entry]:
        for entry in self._uids.get(uid_key, ()):
            if entry.sender_id == sender_id and entry not in compared:
                uid = None if entry.uid is None else entry.uid[0]
                compared[entry] = uid is dispatch_uid or bool(uid == dispatch_uid)
            if compared.get(entry, False):
                yield entry

    def _exchange(self, version: object, group: Group, old: Entry | None, new: Entry | None) -> bool:
        """Commit that ``old`` leaves and ``new`` joins; or do nothing and return False: ``version`` is over."""
        own, index, key, entries, new_key, new_entries = rearranged(group, old, new)
        uid_key, uid_entries = self._rearranged_uids(old, new)
        totals = self._totals.after(old, new)
        uids, groups, sender_id, is_shared = self._uids, self._groups, group.sender_id, group is self._everyone
        is_last = new is None and (own == () or (index is not None and not entries and len(index) == 1))
        # One async entry more or less may change how all are sent to.
        republish = is_shared or totals.asyncs != self._totals.asyncs
        routes, shared = (_nothing(), None) if republish else (self._routes, self._shared)
        active, aside, next_version = bool(totals.entries or self._interceptors), _nothing(), object()
        # What only these still hold dies when this returns, not under the lock.
        _released = self._routes, self._shared, self._aside, group.own
        with _LOCK:
            if self._version is not version:
                return False
            self._version = next_version
            group.own = own
            group.index = index
            if index is not None:
                if entries:
                    index[key] = entries
                else:
                    del index[key]
                if new_key is not None:
                    index[new_key] = new_entries
            if uid_key is not None:
                if uid_entries:
                    uids[uid_key] = uid_entries
                else:
                    del uids[uid_key]
            if not is_shared:
                groups[sender_id] = group
                routes[sender_id] = None
                if is_last:
                    del groups[sender_id], routes[sender_id]
            self._routes = routes
            self._shared = shared
            self._aside = aside
            self._active = active
            self._totals = totals
        return True

    def _rearranged_uids(self, old: Entry | None, new: Entry | None) -> tuple[int | None, tuple[Entry, ...]]:
        """Return the place of the uid that ``old`` or ``new`` has, if any, and the entries there afterwards."""
        uid = next(entry.uid for entry in (new, old) if entry is not None)
        if uid is None:
            return None, ()
        kept = tuple(entry for entry in self._uids.get(uid[1], ()) if entry is not old)
        return uid[1], kept if new is None else (*kept, new)

    # --- the dead

    def _settle(self) -> None:
        """Put the recorded deaths into effect, and warn of receivers that were lost unheard."""
        self._bury_all()
        while self._lost:
            try:
                lost = self._lost.pop()
            except IndexError:  # another thread was faster
                return
            self._warn_lost(lost)

    def _bury_all(self) -> None:
        while self._dead:
            self._bury(self._dead[:])

    def _bury(self, batch: list[object]) -> None:
        for gone in batch:
            if isinstance(gone, WeakSender):
                for entry in in_order(gone):
                    self._leave(gone, entry)
            elif isinstance(gone, Weak) and self._end(gone) and not gone.heard:
                self._lost.append(gone)
        # Only now: until the batch is in effect, whoever else comes must see that there is something to settle.
        done = slice(0, len(batch))
        with _LOCK:
            if self._dead and batch and self._dead[0] is batch[0]:
                del self._dead[done]

    def _warn_lost(self, entry: Weak) -> None:
        who = "its receiver" if entry.function is None else describe(entry.function)
        warnings.warn_explicit(
            f"{self._title()} lost {who}, connected weakly at {os.path.basename(entry.path)}:{entry.line}, before any "
            f"send could call it; keep a reference to it, or connect it with weak=False",
            LostReceiverWarning,
            entry.path,
            entry.line,
        )

    # --- reading

    def _published(self, sender: object) -> tuple[Any, ...] | None:
        """Return whom a send by ``sender`` calls at once, or None. ``Signal.send`` has these lines in its own."""
        if self._dead:
            self._settle()
        sender_id = id(sender)
        return self._routes.get(sender_id) if sender_id in self._groups else self._shared

    def _entries_for(self, sender: object) -> tuple[Entry, ...]:
        """Return whom a send by ``sender`` calls, in order, and publish it for the next one."""
        sender_id = id(sender)
        while True:
            entries = self._published(sender)
            if entries is None:
                entries = self._aside.get(sender_id if sender_id in self._groups else EVERY_SENDER)
            if entries is not None:
                return entries
            version, group, shared = self._version, self._groups.get(sender_id), in_order(self._everyone)
            own = () if group is None else in_order(group)
            entries = sort((*shared, *own)) if shared and own else shared or own
            for entry in entries:
                if type(entry) is Weak:
                    entry.heard = True
            if self._publish(version, group, shared, own, entries):
                return entries

    def _publish(
        self,
        version: object,
        group: Group | None,
        shared: tuple[Entry, ...],
        own: tuple[Entry, ...],
        entries: tuple[Entry, ...],
    ) -> bool:
        everyone, routes, aside, is_plain = self._everyone, self._routes, self._aside, self._is_plain()
        with _LOCK:
            if self._version is not version:
                return False
            everyone.own = shared
            if group is not None:
                group.own = own
            if not is_plain:
                aside[EVERY_SENDER if group is None else group.sender_id] = entries
            elif group is None:
                self._shared = entries
            else:
                routes[group.sender_id] = entries
        return True

    def _all(self) -> list[tuple[Group, Entry]]:
        """Return every entry with its group, as of one moment, in the order of a send that would call them all."""
        while True:
            self._bury_all()
            version, groups = self._version, (self._everyone, *list(self._groups.values()))
            pairs = [(group, entry) for group in groups for entry in in_order(group)]
            if self._version is version:
                return sorted(pairs, key=lambda pair: pair[1].rank)

    # --- the hook

    def _set_interceptors(self, change: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> None:
        """Commit another tuple of interceptors; while there are any, no send calls receivers itself."""
        while True:
            version, interceptors = self._version, change(self._interceptors)
            routes, aside = _nothing(), _nothing()
            active, next_version, released = (
                bool(self._totals.entries or interceptors),
                object(),
                (self._routes, self._shared, self._aside),
            )
            with _LOCK:
                if self._version is version:
                    self._version = next_version
                    self._interceptors = interceptors
                    self._routes = routes
                    self._shared = None
                    self._aside = aside
                    self._active = active
                    break
        del released


def _makes_way(old: Entry, entry: Entry) -> bool:
    """Whether ``entry`` takes the place of ``old``, which has the same uid: it is dead, or the same function reloaded."""
    standing = receiver_of(old)
    return standing is None or is_reimport(receiver_of(entry), standing)
