"""The app: finds the receivers of a project, and brings `manage.py signals`."""

from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules


class TypedSignalsConfig(AppConfig):
    """Imports `receivers.py` of each installed app, unless `TYPEDSIGNALS_AUTODISCOVER = False`."""

    name = "typedsignals.django"
    label = "typedsignals"

    def ready(self) -> None:
        """Import the receivers; what is not imported hears nothing."""
        if getattr(settings, "TYPEDSIGNALS_AUTODISCOVER", True):
            autodiscover_modules("receivers")
