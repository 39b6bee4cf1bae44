"""The commands of `python -m typedsignals`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from typedsignals import __version__
from typedsignals._tools.checkers import CHECKERS, CheckerError, installed, run
from typedsignals._tools.stubs import OverlayError, lay_out, stale


class _NotRunError(click.ClickException):
    """Something could not be run: not the same as something found."""

    exit_code = 2


@click.group()
@click.version_option(__version__, package_name="typedsignals")
def main() -> None:
    """Tools around typed signals."""


@main.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; fail if the overlay is not as it would be written now.")
def stubs(directory: Path, check: bool) -> None:
    """Lay out the typed overlay of Django's signal modules in DIRECTORY.

    Then point the type checker there: mypy_path (mypy), stubPath (pyright), search-path (pyrefly), extra-paths (ty).
    Run it again after an upgrade of django-stubs.
    """
    try:
        if check:
            _report(directory, stale(directory))
        else:
            click.echo(f"{len(lay_out(directory))} files written to {directory}")
    except OverlayError as error:
        raise click.ClickException(str(error)) from error


@main.command("check-types")
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
    """Hold type checkers against PATHS, files and folders of Python whose wrong lines are marked: `# E: reason`.

    A marked line has to be reported, and no other line may be. `# E[mypy, ty]` speaks to these checkers alone. Each runs
    in its strictest usual mode, without your configuration. The exit code is 1 where something differs, 2 where a checker
    could not be run.
    """
    try:
        report = run(installed(checkers), paths, search_paths=search_paths or [Path.cwd()])
    except CheckerError as error:
        raise _NotRunError(str(error)) from error
    click.echo(f"{report}\n{_count(report.marks, 'marked line')}, {_count(report.verdicts, 'checker')}")
    if not report.ok:
        raise SystemExit(1)


def _count(things: Sequence[object], noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"


def _report(directory: Path, differences: list[str]) -> None:
    if differences:
        click.echo("\n".join(differences))
        raise click.ClickException(f"the overlay is stale; write it anew: python -m typedsignals stubs {directory}")
    click.echo(f"the overlay in {directory} is up to date")
