"""`django.db.backends.signals`, typed."""

from typedsignals.django.types import ConnectionCreatedSignal

connection_created: ConnectionCreatedSignal
