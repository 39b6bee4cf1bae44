"""Measure and print: ``python -m benchmarks [--json] [--markdown | --picture] [--runs 3] [--rounds 30]``."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import cast

from rich.console import Console

from benchmarks.cases import all_cases
from benchmarks.measuring import measure, memory, stay_on_one_cpu
from benchmarks.report import Results, Run, show, write_markdown

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "cost.md"
IMAGES = ROOT / "docs" / "images"


def main() -> int:
    """Measure in processes of their own, one for each run; 1 if an aim was missed."""
    options = _options()
    if options.picture:
        return _draw()
    if options.one_run:
        stay_on_one_cpu()
        json.dump(measure(all_cases(), options.rounds), sys.stdout)
        return 0
    results = Results([_run(options.rounds) for _ in range(options.runs)], memory())
    if options.json:
        json.dump(results.as_json(), sys.stdout, indent=2)
        sys.stdout.write("\n")
    else:
        show(results, Console(width=None if sys.stdout.isatty() else 140, highlight=False))
    if options.markdown:
        write_markdown(results, PAGE)
        _draw()
    return 0 if all(aim.met for aim in results.aims()) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Compare what a send costs.")
    parser.add_argument("--json", action="store_true", help="print the numbers instead of tables")
    page = PAGE.relative_to(ROOT)
    parser.add_argument("--markdown", action="store_true", help=f"also write the table of {page} and draw it")
    parser.add_argument("--picture", action="store_true", help=f"measure nothing; draw the table of {page}")
    parser.add_argument("--runs", type=int, default=3, help="of these the median is reported")
    parser.add_argument("--rounds", type=int, default=30, help="of these the fastest counts, in each run")
    parser.add_argument("--one-run", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _draw() -> int:
    from benchmarks.picture import write_pictures  # noqa: PLC0415 - matplotlib, only where it is used

    write_pictures(PAGE, IMAGES)
    return 0


def _run(rounds: int) -> Run:
    command = [sys.executable, "-m", "benchmarks", "--one-run", f"--rounds={rounds}"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return Run(cast("dict[str, float]", json.loads(done.stdout)))


if __name__ == "__main__":
    sys.exit(main())
