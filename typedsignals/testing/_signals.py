"""What the kit works on: our signals by their public door, Django's through one adapter, looked at in the same way.

Rules of this file:
- Which kind a signal is, is asked here and nowhere else; Django is never imported, only met.
- There is no list of signals: those of the process are found among the objects that the garbage collector tracks.
- Receivers are told apart by identity, and described without running any of their code.
"""

from __future__ import annotations

import gc
import os.path
import sys
from collections.abc import Callable, Collection, Generator, Hashable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import partial
from types import FunctionType, MethodType, ModuleType
from typing import Any, Protocol, TypeAlias, TypeGuard, TypeVar

from typedsignals import (
    Connectable,
    Connection,
    Interceptor,
    KeywordConnectable,
    KeywordSignal,
    LostReceiverWarning,
    Signal,
    UsageError,
)


class DjangoSignal(Protocol):
    """The type of a ``django.dispatch.Signal``, known by its attributes: Django need not be installed.

    Attributes:
        receivers: What Django keeps of the connections.
        use_caching: Whether the signal caches the receivers of a sender.
    """

    receivers: list[Any]
    use_caching: bool

    def has_listeners(self, sender: Any = None) -> bool:
        """Return whether a send by ``sender`` would call any receiver.

        Args:
            sender: The sender.

        Returns:
            True if a receiver would be called.
        """
        ...  # Django's own


AnySignal: TypeAlias = Connectable[Any, Any, Any] | KeywordConnectable[Any, ..., Any] | DjangoSignal
"""The type of any signal, ours or Django's."""
AnyReceiver: TypeAlias = Callable[..., Any]
ValueT = TypeVar("ValueT")

_OURS = (
    Connectable,
    KeywordConnectable,
)  # what each of our signals is, and what one that is only listened to is known as
_PLAIN = str, int, bytes, float, bool


def is_ours(thing: object) -> TypeGuard[Connectable[Any, Any, Any] | KeywordConnectable[Any, ..., Any]]:
    """Whether it is a signal of this package."""
    return issubclass(type(thing), _OURS)


def sends_keywords(thing: object) -> TypeGuard[KeywordConnectable[Any, ..., Any]]:
    """Whether it is a signal of this package that is sent with keywords."""
    return issubclass(type(thing), KeywordConnectable)


def awaits_nothing(signal: AnySignal) -> bool:
    """Whether receivers of the signal must not be async: so it is with two of our kinds; Django's take any."""
    return issubclass(type(signal), (Signal, KeywordSignal))


def is_signal(thing: object) -> bool:
    """Whether it is a signal of this package or of Django."""
    return issubclass(type(thing), _kinds())


def refuse_others(what: str, things: Iterable[object]) -> None:
    """Raise ``UsageError`` for the first of the things that is no signal."""
    for thing in things:
        if not is_signal(thing):
            raise UsageError(
                f"cannot {what} {describe(thing)}: it is no signal; name one of typedsignals or of Django "
                f"(receivers and senders are named as receiver=... and sender=...)"
            )


def every_signal() -> list[AnySignal]:
    """Return each signal that is alive in this process, ours and Django's.

    Not those that ``gc.freeze`` has hidden. A look takes some 5 ms for every 100,000 objects.
    """
    kinds = list(_with_subclasses(_kinds()))
    wanted = set(map(id, kinds))  # by id: a metaclass may hash and compare as it likes
    # An object refers to its class, and C code finds who does four times as fast as Python asks each for its type.
    found = [each for each in gc.get_referrers(*kinds) if id(type(each)) in wanted]
    # One whose declaration was refused is alive as long as the exception, and is none.
    return [each for each in found if not is_ours(each) or "_registry" in vars(each)]


def held_signals() -> dict[int, tuple[AnySignal, list[str]]]:
    """Return each signal that a module or a class of it holds, by its id, with every name that it has."""
    found: dict[int, tuple[AnySignal, list[str]]] = {}
    for module in list(sys.modules.values()):
        if type(module) is ModuleType:
            for name, value in _held(module):
                if is_signal(value):
                    found.setdefault(id(value), (value, []))[1].append(f"{module.__name__}.{name}")
    return found


def _held(module: ModuleType) -> Iterator[tuple[str, Any]]:
    for name, value in list(vars(module).items()):
        yield name, value
        if type(value) is type and value.__module__ == module.__name__:
            yield from ((f"{name}.{inner}", held) for inner, held in list(vars(value).items()))


def connections(signal: AnySignal, sender: object = None) -> tuple[Connection[Any], ...]:
    """Return who is connected, in order. Of some senders Django keeps the id alone: tell which one is looked for."""
    if is_ours(signal):
        return _asked(lambda: signal.connections)[0]
    found: tuple[Connection[Any], ...] = _django().connections(signal, sender)
    return found


def losses(signal: AnySignal) -> list[LostReceiverWarning]:
    """Let the signal say which receivers it lost unheard; return what a filter has made an exception."""
    return _asked(signal.has_listeners)[1] if is_ours(signal) else []


def _asked(question: Callable[[], ValueT]) -> tuple[ValueT, list[LostReceiverWarning]]:
    """Ask a signal until it answers.

    Garbage is collected at any time, and a filter may make an exception of what a signal then lost. It is not to be
    raised at whoever searches all signals and happens to look at that one.
    """
    lost: list[LostReceiverWarning] = []
    while True:
        try:
            return question(), lost
        except LostReceiverWarning as warning:
            lost.append(warning)


def keys(signal: AnySignal) -> dict[Hashable, tuple[AnyReceiver, bool]]:
    """Return the receivers by what tells their connections apart, and whether they are held weakly."""
    if not is_ours(signal):
        found: dict[Hashable, tuple[AnyReceiver, bool]] = _django().keys(signal)
        return found
    return {connection.key: (connection.receiver, connection.weak) for connection in connections(signal)}


