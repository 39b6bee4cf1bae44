"""The test kit on Django's own signals: as on ours, beside those who reach into them, and with nothing left behind."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import TYPE_CHECKING, Any
from unittest.mock import AsyncMock, Mock, patch

import pytest

from tests.integration.child import run_pytest
from tests.integration.shop import PROJECT, databases, empty_shop, set_up

set_up()

import factory.django  # noqa: E402
from django.db import transaction  # noqa: E402
from django.db.models.signals import post_delete, post_save, pre_save  # noqa: E402
from django.dispatch import Signal as DjangoSignal  # noqa: E402
from django.test import TestCase  # noqa: E402
from shop.models import Item, Supplier  # noqa: E402

from typedsignals import KeywordError, Signal, UsageError  # noqa: E402
from typedsignals.django import after_commit, django_signal  # noqa: E402
from typedsignals.testing import ContractError, checked, isolated, muted, record, replaced  # noqa: E402

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["databases", "empty_shop"]

pytest_plugins = ["pytester"]

mute_signals: Any = factory.django.mute_signals  # without types of its own
letter = DjangoSignal()
cached = DjangoSignal(use_caching=True)


@django_signal
def item_scanned(sender: str, *, sku: str, count: int = 1) -> None:
    """Sent when an item goes over the counter."""


@pytest.fixture(params=[letter, cached], ids=["plain", "caching"])
def signal(request: pytest.FixtureRequest) -> Iterator[DjangoSignal]:
    """Give a signal of either kind, that has no receivers and is to be left as it was."""
    given: DjangoSignal = request.param
    attributes = dict(vars(given))
    yield given
    given.receivers = []
    given.sender_receivers_cache.clear()
    assert {name for name, value in vars(given).items() if attributes.get(name) is not value} <= {
        "receivers",
        "_dead_receivers",
    }


class Sender: ...


class Heard:
    """A receiver that remembers."""

    def __init__(self) -> None:
        self.calls: list[Any] = []

    def hear(self, sender: Any, **kwargs: Any) -> str:
        self.calls.append(kwargs["number"])
        return "heard"

    async def hear_later(self, sender: Any, **kwargs: Any) -> str:
        self.calls.append(-kwargs["number"])
        return "heard later"


@pytest.fixture
def heard(signal: DjangoSignal) -> Heard:
    receiver = Heard()
    signal.connect(receiver.hear)
    return receiver


SENDS: list[Callable[[DjangoSignal, int], Any]] = [
    lambda signal, number: signal.send(Sender, number=number),
    lambda signal, number: signal.send(sender=Sender, number=number),
    lambda signal, number: signal.send_robust(Sender, number=number),
    lambda signal, number: asyncio.run(signal.asend(Sender, number=number)),
    lambda signal, number: asyncio.run(signal.asend_robust(Sender, number=number)),
]
NAMES = ["send", "send by keyword", "send_robust", "asend", "asend_robust"]


@pytest.mark.parametrize("send", SENDS, ids=NAMES)
def test_every_send_is_recorded(send: Callable[[DjangoSignal, int], Any], signal: DjangoSignal, heard: Heard) -> None:
    """And goes on as it would, async receivers after the others."""
    signal.receivers.clear()
    signal.connect(heard.hear_later)
    signal.connect(heard.hear)
    with record(signal) as sent:
        results = send(signal, 1)
    send(signal, 2)
    assert (sent[0].signal, sent[0].sender, dict(sent[0].keywords)) == (signal, Sender, {"number": 1})
    assert sent[0].results == results == [(heard.hear, "heard"), (heard.hear_later, "heard later")]
    assert len(sent) == 1
    assert sorted(heard.calls) == [-2, -1, 1, 2]  # Django 5.2 runs both kinds at once


def test_what_was_sent_is_handed_into_what_takes_it() -> None:
    """Of a declared signal, among others, too; the sender by keyword, and nothing for what was left out."""

    def parts(sender: str, *, sku: str, count: int = 5) -> tuple[str, str, int]:
        return sender, sku, count

    with record(item_scanned, letter) as sent:
        item_scanned.send("counter", sku="tea", count=2)
        item_scanned.send(sender="counter", sku="milk")
        letter.send("counter", sku="jam")
    scanned = sent.of(item_scanned)
    assert [entry.into(parts) for entry in scanned] == [("counter", "tea", 2), ("counter", "milk", 5)]
    assert scanned.find("counter", sku="tea") == scanned[:1]
    assert not hasattr(sent[2], "into")  # nobody has declared what that sends


def test_what_was_sent_cannot_be_changed() -> None:
    """In an entry, whoever looks at it next."""
    with record(letter) as sent:
        letter.send(Sender, number=1)
    entry: Any = sent[0]
    with pytest.raises(TypeError):
        entry.keywords["number"] = 2
    with pytest.raises(AttributeError):
        entry.keywords = {"number": 2}
    assert sent.keywords == [{"number": 1}]


@pytest.mark.parametrize("send", SENDS, ids=NAMES)
def test_every_send_is_muted(send: Callable[[DjangoSignal, int], Any], signal: DjangoSignal, heard: Heard) -> None:
    """Nested, and restored."""
    with muted(signal):
        with muted(signal, everywhere=True):
            assert send(signal, 1) == []
        assert send(signal, 2) == []
    send(signal, 3)
    assert heard.calls == [3]


@pytest.mark.parametrize("send", SENDS, ids=NAMES)
def test_in_every_send_a_receiver_is_replaced(
    send: Callable[[DjangoSignal, int], Any], signal: DjangoSignal, heard: Heard
) -> None:
    """In its place; and by an async fake."""
    calls: list[str] = []

    def last(**kwargs: Any) -> None:
        calls.append("last")

    signal.connect(last)
    with replaced(heard.hear, Mock(side_effect=lambda **kwargs: calls.append("fake"))) as fake:
        send(signal, 1)
    assert fake.call_args.kwargs == {"signal": signal, "sender": Sender, "number": 1}
    with replaced(heard.hear, AsyncMock(return_value="async")) as later:
        assert (later, "async") in send(signal, 2)
    assert (heard.calls, calls) == ([], ["fake", "last", "last"])


def test_receivers_and_senders_are_muted_alone(signal: DjangoSignal, heard: Heard) -> None:
    """With the signal named or found."""
    other, narrow = Heard(), Heard()
    signal.connect(other.hear)
    signal.connect(narrow.hear, sender=Sender)
    with muted(receiver=heard.hear):
        signal.send(Sender, number=1)
    with muted(signal, receiver=other.hear, sender=Heard):
        signal.send(Sender, number=2)
        signal.send(Heard, number=3)
    with muted(sender=Sender):
        signal.send(Sender, number=4)
        signal.send(Heard, number=5)
    assert (heard.calls, other.calls, narrow.calls) == ([2, 3, 5], [1, 2, 5], [1, 2])


def test_a_receiver_is_replaced_for_one_sender(signal: DjangoSignal, heard: Heard) -> None:
    """Django 5.2 keeps no more of a sender than its id."""
    signal.receivers.clear()
    signal.connect(heard.hear, sender=Sender, dispatch_uid="one")
    signal.connect(heard.hear, sender=Heard)
    with replaced(heard.hear, Mock(), signal=signal, sender=Sender) as fake:
        signal.send(Sender, number=1)
        signal.send(Heard, number=2)
    with pytest.raises(UsageError, match="is not connected to Django signal"):
        replaced(heard.hear, Mock(), signal=signal, sender=Shopkeeper).__enter__()
    assert (fake.call_count, heard.calls) == (1, [2])


class Shopkeeper: ...


def test_a_fake_has_to_take_what_the_receiver_takes(signal: DjangoSignal, heard: Heard) -> None:
    """All of it: Django may send more tomorrow."""
    unfit: list[Any] = [lambda sender: None, lambda sender, number: None, lambda signal, sender, number: None]
    for fake in unfit:
        with pytest.raises(UsageError, match=r"could not call it, (got an unexpected|missing a required)"):
            replaced(heard.hear, fake).__enter__()
    fitting: list[Any] = [lambda **kwargs: None, lambda sender, number=0, **kwargs: None, Mock()]
    for fake in fitting:
        with replaced(heard.hear, fake):
            signal.send(Sender, number=1)
    assert heard.calls == []


def test_a_receiver_of_anything_is_replaced(signal: DjangoSignal) -> None:
    """What it takes by position is never given to it."""

    def hear(*args: Any, **kwargs: Any) -> None: ...

    signal.connect(hear)
    with replaced(hear, lambda **kwargs: "fake"):
        assert [result for _, result in signal.send(Sender, number=1)] == ["fake"]


def test_connections_are_as_they_were(signal: DjangoSignal, heard: Heard) -> None:
    """Made, lost, in their order, with their uid; and the cache knows."""
    other = Heard()
    signal.connect(heard.hear_later, sender=Sender, dispatch_uid="uid")
    before = list(signal.receivers)
    with isolated() as changes:
        signal.send(Sender, number=1)
        assert signal.disconnect(heard.hear)
        assert signal.disconnect(sender=Sender, dispatch_uid="uid")
        signal.connect(other.hear)
        signal.send(Sender, number=2)
    signal.send(Sender, number=3)
    assert signal.receivers == before
    assert (heard.calls, other.calls) == ([1, -1, 3, -3], [2])
    assert [str(change).partition(" (")[0] for change in changes.made] == [f"{__name__}.Heard.hear"]
    assert len(changes.lost) == 2


KEPT: list[Heard] = []


def test_what_lasts_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a module that was imported inside, and methods of what a module holds; with what Django had cached forgotten."""
    late, other = ModuleType("late"), Heard()
    exec("def at_import(**kwargs): return 'late'", vars(late))
    cached.connect(other.hear)
    with isolated(cached) as changes:
        KEPT.append(Heard())
        monkeypatch.setitem(sys.modules, "late", late)
        cached.connect(late.at_import, sender=Sender, dispatch_uid="late")
        cached.connect(KEPT[0].hear)
        cached.connect(other.hear, sender=Sender)
    assert [str(change).partition(" (")[0] for change in changes.made] == [f"{__name__}.Heard.hear"]
    results = cached.send(Sender, number=1)
    assert [receiver for receiver, _ in results] == [other.hear, late.at_import, KEPT[0].hear]
    assert cached.disconnect(sender=Sender, dispatch_uid="late")
    assert cached.disconnect(KEPT.pop().hear)
    assert cached.disconnect(other.hear)


