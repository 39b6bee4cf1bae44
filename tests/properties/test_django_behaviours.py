"""What Django's dispatcher is relied on for, put to Django's own signals and to ours."""

import asyncio
import gc
import logging
import weakref
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

import pytest

from tests.properties.django_style import ASYNC_KINDS, KINDS, SYNC_KINDS, Ours, Theirs, django_version
from typedsignals import DuplicateUidWarning, ReceiverError

Decorator = Callable[[Callable[..., str]], Callable[..., str]]
DJANGO = "Django"
WAYS = [  # what a kind of signal can be sent by
    (kind, way)
    for kind in (*KINDS, DJANGO)
    for way in ("send", "send_robust", "asend", "asend_robust")
    if not (kind in SYNC_KINDS and way.startswith("a"))
]
ASYNC_WAYS = [(kind, way) for kind, way in WAYS if kind not in SYNC_KINDS]


def ways(pairs: list[tuple[str, str]], *only: str) -> pytest.MarkDecorator:
    chosen = [pair for pair in pairs if pair[1] in only or not only]
    return pytest.mark.parametrize(("house", "way"), chosen, indirect=["house"])


awaiting_houses = pytest.mark.parametrize("house", [*ASYNC_KINDS, DJANGO], indirect=True)


class Shop:
    """A sender, and an owner of receivers."""

    def hear(self, sender: object, number: object = None, **kwargs: object) -> object:
        return number

    def __call__(self, sender: object, number: object = None, **kwargs: object) -> str:
        return "called"


class Slotted:
    """A sender that cannot be held weakly."""

    __slots__ = ()


def echo(sender: object, number: object = None, **kwargs: object) -> object:
    return number


def other(sender: object, number: object = None, **kwargs: object) -> str:
    return "other"


def fail(sender: object, number: object = None, **kwargs: object) -> None:
    raise ValueError("broken")


@pytest.fixture(params=(*KINDS, DJANGO))
def house(request: pytest.FixtureRequest) -> Any:
    return Theirs() if request.param == DJANGO else Ours(request.param)


@pytest.fixture
def signal(house: Any) -> Iterator[Any]:
    """Give a signal, and look that nobody is connected to it once what the test made is gone."""
    made = house.Signal()
    yield made
    for receiver in (echo, other, fail):
        for sender in (Shop, None):
            made.disconnect(receiver, sender=sender)
    if isinstance(house, Ours):  # worker threads of Django's asend may know receivers for a while yet
        if made.has_listeners():
            gc.collect()
        assert not made.has_listeners()


def results(signal: Any, sender: object, way: str = "send", **named: object) -> Any:
    sent = getattr(signal, way)(sender=sender, **named)
    return asyncio.run(sent) if way.startswith("a") else sent


# --- connecting and sending


def test_results_are_pairs_of_receiver_and_result(signal: Any) -> None:
    signal.connect(echo, sender=Shop)
    assert results(signal, Shop, number=7) == [(echo, 7)]


@ways(WAYS)
def test_nobody_hears(signal: Any, way: str) -> None:
    assert results(signal, Shop, way, number=7) == []


@ways(WAYS)
def test_a_receiver_without_a_sender_hears_all(signal: Any, way: str) -> None:
    signal.connect(echo)
    for sender in (Shop, Shop(), None, "shop", (1, 2)):
        assert results(signal, sender, way, number=7) == [(echo, 7)]


@ways(WAYS)
def test_other_senders_are_not_heard(signal: Any, way: str) -> None:
    signal.connect(echo, sender=Shop)
    for sender in (Slotted, Shop(), None, type("Shop", (Shop,), {})):
        assert results(signal, sender, way, number=7) == []


def test_a_receiver_connected_for_all_and_for_one_is_called_twice(signal: Any) -> None:
    signal.connect(echo)
    signal.connect(echo, sender=Shop)
    assert results(signal, Shop, number=1) == [(echo, 1), (echo, 1)]


def test_senders_that_cannot_be_held_weakly(signal: Any) -> None:
    sender = Slotted()
    signal.connect(echo, sender=sender)
    assert results(signal, sender, number=7) == [(echo, 7)]
    assert signal.disconnect(echo, sender=sender) is True
    assert results(signal, sender, number=7) == []


def test_results_come_in_the_order_of_connecting(signal: Any) -> None:
    made = [lambda sender, number=None, n=n, **kwargs: n for n in range(20)]
    for receiver in made:
        signal.connect(receiver)
    assert [result for _, result in results(signal, None)] == list(range(20))


