"""Lays out typed overlays in a user's project: of Django's signal modules, and of those of packages with a catalogue.

Rules of this file:
- The overlay of Django is our signal modules in a copy of the django-stubs that is installed, 5.2 or newer. Less would not
  do: pyright, once it found `django/db/__init__.pyi` in the overlay, looks there alone for `from django.db import transaction`.
  What is written for other packages is said by `catalogues.py`.
- All that we write is in a few folders of the directory, `django` for one. A manifest in each says what that is, with
  hashes. What is not in it, or no longer as it says, is not ours and is never removed, nor overwritten unless we are told to.
- All or nothing, for each folder: everything is written aside, and then exchanged by renaming. The directory itself stays:
  it may be a mount, or where somebody's shell is.
- Formatters and git leave it alone: each file says so, and a `.gitignore`, which is the user's once it is written.
- Nothing here imports Django: the overlay is for checkers, and can be laid out where only they are installed.
"""

from __future__ import annotations

import hashlib
import json
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TypeVar

from typedsignals._tools import catalogues
from typedsignals._tools.catalogues import MANIFEST, OverlayError, shipped

__all__ = ["OverlayError", "check", "lay_out"]

GITIGNORE = ".gitignore"
T = TypeVar("T")
_IGNORE_ALL = """\
# Written by `python -m typedsignals stubs` with the overlay, which need not be committed: the command writes it anew.
# To commit the overlay, delete this file. It is not written again.
*
"""
_MARKS = """\
# {origin}
# Written by `python -m typedsignals stubs`; the same command writes it anew.
# mypy: ignore-errors
# pyright: basic, {pyright}
# pyrefly: ignore-errors
# ty: ignore[blanket-ignore-comment, unused-ignore-comment, undefined-reveal]
# ty: ignore
# ruff: noqa
# ruff: noqa: PGH004
# isort: skip_file
# fmt: off
"""
# What pyright reports of what we copy, with every rule on; it obeys this in every mode. ty obeys a comment that names no rule,
# but reports that, and one that has nothing to ignore. The comment before forbids both; its third rule, which nothing breaks,
# gives its second one something to do.
_PYRIGHT_RULES = (
    *("reportArgumentType", "reportAssignmentType", "reportAttributeAccessIssue", "reportCallIssue"),
    *("reportGeneralTypeIssues", "reportInconsistentOverload", "reportIndexIssue", "reportInvalidTypeArguments"),
    *("reportInvalidTypeForm", "reportInvalidTypeVarUse", "reportMissingImports", "reportMissingModuleSource"),
    *("reportRedeclaration", "reportSelfClsParameterName", "reportUnsupportedDunderAll", "reportUnusedExpression"),
)
_RECEIVER = "from typedsignals.django.types import receiver as receiver\n"  # which the overlay has in full
# What django-stubs has had since 6.0: the overlay does without where it is not there.
_NEWER = ("django/tasks/signals.pyi",)
# Of modules that hold more than signals, single lines are exchanged.
_LINES = {
    # Any, as every setting, would fit each `sender=`, and checkers then check nothing.
    "django/conf/__init__.pyi": {r"^class LazySettings\b.*:$": r"\g<0>\n    AUTH_USER_MODEL: str"},
    "django/utils/autoreload.pyi": {
        "^autoreload_started: Signal$": (
            "from typedsignals.django.types import AutoreloadStartedSignal\n\nautoreload_started: AutoreloadStartedSignal"
        ),
        "^file_changed: Signal$": (
            "from typedsignals.django.types import FileChangedSignal\n\nfile_changed: FileChangedSignal"
        ),
    },
}


# What is to be said of a path; beside these, "missing" and "out of date".
_IN_THE_WAY = "in the way"
_EDITED = "not as we wrote it"
_NO_LONGER = "no longer part of the overlay"


def lay_out(directory: Path, packages: Sequence[str] = (), *, force: bool = False) -> list[str]:
    """Write the overlays of these packages, without any that of Django, anew if they are there, and return what was written.

    Files in the directory that are not ours stay as they are. Raises OverlayError, with nothing changed, for a directory
    that holds something else, for a folder in the place of a file, for a package without a catalogue, for one that is not
    installed or does not fit, for two that have stubs of the same, and, unless `force` overwrites them, for files that are
    not as we wrote them.
    """
    folders, command = _wanted(packages), _command(directory, packages, force=True)
    wanted = _together(folders.values())
    directory = directory.resolve()
    try:
        written = {folder: _manifest(directory, folder) for folder in folders}
        differences = _differences(directory, wanted, _together(filter(None, written.values())))
        if _IN_THE_WAY in differences:
            what = _and_more(differences[_IN_THE_WAY])
            raise OverlayError(f"{what} in {directory} cannot be overwritten. Move that away and try again.")
        if _EDITED in differences and not force:
            what = _and_more(differences[_EDITED])
            raise OverlayError(
                f"{what} in {directory} is not as we wrote it. Move that away and try again, or overwrite it: {command}"
            )
    except OSError as error:
        raise _unwritable(directory, error) from error
    for folder, texts in folders.items():
        try:
            _exchange(directory, folder, texts, written[folder])
        except OSError as error:
            raise _unwritable(directory / folder, error) from error
    return sorted(wanted)


