"""`allauth.account.signals`, typed.

Whoever signs in is of the project's own user class: a receiver names it, and nothing here does. What sends the code and
confirmation signals is of the inside of allauth, and no `sender=` names it.
"""

# fmt: off

from typing import Any, Protocol, overload

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialLogin
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_logged_out as user_logged_out
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse

from typedsignals.django.types import SentSignal

class UserReceiver(Protocol):
    """Called when a user's password was set, changed or reset."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[Any], request: HttpRequest, user: Any, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[Any], request: HttpRequest, user: Any) -> object: ...

class UserLoggedInReceiver(Protocol):
    """Called when a user logged in; `sociallogin` is sent where that was by a social account."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[Any], request: HttpRequest, response: HttpResponse, user: Any, sociallogin: SocialLogin = ..., **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[Any], request: HttpRequest, response: HttpResponse, user: Any, sociallogin: SocialLogin = ...) -> object: ...

class UserSignedUpReceiver(Protocol):
    """Called when a user signed up; `sociallogin` is sent where that was by a social account."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[Any], request: HttpRequest, user: Any, sociallogin: SocialLogin = ..., **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[Any], request: HttpRequest, user: Any, sociallogin: SocialLogin = ...) -> object: ...

class EmailConfirmedReceiver(Protocol):
    """Called when an address was verified."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[EmailAddress], request: HttpRequest, email_address: EmailAddress, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[EmailAddress], request: HttpRequest, email_address: EmailAddress) -> object: ...

class EmailConfirmationSentReceiver(Protocol):
    """Called when a confirmation went out. What `confirmation` is, the settings say: with a key, with an HMAC, with a code."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[Any], request: HttpRequest, confirmation: Any, signup: bool, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[Any], request: HttpRequest, confirmation: Any, signup: bool) -> object: ...

class EmailChangedReceiver(Protocol):
    """Called when another address is the primary one; the first one follows None."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[EmailAddress], request: HttpRequest, user: Any, from_email_address: EmailAddress | None, to_email_address: EmailAddress, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[EmailAddress], request: HttpRequest, user: Any, from_email_address: EmailAddress | None, to_email_address: EmailAddress) -> object: ...

class EmailReceiver(Protocol):
    """Called when an address was added or removed."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[EmailAddress], request: HttpRequest, user: Any, email_address: EmailAddress, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[EmailAddress], request: HttpRequest, user: Any, email_address: EmailAddress) -> object: ...

class AuthenticationStepReceiver(Protocol):
    """Called after each step of a login. `method` tells which of the others are sent."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[Any], request: HttpRequest, user: Any, method: str, email: str | None = ..., phone: str | None = ..., username: str = ..., provider: str = ..., uid: str = ..., id: Any = ..., type: str = ..., reauthenticated: bool = ..., passwordless: bool = ..., **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[Any], request: HttpRequest, user: Any, method: str, email: str | None = ..., phone: str | None = ..., username: str = ..., provider: str = ..., uid: str = ..., id: Any = ..., type: str = ..., reauthenticated: bool = ..., passwordless: bool = ...) -> object: ...

class CodeRejectedReceiver(Protocol):
    """Called when a wrong code was entered; after the last attempt, no other is allowed."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[Any], request: HttpRequest, user: Any, last_attempt: bool, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[Any], request: HttpRequest, user: Any, last_attempt: bool) -> object: ...

class UserSignal(SentSignal[type[AbstractBaseUser], UserReceiver]): ...
class UserLoggedInSignal(SentSignal[type[AbstractBaseUser], UserLoggedInReceiver]): ...
class UserSignedUpSignal(SentSignal[type[AbstractBaseUser], UserSignedUpReceiver]): ...
class EmailConfirmedSignal(SentSignal[type[EmailAddress], EmailConfirmedReceiver]): ...
class EmailConfirmationSentSignal(SentSignal[type[object], EmailConfirmationSentReceiver]): ...
class EmailChangedSignal(SentSignal[type[EmailAddress], EmailChangedReceiver]): ...
class EmailSignal(SentSignal[type[EmailAddress], EmailReceiver]): ...
class AuthenticationStepSignal(SentSignal[type[AbstractBaseUser], AuthenticationStepReceiver]): ...
class CodeRejectedSignal(SentSignal[type[object], CodeRejectedReceiver]): ...

user_logged_in: UserLoggedInSignal
user_signed_up: UserSignedUpSignal
password_set: UserSignal
password_changed: UserSignal
password_reset: UserSignal
email_confirmed: EmailConfirmedSignal
email_confirmation_sent: EmailConfirmationSentSignal
email_changed: EmailChangedSignal
email_added: EmailSignal
email_removed: EmailSignal
authentication_step_completed: AuthenticationStepSignal
login_code_rejected: CodeRejectedSignal
password_reset_code_rejected: CodeRejectedSignal
email_verification_code_rejected: CodeRejectedSignal

_add_email: Signal
