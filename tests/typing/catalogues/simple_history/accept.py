"""Right receivers of the signals of simple_history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from simple_history.models import HistoricalChanges
from simple_history.signals import (
    post_create_historical_m2m_records,
    post_create_historical_record,
    pre_create_historical_m2m_records,
    pre_create_historical_record,
)
from typedsignals.django import receiver


class Order(Model): ...


class HistoricalOrder(HistoricalChanges): ...


@receiver(pre_create_historical_record)
def sign(sender: type[Model], instance: Order, history_instance: HistoricalOrder, history_user: User | None, **kwargs: Any) -> None: ...

@receiver(post_create_historical_record, sender=HistoricalOrder)
def log(sender: type[HistoricalOrder], history_date: datetime, history_change_reason: str | None, using: str | None, **kwargs: Any) -> None: ...

@receiver([pre_create_historical_record, post_create_historical_record])
def both(instance: Any, **kwargs: Any) -> None: ...

@receiver(pre_create_historical_m2m_records)
def rows(rows: list[Any], history_instance: HistoricalOrder, instance: Order, **kwargs: Any) -> None: ...

@receiver(post_create_historical_m2m_records)
def created(created_rows: list[Any], field: Any, **kwargs: Any) -> None: ...

def anything(**kwargs: Any) -> None: ...

pre_create_historical_record.connect(anything, sender=HistoricalOrder)
post_create_historical_record.connect(log)
pre_create_historical_m2m_records.connect(rows)
post_create_historical_m2m_records.connect(created)
