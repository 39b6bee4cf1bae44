"""Lays out the typed overlay of Django's signal modules in a user's project.

Rules of this file:
- The overlay is our signal modules in a copy of the django-stubs that is installed. Less would not do: pyright, once it
  found `django/db/__init__.pyi` in the overlay, looks there alone for `from django.db import transaction`.
- A manifest in the directory says what we wrote, with hashes. What is not in it, or no longer as it says, is not ours and
  is never overwritten or removed.
- All or nothing: everything is written aside, and then exchanged by renaming. The directory itself stays: it may be a
  mount, or where somebody's shell is.
- Nothing here imports Django: the overlay is for checkers, and can be laid out where only they are installed.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

__all__ = ["OverlayError", "lay_out", "stale"]

MANIFEST = ".typedsignals-overlay.json"
_MARKS = """\
# {origin}
# Written by `python -m typedsignals stubs`; the same command writes it anew.
# mypy: ignore-errors
# pyright: basic, {pyright}
# pyrefly: ignore-errors
# ty: ignore[{ty}]
# ruff: noqa
"""
# What is reported of django-stubs itself, with every rule on: pyright in a comment that it obeys in every mode, ty by name,
# because a blanket comment is itself reported.
_PYRIGHT_RULES = (
    *("reportArgumentType", "reportAssignmentType", "reportAttributeAccessIssue", "reportCallIssue"),
    *("reportGeneralTypeIssues", "reportInconsistentOverload", "reportIndexIssue", "reportInvalidTypeForm"),
    *("reportInvalidTypeVarUse", "reportMissingImports", "reportMissingModuleSource", "reportRedeclaration"),
    *("reportSelfClsParameterName", "reportUnsupportedDunderAll", "reportUnusedExpression"),
)
_TY_RULES = (
    *("import-not-found", "incompatible-attribute-override", "incompatible-method-override", "inconsistent-mro"),
    *("incompatible-mutable-override", "incompatible-property-override", "invalid-generic-class", "invalid-type-form"),
    *("lost-keyword-for-regular-parameter", "misplaced-overload-decorator", "missing-override-decorator"),
    *("missing-type-argument", "not-subscriptable", "possibly-missing-submodule", "unused-ignore-comment"),
)


class OverlayError(Exception):
    """The overlay cannot be laid out; nothing was changed."""


def lay_out(directory: Path) -> list[str]:
    """Write the overlay into the directory, anew if it is there already, and return the paths of what was written.

    Files in it that are not ours stay as they are. Raises OverlayError, with nothing changed: a directory that holds
    something else, a file of ours that somebody has edited, a file in the way, or no django-stubs.
    """
    wanted = _wanted()
    directory = directory.resolve()
    try:
        _refuse_what_is_not_ours(directory, wanted)
        _exchange(directory, wanted)
    except OSError as error:
        raise OverlayError(f"cannot write the overlay to {directory}: {error}. Nothing was changed there.") from error
    return sorted(wanted)


def stale(directory: Path) -> list[str]:
    """Return what of the overlay in the directory is not as `lay_out` would write it now: one line for each, or none."""
    wanted = _wanted()
    written = _manifest(directory)
    if written is None:
        raise OverlayError(
            f"cannot check {directory}: there is no overlay of ours in it. Write one: python -m typedsignals stubs {directory}"
        )
    differences = [f"{path}: no longer part of the overlay" for path in sorted(written.keys() - wanted.keys())]
    for path, text in sorted(wanted.items()):
        file = directory / path
        if not file.is_file():
            differences.append(f"{path}: missing")
        elif _hash(file.read_bytes()) != _hash(text):
            edited = _hash(file.read_bytes()) != written.get(path)
            differences.append(f"{path}: {'edited by hand' if edited else 'out of date'}")
    return differences


def _wanted() -> dict[str, bytes]:
    """Everything of the overlay: path below its directory, and text."""
    ours = _our_modules()
    stubs, version = _django_stubs()
    theirs = {f"django/{file.relative_to(stubs).as_posix()}": file for file in stubs.rglob("*.pyi")}
    unknown = sorted(ours.keys() - theirs.keys())
    if unknown:
        raise OverlayError(
            f"cannot lay the overlay over django-stubs {version}: it has no {', '.join(unknown)}. "
            "This typedsignals knows another layout of django-stubs: upgrade both."
        )
    copied = f"Copied from django-stubs {version}."
    wanted = {path: _marked(copied, file.read_text("utf-8")) for path, file in theirs.items() if path not in ours}
    wanted |= {path: _marked("Typed by typedsignals.", text) for path, text in ours.items()}
    return wanted | {"django/py.typed": b""}  # or pyrefly takes the overlay for untyped code


def _our_modules() -> dict[str, str]:
    package = Path(__file__).resolve().parents[1]
    roots = [package / "_overlay", package.parent / "stubs"]  # in the wheel, in the source tree
    root = next((root for root in roots if (root / "django").is_dir()), None)
    if root is None:
        raise OverlayError(f"cannot find the overlay's modules beside {package}: reinstall typedsignals.")
    files = sorted((root / "django").rglob("*.pyi"))
    return {file.relative_to(root).as_posix(): file.read_text("utf-8") for file in files}


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
    pyright = ", ".join(f"{rule}=false" for rule in _PYRIGHT_RULES)
    return (_MARKS.format(origin=origin, pyright=pyright, ty=", ".join(_TY_RULES)) + text).encode()


def _hash(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def _manifest(directory: Path) -> dict[str, str] | None:
    """Return what we wrote into the directory: path and hash; None where we never did."""
    file = directory / MANIFEST
    if not file.is_file():
        return None
    try:
        files: dict[str, str] = dict(json.loads(file.read_text("utf-8"))["files"])
    except (ValueError, KeyError, TypeError) as error:
        raise OverlayError(
            f"cannot read {file}: it is not the manifest that we wrote. Move {directory} away and write the overlay anew."
        ) from error
    return files


def _refuse_what_is_not_ours(directory: Path, wanted: dict[str, bytes]) -> None:
    if directory.exists() and not directory.is_dir():
        raise OverlayError(f"cannot write the overlay to {directory}: it is a file. Name a directory.")
    written = _manifest(directory)
    if written is None:
        if directory.exists() and any(directory.iterdir()):
            raise OverlayError(
                f"cannot write the overlay to {directory}: it is not empty, and nothing in it says that we wrote it. "
                "Name a directory that is empty or not there yet."
            )
        return
    for path in ["django", *sorted(written.keys() | wanted.keys())]:
        file = directory / path
        hashes = {written.get(path)} | ({_hash(wanted[path])} if path in wanted else set())
        if not _may_be_replaced(file, hashes, folder=path == "django"):
            what = "was edited since we wrote it" if path in written else "is not ours"
            raise OverlayError(f"cannot write the overlay to {directory}: {file} {what}. Move it away and try again.")


def _may_be_replaced(file: Path, hashes: set[str | None], *, folder: bool) -> bool:
    if not file.exists() and not file.is_symlink():
        return True
    return file.is_dir() if folder else file.is_file() and _hash(file.read_bytes()) in hashes


def _exchange(directory: Path, wanted: dict[str, bytes]) -> None:
    """Build the new overlay aside, then put it in the place of the old one."""
    beside = directory if directory.exists() else directory.parent  # in the same file system
    beside.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".typedsignals-", dir=beside))
    new, old = scratch / "new", scratch / "old"
    try:
        new.mkdir()
        if (directory / "django").exists():
            shutil.copytree(directory / "django", new / "django", symlinks=True)
            for path in _manifest(directory) or {}:
                (new / path).unlink(missing_ok=True)
        _write(new, wanted)
        if directory.exists():
            _replace(directory, new, old)
        else:
            new.rename(directory)
    except BaseException:
        if not old.exists():
            shutil.rmtree(scratch, ignore_errors=True)
        raise
    shutil.rmtree(scratch, ignore_errors=True)


def _replace(directory: Path, new: Path, old: Path) -> None:
    """Exchange what is ours. Whatever interrupts it, what was there is put back; the directory itself stays the same."""
    package = directory / "django"
    try:
        if package.exists():
            package.rename(old)
        (new / "django").rename(package)
        (new / MANIFEST).replace(directory / MANIFEST)
    except BaseException as error:
        if (new / MANIFEST).exists():
            _put_back(package, new, old, error)
        else:
            shutil.rmtree(old, ignore_errors=True)  # it was interrupted when all was done
        raise


def _put_back(package: Path, new: Path, old: Path, error: BaseException) -> None:
    try:
        if package.exists() and not (new / "django").exists():
            package.rename(new / "django")
        if old.exists():
            old.rename(package)
    except OSError:
        raise OverlayError(
            f"cannot write the overlay to {package.parent}: {error}. What was in {package} is now in {old}: move it back."
        ) from error


def _write(directory: Path, wanted: dict[str, bytes]) -> None:
    for path, text in wanted.items():
        file = directory / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
    files = {path: _hash(text) for path, text in sorted(wanted.items())}
    (directory / MANIFEST).write_text(json.dumps({"files": files}, indent=2) + "\n", "utf-8")
