"""What ``send`` does, and what it returns."""

import re
import threading
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import partial
from typing import Any

import pytest

from tests.unit.kinds import (
    ASYNC_WAYS,
    PLAIN_WAYS,
    SYNC_WAYS,
    WAYS,
    Sender,
    Shelf,
    async_keywords_signal,
    in_ways,
    keywords_signal,
    payload_signal,
    results,
    run,
    send,
    where,
)
from typedsignals import AsyncSignal, Signal, keyword_signal

NOTE = "while signal 'order_completed' was sent to {}"


@pytest.mark.parametrize("way", SYNC_WAYS)
def test_receivers_run_in_the_senders_thread_one_by_one_before_send_returns(signal: Any, way: str) -> None:
    """Row 1: whoever sends can count on everything having happened."""
    steps: list[tuple[str, int]] = []

    def first(sender: object, order: object) -> None:
        steps.append(("first begins", threading.get_ident()))
        steps.append(("first ends", threading.get_ident()))

    def second(sender: object, order: object) -> None:
        steps.append(("second", threading.get_ident()))

    signal.connect(first)
    signal.connect(second)

    def main() -> None:
        for _ in range(2):
            send(signal, Sender(), way=way)
            steps.append(("returned", threading.get_ident()))

    thread = threading.Thread(target=main)
    thread.start()
    ident = thread.ident
    thread.join()
    assert steps == [(step, ident) for step in ("first begins", "first ends", "second", "returned") * 2]


@pytest.mark.parametrize("way", ASYNC_WAYS)
def test_sync_receivers_run_in_the_thread_of_the_event_loop(async_signal: Any, way: str) -> None:
    """Row 1: no other thread takes part in an asynchronous send either."""
    threads: list[int] = []
    async_signal.connect(lambda sender, order: threads.append(threading.get_ident()))
    send(async_signal, Sender(), way=way)
    assert threads == [threading.get_ident()]


@pytest.mark.parametrize("way", SYNC_WAYS)
def test_receivers_run_in_the_senders_context(signal: Any, way: str) -> None:
    """Row 1: what they set, the sender and later receivers see."""
    variable: ContextVar[int] = ContextVar("variable", default=0)
    signal.connect(lambda sender, order: variable.set(variable.get() + 1))
    signal.connect(lambda sender, order: variable.get())
    for number in (1, 2):
        assert results(send(signal, Sender(), way=way))[1] == number
        assert variable.get() == number


@in_ways(WAYS)
def test_send_returns_pairs_of_receiver_and_result_in_call_order(signal: Any, way: str) -> None:
    """Row 3: the receiver is the very object that was connected."""

    def first(sender: object, order: object) -> str:
        return f"first {order}"

    second = partial(first)
    for receiver in (first, second):
        signal.connect(receiver)
    for number in range(3):
        pairs = send(signal, Sender(), number, way)
        assert pairs == [(first, f"first {number}"), (second, f"first {number}")]
        assert pairs[1][0] is second
        assert type(pairs) is list


@in_ways(WAYS)
def test_send_returns_bound_methods_as_they_were_connected(signal: Any, way: str) -> None:
    """Row 3: a method is held by its object, and comes back bound to it."""
    shelf = Shelf()
    signal.connect(shelf.take)
    for _ in range(2):
        assert send(signal, Sender(), 7, way) == [(shelf.take, 7)]
    assert shelf.orders == [7, 7]


@in_ways(WAYS)
def test_send_without_receivers_returns_an_empty_list(signal: Any, way: str) -> None:
    """Row 3: before there was one, after the last is gone, and where there is none for this sender."""
    assert send(signal, Sender(), way=way) == []
    other = Sender()
    signal.connect(lambda sender, order: 1, sender=other)
    assert send(signal, Sender(), way=way) == []
    receiver = signal.connect(lambda sender, order: 1)
    signal.disconnect(receiver)
    assert send(signal, Sender(), way=way) == []


