"""The exceptions and warnings that users catch."""

import pickle

import pytest

import typedsignals
from typedsignals import errors

BASES: dict[str, tuple[type, ...]] = {
    "SignalError": (Exception,),
    "ReceiverError": (typedsignals.SignalError, TypeError),
    "UsageError": (typedsignals.SignalError, TypeError),
    "DeclarationError": (typedsignals.SignalError, TypeError),
    "KeywordError": (typedsignals.SignalError, TypeError),
    "RunningLoopError": (typedsignals.SignalError, RuntimeError),
    "SignalWarning": (UserWarning,),
    "DuplicateUidWarning": (typedsignals.SignalWarning,),
    "LostReceiverWarning": (typedsignals.SignalWarning,),
}


@pytest.mark.parametrize(("name", "bases"), BASES.items(), ids=BASES)
def test_each_is_public_and_of_a_kind_that_python_knows(name: str, bases: tuple[type, ...]) -> None:
    """Row 17: they can be imported from the package, caught by their bases, and travel between processes."""
    kind = getattr(typedsignals, name)
    assert kind is getattr(errors, name)
    assert kind.__bases__ == bases
    assert (kind.__module__, kind.__qualname__) == ("typedsignals", name)
    assert name in typedsignals.__all__
    assert kind.__doc__
    returned = pickle.loads(pickle.dumps(kind("message")))
    assert (type(returned), str(returned)) == (kind, "message")


def test_no_error_is_left_out() -> None:
    """Row 17: what is raised or warned of has a public name."""
    assert sorted(name for name, kind in vars(errors).items() if isinstance(kind, type)) == sorted(BASES)
