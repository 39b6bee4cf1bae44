"""What a recording gives back has the types of its signal."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import assert_type

from tests.typing.shop import (
    OrderCompleted,
    OrderService,
    Warehouse,
    audit_due,
    invoice_due,
    mail_wanted,
    order_completed,
    order_placed,
    stock_changed,
)
from typedsignals.testing import AnySent, Recorder, Recording, Sent, record

with record(order_completed) as sent:
    order_completed.send(OrderService, OrderCompleted(7, Decimal(1)))

assert_type(sent[0].payload, OrderCompleted)
assert_type(sent[0].payload.order_id, int)
assert_type(sent[0].sender, type[OrderService])
assert_type(sent[0].results, Sequence[tuple[Callable[..., object], None | Exception]])
assert_type(sent[0].exceptions, Sequence[BaseException])
assert_type(sent.payloads, list[OrderCompleted])
assert_type(sent.find(OrderService, OrderCompleted(7, Decimal(1)))[0].payload.total, Decimal)
assert_type(sent[-1:][0].payload, OrderCompleted)
assert_type([entry.payload for entry in sent], list[OrderCompleted])
assert len(sent) == 1

with record(mail_wanted) as wanted:
    mail_wanted.send(OrderService, OrderCompleted(7, Decimal(1)))
assert_type(wanted[0].results, Sequence[tuple[Callable[..., object], str | Exception]])

# Results that are awaited are recorded as what awaiting them gives.
with record(invoice_due) as invoices, record(audit_due) as audits:
    invoice_due.send(OrderService, OrderCompleted(7, Decimal(1)))
    audit_due.send(OrderService, OrderCompleted(7, Decimal(1)))
assert_type(invoices[0].results, Sequence[tuple[Callable[..., object], str | Exception]])
assert_type(audits[0].results, Sequence[tuple[Callable[..., object], int | Exception]])

with record(order_placed) as placed:
    order_placed.send(OrderService, order_id=7, status="paid")
assert_type(placed[0].keywords, Mapping[str, object])
assert_type(placed[0].sender, type[OrderService])
assert_type(placed.keywords, list[Mapping[str, object]])
placed.find(OrderService, order_id=7, status="paid")

with record(order_completed, order_placed) as both:
    order_completed.send(OrderService, OrderCompleted(7, Decimal(1)))
    order_placed.send(OrderService, order_id=7, status="paid")
assert_type(both, Recording[AnySent])
assert_type(both[0].payload, object)
assert_type(both.of(order_completed)[0].payload, OrderCompleted)
both.of(order_placed).find(OrderService, order_id=7, status="paid")

with record(stock_changed) as changed:
    stock_changed.send(Warehouse(), {"sku": "tea", "left": 2})
assert_type(changed[0].payload["left"], int)


def count(entries: Sequence[AnySent]) -> int:
    return len(entries)


def first(entries: Sequence[Sent[type[OrderService], OrderCompleted, object]]) -> OrderCompleted:
    return entries[0].payload


# A recording is a sequence of its entries, and narrower entries are wider ones.
count(sent)
count(placed)
count(both)
first(sent)
first(wanted)


def test_with_the_fixture(record_signals: Recorder) -> None:
    recorded = record_signals(order_completed)
    assert_type(recorded.payloads, list[OrderCompleted])
    record_signals(order_placed).find(OrderService, order_id=7, status="paid")
