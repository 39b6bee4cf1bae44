"""The one way to stand before a connection, whatever makes it, and what uses it: a signal that is deprecated."""
# mypy: allow-untyped-decorators

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import deprecated

from tests.unit.kinds import (
    SIGNALS,
    SYNC_WAYS,
    WAYS,
    Sender,
    async_keywords_signal,
    in_ways,
    keywords_signal,
    results,
    send,
    takes_payload,
)
from typedsignals import ReceiverError, keyword_signal, receiver


def heard(sender: object, order: object) -> object:
    """Hear one send."""
    return order


def enter_connected(signal: Any, function: Any) -> None:
    """Connect, and end it again."""
    with signal.connected(function):
        assert len(signal.connections) == 1
    signal.connect(function)


DOORS: dict[str, Callable[[Any, Any], object]] = {
    "connect": lambda signal, function: signal.connect(function),
    "connected": enter_connected,
    "receiver": lambda signal, function: receiver(signal)(function),
    "receiver of two": lambda signal, function: receiver(signal, keywords_or_payload(signal))(function),
}


def keywords_or_payload(signal: Any) -> Any:
    """Return another signal of the same kind."""
    return next(made for make in SIGNALS.values() if type(made := make()) is type(signal).__mro__[1])


def own_class_of(signal: Any, before_connect: Any) -> Any:
    """Return a signal of the same kind, whose class looks at each receiver first."""
    kind = type("Audited", (type(signal),), {"before_connect": before_connect})
    return kind("order_completed") if takes_payload(signal) else kind(signal._declaration)


@pytest.mark.parametrize("door", DOORS)
def test_before_connect_sees_each_receiver_once_through_every_door(signal: Any, door: str) -> None:
    """Row 18: as it was given; each connect, also where it is in vain."""
    seen: list[tuple[object, ...]] = []
    audited = own_class_of(signal, lambda self, receiver: seen.append((self, receiver, self.connections)))
    DOORS[door](audited, heard)
    assert seen == [(audited, heard, ())] * (2 if door == "connected" else 1)
    audited.connect(heard)
    assert [each[1] for each in seen[1:]] == [heard] * (2 if door == "connected" else 1)
    assert len(audited.connections) == 1


@pytest.mark.parametrize("door", DOORS)
def test_before_connect_may_refuse(signal: Any, door: str) -> None:
    """Row 13, row 18: what it raises is raised, and nothing has changed: not at the other signal either."""
    error = LookupError("not this one")

    def refuse(self: Any, receiver: object) -> None:
        raise error

    audited, other = own_class_of(signal, refuse), signal
    with pytest.raises(LookupError) as caught:
        receiver(other, audited)(heard) if door == "receiver of two" else DOORS[door](audited, heard)
    assert caught.value is error
    assert audited.connections == other.connections == ()


def test_before_connect_is_not_asked_of_what_cannot_work(signal: Any) -> None:
    """Row 13: that is refused already."""
    audited = own_class_of(signal, lambda self, receiver: pytest.fail("asked"))
    with pytest.raises(ReceiverError):
        audited.connect(7)
    with pytest.raises(ReceiverError):
        audited.connect(heard, priority="first")


# --- deprecated


def deprecated_signal(like: Any) -> Any:
    """Return a keyword signal of the same kind, declared as deprecated."""
    return keyword_signal(deprecated("use order_paid")(like._declaration))


@pytest.fixture(params=[kind for kind in SIGNALS if "keyword" in kind])
def outdated(request: pytest.FixtureRequest) -> Any:
    """Return a deprecated signal of each kind that is declared by a function."""
    return deprecated_signal(SIGNALS[request.param]())


MESSAGE = "signal 'order_completed' is deprecated: use order_paid"


@pytest.mark.parametrize("door", ["connect", "receiver", "receiver of two"])
def test_who_connects_to_a_deprecated_signal_is_warned(outdated: Any, door: str) -> None:
    """Row 17: with the line that connects, and once for each."""
    door_of = DOORS[door] if door != "receiver of two" else lambda one, f: receiver(one, keywords_signal())(f)
    with pytest.warns(DeprecationWarning, match=MESSAGE) as warned:
        door_of(outdated, heard)
    assert [str(each.message) for each in warned] == [MESSAGE]
    assert Path(warned[0].filename) == Path(__file__)
    assert len(outdated.connections) == 1


@pytest.mark.parametrize("count", [0, 1, 2])
@pytest.mark.parametrize(
    ("make", "way"),
    [(keywords_signal, way) for way in SYNC_WAYS] + [(async_keywords_signal, way) for way in WAYS],
)
def test_who_sends_a_deprecated_signal_is_warned(make: Callable[[], Any], way: str, count: int) -> None:
    """Row 17: also where nobody hears it, with the line that sends, and the send is what it was."""
    outdated = deprecated_signal(make())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        for number in range(count):
            outdated.connect(lambda sender, order, number=number: (number, order))
    with pytest.warns(DeprecationWarning, match=MESSAGE) as warned:
        assert results(send(outdated, Sender(), 7, way)) == [(number, 7) for number in range(count)]
    assert [str(each.message) for each in warned] == [MESSAGE]


def test_a_warning_that_was_let_through_once_comes_once_a_line(outdated: Any) -> None:
    """Row 17: as those of ``warnings.warn``, and filters know the module."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("ignore")
        warnings.filterwarnings("default", category=DeprecationWarning, module=__name__.replace(".", r"\."))
        for number in range(3):
            assert outdated.send(Sender(), order=number) == []
        outdated.send(Sender(), order=1)
    assert [str(each.message) for each in warned] == [MESSAGE] * 2


def test_what_shall_not_warn_at_run_time_does_not() -> None:
    """Row 17: PEP 702: with no category, only checkers say it."""
    signal = keyword_signal(deprecated("use order_paid", category=None)(keywords_signal()._declaration))
    signal.connect(heard)
    assert results(signal.send(Sender(), order=7)) == [7]


def test_a_deprecated_declaration_is_seen_under_other_decorators(outdated: Any) -> None:
    """Row 17: those that say what they wrap."""
    from functools import wraps

    def traced(function: Any) -> Any:
        @wraps(function)
        def call(*args: object, **kwargs: object) -> object:
            return function(*args, **kwargs)

        return call

    signal: Any = keyword_signal(traced(deprecated("use order_paid")(outdated._declaration)))
    with pytest.warns(DeprecationWarning, match=MESSAGE):
        signal.send(Sender(), order=7)


@in_ways(WAYS)
def test_other_signals_do_not_warn(signal: Any, way: str) -> None:
    """Row 17: nor do they pay for it."""
    signal.connect(heard)
    assert results(send(signal, Sender(), 7, way)) == [7]
    assert signal._registry.interceptors == ()
