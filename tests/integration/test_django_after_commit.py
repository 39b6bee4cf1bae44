"""Receivers that wait for the commit: when they run, when they never do, and which wrapper is which."""

from __future__ import annotations

import asyncio
import copy
import functools
import gc
import logging
import os
import pickle
import subprocess
import sys
import threading
import weakref
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pytest

from tests.integration.shop import databases, empty_shop, set_up
from tests.unit.lookalikes import KEPT_ALIVE, Parent, Proxy

set_up()

from asgiref.sync import sync_to_async  # noqa: E402
from django.core.exceptions import ImproperlyConfigured, SynchronousOnlyOperation  # noqa: E402
from django.db import transaction  # noqa: E402
from django.db.models.signals import post_save  # noqa: E402
from django.dispatch import Signal as DjangoSignal  # noqa: E402
from django.test import TestCase  # noqa: E402
from shop.models import Supplier  # noqa: E402

from typedsignals import AsyncSignal, ReceiverError, Signal, UsageError, keyword_signal  # noqa: E402
from typedsignals.django import after_commit, receiver  # noqa: E402
from typedsignals.django.signals import post_save as typed_post_save  # noqa: E402

__all__ = ["databases", "empty_shop"]

pytestmark = pytest.mark.usefixtures("empty_shop")


class Ledger:
    """A receiver with an object of its own."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def note(self, sender: type[Supplier], instance: Supplier, **kwargs: Any) -> None:
        self.names.append(instance.name)

    @after_commit
    def note_later(self, sender: type[Supplier], instance: Supplier, **kwargs: Any) -> None:
        self.names.append(instance.name)


class Recipient:
    """A callable object."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __call__(self, instance: Supplier, **kwargs: Any) -> None:
        self.names.append(instance.name)


@pytest.fixture
def names() -> Iterator[list[str]]:
    """Give the names of suppliers, as an after-commit receiver of their post_save heard them."""
    heard: list[str] = []

    @after_commit
    def note(instance: Supplier, **kwargs: Any) -> None:
        heard.append(instance.name)

    typed_post_save.connect(note, sender=Supplier)
    yield heard
    assert typed_post_save.disconnect(note, sender=Supplier)


def test_it_runs_at_once_outside_a_transaction(names: list[str]) -> None:
    """There is nothing to wait for."""
    Supplier.objects.create(name="Mills")
    assert names == ["Mills"]


def test_it_waits_for_the_commit(names: list[str]) -> None:
    """And runs then, in order."""
    with transaction.atomic():
        Supplier.objects.create(name="Mills")
        Supplier.objects.create(name="Dairy")
        assert names == []
    assert names == ["Mills", "Dairy"]


def test_it_never_runs_after_a_rollback(names: list[str]) -> None:
    """Neither then nor at a later commit."""
    with pytest.raises(RuntimeError), transaction.atomic():
        Supplier.objects.create(name="Mills")
        raise RuntimeError
    with transaction.atomic():
        Supplier.objects.create(name="Dairy")
    assert names == ["Dairy"]


def test_a_savepoint_that_rolls_back_takes_its_receivers_along(names: list[str]) -> None:
    """The others run at the outermost commit."""
    with transaction.atomic():
        Supplier.objects.create(name="outer")
        with pytest.raises(RuntimeError), transaction.atomic():
            Supplier.objects.create(name="undone")
            raise RuntimeError
        with transaction.atomic():
            Supplier.objects.create(name="inner")
        assert names == []
    assert names == ["outer", "inner"]


def test_an_outer_rollback_takes_all(names: list[str]) -> None:
    """A savepoint that was released commits nothing."""
    with pytest.raises(RuntimeError), transaction.atomic():
        with transaction.atomic():
            Supplier.objects.create(name="inner")
        raise RuntimeError
    assert names == []


def test_the_database_is_the_one_that_the_send_names(names: list[str]) -> None:
    """The transaction of another database is of no account."""
    with transaction.atomic(using="default"):
        Supplier.objects.using("archive").create(name="archived")
        assert names == ["archived"]
    with transaction.atomic(using="archive"):
        Supplier.objects.using("archive").create(name="waiting")
        assert names == ["archived"]
    assert names == ["archived", "waiting"]


