"""One thing happens in the middle of another: at each point where the interpreter may run something else, in turn.

What happens in between is done by this thread, as by a finalizer; another thread could do the same there. Whatever the
point, both must end as if one had been done before the other.
"""

import asyncio
import gc
import sys
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import typedsignals
from tests.effort import some
from tests.storms.support import HAS_GIL
from typedsignals import AsyncSignal, KeywordSignal, LostReceiverWarning, Sending, Signal, keyword_signal
from typedsignals._core import callables, names
from typedsignals._core.registry import _LOCK

CORE = str(Path(typedsignals.__file__).parent)
# They know of no signal: what happens in the midst of them might as well happen before.
APART = (callables.__file__, names.__file__)
RUNNER = asyncio.Runner()


class Owner:
    """Owns a receiver that is held weakly."""

    def __init__(self, name: str, heard: Callable[[str], str]) -> None:
        self.name, self.heard = name, heard

    def hear(self, sender: object, number: int) -> str:
        return self.heard(self.name)


class Sender:
    """Can be held weakly."""


class Shop:
    """A class with subclasses."""


class World:
    """A signal, three receivers and two senders, some of them connected; twins of it are told from it by nothing."""

    def __init__(
        self,
        make: Callable[[], Any] = lambda: Signal[Any, int, Any]("numbered"),
        *,
        many: bool = False,
        published: bool = True,
        families: bool = False,
    ) -> None:
        self.signal = make()
        is_async = isinstance(self.signal, AsyncSignal)
        self.keyword = isinstance(self.signal, KeywordSignal)
        self.calls: list[str] = []
        self.kept: list[object] = []
        self.senders: dict[str, object] = {"x": type("X", (Shop,), {}) if families else Sender(), "y": Sender()}
        self.owners = {name: Owner(name, self.heard) for name in ("mail", "stock")}
        self.names: dict[int, str] = {}
        self.plain = {name: self.function(name, is_async=False) for name in ("all", "new", "own", "uid", "other")}
        self.plain["late"] = self.function("late", is_async=is_async)  # called last, in either kind of signal
        for number in range(9 if many else 0):  # so that each group is a dictionary
            self.plain[f"more{number}"] = more = self.function(f"more{number}", is_async=False)
            self.signal.connect(more)
            self.signal.connect(more, sender=self.senders["x"])
        self.signal.connect(self.plain["all"])
        self.signal.connect(self.plain["late"])
        self.signal.connect(self.plain["own"], sender=self.senders["x"])
        self.signal.connect(self.plain["uid"], sender=self.senders["x"], dispatch_uid="uid")
        if families:
            self.senders["shop"] = Shop
            self.signal.connect(self.plain["other"], sender=Shop, subclasses=True)
        self.signal.connect(self.owners["mail"].hear)
        self.signal.connect(self.owners["stock"].hear, sender=self.senders["y"])
        for sender in (*self.senders.values(), None) if published else ():
            self.send_to_end(sender)

    def heard(self, name: str) -> str:
        self.calls.append(name)
        return name

    def function(self, name: str, *, is_async: bool) -> Any:
        def hear(sender: object, number: int) -> str:
            return self.heard(name)

        async def ahear(sender: object, number: int) -> str:
            return self.heard(name)

        made: Callable[..., object] = ahear if is_async else hear
        self.names[id(made)] = name
        return made

    def name(self, receiver: Any) -> str:
        owner = getattr(receiver, "__self__", None)
        return self.names[id(receiver)] if owner is None else owner.name

    def send(self, sender: object, way: str = "send") -> Any:
        method = getattr(self.signal, way)
        return method(sender, number=1) if self.keyword else method(sender, 1)

    def send_sync(self, sender: object, way: str = "send") -> list[str]:
        return [result for _, result in self.send(sender, way)]

    def send_to_end(self, sender: object) -> list[str]:
        """Send without an event loop of its own, which takes long to make."""
        if not isinstance(self.signal, AsyncSignal):
            return self.send_sync(sender)
        return [result for _, result in RUNNER.run(self.send(sender, "asend"))]

    def connections(self) -> list[tuple[object, ...]]:
        senders = {id(sender): name for name, sender in self.senders.items()}
        return [
            (self.name(each.receiver), senders.get(id(each.sender)), each.dispatch_uid, each.priority)
            for each in self.signal.connections
        ]

    def state(self) -> object:
        """Return all that can be seen from outside."""
        sends = [self.send_to_end(sender) for sender in (*self.senders.values(), None)]
        heard = [self.signal.has_listeners(sender) for sender in (*self.senders.values(), None)]
        return self.connections(), sends, heard, repr(self.signal)


Step = Callable[[World], object]

