"""One receiver for two keyword signals takes the keywords of each, and every option is checked for one and for two."""

from tests.typing.shop import (
    ExpressService,
    OrderService,
    Warehouse,
    order_packed,
    order_placed,
    order_shipped,
)
from typedsignals import keyword_signal, receiver

Service = type[OrderService]
Express = type[ExpressService]


@keyword_signal
def lost(sender: Service, *, order_id: str) -> None:
    """Sent in another shop, where orders have names."""


def log(sender: Service, order_id: int, **kwargs: object) -> None: ...
def misspelt(sender: Service, order: int, **kwargs: object) -> None: ...
def of_a_stranger(sender: Warehouse, **kwargs: object) -> None: ...
def of_express(sender: Express, **kwargs: object) -> None: ...
def of_any(sender: object, **kwargs: object) -> None: ...
async def text_later(sender: object, **kwargs: object) -> str:
    return "paid"


def answering(sender: Service, **kwargs: object) -> str:
    return "paid"


one, two = order_placed, order_shipped

# One signal, as a measure.
receiver(lost)(log)  # E: receiver(signal): it sends another type
receiver(one)(misspelt)  # E: receiver(): misspelt
receiver(one, weak="yes")  # E: receiver(weak): a str
receiver(one, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, priority=None)  # E: receiver(priority): None
receiver(one, uid="log")  # E: receiver(): misspelt keyword
receiver(one)(of_a_stranger)  # E: receiver(): another sender
receiver(one)(of_express)  # E: receiver(): a narrower sender
receiver(one)(answering)  # E: receiver(): an unasked result
receiver(one)(log)(OrderService).upper()  # E: receiver(): gives no text
receiver(lost, sender=OrderService)(log)  # E: receiver(signal): it sends another type, with sender=
receiver(one, sender=OrderService)(misspelt)  # E: receiver(): misspelt, with sender=
receiver(one, sender=OrderService, weak="yes")  # E: receiver(weak): a str
receiver(one, sender=OrderService, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, sender=OrderService, priority=None)  # E: receiver(priority): None
receiver(one, sender=OrderService, uid="log")  # E: receiver(): misspelt keyword
receiver(one, sender=OrderService)(of_a_stranger)  # E: receiver(): another sender
receiver(one, sender=OrderService)(of_express)  # E: receiver(): a narrower sender
receiver(one, sender=OrderService)(answering)  # E: receiver(): an unasked result
receiver(one, sender=OrderService)(log)(OrderService).upper()  # E: receiver(): gives no text
receiver(one, sender=Warehouse)  # E: receiver(sender): a stranger
receiver(one, sender=Warehouse)(of_any)  # E: receiver(sender): a stranger, though anybody is heard

# Two signals.
receiver(lost, two)(log)  # E: receiver(signal): the first sends another type
receiver(one, lost)(log)  # E: receiver(signal2): the second sends another type
receiver(one, two)(misspelt)  # E: receiver(): misspelt
receiver(one, two, weak="yes")  # E: receiver(weak): a str
receiver(one, two, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, two, priority=None)  # E: receiver(priority): None
receiver(one, two, uid="log")  # E: receiver(): misspelt keyword
receiver(one, two)(of_a_stranger)  # E: receiver(): another sender
receiver(one, two)(of_express)  # E: receiver(): a narrower sender
receiver(one, two)(answering)  # E: receiver(): an unasked result
receiver(one, two)(log)(OrderService).upper()  # E: receiver(): gives no text
receiver(lost, two, sender=OrderService)(log)  # E: receiver(signal): the first sends another type, with sender=
receiver(one, lost, sender=OrderService)(log)  # E: receiver(signal2): the second sends another type, with sender=
receiver(one, two, sender=OrderService)(misspelt)  # E: receiver(): misspelt, with sender=
receiver(one, two, sender=OrderService, weak="yes")  # E: receiver(weak): a str
receiver(one, two, sender=OrderService, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, two, sender=OrderService, priority=None)  # E: receiver(priority): None
receiver(one, two, sender=OrderService, subclasses="yes")  # E: receiver(subclasses): a str
receiver(one, two, subclasses=True)  # E: receiver(subclasses): of no sender
receiver(one, two, sender=OrderService, uid="log")  # E: receiver(): misspelt keyword
receiver(one, two, sender=OrderService)(of_a_stranger)  # E: receiver(): another sender
receiver(one, two, sender=OrderService)(of_express)  # E: receiver(): a narrower sender
receiver(one, two, sender=OrderService)(answering)  # E: receiver(): an unasked result
receiver(one, two, sender=OrderService)(log)(OrderService).upper()  # E: receiver(): gives no text
receiver(one, two, sender=Warehouse)  # E: receiver(sender): a stranger
receiver(one, two, sender=Warehouse)(of_any)  # E: receiver(sender): a stranger, though anybody is heard

