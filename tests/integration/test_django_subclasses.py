"""Receivers of Django's signals that hear a model and its subclasses."""

from __future__ import annotations

import gc
import importlib
import json
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.integration.shop import databases, empty_shop, set_up

set_up()

from django.apps.registry import Apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth.models import AbstractUser  # noqa: E402
from django.core.management import CommandError, call_command  # noqa: E402
from django.db import models  # noqa: E402
from django.db.migrations.state import ModelState, ProjectState  # noqa: E402
from django.db.models.options import Options  # noqa: E402
from django.dispatch import Signal as DjangoSignal  # noqa: E402
from django.test import override_settings  # noqa: E402
from shop.models import Customer, GiftOrder, Item, Order, PaidOrder, Supplier  # noqa: E402

from typedsignals import (  # noqa: E402
    DuplicateUidWarning,
    ReceiverError,
    Signal,
    UsageError,
)
from typedsignals.django import _families, after_commit, disconnect, django_signal, receiver  # noqa: E402
from typedsignals.django.signals import (  # noqa: E402
    class_prepared,
    m2m_changed,
    post_delete,
    post_init,
    post_save,
    pre_init,
    pre_save,
    request_started,
    user_logged_in,
)
from typedsignals.testing import isolated, muted, record, replaced  # noqa: E402

__all__ = ["databases", "empty_shop"]

ordered = DjangoSignal()


@django_signal
def order_packed(sender: type[Order], *, number: int) -> None:
    """Sent when an order lies in its box."""


SIGNALS: list[Any] = [post_init, pre_init, post_save, pre_save, post_delete, class_prepared, ordered, order_packed]


class Heard:
    """A receiver that remembers from whom it heard."""

    def __init__(self) -> None:
        self.senders: list[Any] = []

    def __call__(self, sender: Any, **kwargs: Any) -> str:
        self.senders.append(sender)
        return "heard"

    def hear(self, sender: Any, **kwargs: Any) -> str:
        self.senders.append(sender)
        return "heard"

    def taken(self) -> list[Any]:
        """Return from whom it heard since it was asked last."""
        taken, self.senders = self.senders, []
        return taken


def no_kwargs(sender: object, instance: object, signal: object) -> None: ...


def any_of(sender: object, **kwargs: Any) -> str:
    return "any of"


async def awaited(sender: object, **kwargs: Any) -> None: ...


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    """Take back whatever a test has connected, also what the kit takes for lasting."""
    before, families = [(signal, list(signal.receivers)) for signal in SIGNALS], dict(_families._families)
    yield
    _families._families.clear()
    _families._families.update(families)
    for signal, receivers in before:
        signal.receivers = receivers
        signal.sender_receivers_cache.clear()


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[Apps]:
    """Give the models of a test an app registry of their own, as `isolate_apps` does."""
    apps = Apps(["shop"])
    monkeypatch.setattr(Options, "default_apps", apps)
    yield apps
    gc.collect()


@pytest.fixture
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], Any]]:
    """Give what writes and imports a module, for as long as the test runs."""
    names = []

    def write(name: str, text: str) -> Any:
        names.append(name)
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
        return importlib.import_module(name)

    monkeypatch.syspath_prepend(tmp_path)
    yield write
    for name in names:
        del sys.modules[name]


def model(name: str, *bases: type, **meta: Any) -> type[models.Model]:
    """Make a model."""
    body = {"__module__": __name__, "Meta": type("Meta", (), {"app_label": "shop", **meta})}
    made: type[models.Model] = type(name, bases or (models.Model,), body)
    return made


def connected(signal: Any) -> list[Any]:
    return [entry for entry in signal.receivers if type(entry[0][0]) is _families.Family]


# --- who is heard


def test_a_model_its_proxies_and_its_children_are_heard(empty_shop: None) -> None:
    """By saves of each, once; and no other model."""
    heard = Heard()
    receiver([pre_save, post_save], sender=Order, subclasses=True)(heard)
    customer = Customer.objects.create()
    Item.objects.create(name="tea", supplier=Supplier.objects.create(name="Mills"))
    assert heard.taken() == []
    for each in (Order, PaidOrder, GiftOrder):
        saved = each.objects.create(customer=customer)
        assert heard.taken() == [each, each]
        type(saved).objects.only("pk").get(pk=saved.pk).save()
        assert heard.taken() == [each, each]
    customer.delete()


