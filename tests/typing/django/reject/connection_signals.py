"""Wrong receivers of connection_created."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite
from typedsignals.django import receiver
from typedsignals.django.signals import connection_created


# connection_created
@receiver(connection_created)  # E: no such keyword
def connection_created_misspelt(sender: type[BaseDatabaseWrapper], mispelt: Any, **kwargs: Any) -> None: ...

@receiver(connection_created)  # E: connection is a BaseDatabaseWrapper
def connection_created_wrong_connection(sender: type[BaseDatabaseWrapper], connection: str, **kwargs: Any) -> None: ...

@receiver(connection_created)  # E: no **kwargs
def connection_created_no_kwargs(sender: type[BaseDatabaseWrapper], connection: BaseDatabaseWrapper, signal: object) -> None: ...

@receiver(connection_created)  # E: no **kwargs
def connection_created_few(sender: type[BaseDatabaseWrapper]) -> None: ...

@receiver(connection_created, sender=SQLite)  # E: no such keyword
def connection_created_misspelt_filtered(sender: type[SQLite], mispelt: Any, **kwargs: Any) -> None: ...

@receiver(connection_created, sender=SQLite)  # E: connection is a SQLite
def connection_created_wrong_connection_filtered(sender: type[SQLite], connection: str, **kwargs: Any) -> None: ...

@receiver(connection_created, sender=SQLite)  # E: no **kwargs
def connection_created_no_kwargs_filtered(sender: type[SQLite], connection: SQLite, signal: object) -> None: ...

@receiver(connection_created, sender=SQLite)  # E: no **kwargs
def connection_created_few_filtered(sender: type[SQLite]) -> None: ...

@receiver(connection_created, sender=SQLite)  # E: sent by another class
def connection_created_wrong_sender(sender: type[PostgreSQL], **kwargs: Any) -> None: ...

@receiver(connection_created, sender=SQLite)  # E: sent by another class
def connection_created_wrong_model_connection(connection: PostgreSQL, **kwargs: Any) -> None: ...

@receiver(connection_created)  # E: any sender may come
def connection_created_too_narrow_sender(sender: type[SQLite], **kwargs: Any) -> None: ...

@receiver(connection_created)  # E: any sender may come
def connection_created_too_narrow_connection(connection: SQLite, **kwargs: Any) -> None: ...

def connection_created_plain(sender: type[SQLite], mispelt: Any) -> None: ...
connection_created.connect(connection_created_plain)  # E: no such keyword, no **kwargs
connection_created.connect(connection_created_plain, sender=SQLite)  # E: no such keyword, no **kwargs
@receiver(connection_created, sender=7)  # E: never sent by this
def connection_created_no_sender(**kwargs: Any) -> None: ...

def connection_created_fine(**kwargs: object) -> None: ...
connection_created.connect(connection_created_fine, sender=7)  # E: never sent by this
connection_created.connect(connection_created_fine, weak="no")  # E: weak is a bool
connection_created.connect(connection_created_fine, dispatch_uid=[])  # E: a uid is hashable
