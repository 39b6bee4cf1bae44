"""The shop's app."""

from django.apps import AppConfig


class ShopConfig(AppConfig):
    """The shop. Its receivers are found by typedsignals.django."""

    name = "shop"
