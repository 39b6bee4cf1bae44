"""The rows of `manage.py signals`: what the survey found, named for people and for other programs, with what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from django.apps import AppConfig, apps
from django.db.models import Model

from typedsignals.django import _names
from typedsignals.django._problems import problems_of
from typedsignals.django._survey import Found, Surveyed, UnknownSender

_PLAIN = str, int, bytes, float, bool


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


def rows(surveyed: Iterable[Surveyed]) -> Iterator[Row]:
    """Yield a row for each connection of these signals."""
    for signal in surveyed:
        for found in signal.found:
            yield _row(signal, found)


def _row(surveyed: Surveyed, found: Found) -> Row:
    connection = found.connection
    config = apps.get_containing_app_config(_names.module(connection.receiver))
    return Row(
        signal=surveyed.name,
        sender=found.waits_for or _sender(connection.sender),
        subclasses=connection.subclasses,
        receiver=_names.name(connection.receiver),
        place=_names.place(connection.receiver),
        app=config.label if config else None,
        dispatch_uid=None if connection.dispatch_uid is None else str(connection.dispatch_uid),
        weak=connection.weak,
        order=found.order,
        is_async=connection.is_async,
        timing=connection.timing,
        problems=problems_of(surveyed, found),
    )


def _sender(sender: object) -> str | None:
    if sender is None:
        return None
    kind = type(sender)
    if kind is UnknownSender:
        return "<unknown>"
    if any(kind is plain for plain in _PLAIN):
        return repr(sender)
    if issubclass(kind, AppConfig):
        return cast("AppConfig", sender).label
    named = cast("type", sender) if issubclass(kind, type) else kind
    return (
        named._meta.label
        if issubclass(named, Model) and named is sender
        else f"{_names.said(named, '__module__')}.{_names.said(named, '__qualname__')}"
    )
