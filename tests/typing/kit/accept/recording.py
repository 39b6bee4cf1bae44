"""What a recording gives back has the types of its signal."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple, assert_type

from tests.typing.shop import (
    OrderCompleted,
    OrderService,
    Warehouse,
    audit_due,
    invoice_due,
    label_wanted,
    mail_wanted,
    order_completed,
    order_placed,
    stock_changed,
)
from typedsignals import AsyncSignal, Connectable, KeywordConnectable, Signal, keyword_signal
from typedsignals.testing import AnySent, KeywordRecording, PayloadRecording, Recorder, Recording, Sent, record

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

# Of a signal whose receivers may be async, results are what awaiting gives.
with record(invoice_due) as invoices, record(audit_due) as audits, record(label_wanted) as labels:
    invoice_due.send(OrderService, OrderCompleted(7, Decimal(1)))
    audit_due.send(OrderService, OrderCompleted(7, Decimal(1)))
    label_wanted.send(OrderService, order_id=7)
assert_type(invoices[0].results, Sequence[tuple[Callable[..., object], str | Exception]])
assert_type(audits[0].results, Sequence[tuple[Callable[..., object], int | Exception]])
assert_type(labels[0].results, Sequence[tuple[Callable[..., object], str | Exception]])

# Whatever the types of the signal are.
document_read = AsyncSignal[type[OrderService], dict[str, Any], str | None]("document_read")
page_viewed = Signal[Literal["home", "shop"], int, Literal[1, 2]]("page_viewed")
page_left = AsyncSignal[Literal["home", "shop"], int, Literal[1, 2]]("page_left")
parcel_sent = Signal[type[OrderService], int, Awaitable[str]]("parcel_sent")
anything_said = AsyncSignal[Any, Any, Any]("anything_said")


class Mailed(Signal[type[OrderService], OrderCompleted, str]): ...


class Invoiced(AsyncSignal[type[OrderService], OrderCompleted, str]): ...


@keyword_signal
async def document_wanted(sender: Literal["home", "shop"], *, about: dict[str, Any], pages: Literal[1, 2] = 1) -> str:
    raise NotImplementedError


assert_type(record(document_read), PayloadRecording[type[OrderService], dict[str, Any], str | None])
assert_type(record(page_viewed), PayloadRecording[Literal["home", "shop"], int, Literal[1, 2]])
assert_type(record(page_left), PayloadRecording[Literal["home", "shop"], int, Literal[1, 2]])
assert_type(record(parcel_sent), PayloadRecording[type[OrderService], int, Awaitable[str]])
assert_type(record(anything_said), PayloadRecording[Any, Any, Any])
assert_type(record(Mailed()), PayloadRecording[type[OrderService], OrderCompleted, str])
assert_type(record(Invoiced()), PayloadRecording[type[OrderService], OrderCompleted, str])
documents = record(document_wanted)
documents.find("shop", about={}, pages=2)
with documents:
    document_wanted.send("home", about={"title": "tea"})
assert_type(documents[0].sender, Literal["home", "shop"])
assert_type(documents[0].results, Sequence[tuple[Callable[..., object], str | Exception]])


# A signal that is only listened to is recorded by whoever listens.
def listen(
    completed: Connectable[type[OrderService], OrderCompleted, str],
    due: Connectable[type[OrderService], OrderCompleted, Awaitable[str] | str],
    placed_again: KeywordConnectable[type[OrderService], [int], str],
) -> None:
    assert_type(record(completed), PayloadRecording[type[OrderService], OrderCompleted, str])
    assert_type(record(due), PayloadRecording[type[OrderService], OrderCompleted, Awaitable[str] | str])
    assert_type(record(placed_again), KeywordRecording[type[OrderService], [int], str])
    assert_type(record(completed, due).of(completed).payloads, list[OrderCompleted])


with record(order_placed) as placed:
    order_placed.send(OrderService, order_id=7, status="paid")
assert_type(placed[0].keywords, Mapping[str, object])
assert_type(placed[0].sender, type[OrderService])
assert_type(placed.keywords, list[Mapping[str, object]])
placed.find(OrderService, order_id=7, status="paid")


# Whatever takes just what is declared: then names and types are known.
@dataclass
class Placed:
    order_id: int
    status: str


class PlacedRow(NamedTuple):
    order_id: int
    status: str


def order_of(order_id: int, **rest: object) -> int:
    return order_id


assert_type(placed[0].into(Placed), Placed)
assert_type(placed[0].into(Placed).order_id, int)
assert_type(placed[0].into(PlacedRow), PlacedRow)
assert_type(placed[0].into(order_of), int)
assert_type([each.into(Placed).status for each in placed.find(OrderService, order_id=7, status="paid")], list[str])

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
