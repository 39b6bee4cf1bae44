"""What pages claim and a block of Python cannot show: mypy's words, which tests hold a promise, what is where."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.house.pages import python_blocks, write_files, write_modules

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
GUIDE = ROOT / "docs" / "guide" / "index.md"


def test_mypy_says_what_the_readme_says(tmp_path: Path) -> None:
    """Word for word, at the lines of the page."""
    (module,) = write_modules(README, tmp_path)
    command = [sys.executable, "-m", "mypy", "--config-file=", "--strict", "--no-error-summary", module.name]
    environment = {"MYPYPATH": str(ROOT), "MYPY_CACHE_DIR": str(tmp_path / "cache")}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    said = done.stdout.replace(f"{module.name}:", "README.md:")
    page = README.read_text(encoding="utf-8")
    shown = re.search(r"^<!-- what mypy --strict says .*-->\n```text\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert shown is not None
    assert shown[1] == said, f"the page should have\n{said}"


def test_code_begins_by_line_12_and_runs_as_it_stands() -> None:
    """A reader sees at once what this is, and what is pasted from the first block runs."""
    first = python_blocks(README.read_text(encoding="utf-8"))[0]
    assert first.first <= 12
    assert [line for line in first.lines if "# E:" in line] == []


def test_the_readme_is_read_in_a_few_minutes() -> None:
    """What is longer is a page of the docs."""
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 150


def test_every_page_is_found_from_the_readme() -> None:
    """By a link there, or on the first page of the folder, to which the README links."""
    docs = ROOT / "docs"
    for page in sorted(set(docs.rglob("*.md")) - {docs / "index.md"}):
        first = page.parent / "index.md"
        above = first if page.parent != docs and first.exists() and page != first else README
        link = page.relative_to(above.parent).as_posix()
        assert re.search(rf"\]\({re.escape(link)}[)#]", above.read_text(encoding="utf-8")), f"{above.name}: no {link}"


def test_the_two_commands_of_the_readme_name_what_is_there() -> None:
    """The example and the tests that they run, and the extra that they install."""
    (block,) = re.findall(r"^```console\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    first, second = block.splitlines()
    assert first.endswith(".venv/bin/pip install . && .venv/bin/python examples/shop.py")
    assert second.endswith(".venv/bin/pip install -e '.[unit]' && .venv/bin/python -m pytest tests/unit")
    assert (ROOT / "examples" / "shop.py").exists()
    assert (ROOT / "tests" / "unit").is_dir()
    assert "\nunit = [" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_picture_of_the_readme_follows_the_colours_of_the_page() -> None:
    """And says in words what it shows."""
    page = README.read_text(encoding="utf-8")
    dark = '<source media="(prefers-color-scheme: dark)" srcset="docs/images/cost-dark.svg">'
    assert re.search(
        rf'<picture>\s*{re.escape(dark)}\s*<img src="docs/images/cost-light.svg"[^>]* alt="[^"]{{50,}}">', page
    )


def test_pyrefly_without_a_configuration_sees_what_the_page_says(tmp_path: Path) -> None:
    """Next to nothing; when that changes, the advice to configure it can go."""
    above = [folder / "pyproject.toml" for folder in tmp_path.parents if (folder / "pyproject.toml").exists()]
    assert above == [], "pyrefly would find a configuration there"
    source = (ROOT / "examples" / "mistakes.py").read_text(encoding="utf-8")
    (tmp_path / "mistakes.py").write_text(source, encoding="utf-8")
    command = ["pyrefly", "check", "--output-format=json", "--summary=none", f"--search-path={ROOT}", "mistakes.py"]
    program = shutil.which("pyrefly", path=sysconfig.get_path("scripts"))
    done = subprocess.run(command, executable=program, cwd=tmp_path, capture_output=True, text=True, check=False)
    lines = {error["line"] for error in json.loads(done.stdout)["errors"] if error["severity"] == "error"}
    words = {1: "one", 2: "two", 3: "three"}
    page = (ROOT / "docs" / "checkers.md").read_text(encoding="utf-8")
    assert f"it reports {words[len(lines)]} of the {source.count('# E: ')} mistakes in" in page


REFUSED = """
import django
from django.conf import settings

