"""How much the property tests and the storms try: TYPEDSIGNALS_EFFORT is a factor, or ``nightly``.

1 is what .ci/run tries. Whoever just runs pytest tries a quarter of that, so that it takes minutes.
"""

import itertools
import os
from collections.abc import Sequence
from typing import TypeVar

ItemT = TypeVar("ItemT")

_SAID = os.environ.get("TYPEDSIGNALS_EFFORT", "0.25")
NIGHTLY = _SAID == "nightly"
_FACTOR = 100.0 if NIGHTLY else float(_SAID)
_begins = itertools.count()


def times(usual: int) -> int:
    """Return how often to do what is usually done this often."""
    return max(1, int(usual * _FACTOR))


def some(of: Sequence[ItemT]) -> Sequence[ItemT]:
    """Return all of these from an effort of 1 on; below, as large a part of them, spread evenly and begun elsewhere each time."""
    step = max(1, round(1 / _FACTOR))
    return of[next(_begins) % step :: step]
