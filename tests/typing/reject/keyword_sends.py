"""Keyword signals are sent with the declared keywords, each of its type."""

from collections.abc import Awaitable
from decimal import Decimal

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


@keyword_signal
async def label(sender: type[OrderService], *, order: int) -> str:
    """Sent to receivers that are awaited."""
    raise NotImplementedError


@keyword_signal
def stock(sender: type[OrderService], *, sku: str) -> Awaitable[int] | int:
    """Sent to receivers of either kind."""
    raise NotImplementedError


# send.
placed.send(OrderService, order=7, state="paid")  # E: send(keywords): misspelt
placed.send(OrderService, order=7)  # E: send(keywords): one is missing
placed.send(OrderService)  # E: send(keywords): all are missing
placed.send(OrderService, order="7", status="paid")  # E: send(keywords): not an int
placed.send(OrderService, order=7, status=None)  # E: send(keywords): not a str
placed.send(OrderService, order=7, status="paid", by=9)  # E: send(keywords): surplus
placed.send(OrderService, 7, "paid")  # E: send(keywords): by position
placed.send(OrderService, {"order": 7, "status": "paid"})  # E: send(keywords): a dict
placed.send(Warehouse, order=7, status="paid")  # E: send(sender): a stranger
placed.send(OrderService(), order=7, status="paid")  # E: send(sender): an instance
placed.send(None, order=7, status="paid")  # E: send(sender): None
placed.send(order=7, status="paid")  # E: send(sender): nothing
placed.send(sender=OrderService, order=7, status="paid")  # E: send(sender): by name
returned.send(OrderService)  # E: send(keywords): only one of them has a default
returned.send(OrderService, order=7, refund="9")  # E: send(keywords): a str
returned.send(OrderService, refund=Decimal(9))  # E: send(keywords): the other one has no default
counted.send(Warehouse, sku="A-1", left=3)  # E: send(sender): the class, where an instance sends
label.send(OrderService, number=7)  # E: send(keywords): misspelt, where results are awaited
label.send(Warehouse, order=7)  # E: send(sender): a stranger, where results are awaited
stock.send(OrderService, sku=7)  # E: send(keywords): an int, where some are awaited
stock.send(Warehouse, sku="A-1")  # E: send(sender): a stranger, where some are awaited

# send_robust.
placed.send_robust(OrderService, order=7, state="paid")  # E: send_robust(keywords): misspelt
placed.send_robust(OrderService, order=7)  # E: send_robust(keywords): one is missing
placed.send_robust(OrderService)  # E: send_robust(keywords): all are missing
placed.send_robust(OrderService, order="7", status="paid")  # E: send_robust(keywords): not an int
placed.send_robust(OrderService, order=7, status=None)  # E: send_robust(keywords): not a str
placed.send_robust(OrderService, order=7, status="paid", by=9)  # E: send_robust(keywords): surplus
placed.send_robust(OrderService, 7, "paid")  # E: send_robust(keywords): by position
placed.send_robust(OrderService, {"order": 7, "status": "paid"})  # E: send_robust(keywords): a dict
placed.send_robust(Warehouse, order=7, status="paid")  # E: send_robust(sender): a stranger
placed.send_robust(OrderService(), order=7, status="paid")  # E: send_robust(sender): an instance
placed.send_robust(None, order=7, status="paid")  # E: send_robust(sender): None
placed.send_robust(order=7, status="paid")  # E: send_robust(sender): nothing
placed.send_robust(sender=OrderService, order=7, status="paid")  # E: send_robust(sender): by name
label.send_robust(OrderService, number=7)  # E: send_robust(keywords): misspelt, where results are awaited
label.send_robust(Warehouse, order=7)  # E: send_robust(sender): a stranger, where results are awaited
stock.send_robust(OrderService, sku=7)  # E: send_robust(keywords): an int, where some are awaited
stock.send_robust(Warehouse, sku="A-1")  # E: send_robust(sender): a stranger, where some are awaited


