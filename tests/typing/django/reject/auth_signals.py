"""Wrong receivers of user_logged_in, user_logged_out, user_login_failed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest
from shop.models import Customer
from typedsignals.django import receiver
from typedsignals.django.signals import user_logged_in, user_logged_out, user_login_failed


class Middleware: ...


class OtherUser(AbstractUser):
    class Meta(AbstractUser.Meta):
        app_label = "shop"


# user_logged_in
@receiver(user_logged_in)  # E: no such keyword
def user_logged_in_misspelt(sender: type[Customer], mispelt: Any, **kwargs: Any) -> None: ...

@receiver(user_logged_in)  # E: request is a HttpRequest
def user_logged_in_wrong_request(sender: type[Customer], request: str, **kwargs: Any) -> None: ...

@receiver(user_logged_in)  # E: no **kwargs
def user_logged_in_no_kwargs(sender: type[Customer], request: HttpRequest, user: Customer, signal: object) -> None: ...

@receiver(user_logged_in)  # E: no **kwargs
def user_logged_in_few(sender: type[Customer]) -> None: ...

@receiver(user_logged_in, sender=Customer)  # E: no such keyword
def user_logged_in_misspelt_filtered(sender: type[Customer], mispelt: Any, **kwargs: Any) -> None: ...

@receiver(user_logged_in, sender=Customer)  # E: request is a HttpRequest
def user_logged_in_wrong_request_filtered(sender: type[Customer], request: str, **kwargs: Any) -> None: ...

@receiver(user_logged_in, sender=Customer)  # E: user is a Customer
def user_logged_in_wrong_user_filtered(sender: type[Customer], user: str, **kwargs: Any) -> None: ...

@receiver(user_logged_in, sender=Customer)  # E: no **kwargs
def user_logged_in_no_kwargs_filtered(sender: type[Customer], request: HttpRequest, user: Customer, signal: object) -> None: ...

@receiver(user_logged_in, sender=Customer)  # E: no **kwargs
def user_logged_in_few_filtered(sender: type[Customer]) -> None: ...

@receiver(user_logged_in, sender=Customer)  # E: sent by another class
def user_logged_in_wrong_sender(sender: type[OtherUser], **kwargs: Any) -> None: ...

@receiver(user_logged_in, sender=Customer)  # E: sent by another class
def user_logged_in_wrong_model_user(user: OtherUser, **kwargs: Any) -> None: ...

def user_logged_in_plain(sender: type[Customer], mispelt: Any) -> None: ...
user_logged_in.connect(user_logged_in_plain)  # E: no such keyword, no **kwargs
user_logged_in.connect(user_logged_in_plain, sender=Customer)  # E: no such keyword, no **kwargs
@receiver(user_logged_in, sender=Middleware)  # E: sent by another class
def user_logged_in_other_sender(sender: type[str], **kwargs: Any) -> None: ...

def user_logged_in_fine(**kwargs: object) -> None: ...
def user_logged_in_other(sender: type[str], **kwargs: Any) -> None: ...
user_logged_in.connect(user_logged_in_other, sender=Middleware)  # E: sent by another class
user_logged_in.connect(user_logged_in_fine, weak="no")  # E: weak is a bool
user_logged_in.connect(user_logged_in_fine, dispatch_uid=[])  # E: a uid is hashable

# user_logged_out
@receiver(user_logged_out)  # E: no such keyword
def user_logged_out_misspelt(sender: type[Customer] | type[None], mispelt: Any, **kwargs: Any) -> None: ...

@receiver(user_logged_out)  # E: request is a HttpRequest
def user_logged_out_wrong_request(sender: type[Customer] | type[None], request: str, **kwargs: Any) -> None: ...

@receiver(user_logged_out)  # E: user is a Customer | None
def user_logged_out_wrong_user(sender: type[Customer] | type[None], user: str, **kwargs: Any) -> None: ...

@receiver(user_logged_out)  # E: no **kwargs
def user_logged_out_no_kwargs(sender: type[Customer] | type[None], request: HttpRequest, user: Customer | None, signal: object) -> None: ...

@receiver(user_logged_out)  # E: no **kwargs
def user_logged_out_few(sender: type[Customer] | type[None]) -> None: ...

@receiver(user_logged_out, sender=Customer)  # E: no such keyword
def user_logged_out_misspelt_filtered(sender: type[Customer] | type[None], mispelt: Any, **kwargs: Any) -> None: ...

@receiver(user_logged_out, sender=Customer)  # E: request is a HttpRequest
def user_logged_out_wrong_request_filtered(sender: type[Customer] | type[None], request: str, **kwargs: Any) -> None: ...

@receiver(user_logged_out, sender=Customer)  # E: user is a Customer | None
def user_logged_out_wrong_user_filtered(sender: type[Customer] | type[None], user: str, **kwargs: Any) -> None: ...

@receiver(user_logged_out, sender=Customer)  # E: no **kwargs
def user_logged_out_no_kwargs_filtered(sender: type[Customer] | type[None], request: HttpRequest, user: Customer | None, signal: object) -> None: ...

@receiver(user_logged_out, sender=Customer)  # E: no **kwargs
def user_logged_out_few_filtered(sender: type[Customer] | type[None]) -> None: ...

@receiver(user_logged_out, sender=Customer)  # E: sent by another class
def user_logged_out_wrong_sender(sender: type[OtherUser] | type[None], **kwargs: Any) -> None: ...

@receiver(user_logged_out, sender=Customer)  # E: sent by another class
def user_logged_out_wrong_model_user(user: OtherUser | None, **kwargs: Any) -> None: ...

def user_logged_out_plain(sender: type[Customer] | type[None], mispelt: Any) -> None: ...
user_logged_out.connect(user_logged_out_plain)  # E: no such keyword, no **kwargs
user_logged_out.connect(user_logged_out_plain, sender=Customer)  # E: no such keyword, no **kwargs
@receiver(user_logged_out, sender=Middleware)  # E: sent by another class
def user_logged_out_other_sender(sender: type[str], **kwargs: Any) -> None: ...

def user_logged_out_fine(**kwargs: object) -> None: ...
def user_logged_out_other(sender: type[str], **kwargs: Any) -> None: ...
user_logged_out.connect(user_logged_out_other, sender=Middleware)  # E: sent by another class
user_logged_out.connect(user_logged_out_fine, weak="no")  # E: weak is a bool
user_logged_out.connect(user_logged_out_fine, dispatch_uid=[])  # E: a uid is hashable

# user_login_failed
@receiver(user_login_failed)  # E: no such keyword
def user_login_failed_misspelt(sender: str, mispelt: Any, **kwargs: Any) -> None: ...

@receiver(user_login_failed)  # E: credentials is a dict[str, Any]
def user_login_failed_wrong_credentials(sender: str, credentials: str, **kwargs: Any) -> None: ...

@receiver(user_login_failed)  # E: request is a HttpRequest | None
def user_login_failed_wrong_request(sender: str, request: HttpRequest, **kwargs: Any) -> None: ...

@receiver(user_login_failed)  # E: no **kwargs
def user_login_failed_no_kwargs(sender: str, credentials: dict[str, Any], request: HttpRequest | None, signal: object) -> None: ...

@receiver(user_login_failed)  # E: no **kwargs
def user_login_failed_few(sender: str) -> None: ...

def user_login_failed_plain(sender: str, mispelt: Any) -> None: ...
user_login_failed.connect(user_login_failed_plain)  # E: no such keyword, no **kwargs
@receiver(user_login_failed, sender=Middleware)  # E: sent by another class
def user_login_failed_other_sender(sender: type[str], **kwargs: Any) -> None: ...

def user_login_failed_fine(**kwargs: object) -> None: ...
def user_login_failed_other(sender: type[str], **kwargs: Any) -> None: ...
user_login_failed.connect(user_login_failed_other, sender=Middleware)  # E: sent by another class
user_login_failed.connect(user_login_failed_fine, weak="no")  # E: weak is a bool
user_login_failed.connect(user_login_failed_fine, dispatch_uid=[])  # E: a uid is hashable
