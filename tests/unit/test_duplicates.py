"""When connecting twice is one connection."""

import importlib
import re
import sys
import warnings
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

from tests.unit.kinds import (
    WAYS,
    Sender,
    Shelf,
    collect_what_is_counted_late,
    frees_definitions,
    in_ways,
    results,
    send,
    where,
    without_collector,
)
from typedsignals import DuplicateUidWarning

REFUSED = (
    "{} was not connected to signal 'order_completed': {} has the same dispatch_uid and stays; give each receiver a uid "
    "of its own, or disconnect the old one first"
)


class Calling:
    """A receiver that is an object."""

    def __call__(self, sender: object, order: object) -> object:
        """Hear one send."""
        return "object"


def heard(sender: object, order: object) -> object:
    """Hear one send."""
    return "heard"


def also_heard(sender: object, order: object) -> object:
    """Hear one send."""
    return "also heard"


def narrowed_to(sender: object) -> dict[str, object]:
    """Return the options that narrow to a sender, if any."""
    return {} if sender is None else {"sender": sender}


@in_ways(WAYS)
@pytest.mark.parametrize("sender", [None, Sender], ids=["all", "one sender"])
@pytest.mark.parametrize(
    "receiver", [heard, Calling(), Shelf().take, Calling().__call__], ids=["function", "object", "method", "__call__"]
)
def test_the_same_receiver_with_the_same_sender_connects_once(
    signal: Any, way: str, sender: object, receiver: Any
) -> None:
    """Row 7: however often it is connected, before sends and after."""
    options = narrowed_to(sender)
    for _ in range(3):
        assert signal.connect(receiver, **options) is receiver
        assert len(send(signal, Sender, way=way)) == 1
    assert len(signal.connections) == 1
    assert signal.disconnect(receiver, **options)
    assert send(signal, Sender, way=way) == []


def test_a_method_is_the_same_as_long_as_object_and_function_are(signal: Any) -> None:
    """Row 7: each access makes a new method object; equal objects are not the same object."""

    class EqualShelf(Shelf):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None  # type: ignore[assignment]  # wrong on purpose

    one: Any = EqualShelf()
    other = EqualShelf()
    for shelf in (one, other, one, other):
        signal.connect(shelf.take)
    assert len(signal.connections) == 2
    one.also = one.take  # any name leads to the same method
    signal.connect(one.also)
    assert len(signal.connections) == 2


def test_a_static_method_object_is_its_function(signal: Any) -> None:
    """Row 7: as a class gives it to whom it is asked for."""
    signal.connect(staticmethod(heard))
    signal.connect(staticmethod(heard))
    signal.connect(heard)
    assert len(signal.connections) == 1


def test_different_methods_of_one_object_are_different_receivers(signal: Any) -> None:
    """Row 7: the function counts too."""

    class Two:
        def first(self, sender: object, order: object) -> int:
            return 1

        def second(self, sender: object, order: object) -> int:
            return 2

    two = Two()
    for method in (two.first, two.second, two.first):
        signal.connect(method)
    assert results(send(signal, Sender())) == [1, 2]
    signal.disconnect(two.first)
    assert results(send(signal, Sender())) == [2]


def test_different_senders_make_different_connections(signal: Any) -> None:
    """Row 7: with a uid or without."""
    senders = [Sender() for _ in range(12)]
    for sender in senders * 2:
        signal.connect(heard, sender=sender)
        signal.connect(heard, sender=sender, dispatch_uid="uid")
    assert len(signal.connections) == 24
    for sender in senders:
        assert results(send(signal, sender)) == ["heard", "heard"]


@in_ways(WAYS)
@pytest.mark.parametrize("sender", [None, Sender], ids=["all", "one sender"])
def test_the_same_receiver_under_two_uids_is_two_connections(signal: Any, way: str, sender: object) -> None:
    """Row 7: and without a uid it is a third."""
    for uid in ("a", "b", None, "a", "b", None):
        signal.connect(heard, dispatch_uid=uid, **narrowed_to(sender))
    assert [connection.dispatch_uid for connection in signal.connections] == ["a", "b", None]
    assert results(send(signal, Sender, way=way)) == ["heard"] * 3


