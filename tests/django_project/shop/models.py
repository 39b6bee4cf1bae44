"""What the shop keeps: relations, cascades, many-to-many, a proxy and multi-table inheritance."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class Customer(AbstractUser):
    """Who orders: the project's own user model."""


class Supplier(models.Model):
    """Who delivers items."""

    name = models.CharField(max_length=50)


class Item(models.Model):
    """What can be ordered; gone with its supplier."""

    name = models.CharField(max_length=50)
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="items")


class Order(models.Model):
    """Items that a customer wants."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="orders")
    items = models.ManyToManyField(Item, related_name="orders")
    status = models.CharField(max_length=20, default="new")


class Bundle(models.Model):
    """Items sold together, through a model of our own."""

    items = models.ManyToManyField(Item, related_name="bundles", through="BundleItem")


class BundleItem(models.Model):
    """One item of a bundle."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE)
    item = models.ForeignKey(Item, on_delete=models.CASCADE)


class OrderNote(models.Model):
    """A remark on an order; gone with it."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()


class PaidOrder(Order):
    """A proxy: orders seen as paid."""

    class Meta:
        """No table of its own."""

        proxy = True


class GiftOrder(Order):
    """Multi-table inheritance: an order with a table of its own beside."""

    greeting = models.CharField(max_length=100)
