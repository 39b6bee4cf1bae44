"""`simple_history.signals`, typed.

Historical models are made while the project starts: no checker knows one, nor whose history it holds. So `instance` and
`history_instance` are what the receiver says, and all that `sender=` has to be is no model of the project's own.
"""

# fmt: off

from datetime import datetime
from typing import Any, Protocol, overload

from django.db.models import ManyToManyField
from django.dispatch import Signal
from simple_history.models import HistoricalChanges

from typedsignals.django.types import SentSignal

class HistoricalRecordReceiver(Protocol):
    """Called around the writing of a historical record; `using` is None where the router chooses the database."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[Any], instance: Any, history_instance: Any, history_date: datetime, history_user: Any, history_change_reason: str | None, using: str | None, **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[Any], instance: Any, history_instance: Any, history_date: datetime, history_user: Any, history_change_reason: str | None, using: str | None) -> object: ...

class PreHistoricalM2MReceiver(Protocol):
    """Called before the rows of a many-to-many relation are written beside a historical record."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[Any], rows: list[Any], history_instance: Any, instance: Any, field: ManyToManyField[Any, Any], **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[Any], rows: list[Any], history_instance: Any, instance: Any, field: ManyToManyField[Any, Any]) -> object: ...

class PostHistoricalM2MReceiver(Protocol):
    """Called after the rows of a many-to-many relation were written beside a historical record."""

    @overload
    def __call__(self, *, signal: Signal, sender: type[Any], created_rows: list[Any], history_instance: Any, instance: Any, field: ManyToManyField[Any, Any], **more: Any) -> object: ...
    @overload
    def __call__(self, *, signal: Signal, sender: type[Any], created_rows: list[Any], history_instance: Any, instance: Any, field: ManyToManyField[Any, Any]) -> object: ...

class HistoricalRecordSignal(SentSignal[type[HistoricalChanges], HistoricalRecordReceiver]): ...
class PreHistoricalM2MSignal(SentSignal[type[HistoricalChanges], PreHistoricalM2MReceiver]): ...
class PostHistoricalM2MSignal(SentSignal[type[HistoricalChanges], PostHistoricalM2MReceiver]): ...

pre_create_historical_record: HistoricalRecordSignal
post_create_historical_record: HistoricalRecordSignal
pre_create_historical_m2m_records: PreHistoricalM2MSignal
post_create_historical_m2m_records: PostHistoricalM2MSignal
