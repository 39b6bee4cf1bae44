"""The commands of `python -m typedsignals`."""

from __future__ import annotations

from pathlib import Path

import click

from typedsignals import __version__
from typedsignals._stubs import OverlayError, lay_out, stale


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


def _report(directory: Path, differences: list[str]) -> None:
    if differences:
        click.echo("\n".join(differences))
        raise click.ClickException(f"the overlay is stale; write it anew: python -m typedsignals stubs {directory}")
    click.echo(f"the overlay in {directory} is up to date")