def test_the_same_receiver_is_connected_once(signal: Any) -> None:
    shop = Shop()
    for _ in range(6):
        signal.connect(echo)
        signal.connect(shop.hear)
        signal.connect(shop, weak=False)
    assert results(signal, Shop, number=1) == [(echo, 1), (shop.hear, 1), (shop, "called")]
    assert signal.disconnect(shop)


def test_a_callable_object_held_strongly(signal: Any) -> None:
    signal.connect(Shop(), weak=False, dispatch_uid="shop")
    assert [result for _, result in results(signal, None)] == ["called"]
    assert signal.disconnect(dispatch_uid="shop") is True


@pytest.mark.parametrize("sender", [None, Shop])
def test_of_two_with_the_same_uid_the_first_stays(house: Any, signal: Any, sender: object) -> None:
    signal.connect(echo, sender=sender, dispatch_uid="uid")
    if isinstance(house, Ours):  # said aloud there
        with pytest.warns(DuplicateUidWarning):
            signal.connect(other, sender=sender, dispatch_uid="uid")
    else:
        signal.connect(other, sender=sender, dispatch_uid="uid")
    assert results(signal, Shop, number=7) == [(echo, 7)]
    assert signal.disconnect(sender=sender, dispatch_uid="uid") is True
    assert results(signal, Shop, number=7) == []


def test_the_same_uid_for_two_senders_is_two_connections(signal: Any) -> None:
    signal.connect(echo, sender=Shop, dispatch_uid="uid")
    signal.connect(other, sender=Slotted, dispatch_uid="uid")
    assert results(signal, Shop, number=7) == [(echo, 7)]
    assert results(signal, Slotted) == [(other, "other")]
    assert signal.disconnect(sender=Slotted, dispatch_uid="uid") is True
    assert signal.disconnect(sender=Shop, dispatch_uid="uid") is True


@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_called_is_refused(kind: str) -> None:
    """Django looks only when DEBUG is set; here it is always refused, in words of our own."""
    signal = Ours(kind).Signal()
    uncallable: Any = object()
    with pytest.raises(TypeError, match="it is not callable"):
        signal.connect(uncallable)
    with pytest.raises(ReceiverError, match="'number'" if signal.has_keywords else "positional"):
        signal.connect(lambda sender: None)
    with pytest.raises(ReceiverError, match="positional"):
        signal.connect(lambda: None)
    assert not signal.has_listeners()


# --- disconnecting, listening


def test_disconnect_tells_whether_there_was_something(signal: Any) -> None:
    assert signal.disconnect(echo) is False
    signal.connect(echo)
    signal.connect(other, sender=Shop)
    assert signal.disconnect(echo, sender=Shop) is False
    assert signal.disconnect(other) is False
    assert signal.disconnect(dispatch_uid="nobody") is False
    assert signal.disconnect(echo) is True
    assert signal.disconnect(echo) is False
    assert signal.disconnect(other, sender=Shop) is True


def test_has_listeners_follows_what_happens(signal: Any) -> None:
    assert (signal.has_listeners(), signal.has_listeners(sender=Shop)) == (False, False)
    signal.connect(echo, sender=Shop)
    assert (signal.has_listeners(), signal.has_listeners(sender=Shop)) == (False, True)
    signal.connect(other)
    assert (signal.has_listeners(), signal.has_listeners(sender=Slotted)) == (True, True)
    signal.disconnect(other)
    signal.disconnect(echo, sender=Shop)
    assert (signal.has_listeners(), signal.has_listeners(sender=Shop)) == (False, False)
    shop = Shop()
    signal.connect(shop.hear, sender=Shop)
    signal.send(sender=Shop)
    del shop
    assert signal.has_listeners(sender=Shop) is False


@awaiting_houses
def test_has_listeners_knows_async_receivers(signal: Any) -> None:
    async def hear(sender: object, number: object = None, **kwargs: object) -> None: ...

    signal.connect(hear)
    assert signal.has_listeners(sender=Shop) is True
    signal.disconnect(hear)
    assert signal.has_listeners(sender=Shop) is False


