"""A signal that awaits nothing takes no async receiver."""

import asyncio
import functools
from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.kinds import SYNC_WAYS, Sender, results, send, takes_payload, where
from tests.unit.lookalikes import (
    ASYNC_RECEIVERS,
    AsyncCall,
    MarkedCall,
    PartialCall,
    StaticAsyncCall,
    extra_first,
    marked_function,
)
from typedsignals import ReceiverError, Signal, keyword_signal, receiver

REMEDIES = {
    True: "make the signal an AsyncSignal",
    False: "declare the signal by an 'async def', which makes it an AsyncKeywordSignal",
}


def an_object(call: Any) -> str:
    """Name an object that is called."""
    code, kind = call.__code__, call.__qualname__.rpartition(".")[0]
    return f"an object of {call.__module__}.{kind} (lookalikes.py:{code.co_firstlineno})"


STATIC, METHOD = where(AsyncCall.static), where(AsyncCall.method)
NAMES = {
    "function": STATIC,
    "method": METHOD,
    "class method": where(AsyncCall.by_class),
    "static method object": STATIC,
    "async __call__": an_object(AsyncCall.__call__),
    "static async __call__": an_object(StaticAsyncCall.__call__),
    "__call__ method": where(AsyncCall.__call__),
    "partial": f"a partial of {where(extra_first)}",
    "partial of a partial": f"a partial of {where(extra_first)}",
    "partial of a method": f"a partial of {METHOD}",
    "partial of async __call__": f"a partial of {an_object(AsyncCall.__call__)}",
    "partialmethod": f"a partial of {where(AsyncCall._filled)}",
    "singledispatchmethod": where(AsyncCall._dispatched),
    "async wrapper": where(extra_first),
    "cache": STATIC,
    "cache of async __call__": "an object of functools._lru_cache_wrapper",
    "cached method": where(AsyncCall.cached.__wrapped__),
    "partial of a cache of a cache": f"a partial of {where(extra_first)}",
    "marked function": where(marked_function),
    "partial of a marked function": f"a partial of {where(marked_function)}",
    "marked object": an_object(MarkedCall.__call__),
    "proxy of a function": STATIC,
    "proxy of a proxy": STATIC,
    "proxy of async __call__": an_object(AsyncCall.__call__),
    "method under a proxy": where(AsyncCall._traced),
    "partial of a proxy": f"a partial of {where(extra_first)}",
    "proxy of a marked function": where(marked_function),
    "proxy written in Python": STATIC,
    "proxied __call__": an_object(AsyncCall.method).replace("AsyncCall", "ProxiedCall"),
    "partialmethod as __call__": f"an object of {PartialCall.__module__}.PartialCall",
}


@pytest.mark.parametrize("kind", ASYNC_RECEIVERS)
def test_an_async_receiver_is_refused_with_the_remedy_and_nothing_changes(sync_signal: Any, kind: str) -> None:
    """Row 13: however it is wrapped, in every way to connect; with or without a connection that stands."""
    wrong = ASYNC_RECEIVERS[kind]
    message = (
        f"cannot connect {NAMES[kind]} to signal 'order_completed': it is async, and this signal awaits nothing; "
        f"{REMEDIES[takes_payload(sync_signal)]}"
    )
    sync_signal.connect(lambda sender, order: "there", dispatch_uid="there")
    before = sync_signal.connections
    ways: list[Callable[[], object]] = [
        lambda: sync_signal.connect(wrong),
        lambda: sync_signal.connect(wrong, weak=False),
        lambda: sync_signal.connect(wrong, sender=Sender, dispatch_uid="there", priority=7),
        lambda: receiver(sync_signal)(wrong),
        lambda: sync_signal.connected(wrong).__enter__(),
    ]
    for way in ways:
        with pytest.raises(ReceiverError) as caught:
            way()
        assert str(caught.value) == message
        assert sync_signal.connections == before
    assert results(send(sync_signal, Sender)) == ["there"]


@pytest.mark.parametrize("way", SYNC_WAYS)
def test_what_a_receiver_returns_is_a_result_and_never_awaited(sync_signal: Any, way: str) -> None:
    """Row 12: a signal that awaits nothing leaves awaitables to whoever gets them, whatever its types say."""
    sync_signal.connect(lambda sender, order: AsyncCall.static(None, order))
    for _ in range(2):
        [result] = results(send(sync_signal, Sender(), 7, way))
        result.close()


@pytest.mark.parametrize("way", SYNC_WAYS)
def test_declared_awaitables_are_not_awaited_either(way: str) -> None:
    """Row 12: whether something is awaited is the class of the signal, not a result type."""
    from collections.abc import Awaitable

    @keyword_signal
    def paid(sender: object) -> Awaitable[int]:
        """Sent once an order is paid."""
        raise NotImplementedError

    payload: Any = Signal[object, int, Awaitable[int]]("paid")
    keyword: Any = paid
    for signal, arguments in ((payload, (None, 7)), (keyword, (None,))):
        signal.connect(lambda *_: AsyncCall.static(None, 7))
        [result] = results(getattr(signal, way)(*arguments))
        result.close()


def test_a_class_of_async_objects_is_not_async(signal: Any) -> None:
    """Row 13: what is called is the class, and that gives an object."""

    class Task(StaticAsyncCall):
        def __init__(self, sender: object, order: object) -> None:
            self.order = order

    signal.connect(Task)
    assert [connection.is_async for connection in signal.connections] == [False]
    [task] = results(send(signal, Sender(), 7))
    assert task.order == 7


@pytest.mark.parametrize("wraps", [functools.wraps, lambda wrapped: lambda function: function], ids=["wraps", "bare"])
def test_what_runs_a_coroutine_itself_is_not_async(sync_signal: Any, wraps: Any) -> None:
    """Row 13: whatever it says that it wraps; a cache of it neither."""

    def running(sender: object, order: object) -> object:
        return asyncio.run(AsyncCall.static(sender, order))

    plain, cached = wraps(AsyncCall.static)(running), wraps(AsyncCall.static)(functools.cache(running))
    for receiver_ in (plain, functools.cache(plain), cached, functools.cache(cached)):
        with sync_signal.connected(receiver_):
            assert results(send(sync_signal, Sender, 7)) == [7]


def test_a_cache_takes_what_its_function_takes(sync_signal: Any) -> None:
    """Row 13: it is refused where that is not what is sent."""
    with pytest.raises(ReceiverError, match=r"it takes 1 positional argument|it does not take 'order'"):
        sync_signal.connect(functools.cache(lambda sender: None))
