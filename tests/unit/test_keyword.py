"""What only keyword signals have: a declaration."""

import asyncio
import functools
import inspect
import sys
import warnings
from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.kinds import (
    ASYNC_WAYS,
    SYNC_WAYS,
    WAYS,
    Sender,
    async_keywords_signal,
    keywords_signal,
    may_await,
    results,
    send,
)
from typedsignals import (
    AsyncKeywordSignal,
    DeclarationError,
    KeywordError,
    KeywordSignal,
    ReceiverError,
    keyword_signal,
)


def test_a_declaration_is_never_run() -> None:
    """Row 3: it says what is sent, and nothing more."""
    run: list[str] = []

    @keyword_signal
    def paid(sender: object, *, order: int) -> None:
        """Sent once an order is paid."""
        run.append("declaration")

    signal: Any = paid
    signal.connect(lambda sender, order: None)
    assert len(signal.send(None, order=1)) == 1
    assert type(paid) is KeywordSignal
    assert run == []


@pytest.mark.parametrize("way", WAYS)
def test_an_async_declaration_gives_an_async_signal(way: str) -> None:
    """Row 12: neither is that one ever run; in all else it is declared as any."""
    run: list[str] = []

    @keyword_signal
    async def paid(sender: object, *, order: int, status: str = "new") -> str:
        """Sent once an order is paid."""
        run.append("declaration")
        return ""

    signal: Any = paid
    assert type(paid) is AsyncKeywordSignal
    assert (signal.name, signal.__doc__) == ("paid", "Sent once an order is paid.")
    assert signal.keywords == {"order", "status"}
    signal.connect(lambda sender, order, status="own": (order, status))
    assert results(send(signal, None, 1, way)) == [(1, "own")]
    assert run == []


def wrapping(declaration: Any) -> Any:
    """Decorate as most do: with any arguments, keeping what the function says of itself."""

    @functools.wraps(declaration)
    def wrapper(*args: object, **kwargs: object) -> object:
        return declaration(*args, **kwargs)

    return wrapper


def _old_python(reason: str) -> Callable[[Any], Any]:
    return wrapping


DECORATORS: dict[str, Callable[[Any], Any]] = {
    "functools.wraps": wrapping,
    "twice": lambda declaration: wrapping(wrapping(declaration)),
    "static method": staticmethod,
    "functools.cache": functools.cache,
    "deprecated": vars(warnings).get("deprecated", _old_python)("use another"),  # from Python 3.13 on
}


@pytest.mark.parametrize("decorator", DECORATORS.values(), ids=DECORATORS)
def test_a_decorated_declaration_is_seen_through(decorator: Callable[[Any], Any]) -> None:
    """Row 13: what was written counts: its keywords, name, documentation, types, and whether it is async."""

    def paid(sender: int, *, order: int, status: str = "new") -> bytes:
        """Sent once an order is paid."""
        return b""

    async def later(sender: int, *, order: int, status: str = "new") -> bytes:
        """Sent once an order is paid."""
        return b""

    for declaration, kind in ((paid, KeywordSignal), (later, AsyncKeywordSignal)):
        signal = keyword_signal(decorator(declaration))
        assert type(signal) is kind
        assert (signal.name, signal.__doc__) == (declaration.__name__, declaration.__doc__)
        assert signal.keywords == {"order", "status"}
        assert signal.type_arguments == (int, {"order": int, "status": str}, bytes)
        unchecked: Any = signal
        with pytest.raises(ReceiverError, match="it needs 'status', which would not always be given"):
            unchecked.connect(lambda sender, order, status: None)


def test_a_declaration_that_wraps_itself_is_what_it_is() -> None:
    """Row 13: nothing hangs."""

    def paid(sender: object, *, order: int) -> None:
        """Sent once an order is paid."""

    ring: Any = paid
    ring.__wrapped__ = paid
    assert keyword_signal(paid).keywords == {"order"}


