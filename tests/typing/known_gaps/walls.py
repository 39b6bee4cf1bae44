"""What is wrong and no type checker can say so today; one that learns to is noticed here."""

from decimal import Decimal

from tests.typing.shop import (
    OrderCompleted,
    OrderService,
    Warehouse,
    order_completed,
    order_packed,
    order_placed,
    order_placements,
    order_shipped,
    parcel_due,
)
from typedsignals import Connectable, KeywordConnectable, Signal, keyword_signal, receiver


# connect can only see that sender= and the receiver agree; @receiver sees the signal too, and refuses.
def of_a_warehouse(sender: type[Warehouse], payload: OrderCompleted) -> None: ...
def log_for_warehouse(sender: type[Warehouse], **kwargs: object) -> None: ...


order_completed.connect(of_a_warehouse, sender=Warehouse)
order_completed.connected(of_a_warehouse, sender=Warehouse)
parcel_due.connect(of_a_warehouse, sender=Warehouse)
order_placed.connect(log_for_warehouse, sender=Warehouse)
order_placed.connected(log_for_warehouse, sender=Warehouse)
order_packed.connect(log_for_warehouse, sender=Warehouse)


# A misspelt parameter with a default is one more option.
@order_placed.connect
def misspelt(sender: type[OrderService], order: int = 0, **kwargs: object) -> None: ...


# Every keyword is named today; a keyword that the signal gets tomorrow is reported then, not now.
@order_placed.connect
def without_kwargs(sender: type[OrderService], order_id: int, status: str) -> None: ...


# A decorated receiver of keywords can be called by hand with what it takes, hence with anything.
without_kwargs("nobody", order=None)


# Of stacked decorators the upper one finds a receiver of anything.
@receiver(order_placed)
@receiver(order_shipped)
def stacked(sender: type[OrderService], order_id: int, carrier: str) -> None: ...


# Keywords that a type cannot name are any: KeywordConnectable[..., ..., None].
@order_placements.connect
def misspelt_seen_so(sender: type[OrderService], order: int) -> None: ...


# These are refused when they are run: a second parameter by position, *args, keywords with the names of what is there.
@keyword_signal
def by_position(sender: type[OrderService], order_id: int) -> None: ...


@keyword_signal
def with_args(sender: type[OrderService], *args: int) -> None: ...


@keyword_signal
def named_sender(origin: type[OrderService], /, *, sender: int) -> None: ...


@keyword_signal
def named_signal(sender: type[OrderService], *, signal: int) -> None: ...


@keyword_signal
def named_self(sender: type[OrderService], *, self: int, cls: int) -> None: ...


# What is listened to is not made; refused when it is run.
Connectable[type[OrderService], OrderCompleted]("order_completed")
KeywordConnectable(without_kwargs)

# A signal without type arguments cannot be sent; a receiver of whatever two parameters hears all that it never sends.
bare = Signal("bare")
bare.connect(of_a_warehouse)
bare.connect(of_a_warehouse, sender=Warehouse)


# Nobody knows where an event loop runs; inside one, the send of an AsyncSignal is refused.
async def send_in_a_loop() -> None:
    parcel_due.send(OrderService, OrderCompleted(7, Decimal(9)))


# Where any result will do, one to await will, too; an async receiver is refused when it is run.
anything_goes = Signal[type[OrderService], OrderCompleted, object]("anything_goes")


@anything_goes.connect
async def never_awaited(sender: type[OrderService], payload: OrderCompleted) -> None: ...