async def asend() -> None:
    await placed.asend(OrderService, order=7, state="paid")  # E: asend(keywords): misspelt
    await placed.asend(OrderService, order=7)  # E: asend(keywords): one is missing
    await placed.asend(OrderService)  # E: asend(keywords): all are missing
    await placed.asend(OrderService, order="7", status="paid")  # E: asend(keywords): not an int
    await placed.asend(OrderService, order=7, status=None)  # E: asend(keywords): not a str
    await placed.asend(OrderService, order=7, status="paid", by=9)  # E: asend(keywords): surplus
    await placed.asend(OrderService, 7, "paid")  # E: asend(keywords): by position
    await placed.asend(OrderService, {"order": 7, "status": "paid"})  # E: asend(keywords): a dict
    await placed.asend(Warehouse, order=7, status="paid")  # E: asend(sender): a stranger
    await placed.asend(OrderService(), order=7, status="paid")  # E: asend(sender): an instance
    await placed.asend(None, order=7, status="paid")  # E: asend(sender): None
    await placed.asend(order=7, status="paid")  # E: asend(sender): nothing
    await placed.asend(sender=OrderService, order=7, status="paid")  # E: asend(sender): by name
    await label.asend(OrderService, number=7)  # E: asend(keywords): misspelt, where results are awaited
    await label.asend(Warehouse, order=7)  # E: asend(sender): a stranger, where results are awaited
    await stock.asend(OrderService, sku=7)  # E: asend(keywords): an int, where some are awaited
    await stock.asend(Warehouse, sku="A-1")  # E: asend(sender): a stranger, where some are awaited


async def asend_robust() -> None:
    await placed.asend_robust(OrderService, order=7, state="paid")  # E: asend_robust(keywords): misspelt
    await placed.asend_robust(OrderService, order=7)  # E: asend_robust(keywords): one is missing
    await placed.asend_robust(OrderService)  # E: asend_robust(keywords): all are missing
    await placed.asend_robust(OrderService, order="7", status="paid")  # E: asend_robust(keywords): not an int
    await placed.asend_robust(OrderService, order=7, status=None)  # E: asend_robust(keywords): not a str
    await placed.asend_robust(OrderService, order=7, status="paid", by=9)  # E: asend_robust(keywords): surplus
    await placed.asend_robust(OrderService, 7, "paid")  # E: asend_robust(keywords): by position
    await placed.asend_robust(OrderService, {"order": 7, "status": "paid"})  # E: asend_robust(keywords): a dict
    await placed.asend_robust(Warehouse, order=7, status="paid")  # E: asend_robust(sender): a stranger
    await placed.asend_robust(OrderService(), order=7, status="paid")  # E: asend_robust(sender): an instance
    await placed.asend_robust(None, order=7, status="paid")  # E: asend_robust(sender): None
    await placed.asend_robust(order=7, status="paid")  # E: asend_robust(sender): nothing
    await placed.asend_robust(sender=OrderService, order=7, status="paid")  # E: asend_robust(sender): by name
    await label.asend_robust(OrderService, number=7)  # E: asend_robust(keywords): misspelt, where results are awaited
    await label.asend_robust(Warehouse, order=7)  # E: asend_robust(sender): a stranger, where results are awaited
    await stock.asend_robust(OrderService, sku=7)  # E: asend_robust(keywords): an int, where some are awaited
    await stock.asend_robust(Warehouse, sku="A-1")  # E: asend_robust(sender): a stranger, where some are awaited


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
for prints, printed in label.send(OrderService, order=7):
    number: int = printed  # E: send(): what awaiting gave is a str
for looks, left in stock.send(OrderService, sku="A-1"):
    rest: str = left  # E: send(): what awaiting gave is an int
first: Decimal = price.send(OrderService, sku="A-1")  # E: send(): a list of pairs


async def results() -> None:
    for _, charged in await price.asend(OrderService, sku="A-1"):
        text: str = charged  # E: asend(): the result is a Decimal
    for _, outcome in await price.asend_robust(OrderService, sku="A-1"):
        outcome + 1  # E: asend_robust(): perhaps an exception
    for prints, printed in await label.asend(OrderService, order=7):
        await printed  # E: asend(): awaited already
    for pair in label.asend(OrderService, order=7):  # E: asend(): not awaited
        print(pair)
    await placed.send(OrderService, order=7, status="paid")  # E: send(): nothing to await
