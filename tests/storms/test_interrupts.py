"""A handler of the operating system's signals, in the middle of whatever the main thread does with a signal.

What was under way took effect, or did not; nothing is half done, no lock is taken, and another thread can go on.
"""

import gc
import inspect
import signal as alarms
import sys
import threading
import warnings
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import pytest

from tests.effort import some, times
from tests.storms.support import Sender, receiver, switching_often
from tests.storms.test_every_point import CORE, STEPS, WORLDS, Step, World, kill_mail, kill_y, mute
from typedsignals import LostReceiverWarning, Signal
from typedsignals._core.registry import _LOCK

PATIENCE = 20  # seconds, for what takes a moment

OTHER: Signal[object, int] = Signal("other")


class HandlerError(BaseException):
    """What a handler raises, as that of Ctrl-C does; no robust send goes on after it."""


def others_can_connect() -> bool:
    """Whether another thread can connect to another signal: all of them share one lock."""
    hear = receiver()
    ended: list[bool] = []

    def use() -> None:
        OTHER.connect(hear)
        ended.append(OTHER.disconnect(hear))

    thread = threading.Thread(target=use, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    if thread.is_alive():  # let the other tests and the end of this process have it
        while _LOCK._is_owned():
            _LOCK.release()
        return False
    return ended == [True]


# --- at every point, in turn


class Raising:
    """Raises once, where the interpreter would run a handler: as a function begins, or after one written in C.

    Without a point never: it counts them.
    """

    def __init__(self, point: int | None) -> None:
        self.point = point
        self.passed = 0

    def told(self, frame: FrameType, event: str, argument: object) -> None:
        if event not in {"call", "c_return"} or not frame.f_code.co_filename.startswith(CORE):
            return
        if (
            event == "call" and frame.f_code.co_flags & inspect.CO_GENERATOR
        ):  # it may be its end, which is no such place
            return
        self.passed += 1
        if self.passed - 1 == self.point:
            raise HandlerError

    def interrupt(self, work: Callable[[], object]) -> int:
        """Do the work as far as it comes, and return how many points it passed."""
        gc.disable()  # the end of a world of before is no point of this one
        sys.setprofile(self.told)
        with suppress(HandlerError):
            work()
        sys.setprofile(None)
        gc.enable()
        return self.passed


def connected(world: World) -> None:
    with world.signal.connected(world.plain["new"], sender=world.senders["x"]):
        pass


def intercepted(world: World) -> None:
    with world.signal.intercepted(mute):
        pass


def bury(world: World) -> object:
    kill_mail(world)
    kill_y(world)
    return world.signal.has_listeners(world.senders["x"])


ACTS: dict[str, Step] = {**STEPS, "connected": connected, "intercepted": intercepted, "bury": bury}
CASES = [
    (world, act)
    for world in WORLDS
    for act in ACTS
    if act != "asend" and (world != "async" or "send" not in act)  # there asyncio's own rules hold
]


def outcomes(make: Callable[[], World], act: str) -> Iterator[object]:
    """Yield what may be seen afterwards: nothing was done, all was done, or a ``with`` was entered and not left."""
    worlds = [make() for _ in range(3)]
    ACTS[act](worlds[0])
    if act == "connected":
        worlds[1].signal.connect(worlds[1].plain["new"], sender=worlds[1].senders["x"])
    for world in worlds[:2] if act != "bury" else worlds[:1]:
        yield world.state()
    if act == "intercepted":
        with worlds[2].signal.intercepted(mute):
            yield worlds[2].state()


@pytest.mark.parametrize(("world", "act"), CASES)
def test_an_interrupt_at_any_point_leaves_the_signal_whole(world: str, act: str) -> None:
    make = WORLDS[world]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LostReceiverWarning)
        allowed = list(outcomes(make, act))
        whole = make()
        points = range(Raising(None).interrupt(lambda: ACTS[act](whole)))
        for point in some(points):
            here = make()
            assert Raising(point).interrupt(lambda: ACTS[act](here)) > point  # noqa: B023
            assert others_can_connect(), f"at point {point} the lock was left taken"
            assert here.state() in allowed, f"at point {point}"
    assert len(points) > 3


