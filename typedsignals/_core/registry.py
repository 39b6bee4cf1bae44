"""Who hears one signal: entries joined, left, found, and published as routes for the send loops.

Rules of this file:
- Every change is prepared without a lock, then committed under one: a commit takes effect only if nothing else
  changed since its preparation began (``_version``, ``routes``); otherwise it is prepared again. So no user code (``__eq__`` and
  ``__hash__`` of uids, finalizers) ever runs while the lock is held.
- From taking the lock until it is released there are stores only (of attributes and items, and of one dictionary's items
  in another whose keys are numbers, types and plain values): no call, no loop, no new object. CPython runs finalizers,
  functions set by ``signal.signal`` and, with a GIL, other threads only at those. So nobody in the same thread sees a commit
  half done, and an interrupt finds the lock free or not yet taken. What a commit removes is kept in a local variable and
  dies after the lock is free.
- Without a GIL another thread may look in the midst of a commit: ``_version`` is None from its first store to its last, and
  who reads more than one thing waits for it (``_settled_version``). A send reads one object alone: ``routes``.
- One lock for all signals: with one each, two threads whose finalizers touch each other's signals could deadlock.
- A dying receiver or sender only leaves a record (``dead.append``). Whoever comes next puts it into effect, before anything
  else; a dead sender is recorded before its id can be used again, so an id never finds another sender's connections.
"""

from __future__ import annotations

import os
from _thread import RLock
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import chain, count
from typing import Any
from weakref import WeakValueDictionary

from typedsignals._core.callables import Key, function_of, is_reimport
from typedsignals._core.entries import (
    EVERY_SENDER,
    STEP,
    Entry,
    Group,
    Rare,
    Route,
    Routes,
    SenderKey,
    Weak,
    WeakSender,
    families_of,
    family_key,
    group_key,
    is_family,
    new_group,
    plain_route,
    receiver_of,
    sender_key,
    sort,
)

# A lock that is taken by reading an attribute, ``_LOCK.taken``, directly before a ``try`` that releases it. Python 3.14 compiles
# ``with lock:`` and ``lock.acquire()`` to a call after which it looks for interrupts: one that comes then would leave the lock
# taken for ever. After the reading of an attribute whose getter is written in C it does not look.
_KIND: Any = RLock  # which may be inherited from, whatever its types say
_LOCK: Any = type("Lock", (_KIND,), {"__slots__": (), "taken": property(_KIND.acquire)})()
# A child process starts with the lock free and no commit half done: fork waits for it.
getattr(os, "register_at_fork", lambda **_: None)(
    before=_LOCK.acquire, after_in_parent=_LOCK.release, after_in_child=_LOCK.release
)


_registries: WeakValueDictionary[int, Registry] = WeakValueDictionary()  # of all signals there are, by their ids


