"""Wrong calls: what is raised, and every word of what is said."""

import copy
import functools
import inspect
import pickle
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from tests.unit.kinds import Sender, Shelf, results, send, takes_payload, where
from typedsignals import (
    AsyncSignal,
    Connectable,
    DeclarationError,
    KeywordConnectable,
    KeywordError,
    KeywordSignal,
    ReceiverError,
    Signal,
    SignalError,
    UsageError,
    keyword_signal,
    receiver,
)

# --- receivers that cannot work


def nothing() -> None:
    """Take too little."""


def one(sender: object) -> None:
    """Take too little."""


def three(sender: object, order: object, extra: object) -> None:
    """Need too much."""


def needing_keyword(sender: object, order: object, *, extra: object, more: object) -> None:
    """Need what is not given."""


def other_names(who: object, what: object) -> None:
    """Call it otherwise."""


def keywords_alone(**kwargs: object) -> None:
    """Take nothing by position."""


def sender_by_keyword(*, sender: object, order: object) -> None:
    """Take nothing by position."""


def positional(sender: object, order: object, /) -> None:
    """Take nothing by name."""


def fitting(sender: object, order: object) -> str:
    """Take what is sent."""
    return "fitting"


class Methods:
    """Methods that cannot work."""

    def no_payload(self, sender: object) -> None:
        """Take too little."""

    nothing = nothing  # takes not even the object

    @classmethod
    def by_class(cls, sender: object) -> None:
        """Take too little."""

    @staticmethod
    def static(sender: object) -> None:
        """Take too little."""

    def __call__(self, sender: object) -> None:
        """Take too little."""


class Slotted:
    """Cannot be held weakly."""

    __slots__ = ()

    def __call__(self, sender: object, order: object) -> None:
        """Hear one send."""

    def take(self, sender: object, order: object) -> None:
        """Hear one send."""


METHODS: Any = Methods()  # to checkers anything, since all of this is wrong
METHOD_CLASS: Any = Methods
SLOTTED = Slotted()
UNCHECKED_PARTIAL: Any = functools.partial
UNCHECKED_RECEIVER: Any = receiver
UNCHECKED_SIGNAL: Any = Signal
UNCHECKED_KEYWORD_SIGNAL: Any = KeywordSignal
UNCHECKED_CONNECTABLE: Any = Connectable
UNCHECKED_KEYWORD_CONNECTABLE: Any = KeywordConnectable
CALLED = "receivers of this signal are called with (sender, payload)"
KEYWORDS = "receivers of this signal are called with (sender, order=..., status=...)"
NOT_CALLABLE = "it is not callable; connect a callable that takes (sender, payload)"
TOO_FEW = "it takes {} positional argument{} and would be called with 2; " + CALLED
INIT = where(inspect.unwrap(Signal.__init__)).rpartition("(")[2]  # file and line
NOT_WEAK = "give its class a __weakref__ slot (weakref_slot=True in a dataclass)"
UIDS = "a str or a tuple of them is a good uid"


def make_payload() -> Any:
    """Return a signal."""
    return Signal("paid")


def make_async_payload() -> Any:
    """Return a signal whose receivers may be async."""
    return AsyncSignal("paid")


def make_keyword() -> Any:
    """Return a signal with one keyword that is always sent and one that may be left out."""

    @keyword_signal
    def paid(sender: object, *, order: object, status: str = "new") -> None:
        """Sent once an order is paid."""

    return paid


def make_async_keyword() -> Any:
    """Return the same, whose receivers may be async."""

    @keyword_signal
    async def paid(sender: object, *, order: object, status: str = "new") -> None:
        """Sent once an order is paid."""

    return paid


