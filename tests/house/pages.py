"""Python blocks in Markdown pages: cut out for type checkers and for running, each line keeping its number.

Rules of this file:
- A block fenced as ``python`` is type-checked and executed; ``python no-run`` is only type-checked.
- Blocks of one page share a namespace, as a reader reads them; ``python new`` begins another one.
- A block fenced as ``python title="webshop/signals.py"`` is that file: type-checked, and there to be imported by the others.
- A line marked ``# E: reason`` has to be reported by the checkers; it is dropped before the page is executed.
"""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from typedsignals._tools.checkers import marked_lines

_DOCS = Path(__file__).parents[2] / "docs"
_TITLE = re.compile(r'title="(\w+/)*\w+\.py"')
_FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,}|~{3,})\s*(?P<info>.*?)\s*$")


@dataclass(frozen=True, slots=True)
class Block:
    """The Python lines between two fences; ``first`` is the number of the first of them in the page."""

    first: int
    lines: tuple[str, ...]
    options: frozenset[str] = frozenset()

    @property
    def title(self) -> str | None:
        """The path of the file that this block is, below a folder that the others import from."""
        return next((option[7:-1] for option in self.options if option.startswith("title=")), None)


class PageError(Exception):
    """A page says something of a block that is not understood."""


def python_blocks(text: str) -> list[Block]:
    """Return the Python blocks of a page, in order."""
    return [_python_block(first, info, lines) for first, info, lines in fenced(text) if info[:1] == ["python"]]


def _python_block(first: int, info: list[str], lines: list[str]) -> Block:
    options = frozenset(info[1:])
    if unknown := {option for option in options - {"new", "no-run"} if not _TITLE.fullmatch(option)}:
        raise PageError(f"line {first - 1}: a python block is `new` or `no-run`, not {', '.join(sorted(unknown))}")
    return Block(first, tuple(lines), options)


def fenced(text: str) -> Iterator[tuple[int, list[str], list[str]]]:
    """Yield each fenced block: the number of its first line, the words behind the fence, and its lines."""
    opened: re.Match[str] | None = None
    first, lines = 0, list[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        fence = _FENCE.match(line)
        if opened is None:
            opened, first, lines = fence, number + 1, []
        elif fence and fence["fence"].startswith(opened["fence"]) and not fence["info"]:
            yield first, opened["info"].split(), lines
            opened = None
        else:
            lines.append(line.removeprefix(opened["indent"]))
    if opened is not None:
        raise PageError(f"line {first - 1}: the block is never closed")


def namespaces(blocks: Sequence[Block]) -> list[list[Block]]:
    """Split the blocks of a page into runs that share their names; those that are files have names of their own."""
    shared: list[list[Block]] = []
    for block in blocks:
        if block.title is not None:
            continue
        if not shared or "new" in block.options:
            shared.append([])
        shared[-1].append(block)
    return shared


def source(blocks: Sequence[Block]) -> str:
    """Return a module that holds the blocks where they stand in the page, and empty lines elsewhere."""
    lines: list[str] = []
    for block in blocks:
        lines += [""] * (block.first - 1 - len(lines))
        lines += block.lines
    return "\n".join([*lines, ""])


def title(page: Path) -> str:
    """Return what tells a page from the others: two of them may be called django.md, in different folders."""
    return page.relative_to(_DOCS).as_posix() if page.is_relative_to(_DOCS) else page.name


def write_modules(page: Path, folder: Path) -> list[Path]:
    """Write one module per namespace of the page, and its files, for the checkers; return their paths."""
    blocks = python_blocks(page.read_text(encoding="utf-8"))
    modules = write_files(blocks, folder)
    for number, shared in enumerate(namespaces(blocks), start=1):
        module = folder / f"{re.sub(r'[^0-9A-Za-z]', '_', title(page).removesuffix('.md'))}_{number}.py"
        module.write_text(source(shared), encoding="utf-8")
        modules.append(module)
    return modules


def write_files(blocks: Iterable[Block], folder: Path) -> list[Path]:
    """Write the blocks that are files, each line at its number in the page; return their paths."""
    files = []
    for block in blocks:
        if block.title is not None:
            file = folder / block.title
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.exists():
                raise PageError(f"line {block.first - 1}: {block.title} is a file of an earlier block or page")
            file.write_text(source([block]), encoding="utf-8")
            files.append(file)
    return files


def without_marked(module: Path) -> str:
    """Return the module's source with every statement that holds a marked line replaced by ``pass``."""
    text = module.read_text(encoding="utf-8")
    lines = text.split("\n")
    tree = ast.parse(text)
    for mark in marked_lines(module):
        statement = _innermost_statement(tree, mark.line)
        first, last = _first_line(statement), statement.end_lineno or statement.lineno
        lines[first - 1 : last] = [" " * statement.col_offset + "pass", *[""] * (last - first)]
    return "\n".join(lines)


def _innermost_statement(tree: ast.Module, line: int) -> ast.stmt:
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    around = [node for node in statements if _first_line(node) <= line <= (node.end_lineno or node.lineno)]
    if not around:
        raise PageError(f"line {line}: the mark stands beside no statement")
    return max(around, key=lambda node: (_first_line(node), -node.col_offset))


def _first_line(statement: ast.stmt) -> int:
    """Count a decorator to what it decorates."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def execute(page: Path, folder: Path) -> list[str]:
    """Run each namespace of the page in an interpreter of its own, in an empty directory; return what went wrong."""
    site, place, files = _site(folder), folder / "place", folder / "files"
    place.mkdir()
    blocks = python_blocks(page.read_text(encoding="utf-8"))
    for file in write_files(blocks, files):
        file.write_text(without_marked(file), encoding="utf-8")
    failures = []
    for shared in namespaces(blocks):
        script = place / page.with_suffix(".py").name
        script.write_text(source([block for block in shared if "no-run" not in block.options]), encoding="utf-8")
        script.write_text(without_marked(script), encoding="utf-8")
        environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(site), str(files)])}
        command = [sys.executable, "-P", script.name]  # -P: docs/django.md must not become a module named django
        done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            failures.append(f"{title(page)}: the namespace from line {shared[0].first} on:\n{done.stderr}")
    return failures


def _site(folder: Path) -> Path:
    """Return a directory that offers the package alone; an editable installation would offer all of the checkout."""
    root = Path(__file__).parents[2]
    site = folder / "site"
    site.mkdir()
    (site / "typedsignals").symlink_to(root / "typedsignals")
    forget = f"import sys\nsys.path[:] = [path for path in sys.path if path != {str(root)!r}]\n"
    (site / "sitecustomize.py").write_text(forget, encoding="utf-8")
    return site
