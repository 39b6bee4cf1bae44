"""The runner of pages itself, on small pages."""

from pathlib import Path
from textwrap import dedent

import pytest

from tests.house.pages import (
    Block,
    PageError,
    execute,
    namespaces,
    python_blocks,
    source,
    without_marked,
    write_modules,
)
from typedsignals._tools.checkers import CHECKERS, run


def page(folder: Path, text: str) -> Path:
    """Write a page; it may have any name."""
    path = folder / "A page.md"
    path.write_text(dedent(text), encoding="utf-8")
    return path


def test_only_python_blocks_are_found_and_know_their_line() -> None:
    """Other fences, and fences inside of longer ones, are prose."""
    text = dedent(
        """\
        # Title
        ```python
        first = 1
        ```
        ```console
        $ python
        ```
        ````markdown
        ```python
        quoted = True
        ```
        ````
        ~~~python no-run
        second = 2

        ~~~
        """
    )
    assert python_blocks(text) == [Block(3, ("first = 1",)), Block(14, ("second = 2", ""), frozenset({"no-run"}))]


def test_a_block_within_a_list_loses_its_indentation() -> None:
    """It is indented for Markdown, not for Python."""
    assert python_blocks("- item\n\n  ```python\n  if True:\n      x = 1\n  ```\n")[0].lines == (
        "if True:",
        "    x = 1",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("```python skip\n```\n", "line 1: a python block is `new` or `no-run`, not skip"),
        ('```python title="signals"\n```\n', 'line 1: a python block is `new` or `no-run`, not title="signals"'),
        ("text\n```python\nx = 1\n", "line 2: the block is never closed"),
    ],
)
def test_what_is_not_understood_is_an_error(text: str, message: str) -> None:
    """A misspelt option would be silently without effect."""
    with pytest.raises(PageError, match=message):
        python_blocks(text)


def test_blocks_share_names_until_a_new_one() -> None:
    """The module of a namespace holds its blocks where the page has them."""
    text = "```python\na = 1\n```\ntext\n```python\nb = a\n```\n```python new\nc = 3\n```\n"
    first, second = namespaces(python_blocks(text))
    assert source(first) == "\na = 1\n\n\n\nb = a\n"
    assert source(second) == "\n" * 8 + "c = 3\n"


def test_checkers_report_at_the_lines_of_the_page(tmp_path: Path) -> None:
    """What is marked is found there, what is not is false."""
    text = """\
        Text.

        ```python
        number: int = "one"  # E: not an int
        ```

        ```python new
        number: int = "two"
        letter: str = "x"  # E: this is missed
        ```
        """
    report = run(CHECKERS[-1:], write_modules(page(tmp_path, text), tmp_path))  # tests/typing has what all of them say
    for verdict in report.verdicts:
        assert [finding.line for finding in verdict.false] == [8]
        assert [mark.line for mark in verdict.missed] == [9]


def test_a_page_without_faults_runs(tmp_path: Path) -> None:
    """Blocks see earlier ones of their namespace; the package can be imported; a no-run block is left out."""
    text = """\
        ```python
        import typedsignals

        count = 1
        ```

        ```python
        assert count == 1
        ```

        ```python no-run
        raise SystemExit("this is only shown")
        ```

        ```python new
        assert "count" not in globals()
        ```
        """
    assert execute(page(tmp_path, text), tmp_path) == []


FILES = """\
    ```python title="cafe/signals.py"
    cups: int = "one"  # E: not an int
    plates = 1
    ```

    ```python title="cafe/till.py"
    from cafe.signals import plates
    ```

    ```python
    from cafe.till import plates

    assert plates == 1
    forks: int = "two"  # E: not an int
    ```
    """


def test_a_block_with_a_title_is_a_file_that_others_import(tmp_path: Path) -> None:
    """Of other blocks of the page, and of no other page; marked lines do not run there either."""
    assert execute(page(tmp_path, FILES), tmp_path) == []
    (tmp_path / "checked").mkdir()
    modules = write_modules(page(tmp_path, FILES), tmp_path / "checked")
    (verdict,) = run(CHECKERS[-1:], modules, search_paths=[tmp_path / "checked"]).verdicts
    assert verdict.ok, verdict
    assert {finding.line for finding in verdict.found} == {2, 14}


def test_a_file_has_one_block(tmp_path: Path) -> None:
    """Of two pages, all are checked at once."""
    write_modules(page(tmp_path, FILES), tmp_path)
    with pytest.raises(PageError, match=r"line 1: cafe/signals.py is a file of an earlier block or page"):
        write_modules(page(tmp_path, FILES), tmp_path)


def test_a_failing_block_is_reported_with_the_line_of_the_page(tmp_path: Path) -> None:
    """And the other namespaces run all the same."""
    text = """\
        ```python
        raise ValueError("here")
        ```
        ```python new
        import examples
        ```
        """
    first, second = execute(page(tmp_path, text), tmp_path)
    assert "from line 2 on" in first
    assert "line 2, in <module>" in first
    assert "ValueError: here" in first
    assert "No module named 'examples'" in second


def test_marked_lines_do_not_run(tmp_path: Path) -> None:
    """Even where the statement has several lines, decorators, or is all that a function does."""
    text = """\
        ```python
        def wrong() -> None:
            undefined()  # E: at the call

        raise SystemExit(  # E: at the first line
            "several lines"
        )
        print(
            undefined,  # E: at a later line
        )

        @undefined  # E: at the decorator
        def decorated() -> None:
            raise SystemExit("within")

        @str
        def argument(
            later: undefined,  # E: at a parameter
        ) -> None:
            pass

        if True: undefined()  # E: on the line of its condition

        wrong()
        assert "decorated" not in globals()
        assert "argument" not in globals()
        ```
        """
    assert execute(page(tmp_path, text), tmp_path) == []


def test_dropping_marked_lines_keeps_line_numbers(tmp_path: Path) -> None:
    """A traceback still points into the page."""
    module = tmp_path / "module.py"
    module.write_text("x = [  # E: wrong\n    1,\n]\ny = 2\n", encoding="utf-8")
    assert without_marked(module) == "pass\n\n\ny = 2\n"


def test_a_mark_beside_no_statement_is_an_error(tmp_path: Path) -> None:
    """It could only ever be missed."""
    module = tmp_path / "module.py"
    module.write_text("# E: alone\n", encoding="utf-8")
    with pytest.raises(PageError, match="line 1: the mark stands beside no statement"):
        without_marked(module)
