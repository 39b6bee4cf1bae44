"""The table of docs/catalogues.md: which packages there are, in which versions, and which signals."""

import ast
from pathlib import Path

from typedsignals._tools.catalogues import catalogue, names

PAGE = Path(__file__).parents[3] / "docs" / "catalogues.md"
BEGIN = "<!-- catalogues: written by python -m tests.typing.catalogues -->\n"
END = "<!-- end of catalogues -->"


def signals_of(stub: str) -> list[str]:
    """Return the names of the public signals that a stub declares: what it annotates, and the functions that declare one."""
    names = list[str]()
    for node in ast.parse(stub).body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.FunctionDef(name=name, decorator_list=[_]):
                names.append(name)
            case _:
                pass
    return [name for name in names if not name.startswith("_")]


def table() -> str:
    """Return the rows."""
    rows = "".join(map(_row, names()))
    return f"| `--package` | fits | signals |\n|---|---|---|\n{rows}"


def _row(name: str) -> str:
    found = catalogue(name)
    modules = {path.removesuffix(".pyi").replace("/", "."): signals_of(stub) for path, stub in found.stubs.items()}
    listed = "; ".join(f"`{module}`: {', '.join(signals)}" for module, signals in modules.items())
    return f"| `{name}` | {found.distribution} {found.versions} | {listed} |\n"


def written(page: str) -> str:
    """Return the page with the rows in it."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}{table()}{END}{rest.partition(END)[2]}"