REFUSED: dict[str, tuple[Any, dict[str, Any], str]] = {
    "None": (None, {}, f"an object of builtins.NoneType to signal 'paid': {NOT_CALLABLE}"),
    "int": (7, {}, f"an object of builtins.int to signal 'paid': {NOT_CALLABLE}"),
    "str": ("fitting", {}, f"an object of builtins.str to signal 'paid': {NOT_CALLABLE}"),
    "called by mistake": (fitting(1, 2), {}, f"an object of builtins.str to signal 'paid': {NOT_CALLABLE}"),
    "object": (Shelf(), {}, f"an object of tests.unit.kinds.Shelf to signal 'paid': {NOT_CALLABLE}"),
    "property": (property(), {}, f"an object of builtins.property to signal 'paid': {NOT_CALLABLE}"),
    "classmethod object": (
        Methods.__dict__["by_class"],
        {},
        f"{where(Methods.by_class)} to signal 'paid': it is not callable; connect it by its class, below that",
    ),
    "no parameters": (nothing, {}, f"{where(nothing)} to signal 'paid': {TOO_FEW.format(0, 's')}"),
    "one parameter": (one, {}, f"{where(one)} to signal 'paid': {TOO_FEW.format(1, '')}"),
    "three parameters": (
        three,
        {},
        f"{where(three)} to signal 'paid': it needs 'extra', which would not always be given; {CALLED}",
    ),
    "keyword-only parameters": (
        needing_keyword,
        {},
        f"{where(needing_keyword)} to signal 'paid': it needs 'extra', 'more', which would not always be given; {CALLED}",
    ),
    "**kwargs alone": (keywords_alone, {}, f"{where(keywords_alone)} to signal 'paid': {TOO_FEW.format(0, 's')}"),
    "keyword-only sender": (
        sender_by_keyword,
        {},
        f"{where(sender_by_keyword)} to signal 'paid': {TOO_FEW.format(0, 's')}",
    ),
    "method": (
        METHODS.no_payload,
        {},
        f"{where(Methods.no_payload)} to signal 'paid': {TOO_FEW.format(1, '')}",
    ),
    "method without self": (
        METHODS.nothing,
        {},
        f"{where(METHOD_CLASS.nothing)} to signal 'paid': {TOO_FEW.format(0, 's')}",
    ),
    "class method": (
        Methods.by_class,
        {},
        f"{where(Methods.by_class)} to signal 'paid': {TOO_FEW.format(1, '')}",
    ),
    "static method": (Methods.static, {}, f"{where(Methods.static)} to signal 'paid': {TOO_FEW.format(1, '')}"),
    "static method object": (
        Methods.__dict__["static"],
        {},
        f"{where(Methods.static)} to signal 'paid': {TOO_FEW.format(1, '')}",
    ),
    "object with __call__": (
        METHODS,
        {},
        (
            f"an object of tests.unit.test_bad_input.Methods (test_bad_input.py:{Methods.__call__.__code__.co_firstlineno})"
            f" to signal 'paid': {TOO_FEW.format(1, '')}"
        ),
    ),
    "partial that fills too much": (
        functools.partial(fitting, 1),
        {},
        f"a partial of {where(fitting)} to signal 'paid': {TOO_FEW.format(1, '')}",
    ),
    "partial that fills everything": (
        functools.partial(functools.partial(fitting, 1), 2),
        {},
        f"a partial of {where(fitting)} to signal 'paid': {TOO_FEW.format(0, 's')}",
    ),
    "partial that names the payload": (
        functools.partial(fitting, order=1),
        {},
        f"a partial of {where(fitting)} to signal 'paid': it would get 'order' twice; {CALLED}",
    ),
    "partial that names what is unknown": (
        UNCHECKED_PARTIAL(fitting, colour=1),
        {},
        f"a partial of {where(fitting)} to signal 'paid': it does not take 'colour'; {CALLED}",
    ),
    "slotted object": (
        SLOTTED,
        {"weak": True},
        (
            f"an object of tests.unit.test_bad_input.Slotted (test_bad_input.py:{Slotted.__call__.__code__.co_firstlineno}) "
            f"to signal 'paid': it cannot be held weakly; connect it with weak=False, or {NOT_WEAK}"
        ),
    ),
    "method of a slotted object": (
        SLOTTED.take,
        {},
        (
            f"{where(Slotted.take)} to signal 'paid': its object cannot be held weakly; connect it with weak=False, or "
            f"{NOT_WEAK}"
        ),
    ),
    "built-in method": (
        {}.setdefault,
        {"weak": True},
        "built-in dict.setdefault to signal 'paid': a built-in method cannot be held weakly; connect it with weak=False",
    ),
    "slot wrapper": (
        Slotted().__eq__,
        {"weak": True},
        "built-in object.__eq__ to signal 'paid': a built-in method cannot be held weakly; connect it with weak=False",
    ),
    "list as uid": (
        fitting,
        {"dispatch_uid": []},
        f"{where(fitting)} to signal 'paid': its dispatch_uid is an object of type list, which is not hashable; {UIDS}",
    ),
    "tuple with a list as uid": (
        fitting,
        {"dispatch_uid": ("a", [])},
        f"{where(fitting)} to signal 'paid': its dispatch_uid is an object of type tuple, which is not hashable; {UIDS}",
    ),
    "int as weak": (
        fitting,
        {"weak": 1},
        f"{where(fitting)} to signal 'paid': weak is an object of type int; give True, False or None",
    ),
    "str as priority": (
        fitting,
        {"priority": "high"},
        f"{where(fitting)} to signal 'paid': priority is an object of type str; give an int; the default is 0",
    ),
    "float as priority": (
        fitting,
        {"priority": 1.5},
        f"{where(fitting)} to signal 'paid': priority is an object of type float; give an int; the default is 0",
    ),
    "None as priority": (
        fitting,
        {"priority": None},
        f"{where(fitting)} to signal 'paid': priority is an object of type NoneType; give an int; the default is 0",
    ),
}


