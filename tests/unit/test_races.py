"""What another thread or the garbage collector may do in the midst of a call, done on purpose."""

import gc
import re
import sys
import threading
import warnings
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import typedsignals
from tests.unit.kinds import (
    WAYS,
    Sender,
    Shelf,
    connect_all,
    frees_definitions,
    in_ways,
    results,
    send,
    without_collector,
)
from typedsignals import LostReceiverWarning, Signal
from typedsignals._core import registry

CORE = Path(typedsignals.__file__).parent / "_core"


@contextmanager
def when_called(name: str, work: Callable[[], object]) -> Generator[None, None, None]:
    """Do ``work`` once, at the moment when the core next calls its function of this name."""
    done: list[str] = []

    def profile(frame: FrameType, event: str, argument: object) -> None:
        code = frame.f_code
        if event == "call" and not done and code.co_name == name and Path(code.co_filename).parent == CORE:
            done.append(name)
            sys.setprofile(None)
            work()

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        yield
    finally:
        sys.setprofile(before)
    assert done == [name]  # otherwise nothing was tested


def heard(sender: object, order: object) -> object:
    """Hear one send."""
    return "heard"


def also_heard(sender: object, order: object) -> object:
    """Hear one send."""
    return "also heard"


@in_ways(WAYS)
@pytest.mark.parametrize("moment", ["in_order", "_publish"])
@pytest.mark.parametrize("narrowed", [False, True], ids=["all", "one sender"])
def test_a_connect_while_a_send_looks_for_its_receivers_is_seen_whole(
    signal: Any, way: str, moment: str, narrowed: bool
) -> None:
    """Row 10: the send looks again; later ones call the newcomer as well."""
    sender = Sender()
    signal.connect(heard, sender=sender)
    options = {"sender": sender} if narrowed else {}
    with when_called(moment, lambda: signal.connect(also_heard, **options)):
        first = results(send(signal, sender, way=way))
    assert first == ["heard", "also heard"]
    assert results(send(signal, sender, way=way)) == first


class Vanishing(dict[Any, Any]):
    """A dictionary from which another thread takes whatever somebody has just seen in it."""

    def __contains__(self, key: object) -> bool:
        """Say yes, and it is gone."""
        found = super().__contains__(key)
        self.pop(key, None)
        return found


@in_ways(WAYS)
def test_a_route_that_goes_between_two_looks_is_looked_up_again(signal: Any, way: str) -> None:
    """Row 10: another thread's connect takes it away, and the send finds out."""
    sender = Sender()
    signal.connect(heard, sender=sender)
    send(signal, sender, way=way)
    routes = signal._registry.routes
    routes.own = Vanishing(routes.own)
    assert results(send(signal, sender, way=way)) == ["heard"]


@frees_definitions
def test_a_class_that_sent_is_forgotten_in_spite_of_another_change(signal: Any) -> None:
    """Row 11: a connect comes between the look at its group and the commit that takes it out."""

    class Order:
        pass

    signal.connect(heard, sender=object, subclasses=True)
    send(signal, Order)
    del Order
    gc.collect()
    with when_called("rearranged", lambda: signal.connect(also_heard)):
        assert signal.has_listeners()
    assert signal._registry._groups.keys() == {(type, id(object))}


def test_a_disconnect_while_a_send_looks_for_its_receivers_is_seen_whole(signal: Any) -> None:
    """Row 10: who is gone by then is not called, and not kept."""
    for receiver in (heard, also_heard):
        signal.connect(receiver)
    with when_called("_publish", lambda: signal.disconnect(heard)):
        assert results(send(signal, Sender())) == ["also heard"]
    assert results(send(signal, Sender())) == ["also heard"]


@pytest.mark.parametrize("narrowed", [False, True], ids=["all", "one sender"])
def test_connects_at_once_both_count(signal: Any, narrowed: bool) -> None:
    """Row 10: whoever commits second prepares again."""
    options = {"sender": Sender} if narrowed else {}
    with when_called("rearranged", lambda: signal.connect(heard, **options)):
        signal.connect(also_heard, **options)
    assert results(send(signal, Sender)) == ["heard", "also heard"]
    with when_called("rearranged", lambda: signal.connect(heard, dispatch_uid="uid", **options)):
        signal.connect(heard, dispatch_uid="uid", **options)
    assert len(signal.connections) == 3


def test_disconnects_at_once_tell_the_truth_to_one(signal: Any) -> None:
    """Row 10: the connection ends once; any other change does not keep it from ending."""
    told: list[bool] = []
    signal.connect(heard)
    with when_called("rearranged", lambda: told.append(signal.disconnect(heard))):
        told.append(signal.disconnect(heard))
    assert told == [True, False]
    signal.connect(heard)
    with when_called("rearranged", lambda: signal.connect(also_heard)):
        assert signal.disconnect(heard) is True
    assert results(send(signal, Sender())) == ["also heard"]


