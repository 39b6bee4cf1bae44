"""Imports packages with all their modules, and goes on where one fails."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path
from traceback import walk_tb
from types import ModuleType

from typedsignals import SignalError
from typedsignals.wiring._model import ImportFailure, Place
from typedsignals.wiring._names import short


class PackageError(SignalError):
    """A package or module that was named does not exist, or cannot be imported."""


def bring_in(
    packages: Iterable[str], exclude: Collection[str] = ()
) -> tuple[list[ModuleType], list[ImportFailure], set[str]]:
    """Import the packages and what is in them, but no `__main__`, and nothing that a pattern excludes with all in it.

    Return the modules, what could not be imported, and the names of all modules that were loaded by the packages themselves.
    """
    modules: dict[str, ModuleType] = {}
    failures: dict[str, ImportFailure] = {}
    roots = {package: _root(package) for package in packages}
    loaded = set(sys.modules)
    for package, root in roots.items():
        for name in [package, *_inside(root, failures, exclude)]:
            module = sys.modules.get(name)
            if module is not None:  # one may have taken itself out
                modules[name] = module
    return list(modules.values()), list(failures.values()), loaded


def _root(package: str) -> ModuleType:
    if not all(part.isidentifier() for part in package.split(".")):
        is_file = bool(package) and (package.endswith(".py") or Path(package).exists())
        hint = "write the name that it is imported by, such as shop.orders" if is_file else "it is no name of a module"
        raise PackageError(f"cannot import {package!r}: {hint}.")
    try:
        return importlib.import_module(package)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a script may end Python
        if isinstance(error, ModuleNotFoundError) and f"{package}.".startswith(f"{error.name}."):
            raise PackageError(f"there is no module {error.name!r}; {_close(error.name or '')}") from error
        raise PackageError(f"cannot import {package!r}: {_said(error)}") from error


def _close(name: str) -> str:
    above, _, last = name.rpartition(".")
    path = getattr(sys.modules.get(above), "__path__", ()) if above else None  # None: whatever is at the top
    known = [each.name for each in pkgutil.iter_modules(path)]
    close = get_close_matches(last, known, n=1)
    if close:
        return f"did you mean {'.'.join(filter(None, [above, close[0]]))!r}?"
    return "run this where it can be imported, with its dependencies installed."


def _inside(module: ModuleType, failures: dict[str, ImportFailure], exclude: Collection[str]) -> Iterator[str]:
    for _, name, _ in pkgutil.iter_modules(getattr(module, "__path__", ()), f"{module.__name__}."):
        if name.endswith(".__main__") or any(fnmatchcase(name, pattern) for pattern in exclude):
            continue
        try:
            inner = importlib.import_module(name)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # the same
            failures[name] = ImportFailure(name, _said(error), _place(name, error))
            continue
        yield name
        yield from _inside(inner, failures, exclude)


def _place(module: str, error: BaseException) -> Place | None:
    """Return the line at which a module failed, whatever it called there; of one that cannot be compiled that line."""
    for frame, line in walk_tb(error.__traceback__):
        if frame.f_code.co_name == "<module>" and frame.f_globals.get("__name__") == module:
            return Place(short(frame.f_code.co_filename), line)
    if isinstance(error, SyntaxError) and error.filename:
        return Place(short(error.filename), error.lineno or 1)
    return None


def _said(error: BaseException) -> str:
    try:
        return f"{type(error).__name__}: {error}"
    except Exception:  # what users write may fail again
        return type(error).__name__