class Registry:
    """Who hears one signal. A send reads ``routes`` and ``dead``."""

    # ``_version`` is a new object for each change, None while one is under way; ``_runs`` the first run that was seen of each
    # module that made a receiver; ``dead`` what is gone and not yet taken out.
    __slots__ = (
        "__weakref__",
        "_ages",
        "_everyone",
        "_families",
        "_groups",
        "_may_await",
        "_runs",
        "_size",
        "_unknown",
        "_version",
        "dead",
        "interceptors",
        "routes",
        "when_gone",
    )

    everywhere: tuple[Any, ...] = ()  # who intercepts the sends of all signals

    def __init__(self, *, may_await: bool) -> None:
        self._ages = count()  # of the entries that join: each is older than the next
        self._families = 0  # how many entries hear subclasses
        self._groups: dict[SenderKey, Group] = {}
        self._may_await = may_await  # results of receivers are awaited, so each route says who is called when
        self._runs: dict[str, object] = {}
        self._size = 0
        self._version: object | None = object()
        self.dead: list[Any] = []
        self.when_gone = self.dead.append
        self._everyone = new_group(None, EVERY_SENDER, self.when_gone)
        self.interceptors: tuple[Any, ...] = ()
        self._unknown = Routes(self._groups, self.dead)  # what sends read after a change, until somebody looked
        # While nobody hears and nobody intercepts it is None: an idle send costs nothing.
        self.routes: Routes | None = None
        _registries[id(self)] = self
        if self.everywhere:  # who intercepts all from now on finds it among the others
            self.intercept(tuple)

    # --- joining and leaving

    def join(
        self, entry: Entry, sender: object, subclasses: bool, dispatch_uid: Hashable | None, priority: int
    ) -> tuple[Entry | None, Entry | None]:
        """Connect ``entry``, unless another one is in its way; return that one, and the one that made way."""
        entry.uid = None if dispatch_uid is None else (dispatch_uid, (hash(dispatch_uid),))
        entry.sender_key = EVERY_SENDER if sender is None else group_key(sender, subclasses)
        key = entry.key
        compared: dict[Entry, bool] = {}  # each once: a __eq__ that changes the signal makes us start anew
        while True:
            version = self._version or self._settled_version()
            group = self._everyone if sender is None else self._group_for(entry.sender_key, sender)
            if entry.uid is not None:
                old = next(_with_uid(group, *entry.uid, compared), None)
            else:
                found = group.found(key)
                old = next((other for other in found if other.uid is None), None) if found else None
                if old is None and entry.run is not None:
                    old = self._former(group, entry)
            if old is not None and (old.key == key or not self._makes_way(old, entry)):
                return old, None
            entry.rank = (next(self._ages) if old is None else old.rank % STEP) - priority * STEP
            if self._exchange(version, group, old, entry):
                return None, old

    def _former(self, group: Group, entry: Entry) -> Entry | None:
        """Return the connection of the function that ``entry``'s receiver was before its module was reloaded."""
        receiver = receiver_of(entry)
        function: Any = function_of(receiver)
        if self._runs.setdefault(function.__module__, entry.run) is entry.run:
            return None
        others = (other for other in group.in_order() if other.uid is None and other.run is not entry.run)
        return next((other for other in others if is_reimport(receiver, receiver_of(other), same_file=True)), None)

    @staticmethod
    def _makes_way(old: Entry, entry: Entry) -> bool:
        """Whether ``entry`` takes the place of ``old``: it is dead, or the same function before a reload.

        Of one run of a module, two functions of one name are two. What a script or a notebook runs again has no run.
        """
        standing, is_same_run = receiver_of(old), old.run is not None and old.run is entry.run
        return standing is None or (not is_same_run and is_reimport(receiver_of(entry), standing))

    def rejoin(self, entry: Entry, sender: object) -> None:
        """Connect ``entry`` as it was, unless it still is, or its receiver or sender is gone."""
        while receiver_of(entry) is not None and (sender is not None or entry.sender_key == EVERY_SENDER):
            version, group = self._version or self._settled_version(), self._group_for(entry.sender_key, sender)
            if entry in group.found(entry.key) or self._exchange(version, group, None, entry):
                return

    def leave(self, entry: Entry) -> bool:
        """End ``entry``; True for exactly one of all who try."""
        while True:
            version = self._version or self._settled_version()
            everyone = entry.sender_key == EVERY_SENDER
            group = self._everyone if everyone else self._groups.get(entry.sender_key)  # gone, or another by now?
            if group is None or entry not in group.found(entry.key):
                if self._version is version:
                    return False
            elif self._exchange(version, group, entry):
                return True

    def end(self, sender: object, key: Key | None, dispatch_uid: Hashable | None) -> bool:
        """End the entries of exactly this sender that match the receiver's key and the uid, where given; whether any did."""
        ended = self._families > 0 and sender is not None and self._end(family_key(sender), key, dispatch_uid)
        return self._end(sender_key(sender), key, dispatch_uid) or ended

    def _end(self, whose: SenderKey, key: Key | None, dispatch_uid: Hashable | None) -> bool:
        uid_key = (0 if dispatch_uid is None else hash(dispatch_uid),)
        compared: dict[Entry, bool] = {}
        while True:
            version = self._version or self._settled_version()
            group = self._everyone if whose == EVERY_SENDER else self._groups.get(whose)
            if group is None:
                entries: Sequence[Entry] = ()
            elif dispatch_uid is None:
                entries = () if key is None else group.found(key)
            else:
                found = _with_uid(group, dispatch_uid, uid_key, compared)
                entries = [each for each in found if receiver_of(each) is not None and (key is None or each.key == key)]
            if group is not None and len(entries) == 1:  # as nearly always
                if self._exchange(version, group, entries[0]):
                    return True
            elif self._version is version:
                return any([self.leave(entry) for entry in entries])  # noqa: C419 - each of them

    def _group_for(self, key: SenderKey, sender: object) -> Group:
        if sender is None:
            return self._everyone
        return self._groups.get(key) or new_group(sender, key, self.when_gone)

    def _settled_version(self) -> object:
        """Wait while a change is under way, as another thread may see it where there is no GIL."""
        next_version = object()
        while (version := self._version) is None:
            _LOCK.taken  # noqa: B018 - reading it takes the lock
            try:
                if self._version is None:  # there was no memory for a change, and it ended where it had begun
                    self._version = next_version
            finally:
                _LOCK.release()
        return version

    def _exchange(
        self,
        version: object,
        group: Group,
        old: Entry | None = None,
        new: Entry | None = None,
        interceptors: Any = None,
    ) -> bool:
        """Commit that ``old`` leaves and ``new`` joins; or do nothing and return False: ``version`` is over."""
        entries, changed = group.rearranged(old, new)
        index = entries if isinstance(entries, dict) else {}
        first, second = [*[key for key, found in changed.items() if not found], None, None][:2]  # of nobody now
        interceptors = self.interceptors if interceptors is None else interceptors
        size, next_version = self._size + (new is not None) - (old is not None), object()
        groups, key, is_everyone = self._groups, group.sender_key, group is self._everyone
        is_shared = is_everyone or is_family(key)
        families = self._families + (size - self._size) * is_family(key)
        is_empty = new is None and len(entries) == (first is not None) + (second is not None)
        former, in_use = (before := self.routes) or self._unknown, size or interceptors or self.everywhere
        routes, own = (self._unknown if is_shared else former) if in_use else None, former.own
        _released = before, own.get(key), self.interceptors, group.entries  # die when this returns, not under the lock
        _LOCK.taken  # noqa: B018 - reading it takes the lock
        try:
            if self._version is not version or self.routes is not before:
                return False
            self._version = None
            group.entries = entries
            index |= changed
            if not is_everyone:
                groups[key] = group  # this and the line above may need memory; if they fail, nothing has changed yet
            if first is not None:
                del index[first]
            if second is not None:
                del index[second]
            if is_shared:
                former.shared = None  # who still has it may miss a group that was taken from what both know
                former.own = self._unknown.own  # or the end of a dead sender's; nothing is in there
            elif key in own:
                del own[key]
            if is_empty and not is_everyone:
                del groups[key]
            self.routes = routes
            self.interceptors = interceptors
            self._size = size
            self._families = families
            self._version = next_version
        finally:
            _LOCK.release()
        return True

    # --- the dead

    def bury(self) -> list[Weak]:
        """Put the recorded deaths into effect; return those that were lost unheard, each once to one of all who try.

        A receiver that dies with the sender that it hears is not lost: nobody could have called it any more.
        """
        lost: list[Weak] = []
        while self.dead:
            batch = self.dead[:]
            for gone in batch:
                if isinstance(gone, WeakSender):
                    list(map(self.leave, gone.in_order()))  # no variable: it would keep the last of them alive
                    self._take_out(gone)
                else:
                    group = self._groups.get(gone.sender_key, self._everyone)
                    is_lost = not gone.heard and (group is self._everyone or group() is not None)
                    if self.leave(gone) and is_lost:
                        lost.append(gone)
            # Only now: until the batch is in effect, whoever else comes must see that there is something to bury.
            done = slice(0, len(batch))
            _LOCK.taken  # noqa: B018 - reading it takes the lock
            try:
                if self.dead and batch and self.dead[0] is batch[0]:
                    del self.dead[done]
            finally:
                _LOCK.release()
        return lost

    def _take_out(self, group: Group) -> None:
        """Forget an empty group, as a class has that is heard as a subclass alone."""
        while True:
            version = self._version or self._settled_version()
            if self._groups.get(group.sender_key) is not group or self._exchange(version, group):
                return

    # --- reading

    def _entries_of(self, groups: Callable[[], Iterable[Group | None]]) -> list[tuple[Group, Entry]]:
        """Return the entries of some groups, as of one moment."""
        while True:
            version = self._version or self._settled_version()
            found = [(group, entry) for group in groups() if group is not None for entry in group.in_order()]
            if self._version is version:
                return found

    def heard_by(self, sender: object) -> list[Entry]:
        """Return the entries that hear ``sender``, in no order."""
        keys = sender_key(sender), *families_of(sender)
        return [entry for _, entry in self._entries_of(lambda: (self._everyone, *map(self._groups.get, keys)))]

    def all(self) -> list[tuple[Group, Entry]]:
        """Return every entry with its group, in the order of a send that would call them all."""
        pairs = self._entries_of(lambda: (self._everyone, *list(self._groups.values())))
        return sorted(pairs, key=lambda pair: (pair[1].is_async, pair[1].rank))

    def route(self, sender: object) -> Route:
        """Return what a send by ``sender`` walks, and publish it for the next one. The hot sends look there first."""
        while True:
            version, routes = self._version or self._settled_version(), self.routes
            if routes is None:
                return Rare(()) if self._may_await else ()
            route = routes.walked_by(sender)
            if route is not None:
                return route
            entries, interceptors = self._everyone.in_order(), (*self.everywhere, *self.interceptors)
            group = routes.groups.get(key := sender_key(sender))
            if self._families and (keys := families_of(sender)):
                group = group or new_group(sender, key, self.when_gone)
                inherited = [each.in_order() for each in map(routes.groups.get, keys) if each is not None]
                entries = tuple(chain(entries, *inherited))
            if group is not None:
                own = group.in_order()
                entries = sort((*entries, *own)) if entries else own
            for entry in entries:
                if isinstance(entry, Weak):
                    entry.heard = True
            rare = self._may_await or interceptors
            route = Rare(entries, interceptors) if rare else plain_route(entries)
            if self._publish(version, routes, group, route):
                return route

    def _publish(self, version: object, before: Routes, group: Group | None, route: Route) -> bool:
        routes = Routes(self._groups, self.dead, self._families) if before is self._unknown else before
        _LOCK.taken  # noqa: B018 - reading it takes the lock
        try:
            if self._version is not version or self.routes is not before:
                return False
            if group is None:
                routes.shared = route
            else:
                self._groups[group.sender_key] = group
                routes.own[group.sender_key] = route
            self.routes = routes
        finally:
            _LOCK.release()
        return True

    # --- the hook

    def intercept(self, change: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> None:
        """Commit another tuple of interceptors; while there are any, every route is a rare one."""
        while True:
            version, interceptors = self._version or self._settled_version(), change(self.interceptors)
            if self._exchange(version, self._everyone, interceptors=interceptors):
                return

    @classmethod
    def intercept_everywhere(cls, change: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> None:
        """Commit another tuple of those who intercept the sends of all signals, then have each signal look at it."""
        is_done = False
        while not is_done:
            after = change(before := cls.everywhere)
            _LOCK.taken  # noqa: B018 - reading it takes the lock
            try:
                if cls.everywhere is before:
                    cls.everywhere = after
                    is_done = True
            finally:
                _LOCK.release()
        for registry in filter(None, [living() for living in _registries.valuerefs()]):
            registry.intercept(tuple)


def _with_uid(group: Group, dispatch_uid: Hashable, key: Key, compared: dict[Entry, bool]) -> Iterator[Entry]:
    for entry in group.found(key):
        if entry not in compared:
            uid = None if entry.uid is None else entry.uid[0]
            compared[entry] = uid is dispatch_uid or bool(uid == dispatch_uid)
        if compared[entry]:
            yield entry
