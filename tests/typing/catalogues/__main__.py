"""`python -m tests.typing.catalogues`: write on the page which catalogues there are."""

from tests.typing.catalogues.table import PAGE, written

PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
