"""Declares a project's own Django signal by a signature.

Rules of this file:
- What comes out is a plain `django.dispatch.Signal`: whoever looks into signals sees what it always saw.
- The signature is for the type checker; at run time it is read once, to refuse what no sender could ever send, and kept
  for tests that check what is sent.
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

_DECLARATIONS: WeakKeyDictionary[Signal, Callable[..., object]] = WeakKeyDictionary()


def django_signal(declaration: Callable[P, object], /) -> DeclaredSignal[P]:
    """Declare a Django signal by a function whose parameters are what is sent, the sender among them.

    ```python
    @django_signal
    def order_completed(sender: type[OrderService], *, order_id: int, status: str) -> None:
        '''Sent once an order is finalised.'''
    ```

    The result is a plain ``django.dispatch.Signal``: every ``send``, ``connect`` and ``@receiver`` stays as it is, and
    type checkers check it. The body of the function never runs.

    Args:
        declaration: The function. Write ``sender`` as its first parameter if it is sent by position or by keyword, and
            ``*, sender`` if always by keyword: then a receiver may leave it to its ``**kwargs``. All other parameters
            are keyword-only.

    Returns:
        The signal, with the docstring of the function.

    Raises:
        DeclarationError: If Django cannot send these parameters: there is no ``sender``, one is named ``signal``, one
            after the sender is not keyword-only, or there are ``*args`` or ``**kwargs``. (A ``TypeError``.)
    """
    _refuse_unsendable(declaration)
    signal = Signal()
    signal.__doc__ = declaration.__doc__
    _DECLARATIONS[signal] = declaration
    return cast("DeclaredSignal[P]", signal)  # to the checker it is what was declared


def declared_name(signal: object) -> str | None:
    """Return the name that a signal was declared under, or None where it was not declared."""
    declaration = declaration_of(signal)
    return None if declaration is None else _name(declaration)


def declaration_of(signal: object) -> Callable[..., object] | None:
    """Return the function that declared a signal, or None where it was not declared."""
    return _DECLARATIONS.get(signal) if isinstance(signal, Signal) else None


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
