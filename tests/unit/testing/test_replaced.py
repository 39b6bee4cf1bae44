"""A fake in the place of a receiver, as far as it could be called there."""

from __future__ import annotations

import asyncio
import functools
import threading
from typing import Any
from unittest.mock import AsyncMock, MagicMock, Mock, call, create_autospec

import pytest

from tests.unit.testing.shop import ExpressService, OrderCompleted, OrderService, Shop, wrong
from typedsignals import AsyncSignal, Signal, UsageError, keyword_signal
from typedsignals.testing import checked, isolated, muted, record, replaced


def test_the_fake_is_called_instead(shop: Shop) -> None:
    """And handed back, for its own asserts."""
    with replaced(shop.send_mail, Mock(return_value=None)) as fake, record(shop.order_completed) as sent:
        shop.complete(1)
    shop.complete(2)
    fake.assert_called_once_with(OrderService, OrderCompleted(1))
    assert sent[0].results == [(fake, None)]
    assert shop.mails == [2]


def test_it_stands_in_the_same_place(shop: Shop) -> None:
    """Before those of lower priority, after those connected earlier; whoever else connects."""
    calls: list[str] = []

    def second(sender: str, payload: None) -> None:
        calls.append("second")

    letter = Signal[str, None]()
    letter.connect(lambda sender, payload: calls.append("first"), priority=1)
    letter.connect(second, priority=1, dispatch_uid="second")
    letter.connect(lambda sender, payload: calls.append("third"))
    with replaced(second, lambda sender, payload: calls.append("fake")):
        letter.connect(lambda sender, payload: calls.append("fourth"))
        letter.send("shop", None)
    letter.send("shop", None)
    assert calls == ["first", "fake", "third", "fourth", "first", "second", "third", "fourth"]


def test_it_holds_for_every_thread(shop: Shop) -> None:
    """As a patched function does."""
    fake = Mock()
    with replaced(shop.send_mail, fake):
        thread = threading.Thread(target=shop.complete, args=(1,))
        thread.start()
        thread.join()
    assert (fake.call_count, shop.mails) == (1, [])


def test_it_holds_wherever_the_receiver_is_connected(shop: Shop) -> None:
    """Unless a signal or a sender is named."""
    other = Signal[type[OrderService], OrderCompleted]()
    other.connect(shop.send_mail, sender=ExpressService)
    other.connect(shop.send_mail)
    with replaced(shop.send_mail, Mock()) as fake:
        shop.complete(1)
        other.send(OrderService, OrderCompleted(2))
    assert (fake.call_count, shop.mails) == (2, [])
    with replaced(shop.send_mail, fake, signal=other, sender=ExpressService):
        shop.complete(3)
        other.send(ExpressService, OrderCompleted(4))
    assert (fake.call_count, shop.mails) == (3, [3, 4])


def test_the_inner_one_of_two_fakes_is_called(shop: Shop) -> None:
    """And then the outer one again."""
    outer, inner = Mock(), Mock()
    with replaced(shop.send_mail, outer):
        with replaced(shop.send_mail, inner):
            shop.complete(1)
        shop.complete(2)
    shop.complete(3)
    assert (inner.call_count, outer.call_count, shop.mails) == (1, 1, [3])


def test_it_decorates(shop: Shop) -> None:
    """What is checked on entering is checked when the function is called, not when it is made."""
    fake = Mock()

    @replaced(shop.write_entry, fake)
    def fill() -> None:
        shop.place(1)

    fill()
    shop.place(2)
    assert (fake.call_count, shop.entries) == (1, ["order 2"])


def test_an_exception_inside_puts_the_receiver_back(shop: Shop) -> None:
    """And passes untouched."""
    error = RuntimeError("the test itself")
    with pytest.raises(RuntimeError) as raised, replaced(shop.send_mail, Mock()):
        raise error
    shop.complete(1)
    assert raised.value is error
    assert shop.mails == [1]