# What is interrupted, and what interrupts it. The latter may have several steps, between which the former may seem done.
STEPS: dict[str, Step] = {
    "connect for all": lambda w: bool(w.signal.connect(w.plain["new"])),
    "connect for x": lambda w: bool(w.signal.connect(w.plain["new"], sender=w.senders["x"], priority=1)),
    "connect a uid": lambda w: bool(w.signal.connect(w.plain["new"], sender=w.senders["x"], dispatch_uid="new")),
    "connect a method": lambda w: bool(w.signal.connect(w.owners["stock"].hear)),
    "connect a family": lambda w: bool(w.signal.connect(w.plain["new"], sender=Shop, subclasses=True)),
    "disconnect a family": lambda w: w.signal.disconnect(w.plain["other"], sender=Shop),
    "disconnect for all": lambda w: w.signal.disconnect(w.plain["all"]),
    "disconnect for x": lambda w: w.signal.disconnect(w.plain["own"], sender=w.senders["x"]),
    "disconnect a uid": lambda w: w.signal.disconnect(dispatch_uid="uid", sender=w.senders["x"]),
    "disconnect the last of y": lambda w: (
        w.signal.disconnect(w.owners["stock"].hear, sender=w.senders["y"]) if "stock" in w.owners else None
    ),
    "disconnect late": lambda w: w.signal.disconnect(w.plain["late"]),
    "send by x": lambda w: w.send_sync(w.senders["x"]),
    "send by y": lambda w: w.send_sync(w.senders["y"]),
    "send robustly": lambda w: w.send_sync(w.senders["y"], "send_robust"),
    "asend": lambda w: [result for _, result in asyncio.run(w.send(w.senders["x"], "asend"))],
    "connections": lambda w: w.connections(),
    "has_listeners": lambda w: w.signal.has_listeners(w.senders["y"]),
    "has_listeners of all": lambda w: w.signal.has_listeners(),
}


def kill_mail(world: World) -> object:
    return world.owners.pop("mail", None) and None


def kill_y(world: World) -> object:
    """Another object gets its place, and perhaps its id."""
    del world.senders["y"]
    world.senders["y"] = Sender()
    return None


def mute(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
    async def nothing() -> list[object]:
        return []

    return nothing() if sending.asynchronous else []


def intercept(world: World) -> object:
    context = world.signal.intercepted(mute)
    context.__enter__()
    world.kept.append(context)
    return None


def unhear(world: World) -> object:
    """Leave nobody who hears all, step by step."""
    return [world.signal.disconnect(world.plain[name]) for name in ("all", "late")]


INTERRUPTIONS: dict[str, tuple[Step, ...]] = {
    "a new one for a lost one": (STEPS["connect for all"], STEPS["disconnect the last of y"]),
    "from all to x": (STEPS["connect for x"], STEPS["disconnect for all"], kill_mail, STEPS["disconnect late"]),
    "from x to all": (STEPS["connect for all"], STEPS["disconnect for x"], STEPS["disconnect a uid"]),
    "from x to a family": (STEPS["connect a family"], STEPS["disconnect for x"], STEPS["disconnect a uid"]),
    "the owner dies": (kill_mail,),
    "the sender dies": (kill_y,),
    "an interceptor comes": (intercept,),
    "the same": (),
    "a send": (STEPS["send by x"],),
    "one less": (STEPS["disconnect late"],),
    "all but late": (STEPS["disconnect for all"], STEPS["connect a uid"], STEPS["connect a method"]),
}


def keyworded() -> Any:
    @keyword_signal
    def numbered(sender: object, *, number: int) -> Any: ...

    return numbered


WORLDS: dict[str, Callable[[], World]] = {
    "few": World,
    "unpublished": lambda: World(published=False),
    "many": lambda: World(many=True),
    "keywords": lambda: World(keyworded),
    "families": lambda: World(families=True),
    "async": lambda: World(lambda: AsyncSignal[Any, int, Any]("numbered")),
}
CASES = [(world, work) for world in WORLDS for work in STEPS if work != "asend" or world == "async"]


class Interruption:
    """Does something once, at a given point of the core's code; without one never, and notes where the points are."""

    def __init__(self, point: int | None, act: Callable[[], object]) -> None:
        self.point, self.act = point, act
        self.places: list[object] = []  # of the points passed

    @property
    def reached(self) -> bool:
        return self.point is not None and len(self.places) > self.point

    def interrupt(self, work: Callable[[], object]) -> object:
        before = sys.getprofile()
        gc.disable()  # the end of a world of before is no point of this one
        sys.setprofile(self.told)
        try:
            return work()
        finally:
            sys.setprofile(before)
            gc.enable()

    def told(self, frame: FrameType, event: str, argument: object) -> None:
        """Hear of the begin and the end of every function, and of the end of every one written in C."""
        path = frame.f_code.co_filename
        if event == "c_call" or not path.startswith(CORE) or path in APART:
            return
        waiting = not self.reached
        if waiting and not _LOCK._is_owned():
            self.places.append((frame.f_code, frame.f_lasti, event))
            if self.reached:
                self.act()


def points_of(make: Callable[[], World], work: Step) -> list[int]:
    """Number the points that the work passes; of a place that it passes again and again the first two and the last."""
    world = make()
    watching = Interruption(None, lambda: None)
    watching.interrupt(lambda: work(world))
    passed: dict[object, list[int]] = {}
    for number, place in enumerate(watching.places):
        passed.setdefault(place, []).append(number)
    return sorted({number for numbers in passed.values() for number in (*numbers[:2], numbers[-1])})


def sequences(make: Callable[[], World], work: Step, steps: tuple[Step, ...]) -> Iterator[tuple[Any, ...]]:
    """Do the work before, between or after the steps, and yield what can be seen then."""
    for position in range(len(steps) + 1):
        world = make()
        seen = [step(world) for step in steps[:position]]
        done = work(world)
        seen += [step(world) for step in steps[position:]]
        yield done, seen, world.state()


@pytest.mark.parametrize(("world", "work"), CASES)
def test_whatever_comes_between(world: str, work: str) -> None:
    points = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LostReceiverWarning)
        for name, steps in INTERRUPTIONS.items():
            steps = steps or (STEPS[work],)  # noqa: PLW2901
            nested = "send" in name or ("send" in work and name == "the same")
            if not nested or world != "async":  # inside a running loop that is refused
                points += interrupt_at_every_point(WORLDS[world], STEPS[work], steps)
    assert points > 50


