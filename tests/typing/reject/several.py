"""One receiver for two signals takes the payload of each, and every option is checked for one of them and for two."""

from tests.typing.shop import (
    ExpressService,
    OrderCompleted,
    OrderRejected,
    OrderService,
    Warehouse,
    invoice_due,
    mail_wanted,
    order_completed,
    order_completions,
    order_rejected,
    parcel_due,
)
from typedsignals import receiver

Service = type[OrderService]
Express = type[ExpressService]


def first(sender: Service, payload: OrderRejected) -> None: ...
def second(sender: Service, payload: OrderCompleted) -> None: ...
def of_a_stranger(sender: Warehouse, payload: object) -> None: ...
def of_express(sender: Express, payload: object) -> None: ...
def of_any(sender: object, payload: object) -> None: ...
async def later(sender: object, payload: object) -> None: ...
async def text_later(sender: object, payload: object) -> str:
    return "paid"


def answering(sender: object, payload: object) -> str:
    return "paid"


one, two, shown = order_completed, order_rejected, order_completions

# One signal, as a measure.
receiver(one)(first)  # E: receiver(signal): lacks the payload of the first
receiver(one)(later)  # E: receiver(signal): async, where nothing is awaited
receiver(one, weak="yes")  # E: receiver(weak): a str
receiver(one, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, priority=None)  # E: receiver(priority): None
receiver(one, uid="log")  # E: receiver(): misspelt keyword
receiver(one)(of_a_stranger)  # E: receiver(): another sender
receiver(one)(of_express)  # E: receiver(): a narrower sender
receiver(one)(answering)  # E: receiver(): an unasked result
receiver(one)(of_any)(Warehouse(), None)  # E: receiver(): takes no stranger
receiver(one, sender=OrderService)(first)  # E: receiver(signal): lacks the payload of the first, with sender=
receiver(one, sender=OrderService)(later)  # E: receiver(signal): async, where nothing is awaited, with sender=
receiver(one, sender=OrderService, weak="yes")  # E: receiver(weak): a str
receiver(one, sender=OrderService, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, sender=OrderService, priority=None)  # E: receiver(priority): None
receiver(one, sender=OrderService, uid="log")  # E: receiver(): misspelt keyword
receiver(one, sender=OrderService)(of_a_stranger)  # E: receiver(): another sender
receiver(one, sender=OrderService)(of_express)  # E: receiver(): a narrower sender
receiver(one, sender=OrderService)(answering)  # E: receiver(): an unasked result
receiver(one, sender=OrderService)(of_any)(Warehouse(), None)  # E: receiver(): takes no stranger
receiver(one, sender=Warehouse)  # E: receiver(sender): a stranger

# Two signals.
receiver(one, two)(first)  # E: receiver(signal): lacks the payload of the first
receiver(one, two)(second)  # E: receiver(signal2): lacks the payload of the second
receiver(mail_wanted, two)(of_any)  # E: receiver(signal): the first wants results
receiver(one, mail_wanted)(of_any)  # E: receiver(signal2): the second wants results
receiver(one, two)(later)  # E: receiver(signal): async, where nothing is awaited
receiver(one, two, weak="yes")  # E: receiver(weak): a str
receiver(one, two, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, two, priority=None)  # E: receiver(priority): None
receiver(one, two, uid="log")  # E: receiver(): misspelt keyword
receiver(one, two)(of_a_stranger)  # E: receiver(): another sender
receiver(one, two)(of_express)  # E: receiver(): a narrower sender
receiver(one, two)(answering)  # E: receiver(): an unasked result
receiver(one, two)(of_any)(Warehouse(), None)  # E: receiver(): takes no stranger
receiver(one, two, sender=OrderService)(first)  # E: receiver(signal): lacks the payload of the first, with sender=
receiver(one, two, sender=OrderService)(second)  # E: receiver(signal2): lacks the payload of the second, with sender=
receiver(mail_wanted, two, sender=OrderService)(of_any)  # E: receiver(signal): the first wants results, with sender=
receiver(one, mail_wanted, sender=OrderService)(of_any)  # E: receiver(signal2): the second wants results, with sender=
receiver(one, two, sender=OrderService)(later)  # E: receiver(signal): async, where nothing is awaited, with sender=
receiver(one, two, sender=OrderService, weak="yes")  # E: receiver(weak): a str
receiver(one, two, sender=OrderService, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, two, sender=OrderService, priority=None)  # E: receiver(priority): None
receiver(one, two, sender=OrderService, subclasses="yes")  # E: receiver(subclasses): a str
receiver(one, two, subclasses=True)  # E: receiver(subclasses): of no sender
receiver(one, two, sender=OrderService, uid="log")  # E: receiver(): misspelt keyword
receiver(one, two, sender=OrderService)(of_a_stranger)  # E: receiver(): another sender
receiver(one, two, sender=OrderService)(of_express)  # E: receiver(): a narrower sender
receiver(one, two, sender=OrderService)(answering)  # E: receiver(): an unasked result
receiver(one, two, sender=OrderService)(of_any)(Warehouse(), None)  # E: receiver(): takes no stranger
receiver(one, two, sender=Warehouse)  # E: receiver(sender): a stranger

