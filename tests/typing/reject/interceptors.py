"""An interceptor is called with the sending and with the way on."""

from collections.abc import Callable
from typing import Any

from tests.typing.shop import (
    label_wanted,
    order_completed,
    order_completions,
    order_placed,
    order_placements,
    parcel_due,
)
from typedsignals import Interceptor, Sending, intercept_all


def of_the_sending(sending: Sending) -> object: ...
def of_a_text(sending: str, proceed: Callable[[Sending], Any]) -> object: ...
def of_a_way_from_text(sending: Sending, proceed: Callable[[str], Any]) -> object: ...
def of_three(sending: Sending, proceed: Callable[[Sending], Any], more: int) -> object: ...


order_completed.intercepted(of_the_sending)  # E: Signal.intercepted(interceptor): cannot go on
order_completed.intercepted(of_a_text)  # E: Signal.intercepted(interceptor): takes no sending
order_completed.intercepted(of_a_way_from_text)  # E: Signal.intercepted(interceptor): goes on with a sending only
order_completed.intercepted(of_three)  # E: Signal.intercepted(interceptor): takes a third
order_completed.intercepted(None)  # E: Signal.intercepted(interceptor): None
order_completed.intercepted()  # E: Signal.intercepted(interceptor): nothing
order_placed.intercepted(of_the_sending)  # E: KeywordSignal.intercepted(interceptor): cannot go on
order_placed.intercepted(of_a_text)  # E: KeywordSignal.intercepted(interceptor): takes no sending
order_placed.intercepted("of_a_text")  # E: KeywordSignal.intercepted(interceptor): a name
parcel_due.intercepted(of_the_sending)  # E: AsyncSignal.intercepted(interceptor): cannot go on
parcel_due.intercepted(of_a_text)  # E: AsyncSignal.intercepted(interceptor): takes no sending
label_wanted.intercepted(of_the_sending)  # E: AsyncKeywordSignal.intercepted(interceptor): cannot go on
label_wanted.intercepted(of_three)  # E: AsyncKeywordSignal.intercepted(interceptor): takes a third
order_completions.intercepted(of_the_sending)  # E: Connectable.intercepted(interceptor): cannot go on
order_completions.intercepted(None)  # E: Connectable.intercepted(interceptor): None
order_placements.intercepted(of_the_sending)  # E: KeywordConnectable.intercepted(interceptor): cannot go on
order_placements.intercepted(None)  # E: KeywordConnectable.intercepted(interceptor): None
wrong: Interceptor = of_the_sending  # E: Signal.intercepted(interceptor): cannot go on, as an annotation
order_completed.preserved(order_completed)  # E: Signal.preserved(): takes nothing


def call(interceptor: Interceptor, sending: Sending, proceed: Callable[[Sending], Any]) -> None:
    interceptor("sending", proceed)  # E: Interceptor.__call__(sending): a str
    interceptor(sending, "proceed")  # E: Interceptor.__call__(proceed): a str
    interceptor(sending)  # E: Interceptor.__call__(proceed): nothing
    sending.robust = True  # E: a sending never changes
    sending.payload.order_id  # E: the payload may be of any type
    sending.keywords["status"] = "paid"  # E: keywords never change


signal = order_completed
Sending("order_completed", None, 7, {}, (), False, False)  # E: Sending(signal): a name
Sending(signal, None, 7, [], (), False, False)  # E: Sending(keywords): a list
Sending(signal, None, 7, {7: 7}, (), False, False)  # E: Sending(keywords): not by name
Sending(signal, None, 7, {}, (print,), False, False)  # E: Sending(connections): receivers
Sending(signal, None, 7, {}, (), "no", False)  # E: Sending(robust): a str
Sending(signal, None, 7, {}, (), False, None)  # E: Sending(asynchronous): None
intercept_all(of_the_sending)  # E: intercept_all(interceptor): cannot go on
intercept_all(of_a_text)  # E: intercept_all(interceptor): takes no sending
intercept_all(of_three)  # E: intercept_all(interceptor): takes a third
intercept_all(None)  # E: intercept_all(interceptor): None
intercept_all()  # E: intercept_all(interceptor): nothing
intercept_all(order_completed)  # E: intercept_all(interceptor): a signal