def test_the_row_of_the_parent_is_deleted_by_itself(empty_shop: None) -> None:
    """Django sends for each of the two rows of a child: whoever hears both models hears twice."""
    heard = Heard()
    receiver(post_delete, sender=Order, subclasses=True)(heard)
    customer = Customer.objects.create()
    GiftOrder.objects.create(customer=customer).delete()
    assert heard.taken() == [GiftOrder, Order]
    PaidOrder.objects.create(customer=customer).delete()
    assert heard.taken() == [PaidOrder]
    customer.delete()


def test_of_an_abstract_model_the_concrete_ones_are_heard(registry: Apps) -> None:
    """Also those that are made later, at any depth; through another abstract one, too."""
    heard, base = Heard(), model("Document", abstract=True)
    before = model("Letter", base)
    assert receiver(post_init, sender=base, subclasses=True)(heard) is heard
    later = model("Invoice", base)
    between = model("Draft", base, abstract=True)
    deep, proxy, stranger = model("Sketch", between), model("PaidInvoice", later, proxy=True), model("Stamp")
    for each in (before, later, deep, proxy, stranger):
        each()
    assert heard.taken() == [before, later, deep, proxy]


def test_the_model_of_all_models_is_a_base(registry: Apps) -> None:
    """What is sent by no model is not heard."""
    heard = Heard()
    receiver(post_init, sender=models.Model, subclasses=True)(heard)
    later = model("Letter")
    later()
    Order()
    post_init.send(sender=models.Model, instance=Order())
    assert heard.taken() == [later, Order, Order]


def test_a_plain_class_between_and_beside_is_seen_through(registry: Apps) -> None:
    """A mixin is no model, and makes none of what it is mixed into."""
    heard = Heard()
    receiver(post_init, sender=Order, subclasses=True)(heard)
    mixed = model("Wrapped", type("Mixin", (), {}), Order, proxy=True)
    mixed()
    assert heard.taken() == [mixed]


def test_a_swapped_model_neither_disturbs_nor_is_reported() -> None:
    """Django's own user stands beside that of the project; whoever swaps them in a test is heard, too."""
    heard = Heard()
    receiver(post_init, sender=AbstractUser, subclasses=True)(heard)
    Customer()
    assert heard.taken() == [Customer]
    (row,) = rows(heard)
    assert (row["sender"], row["subclasses"], row["problems"]) == ("auth.AbstractUser", True, [])


def test_the_models_of_migrations_are_not_heard(registry: Apps) -> None:
    """Neither what they look like nor what they are made of says otherwise."""
    heard, base = Heard(), model("Document", abstract=True)
    receiver(post_init, sender=base, subclasses=True)(heard)
    receiver(post_init, sender=models.Model, subclasses=True)(heard)
    state = ProjectState()
    state.add_model(ModelState("shop", "Letter", [("id", models.AutoField(primary_key=True))], bases=(base,)))
    historical: Any = state.apps.get_model("shop", "Letter")
    assert issubclass(historical, base)
    historical()
    real = model("Letter", base)
    real()
    assert heard.taken() == [real, real]
    receiver(pre_init, sender=base, subclasses=True)(heard)  # when they are there already
    historical()
    assert heard.taken() == []


def test_a_label_stands_for_its_model(registry: Apps) -> None:
    """At once, or as soon as there is one."""
    heard = Heard()
    label: str = settings.AUTH_USER_MODEL
    receiver(post_init, sender=label, subclasses=True, apps=Customer._meta.apps)(heard)
    Customer()
    assert heard.taken() == [Customer]
    receiver([pre_init, post_init], sender="shop.Letter", subclasses=True)(heard)
    letter = model("Letter")
    proxy = model("OpenLetter", letter, proxy=True)
    letter()
    proxy()
    assert heard.taken() == [letter, letter, proxy, proxy]
    with pytest.raises(ValueError, match="app_label"):
        receiver(post_init, sender="Letter", subclasses=True)(heard)


