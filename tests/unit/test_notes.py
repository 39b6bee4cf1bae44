"""By which name a receiver goes: that of the function that its author wrote, wherever it is named."""

import functools
import warnings
from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.kinds import PLAIN_WAYS, Sender, Shelf, in_ways, payload_signal, results, send, where
from tests.unit.lookalikes import Proxy
from typedsignals import DuplicateUidWarning, ReceiverError


def written(sender: object, order: object) -> object:
    """Fail."""
    raise LookupError


async def written_later(sender: object, order: object) -> object:
    """Fail."""
    raise LookupError


def wrapping(function: Callable[..., Any]) -> Any:
    """Decorate as most do."""

    @functools.wraps(function)
    def wrapper(*args: object, **kwargs: object) -> object:
        return function(*args, **kwargs)

    return wrapper


def line(function: Any) -> str:
    """Return where a function was written."""
    return f"test_notes.py:{function.__code__.co_firstlineno}"


class Task:
    """What a decorator of a task queue leaves: an object of a class made for the function, which says what it wraps."""

    def __new__(cls, function: Callable[..., Any]) -> Any:
        """Make the class, and its only object."""

        def call(self: object, *args: object, **kwargs: object) -> object:
            return function(*args, **kwargs)

        return type("task", (), {"__call__": call, "__wrapped__": staticmethod(function)})()


REFUSED: Any = property(lambda self: pytest.fail("it was made"))


class CeleryProxy:
    """What a task is that will be made later: it keeps what it needs in its own dictionary, which its class hides."""

    __dict__: Any = REFUSED

    def __init__(self, **kept: Any) -> None:
        for name, value in kept.items():
            object.__setattr__(self, name, value)

    def __getattribute__(self, name: str) -> Any:
        """Be made."""
        pytest.fail("it was made")

    def __call__(self, *args: object, **kwargs: object) -> object:
        """Fail, as the function does."""
        raise LookupError


class App:
    """What makes tasks."""

    def make(self, function: Callable[..., Any]) -> Any:
        """Make one."""
        return Task(function)


def lazy(function: Callable[..., Any]) -> Any:
    """Return a task that was asked for something, and so was made."""
    return CeleryProxy(__thing=Task(function))


def pending(function: Callable[..., Any]) -> Any:
    """Return a task that nobody has asked for anything."""
    return CeleryProxy(_Proxy__local=App().make, _Proxy__args=(function,))


def shared(fun: Callable[..., Any]) -> Any:
    """Return a task of no app: it is looked up anew whenever it is asked for something, by a function that it keeps."""

    def task_by_cons() -> Any:
        return Task(fun)

    return CeleryProxy(_Proxy__local=task_by_cons, _Proxy__args=())


def wrapped_by_hand(thing: Any) -> Any:
    """Return a wrapper of what cannot be asked for its name."""

    def wrapper(*args: object, **kwargs: object) -> object:
        return thing(*args, **kwargs)

    wrapper.__dict__["__wrapped__"] = thing
    return wrapper


class Asking:
    """A receiver whose class has, by the names that tasks keep themselves under, what runs code."""

    def __call__(self, sender: object, order: object) -> object:
        """Fail."""
        raise LookupError


for _name in ("__thing", "_Proxy__local", "__wrapped__", "_self_parent"):
    setattr(Asking, _name, property(lambda self: pytest.fail("it was asked")))


class Kept:
    """A receiver that keeps, by the name of what looks a task up, what answers to every name."""

    __slots__ = ("_Proxy__local", "__weakref__")

    class Answering:
        """What it keeps."""

        def __getattribute__(self, name: str) -> Any:
            """Answer."""
            pytest.fail("it was asked")

    def __init__(self) -> None:
        object.__setattr__(self, "_Proxy__local", self.Answering())

    def __call__(self, sender: object, order: object) -> object:
        """Fail."""
        raise LookupError


class Caching:
    """What some decorators leave: an object that keeps what it wraps in its own dictionary."""

    def __init__(self, function: Callable[..., Any]) -> None:
        functools.update_wrapper(self, function)

    def __call__(self, *args: object, **kwargs: object) -> object:
        """Call it."""
        wrapped: Any = vars(self)["__wrapped__"]
        return wrapped(*args, **kwargs)


class Desk:
    """Has methods."""

    def take(self, sender: object, order: object) -> object:
        """Fail."""
        raise LookupError

    @classmethod
    def by_class(cls, sender: object, order: object) -> object:
        """Fail."""
        raise LookupError

    @staticmethod
    def static(sender: object, order: object) -> object:
        """Fail."""
        raise LookupError

    @wrapping
    def wrapped(self, sender: object, order: object) -> object:
        """Fail."""
        raise LookupError

    def __call__(self, sender: object, order: object) -> object:
        """Fail."""
        raise LookupError


