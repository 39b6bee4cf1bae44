"""What is said to who meant something else: misspelt names, habits of Django, methods without their object.

Rules of this file:
- Nothing here runs before something has gone wrong.
- What a message says of others, and of ways that it would like better, is said here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import wraps
from types import CodeType, FunctionType, TracebackType
from typing import Any, cast

from typedsignals._types import MethodT
from typedsignals.errors import UsageError

_HABITS = {
    "once": "let the receiver disconnect itself",
    "providing_args": "what is sent is a type, Signal[Sender, Payload](name), or the parameters of a @keyword_signal",
    "use_caching": "leave it out, a signal always caches the receivers of a sender",
}


def listed(names: Iterable[str]) -> str:
    """Quote names for a message, in alphabetical order."""
    return ", ".join(repr(name) for name in sorted(names))


def count(number: int, noun: str) -> str:
    """Write a number of things."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def misspelt(written: Iterable[str], meant: AbstractSet[str]) -> str:
    """Ask whether some of the names are a misspelt other one; nothing if none is like another."""
    from difflib import get_close_matches  # takes longer than most programs that are right want to wait

    alike = [(name, found) for name in sorted(written) for found in get_close_matches(name, sorted(meant), 1)]
    return "".join(f" (did you mean {found!r} by {name!r}?)" for name, found in alike)


def without_object(code: CodeType) -> str:
    """Say that a function is a method, if it looks like one: decorated in its class, it has no object yet."""
    is_method = code.co_varnames[: code.co_argcount][:1] in (("self",), ("cls",))
    return f" (it is a method: connect 'self.{code.co_name}', in '__init__' for example)" if is_method else ""


def instead_of(thing: object, shape: object) -> str:
    """Say what to connect instead of what cannot be called: a class method, as it is in the body of its class, or anything."""
    usual = f"connect a callable that takes {shape}"
    return "connect it by its class, below that" if type(thing) is classmethod else usual


def right_receiver(thing: object) -> str:
    """Say which ``receiver`` is meant for what is no signal of this package."""
    is_django = any(str(cls.__module__).startswith("django.dispatch") for cls in type(thing).__mro__)
    return (
        "it is a signal of Django, whose receiver is in django.dispatch"
        if is_django
        else "write @receiver(signal) or @receiver(one, another)"
    )


def explained(body: MethodT) -> MethodT:
    """Say in words of the house what Python says of arguments that ``body`` does not take: a ``UsageError``."""

    @wraps(body)
    def call(*args: Any, **options: Any) -> Any:
        try:
            return body(*args, **options)
        except TypeError as error:
            if cast("TracebackType", error.__traceback__).tb_next is not None:
                raise  # the body has begun
            said = str(error).partition("() ")[2]
            raise UsageError(_explanation(cast("FunctionType", body), args, options, said)) from None

    return cast("MethodT", call)


def _explanation(body: FunctionType, args: tuple[Any, ...], options: Mapping[str, object], said: str) -> str:
    code, name = body.__code__, body.__name__
    taken = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    known, unknown = {*taken[code.co_argcount :]}, options.keys() - {*taken}
    if unknown:
        said = f"does not take {listed(unknown)}{misspelt(unknown, known)}"
    hints = [hint for habit, hint in _HABITS.items() if habit in unknown] or [f"its options are {listed(known)}"]
    if name == "__init__":
        return f"{type(args[0]).__name__}() {said}; {hints[0]}"
    if "connect" in name and len(args) > code.co_argcount:  # in Django the sender may stand there
        hints = [f"write {name}(receiver, sender=...)"]
    if name == "connect" and len(args) == 1 and "receiver" not in options:
        hints = ["to decorate with options, write @receiver(signal, priority=1)"]
    title = getattr(type(args[0]), "_title", None) if args else None
    return f"{name}(){'' if title is None else f' of {title(args[0])}'} {said}; {hints[0]}"
