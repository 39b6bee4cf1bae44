"""Signals that warn plugins of what will go: whoever connects, at the line that does."""

import inspect
import traceback
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from typedsignals import KeywordSignal, Signal

SenderT = TypeVar("SenderT")
PayloadT = TypeVar("PayloadT")
ParamsP = ParamSpec("ParamsP")
ResultT = TypeVar("ResultT")


@dataclass(frozen=True)
class Deprecated:
    """Marks a keyword, as ``Annotated[str, Deprecated("use ...")]``."""

    instead: str


class DeprecatingSignal(Signal[SenderT, PayloadT, None]):
    """A signal that is deprecated: it warns whoever connects. Its sends do not warn, since this library goes on sending it."""

    def __init__(self, name: str, *, instead: str) -> None:
        super().__init__(name)
        self._instead = instead

    def before_connect(self, receiver: Callable[..., object]) -> None:
        """Warn."""
        super().before_connect(receiver)
        _warn(f"{self.name} is deprecated: {self._instead}")


class DeprecatingKeywordSignal(KeywordSignal[SenderT, ParamsP, ResultT]):
    """The same for keywords: the declaration is ``@deprecated("...", category=None)``, or some of its keywords are.

    Those are marked as ``Deprecated``, and who connects a receiver that takes one is warned.
    """

    def __init__(self, declaration: Callable[Concatenate[SenderT, ParamsP], ResultT], /) -> None:
        super().__init__(declaration)
        self._instead: str | None = getattr(declaration, "__deprecated__", None)
        self._instead_of = {
            name: mark.instead
            for name, keyword in inspect.signature(declaration).parameters.items()
            for mark in getattr(keyword.annotation, "__metadata__", ())
            if isinstance(mark, Deprecated)
        }

    def before_connect(self, receiver: Callable[..., object]) -> None:
        """Warn of the signal, and of each deprecated keyword that the receiver takes by its name."""
        super().before_connect(receiver)
        if self._instead is not None:
            _warn(f"{self.name} is deprecated: {self._instead}")
        for keyword, instead in self._instead_of.items():
            if keyword in _named_by(receiver):
                _warn(f"keyword '{keyword}' of {self.name} is deprecated: {instead}")


def _named_by(receiver: Callable[..., object]) -> Mapping[str, inspect.Parameter]:
    try:
        return inspect.signature(receiver).parameters
    except ValueError:  # some built-in ones say nothing of their parameters
        return {}


def _warn(message: str) -> None:
    """Warn at the line that connects."""
    frames = traceback.walk_stack(inspect.currentframe())
    packages = (frame.f_globals["__name__"].partition(".")[0] for frame, _ in frames)
    on_the_way = {"parcels", "typedsignals", "contextlib"}
    level = next(level for level, package in enumerate(packages, start=1) if package not in on_the_way)
    warnings.warn(message, DeprecationWarning, stacklevel=level)
