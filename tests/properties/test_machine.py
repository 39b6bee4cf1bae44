"""Signals against a model: whatever is done in whatever order, also from inside receivers, both agree."""

import asyncio
import gc
import itertools
import logging
import warnings
from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field, replace
from types import MethodType
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.effort import NIGHTLY, times
from tests.properties.model import Line, Model
from typedsignals import (
    DuplicateUidWarning,
    KeywordSignal,
    LostReceiverWarning,
    RunningLoopError,
    Sending,
    Signal,
    SignalWarning,
    keyword_signal,
)

settings.register_profile(
    "everyday",
    parent=settings.get_profile(settings.get_current_profile_name()),
    max_examples=times(300),
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    report_multiple_bugs=False,
)
settings.register_profile(
    "nightly", parent=settings.get_profile("everyday"), max_examples=10_000, stateful_step_count=200
)

pick = st.integers(0, 2**16)  # which of those that there are: taken modulo their number
few = st.sampled_from([1, 1, 1, 2, 12])  # 12: more than a small group holds
uids = st.sampled_from([None, None, None, "", 0, "audit", ("audit", 1)])
priorities = st.sampled_from([0, 0, 0, 1, -1, 10**30])
weaknesses = st.sampled_from([None, True, False])
kinds = st.sampled_from(["function", "method", "object", "reloaded", "async function", "async method"])


class BoomError(Exception):
    """What a receiver raises."""


class Ear:
    """A receiver that is an object, or owns a method that is one."""

    def __init__(self, name: str, called: Callable[[str], str]) -> None:
        self.name, self.called = name, called
        self.me: object = None

    def hear(self, sender: object, number: int) -> str:
        return self.called(self.name)

    async def ahear(self, sender: object, number: int) -> str:
        return self.called(self.name)

    __call__ = hear


def function(name: str, called: Callable[[str], str]) -> Callable[[object, int], str]:
    def hear(sender: object, number: int) -> str:
        return called(name)

    vars(hear)["name"] = name
    return hear


def reloaded(name: str, called: Callable[[str], str]) -> Callable[[object, int], str]:
    """Make a function that looks as if a module had defined it, each time the same one."""
    hear: Any = function(name, called)
    hear.__qualname__ = "hear"
    made: Callable[[object, int], str] = hear
    return made


def async_function(name: str, called: Callable[[str], str]) -> Callable[[object, int], Any]:
    async def hear(sender: object, number: int) -> str:
        return called(name)

    vars(hear)["name"] = name
    return hear


