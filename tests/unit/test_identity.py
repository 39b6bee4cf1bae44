"""Signals are themselves and nothing else."""

import copy
import gc
import pickle
import weakref
from typing import Any

import pytest

from tests.unit.kinds import SIGNALS, keywords_signal, payload_signal
from typedsignals import KeywordSignal, Signal, SignalError, UsageError


def test_signals_are_hashable_and_equal_to_themselves_alone(signal: Any) -> None:
    """Row 14: whatever their names are."""
    twin = payload_signal() if isinstance(signal, Signal) else keywords_signal()
    assert signal == signal  # noqa: PLR0124
    assert signal != twin
    assert {signal: 1, twin: 2}[signal] == 1
    assert signal
    before = hash(signal)
    signal.connect(lambda sender, order: 1)
    assert hash(signal) == before


@pytest.mark.parametrize("refused", [copy.copy, copy.deepcopy, pickle.dumps], ids=["copy", "deepcopy", "pickle"])
def test_signals_are_neither_copied_nor_pickled(signal: Any, refused: Any) -> None:
    """Row 14: the error says why, and what to do; inside of something else, too."""
    for inside in (signal, [signal], {"signal": signal}):
        if refused is copy.copy and inside is not signal:
            assert copy.copy(inside) == inside
            continue
        with pytest.raises(UsageError, match=r"^signal 'order_completed' cannot be (copied|pickled): .*; ") as caught:
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
        assert [reference() for reference in gone] == [None, None]
    finally:
        gc.enable()


def test_signals_take_no_attributes_by_mistake() -> None:
    """Row 14: a misspelt assignment is an error; a keyword signal has room for its documentation."""
    signal: Any = Signal("s")
    with pytest.raises(AttributeError):
        signal.nmae = "other"
    with pytest.raises(AttributeError):
        signal.name = "other"


def test_signals_may_be_of_a_class_of_ones_own() -> None:
    """Row 14: a subclass is a signal like any other."""

    class Audited(Signal[Any, Any, Any]):
        """A signal with something more."""

    signal = Audited("audited")
    signal.connect(lambda sender, payload: payload)
    assert signal.send(1, 2)[0][1] == 2
    assert repr(signal) == "<Audited 'audited', 1 receiver>"
    assert issubclass(KeywordSignal, object)
