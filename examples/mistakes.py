"""The classic mistakes with signals. Each line marked ``# E`` is an error to mypy, pyright, pyrefly and ty alike.

See for yourself with ``python -m mypy --strict examples/mistakes.py``. A signal library without types lets the likes of
them through: some fail when the first order comes in, and some just never do what they should.
"""

from __future__ import annotations

from dataclasses import dataclass

from typedsignals import AsyncSignal, Connectable, Signal, keyword_signal, receiver


class OrderService: ...


class WholesaleService(OrderService): ...


class Warehouse: ...


@dataclass(frozen=True, slots=True)
class OrderCompleted:
    order_id: int
    email: str


order_completed = Signal[type[OrderService], OrderCompleted]("order_completed")
shipping_quoted = Signal[type[OrderService], OrderCompleted, int]("shipping_quoted")
parcel_packed = AsyncSignal[type[OrderService], OrderCompleted]("parcel_packed")


@keyword_signal
def order_cancelled(sender: type[OrderService], *, order_id: int, reason: str) -> None:
    """Sent once an order is given up."""


# --- Sending.


def send_something_else() -> None:
    order_completed.send(OrderService, "order 7")  # E: a str is no OrderCompleted


def send_nothing() -> None:
    order_completed.send(OrderService)  # E: the payload is missing


def send_from_elsewhere() -> None:
    order_completed.send(Warehouse, OrderCompleted(7, "ada@example.org"))  # E: a Warehouse completes no orders


def send_an_instance() -> None:
    order_completed.send(OrderService(), OrderCompleted(7, "ada@example.org"))  # E: the class is the sender


def misspell_a_field() -> None:
    order_completed.send(OrderService, OrderCompleted(order_id=7, mail="ada@example.org"))  # E: it is called email


def misspell_a_keyword() -> None:
    order_cancelled.send(OrderService, order_id=7, raeson="out of stock")  # E: raeson


def leave_out_a_keyword() -> None:
    order_cancelled.send(OrderService, order_id=7)  # E: reason is missing


def send_a_keyword_of_another_type() -> None:
    order_cancelled.send(OrderService, order_id="7", reason="out of stock")  # E: order_id is an int


def send_as_django_does() -> None:
    order_cancelled.send(sender=OrderService, order_id=7, reason="out of stock")  # E: the sender goes by position


def send_what_is_there_to_listen_to(completions: Connectable[type[OrderService], OrderCompleted]) -> None:
    completions.send(OrderService, OrderCompleted(7, "ada@example.org"))  # E: a Connectable is not sent


def declare_nothing() -> None:
    order_lost = Signal("order_lost")
    order_lost.send(OrderService, 7)  # E: the signal does not say who sends it, nor what


async def await_a_signal() -> None:
    await order_completed.asend(OrderService, OrderCompleted(7, "ada@example.org"))  # E: only an AsyncSignal is awaited


# --- Receiving.


def expect_another_payload() -> None:
    def print_order(sender: type[OrderService], payload: str) -> None: ...

    order_completed.connect(print_order)  # E: it is sent an OrderCompleted


def expect_another_sender() -> None:
    def print_order(sender: type[Warehouse], payload: OrderCompleted) -> None: ...

    order_completed.connect(print_order)  # E: an OrderService sends it


def forget_the_sender() -> None:
    def print_order(payload: OrderCompleted) -> None: ...

    order_completed.connect(print_order)  # E: receivers take the sender and the payload


def read_a_field_that_is_not_there() -> None:
    order_completed.connect(lambda sender, payload: print(payload.mail))  # E: it is called email


def connect_the_result_of_a_call() -> None:
    def print_order(sender: type[OrderService], payload: OrderCompleted) -> None: ...

    order_completed.connect(print_order(OrderService, OrderCompleted(7, "ada@example.org")))  # E: None is no receiver


def receive_asynchronously() -> None:
    async def print_order(sender: type[OrderService], payload: OrderCompleted) -> None: ...

    order_completed.connect(print_order)  # E: a Signal awaits nothing; an AsyncSignal does


def return_asynchronously_what_nobody_reads() -> None:
    async def weigh_parcel(sender: type[OrderService], payload: OrderCompleted) -> int:
        return 500

    parcel_packed.connect(weigh_parcel)  # E: awaiting a receiver of this signal gives nothing


def return_what_nobody_reads() -> None:
    def count_order(sender: type[OrderService], payload: OrderCompleted) -> int:
        return 1

    order_completed.connect(count_order)  # E: receivers of this signal return nothing


def expect_one_kind_of_sender_only() -> None:
    def book_pallet(sender: type[WholesaleService], payload: OrderCompleted) -> None: ...

    order_completed.connect(book_pallet)  # E: any OrderService may send it; give sender=WholesaleService


def wait_for_a_sender_that_never_sends() -> None:
    @receiver(order_completed, sender=Warehouse)  # E: a Warehouse completes no orders
    def print_order(sender: object, payload: OrderCompleted) -> None: ...


def misspell_a_parameter() -> None:
    def print_reason(sender: type[OrderService], raeson: str, **kwargs: object) -> None: ...

    order_cancelled.connect(print_reason)  # E: raeson is never sent


def expect_a_keyword_of_another_type() -> None:
    def print_reason(sender: type[OrderService], order_id: str, **kwargs: object) -> None: ...

    order_cancelled.connect(print_reason)  # E: order_id is an int


def take_some_keywords_only() -> None:
    def print_reason(sender: type[OrderService], reason: str) -> None: ...

    order_cancelled.connect(print_reason)  # E: order_id would have nowhere to go; take **kwargs too


def disconnect_nobody() -> None:
    order_completed.disconnect(sender=OrderService)  # E: whom? Give a receiver, a dispatch_uid or both


# --- What comes back.


def expect_another_result() -> None:
    for _, cents in shipping_quoted.send(OrderService, OrderCompleted(7, "ada@example.org")):
        cents.upper()  # E: receivers of this signal return an int


def forget_that_a_receiver_may_fail() -> None:
    quotes = shipping_quoted.send_robust(OrderService, OrderCompleted(7, "ada@example.org"))
    sum(cents for _, cents in quotes)  # E: with send_robust some of them may be exceptions


if __name__ == "__main__":
    print("Nothing here is meant to run. Try: python -m mypy --strict", __file__)
