"""``@receiver`` is as strict as ``connect``, and refuses foreign senders beside."""

from decimal import Decimal

from tests.typing.shop import (
    ExpressService,
    OrderCompleted,
    OrderRejected,
    OrderService,
    Warehouse,
    audit_due,
    invoice_due,
    label_wanted,
    mail_wanted,
    order_completed,
    order_counted,
    order_placed,
    order_rejected,
    parcel_due,
    stock_changed,
)
from typedsignals import Signal, receiver

shelf_emptied = Signal[Warehouse, int]("shelf_emptied")
warehouse = Warehouse()


def log_order(sender: type[OrderService], payload: OrderCompleted) -> None: ...


# What is decorated.
@receiver(order_completed)  # E: receiver(): another payload
def of_an_int(sender: type[OrderService], payload: int) -> None: ...


@receiver(order_completed)  # E: receiver(): another sender
def of_a_warehouse(sender: Warehouse, payload: OrderCompleted) -> None: ...


@receiver(order_completed)  # E: receiver(): a narrower sender, without sender=
def of_express(sender: type[ExpressService], payload: OrderCompleted) -> None: ...


@receiver(order_completed)  # E: receiver(): takes no payload
def of_the_sender(sender: type[OrderService]) -> None: ...


@receiver(order_completed)  # E: receiver(): in Django's style
def as_in_django(sender: type[OrderService], **kwargs: object) -> None: ...


