"""Every parameter of every public callable has a use that all checkers reject.

Reasons name what they are about, as in ``# E: Signal.connect(weak): a str``. A method without its class is one of what
the file is named after: Connectable in ``connectable.py``, AsyncKeywordSignal in ``async_keyword_sends.py``, and so on.
"""

import inspect
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import typedsignals
from typedsignals._tools.checkers import Mark, marked_lines

REJECT = Path(__file__).parent / "reject"
SUBJECT = re.compile(r"(?P<callable>[A-Za-z_.]+)\((?P<parameter>\w*)\): ")

# Nothing that is given there can be wrong.
TAKES_EVERY_OBJECT = {"Sending(payload)", "Sending(sender)"}

# What a signal is seen as. To make one is refused when it is run: known_gaps/walls.py.
VIEWS = {"Connectable", "KeywordConnectable"}
SIGNALS = {"Signal", "AsyncSignal", "KeywordSignal", "AsyncKeywordSignal"}


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
    """Of every kind of signal, and of what it is seen as."""
    counts = Counter(subject.partition(".")[0] for _, subject in _subjects())
    assert {name for name in SIGNALS if counts[name] < 60} == set()
    assert {name for name in VIEWS if counts[name] < 20} == set()


@pytest.mark.parametrize("name", sorted(VIEWS | {"Signal", "KeywordSignal"}))
def test_what_a_class_does_not_have_is_rejected(name: str) -> None:
    """A view is not sent, and what awaits nothing has no asend: there is a line for each of these methods."""
    public = getattr(typedsignals, name)
    missing = {method for method in ("send", "send_robust", "asend", "asend_robust") if not hasattr(public, method)}
    files = [path for path in REJECT.glob("*.py") if _class_of(path) == name]
    marked = "".join(
        path.read_text(encoding="utf-8").splitlines()[mark.line - 1] for path in files for mark in marked_lines(path)
    )
    assert {method for method in missing if f".{method}(" not in marked} == set()


def _subjects() -> Iterator[tuple[Mark, str]]:
    """Yield the marks that name what they are about, and what that is, in full."""
    for path in sorted(REJECT.glob("*.py")):
        for mark in marked_lines(path):
            if found := SUBJECT.match(mark.reason):
                name, parameter = found.groups()
                outermost = name.partition(".")[0]
                full = name if outermost in typedsignals.__all__ else f"{_class_of(path)}.{name}"
                yield mark, f"{full}({parameter})"


def _class_of(path: Path) -> str:
    kind = "Async" * path.name.startswith("async_") + "Keyword" * ("keyword_" in path.name)
    return kind + ("Connectable" if "connectable" in path.name else "Signal")


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
            if name not in VIEWS:
                yield name, inspect.signature(public)
            for key, method in inspect.getmembers(public, inspect.isroutine):
                if not key.startswith("_"):
                    yield f"{name}.{key}", _without_self(method)


def _without_self(method: object) -> inspect.Signature:
    assert callable(method)
    signature = inspect.signature(method)
    return signature.replace(parameters=list(signature.parameters.values())[1:])
