"""Receivers that hand over: to an engine's own method, whatever engine it is.

Rules of this file:
- A payload is packed when it is sent, so what cannot be packed fails in the sender's transaction.
- The same method gives the same receiver as long as anybody holds that: it is connected once, and it can be disconnected.
- No engine is known here. Only messages know what engines call their methods, and the tasks and functions behind them.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Awaitable, Callable, Generator, Hashable, Iterator
from contextlib import contextmanager, suppress
from functools import partial, update_wrapper
from inspect import Parameter
from types import CoroutineType, FunctionType, MemberDescriptorType, MethodType
from typing import Any, Concatenate, NoReturn, ParamSpec, TypeAlias, TypeVar, cast
from weakref import WeakValueDictionary

from typedsignals import ReceiverError
from typedsignals._core.callables import Look, Shape, class_attribute, describe, layers, own_attributes
from typedsignals.handover._carried import why_not_plain
from typedsignals.handover._messages import pack
from typedsignals.handover._unpacked import Taking, UnreadError, is_unpacked, signature_of, type_of, unpacked_in

PayloadT = TypeVar("PayloadT")
P = ParamSpec("P")

_METHODS = ("enqueue", "delay", "defer", "send", "kiq")  # what engines call the method that puts a task into a queue
_AWAITED = ("aenqueue", "defer_async")  # what some call it where it is awaited
_TASK = "_type"  # what Celery calls the task of a signature, which is a call with options of its own
_FUNCTIONS = ("func", "fn", "original_func", "__wrapped__")  # what they call the function of a task
_NAMED = "__signal_named__"  # what `after_commit` makes another of its wrappers by, in the name of a task
_RUN = "run"  # what Celery calls it where a task is a class; many things that are no tasks have one, too
_CONTEXTS = ("takes_context", "pass_context")  # where a task says that it takes what its engine gives
_PAYLOAD = Shape(0, frozenset({"payload"}))

Catch: TypeAlias = Callable[[Callable[..., object], dict[str, Any]], object]
# Who is given what is handed over: its engine, or the test that asked last.
_catching: list[Catch | None] = [None]
_receivers: WeakValueDictionary[Hashable, FunctionType] = WeakValueDictionary()
_KEEPING = threading.RLock()
# A child process starts with the lock free: fork waits for it.
getattr(os, "register_at_fork", lambda **_: None)(
    before=_KEEPING.acquire, after_in_parent=_KEEPING.release, after_in_child=_KEEPING.release
)


def hand_to(enqueue: Taking[PayloadT, object], /) -> Callable[[object, PayloadT], None]:
    """Return a receiver that hands each payload over to a task, by the method of the engine that enqueues the task.

    ```python
    order_completed.connect(hand_to(send_invoice.enqueue))  # Django's tasks
    order_completed.connect(hand_to(after_commit(send_invoice.delay)))  # Celery, once the transaction has committed
    ```

    At each send, by any sender, the payload is packed and ``enqueue(payload=...)`` is called, in the thread and the
    transaction of the sender. What that raises is raised by the send. The sender is not handed over. When the task
    runs, and how often, is up to the engine.

    The same method gives the same receiver, so it is connected once and can be disconnected. A signal holds it
    strongly. Its ``timing`` in ``connections`` is ``"handed over"``, or ``"after_commit"`` if that is inside.

    Args:
        enqueue: The method that puts the task into a queue: ``task.enqueue``, ``task.delay``, ``task.defer``,
            ``task.send``, ``task.kiq`` or your own function around one.

    Returns:
        A receiver.

    Raises:
        PackingError: From the receiver, at the send: if the payload cannot be carried. (A ``TypeError``.)
        ReceiverError: If ``enqueue`` cannot be called with ``payload``, is the task itself, has to be awaited, or if
            the function of the task is not ``@unpacked``. (A ``TypeError``.)
    """
    task = _task_of(enqueue, "hand_to")
    _refuse_async(enqueue, "hand_to", "Write ahand_to(...), and connect it to an AsyncSignal.")
    _require_unpacked(enqueue, task, "hand_to")
    return _receiver("hand_to", enqueue, task, _payload_receiver)


def ahand_to(enqueue: Taking[PayloadT, Awaitable[object]], /) -> Callable[[object, PayloadT], Awaitable[None]]:
    """Return an async receiver that hands each payload over to a task, by a method that has to be awaited.

    ```python
    order_stored.connect(ahand_to(send_invoice.aenqueue))
    ```

    Connect it to an ``AsyncSignal``. The payload is packed when the receiver starts, before anything is awaited. In
    everything else it is as ``hand_to``.

    Args:
        enqueue: The method that puts the task into a queue, to be awaited: ``task.aenqueue``, ``task.defer_async``,
            ``task.kiq``.

    Returns:
        An async receiver.

    Raises:
        PackingError: From the receiver, at the send: if the payload cannot be carried. (A ``TypeError``.)
        ReceiverError: If ``enqueue`` cannot be called with ``payload``, is the task itself, or if the function of the
            task is not ``@unpacked``. (A ``TypeError``.)
    """
    task = _task_of(enqueue, "ahand_to")
    _require_unpacked(enqueue, task, "ahand_to")
    return _receiver("ahand_to", enqueue, task, _async_payload_receiver)


def hand_keywords_to(enqueue: Callable[P, object], /) -> Callable[Concatenate[object, P], None]:
    """Return a receiver that hands the keywords of a keyword signal over to a task, as they are.

    ```python
    order_cancelled.connect(hand_keywords_to(note.enqueue))
    ```

    The task is an ordinary one, without ``@unpacked``. Its engine has to be able to carry the values. The sender is not
    handed over. In everything else it is as ``hand_to``.

    Args:
        enqueue: As for ``hand_to``.

    Returns:
        A receiver. ``connect`` refuses it if the task takes other keywords than the signal sends.

    Raises:
        ReceiverError: For what ``hand_to`` refuses, for a task that takes a payload, and for one with a parameter of a
            type that no engine carries as it is. (A ``TypeError``.)
    """
    task = _task_of(enqueue, "hand_keywords_to")
    _refuse_async(enqueue, "hand_keywords_to", "Write an async receiver that awaits it, and an AsyncKeywordSignal.")
    if task is None:
        return _receiver("hand_keywords_to", enqueue, task, _keyword_receiver)
    parameters = _keywords_of(enqueue, task)
    return _receiver("hand_keywords_to", enqueue, task, lambda own: _shaped(_keyword_receiver(own), parameters))


# The receivers.


def _payload_receiver(enqueue: Callable[..., object]) -> Any:
    def receiver(sender: object, payload: object, /) -> None:
        message, catch = pack(payload), _catching[-1]
        if catch is None:
            result = enqueue(payload=message)
            if type(result) is CoroutineType:
                _refuse_result(result, enqueue, "hand_to")
        else:
            catch(enqueue, {"payload": message})

    return receiver


def _async_payload_receiver(enqueue: Callable[..., Awaitable[object]]) -> Any:
    async def receiver(sender: object, payload: object, /) -> None:
        message, catch = pack(payload), _catching[-1]
        if catch is None:
            await enqueue(payload=message)
        else:
            catch(enqueue, {"payload": message})

    return receiver


def _keyword_receiver(enqueue: Callable[..., object]) -> Any:
    def receiver(sender: object, /, **keywords: object) -> None:
        catch = _catching[-1]
        if catch is None:
            result = enqueue(**keywords)
            if type(result) is CoroutineType:
                _refuse_result(result, enqueue, "hand_keywords_to")
        else:
            catch(enqueue, keywords)

    return receiver


def _shaped(receiver: Callable[..., None], parameters: list[Parameter]) -> FunctionType:
    """Have a receiver take what its task does, so that `connect` can compare it with the signal. Only source code can say that."""
    rest = any(each.kind in _ANYTHING for each in parameters)
    named = [each for each in parameters if each.kind in _BY_NAME]
    taken = ["sender", "/", *["*"] * bool(named)]
    taken += [each.name if each.default is Parameter.empty else f"{each.name}=__missing" for each in named]
    pairs = [f"({each.name!r}, {each.name})" for each in named]
    source = _SHAPED.format(
        taken=", ".join([*taken, *["**__rest"] * rest]), pairs=", ".join([*pairs, *["*__rest.items()"] * rest])
    )
    names: dict[str, Any] = {"__name__": __name__, "__receiver": receiver, "__missing": object()}
    exec(compile(source, "<keywords of a task>", "exec"), names)
    made: FunctionType = names["shaped"]
    return made


_BY_NAME = (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
_ANYTHING = (Parameter.VAR_KEYWORD, Parameter.POSITIONAL_ONLY)  # no keyword reaches the latter, and the engine says so
_SHAPED = """
def shaped({taken}):
    __receiver(sender, **{{name: value for name, value in [{pairs}] if value is not __missing}})