def test_the_database_can_be_named() -> None:
    """`using` outweighs what the send says."""
    ran: list[int] = []

    @after_commit(using="archive")
    def note(number: int, **kwargs: object) -> None:
        ran.append(number)

    with transaction.atomic(using="archive"):
        note(1, using="default")
        assert ran == []
    assert ran == [1]


def test_an_exception_is_raised_after_the_commit() -> None:
    """The data is safe, and the other receivers do not run, as with Django's on_commit."""
    ran: list[int] = []

    @after_commit
    def fail() -> None:
        raise RuntimeError("after the commit")

    with pytest.raises(RuntimeError, match="after the commit"), transaction.atomic():
        Supplier.objects.create(name="Mills")
        fail()
        after_commit(lambda: ran.append(1))()
    assert Supplier.objects.filter(name="Mills").exists()
    assert ran == []


@pytest.mark.parametrize("fails", [lambda: 1 / 0, functools.partial(divmod, 1, 0)], ids=["function", "partial"])
def test_a_robust_one_is_logged_and_stops_nothing(
    fails: Callable[[], object], caplog: pytest.LogCaptureFixture
) -> None:
    """Also where it has no name of its own."""
    ran: list[int] = []
    with caplog.at_level(logging.ERROR), transaction.atomic():
        after_commit(fails, robust=True)()
        after_commit(lambda: ran.append(1))()
    assert ran == [1]
    assert [type(record.exc_info[1]) for record in caplog.records if record.exc_info] == [ZeroDivisionError]


def test_it_serves_a_payload_signal() -> None:
    """Of typedsignals' own."""
    registered = Signal[type[Supplier], str]("registered")
    ran: list[str] = []

    @registered.connect
    @after_commit
    def note(sender: type[Supplier], payload: str) -> None:
        ran.append(payload)

    with transaction.atomic():
        assert registered.send(Supplier, "Mills") == [(note, None)]
        assert ran == []
    assert ran == ["Mills"]
    assert [connection.timing for connection in registered.connections] == ["after_commit"]


def test_it_serves_a_keyword_signal() -> None:
    """The name of the database is a keyword there, too."""

    @keyword_signal
    def registered(sender: type[Supplier], *, name: str, using: str) -> None:
        """Sent once a supplier is known."""

    ran: list[str] = []

    def note(sender: type[Supplier], name: str, **kwargs: object) -> None:
        ran.append(name)

    registered.connect(after_commit(note))
    registered.connect(after_commit(note))
    with transaction.atomic(using="archive"):
        registered.send(Supplier, name="Mills", using="archive")
        assert ran == []
    assert ran == ["Mills"]
    assert registered.disconnect(after_commit(note))


def test_it_serves_signals_that_await() -> None:
    """Sent from sync code: it is a sync receiver, called in the sender's thread, where the transaction is."""
    ran: list[str] = []
    registered = AsyncSignal[type[Supplier], str]("registered")

    @registered.connect
    @after_commit
    def note(sender: type[Supplier], payload: str) -> None:
        ran.append(payload)

    @keyword_signal
    async def named(sender: type[Supplier], *, name: str) -> None:
        """Sent once a supplier has a name."""

    @named.connect
    @after_commit
    def note_name(sender: type[Supplier], name: str) -> None:
        ran.append(name)

    with transaction.atomic():
        assert registered.send(Supplier, "Mills") == [(note, None)]
        assert named.send(Supplier, name="Dairy") == [(note_name, None)]
        assert ran == []
    assert ran == ["Mills", "Dairy"]
    assert [(each.timing, each.is_async) for each in registered.connections] == [("after_commit", False)]


def test_in_a_loop_django_refuses_its_transactions() -> None:
    """The exception says so, and a note says whose it is."""
    registered = AsyncSignal[type[Supplier], str]("registered")

    def note(sender: type[Supplier], payload: str) -> None: ...

    registered.connect(after_commit(note))
    with pytest.raises(SynchronousOnlyOperation) as caught:
        asyncio.run(registered.asend(Supplier, "Mills"))
    assert "note (test_django_after_commit.py" in caught.value.__notes__[0]
    asyncio.run(sync_to_async(registered.send)(Supplier, "Mills"))


