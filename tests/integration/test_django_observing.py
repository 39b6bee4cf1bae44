"""Observers of Django's own signals: as of ours, and with nothing left behind."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest

from tests.integration.shop import databases, empty_shop, set_up

set_up()

from django.db.models.signals import post_save  # noqa: E402
from django.dispatch import Signal as DjangoSignal  # noqa: E402
from shop.models import Supplier  # noqa: E402

from typedsignals import Signal  # noqa: E402
from typedsignals.observing import Counters, observed, traced  # noqa: E402

__all__ = ["databases", "empty_shop"]

supplier_welcomed: Signal[type[Supplier], int] = Signal("supplier_welcomed")
letter = DjangoSignal()


def welcome(sender: type[Supplier], instance: Supplier, **kwargs: object) -> None:
    supplier_welcomed.send(Supplier, 1)


async def index(sender: object, **kwargs: object) -> str:
    await asyncio.sleep(0)
    return "indexed"


def fails(sender: object, **kwargs: object) -> None:
    raise LookupError


@pytest.mark.usefixtures("databases", "empty_shop")
def test_a_model_that_is_saved_is_traced_with_what_its_receivers_send() -> None:
    """Django holds the receiver weakly, calls it as ever, and has its own methods afterwards."""
    post_save.connect(welcome, sender=Supplier)
    try:
        with traced(post_save) as trace:
            Supplier.objects.create(name="Ada")
    finally:
        assert post_save.disconnect(welcome, sender=Supplier)
    lines = re.sub(r"\d+\.\d+ ms", "0 ms", re.sub(r":\d+\)", ":0)", str(trace))).split("\n")
    assert lines[0] == "post_save  0 ms"
    name = "tests.integration.test_django_observing.welcome (test_django_observing.py:0)"
    assert lines[lines.index(f"  {name}  0 ms") + 1] == "    supplier_welcomed  0 ms"
    assert "send" not in vars(post_save)


def test_results_and_exceptions_are_what_they_would_be() -> None:
    """Of each of Django's four sends."""
    letter.connect(index)
    plain = letter.send(None), asyncio.run(_asend(letter))
    counters = Counters()
    with observed(counters, letter):
        assert (letter.send(None), asyncio.run(_asend(letter))) == plain
        letter.connect(fails)
        with pytest.raises(LookupError):
            letter.send(None)
        (_, error), (_, indexed) = letter.send_robust(None)
        assert (type(error), indexed) == (LookupError, "indexed")
    letter.disconnect(fails)
    letter.disconnect(index)
    found = {count.receiver and count.receiver.split(" ")[0].rpartition(".")[2]: count for count in counters}
    assert (found["index"].calls, found["fails"].failures) == (3, 2)
    assert (found[None].signal, found[None].calls) == ("letter", 4)


def test_django_logs_what_it_would(caplog: pytest.LogCaptureFixture) -> None:
    """The name of a receiver that failed, not that of what stands in its place."""
    letter.connect(fails)
    letter.send_robust(None)
    with observed(Counters(), letter):
        letter.send_robust(None)
    letter.disconnect(fails)
    assert [record.getMessage() for record in caplog.records] == ["Error calling fails in Signal.send_robust() ()"] * 2


def test_what_cannot_be_observed_leaves_nothing_behind() -> None:
    """Neither on the signals that were named before it, nor on all others."""
    wrong: Any = 7
    plain = Signal[None, None]("plain")
    with pytest.raises(AttributeError):
        observed(Counters(), letter, wrong)
    assert "send" not in vars(letter)
    assert plain._registry.routes is None


async def _asend(signal: Any) -> Any:
    return await signal.asend(None)