def interrupt_at_every_point(make: Callable[[], World], work: Step, steps: tuple[Step, ...]) -> int:
    """Return at how many points."""
    allowed = list(sequences(make, work, steps))
    if kill_mail in steps:  # who dies during a send is skipped or called
        allowed += [(without_mail(done), *rest) for done, *rest in allowed]
    points = points_of(make, work)
    for point in some(points):
        here = make()
        seen: list[object] = []
        interruption = Interruption(point, lambda: seen.extend([step(here) for step in steps]))  # noqa: B023
        done = interruption.interrupt(lambda: work(here))  # noqa: B023
        assert interruption.reached
        assert (done, seen, here.state()) in allowed, f"at point {point}: {interruption.places[point]}"
    return len(points)


def without_mail(done: Any) -> object:
    return [each for each in done if "mail" not in (each, each[0])] if isinstance(done, list) else done


def reborn(dead: int) -> Sender | None:
    """Make a sender whose id is that of a dead one, if the interpreter lets us."""
    made = [Sender() for _ in range(20)]
    return next((each for each in made if id(each) == dead), None)


def with_dying() -> tuple[World, list[int]]:
    """Give a world where nobody hears all, and the ids of three senders that are dead and not buried yet."""
    world = World()
    for name in ("all", "late"):
        world.signal.disconnect(world.plain[name])
    del world.owners["mail"]
    doomed = [Sender() for _ in range(3)]
    for at in range(3):
        world.signal.connect(world.plain["own"], sender=doomed[at])
        world.signal.connect(world.plain["new"], sender=doomed[at], dispatch_uid="uid")
        world.send_sync(doomed[at])
    return world, [id(sender) for sender in doomed]


def meet(world: World, dead: list[int]) -> int:
    """Be a sender with the id of each of them that can be had again; return how many can."""
    senders = [sender for sender in map(reborn, dead) if sender is not None]
    for sender in senders:
        assert not world.signal.has_listeners(sender)
        assert not world.signal.disconnect(world.plain["own"], sender=sender)
        assert world.signal.send(sender, 1) == []
        world.signal.connect(world.plain["all"], sender=sender, dispatch_uid="uid")
        assert world.send_sync(sender) == ["all"]
    return len(senders)


@pytest.mark.parametrize("work", ["connect for x", "disconnect for x", "send by x", "connections", "has_listeners"])
def test_the_id_of_the_dead_finds_nobody_while_they_are_buried(work: str) -> None:
    """From the moment that they die, however much of that is put into effect."""
    met: list[int] = []
    expected = {"connect for x": 4, "disconnect for x": 2}.get(work, 3)
    for point in count():
        here, dead = with_dying()
        interruption = Interruption(point, lambda: met.append(meet(here, dead)))  # noqa: B023
        interruption.interrupt(lambda: STEPS[work](here))  # noqa: B023
        if not interruption.reached:
            break
        assert len(here.signal.connections) == expected
    assert sum(met) > 5 or not HAS_GIL  # as many as the interpreter lets us