def test_the_same_receiver_and_options_give_the_same_wrapper() -> None:
    """Others give another one."""

    def note(**kwargs: object) -> None: ...

    assert after_commit(note) is after_commit(note)
    assert after_commit()(note) is after_commit(note, using=None, robust=False)
    assert after_commit(note, robust=True) is after_commit(robust=True)(note)
    assert len({after_commit(note), after_commit(note, robust=True), after_commit(note, using="archive")}) == 3


def test_wrapping_a_wrapper_again_changes_nothing() -> None:
    """Whether a module decorates or its user wraps makes no difference."""

    def note(**kwargs: object) -> None: ...

    wrapper = after_commit(note, robust=True)
    assert after_commit(wrapper, robust=True) is wrapper


def test_a_function_that_wraps_another_has_a_wrapper_of_its_own() -> None:
    """functools.wraps copies all attributes, ours among them."""

    def inner(**kwargs: object) -> str:
        return "inner"

    wrapped_inner = after_commit(inner)

    @functools.wraps(inner)
    def outer(**kwargs: object) -> str:
        return "outer"

    assert after_commit(outer) is not wrapped_inner
    assert after_commit(inner) is wrapped_inner


def test_django_holds_the_wrapper_as_long_as_the_receiver_lives() -> None:
    """Though weakly, and though nobody else does."""
    registered = DjangoSignal()
    ran: list[int] = []

    def note(**kwargs: object) -> None:
        ran.append(1)

    registered.connect(after_commit(note))
    gc.collect()
    registered.send(sender=None)
    registered.connect(after_commit(note))
    registered.send(sender=None)
    assert ran == [1, 1]
    assert registered.disconnect(after_commit(note))
    assert not registered.has_listeners()


def test_the_receiver_of_a_decorated_function_lives_with_its_wrapper() -> None:
    """The name is bound to the wrapper alone."""
    registered = DjangoSignal()
    ran: list[int] = []

    @receiver(registered)
    @after_commit
    def note(**kwargs: object) -> None:
        ran.append(1)

    gc.collect()
    registered.send(sender=None)
    assert ran == [1]


def test_a_receiver_and_its_wrapper_go_together() -> None:
    """They hold each other, and nothing else does."""

    def note(**kwargs: object) -> None: ...

    gone = weakref.ref(note)
    after_commit(note)
    del note
    gc.collect()
    assert gone() is None


def test_a_bound_method_is_held_by_its_object_alone() -> None:
    """As every bound method: found again by a wrapper made anew, gone with its object."""
    ledger = Ledger()
    typed_post_save.connect(after_commit(ledger.note), sender=Supplier)
    typed_post_save.connect(after_commit(ledger.note), sender=Supplier)
    gc.collect()
    with transaction.atomic():
        Supplier.objects.create(name="Mills")
    assert ledger.names == ["Mills"]
    assert after_commit(ledger.note) == after_commit(ledger.note)
    gone = weakref.ref(ledger)
    del ledger
    assert gone() is None
    assert not post_save.disconnect(after_commit(Ledger().note), sender=Supplier)


def test_a_bound_method_on_a_signal_of_ours() -> None:
    """It is held weakly, connected once, and disconnected."""
    registered = Signal[type[Supplier], str]("registered")

    class Book:
        def __init__(self) -> None:
            self.names: list[str] = []

        def note(self, sender: type[Supplier], payload: str) -> None:
            self.names.append(payload)

    book = Book()
    registered.connect(after_commit(book.note))
    registered.connect(after_commit(book.note))
    registered.send(Supplier, "Mills")
    assert book.names == ["Mills"]
    assert [connection.weak for connection in registered.connections] == [True]
    assert registered.disconnect(after_commit(book.note))
    registered.connect(after_commit(book.note))
    registered.send(Supplier, "Dairy")
    del book
    gc.collect()
    assert not registered.has_listeners()


