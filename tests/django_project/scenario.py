"""One run through everything that makes Django send its own signals; prints as JSON what receivers got.

Two receivers hear every signal: one connected to Django's own object, one to the typed view of it. Both must get the same,
and every value must be of the type that `typedsignals/django/types.pyi` claims. Run it with `DJANGO_SETTINGS_MODULE` set.
"""

from __future__ import annotations

import json
import sys
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, get_overloads, get_type_hints

import django
from typeguard import TypeCheckError, check_type

django.setup()

from django.contrib.auth import authenticate  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.dispatch import Signal  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import setup_test_environment, teardown_test_environment  # noqa: E402
from django.utils.autoreload import StatReloader, file_changed  # noqa: E402

import typedsignals.django  # noqa: E402
from typedsignals.django import signals as typed  # noqa: E402

HOMES = {
    "django.contrib.auth.signals": ["user_logged_in", "user_logged_out", "user_login_failed"],
    "django.core.signals": ["got_request_exception", "request_finished", "request_started", "setting_changed"],
    "django.db.backends.signals": ["connection_created"],
    "django.db.models.signals": [
        *("class_prepared", "m2m_changed", "pre_init", "post_init", "pre_save", "post_save"),
        *("pre_delete", "post_delete", "pre_migrate", "post_migrate"),
    ],
    "django.test.signals": ["template_rendered"],
    "django.utils.autoreload": ["autoreload_started", "file_changed"],
}
if django.VERSION >= (6, 0):
    HOMES["django.tasks.signals"] = ["task_enqueued", "task_finished", "task_started"]

PROTOCOLS = {
    **dict.fromkeys(["pre_delete", "post_delete"], "DeleteReceiver"),
    **dict.fromkeys(["task_enqueued", "task_started", "task_finished"], "TaskReceiver"),
    **dict.fromkeys(["user_logged_in", "user_logged_out"], "UserReceiver"),
    "m2m_changed": "M2MChangedReceiver",
}


@dataclass
class Heard:
    """What one receiver of a signal was called with: sender and keywords, the instances by identity."""

    calls: list[tuple[object, dict[str, object]]] = field(default_factory=list)

    def __call__(self, sender: object, signal: Signal, **named: object) -> None:
        """Take note."""
        self.calls.append((sender, {**named, "signal": signal}))


def claimed_types() -> ModuleType:
    """Run the stub that claims the types, as a module."""
    stub = Path(typedsignals.django.__file__).with_name("types.pyi")
    if django.VERSION < (6, 0):
        for name in ("django.tasks", "django.tasks.backends", "django.tasks.backends.base"):
            module = sys.modules[name] = ModuleType(name)
            vars(module).update(TaskResult=object, BaseTaskBackend=object)
    loader = SourceFileLoader("claimed_types", str(stub))
    spec = spec_from_loader("claimed_types", loader)
    assert spec is not None
    module = module_from_spec(spec)
    text = "from __future__ import annotations\n" + loader.get_data(str(stub)).decode()
    sys.modules["claimed_types"] = module
    exec(compile(text, str(stub), "exec"), vars(module))
    if django.VERSION < (6, 0):
        for name in ("django.tasks", "django.tasks.backends", "django.tasks.backends.base"):
            del sys.modules[name]
    return module


class Subscriptable:
    """Stands for a class that is generic for type checkers only."""

    def __init__(self, real: type) -> None:
        self.real = real

    def __getitem__(self, _: object) -> type:
        """Forget the type arguments."""
        return self.real


def contracts(claims: ModuleType, name: str) -> list[tuple[dict[str, Any], set[str]]]:
    """For each protocol that a receiver of the signal may satisfy: the type of each keyword, and those always sent."""
    protocols = [PROTOCOLS.get(name, "".join(part.title() for part in name.split("_")) + "Receiver")]
    if name == "request_started":
        protocols = ["WSGIRequestReceiver", "ASGIRequestReceiver"]
    found = []
    for protocol in protocols:
        named: Any = SimpleNamespace(__module__=claims.__name__, __qualname__=f"{protocol}.__call__")
        call = get_overloads(named)[1]  # the one without **more
        names = {"TaskResult": Subscriptable(claims.TaskResult), "QuerySet": Subscriptable(models.QuerySet)}
        hints = get_type_hints(call, vars(claims), names)
        hints.pop("return")
        optional = set(call.__kwdefaults__ or {})
        found.append((hints, hints.keys() - optional))
    return found


