"""The pytest plugin: fixtures, a marker, and options for every test, over ``typedsignals.testing``.

Rules of this file:
- It is imported wherever it is installed: nothing but pytest and the signals themselves is imported before it is used.
- What a fixture or a marker does holds everywhere: for the loop of an async test, and for the thread of a live server.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from typedsignals.testing import HandedOver, Muter, Recorder

OPTIONS = {
    "isolate": "undo after each test what it connected and disconnected",
    "leaks": "fail a test that leaves a connection behind, and undo it",
    "checked": "compare what each test sends with the types that its signal declares; needs typedsignals[check]",
    "summary": "list the signals that no test sent, and those that called no receiver",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Give each option a name on the command line and one in the configuration file."""
    group = parser.getgroup("typedsignals", "signals")
    for name, what in OPTIONS.items():
        group.addoption(f"--signals-{name}", action="store_true", default=False, help=what)
        parser.addini(f"signals_{name}", what, type="bool", default=False)


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known; and where an option asks for it, let signals be looked after in every test."""
    config.addinivalue_line(
        "markers",
        "mute_signals(*signals, receiver=None, sender=None): no receiver of these signals is called while the test and its fixtures "
        "run, in any thread; see typedsignals.testing.muted",
    )
    wanted = {name for name in OPTIONS if config.getoption(f"signals_{name}") or config.getini(f"signals_{name}")}
    if wanted:
        from typedsignals.testing._every_test import EveryTest

        config.pluginmanager.register(EveryTest(wanted), "typedsignals-every-test")


@pytest.fixture
def record_signals() -> Iterator[Recorder]:
    """Record signals until the test is over: call it with signals, and it returns an open recording.

    Yields:
        A function that is called as ``typedsignals.testing.record``. Its recordings are open already.
    """
    from typedsignals.testing._record import OpenRecorder

    with ExitStack() as stack:
        yield OpenRecorder(stack)


@pytest.fixture
def mute_signals() -> Iterator[Muter]:
    """Mute signals until the test is over, in every thread: call it with the arguments of ``muted``.

    Yields:
        A function that is called as ``typedsignals.testing.muted``. It mutes at once, in every thread.
    """
    from typedsignals.testing import Muter

    with ExitStack() as stack:
        yield Muter(stack)


@pytest.fixture
def handed_over() -> Iterator[HandedOver]:
    """Catch what receivers hand over to other processes until the test is over.

    Yields:
        The same as ``typedsignals.testing.handed_over`` gives. It needs the extra ``typedsignals[handover]``.
    """
    from typedsignals.testing import handed_over

    with handed_over() as handed:
        yield handed


_MUTES = pytest.StashKey[ExitStack]()


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, Any, Any]:
    """Mute what the markers name, before any fixture of the test is set up."""
    marks = list(item.iter_markers("mute_signals"))
    if marks:
        from typedsignals.testing import Muter

        item.stash[_MUTES] = ExitStack()
        mute = Muter(item.stash[_MUTES])
        for mark in marks:
            mute(*mark.args, **mark.kwargs)
    return (yield)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, Any, Any]:
    """End that, after the last fixture is torn down."""
    try:
        return (yield)
    finally:
        item.stash.get(_MUTES, ExitStack()).close()
