"""Count what the tests notice of small changes to the core: ``python -m tests.mutation [MODULE…]``.

Ends with 1 if too many go unnoticed, if one does that `survivors.md` gives no reason for, or if one listed there is
noticed by now.
"""

import argparse
import os
import re
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from tests.house.layout import CORE, PACKAGE
from tests.mutation.mutants import Mutant
from tests.mutation.runner import Subject, survey

HERE = Path(__file__).parent
LISTED = re.compile(r"^- ``(?P<key>.+?)``: (?P<reason>.+)$", re.MULTILINE)
NEEDED = 95.0  # per cent


def main() -> int:
    """Run, and print every mutant that went unnoticed as a line for `survivors.md`."""
    options = _parser().parse_args()
    listed = _listed(options.survivors, options.modules)
    subject = Subject(options.package.resolve(), tuple(options.modules), tuple(options.tests), listed)
    begun, count, survivors = time.monotonic(), 0, list[Mutant]()
    for mutant, noticed in survey(subject, options.jobs):
        count += 1
        if not noticed:
            survivors.append(mutant)
            print(f"- ``{mutant.key}``: {mutant.module}.py:{mutant.first}", flush=True)
        if count % 100 == 0:
            print(f"  {count} mutants after {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    return _judge(count, survivors, listed)


def _judge(count: int, survivors: list[Mutant], listed: frozenset[str]) -> int:
    noticed = count - len(survivors)
    score = 100 * noticed / count if count else 0.0
    print(f"{noticed} of {count} mutants noticed: {score:.1f}%")
    keys = {mutant.key for mutant in survivors}
    unexplained, outdated = sorted(keys - listed), sorted(listed - keys)
    for key in unexplained:
        print(f"no reason given: {key}")
    for key in outdated:
        print(f"listed, but noticed or gone: {key}")
    return int(bool(unexplained or outdated) or score < NEEDED)


def _listed(path: Path, modules: Iterable[str]) -> frozenset[str]:
    """Return the survivors of these modules that have a reason."""
    text = path.read_text(encoding="utf-8")
    return frozenset(found["key"] for found in LISTED.finditer(text) if found["key"].split(":")[0] in modules)


def _parser() -> argparse.ArgumentParser:
    core = [module for module in CORE if module != "__init__"]
    tests = [HERE.parent / "unit", HERE.parent / "properties", HERE.parent / "house" / "test_api.py"]
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", default=core, help="modules to change; the core")
    parser.add_argument("--package", type=Path, default=PACKAGE, help="the package that they are in")
    parser.add_argument("--tests", type=Path, nargs="+", default=tests, help="the tests that shall notice")
    parser.add_argument("--survivors", type=Path, default=HERE / "survivors.md", help="the known survivors")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many run at once")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