def kept(signal: AnySignal, chosen: Collection[Hashable]) -> Callable[[], None]:
    """Return what makes these connections once more, in their order, whatever becomes of them until then."""
    if not is_ours(signal):
        again: Callable[[], None] = _django().kept(signal, chosen)
        return again
    made = [each for each in connections(signal) if each.key in chosen]

    def make() -> None:
        for each in made:
            connect: Callable[..., object] = signal.connect
            how = {"sender": each.sender, "dispatch_uid": each.dispatch_uid, "priority": each.priority}
            connect(each.receiver, weak=each.weak, subclasses=each.subclasses, **how)

    return make


def owner(signal: AnySignal, sender: object) -> type | None:
    """Return the class that holds the signal: one of the sender's, or any that there is. None where no class does."""
    kind = sender if _is_class(sender) else type(sender)
    for each in kind.__mro__:
        if _holds(each, signal):
            return each
    if _holds(sender, signal):  # an attribute of this one object
        return kind
    return next((each for each in gc.get_objects() if _is_class(each) and _holds(each, signal)), None)


def _holds(thing: object, signal: AnySignal) -> bool:
    try:
        held = (
            type.__getattribute__(thing, "__dict__") if _is_class(thing) else object.__getattribute__(thing, "__dict__")
        )
    except AttributeError:
        return False
    return any(each is signal for each in held.values())


def is_of(connection: Connection[Any], receiver: AnyReceiver) -> bool:
    """Whether it is the receiver's connection, told as ``disconnect`` tells it."""
    return connection.key == replace(connection, receiver=receiver).key


def is_same_sender(one: object, other: object) -> bool:
    """Whether signals take the one for the other: the same object, or a plain value of the same kind."""
    return one is other or (type(one) is type(other) and any(type(one) is kind for kind in _PLAIN) and one == other)


def intercepted(signal: AnySignal, interceptor: Interceptor, *, listens: bool = False) -> AbstractContextManager[None]:
    """Let the interceptor stand between the signal and its receivers.

    Django asks ``has_listeners`` before some of its sends: with ``listens`` the answer is yes.
    """
    if is_ours(signal):
        return signal.intercepted(interceptor)
    held: AbstractContextManager[None] = _django().intercepted(signal, interceptor, listens=listens)
    return held


@contextmanager
def preserved(signal: AnySignal, lost: Callable[[LostReceiverWarning], None]) -> Generator[None, None, None]:
    """On leaving, have the connections that there were on entering; hand over what would be raised of lost receivers."""
    own = signal.preserved if is_ours(signal) else partial(_django().preserved, signal)
    while True:
        try:
            (held := own()).__enter__()
        except LostReceiverWarning:
            continue  # of before: who enters has nothing to do with it
        break
    try:
        yield
    finally:
        try:
            held.__exit__(None, None, None)
        except LostReceiverWarning as warning:
            lost(warning)


def title(signal: AnySignal) -> str:
    """Name a signal for a message."""
    name = signal.name if is_ours(signal) else _django().name(signal)
    kind = "signal" if is_ours(signal) else "Django signal"
    return f"{kind} {name!r}" if name else f"an unnamed {kind}"


def short(signal: AnySignal) -> str:
    """Name a signal for a list of them."""
    return (signal.name if is_ours(signal) else _django().name(signal)) or "(unnamed)"


def django_declaration(signal: AnySignal) -> Callable[..., Any] | None:
    """Return the function that declared a Django signal, where one did."""
    declaration: Callable[..., Any] | None = _django().declaration(signal)
    return declaration


def describe(thing: object) -> str:
    """Name a receiver, or whatever was taken for a signal, for a message."""
    if type(thing) is MethodType:
        return describe(thing.__func__)
    if type(thing) is FunctionType:
        code = thing.__code__
        return f"{thing.__module__}.{thing.__qualname__} ({os.path.basename(code.co_filename)}:{code.co_firstlineno})"
    if _is_partial(thing):
        return f"a partial of {describe(thing.func)}"
    if _is_class(thing):
        return f"class {_class_name(thing)}"
    return f"an object of {_class_name(type(thing))}"


def wrapped_by(receiver: object) -> Iterator[Any]:
    """Yield what a receiver wraps, what that wraps, and so on; nobody's ``__getattr__`` is asked."""
    seen = set[int]()
    while id(receiver) not in seen:
        seen.add(id(receiver))
        holder = receiver.__func__ if type(receiver) is MethodType else receiver
        try:
            receiver = object.__getattribute__(holder, "__wrapped__")
        except AttributeError:
            return
        yield receiver


# type() instead of isinstance(): the latter asks the object for its __class__, which mocks and proxies make up.
def _is_partial(thing: object) -> TypeGuard[partial[object]]:
    return issubclass(type(thing), partial)


def _is_class(thing: object) -> TypeGuard[type]:
    return issubclass(type(thing), type)


def _class_name(kind: type) -> str:
    said: Callable[[str], object] = partial(type.__getattribute__, kind)  # no metaclass is asked
    return f"{said('__module__')}.{said('__qualname__')}"


def _kinds() -> tuple[type, ...]:
    kind = getattr(sys.modules.get("django.dispatch"), "Signal", None)
    return _OURS if kind is None else (*_OURS, kind)


def _with_subclasses(kinds: Iterable[type]) -> Iterator[type]:
    for kind in kinds:
        yield kind
        yield from _with_subclasses(type.__subclasses__(kind))


def _django() -> ModuleType:
    from typedsignals.django import _testing  # needs Django, which is there: one of its signals was met

    return _testing