def test_an_async_fake_is_awaited() -> None:
    """In the place of an async receiver, or of a plain one."""
    invoice_due = AsyncSignal[type[OrderService], int, str]()
    fakes: list[Any] = [AsyncMock(return_value="fake"), functools.partial(_write, "fake"), _Writer()]

    def write(sender: type[OrderService], payload: int) -> str:
        return f"invoice {payload}"

    fakes.append(create_autospec(_write_invoice, return_value="fake"))
    invoice_due.connect(write)
    for fake in fakes:
        with replaced(write, fake):
            assert asyncio.run(invoice_due.asend(OrderService, 1)) == [(fake, "fake")]
            assert invoice_due.send(OrderService, 1) == [(fake, "fake")]


def test_what_awaits_nothing_takes_no_async_fake(shop: Shop) -> None:
    """As it takes no async receiver; also where a mock only behaves like one."""
    for fake in (AsyncMock(), _write_invoice, functools.partial(_write, "fake"), _Writer()):
        with pytest.raises(
            UsageError, match=r"it is async, and an unnamed signal awaits nothing; give a function that"
        ):
            replaced(shop.send_mail, wrong(fake)).__enter__()
    with pytest.raises(UsageError, match=r"it is async, and signal 'order_placed' awaits nothing"):
        replaced(shop.write_entry, AsyncMock()).__enter__()
    shop.complete(1)
    shop.place(1)
    assert (shop.mails, shop.entries) == ([1], ["order 1"])


def test_an_async_fake_has_to_fit_every_signal_that_the_receiver_hears(shop: Shop) -> None:
    """One that awaits nothing is enough to refuse it, and then it stands nowhere."""
    mail_due = AsyncSignal[type[OrderService], OrderCompleted]("mail_due")
    mail_due.connect(shop.send_mail)
    with pytest.raises(UsageError, match="an unnamed signal awaits nothing"):
        replaced(shop.send_mail, AsyncMock()).__enter__()
    with replaced(shop.send_mail, AsyncMock(), signal=mail_due) as fake:
        mail_due.send(OrderService, OrderCompleted(1))
        shop.complete(2)
    fake.assert_awaited_once_with(OrderService, OrderCompleted(1))
    assert shop.mails == [2]


def test_a_plain_fake_stands_for_an_async_receiver() -> None:
    """Of payloads and of keywords; called when the plain receivers are."""
    calls: list[str] = []

    @keyword_signal
    async def label_wanted(sender: str, *, order_id: int) -> str:
        raise NotImplementedError

    async def write(sender: str, order_id: int) -> str:
        raise NotImplementedError

    async def note(sender: str, order_id: int) -> str:
        calls.append("async")
        return "note"

    label_wanted.connect(note)
    label_wanted.connect(write)
    with replaced(write, Mock(side_effect=lambda sender, order_id: calls.append("fake"))) as fake:
        assert dict(asyncio.run(label_wanted.asend("shop", order_id=7))) == {fake: None, note: "note"}
    fake.assert_called_once_with("shop", order_id=7)
    assert calls == ["fake", "async"]


def test_it_is_narrowed_to_a_sender_that_is_a_plain_value() -> None:
    """Told by kind and value, as the signal tells it."""
    letter = Signal[object, int]()
    heard: list[int] = []

    def read(sender: object, payload: int) -> None:
        heard.append(payload)

    letter.connect(read, sender="shop".upper())
    letter.connect(read, sender=1)
    with replaced(read, Mock(), signal=letter, sender="shop".upper()) as fake:
        letter.send("shop".upper(), 1)
        letter.send(1, 2)
    with pytest.raises(UsageError, match="it is not connected to an unnamed signal"):
        replaced(read, Mock(), signal=letter, sender=wrong(True)).__enter__()
    assert (fake.call_count, heard) == (1, [2])