def takes_nothing_by_name(sender: object) -> None:
    """Take no keyword."""


def needs_status(sender: object, *, order: object, status: object) -> None:
    """Need what may be left out."""


def needs_more(sender: object, order: object, status: object = 1, *, extra: object, **kwargs: object) -> None:
    """Need what is not sent."""


def order_first(order: object, **kwargs: object) -> None:
    """Take the order in the sender's place."""


def by_position(sender: object, order: object, status: object = 1, /) -> None:
    """Take nothing by name."""


def no_sender(*, order: object, status: object = 1) -> None:
    """Take no sender."""


REFUSED_BY_KEYWORD: dict[str, tuple[Any, dict[str, Any], str]] = {
    "int": (
        7,
        {},
        (
            "an object of builtins.int to signal 'paid': it is not callable; connect a callable that takes "
            "(sender, order=..., status=...)"
        ),
    ),
    "missing **kwargs": (
        takes_nothing_by_name,
        {},
        f"{where(takes_nothing_by_name)} to signal 'paid': it does not take 'order', 'status'; {KEYWORDS}",
    ),
    "misspelt keyword": (
        other_names,
        {},
        f"{where(other_names)} to signal 'paid': it does not take 'order', 'status'; {KEYWORDS}",
    ),
    "keyword without a default": (
        needs_status,
        {},
        f"{where(needs_status)} to signal 'paid': it needs 'status', which would not always be given; {KEYWORDS}",
    ),
    "surplus keyword": (
        needs_more,
        {},
        f"{where(needs_more)} to signal 'paid': it needs 'extra', which would not always be given; {KEYWORDS}",
    ),
    "keyword in the sender's place": (
        order_first,
        {},
        f"{where(order_first)} to signal 'paid': it would get 'order' twice; {KEYWORDS}",
    ),
    "positional-only": (
        by_position,
        {},
        f"{where(by_position)} to signal 'paid': it does not take 'order', 'status'; {KEYWORDS}",
    ),
    "no sender": (
        no_sender,
        {},
        f"{where(no_sender)} to signal 'paid': it takes 0 positional arguments and would be called with 1; {KEYWORDS}",
    ),
    "method": (
        METHODS.no_payload,
        {},
        f"{where(Methods.no_payload)} to signal 'paid': it does not take 'order', 'status'; {KEYWORDS}",
    ),
    "partial that fills the sender": (
        functools.partial(needs_more, 1),
        {},
        f"a partial of {where(needs_more)} to signal 'paid': it would get 'order' twice; {KEYWORDS}",
    ),
}


