"""Wrong fakes, and what is no signal."""

from tests.typing.shop import (
    ExpressService,
    OrderCompleted,
    OrderService,
    Warehouse,
    invoice_due,
    label_wanted,
    order_completed,
    order_placed,
)
from typedsignals import Connectable
from typedsignals.testing import Muter, check_types, checked, isolated, muted, replaced


def send_mail(sender: type[OrderService], payload: OrderCompleted) -> None: ...
def log_order(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...
async def write_invoice(sender: type[OrderService], payload: OrderCompleted) -> str: return ""


async def write_number(sender: type[OrderService], payload: OrderCompleted) -> int: return 1
async def write_later(sender: type[OrderService], payload: OrderCompleted) -> None: ...
async def log_later(sender: type[OrderService], order_id: int, **kwargs: object) -> None: ...
async def print_label(sender: type[OrderService], order_id: int) -> str: return ""


def of_int(sender: type[OrderService], payload: int) -> None: ...
def of_warehouse(sender: Warehouse, payload: OrderCompleted) -> None: ...
def of_sender(sender: type[OrderService]) -> None: ...
def of_more(sender: type[OrderService], payload: OrderCompleted, more: int) -> None: ...
def counting(sender: type[OrderService], payload: OrderCompleted) -> int: return 1
def of_text(sender: type[OrderService], order_id: str, **kwargs: object) -> None: ...
def misspelt(sender: type[OrderService], ordr_id: int, **kwargs: object) -> None: ...
def of_express(sender: type[ExpressService], payload: OrderCompleted) -> None: ...
def not_all(sender: type[OrderService], order_id: int) -> None: ...


replaced(send_mail, of_int, signal=order_completed)  # E: replaced(fake): another payload
replaced(send_mail, of_warehouse, signal=order_completed)  # E: replaced(fake): another sender
replaced(send_mail, of_sender, signal=order_completed)  # E: replaced(fake): too few parameters
replaced(send_mail, of_more, signal=order_completed)  # E: replaced(fake): too many parameters
replaced(send_mail, counting, signal=order_completed)  # E: replaced(fake): another result
replaced(send_mail, of_int, signal=order_completed, sender=ExpressService)  # E: replaced(fake): another payload
replaced(send_mail, of_express, signal=order_completed)  # E: replaced(fake): of one sender alone
replaced(log_order, of_text, signal=order_placed)  # E: replaced(fake): another type of keyword
replaced(log_order, misspelt, signal=order_placed)  # E: replaced(fake): a misspelt keyword
replaced(log_order, not_all, signal=order_placed)  # E: replaced(fake): it does not take the other keyword
replaced(log_order, lambda sender, ordr_id: None, signal=order_placed)  # E: replaced(fake): a misspelt keyword
replaced(write_invoice, send_mail, signal=invoice_due)  # E: replaced(fake): another result
replaced(write_invoice, write_number, signal=invoice_due)  # E: replaced(fake): another result, awaited
replaced(print_label, write_invoice, signal=label_wanted)  # E: replaced(fake): a payload for keywords
replaced(send_mail, write_later, signal=order_completed)  # E: replaced(fake): async, where nothing is awaited
replaced(log_order, log_later, signal=order_placed)  # E: replaced(fake): async, where nothing is awaited
replaced(send_mail, 7)  # E: replaced(fake): not callable
replaced("send_mail", send_mail)  # E: replaced(receiver): not callable
replaced(send_mail, send_mail, signal=OrderService)  # E: replaced(signal): a class
replaced(send_mail)  # E: replaced: no fake

muted(OrderService)  # E: muted(signals): a class
muted("order_completed")  # E: muted(signals): a name
muted(send_mail)  # E: muted(signals): a receiver
muted(order_completed, receiver="send_mail")  # E: muted(receiver): a name
muted(order_completed, everywhere="yes")  # E: muted(everywhere): a str
muted()  # E: muted: names nothing
muted(everywhere=True)  # E: muted: names nothing
muted(order_completed, only=send_mail)  # E: muted: no such option
muted(order_completed)(7)  # E: only what is callable is decorated

isolated(OrderService)  # E: isolated(signals): a class
checked("order_completed")  # E: checked(signals): a name
check_types(7)  # E: check_types(paths): an int
check_types("cases", checkers=7)  # E: check_types(checkers): an int
check_types("cases", search_paths=7)  # E: check_types(search_paths): an int



def listen(completed: Connectable[type[OrderService], OrderCompleted]) -> None:
    replaced(send_mail, of_int, signal=completed)  # E: replaced(fake): another payload
    replaced(send_mail, write_later, signal=completed)  # E: replaced(fake): async, where nothing is awaited
    muted(Connectable)  # E: muted(signals): a class


with isolated() as changes:
    changes.leaked  # E: made and lost
with checked() as checks:
    checks.unchecked.append("order_completed")  # E: a dict
with muted(order_completed) as nothing:
    nothing.payload  # E: None


@muted(order_completed)
def fill(count: int) -> list[int]:
    return [count]


fill("two")  # E: a decorated function keeps its type
lost: str = fill(2)  # E: and its result


def test_with_the_fixture(mute_signals: Muter) -> None:
    mute_signals(OrderService)  # E: a class
    mute_signals(order_completed, receiver="send_mail")  # E: a name
    mute_signals()  # E: names nothing
    mute_signals(order_completed, everywhere=True)  # E: it always is
