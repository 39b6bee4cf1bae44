"""What was sent: typed entries, in the order of the sends, whoever sent and whoever heard."""

from __future__ import annotations

import asyncio
import threading

import pytest

from tests.unit.testing.shop import PLAIN_VALUES, ExpressService, OrderCompleted, OrderService, Shop, wrong
from typedsignals import AsyncSignal, Signal, UsageError, keyword_signal
from typedsignals.testing import muted, record


def test_an_entry_says_who_sent_what_and_what_came_of_it(shop: Shop) -> None:
    """And the send went on as it would."""
    with record(shop.order_completed) as sent:
        results = shop.order_completed.send(OrderService, OrderCompleted(7))
    assert len(sent) == 1
    assert (sent[0].signal, sent[0].sender, sent[0].payload) == (shop.order_completed, OrderService, OrderCompleted(7))
    assert sent[0].results == results == [(shop.send_mail, None)]
    assert list(sent[0].exceptions) == []
    assert sent.payloads == [OrderCompleted(7)]
    assert shop.mails == [7]


def test_only_what_is_sent_inside_is_recorded(shop: Shop) -> None:
    """And the recording is read after it."""
    shop.complete(1)
    with record(shop.order_completed) as sent:
        shop.complete(2)
    shop.complete(3)
    assert sent.payloads == [OrderCompleted(2)]
    assert shop.mails == [1, 2, 3]


def test_an_entry_that_is_not_there_is_an_error_that_says_how_many_are(shop: Shop) -> None:
    """Of which signals; a slice is empty."""
    with record(shop.order_completed) as sent:
        with pytest.raises(IndexError, match=r"^there is no \[0\]; recorded sends of an unnamed signal: 0$"):
            _ = sent[0]
        shop.complete(2)
        with pytest.raises(IndexError, match=r"^there is no \[-2\]; recorded sends of an unnamed signal: 1$"):
            _ = sent[-2]
    assert sent[1:] == []
    assert list(reversed(sent)) == [sent[0]]


def test_keywords_are_recorded_as_sent(shop: Shop) -> None:
    """A default belongs to the receivers; it was not sent."""
    with record(shop.order_placed) as sent:
        shop.place(7)
    assert sent.keywords == [{"order_id": 7}]
    assert sent[0].payload is None
    assert sent.find(OrderService, order_id=7) == [sent[0]]
    assert sent.find(OrderService, order_id=7, status="new") == []


def test_find_tells_senders_apart_by_identity_and_payloads_by_equality(shop: Shop) -> None:
    """As the signal does, and as a test does."""
    with record(shop.order_completed) as sent:
        shop.order_completed.send(OrderService, OrderCompleted(7))
        shop.order_completed.send(ExpressService, OrderCompleted(7))
    assert sent.find(ExpressService, OrderCompleted(7)) == [sent[1]]
    assert sent.find(OrderService, OrderCompleted(8)) == []


@pytest.mark.parametrize("kind", PLAIN_VALUES)
def test_an_equal_plain_value_names_the_same_sender(kind: str) -> None:
    """As signals see it: two equal texts need not be one object."""
    page_viewed, make = Signal[object, int](), PLAIN_VALUES[kind]
    with record(page_viewed) as sent:
        page_viewed.send(make(), 1)
    assert sent.find(make(), 1) == [sent[0]]


def test_values_of_two_kinds_are_two_senders() -> None:
    """However equal they are; and so are equal objects that are no plain values."""

    class Name(str):
        __slots__ = ()

    page_viewed = Signal[object, int]()
    with record(page_viewed) as sent:
        page_viewed.send(1, 1)
    senders: list[object] = [True, 1.0, Name("home")]
    assert [sent.find(sender, 1) for sender in senders] == [[], [], []]
    with record(page_viewed) as sent:
        page_viewed.send(Name("home"), 1)
    assert (sent.find(Name("home"), 1), sent.find("home", 1)) == ([], [])


