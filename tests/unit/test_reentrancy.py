"""What receivers, uids and finalizers may do to the signal that is calling them."""

import os
import threading
from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.kinds import (
    SYNC_WAYS,
    WAYS,
    Sender,
    Shelf,
    connect_all,
    in_ways,
    keywords_signal,
    payload_signal,
    results,
    send,
    without_collector,
)
from typedsignals import LostReceiverWarning

ENOUGH = 12  # changes, in pairs: a comparison that never ceased to change the signal would be repeated for ever
PATIENCE = 30  # seconds until a thread that should never have had to wait is taken for deadlocked


def in_another_thread(work: Callable[[], object]) -> None:
    """Do it there while this thread waits for it."""
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def heard(sender: object, order: object) -> object:
    """Hear one send."""
    return "heard"


@in_ways(WAYS)
@pytest.mark.parametrize("narrowed", [False, True], ids=["all", "one sender"])
def test_receivers_connected_during_a_send_are_called_from_the_next_one_on(
    signal: Any, way: str, narrowed: bool
) -> None:
    """Row 9: whatever their priority."""
    sender = Sender()
    options = {"sender": sender} if narrowed else {}

    def connecting(sender_: object, order: object) -> object:
        signal.connect(heard, **options)
        signal.connect(Shelf().take, weak=False, priority=-1, **options)
        return "connecting"

    signal.connect(connecting)
    assert results(send(signal, sender, 1, way)) == ["connecting"]
    assert results(send(signal, sender, 2, way)) == ["connecting", "heard", 2]


@in_ways(WAYS)
def test_receivers_disconnected_during_a_send_are_still_called_by_it(signal: Any, way: str) -> None:
    """Row 9: and not by the next one."""

    def disconnecting(sender: object, order: object) -> object:
        assert signal.disconnect(heard) is (order == 1)
        assert not signal.has_listeners() or order != 1 or len(signal.connections) == 1
        return "disconnecting"

    signal.connect(disconnecting)
    signal.connect(heard)
    assert results(send(signal, Sender(), 1, way)) == ["disconnecting", "heard"]
    assert results(send(signal, Sender(), 2, way)) == ["disconnecting"]


@in_ways(WAYS)
def test_a_receiver_that_disconnects_itself_makes_nobody_be_skipped(signal: Any, way: str) -> None:
    """Row 9: however many do so."""
    called: list[int] = []

    def once(number: int) -> Callable[[object, object], None]:
        def receiver(sender: object, order: object) -> None:
            called.append(number)
            assert signal.disconnect(receiver)

        return receiver

    for number in range(12):
        signal.connect(once(number))
    send(signal, Sender(), way=way)
    assert called == list(range(12))
    assert signal.connections == ()
    assert send(signal, Sender(), way=way) == []


@in_ways(WAYS)
def test_a_receiver_that_dies_during_a_send_is_no_error(signal: Any, way: str) -> None:
    """Row 9: it is skipped or called; the others are called."""
    shelves = [Shelf() for _ in range(3)]

    def killing(sender: object, order: object) -> object:
        shelves.clear()
        return "killing"

    signal.connect(killing)
    connect_all(signal, shelves)
    signal.connect(heard)
    with without_collector():
        first = results(send(signal, Sender(), 7, way))
        assert [first[0], first[-1]] == ["killing", "heard"]
        assert set(first[1:-1]) <= {7}
        assert results(send(signal, Sender(), 7, way)) == ["killing", "heard"]


def test_a_single_receiver_that_is_dead_is_skipped() -> None:
    """Row 9: it may die after the send looked for the dead: when what is sent is made, say."""
    for signal in (payload_signal(), keywords_signal()):
        shelf = [Shelf()]
        signal.connect(shelf[0].take)
        signal.connect(lambda sender, order, shelf=shelf: shelf.clear(), priority=1)
        assert len(send(signal, Sender())) in (1, 2)


@in_ways(WAYS)
def test_a_sender_that_dies_during_its_send_is_no_error(signal: Any, way: str) -> None:
    """Row 9: the send holds it to the end; afterwards its connections are gone."""
    holder = [Sender()]
    signal.connect(lambda sender, order: holder.clear(), sender=holder[0])
    signal.connect(lambda sender, order: sender is not None, sender=holder[0])
    with without_collector():
        assert results(send(signal, holder[0], way=way)) == [None, True]
    assert [connection for connection in signal.connections if way.startswith("s")] == []


