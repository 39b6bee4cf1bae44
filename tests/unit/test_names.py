"""What signals are called."""

import asyncio
import importlib.util
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, ClassVar

import pytest

from tests.unit.kinds import (
    WAYS,
    Sender,
    async_keywords_signal,
    in_ways,
    keywords_signal,
    may_await,
    results,
    send,
    where,
)
from typedsignals import AsyncSignal, KeywordConnectable, ReceiverError, Signal
from typedsignals._core.names import Name

found_by_module: Signal[Any, Any] = Signal()
found_async: AsyncSignal[Any, Any] = AsyncSignal()
given: Signal[Any, Any] = Signal("given")


class Orders:
    """A class that holds its signals."""

    completed: ClassVar[Signal[Any, Any]] = Signal()
    shipped: ClassVar[AsyncSignal[Any, Any]] = AsyncSignal()
    rejected = Signal[Any, Any, bool]()
    renamed = Signal[Any, Any]("another name")

    class Inner:
        """A class in a class."""

        completed: ClassVar[Signal[Any, Any]] = Signal()


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a new module under the name ``shop_signals``."""
    module = ModuleType("shop_signals")
    monkeypatch.setitem(sys.modules, "shop_signals", module)
    return module


def made_in(module: ModuleType, source: str) -> Any:
    """Run source code in a module."""
    exec(compile(source, "shop_signals.py", "exec"), module.__dict__)
    return module


def test_the_name_given_comes_first() -> None:
    """Row 15: wherever the signal is bound."""
    assert given.name == "given"
    assert Orders.renamed.name == "another name"


def test_a_signal_takes_the_name_of_the_module_attribute_that_holds_it() -> None:
    """Row 15: also if it is asked long after."""
    assert found_by_module.name == "found_by_module"
    assert repr(found_by_module) == "<Signal 'found_by_module', 0 receivers>"
    assert found_async.name == "found_async"
    assert repr(found_async) == "<AsyncSignal 'found_async', 0 receivers>"


def test_a_signal_takes_the_name_of_the_class_attribute_that_holds_it() -> None:
    """Row 15: with the class's name before it."""
    assert Orders.completed.name == "Orders.completed"
    assert Orders.shipped.name == "Orders.shipped"
    assert Orders.rejected.name == "Orders.rejected"
    assert Orders.Inner.completed.name == "Orders.Inner.completed"


def test_a_signal_without_a_name_has_none_until_it_is_bound(module: Any) -> None:
    """Row 15: it is looked for whenever somebody asks, and kept once it is found."""
    signal: Any = Signal()
    assert not signal.name
    assert repr(signal) == "<Signal (unnamed), 0 receivers>"
    module.bound_later = signal
    assert signal.name == "bound_later"
    del module.bound_later
    assert signal.name == "bound_later"
    assert repr(signal) == "<Signal 'bound_later', 0 receivers>"


def test_the_module_that_made_a_signal_names_it_before_others_do(module: Any) -> None:
    """Row 15: importing it under another name changes nothing."""
    made_in(module, "from typedsignals import Signal\npaid = Signal()")
    sys.modules[__name__].__dict__["alias_of_paid"] = module.paid
    try:
        assert module.paid.name == "paid"
    finally:
        del sys.modules[__name__].__dict__["alias_of_paid"]


def test_a_signal_is_found_by_identity_alone(module: Any) -> None:
    """Row 15: nothing that stands beside it is asked whether it is equal."""

    class Hostile:
        def __eq__(self, other: object) -> bool:
            pytest.fail("it was asked")

        __hash__ = None  # type: ignore[assignment]  # wrong on purpose

    module.before = Hostile()
    module.signal = Signal()
    assert module.signal.name == "signal"


def test_what_is_no_module_is_passed_by(monkeypatch: pytest.MonkeyPatch, module: Any) -> None:
    """Row 15: sys.modules may hold anything."""
    modules: dict[str, Any] = sys.modules
    monkeypatch.setitem(modules, "an_object", object())
    monkeypatch.setitem(modules, "nothing", None)
    signal: Any = Signal()
    assert not signal.name
    module.signal = signal
    assert signal.name == "signal"


