"""`python -m tests.integration.catalogued`: what packages of Django's send, held against their catalogues.

In a process of its own, with the settings of `tests/django_project/guests`. It prints, by signal, what was wrong with each send.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import Parameter
from pathlib import Path
from types import ModuleType
from typing import Any, Generic, TypeVar, get_args

from django.dispatch import Signal

from tests.integration.contracts import Parameters, executed, parameters_of, wrong
from tests.typing.catalogues.table import signals_of
from typedsignals._tools.catalogues import catalogue

ROOT = Path(__file__).parents[2]
OURS = ("allauth", "simple_history", "wagtail")

S = TypeVar("S")
F = TypeVar("F")


class CataloguedSignal(Signal):
    """What a stub may derive from at run time."""


class SentSignal(CataloguedSignal, Generic[S, F]):
    """The same."""


def stand_in() -> ModuleType:
    """What the stubs import, and what is there for type checkers alone."""
    module = ModuleType("typedsignals.django.types")
    vars(module).update(CataloguedSignal=CataloguedSignal, SentSignal=SentSignal)
    return module


def sender_of(kind: Any) -> Any:
    """What `connect` takes as the `sender=` of signals of this class."""
    if SentSignal in kind.__bases__:
        return get_args(kind.__orig_bases__[0])[0]
    return kind._receivers_of.__annotations__["sender"]


def misfits(sender: Any, parameters: Parameters, sent: dict[str, Any]) -> Iterator[str]:
    """What of a send is not as its signal says: also a sender that `sender=` would not take, or whose instance this is not."""
    yield from wrong(
        {"sender": Parameter("sender", Parameter.KEYWORD_ONLY, annotation=sender)}, {"sender": sent["sender"]}
    )
    yield from wrong(parameters, sent)
    for name, parameter in parameters.items():
        if isinstance(parameter.annotation, TypeVar) and not isinstance(sent[name], sent["sender"]):
            yield f"{name} is no {sent['sender'].__name__}, which sent it"


def listening(sender: Any, parameters: Parameters) -> tuple[list[list[str]], Callable[..., None]]:
    """A receiver, and the misfits of each send that it was called with."""
    sends = list[list[str]]()

    def listen(**sent: Any) -> None:
        sends.append(list(misfits(sender, parameters, sent)))

    return sends, listen


def main() -> None:
    """Listen to all that the catalogues know of, have it sent, and tell."""
    sys.modules["typedsignals.django.types"] = stand_in()
    sys.path.append(str(ROOT / "tests" / "django_project"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "guests.settings"
    import django
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment(debug=True)  # allauth has codes for tests, and only there
    call_command("migrate", run_syncdb=True, verbosity=0)
    heard: dict[str, list[list[str]]] = {}
    for path, stub in [each for name in OURS for each in catalogue(name).stubs.items()]:
        types, module = executed(path, stub), path.removesuffix(".pyi").replace("/", ".")
        for name in signals_of(stub):
            sends, listen = listening(sender_of(types.__annotations__[name]), parameters_of(types, name))
            heard[f"{module}.{name}"] = sends
            getattr(import_module(module), name).connect(listen, weak=False)
    import_module("guests.play").play()
    json.dump(heard, sys.stdout)


if __name__ == "__main__":
    main()
