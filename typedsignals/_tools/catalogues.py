"""Knows the catalogues, which type the signals that other packages send, and makes stubs of them.

A catalogue is a folder. Ours are in `stubs/catalogues`, each under the name that users give to `--package`; a package
ships its own with an entry point of that name in the group `typedsignals.catalogues`, whose value is the folder, written
as a module (`shop.catalogue`). In it are

- `catalogue.toml`: `distribution`, which has to be installed; `versions` of it that the stubs fit, a version specifier; and
  `needs`, a list of other distributions that the stubs import, if any;
- stubs of the modules that hold signals, and of no others, where they are in the package: `shop/signals.pyi`.

Rules of this file:
- All else of the package keeps the types that it had: the stubs are partial (PEP 561), in a folder like `shop-stubs`. Beside
  them stand the `__init__`s above each module as checkers know them already, without which pyrefly takes the folder for all
  that there is. Where stubs of the package are installed, all of these stand there, or pyrefly would not look into them;
  their `py.typed` then ends without a new line, or pyright would read the installed ones over ours.
- mypy looks for no `-stubs` on its path, but goes on with what is installed after a package on it. So in `.mypy/shop` the
  modules and the `__init__`s stand once more; one that mypy would not read, being untyped, is of type Any as it was.
- Nothing of the package is imported.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.metadata import EntryPoint, PackageNotFoundError, distribution, entry_points, version
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from typedsignals import __version__

__all__ = ["MANIFEST", "Catalogue", "OverlayError", "catalogue", "names", "shipped", "stubs_of"]

MANIFEST = ".typedsignals-overlay.json"
GROUP = "typedsignals.catalogues"
_ANY = "from typing import Any\n\ndef __getattr__(name: str) -> Any: ...\n"

Texts = dict[str, tuple[str, str]]
"""What is to be written into a folder: by path, where it comes from and the text."""


class OverlayError(Exception):
    """The overlay cannot be laid out; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Which signals a package sends, as stubs in a folder; and who says so."""

    name: str
    folder: Path
    by: str
    distribution: str
    versions: str
    needs: tuple[str, ...]

    @property
    def stubs(self) -> dict[str, str]:
        """The stubs, by their path."""
        files = sorted(self.folder.rglob("*.pyi"))
        return {file.relative_to(self.folder).as_posix(): file.read_text("utf-8") for file in files}


def shipped() -> Path:
    """Return where the stubs of this distribution are."""
    package = Path(__file__).resolve().parents[1]
    roots = [package / "_overlay", package.parent / "stubs"]  # in the wheel, in the source tree
    root = next((root for root in roots if (root / "django").is_dir()), None)
    if root is None:
        raise OverlayError(f"cannot find the overlay's modules beside {package}: reinstall typedsignals.")
    return root


def names() -> list[str]:
    """Return the names of the catalogues that there are, ours and those that packages ship."""
    ours = {folder.name for folder in (shipped() / "catalogues").iterdir() if folder.is_dir()}
    return sorted(ours | entry_points(group=GROUP).names)


def catalogue(name: str) -> Catalogue:
    """Return the catalogue of this name, the package's own before ours; OverlayError where there is none that can be read."""
    if name not in names():
        close = get_close_matches(name, ["django", *names()], n=1)
        meant = f" Did you mean {close[0]}?" if close else ""
        raise OverlayError(f"there is no catalogue of {name}.{meant} There are: {', '.join(['django', *names()])}.")
    entry = next(iter(entry_points(group=GROUP, name=name)), None)
    if entry is None:
        return _read(name, shipped() / "catalogues" / name, f"typedsignals {__version__}")
    by = f"{entry.dist.name} {entry.dist.version}" if entry.dist else "an unknown distribution"
    folder = _folder(entry)
    if folder is None:
        raise OverlayError(
            f"cannot find the catalogue {name} of {by}: its entry point says '{entry.value}', and there is no such folder. "
            "Tell those who ship it."
        )
    return _read(name, folder, by)


def _read(name: str, folder: Path, by: str) -> Catalogue:
    try:
        return _understood(name, folder, by)
    except (OSError, ValueError) as error:
        raise OverlayError(
            f"cannot read the catalogue {name} of {by} in {folder}: {error}. Tell those who ship it."
        ) from error