def test_repr_counts_living_receivers(signal: Any) -> None:
    """Row 15: the kind, the name, and how many there are."""
    kind = type(signal).__name__
    assert repr(signal) == f"<{kind} 'order_completed', 0 receivers>"
    first = signal.connect(lambda sender, order: 1)
    assert repr(signal) == f"<{kind} 'order_completed', 1 receiver>"
    signal.connect(first, sender=Sender)
    assert repr(signal) == f"<{kind} 'order_completed', 2 receivers>"


@pytest.mark.parametrize("make", [keywords_signal, async_keywords_signal])
def test_a_keyword_signal_is_called_as_its_declaration_is(make: Any) -> None:
    """Row 15: name and documentation are the function's."""
    signal = make()
    assert signal.name == "order_completed"
    assert signal.__doc__ == "Sent once an order is complete."
    assert type(signal).__doc__ != signal.__doc__ != KeywordConnectable.__doc__
    assert signal.keywords == {"order"}


class First:
    """A class that has a signal of its own."""

    completed: ClassVar[Signal[Any, Any]] = Signal()


class Second:
    """A class that has another one's."""

    also: object = First.completed


def test_the_first_class_that_binds_a_signal_names_it() -> None:
    """Row 15: whoever binds it afterwards."""
    assert First.completed.name == "First.completed"
    assert Second.also is First.completed


def test_a_signal_of_a_local_class_has_its_name_too(signal: Any) -> None:
    """Row 15: as Python spells it; a name that was given stays."""

    class Local:
        completed: ClassVar[Signal[Any, Any]] = Signal()
        given = signal

    assert Local.completed.name == f"{Local.__qualname__}.completed"
    assert signal.name == "order_completed"


def test_a_signal_that_an_object_holds_has_no_name() -> None:
    """Row 15: objects are not looked through."""
    holder = SimpleNamespace(signal=Signal[Any, Any]())
    assert holder.signal.name is None


def lazily(name: str, folder: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import a module whose code runs when it is first asked for something."""
    path = folder / f"{name}.py"
    path.write_text(source, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


def test_looking_for_a_name_loads_no_lazy_module(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Row 15: nor does it raise what such a module raises; whoever asks, whether there is a name in the end or not."""
    loaded: list[str] = []
    monkeypatch.setattr(sys, "loaded", loaded, raising=False)
    heavy = lazily("heavy_module", tmp_path, "import sys\nsys.loaded.append(__name__)", monkeypatch)
    broken = lazily("broken_module", tmp_path, "raise ImportError('an optional library is missing')", monkeypatch)
    for signal in [Signal[Any, Any](), AsyncSignal[Any, Any]()]:
        unnamed: Any = signal
        assert unnamed.name is None
        assert "unnamed" in repr(unnamed)
        assert unnamed.type_arguments
        with pytest.raises(ReceiverError, match="to an unnamed signal"):
            unnamed.connect(7)
        unnamed.connect(failing)
        with pytest.raises(LookupError) as caught:
            unnamed.send(None, 1)
        assert caught.value.__notes__ == [f"while an unnamed signal was sent to {where(failing)}"]
    bare: Any = Signal()
    assert bare.type_arguments == ()
    assert loaded == []
    with pytest.raises(ImportError):
        broken.anything  # noqa: B018
    assert heavy.__name__ == "heavy_module"
    assert loaded == ["heavy_module"]


def failing(sender: object, order: object) -> None:
    """Fail."""
    raise LookupError


@in_ways(WAYS)
def test_no_send_that_succeeds_looks_for_a_name(signal: Any, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 15: an unnamed signal costs what a named one costs; with async receivers, too."""
    signal._name.given = None
    signal.connect(lambda sender, order: order)
    if may_await(signal):
        signal.connect(later)
    with monkeypatch.context() as patched:
        patched.setattr(Name, "find", lambda *_: pytest.fail("it was looked for"))
        for _ in range(2):
            assert {*results(send(signal, Sender(), 7, way))} == {7}


async def later(sender: object, order: object) -> object:
    """Hear one send."""
    await asyncio.sleep(0)
    return order
