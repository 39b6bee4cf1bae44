"""Who keeps whom alive, and how loud a loss is."""
# mypy: allow-untyped-decorators

import contextlib
import functools
import gc
import re
import sys
import warnings
import weakref
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.unit.kinds import (
    WAYS,
    Sender,
    Shelf,
    connect_all,
    in_ways,
    keywords_signal,
    payload_signal,
    results,
    send,
    where,
    without_collector,
)
from typedsignals import LostReceiverWarning, receiver

AT_ONCE = (
    "{} is connected weakly to signal 'order_completed', but nothing else refers to {}, so it is lost at once; "
    "keep a reference to it, or connect it with weak=False"
)
LATER = (
    "signal 'order_completed' lost {}, connected weakly at test_lifetime.py:{}, before any send could call it; "
    "keep a reference to it, or connect it with weak=False"
)


@contextmanager
def warned(message: str) -> Generator[None, None, None]:
    """Expect one LostReceiverWarning with this very text."""
    with pytest.warns(LostReceiverWarning, match=f"^{re.escape(message)}$") as caught:
        yield
    assert len(caught) == 1


def make_receiver(word: object = "heard") -> Callable[[object, object], object]:
    """Make a function that nothing else refers to."""

    def inner(sender: object, order: object) -> object:
        return word

    return inner


class Callable_:  # noqa: N801
    """A receiver that is an object."""

    def __call__(self, sender: object, order: object) -> object:
        """Hear one send."""
        return "heard"


class Slotted:
    """Cannot be weakly referenced, nor can its methods."""

    __slots__ = ()

    def __call__(self, sender: object, order: object) -> object:
        """Hear one send."""
        return "heard"

    def take(self, sender: object, order: object) -> object:
        """Hear one send."""
        return "heard"


class Kept:
    """A class that has receivers of its own."""

    @classmethod
    def by_class(cls, sender: object, order: object) -> object:
        """Hear one send."""
        return cls

    @staticmethod
    def static(sender: object, order: object) -> object:
        """Hear one send."""
        return "static"


# --- what is held, and how


@in_ways(WAYS)
@pytest.mark.parametrize(
    "make",
    [
        make_receiver,
        lambda: lambda sender, order: "heard",
        lambda: functools.partial(make_receiver()),
        lambda: functools.partial(lambda extra, sender, order: extra, 1),
        Callable_,
        Slotted,
    ],
    ids=["local function", "lambda", "partial", "partial of a lambda", "object", "slotted object"],
)
@pytest.mark.parametrize("narrowed", [False, True], ids=["all", "one sender"])
def test_everything_but_bound_methods_is_held_strongly(
    signal: Any, way: str, make: Callable[[], Any], narrowed: bool
) -> None:
    """Row 6: what Django would lose in silence stays."""
    sender = Sender()
    signal.connect(make(), **({"sender": sender} if narrowed else {}))
    gc.collect()
    for _ in range(2):
        assert len(send(signal, sender, way=way)) == 1
    [connection] = signal.connections
    assert connection.weak is False


@in_ways(WAYS)
@pytest.mark.parametrize("narrowed", [False, True], ids=["all", "one sender"])
@pytest.mark.parametrize("sent", [0, 1, 2])
def test_a_bound_method_is_held_by_its_object(signal: Any, way: str, narrowed: bool, sent: int) -> None:
    """Row 6: it is gone when its object is, by reference counts alone."""
    sender, shelf = Sender(), Shelf()
    signal.connect(shelf.take, **({"sender": sender} if narrowed else {}))
    for _ in range(sent):
        assert len(send(signal, sender, way=way)) == 1
    assert signal.connections[0].weak is True
    assert signal.has_listeners(sender)
    with without_collector(), warnings.catch_warnings():
        if sent == 0:
            warnings.simplefilter("ignore", LostReceiverWarning)
        del shelf
        assert send(signal, sender, way=way) == []
        assert signal.connections == ()
        assert not signal.has_listeners(sender)


def test_methods_of_a_class_live_as_long_as_the_class(signal: Any) -> None:
    """Row 6: the class is the object of a class method; a static method is a function."""
    for method in (Kept.by_class, Kept.static, Kept.__dict__["static"]):
        signal.connect(method)
    gc.collect()
    assert results(send(signal, Sender())) == [Kept, "static", "static"]
    assert [connection.weak for connection in signal.connections] == [True, False, False]


def test_weak_false_holds_a_method_with_its_object(signal: Any) -> None:
    """Row 6: nothing else need refer to it."""
    signal.connect(Shelf().take, weak=False)
    gc.collect()
    for _ in range(2):
        assert results(send(signal, Sender(), 7)) == [7]
    assert signal.connections[0].weak is False


