"""Payloads as messages: builtins that any engine can write as JSON, and back.

Rules of this file:
- What is packed has been through JSON already, so it equals what arrives.
- Nothing in a message names code: what is made of it is the type that the task declares.
- No message of an error shows a value.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Generic, Never, TypeVar, cast
from uuid import UUID

import msgspec

from typedsignals.handover._carried import INSTEAD, fields_of, is_built_by_hooks, title
from typedsignals.handover._errors import MessageError, PackingError

PayloadT = TypeVar("PayloadT")
PayloadT_co = TypeVar("PayloadT_co", covariant=True)


class Packed(Generic[PayloadT_co]):
    """The type of a packed payload: plain JSON at run time; to type checkers, what a task of that payload takes.

    Only ``pack`` makes one, and only functions under ``@unpacked`` take one.
    """

    if TYPE_CHECKING:

        def __init__(self, _: Never, /) -> None: ...
        def _holds(self) -> PayloadT_co: ...


def pack(payload: PayloadT, /) -> Packed[PayloadT]:
    """Turn a payload into what an engine can carry: dictionaries, lists, strings, numbers, booleans and None.

    ```python
    send_invoice.enqueue(pack(OrderCompleted(order_id=7)))
    ```

    ``hand_to`` does it at each send. Call it where you enqueue a task by hand, and in tests. The result is a copy:
    later changes of the payload do not reach it.

    Args:
        payload: The payload.

    Returns:
        The message.

    Raises:
        PackingError: If the payload holds what cannot be carried. The message names the class and shows no value. (A
            ``TypeError``.)
    """
    try:
        text = _ENCODER.encode(payload)
        message = _DECODER.decode(text)
    except _NotCarriedError as error:
        found, why = error.args
        held = "" if found is type(payload) else f"holds {title(found)}, which "
        raise _refusal(payload, f"{held}{why}") from None
    except RecursionError:
        raise _refusal(payload, "holds itself, so its message would have no end. Carry a key instead.") from None
    except UnicodeEncodeError:
        raise _refusal(payload, "holds a text that is no Unicode. Carry it as bytes.") from None
    except (TypeError, ValueError, msgspec.MsgspecError) as error:
        raise _refusal(payload, f"cannot be carried to another process: {error}.") from None
    if b"null" in text and _might_not_be_finite(payload) and not all(map(math.isfinite, _floats(payload))):
        raise _refusal(payload, "holds a float that is not finite, for which JSON has no word. Use None, or a Decimal.")
    return cast("Packed[PayloadT]", message)


def taker(kind: Any, who: Callable[[], str]) -> Callable[[object], Any]:
    """Return what makes payloads of this type from messages. ``who`` names the function that waits for them, for an error."""

    def take(message: object) -> object:
        try:
            return msgspec.convert(message, kind, str_keys=True, dec_hook=_made)
        except msgspec.ValidationError as error:
            own = error.__cause__ if not isinstance(error.__cause__, _ModelError) else None
            raise MessageError(
                f"{who()} was given a message that does not fit {title(kind)}: {_without_values(error)}. "
                "If another version of the program has sent it, give new fields a default; "
                "to enqueue by hand, pass pack(payload)."
            ) from own

    return take


def _refusal(payload: object, why: str) -> PackingError:
    return PackingError(f"pack cannot pack an object of {title(type(payload))}: it {why}")


def _without_values(error: msgspec.ValidationError) -> str:
    text = str(error)
    path = _PATH.findall(text)[0]
    said = text.removesuffix(path)
    if isinstance(error.__cause__, _ModelError):
        said = str(error.__cause__)
    elif error.__cause__ is not None:
        said = f"{type(error.__cause__).__name__} was raised"
    return f"{next(filter(said.startswith, _SHOWN), said)}{path}"


# How msgspec ends what it says, and how it begins where a value follows: of an enum, and of the tag of a Struct.
_PATH = re.compile(r"(?: - at (?:`key` in )?`[^`]*`)?$")
_SHOWN = ("Invalid enum value", "Invalid value")


# Of what msgspec does not know.


class _NotCarriedError(Exception):
    """The class of a value that is not carried, and why."""


class _ModelError(ValueError):
    """What a model does not take, without its value."""


def _written(value: object) -> object:
    """Say what is written for a value that msgspec does not know."""
    kind = type(value)
    if is_built_by_hooks(kind):
        return msgspec.Raw(_text_of(value).encode())
    for plain, writes in _WRITTEN.items():
        if isinstance(value, plain):
            return writes(value)
    if kind in (tuple, frozenset, type(None)):  # which are carried anywhere else
        raise _NotCarriedError(kind, "is no key in JSON. Use str or int.")
    raise _NotCarriedError(kind, f"cannot be carried to another process. {INSTEAD}")


def _text_of(model: Any) -> str:
    """Return the JSON of a model of pydantic, from which it comes out equal: it may be written and read by code of its own."""
    kind = type(model)
    try:
        text: str = model.model_dump_json(round_trip=True, by_alias=False, warnings="error")
        if _read(kind, text) == model:
            return text
    except (TypeError, ValueError):  # what it holds is not of its types; what its own code says of it may show values
        pass
    raise _NotCarriedError(
        kind, "does not come out equal of its own JSON. Correct its values, its types, or how it writes and reads them."
    )


def _read(model: Any, text: str | bytes) -> object:
    return model.model_validate_json(text, by_alias=False, by_name=True)


# msgspec takes no subclasses of these, such as the strings that Django marks as safe, and the datetimes of freezegun.
_WRITTEN: dict[type, Callable[[Any], object]] = {
    PurePath: str,
    str: str.__str__,
    int: int.__int__,
    float: float.__float__,
    bytes: bytes,
    datetime: datetime.isoformat,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: lambda value: timedelta(value.days, value.seconds, value.microseconds),
    Decimal: Decimal.__str__,
    UUID: UUID.__str__,
}
_ENCODER = msgspec.json.Encoder(enc_hook=_written)
_DECODER = msgspec.json.Decoder()


def _made(kind: Any, message: Any) -> object:
    """Make what msgspec does not know from what was written for it."""
    if not is_built_by_hooks(kind):
        if isinstance(message, str):
            return kind(message)
        raise _ModelError(f"Expected `str`, got `{type(message).__name__}`")
    try:
        return _read(kind, msgspec.json.encode(message))
    except ValueError as error:
        raise _ModelError(_faults(kind, error)) from None


def _faults(model: Any, error: Any) -> str:
    """Say what a model of pydantic does not take; its own message shows the values."""
    if not hasattr(error, "errors"):
        return type(error).__name__
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    names = fields_of(model)
    # What leads there may be keys, which are values, too.
    paths = [
        ".".join(str(part) if type(part) is int or part in names else "[...]" for part in each["loc"])
        for each in faults
    ]
    return "; ".join(f"{path}: {each['type']}".removeprefix(": ") for path, each in zip(paths, faults, strict=True))


def _might_not_be_finite(payload: object) -> bool:
    """Say, in a tenth of the time of a look at each float, False if all of them are finite; True if that is not sure."""
    try:
        return _NOT_FINITE.search(_BINARY.encode(payload)) is not None
    except OverflowError:  # of an int beyond 64 bits
        return True


def _floats(payload: object) -> Iterable[float]:
    """Yield every float in a payload."""
    waiting = [msgspec.to_builtins(payload, enc_hook=_plain)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, float):
            yield value
        elif isinstance(value, dict):
            waiting += value
            waiting += value.values()
        elif isinstance(value, list | tuple | set | frozenset):
            waiting += value


def _plain(value: object) -> object:
    """Say the same as `_written`, where floats are looked for. Those of a model come out equal."""
    return None if is_built_by_hooks(type(value)) else _written(value)


_BINARY = msgspec.msgpack.Encoder(enc_hook=_plain)
_NOT_FINITE = re.compile(rb"\xcb[\x7f\xff][\xf0-\xff]")  # how MessagePack begins one; no UTF-8 contains this