@pytest.mark.parametrize("way", SYNC_WAYS)
def test_a_receiver_may_send_the_same_signal(signal: Any, way: str) -> None:
    """Row 10: sends nest, and each calls whoever is connected then."""
    depths: list[object] = []

    def sending_on(sender: object, order: object) -> object:
        assert isinstance(order, int)
        depths.append(order)
        if order < 3:
            signal.connect(lambda sender, order: order, priority=-order)
            return results(send(signal, sender, order + 1, way))
        return "deep"

    signal.connect(sending_on)
    assert results(send(signal, Sender(), 0, way)) == [[[["deep", 3, 3, 3], 2, 2], 1]]
    assert depths == [0, 1, 2, 3]


@in_ways(WAYS)
def test_no_lock_is_held_while_a_receiver_runs(signal: Any, way: str) -> None:
    """Row 10: another thread can use the signal meanwhile, in every way."""

    def work() -> None:
        signal.connect(heard)
        signal.has_listeners()
        assert len(signal.connections) == 2
        signal.disconnect(heard)
        with signal.intercepted(lambda sending, proceed: []):
            send(signal, None)

    signal.connect(lambda sender, order: in_another_thread(work))
    for _ in range(2):
        send(signal, Sender(), way=way)


class Uid:
    """A uid that does something whenever it is asked."""

    def __init__(self, work: Callable[[], object], name: str = "uid") -> None:
        self.work = work
        self.name = name

    def __hash__(self) -> int:
        """Do it."""
        self.work()
        return 7

    def __eq__(self, other: object) -> bool:
        """Do it."""
        self.work()
        return isinstance(other, Uid) and self.name == other.name


def test_no_lock_is_held_while_uids_are_compared(signal: Any) -> None:
    """Row 10: neither their __hash__ nor their __eq__ can deadlock, in this thread or another."""
    log: list[int] = []
    busy = [False]

    def use() -> None:
        if busy[0] or len(log) >= ENOUGH:
            return
        busy[0] = True

        def work() -> None:
            number = len(log)
            log.append(number)
            signal.connect(heard, dispatch_uid=("inner", number))
            assert signal.disconnect(heard, dispatch_uid=("inner", number))

        work()
        in_another_thread(work)
        busy[0] = False

    for name in "abab":
        signal.connect(heard, dispatch_uid=Uid(use, name))
    assert len(signal.connections) == 2
    assert signal.disconnect(dispatch_uid=Uid(use, "a"))
    assert [connection.dispatch_uid.name for connection in signal.connections] == ["b"]
    assert len(log) == ENOUGH


def test_a_uid_that_changes_the_signal_while_it_is_compared_connects_once(signal: Any) -> None:
    """Row 10: what was prepared before the change is prepared again."""
    rivals: list[object] = []

    def rival() -> None:
        if not rivals:
            rivals.append(signal)
            signal.connect(heard, dispatch_uid=Uid(lambda: None))

    signal.connect(heard, dispatch_uid=Uid(lambda: None, "first"))
    signal.connect(heard, dispatch_uid=Uid(rival))
    assert [connection.dispatch_uid.name for connection in signal.connections] == ["first", "uid"]


def test_a_uid_that_changes_the_signal_whenever_it_is_compared_connects_all_the_same(signal: Any) -> None:
    """Row 10: it is compared once with each other uid, however often its connect is prepared."""
    numbers = iter(range(100))

    def change() -> None:
        signal.connect(Shelf().take, weak=False, dispatch_uid=("other", next(numbers)))

    signal.connect(heard, dispatch_uid=Uid(lambda: None, "first"))
    signal.connect(heard, dispatch_uid=Uid(change, "second"))
    assert signal.disconnect(dispatch_uid=Uid(change, "first"))
    names = [c.dispatch_uid.name for c in signal.connections if isinstance(c.dispatch_uid, Uid)]
    assert names == ["second"]


