"""Keyword signals are sent with the declared keywords, each of its type."""

from decimal import Decimal
from typing import TypedDict

from tests.typing.shop import ExpressService, OrderService, Warehouse
from typedsignals import keyword_signal


@keyword_signal
def placed(sender: type[OrderService], *, order: int, status: str) -> None:
    """Sent once an order is placed."""


@keyword_signal
def returned(sender: type[OrderService], *, order: int, refund: Decimal = Decimal(0)) -> None:
    """Sent once a parcel is back; the refund may be left out."""


@keyword_signal
def counted(sender: Warehouse, *, sku: str, left: int) -> None:
    """Sent once a shelf is counted."""


@keyword_signal
def price(sender: type[OrderService], *, sku: str) -> Decimal:
    """Sent to learn what receivers would charge."""
    raise NotImplementedError


# send.
placed.send(OrderService, order=7, state="paid")  # E: send(kwargs): misspelt
placed.send(OrderService, order=7)  # E: send(kwargs): one is missing
placed.send(OrderService)  # E: send(kwargs): all are missing
placed.send(OrderService, order="7", status="paid")  # E: send(kwargs): not an int
placed.send(OrderService, order=7, status=None)  # E: send(kwargs): not a str
placed.send(OrderService, order=7, status="paid", by=9)  # E: send(kwargs): surplus
placed.send(OrderService, 7, "paid")  # E: send(args): by position
placed.send(OrderService, {"order": 7, "status": "paid"})  # E: send(args): a dict
placed.send(Warehouse, order=7, status="paid")  # E: send(sender): a stranger
placed.send(OrderService(), order=7, status="paid")  # E: send(sender): an instance
placed.send(None, order=7, status="paid")  # E: send(sender): None
placed.send(order=7, status="paid")  # E: send(sender): nothing
placed.send(sender=OrderService, order=7, status="paid")  # E: send(sender): by name
returned.send(OrderService)  # E: send(kwargs): only one of them has a default
returned.send(OrderService, order=7, refund="9")  # E: send(kwargs): a str
returned.send(OrderService, refund=Decimal(9))  # E: send(kwargs): the other one has no default
counted.send(Warehouse, sku="A-1", left=3)  # E: send(sender): the class, where an instance sends

# send_robust.
placed.send_robust(OrderService, order=7, state="paid")  # E: send_robust(kwargs): misspelt
placed.send_robust(OrderService, order=7)  # E: send_robust(kwargs): one is missing
placed.send_robust(OrderService)  # E: send_robust(kwargs): all are missing
placed.send_robust(OrderService, order="7", status="paid")  # E: send_robust(kwargs): not an int
placed.send_robust(OrderService, order=7, status=None)  # E: send_robust(kwargs): not a str
placed.send_robust(OrderService, order=7, status="paid", by=9)  # E: send_robust(kwargs): surplus
placed.send_robust(OrderService, 7, "paid")  # E: send_robust(args): by position
placed.send_robust(OrderService, {"order": 7, "status": "paid"})  # E: send_robust(args): a dict
placed.send_robust(Warehouse, order=7, status="paid")  # E: send_robust(sender): a stranger
placed.send_robust(OrderService(), order=7, status="paid")  # E: send_robust(sender): an instance
placed.send_robust(None, order=7, status="paid")  # E: send_robust(sender): None
placed.send_robust(order=7, status="paid")  # E: send_robust(sender): nothing
placed.send_robust(sender=OrderService, order=7, status="paid")  # E: send_robust(sender): by name


# What comes back.
for asked, charged in price.send(OrderService, sku="A-1"):
    text: str = charged  # E: send(): the result is a Decimal
    asked.sku  # E: send(): a receiver is a callable, no more
    other: str = asked(ExpressService, sku="A-1")  # E: send(): the receiver gives a Decimal
for asked, outcome in price.send_robust(OrderService, sku="A-1"):
    outcome + 1  # E: send_robust(): perhaps an exception
    raise outcome  # E: send_robust(): perhaps a Decimal
for hearing, nothing in placed.send(OrderService, order=7, status="paid"):
    word: str = nothing  # E: send(): the result is None
first: Decimal = price.send(OrderService, sku="A-1")  # E: send(): a list of pairs


async def results() -> None:
    await placed.send(OrderService, order=7, status="paid")  # E: send(): nothing to await
    await placed.send_robust(OrderService, order=7, status="paid")  # E: send_robust(): nothing to await
    await placed.asend(OrderService, order=7, status="paid")  # E: it awaits nothing: from async code it is sent, too
    await placed.asend_robust(OrderService, order=7, status="paid")  # E: it awaits nothing


class Placed(TypedDict):
    order: str
    status: str


def send_dicts(words: Placed, numbers: dict[str, int]) -> None:
    placed.send(OrderService, **words)  # E: send(kwargs): not an int, in a TypedDict
    placed.send(OrderService, order=7, **numbers)  # E: send(kwargs): the status is a str
    placed.send(OrderService, status="paid", **words)  # E: send(kwargs): one of them twice
