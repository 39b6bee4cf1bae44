"""One process that completes orders, and what a worker in another one makes of them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from tests.engines.processes import Program, finished, until
from tests.engines.shop import MAILS, mails
from tests.engines.versions import PARCEL, old_message

# Messages that do not fit an OrderReturned, by what is said of them.
UNFIT: dict[str, object] = {
    "missing required field `reason`": old_message(40),
    "Expected `int`, got `str` - at `$.order_id`": {"order_id": PARCEL, "parcel": PARCEL, "reason": PARCEL},
    "Expected `object`, got `str`": f"no JSON: {PARCEL}",
}
OLD = 30


def complete(shop: str, *orders: int, environment: Mapping[str, str]) -> None:
    """Complete orders in a process that has ended when this returns."""
    finished(sys.executable, "-m", "tests.engines.complete", shop, *map(str, orders), environment=environment)


def wait_for_lines(number: int, *workers: Program, environment: Mapping[str, str]) -> None:
    """Wait until so many lines of mails have been written."""
    until(lambda: sum(map(len, written(environment).values())) >= number, *workers)


def written(environment: Mapping[str, str]) -> dict[int, list[tuple[str, str]]]:
    """Return the task and the payload of each line, by order; sorted, as nobody promises which comes first."""
    found = mails(Path(environment[MAILS]))
    return {order: sorted((mail.task, mail.payload) for mail in lines) for order, lines in found.items()}


def assert_each_is_refused(said: str) -> None:
    """A worker has named what is wrong with each unfit message, without a value of it."""
    errors = [line for line in said.splitlines() if "MessageError" in line]
    for reason in UNFIT:
        assert any(reason in line for line in errors), said
    assert not any(PARCEL in line for line in errors)
