"""``checked``: what is sent, held against what the signal declares, before any receiver runs.

Rules of this file:
- A signal whose types cannot be known is reported as unchecked, and so is a part of what it sends; neither ever counts as
  one that was right.
- Values are compared with types by typeguard, imported when a scope is entered and not before.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from typedsignals import Sending, SignalError, SignalWarning, UsageError
from typedsignals.testing._compare import Comparison, Fields, Fits, shown
from typedsignals.testing._declared import Declared, UnknownTypesError, declared
from typedsignals.testing._scope import Entering, Scope
from typedsignals.testing._signals import AnySignal, every_signal, intercepted, is_ours, refuse_others, title


class ContractError(SignalError, TypeError):
    """Something was sent that is not of the declared type: raised by ``checked()``, before any receiver is called."""


class UncheckedWarning(SignalWarning):
    """``checked()`` could not compare what was sent, because the declared types cannot be known at run time."""


@dataclass(slots=True)
class Checks:
    """What ``checked()`` found.

    Attributes:
        faults: The ``ContractError`` and ``KeywordError`` exceptions that were raised, in order.
        unchecked: The signals that could not be checked, or not in full, by name, each with the reason.
    """

    faults: list[SignalError] = field(default_factory=list)
    unchecked: dict[str, str] = field(default_factory=dict)


def checked(*signals: AnySignal) -> Scope[Checks]:
    """Compare each send with the types that its signal declares; raise a ``ContractError`` where they differ.

    The sender is compared; the payload, with the fields of dataclasses, named tuples and typed dictionaries in it; and
    the keywords, names and values. A wrong send raises to its caller, before any receiver is called. If the caller
    catches the exception, it is raised again on leaving. It works for every thread. Signals that Django defines declare
    no types: they are only listed in ``unchecked``.

    ``with checked() as checks:``, or as a decorator.

    Args:
        *signals: The signals to check. Without any: every signal of the process that exists on entering.

    Returns:
        A context manager and decorator; ``as`` gives the ``Checks``.

    Raises:
        UsageError: If an argument is no signal; on entering, if typeguard is not installed (the extra
            ``typedsignals[check]``).
        ContractError: At the send, if the sender, the payload or a keyword is not of the declared type. (A
            ``TypeError``.)
        KeywordError: At the send, if a keyword is missing or is not declared. (A ``TypeError``.)

    Warns:
        UncheckedWarning: At the send, if a type cannot be known, once for each reason.
    """
    refuse_others("check", signals)
    return Scope(partial(_checking, signals))


@contextmanager
def _checking(named: Sequence[AnySignal], entering: Entering) -> Generator[Checks, None, None]:
    del entering  # it holds for every thread
    checker = _Checker(_import_typeguard())
    with ExitStack() as stack:
        for signal in named or every_signal():
            stack.enter_context(intercepted(signal, checker))
        yield checker.checks
        if checker.checks.faults:
            raise checker.checks.faults[0]


class _Checker:
    """Checks each send that it intercepts."""

    def __init__(self, fits: Fits) -> None:
        self.checks = Checks()
        self._fits = fits
        self._declared: dict[AnySignal, Declared] = {}  # asking a signal for its types may take it a while
        self._fields: Fields = {}
        self._unchecked: dict[AnySignal, tuple[str, str, list[str]]] = {}  # its title, what is listed, and why
        self._namesakes: Counter[str] = Counter()

    def __call__(self, sending: Sending, proceed: Callable[[Sending], Any], /) -> Any:
        __tracebackhide__ = True  # pytest shows the line that sends
        signal: Any = sending.signal
        try:
            if signal not in self._declared:
                self._declared[signal] = declared(signal, sending.sender)
            unknown = self._check(sending, self._declared[signal])
        except UnknownTypesError as error:
            unknown = [str(error)]
        except SignalError as fault:
            self.checks.faults.append(fault)
            raise
        if unknown:
            self._report_unchecked(signal, unknown)
        return proceed(sending)

    def _check(self, sending: Sending, types: Declared) -> list[str]:
        """Return why parts of it could not be checked."""
        __tracebackhide__ = True
        if types.check_keywords is not None:
            types.check_keywords(sending.keywords)
        comparison = Comparison(self._fits, self._fields)
        wrong = next(comparison.wrong(sending, types), None)
        if wrong is not None:
            signal: Any = sending.signal
            raise ContractError(f"cannot send {title(signal)}: {wrong}; send what is declared, or declare what is sent")
        return comparison.unknown

    def _report_unchecked(self, signal: AnySignal, reasons: list[str]) -> None:
        """Warn of each reason once, and list them."""
        if signal not in self._unchecked:
            name = title(signal)  # which may take it a while
            self._namesakes[name] += 1
            another = "" if self._namesakes[name] == 1 else f" ({self._namesakes[name]})"  # not to be passed in silence
            self._unchecked[signal] = name, name + another, []
        name, listed, told = self._unchecked[signal]
        news = [each for each in dict.fromkeys(reasons) if each not in told]
        told += news
        self.checks.unchecked[listed] = "; ".join(told)
        if news and is_ours(signal):
            path, line = _place_of_send()
            warnings.warn_explicit(f"{name} was sent unchecked: {'; '.join(news)}", UncheckedWarning, path, line)


_HERE = f"{Path(__file__).parents[1]}{os.sep}"


def _place_of_send() -> tuple[str, int]:
    """Return file and line of the innermost code outside this package."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_HERE):
        frame = frame.f_back
    return frame.f_code.co_filename, frame.f_lineno


def _import_typeguard() -> Fits:
    try:
        from typeguard import CollectionCheckStrategy, ForwardRefPolicy, TypeCheckError, check_type
    except ModuleNotFoundError as error:
        if error.name != "typeguard":
            raise
        raise UsageError("checked() needs typeguard, which is not installed: install typedsignals[check]") from None

    def fits(value: object, wanted: object) -> bool:
        try:
            check_type(
                value,
                wanted,
                forward_ref_policy=ForwardRefPolicy.ERROR,
                collection_check_strategy=CollectionCheckStrategy.ALL_ITEMS,
            )
        except TypeCheckError:
            return False
        except Exception as error:
            reason = str(error) if isinstance(error, NameError) else type(error).__name__
            raise UnknownTypesError(f"{shown(wanted)} cannot be checked ({reason})") from None
        return True

    return fits