def check(directory: Path, packages: Sequence[str] = ()) -> None:
    """Raise OverlayError, which says what to do, if the overlays are not as `lay_out` would write them now."""
    folders = _wanted(packages)
    written = {folder: _manifest(directory, folder) for folder in folders}
    missing = [folder for folder, files in written.items() if files is None]
    if missing:
        what = "overlay" if missing[0] == "django" else f"{missing[0]} of ours"
        raise OverlayError(f"there is no {what} in {directory}. Write it: {_command(directory, packages)}")
    differences = _differences(directory, _together(folders.values()), _together(filter(None, written.values())))
    if differences:
        found = "".join(f"\n  {_and_more(paths)}: {what}" for what, paths in differences.items())
        first = "Move away what is in the way, then write" if _IN_THE_WAY in differences else "Write"
        command = _command(directory, packages, force=_EDITED in differences)
        raise OverlayError(
            f"the overlay in {directory} is not as it would be written now:{found}\n{first} it: {command}"
        )


def _command(directory: Path, packages: Sequence[str], *, force: bool = False) -> str:
    named = "".join(f"--package {package} " for package in packages)
    return f"python -m typedsignals stubs {named}{'--force ' if force else ''}{shlex.quote(str(directory))}"


def _unwritable(place: Path, error: OSError) -> OverlayError:
    return OverlayError(f"cannot write the overlay to {place}: {error}. Nothing was changed there.")


def _together(folders: Iterable[Mapping[str, T]]) -> dict[str, T]:
    return {path: each for files in folders for path, each in files.items()}


def _and_more(paths: list[str]) -> str:
    return paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1} more"


def _wanted(packages: Sequence[str]) -> dict[str, dict[str, bytes]]:
    """Everything of the overlays, by folder: path below the directory, and text."""
    wanted: dict[str, dict[str, bytes]] = {}
    owners: dict[str, str] = {}
    for package in dict.fromkeys(packages or ["django"]):
        stubs = {"django": _django()} if package == "django" else _of_catalogue(package)
        for folder in stubs:
            other = owners.setdefault(folder, package)
            if other != package:
                typed = folder.removesuffix("-stubs")
                raise OverlayError(f"{other} and {package} both have stubs of {typed}. Write only one of them.")
        wanted |= stubs
    return wanted


def _of_catalogue(package: str) -> dict[str, dict[str, bytes]]:
    return {
        folder: {f"{folder}/{path}": _marked(*text) for path, text in files.items()}
        for folder, files in catalogues.stubs_of(package).items()
    }


def _django() -> dict[str, bytes]:
    stubs, version = _django_stubs()
    theirs = {f"django/{file.relative_to(stubs).as_posix()}": file for file in stubs.rglob("*.pyi")}
    ours = {path: text for path, text in _our_modules().items() if path not in _NEWER or path in theirs}
    unknown = sorted(ours.keys() - theirs.keys())
    if unknown:
        raise OverlayError(
            f"cannot lay the overlay over django-stubs {version}: it has no {', '.join(unknown)}. "
            "This typedsignals knows another layout of django-stubs: upgrade both."
        )
    copied = f"Copied from django-stubs {version}."
    wanted = {path: _marked(copied, _exchanged(path, file)) for path, file in theirs.items() if path not in ours}
    wanted |= {path: _marked("Typed by typedsignals.", text) for path, text in ours.items()}
    return wanted | {"django/py.typed": b""}  # or pyrefly takes the overlay for untyped code


def _exchanged(path: str, file: Path) -> str:
    text = file.read_text("utf-8")
    for pattern, line in _LINES.get(path, {}).items():
        text = re.sub(pattern, line, text, flags=re.MULTILINE)
    return text


def _our_modules() -> dict[str, str]:
    root = shipped()
    files = sorted((root / "django").rglob("*.pyi"))
    texts = {file.relative_to(root).as_posix(): file.read_text("utf-8") for file in files}
    return {path: text.replace(_RECEIVER, _receiver_of_django()) for path, text in texts.items()}


def _receiver_of_django() -> str:
    """Return our `receiver` without `subclasses`, which Django's does not know, and imports of what it names."""
    types = (Path(__file__).resolve().parents[1] / "django" / "types.pyi").read_text("utf-8")
    every: list[str] = re.findall(r"^def receiver\(.*$", types, re.MULTILINE)
    overloads = [each.replace("subclasses: bool = ..., ", "") for each in every if "subclasses: bool, " not in each]
    named = {"overload", *re.findall(r"\w+", " ".join(overloads))}
    imports: list[tuple[str, str]] = re.findall(r"^from (\S+) import (.+)$", types, re.MULTILINE)
    homes = {home: names.split(", ") for home, names in imports if home != "django.dispatch"}  # it is that itself
    homes["typedsignals.django.types"] = re.findall(r"^(?:class )?(\w+)(?=[(:]| = )", types, re.MULTILINE)
    used = {home: ", ".join(name for name in names if name in named) for home, names in homes.items()}
    lines = [f"from {home} import {names}" for home, names in used.items() if names]
    return "\n".join([*lines, "", *(f"@overload\n{each}" for each in overloads), ""])


