"""What only keyword signals have: a declaration."""

from typing import Any

import pytest

from tests.unit.kinds import Sender, results
from typedsignals import KeywordError, KeywordSignal, keyword_signal


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