# One that awaits.
receiver(lost)(log)  # E: receiver(signal): it sends another type
receiver(order_packed)(misspelt)  # E: receiver(): misspelt
receiver(order_packed, weak="yes")  # E: receiver(weak): a str
receiver(order_packed, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(order_packed, priority=None)  # E: receiver(priority): None
receiver(order_packed, uid="log")  # E: receiver(): misspelt keyword
receiver(order_packed)(of_a_stranger)  # E: receiver(): another sender
receiver(order_packed)(of_express)  # E: receiver(): a narrower sender
receiver(order_packed)(answering)  # E: receiver(): an unasked result
receiver(order_packed)(text_later)  # E: receiver(): an unasked awaited result
receiver(order_packed)(log)(OrderService).upper()  # E: receiver(): gives no text
receiver(lost, sender=OrderService)(log)  # E: receiver(signal): it sends another type, with sender=
receiver(order_packed, sender=OrderService)(misspelt)  # E: receiver(): misspelt, with sender=
receiver(order_packed, sender=OrderService, weak="yes")  # E: receiver(weak): a str
receiver(order_packed, sender=OrderService, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(order_packed, sender=OrderService, priority=None)  # E: receiver(priority): None
receiver(order_packed, sender=OrderService, uid="log")  # E: receiver(): misspelt keyword
receiver(order_packed, sender=OrderService)(of_a_stranger)  # E: receiver(): another sender
receiver(order_packed, sender=OrderService)(of_express)  # E: receiver(): a narrower sender
receiver(order_packed, sender=OrderService)(answering)  # E: receiver(): an unasked result
receiver(order_packed, sender=OrderService)(text_later)  # E: receiver(): an unasked awaited result
receiver(order_packed, sender=OrderService)(log)(OrderService).upper()  # E: receiver(): gives no text
receiver(order_packed, sender=Warehouse)  # E: receiver(sender): a stranger
receiver(order_packed, sender=Warehouse)(of_any)  # E: receiver(sender): a stranger, though anybody is heard

# One that awaits, and one that does not.
receiver(lost, order_packed)(log)  # E: receiver(signal): the first sends another type
receiver(one, lost)(log)  # E: receiver(signal2): the second sends another type
receiver(one, order_packed)(misspelt)  # E: receiver(): misspelt
receiver(one, order_packed, weak="yes")  # E: receiver(weak): a str
receiver(one, order_packed, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, order_packed, priority=None)  # E: receiver(priority): None
receiver(one, order_packed, uid="log")  # E: receiver(): misspelt keyword
receiver(one, order_packed)(of_a_stranger)  # E: receiver(): another sender
receiver(one, order_packed)(of_express)  # E: receiver(): a narrower sender
receiver(one, order_packed)(answering)  # E: receiver(): an unasked result
receiver(one, order_packed)(text_later)  # E: receiver(): an unasked awaited result
receiver(one, order_packed)(log)(OrderService).upper()  # E: receiver(): gives no text
receiver(lost, order_packed, sender=OrderService)(log)  # E: receiver(signal): the first sends another type
receiver(one, lost, sender=OrderService)(log)  # E: receiver(signal2): the second sends another type, with sender=
receiver(one, order_packed, sender=OrderService)(misspelt)  # E: receiver(): misspelt, with sender=
receiver(one, order_packed, sender=OrderService, weak="yes")  # E: receiver(weak): a str
receiver(one, order_packed, sender=OrderService, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, order_packed, sender=OrderService, priority=None)  # E: receiver(priority): None
receiver(one, order_packed, sender=OrderService, uid="log")  # E: receiver(): misspelt keyword
receiver(one, order_packed, sender=OrderService)(of_a_stranger)  # E: receiver(): another sender
receiver(one, order_packed, sender=OrderService)(of_express)  # E: receiver(): a narrower sender
receiver(one, order_packed, sender=OrderService)(answering)  # E: receiver(): an unasked result
receiver(one, order_packed, sender=OrderService)(text_later)  # E: receiver(): an unasked awaited result
receiver(one, order_packed, sender=OrderService)(log)(OrderService).upper()  # E: receiver(): gives no text
receiver(one, order_packed, sender=Warehouse)  # E: receiver(sender): a stranger
receiver(one, order_packed, sender=Warehouse)(of_any)  # E: receiver(sender): a stranger, though anybody is heard
