"""What signals and receivers are called where they are observed."""

from __future__ import annotations

from typing import Any

from typedsignals import Connectable, KeywordConnectable


def signal_name(signal: Any) -> str:
    """Return a signal's name, also that of one of Django."""
    if issubclass(type(signal), (Connectable, KeywordConnectable)):
        name: str | None = signal.name
    else:
        from typedsignals.django._names import of_signal

        name = of_signal(signal)
    return name or "(unnamed)"
