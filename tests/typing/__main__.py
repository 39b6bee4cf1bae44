"""Check marked files while writing them: ``python -m tests.typing PATH…``."""

import sys

from typedsignals._tools.checkers import main

raise SystemExit(main(sys.argv[1:]))