def test_what_died_meanwhile_stays_away(signal: DjangoSignal) -> None:
    """Nothing is held that Django holds weakly."""
    receiver = Heard()
    signal.connect(receiver.hear)
    alive = weakref.ref(receiver)
    with isolated(), record(signal), muted(signal), checked(signal):
        signal.disconnect(receiver.hear)
        del receiver
        gc.collect()
        assert alive() is None
    assert signal.send(Sender, number=1) == []
    assert not signal.has_listeners(Sender)


def test_what_is_dead_is_nobodys_receiver(signal: DjangoSignal, heard: Heard) -> None:
    """Django keeps it in its list for a while."""
    dead = Heard()
    signal.connect(dead.hear)
    with muted(signal, receiver=heard.hear):
        del dead
        gc.collect()
        assert signal.send(Sender, number=1) == []


def test_an_exception_passes_and_everything_is_restored(signal: DjangoSignal, heard: Heard) -> None:
    """From each of them."""
    for scope in (record(signal), muted(signal), isolated(), checked(signal), replaced(heard.hear, Mock())):
        error = RuntimeError("the test itself")
        with pytest.raises(RuntimeError) as raised, scope:
            raise error
        assert raised.value is error
    signal.send(Sender, number=1)
    assert heard.calls == [1]


def test_other_threads_are_muted_only_everywhere(signal: DjangoSignal, heard: Heard) -> None:
    """And recorded always."""
    with record(signal) as sent:
        for everywhere in (True, False):
            with muted(signal, everywhere=everywhere):
                thread = threading.Thread(target=signal.send, args=(Sender,), kwargs={"number": int(everywhere)})
                thread.start()
                thread.join()
    assert [entry.keywords["number"] for entry in sent] == [1, 0]
    assert heard.calls in ([0], [])  # a thread may be given a copy of the context that starts it