def test_signals_of_ones_own_are_heard_from_models() -> None:
    """Declared, or not."""
    heard = Heard()
    receiver(order_packed, sender=Order, subclasses=True)(heard)
    receiver((ordered,), sender=Order, subclasses=True)(heard)
    assert order_packed.send(PaidOrder, number=1) == [(heard, "heard")]
    assert ordered.send(GiftOrder) == [(heard, "heard")]
    assert ordered.send(Item) == []


def test_without_subclasses_it_is_djangos() -> None:
    """Whatever that takes and refuses."""
    heard = Heard()
    assert receiver(ordered, sender="shop", subclasses=False)(heard) is heard
    receiver([ordered], dispatch_uid="uid", weak=False)(heard)
    assert [type(entry[0][0]) for entry in ordered.receivers] == [int, str]
    assert ordered.send("shop") == [(heard, "heard")] * 2
    untyped: Any = receiver
    with pytest.raises(TypeError, match="priority"):
        untyped(ordered, priority=1)(heard)


# --- what it costs


def test_a_send_calls_what_was_connected_and_nothing_else() -> None:
    """Django finds the receiver itself, under the model that sends, once for each concrete model."""
    heard = Heard()
    receiver(post_save, sender=Order, subclasses=True)(heard)
    assert len(connected(post_save)) == 3
    found = {entry[0][1] for entry in connected(post_save)}
    assert found == {id(Order), id(PaidOrder), id(GiftOrder)}
    assert all(entry[1]() is heard for entry in connected(post_save))
    assert {repr(entry[0][0]) for entry in connected(post_save)} == {"<Order and its subclasses>"}


# --- connections and their ends


def test_it_is_another_connection_than_that_for_the_model_alone() -> None:
    """Each is called; Django's `disconnect` ends the one, and that of this package both."""
    heard = Heard()
    receiver(ordered, sender=Order)(heard)
    receiver(ordered, sender=Order, subclasses=True)(heard)
    receiver(ordered, sender=Order, subclasses=True)(heard)
    assert len(ordered.send(Order)) == 2
    assert len(ordered.send(PaidOrder)) == 1
    assert ordered.disconnect(heard, sender=PaidOrder) is False
    assert ordered.disconnect(heard, sender=Order) is True
    assert ordered.disconnect(heard, sender=Order) is False
    assert len(ordered.send(Order)) == 1
    ordered.connect(heard, sender=Order)
    assert disconnect(ordered, heard, sender=PaidOrder) is False
    assert disconnect(ordered, heard, sender=Order) is True
    assert disconnect(ordered, heard, sender=Order) is False
    assert ordered.receivers == []


def test_two_bases_are_two_connections() -> None:
    """As with signals of this package: what is of both is heard for both."""
    heard = Heard()
    receiver(ordered, sender=Order, subclasses=True)(heard)
    receiver(ordered, sender=PaidOrder, subclasses=True)(heard)
    ordered.send(PaidOrder)
    ordered.send(GiftOrder)
    assert heard.taken() == [PaidOrder, PaidOrder, GiftOrder]
    disconnect(ordered, heard, sender=Order)
    ordered.send(PaidOrder)
    ordered.send(GiftOrder)
    assert heard.taken() == [PaidOrder]


def test_a_disconnect_lasts(registry: Apps) -> None:
    """For models that are made later, too."""
    heard, base = Heard(), model("Document", abstract=True)
    receiver(post_init, sender=base, subclasses=True)(heard)
    assert disconnect(post_init, heard, sender=base) is True  # before there is a model to connect it for
    model("Letter", base)()
    assert heard.taken() == []
    receiver(post_init, sender=base, subclasses=True)(heard)
    model("Invoice", base)()
    assert len(heard.taken()) == 1


def test_whoever_disconnects_all_of_class_prepared_does_so_until_the_next(registry: Apps) -> None:
    """Of all that was connected for later models."""
    heard, base = Heard(), model("Document", abstract=True)
    receiver(post_init, sender=base, subclasses=True)(heard)
    class_prepared.receivers = []
    receiver(pre_init, sender=base, subclasses=True)(heard)
    model("Letter", base)()
    assert len(heard.taken()) == 2


