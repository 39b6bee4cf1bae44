"""What a signal declares, as it can be known at run time.

Rules of this file:
- What cannot be resolved says so and what to do; there is no guess and no default.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import FunctionType
from typing import Any, NamedTuple, Self

from typedsignals import KeywordError
from typedsignals.testing._annotations import MISSING, Given, Scope, annotations_of, known
from typedsignals.testing._signals import AnySignal, django_declaration, is_ours, owner, sends_keywords, title


class UnknownTypesError(Exception):
    """The types of a signal, or of a part of what it sends, cannot be known; says why."""


class Declared(NamedTuple):
    """The types of what is sent, a ``Partly`` for each that cannot be known as a whole.

    ``check_keywords`` raises ``KeywordError`` for wrong names, and is None for payloads.
    """

    sender: object
    payload: object
    keywords: Mapping[str, object]
    check_keywords: Callable[[Mapping[str, object]], None] | None


class _Owner(dict[Any, object]):
    """What ``Self`` stands for in a signal: the class that holds it, looked for when somebody asks."""

    def __init__(self, signal: AnySignal, sender: object) -> None:
        super().__init__()
        self._search: Callable[[], type | None] = partial(owner, signal, sender)

    def __missing__(self, parameter: object) -> object:
        found = self._search() if parameter is Self else None
        if found is None:
            raise KeyError(parameter)
        self[parameter] = found
        return found


def declared(signal: AnySignal, sender: object) -> Declared:
    """Return what the signal declares; a sender of it tells who owns it."""
    given = _Owner(signal, sender)
    if not is_ours(signal):
        return _declared_by_function(signal, given)
    arguments: tuple[Any, ...] = signal.type_arguments
    if sends_keywords(signal):
        sender, keywords = arguments[:2] if arguments else (None, {})
        types = {name: each for name, each in {"sender": sender, **keywords}.items() if each is not None}
        written = {name: (each, dict[str, object]()) for name, each in types.items()}
        return _of_keywords(written, given, signal.keywords, signal.check_keywords)
    if not arguments:
        raise UnknownTypesError(
            "its types cannot be resolved; write Signal[Sender, Payload](...), or annotate the module or class attribute "
            "that holds it, and import the names at run time"
        )
    sends, sent = known("its sender", arguments[0], {}, given), known("its payload", arguments[1], {}, given)
    return Declared(sends, sent, {}, None)


def _of_keywords(
    types: Mapping[str, tuple[object, Scope]],
    given: Given,
    names: Iterable[str],
    check: Callable[[Mapping[str, object]], None],
) -> Declared:
    missing = MISSING, dict[str, object]()
    keywords = {name: known(f"its keyword {name!r}", *types.get(name, missing), given) for name in names}
    return Declared(known("its sender", *types.get("sender", missing), given), None, keywords, check)


def _declared_by_function(signal: AnySignal, given: Given) -> Declared:
    declaration = django_declaration(signal)
    if declaration is None:
        raise UnknownTypesError("Django does not know what it sends; declare it with typedsignals.django.django_signal")
    parameters = [each for name, each in inspect.signature(declaration).parameters.items() if name != "sender"]
    required = {each.name for each in parameters if each.default is each.empty}
    names = {each.name for each in parameters}

    def check_keywords(keywords: Mapping[str, object]) -> None:
        wrong = sorted(keywords.keys() - names) + sorted(required - keywords.keys())
        if wrong:
            raise KeywordError(
                f"cannot send {title(signal)}: it differs from the declaration in {', '.join(map(repr, wrong))}; it is "
                f"declared with {', '.join(map(repr, sorted(names)))}"
            )

    function = inspect.unwrap(declaration)
    types = annotations_of(function) if isinstance(function, FunctionType) else {}
    return _of_keywords(types, given, names, check_keywords)
