"""A receiver of a keyword signal that is declared by an ``async def`` is as strict with keywords and results."""

import asyncio
from collections.abc import Awaitable, Callable

from tests.typing.shop import ExpressService, OrderService, Warehouse, label_wanted, order_packed, stock_asked
from typedsignals import KeywordSignal, keyword_signal

Service = type[OrderService]


@keyword_signal
async def slip_wanted(sender: Service, *, order_id: int, copies: int = 1) -> str:
    """Sent to have slips printed; how many of them may be left out."""
    raise NotImplementedError


async def print_label(sender: Service, order_id: int, **kwargs: object) -> str:
    return "label"


def print_now(sender: Service, order_id: int) -> str:
    return "label"


async def misspelt(sender: Service, *, order: int) -> str:
    return "label"


async def misspelt_with_kwargs(sender: Service, order: int, **kwargs: object) -> str:
    return "label"


async def without_kwargs(sender: Service, order_id: int) -> str:
    return "label"


async def of_the_sender(sender: Service) -> str:
    return "label"


async def surplus(sender: Service, *, order_id: int, total: int) -> str:
    return "label"


async def of_a_text(sender: Service, order_id: str) -> str:
    return "label"


async def of_a_warehouse(sender: Warehouse, **kwargs: object) -> str:
    return "label"


async def of_express(sender: type[ExpressService], **kwargs: object) -> str:
    return "label"


async def without_sender(*, order_id: int) -> str:
    return "label"


async def copies_needed(sender: Service, order_id: int, copies: int) -> str:
    return "slip"


async def number_later(sender: Service, order_id: int) -> int:
    return 7


async def nothing_later(sender: Service, order_id: int) -> None: ...
def number(sender: Service, order_id: int) -> int:
    return 7


def perhaps_text(sender: Service, order_id: int) -> Awaitable[str] | None:
    return None


# connect: the receiver.
label_wanted.before_connect(7)  # E: before_connect(receiver): cannot be called
label_wanted.connect(misspelt)  # E: connect(receiver): misspelt
label_wanted.connect(misspelt_with_kwargs)  # E: connect(receiver): misspelt, beside **kwargs
label_wanted.connect(of_the_sender)  # E: connect(receiver): takes no keyword
label_wanted.connect(surplus)  # E: connect(receiver): needs a keyword that is never sent
label_wanted.connect(of_a_text)  # E: connect(receiver): a keyword of another type
label_wanted.connect(of_a_warehouse)  # E: connect(receiver): another sender
label_wanted.connect(of_express)  # E: connect(receiver): a narrower sender, without sender=
label_wanted.connect(without_sender)  # E: connect(receiver): takes no sender
slip_wanted.connect(without_kwargs)  # E: connect(receiver): no **kwargs for the copies
slip_wanted.connect(copies_needed)  # E: connect(receiver): a send may leave the copies out
label_wanted.connect(number_later)  # E: connect(receiver): another awaited result
label_wanted.connect(nothing_later)  # E: connect(receiver): awaiting gives nothing, though a str is wanted
label_wanted.connect(number)  # E: connect(receiver): another result
label_wanted.connect(perhaps_text)  # E: connect(receiver): perhaps nothing, though a str is wanted
order_packed.connect(print_label)  # E: connect(receiver): an awaited result that nobody asked for
order_packed.connect(print_now)  # E: connect(receiver): a result that nobody asked for
stock_asked.connect(print_label)  # E: connect(receiver): other keywords, another result
label_wanted.connect("print_label")  # E: connect(receiver): a name
label_wanted.connect(None)  # E: connect(receiver): None
label_wanted.connect()  # E: connect(receiver): nothing
label_wanted.connect(lambda sender, **kwargs: 7)  # E: connect(receiver): a lambda with another result
label_wanted.connect(lambda sender, **kwargs: asyncio.sleep(0))  # E: connect(receiver): a lambda that awaits nothing


class Printer:
    async def print(self, sender: Service, order: int) -> str:
        return "label"

    async def __call__(self, sender: Service, **kwargs: object) -> int:
        return 7


label_wanted.connect(Printer().print)  # E: connect(receiver): a method that is misspelt
label_wanted.connect(Printer())  # E: connect(receiver): an object with another awaited result


@label_wanted.connect  # E: connect(receiver): misspelt, decorated
async def decorated(sender: Service, order: int) -> str:
    return "label"


