"""``@receiver`` is as strict as ``connect``, and refuses foreign senders beside."""

from tests.typing.shop import (
    ExpressService,
    OrderCompleted,
    OrderRejected,
    OrderService,
    Warehouse,
    audit_due,
    mail_wanted,
    order_archived,
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


@receiver(parcel_due)  # E: receiver(): sync, where all is awaited
def now(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@receiver(audit_due)  # E: receiver(): another awaited result
async def text_later(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "audited"


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
receiver(order_completed, log_order)  # E: receiver(more): a function
receiver(order_completed, None)  # E: receiver(more): None
receiver(order_completed, OrderService)  # E: receiver(more): a sender, by position
receiver(order_completed, order_rejected, "order_counted")  # E: receiver(more): a name
receiver(order_completed, order_placed)  # E: receiver(more): payloads and keywords
receiver(order_placed, order_completed)  # E: receiver(more): keywords and payloads
receiver(order_completed, mail_wanted)(log_order)  # E: receiver(more): other results
receiver(order_completed, order_rejected, order_counted, order_archived, order_completed)  # E: receiver(more): five

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
receiver(order_completed, uid="log")  # E: receiver(): misspelt keyword
receiver(order_completed, order_rejected, weak="yes")  # E: receiver(weak): a str, for two
receiver(order_completed, order_rejected, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable, for two
receiver(order_completed, order_rejected, priority="high")  # E: receiver(priority): a str, for two


@receiver(order_completed, sender=Warehouse)  # E: receiver(sender): a stranger that the receiver agrees with
def of_a_stranger(sender: type[Warehouse], payload: OrderCompleted) -> None: ...


# Several signals: any of their payloads.
@receiver(order_completed, order_rejected)  # E: receiver(): the payload of the first only
def first_only(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@receiver(order_completed, order_rejected)  # E: receiver(): the payload of the second only
def second_only(sender: type[OrderService], payload: OrderRejected) -> None: ...


@receiver(order_completed, order_rejected, order_counted)  # E: receiver(): two of three payloads
def two_of_three(sender: type[OrderService], payload: OrderCompleted | int) -> None: ...


@receiver(order_completed, order_rejected, order_counted, order_archived)  # E: receiver(): three of four payloads
def three_of_four(sender: type[OrderService], payload: OrderCompleted | OrderRejected | int) -> None: ...


@receiver(order_counted, shelf_emptied)  # E: receiver(): one of two senders
def one_sender(sender: Warehouse, payload: int) -> None: ...


@receiver(order_completed, order_rejected)  # E: receiver(): a narrower sender, without sender=
def of_two_express(sender: type[ExpressService], payload: OrderCompleted | OrderRejected) -> None: ...


@receiver(order_completed, order_rejected)  # E: receiver(): a result that nobody asked for
def answering_two(sender: type[OrderService], payload: OrderCompleted | OrderRejected) -> str:
    return "paid"


@receiver(order_completed, order_rejected)  # E: receiver(): async, where nothing is awaited
async def of_two_later(sender: type[OrderService], payload: OrderCompleted | OrderRejected) -> None: ...


@receiver(order_completed, order_rejected, sender=ExpressService)  # E: receiver(): one of two payloads, with sender=
def express_first_only(sender: type[ExpressService], payload: OrderCompleted) -> None: ...


receiver(order_completed, order_rejected, sender=Warehouse)  # E: receiver(sender): a stranger to both
receiver(order_completed, order_rejected, order_counted, sender=Warehouse)  # E: receiver(sender): a stranger to three


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
