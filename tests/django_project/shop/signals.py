"""The shop's own signals."""

from __future__ import annotations

from django.http import HttpRequest

from typedsignals.django import django_signal


@django_signal
def api_accessed(sender: str, *, request: HttpRequest, order_id: int) -> None:
    """Sent each time the API is hit; the sender is the name of the view."""
