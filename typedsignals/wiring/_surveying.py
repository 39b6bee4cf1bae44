"""Describes what was found: who sends what to whom."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from types import FunctionType, ModuleType
from typing import Any

from typedsignals import Connection, KeywordConnectable
from typedsignals._core.callables import layers, names_in, own_attributes
from typedsignals.wiring import _names
from typedsignals.wiring._found import OURS, DjangoSide, Found, Surveyed, django_side, survey
from typedsignals.wiring._importing import bring_in
from typedsignals.wiring._model import ImportFailure, Keyword, ReceiverInfo, SendSite, SignalInfo, Wiring
from typedsignals.wiring._sends import Meanings, Sends, Sent, is_known
from typedsignals.wiring._sources import Sources

_HANDING = "typedsignals.handover._handing"  # what makes receivers that hand over


def wiring_of(*packages: str, everything: bool = False, exclude: Collection[str] = ()) -> Wiring:
    """Import packages with all their modules, and return which signals they have, who sends them and who receives them.

    In a Django project, call ``django.setup()`` before. Modules named ``__main__`` are not imported. Connections are
    those that exist after the imports: what a program connects later, as in its ``main``, is missing. Sends are found
    by name in the source of the modules. No receiver is called.

    Args:
        *packages: Names of packages or modules, such as ``"shop"``. A signal is listed if it is made, sent or received
            in one of them.
        everything: Whether every other signal that a loaded module holds is listed, too.
        exclude: Names of modules that are not imported, with all that is in them: ``"shop.tests"``, ``"*.tests"``.

    Returns:
        The wiring. A module that cannot be imported is among its ``failures``.

    Raises:
        PackageError: If a name is no package or module, or a package itself cannot be imported. (A ``SignalError``.)
    """
    found = survey_of(packages, exclude)
    signals = [_described(each, found.django, found.sends) for each in found.surveyed]
    mentioned = {f"{name}." for module in found.modules for name in found.sources.mentioned(module)}
    alone = [each.__name__ for each in found.modules if each.__name__ not in found.loaded]
    unreached = tuple([each for each in alone if not any(name.startswith(f"{each}.") for name in mentioned)])
    wiring = Wiring(packages, (), tuple(found.sends.unresolved), tuple(found.failures), unreached)
    return replace(wiring, signals=tuple([each for each in signals if everything or _belongs(each, wiring)]))


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found in packages: objects and sources, not yet told."""

    modules: list[ModuleType]
    failures: list[ImportFailure]
    loaded: set[str]  # the names of the modules that the packages themselves have imported
    sources: Sources
    django: DjangoSide | None
    surveyed: list[Surveyed]
    sends: Sends


def survey_of(packages: Collection[str], exclude: Collection[str] = ()) -> Survey:
    """Import these packages as `wiring_of` does, and look for signals, their connections and their sends."""
    modules, failures, loaded = bring_in(packages, exclude)
    sources, django = Sources(), django_side()
    surveyed = survey(sources, django)
    sends = Sends(
        sources, frozenset(id(each.signal) for each in surveyed), (*OURS, *(django.kinds() if django else ()))
    )
    for module in modules:
        sends.read(module)
    return Survey(modules, failures, loaded, sources, django, surveyed, sends)


def every_signal() -> tuple[SignalInfo, ...]:
    """Return each signal that a loaded module holds, with its receivers.

    Nothing is imported, and no source is read for sends, so ``sends`` is empty.

    Returns:
        The signals.
    """
    django = django_side()
    return tuple([_described(each, django) for each in survey(Sources(), django)])


def _belongs(signal: SignalInfo, wiring: Wiring) -> bool:
    return bool(signal.sends or signal.fleeting) or any(
        map(wiring.is_own, [signal.module, *(each.module for each in signal.receivers)])
    )


def _heard(surveyed: Surveyed, sends: Iterable[Sent]) -> tuple[SendSite, ...]:
    """Say of each send whether any receiver can hear its sender."""
    connections = [each.connection for each in surveyed.found]
    return tuple(
        [
            replace(sent.site, is_heard=not connections or any(_may_hear(each, sent.senders) for each in connections))
            for sent in sends
        ]
    )


def _may_hear(connection: Connection[Any], senders: Meanings) -> bool:
    """Whether one of the senders may be that of the connection; what is written as a class may be one derived from it."""
    wanted: Any = connection.sender
    for sender in senders:
        if wanted is None or not is_known(sender) or not issubclass(type(sender), type):
            return True
        if issubclass(type(wanted), type) and (
            _derives(wanted, sender) or (connection.subclasses and _derives(sender, wanted))
        ):
            return True
    return not senders


