"""What a signal tells of itself, and how its sends are watched."""

from collections.abc import Callable, Hashable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any, assert_type

from tests.typing.shop import (
    OrderService,
    Warehouse,
    order_completed,
    order_packed,
    order_placed,
    parcel_due,
    shelf_emptied,
    stock_changed,
    stock_counted,
)
from typedsignals import (
    Connection,
    DeclarationError,
    DuplicateUidWarning,
    Interceptor,
    KeywordError,
    LostReceiverWarning,
    ReceiverError,
    RunningLoopError,
    Sending,
    SignalError,
    SignalWarning,
    UsageError,
    intercept_all,
)

assert_type(order_completed.connections, tuple[Connection[type[OrderService]], ...])
assert_type(stock_counted.connections, tuple[Connection[Warehouse], ...])
assert_type(shelf_emptied.connections, tuple[Connection[Warehouse], ...])
assert_type(order_packed.connections, tuple[Connection[type[OrderService]], ...])
assert_type(order_completed.name, str | None)
assert_type(parcel_due.type_arguments, tuple[object, ...])
assert_type(order_placed.keywords, frozenset[str])

for connection in stock_changed.connections:
    assert_type(connection.receiver, Callable[..., object])
    assert_type(connection.sender, Warehouse | None)
    assert_type(connection.dispatch_uid, Hashable | None)
    assert_type(connection.weak, bool)
    assert_type(connection.priority, int)
    assert_type(connection.is_async, bool)
    assert_type(connection.timing, str)
    connection.receiver(Warehouse(), {"sku": "A-1", "left": 3})

made = Connection(print, OrderService, None, weak=False, priority=0, is_async=False, timing="immediate")
moved = replace(made, priority=1)


def passing(sending: Sending, proceed: Callable[[Sending], object], /) -> object:
    assert_type(sending.sender, object)
    assert_type(sending.payload, object)
    assert_type(sending.keywords, Mapping[str, object])
    assert_type(sending.robust, bool)
    assert_type(sending.asynchronous, bool)
    for connection in sending.connections:
        assert_type(connection.timing, str)
    return proceed(replace(sending, connections=sending.connections[:1]))


def muting(sending: Sending, proceed: object) -> list[object]:
    return []


class Recorder:
    def __init__(self) -> None:
        self.sendings: list[Sending] = []

    def __call__(self, sending: Sending, proceed: Callable[[Sending], Any], /) -> Any:
        self.sendings.append(sending)
        return proceed(sending)


recorder: Interceptor = Recorder()
with order_completed.intercepted(passing), order_placed.intercepted(recorder):
    pass
with parcel_due.intercepted(passing), order_packed.intercepted(recorder):
    pass
with order_completed.intercepted(muting), order_completed.intercepted(Recorder()):
    pass
with order_completed.intercepted(lambda sending, proceed: proceed(sending)) as nothing:
    assert_type(nothing, None)

with order_completed.preserved() as kept:
    assert_type(kept, None)

try:
    order_completed.disconnect(dispatch_uid="log")
except (ReceiverError, UsageError, DeclarationError, KeywordError) as error:
    assert isinstance(error, SignalError)
    assert isinstance(error, TypeError)
except RunningLoopError as error:
    assert isinstance(error, RuntimeError)

categories: list[type[SignalWarning]] = [DuplicateUidWarning, LostReceiverWarning]
several: dict[object, str] = {order_completed: "signals", order_placed: "are hashable", parcel_due: "all of them"}
assert_type(order_completed.intercepted(passing), AbstractContextManager[None])
assert_type(order_placed.intercepted(passing), AbstractContextManager[None])
with intercept_all(passing), intercept_all(recorder), intercept_all(lambda sending, proceed: proceed(sending)):
    pass
installed = intercept_all(passing)
installed.close()