class _Desk:
    """Receivers that are methods in all but type: another object at each access."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def _note(self, how: str, sender: str, payload: int) -> None:
        self.heard.append(f"{how} {payload}")

    partial_method = functools.partialmethod(_note, "partial")

    @functools.singledispatchmethod
    def dispatched(self, sender: str, payload: int) -> None:
        self._note("dispatched", sender, payload)


@pytest.mark.parametrize("name", ["partial_method", "dispatched"])
def test_a_method_in_all_but_type_is_replaced_and_muted(name: str) -> None:
    """It is the same receiver, whatever object an access gives; of another desk it is another one."""
    letter, desk, other = Signal[str, int](), _Desk(), _Desk()
    for each in (desk, other):
        letter.connect(getattr(each, name))
    with replaced(getattr(desk, name), Mock()) as fake:
        letter.send("shop", 1)
    with muted(receiver=getattr(desk, name)):
        letter.send("shop", 2)
    letter.send("shop", 3)
    assert fake.call_count == 1
    assert [len(each.heard) for each in (desk, other)] == [1, 3]


async def _write_invoice(sender: type[OrderService], payload: int) -> str:
    return f"invoice {payload}"


async def _write(text: str, sender: type[OrderService], payload: int) -> str:
    return text


class _Writer:
    async def __call__(self, sender: type[OrderService], payload: int) -> str:
        return "fake"


def test_a_receiver_that_is_not_connected_cannot_be_replaced(shop: Shop) -> None:
    """Neither one that never was, nor one that is connected to another signal or for another sender."""

    def never(sender: object, payload: object) -> None: ...

    with pytest.raises(
        UsageError, match=r"cannot replace .*never \(test_replaced\.py:\d+\): it is not connected to any"
    ):
        replaced(never, Mock()).__enter__()
    with pytest.raises(
        UsageError, match=r"it is not connected to signal 'order_placed'; connect it first, or name what"
    ):
        replaced(shop.send_mail, Mock(), signal=shop.order_placed).__enter__()
    with pytest.raises(UsageError, match="it is not connected to an unnamed signal"):
        replaced(shop.send_mail, Mock(), signal=shop.order_completed, sender=ExpressService).__enter__()


def test_what_garbage_has_lost_is_not_raised_at_who_searches(shop: Shop) -> None:
    """It would be raised at any test that happens to come next."""
    lost = [Shop()]
    early = lost[0].order_completed
    lost.clear()
    with replaced(shop.send_mail, Mock()) as fake:
        shop.complete(1)
    lost = [Shop()]
    late = lost[0].order_placed
    lost.clear()
    with muted(receiver=shop.send_mail):
        shop.complete(2)
    assert (fake.call_count, shop.mails) == (1, [])
    assert (early.connections, late.connections) == ((), ())


def test_a_receiver_that_is_connected_in_a_wrapper_is_said_to_be() -> None:
    """Its own name finds nothing there."""
    letter = Signal[str, None]()

    def read(sender: str, payload: None) -> None: ...

    @functools.wraps(read)
    def wrapper(sender: str, payload: None) -> None: ...

    letter.connect(wrapper)
    with pytest.raises(UsageError, match="but a wrapper of it is: name the wrapper, as it was connected"):
        replaced(read, Mock()).__enter__()
    wrong(read).__wrapped__ = wrapper  # and so round and round
    with pytest.raises(UsageError, match="it is not connected to an unnamed signal; connect it"):
        replaced(print, Mock(), signal=wrong(letter)).__enter__()


@pytest.mark.parametrize(
    ("fake", "reason"),
    [
        (7, "it is not callable"),
        (lambda: None, "could not call it, too many positional arguments"),
        (lambda sender, payload, more: None, "could not call it, missing a required argument: 'more'"),
        (create_autospec(lambda sender: None), "could not call it, too many positional arguments"),
    ],
    ids=["no callable", "too few", "too many", "mock with a spec"],
)
def test_a_fake_that_could_not_be_called_is_refused(fake: object, reason: str, shop: Shop) -> None:
    """Before anything is sent, with both parties named."""
    with pytest.raises(UsageError, match=rf"cannot replace .*Shop\.send_mail \(shop\.py:\d+\) by .*{reason}"):
        replaced(shop.send_mail, wrong(fake)).__enter__()
    shop.complete(1)
    assert shop.mails == [1]


@pytest.mark.parametrize(
    ("fake", "reason"),
    [
        (lambda sender, order_id: None, "got an unexpected keyword argument 'status'"),
        (lambda sender, ordr_id, **kwargs: None, "missing a required argument: 'ordr_id'"),
        (lambda **kwargs: None, "too many positional arguments"),
    ],
    ids=["too few", "misspelt", "no sender"],
)
def test_a_fake_is_compared_with_the_keywords_of_the_signal(fake: object, reason: str, shop: Shop) -> None:
    """Names are what a keyword receiver is called by."""
    with pytest.raises(UsageError, match=f"signal 'order_placed' could not call it, {reason}"):
        replaced(shop.write_entry, wrong(fake)).__enter__()


@pytest.mark.parametrize(
    "fake",
    [lambda sender, **kwargs: None, lambda sender, order_id, status: None, Mock(), max],
    ids=["any keyword", "each keyword", "mock", "unknown"],
)
def test_a_fake_that_could_be_called_is_taken(fake: object, shop: Shop) -> None:
    """And so is one of which nothing can be known."""
    with replaced(shop.write_entry, wrong(fake)):
        pass


def test_what_is_no_signal_has_no_receivers(shop: Shop) -> None:
    """The message says what would be one."""
    with pytest.raises(UsageError, match=r"cannot replace a receiver of class .*: it is no signal"):
        replaced(shop.send_mail, Mock(), signal=wrong(Shop))


class _Yes:
    """Answers to every name, with itself."""

    def __getattr__(self, name: str) -> _Yes:
        return self

    def __call__(self, *args: object, **kwargs: object) -> None: ...


class _Frame:
    """Is neither equal nor unequal, neither true nor false, and has no size; as tables of numbers are."""

    def __call__(self, *args: object, **kwargs: object) -> None: ...

    def __eq__(self, other: object) -> Any:
        return self

    __hash__ = wrong(None)

    def __bool__(self) -> bool:
        raise ValueError

    def __len__(self) -> int:
        raise ValueError


class _Refusing:
    """Has an answer to no question."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError(name)

    def __call__(self, *args: object, **kwargs: object) -> None: ...


