"""Wrong receivers of allauth's signals."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
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
    user_signed_up,
)
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
from allauth.usersessions.signals import session_client_changed
from django.contrib.auth.models import User
from django.dispatch import receiver
from django.http import HttpRequest


def misspelt(mispelt: str, **kwargs: object) -> None: ...


user_logged_in.connect(misspelt)  # E: no such keyword
user_signed_up.connect(misspelt)  # E: no such keyword
password_set.connect(misspelt)  # E: no such keyword
password_changed.connect(misspelt)  # E: no such keyword
password_reset.connect(misspelt)  # E: no such keyword
email_confirmed.connect(misspelt)  # E: no such keyword
email_confirmation_sent.connect(misspelt)  # E: no such keyword
email_changed.connect(misspelt)  # E: no such keyword
email_added.connect(misspelt)  # E: no such keyword
email_removed.connect(misspelt)  # E: no such keyword
authentication_step_completed.connect(misspelt)  # E: no such keyword
login_code_rejected.connect(misspelt)  # E: no such keyword
password_reset_code_rejected.connect(misspelt)  # E: no such keyword
email_verification_code_rejected.connect(misspelt)  # E: no such keyword
authenticator_added.connect(misspelt)  # E: no such keyword
authenticator_removed.connect(misspelt)  # E: no such keyword
authenticator_reset.connect(misspelt)  # E: no such keyword
authenticator_used.connect(misspelt)  # E: no such keyword
authentication_failed.connect(misspelt)  # E: no such keyword
pre_social_login.connect(misspelt)  # E: no such keyword
social_account_added.connect(misspelt)  # E: no such keyword
social_account_updated.connect(misspelt)  # E: no such keyword
social_account_removed.connect(misspelt)  # E: no such keyword
session_client_changed.connect(misspelt)  # E: no such keyword


@receiver(user_signed_up)  # E: not always sent
def social(user: User, sociallogin: SocialLogin, **kwargs: Any) -> None: ...

@receiver(user_signed_up)  # E: no **kwargs
def without(signal: object, sender: type[User], request: HttpRequest, user: User, sociallogin: object = None) -> None: ...

@receiver(user_logged_in, sender=User)  # E: no such keyword
def misspelt_filtered(usr: User, **kwargs: Any) -> None: ...

@receiver(email_confirmed, sender=User)  # E: addresses send it
def by_user(email_address: EmailAddress, **kwargs: Any) -> None: ...

@receiver(email_confirmed)  # E: an address
def text(email_address: str, **kwargs: Any) -> None: ...

@receiver(email_confirmed)  # E: not sent here
def nobody(user: User, **kwargs: Any) -> None: ...

@receiver(email_changed)  # E: it may be None
def from_nowhere(from_email_address: EmailAddress, **kwargs: Any) -> None: ...

@receiver(authentication_step_completed)  # E: not always sent
def by_mail(email: str, **kwargs: Any) -> None: ...

@receiver(authentication_failed)  # E: not always sent
def again(reauthentication: bool, **kwargs: Any) -> None: ...

@receiver(social_account_removed)  # E: not sent here
def unlinked(sociallogin: SocialLogin, **kwargs: Any) -> None: ...

@receiver(pre_social_login)  # E: of a login
def account(sender: type[SocialAccount], **kwargs: Any) -> None: ...


def anything(**kwargs: Any) -> None: ...


email_added.connect(anything, sender=User)  # E: addresses send it
user_signed_up.connect(anything, sender=EmailAddress)  # E: users send it
user_signed_up.connect(anything, sender="auth.User")  # E: no lazy senders
password_set.connect(anything, dispatch_uid=[])  # E: a uid is hashable
