"""`django.db.models.signals`, typed."""

from collections.abc import Callable, Hashable
from typing import Any

from django.apps.registry import Apps
from django.db.models.base import Model
from django.dispatch import Signal

from typedsignals.django.types import (
    ClassPreparedSignal,
    DeleteSignal,
    M2MChangedSignal,
    PostInitSignal,
    PostMigrateSignal,
    PostSaveSignal,
    PreInitSignal,
    PreMigrateSignal,
    PreSaveSignal,
)

class_prepared: ClassPreparedSignal

class ModelSignal(Signal):
    def connect(
        self,
        receiver: Callable[..., Any],
        sender: type[Model] | str | None = None,
        weak: bool = True,
        dispatch_uid: Hashable | None = None,
        apps: Apps | None = None,
    ) -> None: ...
    def disconnect(
        self,
        receiver: Callable[..., Any] | None = None,
        sender: type[Model] | str | None = None,
        dispatch_uid: Hashable | None = None,
        apps: Apps | None = None,
    ) -> bool | None: ...

pre_init: PreInitSignal
post_init: PostInitSignal
pre_save: PreSaveSignal
post_save: PostSaveSignal
pre_delete: DeleteSignal
post_delete: DeleteSignal
m2m_changed: M2MChangedSignal
pre_migrate: PreMigrateSignal
post_migrate: PostMigrateSignal