@pytest.mark.parametrize("kind", [Mock, MagicMock, lambda: call, _Yes, _Frame, _Refusing])
def test_an_object_with_an_answer_to_everything_is_a_receiver_like_others(kind: Any, shop: Shop) -> None:
    """It is muted, replaced, and in nobody's way; and it is a fake."""
    odd = kind()
    shop.order_completed.connect(odd)
    shop.order_placed.connect(wrong(odd))
    with muted(receiver=odd):
        shop.complete(1)
    with muted(shop.order_completed, receiver=odd, sender=OrderService), isolated(shop.order_completed) as changes:
        shop.complete(2)
        shop.order_completed.disconnect(odd)
    assert len(changes.lost) == 1
    with replaced(odd, Mock()) as fake:
        shop.complete(3)
        shop.place(3)
    assert fake.call_count == 2
    with (
        replaced(shop.send_mail, odd),
        replaced(shop.write_entry, odd),
        checked(),
        record(shop.order_completed) as sent,
    ):
        shop.complete(4)
        shop.place(4)
    assert [receiver is odd for receiver, _ in sent[0].results] == [True, True]
    assert (shop.mails, shop.entries) == ([1, 2, 3], ["order 3"])
    for scope in (muted(receiver=print), replaced(print, Mock())):
        with pytest.raises(UsageError, match="it is not connected to any signal; connect it first"), scope:
            pass
    assert shop.order_completed.disconnect(odd)
