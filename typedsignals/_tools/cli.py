"""The commands of `python -m typedsignals`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, redirect_stdout
from pathlib import Path
from typing import Any

import click

from typedsignals import __version__
from typedsignals._tools.checkers import CHECKERS, CheckerError, installed, run
from typedsignals._tools.findings import FORMATS as REPORTS
from typedsignals._tools.graphs import as_dot, as_mermaid
from typedsignals._tools.maps import aligned, as_json, as_text, counted, encodable, survey, table
from typedsignals._tools.pages import as_html
from typedsignals._tools.recorded import RecordError, difference, write
from typedsignals._tools.stubs import OverlayError, lay_out
from typedsignals._tools.stubs import check as check_overlay
from typedsignals._tools.walls import walls as find_walls
from typedsignals.wiring import CODES, Finding, PackageError, Place, Wiring
from typedsignals.wiring import check as find

_FORMATS: dict[str, Callable[[Wiring], str]] = {
    "text": as_text,
    "json": as_json,
    "mermaid": as_mermaid,
    "dot": as_dot,
    "html": as_html,
}


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
            check_overlay(directory, packages)
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
    click.echo(f"{report}\n{counted(report.marks, 'marked line')}, {counted(report.verdicts, 'checker')}")
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
    click.echo("".join(f"{finding}\n" for finding in found) + f"{counted(found, 'mistake')} that no type checker sees")
    if found:
        raise SystemExit(1)


def _of_packages(command: Callable[..., None]) -> Callable[..., None]:
    """Add what `list` and `map` have in common: of which packages, and the settings of a Django project."""
    options = [
        click.argument("packages", metavar="PACKAGE...", nargs=-1, required=True),
        click.option(
            "--all",
            "everything",
            is_flag=True,
            help="Also the signals that these packages neither make nor send nor hear.",
        ),
        click.option(
            "--exclude",
            multiple=True,
            metavar="PATTERN",
            help="Import no module of this name, such as 'shop.tests' or '*.tests', and nothing in it; may be repeated.",
        ),
        click.option(
            "--django-settings",
            metavar="MODULE",
            help="Set Django up with these settings first; by default with $DJANGO_SETTINGS_MODULE, if there is one.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@main.command(
    "list", short_help="List a program's signals, with how many places send them and how many receivers hear them."
)
@_of_packages
@click.option("--json", "is_json", is_flag=True, help="As JSON, with all that `map` knows.")
def list_signals(
    packages: tuple[str, ...], everything: bool, exclude: tuple[str, ...], django_settings: str | None, is_json: bool
) -> None:
    """List the signals that are made, sent or heard in PACKAGE..., which are imported with all their modules.

    The exit code is 2 if a package cannot be imported. A module in it that cannot be is reported, and the rest is listed.
    """
    wiring = _wiring(packages, everything, exclude, django_settings)
    rows = [("signal", "sends", "senders", "receivers", "made in"), *table(wiring)]
    _write(as_json(wiring) if is_json else aligned(rows) if wiring.signals else "No signals.")


@main.command("map", short_help="Show who sends what to whom in a program.")
@_of_packages
@click.option("--format", "form", type=click.Choice(list(_FORMATS)), default="text", help="By default text.")
def show_map(
    packages: tuple[str, ...], everything: bool, exclude: tuple[str, ...], django_settings: str | None, form: str
) -> None:
    """Show the signals that are made, sent or heard in PACKAGE..., each with who sends it and who is connected to it.

    The packages are imported with all their modules; connections are those that there are then, in the order of their calls.
    Sends are found in the source. The exit code is 2 if a package cannot be imported. A module in it that cannot be is
    reported, and the rest is shown.
    """
    _write(_FORMATS[form](_wiring(packages, everything, exclude, django_settings)))


@main.command(short_help="Find what looks like a mistake in who sends what to whom; compare it with a file.")
@_of_packages
@click.option("--ignore", default="", metavar="CODE,...", help=f"Leave these findings out: {', '.join(CODES)}.")
@click.option(
    "--write", "written", type=click.Path(dir_okay=False, path_type=Path), help="Write the wiring into this file."
)
@click.option(
    "--wiring",
    "compared",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Fail where the wiring differs from what --write has written into this file, with a diff.",
)
@click.option("--format", "form", type=click.Choice(list(REPORTS)), default="text", help="By default text.")
def check(
    packages: tuple[str, ...],
    everything: bool,
    exclude: tuple[str, ...],
    django_settings: str | None,
    ignore: str,
    written: Path | None,
    compared: Path | None,
    form: str,
) -> None:
    """Find what looks like a mistake in who sends what to whom in PACKAGE..., which are imported with all their modules.

    The exit code is 1 if anything is found that is not ignored, and 2 if the check could not run. A module that cannot be
    imported is a finding.
    """
    codes = [code.strip() for code in ignore.split(",") if code.strip()]
    unknown = [code for code in codes if code not in CODES]
    if unknown:
        raise click.BadParameter(f"there is no code {unknown[0]!r}; take of {', '.join(CODES)}", param_hint="--ignore")
    if written and compared:
        raise click.UsageError("--write writes the file that --wiring reads: give one of them")
    wiring = _wiring(packages, everything, exclude, django_settings)
    findings = list(find(wiring, ignore=codes))
    try:
        if written:
            write(wiring, written)
        if compared and "wiring" not in codes and (changed := difference(wiring, compared)):
            message = f"the wiring has changed; if it should have, write it anew\n{changed}"
            findings.append(Finding("wiring", str(compared), message, Place(str(compared), 1)))
    except RecordError as error:
        raise _NotRunError(str(error)) from error
    _write(REPORTS[form](findings))
    if findings:
        raise SystemExit(1)


def _wiring(
    packages: tuple[str, ...], everything: bool, exclude: tuple[str, ...], django_settings: str | None
) -> Wiring:
    """Return the wiring once Django is set up, and say on stderr what has to be said beside it."""
    if django_settings:
        os.environ["DJANGO_SETTINGS_MODULE"] = django_settings
    try:
        if os.environ.get("DJANGO_SETTINGS_MODULE"):
            _set_django_up()
        with _busy(f"importing and reading {', '.join(packages)}"):
            wiring, notes = survey(packages, everything=everything, exclude=exclude)
    except PackageError as error:
        raise _NotRunError(str(error)) from error
    except KeyboardInterrupt as error:  # click would end with 1, as if something was found
        raise _NotRunError("interrupted") from error
    for note in notes:
        click.echo(note, err=True)
    return wiring


def _busy(what: str) -> AbstractContextManager[object]:
    """Show on a terminal that something is done meanwhile. It is gone afterwards."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console
    from rich.text import Text

    return Console(stderr=True).status(Text(what))


def _set_django_up() -> None:
    try:
        with redirect_stdout(sys.stderr):
            import django

            django.setup()
    except (Exception, SystemExit) as error:  # settings may end Python, with 1
        raise _NotRunError(f"cannot set Django up: {type(error).__name__}: {error}") from error


def _write(text: str) -> None:
    """Print what the terminal cannot encode with backslashes, and nothing more where a pipe is closed."""
    out: Any = sys.stdout
    try:
        out.write(encodable(text, out.encoding) + "\n")
        out.flush()
    except OSError as error:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:  # what is left would be written when Python exits
            os.dup2(nowhere.fileno(), out.fileno())
        if not isinstance(error, BrokenPipeError):  # `| head` has seen enough
            raise _NotRunError(f"cannot write: {error.strerror}") from error
