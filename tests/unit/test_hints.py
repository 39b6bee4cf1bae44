"""What is said to who meant something else: habits of Django, misspelt names, methods in their class."""
# mypy: allow-untyped-decorators

import functools
import inspect
import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from tests.unit.kinds import Sender, where
from tests.unit.lookalikes import Proxy
from typedsignals import (
    AsyncSignal,
    Connectable,
    KeywordConnectable,
    ReceiverError,
    Signal,
    UsageError,
    keyword_signal,
    receiver,
)

UNCHECKED: Any = Signal
PAYLOAD: Any = Signal[object, object]("paid")


@keyword_signal
def _declared(sender: object, *, order_id: int, status: str = "new") -> None:
    """Sent once an order is paid."""


KEYWORD: Any = _declared
RECEIVER: Any = receiver


def fitting(sender: object, payload: object) -> None:
    """Hear one send."""


OPTIONS = "its options are 'dispatch_uid', 'priority', 'sender', 'subclasses', 'weak'"
WRONG: dict[str, tuple[Callable[[], object], str]] = {
    "once": (
        lambda: PAYLOAD.connect(fitting, once=True),
        "connect() of signal 'paid' does not take 'once'; let the receiver disconnect itself",
    ),
    "once, by keyword": (
        lambda: KEYWORD.connect(fitting, once=True),
        "connect() of signal '_declared' does not take 'once'; let the receiver disconnect itself",
    ),
    "once, decorating": (
        lambda: RECEIVER(PAYLOAD, once=True),
        "receiver() of signal 'paid' does not take 'once'; let the receiver disconnect itself",
    ),
    "providing_args": (
        lambda: UNCHECKED(providing_args=["order_id"]),
        (
            "Signal() does not take 'providing_args'; what is sent is a type, Signal[Sender, Payload](name), or the "
            "parameters of a @keyword_signal"
        ),
    ),
    "providing_args of a subscript": (
        lambda: UNCHECKED[object, int](providing_args=["order_id"]),
        (
            "Signal() does not take 'providing_args'; what is sent is a type, Signal[Sender, Payload](name), or the "
            "parameters of a @keyword_signal"
        ),
    ),
    "use_caching": (
        lambda: UNCHECKED(use_caching=True),
        "Signal() does not take 'use_caching'; leave it out, a signal always caches the receivers of a sender",
    ),
    "connect as a decorator with options": (
        lambda: PAYLOAD.connect(priority=1),
        (
            "connect() of signal 'paid' missing 1 required positional argument: 'receiver'; to decorate with options, "
            "write @receiver(signal, priority=1)"
        ),
    ),
    "connect as a decorator with brackets": (
        KEYWORD.connect,
        (
            "connect() of signal '_declared' missing 1 required positional argument: 'receiver'; to decorate with options, "
            "write @receiver(signal, priority=1)"
        ),
    ),
    "a receiver by name": (
        lambda: PAYLOAD.connect(receiver=fitting),
        (
            "connect() of signal 'paid' got some positional-only arguments passed as keyword arguments: 'receiver'; "
            f"{OPTIONS}"
        ),
    ),
    "a sender by position": (
        lambda: PAYLOAD.connect(fitting, Sender),
        "connect() of signal 'paid' takes 2 positional arguments but 3 were given; write connect(receiver, sender=...)",
    ),
    "a misspelt option": (
        lambda: PAYLOAD.connect(fitting, priorty=1),
        f"connect() of signal 'paid' does not take 'priorty' (did you mean 'priority' by 'priorty'?); {OPTIONS}",
    ),
    "a sender by position to disconnect": (
        lambda: PAYLOAD.disconnect(fitting, Sender),
        (
            "disconnect() of signal 'paid' takes from 1 to 2 positional arguments but 3 were given; "
            "write disconnect(receiver, sender=...)"
        ),
    ),
    "a sender by position to connected": (
        lambda: KEYWORD.connected(fitting, Sender),
        "connected() of signal '_declared' takes 2 positional arguments but 3 were given; write connected(receiver, sender=...)",
    ),
    "three signals": (
        lambda: RECEIVER(PAYLOAD, PAYLOAD, PAYLOAD),
        f"receiver() of signal 'paid' takes from 1 to 2 positional arguments but 3 were given; {OPTIONS}",
    ),
    "weak, connected": (
        lambda: PAYLOAD.connected(fitting, weak=True),
        "connected() of signal 'paid' does not take 'weak'; its options are 'priority', 'sender', 'subclasses'",
    ),
    "a receiver of nothing": (RECEIVER, f"receiver() missing 1 required positional argument: 'signal'; {OPTIONS}"),
    "a receiver with options alone": (
        lambda: RECEIVER(priority=1),
        f"receiver() missing 1 required positional argument: 'signal'; {OPTIONS}",
    ),
    "a receiver of a function": (
        lambda: RECEIVER(fitting, once=True),
        "receiver() does not take 'once'; let the receiver disconnect itself",
    ),
    "a keyword signal that is called": (
        lambda: KEYWORD(Sender, order_id=7),
        (
            "signal '_declared' is sent, not called: write _declared.send(sender, ...), "
            "and in a mark of pytest .with_args(_declared)"
        ),
    ),
}


