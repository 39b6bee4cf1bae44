"""One word for one thing, and no way around the gates."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.layout import CORE, PACKAGE, source_of

ROOT = PACKAGE.parent
# `has_listeners` is Django's name and is one word to this pattern; `__slots__` and `weakref_slot` are Python's.
OTHER_WORDS = re.compile(r"\b(slots?|emit(s|ted|ting|ter)?|handlers?|callbacks?|listeners?)\b", re.IGNORECASE)
# Things of others that have no other name.
BORROWED = re.compile(r"__weakref__ slot|log handlers?|callbacks? of weak references?")
QUOTED = re.compile(r"(`+)(?:.(?!\1))*.?\1", re.DOTALL)
# The glossary is searched for the words of others: there they are headings.
FOREIGN = re.compile(r"^### .*$", re.MULTILINE)
FENCED = re.compile(r"^(\s*)(`{3,}|~{3,}).*?^\1\2\s*$", re.MULTILINE | re.DOTALL)

MODULES = sorted(PACKAGE.rglob("*.py"))
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_use_the_words_of_the_house(path: Path) -> None:
    """In comments, docstrings, messages and in the names that they define."""
    source = path.read_text(encoding="utf-8")
    texts = [*_comments(source), *_strings_and_names(source)]
    assert [text for text in texts if OTHER_WORDS.search(_prose(text))] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_pages_use_the_words_of_the_house(path: Path) -> None:
    """Code of others, fenced or in backquotes, may say what it says."""
    text = FENCED.sub("", path.read_text(encoding="utf-8"))
    prose = _prose(FOREIGN.sub("", text) if path.name == "glossary.md" else text)
    assert [line for line in prose.splitlines() if OTHER_WORDS.search(line)] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_line_is_excused_from_coverage(path: Path) -> None:
    """What cannot be reached is taken out."""
    assert "pragma: no" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("module", CORE)
def test_no_line_of_the_core_is_excused_from_typing(module: str) -> None:
    """A comment that silences a checker silences all that is on its line."""
    comments = _comments(source_of(module).read_text(encoding="utf-8"))
    assert [text for text in comments if re.search(r"(type|pyright|pyrefly|ty|mypy):\s*ignore", text)] == []


def _prose(text: str) -> str:
    return BORROWED.sub("", QUOTED.sub("", text))


def _comments(source: str) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def _strings_and_names(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=str() as text):
                yield text
            case ast.arg(arg=text) | ast.ClassDef(name=text):
                yield text
            case ast.FunctionDef(name=text) | ast.AsyncFunctionDef(name=text):
                yield text.replace("_", " ") if text != "has_listeners" else ""
            case _:
                pass