def check_refused(signal: Any, wrong: Any, options: dict[str, Any], message: str) -> None:
    """Connect in every way there is; nothing may come of it."""
    signal.connect(lambda sender, order, **kwargs: "there", dispatch_uid="there")
    before = signal.connections
    ways: list[Callable[[], object]] = [
        lambda: signal.connect(wrong, **options),
        lambda: signal.connect(wrong, sender=Sender, **options),
        lambda: receiver(signal, **options)(wrong),
    ]
    if not options.keys() & {"weak", "dispatch_uid"} and wrong is not None and "weakly" not in message:
        ways.append(lambda: signal.connected(wrong, **options).__enter__())
    for way in ways:
        with pytest.raises(TypeError) as caught:
            way()
        assert type(caught.value) is ReceiverError
        assert str(caught.value) == f"cannot connect {message}"
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__ or caught.value.__context__ is None
        assert signal.connections == before
        assert not signal.has_listeners(Sender) or len(before) == 1
    send = functools.partial(signal.send, None)
    assert results(send(1) if takes_payload(signal) else send(order=1)) == ["there"]


@pytest.mark.parametrize("make", [make_payload, make_async_payload])
@pytest.mark.parametrize(("wrong", "options", "message"), REFUSED.values(), ids=REFUSED)
def test_receivers_and_options_that_cannot_work_are_refused_at_connect(
    make: Callable[[], Any], wrong: Any, options: dict[str, Any], message: str
) -> None:
    """Row 13: the message names the signal, the receiver with file and line, and the remedy; nothing changes."""
    check_refused(make(), wrong, options, message)


@pytest.mark.parametrize("make", [make_keyword, make_async_keyword])
@pytest.mark.parametrize(("wrong", "options", "message"), REFUSED_BY_KEYWORD.values(), ids=REFUSED_BY_KEYWORD)
def test_receivers_that_cannot_take_the_keywords_are_refused_at_connect(
    make: Callable[[], Any], wrong: Any, options: dict[str, Any], message: str
) -> None:
    """Row 13: with the same care for a keyword signal."""
    check_refused(make(), wrong, options, message)


def test_a_wrapped_function_is_named_by_what_it_wraps() -> None:
    """Row 13: the line is that of the function that bears the name; a ring of wrappers is no trap."""

    @functools.wraps(one)
    def wrapper(sender: object) -> None:
        one(sender)

    @functools.wraps(wrapper)
    def twice(sender: object) -> None:
        wrapper(sender)

    for wrapped in (wrapper, twice):
        with pytest.raises(ReceiverError, match=rf"^cannot connect {re.escape(where(one))} to signal 'paid'"):
            make_payload().connect(wrapped)
    ring: Any = wrapper
    ring.__wrapped__ = twice
    with pytest.raises(ReceiverError, match=r"^cannot connect tests.unit.test_bad_input.one \(test_bad_input.py:\d+\)"):
        make_payload().connect(twice)


def test_an_unnamed_signal_says_so() -> None:
    """Row 13: where there is no name, the receiver's is all there is."""
    signal: Any = Signal()
    with pytest.raises(ReceiverError) as caught:
        signal.connect(7)
    assert str(caught.value) == f"cannot connect an object of builtins.int to an unnamed signal: {NOT_CALLABLE}"


# --- other wrong calls


def two(sender: object, order: object, *, status: object) -> None:
    """Be no declaration."""


def reserved(who: object, *, sender: object) -> None:
    """Be no declaration."""