@pytest.mark.parametrize(("call", "message"), WRONG.values(), ids=WRONG)
def test_arguments_that_nothing_takes_are_answered_with_what_to_write(call: Callable[[], object], message: str) -> None:
    """Row 13: in the names that users know, with the signal where there is one; nothing has changed."""
    with pytest.raises(UsageError) as caught:
        call()
    assert str(caught.value) == message
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert PAYLOAD.connections == KEYWORD.connections == ()


def test_a_type_error_of_ones_own_stays_what_it_is() -> None:
    """Row 13: only what Python says of the arguments is said otherwise."""
    error = TypeError("connect() got an unexpected keyword argument 'once'")

    class Refusing(Signal[object, object]):
        def before_connect(self, receiver: Callable[..., object]) -> None:
            raise error

    with pytest.raises(TypeError) as caught:
        Refusing("paid").connect(fitting)
    assert caught.value is error


@pytest.mark.parametrize("kind", [Connectable, KeywordConnectable])
def test_signatures_stay_what_was_written(kind: Any) -> None:
    """Row 16: for help() and for editors that look at objects."""
    assert [*inspect.signature(kind.connect).parameters][:3] == ["self", "receiver", "sender"]
    assert kind.connect.__qualname__ == f"{kind.__name__}.connect"


# --- receivers


def misspelt(sender: object, order_di: int, **kwargs: object) -> None:
    """Misspell one that is always sent."""


def misspelt_default(sender: object, order_id: int, statsu: str = "") -> None:
    """Misspell one, and take no others."""


def misspelt_twice(sender: object, *, order_idd: int, state: str, **kwargs: object) -> None:
    """Misspell both."""


def other(sender: object, customer: str, **kwargs: object) -> None:
    """Need what nobody has heard of."""


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        (misspelt, "it needs 'order_di', which would not always be given (did you mean 'order_id' by 'order_di'?)"),
        (misspelt_default, "it does not take 'status' (did you mean 'status' by 'statsu'?)"),
        (
            misspelt_twice,
            (
                "it needs 'order_idd', 'state', which would not always be given (did you mean 'order_id' by 'order_idd'?) "
                "(did you mean 'status' by 'state'?)"
            ),
        ),
        (other, "it needs 'customer', which would not always be given"),
    ],
)
def test_a_misspelt_keyword_is_told_from_a_strange_one(function: Any, reason: str) -> None:
    """Row 13: by what the signal sends and the receiver does not take."""
    with pytest.raises(ReceiverError) as caught:
        KEYWORD.connect(function)
    assert str(caught.value) == (
        f"cannot connect {where(function)} to signal '_declared': {reason}; receivers of this signal are called with "
        "(sender, order_id=..., status=...)"
    )


@pytest.mark.parametrize("decorate", [PAYLOAD.connect, RECEIVER(PAYLOAD)], ids=["connect", "receiver"])
def test_a_method_decorated_in_its_class_is_told_so(decorate: Any) -> None:
    """Row 13: there is no object yet whose method it would be."""
    with pytest.raises(ReceiverError, match=r"\(it is a method: connect 'self\.write', in '__init__' for example\)"):

        class Mail:
            @decorate
            def write(self, sender: object, payload: object) -> None:
                """Hear one send."""