@pytest.mark.parametrize("make", [make_receiver, Callable_, lambda: functools.partial(make_receiver())])
@pytest.mark.parametrize("sent", [1, 2])
def test_weak_true_holds_anything_weakly(signal: Any, make: Callable[[], Any], sent: int) -> None:
    """Row 6: functions, objects and partials go when nothing else refers to them."""
    connected = make()
    signal.connect(connected, weak=True)
    for _ in range(sent):
        assert results(send(signal, Sender())) == ["heard"]
    assert signal.connections[0].weak is True
    with without_collector():
        del connected
        assert send(signal, Sender()) == []
        assert signal.connections == ()


def test_a_built_in_method_is_not_lost() -> None:
    """Row 6: it is an object made for each access, which would be dead at once."""

    class Log(dict[object, object]):
        """Something with a method written in C that takes (sender, order)."""

    log = Log()
    payload = payload_signal()
    payload.connect(log.setdefault)
    gc.collect()
    for _ in range(2):
        assert results(payload.send("sender", "order")) == ["order"]
    assert log == {"sender": "order"}
    payload.connect(log.setdefault)
    assert len(payload.connections) == 1
    assert payload.disconnect(log.setdefault)


# --- what is lost is said


def test_connecting_a_method_of_an_object_that_nobody_keeps_warns_at_once(signal: Any) -> None:
    """Row 6: at the very line, with the remedy, and not again when it is gone."""
    with warned(AT_ONCE.format(where(Shelf.take), "its object")):
        signal.connect(Shelf().take)
    assert send(signal, Sender()) == []
    assert signal.connections == ()


