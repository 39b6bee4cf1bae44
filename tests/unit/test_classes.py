"""Classes as receivers: what they take is what their ``__init__`` and ``__new__`` take."""

import dataclasses
import functools
import re
from collections import namedtuple
from pathlib import Path
from types import FunctionType
from typing import Any, NamedTuple, Self

import pytest

from tests.unit.kinds import (
    ASYNC_SIGNALS,
    WAYS,
    Sender,
    async_payload_signal,
    in_ways,
    payload_signal,
    results,
    send,
)
from typedsignals import ReceiverError, keyword_signal


@dataclasses.dataclass
class Data:
    """Takes both."""

    sender: object
    order: object


@dataclasses.dataclass
class MoreData(Data):
    """Takes both, and more."""

    status: str = "new"


class Named(NamedTuple):
    """Takes both, by its __new__."""

    sender: object
    order: object


class Initialised:
    """Takes both, by its __init__."""

    def __init__(self, sender: object, order: object) -> None:
        self.order = order


class Inheriting(Initialised):
    """Takes what its base takes."""


class Made:
    """Takes both, by its __new__ alone."""

    order: object

    def __new__(cls, sender: object, order: object) -> Self:
        """Make one."""
        made = super().__new__(cls)
        made.order = order
        return made


class MadeAndInitialised(Made):
    """Takes both, by each."""

    def __init__(self, sender: object, order: object, *more: object) -> None:
        """Take it."""