async def also_reserved(sender: object, *, signal: object, self: object, cls: object) -> None:
    """Be no declaration."""


def many(sender: object, *args: object) -> None:
    """Be no declaration."""


@functools.wraps(many)
def many_in_a_wrapper(*args: object, **kwargs: object) -> None:
    """Be no declaration."""


def any_keywords(sender: object, *, order: object, **kwargs: object) -> None:
    """Be no declaration."""


@keyword_signal
def empty(sender: object) -> None:
    """Sent with nothing else."""


def declare(declaration: Any) -> Callable[[], object]:
    """Return what declares a signal by it, when it is called."""
    return lambda: keyword_signal(declaration)


PAYLOAD, KEYWORD = make_payload(), make_keyword()
WRONG: dict[str, tuple[Callable[[], object], type[Exception], str]] = {
    "disconnect nothing": (
        PAYLOAD.disconnect,
        UsageError,
        "disconnect() of signal 'paid' needs a receiver or a dispatch_uid; nothing was given",
    ),
    "disconnect from a sender alone": (
        lambda: KEYWORD.disconnect(sender=Sender),
        UsageError,
        "disconnect() of signal 'paid' needs a receiver or a dispatch_uid; nothing was given",
    ),
    "disconnect nothing from an unnamed signal": (
        lambda: UNCHECKED_SIGNAL().disconnect(),
        UsageError,
        "disconnect() of an unnamed signal needs a receiver or a dispatch_uid; nothing was given",
    ),
    "disconnect by an unhashable uid": (
        lambda: PAYLOAD.disconnect(fitting, dispatch_uid=[]),
        UsageError,
        f"cannot disconnect from signal 'paid': dispatch_uid is an object of type list, not hashable; {UIDS}",
    ),
    "copy": (
        lambda: copy.copy(PAYLOAD),
        UsageError,
        "signal 'paid' cannot be copied or pickled: a copy has no receivers; share it or import it",
    ),
    "deepcopy": (
        lambda: copy.deepcopy(SimpleNamespace(inside=[KEYWORD])),
        UsageError,
        "signal 'paid' cannot be copied or pickled: a copy has no receivers; share it or import it",
    ),
    "pickle": (
        lambda: pickle.dumps({"inside": PAYLOAD}),
        UsageError,
        "signal 'paid' cannot be copied or pickled: a copy has no receivers; share it or import it",
    ),
    "pickle by an old protocol": (
        lambda: pickle.dumps(KEYWORD, protocol=0),
        UsageError,
        "signal 'paid' cannot be copied or pickled: a copy has no receivers; share it or import it",
    ),
    "declare by a number": (
        declare(7),
        DeclarationError,
        "cannot declare a signal by an object of builtins.int: it is not a function; use 'def'",
    ),
    "declare by a class": (
        declare(Sender),
        DeclarationError,
        "cannot declare a signal by class tests.unit.kinds.Sender: it is not a function; use 'def'",
    ),
    "declare by a method": (
        declare(METHODS.no_payload),
        DeclarationError,
        f"cannot declare a signal by {where(Methods.no_payload)}: it is not a function; use 'def'",
    ),
    "declare by a partial": (
        declare(functools.partial(one)),
        DeclarationError,
        f"cannot declare a signal by a partial of {where(one)}: it is not a function; use 'def'",
    ),
    "declare by a built-in": (
        declare(print),
        DeclarationError,
        "cannot declare a signal by built-in print: it is not a function; use 'def'",
    ),
    "declare by a signal": (
        declare(KEYWORD),
        DeclarationError,
        f"cannot declare a signal by {where(KEYWORD.__wrapped__)}: it is a signal already",
    ),
    "declare without a sender": (
        declare(nothing),
        DeclarationError,
        f"cannot declare a signal by {where(nothing)}: it has no sender: make that its first parameter",
    ),
    "declare with keywords alone": (
        declare(sender_by_keyword),
        DeclarationError,
        f"cannot declare a signal by {where(sender_by_keyword)}: it has no sender: make that its first parameter",
    ),
    "declare with more than the sender by position": (
        declare(two),
        DeclarationError,
        f"cannot declare a signal by {where(two)}: 'order' can be given by position: put '*' after the sender",
    ),
    "declare with much more by position": (
        declare(three),
        DeclarationError,
        f"cannot declare a signal by {where(three)}: 'extra', 'order' can be given by position: put '*' after the sender",
    ),
    "declare with *args": (
        declare(many),
        DeclarationError,
        f"cannot declare a signal by {where(many)}: it takes *args: name what is sent, as keyword-only parameters",
    ),
    "declare with **kwargs": (
        declare(any_keywords),
        DeclarationError,
        (
            f"cannot declare a signal by {where(any_keywords)}: it takes **kwargs: name what is sent, as keyword-only "
            f"parameters"
        ),
    ),
    "declare a keyword 'sender'": (
        declare(reserved),
        DeclarationError,
        f"cannot declare a signal by {where(reserved)}: no keyword can be called 'sender': choose another name",
    ),
    "declare reserved keywords by an async function": (
        declare(also_reserved),
        DeclarationError,
        (
            f"cannot declare a signal by {where(also_reserved)}: no keyword can be called 'cls', 'self', 'signal': choose "
            f"another name"
        ),
    ),
    "declare by a wrapped function": (
        declare(many_in_a_wrapper),
        DeclarationError,
        f"cannot declare a signal by {where(many)}: it takes *args: name what is sent, as keyword-only parameters",
    ),
    "make a KeywordSignal of a name": (
        lambda: UNCHECKED_KEYWORD_SIGNAL("paid"),
        DeclarationError,
        "cannot declare a signal by an object of builtins.str: it is not a function; use 'def'",
    ),
    "make a Connectable": (
        lambda: UNCHECKED_CONNECTABLE("paid"),
        UsageError,
        "a Connectable is what a signal is seen as; make a Signal or an AsyncSignal",
    ),
    "make a KeywordConnectable": (
        lambda: UNCHECKED_KEYWORD_CONNECTABLE(needs_status),
        UsageError,
        "a KeywordConnectable is what a signal is seen as; make a Signal or an AsyncSignal",
    ),
    "bare @receiver": (
        lambda: UNCHECKED_RECEIVER(fitting),
        UsageError,
        f"receiver() takes signals, not {where(fitting)}; write @receiver(signal) or @receiver(one, another)",
    ),
    "receiver of a list, as in Django": (
        lambda: UNCHECKED_RECEIVER([PAYLOAD]),
        UsageError,
        "receiver() takes signals, not an object of builtins.list; write @receiver(signal) or @receiver(one, another)",
    ),
    "receiver of a class of signals": (
        lambda: UNCHECKED_RECEIVER(Signal),
        UsageError,
        f"receiver() takes signals, not class typedsignals.Signal ({INIT}; write @receiver(signal) or @receiver(one, another)",
    ),
    "receiver of a signal and something else": (
        lambda: UNCHECKED_RECEIVER(PAYLOAD, "paid"),
        UsageError,
        "receiver() takes signals, not an object of builtins.str; write @receiver(signal) or @receiver(one, another)",
    ),
    "check a missing keyword": (
        lambda: KEYWORD.check_keywords({}),
        KeywordError,
        "cannot send signal 'paid': it needs 'order'; it is declared with 'order', 'status'",
    ),
    "check a misspelt keyword": (
        lambda: KEYWORD.check_keywords({"ordre": "secret", "status": 1}),
        KeywordError,
        (
            "cannot send signal 'paid': it does not declare 'ordre' and needs 'order' (did you mean 'order' by "
            "'ordre'?); it is declared with 'order', 'status'"
        ),
    ),
    "check surplus keywords": (
        lambda: KEYWORD.check_keywords({"order": 1, "b": 1, "a": 1}),
        KeywordError,
        "cannot send signal 'paid': it does not declare 'a', 'b'; it is declared with 'order', 'status'",
    ),
    "check a keyword where there is none": (
        lambda: empty.check_keywords({"order": 1}),
        KeywordError,
        "cannot send signal 'empty': it does not declare 'order'; it is declared with no keywords",
    ),
}


