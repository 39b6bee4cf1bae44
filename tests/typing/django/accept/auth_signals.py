"""Right receivers of user_logged_in, user_logged_out, user_login_failed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest
from shop.models import Customer
from typedsignals.django import receiver
from typedsignals.django.signals import user_logged_in, user_logged_out, user_login_failed


class OtherUser(AbstractUser):
    class Meta(AbstractUser.Meta):
        app_label = "shop"


# user_logged_in
@receiver(user_logged_in)
def user_logged_in_everything(sender: type[Customer], request: HttpRequest, user: Customer, **kwargs: Any) -> None: ...

@receiver(user_logged_in)
def user_logged_in_kwargs_only(**kwargs: Any) -> None: ...

@receiver(user_logged_in)
def user_logged_in_some(sender: type[Customer], request: HttpRequest, signal: object, **kwargs: Any) -> None: ...

@receiver(user_logged_in, sender=Customer)
def user_logged_in_filtered(sender: type[Customer], request: HttpRequest, user: Customer, **kwargs: Any) -> None: ...

user_logged_in.connect(user_logged_in_everything)
def user_logged_in_plain(sender: type[Customer], request: HttpRequest, user: Customer, **kwargs: object) -> None: ...
user_logged_in.connect(user_logged_in_plain, sender=Customer, weak=False, dispatch_uid="user_logged_in")
user_logged_in.disconnect(user_logged_in_plain, sender=Customer)

# user_logged_out
@receiver(user_logged_out)
def user_logged_out_everything(sender: type[Customer] | type[None], request: HttpRequest, user: Customer | None, **kwargs: Any) -> None: ...

@receiver(user_logged_out)
def user_logged_out_kwargs_only(**kwargs: Any) -> None: ...

@receiver(user_logged_out)
def user_logged_out_some(sender: type[Customer] | type[None], request: HttpRequest, signal: object, **kwargs: Any) -> None: ...

@receiver(user_logged_out, sender=Customer)
def user_logged_out_filtered(sender: type[Customer] | type[None], request: HttpRequest, user: Customer | None, **kwargs: Any) -> None: ...

user_logged_out.connect(user_logged_out_everything)
def user_logged_out_plain(sender: type[Customer] | type[None], request: HttpRequest, user: Customer | None, **kwargs: object) -> None: ...
user_logged_out.connect(user_logged_out_plain, sender=Customer, weak=False, dispatch_uid="user_logged_out")
user_logged_out.disconnect(user_logged_out_plain, sender=Customer)

# user_login_failed
@receiver(user_login_failed)
def user_login_failed_everything(sender: str, credentials: dict[str, Any], request: HttpRequest | None, **kwargs: Any) -> None: ...

@receiver(user_login_failed)
def user_login_failed_kwargs_only(**kwargs: Any) -> None: ...

@receiver(user_login_failed)
def user_login_failed_some(sender: str, credentials: dict[str, Any], signal: object, **kwargs: Any) -> None: ...

user_login_failed.connect(user_login_failed_everything)
def user_login_failed_plain(sender: str, credentials: dict[str, Any], request: HttpRequest | None, **kwargs: object) -> None: ...
user_login_failed.connect(user_login_failed_plain, weak=False, dispatch_uid="user_login_failed")
user_login_failed.disconnect(user_login_failed_plain)
