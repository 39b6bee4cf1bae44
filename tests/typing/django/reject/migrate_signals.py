"""Wrong receivers of pre_migrate, post_migrate."""

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
@receiver(pre_migrate)  # E: no such keyword
def pre_migrate_misspelt(sender: AppConfig, mispelt: Any, **kwargs: Any) -> None: ...

@receiver(pre_migrate)  # E: app_config is a AppConfig
def pre_migrate_wrong_app_config(sender: AppConfig, app_config: str, **kwargs: Any) -> None: ...

@receiver(pre_migrate)  # E: verbosity is a int
def pre_migrate_wrong_verbosity(sender: AppConfig, verbosity: str, **kwargs: Any) -> None: ...

@receiver(pre_migrate)  # E: interactive is a bool
def pre_migrate_wrong_interactive(sender: AppConfig, interactive: str, **kwargs: Any) -> None: ...

@receiver(pre_migrate)  # E: using is a str
def pre_migrate_wrong_using(sender: AppConfig, using: int, **kwargs: Any) -> None: ...

@receiver(pre_migrate)  # E: no **kwargs
def pre_migrate_no_kwargs(sender: AppConfig, app_config: AppConfig, verbosity: int, interactive: bool, using: str, signal: object, stdout: OutputWrapper | None = None, plan: list[tuple[Migration, bool]] | None = None, apps: StateApps | None = None) -> None: ...

@receiver(pre_migrate)  # E: no **kwargs
def pre_migrate_few(sender: AppConfig) -> None: ...

@receiver(pre_migrate, sender=shop_app)  # E: no such keyword
def pre_migrate_misspelt_filtered(sender: ShopConfig, mispelt: Any, **kwargs: Any) -> None: ...

@receiver(pre_migrate, sender=shop_app)  # E: app_config is a ShopConfig
def pre_migrate_wrong_app_config_filtered(sender: ShopConfig, app_config: str, **kwargs: Any) -> None: ...

@receiver(pre_migrate, sender=shop_app)  # E: verbosity is a int
def pre_migrate_wrong_verbosity_filtered(sender: ShopConfig, verbosity: str, **kwargs: Any) -> None: ...

@receiver(pre_migrate, sender=shop_app)  # E: interactive is a bool
def pre_migrate_wrong_interactive_filtered(sender: ShopConfig, interactive: str, **kwargs: Any) -> None: ...

@receiver(pre_migrate, sender=shop_app)  # E: using is a str
def pre_migrate_wrong_using_filtered(sender: ShopConfig, using: int, **kwargs: Any) -> None: ...

@receiver(pre_migrate, sender=shop_app)  # E: no **kwargs
def pre_migrate_no_kwargs_filtered(sender: ShopConfig, app_config: ShopConfig, verbosity: int, interactive: bool, using: str, signal: object, stdout: OutputWrapper | None = None, plan: list[tuple[Migration, bool]] | None = None, apps: StateApps | None = None) -> None: ...

@receiver(pre_migrate, sender=shop_app)  # E: no **kwargs
def pre_migrate_few_filtered(sender: ShopConfig) -> None: ...

@receiver(pre_migrate, sender=shop_app)  # E: sent by another class
def pre_migrate_wrong_sender(sender: AuthConfig, **kwargs: Any) -> None: ...

@receiver(pre_migrate, sender=shop_app)  # E: sent by another class
def pre_migrate_wrong_model_app_config(app_config: AuthConfig, **kwargs: Any) -> None: ...

@receiver(pre_migrate)  # E: any sender may come
def pre_migrate_too_narrow_sender(sender: ShopConfig, **kwargs: Any) -> None: ...

@receiver(pre_migrate)  # E: any sender may come
def pre_migrate_too_narrow_app_config(app_config: ShopConfig, **kwargs: Any) -> None: ...

def pre_migrate_plain(sender: ShopConfig, mispelt: Any) -> None: ...
pre_migrate.connect(pre_migrate_plain)  # E: no such keyword, no **kwargs
pre_migrate.connect(pre_migrate_plain, sender=shop_app)  # E: no such keyword, no **kwargs
@receiver(pre_migrate, sender=7)  # E: never sent by this
def pre_migrate_no_sender(**kwargs: Any) -> None: ...

def pre_migrate_fine(**kwargs: object) -> None: ...
pre_migrate.connect(pre_migrate_fine, sender=7)  # E: never sent by this
pre_migrate.connect(pre_migrate_fine, weak="no")  # E: weak is a bool
pre_migrate.connect(pre_migrate_fine, dispatch_uid=[])  # E: a uid is hashable

# post_migrate
@receiver(post_migrate)  # E: no such keyword
def post_migrate_misspelt(sender: AppConfig, mispelt: Any, **kwargs: Any) -> None: ...

