"""`manage.py signals`: who listens to what in this project."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import IO, Any, Literal, cast

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from typedsignals.django._survey import Row, survey


class Command(BaseCommand):
    """List every connection of Django's signals, of the project's own, and of typedsignals'."""

    help = (
        "Shows who listens to what: signal, sender, receiver with file:line, uid, weak, order and timing; and which "
        "receivers can never be called or lack **kwargs."
    )
    requires_system_checks: (
        list[str] | tuple[str, ...] | Literal["__all__"]
    ) = ()  # a broken lazy sender is one of the things to show

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the filters and the format."""
        parser.add_argument("--app", help="only receivers of the app with this label")
        parser.add_argument("--signal", help="only signals whose name is or ends with this, such as post_save")
        parser.add_argument("--model", help="only connections with this model as their sender, such as shop.Order")
        parser.add_argument("--problems", action="store_true", help="only what is wrong; exit with 1 if anything is")
        parser.add_argument("--json", action="store_true", help="as JSON, for other programs")

    def handle(self, *_: object, **options: Any) -> None:
        """Show what the filters leave."""
        everything = survey()
        _refuse_what_is_not_there(everything, options)
        rows = [row for row in everything if _wanted(row, options)]
        if options["json"]:
            self.stdout.write(json.dumps([asdict(row) for row in rows], indent=2))
        elif rows:
            self._show(rows)
        else:
            self.stdout.write("No connections.")
        if options["problems"] and rows:
            raise CommandError(f"{len(rows)} of the connections cannot work as they stand.")

    def _show(self, rows: list[Row]) -> None:
        try:
            from rich.console import Console  # noqa: PLC0415  # an extra
            from rich.table import Table  # noqa: PLC0415
        except ModuleNotFoundError as error:
            raise CommandError(
                "showing a table needs rich, which is not installed: pip install 'typedsignals[cli]'; or use --json"
            ) from error
        table = Table()
        for title in ("Signal", "Sender", "#", "Receiver", "Connected"):
            table.add_column(title, overflow="fold")
        above = None
        for row in rows:
            if above is not None and row.signal != above:
                table.add_section()
            receiver = f"{row.receiver}\n{row.place}" + (f"\n! {row.problem}" if row.problem else "")
            cells = [row.sender or "any", str(row.order or ""), receiver, "\n".join(_connected(row))]
            table.add_row("" if row.signal == above else row.signal, *cells)
            above = row.signal
        width = None if self.stdout.isatty() else 140
        Console(file=cast("IO[str]", self.stdout), width=width, markup=False, highlight=False).print(table)


def _refuse_what_is_not_there(rows: list[Row], options: dict[str, Any]) -> None:
    """Refuse a misspelt filter: under --problems it would find nothing wrong for ever."""
    app, model = options["app"], options["model"]
    if app and app not in apps.app_configs:
        raise CommandError(
            f"there is no app {app!r} in INSTALLED_APPS: --app takes one of {', '.join(apps.app_configs)}"
        )
    if model and not any(_is_sender(row, model) for row in rows):
        try:
            apps.get_model(model)
        except (LookupError, ValueError) as error:
            raise CommandError(f"there is no model {model!r}: --model takes one as shop.Order ({error})") from error


def _is_sender(row: Row, model: str) -> bool:
    return (row.sender or "").lower() == model.lower()


def _wanted(row: Row, options: dict[str, Any]) -> bool:
    signal, model, app = options["signal"], options["model"], options["app"]
    return (
        (not signal or f".{row.signal}".endswith(f".{signal}"))
        and (not model or _is_sender(row, model))
        and (not app or row.app == app)
        and (not options["problems"] or row.problem is not None)
    )


def _connected(row: Row) -> list[str]:
    said = [row.timing.replace("_", " "), "weak" if row.weak else "strong"]
    said += ["async"] if row.is_async else []
    return said + ([f"uid {row.dispatch_uid}"] if row.dispatch_uid is not None else [])