def test_a_uid_tells_connections_apart() -> None:
    """The receiver, the uid, or both: each has to match that is named."""
    one, other = Heard(), Heard()
    for each, uid in ((one, "a"), (one, "b"), (other, "c"), (other, "")):
        receiver(ordered, sender=Order, subclasses=True, dispatch_uid=uid)(each)
    assert disconnect(ordered, other, sender=Order, dispatch_uid="a") is False
    assert disconnect(ordered, sender=Order, dispatch_uid="a") is True
    assert disconnect(ordered, one, sender=Order, dispatch_uid="b") is True
    ordered.send(GiftOrder)
    assert (one.taken(), other.taken()) == ([], [GiftOrder, GiftOrder])
    assert disconnect(ordered, other, sender=Order) is True
    assert ordered.receivers == []


def test_who_has_a_uid_keeps_it() -> None:
    """The newcomer is told, and who it is that stays; equal uids need not be the same, nor hashable."""
    one, other = Heard(), Heard()
    uid: Any = ["shop", "order"]
    equal: Any = [*uid]
    receiver(ordered, sender=Order, subclasses=True, dispatch_uid=uid)(one)
    with pytest.warns(
        DuplicateUidWarning, match=r"was not connected to Django signal 'ordered': .*Heard.* stays"
    ) as caught:
        receiver(ordered, sender=Order, subclasses=True, dispatch_uid=equal)(other)
    assert caught[0].filename == __file__
    ordered.send(PaidOrder)
    assert (one.taken(), other.taken()) == ([PaidOrder], [])


@pytest.mark.parametrize("options", [{}, {"weak": False}, {"dispatch_uid": "uid"}], ids=["weak", "strong", "uid"])
def test_a_reloaded_module_is_connected_once(options: dict[str, Any], imported: Callable[[str, str], Any]) -> None:
    """Its function takes the place of its old self; another one of its name does not."""
    text = f"""
from shop.models import Order
from typedsignals.django import receiver
from tests.integration.test_django_subclasses import ordered

@receiver(ordered, sender=Order, subclasses=True, **{options})
def reloaded(sender, **kwargs):
    return __spec__
"""
    module = imported("reloaded_receivers", text)
    kept = module.reloaded  # as whoever imported it keeps it
    for _ in range(2):
        importlib.reload(module)
        if options:
            assert [result for _, result in ordered.send(GiftOrder)] == [module.__spec__]
    del kept
    assert [result for _, result in ordered.send(GiftOrder)] == [module.__spec__]


def test_two_functions_of_one_name_in_one_run_do_not_share_a_uid(imported: Callable[[str, str], Any]) -> None:
    """The second one was not imported again: the newcomer is told."""
    text = """
from shop.models import Order
from typedsignals.django import receiver
from tests.integration.test_django_subclasses import ordered

for word in "first", "second":
    @receiver(ordered, sender=Order, subclasses=True, dispatch_uid="uid", weak=False)
    def same(sender, word=word, **kwargs):
        return word
"""
    with pytest.warns(DuplicateUidWarning, match="same"):
        imported("two_of_one_name", text)
    assert [result for _, result in ordered.send(GiftOrder)] == ["first"]


def test_functions_of_one_name_are_not_taken_for_each_other() -> None:
    """Unless their module was run again in between."""
    functions = []
    for _ in range(2):

        def same(sender: object, **kwargs: object) -> None: ...

        receiver(ordered, sender=Order, subclasses=True)(same)
        functions.append(same)
    assert [each for each, _ in ordered.send(PaidOrder)] == functions


# --- lifetime


