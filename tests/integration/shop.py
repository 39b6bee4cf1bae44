"""The shop of `tests/django_project`, set up once in this process with databases in memory."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1] / "django_project"


def set_up() -> None:
    """Make Django know the shop; call it before importing models."""
    import django

    if str(PROJECT) not in sys.path:
        sys.path.append(str(PROJECT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
    django.setup()


@pytest.fixture(scope="session")
def databases() -> Iterator[None]:
    """Both databases of the shop, with their tables."""
    from django.core.management import call_command
    from django.db import connections

    for alias in connections:
        call_command("migrate", database=alias, verbosity=0)
    yield
    for connection in connections.all():
        connection.close()


@pytest.fixture
def empty_shop(databases: None) -> Iterator[None]:
    """Take away what a test has put into the databases; it may have committed."""
    from shop.models import Order, Supplier

    yield
    for alias in ("default", "archive"):
        Order.objects.using(alias).all().delete()
        Supplier.objects.using(alias).all().delete()
