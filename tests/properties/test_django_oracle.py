"""Django's own signal is asked what should happen, where both promise the same.

Left out is what Django gets wrong or leaves open (falsy uids, unhashable senders, ids of dead senders before 6.0), and
what we do otherwise on purpose (``disconnect(receiver)`` ends connections with a uid too; plain values as senders are
told apart by value). Signals that await nothing are asked without async receivers and without ``asend``.
"""

import asyncio
import itertools
import logging
import warnings
from collections import deque
from collections.abc import Callable, Hashable
from contextlib import ExitStack
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.effort import NIGHTLY, times
from tests.properties.django_style import DjangoStyle, django_dispatch, django_version
from typedsignals import SignalWarning

DjangoSignal = django_dispatch().Signal

SYNC_WAYS = ("send", "send_robust")
# Before 6.1 Django's asend runs sync receivers in another thread, beside the async ones.
ASYNC_WAYS = (*SYNC_WAYS, "asend", "asend_robust") if django_version() >= (6, 1) else SYNC_WAYS
SYNC_RECEIVERS = ("function", "method", "object")
ASYNC_RECEIVERS = (*SYNC_RECEIVERS, "async function", "async method")

pick = st.integers(0, 2**16)
uids = st.sampled_from([None, None, None, "audit", ("audit", 1)])


class BoomError(Exception):
    """What a receiver raises."""


class Ear:
    """Owns a receiver, and is one."""

    def __init__(self, called: Callable[..., str]) -> None:
        self.called = called
        self.__qualname__ = "Ear"  # Django's robust sends ask for it

    def hear(self, sender: object, number: object = None, **kwargs: object) -> str:
        return self.called(number, **kwargs)

    async def ahear(self, sender: object, number: object = None, **kwargs: object) -> str:
        return self.called(number, **kwargs)

    __call__ = hear


class Sender:
    """Can be held weakly, and is hashable: Django asks for that."""


