"""What the four type checkers say of right and wrong uses, line by line."""

import pytest

from tests.typing.asked import CASES, EXAMPLES, HERE, said
from typedsignals._tools.checkers import CHECKERS, Mark, marked_lines


@pytest.mark.parametrize("checker", [checker.name for checker in CHECKERS])
def test_checker_reports_the_marked_lines_and_no_other(checker: str) -> None:
    """Right code passes, wrong code does not, and the known gaps are where they were."""
    verdict = said(checker, [*CASES, EXAMPLES])
    assert verdict.ok, f"\n{verdict}"


def test_accepted_cases_hold_no_mark() -> None:
    """A mark among them would turn a right use into a wrong one unseen."""
    assert [str(mark) for mark in _marks("accept")] == []


def test_each_rejected_case_gives_its_reason() -> None:
    """Whoever reads a case learns why it is wrong."""
    assert [str(mark) for mark in _marks("reject") if not mark.reason] == []


def test_rejected_cases_speak_to_every_checker() -> None:
    """What only some of them catch belongs among the known gaps."""
    assert [str(mark) for mark in _marks("reject") if mark.only] == []


def test_every_rejected_file_rejects_something() -> None:
    """A file without a mark would prove nothing."""
    files = [file for file in (HERE / "reject").rglob("*.py") if file.name != "__init__.py"]
    assert [file.name for file in files if not marked_lines(file)] == []


# How the message for a wrong argument of a send begins to be of use: it says which one. ty underlines it, and says its type.
ARGUMENT = {
    "mypy": {
        "sender": 'Argument 1 to "{send}" of "{signal}" has incompatible type "type[Warehouse]"',
        "payload": 'Argument 2 to "{send}" of "{signal}" has incompatible type "int"; expected "OrderCompleted"',
        "kwargs": 'Unexpected keyword argument "{keyword}" for "{send}" of "{signal}"',
    },
    "pyright": {
        "sender": 'Argument of type "type[Warehouse]" cannot be assigned to parameter "sender"',
        "payload": 'Argument of type "Literal[7]" cannot be assigned to parameter "payload" of type "OrderCompleted"',
        "kwargs": 'No parameter named "{keyword}"',
    },
    "pyrefly": {
        "sender": "Argument `type[Warehouse]` is not assignable to parameter `sender`",
        "payload": "Argument `Literal[7]` is not assignable to parameter `payload` with type `OrderCompleted`",
        "kwargs": "Unexpected keyword argument `{keyword}` in function",
    },
    "ty": {
        "sender": "Argument to bound method `{signal}.{send}` is incorrect: Expected `type[OrderService]`",
        "payload": "Argument to bound method `{signal}.{send}` is incorrect: Expected `OrderCompleted`, found `Literal[7]`",
        "kwargs": "Argument `{keyword}` does not match any known parameter of bound method `{signal}.{send}`",
    },
}
SENDS = {
    ("Signal", "sends.py"): ["send", "send_robust"],
    ("AsyncSignal", "async_sends.py"): ["send", "send_robust", "asend", "asend_robust"],
    ("KeywordSignal", "keyword_sends.py"): ["send", "send_robust"],
    ("AsyncKeywordSignal", "async_keyword_sends.py"): ["send", "send_robust", "asend", "asend_robust"],
}


@pytest.mark.parametrize("checker", sorted(ARGUMENT))
@pytest.mark.parametrize(("signal", "file"), sorted(SENDS))
def test_a_wrong_argument_of_a_send_is_named(signal: str, file: str, checker: str) -> None:
    """One mistake, one message, which says what is wrong: no send has overloads to choose from."""
    found = said(checker, [HERE / "reject" / file]).found
    assert [str(finding) for finding in found if "overload" in finding.message.lower()] == []
    lines = (HERE / "reject" / file).read_text(encoding="utf-8").splitlines()
    for send in SENDS[signal, file]:
        for parameter, reason in WRONG["Keyword" in signal]:
            wanted = f"# E: {send}({parameter}): {reason}"
            numbers = [number for number, line in enumerate(lines, start=1) if line.endswith(wanted)]
            assert numbers, f"{file} holds no line that ends in {wanted}"
            keyword = "state" if signal == "KeywordSignal" else "number"
            begins = ARGUMENT[checker][parameter].format(send=send, signal=signal, keyword=keyword)
            messages = [finding.message for finding in found if finding.line == numbers[0]]
            assert any(begins in message for message in messages), f"{begins} is not among {messages}"


WRONG = {
    False: [("sender", "a stranger"), ("payload", "an int")],
    True: [("sender", "a stranger"), ("kwargs", "misspelt")],
}


def _marks(folder: str) -> list[Mark]:
    return [mark for file in (HERE / folder).rglob("*.py") for mark in marked_lines(file)]
