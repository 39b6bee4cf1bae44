"""Every exception there is, in every place, for every send."""

import asyncio
import builtins
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.kinds import ASYNC_SIGNALS, ASYNC_WAYS, ROBUST_WAYS, SIGNALS, SYNC_WAYS, WAYS, Sender, results, sending

ARGUMENTS: dict[str, tuple[object, ...]] = {
    "UnicodeDecodeError": ("utf-8", b"x", 0, 1, "no"),
    "UnicodeEncodeError": ("utf-8", "x", 0, 1, "no"),
    "UnicodeTranslateError": ("x", 0, 1, "no"),
    "BaseExceptionGroup": ("several", [KeyboardInterrupt()]),
    "ExceptionGroup": ("several", [ValueError()]),
}
KINDS: list[type[BaseException]] = [
    *(
        kind
        for kind in vars(builtins).values()
        if isinstance(kind, type) and issubclass(kind, BaseException) and kind.__module__ == "builtins"
    ),
    asyncio.CancelledError,
]
PLACES = range(5)


def make(kind: type[BaseException]) -> BaseException:
    """Make an exception of any kind."""
    return kind(*ARGUMENTS.get(kind.__name__, ()))


def five(error: BaseException, place: int, called: list[int], *, is_async: bool) -> list[Callable[..., Any]]:
    """Make five receivers, of which one fails."""

    def receiver_at(number: int) -> Callable[..., Any]:
        def receiver(sender: object, order: object) -> int:
            called.append(number)
            if number == place:
                raise error
            return number

        async def async_receiver(sender: object, order: object) -> int:
            return receiver(sender, order)

        return async_receiver if is_async else receiver

    return [receiver_at(number) for number in PLACES]


def outcome(signal: Any, way: str) -> Any:
    """Send; return the list of results or the exception."""
    try:
        return results(sending(signal, Sender(), None, way))
    except BaseException as raised:  # noqa: BLE001 - it is what the test is about
        return raised


async def async_outcome(signal: Any, way: str) -> Any:
    """Send; return the list of results or the exception."""
    try:
        return results(await sending(signal, Sender(), None, way))
    except BaseException as raised:  # noqa: BLE001 - it is what the test is about
        return raised


def judge(got: Any, error: BaseException, place: int, called: list[int], way: str, *, is_async: bool) -> None:
    """Compare with what is promised."""
    converted = isinstance(error, StopIteration)  # Python itself lets none out of a coroutine
    if way in ROBUST_WAYS and isinstance(error, Exception):
        assert called == list(PLACES)
        assert got[:place] + got[place + 1 :] == [number for number in PLACES if number != place]
        assert got[place] is error or (converted and is_async and got[place].__cause__ is error)
    else:
        assert got is error or (converted and (is_async or way in ASYNC_WAYS) and got.__cause__ is error)
        assert is_async or called == list(range(place + 1))
        notes = [note for each in {id(got): got, id(error): error}.values() for note in getattr(each, "__notes__", ())]
        assert len(notes) == 1
        assert re.match(r"while signal 'order_completed' was sent to .*receiver \(test_faults.py:", notes[0])


CASES = [
    pytest.param(make, way, is_async, id=f"{kind}-{way}-{'async' if is_async else 'sync'}")
    for kind, make in SIGNALS.items()
    for way in WAYS
    for is_async in (False, True)
    if kind in ASYNC_SIGNALS or (way in SYNC_WAYS and not is_async)
]


@pytest.mark.usefixtures("unlogged")
@pytest.mark.parametrize(("make_signal", "way", "is_async"), CASES)
def test_every_exception_in_every_place(make_signal: Callable[[], Any], way: str, is_async: bool) -> None:
    """Row 3, row 4: raised as it is, with its note, or put in its place; what is no Exception always comes through."""

    def cases() -> Any:
        for kind in KINDS:
            for place in PLACES:
                signal, called, error = make_signal(), list[int](), make(kind)
                for receiver in five(error, place, called, is_async=is_async):
                    signal.connect(receiver)
                yield signal, called, error, place

    async def main() -> None:
        for signal, called, error, place in cases():
            judge(await async_outcome(signal, way), error, place, called, way, is_async=is_async)
            assert len(asyncio.all_tasks()) == 1

    if way in ASYNC_WAYS:
        asyncio.run(main())
        return
    for signal, called, error, place in cases():
        judge(outcome(signal, way), error, place, called, way, is_async=is_async)
