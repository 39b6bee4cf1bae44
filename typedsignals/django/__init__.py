"""Django's signals, typed.

``signals`` has those that Django defines, and ``django_signal`` declares yours. ``receiver`` connects to both, also for
a model with its subclasses, which ``disconnect`` ends. ``after_commit`` makes a receiver wait for the transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import django

if django.VERSION < (5, 2):
    raise ImportError(
        f"typedsignals.django needs Django 5.2 or newer and this is Django {django.__version__}: pip install 'Django>=5.2'"
    )

from typedsignals.django._after_commit import after_commit
from typedsignals.django._declare import django_signal
from typedsignals.django._receiver import disconnect

if TYPE_CHECKING:
    from typedsignals.django.types import receiver
else:
    from typedsignals.django._receiver import receiver

__all__ = ["after_commit", "disconnect", "django_signal", "receiver"]
