"""One receiver for several keyword signals takes the keywords of each."""

from tests.typing.shop import (
    ExpressService,
    OrderService,
    Warehouse,
    order_closed,
    order_placed,
    order_returned,
    order_shipped,
)
from typedsignals import keyword_signal, receiver

Service = type[OrderService]
Express = type[ExpressService]


@keyword_signal
def lost(sender: Service, *, order_id: str) -> None:
    """Sent in another shop, where orders have names."""


def log(sender: Service, order_id: int, **kwargs: object) -> None: ...
def of_a_stranger(sender: Warehouse, **kwargs: object) -> None: ...
def of_express(sender: Express, **kwargs: object) -> None: ...
def answering(sender: Service, **kwargs: object) -> str:
    return "paid"


one, two, three, four = order_placed, order_shipped, order_returned, order_closed

# One signal, as a measure.
receiver(lost)(log)  # E: receiver(signal): the first sends another type
receiver(one, weak="yes")  # E: receiver(weak): a str
receiver(one, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, priority=None)  # E: receiver(priority): None
receiver(one)(of_a_stranger)  # E: receiver(): another sender
receiver(one)(of_express)  # E: receiver(): a narrower sender
receiver(one)(answering)  # E: receiver(): an unasked result
receiver(one)(log)(OrderService).upper()  # E: receiver(): gives nothing
receiver(lost, sender=OrderService)(log)  # E: receiver(signal): the first sends another type
receiver(one, sender=OrderService, weak="yes")  # E: receiver(weak): a str
receiver(one, sender=OrderService, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, sender=OrderService, priority=None)  # E: receiver(priority): None
receiver(one, sender=OrderService)(of_a_stranger)  # E: receiver(): another sender
receiver(one, sender=OrderService)(of_express)  # E: receiver(): a narrower sender
receiver(one, sender=OrderService)(answering)  # E: receiver(): an unasked result
receiver(one, sender=OrderService)(log)(OrderService).upper()  # E: receiver(): gives nothing
receiver(one, sender=Warehouse)  # E: receiver(sender): a stranger
receiver(one, sender=Warehouse)(of_a_stranger)  # E: receiver(sender): a stranger

# Two signals.
receiver(lost, two)(log)  # E: receiver(signal): the first sends another type
receiver(one, lost)(log)  # E: receiver(more): the second sends another type
receiver(one, two, weak="yes")  # E: receiver(weak): a str
receiver(one, two, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, two, priority=None)  # E: receiver(priority): None
receiver(one, two)(of_a_stranger)  # E: receiver(): another sender
receiver(one, two)(of_express)  # E: receiver(): a narrower sender
receiver(one, two)(answering)  # E: receiver(): an unasked result
receiver(one, two)(log)(OrderService).upper()  # E: receiver(): gives nothing
receiver(lost, two, sender=OrderService)(log)  # E: receiver(signal): the first sends another type
receiver(one, lost, sender=OrderService)(log)  # E: receiver(more): the second sends another type
receiver(one, two, sender=OrderService, weak="yes")  # E: receiver(weak): a str
receiver(one, two, sender=OrderService, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, two, sender=OrderService, priority=None)  # E: receiver(priority): None
receiver(one, two, sender=OrderService)(of_a_stranger)  # E: receiver(): another sender
receiver(one, two, sender=OrderService)(of_express)  # E: receiver(): a narrower sender
receiver(one, two, sender=OrderService)(answering)  # E: receiver(): an unasked result
receiver(one, two, sender=OrderService)(log)(OrderService).upper()  # E: receiver(): gives nothing
receiver(one, two, sender=Warehouse)  # E: receiver(sender): a stranger
receiver(one, two, sender=Warehouse)(of_a_stranger)  # E: receiver(sender): a stranger

