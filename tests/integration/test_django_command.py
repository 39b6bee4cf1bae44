"""`manage.py signals`: what it finds, what it says is wrong, and how it is filtered."""

from __future__ import annotations

import functools
import gc
import json
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from types import ModuleType
from typing import Any

import pytest

from tests.integration.shop import set_up

set_up()

from django.apps import apps  # noqa: E402
from django.core.management import CommandError, call_command  # noqa: E402
from django.db import models  # noqa: E402
from django.db.models import signals as raw  # noqa: E402
from django.dispatch import Signal as DjangoSignal  # noqa: E402
from django.test import override_settings  # noqa: E402
from shop.models import Customer, Order  # noqa: E402

import typedsignals  # noqa: E402
from typedsignals.django import after_commit, django_signal  # noqa: E402
from typedsignals.django.signals import class_prepared, got_request_exception, m2m_changed, post_save, request_started  # noqa: E402


class Report:
    """What somebody keeps of orders."""

    paid = typedsignals.Signal[type[Order], int]("Report.paid")

    def add(self, **kwargs: Any) -> None: ...


def any_of(**kwargs: Any) -> None: ...


async def awaited(**kwargs: Any) -> None: ...


def no_kwargs(sender: object, signal: object) -> None: ...


def count(sender: type[Order], payload: int) -> None: ...


def rows(**options: Any) -> list[dict[str, Any]]:
    """Return the rows as another program gets them."""
    out = StringIO()
    call_command("signals", json=True, stdout=out, **options)
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    return found


def mine(**options: Any) -> list[dict[str, Any]]:
    """Return the rows of the receivers in this module."""
    return [row for row in rows(**options) if row["receiver"].startswith(__name__)]


@pytest.fixture(autouse=True)
def keep_connections() -> Iterator[None]:
    """Take back whatever a test has connected."""
    signals = [
        post_save,
        m2m_changed,
        got_request_exception,
        request_started,
        class_prepared,
        raw.pre_init,
        raw.post_migrate,
    ]
    before = [(signal, list(signal.receivers)) for signal in signals]
    pending = dict(apps._pending_operations)
    yield
    for signal, receivers in before:
        signal.receivers = receivers
        signal.sender_receivers_cache.clear()
    apps._pending_operations.clear()
    apps._pending_operations.update(pending)


def test_a_connection_is_described() -> None:
    """By everything that decides whether and how it is called."""
    post_save.connect(any_of, sender=Order, weak=False, dispatch_uid="uid")
    (row,) = mine(signal="post_save")
    line = any_of.__code__.co_firstlineno
    assert row["place"].endswith(f"test_django_command.py:{line}")
    del row["place"], row["order"]
    assert row == {
        "signal": "post_save",
        "sender": "shop.Order",
        "subclasses": False,
        "receiver": f"{__name__}.any_of",
        "app": None,
        "dispatch_uid": "uid",
        "weak": False,
        "is_async": False,
        "timing": "immediate",
        "problems": [],
    }


def test_the_order_is_that_of_calls() -> None:
    """Async receivers come last, whenever they were connected."""
    request_started.connect(awaited)
    request_started.connect(any_of)
    found = mine(signal="request_started")
    assert [row["receiver"].rpartition(".")[2] for row in found] == ["any_of", "awaited"]
    assert [row["is_async"] for row in found] == [False, True]
    assert found[0]["order"] + 1 == found[1]["order"]


def test_what_waits_for_a_commit_says_so() -> None:
    """And is found where it was written, as a function and as a method."""
    report = Report()
    post_save.connect(after_commit(any_of))
    post_save.connect(after_commit(report.add))
    found = {row["receiver"].removeprefix(f"{__name__}."): row for row in mine(signal="post_save")}
    assert found.keys() == {"any_of", "Report.add"}
    assert {row["timing"] for row in found.values()} == {"after_commit"}
    assert {row["place"].rpartition("/")[2].partition(":")[0] for row in found.values()} == {"test_django_command.py"}


def test_signals_of_typedsignals_come_after_djangos() -> None:
    """Also those that a class holds."""
    post_save.connect(any_of)
    with Report.paid.connected(count):
        found = mine()
    assert [row["signal"] for row in found] == ["post_save", f"{__name__}.Report.paid"]


async def counted(sender: type[Order], payload: int) -> None: ...


def named(sender: type[Order], number: int) -> None: ...


async def counted_by_name(sender: type[Order], number: int) -> None: ...


@typedsignals.keyword_signal
def numbered(sender: type[Order], *, number: int) -> None: ...


@typedsignals.keyword_signal
async def numbered_later(sender: type[Order], *, number: int) -> None: ...


waited_for = typedsignals.AsyncSignal[type[Order], int]("waited_for")


