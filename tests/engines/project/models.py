"""What the shop stores."""

from __future__ import annotations

from django.db import models


class Order(models.Model):
    """An order that was completed."""

    number: models.IntegerField[int, int] = models.IntegerField(primary_key=True)