# Three signals.
receiver(lost, two, three)(log)  # E: receiver(signal): the first sends another type
receiver(one, lost, three)(log)  # E: receiver(more): the second sends another type
receiver(one, two, lost)(log)  # E: receiver(more): the third sends another type
receiver(one, two, three, weak="yes")  # E: receiver(weak): a str
receiver(one, two, three, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, two, three, priority=None)  # E: receiver(priority): None
receiver(one, two, three)(of_a_stranger)  # E: receiver(): another sender
receiver(one, two, three)(of_express)  # E: receiver(): a narrower sender
receiver(one, two, three)(answering)  # E: receiver(): an unasked result
receiver(one, two, three)(log)(OrderService).upper()  # E: receiver(): gives nothing
receiver(lost, two, three, sender=OrderService)(log)  # E: receiver(signal): the first sends another type
receiver(one, lost, three, sender=OrderService)(log)  # E: receiver(more): the second sends another type
receiver(one, two, lost, sender=OrderService)(log)  # E: receiver(more): the third sends another type
receiver(one, two, three, sender=OrderService, weak="yes")  # E: receiver(weak): a str
receiver(one, two, three, sender=OrderService, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, two, three, sender=OrderService, priority=None)  # E: receiver(priority): None
receiver(one, two, three, sender=OrderService)(of_a_stranger)  # E: receiver(): another sender
receiver(one, two, three, sender=OrderService)(of_express)  # E: receiver(): a narrower sender
receiver(one, two, three, sender=OrderService)(answering)  # E: receiver(): an unasked result
receiver(one, two, three, sender=OrderService)(log)(OrderService).upper()  # E: receiver(): gives nothing
receiver(one, two, three, sender=Warehouse)  # E: receiver(sender): a stranger
receiver(one, two, three, sender=Warehouse)(of_a_stranger)  # E: receiver(sender): a stranger

# Four signals.
receiver(lost, two, three, four)(log)  # E: receiver(signal): the first sends another type
receiver(one, lost, three, four)(log)  # E: receiver(more): the second sends another type
receiver(one, two, lost, four)(log)  # E: receiver(more): the third sends another type
receiver(one, two, three, lost)(log)  # E: receiver(more): the fourth sends another type
receiver(one, two, three, four, weak="yes")  # E: receiver(weak): a str
receiver(one, two, three, four, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, two, three, four, priority=None)  # E: receiver(priority): None
receiver(one, two, three, four)(of_a_stranger)  # E: receiver(): another sender
receiver(one, two, three, four)(of_express)  # E: receiver(): a narrower sender
receiver(one, two, three, four)(answering)  # E: receiver(): an unasked result
receiver(one, two, three, four)(log)(OrderService).upper()  # E: receiver(): gives nothing
receiver(lost, two, three, four, sender=OrderService)(log)  # E: receiver(signal): the first sends another type
receiver(one, lost, three, four, sender=OrderService)(log)  # E: receiver(more): the second sends another type
receiver(one, two, lost, four, sender=OrderService)(log)  # E: receiver(more): the third sends another type
receiver(one, two, three, lost, sender=OrderService)(log)  # E: receiver(more): the fourth sends another type
receiver(one, two, three, four, sender=OrderService, weak="yes")  # E: receiver(weak): a str
receiver(one, two, three, four, sender=OrderService, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, two, three, four, sender=OrderService, priority=None)  # E: receiver(priority): None
receiver(one, two, three, four, sender=OrderService)(of_a_stranger)  # E: receiver(): another sender
receiver(one, two, three, four, sender=OrderService)(of_express)  # E: receiver(): a narrower sender
receiver(one, two, three, four, sender=OrderService)(answering)  # E: receiver(): an unasked result
receiver(one, two, three, four, sender=OrderService)(log)(OrderService).upper()  # E: receiver(): gives nothing
receiver(one, two, three, four, sender=Warehouse)  # E: receiver(sender): a stranger
receiver(one, two, three, four, sender=Warehouse)(of_a_stranger)  # E: receiver(sender): a stranger