@pytest.mark.parametrize(("call", "kind", "message"), WRONG.values(), ids=WRONG)
def test_wrong_calls_are_refused_with_a_remedy(
    call: Callable[[], object], kind: type[SignalError], message: str
) -> None:
    """Row 13: each is a SignalError and a TypeError, says what failed and what to do, and changes nothing."""
    with pytest.raises(SignalError) as caught:
        call()
    assert type(caught.value) is kind
    assert str(caught.value) == message
    assert issubclass(kind, TypeError)
    assert PAYLOAD.connections == KEYWORD.connections == ()


def test_the_tables_are_long() -> None:
    """Row 13: forty wrong calls at the least."""
    assert len(REFUSED) + len(REFUSED_BY_KEYWORD) + len(WRONG) >= 70


@pytest.mark.parametrize("way", ["send", "send_robust"])
def test_calls_that_python_itself_refuses_stay_its_own(way: str) -> None:
    """Row 13: a payload by keyword, a keyword by position, a missing sender: a send is not slowed to say more."""
    payload, keyword = getattr(PAYLOAD, way), getattr(KEYWORD, way)
    wrong: list[Callable[[], object]] = [
        payload,
        lambda: payload(Sender),
        lambda: payload(Sender, 1, 2),
        lambda: payload(sender=Sender, payload=1),
        keyword,
        lambda: keyword(Sender, 1),
        lambda: keyword(Sender, sender=Sender, order=1),
    ]
    for call in wrong:
        with pytest.raises(TypeError, match=r"argument|unexpected"):
            call()


