"""What becomes of context variables that receivers set."""

import asyncio
import contextvars
from collections.abc import Generator
from contextvars import ContextVar
from typing import Any

import pytest

from tests.unit.kinds import ASYNC_WAYS, ROBUST_WAYS, SYNC_WAYS, WAYS, Sender, on_every_loop, results, send, sending
from typedsignals import AsyncSignal

NUMBER: ContextVar[Any] = ContextVar("NUMBER", default=0)


@pytest.fixture(autouse=True)
def own_context() -> Generator[None, None, None]:
    """Begin anew, and leave nothing to other tests."""
    NUMBER.set(0)
    yield
    NUMBER.set(0)


def sync_step(sender: object, order: object) -> object:
    """Count."""
    NUMBER.set(NUMBER.get() + 1)
    return NUMBER.get()


async def async_step(sender: object, order: object) -> object:
    """Count."""
    NUMBER.set(NUMBER.get() + 1)
    return NUMBER.get()


def in_caller(signal: Any, way: str) -> tuple[list[Any], Any]:
    """Send; return the results and what the caller sees then."""
    if way in SYNC_WAYS:
        return results(sending(signal, Sender(), None, way)), NUMBER.get()

    async def main() -> tuple[list[Any], Any]:
        return results(await sending(signal, Sender(), None, way)), NUMBER.get()

    return asyncio.run(main())


@on_every_loop(WAYS)
@pytest.mark.parametrize(
    "receivers",
    [(sync_step,), (async_step,), (sync_step, async_step), (async_step, sync_step, async_step, sync_step)],
    ids=["sync", "async", "both", "mixed"],
)
def test_later_receivers_and_the_caller_see_what_receivers_set(async_signal: Any, way: str, receivers: Any) -> None:
    """Row 12: sync or async, in all four sends."""
    for number, receiver in enumerate(receivers):
        async_signal.connect(receiver, dispatch_uid=number)
    for _ in range(2):
        NUMBER.set(0)
        count = len(receivers)
        assert in_caller(async_signal, way) == (list(range(1, count + 1)), count)


@on_every_loop(WAYS)
def test_async_receivers_of_one_send_share_one_context(async_signal: Any, way: str) -> None:
    """Row 12: what one of them sets, the others see at their next step."""

    async def setting(sender: object, order: object) -> None:
        await asyncio.sleep(0)
        NUMBER.set("set")

    async def seeing(sender: object, order: object) -> object:
        before = NUMBER.get()
        for _ in range(3):
            await asyncio.sleep(0)
        return before, NUMBER.get()

    async_signal.connect(seeing)
    async_signal.connect(setting)
    assert in_caller(async_signal, way) == ([(0, "set"), None], "set")


@on_every_loop(WAYS)
def test_receivers_see_what_the_caller_has_set(async_signal: Any, way: str) -> None:
    """Row 12: their context is a copy of the caller's."""
    NUMBER.set("caller's")
    async_signal.connect(lambda sender, order: NUMBER.get())

    async def receiver(sender: object, order: object) -> object:
        return NUMBER.get()

    async_signal.connect(receiver)
    assert in_caller(async_signal, way) == (["caller's", "caller's"], "caller's")


@on_every_loop(WAYS)
def test_new_variables_are_carried_back_too(async_signal: Any, way: str) -> None:
    """Row 12: also those that the caller had never set, and None."""
    fresh: ContextVar[object] = ContextVar("fresh")

    async def receiver(sender: object, order: object) -> None:
        fresh.set(None)

    async_signal.connect(receiver)

    async def main() -> object:
        await sending(async_signal, Sender(), None, way)
        return fresh.get("unset")

    if way in SYNC_WAYS:
        sending(async_signal, Sender(), None, way)
        assert fresh.get("unset") is None
    else:
        assert asyncio.run(main()) is None


@on_every_loop(WAYS)
def test_changes_are_carried_back_when_a_receiver_fails(async_signal: Any, way: str) -> None:
    """Row 12: as they are in a sync send that fails."""

    async def failing(sender: object, order: object) -> None:
        NUMBER.set("set")
        raise ValueError

    async_signal.connect(failing)

    async def main() -> object:
        try:
            await sending(async_signal, Sender(), None, way)
        except ValueError:
            assert way not in ROBUST_WAYS
        return NUMBER.get()

    if way in ASYNC_WAYS:
        assert asyncio.run(main()) == "set"
        return
    try:
        sending(async_signal, Sender(), None, way)
    except ValueError:
        assert way not in ROBUST_WAYS
    assert NUMBER.get() == "set"


class Incomparable:
    """A value like an array: it neither is equal nor unequal to anything, nor true or false."""

    def _refuse(self, *args: object) -> Any:
        pytest.fail("a value was compared")

    __eq__ = __ne__ = __bool__ = __hash__ = _refuse


@on_every_loop(WAYS)
def test_values_are_not_compared(async_signal: Any, way: str) -> None:
    """Row 12: a value that was set is carried back for what it is, not for what it is equal to."""
    before, after = Incomparable(), Incomparable()
    NUMBER.set(before)
    kept: ContextVar[Any] = ContextVar("kept")
    mark = kept.set(before)

    async def receiver(sender: object, order: object) -> None:
        NUMBER.set(after)

    async_signal.connect(receiver)
    assert in_caller(async_signal, way)[1] is after
    assert kept.get() is before
    kept.reset(mark)


@pytest.mark.parametrize("way", ASYNC_WAYS)
def test_sends_at_the_same_time_do_not_mix(async_signal: Any, way: str) -> None:
    """Row 12: each task that sends has a context of its own."""

    async def receiver(sender: object, order: object) -> None:
        NUMBER.set(order)
        for _ in range(3):
            await asyncio.sleep(0)
        assert NUMBER.get() == order

    async_signal.connect(receiver)

    async def one(order: int) -> object:
        await sending(async_signal, Sender(), order, way)
        return NUMBER.get()

    async def main() -> list[object]:
        return await asyncio.gather(*(one(order) for order in range(4)))

    assert asyncio.run(main()) == [0, 1, 2, 3]


def test_a_context_that_is_not_the_current_one_is_left_alone(async_signal: Any) -> None:
    """Row 1: who sends inside of another context finds the changes there."""
    async_signal.connect(sync_step)
    async_signal.connect(async_step)
    context = contextvars.copy_context()
    assert results(context.run(send, async_signal, Sender())) == [1, 2]
    assert (context[NUMBER], NUMBER.get()) == (2, 0)


@pytest.mark.parametrize("way", ASYNC_WAYS)
def test_a_send_inside_of_a_receiver_carries_back_what_it_changed_and_nothing_else(async_signal: Any, way: str) -> None:
    """Row 12: what another receiver of the outer send sets meanwhile is not undone."""
    inner = AsyncSignal[object, object]("inner")
    began, others = asyncio.Event(), ContextVar("others", default="before")

    async def slow(sender: object, order: object) -> None:
        began.set()
        for _ in range(5):
            await asyncio.sleep(0)

    async def nesting(sender: object, order: object) -> None:
        await inner.asend(None, None)

    async def setting(sender: object, order: object) -> None:
        await began.wait()
        others.set("after")

    inner.connect(slow)
    async_signal.connect(nesting)
    async_signal.connect(setting)

    async def main() -> str:
        await sending(async_signal, Sender(), None, way)
        return others.get()

    assert asyncio.run(main()) == "after"
