"""One thing happens in the middle of another: at each point where the interpreter may run something else, in turn.

What happens in between is done by this thread, as by a finalizer; another thread could do the same there. Whatever the
point, both must end as if one had been done before the other.
"""

import asyncio
import sys
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import typedsignals
from typedsignals import LostReceiverWarning, Sending, Signal
from typedsignals._registry import _LOCK

LOCK: Any = _LOCK

CORE = str(Path(typedsignals.__file__).parent)


class Owner:
    """Owns a receiver that is held weakly."""

    def __init__(self, name: str, heard: Callable[[str], str]) -> None:
        self.name, self.heard = name, heard

    def hear(self, sender: object, number: int) -> str:
        return self.heard(self.name)


class Sender:
    """Can be held weakly."""


class World:
    """A signal, three receivers and two senders, some of them connected; twins of it are told from it by nothing."""

    def __init__(self, *, is_async: bool = False, many: bool = False, published: bool = True) -> None:
        self.signal: Signal[Any, int, Any] = Signal("numbered")
        self.calls: list[str] = []
        self.kept: list[object] = []
        self.senders = {"x": Sender(), "y": Sender()}
        self.owners = {name: Owner(name, self.heard) for name in ("mail", "stock")}
        self.names: dict[int, str] = {}
        self.plain = {name: self.function(name, is_async=False) for name in ("all", "new", "own", "uid", "other")}
        self.plain["async"] = self.function("async", is_async=is_async)
        for number in range(9 if many else 0):  # so that each group is a dictionary
            self.plain[f"more{number}"] = more = self.function(f"more{number}", is_async=False)
            self.signal.connect(more)
            self.signal.connect(more, sender=self.senders["x"])
        self.signal.connect(self.plain["all"])
        self.signal.connect(self.plain["async"])
        self.signal.connect(self.plain["own"], sender=self.senders["x"])
        self.signal.connect(self.plain["uid"], sender=self.senders["x"], dispatch_uid="uid")
        self.signal.connect(self.owners["mail"].hear)
        self.signal.connect(self.owners["stock"].hear, sender=self.senders["y"])
        for sender in (*self.senders.values(), None) if published else ():
            self.send_sync(sender)

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

    def send_sync(self, sender: object) -> list[str]:
        return [result for _, result in self.signal.send(sender, 1)]

    def connections(self) -> list[tuple[object, ...]]:
        senders = {id(sender): name for name, sender in self.senders.items()}
        return [
            (self.name(each.receiver), senders.get(id(each.sender)), each.dispatch_uid, each.priority)
            for each in self.signal.connections
        ]

    def state(self) -> object:
        """Return all that can be seen from outside."""
        sends = [self.send_sync(sender) for sender in (*self.senders.values(), None)]
        heard = [self.signal.has_listeners(sender) for sender in (*self.senders.values(), None)]
        return self.connections(), sends, heard, repr(self.signal)


Step = Callable[[World], object]