@receiver(order_completed)  # E: receiver(): a result that nobody asked for
def answering(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "paid"


@receiver(order_completed)  # E: receiver(): async, where nothing is awaited
async def later(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@receiver(mail_wanted)  # E: receiver(): no result, though one is wanted
def silent(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@receiver(audit_due)  # E: receiver(): another awaited result
async def text_later(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "audited"


@receiver(audit_due)  # E: receiver(): another result
def text_now(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "audited"


@receiver(audit_due)  # E: receiver(): another payload, async
async def parcel_of_an_int(sender: type[OrderService], payload: int) -> int:
    return 7


@receiver(parcel_due, sender=ExpressService)  # E: receiver(): an awaited result that nobody asked for, with sender=
async def express_text_later(sender: type[ExpressService], payload: OrderCompleted) -> str:
    return "packed"


@receiver(order_completed, sender=ExpressService)  # E: receiver(): another payload, with sender=
def express_int(sender: type[ExpressService], payload: int) -> None: ...


@receiver(order_completed, sender=ExpressService)  # E: receiver(): async, with sender=
async def express_later(sender: type[ExpressService], payload: OrderCompleted) -> None: ...


@receiver(order_completed, sender=OrderService)  # E: receiver(sender): wider than what is decorated takes
def only_express(sender: type[ExpressService], payload: OrderCompleted) -> None: ...


receiver(order_completed)("log_order")  # E: receiver(): a name
receiver(order_completed)(None)  # E: receiver(): None
receiver(order_completed)()  # E: receiver(): nothing

# The signals.
receiver()  # E: receiver(signal): nothing
receiver(log_order)  # E: receiver(signal): a function, as in a bare @receiver
receiver("order_completed")  # E: receiver(signal): a name
receiver(None)  # E: receiver(signal): None
receiver(signal=order_completed)  # E: receiver(signal): by name
receiver([order_completed, order_rejected])  # E: receiver(signal): a list, as in Django
receiver((order_completed, order_rejected))  # E: receiver(signal): a tuple
receiver(order_completed, log_order)  # E: receiver(signal2): a function
receiver(order_completed, None)  # E: receiver(signal2): None
receiver(order_completed, OrderService)  # E: receiver(signal2): a sender, by position
receiver(order_completed, "order_rejected")  # E: receiver(signal2): a name
receiver(order_completed, order_placed)  # E: receiver(signal2): payloads and keywords
receiver(order_placed, order_completed)  # E: receiver(signal2): keywords and payloads
receiver(order_completed, order_placed, sender=OrderService)  # E: receiver(signal2): payloads and keywords
receiver(order_placed, order_completed, sender=OrderService)  # E: receiver(signal2): keywords and payloads
receiver(parcel_due, label_wanted)  # E: receiver(signal2): payloads and keywords, of async signals
receiver(order_completed, mail_wanted)(log_order)  # E: receiver(signal2): other results
receiver(order_completed, order_rejected, order_counted)  # E: receiver(): three signals; connect to each
receiver(order_completed, order_rejected, order_counted, sender=OrderService)  # E: receiver(): three, with sender=
receiver(order_completed, order_rejected, order_counted, parcel_due)  # E: receiver(): four signals
receiver(order_completed, signal2=order_rejected)  # E: receiver(signal2): by name
receiver(Signal)  # E: receiver(signal): the class
receiver(order_completed.connect)  # E: receiver(signal): a way to connect

# The options.
receiver(order_completed, sender=Warehouse)  # E: receiver(sender): a stranger
receiver(order_completed, sender=OrderService())  # E: receiver(sender): an instance
receiver(order_completed, sender="OrderService")  # E: receiver(sender): a name
receiver(stock_changed, sender=Warehouse)  # E: receiver(sender): the class, where an instance sends
receiver(order_completed, weak="yes")  # E: receiver(weak): a str
receiver(order_completed, sender=OrderService, weak=1)  # E: receiver(weak): an int, with sender=
receiver(order_completed, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(order_completed, sender=OrderService, dispatch_uid={})  # E: receiver(dispatch_uid): not hashable
receiver(order_completed, priority="high")  # E: receiver(priority): a str
receiver(order_completed, sender=OrderService, priority=None)  # E: receiver(priority): None
receiver(order_completed, sender=OrderService, subclasses="yes")  # E: receiver(subclasses): a str
receiver(order_completed, subclasses=True)  # E: receiver(subclasses): of no sender
receiver(order_completed, uid="log")  # E: receiver(): misspelt keyword
receiver(order_completed, order_rejected, weak="yes")  # E: receiver(weak): a str, for two
receiver(order_completed, order_rejected, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable, for two
receiver(order_completed, order_rejected, priority="high")  # E: receiver(priority): a str, for two


@receiver(order_completed, sender=Warehouse)  # E: receiver(sender): a stranger that the receiver agrees with
def of_a_stranger(sender: type[Warehouse], payload: OrderCompleted) -> None: ...


# Two signals: either of their payloads.
@receiver(order_completed, order_rejected)  # E: receiver(): the payload of the first only
def first_only(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@receiver(order_completed, order_rejected)  # E: receiver(): the payload of the second only
def second_only(sender: type[OrderService], payload: OrderRejected) -> None: ...


@receiver(order_counted, shelf_emptied)  # E: receiver(): the sender of the second only
def second_sender(sender: Warehouse, payload: int) -> None: ...


@receiver(order_counted, shelf_emptied)  # E: receiver(): the sender of the first only
def first_sender(sender: type[OrderService], payload: int) -> None: ...


@receiver(order_completed, order_rejected)  # E: receiver(): a narrower sender, without sender=
def of_two_express(sender: type[ExpressService], payload: OrderCompleted | OrderRejected) -> None: ...


@receiver(order_completed, order_rejected)  # E: receiver(): a result that nobody asked for
def answering_two(sender: type[OrderService], payload: OrderCompleted | OrderRejected) -> str:
    return "paid"


@receiver(order_completed, order_rejected)  # E: receiver(): async, where nothing is awaited
async def of_two_later(sender: type[OrderService], payload: OrderCompleted | OrderRejected) -> None: ...


@receiver(order_completed, order_rejected)  # E: receiver(): takes a third
def of_two_and_more(sender: type[OrderService], payload: OrderCompleted | OrderRejected, more: int) -> None: ...


@receiver(order_completed, order_rejected, sender=ExpressService)  # E: receiver(): one of two payloads, with sender=
def express_first_only(sender: type[ExpressService], payload: OrderCompleted) -> None: ...


@receiver(order_completed, order_rejected, sender=OrderService)  # E: receiver(sender): wider than what it takes
def two_only_express(sender: type[ExpressService], payload: OrderCompleted | OrderRejected) -> None: ...


# Each has its own result; of a Signal and an AsyncSignal the Signal awaits nothing.
@receiver(order_completed, parcel_due)  # E: receiver(): async, where one of two awaits nothing
async def both_later(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@receiver(parcel_due, order_completed, sender=OrderService)  # E: receiver(): async, with sender=
async def both_express_later(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@receiver(parcel_due, audit_due)  # E: receiver(): the result of the first only
async def parcel_only(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@receiver(parcel_due, audit_due)  # E: receiver(): the result of the second only
async def audit_only(sender: type[OrderService], payload: OrderCompleted) -> int:
    return 7


@receiver(mail_wanted, invoice_due)  # E: receiver(): async, where one of two wants a text at once
async def text_for_one(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "paid"


@receiver(mail_wanted, order_completed)  # E: receiver(): nothing is both a str and None
def text_for_both(sender: type[OrderService], payload: OrderCompleted) -> str | None:
    return None


receiver(order_completed, order_rejected, sender=Warehouse)  # E: receiver(sender): a stranger to both
receiver(order_completed, parcel_due, sender=Warehouse)  # E: receiver(sender): a stranger to both kinds
receiver(order_completed, order_rejected)(None)  # E: receiver(): None
receiver(order_completed, order_rejected)("first_only")  # E: receiver(): a name
receiver(order_completed, order_rejected)()  # E: receiver(): nothing


# Stacked, the upper one finds a receiver of one payload.
@receiver(order_completed)  # E: receiver(): the lower one made it a receiver of another payload
@receiver(order_rejected)
def stacked(sender: type[OrderService], payload: OrderRejected) -> None: ...


# What is decorated is a receiver still.
@receiver(order_completed)
def decorated(sender: type[OrderService], payload: OrderCompleted) -> None: ...


decorated(OrderService)  # E: takes a payload
decorated(OrderService, 7)  # E: takes another payload
decorated(warehouse, OrderCompleted)  # E: takes another sender
result: str = decorated(OrderService, None)  # E: takes an order, gives nothing


# One that may be async is, to whoever calls it, either.
@receiver(audit_due)
async def decorated_later(sender: type[OrderService], payload: OrderCompleted) -> int:
    return 7


async def by_hand() -> None:
    number: int = decorated_later(OrderService, OrderCompleted(7, Decimal(9)))  # E: perhaps something to await
    decorated_later(OrderService, 7)  # E: takes another payload


# A sender that may be None may mean everybody.
def hear_express(sender: type[ExpressService], payload: OrderCompleted) -> None: ...
def decorate_perhaps(service: type[ExpressService] | None) -> None:
    receiver(order_completed, sender=service)(hear_express)  # E: receiver(): a narrower sender than perhaps everybody


# Without type arguments there is nothing to hear.
bare = Signal("bare")
receiver(bare, sender=OrderService)  # E: receiver(sender): nobody is known to send it
