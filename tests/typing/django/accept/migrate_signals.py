"""Right receivers of pre_migrate, post_migrate."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.apps import AuthConfig
from django.core.management.base import OutputWrapper
from django.db.migrations.migration import Migration
from django.db.migrations.state import StateApps
from shop.apps import ShopConfig
from typedsignals.django import receiver
from typedsignals.django.signals import pre_migrate, post_migrate

shop_app = ShopConfig.create("shop")
assert isinstance(shop_app, ShopConfig)


# pre_migrate
@receiver(pre_migrate)
def pre_migrate_everything(sender: AppConfig, app_config: AppConfig, verbosity: int, interactive: bool, using: str, stdout: OutputWrapper | None = None, plan: list[tuple[Migration, bool]] | None = None, apps: StateApps | None = None, **kwargs: Any) -> None: ...

@receiver(pre_migrate)
def pre_migrate_kwargs_only(**kwargs: Any) -> None: ...

@receiver(pre_migrate)
def pre_migrate_some(sender: AppConfig, app_config: AppConfig, signal: object, **kwargs: Any) -> None: ...

@receiver(pre_migrate)
def pre_migrate_requires(apps: StateApps, plan: list[tuple[Migration, bool]], stdout: OutputWrapper, **kwargs: Any) -> None: ...

@receiver(pre_migrate, sender=shop_app)
def pre_migrate_filtered(sender: ShopConfig, app_config: ShopConfig, verbosity: int, interactive: bool, using: str, **kwargs: Any) -> None: ...

pre_migrate.connect(pre_migrate_everything)
def pre_migrate_plain(sender: ShopConfig, app_config: ShopConfig, verbosity: int, interactive: bool, using: str, **kwargs: object) -> None: ...
pre_migrate.connect(pre_migrate_plain, sender=shop_app, weak=False, dispatch_uid="pre_migrate")
pre_migrate.disconnect(pre_migrate_plain, sender=shop_app)
def clean(sender: ShopConfig, apps: StateApps, verbosity: int, **kwargs: Any) -> None: ...
pre_migrate.connect(clean, sender=shop_app)

# post_migrate
@receiver(post_migrate)
def post_migrate_everything(sender: AppConfig, app_config: AppConfig, verbosity: int, interactive: bool, using: str, stdout: OutputWrapper | None = None, plan: list[tuple[Migration, bool]] | None = None, apps: StateApps | None = None, **kwargs: Any) -> None: ...

@receiver(post_migrate)
def post_migrate_kwargs_only(**kwargs: Any) -> None: ...

@receiver(post_migrate)
def post_migrate_some(sender: AppConfig, app_config: AppConfig, signal: object, **kwargs: Any) -> None: ...

@receiver(post_migrate, sender=shop_app)
def post_migrate_filtered(sender: ShopConfig, app_config: ShopConfig, verbosity: int, interactive: bool, using: str, **kwargs: Any) -> None: ...

post_migrate.connect(post_migrate_everything)
def post_migrate_plain(sender: ShopConfig, app_config: ShopConfig, verbosity: int, interactive: bool, using: str, **kwargs: object) -> None: ...
post_migrate.connect(post_migrate_plain, sender=shop_app, weak=False, dispatch_uid="post_migrate")
post_migrate.disconnect(post_migrate_plain, sender=shop_app)
