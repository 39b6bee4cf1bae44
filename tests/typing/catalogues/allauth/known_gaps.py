"""Wrong receivers of allauth's signals that no checker catches."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import user_signed_up
from django.contrib.auth.models import User
from django.dispatch import receiver

# Which class a project's users are, no stub can know: the receiver says it, and may say anything.
@receiver(user_signed_up)
def number(user: int, **kwargs: Any) -> None: ...  # missed: a user

@receiver(user_signed_up, sender=User)
def number_filtered(user: int, **kwargs: Any) -> None: ...  # missed: a user
