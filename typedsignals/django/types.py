"""At run time there is nothing here: what `types.pyi` describes are Django's own objects, which are no instances of it."""

from __future__ import annotations


def __getattr__(name: str) -> object:
    if name.startswith("__"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    raise ImportError(
        f"cannot import {name!r} from {__name__!r} at run time: its names exist for the type checker only. "
        "Import them under `if TYPE_CHECKING:` and begin the module with `from __future__ import annotations`."
    )