def test_every_kind_of_signal_of_ours_is_found() -> None:
    """The receivers of an async one in the order of its calls: those that are awaited come last."""
    with (
        Report.paid.connected(count, sender=Order),
        waited_for.connected(counted),
        waited_for.connected(count),
        numbered.connected(named),
        numbered_later.connected(counted_by_name),
        numbered_later.connected(named),
    ):
        found = mine()
    said = [(row["signal"].rpartition(".")[2], row["receiver"].rpartition(".")[2], row["is_async"]) for row in found]
    assert said == [
        ("paid", "count", False),
        ("numbered", "named", False),
        ("numbered_later", "named", False),
        ("numbered_later", "counted_by_name", True),
        ("waited_for", "count", False),
        ("waited_for", "counted", True),
    ]
    assert [row["problems"] for row in found] == [[]] * len(found)


def test_a_projects_own_signal_has_its_declared_name() -> None:
    """Not that of a module which imports it."""
    assert [row["signal"] for row in rows(app="shop") if "api" in row["receiver"]] == ["shop.signals.api_accessed"]


def test_receivers_without_kwargs_are_reported() -> None:
    """Django refuses them only under DEBUG."""
    untyped: Any = no_kwargs
    class_prepared.connect(untyped)
    (row,) = mine(signal="class_prepared")
    assert [problem.partition(":")[0] for problem in row["problems"]] == ["takes no **kwargs"]


def test_a_lazy_sender_that_resolves_to_no_model_is_reported() -> None:
    """Django only keeps waiting for it."""
    post_save.connect(any_of, sender="shop.Misspelt")
    (row,) = [row for row in rows() if row["sender"] == "shop.misspelt"]
    assert row["problems"] == ["never called: there is no model 'shop.misspelt'"]
    assert row["signal"] == "post_save"


class Base(models.Model):
    class Meta:  # noqa: D106
        abstract = True
        app_label = "shop"


@pytest.mark.parametrize(
    ("signal", "sender", "why"),
    [
        (post_save, 7, "the sender is no model"),
        (class_prepared, "shop.Order", "the sender is no model"),
        (post_save, Base, "an abstract model"),
        (post_save, Order.items.through, "a through model that it made itself"),
        (m2m_changed, Order, "no through model"),
    ],
    ids=["no model", "lazy for class_prepared", "abstract", "automatic through", "m2m of a model"],
)
def test_a_sender_that_never_sends_is_reported(signal: Any, sender: object, why: str) -> None:
    """Nothing else would ever say so."""
    signal.connect(any_of, sender=sender)
    ((problem,),) = [row["problems"] for row in mine()]
    assert problem.startswith("never called: ")
    assert why in problem


@pytest.mark.parametrize("sender", [Order.items.through, None], ids=["through", "any"])
def test_a_sender_that_does_send_is_not_reported(sender: object) -> None:
    """Through models send m2m_changed, and None is everybody."""
    signal: Any = m2m_changed
    signal.connect(any_of, sender=sender)
    assert [row["problems"] for row in mine()] == [[]]


def test_a_sender_of_ones_own_is_not_reported() -> None:
    """A middleware that answers an exception itself has to send got_request_exception itself."""
    got_request_exception.connect(any_of, sender=Report)
    assert [row["problems"] for row in mine()] == [[]]


def test_filters() -> None:
    """By signal, by model in any case, by app."""
    post_save.connect(any_of, sender=Customer)
    assert {row["sender"] for row in rows(model="SHOP.customer")} == {"shop.Customer"}
    assert {row["app"] for row in rows(app="shop")} == {"shop"}
    assert {row["signal"] for row in rows(signal="api_accessed")} == {"shop.signals.api_accessed"}
    assert rows(signal="task_enqueued") == []


def test_problems_fail_the_command() -> None:
    """Continuous integration can hold on to them."""
    post_save.connect(any_of, sender="shop.Misspelt")
    with pytest.raises(CommandError, match=r"^[1-9] of [1-9] connections? ha(s|ve) problems\.$"):
        call_command("signals", problems=True, signal="post_save", stdout=StringIO())
    call_command("signals", problems=True, signal="m2m_changed", stdout=StringIO())


class Callable:
    """A receiver that is an object."""

    def __call__(self, **kwargs: Any) -> None: ...


def test_every_kind_of_receiver_is_named() -> None:
    """Partials by what they call, objects by their class, what is written in C by itself alone."""
    held = [functools.partial(functools.partial(any_of)), Callable(), print, no_signature]
    for receiver in held:
        connected: Any = receiver
        request_started.connect(connected, weak=False)
    found = [row for row in rows(signal="request_started") if not row["receiver"].startswith("django.")]
    names = ["any_of", "Callable", "print", "NoSignature"]
    assert [row["receiver"].rpartition(".")[2] for row in found] == names
    assert [bool(row["place"]) for row in found] == [True, True, False, True]