def test_a_receiver_that_sends_the_same_signal_again(signal: DjangoSignal) -> None:
    """Muted for one receiver, at both levels."""
    calls: list[str] = []

    def again(number: int, **kwargs: Any) -> None:
        calls.append(f"again {number}")
        if number:
            signal.send(Sender, number=number - 1)

    def quiet(number: int, **kwargs: Any) -> None:
        calls.append(f"quiet {number}")

    signal.connect(again)
    signal.connect(quiet)
    with muted(signal, receiver=quiet), record(signal) as sent:
        signal.send(Sender, number=1)
    signal.send(Sender, number=0)
    assert calls == ["again 1", "again 0", "again 0", "quiet 0"]
    assert len(sent) == 2


def test_it_works_beside_factory_boy(signal: DjangoSignal, heard: Heard) -> None:
    """In either order, and what is connected inside survives both."""
    late = Heard()
    with mute_signals(signal), record(signal) as sent:
        signal.send(Sender, number=1)
        signal.connect(late.hear)
    with muted(signal), mute_signals(signal):
        signal.send(Sender, number=2)
    with replaced(heard.hear, Mock()) as fake, mute_signals(signal):
        signal.send(Sender, number=3)
    with isolated(), mute_signals(signal):
        signal.connect(fake, weak=False)
    with mute_signals(signal), isolated():
        signal.connect(fake, weak=False)
    signal.send(Sender, number=4)
    assert sent.find(Sender, number=1) == [sent[0]]
    assert (heard.calls, late.calls, fake.call_count) == ([4], [4], 0)