@receiver(post_migrate)  # E: app_config is a AppConfig
def post_migrate_wrong_app_config(sender: AppConfig, app_config: str, **kwargs: Any) -> None: ...

@receiver(post_migrate)  # E: verbosity is a int
def post_migrate_wrong_verbosity(sender: AppConfig, verbosity: str, **kwargs: Any) -> None: ...

@receiver(post_migrate)  # E: interactive is a bool
def post_migrate_wrong_interactive(sender: AppConfig, interactive: str, **kwargs: Any) -> None: ...

@receiver(post_migrate)  # E: using is a str
def post_migrate_wrong_using(sender: AppConfig, using: int, **kwargs: Any) -> None: ...

@receiver(post_migrate)  # E: no **kwargs
def post_migrate_no_kwargs(sender: AppConfig, app_config: AppConfig, verbosity: int, interactive: bool, using: str, signal: object, stdout: OutputWrapper | None = None, plan: list[tuple[Migration, bool]] | None = None, apps: StateApps | None = None) -> None: ...

@receiver(post_migrate)  # E: no **kwargs
def post_migrate_few(sender: AppConfig) -> None: ...

@receiver(post_migrate, sender=shop_app)  # E: no such keyword
def post_migrate_misspelt_filtered(sender: ShopConfig, mispelt: Any, **kwargs: Any) -> None: ...

@receiver(post_migrate, sender=shop_app)  # E: app_config is a ShopConfig
def post_migrate_wrong_app_config_filtered(sender: ShopConfig, app_config: str, **kwargs: Any) -> None: ...

@receiver(post_migrate, sender=shop_app)  # E: verbosity is a int
def post_migrate_wrong_verbosity_filtered(sender: ShopConfig, verbosity: str, **kwargs: Any) -> None: ...

@receiver(post_migrate, sender=shop_app)  # E: interactive is a bool
def post_migrate_wrong_interactive_filtered(sender: ShopConfig, interactive: str, **kwargs: Any) -> None: ...

@receiver(post_migrate, sender=shop_app)  # E: using is a str
def post_migrate_wrong_using_filtered(sender: ShopConfig, using: int, **kwargs: Any) -> None: ...

@receiver(post_migrate, sender=shop_app)  # E: no **kwargs
def post_migrate_no_kwargs_filtered(sender: ShopConfig, app_config: ShopConfig, verbosity: int, interactive: bool, using: str, signal: object, stdout: OutputWrapper | None = None, plan: list[tuple[Migration, bool]] | None = None, apps: StateApps | None = None) -> None: ...

@receiver(post_migrate, sender=shop_app)  # E: no **kwargs
def post_migrate_few_filtered(sender: ShopConfig) -> None: ...

@receiver(post_migrate, sender=shop_app)  # E: sent by another class
def post_migrate_wrong_sender(sender: AuthConfig, **kwargs: Any) -> None: ...

@receiver(post_migrate, sender=shop_app)  # E: sent by another class
def post_migrate_wrong_model_app_config(app_config: AuthConfig, **kwargs: Any) -> None: ...

@receiver(post_migrate)  # E: any sender may come
def post_migrate_too_narrow_sender(sender: ShopConfig, **kwargs: Any) -> None: ...

@receiver(post_migrate)  # E: any sender may come
def post_migrate_too_narrow_app_config(app_config: ShopConfig, **kwargs: Any) -> None: ...

def post_migrate_plain(sender: ShopConfig, mispelt: Any) -> None: ...
post_migrate.connect(post_migrate_plain)  # E: no such keyword, no **kwargs
post_migrate.connect(post_migrate_plain, sender=shop_app)  # E: no such keyword, no **kwargs
@receiver(post_migrate, sender=7)  # E: never sent by this
def post_migrate_no_sender(**kwargs: Any) -> None: ...

def post_migrate_fine(**kwargs: object) -> None: ...
post_migrate.connect(post_migrate_fine, sender=7)  # E: never sent by this
post_migrate.connect(post_migrate_fine, weak="no")  # E: weak is a bool
post_migrate.connect(post_migrate_fine, dispatch_uid=[])  # E: a uid is hashable

# flush sends post_migrate without apps, plan and stdout
@receiver(post_migrate)  # E: apps is not always sent
def post_migrate_requires(apps: Any, **kwargs: Any) -> None: ...

def clean(sender: ShopConfig, plan: Any, **kwargs: Any) -> None: ...
post_migrate.connect(clean, sender=shop_app)  # E: plan is not always sent

@receiver([pre_migrate, post_migrate], sender=shop_app)  # E: stdout is not always sent
def both_migrate_require(stdout: Any, **kwargs: Any) -> None: ...