@label_wanted.connect  # E: connect(receiver): another awaited result, decorated
async def decorated_number(sender: Service, order_id: int) -> int:
    return 7


def connect(numbers: Callable[..., Awaitable[int]]) -> None:
    label_wanted.connect(numbers)  # E: connect(receiver): any function that gives a number later


# connect: the options.
label_wanted.connect(misspelt, sender=OrderService)  # E: connect(receiver): misspelt, with sender=
label_wanted.connect(number_later, sender=OrderService)  # E: connect(receiver): another awaited result, with sender=
label_wanted.connect(of_express, sender=OrderService)  # E: connect(sender): wider than the receiver takes
label_wanted.connect(print_label, sender=Warehouse)  # E: connect(sender): a stranger
label_wanted.connect(print_label, sender=OrderService())  # E: connect(sender): an instance
label_wanted.connect(print_label, OrderService)  # E: connect(sender): by position
label_wanted.connect(of_express, sender=None)  # E: connect(sender): None hears every sender
label_wanted.connect(print_label, weak="yes")  # E: connect(weak): a str
label_wanted.connect(print_label, sender=OrderService, weak=1)  # E: connect(weak): an int, with sender=
label_wanted.connect(print_label, dispatch_uid=[])  # E: connect(dispatch_uid): not hashable
label_wanted.connect(print_label, sender=OrderService, dispatch_uid=[])  # E: connect(dispatch_uid): not hashable
label_wanted.connect(print_label, priority="high")  # E: connect(priority): a str
label_wanted.connect(print_label, sender=OrderService, priority=None)  # E: connect(priority): None, with sender=
label_wanted.connect(print_label, sender=OrderService, subclasses="yes")  # E: connect(subclasses): a str
label_wanted.connect(print_label, subclasses=True)  # E: connect(subclasses): of no sender
label_wanted.connect(print_label, uid="log")  # E: connect(): misspelt keyword


# What connect gives back may be of either kind.
async def by_hand() -> None:
    text: str = label_wanted.connect(print_now)(OrderService, 7)  # E: perhaps something to await
    await label_wanted.connect(print_label)(OrderService, 7)  # E: perhaps a str at once


# connected.
label_wanted.connected(misspelt)  # E: connected(receiver): misspelt
label_wanted.connected(of_express)  # E: connected(receiver): a narrower sender, without sender=
label_wanted.connected(number_later)  # E: connected(receiver): another awaited result
label_wanted.connected(None)  # E: connected(receiver): None
label_wanted.connected(print_label, sender=Warehouse)  # E: connected(sender): a stranger
label_wanted.connected(of_express, sender=OrderService)  # E: connected(sender): wider than the receiver takes
label_wanted.connected(print_label, priority="high")  # E: connected(priority): a str
label_wanted.connected(print_label, sender=OrderService, priority=None)  # E: connected(priority): None, with sender=
label_wanted.connected(print_label, sender=OrderService, subclasses="yes")  # E: connected(subclasses): a str
label_wanted.connected(print_label, subclasses=True)  # E: connected(subclasses): of no sender

# disconnect.
label_wanted.disconnect("print_label")  # E: disconnect(receiver): a name
label_wanted.disconnect(print_label, sender=Warehouse)  # E: disconnect(sender): a stranger
label_wanted.disconnect(dispatch_uid=[])  # E: disconnect(dispatch_uid): not hashable
label_wanted.disconnect()  # E: disconnect(): neither a receiver nor a uid
label_wanted.disconnect(sender=OrderService)  # E: disconnect(dispatch_uid): a sender alone says nothing
ended: str = label_wanted.disconnect(print_label)  # E: the result is a bool

# has_listeners.
label_wanted.has_listeners(Warehouse)  # E: has_listeners(sender): a stranger
label_wanted.has_listeners(sender=OrderService())  # E: has_listeners(sender): an instance
count: str = label_wanted.has_listeners()  # E: the result is a bool

# check_keywords.
label_wanted.check_keywords(["order_id"])  # E: check_keywords(keywords): names alone
label_wanted.check_keywords({7: "order_id"})  # E: check_keywords(keywords): no names
label_wanted.check_keywords(order_id=7)  # E: check_keywords(keywords): by name
label_wanted.keywords = frozenset()  # E: the declaration says them


# The one kind is not the other, and does not become it.
def take(signal: KeywordSignal[Service, ..., None]) -> None: ...


take(order_packed)  # E: an AsyncKeywordSignal
