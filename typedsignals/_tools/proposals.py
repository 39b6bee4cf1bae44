"""Judges what declaration an untyped signal should have, and what is in doubt.

Rules of this file:
- A declaration says what all known sends agree on. Where they do not, it takes them all, and a doubt names the places.
- Nothing is guessed: what is not known is `object`, which takes every send, and a doubt says so.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from typedsignals._tools.spelling import NAMED, OBJECT, Type, joined, of_object
from typedsignals._tools.usage import Receiver, Send, Untyped
from typedsignals.wiring import Place

_ZEROS = {"bool": "False", "int": "0", "float": "0.0", "str": '""', "bytes": 'b""'}
TypeOf = Callable[[Send, ast.expr], Type]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a declaration; `default` is what is written there, None for one that each send has."""

    name: str
    types: tuple[str, ...]
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """The declaration of a signal: the sender, whether only by keyword, the keywords, and what is in doubt."""

    signal: Untyped
    sender: Parameter
    is_sender_keyword: bool
    keywords: tuple[Parameter, ...]
    doubts: tuple[str, ...]


def propose(signal: Untyped, decorator: str, type_of: TypeOf, checker: str | None) -> Proposal:
    """Return the declaration of a signal, with types as they are told; the name of the checker is None where there is none."""
    doubts: list[str] = []
    untold: dict[str, list[str]] = {}  # the names, by the places where the checker does not know what is sent
    names = dict.fromkeys(name for send in signal.sends for name in send.arguments if name != "sender")
    sender = _parameter("sender", signal, type_of, doubts, untold)
    keywords = tuple([_parameter(name, signal, type_of, doubts, untold) for name in names])
    where = [f"the type of {', '.join(every)} at {places}" for places, every in untold.items()]
    doubts[:0] = [
        f"{checker} does not know {each}" if checker else f"no type checker was asked for {each}" for each in where
    ]
    rests = [(send.place, send.rest) for send in signal.sends if send.rest is not None]
    doubts += [f"{place} sends {rest} too, and what is in it is not declared" for place, rest in rests]
    doubts += [f"{place} hands on the send, and what is sent there is not known" for place in signal.handed_on]
    always = {each.name for each in (sender, *keywords) if each.default is None} | {"signal"}
    for receiver in signal.receivers:
        for name in _needs(receiver):
            if name not in always:
                often = "never" if name not in names else "not always"
                doubts.append(f"{_told(receiver)} needs {name}, which is {often} sent")
    if decorator == "keyword_signal":
        doubts += _as_keyword_signal(signal)
    is_by_keyword = decorator == "django_signal" and _is_by_keyword(signal)
    return Proposal(signal, sender, is_by_keyword, keywords, tuple(dict.fromkeys(doubts)))


def _as_keyword_signal(signal: Untyped) -> list[str]:
    """Return what has to be changed by hand where the signal is none of Django's any more."""
    sends = [send.place for send in signal.sends if not send.is_positional]
    doubts = [f"write the sender first and without sender= at {_places(sends)}"] if sends else []
    receivers = ", ".join(dict.fromkeys(map(_told, signal.receivers)))
    return doubts + ([f"connect by the receiver of typedsignals: {receivers}"] if receivers else [])


def _parameter(
    name: str, signal: Untyped, type_of: TypeOf, doubts: list[str], untold: dict[str, list[str]]
) -> Parameter:
    sent = [(send, send.arguments[name]) for send in signal.sends if name in send.arguments]
    types = [(send.place, type_of(send, node)) for send, node in sent]
    known = [each for _, each in types if each is not None]
    unknown = [place for place, each in types if each is None]
    wanted = [each for receiver in signal.receivers if (each := _annotated(receiver, name)) is not None]
    meant = joined(known) if known else (joined(wanted) if wanted else OBJECT)
    if unknown:
        untold.setdefault(_places(unknown), []).append(name)
    if len([each for each in meant if each != "None"]) > 1 and name != "sender":
        doubts.append(f"{name}: {_by_type(types)}")
    if meant == OBJECT and known and OBJECT not in known:
        doubts.append(f"{name}: too many types to name: {_by_type(types)}")
    without = [send.place for send in signal.sends if name not in send.arguments]
    if not without or name == "sender":
        return Parameter(name, meant)
    doubts.append(f"{name}: not sent at {_places(without)}")
    default = _ZEROS.get(meant[0]) if len(meant) == 1 else None
    if default is None and "None" not in meant and meant != OBJECT:
        meant = (*meant, "None")
    return Parameter(name, meant, default or "None")


def _is_by_keyword(signal: Untyped) -> bool:
    """Whether the sender is never sent by position, and some receiver does not take it so."""
    return not any(send.is_positional for send in signal.sends) and any(map(_has_no_sender, signal.receivers))


def _has_no_sender(receiver: Receiver) -> bool:
    kinds = {
        inspect.Parameter.POSITIONAL_ONLY,
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        inspect.Parameter.VAR_POSITIONAL,
    }
    first = next(iter(receiver.parameters), None)
    return first is not None and not (first.kind in kinds and first.name in {"sender", "_sender", "args"})


def _needs(receiver: Receiver) -> Iterable[str]:
    kinds = {inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY}
    return [each.name for each in receiver.parameters if each.kind in kinds and each.default is each.empty]


def _annotated(receiver: Receiver, name: str) -> Type:
    found = [each for each in receiver.parameters if each.name == name and each.annotation is not each.empty]
    return of_object(found[0].annotation) if found else None


def _told(receiver: Receiver) -> str:
    return receiver.name if receiver.place is None else f"{receiver.name} ({receiver.place})"


def _places(places: Iterable[Place]) -> str:
    return ", ".join(dict.fromkeys(map(str, places)))


def _by_type(types: list[tuple[Place, Type]]) -> str:
    by_type: dict[str, list[Place]] = {}
    for place, each in types:
        if each is not None:
            written = NAMED.sub(lambda found: found[0].rpartition(":")[2], " | ".join(each))
            by_type.setdefault(written, []).append(place)
    return "; ".join(f"{written} at {_places(places)}" for written, places in by_type.items())
