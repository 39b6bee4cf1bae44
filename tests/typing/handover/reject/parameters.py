"""Each parameter of what the module exports: called with what it does not take."""

from __future__ import annotations

from decimal import Decimal

from tests.typing.shop import OrderCompleted, order_completed
from typedsignals.handover import Packed, ahand_to, hand_keywords_to, hand_to, pack, unpacked

order = OrderCompleted(7, Decimal(9))


@unpacked
def plain(payload: OrderCompleted) -> int:
    return payload.order_id


@unpacked
def after_context(context: str, payload: OrderCompleted) -> int:
    return payload.order_id


@unpacked
async def later(payload: OrderCompleted) -> int:
    return payload.order_id


def no_payload() -> None: ...
def of_three(context: str, payload: OrderCompleted, more: int) -> None: ...
def by_keyword(*, payload: OrderCompleted) -> None: ...
def beside(payload: OrderCompleted, *, more: int) -> None: ...
def enqueue_raw(payload: OrderCompleted) -> None: ...
def enqueue_named_otherwise(message: Packed[OrderCompleted]) -> None: ...
def enqueue_by_position(payload: Packed[OrderCompleted], /) -> None: ...
def enqueue_with_more(payload: Packed[OrderCompleted], queue: str) -> None: ...
def enqueue_all(*payloads: Packed[OrderCompleted]) -> None: ...
def enqueue(payload: Packed[OrderCompleted]) -> int:
    return 7


async def enqueue_later(payload: Packed[OrderCompleted]) -> int:
    return 7


unpacked(no_payload)  # E: unpacked(function): takes no payload
unpacked(of_three)  # E: unpacked(function): takes more than a context and a payload
unpacked(by_keyword)  # E: unpacked(function): a payload by keyword
unpacked(beside)  # E: unpacked(function): needs more than a payload
unpacked(7)  # E: unpacked(function): not callable
unpacked(function=plain)  # E: unpacked(function): by keyword
unpacked()  # E: unpacked(function): nothing
unpacked(plain, after_context)  # E: unpacked(): two at once
unpacked(queue="mail")  # E: unpacked(): options are the engine's

plain(order)  # E: not packed
plain(7)  # E: not packed
plain(pack(7))  # E: another payload
plain(order=pack(order))  # E: it is called payload
plain(pack(order), 7)  # E: one payload
plain()  # E: no payload
after_context(7, pack(order))  # E: another context
after_context(pack(order))  # E: no context
after_context("ctx", order)  # E: not packed
after_context(context="ctx", payload=pack(order))  # E: the context comes first, by position
result: str = plain(pack(order))  # E: the result is an int
awaited: int = later(pack(order))  # E: the result is awaited

pack()  # E: pack(payload): nothing
pack(payload=order)  # E: pack(payload): by keyword
pack(order, order)  # E: pack(): two at once
pack(order).order_id  # E: nothing of the payload is left to see
number: Packed[int] = pack("7")  # E: pack(payload): a str, where an int is wanted
raw: Packed[OrderCompleted] = order  # E: not packed
unread: OrderCompleted = pack(order)  # E: packed
Packed()  # E: only pack makes one
Packed(order)  # E: only pack makes one
Packed[OrderCompleted](order)  # E: only pack makes one

hand_to(7)  # E: hand_to(enqueue): not callable
hand_to("shop.tasks.send_invoice")  # E: hand_to(enqueue): a name
hand_to(enqueue_raw)  # E: hand_to(enqueue): takes what is not packed
hand_to(enqueue_named_otherwise)  # E: hand_to(enqueue): it is called payload
hand_to(enqueue_by_position)  # E: hand_to(enqueue): it is given by its name
hand_to(enqueue_with_more)  # E: hand_to(enqueue): needs a queue
hand_to(enqueue_all)  # E: hand_to(enqueue): it is given by its name
hand_to(after_context)  # E: hand_to(enqueue): nobody gives it a context
hand_to(enqueue=enqueue)  # E: hand_to(enqueue): by keyword
hand_to()  # E: hand_to(enqueue): nothing
hand_to(enqueue, enqueue)  # E: hand_to(): two at once
hand_to(enqueue, queue="mail")  # E: hand_to(): options are the engine's
hand_to(enqueue)(None, 7)  # E: another payload
hand_to(enqueue)(order)  # E: a receiver gets the sender, too
number_of: int = hand_to(enqueue)(None, order)  # E: no result

ahand_to(7)  # E: ahand_to(enqueue): not callable
ahand_to(enqueue)  # E: ahand_to(enqueue): nothing to await
ahand_to(enqueue_raw)  # E: ahand_to(enqueue): takes what is not packed
ahand_to(enqueue=enqueue_later)  # E: ahand_to(enqueue): by keyword
ahand_to()  # E: ahand_to(enqueue): nothing
ahand_to(enqueue_later, queue="mail")  # E: ahand_to(): options are the engine's
order_completed.connect(ahand_to(enqueue_later))  # E: this signal awaits nothing

hand_keywords_to(7)  # E: hand_keywords_to(enqueue): not callable
hand_keywords_to(None)  # E: hand_keywords_to(enqueue): not callable
hand_keywords_to(enqueue=enqueue)  # E: hand_keywords_to(enqueue): by keyword
hand_keywords_to()  # E: hand_keywords_to(enqueue): nothing
hand_keywords_to(enqueue, queue="mail")  # E: hand_keywords_to(): options are the engine's
hand_keywords_to(no_payload)(None, order_id=7)  # E: it takes no keywords
hand_keywords_to(no_payload)()  # E: a receiver gets the sender
