"""What `manage.py signals --problems` finds wrong: parameters against what is sent, and receivers that are not what they seem."""

from __future__ import annotations

import ast
import functools
import json
import sys
import xmlrpc.client
from collections import defaultdict
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any, Self

import django
import pytest

from tests.integration.shop import set_up
from tests.unit.lookalikes import Proxy

set_up()

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.dispatch import Signal as DjangoSignal  # noqa: E402
from django.utils.functional import SimpleLazyObject  # noqa: E402
from shop.models import Order  # noqa: E402

import typedsignals  # noqa: E402
from typedsignals.django import after_commit, django_signal, signals  # noqa: E402
from typedsignals.django._contracts import BUILT_IN  # noqa: E402

NO_KWARGS = "takes no **kwargs: Django refuses it under DEBUG, and a new keyword breaks it"


@django_signal
def order_completed(sender: type[Order], *, order_id: int, status: str = "new") -> None:
    """Sent once an order is finalised."""


undeclared = DjangoSignal()


def rows() -> list[dict[str, Any]]:
    """Return the rows as another program gets them."""
    out = StringIO()
    call_command("signals", json=True, stdout=out)
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    return found


def test_a_signal_of_ours_has_no_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has refused what cannot work."""
    parcel_weighed = typedsignals.Signal[object, int]("parcel_weighed")
    monkeypatch.setattr(sys.modules[__name__], "parcel_weighed", parcel_weighed, raising=False)
    parcel_weighed.connect(lambda sender, payload: None)
    assert [row["problems"] for row in rows() if row["signal"] == f"{__name__}.parcel_weighed"] == [[]]


def signal_of(name: str) -> Any:
    """Return a signal of Django's, or one of this module."""
    return globals().get(name) or getattr(signals, name)


def problems_of(name: str, receiver: Any, **options: Any) -> list[str]:
    """Return what is wrong with a connection."""
    signal = signal_of(name)
    before = list(signal.receivers)
    pending = dict(apps._pending_operations)
    known = {(row["signal"], row["receiver"], row["order"]) for row in rows()}
    signal.connect(receiver, **({"weak": False} | options))
    try:
        (row,) = [row for row in rows() if (row["signal"], row["receiver"], row["order"]) not in known]
    finally:
        signal.receivers = before
        signal.sender_receivers_cache.clear()
        apps._pending_operations.clear()
        apps._pending_operations.update(pending)
    problems: list[str] = row["problems"]
    return problems


# --- what is sent


def right(sender: object, signal: object, **kwargs: Any) -> None: ...


def saved(instance: object, created: bool, raw: bool, using: str, update_fields: object, **kwargs: Any) -> None: ...


def misspelt(instnce: object, *args: Any, **kwargs: Any) -> None: ...


def misspelt_by_name(*, creatd: object, **kwargs: Any) -> None: ...


def misspelt_with_default(instance: object, create: bool = False, **kwargs: Any) -> None: ...


def with_defaults(
    instance: object, dry_run: bool = False, created_at: int = 0, instances: int = 0, **kwargs: Any
) -> None: ...


def created_required(instance: object, created: bool, **kwargs: Any) -> None: ...


def apps_required(apps: object, **kwargs: Any) -> None: ...


def apps_by_default(apps: object = None, app: int = 0, **kwargs: Any) -> None: ...


def environ(environ: object, **kwargs: Any) -> None: ...


def scope(scope: object, **kwargs: Any) -> None: ...


def environ_and_scope(environ: object, scope: object, **kwargs: Any) -> None: ...


def by_position(sender: object, /, **kwargs: Any) -> None: ...


def by_position_with_default(sender: object = None, /, **kwargs: Any) -> None: ...


def without_kwargs(sender: object, signal: object, instance: object = None, **_: Any) -> None: ...


def without(sender: object, signal: object) -> None: ...


def completed(sender: object, order_id: int, status: str = "", **kwargs: Any) -> None: ...


