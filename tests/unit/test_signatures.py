"""What a method of a signal says of itself, to ``help()``, to editors and to ``inspect``."""

import inspect
import pickle
import types
from typing import Any

import pytest

from tests.unit.kinds import ASYNC_WAYS, SYNC_WAYS
from typedsignals import AsyncKeywordSignal, AsyncSignal, KeywordSignal, Signal

SENDS = [
    pytest.param(kind, way, id=f"{kind.__name__}.{way}")
    for kind in (Signal, KeywordSignal, AsyncSignal, AsyncKeywordSignal)
    for way in (*SYNC_WAYS, *(ASYNC_WAYS if kind.__name__.startswith("Async") else ()))
]


@pytest.mark.parametrize(("kind", "way"), SENDS)
def test_a_send_is_a_method_of_its_class_with_its_own_words(kind: Any, way: str) -> None:
    """Row 16: name, class, module and documentation are those that were declared."""
    method = vars(kind)[way]
    assert type(method) is types.FunctionType
    assert (method.__name__, method.__qualname__) == (way, f"{kind.__name__}.{way}")
    assert method.__module__ in {"typedsignals._signal", "typedsignals._keyword"}
    assert method.__doc__
    assert inspect.getdoc(getattr(kind, way)) == inspect.cleandoc(method.__doc__)
    assert pickle.loads(pickle.dumps(method)) is method


@pytest.mark.parametrize(("kind", "way"), SENDS)
def test_a_send_has_the_signature_that_it_is_declared_with(kind: Any, way: str) -> None:
    """Row 16: a sender by position, and a payload or keywords; what comes back is said, too."""
    signature = inspect.signature(getattr(kind, way))
    parameters = signature.parameters.values()
    sent = ["sender", "payload"] if kind in {Signal, AsyncSignal} else ["sender", "args", "kwargs"]
    assert [parameter.name for parameter in parameters] == ["self", *sent]
    assert all(parameter.annotation is not inspect.Parameter.empty for parameter in list(parameters)[1:])
    assert str(signature.return_annotation).startswith("list[tuple[")
    assert ("Exception" in str(signature.return_annotation)) is way.endswith("robust")
    bound = inspect.signature(getattr(made(kind), way))
    assert [*bound.parameters] == sent


def made(kind: Any) -> Any:
    """Make a signal of this kind."""
    if kind in {Signal, AsyncSignal}:
        return kind("order_completed")

    def order_completed(sender: object) -> None:
        """Sent once an order is complete."""

    async def completed_later(sender: object) -> None:
        """Sent once an order is complete."""

    return kind(order_completed if kind is KeywordSignal else completed_later)


@pytest.mark.parametrize(("kind", "way"), SENDS)
def test_an_async_send_is_a_coroutine_function_and_no_other_is(kind: Any, way: str) -> None:
    """Row 12: as inspect and frameworks ask."""
    assert inspect.iscoroutinefunction(getattr(kind, way)) is (way in ASYNC_WAYS)
    assert inspect.iscoroutinefunction(getattr(made(kind), way)) is (way in ASYNC_WAYS)


@pytest.mark.parametrize(("kind", "way"), SENDS)
def test_a_send_reaches_its_work_without_a_call_in_between(kind: Any, way: str) -> None:
    """Row 1: what was declared is never run: it says, and something else does."""
    method = vars(kind)[way]
    assert method.__wrapped__.__code__ is not method.__code__
    assert "NotImplementedError" in method.__wrapped__.__code__.co_names
    assert "NotImplementedError" not in method.__code__.co_names
