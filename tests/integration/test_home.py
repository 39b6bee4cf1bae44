"""docs/index.md and docs/versions.md: what mypy says, and which versions are supported."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.house.pages import write_modules
from typedsignals import __version__

ROOT = Path(__file__).parents[2]
HOME = ROOT / "docs" / "index.md"
VERSIONS = (ROOT / "docs" / "versions.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SCRIPT = (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def supported(what: str) -> list[str]:
    """Return the versions in a row of the page."""
    (row,) = re.findall(rf"^\| {what} \| ([^|]*) \|", VERSIONS, re.MULTILINE)
    return re.findall(r"\d+(?:\.\d+)*t?", row)


def in_script(name: str) -> list[str]:
    """Return a list of the script that runs the tests."""
    (words,) = re.findall(rf"^{name}=\((.*)\)$", SCRIPT, re.MULTILINE)
    return str(words).split()


def test_mypy_says_what_the_home_page_shows(tmp_path: Path) -> None:
    """Word for word."""
    (module,) = write_modules(HOME, tmp_path)
    command = [sys.executable, "-m", "mypy", "--config-file=", "--strict", "--no-error-summary", module.name]
    environment = {"MYPYPATH": str(ROOT), "MYPY_CACHE_DIR": str(tmp_path / "cache")}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    said = re.findall(r"\berror: .*", done.stdout + done.stderr)
    assert said == re.findall(r"^error: .*", HOME.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(said) == 2


def test_the_page_names_the_pythons_and_djangos_that_are_tested() -> None:
    """Those of the metadata, and those that the script runs."""
    pythons = re.findall(r"Python :: (3\.\d+)'", str(PROJECT["project"]["classifiers"]))
    assert supported("Python") == pythons == in_script("VERSIONS")
    assert set(supported("free-threaded Python")) <= set(in_script("WITHOUT_GIL"))
    djangos = sorted({pair.partition(":")[2] for pair in in_script("DJANGO")})
    assert supported("Django") == djangos
    home = HOME.read_text(encoding="utf-8")
    assert f"Python {pythons[0]} to {pythons[-1]}; Django {', '.join(djangos[:-1])} and {djangos[-1]}" in home
    assert PROJECT["project"]["requires-python"] == f">={pythons[0]}"


def test_the_page_names_the_checkers_that_are_tested() -> None:
    """Of pyright, the one inside of basedpyright."""
    pins = dict(re.findall(r"'([\w-]+)==([\d.]+)'", str(PROJECT["project"]["optional-dependencies"]["test"])))
    oldest = re.findall(r"'mypy==(\d+\.\d+)\.\d+'", SCRIPT)
    assert supported("mypy") == [pins["mypy"], *oldest]
    assert (supported("pyrefly"), supported("ty")) == ([pins["pyrefly"]], [pins["ty"]])
    basedpyright = [sys.executable, "-m", "basedpyright", "--version"]
    said = subprocess.run(basedpyright, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^based on pyright (.*)$", said, re.MULTILINE) == supported("pyright")


def test_the_page_speaks_of_this_version() -> None:
    """A release changes the page, too."""
    assert f"version {'.'.join(__version__.split('.')[:2])}" in VERSIONS


SEARCHED = """
API reference, app factory, blinker, broker, callback, celery, circular, contributing, cookbook, cycle, debounce, dependency injection, deprecat,
diagram, dispatch, emit, event bus, event, FAQ, FastAPI, fire, Flask, free-threaded, generic, handler, hook, inherit, install, instance,
issues?, listener, logging, mediator, message queue, metrics, middleware, namespace, observer, once, OpenTelemetry, outbox,
PEP 695, per-object, performance, pickle, picture, psygnal, pub/sub, publish, PyPy, recipe, registry, retry, security,
semantic version, slot, stability, subclass, subscribe, support, thread, timeout, tracing, troubleshooting, type alias,
weak, where do I put, wildcard, 3\\.14
"""


def test_the_glossary_has_the_words_that_people_search_for() -> None:
    """In its headings, where the search of the site finds them first."""
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    headings = "\n".join(re.findall(r"^### (.*)$", page, re.MULTILINE))
    words = re.split(r",\s+", SEARCHED.strip())
    assert [word for word in words if not re.search(rf"(?i)\b{word}", headings)] == []


def test_the_home_page_leads_to_every_page() -> None:
    """But to those that another page of its own kind leads to."""
    docs = ROOT / "docs"
    linked = {(docs / link).resolve() for link in re.findall(r"\]\(([\w/.-]+\.md)\)", HOME.read_text(encoding="utf-8"))}
    elsewhere = {"index.md", "catalogues.md", "mypy-plugin.md", "guide/inspect.md"}
    pages = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md") if path.resolve() not in linked}
    assert {page for page in pages if not page.startswith("reference/")} == elsewhere
