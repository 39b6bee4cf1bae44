"""What a signal declares, as it can be known at run time.

Rules of this file:
- What cannot be resolved is an ``UnknownTypesError`` that says what to do; there is no guess and no default.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, get_type_hints

from typedsignals import KeywordError, KeywordSignal
from typedsignals.testing._signals import AnySignal, django_declaration, is_ours, title


class UnknownTypesError(Exception):
    """The types of a signal, or of a part of what it sends, cannot be known; says why."""


class Declared(NamedTuple):
    """The types of what is sent; ``check_keywords`` raises ``KeywordError`` for wrong names, and is None for payloads."""

    sender: object
    payload: object
    keywords: Mapping[str, object]
    check_keywords: Callable[[Mapping[str, object]], None] | None


def declared(signal: AnySignal) -> Declared:
    """Return what the signal declares."""
    if not is_ours(signal):
        return _declared_by_function(signal)
    arguments: tuple[Any, ...] = signal.type_arguments
    if isinstance(signal, KeywordSignal):
        if not arguments:
            raise UnknownTypesError(
                "the annotations of its declaration cannot be resolved; import their names at run time"
            )
        return Declared(arguments[0], None, arguments[1], signal.check_keywords)
    if not arguments:
        raise UnknownTypesError(
            "its types cannot be resolved; write Signal[Sender, Payload](...), or annotate the module or class attribute "
            "that holds it, and import the names at run time"
        )
    return Declared(arguments[0], arguments[1], {}, None)


def _declared_by_function(signal: AnySignal) -> Declared:
    declaration = django_declaration(signal)
    if declaration is None:
        raise UnknownTypesError("Django does not know what it sends; declare it with typedsignals.django.django_signal")
    try:
        hints = get_type_hints(declaration)
    except Exception as error:
        raise UnknownTypesError(f"the annotations of its declaration cannot be resolved ({error})") from None
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

    types = {name: hints.get(name, Any) for name in names}
    return Declared(hints.get("sender", Any), None, types, check_keywords)
