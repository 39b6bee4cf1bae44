"""One receiver for several signals takes the payload of each, and every option is checked for any number of them."""

from tests.typing.shop import (
    ExpressService,
    OrderCompleted,
    OrderRejected,
    OrderService,
    Warehouse,
    mail_wanted,
    order_archived,
    order_completed,
    order_counted,
    order_rejected,
)
from typedsignals import receiver

Service = type[OrderService]
Express = type[ExpressService]


def first(sender: Service, payload: OrderRejected | int | None) -> None: ...
def second(sender: Service, payload: OrderCompleted | int | None) -> None: ...
def third(sender: Service, payload: OrderCompleted | OrderRejected | None) -> None: ...
def fourth(sender: Service, payload: OrderCompleted | OrderRejected | int) -> None: ...
def of_a_stranger(sender: Warehouse, payload: object) -> None: ...
def of_express(sender: Express, payload: object) -> None: ...
def of_any(sender: object, payload: object) -> None: ...
def answering(sender: object, payload: object) -> str:
    return "paid"


one, two, three, four = order_completed, order_rejected, order_counted, order_archived

# One signal, as a measure.
receiver(one)(first)  # E: receiver(signal): its payload is missing
receiver(one, sender=ExpressService)(first)  # E: receiver(signal): its payload is missing, with sender=
receiver(one, weak="yes")  # E: receiver(weak): a str
receiver(one, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, priority=None)  # E: receiver(priority): None
receiver(one)(of_a_stranger)  # E: receiver(): another sender
receiver(one)(of_express)  # E: receiver(): a narrower sender
receiver(one)(answering)  # E: receiver(): an unasked result
receiver(one)(of_any)(Warehouse(), None)  # E: receiver(): takes no stranger
receiver(one, sender=OrderService, weak="yes")  # E: receiver(weak): a str
receiver(one, sender=OrderService, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, sender=OrderService, priority=None)  # E: receiver(priority): None
receiver(one, sender=OrderService)(of_a_stranger)  # E: receiver(): another sender
receiver(one, sender=OrderService)(of_express)  # E: receiver(): a narrower sender
receiver(one, sender=OrderService)(answering)  # E: receiver(): an unasked result
receiver(one, sender=OrderService)(of_any)(Warehouse(), None)  # E: receiver(): takes no stranger
receiver(one, sender=Warehouse)  # E: receiver(sender): a stranger

# Two signals.
receiver(one, two)(first)  # E: receiver(signal): lacks the payload of the first
receiver(one, two)(second)  # E: receiver(more): lacks the payload of the second
receiver(mail_wanted, two)(of_any)  # E: receiver(signal): the first wants results
receiver(one, mail_wanted)(of_any)  # E: receiver(more): the second wants results
receiver(one, two, weak="yes")  # E: receiver(weak): a str
receiver(one, two, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, two, priority=None)  # E: receiver(priority): None
receiver(one, two)(of_a_stranger)  # E: receiver(): another sender
receiver(one, two)(of_express)  # E: receiver(): a narrower sender
receiver(one, two)(answering)  # E: receiver(): an unasked result
receiver(one, two)(of_any)(Warehouse(), None)  # E: receiver(): takes no stranger
receiver(one, two, sender=OrderService)(first)  # E: receiver(signal): lacks the payload of the first
receiver(one, two, sender=OrderService)(second)  # E: receiver(more): lacks the payload of the second
receiver(mail_wanted, two, sender=OrderService)(of_any)  # E: receiver(signal): the first wants results
receiver(one, mail_wanted, sender=OrderService)(of_any)  # E: receiver(more): the second wants results
receiver(one, two, sender=OrderService, weak="yes")  # E: receiver(weak): a str
receiver(one, two, sender=OrderService, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, two, sender=OrderService, priority=None)  # E: receiver(priority): None
receiver(one, two, sender=OrderService)(of_a_stranger)  # E: receiver(): another sender
receiver(one, two, sender=OrderService)(of_express)  # E: receiver(): a narrower sender
receiver(one, two, sender=OrderService)(answering)  # E: receiver(): an unasked result
receiver(one, two, sender=OrderService)(of_any)(Warehouse(), None)  # E: receiver(): takes no stranger
receiver(one, two, sender=Warehouse)  # E: receiver(sender): a stranger

