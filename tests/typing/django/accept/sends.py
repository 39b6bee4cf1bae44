"""Built-in signals sent by hand, as libraries do."""

from __future__ import annotations

from typing import Any

from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from shop.models import Customer, Order
from typedsignals.django.signals import m2m_changed, post_delete, post_save, pre_init
from typedsignals.django.signals import user_logged_in, user_logged_out, user_login_failed
from typedsignals.django.signals import got_request_exception, request_finished, request_started, setting_changed


def send(order: Order, customer: Customer, request: HttpRequest) -> int:
    post_save.send(Order, instance=order, created=True, raw=False, using="default", update_fields=None)
    post_save.send_robust(sender=Order, instance=order, created=True, raw=False, using="default", update_fields=None)
    post_delete.send(Order, instance=order, using="default", origin=order)
    pre_init.send(Order, args=(), kwargs={})
    m2m_changed.send(Order.items.through, instance=order, action="pre_add", reverse=False, model=Order, pk_set={1}, using="default")
    user_logged_in.send(sender=customer.__class__, request=request, user=customer)
    user_logged_in.send(Customer, request=request, user=customer)
    user_logged_out.send(sender=Customer, request=request, user=None)
    user_login_failed.send(sender=__name__, credentials={}, request=None)
    got_request_exception.send(sender=None, request=request)
    request_started.send(sender=WSGIHandler, environ={})
    request_started.send(ASGIHandler, scope={})
    request_finished.send(sender=None)
    setting_changed.send(sender=object, setting="DEBUG", value=True, enter=True)
    answers = post_save.send(Order, instance=order, created=True, raw=False, using="default", update_fields=None)
    answer: int = answers[0][1]
    return answer


async def asend(order: Order, customer: Customer, request: HttpRequest) -> list[Any]:
    await post_save.asend_robust(Order, instance=order, created=True, raw=False, using="default", update_fields=None)
    await user_logged_in.asend(sender=Customer, request=request, user=customer)
    return [response for _, response in await request_finished.asend(None)]
