"""What the site holds: pages, and orders with a history."""

from django.db import models
from simple_history.models import HistoricalRecords
from wagtail.models import Page


class BlogPage(Page):
    """A page of a kind of its own."""


class Item(models.Model):
    """What is sold."""

    name = models.CharField(max_length=50)


class Order(models.Model):
    """An order, of which each change is kept."""

    items = models.ManyToManyField(Item)
    status = models.CharField(max_length=20)

    history = HistoricalRecords(m2m_fields=[items])