def _django_stubs() -> tuple[Path, str]:
    try:
        stubs = distribution("django-stubs")
    except PackageNotFoundError:
        raise OverlayError(
            "cannot lay out the overlay: django-stubs is not installed, and the overlay completes it. "
            "Install it where your type checker runs: pip install django-stubs"
        ) from None
    return Path(str(stubs.locate_file("django-stubs"))), stubs.version


def _marked(origin: str, text: str) -> bytes:
    if not origin:
        return text.encode()
    pyright = ", ".join(f"{rule}=false" for rule in _PYRIGHT_RULES)
    return (_MARKS.format(origin=origin, pyright=pyright) + text).encode()


def _hash(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def _manifest(directory: Path, folder: str) -> dict[str, str] | None:
    """Return what we wrote into the folder of the directory: path and hash; None where it may be made."""
    for place in (directory, *directory.parents):
        if place.exists() and not place.is_dir():
            raise OverlayError(f"{place} is a file. Name a directory for the overlay.")
    file = directory / folder / MANIFEST
    if not file.is_file():
        ours = next(directory.glob(f"*/{MANIFEST}"), None) is not None
        place = directory / folder if ours else directory
        if place.exists() and (place.is_file() or any(place.iterdir())):
            raise OverlayError(
                f"{place} is not empty, and nothing in it says that we wrote it. "
                "Name a directory that is empty or not there yet."
            )
        return None
    try:
        files: dict[str, str] = dict(json.loads(file.read_text("utf-8"))["files"])
    except (ValueError, KeyError, TypeError) as error:
        raise OverlayError(
            f"cannot read {file}: it is not the manifest that we wrote. "
            f"Move {file.parent} away and write the overlay anew."
        ) from error
    return files


def _differences(directory: Path, wanted: dict[str, bytes], written: dict[str, str]) -> dict[str, list[str]]:
    """Return the paths that are not as they would be written, by what is to be said of them."""
    differences: dict[str, list[str]] = {}
    for path in sorted(written.keys() | wanted.keys()):
        what = _difference(directory / path, wanted.get(path), written.get(path))
        if what:
            differences.setdefault(what, []).append(path)
    return differences


def _difference(file: Path, wanted: bytes | None, written: str | None) -> str:
    if file.is_dir() or any(parent.is_file() for parent in file.parents):
        return _IN_THE_WAY
    if not file.is_symlink() and not file.exists():
        return _NO_LONGER if wanted is None else "missing"
    text = file.read_bytes() if file.is_file() else None
    if text is not None and text == wanted:
        return ""
    if text is None or _hash(text) != written:
        return _EDITED
    return _NO_LONGER if wanted is None else "out of date"


def _exchange(directory: Path, folder: str, wanted: dict[str, bytes], written: dict[str, str] | None) -> None:
    """Build the new folder aside, then put it in the place of the old one."""
    beside = directory if directory.exists() else directory.parent  # in the same file system
    beside.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".typedsignals-", dir=beside))
    new, old = scratch / "new", scratch / "old"
    try:
        new.mkdir()
        if written is None:
            _write(new, wanted | {f"{folder}/{GITIGNORE}": _IGNORE_ALL.encode()})
        else:
            shutil.copytree(directory / folder, new / folder, symlinks=True)
            for path in written:
                (new / path).unlink(missing_ok=True)
            _write(new, wanted)
        files = {path: _hash(text) for path, text in sorted(wanted.items())}
        _write(new, {f"{folder}/{MANIFEST}": f"{json.dumps({'files': files}, indent=2)}\n".encode()})
        if directory.exists():
            (directory / folder).parent.mkdir(exist_ok=True)
            _replace(directory / folder, new / folder, old)
        else:
            new.rename(directory)
    except BaseException:
        if not old.exists():
            shutil.rmtree(scratch, ignore_errors=True)
        raise
    shutil.rmtree(scratch, ignore_errors=True)


def _replace(package: Path, new: Path, old: Path) -> None:
    """Exchange the package. Whatever interrupts it, what was there is put back, unless all was done."""
    try:
        if package.exists():
            package.rename(old)
        new.rename(package)
    except BaseException as error:
        if not new.exists():
            shutil.rmtree(old, ignore_errors=True)  # all was done
        elif old.exists():
            _put_back(package, old, error)
        raise


def _put_back(package: Path, old: Path, error: BaseException) -> None:
    try:
        old.rename(package)
    except OSError:
        raise OverlayError(
            f"cannot write the overlay to {package.parent}: {error}. What was in {package} is now in {old}: move it back."
        ) from error


def _write(directory: Path, texts: dict[str, bytes]) -> None:
    for path, text in texts.items():
        file = directory / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)  # a link would lead out of here
        file.write_bytes(text)
