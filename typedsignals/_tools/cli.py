"""The commands of `python -m typedsignals`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from typedsignals import __version__
from typedsignals._tools.checkers import CHECKERS, CheckerError, installed, run
from typedsignals._tools.stubs import OverlayError, check, lay_out
from typedsignals._tools.walls import walls as find_walls


class _NotRunError(click.ClickException):
    """Something could not be run: not the same as something found."""

    exit_code = 2


@click.group()
@click.version_option(__version__, message="typedsignals %(version)s")
def main() -> None:
    """Tools around typed signals."""


@main.command(short_help="Lay types over the signals of Django and of other packages, for unchanged code.")
@click.argument("directory", type=click.Path(path_type=Path))
@click.option(
    "--package",
    "packages",
    multiple=True,
    metavar="NAME",
    help="Write the stubs of this package's signals instead of Django's; may be repeated, and django is a package, too.",
)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if it would now be written otherwise.")
@click.option("--force", is_flag=True, help="Overwrite files of the overlay that were edited.")
def stubs(directory: Path, packages: tuple[str, ...], only_check: bool, force: bool) -> None:
    """Lay out the typed overlay of Django's signal modules in DIRECTORY, or with --package stubs of others' signals.

    Then point the type checker there: mypy_path (mypy), stubPath (pyright), search-path (pyrefly), extra-paths (ty); mypy
    finds the stubs of packages in DIRECTORY/.mypy. Run it again after an upgrade of django-stubs or of a package. It need
    not be committed: a .gitignore in it keeps it out of git, and formatters leave it alone.
    """
    try:
        if only_check:
            check(directory, packages)
            click.echo(f"the overlay in {directory} is up to date")
        else:
            click.echo(f"{len(lay_out(directory, packages, force=force))} files written to {directory}")
    except OverlayError as error:
        raise click.ClickException(str(error)) from error


@main.command("check-types", short_help="Compare what type checkers report with the lines that you marked.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--checker",
    "checkers",
    multiple=True,
    type=click.Choice([checker.name for checker in CHECKERS]),
    help="Ask this one, which then has to be installed; may be repeated. Without it, each that is installed.",
)
@click.option(
    "--search-path",
    "search_paths",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where the files' imports are looked up first; may be repeated. Without it, the current directory.",
)
def check_types(paths: tuple[Path, ...], checkers: tuple[str, ...], search_paths: tuple[Path, ...]) -> None:
    """Compare what type checkers report in PATHS, files and folders of Python, with the lines marked `# E: reason`.

    A marked line has to be reported, and no other line may be. `# E[mypy, ty]` is for these checkers alone. Each runs
    in its strictest usual mode, without your configuration. The exit code is 1 if something differs, and 2 if a checker
    could not be run or no line is marked.
    """
    try:
        report = run(installed(checkers), paths, search_paths=search_paths or [Path.cwd()], unmarked=False)
    except CheckerError as error:
        raise _NotRunError(str(error)) from error
    click.echo(f"{report}\n{_count(report.marks, 'marked line')}, {_count(report.verdicts, 'checker')}")
    if not report.ok:
        raise SystemExit(1)


@main.command(short_help="Find what no type checker sees of your signals.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--search-path",
    "search_paths",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where the files' imports are looked up first; may be repeated. Without it, the current directory.",
)
@click.option(
    "--django-settings",
    envvar="DJANGO_SETTINGS_MODULE",
    metavar="MODULE",
    help="Look up lazy senders among the models of these settings; by default of $DJANGO_SETTINGS_MODULE.",
)
def walls(paths: tuple[Path, ...], search_paths: tuple[Path, ...], django_settings: str | None) -> None:
    """Report mistakes with signals that no type checker sees, in PATHS, files and folders of Python.

    Such are senders that never send the signal, parameters that no send fills, and wrong calls of decorated receivers.
    Whichever checker you use, this runs mypy with our plugin, without your configuration, and leaves out what mypy reports
    by itself. The exit code is 1 if something is found, and 2 if mypy could not look.
    """
    try:
        found = find_walls(paths, search_paths=search_paths or [Path.cwd()], django_settings=django_settings or None)
    except CheckerError as error:
        raise _NotRunError(str(error)) from error
    click.echo("".join(f"{finding}\n" for finding in found) + f"{_count(found, 'mistake')} that no type checker sees")
    if found:
        raise SystemExit(1)


def _count(things: Sequence[object], noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"