# What is interrupted, and what interrupts it. The latter may have several steps, between which the former may seem done.
STEPS: dict[str, Step] = {
    "connect for all": lambda w: bool(w.signal.connect(w.plain["new"])),
    "connect for x": lambda w: bool(w.signal.connect(w.plain["new"], sender=w.senders["x"], priority=1)),
    "connect a uid": lambda w: bool(w.signal.connect(w.plain["new"], sender=w.senders["x"], dispatch_uid="new")),
    "connect a method": lambda w: bool(w.signal.connect(w.owners["stock"].hear)),
    "disconnect for all": lambda w: w.signal.disconnect(w.plain["all"]),
    "disconnect for x": lambda w: w.signal.disconnect(w.plain["own"], sender=w.senders["x"]),
    "disconnect a uid": lambda w: w.signal.disconnect(dispatch_uid="uid", sender=w.senders["x"]),
    "disconnect the last of y": lambda w: (
        w.signal.disconnect(w.owners["stock"].hear, sender=w.senders["y"]) if "stock" in w.owners else None
    ),
    "disconnect async": lambda w: w.signal.disconnect(w.plain["async"]),
    "send by x": lambda w: w.send_sync(w.senders["x"]),
    "send by y": lambda w: w.send_sync(w.senders["y"]),
    "send robustly": lambda w: [result for _, result in w.signal.send_robust(w.senders["y"], 1)],
    "asend": lambda w: [result for _, result in asyncio.run(w.signal.asend(w.senders["x"], 1))],
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
    return [world.signal.disconnect(world.plain[name]) for name in ("all", "async")]


INTERRUPTIONS: dict[str, tuple[Step, ...]] = {
    "a new one for a lost one": (STEPS["connect for all"], STEPS["disconnect the last of y"]),
    "from all to x": (STEPS["connect for x"], STEPS["disconnect for all"], kill_mail, STEPS["disconnect async"]),
    "from x to all": (STEPS["connect for all"], STEPS["disconnect for x"], STEPS["disconnect a uid"]),
    "the owner dies": (kill_mail,),
    "the sender dies": (kill_y,),
    "an interceptor comes": (intercept,),
    "the same": (),
    "a send": (STEPS["send by x"],),
    "one async less": (STEPS["disconnect async"],),
    "all but async": (STEPS["disconnect for all"], STEPS["connect a uid"], STEPS["connect a method"]),
}

WORLDS: dict[str, Callable[[], World]] = {
    "few": World,
    "unpublished": lambda: World(published=False),
    "many": lambda: World(many=True),
    "async": lambda: World(is_async=True),
}


class Interruption:
    """Does something once, at a given point of the core's code: ``reached`` says whether the point was there."""

    def __init__(self, point: int, act: Callable[[], object]) -> None:
        self.point, self.act = point, act
        self.passed = 0

    @property
    def reached(self) -> bool:
        return self.passed > self.point

    def interrupt(self, work: Callable[[], object]) -> object:
        before = sys.getprofile()
        sys.setprofile(self.told)
        try:
            return work()
        finally:
            sys.setprofile(before)

    def told(self, frame: FrameType, event: str, argument: object) -> None:
        """Hear of the begin and the end of every function, and of the end of every one written in C."""
        if event == "c_call" or not frame.f_code.co_filename.startswith(CORE):
            return
        waiting = not self.reached
        if waiting and not LOCK._is_owned():
            self.passed += 1
            if self.reached:
                self.act()


def sequences(make: Callable[[], World], work: Step, steps: tuple[Step, ...]) -> Iterator[tuple[Any, ...]]:
    """Do the work before, between or after the steps, and yield what can be seen then."""
    for position in range(len(steps) + 1):
        world = make()
        seen = [step(world) for step in steps[:position]]
        done = work(world)
        seen += [step(world) for step in steps[position:]]
        yield done, seen, world.state()


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("work", STEPS)
def test_whatever_comes_between(world: str, work: str) -> None:
    points = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LostReceiverWarning)
        for name, steps in INTERRUPTIONS.items():
            steps = steps or (STEPS[work],)  # noqa: PLW2901
            nested = "send" in name or ("send" in work and name == "the same")
            if not nested or (world != "async" and work != "asend"):  # inside a running loop that is refused
                points += interrupt_at_every_point(WORLDS[world], STEPS[work], steps)
    assert points > 50


def interrupt_at_every_point(make: Callable[[], World], work: Step, steps: tuple[Step, ...]) -> int:
    """Return at how many points."""
    allowed = list(sequences(make, work, steps))
    if kill_mail in steps:  # who dies during a send is skipped or called
        allowed += [(without_mail(done), *rest) for done, *rest in allowed]
    for point in count():
        here = make()
        seen: list[object] = []
        interruption = Interruption(point, lambda: seen.extend([step(here) for step in steps]))  # noqa: B023
        done = interruption.interrupt(lambda: work(here))  # noqa: B023
        if not interruption.reached:
            return point
        assert (done, seen, here.state()) in allowed, f"at point {point}"
    raise AssertionError


def without_mail(done: Any) -> object:
    return [each for each in done if "mail" not in (each, each[0])] if isinstance(done, list) else done


def reborn(dead: int) -> Sender | None:
    """Make a sender whose id is that of a dead one, if the interpreter lets us."""
    made = [Sender() for _ in range(20)]
    return next((each for each in made if id(each) == dead), None)


def with_dying() -> tuple[World, list[int]]:
    """Give a world where nobody hears all, and the ids of three senders that are dead and not buried yet."""
    world = World()
    for name in ("all", "async"):
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
    assert sum(met) > 5  # as many as the interpreter lets us