# --- what fits


def with_default(sender: object, order: object, extra: object = 1, *, more: object = 2) -> object:
    """Take more than is given."""
    return extra, more


def everything(*args: object, **kwargs: object) -> object:
    """Take whatever is given."""
    return "everything"


def sender_and_rest(sender: object, *rest: object, **kwargs: object) -> object:
    """Take whatever is given."""
    return "rest"


class Fits:
    """Receivers of all sorts."""

    def method(self, sender: object, order: object) -> object:
        """Hear one send."""
        return "method"

    def star(*args: object, **kwargs: object) -> object:
        """Hear one send."""
        return "star"

    @staticmethod
    def static(sender: object, order: object) -> object:
        """Hear one send."""
        return "static"

    def __call__(self, sender: object, order: object) -> object:
        """Hear one send."""
        return "object"


class Meta(type):
    """A class of classes that are called otherwise."""

    def __call__(cls, sender: object, order: object) -> object:
        """Hear one send."""
        return "class"


class Called(metaclass=Meta):
    """A class that hears."""


FITS = Fits()
FITTING: dict[str, tuple[Any, object]] = {
    "defaults": (with_default, (1, 2)),
    "star args": (everything, "everything"),
    "sender and star args": (sender_and_rest, "rest"),
    "method": (FITS.method, "method"),
    "method with star args": (FITS.star, "star"),
    "static method": (Fits.static, "static"),
    "static method object": (Fits.__dict__["static"], "static"),
    "object": (FITS, "object"),
    "class with a metaclass": (Called, "class"),
    "partial that fills the first": (functools.partial(lambda extra, sender, order: extra, "first"), "first"),
    "partial that fills a keyword": (functools.partial(with_default, more=3), (1, 3)),
    "partial that fills a needed keyword": (
        functools.partial(lambda sender, order, *, extra: extra, extra="needed"),
        "needed",
    ),
    "partial of a method": (functools.partial(FITS.method), "method"),
    "partial with surplus keywords for **kwargs": (functools.partial(everything, colour=1), "everything"),
}


