"""What requests, exceptions, users and settings tell may come from senders of one's own: a middleware, a view, a test."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from shop.models import Customer
from typedsignals.django import receiver
from typedsignals.django.signals import got_request_exception, request_finished, request_started, setting_changed
from typedsignals.django.signals import user_logged_in, user_logged_out, user_login_failed


class Middleware:
    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        got_request_exception.send(sender=self.__class__, request=request)
        got_request_exception.send_robust(self, request=request)


class LoginTests:
    def test_it(self, request: HttpRequest, user: Customer) -> None:
        user_logged_in.send(sender=self.__class__, request=request, user=user)
        user_logged_out.send(sender=self.__class__, request=request, user=None)
        user_login_failed.send(sender=self.__class__, credentials={}, request=request)
        request_started.send(sender=self.__class__, environ={})
        request_finished.send(sender=self.__class__)
        setting_changed.send(sender="tests", setting="DEBUG", value=True, enter=True)


def report(sender: type[Middleware], request: HttpRequest, **kwargs: Any) -> None: ...
def told(sender: object, **kwargs: Any) -> None: ...
def tracked(sender: type[LoginTests], user: AbstractBaseUser | None, **kwargs: Any) -> None: ...


got_request_exception.connect(report, sender=Middleware)
got_request_exception.connect(told, sender=Middleware)
request_started.connect(told, sender=LoginTests)
request_finished.connect(told, sender=LoginTests)
setting_changed.connect(told, sender="tests")
user_logged_in.connect(tracked, sender=LoginTests)
user_logged_out.connect(tracked, sender=LoginTests)
user_login_failed.connect(told, sender=LoginTests)


@receiver(got_request_exception, sender=Middleware)
def reported(sender: type[Middleware], request: HttpRequest, **kwargs: Any) -> None: ...


@receiver(user_logged_in, sender=LoginTests)
def logged_in(sender: type[LoginTests], user: Customer, **kwargs: Any) -> None: ...


@receiver([user_logged_in, user_logged_out], sender=LoginTests)
def in_or_out(sender: type[LoginTests], user: Customer | None, **kwargs: Any) -> None: ...


@receiver([request_started, request_finished], sender=LoginTests)
def began_or_ended(sender: type[LoginTests], **kwargs: Any) -> None: ...


@receiver(setting_changed, sender="tests")
def changed(sender: str, setting: str, **kwargs: Any) -> None: ...
