"""``@receiver`` over keyword signals: the keywords of each signal, and no foreign sender."""

from decimal import Decimal

from tests.typing.shop import (
    ExpressService,
    OrderService,
    Warehouse,
    label_wanted,
    order_packed,
    order_placed,
    order_returned,
    order_shipped,
    price_asked,
    stock_counted,
)
from typedsignals import keyword_signal, receiver

Service = type[OrderService]
Express = type[ExpressService]


@receiver(order_placed)  # E: receiver(): misspelt
def misspelt(sender: Service, order: int, **kwargs: object) -> None: ...


@receiver(order_placed)  # E: receiver(): no **kwargs for the status
def without_kwargs(sender: Service, order_id: int) -> None: ...


@receiver(order_placed)  # E: receiver(): a keyword of another type
def of_a_text(sender: Service, order_id: str, **kwargs: object) -> None: ...


@receiver(order_placed)  # E: receiver(): needs a keyword that is never sent
def surplus(sender: Service, total: int, **kwargs: object) -> None: ...


@receiver(order_placed)  # E: receiver(): another sender
def of_a_warehouse(sender: Warehouse, **kwargs: object) -> None: ...


@receiver(order_placed)  # E: receiver(): a narrower sender, without sender=
def of_express(sender: Express, **kwargs: object) -> None: ...


@receiver(order_placed)  # E: receiver(): takes no sender
def without_sender(**kwargs: object) -> None: ...


@receiver(order_placed)  # E: receiver(): a result that nobody asked for
def answering(sender: Service, **kwargs: object) -> str:
    return "paid"


@receiver(order_placed)  # E: receiver(): async, where nothing is awaited
async def later(sender: Service, **kwargs: object) -> None: ...


@receiver(price_asked)  # E: receiver(): no result, though one is asked for
def silent(sender: Service, sku: str) -> None: ...


@receiver(label_wanted)  # E: receiver(): another result
def number_now(sender: Service, order_id: int) -> int:
    return 7


@receiver(label_wanted)  # E: receiver(): another awaited result
async def number_later(sender: Service, order_id: int) -> int:
    return 7


@receiver(label_wanted)  # E: receiver(): misspelt, async
async def misspelt_later(sender: Service, order: int) -> str:
    return "label"


@receiver(label_wanted, sender=ExpressService)  # E: receiver(): another awaited result, with sender=
async def express_number_later(sender: Express, order_id: int) -> int:
    return 7


@receiver(order_placed, sender=ExpressService)  # E: receiver(): misspelt, with sender=
def express_misspelt(sender: Express, order: int, **kwargs: object) -> None: ...


@receiver(order_placed, sender=OrderService)  # E: receiver(sender): wider than what is decorated takes
def only_express(sender: Express, **kwargs: object) -> None: ...


@receiver(order_placed, sender=Warehouse)  # E: receiver(sender): a stranger that the receiver agrees with
def of_a_stranger(sender: type[Warehouse], **kwargs: object) -> None: ...


# The options.
receiver(order_placed, sender=Warehouse)  # E: receiver(sender): a stranger
receiver(order_placed, sender=OrderService())  # E: receiver(sender): an instance
receiver(stock_counted, sender=Warehouse)  # E: receiver(sender): the class, where an instance sends
receiver(order_placed, weak="yes")  # E: receiver(weak): a str
receiver(order_placed, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(order_placed, priority="high")  # E: receiver(priority): a str
receiver(order_placed, sender=OrderService, priority=None)  # E: receiver(priority): None
receiver(order_placed, sender=OrderService, subclasses="yes")  # E: receiver(subclasses): a str
receiver(order_placed, subclasses=True)  # E: receiver(subclasses): of no sender
receiver(order_placed, uid="log")  # E: receiver(): misspelt keyword
receiver(order_placed, order_shipped, weak="yes")  # E: receiver(weak): a str, for two
receiver(order_placed, order_shipped, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable, for two
receiver(order_placed, order_shipped, priority="high")  # E: receiver(priority): a str, for two
receiver([order_placed, order_shipped])  # E: receiver(signal): a list, as in Django
receiver(order_placed, None)  # E: receiver(signal2): None


# Two signals: the keywords of each.
@receiver(order_placed, order_shipped)  # E: receiver(): the keywords of the first only
def first_only(sender: Service, order_id: int, status: str) -> None: ...


@receiver(order_placed, order_shipped)  # E: receiver(): the keywords of the second only
def second_only(sender: Service, order_id: int, carrier: str) -> None: ...


@receiver(order_placed, order_shipped)  # E: receiver(): needs what only the first sends
def needs_status(sender: Service, status: str, **kwargs: object) -> None: ...


@receiver(order_placed, order_shipped)  # E: receiver(): a keyword of another type
def of_two_texts(sender: Service, order_id: str, **kwargs: object) -> None: ...


@receiver(order_placed, order_returned)  # E: receiver(): a send of the second may leave it out
def needs_refund(sender: Service, refund: Decimal, **kwargs: object) -> None: ...


@receiver(order_placed, stock_counted)  # E: receiver(): the sender of the first only
def first_sender(sender: Service, **kwargs: object) -> None: ...


@receiver(order_placed, stock_counted)  # E: receiver(): the sender of the second only
def second_sender(sender: Warehouse, **kwargs: object) -> None: ...


@receiver(order_placed, order_shipped)  # E: receiver(): a narrower sender, without sender=
def of_two_express(sender: Express, **kwargs: object) -> None: ...


@receiver(order_placed, order_shipped)  # E: receiver(): a result that nobody asked for
def answering_two(sender: Service, **kwargs: object) -> str:
    return "paid"


@receiver(order_placed, order_shipped)  # E: receiver(): async, where nothing is awaited
async def of_two_later(sender: Service, **kwargs: object) -> None: ...


@receiver(order_placed, order_shipped, sender=ExpressService)  # E: receiver(): the first only, with sender=
def express_first_only(sender: Express, order_id: int, status: str) -> None: ...


# Each has its own result; of the two kinds one awaits nothing.
@receiver(order_placed, order_packed)  # E: receiver(): async, where one of two awaits nothing
async def both_later(sender: Service, **kwargs: object) -> None: ...


@receiver(order_packed, order_placed, sender=ExpressService)  # E: receiver(): async, with sender=
async def both_express_later(sender: Express, **kwargs: object) -> None: ...


@receiver(order_packed, label_wanted)  # E: receiver(): the result of the first only
async def packed_only(sender: Service, **kwargs: object) -> None: ...


@receiver(price_asked, order_placed)  # E: receiver(): the result of the first only
def price_only(sender: Service, **kwargs: object) -> Decimal:
    return Decimal(9)


receiver(order_placed, order_shipped, sender=Warehouse)  # E: receiver(sender): a stranger to both
receiver(order_placed, order_packed, sender=Warehouse)  # E: receiver(sender): a stranger to both kinds
receiver(order_placed, order_shipped, order_returned)  # E: receiver(): three signals; connect to each
receiver(order_placed, order_shipped, order_returned, sender=OrderService)  # E: receiver(): three, with sender=
receiver(keyword_signal)  # E: receiver(signal): what makes a signal


# Stacked, the lower one is checked.
@receiver(order_placed)
@receiver(order_shipped)  # E: receiver(): misspelt, below another decorator
def stacked(sender: Service, order: int, **kwargs: object) -> None: ...


# What is decorated has its result still.
@receiver(order_placed)
def decorated(sender: Service, **kwargs: object) -> None: ...


text: str = decorated(OrderService)  # E: it returns nothing
