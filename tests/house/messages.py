"""What the checkers print, in docs/checkers.md: ``python -m tests.house.messages`` writes it anew.

Below a Python block of the page, a block fenced as ``text messages`` holds, for each marked line of the Python block in turn,
the first line of what each of the four checkers says of it, and the code of its rule.
"""

import re
from pathlib import Path

from tests.typing.asked import ROOT, said
from typedsignals._tools.checkers import CHECKERS, Finding

PAGE = ROOT / "docs" / "checkers.md"
_PAIR = re.compile(
    r"(?P<code>^```python[^\n]*\n.*?^```\n)(?P<between>\n```text messages\n).*?(?P<end>^```$)", re.MULTILINE | re.DOTALL
)


def with_messages(page: Path) -> str:
    """Return the text of the page with what the checkers print of it now."""
    found = [(checker.name, finding) for checker in CHECKERS for finding in said(checker.name, [page]).found]
    text = page.read_text(encoding="utf-8")

    def written(pair: re.Match[str]) -> str:
        first = text.count("\n", 0, pair.start()) + 1
        marked = [first + number for number, line in enumerate(pair["code"].splitlines()) if "# E" in line]
        messages = "\n".join("".join(_lines(found, line)) for line in marked)
        return f"{pair['code']}{pair['between']}{messages}{pair['end']}"

    return _PAIR.sub(written, text)


def _lines(found: list[tuple[str, Finding]], line: int) -> list[str]:
    return [f"{name:8} {_first(each)}\n" for name, each in found if each.line == line]


def _first(finding: Finding) -> str:
    return f"{finding.message.partition(chr(10))[0]} [{finding.code}]"


if __name__ == "__main__":
    PAGE.write_text(with_messages(PAGE), encoding="utf-8")
