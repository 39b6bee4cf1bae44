"""What not every checker sees of a fake; the kit sees it when the test runs, as far as it can be seen then."""

from tests.typing.shop import ExpressService, OrderCompleted, OrderService, Warehouse, order_completed
from typedsignals.testing import replaced


def send_mail(sender: type[OrderService], payload: OrderCompleted) -> None: ...
def of_warehouse(sender: Warehouse, payload: OrderCompleted) -> None: ...
def of_int(sender: type[OrderService], payload: int) -> None: ...


replaced(send_mail, of_warehouse, signal=order_completed, sender=ExpressService)  # E[mypy,pyright,pyrefly]: another sender

# Without signal= there is nothing to compare a fake with: two callables can always be given a common type.
replaced(send_mail, of_int)