class RaisingUid:
    """A uid that cannot be compared."""

    def __hash__(self) -> int:
        """Be in one place."""
        return 7

    def __eq__(self, other: object) -> bool:
        """Refuse."""
        raise ZeroDivisionError


def test_a_uid_whose_comparison_raises_changes_nothing(signal: Any) -> None:
    """Row 13: the exception comes through, and the signal is as it was."""
    signal.connect(heard, dispatch_uid=RaisingUid())
    before = signal.connections
    with pytest.raises(ZeroDivisionError):
        signal.connect(heard, dispatch_uid=RaisingUid())
    with pytest.raises(ZeroDivisionError):
        signal.disconnect(dispatch_uid=RaisingUid())
    assert [c.receiver for c in signal.connections] == [c.receiver for c in before]
    assert results(send(signal, Sender())) == ["heard"]


class Finalized:
    """A receiver, a sender or a uid that does something when it goes."""

    def __init__(self, work: Callable[[], object]) -> None:
        self.work = work

    def __call__(self, sender: object, order: object) -> object:
        """Hear one send."""
        return "finalized"

    def take(self, sender: object, order: object) -> object:
        """Hear one send."""
        return "finalized"

    def __del__(self) -> None:
        """Do it."""
        self.work()


@pytest.mark.parametrize("role", ["receiver", "method", "sender", "slotted sender", "uid"])
@pytest.mark.parametrize("elsewhere", [False, True], ids=["this thread", "another thread"])
@pytest.mark.parametrize("sent", [0, 2])
def test_finalizers_of_what_is_released_may_use_the_signal(signal: Any, role: str, elsewhere: bool, sent: int) -> None:
    """Row 10: whatever a disconnect lets go of is let go of without a lock, and can connect and disconnect."""
    done: list[object] = []
    sender = Sender()

    def work() -> None:
        signal.connect(heard, dispatch_uid=len(done))
        send(signal, sender)
        done.append(signal.disconnect(heard, dispatch_uid=len(done)))
        signal.connect(heard, dispatch_uid="left behind")

    def finalize() -> None:
        if elsewhere:
            in_another_thread(work)
        else:
            work()

    class Slotted(Finalized):
        __slots__ = ()

    thing = Finalized(finalize)
    roles: dict[str, dict[str, Any]] = {
        "receiver": {"receiver": thing},
        "method": {"receiver": thing.take, "weak": False},
        "sender": {"receiver": heard, "sender": thing},
        "slotted sender": {"receiver": heard, "sender": [thing]},
        "uid": {"receiver": heard, "dispatch_uid": thing},
    }
    options = roles.pop(role)
    roles.clear()
    receiver = options.pop("receiver")
    signal.connect(receiver, **options)
    for _ in range(sent):
        send(signal, options.get("sender", sender))
    options.pop("weak", None)
    with without_collector():
        assert signal.disconnect(receiver, **options)
        del thing, receiver
        options.clear()
        assert done == [True]
    assert [connection.dispatch_uid for connection in signal.connections] == ["left behind"]


def test_the_finalizer_of_a_replaced_receiver_may_use_the_signal(signal: Any) -> None:
    """Row 10: a reloaded function lets go of its predecessor."""
    done: list[bool] = []

    def load() -> Any:
        kept = Finalized(lambda: done.append(bool(signal.connect(heard))))

        # Not at the top of a module: a 3.13 without a GIL keeps such functions for ever once there was a second thread.
        def reloaded(sender: object, order: object) -> str:
            return type(kept).__name__

        reloaded.__module__, reloaded.__qualname__ = "reloaded", "reloaded"
        return reloaded

    signal.connect(load(), dispatch_uid="uid")
    send(signal, Sender())
    with without_collector():
        signal.connect(load(), dispatch_uid="uid")
        assert done == [True]
    assert results(send(signal, Sender())) == ["Finalized", "heard"]
    signal.disconnect(dispatch_uid="uid")


