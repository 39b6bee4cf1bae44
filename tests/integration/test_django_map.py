"""The map of a Django project: `python -m typedsignals map`, and `manage.py signals --map`."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.integration.programs import Program, program
from tests.integration.shop import set_up

set_up()

import django  # noqa: E402
from django.core.management import CommandError, call_command  # noqa: E402
from django.db.models import signals as raw  # noqa: E402
from django.dispatch import Signal as DjangoSignal  # noqa: E402
from shop.models import Order  # noqa: E402

from typedsignals._tools.cli import main  # noqa: E402
from typedsignals.django import django_signal  # noqa: E402
from typedsignals.wiring import Keyword, SignalInfo, every_signal, wiring_of  # noqa: E402

__all__ = ["program"]

HERE = "tests.integration.test_django_map"
BESIDE = (
    ""
    if django.VERSION >= (6, 0)
    else "shop.tasks is left out: it cannot be imported: ModuleNotFoundError: No module named 'django.tasks'\n"
)
plain = DjangoSignal()


@django_signal
def declared(sender, *, order: Order, note: "str | None" = None, more=0) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001, UP037
    """Sent for the test."""


def note(**kwargs: Any) -> None: ...


def misspelt(sender: object, instnce: object, **kwargs: object) -> None: ...


def no_kwargs(sender: object, instance: object, using: object, origin: object, signal: object) -> None: ...


@pytest.fixture
def run() -> Callable[..., Result]:
    return lambda *arguments: CliRunner().invoke(main, [*arguments], catch_exceptions=False)


@pytest.fixture(autouse=True)
def keep_connections() -> Iterator[None]:
    before = list(raw.post_delete.receivers)
    yield
    raw.post_delete.receivers = before
    raw.post_delete.sender_receivers_cache.clear()


def signal(name: str) -> SignalInfo:
    return next(each for each in every_signal() if each.name == name)


def test_the_project_is_mapped(run: Callable[..., Result]) -> None:
    """Its signals, and of Django's those that it hears, with labels of models as senders."""
    done = run("map", "shop", "--django-settings", "project.settings")
    assert (done.exit_code, done.stderr) == (0, BESIDE)
    first, *_, api_accessed, _ = done.stdout.split("\n\n")
    assert first.splitlines()[0].startswith(
        "post_save  ModelSignal  (sender, created, instance, raw, update_fields, using)"
    )
    assert first.splitlines()[1] == "  sent by others"
    assert "shop.receivers.log_order  shop.Order, weak, uid shop.log_order  shop/receivers.py:" in first
    assert api_accessed.startswith("shop.signals.api_accessed  Signal  (str, request: HttpRequest, order_id: int)")
    assert "    shop.views.order  send('order')  shop/views.py:" in api_accessed


def test_signals_of_django_are_described() -> None:
    """By what Django sends, or by their declaration, or not at all."""
    post_delete = signal("post_delete")
    assert (post_delete.kind, post_delete.module, post_delete.payload) == (
        "ModelSignal",
        "django.db.models.signals",
        None,
    )
    assert post_delete.keywords == tuple(Keyword(name, None, required=True) for name in ("instance", "origin", "using"))
    assert str(post_delete.place).startswith("django/db/models/signals.py:")
    found = signal(f"{HERE}.declared")
    assert found.keywords == (
        Keyword("order", "Order", required=True),
        Keyword("note", "str | None", required=False),
        Keyword("more", None, required=False),
    )
    assert (found.sender, found.doc, found.result) == (None, "Sent for the test.", None)
    assert found.place is not None
    assert found.place.path.endswith("test_django_map.py")
    other = signal(f"{HERE}.plain")
    assert (other.sender, other.keywords, other.doc, other.kind) == (None, None, "", "Signal")


def test_what_is_wrong_stands_below_the_receiver(run: Callable[..., Result]) -> None:
    """As `manage.py signals --problems` says it."""
    raw.post_delete.connect(misspelt)
    printed = run("map", "tests.integration.test_django_map").stdout
    _, _, below = printed.partition(f"{HERE}.misspelt")
    assert "      ! needs 'instnce', which post_delete never sends; did you mean 'instance'?" in below.splitlines()


def test_what_is_wrong_is_found(run: Callable[..., Result]) -> None:
    """A missing `**kwargs` has a code of its own, for it is a warning of Django's."""
    raw.post_delete.connect(misspelt)
    raw.post_delete.connect(no_kwargs)
    lines = run("check", HERE, "--ignore", "unheard,never-sent").stdout.splitlines()
    found = sorted(re.sub("^.*py:[0-9]+: ", "", line) for line in lines if f" {HERE}." in line)
    assert [each.partition(f" {HERE}.")[0] for each in found] == ["no-kwargs:", "problem:"]
    assert f"{HERE}.no_kwargs, a receiver of post_delete, takes no **kwargs" in found[0]
    assert f"{HERE}.misspelt, a receiver of post_delete, needs 'instnce', which post_delete never sends" in found[1]


def test_manage_py_maps_the_apps_of_the_project() -> None:
    """Without those that are installed."""
    out, err = StringIO(), StringIO()
    call_command("signals", map=[], stdout=out, stderr=err)
    whole = wiring_of("shop")
    assert [block.split("  ")[0] for block in out.getvalue().strip().split("\n\n")] == [
        each.name for each in whole.signals
    ]
    assert err.getvalue() == BESIDE


def test_manage_py_maps_packages(program: Program) -> None:
    """As JSON, too; what cannot be imported is told on stderr."""
    program.write(
        orders="",
        orders__broken="1 / 0",
        orders__signals="from django.dispatch import Signal\npaid = Signal()\ndef f(): paid.send(sender=None)",
    )
    out, err = StringIO(), StringIO()
    call_command("signals", map=["orders"], json=True, stdout=out, stderr=err)
    (paid,) = json.loads(out.getvalue())["signals"]
    assert (paid["name"], paid["sends"][0]["sender"]) == ("orders.signals.paid", "None")
    assert err.getvalue().startswith("orders.broken is left out: it cannot be imported: ZeroDivisionError")


def test_manage_py_refuses_what_makes_no_map(monkeypatch: pytest.MonkeyPatch) -> None:
    """A filter, a package that is not there, and a project that has no app of its own."""
    from django.apps import apps

    monkeypatch.setattr(apps.get_app_config("shop"), "path", "/site-packages/shop")
    refused: dict[str, dict[str, Any]] = {
        "--map does not go with --app": {"map": [], "app": "shop"},
        "there is no module 'shoop'; did you mean 'shop'?": {"map": ["shoop"]},
    }
    for message, options in refused.items():
        with pytest.raises(CommandError, match=message.replace("?", r"\?")) as raised:
            call_command("signals", stdout=StringIO(), **options)
        assert raised.value.returncode == 2
    monkeypatch.setattr(apps, "get_app_configs", lambda: [apps.app_configs["shop"]])
    with pytest.raises(CommandError, match="name PACKAGEs"):
        call_command("signals", map=[], stdout=StringIO())


@pytest.mark.parametrize("error", [ValueError("no such app"), SystemExit("no such app")])
def test_settings_that_fail_are_told(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """What Django says, and an exit code of its own, also where they end Python."""

    def fails() -> None:
        raise error

    monkeypatch.setattr(django, "setup", fails)
    done = run("map", "shop")
    assert (done.exit_code, done.stderr) == (2, f"Error: cannot set Django up: {type(error).__name__}: no such app\n")
    assert os.environ["DJANGO_SETTINGS_MODULE"] == "project.settings"