@in_ways(WAYS)
@pytest.mark.parametrize("sender", [None, Sender], ids=["all", "one sender"])
def test_another_receiver_with_a_taken_uid_is_refused_with_a_warning_that_names_both(
    signal: Any, way: str, sender: object
) -> None:
    """Row 7: the first stays, as in Django; but it is said, at the line that connects."""
    options = narrowed_to(sender)
    signal.connect(heard, dispatch_uid="uid", **options)
    before = signal.connections
    message = REFUSED.format(where(also_heard), where(heard))
    with pytest.warns(DuplicateUidWarning, match=f"^{re.escape(message)}$") as caught:
        assert signal.connect(also_heard, dispatch_uid="uid", **options) is also_heard
    assert [warning.filename for warning in caught] == [__file__]
    assert signal.connections == before
    assert results(send(signal, Sender, way=way)) == ["heard"]


@pytest.mark.filterwarnings("default")
def test_a_warning_is_kept_in_mind_where_python_and_unittest_look_for_it(signal: Any) -> None:
    """Row 7: so that a filter that lets it through once does, and ``assertWarns`` sees it again."""
    globals().pop("__warningregistry__", None)
    signal.connect(heard, dispatch_uid="uid")
    with warnings.catch_warnings(record=True) as caught:
        for _ in range(3):
            signal.connect(also_heard, dispatch_uid="uid")
    assert len(caught) == 1
    assert any("dispatch_uid" in str(key) for key in globals()["__warningregistry__"])