MAKERS: dict[str, Callable[[str, Callable[[str], str]], Any]] = {
    "function": function,
    "method": Ear,
    "object": Ear,
    "reloaded": reloaded,
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


SENDERS: tuple[Callable[[], object], ...] = (Plain, Hostile, object, lambda: [1], lambda: type("Shop", (), {}))
UNWEAKREFABLE = (2, 3)


@dataclass
class Under:
    """A send under way: who is still due, and whom it keeps alive."""

    due: list[Line]
    held: set[str]
    called: list[str] = field(default_factory=list)
    is_async: bool = False  # whether the async ones are being called
    failed: int = 0


def drop_first(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
    return proceed(replace(sending, connections=sending.connections[1:]))


def pass_on(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
    return proceed(sending)


class SignalMachine(RuleBasedStateMachine):
    """Does everything to a signal and to the model, and compares after each step."""

    signal: Any

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.signal = self.make()
        self.receivers: dict[str, Any] = {}  # by name: the objects that keep them alive
        self.kinds: dict[str, str] = {}
        self.senders: dict[str, Any] = {}
        self.strong_senders: set[str] = set()
        self.doomed: dict[str, Any] = {}  # receivers in cycles that the collector has not found yet
        self.script: dict[str, deque[Callable[[], None]]] = {}
        self.sends: list[Under] = []
        self.keeping: list[set[str]] = []  # receivers that a with statement keeps alive
        self.heard: set[Line] = set()  # lines that a send reached or would have
        self.expected: Counter[type[Warning]] = Counter()
        self.interceptors: list[tuple[Any, AbstractContextManager[None]]] = []
        self.numbers = itertools.count()
        self.stack = ExitStack()
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
        signal: Signal[object, int, Any] = Signal("numbered")
        return signal

    def teardown(self) -> None:
        for _, context in reversed(self.interceptors):
            context.__exit__(None, None, None)
        self.stack.close()

    # --- who there is

    @initialize()
    def first(self) -> None:
        for index in range(3):
            self.new_sender(index)
        for kind in ("function", "method", "object"):
            self.new_receiver(kind, 1)

    @rule(kind=kinds, count=few)
    def new_receiver(self, kind: str, count: int) -> None:
        for _ in range(count):
            name = f"hear#{next(self.numbers)}" if kind == "reloaded" else f"{kind}{next(self.numbers)}"
            self.kinds[name] = kind
            self.receivers[name] = MAKERS[kind](name, self.called)

    @rule(index=st.integers(0, len(SENDERS) - 1))
    def new_sender(self, index: int) -> None:
        name = f"sender{next(self.numbers)}"
        self.senders[name] = SENDERS[index]()
        if index in UNWEAKREFABLE:
            self.strong_senders.add(name)

    def receiver(self, number: int) -> str | None:
        return list(self.receivers)[number % len(self.receivers)] if self.receivers else None

    def sender(self, number: int) -> str | None:
        """Return a name, or None for all senders, which is one choice in four."""
        return None if number % 4 == 0 or not self.senders else list(self.senders)[number % len(self.senders)]

    def callable(self, name: str) -> Any:
        made, kind = self.receivers[name], self.kinds[name]
        return made.hear if kind == "method" else made.ahear if kind == "async method" else made

    def lives(self, name: str) -> bool:
        holders: Iterable[str] = (line.receiver for line in self.model.lines if not line.weak)
        return name in self.receivers or name in self.doomed or name in {*holders, *self.held()}

    def held(self) -> set[str]:
        return {name for names in (*self.keeping, *(send.held for send in self.sends)) for name in names}

    def settle(self) -> None:
        gone = self.model.remove(lambda line: line.weak and not self.lives(line.receiver))
        self.expected[LostReceiverWarning] += len({*gone} - self.heard)

    # --- connecting

    @rule(first=pick, count=few, sender=pick, uid=uids, priority=priorities, weak=weaknesses)
    def connect(
        self, *, first: int, count: int, sender: int, uid: Hashable | None, priority: int, weak: bool | None
    ) -> None:
        for number in range(first, first + count):
            name, heard = self.receiver(number), self.sender(sender)
            if name is None:
                return
            kind = self.kinds[name]
            holds_weakly = kind.endswith("method") if weak is None else weak
            new = Line(name, heard, uid, priority, holds_weakly, kind.startswith("async"))
            old = self.model.connect(new)
            if old is not None and old.receiver != name:
                self.expected[DuplicateUidWarning] += 1
            elif old is not None and (weak not in (None, old.weak) or old.priority != priority):
                self.expected[SignalWarning] += 1
            receiver, options = self.callable(name), {"weak": weak, "dispatch_uid": uid, "priority": priority}
            assert self.signal.connect(receiver, sender=self.senders.get(heard or ""), **options) is receiver
            del receiver
            self.settle()

    @rule(receiver=pick, sender=pick, uid=uids, by_uid=st.booleans())
    def disconnect(self, receiver: int, sender: int, uid: Hashable | None, by_uid: bool) -> None:
        name, heard = self.receiver(receiver), self.sender(sender)
        if name is None or (by_uid and uid is None):
            return
        truth = self.model.disconnect(None if by_uid else name, heard, uid)
        real = None if by_uid else self.callable(name)
        assert self.signal.disconnect(real, sender=self.senders.get(heard or ""), dispatch_uid=uid) is truth
        del real
        self.settle()

    @rule(number=pick)
    def disconnect_as_connected(self, number: int) -> None:
        """Aim at what is there: guesses rarely hit."""
        lines = [line for line in self.model.lines if line.receiver in self.receivers]
        if lines and self.knows(line := lines[number % len(lines)]):
            assert self.model.disconnect(line.receiver, line.sender, line.uid)
            receiver, sender = self.callable(line.receiver), self.senders.get(line.sender or "")
            assert self.signal.disconnect(receiver, sender=sender, dispatch_uid=line.uid)
            del receiver
            self.settle()

    def knows(self, line: Line) -> bool:
        return line.sender is None or line.sender in self.senders

    @rule(receiver=pick, sender=pick, priority=priorities, inside=pick)
    def connected(self, receiver: int, sender: int, priority: int, inside: int) -> None:
        name, heard = self.receiver(receiver), self.sender(sender)
        if name is None:
            return
        kind, other = self.kinds[name], self.sender(inside)
        new = Line(name, heard, None, priority, kind.endswith("method"), kind.startswith("async"))
        old = self.model.connect(new)
        made = self.model.age if old is None else None
        self.expected[SignalWarning] += old is not None and old.priority != priority
        self.keeping.append({name})
        with self.signal.connected(self.callable(name), sender=self.senders.get(heard or ""), priority=priority):
            self.kill_receiver(inside, in_cycle=False)
            self.disconnect(inside, sender, None, by_uid=False)
            if other is not None:
                self.do_send(other, robust=True, asynchronous=False)
        self.keeping.pop()
        self.model.remove(lambda line: line.number == made)
        self.settle()

    @rule(first=pick, count=few, sender=pick, uid=uids, priority=priorities, weak=weaknesses, number=pick)
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

    def do_send(self, name: str, *, robust: bool, asynchronous: bool) -> None:
        in_loop = any(send.is_async for send in self.sends) or asyncio._get_running_loop() is not None
        asynchronous = asynchronous and not in_loop
        self.settle()
        lines = self.model.heard_by(name)
        self.heard |= {*lines}
        held = {line.receiver for line in lines if not line.weak}
        if self.interceptors:  # they see connections, which hold their receivers
            held |= {line.receiver for line in lines}
            for interceptor, _ in self.interceptors:
                lines = lines[1:] if interceptor is drop_first else lines
        later = [line for line in lines if line.is_async]
        under = Under([line for line in lines if not line.is_async] + later, held)
        refused = bool(later) and in_loop and not asynchronous
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
                assert isinstance(result, BoomError) or result == name_of(receiver)
            assert sum(isinstance(result, BoomError) for _, result in results) == under.failed
        else:
            assert isinstance(failure, BoomError if under.failed == 1 else ExceptionGroup)
        for _, result in results or ():
            if isinstance(result, BoomError):
                result.__traceback__ = None
        del results, failure
        self.settle()

    def really_send(self, name: str, *, robust: bool, asynchronous: bool) -> Any:
        method = getattr(self.signal, ("a" if asynchronous else "") + ("send_robust" if robust else "send"))
        sending = self.pass_to(method, self.senders[name])
        return self.runner.run(sending) if asynchronous else sending

    def pass_to(self, method: Any, sender: object) -> Any:
        return method(sender, 7)

    def called(self, name: str) -> str:
        """Stand in for the body of every receiver: was it due? Then do what is in its script."""
        under = self.sends[-1]
        if self.kinds[name].startswith("async") and not under.is_async:  # all of them have been called by now
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

    @rule(receiver=pick, first=pick, count=few, sender=pick, uid=uids, priority=priorities, weak=weaknesses)
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
        self.teach(receiver, lambda: self.kill_receiver(victim, in_cycle=False))

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
            gone = self.receivers.pop(name)
            if in_cycle and isinstance(gone, Ear) and name not in self.doomed:
                gone.me = gone
                self.doomed[name] = None
            del gone
            self.settle()

    @rule(sender=pick)
    def kill_sender(self, sender: int) -> None:
        name = self.sender(sender)
        if name is not None and len(self.senders) > 1 and not self.sends:
            gone = self.senders.pop(name)
            if isinstance(gone, type):  # classes are in cycles
                del gone
                self.collect()
            if name not in self.strong_senders:
                self.model.remove(lambda line: line.sender == name)
            self.settle()

    @rule()
    def collect(self) -> None:
        gc.collect()
        self.doomed.clear()
        self.settle()

    # --- the hook

    @rule(interceptor=st.sampled_from([pass_on, drop_first]))
    def intercept(self, interceptor: Any) -> None:
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
        names = {id(sender): name for name, sender in self.senders.items()}
        real = [
            (
                name_of(connection.receiver),
                None if connection.sender is None else names.get(id(connection.sender), "gone"),
                connection.dispatch_uid,
                connection.priority,
                connection.weak,
                connection.is_async,
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
            )
            for line in self.model.in_order()
        ]
        for name, sender in (*self.senders.items(), (None, None)):
            assert self.signal.has_listeners(sender) is bool(self.model.heard_by(name))
        assert repr(self.signal).endswith(f", {len(real)} receiver{'' if len(real) == 1 else 's'}>")
        assert Counter(warning.category for warning in self.warned) == +self.expected


def name_of(receiver: Any) -> str:
    named: Any = receiver.__self__ if type(receiver) is MethodType else receiver
    name: str = named.name
    return name


class KeywordSignalMachine(SignalMachine):
    """The same with a signal that is sent by keywords."""

    def make(self) -> Any:
        @keyword_signal
        def numbered(sender: object, *, number: int) -> Any: ...

        made: KeywordSignal[object, ..., Any] = numbered
        return made

    def pass_to(self, method: Any, sender: object) -> Any:
        return method(sender, number=7)


TestSignal = SignalMachine.TestCase
TestKeywordSignal = KeywordSignalMachine.TestCase
TestSignal.settings = TestKeywordSignal.settings = settings.get_profile("nightly" if NIGHTLY else "everyday")