class Oracle:
    """A receiver that answers to every name with itself, as proxies of remote objects do."""

    def __getattr__(self, name: str) -> Oracle:
        return self

    def __call__(self, **kwargs: Any) -> None: ...


def decorated(**kwargs: Any) -> None: ...


def itself(**kwargs: Any) -> None: ...


decorated.__dict__["__wrapped__"] = Report().add
itself.__dict__["__wrapped__"] = itself


def test_what_wraps_is_named_by_what_it_wraps() -> None:
    """What only answers to `__wrapped__` is none, and what contains itself comes to an end."""
    oracle: Any = Oracle()
    for receiver in (decorated, itself, oracle):
        request_started.connect(receiver, weak=False)
    found = [row for row in rows(signal="request_started") if not row["receiver"].startswith("django.")]
    assert [row["receiver"].removeprefix(f"{__name__}.") for row in found] == ["Report.add", "itself", "Oracle"]
    assert all(row["place"].rpartition("/")[2].startswith("test_django_command.py:") for row in found)


class NoSignature:
    """A callable that no one can look into."""

    __signature__ = "none"

    def __call__(self, **kwargs: Any) -> None: ...


no_signature = NoSignature()


def test_every_kind_of_sender_is_named() -> None:
    """Apps by their label, strings as they are written, classes and objects by where they come from."""
    plain: Any = DjangoSignal()
    app = apps.get_app_config("shop")
    senders = [Order, app, Report, Report(), None, "somebody"]
    for sender in senders:
        plain.connect(any_of, sender=sender)
    globals()["plain_signal"] = plain
    try:
        found = mine(signal="plain_signal")
    finally:
        del globals()["plain_signal"]
    assert {row["signal"] for row in found} == {f"{__name__}.plain_signal"}
    report = f"{__name__}.Report"
    # Django 5.2 keeps only the id of a sender that is neither a model nor an app.
    known = [report, report] if len(plain.receivers[0]) == 4 else ["<unknown>", "<unknown>"]
    assert [row["sender"] for row in found] == ["shop.Order", "shop", *known, None, "<unknown>"]
    ours = typedsignals.Signal[str, int]("ours")
    globals()["our_signal"] = ours
    try:
        with ours.connected(lambda sender, payload: None, sender="somebody"):
            assert [row["sender"] for row in mine(signal="our_signal")] == ["'somebody'"]
    finally:
        del globals()["our_signal"]


def test_a_signal_of_a_module_without_source_is_found() -> None:
    """It is named by what there is."""
    module = ModuleType("made_up")
    module.__dict__["signal"] = plain = DjangoSignal()
    plain.connect(any_of)
    sys.modules["made_up"] = module
    try:
        assert [row["signal"] for row in mine(signal="signal")] == ["made_up.signal"]
    finally:
        del sys.modules["made_up"]


def test_what_waits_for_a_model_and_is_no_connection_is_left_alone() -> None:
    """Fields wait in the same place."""
    apps.lazy_model_operation(any_of, ("shop", "misspelt"))
    assert [row for row in rows() if row["sender"] == "shop.misspelt"] == []


def test_autodiscovery_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a project imports its receivers itself."""
    imported: list[str] = []
    monkeypatch.setattr("typedsignals.django.apps.autodiscover_modules", imported.append)
    config = apps.get_app_config("typedsignals")
    config.ready()
    with override_settings(TYPEDSIGNALS_AUTODISCOVER=False):
        config.ready()
    assert imported == ["receivers"]


def test_without_rich_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON needs nothing."""
    monkeypatch.setitem(sys.modules, "rich.console", None)
    assert rows(app="shop")
    with pytest.raises(CommandError, match=r"typedsignals\[cli\]"):
        call_command("signals", stdout=StringIO())


def test_looking_changes_nothing() -> None:
    """No module is imported that would connect receivers of its own."""
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'project.settings'\n"
        "import django; django.setup()\n"
        "from typedsignals.wiring import every_signal\n"
        "before = len(every_signal()); assert len(every_signal()) == before\n"
        "assert 'django.test.signals' not in sys.modules\n"
    )
    from tests.integration.shop import PROJECT

    paths = [str(PROJECT.parents[1]), str(PROJECT)]
    subprocess.run([sys.executable, "-c", code, *paths], check=True)


def made() -> DjangoSignal:
    """Declare a signal in a function: each has the same name."""

    @django_signal
    def twin(sender: object) -> None: ...

    return twin