@in_ways(WAYS)
def test_each_send_returns_a_list_of_its_own(signal: Any, way: str) -> None:
    """Row 3: changing what a send returned changes nothing for the next one."""
    signal.connect(lambda sender, order: 1)
    for _ in range(3):
        pairs = send(signal, Sender(), way=way)
        assert len(pairs) == 1
        pairs.clear()


@in_ways(WAYS)
def test_receivers_get_the_very_objects_that_were_sent(signal: Any, way: str) -> None:
    """Row 3: neither the sender nor what is sent is copied."""
    got: list[object] = []
    signal.connect(lambda sender, order: got.extend([sender, order]))
    sender, order = Sender(), object()
    for _ in range(2):
        send(signal, sender, order, way)
    assert all(one is other for one, other in zip(got, [sender, order] * 2, strict=True))


@pytest.mark.parametrize("make", [Signal, AsyncSignal])
def test_any_payload_may_be_sent(make: Any) -> None:
    """Row 3: also None, and what looks like no payload."""
    signal = make("s")
    signal.connect(lambda sender, payload: payload)
    for payload in (None, 0, "", (), (1, 2), {}, {"a": 1}, int):
        assert results(signal.send(Sender(), payload)) == [payload]


def declare(names: Iterable[str], *, is_async: bool = False) -> Any:
    """Return a keyword signal that is declared with these keywords."""
    namespace: dict[str, Any] = {}
    exec(f"{'async ' * is_async}def odd(sender, *, {', '.join(names)}): ...", namespace)
    return keyword_signal(namespace["odd"])


ODD = (
    "payload, robust, args, keywords, results, entries, entry, receiver, receivers, error, owner, function, loop, note, _note, "
    "report, self_, __debug, BaseException, MethodType, None_, route, value0, value1, registry, routes, sent, sending, größe"
)
ODD_NAMES = ODD.split(", ")


@pytest.mark.parametrize("is_async", [False, True], ids=["keyword", "async keyword"])
@pytest.mark.parametrize("count", [1, 2])
def test_keywords_may_have_any_name_that_the_inside_uses_too(count: int, *, is_async: bool) -> None:
    """Row 3: what is sent by name never meets a name of ours."""
    signal = declare(ODD_NAMES, is_async=is_async)
    keywords: dict[str, object] = {name: number for number, name in enumerate(sorted(signal.keywords))}
    assert len(keywords) == len(ODD_NAMES)
    for _ in range(count):
        signal.connect(Receiving())
    ways = WAYS if is_async else SYNC_WAYS
    for _ in range(3):
        for way in ways:
            assert results(send_keywords(signal, way, keywords)) == [keywords] * count
    with signal.intercepted(lambda sending, proceed: proceed(sending)):
        for way in ways:
            assert results(send_keywords(signal, way, keywords)) == [keywords] * count


def send_keywords(signal: Any, way: str, keywords: dict[str, object]) -> Any:
    """Send these keywords, to the end."""
    method = getattr(signal, way)
    return method(Sender(), **keywords) if way in SYNC_WAYS else run(lambda: method(Sender(), **keywords))


class Receiving:
    """A receiver that returns what it gets by name."""

    def __call__(self, sender: object, /, **keywords: object) -> object:
        """Hear one send."""
        return keywords


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize(
    "name",
    [
        "class",
        "two words",
        "",
        "7",
        "None",
        "__debug__",
        "\ufb01",
        "fi",
        "x=1, y",
        "x): pass\nraise SystemExit\ndef f(y",
        "self",
        "cls",
        "signal",
    ],
)
@pytest.mark.parametrize("make", [keywords_signal, async_keywords_signal], ids=["keyword", "async keyword"])
def test_surplus_keywords_reach_receivers_that_take_them_under_any_name(
    make: Callable[[], Any], name: str, count: int
) -> None:
    """Row 3: also names that source code could not spell, or would spell otherwise."""
    signal = make()
    for _ in range(count):
        signal.connect(Receiving())
    for _ in range(3):
        for way in SYNC_WAYS:
            keywords: dict[str, object] = {"order": 1, name: 2}
            assert results(send_keywords(signal, way, keywords)) == [keywords] * count