def refuse_class(*args: object) -> Any:
    """Be what a metaclass has that wants to be left alone."""
    pytest.fail("a class was asked")


ASKED = ("__eq__", "__hash__", "__getattribute__", "__instancecheck__", "__subclasscheck__")
Answering: Any = type("Answering", (type,), dict.fromkeys(ASKED, refuse_class))


def answering() -> Any:
    """Return an object of such a class, which no module may hold: who collects tests asks those."""
    return type.__call__(Answering("Answers", (), {"__call__": Desk.__call__}))


def made_by_exec() -> Any:
    """Return a function of no module."""
    names: dict[str, Any] = {}
    exec("def on_paid(sender, order): raise LookupError", names)
    return names["on_paid"]


DESK: Any = Desk()
A_DESK = f"an object of {__name__}.Desk ({line(Desk.__call__)})"
NAMES: dict[str, tuple[Any, str]] = {
    "function": (written, where(written)),
    "method": (DESK.take, where(Desk.take)),
    "class method": (Desk.by_class, where(Desk.by_class)),
    "static method": (Desk.static, where(Desk.static)),
    "static method object": (Desk.__dict__["static"], where(Desk.static)),
    "wrapped method": (DESK.wrapped, where(DESK.wrapped.__wrapped__)),
    "object": (DESK, A_DESK),
    "__call__ method": (DESK.__call__, where(Desk.__call__)),
    "functools.wraps": (wrapping(written), where(written)),
    "functools.wraps twice": (wrapping(wrapping(written)), where(written)),
    "cache": (functools.cache(written), where(written)),
    "lru_cache": (functools.lru_cache(maxsize=7)(written), where(written)),
    "cache of a wrapper": (functools.cache(wrapping(written)), where(written)),
    "singledispatch": (functools.singledispatch(written), where(written)),
    "proxy": (Proxy(written), where(written)),
    "proxy of a proxy": (Proxy(Proxy(written)), where(written)),
    "proxy of a cache": (Proxy(functools.cache(written)), where(written)),
    "wrapper of a cache": (wrapping(functools.cache(written)), where(written)),
    "cache of a proxy": (functools.cache(Proxy(written)), where(written)),
    "proxy of a method": (Proxy(DESK.take), where(Desk.take)),
    "proxy of an object": (Proxy(DESK), A_DESK),
    "proxy of a proxy of an object": (Proxy(Proxy(DESK)), A_DESK),
    "task": (Task(written), where(written)),
    "task of a wrapper": (Task(wrapping(written)), where(written)),
    "lazy task": (lazy(written), where(written)),
    "pending task": (pending(written), where(written)),
    "shared task": (shared(written), where(written)),
    "wrapper of a lazy task": (wrapped_by_hand(lazy(written)), where(written)),
    "wrapper of a pending task": (wrapped_by_hand(pending(written)), where(written)),
    "function without a module": (made_by_exec(), "on_paid (<string>:1)"),
    "object of a class that answers": (
        answering(),
        f"an object of {__name__}.Answers ({line(DESK.__call__)})",
    ),
    "object with properties": (Asking(), f"an object of {__name__}.Asking ({line(Asking.__call__)})"),
    "object that keeps another": (Kept(), f"an object of {__name__}.Kept ({line(Kept.__call__)})"),
    "object with __wrapped__": (Caching(written), where(written)),
    "partial": (functools.partial(written), f"a partial of {where(written)}"),
    "partial of a partial": (functools.partial(functools.partial(written)), f"a partial of {where(written)}"),
    "partial of a cache": (functools.partial(functools.cache(written)), f"a partial of {where(written)}"),
    "partial of a method": (functools.partial(DESK.take), f"a partial of {where(Desk.take)}"),
    "partial of an object": (functools.partial(DESK), f"a partial of {A_DESK}"),
    "cache of a partial": (functools.cache(functools.partial(written)), f"a partial of {where(written)}"),
    "wrapper of a partial": (wrapping(functools.partial(written)), f"a partial of {where(written)}"),
}


@in_ways(PLAIN_WAYS)
@pytest.mark.parametrize(("receiver", "name"), NAMES.values(), ids=NAMES)
def test_notes_name_the_function_that_was_written(signal: Any, way: str, receiver: Any, name: str) -> None:
    """Row 3: through caches, proxies, partials and __wrapped__."""
    signal.connect(receiver)
    for _ in range(2):
        with pytest.raises(LookupError) as caught:
            send(signal, Sender(), way=way)
        assert caught.value.__notes__ == [f"while signal 'order_completed' was sent to {name}"]


