"""Signals against a model: whatever is done in whatever order, also from inside receivers, both agree."""

import asyncio
import gc
import itertools
import logging
import sys
import warnings
from collections import Counter, deque
from collections.abc import Callable, Generator, Hashable
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial, partialmethod
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import MethodType, ModuleType
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.effort import NIGHTLY, times
from tests.properties.model import Line, Model
from typedsignals import (
    AsyncSignal,
    DuplicateUidWarning,
    LostReceiverWarning,
    ReceiverError,
    RunningLoopError,
    Sending,
    Signal,
    SignalWarning,
    keyword_signal,
)

with suppress(ImportError):
    import_module("asgiref.sync")

settings.register_profile(
    "everyday",
    parent=settings.get_profile(settings.get_current_profile_name()),
    max_examples=times(150),
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    report_multiple_bugs=False,
)
settings.register_profile(
    "nightly", parent=settings.get_profile("everyday"), max_examples=10_000, stateful_step_count=200
)

pick = st.integers(0, 2**16)  # which of those that there are: taken modulo their number
few = st.sampled_from([1, 1, 2, 3, 12])  # 12: more than a small group holds
uids = st.sampled_from([None, None, None, "", 0, "audit", ("audit", 1)])
priorities = st.sampled_from([0, 0, 0, 1, -1, 10**30])
weaknesses = st.sampled_from([None, True, False])
with_subclasses = st.sampled_from([False, False, True])
# What `connect` of the machine is drawn with, now or in a receiver.
CONNECTING: dict[str, Any] = {
    "first": pick,
    "count": few,
    "sender": pick,
    "uid": uids,
    "priority": priorities,
    "weak": weaknesses,
    "subclasses": with_subclasses,
}
SYNC_KINDS = ("function", "method", "object", "reloaded", "partialmethod", "lazy")
ASYNC_KINDS = ("async function", "async method")
Called = Callable[[str, object, int], str]


class BoomError(Exception):
    """What a receiver raises."""


class Ear:
    """A receiver that is an object, or owns a method that is one."""

    def __init__(self, name: str, called: Called) -> None:
        self.name, self.called = name, called

    def hear(self, sender: object, number: int) -> str:
        return self.called(self.name, sender, number)

    async def ahear(self, sender: object, number: int) -> str:
        return self.called(self.name, sender, number)

    part = partialmethod(hear)
    __call__ = hear


class Later:
    """What a receiver that is not async may return: somebody has to await it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __await__(self) -> Generator[None, None, str]:
        yield from ()
        return self.name


def function(name: str, called: Called) -> Any:
    def hear(sender: object, number: int) -> str:
        return called(name, sender, number)

    vars(hear)["name"] = name
    return hear


def reloaded(name: str, called: Called) -> Any:
    """Make a function that looks as if the module had defined it, each time the same one."""
    hear = function(name, called)
    hear.__module__, hear.__qualname__ = MODULE, "hear"
    return hear


def lazy(name: str, called: Called) -> Any:
    def hear(sender: object, number: int) -> Later:
        return Later(called(name, sender, number))

    vars(hear)["name"] = name
    return hear


def async_function(name: str, called: Called) -> Any:
    async def hear(sender: object, number: int) -> str:
        return called(name, sender, number)

    vars(hear)["name"] = name
    return hear


MODULE = "module_that_is_reloaded"
MAKERS: dict[str, Callable[[str, Called], Any]] = {
    "function": function,
    "method": Ear,
    "object": Ear,
    "reloaded": reloaded,
    "partialmethod": Ear,
    "lazy": lazy,
    "async function": async_function,
    "async method": Ear,
}


class Hostile:
    """A sender that only identity tells apart: unhashable, and equal to nothing without an error."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        raise AssertionError("senders are not compared")


class Plain:
    """A sender that can be held weakly."""


class Code(str):
    """Equal to a str, but told by its identity."""

    __slots__ = ("__weakref__", "me")


OBJECTS: tuple[Callable[[], Any], ...] = (
    Plain,
    Hostile,
    object,
    lambda: [1],
    lambda: type("Shop", (), {}),
    lambda: Code("1"),
)
UNWEAKREFABLE = (2, 3)
VALUES = (1, True, 1.0, "1", b"1", 0, False, "", 10**30, "order-7")  # many are equal, and of another kind