@pytest.mark.parametrize("count", [1, 2])
def test_keywords_arrive_in_the_order_in_which_they_were_sent(count: int) -> None:
    """Row 3: as in any call."""
    signal = keywords_signal()
    for _ in range(count):
        signal.connect(Receiving())
    for _ in range(3):
        for sent in ({"order": 1, "b": 2, "a": 3}, {"a": 3, "b": 2, "order": 1}):
            for got in results(signal.send(Sender(), **sent)):
                assert list(got.items()) == list(sent.items())


@pytest.mark.parametrize("count", [1, 2])
def test_what_one_receiver_does_to_its_keywords_no_other_sees(count: int) -> None:
    """Row 3: each gets a dictionary of its own."""
    signal = keywords_signal()

    def clearing(sender: object, **keywords: object) -> object:
        got = dict(keywords)
        keywords.clear()
        return got

    for _ in range(count):
        signal.connect(clearing, dispatch_uid=object())
    for _ in range(3):
        assert results(signal.send(Sender(), order=1)) == [{"order": 1}] * count


def test_keywords_with_a_default_may_be_left_out() -> None:
    """Row 3: the receiver's own default holds then; the declaration's is never read."""

    @keyword_signal
    def order_completed(sender: object, *, order_id: int, status: str = "declared") -> object:
        """Sent once an order is complete."""

    signal: Any = order_completed
    signal.connect(lambda sender, order_id, status="own": (order_id, status))
    assert results(signal.send(Sender(), order_id=1)) == [(1, "own")]
    assert results(signal.send(Sender(), order_id=1, status="paid")) == [(1, "paid")]


@in_ways(PLAIN_WAYS)
def test_send_stops_at_the_first_exception_and_raises_that_very_object(signal: Any, way: str) -> None:
    """Row 3: later receivers are not called."""
    called: list[str] = []
    error = LookupError("no such order")

    def failing(sender: object, order: object) -> None:
        called.append("failing")
        raise error

    signal.connect(lambda sender, order: called.append("first"))
    signal.connect(failing)
    signal.connect(lambda sender, order: called.append("third"))
    for number in (1, 2):
        with pytest.raises(LookupError, match="no such order") as caught:
            send(signal, Sender(), way=way)
        assert caught.value is error
        assert called == ["first", "failing"] * number


@in_ways(PLAIN_WAYS)
@pytest.mark.parametrize("kind", [LookupError, KeyboardInterrupt])
def test_the_exception_gets_a_note_that_names_signal_and_receiver(
    signal: Any, way: str, kind: type[BaseException]
) -> None:
    """Row 3: with file and line, on the first send and on later ones."""

    def failing(sender: object, order: object) -> None:
        raise kind

    signal.connect(failing)
    for _ in range(2):
        with pytest.raises(kind) as caught:
            send(signal, Sender(), "secret", way)
        assert caught.value.__notes__ == [NOTE.format(where(failing))]


@in_ways(PLAIN_WAYS)
def test_the_note_is_added_once_for_each_signal_and_receiver(signal: Any, way: str) -> None:
    """Row 3: an exception that comes by twice is not told twice; each signal on its way is told."""
    error = LookupError()
    inner = payload_signal()

    def failing(sender: object, order: object) -> None:
        raise error

    def passing_on(sender: object, order: object) -> None:
        send(inner, sender, order)

    inner.connect(failing)
    signal.connect(passing_on)
    for _ in range(3):
        with pytest.raises(LookupError):
            send(signal, Sender(), way=way)
    assert error.__notes__ == [NOTE.format(where(failing)), NOTE.format(where(passing_on))]


def test_notes_that_were_there_stay() -> None:
    """Row 3: ours comes last."""
    error = LookupError()
    error.add_note("mine")
    signal = payload_signal()

    def failing(sender: object, order: object) -> None:
        raise error

    signal.connect(failing)
    with pytest.raises(LookupError):
        send(signal, Sender())
    assert error.__notes__ == ["mine", NOTE.format(where(failing))]


