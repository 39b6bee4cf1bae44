"""Django's own signals, typed: the very same objects, with receivers and senders checked.

    from typedsignals.django.signals import post_save

`post_save` here *is* `django.db.models.signals.post_save`. Each is found when first asked for: some of Django's modules are
heavy, and `task_*` are new in Django 6.0.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

import django
from django.dispatch import Signal

__all__ = [
    "autoreload_started",
    "class_prepared",
    "connection_created",
    "file_changed",
    "got_request_exception",
    "m2m_changed",
    "post_delete",
    "post_init",
    "post_migrate",
    "post_save",
    "pre_delete",
    "pre_init",
    "pre_migrate",
    "pre_save",
    "request_finished",
    "request_started",
    "setting_changed",
    "task_enqueued",
    "task_finished",
    "task_started",
    "template_rendered",
    "user_logged_in",
    "user_logged_out",
    "user_login_failed",
]

_HOMES: dict[str, list[str]] = {
    "django.contrib.auth.signals": ["user_logged_in", "user_logged_out", "user_login_failed"],
    "django.core.signals": ["got_request_exception", "request_finished", "request_started", "setting_changed"],
    "django.db.backends.signals": ["connection_created"],
    "django.db.models.signals": [
        *("class_prepared", "m2m_changed", "pre_init", "post_init", "pre_save", "post_save"),
        *("pre_delete", "post_delete", "pre_migrate", "post_migrate"),
    ],
    "django.tasks.signals": ["task_enqueued", "task_finished", "task_started"],
    "django.test.signals": ["template_rendered"],
    "django.utils.autoreload": ["autoreload_started", "file_changed"],
}

if TYPE_CHECKING:
    from typedsignals.django import types

    pre_init: types.PreInitSignal
    post_init: types.PostInitSignal
    pre_save: types.PreSaveSignal
    post_save: types.PostSaveSignal
    pre_delete: types.DeleteSignal
    post_delete: types.DeleteSignal
    m2m_changed: types.M2MChangedSignal
    class_prepared: types.ClassPreparedSignal
    pre_migrate: types.PreMigrateSignal
    post_migrate: types.PostMigrateSignal
    request_started: types.RequestStartedSignal
    request_finished: types.RequestFinishedSignal
    got_request_exception: types.GotRequestExceptionSignal
    setting_changed: types.SettingChangedSignal
    template_rendered: types.TemplateRenderedSignal
    connection_created: types.ConnectionCreatedSignal
    user_logged_in: types.UserLoggedInSignal
    user_logged_out: types.UserLoggedOutSignal
    user_login_failed: types.UserLoginFailedSignal
    task_enqueued: types.TaskSignal
    task_started: types.TaskSignal
    task_finished: types.TaskSignal
    autoreload_started: types.AutoreloadStartedSignal
    file_changed: types.FileChangedSignal
else:

    def __getattr__(name: str) -> object:
        home = next((home for home, names in _HOMES.items() if name in names), None)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        try:
            module = import_module(home)
        except ModuleNotFoundError as error:
            if not str(error.name).startswith("django.tasks"):
                raise
            raise ImportError(
                f"cannot import {name!r} from {__name__!r}: this signal is new in Django 6.0 and this is Django "
                f"{django.__version__}. Import it where django.VERSION >= (6, 0)."
            ) from error
        globals()[name] = signal = getattr(module, name)
        return signal


def loaded() -> dict[str, Signal]:
    """Return Django's own signals by name, without those whose modules nobody has imported yet."""
    modules = {home: sys.modules[home] for home in _HOMES if home in sys.modules}
    return {name: getattr(module, name) for home, module in modules.items() for name in _HOMES[home]}