def test_what_waits_for_a_commit_runs_though_the_object_is_gone() -> None:
    """What was sent to it is delivered."""
    ledger = Ledger()
    names, note = ledger.names, after_commit(ledger.note)
    del ledger
    with transaction.atomic():
        note(Supplier, Supplier(name="Mills"))
        del note
        gc.collect()
    assert names == ["Mills"]


def test_a_decorated_method_waits_as_well() -> None:
    """In a class body the decorator sees the function, and the method comes later."""
    ledger = Ledger()
    typed_post_save.connect(ledger.note_later, sender=Supplier)
    with transaction.atomic():
        Supplier.objects.create(name="Mills")
        assert ledger.names == []
    assert ledger.names == ["Mills"]
    assert typed_post_save.disconnect(ledger.note_later, sender=Supplier)


def test_a_callable_object_keeps_its_wrapper() -> None:
    """And can still be copied and pickled; the copy has wrappers of its own."""
    recipient = Recipient()
    wrapper = after_commit(recipient)
    assert after_commit(recipient) is wrapper
    for other in (copy.copy(recipient), copy.deepcopy(recipient), pickle.loads(pickle.dumps(recipient))):
        after_commit(other)(instance=Supplier(name="other"))
        assert other.names == ["other"]
        other.names.clear()
    assert recipient.names == []
    assert after_commit(recipient) is wrapper


def test_a_frozen_object_keeps_its_wrapper() -> None:
    """Though it refuses attributes."""

    @dataclass(frozen=True)
    class Frozen:
        ran: list[int]

        def __call__(self, **kwargs: object) -> None:
            self.ran.append(1)

    frozen = Frozen([])
    registered = DjangoSignal()
    registered.connect(after_commit(frozen))
    gc.collect()
    registered.send(sender=None)
    assert frozen.ran == [1]
    assert registered.disconnect(after_commit(frozen))


def test_a_class_keeps_its_wrapper_to_itself() -> None:
    """Its subclasses have their own."""
    made: list[type] = []

    class Job:
        def __init__(self, **kwargs: object) -> None:
            made.append(type(self))

    class SubJob(Job): ...

    for job in (Job, SubJob):
        assert after_commit(job) is after_commit(job)
        after_commit(job)()
    assert made == [Job, SubJob]


def test_threads_that_wrap_at_once_get_the_same_wrapper() -> None:
    """Django would lose the one that the receiver does not keep."""
    switch = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(500):
            assert len({id(wrapper) for wrapper in _wrapped_at_once()}) == 1
    finally:
        sys.setswitchinterval(switch)


