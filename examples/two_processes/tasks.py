"""The tasks that the worker runs."""

from django.tasks import task

from two_processes.signals import OrderCompleted
from typedsignals.handover import unpacked


@task
@unpacked
def write_mail(payload: OrderCompleted) -> None:
    """Thank the customer."""
    print(f"To {payload.email}: thank you for order {payload.order_id}")