# --- at some points, whichever they are


ACT: list[Callable[[], object]] = []  # what the handler does, unless it is doing it


def handle(number: int, frame: FrameType | None) -> None:
    if ACT:
        act = ACT.pop()
        try:
            act()
        finally:
            ACT.append(act)


@pytest.fixture(scope="module")
def _handling() -> Iterator[None]:
    """Keep the handler until the last alarm has come, wherever that is on its way."""
    before = alarms.signal(alarms.SIGALRM, handle)
    yield
    alarms.signal(alarms.SIGALRM, before)


@contextmanager
def interrupted(act: Callable[[], object]) -> Generator[None, None, None]:
    """Do it every fraction of a millisecond, in this thread."""
    ACT.append(act)
    alarms.setitimer(alarms.ITIMER_REAL, 0.0001, 0.0001)
    try:
        yield
    finally:
        alarms.setitimer(alarms.ITIMER_REAL, 0)
        ACT.clear()


with_timers = pytest.mark.skipif(not hasattr(alarms, "setitimer"), reason="there are no timers here")


@with_timers
@pytest.mark.usefixtures("_handling")
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


class Timer:
    """Raises once each time that it is armed, a fraction of a millisecond later."""

    def __init__(self) -> None:
        self.armed = False
        self.raised = 0

    def act(self) -> None:
        if self.armed:
            self.armed = False
            raise HandlerError

    def interrupt(self, work: Callable[[], object]) -> None:
        """Do the work again and again until that happens."""
        try:
            self.go_on(work)  # a call: where a loop starts anew, no ``try`` around it may be in force
        except HandlerError:
            self.raised += 1

    def go_on(self, work: Callable[[], object]) -> None:
        self.armed = True
        while self.armed:
            work()


@with_timers
@pytest.mark.usefixtures("_handling")
def test_handlers_that_raise_leave_the_signal_whole() -> None:
    """What was under way took effect, or did not; the next call finds nothing half done, and so does another thread."""
    signal: Signal[object, int] = Signal()
    stable, mine, shared, timer = receiver(), receiver(), Sender(), Timer()
    signal.connect(stable)

    def use() -> None:
        signal.connect(mine, sender=shared, dispatch_uid="uid")
        signal.send(shared, 1)
        assert signal.has_listeners(shared)
        assert len(signal.connections) == 2
        signal.disconnect(mine, sender=shared)

    with interrupted(timer.act):
        while timer.raised < times(300):
            timer.interrupt(use)
            assert others_can_connect()
            standing = [each.receiver for each in signal.connections]
            assert standing in ([stable], [stable, mine])
            assert signal.has_listeners(shared)
            assert [called for called, _ in signal.send(shared, 1)] == standing
            assert signal.disconnect(dispatch_uid="uid", sender=shared) is (standing == [stable, mine])
    assert signal._registry._groups == {}


@with_timers
@pytest.mark.usefixtures("_handling")
def test_handlers_that_raise_while_others_use_the_same_lock() -> None:
    """So that the lock is waited for: an interrupt of the waiting leaves it to those who have it."""
    signal: Signal[object, int] = Signal()
    mine, timer, done = receiver(), Timer(), threading.Event()
    truths: list[bool] = []

    def compete() -> None:
        theirs = receiver()
        while not done.is_set():
            signal.connect(theirs)
            truths.append(signal.disconnect(theirs))

    def use() -> None:
        signal.connect(mine)
        signal.disconnect(mine)

    threads = [threading.Thread(target=compete) for _ in range(2)]
    with switching_often():
        for thread in threads:
            thread.start()
        with interrupted(timer.act):
            while timer.raised < times(50):
                timer.interrupt(use)
        done.set()
        for thread in threads:
            thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    assert all(truths)
    assert {each.receiver for each in signal.connections} <= {mine}