def make_local(word: str) -> Callable[[object, object], object]:
    """Make functions that have one name."""

    def local(sender: object, order: object) -> object:
        return word

    return local


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (make_local("first"), make_local("second")),
        (lambda sender, order: "first", lambda sender, order: "second"),
        (Shelf().take, Shelf().take),
        (Calling(), Calling()),
        (heard, Calling()),
        (Calling(), heard),
    ],
    ids=["local functions", "lambdas", "methods", "objects", "function, object", "object, function"],
)
def test_what_merely_has_the_same_name_is_another_receiver(signal: Any, first: Any, second: Any) -> None:
    """Row 7: only a module-level function can be the same one imported again."""
    signal.connect(first, dispatch_uid="uid", weak=False)
    with pytest.warns(DuplicateUidWarning):
        signal.connect(second, dispatch_uid="uid", weak=False)
    assert [connection.receiver for connection in signal.connections] == [first]


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return a module with receivers, that can be reloaded."""
    path = tmp_path / "shop_receivers.py"
    path.write_text(
        "def on_completed(sender, order): return 'function', __name__\n"
        "class Log:\n"
        "    @staticmethod\n"
        "    def on_completed(sender, order): return 'static'\n"
        "    def take(self, sender, order): return 'method'\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "shop_receivers", raising=False)
    return importlib.import_module("shop_receivers")


@in_ways(WAYS)
@pytest.mark.parametrize("sender", [None, Sender], ids=["all", "one sender"])
def test_the_same_function_imported_again_takes_the_old_ones_place(
    signal: Any, way: str, sender: object, module: ModuleType
) -> None:
    """Row 7: a reload does not lose it, and it is called when its predecessor was."""
    options = narrowed_to(sender)
    signal.connect(heard, **options)
    signal.connect(module.on_completed, dispatch_uid="uid", **options)
    signal.connect(also_heard, **options)
    old = module.on_completed
    send(signal, Sender, way=way)
    importlib.reload(module)
    assert module.on_completed is not old
    signal.connect(module.on_completed, dispatch_uid="uid", **options)
    assert [receiver for receiver, _ in send(signal, Sender, way=way)] == [heard, module.on_completed, also_heard]
    assert not signal.disconnect(old, **options)
    assert signal.disconnect(module.on_completed, dispatch_uid="uid", **options)
    assert len(signal.connections) == 2


@frees_definitions
def test_a_reload_releases_the_old_function(signal: Any, module: ModuleType) -> None:
    """Row 7: it is gone with everything that it held."""
    import weakref

    signal.connect(module.on_completed, dispatch_uid="uid")
    send(signal, Sender())
    gone = weakref.ref(module.on_completed)
    with without_collector():
        importlib.reload(module)
        signal.connect(module.on_completed, dispatch_uid="uid")
        collect_what_is_counted_late()
        assert gone() is None


def test_a_reload_may_ask_for_another_priority_or_weak(signal: Any, module: ModuleType) -> None:
    """Row 7: the newcomer's options hold; among equals it has its predecessor's age."""
    for number in range(10):
        signal.connect(make_local(str(number)), priority=number % 2)
    signal.connect(module.on_completed, dispatch_uid="uid")
    signal.connect(heard, priority=1)
    signal.connect(also_heard)
    importlib.reload(module)
    signal.connect(module.on_completed, dispatch_uid="uid", priority=1, weak=True)
    words = results(send(signal, Sender()))
    assert words == [
        "1",
        "3",
        "5",
        "7",
        "9",
        ("function", "shop_receivers"),
        "heard",
        "0",
        "2",
        "4",
        "6",
        "8",
        "also heard",
    ]
    [connection] = [c for c in signal.connections if c.receiver is module.on_completed]
    assert (connection.weak, connection.priority, connection.dispatch_uid) == (True, 1, "uid")


def test_methods_of_a_module_imported_again_are_other_receivers(signal: Any, module: ModuleType) -> None:
    """Row 7: an object of the old class is another object than one of the new class."""
    old = module.Log()
    signal.connect(old.take, dispatch_uid="uid")
    importlib.reload(module)
    with pytest.warns(DuplicateUidWarning):
        signal.connect(module.Log().take, dispatch_uid="uid", weak=False)
    assert results(send(signal, Sender())) == ["method"]


@pytest.mark.parametrize(
    ("name", "file", "is_same"),
    [(__name__, __file__, True), (__name__, "other.py", True), ("elsewhere", __file__, False)],
    ids=["imported again", "another file", "another name"],
)
def test_a_function_of_another_module_is_another_receiver(
    signal: Any, name: str, file: str, monkeypatch: pytest.MonkeyPatch, *, is_same: bool
) -> None:
    """Row 7: the module counts, not the name alone; who gives a uid may have moved the file."""
    signal.connect(heard, dispatch_uid="uid")
    monkeypatch.setitem(globals(), "__spec__", ModuleSpec(__name__, None))  # as a reload does
    newcomer = made_in(name, file)
    if is_same:
        signal.connect(newcomer, dispatch_uid="uid")
    else:
        with pytest.warns(DuplicateUidWarning, match=f"^{re.escape(where(newcomer))} was not connected"):
            signal.connect(newcomer, dispatch_uid="uid")
    assert results(send(signal, Sender())) == ["other" if is_same else "heard"]


def test_two_functions_of_one_name_in_one_run_of_a_module_are_two(signal: Any) -> None:
    """Row 7: the second one was not imported again."""
    signal.connect(heard, dispatch_uid="uid")
    with pytest.warns(DuplicateUidWarning, match="heard"):
        signal.connect(made_in(__name__, __file__), dispatch_uid="uid")
    assert results(send(signal, Sender())) == ["heard"]


def test_what_a_script_or_a_notebook_runs_again_takes_the_place_of_its_former_self(
    signal: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 7: nothing tells two runs of these."""
    monkeypatch.setitem(globals(), "__spec__", None)
    signal.connect(heard, dispatch_uid="uid")
    signal.connect(made_in(__name__, "<cell 2>"), dispatch_uid="uid")
    assert results(send(signal, Sender())) == ["other"]


def made_in(name: str, file: str) -> Any:
    """Make a function of a module, as it says."""
    namespace: dict[str, Any] = {"__name__": name}
    exec(compile("def heard(sender, order): return 'other'", file, "exec"), namespace)
    return namespace["heard"]


