"""Settings of the shop. SHOP_DATABASE is a file for SQLite; without it, the PG variables lead to PostgreSQL."""

from __future__ import annotations

import os
from typing import Any


def _database() -> dict[str, Any]:
    if "SHOP_DATABASE" in os.environ:
        options = {"transaction_mode": "IMMEDIATE", "timeout": 60}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["SHOP_DATABASE"], "OPTIONS": options}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ["PGDATABASE"],
        "HOST": os.environ["PGHOST"],
        "PORT": os.environ["PGPORT"],
        "USER": os.environ["PGUSER"],
    }


SECRET_KEY = "only the tests know it"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": _database()}
INSTALLED_APPS = ["typedsignals.django", "tests.engines.project", "django_tasks_db"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

if "SHOP_DATABASE" not in os.environ:  # procrastinate knows PostgreSQL alone
    INSTALLED_APPS += ["procrastinate.contrib.django"]
    PROCRASTINATE_IMPORT_PATHS = ["tests.engines.project.jobs"]