def test_connecting_a_lambda_weakly_warns_at_once(signal: Any) -> None:
    """Row 6: whatever else is asked for; each line is told of by its own number."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        signal.connect(lambda sender, order: 1, weak=True)
        signal.connect(lambda sender, order: 1, weak=True, sender=Sender)
        signal.connect(lambda sender, order: 1, weak=True, dispatch_uid="uid")
        signal.connect(lambda sender, order: 1, weak=True, priority=3)
    last = line_above()
    assert [(warning.filename, warning.lineno) for warning in caught] == [
        (__file__, last - back) for back in (3, 2, 1, 0)
    ]
    for warning in caught:
        assert warning.category is LostReceiverWarning
        assert re.search(r"<lambda> \(test_lifetime.py:\d+\) .* so it is lost at once; ", str(warning.message))
    assert send(signal, Sender()) == []


@pytest.mark.parametrize("make", [make_receiver, Callable_, lambda: functools.partial(make_receiver())])
def test_connecting_what_nobody_keeps_weakly_warns_at_once(signal: Any, make: Callable[[], Any]) -> None:
    """Row 6: partials, objects and local functions too."""
    with pytest.warns(LostReceiverWarning, match="so it is lost at once"):
        signal.connect(make(), weak=True)
    assert send(signal, Sender()) == []


def test_connecting_inside_of_a_call_or_a_condition_is_not_a_statement(signal: Any) -> None:
    """Row 6: where the result is used, the receiver may well live on."""
    kept = [signal.connect(lambda sender, order: 1, weak=True)]
    kept.append(signal.connect(lambda sender, order: 2, weak=True))
    if signal.connect(last := lambda sender, order: 3, weak=True) is None:
        pytest.fail("connect returns the receiver")
    assert results(send(signal, Sender())) == [1, 2, 3]
    assert last is not None


def test_what_stays_alive_never_warns(signal: Any) -> None:
    """Row 6: functions, methods of kept objects, and results that are kept."""
    shelf = Shelf()
    signal.connect(shelf.take)
    signal.connect(make_receiver(1))
    signal.connect(make_receiver(2), weak=False)
    local = make_receiver(3)
    signal.connect(local, weak=True)
    keep = signal.connect(lambda sender, order: 4, weak=True)
    kept = signal.connect(make_receiver(5), weak=True)
    signal.connect(module_level, weak=True)
    signal.connect(MODULE_SHELF.take)
    gc.collect()
    assert results(send(signal, Sender(), 0)) == [0, 1, 2, 3, 4, 5, "module", 0]
    assert (keep, kept, local) == tuple(signal.connections[index].receiver for index in (4, 5, 3))


def test_decorated_functions_never_warn(signal: Any) -> None:
    """Row 6: the name that is defined keeps them, held weakly or not."""

    @signal.connect
    def first(sender: object, order: object) -> object:
        return 1

    @receiver(signal, weak=True)
    def second(sender: object, order: object) -> object:
        return 2

    @functools.partial(signal.connect, weak=True)
    def third(sender: object, order: object) -> object:
        return 3

    gc.collect()
    assert results(send(signal, Sender())) == [1, 2, 3]
    assert [first, second, third] == [connection.receiver for connection in signal.connections]


def test_a_method_connected_in_its_objects_own_init_does_not_warn(signal: Any) -> None:
    """Row 6: the object is on its way to whoever makes it."""

    class Connecting(Shelf):
        def __init__(self) -> None:
            super().__init__()
            signal.connect(self.take)

    shelf = Connecting()
    assert results(send(signal, Sender(), 1)) == [1]
    assert shelf.orders == [1]


def test_a_receiver_that_dies_before_any_send_warns_with_the_place_of_its_connect(signal: Any) -> None:
    """Row 6: at the next send, whoever sends; the warning points to the line that connected."""
    shelf = Shelf()
    signal.connect(shelf.take)
    line = line_above()
    del shelf
    with pytest.warns(LostReceiverWarning, match=f"^{re.escape(LATER.format(where(Shelf.take), line))}$") as caught:
        assert send(signal, Sender()) == []
    assert [(warning.filename, warning.lineno) for warning in caught] == [(__file__, line)]


@pytest.mark.parametrize(
    "ask",
    [
        lambda signal: signal.connections,
        lambda signal: signal.has_listeners(),
        repr,
        lambda signal: signal.connect(module_level),
        lambda signal: signal.disconnect(module_level),
        lambda signal: send(signal, Sender(), way="send_robust"),
        lambda signal: send(signal, Sender(), way="asend"),
        lambda signal: send(signal, Sender(), way="asend_robust"),
    ],
    ids=["connections", "has_listeners", "repr", "connect", "disconnect", "send_robust", "asend", "asend_robust"],
)
def test_whatever_is_asked_first_tells_of_the_loss_once(signal: Any, ask: Callable[[Any], object]) -> None:
    """Row 6: nobody need send to learn of it, and nobody hears of it twice."""
    function = make_receiver()
    signal.connect(function, weak=True)
    line = line_above()
    del function
    with warned(LATER.format("its receiver", line)):
        ask(signal)
    ask(signal)


def test_a_receiver_that_was_called_may_go_in_silence(signal: Any) -> None:
    """Row 6: it had its chance; so had one whose turn never came, because another failed before it."""
    shelf, unlucky = Shelf(), Shelf()

    def failing(sender: object, order: object) -> None:
        raise LookupError

    signal.connect(shelf.take)
    signal.connect(failing)
    signal.connect(unlucky.take)
    with pytest.raises(LookupError):
        send(signal, Sender())
    del shelf, unlucky
    assert len(signal.connections) == 1


def test_a_send_of_another_sender_is_no_chance(signal: Any) -> None:
    """Row 6: only a send that would have called the receiver counts."""
    sender, shelf = Sender(), Shelf()
    signal.connect(shelf.take, sender=sender)
    line = line_above()
    send(signal, Sender())
    del shelf
    with warned(LATER.format(where(Shelf.take), line)):
        send(signal, sender)


def test_a_receiver_that_was_disconnected_may_go_in_silence(signal: Any) -> None:
    """Row 6: nothing is lost that nobody waits for."""
    shelf = Shelf()
    signal.connect(shelf.take)
    signal.disconnect(shelf.take)
    del shelf
    assert send(signal, Sender()) == []


def test_a_receiver_whose_sender_dies_first_may_go_in_silence(signal: Any) -> None:
    """Row 6: its connection ended with the sender."""
    sender, shelf = Sender(), Shelf()
    signal.connect(shelf.take, sender=sender)
    del sender
    assert signal.connections == ()
    del shelf
    assert send(signal, Sender()) == []


def test_each_lost_receiver_is_told(signal: Any) -> None:
    """Row 6: one warning each."""
    shelves = [Shelf() for _ in range(12)]
    connect_all(signal, shelves)
    del shelves
    with pytest.warns(LostReceiverWarning, match="lost .*Shelf.take") as caught:
        send(signal, Sender())
    assert len(caught) == 12


def test_a_loss_that_is_made_an_error_is_told_once_and_leaves_the_signal_working(signal: Any) -> None:
    """Row 6: warnings may be errors; a send that raised one calls everybody the next time."""
    shelf = Shelf()
    signal.connect(shelf.take)
    signal.connect(module_level)
    del shelf
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(LostReceiverWarning):
            send(signal, Sender())
        assert results(send(signal, Sender())) == ["module"]


# --- what cannot be held weakly


@pytest.mark.parametrize("options", [{}, {"weak": True}], ids=["default", "weak"])
def test_a_method_of_an_object_without_weakref_is_refused(signal: Any, options: dict[str, bool]) -> None:
    """Row 6: the message names the remedies, and weak=False is one."""
    slotted = Slotted()
    message = (
        f"cannot connect {where(Slotted.take)} to signal 'order_completed': its object cannot be held weakly; "
        f"connect it with weak=False, or give its class a __weakref__ slot (weakref_slot=True in a dataclass)"
    )
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        signal.connect(slotted.take, **options)
    assert signal.connections == ()
    signal.connect(slotted.take, weak=False)
    assert results(send(signal, Sender())) == ["heard"]


# --- nothing is kept


@in_ways(WAYS)
def test_nothing_sent_is_kept_alive(signal: Any, way: str) -> None:
    """Row 11: neither the sender, nor what was sent, nor what came back."""

    def echo(sender: object, order: object) -> object:
        return [order]

    signal.connect(echo)
    signal.connect(echo, dispatch_uid="twice")
    with without_collector():
        sender, order = Sender(), Shelf()
        gone: list[weakref.ref[Any]] = [weakref.ref(sender), weakref.ref(order)]
        for _ in range(2):
            send(signal, sender, order, way)
        if way.startswith("a"):
            gc.collect()  # an event loop is a reference cycle of its own
        del sender, order
        assert [reference() for reference in gone] == [None, None]


def test_nothing_sent_is_kept_alive_by_a_failing_send(signal: Any) -> None:
    """Row 11: once the exception is gone."""

    def failing(sender: object, order: object) -> None:
        raise LookupError

    signal.connect(failing)
    order = Shelf()
    gone = weakref.ref(order)
    with without_collector():
        for _ in range(2):
            with contextlib.suppress(LookupError):
                send(signal, Sender(), order)
        del order
        assert gone() is None


def test_nothing_sent_is_kept_alive_by_interceptors(signal: Any) -> None:
    """Row 11: also while somebody looks on."""
    signal.connect(module_level)
    with without_collector(), signal.intercepted(lambda sending, proceed: proceed(sending)):
        order = Shelf()
        gone = weakref.ref(order)
        send(signal, Sender(), order)
        del order
        assert gone() is None


@pytest.mark.parametrize("make", [payload_signal, keywords_signal])
def test_a_signal_is_freed_by_its_reference_count(make: Callable[[], Any]) -> None:
    """Row 11: whatever was connected, sent, asked and disconnected before."""
    sender, shelf = Sender(), Shelf()
    with without_collector():
        signal = make()
        signal.connect(shelf.take)
        signal.connect(shelf.take, sender=sender, dispatch_uid="uid")
        signal.connect(make_receiver(), sender=Slotted())
        send(signal, sender)
        send(signal, Sender(), way="send_robust")
        assert repr(signal)
        assert signal.type_arguments
        assert len(signal.connections) == 3
        assert signal.disconnect(shelf.take)
        with signal.connected(make_receiver()), signal.intercepted(lambda sending, proceed: proceed(sending)):
            send(signal, sender)
        gone = weakref.ref(signal)
        del signal
        assert gone() is None


def test_receivers_are_released_when_they_are_disconnected(signal: Any) -> None:
    """Row 11: at once, though sends were under way before."""
    sender = Sender()
    for options in ({}, {"sender": sender}, {"dispatch_uid": "uid"}, {"sender": sender, "dispatch_uid": "uid"}):
        for sent in range(3):
            connected = Callable_()
            signal.connect(connected, **options)
            for _ in range(sent):
                send(signal, sender)
                send(signal, sender, way="send_robust")
            signal.disconnect(connected, **options)
            gone = weakref.ref(connected)
            with without_collector():
                del connected
                assert gone() is None


def test_uids_are_released_when_they_are_disconnected(signal: Any) -> None:
    """Row 11: a uid may be any object, and is held no longer than its connection."""
    uid = Sender()
    signal.connect(module_level, dispatch_uid=uid)
    send(signal, Sender())
    assert signal.disconnect(dispatch_uid=uid)
    gone = weakref.ref(uid)
    del uid
    assert gone() is None


def line_above() -> int:
    """Return the number of the line above the call."""
    return sys._getframe(1).f_lineno - 1


def module_level(sender: object, order: object) -> object:
    """Hear one send."""
    return "module"


MODULE_SHELF = Shelf()


def test_a_method_in_a_tuple_that_somebody_keeps_stays_connected(signal: Any) -> None:
    """Row 6: what stays alive never warns, and is never taken for lost."""
    arguments = (Shelf().take,)
    options: dict[str, Any] = {"priority": 1}
    signal.connect(*arguments)
    signal.connect(*arguments, dispatch_uid="uid", **options)
    assert results(send(signal, Sender(), 7)) == [7, 7]
    assert len(arguments) == 1