def test_a_receiver_that_died_is_not_brought_back(registry: Apps) -> None:
    """It leaves nothing, and hears no model that is made later."""
    base = model("Document", abstract=True)
    heard = Heard()
    receiver([post_init, pre_init], sender=base, subclasses=True)(heard.hear)
    receiver(post_init, sender=base, subclasses=True)(heard)
    model("Letter", base)()
    senders = heard.senders
    assert len(senders) == 3
    assert len(_families.of(post_init)) == 2
    gone = weakref.ref(heard)
    del heard
    assert gone() is None
    assert _families.of(post_init) == _families.of(pre_init) == []
    model("Invoice", base)()
    assert len(senders) == 3
    post_init.disconnect(any_of)  # Django cleans up when it is asked next
    pre_init.disconnect(any_of)
    assert connected(post_init) == connected(pre_init) == []


def test_what_is_held_strongly_stays(registry: Apps) -> None:
    """Until it is disconnected."""
    base = model("Document", abstract=True)
    senders: list[object] = []
    receiver(post_init, sender=base, subclasses=True, weak=False, dispatch_uid="uid")(
        lambda sender, **kwargs: senders.append(sender)
    )
    gc.collect()
    letter = model("Letter", base)
    letter()
    assert senders == [letter]
    assert disconnect(post_init, sender=base, dispatch_uid="uid")
    letter()
    assert senders == [letter]


def test_models_and_signals_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not by a receiver that outlives them, however it is held."""
    signal, heard = DjangoSignal(), Heard()
    monkeypatch.setattr(Options, "default_apps", Apps(["shop"]))
    base = model("Document", abstract=True)
    made = model("Letter", base)
    receiver([post_init, signal], sender=base, subclasses=True, weak=False)(heard)
    receiver(post_init, sender=base, subclasses=True)(heard.hear)  # of signals, Django 5.2 keeps those that hold weakly
    (family,) = _families.of(signal)
    monkeypatch.undo()
    gone = [weakref.ref(each) for each in (signal, base, made)]
    before = len(_families._families)
    del signal, base, made
    for each in (post_init, class_prepared):  # a cache of Django's may be filled again
        each.sender_receivers_cache.clear()
    gc.collect()
    assert [each() for each in gone] == [None, None, None]
    assert len(_families._families) == before - 3
    family.end()  # of what has ended
    assert repr(family) == "<a model that is gone and its subclasses>"


def test_nobody_is_taken_for_a_model_that_has_died(registry: Apps) -> None:
    """Django 5.2 keeps the connection of a dead sender, for whoever gets its id."""
    heard = Heard()
    receiver(post_init, sender=Order, subclasses=True)(heard)
    (family,) = _families.of(post_init)
    stranger = model("Stamp")
    family._ids.add(id(stranger))  # as if one had been there before
    post_init.connect(heard, sender=stranger, dispatch_uid=family)
    class_prepared.send(stranger)
    stranger()
    Order()
    assert heard.taken() == [Order]


def test_a_family_that_ends_while_a_model_joins_has_it_not(monkeypatch: pytest.MonkeyPatch, registry: Apps) -> None:
    """Whoever is last cleans up."""
    heard, signal = Heard(), DjangoSignal()
    connect = signal.connect

    def connect_and_end(*args: Any, **options: Any) -> None:
        connect(*args, **options)
        monkeypatch.undo()
        (family,) = _families.of(signal)
        _families._families.pop(family)

    receiver(signal, sender=Order, subclasses=True)(heard)
    monkeypatch.setattr(signal, "connect", connect_and_end)
    late = model("LateOrder", Order, proxy=True)
    assert signal.send(late) == []


def test_one_that_is_dying_makes_way(registry: Apps) -> None:
    """For a newcomer with its uid, before its end is known."""
    old, new, base = Heard(), Heard(), model("Document", abstract=True)
    receiver(post_init, sender=base, subclasses=True, dispatch_uid="uid")(old)
    (family,) = _families.of(post_init)
    family.receiver = lambda: None
    receiver(post_init, sender=base, subclasses=True, dispatch_uid="uid")(new)
    letter = model("Letter", base)
    family.join(letter)
    letter()
    assert (old.taken(), new.taken()) == ([], [letter])


def test_models_made_in_threads_are_heard_once(registry: Apps) -> None:
    """Whether they were there first, or the receiver, or both came at once; Django itself makes models in one thread at a time."""
    base, made = model("Document", abstract=True), list[type[models.Model]]()
    receivers = [Heard() for _ in range(20)]
    start = threading.Barrier(2)

    def make() -> None:
        start.wait()
        made.extend(model(f"Letter{number}", base) for number in range(20))

    thread = threading.Thread(target=make)
    thread.start()
    start.wait()
    for heard in receivers:
        receiver(post_init, sender=base, subclasses=True)(heard)
    thread.join()
    for each in made:
        each()
    assert len(made) == 20
    assert [heard.taken() for heard in receivers] == [made] * 20


def test_a_program_ends_silently(tmp_path: Path) -> None:
    """Under DEBUG Django keeps receivers in a cache, from where they die when modules have lost their names."""
    import subprocess

    app = tmp_path / "ending"
    app.mkdir()
    (app / "__init__.py").touch()
    (app / "receivers.py").write_text(
        """
