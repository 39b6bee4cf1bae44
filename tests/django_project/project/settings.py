"""Settings of the shop. DATABASE_NAME and the PG variables choose another database than SQLite in memory."""

import os
from typing import Any

SECRET_KEY = "only the tests know it"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "project.urls"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "shop.Customer"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "typedsignals.django",
    "shop",
]

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"hello.html": "Hello {{ name }}"})]},
    },
]


def _database(name: str) -> dict[str, Any]:
    if "PGHOST" in os.environ:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": f"{os.environ['PGDATABASE']}_{name}",
            "HOST": os.environ["PGHOST"],
            "PORT": os.environ["PGPORT"],
            "USER": os.environ["PGUSER"],
        }
    folder = os.environ.get("SHOP_DATABASES")
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{folder}/{name}.sqlite3" if folder else ":memory:"}


DATABASES = {"default": _database("shop"), "archive": _database("archive")}
