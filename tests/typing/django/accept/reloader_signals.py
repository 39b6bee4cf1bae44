"""Right receivers of autoreload_started, file_changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.autoreload import BaseReloader, StatReloader
from typedsignals.django import receiver
from typedsignals.django.signals import autoreload_started, file_changed


# autoreload_started
@receiver(autoreload_started)
def autoreload_started_everything(sender: BaseReloader, **kwargs: Any) -> None:
    sender.watch_dir("prices", "*.csv")

@receiver(autoreload_started, dispatch_uid="autoreload_started")
def autoreload_started_kwargs_only(**kwargs: Any) -> None: ...

autoreload_started.connect(autoreload_started_everything, sender=StatReloader(), weak=False)
autoreload_started.disconnect(autoreload_started_everything)

# file_changed
@receiver(file_changed)
def file_changed_everything(sender: BaseReloader, file_path: Path, **kwargs: Any) -> bool:
    return file_path.suffix == ".csv"

@receiver(file_changed)
def file_changed_some(file_path: Path, signal: object, **kwargs: object) -> bool | None: ...

@receiver([autoreload_started, file_changed])
def both(sender: BaseReloader, **kwargs: Any) -> None: ...

file_changed.connect(file_changed_everything, dispatch_uid="file_changed")
file_changed.send(StatReloader(), file_path=Path("x"))
autoreload_started.send(sender=StatReloader())