def status_required(sender: object, order_id: int, status: str, **kwargs: Any) -> None: ...


def order_misspelt(sender: object, ordr_id: int, **kwargs: Any) -> None: ...


@pytest.mark.parametrize(
    ("signal", "receiver", "problems"),
    [
        ("post_save", right, []),
        ("post_save", saved, []),
        ("post_save", misspelt, ["needs 'instnce', which post_save never sends; did you mean 'instance'?"]),
        ("post_save", misspelt_by_name, ["needs 'creatd', which post_save never sends; did you mean 'created'?"]),
        ("post_save", misspelt_with_default, ["takes 'create', which post_save never sends; did you mean 'created'?"]),
        ("post_save", with_defaults, []),
        ("post_delete", misspelt_with_default, []),
        ("post_delete", created_required, ["needs 'created', which post_delete never sends"]),
        ("post_migrate", apps_required, ["needs 'apps', which post_migrate does not always send: give it a default"]),
        ("post_migrate", apps_by_default, []),
        ("pre_migrate", apps_required, []),
        ("request_started", environ, []),
        ("request_started", scope, []),
        (
            "request_started",
            environ_and_scope,
            [f"needs {each!r}, which request_started does not always send: give it a default" for each in ("environ", "scope")],
        ),
        ("undeclared", by_position, ["takes 'sender' by position, but Django sends keywords"]),
        ("undeclared", by_position_with_default, []),
        ("undeclared", misspelt, []),
        ("undeclared", without, [NO_KWARGS]),
        ("class_prepared", without, [NO_KWARGS]),
        ("post_save", without, [NO_KWARGS]),
        ("order_completed", completed, []),
        ("order_completed", right, []),
        (
            "order_completed",
            status_required,
            ["needs 'status', which order_completed does not always send: give it a default"],
        ),
        ("order_completed", order_misspelt, ["needs 'ordr_id', which order_completed never sends; did you mean 'order_id'?"]),
    ],
)  # fmt: skip
def test_parameters_are_compared_with_what_is_sent(signal: str, receiver: Any, problems: list[str]) -> None:
    """What is required and not always sent, what is misspelt, and what is missing; no more than that."""
    assert problems_of(signal, receiver) == problems


def test_a_receiver_that_waits_for_a_misspelt_model_is_judged_as_well() -> None:
    """Both mistakes are told; the model's name Django keeps in lower case."""
    assert problems_of("post_save", misspelt, sender="shop.Ordr") == [
        "never called: there is no model 'shop.ordr'; did you mean 'shop.Order'?",
        "needs 'instnce', which post_save never sends; did you mean 'instance'?",
    ]


# --- through all layers


class Watch:
    """Receivers that need self."""

    def misspelt(self, instnce: object, **kwargs: Any) -> None: ...

    def with_extra(self, extra: object, instnce: object, **kwargs: Any) -> None: ...

    @classmethod
    def by_class(cls, instnce: object, **kwargs: Any) -> None: ...

    @staticmethod
    def static(instnce: object, **kwargs: Any) -> None: ...

    def __call__(self, instnce: object, **kwargs: Any) -> None: ...

    def needs_user(self, user: object, instance: object, **kwargs: Any) -> None: ...

    partial: Any = functools.partialmethod(with_extra, 1)
    for_user: Any = functools.partialmethod(needs_user, 1)


class Made:
    """A receiver that is a class."""

    def __init__(self, instnce: object, **kwargs: Any) -> None: ...


class MadeByNew:
    """One that is made by what comes before."""

    def __new__(cls, instnce: object, **kwargs: Any) -> Self:
        return super().__new__(cls)


class MadeByBoth(MadeByNew):
    """Both get what is sent."""

    def __init__(self, instance: object, **kwargs: Any) -> None: ...


class Meta(type):
    """Whose classes are called as any object."""

    def __call__(cls, instnce: object, **kwargs: Any) -> None: ...