def complaint(contract: tuple[dict[str, Any], set[str]], sender: object, named: dict[str, object]) -> str | None:
    """Say how a call differs from the contract."""
    hints, always = contract
    sent = {"sender": sender, **named}
    if always - sent.keys():
        return f"not sent: {sorted(always - sent.keys())}"
    if sent.keys() - hints.keys():
        return f"not claimed: {sorted(sent.keys() - hints.keys())}"
    for key, value in sent.items():
        try:
            check_type(value, hints[key])
        except TypeCheckError as error:
            return f"{key}: {error}"
    return None


def run_everything(databases: list[str]) -> None:
    """Make Django send each of its signals."""
    from shop.models import Customer, GiftOrder, Item, Order, PaidOrder, Supplier

    for database in databases:
        call_command("migrate", database=database, verbosity=0)
    connection.close()
    customer = Customer.objects.create_user("ada", password="secret")
    supplier = Supplier.objects.create(name="Mills")
    flour, yeast = Item.objects.bulk_create([Item(name=name, supplier=supplier) for name in ("flour", "yeast")])
    order = Order.objects.create(customer=customer)
    order.status = "paid"
    order.save(update_fields=["status"])
    Order.objects.filter(pk=order.pk).update(status="sent")
    PaidOrder.objects.create(customer=customer, status="paid")
    gift = GiftOrder.objects.create(customer=customer, greeting="hello")
    order.items.add(flour, yeast)
    order.items.remove(yeast)
    order.items.set([yeast])
    order.items.clear()
    flour.orders.add(order)
    flour.orders.remove(order)
    flour.orders.set([order])
    flour.orders.clear()
    order.notes.create(text="ring twice")
    gift.delete()
    Order.objects.filter(pk=order.pk).delete()
    supplier.delete()
    Order.objects.using("archive").count()

    client = Client(raise_request_exception=False)
    assert client.login(username="ada", password="secret")
    assert client.get("/api/orders/7/").json() == {"order": 7, "answers": ["Logged"]}
    assert client.get("/api/broken/").status_code == 500
    client.logout()
    client.logout()
    assert authenticate(username="ada", password="wrong") is None
    with override_settings(USE_TZ=False):
        pass
    assert render_to_string("hello.html", {"name": "Ada"}) == "Hello Ada"
    type("Ephemeral", (models.Model,), {"__module__": "shop.models", "Meta": type("Meta", (), {"app_label": "shop"})})
    run_asgi()
    if django.VERSION >= (6, 0):
        run_tasks()
    run_reloader()
    call_command("flush", interactive=False, verbosity=0)


def run_asgi() -> None:
    """Send a request through the ASGI application."""
    import asyncio

    from django.test import AsyncClient

    response = asyncio.run(AsyncClient().get("/api/orders/8/"))
    assert response.status_code == 200


def run_reloader() -> None:
    """Let the reloader of the development server begin, and see a file changed; somebody says that it need not reload."""
    reloader = StatReloader()
    reloader.stop()  # before its first look at the files
    reloader.run(threading.main_thread())

    def look(sender: object, **named: object) -> bool:
        return True

    file_changed.connect(look)
    reloader.notify_file_changed(Path(__file__))
    file_changed.disconnect(look)


def run_tasks() -> None:
    """Enqueue one task that succeeds and one that fails."""
    from shop.tasks import fail, work

    work.enqueue()
    fail.enqueue()


def main() -> int:
    """Connect, run, compare, and print what came."""
    raw: dict[str, Heard] = {}
    viewed: dict[str, Heard] = {}
    for home, names in HOMES.items():
        for name in names:
            own: Signal = getattr(import_module(home), name)
            view: Any = getattr(typed, name)
            assert view is own, name
            raw[name], viewed[name] = Heard(), Heard()
            connect: Callable[..., object] = own.connect
            connect(raw[name])
            typedsignals.django.receiver(view)(viewed[name])
    setup_test_environment()
    try:
        run_everything(["default", "archive"])
    finally:
        teardown_test_environment()
    claims = claimed_types()
    wrong = Counter[str]()
    for name, heard in viewed.items():
        assert heard.calls == raw[name].calls, name
        for sender, named in heard.calls:
            complaints = [complaint(contract, sender, named) for contract in contracts(claims, name)]
            if all(complaints):
                wrong[f"{name}: {complaints[0]}"] += 1
    counts = {name: len(heard.calls) for name, heard in viewed.items()}
    report = {"django": django.__version__, "vendor": connection.vendor, "counts": counts, "wrong": dict(wrong)}
    sys.stdout.write(json.dumps(report, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
