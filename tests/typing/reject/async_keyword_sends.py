"""Keyword signals that are declared by an ``async def`` are sent as strictly as the others."""

from typing import Any

from tests.typing.shop import OrderService, Warehouse
from typedsignals import keyword_signal


@keyword_signal
async def label(sender: type[OrderService], *, order: int, copies: int) -> str:
    """Sent to have labels printed."""
    raise NotImplementedError


@keyword_signal
async def asked(sender: type[OrderService], *, sku: str, since: int = 0) -> int:
    """Sent to learn what is left; the time may be left out."""
    raise NotImplementedError


@keyword_signal
async def packed(sender: Warehouse, *, box: int) -> None:
    """Sent once a box is closed."""


@keyword_signal
async def moved(sender: Warehouse, *, box: Any) -> None:
    """Sent once a box is elsewhere, in a word that says nothing of its type."""


# send.
label.send(OrderService, number=7, copies=1)  # E: send(kwargs): misspelt
label.send(OrderService, order=7)  # E: send(kwargs): one is missing
label.send(OrderService)  # E: send(kwargs): all are missing
label.send(OrderService, order="7", copies=1)  # E: send(kwargs): not an int
label.send(OrderService, order=7, copies=None)  # E: send(kwargs): not an int, either
label.send(OrderService, order=7, copies=1, by=9)  # E: send(kwargs): surplus
label.send(OrderService, 7, 1)  # E: send(args): by position
label.send(OrderService, {"order": 7, "copies": 1})  # E: send(args): a dict
label.send(Warehouse, order=7, copies=1)  # E: send(sender): a stranger
label.send(OrderService(), order=7, copies=1)  # E: send(sender): an instance
label.send(None, order=7, copies=1)  # E: send(sender): None
label.send(order=7, copies=1)  # E: send(sender): nothing
label.send(sender=OrderService, order=7, copies=1)  # E: send(sender): by name
asked.send(OrderService)  # E: send(kwargs): only one of them has a default
asked.send(OrderService, sku="A-1", since="9")  # E: send(kwargs): a str
packed.send(Warehouse, box=3)  # E: send(sender): the class, where an instance sends


# send_robust.
label.send_robust(OrderService, number=7, copies=1)  # E: send_robust(kwargs): misspelt
label.send_robust(OrderService, order=7)  # E: send_robust(kwargs): one is missing
label.send_robust(OrderService)  # E: send_robust(kwargs): all are missing
label.send_robust(OrderService, order="7", copies=1)  # E: send_robust(kwargs): not an int
label.send_robust(OrderService, order=7, copies=None)  # E: send_robust(kwargs): not an int, either
label.send_robust(OrderService, order=7, copies=1, by=9)  # E: send_robust(kwargs): surplus
label.send_robust(OrderService, 7, 1)  # E: send_robust(args): by position
label.send_robust(OrderService, {"order": 7, "copies": 1})  # E: send_robust(args): a dict
label.send_robust(Warehouse, order=7, copies=1)  # E: send_robust(sender): a stranger
label.send_robust(OrderService(), order=7, copies=1)  # E: send_robust(sender): an instance
label.send_robust(None, order=7, copies=1)  # E: send_robust(sender): None
label.send_robust(order=7, copies=1)  # E: send_robust(sender): nothing
label.send_robust(sender=OrderService, order=7, copies=1)  # E: send_robust(sender): by name
asked.send_robust(OrderService)  # E: send_robust(kwargs): only one of them has a default
asked.send_robust(OrderService, sku="A-1", since="9")  # E: send_robust(kwargs): a str
packed.send_robust(Warehouse, box=3)  # E: send_robust(sender): the class, where an instance sends


