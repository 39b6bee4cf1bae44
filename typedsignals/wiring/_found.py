"""Finds the signals of a running program, and who is connected to each.

Rules of this file:
- Signals are found where modules and their classes hold them; nothing registers itself, and nothing is imported.
- What is Django's is told by `typedsignals.django`, which is imported where Django is there already.
- What is found is told as it is: others judge it, name it and show it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Protocol, cast

from typedsignals import Connectable, Connection, KeywordConnectable, LostReceiverWarning
from typedsignals.wiring._model import Keyword, Place
from typedsignals.wiring._sources import Sources

OURS = (Connectable, KeywordConnectable)


@dataclass(frozen=True, slots=True)
class Found:
    """One connection. `order` is its turn in a send that reaches all; 0 where none reaches it yet."""

    connection: Connection[Any]
    order: int
    waits_for: str | None = None  # the name of a model that no app has: Django connects when it comes
    cannot_be_made: str | None = None  # why Django, which holds a method by its halves, cannot put them together again


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One signal, Django's or ours, and its connections in the order of their calls.

    Django's own are named as in Django's documentation; every other name begins with that of a module.
    """

    name: str
    signal: Any
    module: str
    place: Place | None
    found: tuple[Found, ...]


class DjangoSide(Protocol):
    """What Django's side of the survey tells: `typedsignals.django._survey`."""

    def kinds(self) -> tuple[type, ...]:
        """Return the classes that Django's signals are instances of."""
        ...

    def known(self) -> dict[str, Any]:
        """Return Django's own signals by name."""
        ...

    def declared(self, signal: Any) -> tuple[str, str, Place | None] | None:
        """Return name, module and place of a signal that `django_signal` declared."""
        ...

    def found(self) -> Callable[[Any], tuple[Found, ...]]:
        """Return what gives the connections of a signal, with those that wait for a model."""
        ...

    def sender_name(self, sender: object) -> str | None:
        """Return how Django calls a sender; None for what is not Django's."""
        ...

    def problems_of(self, surveyed: Surveyed, found: Found) -> tuple[str, ...]:
        """Say what is wrong with a connection."""
        ...

    def keywords_of(self, surveyed: Surveyed) -> tuple[str | None, tuple[Keyword, ...] | None]:
        """Return the type of the sender and the keywords that a signal is sent with; None for what is not known."""
        ...


def django_side() -> DjangoSide | None:
    """Return what tells of Django's signals, or None while Django's are not imported."""
    if "django.dispatch" not in sys.modules:
        return None
    from typedsignals.django import _survey  # noqa: PLC0415  # needs Django

    side: DjangoSide = _survey
    return side


def survey(sources: Sources, django: DjangoSide | None) -> list[Surveyed]:
    """Every signal, also those that nobody hears: first Django's own, then the project's of that kind, then ours."""
    kinds = django.kinds() if django else ()
    held = list(_held_signals((*OURS, *kinds)))
    surveyed: list[Surveyed] = []
    if django:
        known = {id(signal): name for name, signal in django.known().items()}
        theirs = [each for each in held if issubclass(type(each[0]), kinds)]
        named = [_named(*each, sources, known, django) for each in theirs]
        named.sort(key=lambda each: (each[0] not in known.values(), each[0]))
        found_of = django.found()
        surveyed += [Surveyed(name, each, module, place, found_of(each)) for name, each, module, place in named]
    ours = [_named(*each, sources, {}, None) for each in held if issubclass(type(each[0]), OURS)]
    for name, signal, module, place in sorted(ours, key=lambda each: each[0]):
        found = tuple(Found(each, order) for order, each in enumerate(_connections(signal), start=1))
        surveyed.append(Surveyed(name, signal, module, place, found))
    return surveyed


def _connections(signal: Any) -> tuple[Connection[Any], ...]:
    while True:
        try:
            connections: tuple[Connection[Any], ...] = signal.connections
        except LostReceiverWarning:  # a filter makes an exception of what it lost, and says it once
            continue
        return connections


Homes = list[tuple[ModuleType, str]]


def _held_signals(kinds: tuple[type, ...]) -> Iterable[tuple[Any, Homes]]:
    """Find the signals that modules and their classes hold, each with all the places that hold it."""
    found: dict[int, tuple[Any, Homes]] = {}
    for module in [module for module in list(sys.modules.values()) if type(module) is ModuleType]:
        for name, value in _held(module):
            if issubclass(type(value), kinds):
                found.setdefault(id(value), (value, []))[1].append((module, name))
    return found.values()


def _held(module: ModuleType) -> Iterator[tuple[str, object]]:
    for name, value in list(vars(module).items()):
        yield name, value
        if issubclass(type(value), type):  # models have a metaclass; isinstance would wake lazy objects
            held_by = type.__getattribute__(cast("type", value), "__dict__")
            if held_by.get("__module__") == module.__name__:
                yield from ((f"{name}.{inner}", held) for inner, held in list(held_by.items()))


def _named(
    signal: Any, homes: Homes, sources: Sources, known: dict[int, str], django: DjangoSide | None
) -> tuple[str, Any, str, Place | None]:
    """Name a signal by where it is made, rather than by one of the modules that import it."""
    declared = django.declared(signal) if django else None
    if declared:
        name, home, place = declared
        return name, signal, home, place

    def made_elsewhere(home: tuple[ModuleType, str]) -> tuple[bool, bool, bool, str]:
        module, name = home
        assigned = sources.assigned(module).get(name)
        is_made = assigned is not None and assigned.is_made
        return not is_made, assigned is None, not module.__name__.endswith("signals"), module.__name__

    module, name = min(homes, key=made_elsewhere)
    assigned = sources.assigned(module).get(name)
    full = known.get(id(signal)) or f"{module.__name__}.{name}"
    return full, signal, module.__name__, assigned.place if assigned else None
