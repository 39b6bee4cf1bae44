"""Right receivers of allauth's signals."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.signals import (
    authentication_step_completed,
    email_added,
    email_changed,
    email_confirmation_sent,
    email_confirmed,
    email_removed,
    email_verification_code_rejected,
    login_code_rejected,
    password_changed,
    password_reset,
    password_reset_code_rejected,
    password_set,
    user_logged_in,
    user_logged_out,
    user_signed_up,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.signals import (
    pre_social_login,
    social_account_added,
    social_account_removed,
    social_account_updated,
)
from allauth.usersessions.models import UserSession
from allauth.usersessions.signals import session_client_changed
from django.contrib.auth.models import User
from django.dispatch import Signal, receiver
from django.http import HttpRequest, HttpResponse


@receiver(user_signed_up)
def greet(request: HttpRequest, user: User, **kwargs: Any) -> str:
    return "hello"

@receiver(user_signed_up, sender=User)
def greet_with_sender(sender: type[User], user: User, sociallogin: SocialLogin | None = None, **kwargs: Any) -> None: ...

@receiver(user_logged_in, weak=False, dispatch_uid="note")
def note(signal: Signal, response: HttpResponse, user: User, **kwargs: object) -> None: ...

@receiver([password_set, password_changed, password_reset])
def warn(user: User, **kwargs: Any) -> None: ...

@receiver([user_signed_up, user_logged_in])
def unlike_listed(user: User, **kwargs: Any) -> None: ...

@receiver(email_confirmed)
def confirmed(request: HttpRequest, email_address: EmailAddress, **kwargs: Any) -> None: ...

@receiver(email_confirmation_sent)
def confirmation_sent(confirmation: EmailConfirmationHMAC, signup: bool, **kwargs: Any) -> None: ...

@receiver(email_changed)
def changed(user: User, from_email_address: EmailAddress | None, to_email_address: EmailAddress, **kwargs: Any) -> None: ...

@receiver(authentication_step_completed)
def step(method: str, reauthenticated: bool = False, provider: str = "", **kwargs: Any) -> None: ...

@receiver([login_code_rejected, password_reset_code_rejected, email_verification_code_rejected])
def rejected(user: User, last_attempt: bool, **kwargs: Any) -> None: ...

@receiver(authenticator_used, sender=Authenticator)
def used(sender: type[Authenticator], authenticator: Authenticator, passwordless: bool, **kwargs: Any) -> None: ...

@receiver(authentication_failed)
def failed(authenticator: Authenticator, reauthentication: bool = False, **kwargs: Any) -> None: ...

@receiver(pre_social_login)
def link(sender: type[SocialLogin], request: HttpRequest, sociallogin: SocialLogin, **kwargs: Any) -> None: ...

@receiver(social_account_removed)
def unlinked(socialaccount: SocialAccount, **kwargs: Any) -> None: ...

@receiver(session_client_changed)
def moved(from_session: UserSession, to_session: UserSession, **kwargs: Any) -> None: ...


def address(sender: type[EmailAddress], user: User, email_address: EmailAddress, **kwargs: Any) -> None: ...
def authenticator(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None: ...
def anything(**kwargs: Any) -> None: ...


password_set.connect(warn, sender=User)
password_changed.connect(anything)
password_reset.connect(anything)
user_logged_in.connect(note)
user_logged_out.connect(anything)
user_signed_up.connect(greet)
email_added.connect(address)
email_removed.connect(address, sender=EmailAddress)
login_code_rejected.connect(rejected)
password_reset_code_rejected.connect(rejected)
email_verification_code_rejected.connect(rejected)
authenticator_added.connect(authenticator)
authenticator_removed.connect(authenticator)
authenticator_reset.connect(anything)
social_account_added.connect(link, sender=SocialLogin)
social_account_updated.connect(anything)
