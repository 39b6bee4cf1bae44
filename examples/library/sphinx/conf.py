"""For those who document with Sphinx: ``python -m sphinx -W sphinx out``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

project = "parcels"
extensions = ["sphinx.ext.autodoc"]