def test_class_methods_and_keyword_signals_too() -> None:
    """Row 13: whatever is called self or cls and has no object."""

    def by_class(cls: type, sender: object, order_id: int, **kwargs: object) -> None:
        """Hear one send, some day."""

    with pytest.raises(ReceiverError, match=r"\(it is a method: connect 'self\.by_class'"):
        KEYWORD.connect(by_class)


def test_a_bound_method_that_does_not_fit_is_no_method_without_its_object() -> None:
    """Row 13: it has one."""

    class Mail:
        def write(self, sender: object) -> None:
            """Take too little."""

    mail = Mail()
    with pytest.raises(ReceiverError) as caught:
        PAYLOAD.connect(mail.write)
    assert "it is a method" not in str(caught.value)


async def generating(sender: object, payload: object) -> Any:
    """Never run."""
    yield payload


class Generating:
    """An object that is called so."""

    async def __call__(self, sender: object, payload: object) -> Any:
        """Never run."""
        yield payload

    async def method(self, sender: object, payload: object) -> Any:
        """Never run."""
        yield payload

    async def _filled(self, by: object, sender: object, payload: object) -> Any:
        """Never run."""
        yield payload

    async def _other(self, sender: object, payload: object) -> Any:
        """Never run."""
        yield payload

    by_partial: Any = functools.partialmethod(_filled, 1)
    dispatching: Any = functools.singledispatchmethod(method)
    proxied: Any = Proxy(_other)


OBJECT = Generating()
ASYNC_GENERATORS: dict[str, Any] = {
    "function": generating,
    "object": OBJECT,
    "method": OBJECT.method,
    "partial": functools.partial(generating),
    "partialmethod": OBJECT.by_partial,
    "singledispatchmethod": OBJECT.dispatching,
    "proxy": Proxy(generating),
    "proxy of a proxy": Proxy(Proxy(generating)),
    "method under a proxy": OBJECT.proxied,
}


@pytest.mark.parametrize("kind", [Signal, AsyncSignal])
@pytest.mark.parametrize("receiver_of_it", ASYNC_GENERATORS.values(), ids=ASYNC_GENERATORS)
def test_an_async_generator_is_refused(kind: Any, receiver_of_it: Any) -> None:
    """Row 13: nothing of it would run. What a plain function returns is its result, whatever it is."""
    signal = kind("paid")
    reason = (
        ": it is an async generator, and nobody asks for what it yields (return it from a plain function); receivers"
    )
    with pytest.raises(ReceiverError, match=re.escape(reason)):
        signal.connect(receiver_of_it)

    def returning(sender: object, payload: object) -> Any:
        return receiver_of_it(sender, payload)

    signal.connect(returning)
    assert inspect.isasyncgen(signal.send(None, 7)[0][1])


@pytest.mark.parametrize("signal", [PAYLOAD, KEYWORD], ids=["payload", "keyword"])
def test_a_signal_is_no_receiver(signal: Any) -> None:
    """Row 13: also one that looks callable, for Sphinx."""
    with pytest.raises(ReceiverError, match=f"cannot connect signal '{signal.name}' to .*: it is a signal itself"):
        PAYLOAD.connect(signal)


@pytest.mark.parametrize("depth", [0, 1, 2], ids=["itself", "subclass", "subclass of a subclass"])
def test_a_signal_of_django_is_sent_to_its_own_receiver(depth: int) -> None:
    """Row 13: whatever class of one's own it is of."""
    kind: Any = type("Signal", (), {"__module__": "django.dispatch.dispatcher"})
    for _ in range(depth):
        kind = type("ModelSignal", (kind,), {})
    with pytest.raises(UsageError, match=r"[:;] it is a signal of Django, whose receiver is in django\.dispatch$"):
        RECEIVER(kind())
    with pytest.raises(UsageError, match=r"write @receiver\(signal\)"):
        RECEIVER(ModuleType("django"))
