"""Receivers that hear a model and its subclasses: connected to each of these, and to later ones as they are made.

Rules of this file:
- Django sends as ever: for each concrete subclass there is one connection of Django's own, so a send costs what it cost before.
- A family is the `dispatch_uid` of its connections: whoever looks at one knows the whole, and nothing else that the receiver is
  connected for is taken for it, or ended with it.
- It holds weakly what Django would: the signal, the model, and the receiver unless it is connected with `weak=False`. With the
  first of them that dies it is gone, and nobody brings it back.
- Whoever connects a member looks afterwards whether the family still stands. So no lock is needed, and none is held while
  Django is asked, or code of users runs.
"""

from __future__ import annotations

import warnings
import weakref
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from typing import Any, TypeAlias, cast

from django.apps.registry import Apps
from django.db.models import Model
from django.db.models.options import Options
from django.db.models.signals import ModelSignal, class_prepared, m2m_changed
from django.db.models.utils import make_model_tuple
from django.dispatch import Signal

from typedsignals import DuplicateUidWarning, ReceiverError
from typedsignals._core.callables import Key, describe, is_reimport, key_of, run_of
from typedsignals.django import _names
from typedsignals.django import signals as built_in

AnyReceiver: TypeAlias = Callable[..., Any]

_HISTORICAL = "__fake__"  # the module of the models that a migration works with


class Family:
    """One receiver, connected to a signal for a model and for its subclasses. Equal to another one that does the same."""

    __slots__ = ("__weakref__", "_hash", "_ids", "_what", "base", "dispatch_uid", "receiver", "run", "signal", "weak")

    def __init__(self, signal: Signal, receiver: AnyReceiver, base: type[Model], weak: bool, uid: Any) -> None:
        gone = _ending(weakref.ref(self))
        self.signal = weakref.ref(signal, gone)
        self.base = weakref.ref(base, gone)
        self.receiver: Callable[[], AnyReceiver | None] = _weakly(receiver, gone) if weak else lambda: receiver
        self.weak, self.dispatch_uid, self.run = weak, uid or None, run_of(receiver)  # an empty uid is none to Django
        who: Key | tuple[Hashable] = (uid,) if uid else key_of(receiver)
        self._what = id(signal), id(base), who
        self._ids = set[int]()
        self._hash = hash(self._what[:2])  # a uid of Django's need not have one

    def __eq__(self, other: object) -> bool:
        """Whether it is the same receiver, or uid, for the same signal and model."""
        return type(other) is Family and (self is other or self._what == other._what)

    def __hash__(self) -> int:
        """Agree with equality."""
        return self._hash

    def __repr__(self) -> str:
        """Show what is heard, to whoever looks at what Django keeps."""
        base = self.base()
        return f"<{'a model that is gone' if base is None else base.__qualname__} and its subclasses>"

    def makes_way(self, newcomer: Family) -> bool:
        """Whether a newcomer takes its place: its receiver is dying, or the same function before a reload."""
        old, new = self.receiver(), newcomer.receiver()
        if old is None:
            return True
        if old is new or self._what[:2] != newcomer._what[:2] or self.dispatch_uid != newcomer.dispatch_uid:
            return False
        if newcomer.run is None and newcomer.dispatch_uid is None:
            return False
        if newcomer.run is not None and newcomer.run is self.run:  # two functions of one name
            return False
        return is_reimport(new, old, same_file=newcomer.dispatch_uid is None)

    def join(self, model: type[Model]) -> None:
        """Connect the receiver for a model that was made, if it is of the family and both are still wanted."""
        signal, base, receiver = self.signal(), self.base(), self.receiver()
        if signal is None or base is None or receiver is None:
            return
        if _is_member(model, base):
            self._ids.add(id(model))
            signal.connect(receiver, sender=model, weak=self.weak, dispatch_uid=self)
            if self not in _families:  # ended meanwhile
                signal.disconnect(sender=model, dispatch_uid=self)
        elif id(model) in self._ids:  # that of one that has died, whose connection Django 5.2 keeps
            self._ids.discard(id(model))
            signal.disconnect(sender=model, dispatch_uid=self)

    def join_all(self) -> None:
        """Connect the receiver for every model of the family that there is."""
        for model in _members(self.base()):
            self.join(model)

    def end(self) -> None:
        """Disconnect the receiver from every model of the family, and from those to come."""
        _families.pop(self, None)
        signal = self.signal()
        if signal is not None:
            for model in _members(self.base()):
                signal.disconnect(sender=model, dispatch_uid=self)


_families: dict[Family, Family] = {}


def _ending(family: weakref.ref[Family]) -> Callable[[object], None]:
    """Return what ends a family whose receiver, model or signal has died: Django sees to its connections itself."""
    families: dict[Any, Family] = _families  # a module that Python takes down has no names left

    def end(_: object) -> None:
        families.pop(family(), None)

    return end


def _weakly(receiver: Any, gone: Callable[[object], None] | None) -> Callable[[], AnyReceiver | None]:
    """Hold a receiver as Django does. TypeError if it cannot be held, or not be made anew from its halves."""
    if hasattr(receiver, "__self__") and hasattr(receiver, "__func__"):
        method: weakref.WeakMethod[AnyReceiver] = weakref.WeakMethod(receiver, gone)
        try:
            method()
        except Exception as error:
            raise TypeError from error  # a method in all but its type is made by code of others
        return method
    return weakref.ref(receiver, gone)


