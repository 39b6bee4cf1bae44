"""Packages that reach into Django's signals, beside typed views and receivers that wait for a commit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.integration.shop import PROJECT, databases, empty_shop, set_up

set_up()

from django.db import transaction  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from shop.models import Supplier  # noqa: E402

from typedsignals.django import after_commit, signals  # noqa: E402
from typedsignals.django.signals import post_save, pre_save  # noqa: E402

__all__ = ["databases", "empty_shop"]


@pytest.mark.usefixtures("empty_shop")
def test_mute_signals_of_factory_boy() -> None:
    """It mutes the views, and what waits for a commit, and gives all of it back."""
    import factory.django

    mute_signals: Any = factory.django.mute_signals

    heard: list[str] = []

    def at_once(instance: Supplier, **kwargs: Any) -> None:
        heard.append(f"at once {instance.name}")

    def later(instance: Supplier, **kwargs: Any) -> None:
        heard.append(f"later {instance.name}")

    pre_save.connect(at_once, sender=Supplier)
    post_save.connect(after_commit(later), sender=Supplier)
    with mute_signals(pre_save, post_save), transaction.atomic():
        Supplier.objects.create(name="muted")
    assert heard == []
    with transaction.atomic():
        Supplier.objects.create(name="heard")
    assert heard == ["at once heard", "later heard"]
    assert pre_save.disconnect(at_once, sender=Supplier)
    assert post_save.disconnect(after_commit(later), sender=Supplier)


def test_the_signals_panel_of_django_debug_toolbar() -> None:
    """It names receivers that are connected through the views, wrapped ones as well."""
    from debug_toolbar.panels.signals import SignalsPanel
    from django.http import HttpResponse

    def watch(**kwargs: Any) -> None: ...

    post_save.connect(watch)
    pre_save.connect(after_commit(watch))
    toolbar: Any = type("Toolbar", (), {"stats": {}, "config": {"EXTRA_SIGNALS": []}, "store": {}, "request_id": "1"})()
    panel: Any = SignalsPanel(toolbar, lambda request: HttpResponse())
    stats: dict[str, Any] = {}
    panel.record_stats = stats.update
    request = RequestFactory().get("/")
    panel.generate_stats(request, panel.process_request(request))
    receivers = {name: shown for name, shown, *_ in stats["signals"]}
    assert any("watch" in receiver for receiver in receivers["post_save"])
    assert any("watch" in receiver for receiver in receivers["pre_save"])
    assert post_save.disconnect(watch)
    assert pre_save.disconnect(after_commit(watch))


SENTRY = """\
import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration
events = []
sentry_sdk.init(
    dsn="http://key@127.0.0.1:9/1", traces_sample_rate=1.0, before_send_transaction=lambda event, hint: events.append(event),
    integrations=[DjangoIntegration(signals_spans=True)], default_integrations=False, auto_enabling_integrations=False,
)
import django
django.setup()
from django.core.management import call_command
from django.db import transaction
call_command("migrate", verbosity=0)
from shop.models import Supplier
from typedsignals.django import after_commit, receiver
from typedsignals.django.signals import post_save
heard = []
@receiver(post_save, sender=Supplier)
def at_once(instance: Supplier, **kwargs: object) -> None:
    heard.append("at once")
@receiver(post_save, sender=Supplier)
@after_commit
def later(instance: Supplier, **kwargs: object) -> None:
    heard.append("later")
with sentry_sdk.start_transaction(name="order", op="test"), transaction.atomic():
    Supplier.objects.create(name="Mills")
    assert heard == ["at once"], heard
assert heard == ["at once", "later"], heard
assert post_save.disconnect(later, sender=Supplier)
(event,) = events
spans = [span["description"] for span in event["spans"] if span["op"] == "event.django"]
assert any("at_once" in span for span in spans) and any("later" in span for span in spans), spans
"""


def test_the_patches_of_sentry_sdk(tmp_path: Path) -> None:
    """Its spans carry the receivers' own names; run apart, since the patches stay."""
    run([sys.executable, "-c", SENTRY], tmp_path)


TESTS = """\
import pytest
from asgiref.sync import async_to_sync, sync_to_async
from shop.models import Supplier
from typedsignals import AsyncSignal
from typedsignals.django import after_commit
from typedsignals.django.signals import post_save

@pytest.mark.django_db
def test_on_commit(django_capture_on_commit_callbacks):
    heard = []
    def later(instance, **kwargs):
        heard.append(instance.name)
    post_save.connect(after_commit(later), sender=Supplier)
    with django_capture_on_commit_callbacks(execute=True) as captured:
        Supplier.objects.create(name="Mills")
        assert heard == []
    assert (heard, len(captured)) == (["Mills"], 1)

@pytest.mark.django_db(transaction=True)
def test_for_real():
    heard = []
    def later(instance, **kwargs):
        heard.append(instance.name)
    post_save.connect(after_commit(later), sender=Supplier)
    Supplier.objects.create(name="Mills")
    assert heard == ["Mills"]

async def count(sender, payload):
    return await Supplier.objects.acount()

supplied = AsyncSignal[type[Supplier], int, int]("supplied")
supplied.connect(count)

def hold():
    Supplier.objects.create(name="Mills")
    assert supplied.send(Supplier, 7) == [(count, 1)]
    async def from_a_loop():
        return await supplied.asend(Supplier, 7), await sync_to_async(supplied.send)(Supplier, 7)
    assert async_to_sync(from_a_loop)() == ([(count, 1)], [(count, 1)])

@pytest.mark.django_db
def test_async_receivers():
    hold()

@pytest.mark.django_db(transaction=True)
def test_async_receivers_for_real():
    hold()
"""


def test_under_pytest_django(tmp_path: Path) -> None:
    """What waits for a commit, with its fixture and with real transactions; async receivers see what the test has made."""
    (tmp_path / "test_shop.py").write_text(TESTS, encoding="utf-8")
    options = ["-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(tmp_path)]
    run([sys.executable, "-m", "pytest", *options, "-q", str(tmp_path)], tmp_path)


def run(command: list[str], databases: Path) -> None:
    """Run it where the shop can be imported."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "project.settings",
        "PYTHONPATH": f"{PROJECT.parents[1]}{os.pathsep}{PROJECT}",
        "SHOP_DATABASES": str(databases),
    }
    done = subprocess.run(command, env=environment, cwd=databases, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_view_still_has_what_others_reach_for() -> None:
    """Receivers, lock and cache are Django's own."""
    for signal in signals.loaded().values():
        assert isinstance(signal.receivers, list)
        with signal.lock:
            assert signal.use_caching in {True, False}