def _understood(name: str, folder: Path, by: str) -> Catalogue:
    match tomllib.loads((folder / "catalogue.toml").read_text("utf-8")):
        case {"distribution": str(of), "versions": str(versions), **more} if of:
            needs = more.pop("needs", [])
        case _:
            raise ValueError("it has to say its 'distribution' and 'versions', each a text")
    if more or not isinstance(needs, list) or not all(isinstance(each, str) and each for each in needs):
        raise ValueError("beside 'distribution' and 'versions' it may say 'needs', a list of texts, and no more")
    SpecifierSet(versions)
    for each in (of, *needs):
        canonicalize_name(each, validate=True)
    found = Catalogue(name, folder, by, of, versions, tuple(needs))
    if not found.stubs:
        raise ValueError("it has no stubs")
    astray = next((path for path in found.stubs if not path.split("/")[0].isidentifier()), None)
    if astray:
        raise ValueError(f"{astray} has to be in a folder with the name of its package")
    return found


def _folder(entry: EntryPoint) -> Path | None:
    top, *below = entry.value.split(".")
    return next((folder for each in _places(top) if (folder := each.joinpath(*below)).is_dir()), None)


def _places(package: str) -> Iterator[Path]:
    """Where an installed package is; overlays of ours are not."""
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec else None
    for place in map(Path, places or ()):
        if not (place / MANIFEST).exists():
            yield place


def stubs_of(name: str) -> dict[str, Texts]:
    """Return what is to be written for a package: by folder, and in it by path.

    Raises OverlayError where there is no such catalogue, and where the package or another that it needs is not installed,
    or is of a version that the catalogue does not fit.
    """
    found = catalogue(name)
    _refuse_unfit(found)
    ours = {path: (f"Typed by {found.by}.", text) for path, text in found.stubs.items()}
    folders: dict[str, Texts] = {}
    for package in sorted({path.split("/")[0] for path in ours}):
        below = {path.partition("/")[2]: text for path, text in ours.items() if path.startswith(f"{package}/")}
        folders[f"{package}-stubs"], folders[f".mypy/{package}"] = _completed(package, found, below)
    return folders


def _refuse_unfit(found: Catalogue) -> None:
    fitting = f"{found.distribution}{found.versions}"
    for needed, requirement in [(found.distribution, fitting), *((each, each) for each in found.needs)]:
        try:
            installed = version(needed)
        except PackageNotFoundError:
            raise OverlayError(
                f"cannot write stubs of {found.name}: {needed} is not installed, and they need it. "
                f"Install it where your type checker runs: pip install '{requirement}'"
            ) from None
        if needed == found.distribution and not SpecifierSet(found.versions).contains(installed, prereleases=True):
            raise OverlayError(
                f"cannot write stubs of {found.name}: {needed} {installed} is installed, and the catalogue of {found.by} "
                f"is for {fitting}. Install such a {needed}, or another version of {found.by.split()[0]}."
            )


def _completed(package: str, found: Catalogue, ours: Texts) -> tuple[Texts, Texts]:
    """Return our stubs of a package with all that has to stand beside them: for every checker but mypy, and for mypy."""
    installed = f"{found.distribution} {version(found.distribution)}"
    beside = Path(str(distribution(found.distribution).locate_file(package)))  # whatever the current directory holds
    source = beside if beside.is_dir() else next(_places(package), None)
    stubs = next(_places(f"{package}-stubs"), None)
    if source is None:
        raise OverlayError(
            f"cannot find the package {package}, which the catalogue of {found.by} types, in {installed}."
        )
    copied = f"Copied from {stubs.name if stubs else installed}."
    folders = {folder for path in ours for folder in PurePosixPath(path).parents}
    above = {file.relative_to(stubs or source): file for folder in folders for file in _init(stubs or source, folder)}
    known = {path.as_posix(): (copied, _text(file)) for path, file in above.items()}
    if stubs:
        theirs = {file.relative_to(stubs).as_posix(): (copied, _text(file)) for file in stubs.rglob("*.pyi")}
        marker = stubs / "py.typed"
        partial = marker.read_text("utf-8").strip() if marker.exists() else ""
        return {**theirs, **ours, "py.typed": ("", partial)}, {**known, **ours}
    untyped = {path.with_suffix(".pyi").as_posix(): (f"Untyped in {installed}.", _ANY) for path in above}
    typed = (source / "py.typed").exists()
    return {**known, **ours, "py.typed": ("", "partial\n")}, {**(known if typed else untyped), **ours}


def _init(root: Path, folder: PurePosixPath) -> list[Path]:
    """Return the file that makes a folder a package to checkers, if it is one."""
    return [file for suffix in (".pyi", ".py") if (file := root / folder / f"__init__{suffix}").exists()][:1]


def _text(file: Path) -> str:
    """Read a file of somebody else; a letter in another encoding is not worth an error."""
    return file.read_text("utf-8", errors="replace")