def test_the_death_of_a_receiver_may_end_another(signal: Any) -> None:
    """Row 10: a chain of owners falls at once, though each fall is recorded while another one is put into effect."""

    class Owner(Shelf):
        def __init__(self, owned: object) -> None:
            super().__init__()
            self.owned = owned

    chain: Any = None
    for _ in range(40):
        chain = Owner(chain)
        signal.connect(chain.take)
    send(signal, Sender())
    with without_collector():
        del chain
        assert signal.connections == ()
        assert send(signal, Sender()) == []


@in_ways(WAYS)
@pytest.mark.parametrize("narrowed", [False, True], ids=["all", "one sender"])
def test_who_comes_after_a_receiver_that_died_during_the_send_is_called(signal: Any, way: str, narrowed: bool) -> None:
    """Row 9: one is skipped, not the rest."""
    sender, kept = Sender(), [Shelf()]
    options = {"sender": sender} if narrowed else {}

    def killer(sender_: object, order: object) -> object:
        if order == "die":
            kept.clear()
        return "killer"

    signal.connect(killer, **options)
    signal.connect(kept[0].take, **options)
    signal.connect(heard, **options)
    for number in range(3):
        assert results(send(signal, sender, number, way)) == ["killer", number, "heard"]
    with without_collector():
        assert results(send(signal, sender, "die", way)) == ["killer", "heard"]


@pytest.mark.parametrize("used", [False, True], ids=["quiet", "used meanwhile"])
def test_a_receiver_that_dies_while_another_death_is_put_into_effect_is_not_forgotten(signal: Any, used: bool) -> None:
    """Row 10: its loss is told all the same, though its owner goes only when the connections of a dead sender do."""
    sender, shelf = Sender(), Shelf()

    def use_and_let_go() -> None:
        if used:
            assert not signal.has_listeners()  # puts the death of the sender into effect once more
        kept.clear()

    kept = [shelf]
    signal.connect(Finalized(use_and_let_go), sender=sender)
    signal.connect(shelf.take, sender="another")
    with without_collector():
        del shelf, sender
        with pytest.warns(LostReceiverWarning, match=r"lost .*Shelf\.take"):
            assert not signal.has_listeners()
    assert kept == []
    in_another_thread(lambda: signal.connect(heard))


def test_two_signals_may_send_each_other(signal: Any) -> None:
    """Row 10: across both kinds."""
    for partner in (payload_signal(), keywords_signal()):
        calls: list[object] = []

        def there(sender: object, order: object, calls: Any = calls) -> None:
            calls.append(order)

        def back(sender: object, order: int, partner: Any = partner) -> None:
            if order < 5:
                send(partner, sender, order + 1)

        def forth(sender: object, order: int) -> None:
            send(signal, sender, order + 1)

        signal.connect(back)
        signal.connect(there)
        partner.connect(forth)
        send(signal, Sender(), 0)
        assert calls == [6, 4, 2, 0]
        signal.disconnect(back)
        signal.disconnect(there)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
@pytest.mark.filterwarnings("ignore:This process.*is multi-threaded:DeprecationWarning")
def test_a_forked_child_and_its_parent_go_on(signal: Any) -> None:
    """Row 10: whatever fork had to wait for, every thread of both may connect afterwards."""

    def connects_in_a_thread() -> bool:
        thread = threading.Thread(target=signal.connect, args=[heard], daemon=True)
        thread.start()
        thread.join(20)
        return not thread.is_alive()

    child = os.fork()
    if not child:
        os._exit(0 if connects_in_a_thread() else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert connects_in_a_thread()


def test_a_signal_that_nobody_hears_any_more_is_idle_again(signal: Any) -> None:
    """Row 10: whoever joins and leaves, also beside an interceptor; an idle one has nothing to read."""

    def state() -> tuple[bool, int]:
        return signal._registry.routes is None, signal._registry._size

    assert state() == (True, 0)
    for number, receiver in enumerate([heard, also_heard, also_heard], start=1):
        signal.connect(receiver, dispatch_uid=number)
        assert state() == (False, number)
    assert signal.disconnect(also_heard)
    assert state() == (False, 1)
    with signal.intercepted(lambda sending, proceed: proceed(sending)):
        assert signal.disconnect(heard)
        assert state() == (False, 0)
    assert state() == (True, 0)


def also_heard(sender: object, order: object) -> object:
    """Hear one send."""
    return "also heard"
