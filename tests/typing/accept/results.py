"""What a send gives back: pairs of a receiver and what it returned, or the exception that a robust send caught."""

from decimal import Decimal
from typing import assert_type

from tests.typing.shop import OrderCompleted, OrderService, mail_wanted, order_completed, order_counted
from typedsignals import Receiver, Signal

order = OrderCompleted(7, Decimal(9))

assert_type(order_completed.send(OrderService, order), list[tuple[Receiver[type[OrderService], OrderCompleted], None]])
assert_type(
    order_completed.send_robust(OrderService, order),
    list[tuple[Receiver[type[OrderService], OrderCompleted], Exception | None]],
)
assert_type(mail_wanted.send(OrderService, order), list[tuple[Receiver[type[OrderService], OrderCompleted, str], str]])
assert_type(
    mail_wanted.send_robust(OrderService, order),
    list[tuple[Receiver[type[OrderService], OrderCompleted, str], str | Exception]],
)


# Receivers that return what is asked for, or less.
@mail_wanted.connect
def write(sender: type[OrderService], payload: OrderCompleted) -> str:
    return f"order {payload.order_id} is paid"


price_wanted = Signal[type[OrderService], OrderCompleted, float | None]("price_wanted")


@price_wanted.connect
def full_price(sender: type[OrderService], payload: OrderCompleted) -> float:
    return float(payload.total)


@price_wanted.connect
def no_price(sender: type[OrderService], payload: OrderCompleted) -> None: ...


prices_wanted = Signal[type[OrderService], int, list[float]]("prices_wanted")
prices_wanted.connect(lambda sender, payload: [])
prices_wanted.connect(lambda sender, payload: [payload * 1.19])

assert_type(write(OrderService, order), str)

# Results are used as what they are.
letters = [text.upper() for _, text in mail_wanted.send(OrderService, order)]
for heard_by, outcome in mail_wanted.send_robust(OrderService, order):
    if isinstance(outcome, Exception):
        print(heard_by, outcome.args)
    else:
        print(outcome.upper())
        assert_type(heard_by(OrderService, order), str)

assert_type([result for _, result in prices_wanted.send(OrderService, 7)], list[list[float]])
for price in (result for _, result in price_wanted.send(OrderService, order)):
    assert_type(price, float | None)
order_counted.send(OrderService, 7)


# A signal that is told nothing asks for nothing: receivers of whatever result need a signal that says so.
whatever = Signal[type[OrderService], int, object]("whatever")
whatever.connect(lambda sender, payload: payload)
whatever.connect(lambda sender, payload: None)
assert_type([result for _, result in whatever.send(OrderService, 7)], list[object])
