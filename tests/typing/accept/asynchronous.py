"""An ``AsyncSignal`` takes receivers of either kind; a send gives back what awaiting them gave."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Generator
from decimal import Decimal
from functools import partial, wraps
from typing import Any, ParamSpec, Protocol, TypeVar, assert_type

from tests.typing.shop import (
    ExpressService,
    OrderCompleted,
    OrderService,
    Warehouse,
    audit_due,
    invoice_due,
    label_wanted,
    order_completed,
    order_packed,
    parcel_due,
    shelf_emptied,
    stock_asked,
)
from typedsignals import AsyncSignal, Receiver, receiver

T = TypeVar("T")
ParamsP = ParamSpec("ParamsP")
order = OrderCompleted(7, Decimal(9))
Invoicing = Receiver[type[OrderService], OrderCompleted, Awaitable[str] | str]
Packing = Receiver[type[OrderService], OrderCompleted, Awaitable[None] | None]
Auditing = Receiver[type[OrderService], OrderCompleted, Awaitable[int] | int]


# Async functions, and sync ones.
@invoice_due.connect
async def write_invoice(sender: type[OrderService], payload: OrderCompleted) -> str:
    return f"invoice {payload.order_id}"


@invoice_due.connect
def print_invoice(sender: type[OrderService], payload: OrderCompleted) -> str:
    return f"printed {payload.order_id}"


@parcel_due.connect
async def pack(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@parcel_due.connect
def note_parcel(sender: type[OrderService], payload: OrderCompleted) -> None: ...


@audit_due.connect
async def audit_later(sender: type[OrderService], payload: OrderCompleted) -> int:
    return payload.order_id


@audit_due.connect
def audit_now(sender: type[OrderService], payload: OrderCompleted) -> bool:
    return payload.order_id == 7


# Whatever can be awaited, and what may be either.
class Parcel:
    def __await__(self) -> Generator[None, None, None]:
        yield


@parcel_due.connect
def pack_elsewhere(sender: type[OrderService], payload: OrderCompleted) -> Parcel:
    return Parcel()


@invoice_due.connect
def of_an_awaitable(sender: type[OrderService], payload: OrderCompleted) -> Awaitable[str]:
    return asyncio.sleep(0, "slept")


@invoice_due.connect
def of_a_coroutine(sender: type[OrderService], payload: OrderCompleted) -> Coroutine[Any, Any, str]:
    return asyncio.sleep(0, "slept")


@invoice_due.connect
def of_either(sender: type[OrderService], payload: OrderCompleted) -> Awaitable[str] | str:
    return "at once" if payload.order_id < 7 else asyncio.sleep(0, "slept")


def of_a_task(sender: type[OrderService], payload: OrderCompleted) -> asyncio.Task[str]:
    return asyncio.create_task(asyncio.sleep(0, "slept"))


def of_a_future(sender: type[OrderService], payload: OrderCompleted) -> asyncio.Future[str]:
    return asyncio.get_running_loop().create_future()


invoice_due.connect(of_a_task)
invoice_due.connect(of_a_future)
invoice_due.disconnect(of_a_task)
invoice_due.disconnect(of_a_future)


# Methods of every kind, callable objects, partials, lambdas, wider types, decorated and generic functions.
class Packer:
    async def pack(self, sender: type[OrderService], payload: OrderCompleted) -> None: ...
    def note(self, sender: type[OrderService], payload: OrderCompleted) -> None: ...
    @classmethod
    async def of_the_class(cls, sender: type[OrderService], payload: OrderCompleted) -> None: ...
    @staticmethod
    async def of_nobody(sender: type[OrderService], payload: OrderCompleted) -> None: ...
    async def __call__(self, sender: type[OrderService], payload: OrderCompleted) -> None: ...


packer = Packer()
parcel_due.connect(packer.pack)
parcel_due.connect(packer.note)
parcel_due.connect(packer.of_the_class)
parcel_due.connect(Packer.of_the_class)
parcel_due.connect(Packer.of_nobody)
parcel_due.connect(packer)


async def pack_with(sender: type[OrderService], payload: OrderCompleted, *, paper: str) -> None: ...
async def of_anything(*everything: object) -> None: ...
async def of_any_payload(sender: object, payload: T) -> None: ...
async def of_express(sender: type[ExpressService], payload: OrderCompleted) -> None: ...
def unchecked(sender: Any, payload: Any) -> Any: ...


parcel_due.connect(partial(pack_with, paper="red"))
parcel_due.connect(of_anything)
parcel_due.connect(of_any_payload)
parcel_due.connect(unchecked)
parcel_due.connect(lambda sender, payload: asyncio.sleep(0))
parcel_due.connect(lambda sender, payload: print(payload.total))
audit_due.connect(lambda sender, payload: payload.order_id, sender=OrderService)


def logged(function: Callable[ParamsP, Awaitable[T]]) -> Callable[ParamsP, Awaitable[T]]:
    @wraps(function)
    async def logging(*args: ParamsP.args, **kwargs: ParamsP.kwargs) -> T:
        return await function(*args, **kwargs)

    return logging


@invoice_due.connect
@logged
async def logged_too(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "logged"


class Accountant(Protocol):
    async def __call__(self, sender: type[OrderService], payload: OrderCompleted, /) -> str: ...


def invoice_by(accountant: Accountant, printer: Receiver[type[OrderService], OrderCompleted, str]) -> None:
    invoice_due.connect(accountant)
    invoice_due.connect(printer)


# A receiver that returns nothing suits a Signal and an AsyncSignal.
order_completed.connect(note_parcel_plainly := lambda sender, payload: None)
parcel_due.connect(note_parcel_plainly)

# Every option.
parcel_due.connect(pack, sender=ExpressService)
parcel_due.connect(of_express, sender=ExpressService, weak=False, dispatch_uid="express", priority=1)
parcel_due.connect(of_anything, sender=None, weak=None, dispatch_uid=None, priority=0)
with parcel_due.connected(of_anything), audit_due.connected(audit_now, sender=OrderService, priority=3):
    pass
with parcel_due.connected(of_express, sender=ExpressService):
    pass
with parcel_due.connected(lambda sender, payload: asyncio.sleep(0)):
    pass
assert_type(parcel_due.disconnect(of_anything), bool)
assert_type(parcel_due.disconnect(of_express, sender=ExpressService, dispatch_uid="express"), bool)
assert_type(parcel_due.disconnect(dispatch_uid="express"), bool)
assert_type(parcel_due.has_listeners(), bool)
assert_type(parcel_due.has_listeners(ExpressService), bool)


# @receiver.
@receiver(invoice_due)
async def decorated(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "invoice"


@receiver(invoice_due)
def decorated_sync(sender: type[OrderService], payload: OrderCompleted) -> str:
    return "invoice"


@receiver(invoice_due, sender=ExpressService, weak=False, dispatch_uid="express", priority=1)
async def decorated_for_express(sender: type[ExpressService], payload: OrderCompleted) -> str:
    return "express invoice"


# What was decorated is a receiver of that signal, which may be of either kind.
async def by_hand() -> None:
    given = write_invoice(OrderService, order)
    assert_type(given, Awaitable[str] | str)
    assert_type(given if isinstance(given, str) else await given, str)
    assert_type(decorated(OrderService, order), Awaitable[str] | str)
    assert_type(print_label(OrderService, 7), Awaitable[str] | str)


# What each send gives back.
assert_type(invoice_due.send(OrderService, order), list[tuple[Invoicing, str]])
assert_type(invoice_due.send_robust(OrderService, order), list[tuple[Invoicing, str | Exception]])
assert_type(parcel_due.send(OrderService, order), list[tuple[Packing, None]])
assert_type(parcel_due.send_robust(OrderService, order), list[tuple[Packing, Exception | None]])
assert_type(audit_due.send(OrderService, order), list[tuple[Auditing, int]])
assert_type(audit_due.send_robust(OrderService, order), list[tuple[Auditing, int | Exception]])


async def send() -> None:
    assert_type(await invoice_due.asend(OrderService, order), list[tuple[Invoicing, str]])
    assert_type(await invoice_due.asend_robust(OrderService, order), list[tuple[Invoicing, str | Exception]])
    assert_type(await parcel_due.asend(OrderService, order), list[tuple[Packing, None]])
    assert_type(await parcel_due.asend_robust(OrderService, order), list[tuple[Packing, Exception | None]])
    assert_type(await audit_due.asend(ExpressService, order), list[tuple[Auditing, int]])
    assert_type(await audit_due.asend_robust(OrderService, order), list[tuple[Auditing, int | Exception]])
    await shelf_emptied.asend(Warehouse(), 3)
    letters = [text.upper() for _, text in await invoice_due.asend(OrderService, order)]
    assert_type(letters, list[str])
    order_completed.send(OrderService, order)  # a Signal is sent from async code as from any other


# Keyword signals: an async declaration takes receivers of either kind.
@label_wanted.connect
async def print_label(sender: type[OrderService], order_id: int, **kwargs: object) -> str:
    return f"label {order_id}"


@label_wanted.connect
def write_label(sender: type[OrderService], order_id: int) -> str:
    return f"label {order_id}"


@receiver(label_wanted)
async def print_another_label(sender: type[OrderService], **kwargs: Any) -> str:
    return "label"


@receiver(label_wanted, sender=ExpressService)
async def print_express_label(sender: type[ExpressService], *, order_id: int) -> str:
    return f"express label {order_id}"


@stock_asked.connect
async def look_up(sender: type[OrderService], sku: str) -> int:
    return 3


@stock_asked.connect
def remember(sender: type[OrderService], **kwargs: object) -> int:
    return 3


class Printer:
    async def print(self, sender: type[OrderService], order_id: int) -> str:
        return f"label {order_id}"

    def __call__(self, sender: type[OrderService], order_id: int) -> asyncio.Future[str] | str:
        return "label"


printer = Printer()
label_wanted.connect(printer.print)
label_wanted.connect(printer)
order_packed.connect(of_anything_by_name := lambda sender, **kwargs: asyncio.sleep(0))
order_packed.connect(lambda sender, **kwargs: None, sender=ExpressService)
with order_packed.connected(of_anything_by_name), label_wanted.connected(printer, sender=OrderService, priority=3):
    pass

Labelling = Callable[..., Awaitable[str] | str]
Looking = Callable[..., Awaitable[int] | int]
assert_type(label_wanted.send(OrderService, order_id=7), list[tuple[Labelling, str]])
assert_type(label_wanted.send_robust(OrderService, order_id=7), list[tuple[Labelling, str | Exception]])
assert_type(stock_asked.send(OrderService, sku="A-1"), list[tuple[Looking, int]])
assert_type(stock_asked.send_robust(OrderService, sku="A-1"), list[tuple[Looking, int | Exception]])
assert_type(order_packed.send(OrderService, order_id=7), list[tuple[Callable[..., Awaitable[None] | None], None]])


async def send_keywords() -> None:
    assert_type(await label_wanted.asend(OrderService, order_id=7), list[tuple[Labelling, str]])
    assert_type(await label_wanted.asend_robust(ExpressService, order_id=7), list[tuple[Labelling, str | Exception]])
    assert_type(await stock_asked.asend(OrderService, sku="A-1"), list[tuple[Looking, int]])
    assert_type(await stock_asked.asend_robust(OrderService, sku="A-1"), list[tuple[Looking, int | Exception]])
    await order_packed.asend(OrderService, order_id=7)


# A result may be awaitable itself, or a union, or a container.
labels_due = AsyncSignal[type[OrderService], OrderCompleted, list[str] | None]("labels_due")


@labels_due.connect
async def two_labels(sender: type[OrderService], payload: OrderCompleted) -> list[str]:
    return ["one", "two"]


@labels_due.connect
def no_labels(sender: type[OrderService], payload: OrderCompleted) -> None: ...


for _, labels in labels_due.send(OrderService, order):
    assert_type(labels, list[str] | None)

asyncio.run(send())
asyncio.run(send_keywords())