def test_what_changes_while_connections_are_read_is_read_whole(signal: Any) -> None:
    """Row 10: connections and has_listeners are as of one moment."""
    sender = Sender()
    with when_called("in_order", lambda: signal.connect(heard, sender=sender)):
        assert [connection.receiver for connection in signal.connections] == [heard]
    with when_called("in_order", lambda: signal.disconnect(heard, sender=sender)):
        assert not signal.has_listeners(sender)


def test_a_receiver_that_dies_while_connections_are_read_is_left_out(signal: Any) -> None:
    """Row 10: nobody is told of a receiver that is None."""
    shelves = [Shelf()]
    signal.connect(shelves[0].take)
    signal.connect(heard)
    send(signal, Sender())
    with when_called("view", shelves.clear):
        assert [connection.receiver for connection in signal.connections] == [heard]


def test_a_sender_that_dies_while_connections_are_read_is_left_out(signal: Any) -> None:
    """Row 10: its connections are never shown as those of every sender."""
    senders = [Sender(), Sender()]
    for number in range(2):
        signal.connect(heard, sender=senders[number])
    with when_called("view", senders.clear):
        assert all(connection.sender is not None for connection in signal.connections)
    assert signal.connections == ()


@in_ways(WAYS)
@pytest.mark.parametrize("others", [0, 1])
def test_a_receiver_that_dies_at_the_last_moment_is_skipped(signal: Any, way: str, others: int) -> None:
    """Row 9: after the send looked for the dead, before its turn came."""
    shelves = [Shelf()]
    signal.connect(shelves[0].take)
    for _ in range(others):
        signal.connect(heard)
    send(signal, Sender(), way=way)
    if others:
        signal.connect(lambda sender, order: shelves.clear(), priority=1)
        send_twice = [results(send(signal, Sender(), 7, way)) for _ in range(2)]
        assert send_twice[0][:1] == [None]
        assert send_twice[1] == [None, "heard"]
        return
    if type(signal) is Signal and way == "send":
        return  # its loop calls nothing of ours in between
    with when_called("living", shelves.clear):
        assert send(signal, Sender(), 7, way) == []


@in_ways(WAYS)
def test_receivers_that_die_in_the_midst_of_a_published_send_are_skipped(signal: Any, way: str) -> None:
    """Row 9: also when the send did not look anybody up."""
    shelves: list[Any] = [Shelf(), Shelf()]
    killing = [False]

    def receiver(sender: object, order: object) -> object:
        if killing[0]:
            shelves.clear()
        return "first"

    signal.connect(receiver)
    connect_all(signal, shelves)
    weak = also_weak(shelves)
    signal.connect(weak, weak=True)
    del weak
    for _ in range(2):
        assert results(send(signal, Sender(), 7, way)) == ["first", 7, 7, "weak"]
    killing[0] = True
    with without_collector():
        first, *others = results(send(signal, Sender(), 7, way))
        assert first == "first"
        assert set(map(str, others)) <= {"7", "weak"}
        assert results(send(signal, Sender(), 7, way)) == ["first"]


def also_weak(shelves: list[Any]) -> Callable[[object, object], object]:
    """Make a receiver that lives in the list."""

    def weak(sender: object, order: object) -> object:
        return "weak"

    shelves.append(weak)
    return weak


def test_deaths_that_are_put_into_effect_by_two_at_once_count_once(signal: Any) -> None:
    """Row 10: whoever comes in between does the work of the first."""
    shelves = [Shelf() for _ in range(4)]
    connect_all(signal, shelves)
    del shelves
    with pytest.warns(LostReceiverWarning) as caught, when_called("leave", lambda: repr(signal)):
        assert signal.connections == ()
    assert len(caught) == 4


def test_interceptors_that_come_at_once_both_stay(signal: Any) -> None:
    """Row 18: whoever commits second prepares again."""
    log: list[str] = []

    def named(name: str) -> Any:
        def interceptor(sending: Any, proceed: Any) -> Any:
            log.append(name)
            return proceed(sending)

        return signal.intercepted(interceptor)

    signal.connect(heard)
    first, second = named("first"), named("second")
    with (
        when_called("_exchange", second.__enter__),
        first,
        when_called("_exchange", lambda: signal.connect(also_heard)),
        named("third"),
    ):
        send(signal, Sender())
    assert log == ["third", "first", "second"]
    second.__exit__(None, None, None)
    assert results(send(signal, Sender())) == ["heard", "also heard"]


def test_what_is_preserved_comes_back_though_others_connect_meanwhile(signal: Any) -> None:
    """Row 18: a connect at the wrong moment neither loses it nor is lost."""
    signal.connect(heard)
    with signal.preserved():
        signal.disconnect(heard)
        profiled = when_called("rearranged", lambda: signal.connect(also_heard))
        profiled.__enter__()
    profiled.__exit__(None, None, None)
    assert results(send(signal, Sender())) == ["heard", "also heard"]


