"""Proposes declarations for the untyped signals of a Django project, shows them as a diff, and writes them.

Rules of this file:
- Nothing is written that differs from what was shown, and no file that changed meanwhile.
- What could not be told is said: of a signal in a comment beside it, of a signal that is left alone in the report.
"""

from __future__ import annotations

import ast
import difflib
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from typedsignals._tools.maps import counted, left_out
from typedsignals._tools.proposals import Proposal, propose
from typedsignals._tools.revealed import chosen, reveal, version
from typedsignals._tools.rewriting import declaration, rewritten
from typedsignals._tools.spelling import Type, read
from typedsignals._tools.usage import Left, Send, path_of, untyped
from typedsignals.wiring import ImportFailure
from typedsignals.wiring._surveying import survey_of

_VERSION = 1  # of the JSON: it counts what is taken away or means something else
_MOST = 10  # modules that are left out, of which each has a line
_RESERVED = {"django_signal": ("signal",), "keyword_signal": ("signal", "self", "cls")}


class AdoptError(Exception):
    """A file cannot be written; says why."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file with its declarations: as it was, and as it would be."""

    path: Path
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Adoption:
    """What is proposed for some packages; `checker` is the one that told the types, or None."""

    packages: tuple[str, ...]
    decorator: str
    checker: str | None
    proposals: tuple[Proposal, ...]
    changes: tuple[Change, ...]
    left: tuple[Left, ...]
    failures: tuple[ImportFailure, ...]
    unresolved: int


def adopt(
    packages: tuple[str, ...],
    *,
    exclude: Sequence[str] = (),
    decorator: str = "django_signal",
    checker: str | None = None,
    django_settings: str | None = None,
) -> Adoption:
    """Import these packages and return what is proposed for their untyped signals of Django; nothing is written.

    Raises PackageError for a package that cannot be imported, and CheckerError for a type checker that is not installed or
    cannot look.
    """
    asked = chosen(checker, django_settings)
    with redirect_stdout(sys.stderr):
        survey = survey_of(packages, exclude)
    found, left = untyped(survey, packages, _RESERVED[decorator])
    expressions = [(send.module, node) for each in found for send in each.sends for node in send.arguments.values()]
    told = reveal(asked, expressions, survey.sources, packages) if asked else {}

    def type_of(send: Send, node: ast.expr) -> Type:
        return read(told[id(node)], ast.unparse(node), send.module, packages) if id(node) in told else None

    name = version(asked) if asked else None
    mentioned = {each for module in survey.modules for each in survey.sources.mentioned(module)}
    by_path: dict[Path, list[Proposal]] = {}
    for each in found:
        by_path.setdefault(path_of(each.module), []).append(
            propose(each, decorator, type_of, asked.name if asked else None)
        )
    changes: list[Change] = []
    proposals: list[Proposal] = []
    for path, every in by_path.items():
        home = every[0].signal.module.__name__
        keeps = {each.removeprefix(f"{home}.") for each in mentioned if each.startswith(f"{home}.")}
        try:
            before = path.read_bytes()
            changes.append(Change(path, before, rewritten(before, every, decorator, keeps)))
            proposals += every
        except (OSError, SyntaxError, LookupError) as error:
            left += [
                Left(each.signal.name, each.signal.place, f"{_shown(path)} cannot be rewritten: {error}")
                for each in every
            ]
    return Adoption(
        packages,
        decorator,
        name,
        tuple(proposals),
        tuple(changes),
        tuple(left),
        tuple(survey.failures),
        len(survey.sends.unresolved),
    )


def diff(adoption: Adoption) -> str:
    """Return what would change, as `git apply` and `patch -p1` take it; a byte that is not UTF-8 is shown in hexadecimal digits."""
    lines: list[str] = []
    for change in adoption.changes:
        name = _shown(change.path)
        old, new = _text(change.before), _text(change.after)
        lines += difflib.unified_diff(old, new, f"a/{name}", f"b/{name}")
    return "".join(lines)


