"""`python -m typedsignals`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line, or say what it needs."""
    try:
        from typedsignals._tools.cli import main as run  # what it needs is an extra
    except ModuleNotFoundError as error:
        if error.name not in {"click", "packaging"}:
            raise
        sys.exit(f"python -m typedsignals needs {error.name}, which is not installed: pip install 'typedsignals[cli]'")
    run(prog_name="python -m typedsignals")


if __name__ == "__main__":
    main()