import django
from django.conf import settings

settings.configure(INSTALLED_APPS=["django.contrib.contenttypes", "ending", "typedsignals.django"], DEBUG=True)
django.setup()

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_init
from typedsignals.django import receiver


@receiver(post_init, sender=ContentType, subclasses=True)
def hear(**kwargs): ...
""",
        encoding="utf-8",
    )
    said = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import ending.receivers"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stderr == ""


# --- what is refused


class Slotted:
    """What cannot be held weakly."""

    __slots__ = ()

    def __call__(self, **kwargs: Any) -> None: ...


class Bound:
    """A method in all but its type, that nobody can make anew."""

    def __init__(self, *, made_by: object) -> None:
        self.__self__, self.__func__ = made_by, any_of

    def __call__(self, **kwargs: Any) -> None: ...


@pytest.mark.parametrize(
    ("signal", "options", "said"),
    [
        (post_save, {}, "there is no sender; give sender=SomeModel"),
        (post_save, {"sender": 7}, "there is an object of type int; give sender=SomeModel"),
        (post_save, {"sender": Heard}, f"there is class {__name__}.Heard"),
        (ordered, {"sender": Order()}, "there is an object of type Order"),
        (post_save, {"sender": Order, "subclasses": 1}, "subclasses is an object of type int; give True or False"),
        (m2m_changed, {"sender": Order.items.through}, "as sender=Order.items.through"),
        (class_prepared, {"sender": Order}, "ask issubclass(sender, SomeModel)"),
        (request_started, {"sender": Order}, "no model sends this; leave it out"),
        (user_logged_in, {"sender": Customer}, "no model sends this; leave it out"),
    ],
)
def test_what_no_model_can_send_is_refused(signal: Any, options: dict[str, Any], said: str) -> None:
    """With both parties and what to do; of several signals none is connected."""
    untyped: Any = receiver
    before = len(post_init.receivers)
    with pytest.raises(ReceiverError) as caught:
        untyped([post_init, signal], **{"subclasses": True, **options})(any_of)
    line = any_of.__code__.co_firstlineno
    assert f"cannot connect {__name__}.any_of (test_django_subclasses.py:{line}) to Django signal '" in str(
        caught.value
    )
    assert said in str(caught.value)
    assert len(post_init.receivers) == before


def test_what_cannot_be_kept_is_refused() -> None:
    """Before a first model has it tried."""
    untyped: Any = receiver
    decorator = untyped(post_init, sender=models.Model, subclasses=True)
    with pytest.raises(
        ReceiverError, match=r"it is not callable; connect a function that takes \(sender, \*\*kwargs\)$"
    ):
        decorator("any_of")
    made_by = Heard()
    for each in (Slotted(), Bound(made_by=made_by)):
        with pytest.raises(ReceiverError, match=r"it cannot be held weakly; connect it with weak=False$"):
            decorator(each)
        untyped(post_init, sender=models.Model, subclasses=True, weak=False)(each)
    assert [each.receiver().__class__ for each in _families.of(post_init)] == [Slotted, Bound]


def test_what_django_refuses_it_refuses_at_once(registry: Apps) -> None:
    """Not when somebody makes the first model."""
    base = model("Document", abstract=True)
    untyped: Any = receiver
    with override_settings(DEBUG=True), pytest.raises(ValueError, match="keyword arguments"):
        untyped(post_init, sender=base, subclasses=True)(no_kwargs)
    assert _families.of(post_init) == []
    untyped(post_init, sender=base, subclasses=True)(no_kwargs)
    model("Letter", base)


def test_what_is_no_signal_of_django_is_refused() -> None:
    """It has a `receiver` of its own."""
    untyped: Any = receiver
    with pytest.raises(
        UsageError, match=r"takes signals of Django, not an object of typedsignals.*have theirs in typedsignals$"
    ):
        untyped(Signal[object, object]("ours"), sender=Order, subclasses=True)
    with pytest.raises(TypeError, match="priority"):
        untyped(post_init, sender=Order, subclasses=True, priority=1)(any_of)


def test_a_disconnect_names_somebody_and_a_model() -> None:
    """As that of this package's signals does."""
    untyped: Any = disconnect
    with pytest.raises(UsageError, match="of Django signal 'post_init' needs a receiver or a dispatch_uid"):
        untyped(post_init, sender=Order)
    with pytest.raises(
        UsageError, match="of Django signal 'post_init' takes a model as sender=, not an object of type str"
    ):
        untyped(post_init, any_of, sender="shop.Order")
    with pytest.raises(UsageError, match="an unnamed Django signal"):
        untyped(DjangoSignal(), sender=Order)


