"""Declares a project's own Django signal by a signature.

Rules of this file:
- What comes out is a plain `django.dispatch.Signal`: whoever looks into signals sees what it always saw.
- The signature is for the type checker; at run time it is only read once, to refuse what no sender could ever send.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, cast
from weakref import WeakKeyDictionary

from django.dispatch import Signal

from typedsignals import DeclarationError

if TYPE_CHECKING:
    from typedsignals.django.types import DeclaredSignal

P = ParamSpec("P")

_NAMES: WeakKeyDictionary[Signal, str] = WeakKeyDictionary()


def django_signal(declaration: Callable[P, object], /) -> DeclaredSignal[P]:
    """Declare a Django signal by the signature of what it sends, its sender included.

        @django_signal
        def order_completed(sender: type[OrderService], *, order_id: int, status: str) -> None:
            '''Sent once an order is finalised.'''

    Write the sender as you send it: `sender` first where it is sent by position or by keyword, `*, sender` where always by
    keyword (then a receiver may leave it to its `**kwargs`). The body never runs. The result is a plain
    `django.dispatch.Signal`: sends, connects and `@receiver`s stay as they stand and become checked.

    Raises DeclarationError for a signature that Django cannot send: no `sender`, a parameter named `signal`, a positional-only
    parameter, one after the sender that is not keyword-only, `*args` or `**kwargs`.
    """
    _refuse_unsendable(declaration)
    signal = Signal()
    signal.__doc__ = declaration.__doc__
    _NAMES[signal] = _name(declaration)
    return cast("DeclaredSignal[P]", signal)  # to the checker it is what was declared


def declared_name(signal: object) -> str | None:
    """Return the name that a signal was declared under, or None where it was not declared."""
    return _NAMES.get(signal) if isinstance(signal, Signal) else None


def _refuse_unsendable(declaration: Callable[..., object]) -> None:
    parameters = list(inspect.signature(declaration).parameters.values())
    reason = _why_unsendable(parameters)
    if reason:
        name = _name(declaration)
        raise DeclarationError(
            f"cannot declare Django signal {name}: {reason}. "
            "Write `def name(sender: ..., *, one: ..., two: ...) -> None`, as in the documentation of django_signal."
        )


def _name(declaration: Callable[..., object]) -> str:
    return f"{declaration.__module__}.{getattr(declaration, '__qualname__', declaration)}"


def _why_unsendable(parameters: list[inspect.Parameter]) -> str | None:
    kinds = inspect.Parameter
    if not any(parameter.name == "sender" for parameter in parameters):
        return "it has no parameter 'sender', which Django always sends"
    for index, parameter in enumerate(parameters):
        if parameter.name == "signal":
            return "a parameter is named 'signal', which Django itself passes to every receiver"
        if parameter.kind in (kinds.VAR_POSITIONAL, kinds.VAR_KEYWORD):
            return f"'{parameter}' names nothing that is sent"
        first_sender = index == 0 and parameter.name == "sender" and parameter.kind is kinds.POSITIONAL_OR_KEYWORD
        if not first_sender and parameter.kind is not kinds.KEYWORD_ONLY:
            return f"parameter '{parameter.name}' is not keyword-only, but Django sends keywords"
    return None