"""


def _refuse_result(result: CoroutineType[Any, Any, Any], enqueue: object, maker: str) -> NoReturn:
    """Say that nothing was handed over, of a method that did not look as if it had to be awaited."""
    result.close()
    raise _refused(maker, enqueue, "it gave a coroutine, so nothing is enqueued. Pass what need not be awaited.")


@contextmanager
def catching(catch: Catch) -> Generator[None, None, None]:
    """Let ``catch`` have what is handed over inside, from any thread: the method, and what it would be called with."""
    _catching.append(catch)
    try:
        yield
    finally:
        _catching.remove(catch)


def _receiver(
    maker: str, enqueue: Any, task: FunctionType | None, make: Callable[[Callable[..., Any]], FunctionType]
) -> Callable[..., Any]:
    """Return the one receiver of this method, made if nobody holds it."""
    key = (maker, *key_of(enqueue))
    with _KEEPING:
        return _receivers.get(key) or _receivers.setdefault(key, _named(make(_for(task, enqueue)), enqueue, task))


def _for(task: FunctionType | None, enqueue: Any) -> Any:
    """Have what waits for a commit name the task: a send, which would name it in what is raised, is over by then."""
    if type(enqueue) is MethodType:
        return MethodType(_for(task, enqueue.__func__), enqueue.__self__)
    named: Any = own_attributes(enqueue).get(_NAMED)
    return enqueue if named is None or task is None else named(task)


def key_of(enqueue: Any) -> tuple[Hashable, ...]:
    """Return what a method is found by: of a bound one its object, which may be made anew and equal, and its function.

    A partial is made anew, too, of the very things that it was made of: the receiver holds them, so nothing else gets their ids.
    """
    if type(enqueue) is partial:
        filled = [*map(id, enqueue.args), *((name, id(enqueue.keywords[name])) for name in sorted(enqueue.keywords))]
        return (partial, *key_of(enqueue.func), *filled)
    halves = (enqueue.__self__, enqueue.__func__) if type(enqueue) is MethodType else (enqueue,)
    return tuple([_hashable(half) for half in halves])


def _hashable(thing: object) -> Hashable:
    try:
        hash(thing)
    except TypeError:
        return id(thing)  # the receiver holds it, so nothing else gets its id
    return thing


def _named(receiver: FunctionType, enqueue: object, task: FunctionType | None) -> FunctionType:
    """Give a receiver the name of the task behind it, and what it says of its timing."""
    written = cast("Any", [*layers(task or enqueue)][-1])
    names = ("__module__", "__name__", "__qualname__", "__doc__")
    update_wrapper(receiver, written, [name for name in names if hasattr(written, name)], updated=())
    inner = [own_attributes(layer).get("__signal_timing__") for layer in layers(enqueue)]
    timing = next((each for each in inner if type(each) is str), "handed over")
    receiver.__dict__.update(__wrapped__=task or enqueue, __signal_timing__=timing)
    return receiver


# What is refused.


def _task_of(enqueue: Any, maker: str) -> FunctionType | None:
    """Return the function of the task that is enqueued, if it is found. Refuse what cannot enqueue one."""
    called = _called_by(enqueue)
    kind = called.__class__  # of a proxy that of what it stands for
    method = _method_of(kind, maker) or _enqueued_by(called)
    if not callable(enqueue):
        raise _refused(maker, enqueue, f"it cannot be called. Write {maker}(task.{method or 'enqueue'}).")
    if method is not None and type(called) is not MethodType:
        raise _refused(maker, enqueue, f"it is the task itself, which would run here. Write {maker}(task.{method}).")
    if is_unpacked(called):
        raise _refused(maker, enqueue, f"it is the task's function, which would run here. Write {maker}(task.enqueue).")
    for layer in layers(enqueue):
        if type(layer) is MethodType and task_behind(layer) is not None:
            _require_enqueueing(layer, maker)
    return task_behind(enqueue)


def _called_by(enqueue: object) -> Any:
    """Return what is called in the end, by a partial or after a commit."""
    for layer in layers(enqueue):
        if not isinstance(layer, partial) and _NAMED not in own_attributes(layer):
            return layer
    return enqueue


def _method_of(kind: type, maker: str) -> str | None:
    """Return what a task's class calls the method that enqueues, of those that are awaited first for `ahand_to`."""
    names = (*_AWAITED, *_METHODS) if maker == "ahand_to" else _METHODS
    return next((name for name in names if class_attribute(kind, name) is not None), None)