def test_several_signals_have_a_common_order(shop: Shop) -> None:
    """``of`` gives those of one, with its types."""
    with record(shop.order_placed, shop.order_completed) as sent:
        shop.place(1)
        shop.complete(1)
        shop.place(2)
    assert [entry.signal for entry in sent] == [shop.order_placed, shop.order_completed, shop.order_placed]
    assert sent.of(shop.order_completed).payloads == [OrderCompleted(1)]
    assert [entry.keywords["order_id"] for entry in sent.of(shop.order_placed)] == [1, 2]
    assert sent[1:] == [sent[1], sent[2]]


def test_sends_of_all_threads_are_recorded(shop: Shop) -> None:
    """A recording has no context."""
    with record(shop.order_completed) as sent:
        threads = [threading.Thread(target=shop.complete, args=(number,)) for number in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(payload.order_id for payload in sent.payloads) == list(range(20))


def test_recordings_of_one_signal_nest(shop: Shop) -> None:
    """Each has its own time."""
    with record(shop.order_completed) as outer:
        shop.complete(1)
        with record(shop.order_completed) as inner:
            shop.complete(2)
        shop.complete(3)
    assert outer.payloads == [OrderCompleted(1), OrderCompleted(2), OrderCompleted(3)]
    assert inner.payloads == [OrderCompleted(2)]


def test_an_open_recording_cannot_be_entered_again(shop: Shop) -> None:
    """It would record everything twice. Closed, it goes on."""
    with record(shop.order_completed) as sent:
        with pytest.raises(UsageError, match=r"cannot begin recording .*: this recording is open; make another one"):
            sent.__enter__()
        shop.complete(1)
    with sent:
        shop.complete(2)
    shop.complete(3)
    assert sent.payloads == [OrderCompleted(1), OrderCompleted(2)]


def test_the_exception_of_a_send_is_recorded_and_raised_as_it_is(shop: Shop) -> None:
    """The send gives no results then."""
    error = ValueError("no paper")

    def fail(sender: type[OrderService], payload: OrderCompleted) -> None:
        raise error

    shop.order_completed.connect(fail)
    with record(shop.order_completed) as sent, pytest.raises(ValueError, match="no paper") as raised:
        shop.complete(1)
    assert raised.value is error
    assert (list(sent[0].results), list(sent[0].exceptions)) == ([], [error])


def test_the_exceptions_of_a_robust_send_stand_among_the_results(shop: Shop) -> None:
    """As its sender gets them."""
    error = ValueError("no paper")

    def fail(sender: type[OrderService], payload: OrderCompleted) -> None:
        raise error

    shop.order_completed.connect(fail, priority=1)
    with record(shop.order_completed) as sent:
        results = shop.order_completed.send_robust(OrderService, OrderCompleted(1))
    assert sent[0].results == results == [(fail, error), (shop.send_mail, None)]
    assert list(sent[0].exceptions) == [error]


def test_an_exception_inside_leaves_nothing_behind(shop: Shop) -> None:
    """And passes through untouched."""
    error = RuntimeError("the test itself")
    with pytest.raises(RuntimeError) as raised, record(shop.order_completed) as sent:
        raise error
    shop.complete(1)
    assert raised.value is error
    assert len(sent) == 0


def test_async_sends_are_recorded_with_what_they_were_awaited_for() -> None:
    """An entry stands from the beginning of the send, its results from the end."""
    invoice_due = AsyncSignal[type[OrderService], int, str]()

    @invoice_due.connect
    async def write(sender: type[OrderService], payload: int) -> str:
        assert len(sent) == 1
        await asyncio.sleep(0)
        if payload < 0:
            raise ValueError("negative")
        return f"invoice {payload}"

    with record(invoice_due) as sent:
        assert asyncio.run(invoice_due.asend(OrderService, 1)) == [(write, "invoice 1")]
    assert sent[0].results == [(write, "invoice 1")]
    with record(invoice_due) as sent, pytest.raises(ValueError, match="negative"):
        asyncio.run(invoice_due.asend(OrderService, -1))
    assert [str(error) for error in sent[0].exceptions] == ["negative"]
    with record(invoice_due) as sent:
        asyncio.run(invoice_due.asend_robust(OrderService, -1))
    assert [str(error) for error in sent[0].exceptions] == ["negative"]
    with record(invoice_due) as sent:
        invoice_due.send(OrderService, 2)
    assert sent[0].results == [(write, "invoice 2")]


def test_async_keywords_are_recorded_as_sent() -> None:
    """By either kind of send, with what awaiting gave."""

    @keyword_signal
    async def label_wanted(sender: type[OrderService], *, order_id: int) -> str:
        raise NotImplementedError

    @label_wanted.connect
    async def write(sender: type[OrderService], order_id: int) -> str:
        await asyncio.sleep(0)
        return f"label {order_id}"

    with record(label_wanted) as sent:
        asyncio.run(label_wanted.asend(OrderService, order_id=1))
        label_wanted.send(OrderService, order_id=2)
    assert sent.keywords == [{"order_id": 1}, {"order_id": 2}]
    assert [[result for _, result in entry.results] for entry in sent] == [["label 1"], ["label 2"]]
    assert repr(sent[0]) == "label_wanted from OrderService: order_id=1"


def test_a_send_that_cannot_be_awaited_is_recorded_with_its_exception() -> None:
    """It was sent, though nobody heard it."""
    invoice_due = AsyncSignal[str, int]()
    invoice_due.connect(lambda sender, payload: None)

    async def main() -> None:
        invoice_due.send("shop", 1)

    with record(invoice_due) as sent, pytest.raises(RuntimeError) as raised:
        asyncio.run(main())
    assert list(sent[0].exceptions) == [raised.value]


def test_what_nobody_hears_is_recorded() -> None:
    """Sent is sent."""
    silent = Signal[str, int]()
    with record(silent) as sent:
        silent.send("shop", 1)
    assert sent[0].results == []


@pytest.mark.parametrize("first", ["record", "mute"])
def test_a_muted_send_is_recorded_whichever_came_first(first: str, shop: Shop) -> None:
    """Muting takes the receivers, not the send."""
    recording, muting = record(shop.order_completed), muted(shop.order_completed)
    with recording if first == "record" else muting, muting if first == "record" else recording:
        shop.complete(1)
    assert recording.payloads == [OrderCompleted(1)]
    assert recording[0].results == []
    assert shop.mails == []


def test_a_recording_shows_what_was_sent(shop: Shop) -> None:
    """For the reader of a failed assert."""
    with record(shop.order_placed) as sent:
        assert repr(sent) == "<nothing sent of signal 'order_placed'>"
        shop.order_placed.send(OrderService, order_id=7, status="x" * 1000)
    lines = repr(sent).splitlines()
    assert lines[0] == "<1 sent of signal 'order_placed':"
    assert lines[1].startswith("  1. order_placed from OrderService: order_id=7, status='xxx")
    assert len(lines[1]) < 250


def test_a_payload_without_a_repr_is_shown_all_the_same() -> None:
    """A failing repr would hide the assert."""

    class Torn:
        def __repr__(self) -> str:
            raise ValueError("torn")

    page_viewed = Signal[str, Torn]("page_viewed")
    with record(page_viewed) as sent:
        page_viewed.send("home", Torn())
    assert "Torn" in repr(sent)


@pytest.mark.parametrize("thing", [OrderService, print, "order_completed", None, 7])
def test_what_is_no_signal_cannot_be_recorded(thing: object) -> None:
    """The message says what would be one."""
    with pytest.raises(UsageError, match=r"cannot record .*: it is no signal; name one of typedsignals or of Django"):
        record(wrong(thing))


def test_nothing_cannot_be_recorded() -> None:
    """It would be an empty promise."""
    with pytest.raises(UsageError, match="cannot record: name a signal, or several; none was given"):
        wrong(record)()


def test_keywords_are_handed_into_what_takes_them(shop: Shop) -> None:
    """As they were sent: what was left out is left to its default."""

    def seen(*, order_id: int, status: str = "of its own") -> str:
        return f"{order_id}: {status}"

    with record(shop.order_placed) as sent, record(shop.order_completed, shop.order_placed) as both:
        shop.place(1)
        shop.order_placed.send(OrderService, order_id=2, status="paid")
    assert [entry.into(seen) for entry in sent] == ["1: of its own", "2: paid"]
    assert both.of(shop.order_placed)[1].into(dict) == {"order_id": 2, "status": "paid"}
    with pytest.raises(TypeError, match="order_id"):
        sent[0].into(wrong(lambda odd: odd))
