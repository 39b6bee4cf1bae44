"""The tasks: they run in the worker."""

from celery import shared_task

from celery_shop.signals import MailWritten, OrderCompleted, OrderService, mail_written
from typedsignals.handover import unpacked

mails: list[str] = []


@shared_task
@unpacked
def write_mail(payload: OrderCompleted) -> None:
    """Thank the customer."""
    if "@" not in payload.email:
        raise ValueError("this is no address")
    mails.append(f"To {payload.email}: thank you for order {payload.order_id}")
    mail_written.send(OrderService, MailWritten(payload.order_id))