def test_receivers_that_disconnect_themselves_are_called_once_more(signal: Any) -> None:
    called: list[int] = []

    def once(at: int) -> Callable[..., None]:
        def hear(sender: object, number: object = None, **kwargs: object) -> None:
            called.append(at)
            signal.disconnect(hear)

        return hear

    for at in range(3):
        signal.connect(once(at), weak=False)
    results(signal, None)
    results(signal, None)
    assert called == [0, 1, 2]


def test_receivers_connected_meanwhile_are_called_next_time(signal: Any) -> None:
    def connect(sender: object, number: object = None, **kwargs: object) -> str:
        signal.connect(other)
        return "connected"

    signal.connect(connect)
    assert [result for _, result in results(signal, None)] == ["connected"]
    assert [result for _, result in results(signal, None)] == ["connected", "other"]


# --- dying


def test_a_weakly_held_method_goes_with_its_object(signal: Any) -> None:
    shop = Shop()
    signal.connect(shop.hear)
    assert results(signal, Shop, number=7) == [(shop.hear, 7)]
    del shop
    assert results(signal, Shop, number=7) == []


def test_disconnecting_and_dying_and_disconnecting(signal: Any) -> None:
    shops = [Shop(), Shop(), Shop()]
    for at in range(3):
        signal.connect(shops[at].hear)
    results(signal, None)
    assert signal.disconnect(shops.pop().hear) is True
    shops.pop()
    assert signal.disconnect(shops.pop().hear) is True
    assert results(signal, None) == []
    assert not signal.has_listeners()


def test_a_new_sender_with_the_id_of_a_dead_one_is_another(house: Any, signal: Any) -> None:
    if isinstance(house, Theirs) and django_version() < (6, 0):
        pytest.skip("mended in Django 6.0")
    ids: set[int] = set()
    for _ in range(200):
        sender = Shop()
        ids.add(id(sender))
        assert results(signal, sender, number=7) == []
        signal.connect(echo, sender=sender)
        assert results(signal, sender, number=7) == [(echo, 7)]
        del sender
    assert len(ids) < 200


@ways(WAYS)
def test_sending_keeps_no_sender_alive(signal: Any, way: str) -> None:
    signal.connect(echo)
    sender = Shop()
    freed = weakref.ref(sender)
    results(signal, sender, way)
    del sender
    gc.collect()
    assert freed() is None


# --- failing


def test_send_raises_what_a_receiver_raises_and_calls_nobody_after_it(signal: Any) -> None:
    called: list[object] = []

    def after(sender: object, number: object = None, **kwargs: object) -> None:
        called.append(sender)

    for receiver in (echo, fail, after):
        signal.connect(receiver)
    with pytest.raises(ValueError, match="broken"):
        results(signal, None)
    assert called == []


@ways(WAYS, "send_robust", "asend_robust")
def test_robust_sends_without_failures(signal: Any, way: str) -> None:
    signal.connect(echo, sender=Shop)
    assert results(signal, Shop, way, number=7) == [(echo, 7)]
    assert results(signal, Slotted, way, number=7) == []


