"""Wrong receivers of the signals of simple_history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Model
from simple_history.signals import (
    post_create_historical_m2m_records,
    post_create_historical_record,
    pre_create_historical_m2m_records,
    pre_create_historical_record,
)
from typedsignals.django import receiver


class Order(Model): ...


@receiver(pre_create_historical_record)  # E: no such keyword
def misspelt(history_instanc: Any, **kwargs: Any) -> None: ...

@receiver(post_create_historical_record)  # E: it may be None
def reason(history_change_reason: str, **kwargs: Any) -> None: ...

@receiver(post_create_historical_record)  # E: no **kwargs
def without(signal: object, sender: type[Model], instance: Any, history_instance: Any, history_date: datetime, history_user: Any, history_change_reason: str | None, using: str | None) -> None: ...

@receiver(post_create_historical_record, sender=Order)  # E: historical models send it
def source(instance: Order, **kwargs: Any) -> None: ...

@receiver(pre_create_historical_m2m_records)  # E: sent afterwards
def rows(created_rows: list[Any], **kwargs: Any) -> None: ...

@receiver(post_create_historical_m2m_records)  # E: sent before
def created(rows: list[Any], **kwargs: Any) -> None: ...

def wrong(history_date: str, **kwargs: object) -> None: ...
def anything(**kwargs: Any) -> None: ...

pre_create_historical_record.connect(wrong)  # E: a datetime
post_create_historical_record.connect(wrong)  # E: a datetime
post_create_historical_record.connect(anything, sender=Order)  # E: historical models send it
pre_create_historical_m2m_records.connect(wrong)  # E: not sent here
post_create_historical_m2m_records.connect(wrong)  # E: not sent here
