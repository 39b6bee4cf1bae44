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
    SIGNALS,
    WAYS,
    Sender,
    Shelf,
    connect_all,
    in_ways,
    payload_signal,
    results,
    send,
    where,
    without_collector,
)
from typedsignals import LostReceiverWarning, receiver

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
    for method in (Kept.by_class, Kept.static):
        signal.connect(method)
    gc.collect()
    assert results(send(signal, Sender())) == [Kept, "static"]
    assert [connection.weak for connection in signal.connections] == [True, False]


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


NOBODYS: dict[str, tuple[Callable[[], Any], dict[str, Any], str]] = {
    "method": (lambda: Shelf().take, {}, where(Shelf.take)),
    "local function": (make_receiver, {"weak": True}, "its receiver"),
    "lambda": (lambda: lambda sender, order: 1, {"weak": True}, "its receiver"),
    "object": (Callable_, {"weak": True}, "its receiver"),
    "partial": (lambda: functools.partial(make_receiver()), {"weak": True}, "its receiver"),
    "with a uid": (make_receiver, {"weak": True, "dispatch_uid": "uid"}, "its receiver"),
    "with a priority": (lambda: Shelf().take, {"priority": 3}, where(Shelf.take)),
    "for a sender": (lambda: Shelf().take, {"sender": Sender}, where(Shelf.take)),
}


@pytest.mark.parametrize(("make", "options", "name"), NOBODYS.values(), ids=NOBODYS)
def test_what_nobody_keeps_is_told_of_at_the_next_use_with_the_line_that_connected(
    signal: Any, make: Callable[[], Any], options: dict[str, Any], name: str
) -> None:
    """Row 6: not when it is connected; then once, and there is nobody to call."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        signal.connect(make(), **options)
        line = line_above()
    with pytest.warns(LostReceiverWarning, match=f"^{re.escape(LATER.format(name, line))}$") as caught:
        assert send(signal, Sender) == []
    assert [(warning.filename, warning.lineno) for warning in caught] == [(__file__, line)]
    assert send(signal, Sender) == []
    assert signal.connections == ()


def test_a_decorated_receiver_that_nobody_keeps_is_told_of_with_the_line_of_its_decorator(signal: Any) -> None:
    """Row 6: receiver() connects where it is written."""
    receiver(signal, weak=True)(make_receiver())
    line = line_above()
    with warned(LATER.format("its receiver", line)):
        send(signal, Sender())


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


USES: dict[str, Callable[[Any], object]] = {
    "connections": lambda signal: signal.connections,
    "has_listeners": lambda signal: signal.has_listeners(),
    "repr": repr,
    "connect": lambda signal: signal.connect(module_level),
    "disconnect": lambda signal: signal.disconnect(module_level),
    "connected": lambda signal: signal.connected(module_level).__enter__(),
    "preserved": lambda signal: signal.preserved().__enter__(),
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_whatever_is_asked_first_tells_of_the_loss_once(signal: Any, use: Callable[[Any], object]) -> None:
    """Row 6: nobody need send to learn of it, and nobody hears of it twice."""
    function = make_receiver()
    signal.connect(function, weak=True)
    line = line_above()
    del function
    with warned(LATER.format("its receiver", line)):
        used = use(signal)
    use(signal)
    assert used is not signal


@in_ways(WAYS)
def test_whichever_send_comes_first_tells_of_the_loss_once(signal: Any, way: str) -> None:
    """Row 6: as whatever else is asked."""
    function = make_receiver()
    signal.connect(function, weak=True)
    line = line_above()
    signal.connect(module_level)
    del function
    for expected in (warned(LATER.format("its receiver", line)), contextlib.nullcontext()):
        with expected:
            assert results(send(signal, Sender(), way=way)) == ["module"]


@pytest.mark.parametrize("sent", [False, True])
def test_the_loss_of_a_method_that_was_asked_to_be_weak_is_meant(signal: Any, sent: bool) -> None:
    """Row 6: who writes weak=True for a bound method says what is the default: its loss is not spoken of."""
    shelf = Shelf()
    signal.connect(shelf.take, weak=True)
    if sent:
        send(signal, Sender())
    del shelf
    assert send(signal, Sender()) == []
    assert signal.connections == ()


@pytest.mark.parametrize("first", ["receiver", "sender"])
@pytest.mark.parametrize("in_cycles", [False, True], ids=["by reference counts", "by the collector"])
def test_a_receiver_that_dies_with_its_sender_is_not_lost(signal: Any, first: str, in_cycles: bool) -> None:
    """Row 6: in whatever order the deaths are told: nobody could have called it any more."""
    order = ("receiver", "sender") if first == "receiver" else ("sender", "receiver")
    with without_collector():
        made: dict[str, Any] = {name: Shelf() if name == "receiver" else Sender() for name in order}
        signal.connect(made["receiver"].take, sender=made["sender"])
        for name in order:
            if in_cycles:
                made[name].me = made[name]
            del made[name]
        gc.collect()
        assert len(signal._registry.dead) == 2
        assert send(signal, Sender()) == []
        assert signal.connections == ()


def test_a_receiver_that_dies_while_its_sender_lives_on_is_lost(signal: Any) -> None:
    """Row 6: also if the sender dies later, when the loss was told."""
    shelf, sender = Shelf(), Sender()
    signal.connect(shelf.take, sender=sender)
    line = line_above()
    del shelf
    with warned(LATER.format(where(Shelf.take), line)):
        assert not signal.has_listeners(sender)
    del sender
    assert signal.connections == ()


@pytest.mark.parametrize("sender", ["a str", 7, (1, 2)], ids=repr)
def test_a_receiver_of_a_sender_that_is_held_may_be_lost(signal: Any, sender: object) -> None:
    """Row 6: such a sender does not die before its connections do."""
    shelf = Shelf()
    signal.connect(shelf.take, sender=sender)
    line = line_above()
    del shelf
    with warned(LATER.format(where(Shelf.take), line)):
        assert send(signal, sender) == []


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


class Cupboard(Shelf):
    """Another one."""

    def stow(self, sender: object, order: object) -> None:
        """Hear one send."""


@pytest.mark.parametrize("error", ["take", "stow"])
def test_a_loss_that_is_made_an_error_hides_no_other(signal: Any, error: str) -> None:
    """Row 6: the filter is asked for each."""
    cupboard = Cupboard()
    signal.connect(cupboard.take)
    signal.connect(cupboard.stow)
    del cupboard
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warnings.filterwarnings("error", message=f".* lost .*{error}")
        with pytest.raises(LostReceiverWarning, match=error):
            signal.has_listeners()
    assert len(caught) == 1
    assert error not in str(caught[0].message)


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


@pytest.mark.parametrize("make", SIGNALS.values(), ids=SIGNALS)
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


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("with_uid", [False, True], ids=["receiver", "uid"])
def test_nothing_is_left_of_a_sender_that_nobody_hears_any_more(signal: Any, number: int, with_uid: bool) -> None:
    """Row 8: not even the weak reference to it."""
    sender = Sender()
    receivers = [make_receiver(each) for each in range(number)]
    for each in receivers:
        signal.connect(each, sender=sender, dispatch_uid=id(each) if with_uid else None)
    assert weakref.getweakrefcount(sender) == 1
    for each in receivers:
        assert signal.disconnect(each, sender=sender)
    assert weakref.getweakrefcount(sender) == 0


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