def test_it_works_beside_patches(signal: DjangoSignal, heard: Heard) -> None:
    """Those that were there before are there afterwards; those that came over it are left alone."""
    with patch.object(signal, "send", return_value="patched") as before, record(signal) as sent:
        answer: object = signal.send(Sender, number=1)
        assert answer == "patched"
        assert before.call_count == 1
    assert len(sent) == 1
    recording = record(signal)
    recording.__enter__()
    with patch.object(signal, "send", return_value=[]):
        recording.__exit__(None, None, None)
        assert signal.send(Sender, number=2) == []
    signal.__dict__.pop("send", None)
    signal.send(Sender, number=3)
    assert heard.calls == [3]


def test_declared_signals_are_checked() -> None:
    """As our own are, names and types."""

    def send(*args: Any, **keywords: Any) -> None:
        signal: Any = item_scanned
        signal.send(*args, **keywords)

    with checked() as checks:
        send("counter", sku="tea", count=2)
        send(sender="counter", sku="tea")
    assert checks.unchecked == {}
    reason = "Django signal 'item_scanned': its keyword 'count' is of type str, not int"
    with pytest.raises(ContractError, match=reason), checked():
        send("counter", sku="tea", count="2")
    with pytest.raises(ContractError, match="its sender is of type int, not str"), checked():
        send(7, sku="tea")
    reason = "it differs from the declaration in 'skew', 'sku'; it is declared with 'count', 'sku'"
    with pytest.raises(KeywordError, match=reason), checked():
        send("counter", skew="tea")


def test_what_cannot_be_resolved_of_a_declaration_is_listed() -> None:
    """And only that: what stands beside it is checked."""

    @django_signal
    def priced(sender: str, *, price: Decimal, count: int) -> None: ...

    signal: Any = priced
    with checked(signal) as checks:
        signal.send("counter", price="dear", count=1)
    reason = "'Decimal' in the type of its keyword 'price' cannot be resolved: import it at run time"
    assert checks.unchecked == {"Django signal 'priced'": reason}
    with pytest.raises(ContractError, match="its keyword 'count' is of type str, not int"), checked(signal):
        signal.send("counter", price="dear", count="1")


def test_a_sender_that_is_a_plain_value_is_told_by_it() -> None:
    """Where it is muted or looked for among what was sent; who hears it, Django decides."""
    signal, heard = DjangoSignal(), list[int]()

    def hear(sender: object, number: int, **kwargs: Any) -> None:
        heard.append(number)

    signal.connect(hear)
    with record(signal) as sent, muted(signal, sender="counter".upper()):
        signal.send("counter".upper(), number=1)
        signal.send(1, number=2)
    assert (sent.find("counter".upper(), number=1), sent.find(True, number=2)) == ([sent[0]], [])
    assert heard == [2]


def test_what_django_does_not_declare_is_listed_as_unchecked(signal: DjangoSignal) -> None:
    """Without a warning: nobody can help it."""
    with checked() as checks:
        signal.send(Sender, number=1)
    (name,) = checks.unchecked
    assert name in {"Django signal 'letter'", "Django signal 'cached'"}
    assert "declare it with typedsignals.django.django_signal" in checks.unchecked[name]


def test_an_unnamed_signal_is_said_to_be_one() -> None:
    """Django's signals have no name but that of what holds them."""
    unnamed = [DjangoSignal()]
    assert repr(record(unnamed[0])) == "<nothing sent of an unnamed Django signal>"


def test_ours_and_djangos_are_recorded_in_one_order(signal: DjangoSignal) -> None:
    """And told apart."""
    ours = Signal[str, int]()
    with record(signal, ours) as sent:
        signal.send(Sender, number=1)
        ours.send("shop", 2)
        signal.send(Sender, number=3)
    assert [entry.signal for entry in sent] == [signal, ours, signal]
    assert sent.of(ours).payloads == [2]
    assert [keywords["number"] for keywords in sent.of(signal).keywords] == [1, 3]