class MadeByMeta(metaclass=Meta):
    """A class of which a call makes nothing."""

    def __init__(self, nothing: object) -> None: ...


def extra_first(extra: object, instnce: object, **kwargs: Any) -> None: ...


def wrapped(function: Any) -> Any:
    """Wrap as decorators do, and pass on something more."""

    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> object:
        return function(*args, user=None, **kwargs)

    return wrapper


def wrapped_with_names(function: Any) -> Any:
    """Wrap by what has a misspelling of its own."""

    @functools.wraps(function)
    def wrapper(instanc: object, **kwargs: Any) -> object:
        return function(instance=instanc, **kwargs)

    return wrapper


def with_user(instance: object, user: object, **kwargs: Any) -> None: ...


WATCH = Watch()
MISSPELT: dict[str, Any] = {
    "method": WATCH.misspelt,
    "class method": Watch.by_class,
    "static method": Watch.static,
    "object": WATCH,
    "class": Made,
    "class with __new__": MadeByNew,
    "class with both": MadeByBoth,
    "class of a class": MadeByMeta,
    "partial": functools.partial(extra_first, 1),
    "partial of a partial": functools.partial(functools.partial(extra_first), extra=1),
    "partialmethod": WATCH.partial,
    "cache": functools.cache(misspelt),
    "after the commit": after_commit(misspelt),
    "method after the commit": after_commit(WATCH.misspelt),
    "object after the commit": after_commit(WATCH),
    "wrapper": wrapped(misspelt),
    "proxy": Proxy(misspelt),
    "proxy after the commit": after_commit(Proxy(misspelt)),
    "wrapper in a partial": functools.partial(wrapped(misspelt)),
}


@pytest.mark.parametrize("kind", MISSPELT)
def test_a_misspelling_is_found_under_every_layer(kind: str) -> None:
    """What is filled in on the way is not asked for again."""
    problem = "needs 'instnce', which post_save never sends; did you mean 'instance'?"
    assert problems_of("post_save", MISSPELT[kind]) == [problem]


RIGHT: dict[str, Any] = {
    "filled in by a wrapper": wrapped(with_user),
    "filled in by a wrapper, after the commit": after_commit(wrapped(with_user)),
    "filled in by a partial": functools.partial(with_user, user=1),
    "filled in by a partialmethod": after_commit(Watch().for_user),
    "filled in, and called almost as something that is sent": functools.partial(misspelt_with_default, create=True),
    "filled in by a proxy": Proxy(with_user),
    "written in C": print,
    "a class without code": type("Plain", (), {}),
}


@pytest.mark.parametrize("kind", RIGHT)
def test_what_is_filled_in_on_the_way_is_no_problem(kind: str) -> None:
    """Nor what cannot be known."""
    assert problems_of("post_save", RIGHT[kind]) == []


def test_a_wrapper_is_called_with_what_is_sent() -> None:
    """So its own parameters are judged as any other's, and those below it are not."""
    problem = "needs 'instanc', which post_save never sends; did you mean 'instance'?"
    assert problems_of("post_save", wrapped_with_names(with_user)) == [problem]


def test_a_method_that_nobody_has_bound_needs_its_self() -> None:
    """It is a function, called with keywords alone."""
    assert problems_of("post_save", Watch.misspelt) == [
        "needs 'self', which post_save never sends",
        "needs 'instnce', which post_save never sends; did you mean 'instance'?",
    ]


@pytest.mark.skipif(sys.version_info < (3, 14), reason="before, annotations are read where they stand")
def test_annotations_are_not_read() -> None:
    """Names of theirs may exist for type checkers alone."""
    names: dict[str, Any] = {}
    exec("def annotated(sender: Nowhere, **kwargs: Nowhere) -> None: ...", names)
    assert problems_of("undeclared", names["annotated"]) == []


# --- what answers to everything


class Oracle:
    """A receiver that answers to every name with itself, and to its own call with an error."""

    def __getattr__(self, name: str) -> Oracle:
        return self

    def __call__(self, *args: Any, **kwargs: Any) -> None:
        raise AssertionError("it is asked")


