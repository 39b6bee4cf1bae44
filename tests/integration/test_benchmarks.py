"""The benchmarks run, and their arithmetic is right. Nothing here is about seconds: those are read, not asserted."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

for peer in ("django", "blinker", "psygnal", "pyee", "matplotlib"):
    pytest.importorskip(peer, reason="the extra bench is not installed")

from benchmarks.picture import ROWS, SCHEMES, figures, write_pictures  # noqa: E402
from benchmarks.report import BEGIN, END, Results, Run, write_markdown  # noqa: E402 - it imports the peers

ROOT = Path(__file__).parents[2]
MEMORY = {"typedsignals": {"function": 290.0, "bound method": 380.0, "own sender": 530.0}}


@pytest.fixture(scope="module")
def measured() -> Any:
    """Run everything, as briefly as possible: Django takes half a minute to connect 10,000."""
    command = [sys.executable, "-m", "benchmarks", "--json", "--runs=1", "--rounds=1"]
    environment = os.environ | {"BENCHMARK_MANY": "3000"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return json.loads(done.stdout)


def results(*runs: dict[str, float]) -> Results:
    """Make results out of seconds."""
    return Results([Run(seconds) for seconds in runs], MEMORY)


def test_every_kind_of_work_is_measured_for_us(measured: Any) -> None:
    """And for at least one peer."""
    for row, ratios in measured["ratios"].items():
        assert ratios["typedsignals"] is not None, row
        assert sum(ratio is not None for ratio in ratios.values()) > 1, row
    assert set(measured["versions"]) == {"typedsignals", "django", "blinker", "psygnal", "pyee"}


def test_a_filtered_send_does_not_look_at_other_senders(measured: Any) -> None:
    """An algorithmic fact, far from any noise: Django without its cache does look at them."""
    ratios = measured["ratios"]["send by one of 3,000 senders"]
    assert ratios["Django"] > 20 * ratios["typedsignals"]


def test_connecting_does_not_look_at_other_connections(measured: Any) -> None:
    """The same for connect and disconnect, whose baseline is ours beside 10."""
    ratios = measured["ratios"]["connect, disconnect beside 3,000"]
    assert ratios["Django"] > 20 * ratios["typedsignals"]


def test_a_ratio_is_taken_within_a_run_and_the_median_counts() -> None:
    """A slow run slows its own baseline too."""
    three = results(
        {"send | by hand": 1.0, "send | blinker": 2.0},
        {"send | by hand": 10.0, "send | blinker": 30.0},
        {"send | by hand": 2.0, "send | blinker": 8.0},
    )
    assert (three.ratio("send", "blinker"), three.ratio("send", "psygnal")) == (3.0, None)
    assert three.baseline("send") == 2.0


def test_connecting_is_compared_with_ours_beside_ten() -> None:
    """There is nothing that one would write by hand."""
    one = results({"connect beside 10 | typedsignals": 2.0, "connect beside 10,000 | Django": 9.0})
    assert one.ratio("connect beside 10,000", "Django") == 4.5


def test_the_table_of_a_page_is_written_between_its_marks(tmp_path: Path) -> None:
    """What stands around them stays; a page without them is refused."""
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    one = results(
        {"send to nobody | by hand": 1.0, "send to nobody | typedsignals": 1.25, "beside 10 | typedsignals": 1.0}
    )
    write_markdown(one, page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"before\n{BEGIN}\n")
    assert text.endswith(f"{END}\nafter\n")
    assert "| send to nobody | 1 | 1.25 | - |" in text
    assert "old" not in text
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(SystemExit, match="has no place for the table"):
        write_markdown(one, page)


def drawn(picture: Path) -> tuple[list[str], dict[str, float]]:
    """Return the texts of a picture, in order, and the lengths of its bars."""
    root = ET.parse(picture).getroot()
    svg = {"": "http://www.w3.org/2000/svg"}
    lengths = {}
    for group in root.iterfind(".//g[@id]", svg):
        if ": " in (name := group.get("id", "")):
            path = group.find("path", svg)
            assert path is not None
            ends = [float(x) for x in re.findall(r"[ML] (\S+) ", path.get("d", ""))]
            lengths[name] = max(ends) - min(ends)
    return ["".join(text.itertext()) for text in root.iterfind(".//text", svg)], lengths


@pytest.mark.parametrize("scheme", [scheme.name for scheme in SCHEMES])
def test_the_picture_shows_the_figures_of_the_page(scheme: str) -> None:
    """As text, and as bars of that length."""
    table = figures(ROOT / "docs" / "cost.md")
    texts, lengths = drawn(ROOT / "docs" / "images" / f"cost-{scheme}.svg")
    wanted = []
    for row in ROWS:
        wanted.append(row)
        for name, figure in table[row].items():
            wanted += ["loop by hand" if name == "by hand" else name, figure]
    assert texts == wanted
    shown = {f"{row}: {name}": float(figure) for row in ROWS for name, figure in table[row].items()}
    assert lengths.keys() == shown.keys()
    unit = lengths["send to 1 function: by hand"]
    assert lengths == pytest.approx({bar: unit * figure for bar, figure in shown.items()}, rel=1e-3)


def test_a_table_that_is_measured_anew_is_drawn_anew(tmp_path: Path) -> None:
    """The picture that is in the repository is what the program draws of the page."""
    page = ROOT / "docs" / "cost.md"
    for picture in write_pictures(page, tmp_path):
        assert drawn(picture) == drawn(ROOT / "docs" / "images" / picture.name)
    other = tmp_path / "cost.md"
    other.write_text(page.read_text("utf-8").replace("| 1.40 |", "| 1.30 |"), "utf-8")
    texts, _ = drawn(write_pictures(other, tmp_path)[0])
    assert "1.30" in texts
    assert "1.40" not in texts


def test_what_handing_over_costs_is_measured() -> None:
    """Every kind of work has its line; whether the aim was met is read, not asserted."""
    command = [sys.executable, "-m", "benchmarks.handover", "--rounds=1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode in {0, 1}) == ("", True)
    for row in ("pack(payload)", "a send with hand_to", "a send with hand_keywords_to", "@unpacked"):
        assert row in done.stdout


def test_what_observing_costs_is_measured() -> None:
    """With the cost for those who do not."""
    command = [sys.executable, "-m", "benchmarks.observing", "--rounds=1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 0)
    for row in ("nobody ever observed", "somebody did, and has ended", "an interceptor of all signals", "traced"):
        assert row in done.stdout
