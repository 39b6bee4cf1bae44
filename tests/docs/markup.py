"""What our pages mean to the site: a Markdown extension, named in ``mkdocs.yml``.

- What stands behind ``python`` in a fence is for the tests (``tests/house/pages.py``); the site shows Python.
- A line marked ``# E: reason`` is shown as what it is, a mistake that type checkers report.
- A Mermaid diagram is shown as it was drawn (``tests/docs/diagrams.py``), so that no reader has to load Mermaid.
- A picture with another for the dark follows the reader's choice, not only that of the system.
- A link to a file of the repository leads to the repository.
"""

import posixpath
import re
from hashlib import sha256
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from pymdownx.superfences import SuperFencesException
from zensical.extensions.context import ContextPreprocessor

ROOT = Path(__file__).resolve().parents[2]
DRAWINGS = ROOT / "docs" / ".theme" / "diagrams"
REPOSITORY = "https://github.com/typedsignals/typedsignals"
_FENCE = re.compile(r"^ *(?:`{3,}|~{3,}) *(?:python|text) ")
_MARK = re.compile(r'<span class="c1"># E(?P<pick>\[[\w, ]+\])?: (?P<reason>[^<]*)</span>')
_PICTURE = re.compile(
    r'<picture>\s*<source media="\(prefers-color-scheme: dark\)" srcset="(?P<dark>[^"]+)">\s*'
    r'<img src="(?P<light>[^"]+)"(?P<rest>[^>]*)>\s*</picture>'
)


class _Fences(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return [shown(line) if _FENCE.match(line) else line for line in lines]


def shown(fence: str) -> str:
    """Return the opening of a fenced block as the site understands it."""
    return re.sub(r" (?:new|no-run)\b", "", fence).replace("text messages", "{ .text .messages }")


class _Shown(Postprocessor):
    def run(self, text: str) -> str:
        return _PICTURE.sub(_both, _MARK.sub(_reported, text))


def _reported(mark: re.Match[str]) -> str:
    comment = mark[0].removeprefix('<span class="c1">')
    return f'<span class="c1 reported" title="Type checkers report this line: {mark["reason"].replace("&quot;", "”")}">{comment}'


def _both(picture: re.Match[str]) -> str:
    return "".join(f'<img src="{picture[ground]}#only-{ground}"{picture["rest"]}>' for ground in ("light", "dark"))


class _Links(Treeprocessor):
    def run(self, root: Element) -> None:
        context = ContextPreprocessor.from_markdown(self.md)
        assert context is not None, "Zensical says which page it is"
        for link in root.iter("a"):
            link.set("href", at_repository(context.page.path, link.get("href", "")))


def at_repository(page: str, href: str) -> str:
    """Return the address of what a page links to, if that is a file or folder outside of the docs."""
    target, hash_, anchor = href.partition("#")
    if ":" in target or not target.startswith("../"):
        return href
    path = posixpath.normpath(posixpath.join("docs", posixpath.dirname(page), target))
    if path.startswith("docs/"):
        return href
    if not (ROOT / path).exists():
        raise FileNotFoundError(f"{page} links to {target}: there is no {path}")
    kind = "tree" if (ROOT / path).is_dir() else "blob"
    return f"{REPOSITORY}/{kind}/main/{path}{hash_}{anchor}"


def drawing_of(diagram: str) -> Path:
    """Return the file with the drawing of a diagram, whether it is there or not."""
    return DRAWINGS / f"{sha256(diagram.strip().encode()).hexdigest()[:12]}.svg"


def diagram(source: str, *_: object, **__: object) -> str:
    """Return what the fence of a diagram becomes: `mermaid` in ``mkdocs.yml``."""
    try:
        drawing = drawing_of(source).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise SuperFencesException(
            f"no drawing of this diagram; python -m tests.docs.diagrams makes it:\n{source}"
        ) from error
    return f'<div class="diagram">{drawing.strip()}</div>'


class Markup(Extension):
    """All of them."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # as Markdown calls it
        """Before fences are read, after inline links are made, and when highlighted code is back in its place."""
        md.preprocessors.register(_Fences(md), "typedsignals-fences", 40)
        md.treeprocessors.register(_Links(md), "typedsignals-links", 0)
        md.postprocessors.register(_Shown(md), "typedsignals-marks", 0)


def makeExtension() -> Markup:  # noqa: N802
    """Return what Markdown asks for by this name."""
    return Markup()