def test_warnings_that_use_the_signal_are_no_danger(signal: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 10: whoever shows a warning may use the signal that it tells of."""
    shown: list[str] = []

    def show(message: Any, *args: Any) -> None:
        shown.append(str(message))
        signal.connect(heard)
        send(signal, Sender())

    shelves = [Shelf(), Shelf()]
    connect_all(signal, shelves)
    del shelves
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        monkeypatch.setattr(warnings, "showwarning", show)
        assert results(send(signal, Sender())) == ["heard"]
    assert len(shown) == 2
    assert all(re.search("lost .*Shelf.take", text) for text in shown)


@pytest.mark.parametrize("moment", ["join", "end"])
def test_who_dies_while_somebody_connects_or_disconnects_is_out_by_then(signal: Any, moment: str) -> None:
    """Row 10: what was asked for is done all the same, and its place is free."""
    shelves = [Shelf()]
    signal.connect(shelves[0].take, dispatch_uid="uid")
    signal.connect(heard)
    send(signal, Sender())
    with without_collector(), when_called(moment, shelves.clear):
        if moment == "join":
            signal.connect(also_heard, dispatch_uid="uid")
        else:
            assert signal.disconnect(dispatch_uid="uid") is False
    assert len(results(send(signal, Sender()))) == 1 + (moment == "join")


@pytest.mark.parametrize("moment", ["found", "rearranged"])
@pytest.mark.parametrize("gone", [False, True], ids=["another change", "the same change"])
def test_leaving_connected_while_others_change_the_signal_ends_its_own(signal: Any, moment: str, *, gone: bool) -> None:
    """Row 8, row 10: once, whoever was faster."""
    signal.connect(also_heard)
    profiled = when_called(
        moment, lambda: signal.disconnect(heard) if gone else signal.connect(also_heard, dispatch_uid="uid")
    )
    with signal.connected(heard):
        profiled.__enter__()
    profiled.__exit__(None, None, None)
    assert results(send(signal, Sender())) == ["also heard"] * (1 + (not gone))


def test_disconnecting_nobody_while_somebody_connects_looks_again(signal: Any) -> None:
    """Row 8, row 10: it tells the truth of one moment."""
    signal.connect(also_heard)
    with when_called("found", lambda: signal.connect(heard, dispatch_uid="uid")):
        assert signal.disconnect(heard) is True
    assert results(send(signal, Sender())) == ["also heard"]


@in_ways(WAYS)
def test_a_send_takes_what_another_one_published_meanwhile(signal: Any, way: str) -> None:
    """Row 10: two threads may look for the same receivers at once."""
    signal.connect(heard)
    other = threading.Thread(target=send, args=(signal, None))

    def in_another_thread() -> None:
        other.start()
        other.join()

    with when_called("route", in_another_thread):
        assert results(send(signal, Sender(), way=way)) == ["heard"]
    assert results(send(signal, Sender(), way=way)) == ["heard"]


USES: dict[str, Callable[[Any], object]] = {
    "connect": lambda signal: signal.connect(also_heard),
    "disconnect": lambda signal: signal.disconnect(heard),
    "connections": lambda signal: signal.connections,
    "has_listeners": lambda signal: signal.has_listeners(),
    "send": lambda signal: send(signal, None),
    "intercepted": lambda signal: signal.intercepted(lambda sending, proceed: []).__enter__(),
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_who_comes_in_the_midst_of_a_commit_waits_for_its_end(
    signal: Any, use: Callable[[Any], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 10: without a GIL another thread may be seen there; its lock is waited for, and no half of it is read."""
    signal.connect(heard)
    core = signal._registry
    version, waited = core._version, list[str]()

    class Lock:
        """A lock that another thread holds: when one gets it, the commit is over."""

        @property
        def taken(self) -> None:
            if core._version is None:
                waited.append("for the other one")
                core._version = version

        def release(self) -> None:
            """Give it back."""

    monkeypatch.setattr(registry, "_LOCK", Lock())
    core._version = None
    use(signal)
    assert waited == ["for the other one"]
    assert core._version is not None


def test_a_commit_that_found_no_memory_ends_with_it(signal: Any) -> None:
    """Row 13: a dictionary could not grow; nothing has changed then, and nobody waits for more."""
    signal.connect(heard)
    signal._registry._version = None  # as it leaves it
    assert results(send(signal, Sender())) == ["heard"]
    signal.connect(also_heard)
    assert results(send(signal, Sender())) == ["heard", "also heard"]


def test_what_a_send_still_reads_leads_to_no_sender_of_its_own_after_a_change_for_all(signal: Any) -> None:
    """Row 5: without a GIL a send may have it while the sender's end is put into effect elsewhere; its id may be reused."""
    sender = Sender()
    signal.connect(heard, sender=sender)
    send(signal, sender)
    read = signal._registry.routes
    assert read.own
    signal.connect(also_heard)
    assert not read.own


def test_what_is_not_there_is_looked_for_again_if_something_changed_meanwhile(signal: Any) -> None:
    """Row 8: the answer is of one moment."""
    with when_called("found", lambda: signal.connect(also_heard)):
        assert signal.disconnect(heard) is False
    assert [connection.receiver for connection in signal.connections] == [also_heard]