def told_by(sender: object) -> object:
    """Return what tells a sender from others."""
    return (type(sender), sender) if type(sender) in (str, int, bytes, float, bool) else id(sender)


def another(sender: Any) -> Any:
    """Return another object of the same plain value; anything else as it is."""
    kind = type(sender)
    if kind is str:
        return "".join([*sender])
    if kind is bytes:
        return bytes(bytearray(sender))
    return kind(repr(sender)) if kind in (int, float) else sender


@dataclass
class Under:
    """A send under way: who is still due, and whom it keeps alive."""

    sender: str
    due: list[Line]
    held: set[str]
    called: list[str] = field(default_factory=list)
    is_async: bool = False  # whether the async ones are being called
    failed: int = 0


def pass_on(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
    return proceed(sending)


def drop_first(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
    return proceed(replace(sending, connections=sending.connections[1:]))


def turn_round(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
    return proceed(replace(sending, connections=sending.connections[::-1]))


def swallow(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
    async def nothing() -> list[Any]:
        return []

    return nothing() if sending.asynchronous else []


LEFT_BY: dict[Any, Callable[[list[Line]], list[Line]]] = {
    pass_on: lambda lines: lines,
    drop_first: lambda lines: lines[1:],
    turn_round: lambda lines: lines[::-1],
    swallow: lambda lines: [],
}


class SignalMachine(RuleBasedStateMachine):
    """Does everything to a signal and to the model, and compares after each step."""

    awaits: ClassVar = False  # whether async receivers may be connected
    through_asgiref: ClassVar = False  # if it is installed

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.signal: Any = self.make()
        self.receivers: dict[str, Any] = {}  # by name: the objects that keep them alive
        self.kinds: dict[str, str] = {}
        self.senders: dict[str, Any] = {}
        self.strong_senders: set[str] = set()
        self.bases: list[type] = []  # of other senders
        self.doomed: set[str] = set()  # receivers in cycles that the collector has not found yet
        self.script: dict[str, deque[Callable[[], None]]] = {}
        self.sends: list[Under] = []
        self.keeping: list[set[str]] = []  # receivers that a with statement keeps alive
        self.heard: set[int] = set()  # the ids of lines that a send reached or would have
        self.expected: Counter[type[Warning]] = Counter()
        self.interceptors: list[tuple[Any, AbstractContextManager[None]]] = []
        self.numbers, self.run = itertools.count(), 0
        self.stack = ExitStack()
        self.module = ModuleType(MODULE)
        modules = self.stack.enter_context(pytest.MonkeyPatch.context())
        modules.setitem(sys.modules, MODULE, self.module)
        if not self.through_asgiref:
            modules.setitem(sys.modules, "asgiref.sync", None)  # as if nobody had imported it
        self.begin_run()
        logging.disable()  # records hold exceptions, and these hold receivers
        self.stack.callback(logging.disable, logging.NOTSET)
        self.warned = self.stack.enter_context(warnings.catch_warnings(record=True))
        warnings.simplefilter("always")
        self.runner = self.stack.enter_context(asyncio.Runner())
        gc.disable()  # who is in a cycle dies when a rule says so
        gc.freeze()  # collecting is quick then
        self.stack.callback(gc.enable)
        self.stack.callback(gc.unfreeze)

    def make(self) -> Any:
        return Signal[object, int, Any]("numbered")

    def teardown(self) -> None:
        for _, context in reversed(self.interceptors):
            context.__exit__(None, None, None)
        self.stack.close()

    # --- who there is

    @initialize(kinds=st.lists(pick, min_size=3, max_size=6), value=st.sampled_from(VALUES))
    def first(self, kinds: list[int], value: Any) -> None:
        for index in range(3):
            self.new_sender(index)
        self.new_value(value)
        for kind in kinds:
            self.new_receiver(kind, 1)

    @rule(kind=pick, count=few)
    def new_receiver(self, kind: int, count: int) -> None:
        kinds = (*SYNC_KINDS, *ASYNC_KINDS) if self.awaits else (*SYNC_KINDS, ASYNC_KINDS[kind % 2])
        made = kinds[kind % len(kinds)]
        for _ in range(count):
            self.make_receiver(made)

    def make_receiver(self, kind: str) -> str:
        name = f"hear#{next(self.numbers)}" if kind == "reloaded" else f"{kind}{next(self.numbers)}"
        self.kinds[name] = kind
        self.receivers[name] = MAKERS[kind](name, self.called)
        return name

    def begin_run(self) -> None:
        self.run += 1
        self.module.__spec__ = ModuleSpec(MODULE, None)

    @rule(number=pick, weak=weaknesses)
    def reload(self, number: int, weak: bool | None) -> None:
        """Have the module imported again: it makes its function anew, and connects it as before."""
        lines = [line for line in self.model.lines if self.kinds[line.receiver] == "reloaded" and self.knows(line)]
        old = lines[number % len(lines)] if lines else Line("", None, None, 0, weak=False, is_async=False)
        self.begin_run()
        self.connect_one(self.make_receiver("reloaded"), old.sender, old.uid, old.priority, weak, old.subclasses)

    @rule(index=st.integers(0, len(OBJECTS) - 1))
    def new_sender(self, index: int) -> None:
        name = f"sender{next(self.numbers)}"
        self.senders[name] = OBJECTS[index]()
        if index in UNWEAKREFABLE:
            self.strong_senders.add(name)

    @rule(number=pick)
    def new_subclass(self, number: int) -> None:
        """Derive a class from one that there is, which its subclasses keep alive from now on."""
        classes = self.classes()
        if classes:
            base, name = classes[number % len(classes)], f"sender{next(self.numbers)}"
            self.senders[name] = type("Shop", (self.senders[base],), {})
            self.model.bases[name] = base
            self.bases.append(self.senders[base])
            self.strong_senders.add(base)

    def classes(self) -> list[str]:
        return [name for name, sender in self.senders.items() if isinstance(sender, type)]

    @rule(value=st.sampled_from(VALUES))
    def new_value(self, value: Any) -> None:
        self.senders[repr(value)] = value
        self.strong_senders.add(repr(value))

    def receiver(self, number: int) -> str | None:
        return list(self.receivers)[number % len(self.receivers)] if self.receivers else None

    def sender(self, number: int) -> str | None:
        """Return a name, or None for all senders, which is one choice in four."""
        return None if number % 4 == 0 or not self.senders else list(self.senders)[number % len(self.senders)]

    def real(self, sender: str | None) -> Any:
        return None if sender is None else another(self.senders[sender])

    def callable(self, name: str) -> Any:
        method = {"method": "hear", "async method": "ahear", "partialmethod": "part"}.get(self.kinds[name])
        return self.receivers[name] if method is None else getattr(self.receivers[name], method)

    def line(self, name: str, sender: str | None, uid: Hashable | None, priority: int, weak: bool | None) -> Line:
        kind = self.kinds[name]
        is_method = kind.endswith("method")
        return Line(
            name,
            sender,
            uid,
            priority,
            weak=is_method if weak is None else weak,
            is_async=kind in ASYNC_KINDS,
            run=self.run if kind == "reloaded" else None,
            loss_is_meant=is_method and weak is True,
        )

    def is_refused(self, name: str) -> bool:
        return self.kinds[name] in ASYNC_KINDS and not self.awaits

    def lives(self, name: str) -> bool:
        return name in self.receivers or name in self.doomed or name in self.held()

    def held(self) -> set[str]:
        """Name whom connections, with statements and sends keep alive."""
        strong = {line.receiver for line in self.model.lines if not line.weak}
        return strong.union(*self.keeping, *(send.held for send in self.sends))

    def settle(self) -> None:
        gone = self.model.remove(lambda line: line.weak and not self.lives(line.receiver))
        lost = [line for line in gone if line.id not in self.heard and not line.loss_is_meant]
        self.expected[LostReceiverWarning] += len(lost)

    @contextmanager
    def in_silence(self) -> Generator[None, None, None]:
        """Look that nothing is said of those who die inside: only the next use does."""
        said = len(self.warned)
        yield
        assert len(self.warned) == said

    # --- connecting

    @rule(**CONNECTING)
    def connect(
        self,
        *,
        first: int,
        count: int,
        sender: int,
        uid: Hashable | None,
        priority: int,
        weak: bool | None,
        subclasses: bool,
    ) -> None:
        for number in range(first, first + count):
            name, heard = self.receiver(number), self.sender(sender)
            if name is None:
                return
            classes = self.classes()
            if subclasses and classes:
                heard = classes[sender % len(classes)]
            self.connect_one(name, heard, uid, priority, weak, subclasses and bool(classes))

    def connect_one(
        self,
        name: str,
        sender: str | None,
        uid: Hashable | None,
        priority: int,
        weak: bool | None,
        subclasses: bool = False,
    ) -> None:
        if self.is_refused(name):
            self.connect_in_vain(name, sender, uid)
            return
        line = replace(self.line(name, sender, uid, priority, weak), subclasses=subclasses)
        old = self.model.connect(line)
        if old is not None and old.receiver != name:
            self.expected[DuplicateUidWarning] += 1
        elif old is not None and (weak not in (None, old.weak) or old.priority != priority):
            self.expected[SignalWarning] += 1
        receiver, options = self.callable(name), {"weak": weak, "dispatch_uid": uid, "priority": priority}
        options |= {"subclasses": True} if subclasses else {}
        assert self.signal.connect(receiver, sender=self.real(sender), **options) is receiver
        del receiver
        self.settle()

    def connect_in_vain(self, name: str, sender: str | None, uid: Hashable | None) -> None:
        with pytest.raises(ReceiverError, match="awaits nothing"):
            self.signal.connect(self.callable(name), sender=self.real(sender), dispatch_uid=uid)

    @rule(receiver=pick, sender=pick, uid=uids, by_uid=st.booleans())
    def disconnect(self, receiver: int, sender: int, uid: Hashable | None, by_uid: bool) -> None:
        name, heard = self.receiver(receiver), self.sender(sender)
        if name is None or (by_uid and uid is None):
            return
        truth = self.model.disconnect(None if by_uid else name, heard, uid)
        real = None if by_uid else self.callable(name)
        assert self.signal.disconnect(real, sender=self.real(heard), dispatch_uid=uid) is truth
        del real
        self.settle()

    @rule(number=pick)
    def disconnect_as_connected(self, number: int) -> None:
        """Aim at what is there: guesses rarely hit."""
        lines = [line for line in self.model.lines if line.receiver in self.receivers]
        if lines and self.knows(line := lines[number % len(lines)]):
            assert self.model.disconnect(line.receiver, line.sender, line.uid)
            receiver, sender = self.callable(line.receiver), self.real(line.sender)
            assert self.signal.disconnect(receiver, sender=sender, dispatch_uid=line.uid)
            del receiver
            self.settle()

    def knows(self, line: Line) -> bool:
        return line.sender is None or line.sender in self.senders

    @rule(receiver=pick, sender=pick, priority=priorities, inside=pick)
    def connected(self, receiver: int, sender: int, priority: int, inside: int) -> None:
        name, heard = self.receiver(receiver), self.sender(sender)
        if name is None or self.is_refused(name):
            return
        other = self.sender(inside)
        old = self.model.connect(self.line(name, heard, None, priority, None))
        made = self.model.last_id if old is None else None
        self.expected[SignalWarning] += old is not None and old.priority != priority
        self.keeping.append({name})
        with self.signal.connected(self.callable(name), sender=self.real(heard), priority=priority):
            self.kill_receiver(inside, in_cycle=False)
            self.disconnect(inside, sender, None, by_uid=False)
            if other is not None:
                self.do_send(other, robust=True, asynchronous=False)
        self.keeping.pop()
        self.model.remove(lambda line: line.id == made)
        self.settle()

    @rule(**CONNECTING, number=pick)
    def preserved(self, number: int, **how: Any) -> None:
        before = list(self.model.lines)
        self.keeping.append({line.receiver for line in before if not line.weak})
        with self.signal.preserved():
            self.disconnect_as_connected(number)
            self.connect(**how)
            self.kill_receiver(number, in_cycle=False)
            self.disconnect_as_connected(number)
        self.model.remove(lambda line: line not in before)
        self.settle()
        self.model.lines = [line for line in before if self.lives(line.receiver)]
        self.keeping.pop()
        self.settle()

    # --- sending

    @rule(sender=pick, robust=st.booleans(), asynchronous=st.booleans())
    def send(self, sender: int, robust: bool, asynchronous: bool) -> None:
        name = self.sender(sender)
        if name is not None:
            self.do_send(name, robust=robust, asynchronous=asynchronous)

    @rule(sender=pick, robust=st.booleans())
    def send_inside_a_loop(self, sender: int, robust: bool) -> None:
        async def inside(name: str) -> None:
            self.do_send(name, robust=robust, asynchronous=False)

        name = self.sender(sender)
        if name is not None:
            self.runner.run(inside(name))

    def do_send(self, name: str, *, robust: bool, asynchronous: bool) -> None:
        in_loop = any(send.is_async for send in self.sends) or asyncio._get_running_loop() is not None
        asynchronous = asynchronous and not in_loop
        self.settle()
        lines = self.model.heard_by(name)
        self.heard |= {line.id for line in lines}
        held = {line.receiver for line in lines if not line.weak}
        if self.interceptors:  # they see connections, which hold their receivers
            seen = lines
            for interceptor, _ in reversed(self.interceptors):
                lines = LEFT_BY[interceptor](lines)
            held = {line.receiver for line in (lines if asynchronous and self.awaits else seen)}
        under = Under(name, sorted(lines, key=lambda line: line.is_async), held)
        refused = self.awaits and bool(lines) and in_loop and not asynchronous
        self.sends.append(under)
        results = failure = None
        try:
            results = self.really_send(name, robust=robust, asynchronous=asynchronous)
        except (BoomError, ExceptionGroup, RunningLoopError) as error:
            error.__traceback__ = None
            failure = error
        self.sends.pop()
        if refused:
            assert isinstance(failure, RunningLoopError)
            assert under.called == []
        elif robust or not under.failed:
            assert failure is None
            assert results is not None
            assert [line for line in under.due if not line.weak or self.lives(line.receiver)] == []
            assert [name_of(receiver) for receiver, _ in results] == under.called
            for receiver, result in results:
                given = result.name if isinstance(result, Later) and not self.awaits else result
                assert isinstance(result, BoomError) or given == name_of(receiver)
            assert sum(isinstance(result, BoomError) for _, result in results) == under.failed
        else:
            assert isinstance(failure, BoomError if under.failed == 1 else ExceptionGroup)
        for _, result in results or ():
            if isinstance(result, BoomError):
                result.__traceback__ = None
        del results, failure
        self.settle()

    def really_send(self, name: str, *, robust: bool, asynchronous: bool) -> Any:
        awaited = "a" if asynchronous and self.awaits else ""
        send = getattr(self.signal, awaited + ("send_robust" if robust else "send"))

        sent = self.pass_to(send, self.real(name))
        return self.runner.run(sent) if awaited else sent

    def pass_to(self, method: Any, sender: object) -> Any:
        return method(sender, 7)

    def called(self, name: str, sender: object, number: int) -> str:
        """Stand in for the body of every receiver: was it due? Then do what is in its script."""
        under = self.sends[-1]
        assert number == 7
        assert told_by(sender) == told_by(self.senders[under.sender])
        if self.kinds[name] in ASYNC_KINDS and not under.is_async:  # all of them have been called by now
            under.is_async = True
            under.due = [line for line in under.due if line.is_async and (not line.weak or self.lives(line.receiver))]
            under.held |= {line.receiver for line in under.due}
        while under.due:
            line = under.due.pop(0)
            if line.receiver == name:
                break
            assert line.weak, f"{line.receiver} was passed over"
            assert not self.lives(line.receiver), f"{line.receiver} was passed over"
        else:
            raise AssertionError(f"{name} was called and was not due")
        under.called.append(name)
        under.held.add(name)
        script = self.script.get(name)
        try:
            if script:
                script.popleft()()
        except BoomError:
            under.failed += 1
            raise
        return name

    # --- what receivers do while they are called

    def teach(self, receiver: int, action: Callable[[], None]) -> None:
        name = self.receiver(receiver)
        if name is not None:
            self.script.setdefault(name, deque()).append(action)

    @rule(receiver=pick, **CONNECTING)
    def will_connect(self, receiver: int, **how: Any) -> None:
        self.teach(receiver, lambda: self.connect(**how))

    @rule(receiver=pick, number=pick)
    def will_disconnect(self, receiver: int, number: int) -> None:
        self.teach(receiver, lambda: self.disconnect_as_connected(number))

    @rule(receiver=pick, sender=pick, robust=st.booleans())
    def will_send(self, receiver: int, sender: int, robust: bool) -> None:
        def action() -> None:
            name = self.sender(sender)
            if name is not None:
                self.do_send(name, robust=robust, asynchronous=False)

        self.teach(receiver, action)

    @rule(receiver=pick, victim=pick)
    def will_kill(self, receiver: int, victim: int) -> None:
        self.teach(receiver, lambda: self.kill_one_due(victim))

    @rule(sender=pick, victim=pick)
    def kill_meanwhile(self, sender: int, victim: int) -> None:
        """Send to those whom the signal knows from the send before, and have the first one kill another."""
        name = self.sender(sender)
        if name is not None:
            for _ in range(3):
                self.new_method_of(name)
            self.do_send(name, robust=True, asynchronous=False)
            for line in self.model.heard_by(name)[:1]:
                self.script.setdefault(line.receiver, deque()).appendleft(lambda: self.kill_one_due(victim))
            self.do_send(name, robust=False, asynchronous=False)

    def kill_one_due(self, victim: int) -> None:
        due = [line.receiver for line in self.sends[-1].due if line.weak and line.receiver in self.receivers]
        if due:
            self.kill(due[victim % len(due)], in_cycle=False)
        else:
            self.kill_receiver(victim, in_cycle=False)

    @rule(receiver=pick, interceptor=st.sampled_from([None, *LEFT_BY]))
    def will_intercept(self, receiver: int, interceptor: Any) -> None:
        self.teach(receiver, self.leave_alone if interceptor is None else lambda: self.intercept([interceptor]))

    @rule(receiver=pick)
    def will_raise(self, receiver: int) -> None:
        def action() -> None:
            raise BoomError

        self.teach(receiver, action)

    # --- dying

    @rule(receiver=pick, in_cycle=st.booleans())
    def kill_receiver(self, receiver: int, in_cycle: bool) -> None:
        name = self.receiver(receiver)
        if name is not None:
            self.kill(name, in_cycle=in_cycle)

    def kill(self, name: str, *, in_cycle: bool) -> None:
        with self.in_silence():
            gone = self.receivers.pop(name)
            if in_cycle:
                gone.me = gone
                self.doomed.add(name)
            del gone
        self.settle()

    @rule(sender=pick)
    def kill_sender(self, sender: int) -> None:
        name = self.sender(sender)
        if name is not None and len(self.senders) > 1 and not self.sends:
            with self.in_silence():
                gone = self.senders.pop(name)
                is_class = isinstance(gone, type)
                del gone
                if is_class:  # they are in cycles
                    self.find_cycles()
            self.forget(name)

    @rule(number=pick, how=st.sampled_from(["receiver first", "sender first", "in one collection"]))
    def kill_both(self, number: int, how: str) -> None:
        """Whoever of the two dies first, and whatever the collector finds first: the receiver is not lost."""
        senders = [name for name in self.senders if name not in self.strong_senders]
        if senders and len(self.senders) > 1 and not self.sends:
            sender = senders[number % len(senders)]
            lines = [line for line in self.model.lines if line.weak and line.sender == sender]
            known = [line.receiver for line in lines if line.receiver in self.receivers and line.id not in self.heard]
            receiver = known[number % len(known)] if known else self.new_method_of(sender)
            with self.in_silence():
                dying = [self.receivers.pop(receiver), self.senders.pop(sender)]
                if how == "in one collection":
                    dying[0].me, dying[1].me = dying
                elif how == "sender first":
                    dying.reverse()
                while dying:
                    del dying[0]
                self.find_cycles()
            self.forget(sender)

    def new_method_of(self, sender: str) -> str:
        """Connect a method that nobody has connected yet to this sender."""
        name = self.make_receiver("method")
        self.connect_one(name, sender, None, 0, None)
        return name

    def forget(self, sender: str) -> None:
        """Have the lines of a dead sender end: before anybody is missed, for those who die with it are not lost."""
        if sender not in self.strong_senders:
            self.model.remove(lambda line: line.sender == sender)
        self.signal.has_listeners()  # whom only the connections of the sender kept alive dies at this use
        self.settle()

    @rule()
    def collect(self) -> None:
        with self.in_silence():
            self.find_cycles()
        self.settle()

    def find_cycles(self) -> None:
        gc.collect()
        self.doomed &= self.held()  # a later collection finds these

    # --- the hook

    @rule(interceptors=st.lists(st.sampled_from([*LEFT_BY]), min_size=1, max_size=3))
    def intercept(self, interceptors: list[Any]) -> None:
        for interceptor in interceptors:
            context = self.signal.intercepted(interceptor)
            context.__enter__()
            self.interceptors.append((interceptor, context))

    @rule()
    def leave_alone(self) -> None:
        if self.interceptors:
            _, context = self.interceptors.pop()
            context.__exit__(None, None, None)

    # --- both agree

    @invariant()
    def agree(self) -> None:
        self.settle()
        self.use()
        assert Counter(warning.category for warning in self.warned) == +self.expected
        names = {told_by(sender): name for name, sender in self.senders.items()}
        real = [
            (
                name_of(connection.receiver),
                None if connection.sender is None else names.get(told_by(connection.sender), "gone"),
                connection.dispatch_uid,
                connection.priority,
                connection.weak,
                connection.is_async,
                connection.subclasses,
            )
            for connection in self.signal.connections
        ]
        assert real == [
            (
                line.receiver,
                line.sender if self.knows(line) else "gone",
                line.uid,
                line.priority,
                line.weak,
                line.is_async,
                line.subclasses,
            )
            for line in self.model.in_order()
        ]
        for name, sender in (*self.senders.items(), (None, None)):
            assert self.signal.has_listeners(another(sender)) is bool(self.model.heard_by(name))
        assert repr(self.signal).endswith(f", {len(real)} receiver{'' if len(real) == 1 else 's'}>")

    def use(self) -> None:
        """Use the signal, in one way or another: it says what there is to say."""
        match next(self.numbers) % 3:
            case 0:
                assert len(self.signal.connections) == len(self.model.lines)
            case 1:
                assert self.signal.has_listeners() is bool(self.model.heard_by(None))
            case _:
                assert self.signal.disconnect(swallow) is False


def name_of(receiver: Any) -> str:
    named: Any = receiver.func if isinstance(receiver, partial) else receiver
    owner: Any = named.__self__ if isinstance(named, MethodType) else named
    name: str = owner.name
    return name


class KeywordSignalMachine(SignalMachine):
    """The same with a signal that is sent by keywords."""

    def make(self) -> Any:
        @keyword_signal
        def numbered(sender: object, *, number: int) -> Any: ...

        return numbered

    def pass_to(self, method: Any, sender: object) -> Any:
        return method(sender, number=7)


class AsyncSignalMachine(SignalMachine):
    """The same with async receivers too, sent from a loop and from outside, on a loop of its own."""

    awaits = True

    def make(self) -> Any:
        return AsyncSignal[object, int, Any]("numbered")


class AsyncKeywordSignalMachine(KeywordSignalMachine):
    """The same by keywords, and from outside a loop through asgiref."""

    awaits = through_asgiref = True

    def make(self) -> Any:
        @keyword_signal
        async def numbered(sender: object, *, number: int) -> Any: ...

        return numbered


TestSignal, TestKeywordSignal = SignalMachine.TestCase, KeywordSignalMachine.TestCase
TestAsyncSignal, TestAsyncKeywordSignal = AsyncSignalMachine.TestCase, AsyncKeywordSignalMachine.TestCase
EFFORT = settings.get_profile("nightly" if NIGHTLY else "everyday")
TestSignal.settings = TestKeywordSignal.settings = EFFORT
TestAsyncSignal.settings = TestAsyncKeywordSignal.settings = EFFORT
