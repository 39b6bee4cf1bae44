"""What a registry is told of the package, and that its addresses, versions and links are those of everything else."""

import re
import subprocess
import sysconfig
import tomllib
from pathlib import Path
from typing import Any

from tests.house.pages import python_blocks

ROOT = Path(__file__).parents[2]
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
REPOSITORY: str = PROJECT["urls"]["Repository"]
SITE: str = PROJECT["urls"]["Documentation"]
RAW = REPOSITORY.replace("//github.com/", "//raw.githubusercontent.com/")
ADDRESS = re.compile(r"https?://(?:(?:raw\.)?github(?:usercontent)?\.com/typedsignals|typedsignals\.)[^\s\"')\]}>\\$]*")
# What may name the addresses: what cannot be relative.
NAMING_THEM = ["pyproject.toml", "mkdocs.yml", "tests/docs/*.py", ".github/**/*.yml", ".github/*.md"]


def files(*patterns: str) -> list[Path]:
    """Return the files of the repository that one of the patterns names."""
    return sorted({path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()})


def ci(name: str) -> list[str]:
    """Return the items of a list in .ci/run."""
    found = re.search(rf"^{name}=\((.*)\)$", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    return found[1].split()


def claimed(kind: str) -> list[str]:
    """Return the versions that the classifiers of one kind claim."""
    pattern = re.compile(rf"{kind} :: (\d+\.\d+)")
    return [found[1] for name in PROJECT["classifiers"] if (found := pattern.fullmatch(name))]


def on_the_registry() -> str:
    """Return the README as the build substitutes it."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    hook = PYPROJECT["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]
    for substitution in hook["substitutions"]:
        text = re.sub(substitution["pattern"], substitution["replacement"], text)
    return text.replace("$HFPR_VERSION", "1.2.3")


def links(text: str) -> list[str]:
    """Return where the links and pictures of a page lead, but for those of code."""
    prose = re.sub(r"^```.*?^```$|`[^`\n]+`", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"\]\(([^)\s]+)\)", prose) + re.findall(r"\b(?:src|srcset|href)=\"([^\"]+)\"", prose)


def test_the_versions_that_are_claimed_are_those_that_are_tested() -> None:
    """Of Python and of Django; pip refuses older Pythons."""
    assert claimed("Programming Language :: Python") == ci("VERSIONS")
    assert claimed("Framework :: Django") == sorted({pair.partition(":")[2] for pair in ci("DJANGO")})
    assert PROJECT["requires-python"] == f">={ci('VERSIONS')[0]}"
    assert PROJECT["optional-dependencies"]["django"] == [f"Django>={claimed('Framework :: Django')[0]}"]


def test_the_pages_name_the_versions_that_are_tested() -> None:
    """In one line of the README, and in the table of the page about type checkers."""
    pins = dict(pin.split("==") for pin in PROJECT["optional-dependencies"]["test"] if "==" in pin)
    program = Path(sysconfig.get_path("scripts")) / "basedpyright"
    done = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=True)
    pyright = done.stdout.split("based on pyright ")[1].strip()
    checkers = {"mypy": pins["mypy"], "pyright": pyright, "pyrefly": pins["pyrefly"], "ty": pins["ty"]}
    lists = (ci("VERSIONS"), claimed("Framework :: Django"), [" ".join(pair) for pair in checkers.items()])
    python, django, checker = (f"{', '.join(names[:-1])} and {names[-1]}" for names in lists)
    line = f"Tested on Python {python}, with Django {django}, and with {checker}."
    assert line in (ROOT / "README.md").read_text("utf-8").splitlines()
    table = (ROOT / "docs" / "checkers.md").read_text("utf-8")
    assert [name for name, version in checkers.items() if f"\n| {name} | {version} |" not in table] == []


def test_the_addresses_are_those_of_the_package() -> None:
    """One repository and one site, and the rest below them."""
    assert SITE.endswith("/")
    found = [(path, address) for path in files(*NAMING_THEM) for address in ADDRESS.findall(path.read_text("utf-8"))]
    assert {path.parent.name for path, _ in found} >= {ROOT.name, "ISSUE_TEMPLATE"}
    assert [one for one in found if not one[1].startswith((REPOSITORY, SITE.rstrip("/"), RAW))] == []
    assert set(PROJECT["urls"]) == {"Documentation", "Repository", "Changelog", "Issues"}
    assert [url for url in PROJECT["urls"].values() if not url.startswith((REPOSITORY, SITE))] == []


def test_no_other_file_has_them() -> None:
    """Links between files are relative, so that a clone, a fork and the site all have their own."""
    folders = ("typedsignals", "tests", "examples", "benchmarks", "stubs", "docs")
    patterns = ("*.md", *(f"{folder}/**/*.{kind}" for folder in folders for kind in ("md", "py", "pyi", "toml")))
    searched = set(files(*patterns)) - set(files(*NAMING_THEM))
    assert len(searched) > 100
    assert [path for path in searched if ADDRESS.search(path.read_text("utf-8"))] == []


def test_a_registry_is_shown_no_relative_link() -> None:
    """Every link leads somewhere from there, and the code is what it was."""
    shown = on_the_registry()
    assert len(links(shown)) == len(links((ROOT / "README.md").read_text("utf-8"))) > 10
    assert [link for link in links(shown) if not link.startswith(("https://", "#"))] == []
    assert python_blocks(shown) == python_blocks((ROOT / "README.md").read_text("utf-8"))


def test_the_line_that_installs_is_right_where_it_is_read() -> None:
    """In a clone, and on a registry, which has the package."""
    assert "Install it from a clone: `pip install .` (" in (ROOT / "README.md").read_text("utf-8")
    assert "Install it: `pip install typedsignals`.\n" in on_the_registry()
    assert "once 0.1.0 is released" not in on_the_registry()


def test_what_a_registry_links_to_is_there() -> None:
    """A file of this version, or a page of the site."""
    ours = [link.partition("#")[0] for link in links(on_the_registry()) if link.startswith((REPOSITORY, SITE, RAW))]
    assert len(ours) > 10
    assert [place for place in ours if not any(path.exists() for path in behind(place))] == []


def behind(place: str) -> list[Path]:
    """Return the files of which one is what an address shows."""
    for start in (f"{REPOSITORY}/blob/v1.2.3/", f"{RAW}/v1.2.3/"):
        if place.startswith(start):
            return [ROOT / place.removeprefix(start)]
    page = place.removeprefix(SITE).rstrip("/")
    return [ROOT / "docs" / f"{page}.md", ROOT / "docs" / page / "index.md"]
