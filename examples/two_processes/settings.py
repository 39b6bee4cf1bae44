"""The settings of Django: the database, and tasks as rows of it."""

from pathlib import Path

SECRET_KEY = "only for trying"
INSTALLED_APPS = ["django_tasks_db", "typedsignals.django", "two_processes"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": Path("shop.sqlite3").absolute()}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
