"""Right receivers of connection_created."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite
from typedsignals.django import receiver
from typedsignals.django.signals import connection_created


# connection_created
@receiver(connection_created)
def connection_created_everything(sender: type[BaseDatabaseWrapper], connection: BaseDatabaseWrapper, **kwargs: Any) -> None: ...

@receiver(connection_created)
def connection_created_kwargs_only(**kwargs: Any) -> None: ...

@receiver(connection_created)
def connection_created_some(sender: type[BaseDatabaseWrapper], connection: BaseDatabaseWrapper, signal: object, **kwargs: Any) -> None: ...

@receiver(connection_created, sender=SQLite)
def connection_created_filtered(sender: type[SQLite], connection: SQLite, **kwargs: Any) -> None: ...

connection_created.connect(connection_created_everything)
def connection_created_plain(sender: type[SQLite], connection: SQLite, **kwargs: object) -> None: ...
connection_created.connect(connection_created_plain, sender=SQLite, weak=False, dispatch_uid="connection_created")
connection_created.disconnect(connection_created_plain, sender=SQLite)