settings.configure(TASKS={"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}})
django.setup()

from celery import shared_task
from typedsignals import ReceiverError
from typedsignals.handover import hand_keywords_to, hand_to

names = {"__name__": "shop.tasks"}
exec(compile(TASKS, "tasks.py", "exec"), names)
write_mail, bare = names["write_mail"], names["bare"]
for make, enqueue in [
    (hand_to, write_mail),
    (hand_to, write_mail.aenqueue),
    (hand_to, bare.enqueue),
    (hand_to, shared_task(write_mail.func).apply_async),
    (hand_to, write_mail.func),
    (hand_keywords_to, write_mail.enqueue),
]:
    try:
        make(enqueue)
    except ReceiverError as error:
        print(error)
"""
TASKS = """
from dataclasses import dataclass
from django.tasks import task
from typedsignals.handover import unpacked

@dataclass
class OrderCompleted:
    order_id: int

def write_mail(payload: OrderCompleted) -> None: ...

bare, write_mail = task(write_mail), task(unpacked(write_mail))
"""


def test_makers_of_receivers_refuse_what_the_page_says() -> None:
    """Word for word, but for the lines of Django and Celery."""
    script = f"TASKS = {TASKS!r}\n{REFUSED}"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    page = (ROOT / "docs" / "handover.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```text\n(hand_to cannot .*?)^```$", page, re.MULTILINE | re.DOTALL)
    said, shown = (re.sub(r"(base|task)\.py:\d+", r"\1.py:N", text) for text in (done.stdout, shown))
    assert said == shown


def test_without_type_checking_the_layout_of_the_guide_is_a_cycle(tmp_path: Path) -> None:
    """And Python says of it what the page says."""
    page = (ROOT / "docs" / "guide" / "where.md").read_text(encoding="utf-8")
    write_files(python_blocks(page), tmp_path)
    signals = tmp_path / "webshop" / "signals.py"
    source = signals.read_text(encoding="utf-8")
    signals.write_text(source.replace("if TYPE_CHECKING:", "if True:"), encoding="utf-8")
    command = [sys.executable, "-c", "import webshop.main"]
    environment = {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    (shown,) = re.findall(r"^```text messages\n(ImportError: .*)\n```$", page, re.MULTILINE)
    assert done.stderr.splitlines()[-1].startswith(shown), done.stderr


def test_the_guide_names_the_pythons_and_djangos_that_are_tested() -> None:
    """Those of .ci/run, and no others."""
    page = (ROOT / "docs" / "guide" / "threads.md").read_text(encoding="utf-8").split("## Which Python versions")[1]
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    claimed = {
        name: re.search(rf"^{name}=\((.*?)\)", script, re.MULTILINE) for name in ("VERSIONS", "WITHOUT_GIL", "DJANGO")
    }
    versions, without_gil, django = (found[1].split() for found in claimed.values() if found is not None)
    assert set(re.findall(r"3\.\d+t?", page)) == {*versions, *without_gil}
    (sentence,) = re.findall(r"^Django projects are tested with (.*)\.$", page, re.MULTILINE)
    named = [(python, each[0]) for each in _djangos(sentence) for python in each[1:]]
    assert sorted(named) == sorted((python, version) for python, _, version in (pair.partition(":") for pair in django))


def _djangos(sentence: str) -> list[list[str]]:
    """Return of each version of Django its number and those of the Pythons."""
    return [re.findall(r"\d+\.\d+", part) for part in re.split(r", (?=\d\.\d on)|, and (?=\d\.\d on)", sentence)]


def promises() -> list[tuple[str, str]]:
    """Return the rows of the table of promises: their numbers, and the file of their tests."""
    table = GUIDE.read_text(encoding="utf-8").split("## What a send promises")[1].split("\n## ")[0]
    return re.findall(r"^\| \[(\d+)\]\(\.\./\.\./(tests/\S+\.py)\) \|.*\|$", table, re.MULTILINE)


def test_every_promise_stands_in_the_table() -> None:
    """Eighteen of them, in order."""
    assert [int(number) for number, _ in promises()] == list(range(1, 19))


@pytest.mark.parametrize(("number", "file"), promises())
def test_a_promise_names_its_tests(number: str, file: str) -> None:
    """The file is there, and tests in it say that they are about this promise."""
    assert re.search(rf'"""[^"]*\brow {number}\b', (ROOT / file).read_text(encoding="utf-8"), re.IGNORECASE)


def test_what_the_page_for_maintainers_names_is_there() -> None:
    """Every file and folder, and every function, class and attribute of the package: so a rename reaches the page."""
    quoted = set(re.findall(r"`([^`\n]+)`", (ROOT / "docs" / "inside.md").read_text(encoding="utf-8")))
    files = {path for folder in ("typedsignals", "tests") for path in (ROOT / folder).rglob("*.py")}
    paths = "\n".join(f"/{path.relative_to(ROOT)}" for path in files) + "\n"
    words = {word for path in files for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    folders = {name for name in quoted if re.fullmatch(r"[\w/]+/", name)}
    modules = {name for name in quoted if re.fullmatch(r"[\w/]+\.py", name)}
    names = {
        word for name in quoted - modules if re.fullmatch(r"@?[\w.]+(\(\))?", name) for word in re.findall(r"\w+", name)
    }
    assert min(len(folders), len(modules), len(names)) > 5
    assert {name for name in folders if f"/{name}" not in paths} == set()
    assert {name for name in modules if f"/{name}\n" not in paths} == set()
    assert names - words == set()
