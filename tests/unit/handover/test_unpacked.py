"""``@unpacked``: what an engine is given, and what is refused when a tasks' module is imported."""

from __future__ import annotations

import functools
import inspect
import re
import subprocess
import sys
import textwrap
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

import pytest

from tests.unit.handover.engine import OrderCompleted
from typedsignals import ReceiverError
from typedsignals.handover import MessageError, pack, unpacked

if TYPE_CHECKING:
    from decimal import Decimal as OnlyForCheckers

ORDER = OrderCompleted(7, "ada@example.org")


def invoice(order: OrderCompleted, copies: int = 1) -> str:
    """Write an invoice."""
    return f"{order.order_id} x {copies}"


async def stored(payload: OrderCompleted) -> str:
    return payload.email


def bound(task: object, payload: OrderCompleted) -> tuple[object, OrderCompleted]:
    return task, payload


async def bound_and_stored(context: object, payload: OrderCompleted) -> tuple[object, OrderCompleted]:
    return context, payload


# What an engine is given.


def test_it_takes_a_message_by_name_or_by_position() -> None:
    """And returns what the function does."""
    run: Any = unpacked(invoice)
    assert run(payload=pack(ORDER)) == run(pack(ORDER)) == "7 x 1"


def test_it_is_of_the_functions_kind() -> None:
    """Engines ask whether it is async."""
    run: Any = unpacked(stored)
    assert inspect.iscoroutinefunction(run)
    assert not inspect.iscoroutinefunction(unpacked(invoice))
    with pytest.raises(StopIteration) as stopped:
        run(pack(ORDER)).send(None)
    assert stopped.value.value == ORDER.email


def test_what_the_engine_gives_comes_first() -> None:
    """A context, or the task itself."""
    run: Any = unpacked(bound)
    assert run("the task", payload=pack(ORDER)) == ("the task", ORDER)
    later: Any = unpacked(bound_and_stored)
    with pytest.raises(StopIteration) as stopped:
        later("a context", pack(ORDER)).send(None)
    assert stopped.value.value == ("a context", ORDER)


@pytest.mark.parametrize(
    ("function", "names"),
    [(invoice, "payload"), (stored, "payload"), (bound, "task payload"), (bound_and_stored, "context payload")],
)
def test_engines_see_names_and_no_types(function: Callable[..., object], names: str) -> None:
    """Django looks for `context`; taskiq would turn a message into what it finds annotated."""
    run: Any = unpacked(function)
    parameters = inspect.signature(run).parameters
    assert list(parameters) == names.split()
    assert {each.annotation for each in parameters.values()} == {inspect.Parameter.empty}
    assert get_type_hints(run) == {}


def test_it_is_found_where_the_function_is() -> None:
    """By its module and name, as engines find the tasks of a message."""
    run: Any = unpacked(invoice)
    assert (run.__module__, run.__name__, run.__qualname__) == (__name__, "invoice", "invoice")
    assert run.__doc__ == "Write an invoice."
    assert run.__wrapped__ is invoice


def test_what_the_function_raises_is_raised() -> None:
    """As it is."""

    def fails(payload: OrderCompleted) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        unpacked(fails)(pack(ORDER))


def test_any_callable_will_do() -> None:
    """A partial, an object, a method, what is decorated."""

    class Writes:
        def __call__(self, payload: OrderCompleted) -> int:
            return payload.order_id

        def write(self, payload: OrderCompleted) -> int:
            return payload.order_id

    @functools.wraps(invoice)
    def wrapper(*args: Any, **kwargs: Any) -> str:
        return invoice(*args, **kwargs)

    assert unpacked(Writes())(pack(ORDER)) == unpacked(Writes().write)(pack(ORDER)) == 7
    assert unpacked(functools.partial(invoice, copies=2))(pack(ORDER)) == "7 x 2"
    assert unpacked(wrapper)(pack(ORDER)) == "7 x 1"


def test_a_payload_with_a_default_is_the_first() -> None:
    """Where nothing is needed."""

    def reminds(payload: OrderCompleted = ORDER, times: int = 1) -> OrderCompleted:
        return payload

    assert unpacked(reminds)(pack(OrderCompleted(8, ""))) == OrderCompleted(8, "")


