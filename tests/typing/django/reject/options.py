"""Keywords and options that nobody knows."""

from __future__ import annotations

from typing import Any

from shop.models import Order
from typedsignals.django import receiver
from typedsignals.django.signals import connection_created, m2m_changed, post_delete, post_save, pre_save, request_finished
from typedsignals.django.signals import user_logged_in


@receiver(post_save, sender=Order, priority=1)  # E: no such option
def by_priority(**kwargs: Any) -> None: ...


@receiver(post_save, dispach_uid="x")  # E: misspelt
def by_uid(**kwargs: Any) -> None: ...


@receiver([post_save, post_delete], uid="x")  # E: no such option
def by_short_uid(**kwargs: Any) -> None: ...


@receiver(request_finished, apps=None)  # E: only model signals take apps
def with_apps(**kwargs: Any) -> None: ...


def send(order: Order) -> None:
    post_save.send(Order, instance=order, created=False, raw=False, using="x", update_fields=None, nonsense=1)  # E: no such keyword
    pre_save.send(Order, instance=order, created=False, raw=False, using="x", update_fields=None)  # E: pre_save sends no created
    m2m_changed.send(Order.items.through, instance=order, action="pre_add", reverse=False, model=Order, pk_set={1}, using="x", rwa=True)  # E: misspelt
    user_logged_in.send_robust(Order, nonsense=1)  # E: no such keyword
    request_finished.send(Order, nonsense=1)  # E: no such keyword


async def asend(order: Order) -> None:
    await post_delete.asend(Order, instance=order, using="x", origin=order, nonsense=1)  # E: no such keyword
    await connection_created.asend_robust(Order, connection=None, nonsense=1)  # E: no such keyword