def summary(adoption: Adoption, *, written: bool) -> str:
    """Return what is proposed, what is in doubt and what is left alone, in a few lines."""
    told = (
        f"types from {adoption.checker}"
        if adoption.checker
        else "no mypy and no pyright is installed: types are object"
    )
    doubts = [doubt for each in adoption.proposals for doubt in each.doubts]
    done = "declared" if written else "can be declared"
    lines = [
        f"{counted(adoption.proposals, 'signal')} {done} in {counted(adoption.changes, 'file')}; {counted(doubts, 'doubt')}; {told}"
    ]
    if adoption.left:
        lines.append(f"{counted(adoption.left, 'signal')} left alone:")
        lines += [f"  {each.name}  {each.place or ''}  {each.reason}" for each in adoption.left]
    lines += [left_out(each) for each in adoption.failures[:_MOST]]
    if adoption.failures[_MOST:]:
        lines.append(f"and {counted(adoption.failures[_MOST:], 'more module')}: --json lists them")
    return "\n".join(lines)


def as_json(adoption: Adoption, *, written: bool) -> str:
    """Return all of it."""
    proposals = [
        {
            "signal": each.signal.name,
            "path": _shown(path_of(each.signal.module)),
            "line": each.signal.place.line,
            "declaration": declaration(each, adoption.decorator),
            "sends": len(each.signal.sends),
            "receivers": len(each.signal.receivers),
            "doubts": list(each.doubts),
        }
        for each in adoption.proposals
    ]
    left = [
        {
            "signal": each.name,
            "path": each.place and each.place.path,
            "line": each.place and each.place.line,
            "reason": each.reason,
        }
        for each in adoption.left
    ]
    failures = [{"module": each.module, "error": each.error} for each in adoption.failures]
    known: dict[str, object] = {
        "version": _VERSION,
        "packages": adoption.packages,
        "checker": adoption.checker,
        "proposals": proposals,
    }
    known |= {"left": left, "failures": failures, "unresolved": adoption.unresolved, "written": written}
    return json.dumps(known | {"diff": diff(adoption)}, indent=2)


def write(adoption: Adoption) -> None:
    """Write each file anew, in one step. Raises AdoptError, with nothing written, for one that changed or is read-only.

    If writing fails or is interrupted, the error names the files that are written.
    """
    for change in adoption.changes:
        try:
            now = change.path.read_bytes()
        except OSError as error:
            raise AdoptError(f"{_shown(change.path)} cannot be read: {error.strerror}; nothing was written") from error
        if now != change.before:
            raise AdoptError(f"{_shown(change.path)} has changed meanwhile; nothing was written: run it again")
        if not change.path.stat().st_mode & 0o222:
            raise AdoptError(f"{_shown(change.path)} is read-only; nothing was written")
    done: list[str] = []
    for change in adoption.changes:
        try:
            _exchange(change)
        except (OSError, KeyboardInterrupt) as error:
            why = (
                f"cannot be written: {error.strerror}" if isinstance(error, OSError) else "is not written: interrupted"
            )
            there = f"; {', '.join(done)} is written" if done else "; nothing was written"
            raise AdoptError(f"{_shown(change.path)} {why}{there}") from error
        done.append(_shown(change.path))


def _exchange(change: Change) -> None:
    number, beside = tempfile.mkstemp(prefix=f".{change.path.name}-", dir=change.path.parent)
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(change.after)
        shutil.copymode(change.path, beside)
        os.replace(beside, change.path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _shown(path: Path) -> str:
    here = Path.cwd().resolve()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _text(source: bytes) -> list[str]:
    lines = re.findall(r".*\n|.+", source.decode("utf-8", "backslashreplace"))  # other characters end no line of a diff
    return [each if each.endswith("\n") else f"{each}\n\\ No newline at end of file\n" for each in lines]