def _derives(kind: type, base: type) -> bool:
    """Whether a class is or derives from another; no metaclass is asked."""
    mro: tuple[type, ...] = _names.said(kind, "__mro__")
    return any(each is base for each in mro)


def _described(surveyed: Surveyed, django: DjangoSide | None, sends: Sends | None = None) -> SignalInfo:
    signal = surveyed.signal
    is_ours = issubclass(type(signal), OURS)
    sender, payload, keywords, result, doc = _of_ours(signal) if is_ours else _of_django(surveyed, django)
    return SignalInfo(
        name=surveyed.name,
        kind=type(signal).__name__,
        module=surveyed.module,
        place=surveyed.place,
        sender=sender,
        payload=payload,
        keywords=keywords,
        result=result,
        doc=inspect.cleandoc(doc),
        receivers=tuple([_receiver(surveyed, each, None if is_ours else django, django) for each in surveyed.found]),
        sends=_heard(surveyed, sends.of.get(id(signal), [])) if sends else (),
        fleeting=tuple(sends.fleeting.get(id(signal), ())) if sends else (),
    )


_Sent = tuple[str | None, str | None, tuple[Keyword, ...] | None, str | None, str]


def _of_ours(signal: Any) -> _Sent:
    """Return sender, payload, keywords, result and what the signal says of itself, or what its payload says."""
    own = own_attributes(signal).get("__doc__")
    doc = own if isinstance(own, str) else ""
    types: tuple[Any, ...] = signal.type_arguments
    sender, payload, result = [_names.type_name(each) for each in types] or (None, None, None)
    if not issubclass(type(signal), KeywordConnectable):
        return sender, payload, None, result, doc or (_doc_of(types[1]) if types else "")
    meant: dict[str, object] = types[1] if types else {}
    if types and types[0] is None:
        sender = None  # a parameter without an annotation
    declared = [each for each in inspect.signature(signal).parameters.values() if each.name in signal.keywords]
    keywords = [
        Keyword(
            each.name, _names.type_name(meant[each.name]) if each.name in meant else None, each.default is each.empty
        )
        for each in declared
    ]
    return sender, None, tuple(keywords), result, doc


def _doc_of(payload: Any) -> str:
    """Return what a class says that somebody wrote; what `dataclass` writes is its signature."""
    is_class = issubclass(type(payload), type) and _names.said(payload, "__module__") != "builtins"
    doc = _names.said(payload, "__doc__") if is_class else None
    return doc if isinstance(doc, str) and not doc.startswith(f"{payload.__name__}(") else ""


def _of_django(surveyed: Surveyed, django: DjangoSide | None) -> _Sent:
    sender, keywords = django.keywords_of(surveyed) if django else (None, None)
    doc = own_attributes(surveyed.signal).get("__doc__")
    return sender, None, keywords, None, doc if isinstance(doc, str) else ""


def _receiver(surveyed: Surveyed, found: Found, judge: DjangoSide | None, django: DjangoSide | None) -> ReceiverInfo:
    connection = found.connection
    receiver = connection.receiver
    label = django.sender_name(connection.sender) if django else None
    uid = connection.dispatch_uid
    return ReceiverInfo(
        name=_names.name(receiver),
        module=_names.module(receiver),
        place=_names.place(receiver),
        sender=found.waits_for or label or _names.sender_name(connection.sender),
        subclasses=connection.subclasses,
        order=found.order,
        priority=connection.priority,
        weak=connection.weak,
        is_async=connection.is_async,
        timing=connection.timing,
        dispatch_uid=None if uid is None else str(uid),
        handed_to=_names.name(receiver) if any(map(_hands_over, layers(receiver))) else None,
        problems=judge.problems_of(surveyed, found) if judge else (),
        is_replaced=_is_replaced(receiver),
    )


def _hands_over(layer: object) -> bool:
    return type(layer) is FunctionType and layer.__globals__.get("__name__") == _HANDING


def _is_replaced(receiver: object) -> bool:
    """Whether the name of a function is now that of another function."""
    every = list(layers(receiver))
    function = every[-1]
    if type(function) is not FunctionType or any(map(_hands_over, every)):
        return False
    held: Any = sys.modules.get(function.__module__)
    for name in function.__qualname__.split("."):  # a name with <locals> is found nowhere
        is_class = issubclass(type(held), type)
        held = _names.said(held, "__dict__").get(name) if is_class else names_in(held).get(name)
    if type(held) is staticmethod or type(held) is classmethod:
        held = held.__func__
    is_named = function.__name__.strip("_") != ""  # `def _(sender, payload)`, as often as somebody likes
    return is_named and type(held) is FunctionType and not any(each is held for each in every)