class Anything:
    """Takes whatever it is given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.order = kwargs.get("order", args[-1])


class Meta(type):
    """A class of classes that are called otherwise."""

    def __call__(cls, sender: object, order: object) -> Any:
        """Hear one send."""
        return Data(sender, order)


class CalledByMeta(metaclass=Meta):
    """Takes what its metaclass takes, whatever it says itself."""

    def __init__(self) -> None:
        """Never run."""


FITTING: dict[str, Any] = {
    "dataclass": Data,
    "dataclass with defaults": MoreData,
    "NamedTuple": Named,
    "namedtuple": namedtuple("named", ["sender", "order"]),  # noqa: PYI024 - it is what is asked about
    "__init__": Initialised,
    "inherited __init__": Inheriting,
    "__new__": Made,
    "__new__ and __init__": MadeAndInitialised,
    "*args": Anything,
    "metaclass": CalledByMeta,
    "partial": functools.partial(MoreData, status="paid"),
}


@in_ways(WAYS)
@pytest.mark.parametrize("receiver", FITTING.values(), ids=FITTING)
def test_a_class_that_can_be_called_so_is_connected(signal: Any, way: str, receiver: Any) -> None:
    """Row 13: what it makes is the result; a class is held strongly."""
    signal.connect(receiver)
    for number in (7, 8):
        [(called, made)] = send(signal, Sender(), number, way)
        assert called is receiver
        assert made.order == number
    assert [connection.weak for connection in signal.connections] == [False]
    assert signal.disconnect(receiver)


class NoInit:
    """Takes nothing."""


class InheritingNothing(NoInit):
    """Takes nothing either."""

    order: object = None


class TooFew:
    """Takes the sender alone."""

    def __init__(self, sender: object) -> None:
        """Take it."""


class TooMany:
    """Needs more."""

    def __init__(self, sender: object, order: object, status: object) -> None:
        """Take it."""


class NewTakesTooFew:
    """Its __new__ stands in the way."""

    def __new__(cls, sender: object) -> Self:
        """Make one."""
        return super().__new__(cls)

    def __init__(self, sender: object, order: object) -> None:
        """Take it."""


class InitTakesTooFew:
    """Its __init__ stands in the way."""

    def __new__(cls, *args: object, **kwargs: object) -> Self:
        """Make one."""
        return super().__new__(cls)

    def __init__(self, sender: object) -> None:
        """Take it."""


class OneField(NamedTuple):
    """Takes one."""

    sender: object


@dataclasses.dataclass
class OneDatum:
    """Takes one."""

    sender: object


class MetaTakesTooFew(type):
    """A class of classes that cannot be called so."""

    def __call__(cls, sender: object) -> Any:
        """Hear one send."""


class CalledByWrongMeta(metaclass=MetaTakesTooFew):
    """Says that it takes both, which nobody asks."""

    def __init__(self, sender: object, order: object) -> None:
        """Never run."""


ONE = "it takes 1 positional argument and would be called with 2"
NONE = "it takes no arguments and would be called with (sender, payload)"
STATUS = "it needs 'status', which would not always be given"
WRONG: dict[str, tuple[Any, str]] = {
    "object without __init__": (NoInit, NONE),
    "inheriting nothing": (InheritingNothing, NONE),
    "__init__ with too few": (TooFew, ONE),
    "__init__ with too many": (TooMany, STATUS),
    "__new__ with too few": (NewTakesTooFew, ONE),
    "__init__ with too few beside __new__": (InitTakesTooFew, ONE),
    "NamedTuple": (OneField, ONE),
    "dataclass": (OneDatum, ONE),
    "partial": (functools.partial(Data, 1), ONE),
    "metaclass": (CalledByWrongMeta, ONE),
}


@pytest.mark.parametrize("make", [payload_signal, async_payload_signal])
@pytest.mark.parametrize(("wrong", "reason"), WRONG.values(), ids=WRONG)
def test_a_class_that_cannot_take_what_is_sent_is_refused(make: Any, wrong: Any, reason: str) -> None:
    """Row 13: by its name, with the reason and what receivers are called with; nothing changes."""
    signal = make()
    is_partial = isinstance(wrong, functools.partial)
    kind = wrong.func if is_partial else wrong
    name = f"{'a partial of ' * is_partial}class {kind.__module__}.{kind.__qualname__}"
    init: Any = vars(kind).get("__init__")
    if type(init) is FunctionType:  # that of an object is not written anywhere
        name += f" ({Path(init.__code__.co_filename).name}:{init.__code__.co_firstlineno})"
    message = (
        f"cannot connect {name} to signal 'order_completed': {reason}; "
        f"receivers of this signal are called with (sender, payload)"
    )
    with pytest.raises(ReceiverError, match=f"^{re.escape(message)}$"):
        signal.connect(wrong)
    assert signal.connections == ()


class OtherNames:
    """Calls it otherwise."""

    def __init__(self, who: object, what: object) -> None:
        """Take it."""


@dataclasses.dataclass(kw_only=True)
class KeywordsAlone:
    """Takes nothing by position."""

    sender: object
    order: object


@pytest.mark.parametrize("is_async", [False, True])
def test_keywords_are_checked_by_their_names(*, is_async: bool) -> None:
    """Row 13: for a class as for a function."""

    @keyword_signal
    def paid(sender: object, *, order: object, status: str = "new") -> object:
        """Sent once an order is paid."""

    @keyword_signal
    async def paid_later(sender: object, *, order: object, status: str = "new") -> object:
        """Sent once an order is paid."""

    signal: Any = paid_later if is_async else paid
    for wrong, reason in (
        (NoInit, "it takes no arguments and would be called with (sender, order=..., status=...)"),
        (OtherNames, "it does not take 'order', 'status'"),
        (Data, "it does not take 'status'"),
        (TooMany, "it needs 'status', which would not always be given"),
        (KeywordsAlone, "it takes 0 positional arguments and would be called with 1"),
    ):
        with pytest.raises(ReceiverError, match=re.escape(f": {reason}; receivers of this signal are called with (se")):
            signal.connect(wrong)
    assert signal.connections == ()
    signal.connect(MoreData)
    signal.connect(Anything)
    data, anything = results(signal.send("shop", order=7))
    assert data == MoreData("shop", 7, "new")
    assert anything.order == 7


@pytest.mark.parametrize("kind", [int, dict, ValueError, type, enumerate])
def test_a_class_written_in_c_is_accepted_unchecked(kind: Any) -> None:
    """Row 13: what it takes shows when it is called."""
    signal = payload_signal()
    signal.connect(kind)
    assert len(signal.connections) == 1


class Failing:
    """Cannot be made."""

    def __init__(self, sender: object, order: object) -> None:
        raise LookupError


def test_a_class_is_named_on_what_its_init_raises(signal: Any) -> None:
    """Row 3: as it was written."""
    signal.connect(Failing)
    with pytest.raises(LookupError) as caught:
        send(signal, Sender())
    place = f"test_classes.py:{Failing.__init__.__code__.co_firstlineno}"
    name = f"tests.unit.test_classes.Failing ({place})"
    assert caught.value.__notes__ == [f"while signal 'order_completed' was sent to class {name}"]


def test_a_class_is_asked_nothing(signal: Any) -> None:
    """Row 13: no code of a metaclass runs, for the class itself as for what it makes."""

    class HostileMeta(type):
        def __getattribute__(cls, name: str) -> Any:
            pytest.fail("something was asked that need not be")

    class Hostile(metaclass=HostileMeta):
        def __init__(self, sender: object, order: object) -> None:
            """Take it."""

        def __call__(self, sender: object, order: object) -> object:
            return order

    signal.connect(Hostile)
    signal.connect(Hostile(1, 2))
    assert len(results(send(signal, Sender()))) == 2
    assert [connection.is_async for connection in signal.connections] == [False, False]


@pytest.mark.parametrize("make", ASYNC_SIGNALS.values(), ids=ASYNC_SIGNALS)
def test_what_a_class_makes_is_awaited_if_it_can_be(make: Any) -> None:
    """Row 12: a task by its class, say."""

    class Task:
        def __init__(self, sender: object, order: object) -> None:
            self.order = order

        def __await__(self) -> Any:
            yield from ()
            return self.order

    signal = make()
    signal.connect(Task)
    for way in WAYS:
        assert results(send(signal, Sender(), 7, way)) == [7]
