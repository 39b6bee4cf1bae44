"""Abstract models as senders without `subclasses=True`: nothing is heard. Only mypy's plugin for Django knows which are."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from typedsignals.django import receiver
from typedsignals.django.signals import post_save


@receiver(post_save, sender=AbstractUser)  # E[mypy]: only its subclasses send
def of_none(sender: type[AbstractUser], **kwargs: Any) -> None: ...