# --- the test kit


def test_isolated_takes_it_back_and_gives_it_back(registry: Apps) -> None:
    """For the models of then and of now; a model that is made inside stays one of those that were heard before."""
    base, outer, inner = model("Document", abstract=True), Heard(), Heard()
    receiver(post_init, sender=base, subclasses=True)(outer)
    with isolated() as changes:
        receiver(post_init, sender=base, subclasses=True, weak=False)(inner)
        letter = model("Letter", base)
        disconnect(post_init, outer, sender=base)
        letter()
        assert (outer.taken(), inner.taken()) == ([], [letter])
    assert [(change.signal, change.weak) for change in changes.made] == [(post_init, False)]
    assert [change.signal for change in changes.lost] == [post_init]
    letter()
    invoice = model("Invoice", base)
    invoice()
    assert (outer.taken(), inner.taken()) == ([letter, invoice], [])


def test_one_signal_is_isolated_alone(registry: Apps) -> None:
    """Families of another one stay as they are; who died inside stays away."""
    base, heard, mortal = model("Document", abstract=True), Heard(), Heard()
    receiver(post_init, sender=base, subclasses=True)(mortal)
    with isolated(post_init):
        receiver(pre_init, sender=base, subclasses=True)(heard)
        del mortal
    assert _families.of(post_init) == []
    model("Letter", base)()
    assert len(heard.taken()) == 1


def test_what_an_imported_module_connects_lasts(imported: Callable[[str, str], Any], registry: Apps) -> None:
    """It would not connect it again."""
    text = """
from django.db.models.signals import post_init
from shop.models import Order
from typedsignals.django import receiver

@receiver(post_init, sender=Order, subclasses=True)
def lasting(sender, **kwargs):
    heard.append(sender)

heard = []
"""
    with isolated() as changes:
        module = imported("lasting_receivers", text)
    assert changes.made == []
    late = model("LateOrder", Order, proxy=True)
    late()
    Order()
    assert module.heard == [late, Order]


def test_it_is_muted_replaced_and_recorded() -> None:
    """By the receiver, and by the model that was named; who looks on sees that one."""
    heard, fake = Heard(), Heard()
    receiver(ordered, sender=Order, subclasses=True)(heard)
    with muted(receiver=heard):
        assert ordered.send(PaidOrder) == []
    with muted(ordered):
        assert ordered.send(PaidOrder) == []
    with replaced(heard, fake, sender=Order):
        assert ordered.send(PaidOrder) == [(fake, "heard")]
    with pytest.raises(UsageError, match="not connected"), replaced(heard, fake, sender=Item):
        pass
    with record(ordered) as sent:
        ordered.send(GiftOrder)
        ordered.send(Item)
    assert [(entry.sender, entry.results) for entry in sent] == [(GiftOrder, [(heard, "heard")]), (Item, [])]
    seen = _testing_connections()
    assert [(each.sender, each.subclasses, each.dispatch_uid) for each in seen] == [(Order, True, None)]
    assert (heard.taken(), fake.taken()) == ([GiftOrder], [PaidOrder])


