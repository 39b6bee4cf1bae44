"""A handler of the operating system's signals, in the middle of whatever the main thread does with a signal."""

import signal as alarms
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType

import pytest

from tests.effort import times
from tests.storms.support import Sender, receiver
from typedsignals import Signal

pytestmark = pytest.mark.skipif(not hasattr(alarms, "setitimer"), reason="there are no timers here")


@contextmanager
def interrupted(act: Callable[[], object]) -> Generator[None, None, None]:
    """Do it every fraction of a millisecond, in this thread."""
    busy = False

    def handle(number: int, frame: FrameType | None) -> None:
        nonlocal busy
        if not busy:
            busy = True
            try:
                act()
            finally:
                busy = False

    before = alarms.signal(alarms.SIGALRM, handle)
    alarms.setitimer(alarms.ITIMER_REAL, 0.0001, 0.0001)
    try:
        yield
    finally:
        alarms.setitimer(alarms.ITIMER_REAL, 0)
        alarms.signal(alarms.SIGALRM, before)


def test_handlers_connect_and_disconnect() -> None:
    signal: Signal[object, int] = Signal()
    stable, shared = receiver(), Sender()
    signal.connect(stable)
    left: list[Callable[[object, int], None]] = []
    ended = 0

    def act() -> None:
        nonlocal ended
        hear = receiver()
        signal.connect(hear, sender=shared)
        assert hear in [called for called, _ in signal.send(shared, 1)]
        left.append(hear)
        if len(left) > 5:
            assert signal.disconnect(left.pop(0), sender=shared)
            ended += 1

    with interrupted(act):
        number = 0
        while number < times(3000) or not ended:
            number += 1
            hear = receiver()
            signal.connect(hear, sender=shared, dispatch_uid=number)
            heard = [called for called, _ in signal.send(shared, number)]
            assert heard.count(stable) == heard.count(hear) == 1
            assert signal.disconnect(dispatch_uid=number, sender=shared)
    assert [each.receiver for each in signal.connections] == [stable, *left]


class HandlerError(Exception):
    """What a handler raises, as that of Ctrl-C does."""


def test_handlers_that_raise_leave_the_signal_whole() -> None:
    """What was under way took effect, or did not; the next call finds nothing half done and no lock taken."""
    signal: Signal[object, int] = Signal()
    stable, mine, shared = receiver(), receiver(), Sender()
    signal.connect(stable)
    armed = False
    raised = 0

    def act() -> None:
        nonlocal armed
        if armed:
            armed = False
            raise HandlerError

    with interrupted(act):
        rounds = 0
        while rounds < times(2000) or not raised:
            rounds += 1
            try:
                armed = True
                signal.connect(mine, sender=shared, dispatch_uid="uid")
                signal.send(shared, 1)
                signal.disconnect(mine, sender=shared)
                armed = False
            except HandlerError:
                raised += 1
            standing = [each.receiver for each in signal.connections]
            assert standing in ([stable], [stable, mine])
            assert signal.has_listeners(shared)
            assert [called for called, _ in signal.send(shared, 1)] == standing
            assert signal.disconnect(dispatch_uid="uid", sender=shared) is (standing == [stable, mine])
    assert signal._groups == {}