@pytest.mark.parametrize(("receiver", "name"), NAMES.values(), ids=NAMES)
def test_logs_refusals_and_warnings_name_it_too(receiver: Any, name: str, caplog: pytest.LogCaptureFixture) -> None:
    """Row 4, row 7, row 13: one receiver has one name."""
    signal = payload_signal()
    signal.connect(receiver, dispatch_uid="uid")
    signal.send_robust(None, 7)
    [record] = caplog.records
    assert record.getMessage() == f"{name} failed in a robust send of signal 'order_completed'"
    assert vars(record)["receiver"] == name
    with pytest.warns(DuplicateUidWarning, match="was not connected") as caught:
        signal.connect(Shelf().take, weak=False, dispatch_uid="uid")
    assert f": {name} has the same dispatch_uid and stays; " in str(caught[0].message)
    with pytest.raises(ReceiverError) as refused:
        signal.connect(receiver, priority="high")
    assert str(refused.value).startswith(f"cannot connect {name} to signal 'order_completed': ")


@pytest.mark.parametrize("way", PLAIN_WAYS)
@pytest.mark.parametrize(
    "receiver",
    [written_later, wrapping(written_later), functools.cache(written_later), Proxy(written_later)],
    ids=["function", "wrapper", "cache", "proxy"],
)
def test_async_receivers_are_named_as_others(async_signal: Any, way: str, receiver: Any) -> None:
    """Row 3: whether the coroutine fails or its making does."""
    async_signal.connect(receiver)
    with pytest.raises(LookupError) as caught:
        send(async_signal, Sender(), way=way)
    assert caught.value.__notes__ == [f"while signal 'order_completed' was sent to {where(written_later)}"]


def kind(thing: object) -> str:
    """Name a case by the type of what it is about."""
    return type(thing).__name__


class Pretending:
    """Says that it wraps what is no function."""

    def __init__(self, wrapped: object) -> None:
        self.__wrapped__ = wrapped

    def __call__(self, sender: object, order: object) -> object:
        """Fail."""
        raise LookupError


@pytest.mark.parametrize("wrapped", [None, 7, "written", Shelf(), Shelf, print, property()], ids=kind)
def test_what_wraps_no_function_goes_by_its_own_name(signal: Any, wrapped: object) -> None:
    """Row 3: ``__wrapped__`` may hold anything."""
    signal.connect(Pretending(wrapped))
    with pytest.raises(LookupError) as caught:
        send(signal, Sender())
    line = Pretending.__call__.__code__.co_firstlineno
    name = f"an object of {__name__}.Pretending (test_notes.py:{line})"
    assert caught.value.__notes__ == [f"while signal 'order_completed' was sent to {name}"]


def test_a_ring_of_wrappers_has_a_name(signal: Any) -> None:
    """Row 3: whichever; nothing hangs."""
    ring: list[Any] = [wrapping(written), wrapping(written)]
    ring[0].__wrapped__, ring[1].__wrapped__ = ring[1], ring[0]
    itself: Any = functools.cache(written)
    itself.__wrapped__ = itself
    for receiver in (ring[0], itself):
        signal.connect(receiver)
        with pytest.raises(LookupError) as caught:
            send(signal, Sender())
        assert len(caught.value.__notes__) == 1
        signal.disconnect(receiver)


def test_what_is_sent_to_two_receivers_of_one_name_is_noted_once(signal: Any) -> None:
    """Row 3: once for each signal and receiver that can be told apart by their names."""
    error = LookupError()

    def failing(sender: object, order: object) -> object:
        raise error

    for _ in range(3):
        signal.connect(functools.partial(failing))
        with pytest.raises(LookupError):
            send(signal, Sender())
        signal.disconnect(signal.connections[0].receiver)
    assert error.__notes__ == [f"while signal 'order_completed' was sent to a partial of {where(failing)}"]


@in_ways(PLAIN_WAYS)
def test_naming_asks_a_receiver_for_nothing(signal: Any, way: str) -> None:
    """Row 13: neither its repr nor its attributes."""

    class Hostile:
        def __getattribute__(self, name: str) -> Any:
            pytest.fail("something was asked that need not be")

        def __repr__(self) -> str:
            pytest.fail("something was asked that need not be")

        def __call__(self, sender: object, order: object) -> object:
            raise LookupError

    signal.connect(Hostile())
    with pytest.raises(LookupError) as caught, warnings.catch_warnings():
        send(signal, Sender(), way=way)
    assert "test_notes.py:" in caught.value.__notes__[0]


def test_an_interrupt_before_the_first_call_is_nobodys(signal: Any) -> None:
    """Row 3: no receiver is named that was not called."""
    from typedsignals._core import sending

    error = KeyboardInterrupt()
    sending._note(signal, None, error)
    assert not hasattr(error, "__notes__")


def test_what_succeeds_is_not_named(signal: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 3: a name is made when something has failed."""
    from typedsignals._core import sending

    monkeypatch.setattr(sending, "describe", lambda receiver: pytest.fail("it was named"))
    signal.connect(lambda sender, order: order)
    assert results(send(signal, Sender(), 7)) == [7]
