"""Reports what `check` finds: to people, to GitHub, as JSON and as SARIF.

Rules of this file:
- Paths are written as seen from where the command runs, if the file is found: what reads them knows no `sys.path`.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from typedsignals import __version__
from typedsignals._tools.maps import counted
from typedsignals.wiring import CODES, Finding

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def as_text(findings: Sequence[Finding]) -> str:
    """Return a line for each, which editors open, and how many there are."""
    lines = [
        f"{'' if each.place is None else f'{_path(each)}:{each.place.line}: '}{each.code}: {each.message}"
        for each in findings
    ]
    return "\n".join([*lines, counted(findings, "finding")])


def as_github(findings: Sequence[Finding]) -> str:
    """Return commands that GitHub Actions shows beside the lines."""
    return "\n".join(f"::error {_properties(each)}::{_escaped(each.message)}" for each in findings)


def _properties(finding: Finding) -> str:
    place = {} if finding.place is None else {"file": _path(finding), "line": str(finding.place.line)}
    known = {**place, "title": f"typedsignals {finding.code}"}
    return ",".join(f"{key}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}" for key, value in known.items())


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def as_json(findings: Sequence[Finding]) -> str:
    """Return a list of objects."""
    return json.dumps(
        [
            {
                "code": each.code,
                "subject": each.subject,
                "message": each.message,
                "path": _path(each) or None,
                "line": each.place.line if each.place else None,
            }
            for each in findings
        ],
        indent=2,
    )


def as_sarif(findings: Sequence[Finding]) -> str:
    """Return what code scanning of GitHub, and editors, take."""
    rules = [{"id": code, "shortDescription": {"text": said}} for code, said in CODES.items()]
    driver = {"name": "typedsignals", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "results": [_result(each) for each in findings]}
    return json.dumps({"$schema": _SARIF, "version": "2.1.0", "runs": [run]}, indent=2)


def _result(finding: Finding) -> dict[str, object]:
    result: dict[str, object] = {"ruleId": finding.code, "level": "error", "message": {"text": finding.message}}
    if finding.place is not None:
        where = {"artifactLocation": {"uri": quote(_path(finding))}, "region": {"startLine": finding.place.line}}
        result["locations"] = [{"physicalLocation": where}]
    return result


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
    "sarif": as_sarif,
}


def _path(finding: Finding) -> str:
    if finding.place is None:
        return ""
    path = finding.place.path
    found = next((each for entry in sys.path if (each := Path(entry, path).absolute()).is_file()), None)
    here = Path.cwd()
    return found.relative_to(here).as_posix() if found and found.is_relative_to(here) else path.replace(os.sep, "/")
