"""`manage.py signals`: the receivers of every signal in this project."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from dataclasses import asdict
from io import StringIO
from pathlib import Path
from shutil import get_terminal_size
from typing import Any, Literal, cast

from django.apps import AppConfig, apps
from django.core.management.base import BaseCommand, CommandError

from typedsignals.django import signals as built_in
from typedsignals.django._problems import did_you_mean
from typedsignals.django._rows import Row, rows
from typedsignals.wiring import PackageError, SignalInfo, every_signal

_COULD_NOT_RUN = 2
_WIDE = 140  # where the output goes into a file or another program


class Command(BaseCommand):
    """List every connection of Django's signals, of the project's own, and of typedsignals'."""

    help = (
        "Lists the receivers of every signal, Django's and the project's: sender, receiver with file:line, dispatch_uid, "
        "weak or strong, order and timing. Marks receivers that can never be called, or that do not fit what the signal "
        "sends. With --map: who sends what to whom. Exit codes: 0; 1 if --problems finds any; 2 if an option is wrong."
    )
    requires_system_checks: (
        list[str] | tuple[str, ...] | Literal["__all__"]
    ) = ()  # a broken lazy sender is one of the things to show

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the filters and the format."""
        parser.add_argument("--app", help="only receivers of the app with this label")
        parser.add_argument("--signal", help="only signals whose name is or ends with this, such as post_save")
        parser.add_argument("--model", help="only connections with this model as their sender, such as shop.Order")
        parser.add_argument(
            "--problems", action="store_true", help="only connections with problems; exit with 1 if there are any"
        )
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument(
            "--map",
            nargs="*",
            metavar="PACKAGE",
            help="who sends what to whom in these packages, which are imported with all their modules; by default in all "
            "apps that are not installed in site-packages. Of the other options, --json goes with it",
        )

    def handle(self, *_: object, **options: Any) -> None:
        """Show what the filters leave."""
        if options["map"] is not None:
            self._write_to_pipe(lambda: self._show_map(options))
            return
        surveyed = every_signal()
        every = list(rows(surveyed))
        _refuse_what_is_not_there(surveyed, every, options)
        looked_at = [row for row in every if _is_wanted(row, options)]
        shown = [row for row in looked_at if row.problems] if options["problems"] else looked_at
        self._write_to_pipe(lambda: self._show(shown, len(looked_at), options))
        if options["problems"] and shown:
            raise CommandError(
                f"{len(shown)} of {_counted(len(looked_at))} {'has' if len(shown) == 1 else 'have'} problems."
            )

    def _write_to_pipe(self, write: Callable[[], None]) -> None:
        try:
            write()
            self.stdout.flush()
        except BrokenPipeError:  # `| head` has seen enough; what is left would be written when Python exits
            with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
                os.dup2(nowhere.fileno(), self.stdout.fileno())

    def _show_map(self, options: dict[str, Any]) -> None:
        """Show the map of some packages."""
        from typedsignals._tools import maps  # noqa: PLC0415  # only for this

        others = [name for name in ("app", "signal", "model", "problems") if options[name]]
        if others:
            raise CommandError(f"--map does not go with --{others[0]}", returncode=_COULD_NOT_RUN)
        packages = options["map"] or [config.name for config in apps.get_app_configs() if _is_own(config)]
        if not packages:
            raise CommandError("all apps are installed in site-packages: name PACKAGEs", returncode=_COULD_NOT_RUN)
        try:
            wiring = maps.survey(packages)
        except PackageError as error:
            raise CommandError(str(error), returncode=_COULD_NOT_RUN) from error
        for note in maps.notes(wiring):
            self.stderr.write(note)
        text = maps.as_json(wiring) if options["json"] else maps.as_text(wiring)
        self.stdout.write(maps.encodable(text, getattr(self.stdout, "encoding", None)))

    def _show(self, shown: list[Row], looked_at: int, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps([asdict(row) for row in shown], indent=2))
        elif shown:
            self._show_table(shown, options)
        else:
            self.stdout.write(f"No problems in {_counted(looked_at)}." if options["problems"] else "No connections.")

    def _show_table(self, shown: list[Row], options: dict[str, Any]) -> None:
        try:
            from rich.console import Console  # noqa: PLC0415  # an extra

            from typedsignals.django._table import show  # noqa: PLC0415  # it needs rich
        except ModuleNotFoundError as error:
            raise CommandError(
                "showing a table needs rich, which is not installed: pip install 'typedsignals[cli]'; or use --json",
                returncode=_COULD_NOT_RUN,
            ) from error
        to_people = self.stdout.isatty()
        console = Console(
            file=StringIO(),  # by itself, rich ends Python where a pipe is closed
            width=get_terminal_size().columns if to_people or "COLUMNS" in os.environ else _WIDE,
            force_terminal=to_people or options["force_color"],
            color_system=None if options["no_color"] else "auto",
            markup=False,
            highlight=False,
            emoji=False,
        )
        show(shown, console, getattr(self.stdout, "encoding", None) or "utf-8")
        text = cast("StringIO", console.file).getvalue()
        self.stdout.write("\n".join(line.rstrip() for line in text.splitlines()))


def _is_own(config: AppConfig) -> bool:
    return not {"site-packages", "dist-packages"}.intersection(Path(config.path).parts)


def _counted(number: int) -> str:
    return f"{number} connection{'' if number == 1 else 's'}"


def _refuse_what_is_not_there(surveyed: Iterable[SignalInfo], every: list[Row], options: dict[str, Any]) -> None:
    """Refuse a misspelt filter: under --problems it would find nothing wrong for ever."""
    app, signal, model = options["app"], options["signal"], options["model"]
    if app and app not in apps.app_configs:
        raise _misspelt("app", app, apps.app_configs, f"--app takes one of {', '.join(apps.app_configs)}")
    signals = {*built_in.__all__, *(each.name for each in surveyed)}
    if signal and not any(_is_named(name, signal) for name in signals):
        ends = {name.split(".", dots)[-1] for name in signals for dots in range(name.count(".") + 1)}
        raise _misspelt("signal", signal, ends, "--signal takes the name of one, or its end, of what is imported")
    models = {each._meta.label for each in apps.get_models()}
    senders = {row.sender for row in every if row.sender}
    if model and not any(_is_sender(name, model) for name in models | senders):
        raise _misspelt("model", model, models, "--model takes one as shop.Order")


def _misspelt(kind: str, given: str, known: Iterable[str], takes: str) -> CommandError:
    close = did_you_mean(given, known) or did_you_mean(given.rpartition(".")[2], known) or "."
    return CommandError(f"there is no {kind} {given!r}{close} {takes}.", returncode=_COULD_NOT_RUN)


def _is_named(name: str, wanted: str) -> bool:
    return f".{name}".endswith(f".{wanted}")


def _is_sender(name: str | None, model: str) -> bool:
    return (name or "").lower() == model.lower()


def _is_wanted(row: Row, options: dict[str, Any]) -> bool:
    signal, model, app = options["signal"], options["model"], options["app"]
    return (
        (not signal or _is_named(row.signal, signal))
        and (not model or _is_sender(row.sender, model))
        and (not app or row.app == app)
    )