def test_the_signals_of_models(empty_shop: None) -> None:
    """Saved, muted for one model; and what Django sends only where somebody listens is recorded too."""
    with record(pre_save, post_save) as sent, muted(post_save, sender=Supplier):
        mill = Supplier.objects.create(name="Mill")
        Item.objects.create(name="flour", supplier=mill)
    assert [entry.sender for entry in sent] == [Supplier, Supplier, Item, Item]
    assert sent.of(post_save).find(Supplier, instance=mill, created=True) == [sent[1]]
    with record(post_delete) as deleted:
        mill.delete()
    assert {entry.sender for entry in deleted} == {Supplier, Item}
    assert not post_delete.has_listeners(Supplier)


class TestOnCommit(TestCase):
    """The recipe: receivers that wait for a commit, in a test case that never commits."""

    def test_they_run_when_the_case_says_so(self) -> None:
        names: list[str] = []

        @after_commit
        def note(instance: Supplier, **kwargs: Any) -> None:
            names.append(instance.name)

        post_save.connect(note, sender=Supplier)
        with isolated(post_save), self.captureOnCommitCallbacks(execute=True):
            Supplier.objects.create(name="Mill")
            assert names == []
        assert names == ["Mill"]
        with muted(receiver=note), self.captureOnCommitCallbacks(execute=True) as waiting:
            Supplier.objects.create(name="Bakery")
        assert (waiting, names) == ([], ["Mill"])
        with replaced(note, Mock()) as fake, transaction.atomic():
            Supplier.objects.create(name="Dairy")
        assert fake.call_count == 1
        post_save.disconnect(note, sender=Supplier)


TESTS = """
    import pytest
    from threading import Thread
    from unittest.mock import Mock
    from django.db.models.signals import post_save
    from django.test import Client, TestCase
    from shop.models import Supplier
    from typedsignals.testing import isolated, muted, record, replaced

    heard = []

    @pytest.fixture(scope="module", autouse=True)
    def receiver():
        def hear(instance, **kwargs):
            heard.append(instance.name)
        post_save.connect(hear, sender=Supplier)
        yield hear
        post_save.disconnect(hear, sender=Supplier)

    @pytest.mark.mute_signals(post_save)
    class TestMarked(TestCase):
        @classmethod
        def setUpTestData(cls):
            Supplier.objects.create(name="data")

        def test(self):
            Supplier.objects.create(name="test")
            assert heard == []

    @muted(post_save, sender=Supplier)
    class TestDecorated(TestCase):
        def test(self):
            Supplier.objects.create(name="test")
            assert heard == []

    @pytest.fixture
    def supplier(db):
        return Supplier.objects.create(name="fixture")

    @pytest.mark.mute_signals(sender=Supplier)
    def test_fixture(supplier, record_signals):
        sent = record_signals(post_save)
        supplier.save()
        assert len(sent.find(Supplier, created=False)) == 1 and heard == []

    def test_heard(supplier):
        assert heard == ["fixture"]

    def test_leaks():
        post_save.connect(Mock(), weak=False)

    def test_isolated(receiver):
        assert len([one for one in post_save.receivers]) == {count}
"""


def test_a_django_project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """With pytest-django: marker, fixtures, leaks, the summary, on test cases of both styles."""
    monkeypatch.setenv("PYTHONPATH", f"{PROJECT}:{PROJECT.parents[1]}")
    pytester.makeini("[pytest]")  # whatever lies in the folders above
    pytester.makepyfile(TESTS.replace("{count}", "2"))
    result = run_pytest(
        pytester,
        *("-p", "pytest_django.plugin", "--ds=project.settings", "-p", "typedsignals.pytest_plugin"),
        *("--signals-leaks", "--signals-checked", "--signals-summary"),
    )
    result.assert_outcomes(passed=6, errors=1)
    result.stdout.fnmatch_lines(
        [
            "  an object of unittest.mock.Mock of Django signal 'post_save'",
            "sent unchecked:",
            "  Django signal 'post_init', Django signal 'post_save', *: Django does not know what it sends; *",
            "never sent:",
            "  shop.signals.api_accessed",
            "0 of 1 signals were sent to a receiver",
        ]
    )