@pytest.mark.skipif(sys.version_info < (3, 12), reason="inspect.markcoroutinefunction is new in Python 3.12")
def test_a_declaration_that_is_marked_as_async_is_async() -> None:
    """Row 12: what inspect takes for a coroutine function is one."""

    def paid(sender: object, *, order: int) -> Any:
        """Sent once an order is paid."""

    assert type(keyword_signal(vars(inspect)["markcoroutinefunction"](paid))) is AsyncKeywordSignal


def test_a_declaration_may_have_nothing_but_a_sender() -> None:
    """Row 3: also one that is positional-only or called otherwise."""

    @keyword_signal
    def opened(shop: object, /) -> str:
        """Sent when a shop opens."""
        return ""

    signal: Any = opened
    signal.connect(lambda sender: sender)
    signal.connect(lambda *args, **kwargs: (args, kwargs))
    assert results(signal.send("shop")) == ["shop", (("shop",), {})]
    assert signal.keywords == frozenset()
    signal.check_keywords({})


def test_keywords_are_checked_only_by_who_asks() -> None:
    """Row 13: a send that differs from the declaration reaches the receivers; the check tells of it."""

    @keyword_signal
    def paid(sender: object, *, order: int, status: str = "new") -> object:
        """Sent once an order is paid."""

    signal: Any = paid
    signal.connect(lambda sender, **kwargs: kwargs)
    assert results(signal.send(None, ordre=1)) == [{"ordre": 1}]
    for right in ({"order": 1}, {"order": 1, "status": "paid"}):
        signal.check_keywords(right)
    for wrong in ({}, {"status": "paid"}, {"order": 1, "other": 2}):
        with pytest.raises(KeywordError):
            signal.check_keywords(wrong)
    with signal.intercepted(_checked), pytest.raises(KeywordError, match="does not declare 'ordre' and needs 'order'"):
        signal.send(None, ordre=1)
    with signal.intercepted(_checked):
        assert results(signal.send(None, order=1)) == [{"order": 1}]


def _checked(sending: Any, proceed: Any) -> Any:
    sending.signal.check_keywords(sending.keywords)
    return proceed(sending)


def test_a_connected_receiver_is_what_it_was() -> None:
    """Row 3: it may be called by hand with just what it takes."""

    @keyword_signal
    def paid(sender: object, *, order: int, status: str) -> object:
        """Sent once an order is paid."""

    @paid.connect
    def receiver(sender: object, order: int, **kwargs: object) -> object:
        return order

    assert receiver(None, 7) == 7
    assert receiver(None, order=8) == 8
    assert results(paid.send(Sender(), order=9, status="paid")) == [9]


def test_an_async_declaration_is_not_taken_for_a_sync_one() -> None:
    """Row 13: by the class itself, which a checker would not let through; ``keyword_signal`` tells them apart."""

    async def order_completed(sender: object, *, order: object) -> None: ...

    with pytest.raises(
        DeclarationError,
        match=r"^cannot declare a KeywordSignal by .*order_completed \(test_keyword\.py:\d+\): it is async; use keyword_signal$",
    ):
        KeywordSignal(order_completed)
    assert type(keyword_signal(order_completed)) is AsyncKeywordSignal


@pytest.mark.parametrize("make", [keywords_signal, async_keywords_signal], ids=["keyword", "async keyword"])
def test_at_run_time_the_sender_may_be_named(make: Any) -> None:
    """Row 3: as Django does it, so that code which no checker reads may stay as it is."""
    signal, sender = make(), Sender()
    heard: list[object] = []
    signal.connect(lambda sender, **keywords: heard.append((sender, keywords)))
    signal.connect(lambda sender, **keywords: heard.append("own"), sender=sender)
    for way in WAYS if may_await(signal) else SYNC_WAYS:
        sent = getattr(signal, way)(sender=sender, order=7)
        assert len(asyncio.run(sent) if way in ASYNC_WAYS else sent) == 2
        assert heard == [(sender, {"order": 7}), "own"]
        heard.clear()
