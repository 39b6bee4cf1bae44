"""The hook between all signals and their receivers."""

import dataclasses
import gc
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.kinds import SIGNALS, WAYS, Sender, in_ways, results, send
from typedsignals import Sending, UsageError, intercept_all
from typedsignals._core import registry as registries
from typedsignals._core.registry import Registry


def heard(sender: object, order: object) -> object:
    """Hear one send."""
    return order


def passing(log: list[Any], mark: object = None) -> Callable[[Sending, Callable[[Sending], Any]], Any]:
    """Make an interceptor that only looks."""

    def interceptor(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
        log.append(sending if mark is None else mark)
        return proceed(sending)

    return interceptor


def idle(signal: Any) -> bool:
    """Whether a send has nothing to read."""
    return signal._registry.routes is None


@in_ways(WAYS)
def test_it_sees_the_sends_of_every_signal(signal: Any, way: str) -> None:
    """Row 18: those that there are, heard or not, and those that are made meanwhile; afterwards none."""
    log: list[Sending] = []
    signal.connect(heard)
    unheard = SIGNALS["payload"]()
    with intercept_all(passing(log)):
        assert results(send(signal, Sender(), 7, way)) == [7]
        assert send(unheard, Sender()) == []
        later = SIGNALS["keyword"]()
        assert send(later, Sender()) == []
        later.connect(heard)
        assert results(send(later, Sender(), 8)) == [8]
        assert later.disconnect(heard)
        assert send(later, Sender()) == []
    seen = [(sending.signal, len(sending.connections)) for sending in log]
    assert seen == [(signal, 1), (unheard, 0), (later, 0), (later, 1), (later, 0)]
    assert results(send(signal, Sender(), 7, way)) == [7]
    assert idle(unheard)
    assert idle(later)
    assert len(log) == 5


def test_it_stays_until_it_is_closed(signal: Any) -> None:
    """Row 18: for good, unless somebody keeps what was returned."""
    log: list[Sending] = []
    installation = intercept_all(passing(log))
    gc.collect()
    send(signal, Sender())
    installation.close()
    installation.close()
    send(signal, Sender())
    assert len(log) == 1


def test_those_of_all_signals_stand_before_the_receivers(signal: Any) -> None:
    """Row 18: inside of those of one signal; the last one outermost; the same one twice is called twice."""
    log: list[object] = []
    outer, outermost, own = passing(log, "outer"), passing(log, "outermost"), passing(log, "own")
    with intercept_all(outer), signal.intercepted(own), intercept_all(outermost), intercept_all(outer):
        send(signal, Sender())
    assert log == ["own", "outer", "outermost", "outer"]
    assert Registry.everywhere == ()


def test_leaving_in_another_order_leaves_the_others(signal: Any) -> None:
    """Row 18: each ends its own."""
    log: list[object] = []
    first, second = intercept_all(passing(log, "first")), intercept_all(passing(log, "second"))
    first.close()
    send(signal, Sender())
    second.close()
    send(signal, Sender())
    assert log == ["second"]


def test_it_sees_what_the_others_let_through(signal: Any) -> None:
    """Row 18: what a receiver gets, and nothing that no receiver gets."""
    log: list[Sending] = []
    signal.connect(heard)
    with intercept_all(passing(log)):
        with signal.intercepted(lambda sending, proceed: proceed(dataclasses.replace(sending, connections=()))):
            send(signal, Sender())
        with signal.intercepted(lambda sending, proceed: []):
            send(signal, Sender())
    assert [sending.connections for sending in log] == [()]


@in_ways(WAYS)
def test_it_may_swallow_a_send(signal: Any, way: str) -> None:
    """Row 18: as one of a single signal may."""
    signal.connect(lambda sender, order: pytest.fail("it was called"))

    def muting(sending: Sending, proceed: Callable[[Sending], Any]) -> Any:
        async def nothing() -> list[Any]:
            return []

        return nothing() if sending.asynchronous else []

    with intercept_all(muting):
        assert send(signal, Sender(), 1, way) == []


def test_what_cannot_be_called_is_refused(signal: Any) -> None:
    """Row 13, row 18: and nothing is changed."""
    wrong: Any = 7
    with pytest.raises(
        UsageError, match=r"signals cannot be intercepted by an object of builtins.int: it is not callable"
    ):
        intercept_all(wrong)
    assert idle(signal)


def test_it_keeps_no_signal(signal: Any) -> None:
    """Row 11: nor is it kept once it has ended."""
    one = SIGNALS["payload"]()
    gone, registry = weakref.ref(one), id(one._registry)
    with intercept_all(lambda sending, proceed: proceed(sending)):
        send(one, Sender())
        del one
        gc.collect()
        assert gone() is None
    watching = passing([])
    ended = weakref.ref(watching)
    with intercept_all(watching):
        send(signal, Sender())
    del watching
    gc.collect()
    assert ended() is None
    assert registry not in registries._registries


def test_a_signal_that_is_made_as_it_comes_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 10, row 18: also if it comes when the new signal has looked already."""
    log: list[Sending] = []
    made, closing = list[Any](), list[Any]()

    class Registries(dict[int, Any]):
        """Another thread installs one as the new signal becomes known."""

        def __setitem__(self, key: int, value: Any) -> None:
            super().__setitem__(key, value)
            if not closing:
                Registry.everywhere = (passing(log),)
                closing.append(None)

    monkeypatch.setattr(registries, "_registries", Registries())
    monkeypatch.setattr(Registry, "everywhere", ())
    made.append(SIGNALS["payload"]())
    send(made[0], Sender())
    assert len(log) == 1


def test_one_that_comes_between_is_kept(monkeypatch: pytest.MonkeyPatch, signal: Any) -> None:
    """Row 10: two threads that install one at once install two."""
    log: list[object] = []
    first, second = passing(log, "first"), passing(log, "second")
    hooks = [lambda: Registry.intercept_everywhere(lambda installed: (*installed, second))]

    def change(installed: tuple[Any, ...]) -> tuple[Any, ...]:
        if hooks:
            hooks.pop()()
        return (*installed, first)

    monkeypatch.setattr(Registry, "everywhere", ())
    Registry.intercept_everywhere(change)
    send(signal, Sender())
    assert log == ["first", "second"]
    Registry.intercept_everywhere(lambda _: ())