@pytest.mark.parametrize(("fits", "result"), FITTING.values(), ids=FITTING)
def test_what_can_be_called_so_is_connected(signal: Any, fits: Any, result: object) -> None:
    """Row 13: a check never refuses what would work."""
    signal.connect(fits, weak=False)
    assert results(send(signal, Sender())) == [result]


def by_position_too(sender: object, order: object, /) -> object:
    """Take nothing by name."""
    return "positional"


def test_positional_only_receivers_hear_payloads() -> None:
    """Row 13: what a payload signal sends comes by position."""
    signal = make_payload()
    signal.connect(by_position_too)
    signal.connect(positional)
    assert results(signal.send(None, 1)) == ["positional", None]


def test_keyword_receivers_may_take_what_they_want() -> None:
    """Row 13: named, by default, or in **kwargs; a positional-only sender, whatever its name."""
    signal = make_keyword()
    fits: list[Any] = [
        lambda sender, order, status="own": (order, status),
        lambda sender, **kwargs: kwargs,
        lambda who, /, **kwargs: kwargs,
        lambda order, /, **kwargs: (order, kwargs),
        lambda sender, order, **kwargs: kwargs,
        functools.partial(lambda sender, extra, order, status=1: (extra, order), extra=5),
        functools.partial(lambda sender, order, status: status, status="partial"),
    ]
    for each in fits:
        signal.connect(each)
    assert results(signal.send("s", order=1)) == [
        (1, "own"),
        {"order": 1},
        {"order": 1},
        ("s", {"order": 1}),
        {},
        (5, 1),
        "partial",
    ]


@pytest.mark.parametrize(
    "builtin", [print, int, dict, max, isinstance, {}.get, "".join], ids=lambda builtin: builtin.__name__
)
def test_callables_without_code_are_accepted_unchecked(builtin: Any) -> None:
    """Row 13: what they take shows when they are called."""
    signal = make_payload()
    signal.connect(builtin)
    assert len(signal.connections) == 1


class Proxy:
    """Makes up whatever it is asked for."""

    def __init__(self) -> None:
        object.__setattr__(self, "asked", [])

    def __getattribute__(self, name: str) -> Any:
        """Tell that it was asked."""
        object.__getattribute__(self, "__dict__")["asked"].append(name)
        raise RuntimeError(name)

    def __call__(self, sender: object, order: object) -> object:
        """Hear one send."""
        return "proxy"


@pytest.mark.parametrize("wraps", [lambda proxy: proxy, functools.partial], ids=["bare", "partial"])
def test_checks_run_no_code_of_the_receiver(signal: Any, wraps: Any) -> None:
    """Row 13: no attribute is asked of it, not even its class."""
    proxy = Proxy()
    signal.connect(wraps(proxy))
    assert results(send(signal, Sender())) == ["proxy"]
    assert signal.connections[0].is_async is False
    assert object.__getattribute__(proxy, "__dict__")["asked"] == []


def test_checks_do_not_read_annotations_or_signatures(signal: Any) -> None:
    """Row 13: __code__ alone says what a function takes."""

    def function(sender: object, order: object) -> object:
        return "annotated"

    annotated: Any = function
    annotated.__signature__ = 7
    annotated.__wrapped__ = nothing
    annotated.__annotations__ = {"sender": Proxy(), "order": "no such thing"}
    signal.connect(annotated)
    assert results(send(signal, Sender())) == ["annotated"]


def test_odd_instance_dictionaries_are_left_alone(signal: Any) -> None:
    """Row 13: an object may say that its __dict__ is something else."""

    class Odd:
        __dict__: Any = 7

        def __call__(self, sender: object, order: object) -> object:
            return "odd"

    signal.connect(Odd())
    assert results(send(signal, Sender())) == ["odd"]
    assert signal.connections[0].timing == "immediate"