def _enqueued_by(function: object) -> str | None:
    """Return what a function calls the one that enqueues it, as rq's decorator has it; None for all else."""
    own = own_attributes(function)
    return next((name for name in _METHODS if own_attributes(own.get(name)).get("__wrapped__") is function), None)


def _require_enqueueing(method: MethodType, maker: str) -> None:
    """Refuse what else a task can do: run here, become a part of something, or be enqueued with options beside `kwargs`."""
    written, known = method.__func__, _method_of(type(method.__self__), maker)
    if known is None or type(written) is not FunctionType:
        return
    code = written.__code__
    named = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    if "kwargs" in named or not any(word in written.__name__ for word in _METHODS):
        raise _refused(
            maker,
            written,
            f"it does not enqueue what it is called with. Write {maker}(task.{known}), "
            "or a function that takes what is sent and calls it.",
        )


def task_behind(enqueue: object) -> FunctionType | None:
    """Return the function of the task that a method enqueues, if it is found."""
    return next(filter(None, (unpacked_in(enqueue), *map(_function_of, _candidates(enqueue)))), None)


def _candidates(enqueue: object) -> Iterator[object]:
    for layer in layers(enqueue):
        if type(layer) is MethodType:
            for owner in (layer.__self__, _held(layer.__self__, _TASK)):
                yield from (_held(owner, name) for name in _FUNCTIONS)
            yield unpacked_in(_held(layer.__self__, _RUN))
        elif isinstance(layer, partial):
            yield from layer.args
        elif _enqueued_by(layer) is not None:
            yield layer