async def asend() -> None:
    await label.asend(OrderService, number=7, copies=1)  # E: asend(kwargs): misspelt
    await label.asend(OrderService, order=7)  # E: asend(kwargs): one is missing
    await label.asend(OrderService)  # E: asend(kwargs): all are missing
    await label.asend(OrderService, order="7", copies=1)  # E: asend(kwargs): not an int
    await label.asend(OrderService, order=7, copies=None)  # E: asend(kwargs): not an int, either
    await label.asend(OrderService, order=7, copies=1, by=9)  # E: asend(kwargs): surplus
    await label.asend(OrderService, 7, 1)  # E: asend(args): by position
    await label.asend(OrderService, {"order": 7, "copies": 1})  # E: asend(args): a dict
    await label.asend(Warehouse, order=7, copies=1)  # E: asend(sender): a stranger
    await label.asend(OrderService(), order=7, copies=1)  # E: asend(sender): an instance
    await label.asend(None, order=7, copies=1)  # E: asend(sender): None
    await label.asend(order=7, copies=1)  # E: asend(sender): nothing
    await label.asend(sender=OrderService, order=7, copies=1)  # E: asend(sender): by name
    await asked.asend(OrderService)  # E: asend(kwargs): only one of them has a default
    await asked.asend(OrderService, sku="A-1", since="9")  # E: asend(kwargs): a str
    await packed.asend(Warehouse, box=3)  # E: asend(sender): the class, where an instance sends


async def asend_robust() -> None:
    await label.asend_robust(OrderService, number=7, copies=1)  # E: asend_robust(kwargs): misspelt
    await label.asend_robust(OrderService, order=7)  # E: asend_robust(kwargs): one is missing
    await label.asend_robust(OrderService)  # E: asend_robust(kwargs): all are missing
    await label.asend_robust(OrderService, order="7", copies=1)  # E: asend_robust(kwargs): not an int
    await label.asend_robust(OrderService, order=7, copies=None)  # E: asend_robust(kwargs): not an int, either
    await label.asend_robust(OrderService, order=7, copies=1, by=9)  # E: asend_robust(kwargs): surplus
    await label.asend_robust(OrderService, 7, 1)  # E: asend_robust(args): by position
    await label.asend_robust(OrderService, {"order": 7, "copies": 1})  # E: asend_robust(args): a dict
    await label.asend_robust(Warehouse, order=7, copies=1)  # E: asend_robust(sender): a stranger
    await label.asend_robust(OrderService(), order=7, copies=1)  # E: asend_robust(sender): an instance
    await label.asend_robust(None, order=7, copies=1)  # E: asend_robust(sender): None
    await label.asend_robust(order=7, copies=1)  # E: asend_robust(sender): nothing
    await label.asend_robust(sender=OrderService, order=7, copies=1)  # E: asend_robust(sender): by name
    await asked.asend_robust(OrderService)  # E: asend_robust(kwargs): only one of them has a default
    await asked.asend_robust(OrderService, sku="A-1", since="9")  # E: asend_robust(kwargs): a str
    await packed.asend_robust(Warehouse, box=3)  # E: asend_robust(sender): the class, where an instance sends


# What comes back.
for prints, printed in label.send(OrderService, order=7, copies=1):
    number: int = printed  # E: send(): what awaiting gave is a str
    prints.order  # E: send(): a receiver is a callable, no more
    text: str = prints(OrderService, order=7)  # E: send(): the receiver may give something to await
for robustly, outcome in label.send_robust(OrderService, order=7, copies=1):
    outcome.upper()  # E: send_robust(): perhaps an exception
for looks, left in asked.send(OrderService, sku="A-1"):
    rest: str = left  # E: send(): what awaiting gave is an int
for packs, nothing in packed.send(Warehouse(), box=3):
    word: str = nothing  # E: send(): the result is None
first: str = label.send(OrderService, order=7, copies=1)  # E: send(): a list of pairs


async def results() -> None:
    for prints, printed in await label.asend(OrderService, order=7, copies=1):
        await printed  # E: asend(): awaited already
        number: int = printed  # E: asend(): what awaiting gave is a str
    for robustly, outcome in await label.asend_robust(OrderService, order=7, copies=1):
        outcome.upper()  # E: asend_robust(): perhaps an exception
    for pair in label.asend(OrderService, order=7, copies=1):  # E: asend(): not awaited
        print(pair)
    for pair in label.asend_robust(OrderService, order=7, copies=1):  # E: asend_robust(): not awaited
        print(pair)
    await label.send(OrderService, order=7, copies=1)  # E: send(): nothing to await
    await label.send_robust(OrderService, order=7, copies=1)  # E: send_robust(): nothing to await


# A keyword of any type switches nothing off beside it.
moved.send(Warehouse(), bxo=3)  # E: send(kwargs): misspelt, where the type says nothing
moved.send(Warehouse)  # E: send(sender): the class, where the type of a keyword says nothing