class Moody:
    """A receiver that answers to no name but with an error of its own."""

    def __getattr__(self, name: str) -> Any:
        if name in {"__self__", "__func__"}:
            raise AttributeError(name)
        raise RuntimeError("not now")

    def __call__(self, *args: Any, **kwargs: Any) -> None:
        raise AssertionError("it is asked")


class Liar:
    """A receiver that says it is something else, which nobody has made yet."""

    @property
    def __class__(self) -> Any:
        raise RuntimeError("not made yet")

    @__class__.setter
    def __class__(self, value: type) -> None: ...

    def __call__(self, *args: Any, **kwargs: Any) -> None:
        raise AssertionError("it is asked")


def refuse_calls(*args: object, **kwargs: object) -> None:
    raise AssertionError("another machine is asked")


def be_asked(self: Any, *args: object, **kwargs: object) -> None:
    raise AssertionError("it is asked")


be_asked.__qualname__ = "Lazy.__call__"
Lazy: Any = type("Lazy", (SimpleLazyObject,), {"__call__": be_asked})  # a receiver that nobody has made yet


class Answering(type):
    """A metaclass that wants to be left alone."""

    def __eq__(cls, other: object) -> bool:
        raise AssertionError("a class is asked")

    def __hash__(cls) -> int:
        raise AssertionError("a class is asked")


class Answers(metaclass=Answering):
    """A receiver of such a class."""

    def __call__(self, *args: object, **kwargs: object) -> None: ...


EVASIVE: dict[str, Callable[[], Any]] = {
    "oracle": Oracle,
    "moody": Moody,
    "remote": lambda: xmlrpc.client.ServerProxy("http://127.0.0.1:9").notify,
    "lazy": lambda: Lazy(refuse_calls),
    "liar": Liar,
    "object of a class that answers": Answers,
}


