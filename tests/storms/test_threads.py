"""Any method from any thread: nothing is lost, nothing is doubled, nothing breaks."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from tests.effort import times
from tests.storms.support import Owner, Sender, at_once, receiver, reloading, switching_often
from typedsignals import Sending, Signal, intercept_all, keyword_signal

THREADS = 8


@pytest.fixture(autouse=True)
def _often() -> Iterator[None]:
    with switching_often():
        yield


@pytest.mark.parametrize("crowd", [0, 20])
def test_threads_lose_no_receiver(crowd: int) -> None:
    """Each sees the stable receivers once in each send, and its own exactly while that is connected."""
    signal: Signal[object, int] = Signal("numbered")
    shared, others = Sender(), [receiver() for _ in range(crowd)]
    for each in others:
        signal.connect(each)
        signal.connect(each, sender=shared)
    stable, stable_own, owner = receiver(), receiver(), Owner()
    signal.connect(stable)
    signal.connect(owner.hear)
    signal.connect(stable_own, sender=shared)
    expected = Counter([stable, owner.hear, stable_own, *others, *others])

    def work() -> None:
        mine, my_sender, crowd_members = receiver(), Sender(), set(expected)
        for number in range(times(400)):
            signal.connect(mine, sender=shared, dispatch_uid=(mine, number) if number % 3 else None)
            heard = Counter(called for called, _ in signal.send(shared, number))
            assert heard[mine] == 1
            assert {each: heard[each] for each in crowd_members} == expected
            assert signal.has_listeners(shared)
            assert signal.disconnect(mine, sender=shared)
            assert not signal.disconnect(mine, sender=shared)
            assert mine not in [called for called, _ in signal.send_robust(shared, number)]
            signal.connect(mine, sender=my_sender)
            assert mine in [called for called, _ in signal.send(my_sender, number)]
            signal.connect(Owner().hear, sender=my_sender, weak=False)
            my_sender = Sender()

    at_once(*[work] * THREADS)
    assert Counter(each.receiver for each in signal.connections) == expected
    assert repr(signal) == f"<Signal 'numbered', {expected.total()} receivers>"


def test_each_connection_is_ended_by_one() -> None:
    """Threads compete to disconnect what others connect: the truths told add up."""
    signal: Signal[object, int] = Signal()
    shared = [receiver() for _ in range(4)]
    ended: list[int] = []

    def connect() -> None:
        for number in range(times(2000)):
            signal.connect(shared[number % 4], dispatch_uid=number)

    def disconnect() -> None:
        truths = 0
        for number in range(times(2000)):
            truths += signal.disconnect(dispatch_uid=number)
        ended.append(truths)

    at_once(connect, *[disconnect] * 3)
    assert len(signal.connections) == times(2000) - sum(ended)


def test_the_same_uid_is_connected_by_one() -> None:
    signal: Signal[object, int] = Signal()
    for number in range(times(200)):
        hear = receiver()
        at_once(*[partial(signal.connect, hear, dispatch_uid=number)] * 4)
        at_once(*[partial(signal.connect, hear)] * 4)
        assert len(signal.connections) == 2
        assert signal.disconnect(hear)


def test_each_disconnect_is_true_for_one_of_two() -> None:
    """Whatever it is of: of all senders or of one, of few or of many."""
    signal: Signal[object, int] = Signal()
    sender = Sender()
    truths: list[list[bool]] = []

    def disconnect(shared: list[Callable[[object, int], None]]) -> None:
        truths.append([signal.disconnect(each, sender=sender if at % 2 else None) for at, each in enumerate(shared)])

    for _ in range(times(40)):
        shared = [receiver() for _ in range(60)]
        for at in range(60):
            signal.connect(shared[at], sender=sender if at % 2 else None)
        at_once(*[partial(disconnect, shared)] * 2)
        one, two = truths.pop(), truths.pop()
        assert [first + second for first, second in zip(one, two, strict=True)] == [1] * 60
        assert signal.connections == ()


def test_of_a_module_that_is_reloaded_one_run_is_heard() -> None:
    """A new function takes the place of its old self in one step: no send hears none of them, or two."""
    signal: Signal[object, int] = Signal()
    sender, reload, done = Sender(), reloading("typedsignals_storm"), False
    signal.connect(reload())
    signal.connect(reload(), sender=sender)

    def work() -> None:
        nonlocal done
        try:
            for _ in range(times(400)):
                signal.connect(reload())
                signal.connect(reload(), sender=sender)
        finally:
            done = True

    def watch() -> None:
        while not done:
            assert len(signal.send(sender, 1)) == 2
            assert len(signal.send(None, 1)) == 1
            assert len(signal.connections) == 2

    at_once(work, watch, watch)


@pytest.mark.parametrize("threads", [4, 8])
def test_everything_at_once(threads: int) -> None:
    """Connects, sends, deaths of receivers and senders, reloads, interceptors: nothing lost, doubled or half seen."""
    signal: Signal[object, int, Any] = Signal("numbered")
    shared = Sender()
    stable = [receiver() for _ in range(3)]
    signal.connect(stable[0], priority=1)
    signal.connect(stable[1])
    signal.connect(stable[2], sender=shared, priority=-1)

    def pass_on(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
        return proceed(sending)

    def check(sender: object, number: int, *, mine: int, receiver: Any) -> None:
        heard = [called for called, _ in signal.send(sender, number)]
        among_all = [each for each in heard if each in stable]
        assert among_all == (stable if sender is shared else stable[:2])
        assert heard.count(receiver) == mine

    def work(name: int) -> None:
        reload, hear, owner, sender = reloading(f"typedsignals_storm{name}"), receiver(), Owner(), Sender()
        last = reload()
        for number in range(times(150)):
            signal.connect(hear)
            signal.connect(hear, sender=shared)
            check(shared, number, mine=2, receiver=hear)
            check(sender, number, mine=1, receiver=hear)
            assert signal.disconnect(hear)
            check(shared, number, mine=1, receiver=hear)
            with signal.intercepted(pass_on):
                check(shared, number, mine=1, receiver=hear)
                assert signal.disconnect(hear, sender=shared)
            check(shared, number, mine=0, receiver=hear)
            signal.connect(owner.hear)
            check(sender, number, mine=1, receiver=owner.hear)
            signal.connect(owner.hear, sender=sender)
            check(sender, number, mine=2, receiver=owner.hear)
            owner, sender = Owner(), Sender()  # the old ones die
            signal.connect(last, sender=shared)
            signal.connect(last := reload(), sender=shared)
            check(shared, number, mine=1, receiver=last)
        assert signal.disconnect(last, sender=shared)

    at_once(*[partial(work, name) for name in range(threads)])
    assert [each.receiver for each in signal.connections] == stable
    assert signal._registry._groups.keys() == {id(shared)}
    assert signal._registry._size == len(stable)


def test_who_moves_is_never_missed() -> None:
    """One of two is always connected: every send calls one, in whichever group it is."""
    signal: Signal[object, int] = Signal()
    here, there, sender = receiver(), receiver(), Sender()
    places: list[Callable[..., Any]] = [partial(signal.connect, here), partial(signal.connect, there, sender=sender)]
    leave = [partial(signal.disconnect, here), partial(signal.disconnect, there, sender=sender)]
    places[0]()
    done = False

    def move() -> None:
        nonlocal done
        try:
            for number in range(times(3000)):
                places[1 - number % 2]()
                leave[number % 2]()
        finally:
            done = True

    def watch() -> None:
        while not done:
            assert signal.send(sender, 1)
            assert signal.has_listeners(sender)
            assert signal.connections

    def strangers() -> None:
        """Have what others walk looked up anew after each change."""
        while not done:
            signal.send(None, 1)

    at_once(move, watch, watch, strangers)


def test_interceptors_come_and_go_while_others_send() -> None:
    signal: Signal[object, int, int] = Signal()
    signal.connect(lambda sender, number: number)
    seen: list[int] = []  # appending is one step, adding is not

    def pass_on(mine: int, sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
        if sending.payload == mine:
            seen.append(mine)
        return proceed(sending)

    def work(mine: int) -> None:
        for _ in range(times(200)):
            with signal.intercepted(partial(pass_on, mine)):
                assert [result for _, result in signal.send(None, mine)] == [mine]
            assert [result for _, result in signal.send(None, mine)] == [mine]

    at_once(*[partial(work, mine) for mine in range(4)])
    assert [seen.count(mine) >= times(200) for mine in range(4)] == [True] * 4
    assert signal._registry.interceptors == ()


def test_interceptors_of_all_signals_come_and_go_while_signals_are_made() -> None:
    """Whoever has installed one sees every send, of a signal that is older and of one that is made now; and none afterwards."""
    old: Signal[object, int] = Signal()
    old.connect(lambda sender, number: None)
    seen: list[int] = []

    def pass_on(mine: int, sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
        if sending.payload == mine:
            seen.append(mine)
        return proceed(sending)

    def work(mine: int) -> None:
        made = [Signal[object, int]() for _ in range(2)]
        for number in range(times(100)):
            with intercept_all(partial(pass_on, mine)):
                made[0] = Signal[object, int]()
                for signal in (old, *made):
                    signal.send(None, mine)
            for signal in (old, *made):
                signal.send(None, mine)
            assert seen.count(mine) == 3 * (number + 1)

    at_once(*[partial(work, mine) for mine in range(4)])
    assert old._registry.everywhere == ()
    assert Signal[object, int]()._registry.routes is None


def test_two_event_loops_in_two_threads() -> None:
    """An async signal belongs to no loop."""

    @keyword_signal
    async def numbered(sender: object, *, number: int) -> int:
        return 0

    async def stable(sender: object, number: int) -> int:
        await asyncio.sleep(0)
        return number

    numbered.connect(stable)

    def work() -> None:
        async def mine(sender: object, number: int) -> int:
            await asyncio.sleep(0)
            return -number

        async def main() -> None:
            for number in range(times(150)):
                numbered.connect(mine)
                first, second = await asyncio.gather(
                    numbered.asend(None, number=number), numbered.asend_robust(None, number=number)
                )
                for results in (first, second):
                    heard = Counter(called for called, _ in results)
                    assert (heard[stable], heard[mine]) == (1, 1)
                    assert {abs(result) for _, result in results if isinstance(result, int)} == {number}
                assert numbered.disconnect(mine)
                heard = Counter(called for called, _ in await numbered.asend(None, number=number))
                assert (heard[stable], heard[mine]) == (1, 0)

        asyncio.run(main())

    at_once(work, work)
    assert [each.receiver for each in numbered.connections] == [stable]
