"""Every parameter of every public callable has a use that all checkers reject.

Reasons name what they are about, as in ``# E: Signal.connect(weak): a str``; a method without its class is one of
KeywordSignal in the files ``keyword_*.py`` and of Signal in the others.
"""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import typedsignals
from typedsignals._tools.checkers import Mark, marked_lines

REJECT = Path(__file__).parent / "reject"
SUBJECT = re.compile(r"(?P<callable>[A-Za-z_.]+)\((?P<parameter>\w*)\): ")

# Nothing that is given there can be wrong.
TAKES_EVERY_OBJECT = {"Sending(payload)", "Sending(sender)"}


def test_every_parameter_has_a_reject() -> None:
    """With a parameter degraded to `Any` everything accepted stays accepted; only a reject notices."""
    rejected = {subject for _, subject in _subjects()}
    assert sorted(_parameters() - rejected - TAKES_EVERY_OBJECT) == []


def test_every_reject_is_about_something_that_exists() -> None:
    """A misspelt subject would count for nothing; `connect()` stands for the call as a whole."""
    known = _parameters() | {f"{callable_}()" for callable_, _ in _callables()}
    assert [str(mark) for mark, subject in _subjects() if subject not in known] == []


def test_what_takes_every_object_is_not_rejected() -> None:
    """Whoever narrows such a parameter takes its name off the list."""
    rejected = {subject for _, subject in _subjects()}
    assert _parameters() >= TAKES_EVERY_OBJECT
    assert rejected & TAKES_EVERY_OBJECT == set()


def test_there_are_many_rejects() -> None:
    """Of either kind of signal."""
    subjects = [subject for _, subject in _subjects()]
    assert len([subject for subject in subjects if subject.startswith("Signal")]) >= 60
    assert len([subject for subject in subjects if subject.startswith("KeywordSignal")]) >= 60


def _subjects() -> Iterator[tuple[Mark, str]]:
    """Yield the marks that name what they are about, and what that is, in full."""
    for path in sorted(REJECT.glob("*.py")):
        signal = "KeywordSignal" if path.name.startswith("keyword_") else "Signal"
        for mark in marked_lines(path):
            if found := SUBJECT.match(mark.reason):
                name, parameter = found.groups()
                outermost = name.partition(".")[0]
                full = name if outermost in typedsignals.__all__ else f"{signal}.{name}"
                yield mark, f"{full}({parameter})"


def _parameters() -> set[str]:
    return {f"{name}({parameter})" for name, signature in _callables() for parameter in signature.parameters}


def _callables() -> Iterator[tuple[str, inspect.Signature]]:
    """Yield every public callable: functions, classes and their methods. Exceptions take what all exceptions take."""
    for name in typedsignals.__all__:
        public = getattr(typedsignals, name)
        if not inspect.isclass(public):
            yield name, inspect.signature(public)
        elif getattr(public, "_is_protocol", False):
            yield f"{name}.__call__", _without_self(public.__call__)
        elif not issubclass(public, BaseException):
            yield name, inspect.signature(public)
            for key, method in inspect.getmembers(public, inspect.isroutine):
                if not key.startswith("_"):
                    yield f"{name}.{key}", _without_self(method)


def _without_self(method: object) -> inspect.Signature:
    assert callable(method)
    signature = inspect.signature(method)
    return signature.replace(parameters=list(signature.parameters.values())[1:])
