"""The picture of what a send costs: bars, drawn for light and for dark pages from the table of the page.

Rules of this file:
- Every figure is read from the table, so that the two cannot differ.
- Text stays text, large enough where a telephone shows the picture 360 pixels wide.
- No meaning is in a colour alone: each bar has its name and its figure beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.cases import BASELINE
from benchmarks.report import BEGIN, END, OURS

ROWS = ("send to 1 function", "send to 100 functions", "send to 100 bound methods", "asend to 10 async functions")
WIDTH, PITCH, HEADING = 400, 17, 32  # in pixels: of the picture, and from one bar or heading to the next
NAMES, FIGURES = 114, 40  # in pixels: what is left beside the bars for their names and figures
FONTS = ["DejaVu Sans", "Verdana", "Arial", "Helvetica"]  # a browser takes the first that it has


@dataclass(frozen=True, slots=True)
class Scheme:
    """The colours of one picture."""

    name: str
    text: str
    ours: str
    others: str


SCHEMES = (
    Scheme("light", text="#1f2328", ours="#0969da", others="#8c959f"),
    Scheme("dark", text="#e6edf3", ours="#58a6ff", others="#767e88"),
)


def figures(page: Path) -> dict[str, dict[str, str]]:
    """Return the figures of the page's table, by row and library; without those that were not measured."""
    table = page.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    heads, _, *rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines() if "|" in line]
    return {
        row: {head: cell for head, cell in zip(heads[1:], cells, strict=True) if cell not in {"", "-"}}
        for row, *cells in rows
    }


def write_pictures(page: Path, folder: Path) -> list[Path]:
    """Draw the table of a page, and return the files."""
    measured = figures(page)
    return [_write({row: measured[row] for row in ROWS}, scheme, folder) for scheme in SCHEMES]


def _write(rows: dict[str, dict[str, str]], scheme: Scheme, folder: Path) -> Path:
    path = folder / f"cost-{scheme.name}.svg"
    height = sum(HEADING + PITCH * len(cells) for cells in rows.values())
    with mpl.rc_context(
        {
            "font.family": "sans-serif",
            "font.sans-serif": FONTS,
            "font.size": 13,
            "svg.fonttype": "none",
            "svg.hashsalt": "typedsignals",  # so that drawing it again changes nothing
        }
    ):
        figure = Figure((WIDTH / 72, height / 72), dpi=72)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set(xlim=(0, WIDTH), ylim=(height, 0))
        _draw(axes, rows, scheme)
        figure.savefig(path, transparent=True, metadata={"Date": None, "Creator": None})
    path.write_text("\n".join(line.rstrip() for line in path.read_text("utf-8").splitlines()) + "\n", "utf-8")
    return path


def _draw(axes: Axes, rows: dict[str, dict[str, str]], scheme: Scheme) -> None:
    longest = max(float(figure) for cells in rows.values() for figure in cells.values())
    scale = (WIDTH - NAMES - FIGURES) / longest
    top = 0
    for row, cells in rows.items():
        axes.text(0, top + HEADING - PITCH / 2, row, va="center", weight="bold", color=scheme.text)
        top += HEADING
        for name, figure in cells.items():
            ours = name == OURS
            middle, weight = top + PITCH / 2, "bold" if ours else "normal"
            label = "loop by hand" if name == BASELINE else name
            axes.text(NAMES - 6, middle, label, ha="right", va="center", weight=weight, color=scheme.text)
            axes.barh(
                middle,
                float(figure) * scale,
                left=NAMES,
                height=PITCH - 6,
                color=scheme.ours if ours else scheme.others,
                gid=f"{row}: {name}",
            )
            beyond = NAMES + float(figure) * scale + 5
            axes.text(beyond, middle, figure, va="center", weight=weight, color=scheme.text)
            top += PITCH