def _held(task: object, name: str) -> Any:
    """Return what a task or its class holds by this name; no property and no ``__getattr__`` is asked."""
    held = class_attribute(type(task), name)
    if type(held) is MemberDescriptorType:
        return object.__getattribute__(task, name)
    return own_attributes(task).get(name, held)


def _function_of(thing: Any) -> FunctionType | None:
    """Return what is held as far as it is a function, with what stands above the function that somebody wrote."""
    function: Any = thing.__func__ if type(thing) in (MethodType, staticmethod) else thing
    return function if type(function) is FunctionType else None


def _refuse_async(enqueue: Callable[..., object], maker: str, remedy: str) -> None:
    if Look(enqueue).is_async:
        raise _refused(maker, enqueue, f"it has to be awaited. {remedy}")


def _require_unpacked(enqueue: Callable[..., object], task: FunctionType | None, maker: str) -> None:
    reason = Look(enqueue).why_not(_PAYLOAD)
    if reason is not None:
        raise _refused(maker, enqueue, f"{reason}. It is called with payload=...: pass what takes that.")
    if task is not None and unpacked_in(task) is None:
        raise _refused(
            maker, task, "it would be given a message and no payload. Write @unpacked below the engine's decorator."
        )


def _keywords_of(enqueue: object, task: FunctionType) -> list[Parameter]:
    """Return what a task takes of those who send; refuse one that takes a payload, and what no engine carries."""
    if unpacked_in(task) is not None:
        raise _refused("hand_keywords_to", task, "it takes a payload. Write hand_to(...), and connect it to a Signal.")
    parameters = [*signature_of(task).parameters.values()]
    if parameters and _is_given(parameters[0], enqueue, task):
        del parameters[0]
    for parameter in parameters:
        with suppress(UnreadError):  # what it is cannot be known
            refusal = why_not_plain(type_of(parameter, task), parameter.name)
            if refusal is not None:
                raise _refused("hand_keywords_to", task, str(refusal))
    return parameters


def _is_given(first: Parameter, enqueue: object, task: FunctionType) -> bool:
    """Whether the first parameter of a task is what its engine gives: a context, or the task itself."""
    owners = [layer.__self__ for layer in layers(enqueue) if type(layer) is MethodType]
    if first.name in {"self", "context"} or any(_held(owner, name) is True for owner in owners for name in _CONTEXTS):
        return True
    engine = {_package(each) for owner in owners for each in type(owner).__mro__} - {"builtins", _package(task)}
    try:
        kind = type_of(first, task)
    except UnreadError:
        return False
    return isinstance(kind, type) and _package(kind) in engine


def _package(thing: object) -> str:
    """Return the package that something is of, and the one in that: Django is one, its tasks are another."""
    return ".".join(str(getattr(thing, "__module__", "")).split(".")[:2])


def _refused(maker: str, enqueue: object, why: str) -> ReceiverError:
    return ReceiverError(f"{maker} cannot hand over to {describe(enqueue)}: {why}")