class AddNoteRaisesError(Exception):
    """Takes no notes."""

    def add_note(self, note: str, /) -> None:
        """Refuse."""
        raise RuntimeError


class NotesRaiseError(Exception):
    """Has no notes to show."""

    def __getattribute__(self, name: str) -> Any:
        """Refuse."""
        if name == "__notes__":
            raise RuntimeError
        return super().__getattribute__(name)


class NotesAreNoListError(Exception):
    """Has notes that cannot be added to."""

    __notes__: Any = 7


class StrRaisesError(Exception):
    """Cannot be shown."""

    def __str__(self) -> str:
        """Refuse."""
        raise RuntimeError

    __repr__ = __str__


class FalseError(Exception):
    """Is false, and equal to nothing."""

    def __bool__(self) -> bool:
        """Refuse."""
        raise RuntimeError

    def __eq__(self, other: object) -> bool:
        """Refuse."""
        raise RuntimeError

    __hash__ = None  # type: ignore[assignment]  # wrong on purpose


MISBEHAVING = [AddNoteRaisesError, NotesRaiseError, NotesAreNoListError, StrRaisesError, FalseError]


@in_ways(PLAIN_WAYS)
@pytest.mark.parametrize("kind", MISBEHAVING)
def test_an_exception_that_takes_no_note_is_raised_as_it_was(signal: Any, way: str, kind: type[Exception]) -> None:
    """Row 3: nothing that it does when it is asked gets in its place."""
    error = kind()

    def failing(sender: object, order: object) -> None:
        raise error

    signal.connect(failing)
    for _ in range(2):
        with pytest.raises(kind) as caught:
            send(signal, Sender(), way=way)
        assert caught.value is error
        assert error.__context__ is None


def test_the_traceback_leads_to_the_receiver(signal: Any) -> None:
    """Row 3: the innermost frame is the receiver's own."""

    def failing(sender: object, order: object) -> None:
        raise LookupError

    signal.connect(failing)
    with pytest.raises(LookupError) as caught:
        send(signal, Sender())
    assert caught.traceback[-1].name == "failing"


def test_endless_sends_inside_of_sends_end_in_a_recursion_error(signal: Any) -> None:
    """Row 3: it is an exception like any other, and the signal works afterwards."""
    deep = [True]

    def again(sender: object, order: object) -> object:
        return send(signal, sender, order) if deep[0] else "flat"

    signal.connect(again)
    with pytest.raises(RecursionError):
        send(signal, Sender())
    deep[0] = False
    assert results(send(signal, Sender())) == ["flat"]


class Hostile:
    """A receiver that wants to be called and nothing else."""

    def __call__(self, sender: object, order: object) -> str:
        """Hear one send."""
        return "called"

    def _refuse(self, *args: object) -> Any:
        pytest.fail("something was asked that need not be")

    __bool__ = __len__ = __eq__ = __hash__ = __repr__ = __str__ = __iter__ = _refuse


@in_ways(WAYS)
@pytest.mark.parametrize("weak", [True, False, None])
def test_a_receiver_is_asked_nothing_but_to_be_called(signal: Any, way: str, weak: bool | None) -> None:
    """Row 3: it may be false, equal to nothing, not hashable and not printable."""
    receiver = Hostile()
    signal.connect(receiver, weak=weak)
    for _ in range(2):
        [(called, result)] = send(signal, Sender(), way=way)
        assert called is receiver
        assert result == "called"
    with signal.intercepted(lambda sending, proceed: proceed(sending)):
        assert results(send(signal, Sender(), way=way)) == ["called"]
    assert signal.has_listeners()
    assert signal.disconnect(receiver)


def test_messages_and_notes_never_hold_what_was_sent(signal: Any) -> None:
    """Row 13: neither a payload nor a keyword's value is anybody else's business."""

    def failing(sender: object, order: object) -> None:
        raise LookupError

    signal.connect(failing)
    with pytest.raises(LookupError) as caught:
        send(signal, Sender(), "4000-1234-5678")
    assert not re.search("4000-1234", "".join(caught.value.__notes__))
