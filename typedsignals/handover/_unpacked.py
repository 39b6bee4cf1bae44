"""``@unpacked``: a function of a payload becomes one of its message.

Rules of this file:
- An engine sees a function of its own kind: plain or async, with the names that it looks for, and without types that it could
  try to convert a message to.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from functools import update_wrapper
from inspect import Parameter, Signature
from types import FunctionType, SimpleNamespace
from typing import Any, Protocol, TypeGuard, TypeVar, get_type_hints, overload

from typedsignals import ReceiverError
from typedsignals._core.callables import Look, class_attribute, describe, layers
from typedsignals.handover._carried import why_not
from typedsignals.handover._messages import Packed, taker

PayloadT = TypeVar("PayloadT")
PayloadT_contra = TypeVar("PayloadT_contra", contravariant=True)
ResultT = TypeVar("ResultT")
ResultT_co = TypeVar("ResultT_co", covariant=True)
ContextT = TypeVar("ContextT")
ContextT_contra = TypeVar("ContextT_contra", contravariant=True)

if sys.version_info >= (3, 14):
    from annotationlib import Format

_MARK = "__unpacked__"
_TAKES = "__takes__"
_BY_POSITION = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
_CAN_BE_NEEDED = (*_BY_POSITION, Parameter.KEYWORD_ONLY)


class Taking(Protocol[PayloadT_contra, ResultT_co]):
    """A function, or an engine's way to it, that takes one packed payload, named ``payload``."""

    def __call__(self, payload: Packed[PayloadT_contra]) -> ResultT_co:
        """Take a message."""
        ...  # the result is the function's own


class TakingContext(Protocol[ContextT_contra, PayloadT_contra, ResultT_co]):
    """The same where the engine gives something of its own first: a context, or the task itself."""

    def __call__(self, context: ContextT_contra, /, payload: Packed[PayloadT_contra]) -> ResultT_co:
        """Take what the engine gives, and a message."""
        ...  # the result is the function's own


@overload
def unpacked(function: Callable[[PayloadT], ResultT], /) -> Taking[PayloadT, ResultT]: ...
@overload
def unpacked(function: Callable[[ContextT, PayloadT], ResultT], /) -> TakingContext[ContextT, PayloadT, ResultT]: ...
def unpacked(function: Callable[..., Any], /) -> Callable[..., Any]:
    """Make the function of a task take the message that ``pack`` makes of its payload.

    ```python
    @task(queue_name="mail")
    @unpacked
    def send_invoice(payload: OrderCompleted) -> None: ...
    ```

    It is written below the decorator of the engine, above a plain or an async function. In the worker, the function does
    not run if the message does not fit. A ``ValueError`` or ``TypeError`` that the class of the payload raises is the
    cause of the ``MessageError``; its other exceptions are raised as they are.

    Args:
        function: A function whose last positional parameter is the payload, whatever its name. A parameter before it is
            what the engine passes first (``takes_context=True``, ``bind=True``).

    Returns:
        A function that takes the message as ``payload``, and returns and raises what ``function`` does.

    Raises:
        ReceiverError: If the type of the payload is not annotated, cannot be read, or contains what cannot be carried.
            The message has the path to it and the remedy. (A ``TypeError``.)
        MessageError: From the new function, in the worker: if the message does not fit the payload. (A ``ValueError``.)
    """
    first, payload = _parameters(function)
    kind = _payload_type(payload, function)
    refusal = why_not(kind)
    if refusal is not None:
        raise _refused(function, str(refusal))
    take = taker(kind, lambda: describe(function))
    makers = (_after_context, _async_after_context) if first else (_alone, _async_alone)
    run: FunctionType = makers[Look(function).is_async](function, take)
    names = [name for name in ("__module__", "__name__", "__qualname__", "__doc__") if hasattr(function, name)]
    update_wrapper(run, function, names, updated=())
    run.__annotations__ = {}
    run.__dict__["__signature__"] = Signature([*first, Parameter("payload", Parameter.POSITIONAL_OR_KEYWORD)])
    run.__dict__.update({_MARK: run, _TAKES: take})
    return run


def taken(run: FunctionType, message: object) -> Any:
    """Return the payload that a function under ``@unpacked`` makes of a message."""
    return run.__dict__[_TAKES](message)


def unpacked_in(function: object) -> FunctionType | None:
    """Return the function under ``@unpacked`` that this one is or wraps; None if there is none."""
    return next((layer for layer in layers(function) if is_unpacked(layer)), None)


