"""`allauth.mfa.signals`, typed."""

# fmt: off

from typing import Any, Protocol, overload

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.dispatch import Signal
from django.http import HttpRequest

from typedsignals.django.types import SentSignal

class AuthenticatorReceiver(Protocol):
    """Called when an authenticator was added, removed or reset."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[Authenticator], request: HttpRequest, user: Any, authenticator: Authenticator, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[Authenticator], request: HttpRequest, user: Any, authenticator: Authenticator) -> object: ...

class AuthenticatorUsedReceiver(Protocol):
    """Called when an authenticator was used, to log in or once more."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[Authenticator], request: HttpRequest, user: Any, authenticator: Authenticator, reauthenticated: bool, passwordless: bool, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[Authenticator], request: HttpRequest, user: Any, authenticator: Authenticator, reauthenticated: bool, passwordless: bool) -> object: ...

class AuthenticationFailedReceiver(Protocol):
    """Called when a code was wrong. `reauthentication` is optional, says allauth, though it sends it."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[Authenticator], request: HttpRequest, user: Any, authenticator: Authenticator, reauthentication: bool = ..., **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[Authenticator], request: HttpRequest, user: Any, authenticator: Authenticator, reauthentication: bool = ...) -> object: ...

class AuthenticatorSignal(SentSignal[type[Authenticator], AuthenticatorReceiver]): ...
class AuthenticatorUsedSignal(SentSignal[type[Authenticator], AuthenticatorUsedReceiver]): ...
class AuthenticationFailedSignal(SentSignal[type[Authenticator], AuthenticationFailedReceiver]): ...

authenticator_added: AuthenticatorSignal
authenticator_removed: AuthenticatorSignal
authenticator_reset: AuthenticatorSignal
authenticator_used: AuthenticatorUsedSignal
authentication_failed: AuthenticationFailedSignal

def on_add_email(sender: object, email: str, user: AbstractBaseUser, **kwargs: Any) -> None: ...