def _wrapped_at_once() -> list[object]:
    def note(**kwargs: object) -> None: ...

    barrier, wrappers = threading.Barrier(4), list[object]()

    def wrap() -> None:
        barrier.wait()
        wrappers.append(after_commit(note))

    threads = [threading.Thread(target=wrap) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrappers


@pytest.mark.parametrize("bad", [3, "no"], ids=repr)
def test_what_is_not_callable_is_refused(bad: Any) -> None:
    """The message names what it is."""
    with pytest.raises(ReceiverError, match="not callable"):
        after_commit(bad)


def test_an_async_receiver_is_refused() -> None:
    """A commit awaits nothing."""

    async def note(**kwargs: object) -> None: ...

    with pytest.raises(ReceiverError, match="it is async"):
        after_commit(note)


def test_an_async_generator_is_refused() -> None:
    """Nothing of it would run."""

    async def note(**kwargs: object) -> AsyncIterator[None]:
        yield

    for generator in (note, Proxy(note), functools.partial(note)):
        with pytest.raises(ReceiverError, match=r"note: it is an async generator, .* Wrap a plain function\.$"):
            after_commit(generator)


def test_a_partial_of_an_async_object_is_refused() -> None:
    """Its coroutine would never be awaited."""

    class Awaited:
        async def __call__(self, **kwargs: object) -> None: ...

    with pytest.raises(ReceiverError, match="it is async"):
        after_commit(functools.partial(functools.partial(Awaited())))


def test_a_callable_that_cannot_keep_its_wrapper_is_refused() -> None:
    """Django would lose it at once."""

    class Small:
        __slots__ = ()

        def __call__(self) -> None: ...

    with pytest.raises(ReceiverError, match="no __dict__"):
        after_commit(Small())


def test_an_unknown_database_is_refused_at_once() -> None:
    """The message lists those that there are."""
    with pytest.raises(UsageError, match=r"'nowhere'.*'default', 'archive'"):
        after_commit(using="nowhere")


def test_an_unknown_database_in_a_send_is_refused() -> None:
    """And nothing has run."""
    ran: list[int] = []

    def note(**kwargs: object) -> None:
        ran.append(1)

    with pytest.raises(UsageError, match=r"note.*'nowhere'"):
        after_commit(note)(using="nowhere")
    assert ran == []


def test_django_that_cannot_be_configured_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever of its settings is missing."""

    class Unconfigured:
        @property
        def settings(self) -> dict[str, object]:
            raise ImproperlyConfigured

    monkeypatch.setattr("typedsignals.django._after_commit.connections", Unconfigured())
    with pytest.raises(UsageError, match="Django is not configured"):
        after_commit(using="default")


def test_without_django_configured_the_error_says_so() -> None:
    """Importing and decorating work, running does not."""
    code = (
        "from typedsignals.django import after_commit\n"
        "note = after_commit(lambda: None)\n"
        "try: note()\n"
        "except TypeError as error: print(type(error).__name__, error)\n"
        "try: after_commit(using='default')\n"
        "except TypeError as error: print(type(error).__name__, error)\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.count("UsageError") == 2
    assert done.stdout.count("Django is not configured") == 2


class CapturedCommit(TestCase):
    """Django's own way to test what waits for a commit."""

    databases: set[str] | Literal["__all__"] = {"default", "archive"}  # noqa: RUF012  # as Django has it

    def test_capture_on_commit_callbacks(self) -> None:
        """It sees the receivers, and runs them where asked to."""
        recipient = Recipient()
        typed_post_save.connect(after_commit(recipient), sender=Supplier)
        with self.captureOnCommitCallbacks() as captured:
            Supplier.objects.create(name="Mills")
        assert (len(captured), recipient.names) == (1, [])
        with self.captureOnCommitCallbacks(execute=True):
            Supplier.objects.create(name="Dairy")
        assert recipient.names == ["Dairy"]
        assert typed_post_save.disconnect(after_commit(recipient), sender=Supplier)


# --- what is not what it seems


SEEN: list[str] = []


class Locked(Proxy):
    """A decorator that does something before and after, and that can only be seen by its effect."""

    __slots__ = ()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call between the two."""
        SEEN.append("lock")
        try:
            return self.__wrapped__(*args, **kwargs)
        finally:
            SEEN.append("release")


@pytest.fixture
def seen() -> Iterator[list[str]]:
    """Give what was done, in order."""
    yield SEEN
    SEEN.clear()


def plainly(self: Any, sender: object, **kwargs: object) -> None:
    """Be a method of indexers."""
    SEEN.append("index")


def plainly_too(self: Any, sender: object, **kwargs: object) -> None:
    """Be another one: of one function under two decorators of a class nobody knows which it was."""
    SEEN.append("index")


def counted(self: Any, by: int, sender: object, **kwargs: object) -> None:
    """Be a method of indexers, but for one argument."""
    SEEN.append(f"index by {by}")


def dispatched(self: Any, sender: object, **kwargs: object) -> None:
    """Be a method of indexers that asks what it gets."""
    SEEN.append("index")


def by_class(cls: type, /, sender: object, **kwargs: object) -> None:
    """Be a class method of indexers."""
    SEEN.append("index")


class Indexer:
    """What has methods that are methods in all but their type."""

    locked: Any = Locked(plainly)
    locked_twice: Any = Locked(Locked(plainly_too))
    locked_for_all: Any = Locked(classmethod(by_class))
    by_two: Any = functools.partialmethod(counted, 2)
    dispatching: Any = functools.singledispatchmethod(dispatched)
    locked_by_three: Any = Locked(functools.partialmethod(counted, 3))

    def method(self, sender: object, **kwargs: object) -> None:
        """Be a method."""
        plainly(self, sender)

    def __init__(self) -> None:
        self.locked_here: Any = Locked(self.method)


INDEXED: dict[str, list[str]] = {
    "locked": ["lock", "index", "release"],
    "locked_twice": ["lock", "lock", "index", "release", "release"],
    "locked_for_all": ["lock", "index", "release"],
    "locked_here": ["lock", "index", "release"],
    "by_two": ["index by 2"],
    "dispatching": ["index"],
    "locked_by_three": ["lock", "index by 3", "release"],
}


@pytest.mark.parametrize("method", INDEXED)
def test_a_method_keeps_its_decorator(seen: list[str], method: str) -> None:
    """What a proxy stands for is not taken for the thing itself: a lock stays."""
    indexer = Indexer()
    with transaction.atomic():
        after_commit(getattr(indexer, method))(None)
        assert seen == []
    assert seen == INDEXED[method]


@pytest.mark.parametrize("method", INDEXED)
def test_such_a_method_is_one_receiver(seen: list[str], method: str) -> None:
    """Of Django and of ours it is held by its object, found again, and gone with it."""
    registered, saved = Signal[str, int]("registered"), DjangoSignal()
    indexer = Indexer()
    for _ in range(2):
        saved.connect(after_commit(getattr(indexer, method)))
        registered.connect(after_commit(getattr(indexer, method)))
    gc.collect()
    assert len(saved.receivers) == len(registered.connections) == 1
    assert saved.disconnect(after_commit(getattr(indexer, method)))
    assert registered.disconnect(after_commit(getattr(indexer, method)))
    saved.connect(after_commit(getattr(indexer, method)))
    gone = weakref.ref(indexer)
    del indexer
    gc.collect()
    assert (gone() is None) or method in KEPT_ALIVE


class Shelf:
    """What has a static method and a class method of which each access gives another proxy."""

    static: Any = Parent(staticmethod(lambda sender, **kwargs: SEEN.append("static")))
    other: Any = Parent(staticmethod(lambda sender, **kwargs: SEEN.append("other")))


def test_a_static_method_under_a_proxy_is_one_receiver(seen: list[str]) -> None:
    """Though each access makes another object."""
    registered, saved = Signal[str, int]("registered"), DjangoSignal()
    for method in ("static", "static", "other", "other"):
        saved.connect(after_commit(getattr(Shelf, method)), weak=False)
        registered.connect(after_commit(getattr(Shelf(), method)))
    saved.send(None)
    assert seen == ["static", "other"]
    assert registered.disconnect(after_commit(Shelf.static))
    assert saved.disconnect(after_commit(Shelf().static))
    assert len(saved.receivers) == len(registered.connections) == 1


def test_two_decorators_of_one_function_are_two_receivers(seen: list[str]) -> None:
    """And so is the function without any, though all of them have one `__dict__`."""

    def index(**kwargs: object) -> None:
        seen.append("index")

    kinds: list[Any] = [index, Locked(index), Locked(Locked(index))]
    wrappers = [after_commit(each) for each in kinds]
    assert [after_commit(each) for each in kinds] == wrappers
    for wrapper in wrappers:
        wrapper()
    assert seen == ["index", *INDEXED["locked"], *INDEXED["locked_twice"]]


def test_a_method_that_two_decorators_give_is_held_all_the_same(seen: list[str]) -> None:
    """Which of them gave it cannot be known; what it does is done."""

    class Ambiguous:
        one: Any = Locked(plainly)
        other: Any = Locked(plainly)

    saved, indexer = DjangoSignal(), Ambiguous()
    saved.connect(after_commit(indexer.one))
    gc.collect()
    saved.send(sender=None)
    assert seen == ["lock", "index", "release"]
    gone = weakref.ref(indexer)
    del indexer
    gc.collect()
    assert gone() is None


async def later(**kwargs: object) -> None: ...


@pytest.mark.parametrize("kind", [Proxy, functools.partial, lambda function: Proxy(functools.partial(function))])
def test_what_is_async_under_something_else_is_async(kind: Callable[[Any], Any]) -> None:
    """A commit awaits nothing."""
    with pytest.raises(ReceiverError, match=r"later.*it is async"):
        after_commit(kind(later))


class Oracle:
    """A receiver that answers to every name with itself, as proxies of remote objects do."""

    def __getattr__(self, name: str) -> Any:
        return self

    def __call__(self, sender: object, **kwargs: object) -> None:
        raise ZeroDivisionError


def fail(sender: object, **kwargs: object) -> None:
    """Be what fails."""
    raise ZeroDivisionError


class Task:
    """A task of Celery: it runs a function, and its class says which."""

    __wrapped__ = staticmethod(fail)

    def __call__(self, sender: object, **kwargs: object) -> None:
        """Run it."""
        self.__wrapped__(sender, **kwargs)


class Failing:
    """Failures of all kinds."""

    def method(self, sender: object, **kwargs: object) -> None:
        """Fail."""
        raise ZeroDivisionError

    partial: Any = functools.partialmethod(lambda self, one, sender, **kwargs: fail(sender), 1)


FAILING: dict[str, tuple[Callable[..., object], str]] = {
    "function": (fail, "fail"),
    "method": (Failing().method, "Failing.method"),
    "partialmethod": (Failing().partial, "Failing.<lambda>"),
    "partial": (functools.partial(functools.partial(fail)), "fail"),
    "cache": (functools.cache(fail), "fail"),
    "proxy": (Proxy(Proxy(fail)), "fail"),
    "task": (Task(), "fail"),
    "object": (Oracle(), "Oracle"),
}


@pytest.mark.parametrize("kind", FAILING)
def test_the_log_of_a_robust_one_names_what_somebody_wrote(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    """Under whatever was put around it; the wrapper is named so as well, for whoever calls it."""
    receiver, written = FAILING[kind]
    wrapper = after_commit(receiver, robust=True)
    with caplog.at_level(logging.ERROR), transaction.atomic():
        wrapper(None)
    (record,) = caplog.records
    assert record.getMessage().startswith(f"Error calling {__name__}.{written} in on_commit() during transaction")
    assert getattr(wrapper, "__qualname__", None) == written
    assert getattr(wrapper, "__module__", None) == __name__


@pytest.mark.parametrize("kind", FAILING)
def test_a_note_finds_what_waits_where_it_was_written(kind: str) -> None:
    """Outside a transaction it fails in the send."""
    registered = keyword_signal(registered_with_nothing)
    untyped: Any = after_commit(FAILING[kind][0])
    registered.connect(untyped)
    with pytest.raises(ZeroDivisionError) as caught:
        registered.send(Supplier)
    (note,) = caught.value.__notes__
    assert "test_django_after_commit.py:" in note
    assert "_after_commit.wrapper" not in note


@pytest.mark.parametrize("kind", FAILING)
def test_what_fails_after_the_commit_is_named_too(kind: str) -> None:
    """The send, which names all others, is over."""
    registered = keyword_signal(registered_with_nothing)
    receiver, written = FAILING[kind]
    untyped: Any = after_commit(receiver)
    registered.connect(untyped)
    with pytest.raises(ZeroDivisionError) as caught, transaction.atomic():
        registered.send(Supplier)
    (note,) = caught.value.__notes__
    of = {"object": "an object of ", "partial": "a partial of "}.get(kind, "")
    assert note.startswith(f"after the commit, in {of}{__name__}.{written} (test_django_after_commit.py:")


def test_what_takes_no_notes_is_raised_after_the_commit_as_it_is() -> None:
    """A note is a courtesy."""

    class Bare(Exception):
        def add_note(self, note: str, /) -> None:
            raise TypeError

    @after_commit
    def break_off() -> None:
        raise Bare

    with pytest.raises(Bare), transaction.atomic():
        break_off()


def test_a_second_failure_of_the_same_kind_is_noted_once() -> None:
    """The very exception may be raised again and again."""
    error = LookupError()

    @after_commit
    def give_up() -> None:
        raise error

    for _ in range(2):
        with pytest.raises(LookupError), transaction.atomic():
            give_up()
    assert len(error.__notes__) == 1


def registered_with_nothing(sender: type[Supplier]) -> None:
    """Be sent with a sender alone."""