class DjangoMachine(RuleBasedStateMachine):
    """Does the same to ours and to Django's, and compares what comes of it."""

    kind = "Signal"
    awaits = False

    def __init__(self) -> None:
        super().__init__()
        self.sides: dict[str, Any] = {"ours": DjangoStyle(self.kind), "theirs": DjangoSignal()}
        self.calls: dict[str, list[str]] = {"ours": [], "theirs": []}
        self.scripts: dict[tuple[str, str], deque[Callable[[str], object]]] = {}
        self.receivers: dict[str, tuple[str, Any]] = {}
        self.senders: dict[str, object] = {}
        self.numbers = itertools.count()
        self.stack = ExitStack()
        logging.disable()  # records hold exceptions, and these hold receivers
        self.stack.callback(logging.disable, logging.NOTSET)
        self.stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore", SignalWarning)
        self.runner = self.stack.enter_context(asyncio.Runner())
        self.awaited = False  # whether an asend is under way: ours refuses plain sends inside it

    def teardown(self) -> None:
        self.stack.close()

    def called(self, name: str, number: object, **kwargs: object) -> str:
        assert number in (1, 2)
        side = "theirs" if "signal" in kwargs else "ours"
        self.calls[side].append(name)
        script = self.scripts.get((side, name))
        if script:
            script.popleft()(side)
        return name

    def both(self, act: Callable[[str], object]) -> None:
        for side in ("theirs", "ours", "theirs"):  # what either still holds for a dead sender, the other would hear
            self.sides[side].has_listeners()
        assert act("ours") == act("theirs")
        assert self.calls["ours"] == self.calls["theirs"]

    # --- who there is

    @initialize()
    def first(self) -> None:
        for kind in SYNC_RECEIVERS:
            self.make_receiver(kind)
            self.new_sender()

    @rule(kind=pick)
    def new_receiver(self, kind: int) -> None:
        kinds = ASYNC_RECEIVERS if self.awaits else SYNC_RECEIVERS
        self.make_receiver(kinds[kind % len(kinds)])

    def make_receiver(self, kind: str) -> None:
        name = f"{kind}{next(self.numbers)}"

        def called(number: object, **kwargs: object) -> str:
            return self.called(name, number, **kwargs)

        def hear(sender: object, number: object = None, **kwargs: object) -> str:
            return called(number, **kwargs)

        async def ahear(sender: object, number: object = None, **kwargs: object) -> str:
            return called(number, **kwargs)

        self.receivers[name] = kind, hear if kind == "function" else ahear if kind == "async function" else Ear(called)

    @rule()
    def new_sender(self) -> None:
        self.senders[f"sender{next(self.numbers)}"] = Sender()

    def receiver(self, number: int) -> Any:
        kind, made = list(self.receivers.values())[number % len(self.receivers)]
        return made.hear if kind == "method" else made.ahear if kind == "async method" else made

    def sender(self, number: int) -> object:
        return None if number % 3 == 0 else list(self.senders.values())[number % len(self.senders)]

    # --- what is done to both

    @rule(receiver=pick, sender=pick, uid=uids)
    def connect(self, receiver: int, sender: int, uid: Hashable | None) -> None:
        self.both(lambda side: self.connect_one(side, receiver, sender, uid))

    def connect_one(self, side: str, receiver: int, sender: int, uid: Hashable | None) -> object:
        return self.sides[side].connect(self.receiver(receiver), sender=self.sender(sender), dispatch_uid=uid)

    @rule(receiver=pick, sender=pick)
    def disconnect(self, receiver: int, sender: int) -> None:
        self.both(lambda side: self.disconnect_one(side, receiver, sender))

    def disconnect_one(self, side: str, receiver: int, sender: int) -> object:
        """End what has no uid."""
        who, heard = self.receiver(receiver), self.sender(sender)
        ours = self.sides["ours"].signal.connections
        mine = [each for each in ours if each.receiver == who and each.sender is heard]
        if any(each.dispatch_uid is not None for each in mine):
            return None
        return self.sides[side].disconnect(who, sender=heard)

    @rule(sender=pick, uid=uids)
    def disconnect_uid(self, sender: int, uid: Hashable | None) -> None:
        if uid is not None:
            self.both(lambda side: self.sides[side].disconnect(sender=self.sender(sender), dispatch_uid=uid))

    @rule(sender=pick, way=pick)
    def send(self, sender: int, way: int) -> None:
        ways = ASYNC_WAYS if self.awaits else SYNC_WAYS
        self.both(lambda side: self.send_one(side, sender, ways[way % len(ways)]))

    def send_one(self, side: str, sender: int, way: str) -> object:
        self.awaited = way.startswith("a")
        try:
            sent = getattr(self.sides[side], way)(sender=self.sender(sender), number=1)
            return [str(result) for _, result in (self.runner.run(sent) if self.awaited else sent)]
        except BoomError as error:
            return repr(error)
        except ExceptionGroup as group:
            return sorted(map(repr, group.exceptions))

    # --- what receivers do meanwhile, on the side that calls them

    def teach(self, receiver: int, act: Callable[[str], object]) -> None:
        name = list(self.receivers)[receiver % len(self.receivers)]
        for side in self.sides:
            self.scripts.setdefault((side, name), deque()).append(act)

    @rule(receiver=pick, other=pick, sender=pick, uid=uids)
    def will_connect(self, receiver: int, other: int, sender: int, uid: Hashable | None) -> None:
        connected, heard = self.receiver(other), self.sender(sender)
        self.teach(
            receiver, lambda side: self.sides[side].connect(connected, sender=heard, dispatch_uid=uid, weak=False)
        )

    @rule(receiver=pick, sender=pick, uid=st.sampled_from(["audit", ("audit", 1)]))
    def will_disconnect(self, receiver: int, sender: int, uid: Hashable) -> None:
        heard = self.sender(sender)
        self.teach(receiver, lambda side: self.sides[side].disconnect(sender=heard, dispatch_uid=uid))

    @rule(receiver=pick)
    def will_raise(self, receiver: int) -> None:
        def act(side: str) -> None:
            raise BoomError(receiver)

        self.teach(receiver, act)

    @rule(receiver=pick, sender=pick)
    def will_send(self, receiver: int, sender: int) -> None:
        """Of sync receivers only: in a running loop, ours refuses to send to async ones."""
        kind = list(self.receivers.values())[receiver % len(self.receivers)][0]
        heard = self.sender(sender)
        if not kind.startswith("async"):
            self.teach(receiver, lambda side: self.send_inside(side, heard))

    def send_inside(self, side: str, sender: object) -> object:
        if self.awaited:
            return None
        return [str(result) for _, result in self.sides[side].send_robust(sender=sender, number=2)]

    # --- dying

    @rule(receiver=pick)
    def kill_receiver(self, receiver: int) -> None:
        if len(self.receivers) > 1:
            del self.receivers[list(self.receivers)[receiver % len(self.receivers)]]

    @rule(sender=pick)
    def kill_sender(self, sender: int) -> None:
        if len(self.senders) > 1 and django_version() >= (6, 0):
            del self.senders[list(self.senders)[sender % len(self.senders)]]

    @invariant()
    def both_have_the_same_listeners(self) -> None:
        for sender in (*self.senders.values(), None):
            self.both(lambda side: self.sides[side].has_listeners(sender))  # noqa: B023


class KeywordMachine(DjangoMachine):
    kind = "KeywordSignal"


class AsyncMachine(DjangoMachine):
    kind, awaits = "AsyncSignal", True


class AsyncKeywordMachine(DjangoMachine):
    kind, awaits = "AsyncKeywordSignal", True


EFFORT = settings(
    settings.get_profile(settings.get_current_profile_name()),
    max_examples=10_000 if NIGHTLY else times(50),
    stateful_step_count=200 if NIGHTLY else 40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    report_multiple_bugs=False,
)
TestSignal, TestKeywordSignal = DjangoMachine.TestCase, KeywordMachine.TestCase
TestAsyncSignal, TestAsyncKeywordSignal = AsyncMachine.TestCase, AsyncKeywordMachine.TestCase
TestSignal.settings = TestKeywordSignal.settings = EFFORT
TestAsyncSignal.settings = TestAsyncKeywordSignal.settings = EFFORT
