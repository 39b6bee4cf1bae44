"""The modules of the package and what each may import. Loads none of them: mutants are made of what is not loaded yet."""

from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "typedsignals"

# Cheap to load, and of no account for what a module knows.
LIGHT = {"__future__", "collections.abc", "operator", "sys", "types", "typing", "typing_extensions"}

# The core, in order: a module imports only from those above it. Beside each, what else of the standard library it needs.
CORE: dict[str, set[str]] = {
    "errors": set(),
    "_types": {"functools"},
    "_core.__init__": set(),
    "_core.hints": {"functools"},
    "_core.callables": {"contextlib", "dataclasses", "functools", "gc", "os.path"},
    "_core.names": {"annotationlib", "ast", "builtins", "contextlib", "os.path"},  # ast is there: dataclasses import it
    "_core.entries": {"dataclasses", "weakref"},
    "_core.registry": {"_thread", "itertools", "os", "weakref"},
    "_core.connecting": {"contextlib", "os.path", "warnings"},
    "_core.intercepting": {"contextlib", "dataclasses"},
    "_core.awaiting": {
        "asyncio",
        "concurrent.futures",
        "contextlib",
        "contextvars",
        "threading",
        "time",
        "traceback",
        "weakref",
    },
    "_core.sending": {"contextlib", "functools", "keyword", "logging"},
    "_signal": {"contextlib"},
    "_keyword": {"contextlib", "functools"},
    "_receiver": {"contextlib"},
    "__init__": set(),
}

# What may be imported inside a function, because importing the package shall not pay for it.
LAZY = {"typedsignals._core.awaiting", "annotationlib", "difflib"}

# Modules around the core: they enter it by its public door.
SHELL: dict[str, set[str]] = {
    "__main__": {"_tools.cli"},
    "_tools.__init__": set(),
    "_tools.cli": {
        *("_tools.checkers", "_tools.findings", "_tools.graphs", "_tools.maps", "_tools.pages", "_tools.recorded"),
        *("_tools.adopt", "_tools.stubs", "_tools.terminal", "_tools.walls", "wiring"),
    },
    "_tools.terminal": {"_tools.maps"},
    "_tools.adopt": {
        *("_tools.checkers", "_tools.maps", "_tools.proposals", "_tools.revealed", "_tools.rewriting"),
        *("_tools.spelling", "_tools.usage", "wiring", "wiring._surveying"),
    },
    "_tools.proposals": {"_tools.spelling", "_tools.usage", "wiring"},
    "_tools.revealed": {"_tools.checkers", "_tools.walls", "wiring._sources"},
    "_tools.rewriting": {"_tools.proposals", "_tools.spelling"},
    "_tools.spelling": set(),
    "_tools.usage": {"wiring", "wiring._found", "wiring._names", "wiring._sends", "wiring._surveying"},
    "_tools.findings": {"_tools.maps", "wiring"},
    "_tools.recorded": {"_tools.maps", "wiring"},
    "_tools.graphs": {"_tools.maps", "wiring"},
    "_tools.pages": {"_tools.maps", "wiring"},
    "_tools.maps": {"wiring"},
    "_tools.stubs": {"_tools.catalogues"},
    "_tools.catalogues": set(),
    "_tools.checkers": set(),
    "_tools.walls": {"_tools.checkers", "mypy_plugin"},
    "mypy_plugin": set(),
    "pytest_plugin": {"testing", "testing._every_test", "testing._record"},
}


def source_of(module: str) -> Path:
    """Return the file of a module of the package, by its name without the package's."""
    return PACKAGE.joinpath(*module.split(".")).with_suffix(".py")