def test_a_uid_is_free_when_its_receiver_is_gone(signal: Any) -> None:
    """Row 7: a newcomer takes the place of a dead one without a word."""
    shelf = Shelf()
    signal.connect(shelf.take, dispatch_uid="uid")
    send(signal, Sender())
    del shelf
    signal.connect(heard, dispatch_uid="uid")
    assert results(send(signal, Sender())) == ["heard"]


def test_a_uid_is_free_when_it_was_disconnected(signal: Any) -> None:
    """Row 7: with or without naming the receiver."""
    for ended in ({"receiver": heard}, {"dispatch_uid": "uid"}):
        signal.connect(heard, dispatch_uid="uid")
        assert signal.disconnect(**ended)
        signal.connect(also_heard, dispatch_uid="uid")
        assert results(send(signal, Sender())) == ["also heard"]
        assert signal.disconnect(also_heard)


@pytest.mark.parametrize("uid", ["", 0, False, (), frozenset(), 0.0, b""], ids=repr)
def test_false_uids_are_honoured(signal: Any, uid: Any) -> None:
    """Row 7: only None is no uid."""
    signal.connect(heard, dispatch_uid=uid)
    with pytest.warns(DuplicateUidWarning):
        signal.connect(also_heard, dispatch_uid=uid)
    signal.connect(heard)
    assert [connection.dispatch_uid for connection in signal.connections] == [uid, None]
    assert signal.disconnect(dispatch_uid=uid)
    assert len(signal.connections) == 1


def test_a_uid_never_collides_with_an_id(signal: Any) -> None:
    """Row 7: the id of a receiver, of its parts or of a sender is a uid like any other."""
    shelf, sender = Shelf(), Sender()
    uids = [id(heard), id(shelf), id(Shelf.take), (id(shelf), id(Shelf.take)), id(sender), id(None), 0]
    for receiver in (heard, shelf.take):
        signal.connect(receiver)
        signal.connect(receiver, sender=sender)
    for uid in uids:
        signal.connect(also_heard, dispatch_uid=uid)
        signal.connect(also_heard, dispatch_uid=uid, sender=sender)
    assert len(signal.connections) == 4 + 2 * len(uids)
    for uid in uids:
        assert signal.disconnect(dispatch_uid=uid)
        assert signal.disconnect(dispatch_uid=uid, sender=sender)
    assert len(signal.connections) == 4


class SameHash:
    """Uids that all are in the same place."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __hash__(self) -> int:
        """Be in one place."""
        return 1

    def __eq__(self, other: object) -> bool:
        """Compare names."""
        return isinstance(other, SameHash) and self.name == other.name


def test_uids_are_compared_by_value(signal: Any) -> None:
    """Row 7: equal uids are one uid, also where hashes collide."""
    for name in "abcab":
        signal.connect(heard, dispatch_uid=SameHash(name))
        signal.connect(heard, dispatch_uid=("shop", name))
    assert len(signal.connections) == 6
    assert signal.disconnect(dispatch_uid=SameHash("b"))
    assert not signal.disconnect(dispatch_uid=SameHash("b"))
    assert [uid.name for uid in (c.dispatch_uid for c in signal.connections) if isinstance(uid, SameHash)] == ["a", "c"]


def test_a_uid_is_found_though_it_does_not_equal_itself(signal: Any) -> None:
    """Row 7: the same object is the same uid, as in a dictionary."""
    uid = float("nan")
    for _ in range(2):
        signal.connect(heard, dispatch_uid=uid)
    assert len(signal.connections) == 1
    assert signal.disconnect(dispatch_uid=uid)


def test_wrappers_of_one_function_are_different_receivers(signal: Any) -> None:
    """Row 7: a partial or a copy is an object of its own."""
    import functools

    copy = FunctionType(heard.__code__, {}, "heard")
    for receiver in (heard, functools.partial(heard), functools.partial(heard), copy):
        signal.connect(receiver)
    assert len(signal.connections) == 4