def test_a_module_without_texts_as_annotations(tmp_path: Path) -> None:
    """Also one that imports names for type checkers only; on 3.14 reading all of them would fail."""
    (tmp_path / "tasks.py").write_text(
        textwrap.dedent("""\
            import sys
            from typing import TYPE_CHECKING
            from typedsignals.handover import pack, unpacked
            if TYPE_CHECKING:
                from decimal import Decimal
            if sys.version_info >= (3, 14):
                def f(payload: int, other: Decimal = 1) -> Decimal: return payload
            else:
                def f(payload: int, other: "Decimal" = 1) -> "Decimal": return payload
            print(unpacked(f)(pack(7)))
        """)
    )
    done = subprocess.run([sys.executable, "tasks.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("7\n", "")


@pytest.mark.skipif(sys.version_info < (3, 14), reason="before, the function itself cannot be defined")
def test_an_annotation_that_raises_is_refused() -> None:
    """Where Python evaluates it when it is asked for: it is said of which parameter it is."""
    names: dict[str, Any] = {"OrderCompleted": OrderCompleted}
    exec(
        "def f(payload: 'OrderCompleted' | None): ...\ndef g(payload: OrderCompleted, other: 1 / 0 = 1): return payload",
        names,
    )
    with pytest.raises(ReceiverError, match="the type of its parameter payload cannot be read: unsupported operand"):
        unpacked(names["f"])
    assert unpacked(names["g"])(pack(ORDER)) == ORDER


# What arrives.


def test_a_message_that_does_not_fit_is_refused() -> None:
    """It names the function, the class and the field, and shows no value; the function does not run."""
    run: Any = unpacked(invoice)
    with pytest.raises(MessageError) as raised:
        run({"order_id": "secret", "email": "e"})
    assert re.sub(r":\d+\)", ":N)", str(raised.value)) == (
        "tests.unit.handover.test_unpacked.invoice (test_unpacked.py:N) was given a message that does not fit "
        "tests.unit.handover.engine.OrderCompleted: Expected `int`, got `str` - at `$.order_id`. If another version of the "
        "program has sent it, give new fields a default; to enqueue by hand, pass pack(payload)."
    )
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


# What is refused.


@dataclass
class Broken:
    connection: subprocess.Popen[str]


def nothing() -> None: ...
def anything(*args: object, **kwargs: object) -> None: ...
def three(self: object, payload: OrderCompleted, more: int) -> None: ...
def a_keyword(payload: OrderCompleted, *, copies: int) -> None: ...
def unread(payload: OnlyForCheckers) -> None: ...
def broken(payload: Broken) -> None: ...
def raising(payload: object) -> None: ...
def cards(payload: OrderCompleted) -> Iterator[int]:
    yield 7


async def letters(payload: OrderCompleted) -> AsyncIterator[int]:
    yield 7


def without_type(payload) -> None: ...  # type: ignore[no-untyped-def]  # noqa: ANN001


raising.__annotations__["payload"] = "1 / 0"

WRONG: dict[str, tuple[Any, str]] = {
    "no function": (7, "unpacked cannot decorate an object of int: it cannot be called. Write @unpacked below the"),
    "twice": (unpacked(invoice), ".invoice (test_unpacked.py:N): it is @unpacked already. Write that once."),
    "no payload": (
        nothing,
        ".nothing (test_unpacked.py:N): it takes no payload. Write def task(payload: OrderCompleted).",
    ),
    "anything": (anything, ".anything (test_unpacked.py:N): it takes no payload. Write"),
    "three": (
        three,
        "it needs self, payload, more, and a message brings the payload alone. Put them into the payload.",
    ),
    "a keyword": (a_keyword, "it needs payload, copies, and a message brings the payload alone. Put them into"),
    "no type": (without_type, "its parameter payload has no type. Annotate it with the payload's."),
    "a lambda": (lambda payload: None, "its parameter payload has no type."),
    "unreadable": (
        unread,
        (
            "the type of its parameter payload cannot be read: name 'OnlyForCheckers' is not defined. Import it where Python "
            "runs, too, and declare it outside of functions."
        ),
    ),
    "raising": (raising, "the type of its parameter payload cannot be read: division by zero. Import it where"),
    "generator": (cards, "it is a generator, and no worker asks for what it yields. Return it."),
    "async generator": (letters, "it is a generator, and no worker asks for what it yields. Return it."),
    "not carried": (
        broken,
        (
            "unpacked cannot decorate tests.unit.handover.test_unpacked.broken (test_unpacked.py:N): "
            "tests.unit.handover.test_unpacked.Broken.connection is subprocess.Popen, which cannot be carried to another "
            "process. Declare what identifies it instead, such as its primary key."
        ),
    ),
}


@pytest.mark.parametrize(("function", "message"), WRONG.values(), ids=WRONG)
def test_it_is_refused(function: Any, message: str) -> None:
    """At import, by name and with the remedy."""
    with pytest.raises(ReceiverError) as raised:
        unpacked(function)
    assert message in re.sub(r":\d+\)", ":N)", str(raised.value))