def _is_member(model: type[Model], base: type[Model]) -> bool:
    """Whether what is sent from the model is of the family: no abstract model sends, and history does not repeat itself."""
    meta = getattr(model, "_meta", None)  # `Model` has none, nor has a class before Django has given it one
    return base in model.__mro__ and meta is not None and not meta.abstract and model.__module__ != _HISTORICAL


def _members(base: type[Model] | None) -> Iterator[type[Model]]:
    found = [] if base is None else [base]
    for model in found:  # grows meanwhile
        found += [each for each in type.__subclasses__(model) if each not in found]
        if _is_member(model, found[0]):
            yield model


def joined(sender: type[Model], **_: object) -> None:
    """Let a model that was just made join its families."""
    for family in list(_families):
        family.join(sender)


# What is called from outside.


def connect(  # noqa: PLR0913  # Django's options
    receiver: AnyReceiver,
    signals: Sequence[Signal],
    *,
    subclasses: object,
    sender: type[Model] | str | None = None,
    weak: bool = True,
    dispatch_uid: Any = None,
    apps: Apps | None = None,
) -> None:
    """Connect a receiver to signals for a model and its subclasses; what one of them refuses is connected to none."""
    for signal in signals:
        reason = _why_not(signal, sender, subclasses) or _why_not_held(receiver, weak)
        if reason is not None:
            raise ReceiverError(f"cannot connect {describe(receiver)} to {_names.title(signal)}: {reason}")
    # What Django refuses under DEBUG, it refuses now, and not when the first subclass is made.
    Signal().connect(receiver, weak=False)
    for signal in signals:
        begin_with_model = partial(begin, signal, receiver, weak, dispatch_uid)
        if isinstance(sender, str):
            (apps or Options.default_apps).lazy_model_operation(begin_with_model, make_model_tuple(sender))
        else:
            begin_with_model(cast("type[Model]", sender))


def begin(signal: Signal, receiver: AnyReceiver, weak: bool, dispatch_uid: Any, base: type[Model]) -> None:
    """Connect a receiver, unless it is connected already, or another one stays that has its uid."""
    class_prepared.connect(joined)  # where it is already, nothing happens
    family = Family(signal, receiver, base, weak, dispatch_uid)
    for other in list(_families):
        if other.makes_way(family):
            other.end()
    standing = _families.setdefault(family, family)
    old = standing.receiver()
    if key_of(old) == key_of(receiver):
        standing.join_all()
        return
    warnings.warn(
        f"{describe(receiver)} was not connected to {_names.title(signal)}: {describe(old)} has the same dispatch_uid "
        f"and stays; give each receiver a uid of its own, or disconnect the old one first",
        DuplicateUidWarning,
        stacklevel=4,  # who decorates
    )


def end(signal: Signal, receiver: AnyReceiver | None, base: type[Model], dispatch_uid: Any) -> bool:
    """Disconnect a receiver, the one with a uid, or what is both; say whether there was one."""
    found = [
        family
        for family in of(signal)
        if family.base() is base
        and (receiver is None or key_of(family.receiver()) == key_of(receiver))
        and (not dispatch_uid or family.dispatch_uid == dispatch_uid)
    ]
    for family in found:
        family.end()
    return bool(found)


def of(signal: Signal) -> list[Family]:
    """Return the families that hear a signal, in the order of their connection."""
    return [family for family in list(_families) if family.signal() is signal and family.receiver() is not None]


def put_away(families: Sequence[Family]) -> None:
    """Let families go whose connections are taken back by other means."""
    for family in families:
        _families.pop(family, None)


def put_back(families: Sequence[Family]) -> None:
    """Have families that there were, with the models made meanwhile, but for those that have lost their receiver or model."""
    for family in families:
        if family.receiver() is not None and family.base() is not None:
            _families.setdefault(family, family)
            family.join_all()


# What is refused.


def _why_not(signal: Signal, sender: object, subclasses: object) -> str | None:
    """Say why a signal cannot be heard from a sender and its subclasses, and what to do."""
    if type(subclasses) is not bool:
        return f"subclasses is an object of type {type(subclasses).__name__}; give True or False"
    if signal is m2m_changed:
        return "it is sent by relations, which have no subclasses; connect it for each, as sender=Order.items.through"
    if signal is class_prepared:
        return (
            "it is sent while a class is made, which nobody is connected for yet; "
            "leave out sender= and ask issubclass(sender, SomeModel)"
        )
    if not isinstance(signal, ModelSignal) and signal in built_in.loaded().values():
        return "subclasses=True is for what models send, and no model sends this; leave it out"
    if isinstance(sender, str) or (isinstance(sender, type) and issubclass(sender, Model)):
        return None
    if sender is None:
        given = "no sender"
    else:
        given = describe(sender) if isinstance(sender, type) else f"an object of type {type(sender).__name__}"
    return f"subclasses=True needs a model, and there is {given}; give sender=SomeModel"


def _why_not_held(receiver: object, weak: bool) -> str | None:
    """Say why Django could not keep a receiver, and what to do."""
    if not callable(receiver):
        return "it is not callable; connect a function that takes (sender, **kwargs)"
    try:
        if weak:
            _weakly(receiver, None)
    except TypeError:
        return "it cannot be held weakly; connect it with weak=False"
    return None
