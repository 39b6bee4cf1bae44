"""The shops on Flask, FastAPI and Celery: their own tests pass, and the pages show them as they stand."""

import re
import subprocess
import sys

import pytest

from tests.integration.test_examples import EXAMPLES

pytestmark = pytest.mark.usefixtures("no_settings")

FRAMEWORKS = ["celery", "fastapi", "flask"]


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_its_own_tests_pass(framework: str) -> None:
    """In an interpreter of its own, in which warnings are errors."""
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:asyncio", "-p", "no:django"]
    command = [sys.executable, "-m", "pytest", *options, f"{framework}_shop"]
    done = subprocess.run(command, cwd=EXAMPLES, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_the_page_shows_it_as_it_stands(framework: str) -> None:
    """File by file; an `__init__.py` that holds a docstring alone may be missing."""
    page = (EXAMPLES.parent / "docs" / "frameworks" / f"{framework}.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r'^```py title="(.*?)"\n(.*?)^```$', page, re.MULTILINE | re.DOTALL))
    files = {
        str(file.relative_to(EXAMPLES)): file.read_text("utf-8") for file in EXAMPLES.glob(f"{framework}_shop/*.py")
    }
    assert {name for name in files.keys() - shown.keys() if len(files[name].splitlines()) > 1} == set()
    assert shown.items() <= files.items()


def test_a_worker_of_celery_imports_the_receivers() -> None:
    """By `include`, with nothing else that imports them."""
    loaded = "from celery_shop import app; app.loader.import_default_modules()"
    asked = "from celery_shop.signals import mail_written; print(mail_written.has_listeners())"
    command = [sys.executable, "-c", f"{loaded}; {asked}"]
    done = subprocess.run(command, cwd=EXAMPLES, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "True\n")


def test_check_finds_what_the_page_says() -> None:
    """What the lifespan connects is not connected yet."""
    command = [sys.executable, "-m", "typedsignals", "check", *(f"{framework}_shop" for framework in FRAMEWORKS)]
    done = subprocess.run(command, cwd=EXAMPLES, capture_output=True, text=True, check=False)
    assert re.findall(r": ([a-z-]+): (\S+) ", done.stdout) == [("unheard", "fastapi_shop.signals.order_completed")]
    done = subprocess.run([*command, "--ignore", "unheard"], cwd=EXAMPLES, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
