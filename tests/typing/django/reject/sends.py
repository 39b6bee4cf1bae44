"""Built-in signals sent by hand, wrongly."""

from __future__ import annotations

from django.http import HttpRequest
from shop.models import Customer, Item, Order
from typedsignals.django.signals import m2m_changed, post_delete, post_save, pre_init
from typedsignals.django.signals import user_logged_in, user_logged_out, user_login_failed
from typedsignals.django.signals import got_request_exception, request_finished, request_started, setting_changed


def send(order: Order, customer: Customer, request: HttpRequest) -> None:
    post_save.send(Order, instance=order, created=True, raw=False, using="default")  # E: update_fields is missing
    post_save.send(Order, instance=order, creatd=True, raw=False, using="default", update_fields=None)  # E: misspelt
    post_save.send_robust(Order, instance=order, created="yes", raw=False, using="default", update_fields=None)  # E: created is a bool
    post_save.send(7, instance=order, created=True, raw=False, using="default", update_fields=None)  # E: no model
    post_delete.send(Order, instance=order, using="default")  # E: origin is missing
    pre_init.send(Order, args=[], kwargs={})  # E: args is a tuple
    m2m_changed.send(Order.items.through, instance=order, action="add", reverse=False, model=Order, pk_set={1}, using="default")  # E: no such action
    user_logged_in.send(sender=Customer, user=customer)  # E: request is missing
    user_logged_in.send(sender=Customer, request=request, user=None)  # E: somebody logs in
    user_logged_out.send(sender=Order, request=request, user=order)  # E: no user
    user_login_failed.send(sender=__name__, credentials="secret", request=None)  # E: credentials is a dict
    got_request_exception.send(sender=Order, request=None)  # E: request is a HttpRequest
    request_started.send(sender=None, environ="x")  # E: environ is a dict
    request_finished.send(sender="x", scope={})  # E: no such keyword
    setting_changed.send(sender=object, setting="DEBUG", value=True)  # E: enter is missing


async def asend(order: Order, customer: Customer, request: HttpRequest) -> None:
    await post_save.asend_robust(Order, instance=order, created=True)  # E: the others are missing
    await post_save.asend(Order, instance=order, creatd=True, raw=False, using="default", update_fields=None)  # E: misspelt
    await user_logged_in.asend(sender=Customer, request=request)  # E: user is missing
    await request_finished.asend()  # E: the sender is missing
