"""Threads that take turns as we say: one is held up at each point in turn, and so is another, while a third does something.

One of two connections of a receiver stands at every moment: whoever looks must find it, whatever turns they take.
"""

import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from tests.effort import some
from tests.storms.support import Sender, receiver
from tests.storms.test_every_point import APART, CORE
from typedsignals import Signal, keyword_signal
from typedsignals._core.registry import _LOCK

PATIENCE = 60  # seconds, for what takes a moment


class Turn:
    """A thread that does some work, and stops once at a point of the core's code until it may go on."""

    def __init__(self, work: Callable[[], object], stop: int) -> None:
        self.work, self.stop = work, stop
        self.passed = 0
        self.result: object = None
        self.may_go_on, self.has_stopped = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self.run)
        self.thread.start()
        assert self.has_stopped.wait(PATIENCE)

    def run(self) -> None:
        sys.setprofile(self.told)
        try:
            self.result = self.work()
        finally:
            sys.setprofile(None)
            self.has_stopped.set()

    def told(self, frame: FrameType, event: str, argument: object) -> None:
        path = frame.f_code.co_filename
        if event == "c_call" or not path.startswith(CORE) or path in APART or _LOCK._is_owned():
            return
        self.passed += 1
        if self.passed - 1 == self.stop:
            self.has_stopped.set()
            assert self.may_go_on.wait(PATIENCE)

    def finish(self) -> object:
        self.may_go_on.set()
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()
        return self.result


def points(work: Callable[[], object]) -> range:
    """Return the points at which the work can be stopped."""
    turn = Turn(work, -1)
    turn.finish()
    return range(turn.passed)


class Place:
    """A signal, a sender of its own, and a receiver that moves between all senders and this one."""

    def __init__(self, *, keyword: bool = False) -> None:
        if keyword:

            @keyword_signal
            def numbered(sender: object, *, number: int) -> None: ...

            self.signal: Any = numbered
        else:
            self.signal = Signal[object, int]("numbered")
        self.keyword = keyword
        self.sender, self.hear, self.other = Sender(), receiver(), Sender()

    def send(self, sender: object, way: str = "send") -> bool:
        """Return whether the receiver was called."""
        method = getattr(self.signal, way)
        results = method(sender, number=1) if self.keyword else method(sender, 1)
        return self.hear in [called for called, _ in results]


def from_all(place: Place) -> None:
    place.signal.connect(place.hear, sender=place.sender)
    place.signal.disconnect(place.hear)


def to_all(place: Place) -> None:
    place.signal.connect(place.hear)
    place.signal.disconnect(place.hear, sender=place.sender)


MOVES: dict[str, tuple[Callable[[Place], object], Callable[[Place], object]]] = {
    "from all": (lambda place: place.signal.connect(place.hear), from_all),
    "to all": (lambda place: place.signal.connect(place.hear, sender=place.sender), to_all),
}
LOOKS: dict[str, Callable[[Place], object]] = {
    "send": lambda place: place.send(place.sender),
    "send_robust": lambda place: place.send(place.sender, "send_robust"),
    "has_listeners": lambda place: place.signal.has_listeners(place.sender),
}
# What a third does meanwhile, in one go.
MEANWHILE: dict[str, Callable[[Place], object]] = {
    "a stranger sends": lambda place: place.send(place.other),
    "the sender sends": lambda place: place.send(place.sender),
}


CASES = [*((look, False) for look in LOOKS), ("send", True)]


@pytest.mark.parametrize(("look", "keyword"), CASES)
@pytest.mark.parametrize("move", MOVES)
def test_who_moves_is_found_whatever_turns_are_taken(move: str, look: str, keyword: bool) -> None:
    begin, go = MOVES[move]
    for third in MEANWHILE.values():
        for looks_first in (False, True):

            def fresh() -> Place:
                place = Place(keyword=keyword)
                begin(place)
                return place

            one, two = fresh(), fresh()
            for stop in some(points(lambda: go(one))):  # noqa: B023
                for look_stop in some(points(lambda: LOOKS[look](two))):  # noqa: B023
                    place = fresh()
                    looking = Turn(lambda: LOOKS[look](place), look_stop) if looks_first else None  # noqa: B023
                    moving = Turn(lambda: go(place), stop)  # noqa: B023
                    third(place)
                    looking = looking or Turn(lambda: LOOKS[look](place), look_stop)  # noqa: B023
                    moving.finish()
                    assert looking.finish() is True, f"at {stop} and {look_stop}"
