"""The commands of `python -m typedsignals`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import asdict
from pathlib import Path

import click

from typedsignals import __version__
from typedsignals._tools.checkers import CHECKERS, CheckerError, installed, run
from typedsignals._tools.checkers import as_json as report_as_json
from typedsignals._tools.findings import FORMATS as REPORTS
from typedsignals._tools.graphs import as_dot, as_mermaid
from typedsignals._tools.maps import as_json, as_text, counted, notes, survey, table
from typedsignals._tools.pages import as_html
from typedsignals._tools.recorded import RecordError, difference, write
from typedsignals._tools.stubs import OverlayError, lay_out
from typedsignals._tools.stubs import check as check_overlay
from typedsignals._tools.terminal import busy, fitted, show
from typedsignals._tools.terminal import write as write_text
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


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="typedsignals %(version)s")
def main() -> None:
    """Show and check the signals of a program, and what type checkers report of them."""


def _below(examples: Sequence[str], codes: Mapping[int, str]) -> str:
    """Return what a command's help ends with."""
    ways = [f"  python -m typedsignals {each}" for each in examples]
    ends = [f"  {code}  {meaning}" for code, meaning in codes.items()]
    return "\n".join(["\b", "Examples:", *ways, "", "\b", "Exit codes:", *ends])


@main.command(
    short_help="Write typed stubs for the signals of Django and of other packages.",
    epilog=_below(
        (
            "stubs typings",
            "stubs typings --package celery --package flask",
            "stubs typings --check",
        ),
        {0: "written, or up to date", 1: "not up to date, or cannot be written"},
    ),
)
@click.argument("directory", type=click.Path(path_type=Path))
@click.option(
    "--package",
    "packages",
    multiple=True,
    metavar="NAME",
    help="Write stubs for this package instead of Django; may be repeated. django is a package, too.",
)
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing. Fail if the files are not what would be written."
)
@click.option("--force", is_flag=True, help="Overwrite files that were edited since they were written.")
@click.option("--json", "is_json", is_flag=True, help="Print the names of the files as JSON.")
def stubs(directory: Path, packages: tuple[str, ...], only_check: bool, force: bool, is_json: bool) -> None:
    """Write stubs into DIRECTORY that give types to Django's signals, or with --package to those of other packages.

    Your code does not change. Then name DIRECTORY in the settings of the type checker: mypy_path (mypy), stubPath (pyright),
    search-path (pyrefly), extra-paths (ty). mypy finds the stubs of packages in DIRECTORY/.mypy. Run the command again after
    an upgrade of django-stubs or of a package. DIRECTORY ignores itself in git, and formatters skip it.
    """
    try:
        if only_check:
            check_overlay(directory, packages)
            files, text = list[str](), f"the overlay in {directory} is up to date"
        else:
            files = lay_out(directory, packages, force=force)
            text = f"{len(files)} files written to {directory}"
    except OverlayError as error:
        raise click.ClickException(str(error)) from error
    write_text(json.dumps({"directory": str(directory), "written": files}, indent=2) if is_json else text)


_search_paths = click.option(
    "--search-path",
    "search_paths",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Look up imports of the files here first; may be repeated. Without it, in the current directory.",
)


@main.command(
    "check-types",
    short_help="Compare what type checkers report with the lines marked `# E:`.",
    epilog=_below(
        (
            "check-types tests/typing",
            "check-types tests/typing --checker mypy --checker pyright",
        ),
        {
            0: "every checker reports the marked lines and no other",
            1: "a checker reports something else",
            2: "a checker could not run, or no line is marked",
        },
    ),
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--checker",
    "checkers",
    multiple=True,
    type=click.Choice([checker.name for checker in CHECKERS]),
    help="Run this type checker; may be repeated. Without it, all that are installed.",
)
@_search_paths
@click.option("--json", "is_json", is_flag=True, help="Print the result as JSON.")
def check_types(
    paths: tuple[Path, ...], checkers: tuple[str, ...], search_paths: tuple[Path, ...], is_json: bool
) -> None:
    """Compare what type checkers report in PATHS (Python files and folders) with the lines that are marked as wrong.

    Each checker has to report every line that ends with `# E:` and a reason, and no other line. A mark `# E[mypy, ty]:` is
    for these checkers only. The checkers run in their strict mode, without your configuration.
    """
    try:
        report = run(installed(checkers), paths, search_paths=search_paths or [Path.cwd()], unmarked=False)
    except CheckerError as error:
        raise _NotRunError(str(error)) from error
    if is_json:
        write_text(report_as_json(report))
    else:
        show(f"{report}\n{counted(report.marks, 'marked line')}, {counted(report.verdicts, 'checker')}")
    if not report.ok:
        raise SystemExit(1)