# Three signals.
receiver(one, two, three)(first)  # E: receiver(signal): lacks the payload of the first
receiver(one, two, three)(second)  # E: receiver(more): lacks the payload of the second
receiver(one, two, three)(third)  # E: receiver(more): lacks the payload of the third
receiver(mail_wanted, two, three)(of_any)  # E: receiver(signal): the first wants results
receiver(one, mail_wanted, three)(of_any)  # E: receiver(more): the second wants results
receiver(one, two, mail_wanted)(of_any)  # E: receiver(more): the third wants results
receiver(one, two, three, weak="yes")  # E: receiver(weak): a str
receiver(one, two, three, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, two, three, priority=None)  # E: receiver(priority): None
receiver(one, two, three)(of_a_stranger)  # E: receiver(): another sender
receiver(one, two, three)(of_express)  # E: receiver(): a narrower sender
receiver(one, two, three)(answering)  # E: receiver(): an unasked result
receiver(one, two, three)(of_any)(Warehouse(), None)  # E: receiver(): takes no stranger
receiver(one, two, three, sender=OrderService)(first)  # E: receiver(signal): lacks the payload of the first
receiver(one, two, three, sender=OrderService)(second)  # E: receiver(more): lacks the payload of the second
receiver(one, two, three, sender=OrderService)(third)  # E: receiver(more): lacks the payload of the third
receiver(mail_wanted, two, three, sender=OrderService)(of_any)  # E: receiver(signal): the first wants results
receiver(one, mail_wanted, three, sender=OrderService)(of_any)  # E: receiver(more): the second wants results
receiver(one, two, mail_wanted, sender=OrderService)(of_any)  # E: receiver(more): the third wants results
receiver(one, two, three, sender=OrderService, weak="yes")  # E: receiver(weak): a str
receiver(one, two, three, sender=OrderService, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, two, three, sender=OrderService, priority=None)  # E: receiver(priority): None
receiver(one, two, three, sender=OrderService)(of_a_stranger)  # E: receiver(): another sender
receiver(one, two, three, sender=OrderService)(of_express)  # E: receiver(): a narrower sender
receiver(one, two, three, sender=OrderService)(answering)  # E: receiver(): an unasked result
receiver(one, two, three, sender=OrderService)(of_any)(Warehouse(), None)  # E: receiver(): takes no stranger
receiver(one, two, three, sender=Warehouse)  # E: receiver(sender): a stranger

# Four signals.
receiver(one, two, three, four)(first)  # E: receiver(signal): lacks the payload of the first
receiver(one, two, three, four)(second)  # E: receiver(more): lacks the payload of the second
receiver(one, two, three, four)(third)  # E: receiver(more): lacks the payload of the third
receiver(one, two, three, four)(fourth)  # E: receiver(more): lacks the payload of the fourth
receiver(mail_wanted, two, three, four)(of_any)  # E: receiver(signal): the first wants results
receiver(one, mail_wanted, three, four)(of_any)  # E: receiver(more): the second wants results
receiver(one, two, mail_wanted, four)(of_any)  # E: receiver(more): the third wants results
receiver(one, two, three, mail_wanted)(of_any)  # E: receiver(more): the fourth wants results
receiver(one, two, three, four, weak="yes")  # E: receiver(weak): a str
receiver(one, two, three, four, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, two, three, four, priority=None)  # E: receiver(priority): None
receiver(one, two, three, four)(of_a_stranger)  # E: receiver(): another sender
receiver(one, two, three, four)(of_express)  # E: receiver(): a narrower sender
receiver(one, two, three, four)(answering)  # E: receiver(): an unasked result
receiver(one, two, three, four)(of_any)(Warehouse(), None)  # E: receiver(): takes no stranger
receiver(one, two, three, four, sender=OrderService)(first)  # E: receiver(signal): lacks the payload of the first
receiver(one, two, three, four, sender=OrderService)(second)  # E: receiver(more): lacks the payload of the second
receiver(one, two, three, four, sender=OrderService)(third)  # E: receiver(more): lacks the payload of the third
receiver(one, two, three, four, sender=OrderService)(fourth)  # E: receiver(more): lacks the payload of the fourth
receiver(mail_wanted, two, three, four, sender=OrderService)(of_any)  # E: receiver(signal): the first wants results
receiver(one, mail_wanted, three, four, sender=OrderService)(of_any)  # E: receiver(more): the second wants results
receiver(one, two, mail_wanted, four, sender=OrderService)(of_any)  # E: receiver(more): the third wants results
receiver(one, two, three, mail_wanted, sender=OrderService)(of_any)  # E: receiver(more): the fourth wants results
receiver(one, two, three, four, sender=OrderService, weak="yes")  # E: receiver(weak): a str
receiver(one, two, three, four, sender=OrderService, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, two, three, four, sender=OrderService, priority=None)  # E: receiver(priority): None
receiver(one, two, three, four, sender=OrderService)(of_a_stranger)  # E: receiver(): another sender
receiver(one, two, three, four, sender=OrderService)(of_express)  # E: receiver(): a narrower sender
receiver(one, two, three, four, sender=OrderService)(answering)  # E: receiver(): an unasked result
receiver(one, two, three, four, sender=OrderService)(of_any)(Warehouse(), None)  # E: receiver(): takes no stranger
receiver(one, two, three, four, sender=Warehouse)  # E: receiver(sender): a stranger
