"""The rows of `manage.py signals`: what the survey found, one connection each, with the app of its receiver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps

from typedsignals.wiring import SignalInfo


@dataclass(frozen=True, slots=True)
class Row:
    """One connection, ready to be shown. `sender` is None where every sender is heard; `subclasses` says whether those of it are, too."""

    signal: str
    sender: str | None
    subclasses: bool
    receiver: str
    place: str
    app: str | None
    dispatch_uid: str | None
    weak: bool
    order: int
    is_async: bool
    timing: str
    problems: tuple[str, ...]


def rows(signals: Iterable[SignalInfo]) -> Iterator[Row]:
    """Yield a row for each connection of these signals."""
    for signal in signals:
        for each in signal.receivers:
            config = apps.get_containing_app_config(each.module)
            yield Row(
                signal=signal.name,
                sender=each.sender,
                subclasses=each.subclasses,
                receiver=each.name,
                place=str(each.place or ""),
                app=config.label if config else None,
                dispatch_uid=each.dispatch_uid,
                weak=each.weak,
                order=each.order,
                is_async=each.is_async,
                timing=each.timing,
                problems=each.problems,
            )
