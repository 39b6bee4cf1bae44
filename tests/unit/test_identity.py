"""Signals are themselves and nothing else."""

import copy
import gc
import pickle
import weakref
from typing import Any
from unittest import mock

import pytest

from tests.unit.kinds import SIGNALS, SYNC_WAYS, WAYS, Sender, in_ways, may_await, send, takes_payload
from typedsignals import AsyncSignal, Connectable, KeywordConnectable, Signal, SignalError, UsageError


def test_signals_are_hashable_and_equal_to_themselves_alone(signal: Any) -> None:
    """Row 14: whatever their names are."""
    twin = twin_of(signal)
    assert signal == signal  # noqa: PLR0124
    assert signal != twin
    assert {signal: 1, twin: 2}[signal] == 1
    assert signal
    before = hash(signal)
    signal.connect(lambda sender, order: 1)
    assert hash(signal) == before


def twin_of(signal: Any) -> Any:
    """Return another signal of the same kind and name."""
    twins = [make() for make in SIGNALS.values()]
    return next(twin for twin in twins if type(twin) is type(signal))


@pytest.mark.parametrize("refused", [copy.copy, copy.deepcopy, pickle.dumps], ids=["copy", "deepcopy", "pickle"])
def test_signals_are_neither_copied_nor_pickled(signal: Any, refused: Any) -> None:
    """Row 14: the error says why, and what to do; inside of something else, too."""
    for inside in (signal, [signal], {"signal": signal}):
        if refused is copy.copy and inside is not signal:
            assert copy.copy(inside) == inside
            continue
        with pytest.raises(UsageError, match=r"^signal 'order_completed' cannot be copied or pickled: .*; ") as caught:
            refused(inside)
        assert isinstance(caught.value, SignalError)


def test_signals_can_be_weakly_referenced(signal: Any) -> None:
    """Row 14: they are freed when nothing refers to them."""
    reference = weakref.ref(signal)
    assert reference() is signal
    lone = [make() for make in SIGNALS.values()]
    gone = [weakref.ref(each) for each in lone]
    gc.disable()
    try:
        lone.clear()
        assert [reference() for reference in gone] == [None] * 4
    finally:
        gc.enable()


def test_what_a_signal_is_cannot_be_assigned(signal: Any) -> None:
    """Row 14: its name, its types, its connections."""
    for name in ("name", "type_arguments", "connections"):
        with pytest.raises(AttributeError):
            setattr(signal, name, "other")


@in_ways(WAYS)
def test_a_send_can_be_patched(signal: Any, way: str) -> None:
    """Row 14: by ``mock.patch.object``, as that of any object, and afterwards it is what it was."""
    heard: list[object] = []
    signal.connect(lambda sender, order: heard.append(order))
    sender = Sender()
    with mock.patch.object(signal, way) as patched:
        send(signal, sender, 7, way)
    patched.assert_called_once_with(
        sender, *([7] if takes_payload(signal) else []), **({} if takes_payload(signal) else {"order": 7})
    )
    assert heard == []
    send(signal, sender, 8, way)
    assert heard == [8]


@pytest.mark.parametrize("base", [Signal, AsyncSignal])
def test_signals_may_be_of_a_class_of_ones_own(base: Any) -> None:
    """Row 14: a subclass is a signal like any other."""
    signal = type("Audited", (base,), {"__slots__": ("audit",)})("audited")
    signal.audit = "something more"
    signal.connect(lambda sender, payload: payload)
    assert signal.send(1, 2)[0][1] == 2
    assert repr(signal) == "<Audited 'audited', 1 receiver>"


def test_a_signal_is_what_one_may_listen_to_and_its_sends(signal: Any) -> None:
    """Row 14: the listen-only class has all the rest; what awaits nothing cannot be awaited."""
    listen_only = Connectable if takes_payload(signal) else KeywordConnectable
    assert isinstance(signal, listen_only)
    sends = {*dir(type(signal))} - {*dir(listen_only)}
    assert {name for name in sends if not name.startswith("_")} == {*(WAYS if may_await(signal) else SYNC_WAYS)}
