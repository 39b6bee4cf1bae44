"""What the types say of Django's signals, held against the Django that is installed: which there are, and what is sent."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from threading import current_thread
from typing import Any

import django
import pytest

from tests.integration.shop import databases, set_up

set_up()

from django.contrib.auth import authenticate  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.http import HttpRequest  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.utils.autoreload import StatReloader  # noqa: E402

from typedsignals.django import receiver, signals  # noqa: E402

__all__ = ["databases"]
MIGRATION = {"apps", "plan", "stdout"}
# The type of what a recorded send is of: a checker cannot know more, and a test does.
OF_WHOM = {"instance": "Any", "user": "Any", "app_config": "AppConfig", "connection": "BaseDatabaseWrapper"}


def defined_by_django() -> Iterator[tuple[str, str]]:
    """Module and name of every signal that a module of the installed Django makes."""
    package = Path(django.__path__[0])
    for file in package.rglob("*.py"):
        module = ".".join(file.relative_to(package.parent).with_suffix("").parts)
        for node in ast.parse(file.read_bytes()).body:
            match node:
                case ast.Assign(
                    targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="Signal" | "ModelSignal"))
                ):
                    yield module, name
                case _:
                    pass


def test_every_signal_that_django_defines_is_viewed() -> None:
    """And no other: one that a new Django brings is missed here."""
    viewed = {(home, name) for home, names in signals._HOMES.items() for name in names}
    if django.VERSION < (6, 0):
        viewed = {(home, name) for home, name in viewed if home != "django.tasks.signals"}
    assert set(defined_by_django()) == viewed


def views() -> dict[str, ast.ClassDef]:
    """The classes of the types, by name."""
    text = Path(signals.__file__).with_name("types.pyi").read_text(encoding="utf-8")
    return {node.name: node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)}


def lines_of(kinds: dict[str, ast.ClassDef], name: str) -> Iterator[ast.stmt]:
    """What a class says, and then what its bases do."""
    if name in kinds:
        yield from kinds[name].body
        for base in kinds[name].bases:
            yield from lines_of(kinds, ast.unparse(base))


def method_of(kinds: dict[str, ast.ClassDef], name: str, method: str) -> ast.FunctionDef:
    """A method of a class, or of a base of it."""
    lines = lines_of(kinds, name)
    return next(each for each in lines if isinstance(each, ast.FunctionDef) and each.name == method)


SENDABLE = [name for name, node in views().items() if "def send(self, sender: " in ast.unparse(node)]


@pytest.mark.parametrize("kind", SENDABLE)
def test_a_recorded_send_has_the_keywords_that_are_sent(kind: str) -> None:
    """By name, by type where that does not depend on the sender, and the same may be left out."""
    kinds = views()
    by_keyword = method_of(kinds, kind, "send").args
    sent = {
        each.arg: (OF_WHOM.get(each.arg) or ast.unparse(each.annotation or each), default is None)
        for each, default in zip(by_keyword.kwonlyargs, by_keyword.kw_defaults, strict=True)
    }
    gives = method_of(kinds, kind, "_gives_named").returns
    assert gives is not None
    recorded: dict[str, tuple[str, bool]] = {}
    for line in lines_of(kinds, ast.unparse(gives)):
        match line:
            case ast.AnnAssign(ast.Name(name), ast.Subscript(ast.Name("ReadOnly"), said)):
                recorded[name] = ast.unparse(said), True
            case ast.AnnAssign(ast.Name(name), ast.Subscript(ast.Name("NotRequired"), ast.Subscript(_, said))):
                recorded[name] = ast.unparse(said), False
    assert recorded == sent


def test_each_of_these_signals_is_compared() -> None:
    """Else the comparison above would say little."""
    declared = ast.parse(Path(signals.__file__).read_text(encoding="utf-8"))
    kinds = {ast.unparse(each.annotation) for each in ast.walk(declared) if isinstance(each, ast.AnnAssign)}
    assert {f"types.{kind}" for kind in SENDABLE} == {kind for kind in kinds if kind.startswith("types.")}


@pytest.fixture
def sent(request: pytest.FixtureRequest) -> Iterator[list[dict[str, Any]]]:
    """Everything that the signal of this name sends during the test."""
    signal: Any = getattr(signals, request.param)
    heard: list[dict[str, Any]] = []

    def hear(**named: Any) -> None:
        heard.append(named)

    signal.connect(hear)
    yield heard
    signal.disconnect(hear)


@pytest.mark.parametrize("sent", ["pre_migrate", "post_migrate"], indirect=True)
def test_migrate_sends_apps_plan_and_stdout(sent: list[dict[str, Any]], databases: None) -> None:
    """So a receiver of pre_migrate may require them."""
    call_command("migrate", verbosity=0)
    assert sent
    assert [MIGRATION - each.keys() for each in sent] == [set()] * len(sent)


@pytest.mark.parametrize("sent", ["pre_migrate"], indirect=True)
def test_nothing_else_sends_pre_migrate(sent: list[dict[str, Any]], databases: None) -> None:
    """`flush` sends post_migrate alone."""
    call_command("flush", verbosity=0, interactive=False)
    assert sent == []


@pytest.mark.parametrize("sent", ["post_migrate"], indirect=True)
def test_flush_sends_post_migrate_without_them(sent: list[dict[str, Any]], databases: None) -> None:
    """So a receiver of post_migrate has to give them defaults."""
    call_command("flush", verbosity=0, interactive=False)
    assert sent
    assert [MIGRATION & each.keys() for each in sent] == [set()] * len(sent)


@pytest.mark.parametrize("sent", ["file_changed"], indirect=True)
def test_the_reloader_tells_the_path(sent: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    """And reloads unless a receiver returns what is true."""
    reloaded: list[object] = []
    monkeypatch.setattr("django.utils.autoreload.trigger_reload", reloaded.append)
    reloader, price_list = StatReloader(), Path("prices.csv")
    reloader.notify_file_changed(price_list)
    (only,) = sent
    assert only == {"signal": signals.file_changed, "sender": reloader, "file_path": price_list}
    assert reloaded == [price_list]

    @receiver(signals.file_changed)
    def read_again(file_path: Path, **kwargs: Any) -> bool:
        return file_path.suffix == ".csv"

    reloader.notify_file_changed(price_list)
    signals.file_changed.disconnect(read_again)
    assert reloaded == [price_list]


@pytest.mark.parametrize("sent", ["autoreload_started"], indirect=True)
def test_the_reloader_is_the_sender(sent: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    """A receiver may ask it to watch more."""

    class Done(StatReloader):
        def run_loop(self) -> None:
            """End at once what Django would do until it reloads."""

    monkeypatch.setattr(Done, "wait_for_apps_ready", lambda *_: True)
    reloader = Done()
    reloader.run(current_thread())
    assert [each.keys() for each in sent] == [{"signal", "sender"}]
    assert sent[0]["sender"] is reloader


class Middleware:
    """Answers exceptions itself, so it has to tell of them itself."""


def test_a_sender_of_ones_own_reaches_its_receivers(databases: None) -> None:
    """Django's signals of requests, users and settings go wherever they are sent from."""
    heard: list[object] = []

    def report(sender: object, **kwargs: Any) -> None:
        heard.append(sender)

    request = RequestFactory().get("/")
    signals.got_request_exception.connect(report, sender=Middleware)
    signals.user_login_failed.connect(report, sender="the cash desk")
    signals.got_request_exception.send(sender=Middleware, request=request)
    signals.got_request_exception.send(sender=None, request=request)
    signals.user_login_failed.send(sender="the cash desk", credentials={}, request=None)
    assert authenticate(HttpRequest(), username="nobody", password="") is None
    assert signals.got_request_exception.disconnect(report, sender=Middleware)
    assert signals.user_login_failed.disconnect(report, sender="the cash desk")
    assert heard == [Middleware, "the cash desk"]
