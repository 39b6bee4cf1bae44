"""Django's signals as the test kit sees them: with interceptors, and with connections that can be put back.

Rules of this file:
- Django has no hook, so the methods of one instance are shadowed while somebody intercepts it, and as before afterwards.
- `receivers` stays as it is: who edits it meanwhile (`factory.django.mute_signals`) works on Django's own.
- A send that no interceptor changed goes through Django's own methods untouched, patches of them included.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Collection, Generator, Hashable, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, cast

from django.db.models.signals import class_prepared
from django.dispatch import Signal, dispatcher

from typedsignals import Connection, Interceptor, Sending
from typedsignals.django import _families, _names
from typedsignals.django._declare import declaration_of
from typedsignals.django._families import Family

_SHADOWING = threading.RLock()
_make_id: Callable[[object], object] = vars(dispatcher)["_make_id"]  # django-stubs do not know it
_SHADOWED = ("send", "send_robust", "asend", "asend_robust", "has_listeners", "_live_receivers")


class UnknownSender:
    """A sender of which Django 5.2 keeps no more than the id."""


def connections(signal: Signal, sender: object = None) -> tuple[Connection[Any], ...]:
    """Return who is connected, in the order of a send; a sender that only its id tells is found if it is ``sender``."""
    return tuple({_what(entry): connection for entry, _, connection in _connected(signal, sender)}.values())


def _heard(signal: Signal, sender: object) -> tuple[Connection[Any], ...]:
    """Return whom a send calls, in order; of a family, what was named for it."""
    found = _connected(signal, sender)
    return tuple(connection for _, whose, connection in found if whose is None or whose is sender)


def _connected(signal: Signal, candidate: object) -> list[tuple[Any, object, Connection[Any]]]:
    """Return what Django keeps of each connection, with whose sends it hears, and how it is seen."""
    found: list[tuple[Any, object, Connection[Any]]] = []
    for entry in list(signal.receivers):
        (key, sender_id), held, *more, is_async = entry
        receiver = held() if isinstance(held, weakref.ref) else held
        if receiver is None or receiver is _families.joined:
            continue
        whose = named = _sender(sender_id, more[0] if more else None, candidate)
        uid = None if key == _make_id(receiver) else key
        family = key if type(key) is Family else None
        if family is not None:
            named, uid = family.base(), family.dispatch_uid
        weak = isinstance(held, weakref.ref)
        timing = getattr(getattr(receiver, "__func__", receiver), "__dict__", {}).get("__signal_timing__", "immediate")
        seen = Connection(receiver, named, uid, weak, 0, bool(is_async), timing, subclasses=family is not None)
        found.append((entry, whose, seen))
    return sorted(found, key=lambda each: each[2].is_async)  # Django calls the async ones last


def _what(entry: Any) -> Hashable:
    """Return what tells a connection from others: for all those of a family, the family."""
    key: tuple[Any, ...] = entry[0]
    return key[0] if type(key[0]) is Family else key


def _sender(sender_id: object, reference: Callable[[], object] | None, candidate: object) -> object:
    if sender_id == _make_id(None):
        return None
    if sender_id == _make_id(candidate):
        return candidate
    return (reference and reference()) or UnknownSender()


def keys(signal: Signal) -> dict[Hashable, tuple[Callable[..., object], bool]]:
    """Return the receivers by what tells their connections apart, and whether they are held weakly."""
    held = [(_what(entry), entry[1], isinstance(entry[1], weakref.ref)) for entry in list(signal.receivers)]
    found = [(what, each() if weak else each, weak) for what, each, weak in held]
    found += [
        (family, family.receiver(), family.weak) for family in _families.of(signal)
    ]  # also where no model is made yet
    return {what: (receiver, weak) for what, receiver, weak in found if receiver is not None}


def kept(signal: Signal, chosen: Collection[Hashable]) -> Callable[[], None]:
    """Return what makes these connections once more, at the end, whatever becomes of them until then."""
    entries = [entry for entry in signal.receivers if _what(entry) in chosen]
    families = [family for family in _families.of(signal) if family in chosen]

    def make() -> None:
        with signal.lock:
            signal.receivers += entries
            signal.sender_receivers_cache.clear()
        _families.put_back(families)

    return make


name = _names.of_signal
declaration = declaration_of


@contextmanager
def preserved(signal: Signal) -> Generator[None, None, None]:
    """On leaving, have the connections that there were on entering, but for those whose receiver or sender is gone."""
    before, families = list(signal.receivers), _families.of(signal)
    try:
        yield
    finally:
        _families.put_away([family for family in _families.of(signal) if family not in families])
        with signal.lock:
            signal.receivers[:] = before
            cast("Any", signal)._dead_receivers = True  # Django looks for what died, before it calls anyone
            signal.sender_receivers_cache.clear()
        _families.put_back(families)


@contextmanager
def intercepted(signal: Signal, interceptor: Interceptor, *, listens: bool) -> Generator[None, None, None]:
    """Let the interceptor see, change or swallow every send of this signal; the last one is the outermost."""
    with _SHADOWING:
        shadow = signal.__dict__.get("_typedsignals_shadow") or _Shadow(signal)
        shadow.interceptors = (*shadow.interceptors, interceptor)
        shadow.listening += listens
    try:
        yield
    finally:
        with _SHADOWING:
            last = max(at for at, other in enumerate(shadow.interceptors) if other is interceptor)
            shadow.interceptors = shadow.interceptors[:last] + shadow.interceptors[last + 1 :]
            shadow.listening -= listens
            if not shadow.interceptors:
                shadow.lift()


class _Shadow:
    """What stands before the methods of one signal. Where others had put something there, that is called in turn."""

    def __init__(self, signal: Signal) -> None:
        self.interceptors: tuple[Interceptor, ...] = ()
        self.listening = 0
        self._signal = signal
        self._chosen = threading.local()
        self._before = {method: signal.__dict__[method] for method in _SHADOWED if method in signal.__dict__}
        self._below = {method: getattr(signal, method) for method in _SHADOWED}
        self._above = {
            "send": self._send,
            "send_robust": self._send_robust,
            "asend": self._asend,
            "asend_robust": self._asend_robust,
            "has_listeners": self._is_heard,
            "_live_receivers": self._live_receivers,
        }
        signal.__dict__.update(self._above, _typedsignals_shadow=self)

    def lift(self) -> None:
        """Have what was there before, but for what somebody else has put over it meanwhile."""
        attributes = self._signal.__dict__
        for method, ours in self._above.items():
            if attributes.get(method) is ours:
                del attributes[method]
                attributes.update({method: self._before[method]} if method in self._before else {})
        del attributes["_typedsignals_shadow"]

    def _send(self, sender: Any, **named: Any) -> Any:
        return self._start(sender, named, robust=False, asynchronous=False)

    def _send_robust(self, sender: Any, **named: Any) -> Any:
        return self._start(sender, named, robust=True, asynchronous=False)

    async def _asend(self, sender: Any, **named: Any) -> Any:
        return await self._start(sender, named, robust=False, asynchronous=True)

    async def _asend_robust(self, sender: Any, **named: Any) -> Any:
        return await self._start(sender, named, robust=True, asynchronous=True)

    def _is_heard(self, sender: Any = None) -> bool:
        return self.listening > 0 or bool(self._below["has_listeners"](sender))

    def _live_receivers(self, sender: Any) -> Any:
        """Answer the one question that each of Django's sends asks, before it calls anyone."""
        chosen, self._chosen.connections = getattr(self._chosen, "connections", None), None
        if chosen is None:
            return self._below["_live_receivers"](sender)
        hidden = [_families.joined] if self._signal is class_prepared else []
        return [*hidden, *(each.receiver for each in chosen if not each.is_async)], [
            each.receiver for each in chosen if each.is_async
        ]

    def _start(self, sender: object, named: dict[str, object], *, robust: bool, asynchronous: bool) -> Any:
        heard = _heard(self._signal, sender)
        signal = cast("Any", self._signal)  # to interceptors of Django's signals it is one of those
        sending = Sending(signal, sender, None, named, heard, robust=robust, asynchronous=asynchronous)
        return self._proceed(self.interceptors, heard, sending)

    def _proceed(self, interceptors: Sequence[Interceptor], heard: Sequence[Connection[Any]], sending: Sending) -> Any:
        """Hand the sending to the outermost interceptor, which may hand it on to the next; then to Django."""
        if interceptors:
            return interceptors[-1](sending, partial(self._proceed, interceptors[:-1], heard))
        chosen = None if sending.connections is heard else sending.connections
        return (self._adeliver if sending.asynchronous else self._deliver)(sending, chosen)

    def _deliver(self, sending: Sending, chosen: Sequence[Connection[Any]] | None) -> Any:
        self._chosen.connections = chosen
        try:
            method = self._below["send_robust" if sending.robust else "send"]
            return method(sending.sender, **sending.keywords)
        finally:
            self._chosen.connections = None  # where nobody was connected, Django did not ask

    async def _adeliver(self, sending: Sending, chosen: Sequence[Connection[Any]] | None) -> Any:
        self._chosen.connections = chosen  # asked for before anything is awaited
        try:
            method = self._below["asend_robust" if sending.robust else "asend"]
            return await method(sending.sender, **sending.keywords)
        finally:
            self._chosen.connections = None
