"""How much the property tests and the storms try: set TYPEDSIGNALS_EFFORT to a factor, or to ``nightly``."""

import os

_SAID = os.environ.get("TYPEDSIGNALS_EFFORT", "1")
NIGHTLY = _SAID == "nightly"
_FACTOR = 100.0 if NIGHTLY else float(_SAID)


def times(usual: int) -> int:
    """Return how often to do what is usually done this often."""
    return max(1, int(usual * _FACTOR))