def test_two_signals_may_have_one_name() -> None:
    """They are listed one after the other."""
    globals().update(one=made(), other=made())
    try:
        for name in ("one", "other"):
            globals()[name].connect(any_of)
        assert [row["signal"] for row in mine(signal="twin")] == [f"{__name__}.made.<locals>.twin"] * 2
    finally:
        del globals()["one"], globals()["other"]


def test_a_signal_that_a_model_holds_is_found() -> None:
    """Models are classes with a metaclass."""
    model: Any = Base
    model.added = signal = DjangoSignal()
    signal.connect(any_of)
    try:
        assert [row["signal"] for row in mine(signal="added")] == [f"{__name__}.Base.added"]
    finally:
        del model.added


def test_a_receiver_without_a_module_is_described() -> None:
    """Methods of built-in objects name none."""
    kept = dict[str, Any]()
    untyped: Any = DjangoSignal()
    with override_settings(DEBUG=False):
        untyped.connect(kept.update, weak=False)
    globals()["plain_signal"] = untyped
    try:
        assert [row["receiver"] for row in rows(signal="plain_signal")] == ["builtins.dict.update"]
    finally:
        del globals()["plain_signal"]


def test_a_disconnect_that_waits_for_a_model_is_no_connection() -> None:
    """Django keeps it in the same place."""
    post_save.disconnect(any_of, sender="shop.Misspelt")
    assert [row for row in rows() if row["sender"] == "shop.misspelt"] == []


def test_a_projects_own_model_signal_that_waits_is_named() -> None:
    """As it is once it is connected."""
    globals()["waiting_signal"] = waiting = raw.ModelSignal()
    try:
        waiting.connect(any_of, sender="shop.Misspelt")
        assert [row["signal"] for row in mine(signal="waiting_signal")] == [f"{__name__}.waiting_signal"]
    finally:
        del globals()["waiting_signal"]


def test_a_swapped_model_never_sends() -> None:
    """The project's own user class does."""
    from django.contrib.auth.models import User

    post_save.connect(any_of, sender=User)
    assert [row["problems"] for row in mine()] == [["never called: shop.Customer is used in place of the sender"]]


@pytest.mark.parametrize(
    ("sender", "problem"),
    [
        (apps.get_app_config("shop"), None),
        (type(apps.get_app_config("shop")), "no AppConfig of the project"),
        ("shop", "no AppConfig of the project"),
        (apps.get_app_config("typedsignals"), "an app without models"),
    ],
    ids=["app", "class", "label", "no models"],
)
def test_only_apps_with_models_send_migrate_signals(sender: Any, problem: str | None) -> None:
    """Neither the class of an AppConfig nor its label is the AppConfig."""
    untyped: Any = raw.post_migrate
    untyped.connect(any_of, sender=sender)
    (row,) = mine(signal="post_migrate")
    assert problem in row["problems"][0] if problem else row["problems"] == []


def test_a_receiver_that_is_gone_is_no_connection() -> None:
    """Django forgets it at its next send."""
    report = Report()
    post_save.connect(report.add)
    assert len(mine(signal="post_save")) == 1
    del report
    gc.collect()
    assert mine(signal="post_save") == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"app": "shpo"}, "no app 'shpo'; did you mean 'shop'\\? .*contenttypes"),
        ({"model": "shop.Ordr"}, "no model 'shop.Ordr'; did you mean 'shop.Order'"),
        ({"model": "Order"}, "no model 'Order'; did you mean 'shop.Order'"),
        ({"signal": "post_sav"}, "no signal 'post_sav'; did you mean 'post_save'"),
        ({"signal": "django.db.models.signals.post_save"}, "no signal .*; did you mean 'post_save'"),
        ({"signal": "api_acessed"}, "no signal 'api_acessed'; did you mean 'api_accessed'"),
        ({"signal": "Report.payd"}, "no signal 'Report.payd'; did you mean"),
        ({"signal": "save"}, "no signal 'save'"),
        ({"signal": "xyzzy"}, "no signal 'xyzzy'. --signal takes"),
    ],
    ids=str,
)
def test_a_misspelt_filter_is_refused(options: dict[str, str], said: str) -> None:
    """Or continuous integration would be content for ever."""
    for problems in (False, True):
        with pytest.raises(CommandError, match=said) as caught:
            rows(**options, problems=problems)
        assert caught.value.returncode == 2


def test_a_filter_that_finds_nothing_is_no_mistake() -> None:
    """The model is there, and nobody listens to it; a sender that is no model is there as well, as a problem."""
    assert rows(model="shop.Order", signal="m2m_changed") == []
    assert rows(model="contenttypes.ContentType") == []
    post_save.connect(any_of, sender="shop.Misspelt")
    assert len(rows(model="shop.misspelt")) == 1