@ways(WAYS, "send_robust", "asend_robust")
def test_robust_sends_put_errors_among_the_results_and_log_them(
    house: Any, signal: Any, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    signal.connect(fail)
    signal.connect(echo)
    with caplog.at_level(logging.DEBUG):
        (failed, error), (last, result) = results(signal, Shop, way, number=7)
    assert (failed, last, result) == (fail, echo, 7)
    assert isinstance(error, ValueError)
    assert error.args == ("broken",)
    assert error.__traceback__ is not None
    (record,) = [record for record in caplog.records if record.name == house.logger]
    assert record.levelno == logging.ERROR
    raised: Any = record.exc_info
    assert raised[1] is error
    assert "fail" in record.getMessage()


# --- the decorator


def test_the_decorator_for_one_signal(house: Any, signal: Any) -> None:
    mark: Decorator = house.receiver(signal)

    @mark
    def hear(sender: object, number: object = None, **kwargs: object) -> str:
        return "heard"

    assert results(signal, Shop) == [(hear, "heard")]
    assert hear(Shop) == "heard"
    assert signal.disconnect(hear)


def test_the_decorator_for_two(house: Any) -> None:
    signals = [house.Signal() for _ in range(2)]

    mark: Decorator = house.receiver(signals)

    @mark
    def hear(sender: object, number: object = None, **kwargs: object) -> str:
        return "heard"

    assert [results(each, Shop) for each in signals] == [[(hear, "heard")]] * 2


def test_the_decorator_with_options(house: Any, signal: Any) -> None:
    mark: Decorator = house.receiver(signal, sender=Shop)

    @mark
    def hear(sender: object, number: object = None, **kwargs: object) -> str:
        return "heard"

    mark_all: Decorator = house.receiver(signal, dispatch_uid="uid", weak=False)

    @mark_all
    def hear_all(sender: object, number: object = None, **kwargs: object) -> str:
        return "heard all"

    assert results(signal, Shop) == [(hear, "heard"), (hear_all, "heard all")]
    assert results(signal, Slotted) == [(hear_all, "heard all")]
    assert signal.disconnect(dispatch_uid="uid") is True


# --- async receivers


class Mixed:
    """Sync and async receivers, connected in turn."""

    def __init__(self, signal: Any, *kinds: str) -> None:
        self.names = [f"{kind}{number}" for number, kind in enumerate(kinds)]
        self.receivers = [self.make(name) for name in self.names]
        for receiver in self.receivers:
            signal.connect(receiver)

    def make(self, name: str) -> Callable[..., Any]:
        def hear(sender: object, number: object = None, **kwargs: object) -> object:
            return self.body(name)

        async def ahear(sender: object, number: object = None, **kwargs: object) -> object:
            return self.body(name)

        return ahear if name.startswith("async") else hear

    def body(self, name: str) -> object:
        return name


ORDER = ("async", "sync", "async", "sync")


@ways(ASYNC_WAYS)
def test_results_of_sync_receivers_come_first(signal: Any, way: str) -> None:
    mixed = Mixed(signal, *ORDER)
    heard = results(signal, Shop, way, number=1)
    assert [result for _, result in heard] == ["sync1", "sync3", "async0", "async2"]
    assert [receiver for receiver, _ in heard] == [mixed.receivers[at] for at in (1, 3, 0, 2)]


class Broken(Mixed):
    """The first of each kind fails."""

    def body(self, name: str) -> object:
        if name in ("async0", "sync1"):
            raise ValueError(name)
        return name


@ways(ASYNC_WAYS, "send_robust", "asend_robust")
def test_robust_sends_to_mixed_receivers(house: Any, signal: Any, way: str, caplog: pytest.LogCaptureFixture) -> None:
    broken = Broken(signal, *ORDER)
    heard = [str(result) for _, result in results(signal, Shop, way, number=1)]
    assert heard == ["sync1", "sync3", "async0", "async2"]
    assert [record.name for record in caplog.records] == [house.logger] * 2
    assert broken.names
    caplog.clear()  # the records know the receivers


@ways(ASYNC_WAYS, "send", "asend")
def test_a_failing_async_receiver_fails_the_send(signal: Any, way: str) -> None:
    kept = Broken(signal, "async", "async")
    with pytest.raises(ValueError, match="async0"):
        results(signal, Shop, way)
    assert kept.names


TRACE: ContextVar[tuple[str, ...]] = ContextVar("TRACE", default=())


class Tracing(Mixed):
    """Receivers that leave a trace in a context variable."""

    def body(self, name: str) -> object:
        TRACE.set((*TRACE.get(), name))
        return TRACE.get()


@pytest.mark.parametrize(
    ("house", "way", "kinds"),
    [(*pair, ("sync",) * 3) for pair in WAYS]
    + [(*pair, kinds) for pair in ASYNC_WAYS for kinds in (("async",) * 3, ORDER)],
    ids=lambda given: given if isinstance(given, str) else "+".join(given),
    indirect=["house"],
)
def test_what_receivers_set_the_next_and_the_caller_see(
    house: Any, signal: Any, way: str, kinds: tuple[str, ...]
) -> None:
    if isinstance(house, Theirs) and django_version() < (6, 1):
        pytest.skip("new in Django 6.1")
    tracing = Tracing(signal, *kinds)
    TRACE.set(())

    async def asend() -> Any:
        heard = await getattr(signal, way)(sender=Shop)
        return heard, TRACE.get()

    if way.startswith("a"):
        heard, seen = asyncio.run(asend())
    else:
        heard = getattr(signal, way)(sender=Shop)
        seen = TRACE.get()
    in_order = [name for kind in ("sync", "async") for name in tracing.names if name.startswith(kind)]
    assert seen == tuple(in_order)
    assert [result for _, result in heard] == [tuple(in_order[: at + 1]) for at in range(len(in_order))]
    TRACE.set(())