@main.command(
    short_help="Find mistakes with signals that no type checker reports.",
    epilog=_below(
        (
            "walls shop",
            "walls shop --django-settings shop.settings",
        ),
        {0: "no mistakes", 1: "mistakes", 2: "mypy could not run"},
    ),
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@_search_paths
@click.option(
    "--django-settings",
    envvar="DJANGO_SETTINGS_MODULE",
    metavar="MODULE",
    help="Look up senders such as 'shop.Order' among the models of these settings. Default: $DJANGO_SETTINGS_MODULE.",
)
@click.option("--json", "is_json", is_flag=True, help="Print the findings as JSON.")
def walls(paths: tuple[Path, ...], search_paths: tuple[Path, ...], django_settings: str | None, is_json: bool) -> None:
    """Report mistakes with signals that no type checker reports, in PATHS (Python files and folders).

    They are: a sender that never sends the signal, a parameter that no send fills, a wrong call of a decorated receiver. The
    command runs mypy with the plugin of typedsignals, whichever checker you use, without your configuration, and leaves out
    what mypy reports without the plugin.
    """
    try:
        found = find_walls(paths, search_paths=search_paths or [Path.cwd()], django_settings=django_settings or None)
    except CheckerError as error:
        raise _NotRunError(str(error)) from error
    if is_json:
        write_text(json.dumps([{**asdict(each), "path": str(each.path)} for each in found], indent=2))
    else:
        show("".join(f"{each}\n" for each in found) + f"{counted(found, 'mistake')} that no type checker reports")
    if found:
        raise SystemExit(1)


_EXCLUDE = click.option(
    "--exclude",
    multiple=True,
    metavar="PATTERN",
    help="Skip modules of this name, such as 'shop.tests' or '*.tests', and all in them; may be repeated.",
)
_SETTINGS = click.option(
    "--django-settings",
    metavar="MODULE",
    help="Set up Django with these settings first. Default: $DJANGO_SETTINGS_MODULE, where it is set.",
)


def _of_packages(command: Callable[..., None]) -> Callable[..., None]:
    """Add what `list` and `map` have in common: of which packages, and the settings of a Django project."""
    options = [
        click.argument("packages", metavar="PACKAGE...", nargs=-1, required=True),
        click.option(
            "--all",
            "everything",
            is_flag=True,
            help="Include signals that these packages neither declare nor send nor connect to.",
        ),
        _EXCLUDE,
        _SETTINGS,
    ]
    for option in reversed(options):
        command = option(command)
    return command


@main.command(
    "list",
    short_help="List the signals of a program, with the numbers of senders and receivers.",
    epilog=_below(
        (
            "list shop",
            "list shop --json",
        ),
        {0: "listed", 2: "a package cannot be imported"},
    ),
)
@_of_packages
@click.option("--json", "is_json", is_flag=True, help="Print what `map --json` prints.")
def list_signals(
    packages: tuple[str, ...], everything: bool, exclude: tuple[str, ...], django_settings: str | None, is_json: bool
) -> None:
    """List the signals that PACKAGE... declare, send or connect to.

    The packages are imported with all their modules. A module that cannot be imported is reported, and the rest is listed.
    """
    wiring = _wiring(packages, everything, exclude, django_settings)
    if is_json:
        write_text(as_json(wiring))
    elif wiring.signals:
        show(fitted([("signal", "sends", "senders", "receivers", "made in"), *table(wiring)]))
    else:
        show("No signals.")


@main.command(
    "map",
    short_help="Show who sends what to whom: as text, JSON, a drawing or a web page.",
    epilog=_below(
        (
            "map shop",
            "map shop --format html > map.html",
        ),
        {0: "shown", 2: "a package cannot be imported"},
    ),
)
@_of_packages
@click.option("--format", "form", type=click.Choice(list(_FORMATS)), default="text", help="Default: text.")
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
def show_map(
    packages: tuple[str, ...], everything: bool, exclude: tuple[str, ...], django_settings: str | None, form: str
) -> None:
    """Show the signals that PACKAGE... declare, send or connect to, each with the places that send it and its receivers.

    The packages are imported with all their modules. Receivers are those that are connected then, in the order of their
    calls; sends are found in the source. A module that cannot be imported is reported, and the rest is shown.
    """
    text = _FORMATS[form](_wiring(packages, everything, exclude, django_settings))
    _print(text, form)


@main.command(
    short_help="Find likely mistakes: signals never sent, receivers never called.",
    epilog=_below(
        (
            "check shop",
            "check shop --ignore never-sent,loop",
            "check shop --write wiring.txt",
            "check shop --wiring wiring.txt",
        ),
        {0: "no findings", 1: "findings", 2: "the check could not run"},
    ),
)
@_of_packages
@click.option("--ignore", default="", metavar="CODE,...", help=f"Leave out these findings: {', '.join(CODES)}.")
@click.option(
    "--write",
    "written",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the wiring (who sends what to whom) into this file, to be committed.",
)
@click.option(
    "--wiring",
    "compared",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Report a finding, with a diff, if the wiring differs from this file that --write has written.",
)
@click.option("--format", "form", type=click.Choice(list(REPORTS)), default="text", help="Default: text.")
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
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
    """Find likely mistakes with the signals of PACKAGE...: signals that nobody sends, receivers that are never called, loops.

    The packages are imported with all their modules. A module that cannot be imported is a finding.
    """
    codes = [code.strip() for code in ignore.split(",") if code.strip()]
    unknown = [code for code in codes if code not in CODES]
    if unknown:
        raise click.BadParameter(f"there is no code {unknown[0]!r}; take of {', '.join(CODES)}", param_hint="--ignore")
    if written and compared:
        raise click.UsageError("--write writes the file that --wiring reads: give one of them")
    wiring = _wiring(packages, everything, exclude, django_settings, failures=False)  # those are findings
    findings = list(find(wiring, ignore=codes))
    try:
        if written:
            write(wiring, written)
        if compared and "wiring" not in codes and (changed := difference(wiring, compared)):
            message = f"the wiring has changed; if it should have, write it anew\n{changed}"
            findings.append(Finding("wiring", str(compared), message, Place(str(compared), 1)))
    except RecordError as error:
        raise _NotRunError(str(error)) from error
    _print(REPORTS[form](findings), form)
    if findings:
        raise SystemExit(1)


@main.command(
    short_help="Declare the untyped signals of a Django project: a diff, or --write.",
    epilog=_below(
        (
            "adopt shop",
            "adopt shop tests --django-settings shop.settings",
            "adopt shop --write",
        ),
        {0: "nothing to declare, or written", 1: "there is something to declare", 2: "the command could not run"},
    ),
)
@click.argument("packages", metavar="PACKAGE...", nargs=-1, required=True)
@click.option("--write", "is_written", is_flag=True, help="Write the files instead of printing a diff.")
@click.option(
    "--to",
    "decorator",
    type=click.Choice(["django_signal", "keyword_signal"]),
    default="django_signal",
    help="What the signals become. Default: django_signal, which leaves them signals of Django.",
)
@click.option(
    "--checker",
    type=click.Choice(["mypy", "pyright"]),
    help="The type checker that is asked for types. Default: mypy if it is installed, else pyright.",
)
@_EXCLUDE
@_SETTINGS
@click.option("--json", "is_json", is_flag=True, help="Print everything that was found as JSON, with the diff.")
def adopt(
    packages: tuple[str, ...],
    is_written: bool,
    decorator: str,
    checker: str | None,
    exclude: tuple[str, ...],
    django_settings: str | None,
    is_json: bool,
) -> None:
    """Propose a typed declaration for each `Signal()` of Django in PACKAGE....

    The packages are imported with all their modules. A declaration has the sender and the keywords that the sends in these
    packages agree on, with the types that mypy or pyright infers for them. What is in doubt becomes a comment `# adopt: ...`.
    So name all packages that send the signals or connect to them, the tests too.

    Without --write, a diff is printed and nothing is changed. The summary goes to stderr.
    """
    try:
        from typedsignals._tools import adopt as adopting
    except ModuleNotFoundError as error:
        needed = f"adopt needs {error.name}, which is not installed: pip install 'typedsignals[adopt]'"
        raise _NotRunError(needed) from error
    try:
        _set_django_up(django_settings)
        settings = os.environ.get("DJANGO_SETTINGS_MODULE")
        with busy(f"importing and reading {', '.join(packages)}, and asking a type checker"):
            found = adopting.adopt(
                packages, exclude=exclude, decorator=decorator, checker=checker, django_settings=settings
            )
        if is_written:
            adopting.write(found)
    except (PackageError, CheckerError, adopting.AdoptError) as error:
        raise _NotRunError(str(error)) from error
    except KeyboardInterrupt as error:  # click would end with 1, as if something was found
        raise _NotRunError("interrupted") from error
    if is_json:
        write_text(adopting.as_json(found, written=is_written))
    else:
        if found.changes and not is_written:
            show(adopting.diff(found).removesuffix("\n"))
        click.echo(adopting.summary(found, written=is_written), err=True)
    if found.changes and not is_written:
        raise SystemExit(1)


def _print(text: str, form: str) -> None:
    """Print a text for people as they read it, and any other format as it is."""
    if form == "text":
        show(text)
    else:
        write_text(text)


def _wiring(
    packages: tuple[str, ...],
    everything: bool,
    exclude: tuple[str, ...],
    django_settings: str | None,
    *,
    failures: bool = True,
) -> Wiring:
    """Return the wiring once Django is set up; print on stderr what is missing in it, modules only with ``failures``."""
    try:
        _set_django_up(django_settings)
        with busy(f"importing and reading {', '.join(packages)}"):
            wiring = survey(packages, everything=everything, exclude=exclude)
    except PackageError as error:
        raise _NotRunError(str(error)) from error
    except KeyboardInterrupt as error:  # click would end with 1, as if something was found
        raise _NotRunError("interrupted") from error
    for note in notes(wiring, failures=failures):
        click.echo(note, err=True)
    return wiring


def _set_django_up(settings: str | None) -> None:
    """Set Django up with these settings, or with those of the environment, if there are any."""
    if settings:
        os.environ["DJANGO_SETTINGS_MODULE"] = settings
    if not os.environ.get("DJANGO_SETTINGS_MODULE"):
        return
    try:
        with redirect_stdout(sys.stderr):
            import django

            django.setup()
    except (Exception, SystemExit) as error:  # settings may end Python, with 1
        raise _NotRunError(f"cannot set Django up: {type(error).__name__}: {error}") from error
