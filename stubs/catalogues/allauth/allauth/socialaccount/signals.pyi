"""`allauth.socialaccount.signals`, typed."""

# fmt: off

from typing import Any, Protocol, overload

from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.dispatch import Signal
from django.http import HttpRequest

from typedsignals.django.types import SentSignal

class SocialLoginReceiver(Protocol):
    """Called when a provider knows who it is, before the login, and when an account was connected or brought up to date."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[SocialLogin], request: HttpRequest, sociallogin: SocialLogin, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[SocialLogin], request: HttpRequest, sociallogin: SocialLogin) -> object: ...

class SocialAccountRemovedReceiver(Protocol):
    """Called when a social account was disconnected; it is no longer in the database."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[SocialAccount], request: HttpRequest, socialaccount: SocialAccount, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[SocialAccount], request: HttpRequest, socialaccount: SocialAccount) -> object: ...

class SocialLoginSignal(SentSignal[type[SocialLogin], SocialLoginReceiver]): ...
class SocialAccountRemovedSignal(SentSignal[type[SocialAccount], SocialAccountRemovedReceiver]): ...

pre_social_login: SocialLoginSignal
social_account_added: SocialLoginSignal
social_account_updated: SocialLoginSignal
social_account_removed: SocialAccountRemovedSignal