def is_unpacked(thing: object) -> TypeGuard[FunctionType]:
    """Whether this very function is one that takes messages. ``functools.wraps`` copies marks to what is none."""
    return type(thing) is FunctionType and thing.__dict__.get(_MARK) is thing


def _parameters(function: Callable[..., object]) -> tuple[list[Parameter], Parameter]:
    """Return what stands before the payload, without its type, and the payload."""
    if not callable(function):
        raise ReceiverError(
            f"unpacked cannot decorate an object of {type(function).__qualname__}: it cannot be called. "
            "Write @unpacked below the engine's decorator."
        )
    if Look(function).yields or inspect.isgeneratorfunction(function):
        raise _refused(function, "it is a generator, and no worker asks for what it yields. Return it.")
    if unpacked_in(function) is not None:
        raise _refused(function, "it is @unpacked already. Write that once.")
    parameters = signature_of(function).parameters.values()
    by_position = [each for each in parameters if each.kind in _BY_POSITION]
    needed = [each for each in parameters if each.default is Parameter.empty and each.kind in _CAN_BE_NEEDED]
    if not by_position:
        raise _refused(function, "it takes no payload. Write def task(payload: OrderCompleted).")
    if len(needed) > 2 or any(each not in by_position for each in needed):  # noqa: PLR2004
        names = ", ".join(each.name for each in needed)
        raise _refused(
            function, f"it needs {names}, and a message brings the payload alone. Put them into the payload."
        )
    *first, payload = needed or by_position[:1]
    return [each.replace(annotation=Parameter.empty) for each in first], payload


def signature_of(function: Callable[..., object]) -> Signature:
    """Return the signature of a function, whatever of its annotations can be read."""
    if sys.version_info >= (3, 14):
        try:
            return inspect.signature(function, annotation_format=Format.FORWARDREF)
        except Exception:  # noqa: BLE001  # whatever the evaluation raises; whoever evaluates the text can say of which it is
            return inspect.signature(function, annotation_format=Format.STRING)
    return inspect.signature(function)


def _payload_type(payload: Parameter, function: Callable[..., object]) -> Any:
    if payload.annotation is Parameter.empty:
        raise _refused(function, f"its parameter {payload.name} has no type. Annotate it with the payload's.")
    try:
        return type_of(payload, function)
    except UnreadError as error:
        raise _refused(
            function,
            f"the type of its parameter {payload.name} cannot be read: {error}. "
            "Import it where Python runs, too, and declare it outside of functions.",
        ) from None


class UnreadError(Exception):
    """What an annotation means cannot be known where it stands."""


def type_of(parameter: Parameter, function: Callable[..., object]) -> Any:
    """Return the type of a parameter, read where the function was written; Any if there is none."""
    if parameter.annotation is Parameter.empty:
        return Any
    holder = SimpleNamespace(__annotations__={"one": parameter.annotation})
    try:
        return get_type_hints(holder, _globals_of(function), include_extras=True)["one"]
    except Exception as error:  # noqa: BLE001  # whatever the evaluation of a text raises
        raise UnreadError(error) from None


def _globals_of(function: Callable[..., object]) -> dict[str, Any]:
    *_, written = layers(function)
    code = written if type(written) is FunctionType else class_attribute(type(written), "__call__")
    return code.__globals__ if type(code) is FunctionType else {}


def _refused(function: object, why: str) -> ReceiverError:
    return ReceiverError(f"unpacked cannot decorate {describe(function)}: {why}")


# What an engine is given. It asks whether a function is async, and how many parameters it has.


def _alone(function: Callable[[Any], Any], take: Callable[[object], Any]) -> Any:
    def run(payload: object) -> Any:
        return function(take(payload))

    return run


def _async_alone(function: Callable[[Any], Any], take: Callable[[object], Any]) -> Any:
    async def run(payload: object) -> Any:
        return await function(take(payload))

    return run


def _after_context(function: Callable[[Any, Any], Any], take: Callable[[object], Any]) -> Any:
    def run(context: object, payload: object) -> Any:
        return function(context, take(payload))

    return run


def _async_after_context(function: Callable[[Any, Any], Any], take: Callable[[object], Any]) -> Any:
    async def run(context: object, payload: object) -> Any:
        return await function(context, take(payload))

    return run
