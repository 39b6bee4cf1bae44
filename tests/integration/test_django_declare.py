"""A project's own signals, and the typed views: at run time they are Django's."""

from __future__ import annotations

import runpy
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import django
import pytest

from tests.integration.shop import set_up

set_up()

from django.dispatch import Signal  # noqa: E402
from django.dispatch import receiver as django_receiver  # noqa: E402

from typedsignals import DeclarationError  # noqa: E402
from typedsignals.django import django_signal, receiver, signals, types  # noqa: E402


class OrderService: ...


@django_signal
def order_completed(sender: type[OrderService], *, order_id: int) -> None:
    """Sent once an order is finalised."""


def test_a_declared_signal_is_a_plain_django_signal() -> None:
    """Not even a subclass of it."""
    assert type(order_completed) is Signal
    assert order_completed.__doc__ == "Sent once an order is finalised."


def test_it_is_sent_as_before() -> None:
    """By position and by keyword, to receivers of both decorators."""
    heard: list[tuple[object, int]] = []

    @receiver(order_completed)
    def ours(sender: type[OrderService], order_id: int, **kwargs: Any) -> None:
        heard.append((sender, order_id))

    @django_receiver(order_completed)
    def djangos(sender: type[OrderService], order_id: int, **kwargs: Any) -> None:
        heard.append((sender, order_id))

    order_completed.send(OrderService, order_id=7)
    order_completed.send(sender=OrderService, order_id=8)
    assert heard == [(OrderService, 7), (OrderService, 7), (OrderService, 8), (OrderService, 8)]


def no_sender(*, order_id: int) -> None: ...
def names_signal(sender: object, *, signal: str) -> None: ...
def by_position(sender: object, order_id: int) -> None: ...
def positional_only(sender: object, /, *, order_id: int) -> None: ...
def var_keyword(sender: object, **named: object) -> None: ...
def var_positional(sender: object, *named: object) -> None: ...


@pytest.mark.parametrize(
    ("declaration", "why"),
    [
        (no_sender, "no parameter 'sender'"),
        (names_signal, "Django itself passes"),
        (by_position, "'order_id' is not keyword-only"),
        (positional_only, "'sender' is not keyword-only"),
        (var_keyword, "names nothing that is sent"),
        (var_positional, "names nothing that is sent"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_no_sender_could_send_is_refused(declaration: Any, why: str) -> None:
    """The message names the declaration, says why, and how to write it."""
    with pytest.raises(DeclarationError, match=f"{declaration.__name__}.*{why}.*def name"):
        django_signal(declaration)


def test_the_views_are_the_same_objects() -> None:
    """All of those that this version of Django has."""
    for home, names in signals._HOMES.items():
        if home == "django.tasks.signals" and django.VERSION < (6, 0):
            continue
        for name in names:
            assert getattr(signals, name) is getattr(import_module(home), name)
    assert sorted(name for names in signals._HOMES.values() for name in names) == sorted(signals.__all__)


def test_task_signals_say_which_django_they_need(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather than that there is no such name."""
    monkeypatch.setitem(sys.modules, "django.tasks", None)
    monkeypatch.delitem(sys.modules, "django.tasks.signals", raising=False)
    monkeypatch.delitem(vars(signals), "task_enqueued", raising=False)
    with pytest.raises(ImportError, match=r"new in Django 6\.0 and this is Django"):
        signals.task_enqueued  # noqa: B018


def test_another_missing_module_is_not_explained_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is broken in Django's own modules shows as it is."""
    monkeypatch.setitem(sys.modules, "django.contrib.auth.signals", None)
    monkeypatch.delitem(vars(signals), "user_logged_in", raising=False)
    with pytest.raises(ModuleNotFoundError, match=r"django\.contrib\.auth\.signals"):
        signals.user_logged_in  # noqa: B018


def test_an_unknown_name_is_no_signal() -> None:
    """An AttributeError, as with every module."""
    assert not hasattr(signals, "post_sav")


def test_the_types_are_for_the_type_checker() -> None:
    """The message says how to import them."""
    with pytest.raises(ImportError, match="if TYPE_CHECKING"):
        from typedsignals.django.types import PostSaveReceiver  # noqa: F401
    assert not hasattr(types, "__no_such_name__")


def test_an_older_django_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the version that there is and those that will do."""
    package = Path(str(signals.__file__)).with_name("__init__.py")
    monkeypatch.setattr(django, "VERSION", (4, 2, 0, "final", 0))
    monkeypatch.setattr(django, "__version__", "4.2")
    with pytest.raises(ImportError, match=r"needs Django 5\.2 or newer and this is Django 4\.2: pip install"):
        runpy.run_path(str(package))
