"""The code that takes orders."""

from django.db import transaction

from two_processes.signals import OrderCompleted, OrderService, order_completed


def complete(order_id: int, email: str) -> None:
    """Store an order and send the signal."""
    with transaction.atomic():  # the order is stored here, too: either both are, or neither
        order_completed.send(OrderService, OrderCompleted(order_id, email))