def _testing_connections() -> Any:
    from typedsignals.testing._signals import connections

    return connections(ordered)


def test_who_mutes_class_prepared_mutes_receivers(registry: Apps) -> None:
    """And not that models join their families."""
    base, heard = model("Document", abstract=True), Heard()
    receiver(post_init, sender=base, subclasses=True)(heard)
    class_prepared.connect(heard)
    with muted(class_prepared):
        letter = model("Letter", base)
    letter()
    assert heard.taken() == [letter]


# --- manage.py signals


def rows(of: Any, **options: Any) -> list[dict[str, Any]]:
    """Return the rows of a receiver as another program gets them."""
    out = StringIO()
    call_command("signals", json=True, stdout=out, **options)
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    kind = of if callable(of) and hasattr(of, "__qualname__") else type(of)
    return [row for row in found if row["receiver"] == f"{__name__}.{kind.__qualname__}"]


def test_it_has_one_row(registry: Apps) -> None:
    """That says what was asked for; also where it has no model yet, or waits for one. How it works inside is not shown."""
    base = model("Document", abstract=True)
    receiver(post_save, sender=Order, subclasses=True, dispatch_uid="uid")(any_of)
    receiver(pre_save, sender=base, subclasses=True)(awaited)
    receiver(pre_save, sender=base, subclasses=True)(any_of)
    receiver(pre_save, sender="shop.Misspelt", subclasses=True, apps=Order._meta.apps)(any_of)
    saved, waiting, first = rows(any_of)
    (coming,) = rows(awaited)
    assert (saved["sender"], saved["subclasses"], saved["dispatch_uid"]) == ("shop.Order", True, "uid")
    assert (saved["weak"], saved["timing"], saved["problems"]) == (True, "immediate", [])
    assert (waiting["sender"], waiting["subclasses"], waiting["order"]) == ("shop.misspelt", True, 0)
    assert waiting["problems"] == ["never called: there is no model 'shop.misspelt'"]
    assert (first["sender"], first["order"], first["problems"]) == ("shop.Document", 0, [])
    assert (coming["is_async"], coming["order"]) == (True, 0)
    out = StringIO()
    call_command("signals", stdout=out)
    assert "_families" not in out.getvalue()
    Order._meta.apps._pending_operations.pop(("shop", "misspelt"))


def test_its_order_is_that_of_its_first_model() -> None:
    """Each family is one turn."""
    one, other = Heard(), Heard()
    post_init.connect(one)
    receiver(post_init, sender=Order, subclasses=True)(any_of)
    post_init.connect(other)
    turns = [row["order"] for row in sorted(rows(one) + rows(any_of), key=lambda row: row["order"])]
    assert turns == list(range(turns[0], turns[0] + 3))


def test_the_table_says_so() -> None:
    """In words."""
    receiver(post_save, sender=Order, subclasses=True)(any_of)
    out = StringIO()
    call_command("signals", model="shop.Order", signal="post_save", stdout=out)
    assert "and subclasses" in out.getvalue()


def test_its_parameters_are_compared() -> None:
    """As those of any receiver."""
    untyped: Any = receiver
    untyped(post_delete, sender=Order, subclasses=True)(no_kwargs)
    with pytest.raises(CommandError, match="1 of 1 connection has problems"):
        call_command("signals", problems=True, signal="post_delete", stdout=StringIO())


def test_it_waits_for_a_commit(empty_shop: None) -> None:
    """Under the decorator that has receivers wait."""
    heard = Heard()
    receiver(post_save, sender=Order, subclasses=True)(after_commit(heard))
    customer = Customer.objects.create()
    PaidOrder.objects.create(customer=customer)
    assert heard.taken() == [PaidOrder]
    customer.delete()


def test_models_are_imported_where_they_are_needed() -> None:
    """Declaring a signal needs none."""
    import subprocess

    said = "import sys, typedsignals.django; print('django.db.models' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
