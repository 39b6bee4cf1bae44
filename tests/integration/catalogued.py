"""`python -m tests.integration.catalogued`: what other packages send, held against what their catalogues say.

It runs in a process of its own, with the settings of `tests/django_project/guests`, and prints for each signal what was wrong with
each of its sends. The catalogues are stubs, and stubs are Python: here they are run, so that `typeguard` can read their types.
"""

from __future__ import annotations

import json
import os
import sys
import typing
from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import Parameter, Signature, signature
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, Generic, TypeVar

import typeguard
from django.dispatch import Signal

ROOT = Path(__file__).parents[2]
CATALOGUES = ROOT / "stubs" / "catalogues"
OURS = ("allauth", "simple_history", "wagtail")

S = TypeVar("S")
F = TypeVar("F")


class CataloguedSignal(Signal):
    """What exists at run time of the class that the stubs derive from."""


class SentSignal(CataloguedSignal, Generic[S, F]):
    """And of the other one."""


def modules() -> Iterator[tuple[str, Path]]:
    """Each module that a catalogue describes, with its stub."""
    for name in OURS:
        for stub in sorted((CATALOGUES / name).rglob("*.pyi")):
            yield ".".join(stub.relative_to(CATALOGUES / name).with_suffix("").parts), stub


def contracts(stub: Path) -> dict[str, tuple[Any, Signature]]:
    """Each signal of a stub: the type of a sender, and the signature that a receiver is called by."""
    types = ModuleType("typedsignals.django.types")
    vars(types).update(CataloguedSignal=CataloguedSignal, SentSignal=SentSignal)
    known, sys.modules[types.__name__] = sys.modules.get(types.__name__), types
    said: dict[str, Any] = {"__name__": stub.stem}
    exec(compile(stub.read_text("utf-8"), stub, "exec", dont_inherit=True), said)
    if known:
        sys.modules[types.__name__] = known
    return {name: contract(kind) for name, kind in said["__annotations__"].items() if kind is not Signal}


def contract(kind: Any) -> tuple[Any, Signature]:
    """What a class of signals says of its senders and receivers; a model that `sender=` tells is a type variable."""
    base = kind.__orig_bases__[0] if hasattr(kind, "__orig_bases__") else None
    if base:
        sender, receiver = typing.get_args(base)
    else:
        told = signature(kind._receivers_of)
        (sender,), receiver = [each.annotation for each in told.parameters.values()][1:], told.return_annotation
    receiver = typing.get_origin(receiver) or receiver
    call: Any = SimpleNamespace(__module__=receiver.__module__, __qualname__=f"{receiver.__qualname__}.__call__")
    _, exact = typing.get_overloads(call)  # asked by name: what the class holds is a dummy
    return sender, signature(exact)


def wrong(sender: Any, called: Signature, sent: dict[str, Any]) -> Iterator[str]:
    """What does not fit in one send. A keyword without a default is one that always comes."""
    given = dict(list(called.parameters.items())[1:])
    for name in sorted(given.keys() - sent.keys()):
        if given[name].default is Parameter.empty:
            yield f"{name} was not sent"
    for name in sorted(sent.keys() - given.keys()):
        yield f"{name} was sent"
    yield from mismatch("sender", sent["sender"], sender)
    for name in sorted(given.keys() & sent.keys()):
        said = given[name].annotation
        yield from mismatch(name, sent[name], said)
        if isinstance(said, TypeVar) and not isinstance(sent[name], sent["sender"]):
            yield f"{name} is no {sent['sender'].__name__}, which sent it"


def mismatch(name: str, value: object, said: Any) -> Iterator[str]:
    try:
        typeguard.check_type(value, said, collection_check_strategy=typeguard.CollectionCheckStrategy.ALL_ITEMS)
    except typeguard.TypeCheckError as error:
        yield f"{name}: {error}"


def listening(sender: Any, called: Signature) -> tuple[list[list[str]], Callable[..., None]]:
    """A receiver, and what was wrong with each send of which it has been told."""
    sends: list[list[str]] = []

    def listen(**sent: Any) -> None:
        sends.append(list(wrong(sender, called, sent)))

    return sends, listen


def main() -> None:
    """Listen to all that the catalogues know of, have it sent, and tell."""
    sys.path.append(str(ROOT / "tests" / "django_project"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "guests.settings"
    import django
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment(debug=True)  # allauth has codes for tests, and only there
    call_command("migrate", run_syncdb=True, verbosity=0)
    heard: dict[str, list[list[str]]] = {}
    for module, stub in modules():
        for name, (sender, called) in contracts(stub).items():
            heard[f"{module}.{name}"], listen = listening(sender, called)
            getattr(import_module(module), name).connect(listen, weak=False)
    import_module("guests.play").play()
    json.dump(heard, sys.stdout)


if __name__ == "__main__":
    main()
