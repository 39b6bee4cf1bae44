"""Wrong receivers of autoreload_started, file_changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.autoreload import BaseReloader, StatReloader
from typedsignals.django import receiver
from typedsignals.django.signals import autoreload_started, file_changed


# autoreload_started
@receiver(autoreload_started)  # E: no such keyword
def autoreload_started_misspelt(sender: BaseReloader, mispelt: Any, **kwargs: Any) -> None: ...

@receiver(autoreload_started)  # E: any reloader may come
def autoreload_started_wrong_sender(sender: StatReloader, **kwargs: Any) -> None: ...

@receiver(autoreload_started)  # E: no **kwargs
def autoreload_started_no_kwargs(sender: BaseReloader, signal: object) -> None: ...

@receiver(autoreload_started, sender=StatReloader)  # E: sent by an instance, not by the class
def autoreload_started_no_sender(**kwargs: Any) -> None: ...

# file_changed
@receiver(file_changed)  # E: no such keyword
def file_changed_misspelt(sender: BaseReloader, path: Path, **kwargs: Any) -> None: ...

@receiver(file_changed)  # E: file_path is a Path
def file_changed_wrong_file_path(file_path: str, **kwargs: Any) -> None: ...

@receiver(file_changed)  # E: no **kwargs
def file_changed_no_kwargs(sender: BaseReloader, file_path: Path, signal: object) -> None: ...

file_changed.connect(file_changed_misspelt, sender=7)  # E: never sent by this
file_changed.send(StatReloader())  # E: file_path is missing
file_changed.send(StatReloader(), file_path="x")  # E: file_path is a Path
autoreload_started.send(StatReloader(), file_path=Path("x"))  # E: no such keyword
