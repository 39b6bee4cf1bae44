"""Holds what a package really sends against its catalogue: reads the types off the stubs, and writes down what arrives.

In a process of its own, because a worker of Celery and the like change what a test run shares. Its children write, too.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, get_overloads, get_type_hints

from typeguard import CollectionCheckStrategy, TypeCheckError, check_type

from tests.typing.catalogues.table import signals_of
from typedsignals._tools.catalogues import catalogue

Parameters = dict[str, inspect.Parameter]
"""What the receivers of a signal are called with."""


def contracts(name: str) -> dict[str, tuple[Any, Parameters]]:
    """Return the signals of a catalogue's package by name, each with what its receivers are called with."""
    found: dict[str, tuple[Any, Parameters]] = {}
    for path, stub in catalogue(name).stubs.items():
        types = executed(path, stub)
        real = import_module(path.removesuffix(".pyi").replace("/", "."))
        found |= {signal: (getattr(real, signal), parameters_of(types, signal)) for signal in signals_of(stub)}
    return found


def executed(path: str, stub: str) -> ModuleType:
    """Run a stub, which is Python; what it imports of packages that are not installed is anything."""
    module = ModuleType(f"stub of {path}")
    for node in ast.parse(stub).body:
        try:
            exec(compile(ast.Module([node], []), path, "exec", dont_inherit=True), vars(module))
        except ModuleNotFoundError:
            vars(module).update({each.name: Any for each in getattr(node, "names", [])})
    return module


def parameters_of(types: ModuleType, signal: str) -> Parameters:
    """Read them off how a receiver is called; of overloads, the last one has no `**more`."""
    kind: Any = getattr(types, types.__annotations__[signal].__name__.replace("Signal", "Receiver"))

    def overloaded() -> None: ...

    overloaded.__module__, overloaded.__qualname__ = kind.__module__, f"{kind.__qualname__}.__call__"
    exact = [kind.__call__, *get_overloads(overloaded)][-1]
    hints = get_type_hints(exact, vars(types))
    parameters = list(inspect.signature(exact).parameters.values())[1:]  # without self
    return {each.name: each.replace(annotation=hints[each.name]) for each in parameters}


def wrong(parameters: Parameters, sent: dict[str, Any]) -> list[str]:
    """Return what of a send is not as its signal says."""
    needed = {name for name, each in parameters.items() if each.default is each.empty}
    faults = [f"{name} is not declared" for name in sent.keys() - parameters.keys()]
    faults += [f"{name} was not sent" for name in needed - sent.keys()]
    for name in sent.keys() & parameters.keys():
        try:
            strategy = CollectionCheckStrategy.ALL_ITEMS
            check_type(sent[name], parameters[name].annotation, collection_check_strategy=strategy)
        except TypeCheckError as error:
            faults.append(f"{name}: {error}")
    return sorted(faults)


def write_down(name: str, report: Path, connect: Callable[[Any, Callable[..., None]], object]) -> None:
    """Connect a receiver to each signal of a catalogue; a line of the report tells of each send."""
    for title, (signal, parameters) in contracts(name).items():

        def hear(*sender: Any, title: str = title, parameters: Parameters = parameters, **sent: Any) -> None:
            named = {**({"sender": sender[0]} if sender else {}), **sent}
            line = json.dumps([title, sorted(sent), wrong(parameters, named)])
            with report.open("a", encoding="utf-8") as file:
                file.write(f"{line}\n")

        connect(signal, hear)


def heard(report: Path) -> dict[str, list[str]]:
    """Return what is wrong, by each signal that was sent."""
    lines = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    titles = sorted({title for title, _, _ in lines})
    return {
        title: sorted({fault for each, _, faults in lines if each == title for fault in faults}) for title in titles
    }
