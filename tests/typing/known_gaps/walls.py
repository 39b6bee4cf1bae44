"""What is wrong and no type checker can say so today; one that learns to is noticed here."""

from tests.typing.shop import OrderCompleted, OrderService, Warehouse, order_completed, order_placed, order_shipped
from typedsignals import Signal, keyword_signal, receiver


# connect can only see that sender= and the receiver agree; @receiver sees the signal too, and refuses.
def of_a_warehouse(sender: type[Warehouse], payload: OrderCompleted) -> None: ...
def log_for_warehouse(sender: type[Warehouse], **kwargs: object) -> None: ...


order_completed.connect(of_a_warehouse, sender=Warehouse)
order_completed.connected(of_a_warehouse, sender=Warehouse)
order_placed.connect(log_for_warehouse, sender=Warehouse)
order_placed.connected(log_for_warehouse, sender=Warehouse)


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


# These are refused when they are run: a second parameter by position, *args, a keyword named 'sender'.
@keyword_signal
def by_position(sender: type[OrderService], order_id: int) -> None: ...


@keyword_signal
def with_args(sender: type[OrderService], *args: int) -> None: ...


@keyword_signal
def named_sender(origin: type[OrderService], /, *, sender: int) -> None: ...


# Where any result will do, one that is never awaited will, too.
anything_goes = Signal[type[OrderService], OrderCompleted, object]("anything_goes")


@anything_goes.connect
async def never_awaited(sender: type[OrderService], payload: OrderCompleted) -> None: ...
