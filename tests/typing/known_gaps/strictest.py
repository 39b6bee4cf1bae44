"""What mypy reports of right code under options that --strict does not set."""

# mypy: disallow-any-decorated

from tests.typing.shop import OrderCompleted, OrderService, order_completed, order_placed
from typedsignals import receiver


# Keywords come back as Callable[..., Result], which is to be called by hand with what it takes.
@order_placed.connect
def keep(sender: type[OrderService], **kwargs: object) -> None: ...  # E[mypy]: its type holds Any


@receiver(order_placed)
def count(sender: type[OrderService], order_id: int, status: str) -> None: ...  # E[mypy]: its type holds Any


@order_completed.connect
def write_mail(sender: type[OrderService], payload: OrderCompleted) -> None: ...


def connected_by_a_statement(sender: type[OrderService], **kwargs: object) -> None: ...


order_placed.connect(connected_by_a_statement)
