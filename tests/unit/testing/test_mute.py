"""Nobody hears, or one receiver does not, or one sender is not heard; and afterwards everything is as it was."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import AsyncGenerator, Awaitable, Generator, Iterator

import pytest

from tests.unit.testing.shop import PLAIN_VALUES, ExpressService, OrderCompleted, OrderService, Shop, wrong
from typedsignals import AsyncSignal, Signal, UsageError, keyword_signal
from typedsignals.testing import muted


def test_nobody_hears_a_muted_signal(shop: Shop) -> None:
    """Until the with is left."""
    with muted(shop.order_completed):
        assert shop.order_completed.send(OrderService, OrderCompleted(1)) == []
        shop.place(1)
    shop.complete(2)
    assert (shop.mails, shop.entries) == ([2], ["order 1"])


def test_only_the_named_receiver_does_not_hear(shop: Shop) -> None:
    """Wherever it is connected; the others do."""
    heard: list[str] = []

    def audit(sender: type[OrderService], payload: OrderCompleted) -> None:
        heard.append("audit")

    shop.order_completed.connect(audit)
    with muted(receiver=shop.send_mail):
        shop.complete(1)
    with muted(shop.order_completed, receiver=audit):
        shop.complete(2)
    with muted(shop.order_placed, receiver=audit):
        shop.complete(3)
    assert (shop.mails, heard) == ([2, 3], ["audit", "audit"])


def test_only_the_named_sender_is_not_heard(shop: Shop) -> None:
    """Of one signal, or of every one; a subclass is another sender."""
    with muted(shop.order_completed, sender=OrderService):
        shop.complete(1)
        shop.place(1)
        shop.order_completed.send(ExpressService, OrderCompleted(2))
    with muted(sender=OrderService):
        shop.complete(3)
        shop.place(3)
        shop.order_completed.send(ExpressService, OrderCompleted(4))
    assert (shop.mails, shop.entries) == ([2, 4], ["order 1"])


@pytest.mark.parametrize("kind", PLAIN_VALUES)
def test_a_sender_that_is_a_plain_value_is_muted_by_its_value(kind: str) -> None:
    """As signals tell it; with the signal named or without."""
    letter, heard, make = Signal[object, int](), list[int](), PLAIN_VALUES[kind]
    letter.connect(lambda sender, payload: heard.append(payload))
    with muted(letter, sender=make()):
        letter.send(make(), 1)
    with muted(sender=make()):
        letter.send(make(), 2)
    letter.send(make(), 3)
    assert heard == [3]


def test_senders_of_two_kinds_are_muted_each(shop: Shop) -> None:
    """However equal they are; and an object is told by its identity."""

    class Name(str):
        __slots__ = ()

    letter, heard = Signal[object, object](), list[object]()
    letter.connect(lambda sender, payload: heard.append(payload))
    for named, sender in [(1, True), (1, 1.0), ("a", Name("a")), (Name("a"), "a"), (Name("a"), Name("a"))]:
        with muted(letter, sender=named):
            letter.send(sender, sender)
    assert heard == [True, 1.0, "a", "a", "a"]


def test_mutes_nest(shop: Shop) -> None:
    """Leaving the inner one does not end the outer one."""
    with muted(shop.order_completed):
        with muted(shop.order_completed):
            shop.complete(1)
        shop.complete(2)
    shop.complete(3)
    assert shop.mails == [3]


def test_one_mute_is_entered_twice(shop: Shop) -> None:
    """A helper may use what its caller is in."""
    quiet = muted(shop.order_completed)
    with quiet:
        with quiet:
            shop.complete(1)
        shop.complete(2)
    shop.complete(3)
    assert shop.mails == [3]


def test_order_and_what_is_connected_meanwhile_survive(shop: Shop) -> None:
    """Who is connected is none of its business."""
    calls: list[str] = []
    letter = Signal[str, None]()
    letter.connect(lambda sender, payload: calls.append("b"), priority=1)
    letter.connect(lambda sender, payload: calls.append("a"), priority=2)
    letter.connect(lambda sender, payload: calls.append("d"))
    with muted(letter):
        letter.connect(lambda sender, payload: calls.append("c"), priority=1)
        letter.send("shop", None)
    letter.send("shop", None)
    assert calls == ["a", "b", "c", "d"]


def test_an_exception_inside_ends_the_mute_and_passes(shop: Shop) -> None:
    """Untouched."""
    error = RuntimeError("the test itself")
    with pytest.raises(RuntimeError) as raised, muted(shop.order_completed):
        raise error
    shop.complete(1)
    assert raised.value is error
    assert raised.value.__context__ is None
    assert shop.mails == [1]


def test_other_threads_are_not_muted(shop: Shop) -> None:
    """Unless it is everywhere."""
    for everywhere in (False, True):
        with muted(shop.order_completed, everywhere=everywhere):
            # a context of its own: some builds of Python give a thread a copy of its starter's
            thread = threading.Thread(target=contextvars.Context().run, args=(shop.complete, int(everywhere)))
            thread.start()
            thread.join()
    assert shop.mails == [0]


def test_a_task_that_runs_already_is_not_muted(shop: Shop) -> None:
    """One that is started inside is, and only while the with lasts."""

    async def complete(order_id: int, when: asyncio.Event) -> None:
        await when.wait()
        shop.complete(order_id)

    async def main() -> None:
        inside, after = asyncio.Event(), asyncio.Event()
        running = asyncio.create_task(complete(1, inside))
        with muted(shop.order_completed):
            started = asyncio.create_task(complete(2, inside))
            late = asyncio.create_task(complete(3, after))
            inside.set()
            await asyncio.gather(running, started)
            await asyncio.to_thread(shop.complete, 4)
        after.set()
        await late

    asyncio.run(main())
    assert shop.mails == [1, 3]


def test_async_sends_are_muted_too() -> None:
    """Nobody is awaited."""
    parcel_due = AsyncSignal[type[OrderService], int]()
    heard: list[int] = []

    @parcel_due.connect
    async def pack(sender: type[OrderService], payload: int) -> None:
        heard.append(payload)

    async def main() -> None:
        with muted(parcel_due):
            assert await parcel_due.asend(OrderService, 1) == []
        await parcel_due.asend(OrderService, 2)

    asyncio.run(main())
    with muted(parcel_due):
        assert parcel_due.send(OrderService, 3) == []
    assert heard == [2]


def test_async_keywords_are_muted_too() -> None:
    """One receiver, or all."""

    @keyword_signal
    async def label_wanted(sender: str, *, order_id: int) -> str:
        raise NotImplementedError

    async def write(sender: str, order_id: int) -> str:
        return f"label {order_id}"

    label_wanted.connect(write)
    label_wanted.connect(lambda sender, **kwargs: "no label")
    with muted(receiver=write):
        assert [result for _, result in label_wanted.send("shop", order_id=1)] == ["no label"]
    with muted(label_wanted):
        assert asyncio.run(label_wanted.asend_robust("shop", order_id=1)) == []


def test_it_decorates_functions_and_coroutine_functions(shop: Shop) -> None:
    """Muted while they run, not when they are made."""

    @muted(shop.order_completed)
    def fill(first: int, *, second: int) -> int:
        """Fill the shop."""
        shop.complete(first)
        return second

    @muted(shop.order_completed)
    async def fill_slowly(order_id: int) -> int:
        await asyncio.sleep(0)
        shop.complete(order_id)
        return order_id

    shop.complete(0)
    assert fill(1, second=2) == 2
    assert (fill.__name__, fill.__doc__) == ("fill", "Fill the shop.")
    coroutine = fill_slowly(3)
    shop.complete(4)
    assert asyncio.run(_result(coroutine)) == 3
    assert shop.mails == [0, 4]


async def _result(awaitable: Awaitable[int]) -> int:
    return await awaitable


def test_a_decorated_function_may_call_itself(shop: Shop) -> None:
    """Each call is inside an entering of its own."""

    @muted(shop.order_completed)
    def fill(depth: int) -> None:
        if depth:
            fill(depth - 1)
        shop.complete(depth)

    fill(3)
    shop.complete(9)
    assert shop.mails == [9]


def test_a_decorated_generator_is_muted_from_its_first_step_to_its_last(shop: Shop) -> None:
    """As a fixture is that a test runs between the steps of; values and exceptions pass both ways."""

    @muted(shop.order_completed)
    def orders() -> Generator[int, int, None]:
        shop.complete(1)
        try:
            shop.complete((yield 2))
        except ValueError:
            shop.complete(3)
        yield 4
        shop.complete(5)

    unstarted = orders()
    shop.complete(6)
    assert next(unstarted) == 2
    shop.complete(7)
    assert unstarted.throw(ValueError) == 4
    assert list(unstarted) == []
    shop.complete(8)
    assert shop.mails == [6, 8]


def test_an_abandoned_generator_ends_its_mute(shop: Shop) -> None:
    """When it is closed."""

    @muted(shop.order_completed)
    def orders() -> Generator[int, None, None]:
        yield 1

    begun = orders()
    next(begun)
    begun.close()
    shop.complete(1)
    assert shop.mails == [1]


def test_generators_that_overlap_end_their_own_mute(shop: Shop) -> None:
    """The first to begin may be the first to end."""

    @muted(shop.order_completed)
    def first() -> Iterator[None]:
        yield

    @muted(shop.order_placed)
    def second() -> Iterator[None]:
        yield

    one, other = first(), second()
    next(one)
    next(other)
    assert next(one, "over") == "over"
    shop.complete(1)
    shop.place(1)
    assert next(other, "over") == "over"
    shop.place(2)
    assert (shop.mails, shop.entries) == ([1], ["order 2"])


def test_it_may_be_left_in_another_context_than_it_was_entered_in(shop: Shop) -> None:
    """As the two halves of an async fixture may run in two tasks."""
    quiet, here = muted(shop.order_completed), contextvars.copy_context()
    here.run(quiet.__enter__)
    here.run(shop.complete, 1)
    shop.complete(2)
    quiet.__exit__(None, None, None)
    here.run(shop.complete, 3)
    assert shop.mails == [2, 3]


def test_a_decorated_async_generator_passes_values_and_exceptions(shop: Shop) -> None:
    """Both ways, and it ends when it is closed."""
    steps: list[object] = []

    @muted(shop.order_completed)
    async def orders() -> AsyncGenerator[int, object]:
        shop.complete(1)
        try:
            steps.append((yield 2))
            yield 3
        except ValueError as error:
            steps.append(error)
            yield 4
        finally:
            steps.append("closed")

    async def main() -> None:
        begun = orders()
        assert await anext(begun) == 2
        assert await begun.asend("value") == 3
        error = ValueError()
        assert await begun.athrow(error) == 4
        await begun.aclose()
        assert steps == ["value", error, "closed"]
        assert [number async for number in orders()] == [2, 3]

    asyncio.run(main())
    shop.complete(5)
    assert shop.mails == [5]


def test_the_tests_of_a_decorated_class_are_muted(shop: Shop) -> None:
    """Inherited ones too, and what is no test is left alone."""

    class Base:
        def test_inherited(self) -> None:
            shop.complete(1)

    @muted(shop.order_completed)
    class Tests(Base):
        test_data = 7

        def test_own(self) -> None:
            shop.complete(2)

        def helper(self) -> None:
            shop.complete(3)

    tests = Tests()
    tests.test_inherited()
    tests.test_own()
    tests.helper()
    Base().test_inherited()
    assert shop.mails == [3, 1]


def test_static_and_class_methods_stay_what_they_are(shop: Shop) -> None:
    """Whether they are decorated themselves, over the decorator that makes them one, or with their class."""

    class Base:
        @staticmethod
        def test_static(order_id: int) -> None:
            shop.complete(order_id)

    @muted(shop.order_completed)
    class Tests(Base):
        @classmethod
        def test_class(cls) -> type[Tests]:
            shop.complete(1)
            return cls

        @muted(shop.order_completed)
        @staticmethod
        def fill(order_id: int) -> int:
            shop.complete(order_id)
            return order_id

        @muted(shop.order_completed)
        @classmethod
        def name(cls) -> str:
            shop.complete(1)
            return cls.__name__

    class Special(Tests): ...

    Special().test_static(2)
    assert Special().test_class() is Special
    assert (Special().fill(3), Special.fill(4), Special().name()) == (3, 4, "Special")
    assert shop.mails == []
    Base.test_static(5)
    assert shop.mails == [5]


def test_a_method_written_in_c_is_the_same_at_each_access() -> None:
    """Of the same object: as signals see it."""
    first, second = dict[str, int](), dict[str, int]()
    stocked = Signal[str, int, object]("stocked")
    for stock in (first, second):
        stocked.connect(stock.setdefault)
    with muted(receiver=first.setdefault):
        stocked.send("MUG-01", 7)
    assert (first, second) == ({}, {"MUG-01": 7})


def test_a_class_without_tests_cannot_be_decorated(shop: Shop) -> None:
    """Nothing would be muted, and nobody would notice."""
    with pytest.raises(UsageError, match=r"cannot decorate class .*OrderService: it has no method named test\.\.\.;"):
        muted(shop.order_completed)(OrderService)


def test_what_is_not_callable_cannot_be_decorated(shop: Shop) -> None:
    """A fixture object, for one."""
    with pytest.raises(UsageError, match=r"cannot decorate an object of builtins\.int: it is not callable"):
        muted(shop.order_completed)(wrong(7))


@pytest.mark.parametrize("thing", [OrderService, print, "order_completed", None])
def test_what_is_no_signal_cannot_be_muted(thing: object) -> None:
    """The message says how receivers and senders are named."""
    with pytest.raises(UsageError, match=r"cannot mute .*: it is no signal; .* as receiver=\.\.\. and sender=\.\.\."):
        muted(wrong(thing))


def test_nothing_cannot_be_muted() -> None:
    """Rather than everything, or nothing."""
    with pytest.raises(UsageError, match="cannot mute: name a signal"):
        wrong(muted)()


def test_a_receiver_that_is_no_callable_cannot_be_muted(shop: Shop) -> None:
    """With a signal named or without."""
    with pytest.raises(UsageError, match=r"cannot mute an object of builtins\.str as a receiver: it is not callable"):
        muted(shop.order_completed, receiver=wrong("send_mail"))


def test_a_receiver_that_is_connected_nowhere_cannot_be_muted() -> None:
    """It would be muted in vain."""

    def send_mail(sender: object, payload: object) -> None: ...

    with pytest.raises(UsageError, match=r"cannot mute .*send_mail \(test_mute\.py:\d+\): it is not connected to any"):
        muted(receiver=send_mail).__enter__()