# A Signal and an AsyncSignal.
receiver(one, parcel_due)(first)  # E: receiver(signal): lacks the payload of the first
receiver(one, parcel_due)(text_later)  # E: receiver(): an unasked awaited result
receiver(one, invoice_due)(of_any)  # E: receiver(signal2): the second wants results
receiver(one, parcel_due)(later)  # E: receiver(signal): async, where nothing is awaited
receiver(one, parcel_due, weak="yes")  # E: receiver(weak): a str
receiver(one, parcel_due, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, parcel_due, priority=None)  # E: receiver(priority): None
receiver(one, parcel_due, uid="log")  # E: receiver(): misspelt keyword
receiver(one, parcel_due)(of_a_stranger)  # E: receiver(): another sender
receiver(one, parcel_due)(of_express)  # E: receiver(): a narrower sender
receiver(one, parcel_due)(answering)  # E: receiver(): an unasked result
receiver(one, parcel_due)(of_any)(Warehouse(), None)  # E: receiver(): takes no stranger
receiver(one, parcel_due, sender=OrderService)(first)  # E: receiver(signal): lacks the payload of the first
receiver(one, parcel_due, sender=OrderService)(text_later)  # E: receiver(): an unasked awaited result, with sender=
receiver(one, invoice_due, sender=OrderService)(of_any)  # E: receiver(signal2): the second wants results, with sender=
receiver(one, parcel_due, sender=OrderService)(later)  # E: receiver(signal): async, where nothing is awaited
receiver(one, parcel_due, sender=OrderService, weak="yes")  # E: receiver(weak): a str
receiver(one, parcel_due, sender=OrderService, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(one, parcel_due, sender=OrderService, priority=None)  # E: receiver(priority): None
receiver(one, parcel_due, sender=OrderService, uid="log")  # E: receiver(): misspelt keyword
receiver(one, parcel_due, sender=OrderService)(of_a_stranger)  # E: receiver(): another sender
receiver(one, parcel_due, sender=OrderService)(of_express)  # E: receiver(): a narrower sender
receiver(one, parcel_due, sender=OrderService)(answering)  # E: receiver(): an unasked result
receiver(one, parcel_due, sender=OrderService)(of_any)(Warehouse(), None)  # E: receiver(): takes no stranger
receiver(one, parcel_due, sender=Warehouse)  # E: receiver(sender): a stranger

# A view and an AsyncSignal.
receiver(shown, parcel_due)(first)  # E: receiver(signal): lacks the payload of the first
receiver(shown, parcel_due)(text_later)  # E: receiver(): an unasked awaited result
receiver(shown, invoice_due)(of_any)  # E: receiver(signal2): the second wants results
receiver(shown, parcel_due)(later)  # E: receiver(signal): async, where nothing is awaited
receiver(shown, parcel_due, weak="yes")  # E: receiver(weak): a str
receiver(shown, parcel_due, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(shown, parcel_due, priority=None)  # E: receiver(priority): None
receiver(shown, parcel_due, uid="log")  # E: receiver(): misspelt keyword
receiver(shown, parcel_due)(of_a_stranger)  # E: receiver(): another sender
receiver(shown, parcel_due)(of_express)  # E: receiver(): a narrower sender
receiver(shown, parcel_due)(answering)  # E: receiver(): an unasked result
receiver(shown, parcel_due)(of_any)(Warehouse(), None)  # E: receiver(): takes no stranger
receiver(shown, parcel_due, sender=OrderService)(first)  # E: receiver(signal): lacks the payload of the first
receiver(shown, parcel_due, sender=OrderService)(text_later)  # E: receiver(): an unasked awaited result
receiver(shown, invoice_due, sender=OrderService)(of_any)  # E: receiver(signal2): the second wants results
receiver(shown, parcel_due, sender=OrderService)(later)  # E: receiver(signal): async, where nothing is awaited
receiver(shown, parcel_due, sender=OrderService, weak="yes")  # E: receiver(weak): a str
receiver(shown, parcel_due, sender=OrderService, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(shown, parcel_due, sender=OrderService, priority=None)  # E: receiver(priority): None
receiver(shown, parcel_due, sender=OrderService, uid="log")  # E: receiver(): misspelt keyword
receiver(shown, parcel_due, sender=OrderService)(of_a_stranger)  # E: receiver(): another sender
receiver(shown, parcel_due, sender=OrderService)(of_express)  # E: receiver(): a narrower sender
receiver(shown, parcel_due, sender=OrderService)(answering)  # E: receiver(): an unasked result
receiver(shown, parcel_due, sender=OrderService)(of_any)(Warehouse(), None)  # E: receiver(): takes no stranger
receiver(shown, parcel_due, sender=Warehouse)  # E: receiver(sender): a stranger

# An AsyncSignal alone.
receiver(parcel_due)(first)  # E: receiver(signal): lacks the payload
receiver(parcel_due)(text_later)  # E: receiver(): an unasked awaited result
receiver(parcel_due, weak="yes")  # E: receiver(weak): a str
receiver(parcel_due, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(parcel_due, priority=None)  # E: receiver(priority): None
receiver(parcel_due, uid="log")  # E: receiver(): misspelt keyword
receiver(parcel_due)(of_a_stranger)  # E: receiver(): another sender
receiver(parcel_due)(of_express)  # E: receiver(): a narrower sender
receiver(parcel_due)(answering)  # E: receiver(): an unasked result
receiver(parcel_due)(of_any)(Warehouse(), None)  # E: receiver(): takes no stranger
receiver(parcel_due, sender=OrderService)(first)  # E: receiver(signal): lacks the payload, with sender=
receiver(parcel_due, sender=OrderService)(text_later)  # E: receiver(): an unasked awaited result, with sender=
receiver(parcel_due, sender=OrderService, weak="yes")  # E: receiver(weak): a str
receiver(parcel_due, sender=OrderService, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(parcel_due, sender=OrderService, priority=None)  # E: receiver(priority): None
receiver(parcel_due, sender=OrderService, uid="log")  # E: receiver(): misspelt keyword
receiver(parcel_due, sender=OrderService)(of_a_stranger)  # E: receiver(): another sender
receiver(parcel_due, sender=OrderService)(of_express)  # E: receiver(): a narrower sender
receiver(parcel_due, sender=OrderService)(answering)  # E: receiver(): an unasked result
receiver(parcel_due, sender=OrderService)(of_any)(Warehouse(), None)  # E: receiver(): takes no stranger
receiver(parcel_due, sender=Warehouse)  # E: receiver(sender): a stranger

# Two AsyncSignals.
receiver(parcel_due, parcel_due)(first)  # E: receiver(signal): lacks the payload
receiver(parcel_due, parcel_due)(text_later)  # E: receiver(): an unasked awaited result
receiver(parcel_due, invoice_due)(of_any)  # E: receiver(signal2): the second wants results
receiver(parcel_due, parcel_due, weak="yes")  # E: receiver(weak): a str
receiver(parcel_due, parcel_due, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(parcel_due, parcel_due, priority=None)  # E: receiver(priority): None
receiver(parcel_due, parcel_due, uid="log")  # E: receiver(): misspelt keyword
receiver(parcel_due, parcel_due)(of_a_stranger)  # E: receiver(): another sender
receiver(parcel_due, parcel_due)(of_express)  # E: receiver(): a narrower sender
receiver(parcel_due, parcel_due)(answering)  # E: receiver(): an unasked result
receiver(parcel_due, parcel_due)(of_any)(Warehouse(), None)  # E: receiver(): takes no stranger
receiver(parcel_due, parcel_due, sender=OrderService)(first)  # E: receiver(signal): lacks the payload, with sender=
receiver(parcel_due, parcel_due, sender=OrderService)(text_later)  # E: receiver(): an unasked awaited result
receiver(parcel_due, invoice_due, sender=OrderService)(of_any)  # E: receiver(signal2): the second wants results
receiver(parcel_due, parcel_due, sender=OrderService, weak="yes")  # E: receiver(weak): a str
receiver(parcel_due, parcel_due, sender=OrderService, dispatch_uid=[])  # E: receiver(dispatch_uid): not hashable
receiver(parcel_due, parcel_due, sender=OrderService, priority=None)  # E: receiver(priority): None
receiver(parcel_due, parcel_due, sender=OrderService, uid="log")  # E: receiver(): misspelt keyword
receiver(parcel_due, parcel_due, sender=OrderService)(of_a_stranger)  # E: receiver(): another sender
receiver(parcel_due, parcel_due, sender=OrderService)(of_express)  # E: receiver(): a narrower sender
receiver(parcel_due, parcel_due, sender=OrderService)(answering)  # E: receiver(): an unasked result
receiver(parcel_due, parcel_due, sender=OrderService)(of_any)(Warehouse(), None)  # E: receiver(): takes no stranger
receiver(parcel_due, parcel_due, sender=Warehouse)  # E: receiver(sender): a stranger