@pytest.mark.parametrize("kind", EVASIVE)
def test_what_answers_to_every_name_is_listed_with_the_others(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its class, without a call of its own code: of a receiver, of a sender, and of what waits for a model."""
    monkeypatch.setattr("xmlrpc.client.ServerProxy._ServerProxy__request", refuse_calls)
    receiver = EVASIVE[kind]()
    ours: Any = typedsignals.Signal[Any, int]("ours")
    ours.connect(receiver, weak=False)
    ours.connect(right_payload, sender=receiver)
    monkeypatch.setitem(globals(), "our_signal", ours)
    made_by_django = (11, 12), id(None)  # another pair at each access
    kept = [entry(made_by_django, each, receiver) for each in (receiver, after_commit(receiver))]
    monkeypatch.setattr(undeclared, "receivers", kept)
    monkeypatch.setitem(apps._pending_operations, ("shop", "nowhere"), [receiver])
    found = [row for row in rows() if row["signal"].rpartition(".")[2] in {"undeclared", "our_signal"}]
    name = f"{type(receiver).__module__}.{type(receiver).__qualname__}"
    assert [row["receiver"].removesuffix(".__call__") for row in found] == [
        name,
        name,
        name,
        f"{__name__}.right_payload",
    ]
    assert {row["sender"] for row in found} <= {name, None, "<unknown>"}
    assert [row["dispatch_uid"] for row in found] == [None] * 4
    problems = {problem for row in found for problem in row["problems"]}
    assert problems == ({NO_KWARGS} if kind == "remote" else set())  # that one takes *args alone


def right_payload(sender: Any, payload: int) -> None: ...


def entry(key: Any, receiver: Any, sender: Any) -> tuple[Any, ...]:
    """Make what Django keeps of a connection, in the shape of its version."""
    with_sender = [lambda: sender] if django.VERSION >= (6, 0) else []
    return (key, receiver, *with_sender, False)


def test_a_sender_that_is_nothing_is_a_sender() -> None:
    """An empty collection is false, and is there."""
    if django.VERSION < (6, 0):
        pytest.skip("Django 5.2 keeps only the id of a sender")
    sender = Empty()
    undeclared.connect(right, sender=sender)
    try:
        assert [row["sender"] for row in rows() if row["signal"].endswith("undeclared")] == [f"{__name__}.Empty"]
    finally:
        undeclared.disconnect(right, sender=sender)


class Empty:
    """A sender that is false."""

    def __len__(self) -> int:
        return 0


class Bound(Proxy):
    """As wrapt makes it, it cannot be made from an object and a function alone."""

    __slots__ = ()

    def __init__(self, wrapped: Any, *, wrapper: object) -> None:
        super().__init__(wrapped)

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        return Bound(self.__wrapped__.__get__(instance, owner), wrapper=1)


class Traced:
    """What has a method that Django cannot make again."""

    method: Any = Bound(Watch.misspelt, wrapper=1)


def test_a_method_that_django_cannot_make_again_is_told() -> None:
    """Django takes it apart, holds the halves, and fails at each send."""
    traced = Traced()
    (problem, *_) = problems_of("undeclared", traced.method, weak=True)
    assert problem.startswith("never called: each send of the signal raises TypeError")
    assert "connect it with weak=False" in problem
    undeclared.connect(traced.method)
    try:
        with pytest.raises(TypeError):
            undeclared.send(sender=None)
    finally:
        undeclared.receivers.clear()
        undeclared.sender_receivers_cache.clear()
    assert problems_of("undeclared", traced.method, weak=False) == []


# --- the contracts themselves


def calls_of(tree: ast.AST) -> Iterator[tuple[str, str, ast.Call]]:
    """Yield what is called, on what: `post_save.send(…)`, `emit_pre_migrate_signal(…)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            *_, owner, name = [None, *ast.unparse(node.func).split(".")]
            yield str(owner), str(name), node


def django_sends() -> dict[str, list[set[str]]]:
    """Read from Django's source what each signal is sent with."""
    sent: dict[str, list[set[str]]] = defaultdict(list)
    emitted: dict[str, set[str]] = {}
    calls: list[tuple[str, set[str]]] = []
    for path in sorted(Path(django.__file__).parent.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if ".send" not in source and ".asend" not in source and "emit_p" not in source:
            continue
        for owner, name, call in calls_of(ast.parse(source)):
            keywords = {each.arg or "**" for each in call.keywords} - {"sender"}
            if owner in BUILT_IN and name in {"send", "send_robust", "asend", "asend_robust"}:
                (emitted.__setitem__(owner, keywords) if "**" in keywords else sent[owner].append(keywords))
            elif name in {"emit_pre_migrate_signal", "emit_post_migrate_signal"}:
                calls.append((name.removeprefix("emit_").removesuffix("_signal"), keywords))
    for name, keywords in calls:
        sent[name].append((emitted[name] - {"**"}) | (keywords - {"verbosity", "interactive", "db"}))
    return sent


def test_django_sends_what_is_known_of_it() -> None:
    """In the installed version: what is with every send, and what with some."""
    sent = django_sends()
    missing = {name for name in BUILT_IN if name.startswith("task_")} if django.VERSION < (6, 0) else set[str]()
    assert sent.keys() == BUILT_IN.keys() - missing
    for name, keywords in sent.items():
        contract = BUILT_IN[name]
        assert set.intersection(*keywords) == contract.always, name
        assert set.union(*keywords) == contract.always | contract.sometimes, name
        assert not contract.one_of_them or all(len(each - contract.always) == 1 for each in keywords), name


def test_every_signal_of_django_has_a_contract() -> None:
    """Also one that is new here."""
    assert set(signals.__all__) <= BUILT_IN.keys()


def test_nothing_is_wrong_with_djangos_own_receivers() -> None:
    """Nor with those of the shop."""
    assert [row for row in rows() if row["problems"] and not row["receiver"].startswith("tests.")] == []
